/* pages: what the version history says of notices, told from facts that the test makes. */
#define _GNU_SOURCE /* mkdtemp, realpath */
#include "scratch.h"

#include "content/version.h"
#include "demo_portal.h"
#include "history/history.h"

static const char *const ids[] = {
	"1111111111111111111111111111111111111111",
	"2222222222222222222222222222222222222222",
	"3333333333333333333333333333333333333333",
};

static struct blob blob_of(unsigned char byte)
{
	struct blob b;

	memset(b.id, byte, BLOB_SIZE);
	return b;
}

static struct version *versions_new(struct history *h, size_t n)
{
	h->versions.items = arena_calloc(&h->arena, n, sizeof(*h->versions.items));
	h->versions.n = n;
	for (size_t i = 0; i < n; i++)
		h->versions.items[i] = (struct version){ .blob = blob_of((unsigned char)(i + 1)),
							 .readable = true,
							 .published = DATE_NONE,
							 .copied = DATE_NONE };
	return h->versions.items;
}

/* Three commits in a line, a day apart; the changes are the test's. */
static struct history *line_new(void)
{
	struct history *h = history_new();

	h->state = HISTORY_WHOLE;
	h->commits.items = arena_calloc(&h->arena, 3, sizeof(*h->commits.items));
	h->commits.n = 3;
	for (size_t i = 0; i < 3; i++) {
		struct commit *c = &h->commits.items[i];
		const struct commit **parent = arena_alloc(&h->arena, sizeof(*parent));

		c->id = ids[i];
		c->time = c->author_time = 1754870400 + (int64_t)i * 86400; /* 2025-08-11 08:00 */
		c->author = c->committer = "Office <office@example.cn>";
		c->subject = "";
		if (i) {
			*parent = c - 1;
			c->parents.items = parent;
			c->parents.n = 1;
		}
	}
	h->tip = &h->commits.items[2];
	return h;
}

static void put_change(struct history *h, size_t commit, struct change change)
{
	struct commit *c = &h->commits.items[commit];
	struct change *items = arena_calloc(&h->arena, c->changes.n + 1, sizeof(*items));

	if (c->changes.n)
		memcpy(items, c->changes.items, c->changes.n * sizeof(*items));
	items[c->changes.n++] = change;
	c->changes.items = items;
}

struct built {
	struct demo demo;
	char *dir;
};

static void site_make(struct built *s, const struct history *h)
{
	struct site_counts counts;
	struct findings f = FINDINGS_INIT;

	demo_init(&s->demo);
	demo_open(&s->demo, demo_day());
	s->demo.history = h;
	s->dir = scratch_new();
	if (demo_build(&s->demo, s->dir, NULL, &counts, &f) < 0)
		findings_print(&f);
	assert_no_findings(&f, "build");
}

static void site_release(struct built *s)
{
	demo_release(&s->demo);
	scratch_free(s->dir);
}

static void page_says(const struct built *s, const char *address, const char *text, bool said)
{
	char *page = scratch_read(s->dir, address);

	assert_non_null(page);
	if (!strstr(page, text) == said)
		fail_msg("%s: there is %s: %s\n%s", address, said ? "no" : "a", text, page);
	free(page);
}

#define LIST "content/notices/990100/2025/factory-list"
#define LIST_PAGE "notice/990100/2025/factory-list.html"
#define PROPOSAL "content/notices/990100/2025/factory-proposal"
#define PROPOSAL_PAGE "notice/990100/2025/factory-proposal.html"

static void a_notice_shows_its_commit_and_what_was_done_to_it_since(void **state)
{
	struct history *h = line_new();
	struct blob none = { { 0 } };
	struct built s;

	(void)state;
	versions_new(h, 3);
	put_change(h, 0, (struct change){ LIST ".md", NULL, none, blob_of(1), 0100644 });
	put_change(h, 0, (struct change){ PROPOSAL ".md", NULL, none, blob_of(2), 0100644 });
	put_change(h, 1, (struct change){ LIST ".json", NULL, blob_of(8), blob_of(9), 0100644 });
	put_change(h, 2, (struct change){ LIST ".md", NULL, blob_of(1), blob_of(3), 0100644 });
	history_derive(h);
	site_make(&s, h);
	page_says(&s, LIST_PAGE,
		  "<code class=\"hash\">1111111111111111111111111111111111111111</code>", true);
	page_says(&s, LIST_PAGE, "<dt>提交时间</dt><dd><time datetime=\"2025-08-11T08:00+08:00\">",
		  true);
	page_says(&s, LIST_PAGE,
		  "改动附件表格 <code>factory-list.json</code>，提交 <code title=\"2222222222222222222222222222222222222222\">222222222222</code>",
		  true);
	page_says(&s, LIST_PAGE, "改动正文和要素 <code>factory-list.md</code>", true);
	page_says(&s, PROPOSAL_PAGE, "<dt>此后的改动</dt><dd>没有</dd></div>", true);
	page_says(&s, PROPOSAL_PAGE, "222222222222", false);
	page_says(&s, "notice/990100/2025/change.html", "尚未作为已公布的文告提交到版本库", true);
	page_says(&s, "shili/shilishi/factory/history.html",
		  "<code title=\"1111111111111111111111111111111111111111\">111111111111</code>",
		  true);
	page_says(&s, "audit/index.html", "<li><a href=\"../" LIST_PAGE "#record\">", true);
	page_says(&s, "audit/index.html", PROPOSAL_PAGE, false);
	page_says(&s, "audit/index.html", "生成本站时读取了全部历史。", true);
	site_release(&s);
	history_free(h);
}

/* An edit of the list's annexes, from blob 8 to blob 9. */
static struct history *edited(const struct version_change *changes, size_t n)
{
	static const char *part = "annex 1 row 1";
	struct history *h = line_new();
	struct blob none = { { 0 } };
	struct edit *e;

	versions_new(h, 1);
	put_change(h, 0, (struct change){ LIST ".md", NULL, none, blob_of(1), 0100644 });
	put_change(h, 1, (struct change){ LIST ".json", NULL, blob_of(8), blob_of(9), 0100644 });
	history_derive(h);
	e = h->notices.items[0].edits.items;
	e->compared = true;
	e->parts = (struct strings){ &part, n > 0 };
	e->changes = changes;
	e->n_changes = n;
	return h;
}

static void an_edit_shows_what_it_was_and_is(void **state)
{
	static const struct version_change changes[] = {
		{ 1, 3, "甲公司", "ground", false, "FALSIFIED", "NO_DYNAMIC_FORM" },
		{ 1, 4, "乙公司", "企业名称", true, "乙<b>", "乙二" },
		{ 2, 1, "丙公司", NULL, false, "1、丙公司", NULL },
		{ 0, 0, NULL, "title", false, NULL, "新标题" },
		{ 0, 0, NULL, "body", false, "电话13800000000，邮箱office.1@example.cn。",
		  "电话0756-0000000" },
	};
	struct history *h = edited(changes, ARRAY_LEN(changes));
	struct built s;

	(void)state;
	site_make(&s, h);
	page_says(&s, LIST_PAGE, "附件1第3行（甲公司）移出原因：<del>材料或数据造假</del> → <ins>",
		  true);
	page_says(&s, LIST_PAGE,
		  "附件1第4行（乙公司）企业名称：<del>乙&lt;b&gt;</del> → <ins>乙二</ins>", true);
	page_says(&s, LIST_PAGE, "附件2第1行（丙公司）删去：<del>1、丙公司</del> → （删去）", true);
	page_says(&s, LIST_PAGE, "<li>标题：（原来没有） → <ins>新标题</ins></li>", true);
	page_says(&s, LIST_PAGE, "<del>电话138…（略），邮箱（略）@example.cn。</del>", true);
	page_says(&s, LIST_PAGE, "<ins>电话0756-0000000</ins>", true);
	page_says(&s, LIST_PAGE, "只是书写格式不同", false);
	site_release(&s);
	history_free(h);
}

static void an_edit_of_the_form_alone_says_so(void **state)
{
	struct history *h = edited(NULL, 0);
	struct built s;

	(void)state;
	site_make(&s, h);
	page_says(&s, LIST_PAGE, "只是书写格式不同，内容没有改变。", true);
	page_says(&s, LIST_PAGE, "<ul class=\"edits\">", false);
	site_release(&s);
	history_free(h);
}

static void of_many_changes_the_first_are_shown_and_the_rest_is_counted(void **state)
{
	struct version_change changes[41];

	(void)state;
	for (size_t n = 40; n <= 41; n++) {
		struct history *h;
		struct built s;

		for (size_t i = 0; i < n; i++)
			changes[i] = (struct version_change){
				1, (unsigned)i + 1, "某", "单元", true, "a", "b"
			};
		h = edited(changes, n);
		site_make(&s, h);
		page_says(&s, LIST_PAGE, "附件1第40行（某）", true);
		page_says(&s, LIST_PAGE, "附件1第41行（某）", false);
		page_says(&s, LIST_PAGE, "另有1处，见该提交。", n == 41);
		site_release(&s);
		history_free(h);
	}
}

static void what_was_withheld_is_not_told_by_the_edit_that_took_it_out(void **state)
{
	static const struct version_change change[] = { { 1, 1, "某", "单元", true, "秘密", "b" } };
	static const char *const objects[] = { "0808080808080808080808080808080808080808",
					       "0909090909090909090909090909090909090909",
					       "0707070707070707070707070707070707070707" };
	struct history *h = edited(change, 1);

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(objects); i++) {
		struct withheld w = { .path = LIST ".json",
				      .object = objects[i],
				      .what = "联络员信息",
				      .basis = "示例法",
				      .by = "示例局",
				      .on = date_make(2025, 9, 1) };
		struct site_counts counts;
		struct findings f = FINDINGS_INIT;
		struct built s;

		site_make(&s, NULL);
		s.demo.content->withheld.items = &w;
		s.demo.content->withheld.n = 1;
		s.demo.history = h;
		assert_int_equal(demo_build(&s.demo, s.dir, NULL, &counts, &f), 0);
		page_says(&s, LIST_PAGE, "秘密", i == 2);
		page_says(&s, LIST_PAGE, "改动附件表格 <code>factory-list.json</code>", true);
		findings_release(&f);
		site_release(&s);
	}
	history_free(h);
}

static void a_later_commit_that_leaves_a_notice_alone_leaves_its_page_alone(void **state)
{
	struct blob none = { { 0 } };
	char *pages[2];

	(void)state;
	for (size_t i = 0; i < 2; i++) {
		struct history *h = line_new();
		struct built s;

		h->commits.n = 1 + 2 * i;
		versions_new(h, 1);
		put_change(h, 0, (struct change){ LIST ".md", NULL, none, blob_of(1), 0100644 });
		history_derive(h);
		site_make(&s, h);
		pages[i] = scratch_read(s.dir, LIST_PAGE);
		site_release(&s);
		history_free(h);
	}
	assert_string_equal(pages[0], pages[1]);
	free(pages[0]);
	free(pages[1]);
}

static void a_file_withheld_by_law_is_marked_only_where_the_object_agrees(void **state)
{
	static const char path[] = LIST "/contacts.csv";
	struct history *h = line_new();
	struct blob none = { { 0 } };
	struct built s;

	(void)state;
	versions_new(h, 1);
	put_change(h, 0, (struct change){ LIST ".md", NULL, none, blob_of(1), 0100644 });
	put_change(h, 1, (struct change){ path, NULL, blob_of(0xab), none, 0 });
	history_derive(h);
	for (size_t i = 0; i < 2; i++) {
		struct withheld w = { .path = path,
				      .object = i ? "abababababababababababababababababababab"
						  : "abababababababababababababababababababac",
				      .what = "联络员信息",
				      .basis = "示例法",
				      .by = "示例局",
				      .on = date_make(2025, 9, 1) };
		struct site_counts counts;
		struct findings f = FINDINGS_INIT;

		site_make(&s, NULL);
		s.demo.content->withheld.items = &w;
		s.demo.content->withheld.n = 1;
		s.demo.history = h;
		assert_int_equal(demo_build(&s.demo, s.dir, NULL, &counts, &f), 0);
		page_says(&s, LIST_PAGE, "删除附件文件 <code>contacts.csv</code>", true);
		page_says(&s, LIST_PAGE, "</code><span class=\"tag warn\">依法不再公开", i == 1);
		findings_release(&f);
		site_release(&s);
	}
	history_free(h);
}

static void what_is_not_known_is_said(void **state)
{
	static const struct {
		int state;
		const char *notice, *audit;
	} rows[] = {
		{ HISTORY_NONE, "没有可读的版本历史", "本站不是从 git 版本库生成的" },
		{ HISTORY_UNREADABLE, "没有可读的版本历史", "本程序还不能读取" },
		{ HISTORY_UNBORN, "尚未作为已公布的文告提交到版本库", "版本库还没有任何提交" },
		{ HISTORY_SHALLOW, "在这个提交或更早的提交中公布", "浅克隆" },
		{ HISTORY_WHOLE, "本页显示的内容含有尚未提交的改动", "读取了全部历史" },
	};
	struct blob none = { { 0 } };

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		bool read = rows[i].state == HISTORY_SHALLOW || rows[i].state == HISTORY_WHOLE;
		struct history *h = read ? line_new() : history_new();
		struct built s;

		h->state = rows[i].state;
		if (read) {
			struct change c = { LIST ".md", NULL, none, blob_of(1), 0100644 };

			versions_new(h, 1);
			put_change(h, 0, c);
			h->commits.items[0].cut = h->state == HISTORY_SHALLOW;
			history_derive(h);
			h->notices.items[0].pending = h->state == HISTORY_WHOLE;
		}
		site_make(&s, h);
		page_says(&s, LIST_PAGE, rows[i].notice, true);
		page_says(&s, "audit/index.html", rows[i].audit, true);
		for (size_t k = 0; k < ARRAY_LEN(rows); k++)
			page_says(&s, "audit/index.html", rows[k].audit, k == i);
		site_release(&s);
		history_free(h);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_notice_shows_its_commit_and_what_was_done_to_it_since),
		cmocka_unit_test(an_edit_shows_what_it_was_and_is),
		cmocka_unit_test(an_edit_of_the_form_alone_says_so),
		cmocka_unit_test(of_many_changes_the_first_are_shown_and_the_rest_is_counted),
		cmocka_unit_test(what_was_withheld_is_not_told_by_the_edit_that_took_it_out),
		cmocka_unit_test(a_later_commit_that_leaves_a_notice_alone_leaves_its_page_alone),
		cmocka_unit_test(a_file_withheld_by_law_is_marked_only_where_the_object_agrees),
		cmocka_unit_test(what_is_not_known_is_said),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
