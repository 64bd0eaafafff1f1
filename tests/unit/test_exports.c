/*
 * Products of the demonstration: as they were last looked at (tests/golden/exports), read back,
 * and the same on the next day.
 *
 * LUCE_ACCEPT=1 build/tests/test_exports makes what comes out the golden files; git shows what
 * that changes.
 */
#define _GNU_SOURCE /* mkdtemp, realpath */
#include "scratch.h"

#include "demo_portal.h"
#include "exports/export.h"
#include "exports/ical.h"
#include "format/csv.h"
#include "format/json.h"
#include "format/unzip.h"
#include "pages/address.h"

#define BASE_URL "https://lsmd.example.gov.cn/lists/"
#define GOLDEN "tests/golden/exports"

struct site_on_disk {
	struct demo demo;
	char *dir;
};

static void build(struct site_on_disk *x, const char *base_url)
{
	struct findings f = FINDINGS_INIT;
	struct site_counts counts;

	if (demo_build(&x->demo, x->dir, base_url, &counts, &f) < 0)
		findings_print(&f);
	assert_no_findings(&f, "build");
}

static int set_up(void **state)
{
	struct site_on_disk *x = xcalloc(1, sizeof(*x));

	demo_init(&x->demo);
	x->dir = scratch_new();
	*state = x;
	return 0;
}

static int tear_down(void **state)
{
	struct site_on_disk *x = *state;

	demo_release(&x->demo);
	scratch_free(x->dir);
	free(x);
	return 0;
}

static void open_and_build(struct site_on_disk *x, date_t day, const char *base_url)
{
	demo_open(&x->demo, day);
	build(x, base_url);
}

static char *read_file(const struct site_on_disk *x, const char *address)
{
	char *text = scratch_read(x->dir, address);

	if (!text)
		fail_msg("there is no %s", address);
	return text;
}

/* ---- as they were last looked at ---- */

static void compare_golden(const struct site_on_disk *x, const char *folder, const char *address)
{
	struct buf line = BUF_INIT;
	const char *accept = getenv("LUCE_ACCEPT");

	buf_add_format(&line, "cd '%s'; g=\"$OLDPWD/" GOLDEN "/%s/%s\"; ", x->dir, folder, address);
	if (accept && *accept)
		buf_add_format(&line, "mkdir -p \"$(dirname \"$g\")\" && cp '%s' \"$g\"", address);
	else
		buf_add_format(&line, "diff -u \"$g\" '%s' >&2", address);
	if (system(line.data) != 0)
		fail_msg("%s is not as in " GOLDEN "/%s", address, folder);
	buf_release(&line);
}

static void products_are_as_they_were_last_looked_at(void **state)
{
	static const char *const addresses[] = {
		"shili/shilishi/factory/list.csv",
		"shili/shilishi/factory/as-of/2025-10-20.csv",
		"shili/shilishi/factory/as-of/2025-12-31.csv",
		"shili/shilishi/factory/list.json",
		"shili/shilishi/factory/changes.jsonl",
		"shili/shilishi/factory/feed.atom",
		"shili/shilishi/calendar.ics",
		"shili/calendar.ics",
		"calendar.ics",
		"entity/990100/0/0002.atom",
		"entity/990100/0/0008.atom", /* joined to 0002 */
		"removals/feed.atom",
		"robots.txt",
		"_headers",
		"headers/nginx.conf",
		"headers/Caddyfile",
	};
	struct site_on_disk *x = *state;

	open_and_build(x, demo_day(), NULL);
	for (size_t i = 0; i < ARRAY_LEN(addresses); i++)
		compare_golden(x, "relative", addresses[i]);
	scratch_run(x->dir, "test ! -e sitemap.xml");
}

static void with_a_base_url_links_are_absolute(void **state)
{
	static const char *const addresses[] = {
		"shili/shilishi/factory/feed.atom",
		"shili/shilishi/calendar.ics",
		"feed.atom",
		"sitemap.xml",
		"sitemap-1.xml",
		"headers/nginx.conf",
	};
	struct site_on_disk *x = *state;
	char *json;

	open_and_build(x, demo_day(), BASE_URL);
	for (size_t i = 0; i < ARRAY_LEN(addresses); i++)
		compare_golden(x, "absolute", addresses[i]);
	json = read_file(x, "shili/shilishi/factory/list.json");
	assert_non_null(strstr(json, "\"page\": \"" BASE_URL "shili/shilishi/factory/index.html\""));
	free(json);
}

/* ---- an official portal ---- */

static void an_official_portal_has_no_mark_and_may_be_found(void **state)
{
	struct site_on_disk *x = *state;
	char *text;

	demo_replace(x->demo.source, "content", "示例", "样本");
	demo_put(x->demo.source, "content/site.json",
		 "{ 'name': '绿色制造名单', 'status': 'official', 'site_code': '9901000001',"
		 " 'base_url': 'https://lsmd.example.gov.cn' }");
	open_and_build(x, demo_day(), BASE_URL);
	scratch_run(x->dir,
		    "! grep -rlE '示例|\"mark\": \"|不具效力' --include='*.atom' --include='*.ics' "
		    "--include='*.csv' --include='*.json' --include='*.jsonl' --include='*.txt' "
		    "--include='*.xml' --include='*.conf' . headers _headers");
	text = read_file(x, "robots.txt");
	assert_string_equal(text, "User-agent: *\nAllow: /\nSitemap: " BASE_URL "sitemap.xml\n");
	free(text);
	text = read_file(x, "shili/shilishi/factory/list.csv");
	assert_null(strstr(text, "标注"));
	free(text);
	text = read_file(x, "_headers");
	assert_null(strstr(text, "X-Robots-Tag"));
	free(text);
}

static void a_demonstration_says_so_in_every_file(void **state)
{
	struct site_on_disk *x = *state;
	char *text;

	open_and_build(x, demo_day(), BASE_URL);
	scratch_run(x->dir,
		    "for f in $(find . -type f ! -name '*.html' ! -name manifest ! -path './.luce/*' "
		    "! -path './assets/*' ! -path './notice/*' ! -name '*.xlsx'); do "
		    "grep -q 示例 $f || { echo \"$f has no mark\" >&2; exit 1; }; done");
	text = read_file(x, "robots.txt");
	assert_non_null(strstr(text, "\nDisallow: /\n"));
	free(text);
	/* Each title of each feed, each event of each calendar, each row. */
	scratch_run(x->dir, "! grep -rh '<title>' --include='*.atom' . | grep -v '<title>【示例】'");
	scratch_run(x->dir,
		    "! grep -rh '^SUMMARY' --include='*.ics' . | grep -v '^SUMMARY:【示例】'");
	scratch_run(x->dir,
		    "! grep -rh . --include='*.csv' . | sed 's/\\r//' | grep -vE ',(示例|标注)$'");
	scratch_run(x->dir, "! grep -rh . --include='*.jsonl' . | grep -v '\"mark\": \"示例\"'");
}

/* ---- time ---- */

static void the_next_day_changes_no_product(void **state)
{
	struct site_on_disk *x = *state;

	open_and_build(x, date_make(2026, 2, 24), BASE_URL);
	scratch_run(x->dir, "grep -vE '^#|\\.html$' manifest > .luce/before");
	registry_free(x->demo.registry);
	content_free(x->demo.content);
	open_and_build(x, date_make(2026, 2, 25), BASE_URL);
	scratch_run(x->dir, "grep -vE '^#|\\.html$' manifest | diff .luce/before -");
}

/* ---- read back ---- */

/* In the order of the list's page, which is by entry. */
static void a_list_as_csv_is_read_back(void **state)
{
	static const char *const expected[][4] = {
		/* 标识, 名称, 列入方式, 列入日期 */
		{ "000000-0001", "示例精密制造有限公司", "按引用列入：国家绿色工厂名单",
		  "2024-05-06" },
		{ "990100-0002", "示例新材料股份有限公司", "本级列入", "2025-08-12" },
		{ "990100-0010", "示例造纸有限公司", "本级列入", "2025-08-12" },
		{ "990100-0007", "示例电子（集团）有限公司", "本级列入", "2025-11-03" },
	};
	struct site_on_disk *x = *state;
	struct findings f = FINDINGS_INIT;
	struct arena a = ARENA_INIT;
	struct csv_table t;
	char *text;

	open_and_build(x, demo_day(), NULL);
	text = read_file(x, "shili/shilishi/factory/list.csv");
	assert_memory_equal(text, "\xef\xbb\xbf", 3);
	assert_int_equal(csv_table_parse(str_from(text), (struct place){ 0 }, &a, &t, &f), 0);
	assert_no_findings(&f, "csv");
	assert_int_equal(t.n_rows, ARRAY_LEN(expected));
	for (size_t i = 0; i < t.n_rows; i++) {
		assert_string_equal(t.rows[i].cells[csv_column(&t, "标识")], expected[i][0]);
		assert_string_equal(t.rows[i].cells[csv_column(&t, "名称")], expected[i][1]);
		assert_string_equal(t.rows[i].cells[csv_column(&t, "列入方式")], expected[i][2]);
		assert_string_equal(t.rows[i].cells[csv_column(&t, "列入日期")], expected[i][3]);
	}
	for (const char *s = text; (s = strchr(s, '\n')); s++) /* RFC 4180 */
		assert_int_equal(s[-1], '\r');
	free(text);
	arena_release(&a);
}

static json_t *read_json(const struct site_on_disk *x, const char *address)
{
	struct findings f = FINDINGS_INIT;
	char *text = read_file(x, address);
	json_t *value = json_parse(str_from(text), (struct place){ 0 }, &f);

	assert_no_findings(&f, address);
	free(text);
	return value;
}

static const char *text_of(const json_t *o, const char *key)
{
	return json_string_value(json_object_get(o, key));
}

static json_t *find_by_id(const json_t *array, const char *id)
{
	size_t i;
	json_t *item;

	json_array_foreach(array, i, item) if (strcmp(text_of(item, "id"), id) == 0) return item;
	fail_msg("no %s", id);
	return NULL;
}

static void a_list_as_json_says_who_left_and_why(void **state)
{
	struct site_on_disk *x = *state;
	json_t *list, *who;

	open_and_build(x, demo_day(), NULL);
	list = read_json(x, "shili/shilishi/factory/list.json");
	assert_int_equal(json_array_size(json_object_get(list, "members")), 4);
	assert_int_equal(json_array_size(json_object_get(list, "former")), 3);
	assert_string_equal(text_of(list, "changed"), "2025-11-03");

	who = find_by_id(json_object_get(list, "former"), "990100-0004");
	assert_string_equal(text_of(who, "reason"), "removed");
	assert_string_equal(text_of(json_object_get(who, "ground"), "code"), "NO_DYNAMIC_FORM");
	assert_string_equal(text_of(who, "barred_until"), "2028-10-19");
	assert_string_equal(text_of(json_object_get(who, "notice"), "id"),
			    "990100/2025/factory-removal");
	who = find_by_id(json_object_get(list, "former"), "990100-0003");
	assert_string_equal(text_of(who, "reason"), "succeeded");
	assert_string_equal(text_of(who, "successor"), "990100-0007");
	assert_true(json_is_null(json_object_get(who, "ground")));
	json_decref(list);
}

static void check_resource(const struct site_on_disk *x, const json_t *r)
{
	struct buf line = BUF_INIT;

	buf_add_format(&line, "test $(stat -c %%s '%s') = %lld", text_of(r, "path"),
		       (long long)json_integer_value(json_object_get(r, "bytes")));
	scratch_run(x->dir, line.data);
	buf_clear(&line);
	buf_add_format(&line, "test sha256:$(sha256sum < '%s' | cut -c 1-64) = %s",
		       text_of(r, "path"), text_of(r, "hash"));
	scratch_run(x->dir, line.data);
	buf_release(&line);
}

static void check_header(const struct site_on_disk *x, const json_t *r)
{
	const json_t *fields = json_object_get(json_object_get(r, "schema"), "fields"), *field;
	char *text = read_file(x, text_of(r, "path"));
	struct buf header = BUF_INIT;
	size_t i;

	buf_add_str(&header, "\xef\xbb\xbf");
	json_array_foreach(fields, i, field)
		buf_add_format(&header, "%s%s", i ? "," : "", text_of(field, "name"));
	buf_add_str(&header, "\r\n");
	assert_memory_equal(text, header.data, header.len);
	buf_release(&header);
	free(text);
}

static void the_data_package_names_every_file_with_its_size_and_hash(void **state)
{
	struct site_on_disk *x = *state;
	json_t *package, *r;
	size_t i;

	open_and_build(x, demo_day(), NULL);
	package = read_json(x, ADDRESS_PACKAGE);
	assert_string_equal(text_of(package, "profile"), "data-package");
	assert_null(json_object_get(package, "licenses")); /* no record names one */
	assert_null(json_object_get(package, "created"));
	assert_int_equal(json_array_size(json_object_get(package, "resources")), 4 * 4);
	json_array_foreach(json_object_get(package, "resources"), i, r)
	{
		check_resource(x, r);
		if (strcmp(text_of(r, "format"), "csv") == 0)
			check_header(x, r);
		else
			assert_null(json_object_get(r, "schema"));
	}
	json_decref(package);
}

static void a_list_as_workbook_has_three_sheets(void **state)
{
	static const struct {
		const char *part, *has;
	} rows[] = {
		{ "xl/workbook.xml", "<sheet name=\"名单（示例）\" sheetId=\"1\"" },
		{ "xl/workbook.xml", "<sheet name=\"曾列入（示例）\" sheetId=\"2\"" },
		{ "xl/workbook.xml", "<sheet name=\"说明（示例）\" sheetId=\"3\"" },
		{ "xl/worksheets/sheet1.xml", "示例新材料股份有限公司" },
		{ "xl/worksheets/sheet2.xml", "示例&lt;script&gt;alert(1)&lt;/script&gt;&amp;" },
		{ "xl/worksheets/sheet3.xml", "示例网站的数据，不具效力。" },
		{ "docProps/core.xml", "<dc:title>【示例】示例市绿色（低碳）工厂名单</dc:title>" },
		{ "docProps/core.xml", "2025-11-03T00:00:00Z</dcterms:created>" },
	};
	struct site_on_disk *x = *state;
	struct buf file = BUF_INIT;
	struct findings f = FINDINGS_INIT;
	struct source *site;

	open_and_build(x, demo_day(), NULL);
	site = source_open_tree(x->dir, &f);
	assert_int_equal(source_read(site, "shili/shilishi/factory/list.xlsx", &file, &f), 0);
	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		struct unzip z = { .file = buf_str(&file) };
		bool found = false;

		while (unzip_next(&z))
			if (strncmp(z.name.data, rows[i].part, z.name.len) == 0)
				found |= strstr(z.text.data, rows[i].has) != NULL;
		assert_false(z.broken);
		unzip_release(&z);
		if (!found)
			fail_msg("no %s in %s", rows[i].has, rows[i].part);
	}
	source_free(site);
	buf_release(&file);
	findings_release(&f);
}

/* ---- the sitemap's parts ---- */

static void a_part_of_the_sitemap_holds_fifty_thousand_pages(void **state)
{
	static const struct {
		size_t pages, files, last; /* urls of the last part */
	} rows[] = { { 1, 2, 1 }, { 50000, 2, 50000 }, { 50001, 3, 1 }, { 100000, 3, 50000 } };
	struct site_on_disk *x = *state;
	const char **pages = xcalloc(100000, sizeof(*pages));
	struct page_context ctx = { .base_url = BASE_URL };

	demo_open(&x->demo, demo_day());
	ctx.content = x->demo.content;
	ctx.registry = x->demo.registry;
	ctx.outline = outline_new(x->demo.content, x->demo.registry);
	for (size_t i = 0; i < 100000; i++)
		pages[i] = "a&b/页.html";
	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		struct exports *all = exports_new(&ctx, pages, rows[i].pages);
		struct export e = { .page = { .ctx = &ctx }, .all = all };
		struct buf out = BUF_INIT;
		size_t urls = 0;

		assert_int_equal(export_sitemap.count(all), rows[i].files);
		export_sitemap.render(&e, rows[i].files - 1, &out);
		for (const char *s = out.data; (s = strstr(s, "<url>")); s++)
			urls++;
		assert_int_equal(urls, rows[i].last);
		assert_non_null(strstr(out.data, "<loc>" BASE_URL "a%26b/%E9%A1%B5.html</loc>"));
		buf_release(&out);
		exports_free(all);
	}
	outline_free((struct outline *)ctx.outline);
	free(pages);
}

static void without_a_base_url_the_sitemap_goes(void **state)
{
	struct site_on_disk *x = *state;

	open_and_build(x, demo_day(), BASE_URL);
	scratch_run(x->dir, "test -f sitemap.xml && test -f sitemap-1.xml");
	build(x, NULL);
	scratch_run(x->dir, "test ! -e sitemap.xml && test ! -e sitemap-1.xml");
}

/* ---- iCalendar ---- */

/* Each line at most 75 octets and whole characters; unfolded, it is what was written. */
static void unfold(const char *text, struct buf *out)
{
	for (const char *end; *text; text = end + 2) {
		end = strstr(text, "\r\n");
		assert_non_null(end);
		assert_true(end - text <= 75);
		assert_true(((unsigned char)*text & 0xc0) != 0x80);
		if (*text == ' ')
			out->len--; /* the line end */
		buf_add(out, text + (*text == ' '), (size_t)(end - text - (*text == ' ')));
		buf_add_char(out, '\n');
	}
}

static void long_lines_are_folded_between_characters(void **state)
{
	static const struct {
		const char *label, *unit;
		size_t count, lines; /* of "X:" and so many units */
	} rows[] = {
		{ "empty", "", 0, 1 },	       { "75 octets", "a", 73, 1 },
		{ "76 octets", "a", 74, 2 },   { "149 octets", "a", 147, 2 },
		{ "150 octets", "a", 148, 3 }, { "characters of three octets, 74", "公", 24, 1 },
		{ "77", "公", 25, 2 },	       { "characters of four octets, 74", "𠮷", 18, 1 },
		{ "78", "𠮷", 19, 2 },	       { "many", "示例", 500, 42 },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		struct buf value = BUF_INIT, got = BUF_INIT, line = BUF_INIT, expected = BUF_INIT;
		size_t lines = 0;

		buf_add_str(&value, "");
		for (size_t k = 0; k < rows[i].count; k++)
			buf_add_str(&value, rows[i].unit);
		ical_text(&got, "X", value.data);
		for (const char *s = got.data; (s = strstr(s, "\r\n")); s++)
			lines++;
		if (lines != rows[i].lines)
			fail_msg("%s: %zu lines, expected %zu", rows[i].label, lines, rows[i].lines);
		unfold(got.data, &line);
		buf_add_format(&expected, "X:%s\n", value.data);
		assert_string_equal(line.data, expected.data);
		buf_release(&value);
		buf_release(&got);
		buf_release(&line);
		buf_release(&expected);
	}
}

static void an_event_ends_on_the_day_after_its_last(void **state)
{
	struct ical_event e = { .uid = "u",
				.summary = "甲,乙;丙\\丁\r\nBEGIN:VALARM",
				.url = "https://www.example.gov.cn/a;b,c\r\nX-EVIL:1",
				.category = "公示",
				.first = date_make(2025, 12, 30),
				.last = date_make(2025, 12, 31) };
	struct buf got = BUF_INIT;

	(void)state;
	minute_t early = minute_parse("2026-01-01 07:59");

	e.stamp = early; /* which is the year before in UTC */
	ical_event(&got, &e);
	assert_string_equal(got.data, "BEGIN:VEVENT\r\n"
				      "UID:u\r\n"
				      "DTSTAMP:20251231T235900Z\r\n"
				      "DTSTART;VALUE=DATE:20251230\r\n"
				      "DTEND;VALUE=DATE:20260101\r\n"
				      "SUMMARY:甲\\,乙\\;丙\\\\丁\\nBEGIN:VALARM\r\n"
				      "URL:https://www.example.gov.cn/a;b,cX-EVIL:1\r\n"
				      "CATEGORIES:公示\r\n"
				      "TRANSP:TRANSPARENT\r\n"
				      "END:VEVENT\r\n");
	buf_release(&got);
}

static void calendars_keep_to_the_form(void **state)
{
	struct site_on_disk *x = *state;
	static const char *const addresses[] = { "calendar.ics", "nation/calendar.ics",
						 "shili/shilishi/calendar.ics" };

	open_and_build(x, demo_day(), BASE_URL);
	for (size_t i = 0; i < ARRAY_LEN(addresses); i++) {
		char *text = read_file(x, addresses[i]);
		struct buf lines = BUF_INIT;

		unfold(text, &lines);
		assert_memory_equal(lines.data, "BEGIN:VCALENDAR\nVERSION:2.0\n", 28);
		assert_string_equal(lines.data + lines.len - 14, "END:VCALENDAR\n");
		buf_release(&lines);
		free(text);
	}
	scratch_run(x->dir, "test -z \"$(grep -h '^UID' calendar.ics | sort | uniq -d)\"");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
#define SITE(test) cmocka_unit_test_setup_teardown(test, set_up, tear_down)
		SITE(products_are_as_they_were_last_looked_at),
		SITE(with_a_base_url_links_are_absolute),
		SITE(an_official_portal_has_no_mark_and_may_be_found),
		SITE(a_demonstration_says_so_in_every_file),
		SITE(the_next_day_changes_no_product),
		SITE(a_list_as_csv_is_read_back),
		SITE(a_list_as_json_says_who_left_and_why),
		SITE(the_data_package_names_every_file_with_its_size_and_hash),
		SITE(a_list_as_workbook_has_three_sheets),
		SITE(a_part_of_the_sitemap_holds_fifty_thousand_pages),
		SITE(without_a_base_url_the_sitemap_goes),
		cmocka_unit_test(long_lines_are_folded_between_characters),
		cmocka_unit_test(an_event_ends_on_the_day_after_its_last),
		SITE(calendars_keep_to_the_form),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
