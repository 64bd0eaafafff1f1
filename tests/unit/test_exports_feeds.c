/* Feeds and calendars: how much they hold, what amends what, which deadlines become days. */
#define _GNU_SOURCE /* mkdtemp, realpath */
#include "scratch.h"

#include "demo_portal.h"

struct fixture {
	struct demo demo;
	char *dir;
};

static int set_up(void **state)
{
	struct fixture *x = xcalloc(1, sizeof(*x));

	demo_init(&x->demo);
	x->dir = scratch_new();
	*state = x;
	return 0;
}

static int tear_down(void **state)
{
	struct fixture *x = *state;

	demo_release(&x->demo);
	scratch_free(x->dir);
	free(x);
	return 0;
}

static void build(struct fixture *x)
{
	struct findings f = FINDINGS_INIT;
	struct site_counts counts;

	registry_free(x->demo.registry);
	content_free(x->demo.content);
	demo_open(&x->demo, demo_day());
	if (demo_build(&x->demo, x->dir, NULL, &counts, &f) < 0)
		findings_print(&f);
	assert_no_findings(&f, "build");
}

static size_t count(const char *text, const char *what)
{
	size_t n = 0;

	for (; (text = strstr(text, what)); text++)
		n++;
	return n;
}

static size_t count_in(const struct fixture *x, const char *address, const char *what)
{
	char *text = scratch_read(x->dir, address);
	size_t n;

	if (!text)
		fail_msg("there is no %s", address);
	n = count(text, what);
	free(text);
	return n;
}

/* n notices of 示例市 with a 公示 period, published one an hour on days of 2026 before 10 March. */
static void put_notices(struct fixture *x, int first, int n)
{
	for (int i = first; i < first + n; i++) {
		struct buf path = BUF_INIT, text = BUF_INIT;
		int day = i / 12 + 1;

		buf_add_format(&path, "content/notices/990100/2026/many-%d.md", i);
		buf_add_format(
			&text,
			"{ 'type': 'proposal', 'title': '第%d号公示', 'issuers': ['990100-gxj'],"
			" 'signed': '2026-%02d-%02d', 'published': '2026-%02d-%02d %02d:00',"
			" 'period': { 'start': '2026-%02d-%02d', 'end': '2026-%02d-%02d' } }\n\n现予公示。\n",
			i, 1 + day / 28, day % 28 + 1, 1 + day / 28, day % 28 + 1, i % 12 + 8,
			1 + day / 28, day % 28 + 1, 1 + day / 28, day % 28 + 1);
		demo_put(x->demo.source, path.data, text.data);
		buf_release(&path);
		buf_release(&text);
	}
}

/* ---- how much ---- */

static void a_feed_holds_the_fifty_latest_notices(void **state)
{
	struct fixture *x = *state;
	size_t had, now;

	build(x);
	had = count_in(x, "shili/shilishi/feed.atom", "<entry>");
	put_notices(x, 0, (int)(50 - had));
	build(x);
	now = count_in(x, "shili/shilishi/feed.atom", "<entry>");
	assert_int_equal(now, 50);
	assert_int_equal(count_in(x, "shili/shilishi/feed.atom", "》解读</title>"), 1); /* the oldest */
	put_notices(x, (int)(50 - had), 1);
	build(x);
	assert_int_equal(count_in(x, "shili/shilishi/feed.atom", "<entry>"), 50);
	assert_int_equal(count_in(x, "shili/shilishi/feed.atom", "》解读</title>"), 0);
}

static void the_calendar_of_all_holds_the_five_hundred_latest_events(void **state)
{
	struct fixture *x = *state;
	size_t had;

	build(x);
	had = count_in(x, "calendar.ics", "BEGIN:VEVENT");
	put_notices(x, 0, (int)(500 - had));
	build(x);
	assert_int_equal(count_in(x, "calendar.ics", "BEGIN:VEVENT"), 500);
	assert_int_equal(count_in(x, "calendar.ics", "DTSTART;VALUE=DATE:20250315"), 1); /* the first */
	put_notices(x, (int)(500 - had), 1);
	build(x);
	assert_int_equal(count_in(x, "calendar.ics", "BEGIN:VEVENT"), 500);
	assert_int_equal(count_in(x, "calendar.ics", "DTSTART;VALUE=DATE:20250315"), 0);
	assert_int_equal(count_in(x, "shili/shilishi/calendar.ics", "DTSTART;VALUE=DATE:20250315"),
			 1);
}

static void put_entries(struct fixture *x, int n)
{
	struct buf rows = BUF_INIT;

	buf_add_str(&rows,
		    "{ 'annexes': [{ 'no': 1, 'title': '名单', 'action': 'enter', 'list': '990100/factory', 'columns': ["
		    "{ 'label': '名称', 'role': 'name' }], 'rows': [");
	for (int i = 0; i < n; i++) {
		struct buf path = BUF_INIT, text = BUF_INIT;

		buf_add_format(&path, "content/entities/990100/990100-%d.json", 1000 + i);
		buf_add_format(&text,
			       "{ 'id': '990100-%d', 'name': '示例%d号厂', 'kind': 'enterprise', 'place': '990102' }",
			       1000 + i, i);
		demo_put(x->demo.source, path.data, text.data);
		buf_add_format(&rows, "%s{ 'id': '990100-%d', 'cells': ['示例%d号厂'] }",
			       i ? ", " : "", 1000 + i, i);
		buf_release(&path);
		buf_release(&text);
	}
	buf_add_str(&rows, "] }] }");
	demo_put(x->demo.source, "content/notices/990100/2026/entries.json", rows.data);
	demo_put(x->demo.source, "content/notices/990100/2026/entries.md",
		 "{ 'type': 'list', 'title': '名单', 'issuers': ['990100-gxj'], 'signed': '2026-03-02',"
		 " 'published': '2026-03-02 09:00' }\n\n现予公布。\n");
	buf_release(&rows);
}

static void a_long_list_of_names_ends_in_and_others(void **state)
{
	struct fixture *x = *state;
	static const struct {
		int n;
		const char *says;
	} rows[] = {
		{ 20, "<content>列入20个：示例0号厂、" },
		{ 20, "、示例19号厂\n" },
		{ 21, "、示例19号厂等\n" },
	};

	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		put_entries(x, rows[i].n);
		build(x);
		if (!count_in(x, "shili/shilishi/factory/feed.atom", rows[i].says))
			fail_msg("of %d: no %s", rows[i].n, rows[i].says);
	}
}

/* ---- what amends what ---- */

/* An entry keeps its id and place in time, and is newer when another notice amends it. */
static void an_amended_notice_is_updated_when_it_is_amended(void **state)
{
	struct fixture *x = *state;
	static const char entry[] = "<title>【示例】关于移出示例市绿色工厂名单的公告</title>\n"
				    "<published>2025-10-20T09:00:00+08:00</published>\n"
				    "<updated>2025-12-01T09:00:00+08:00</updated>\n";
	static const char alone[] = "<title>【示例】关于名单单位变更事项的公告</title>\n"
				    "<published>2025-11-03T09:00:00+08:00</published>\n"
				    "<updated>2025-11-03T09:00:00+08:00</updated>\n";

	build(x);
	assert_int_equal(count_in(x, "feed.atom", entry), 1);
	assert_int_equal(count_in(x, "feed.atom", alone), 1);
}

static void a_transcribed_notice_is_as_old_as_its_signature(void **state)
{
	struct fixture *x = *state;

	build(x);
	assert_int_equal(count_in(x, "nation/feed.atom",
				  "<published>2024-03-01T00:00:00+08:00</published>\n"),
			 1);
	assert_int_equal(count_in(x, "nation/feed.atom", "转录自：国家主管部门（示例）"), 1);
}

static void a_draft_is_in_no_product(void **state)
{
	struct fixture *x = *state;

	build(x);
	scratch_run(x->dir, "! grep -rl 草稿 --include='*.atom' --include='*.ics' --include='*.csv' "
			    "--include='*.json' --include='*.jsonl' .");
}

/* ---- deadlines ---- */

static void yearly_deadlines_are_days_in_the_two_latest_calendar_years(void **state)
{
	static const struct {
		const char *day;
		size_t before, after; /* the calendar of 2027 is there */
	} rows[] = {
		{ "20240315", 0, 0 }, { "20250315", 1, 0 }, { "20260315", 1, 1 },
		{ "20270315", 0, 1 }, { "20280315", 0, 0 },
	};
	struct fixture *x = *state;

	for (int with = 0; with < 2; with++) {
		if (with)
			demo_put(x->demo.source, "content/calendar/2027.json",
				 "{ 'year': 2027, 'source': { 'title': '节假日安排（示例）' }, 'holidays': ['2027-01-01'], 'workdays': [] }");
		build(x);
		for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
			struct buf line = BUF_INIT;
			size_t got;

			buf_add_format(&line, "DTSTART;VALUE=DATE:%s", rows[i].day);
			got = count_in(x, "shili/shilishi/calendar.ics", line.data);
			if (got != (with ? rows[i].after : rows[i].before))
				fail_msg("%s: %zu events %s the calendar of 2027", rows[i].day, got,
					 with ? "with" : "without");
			buf_release(&line);
		}
	}
}

static void a_deadline_past_the_end_of_its_rules_is_none(void **state)
{
	struct fixture *x = *state;

	for (int year = 2027; year <= 2030; year++) {
		struct buf path = BUF_INIT, text = BUF_INIT;

		buf_add_format(&path, "content/calendar/%d.json", year);
		buf_add_format(&text,
			       "{ 'year': %d, 'source': { 'title': '示例' }, 'holidays': ['%d-01-01'], 'workdays': [] }",
			       year, year);
		demo_put(x->demo.source, path.data, text.data);
		buf_release(&path);
		buf_release(&text);
	}
	build(x); /* in force until 2029-01-09 */
	assert_int_equal(count_in(x, "shili/shilishi/calendar.ics", "CATEGORIES:时限"),
			 2); /* of the call of 2025 */
}

/* The province's text governs its cities that have none: on theirs, and once in the calendar of all. */
static void an_inherited_deadline_is_on_the_regions_calendar_only(void **state)
{
	struct fixture *x = *state;

	demo_put(x->demo.source, "content/rules/990000-2023-2.json",
		 "{ 'region': '990000', 'title': '示例省细则', 'in_force_by': '2023-05-01', 'levels': ['province', 'city'],"
		 " 'deadlines': [{ 'what': 'annual_form', 'day': '04-15', 'who': 'member', 'article': '第九条' }] }");
	demo_put(x->demo.source, "content/regions/990200.json",
		 "{ 'code': '990200', 'level': 'city', 'name': '无规市', 'slug': 'shili/wugui', 'parent': '990000',"
		 " 'authorities': [{ 'id': '990200-gxj', 'name': '无规市工业和信息化局', 'lead': true, 'contacts': [] }] }");
	demo_put(x->demo.source, "content/notices/990200/2026/note.md",
		 "{ 'type': 'other', 'title': '说明', 'issuers': ['990200-gxj'], 'signed': '2026-03-01',"
		 " 'published': '2026-03-01 09:00' }\n\n说明。\n");
	build(x);
	assert_int_equal(count_in(x, "shili/wugui/calendar.ics", "DTSTART;VALUE=DATE:20260415"), 1);
	assert_int_equal(count_in(x, "shili/calendar.ics", "DTSTART;VALUE=DATE:20260415"), 1);
	assert_int_equal(count_in(x, "calendar.ics", "DTSTART;VALUE=DATE:20260415"), 1);
	assert_int_equal(count_in(x, "shili/shilishi/calendar.ics", "0415"), 0); /* it has its own */
}

static void a_day_that_a_call_sets_stands_alone(void **state)
{
	struct fixture *x = *state;

	build(x); /* the call of 2025 sets 推荐上报, none of 2026 does */
	assert_int_equal(count_in(x, "shili/shilishi/calendar.ics", "DTSTART;VALUE=DATE:20250520"),
			 1);
	demo_put(x->demo.source, "content/notices/990100/2026/call.md",
		 "{ 'type': 'call', 'title': '申报通知', 'issuers': ['990100-gxj'], 'year': 2026, 'signed': '2026-02-10',"
		 " 'published': '2026-02-10 09:30', 'deadlines': [{ 'what': 'recommend', 'day': '2026-06-05', 'who': 'district' }] }\n\n申报。\n");
	build(x);
	assert_int_equal(count_in(x, "shili/shilishi/calendar.ics", "DTSTART;VALUE=DATE:20260520"),
			 0);
	assert_int_equal(count_in(x, "shili/shilishi/calendar.ics", "DTSTART;VALUE=DATE:20260605"),
			 1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
#define PORTAL(test) cmocka_unit_test_setup_teardown(test, set_up, tear_down)
		PORTAL(a_feed_holds_the_fifty_latest_notices),
		PORTAL(the_calendar_of_all_holds_the_five_hundred_latest_events),
		PORTAL(a_long_list_of_names_ends_in_and_others),
		PORTAL(an_amended_notice_is_updated_when_it_is_amended),
		PORTAL(a_transcribed_notice_is_as_old_as_its_signature),
		PORTAL(a_draft_is_in_no_product),
		PORTAL(yearly_deadlines_are_days_in_the_two_latest_calendar_years),
		PORTAL(a_deadline_past_the_end_of_its_rules_is_none),
		PORTAL(an_inherited_deadline_is_on_the_regions_calendar_only),
		PORTAL(a_day_that_a_call_sets_stands_alone),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
