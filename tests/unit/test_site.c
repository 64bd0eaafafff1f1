/* site: the plan, the checks of rendered pages, the manifest, and all or nothing. */
#define _GNU_SOURCE /* mkdtemp, realpath */
#include "scratch.h"

#include "demo_portal.h"
#include "site/html.h"
#include "site/links.h"
#include "site/manifest.h"

/* ---- links in HTML ---- */

static void attributes_are_found_wherever_they_stand(void **state)
{
	static const struct {
		const char *html, *found;
	} rows[] = {
		{ "", "" },
		{ "<", "" },
		{ "a < b <", "" },
		{ "<a href=\"x.html\">", "a href=x.html|" },
		{ "<a class=\"y\" href=\"x.html\" id=\"z\">t</a>", "a class=y href=x.html id=z|" },
		{ "<a href=\"a>b\"><img src=\"c\"/>", "a href=a>b|img src=c|" },
		{ "<a\n\thref=\"x\"\n>", "a href=x|" },
		{ "<A hRef = 'x'>", "A hRef=x|" },
		{ "<!-- <a href=\"no\"> --><p id=\"yes\">", "p id=yes|" },
		{ "<!--><p id=\"yes\">", "p id=yes|" },
		{ "<!-- --!><p id=\"yes\">", "p id=yes|" },
		{ "<!-- - -- > <p id=\"no\">---><p>", "p|" },
		{ "<!DOCTYPE html><html lang=\"zh\"><p id=\"\">", "html lang=zh|p id=|" },
		{ "<!-- open <a href=\"no\">", "" },
		{ "<a hidden href=\"x\">", "a hidden= href=x|" },
		{ "<a data-href=\"y\">href=\"no\"</a href=\"no\">", "a data-href=y|" },
		{ "<a href=\"cut", "a href=cut|" },
		{ "<a href=", "a href=|" },
		{ "<a href='x\"y' id=z>", "a href=x\"y id=z|" },
		{ "<a href=x/y.html>t", "a href=x/y.html|" },
		{ "<a =x href=y>", "a =x= href=y|" },
		{ "<br/><p/id=\"x\">", "br|p id=x|" },
		{ "<1 a=b><p>", "p|" },
	};
	struct buf got = BUF_INIT;

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		struct html_scan scan = { rows[i].html, rows[i].html + strlen(rows[i].html) };
		struct html_attribute a;
		struct str tag;

		buf_clear(&got);
		buf_add_str(&got, "");
		while (html_tag_next(&scan, &tag)) {
			buf_add_slice(&got, tag);
			while (html_attribute_next(&scan, &a)) {
				buf_add_char(&got, ' ');
				buf_add_slice(&got, a.name);
				buf_add_char(&got, '=');
				buf_add_slice(&got, a.value);
			}
			buf_add_char(&got, '|');
		}
		if (strcmp(got.data, rows[i].found) != 0)
			fail_msg("%s: got %s, expected %s", rows[i].html, got.data, rows[i].found);
	}
	buf_release(&got);
}

static void links_resolve_as_a_browser_would_from_a_file(void **state)
{
	static const struct {
		const char *url,
			*expected; /* "address#fragment", "outside" or "nowhere"; on the page a/b/page.html */
	} rows[] = {
		{ "other.html", "a/b/other.html#" },
		{ "./other.html", "a/b/other.html#" },
		{ "../other.html", "a/other.html#" },
		{ "../../index.html", "index.html#" },
		{ "../../../index.html", "nowhere" },
		{ "c/../d.html#x", "a/b/d.html#x" },
		{ "#x", "a/b/page.html#x" },
		{ "#%E9%99%84", "a/b/page.html#附" },
		{ "#", "nowhere" },
		{ "", "nowhere" },
		{ "%E7%9B%96 1.pdf", "a/b/盖 1.pdf#" },
		{ "a%2", "a/b/a%2#" },
		{ "c/", "nowhere" },
		{ "..", "nowhere" },
		{ "../..", "nowhere" },
		{ "/index.html", "nowhere" },
		{ "//elsewhere.cn/", "nowhere" },
		{ "?q=1", "nowhere" },
		{ "other.html?q", "nowhere" },
		{ "https://elsewhere.cn/", "outside" },
		{ "mailto:a@example.gov.cn", "outside" },
		{ "tel:0000-0000000", "outside" },
		{ "https://lsmd.cn/list/a/x.html#y", "a/x.html#y" },
		{ "https://lsmd.cn/list/", "nowhere" },
		{ "https://lsmd.cn/other.html", "outside" },
	};
	struct buf address = BUF_INIT, fragment = BUF_INIT, got = BUF_INIT;

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		enum link_target target;

		buf_clear(&address);
		buf_clear(&fragment);
		buf_clear(&got);
		target = link_resolve("a/b/page.html", "https://lsmd.cn/list/",
				      str_from(rows[i].url), &address, &fragment);
		if (target == LINK_INSIDE)
			buf_add_format(&got, "%s#%s", address.data, fragment.data);
		else
			buf_add_str(&got, target == LINK_OUTSIDE ? "outside" : "nowhere");
		if (strcmp(got.data, rows[i].expected) != 0)
			fail_msg("%s: got %s, expected %s", rows[i].url, got.data, rows[i].expected);
	}
	buf_release(&address);
	buf_release(&fragment);
	buf_release(&got);
}

static void character_references_of_our_output_are_resolved(void **state)
{
	struct buf got = BUF_INIT;

	(void)state;
	html_unescape(&got, STR_LIT("a&amp;b&lt;&gt;&quot;&#39;&#x27;&other;&"));
	assert_string_equal(got.data, "a&b<>\"''&other;&");
	buf_release(&got);
}

/* ---- the manifest ---- */

#define HASH "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"

static void a_manifest_is_read_as_it_was_written(void **state)
{
	struct manifest_file files[] = { { "a.html", { 0xab } }, { "b/盖章 1.pdf", { 0xcd } } };
	struct manifest m = { .version = "1", .as_of = date_make(2026, 3, 10), .files = files, .n = 2 },
			got;
	struct buf text = BUF_INIT, again = BUF_INIT;
	struct arena arena = ARENA_INIT;
	struct findings f = FINDINGS_INIT;

	(void)state;
	manifest_render(&m, &text);
	assert_int_equal(manifest_parse(buf_str(&text), &arena, &got, &f), 0);
	manifest_render(&got, &again);
	assert_string_equal(again.data, text.data);
	assert_non_null(strstr(text.data, "# commit: none\n# base-url: none\nab00"));
	assert_no_findings(&f, "manifest");
	buf_release(&text);
	buf_release(&again);
	arena_release(&arena);
}

static void a_damaged_manifest_is_a_finding_with_its_line(void **state)
{
	static const struct {
		const char *label, *text;
		unsigned line; /* 0: sound */
	} rows[] = {
		{ "empty", "", 0 },
		{ "comments of later versions", "# new-key: x\n#\n", 0 },
		{ "one file", HASH "  a\n", 0 },
		{ "cut off", "# luce: 1\n" HASH "  a", 2 },
		{ "no path", HASH "  \n", 1 },
		{ "one space", HASH " a\n", 1 },
		{ "short hash", "e3b0  a\n", 1 },
		{ "upper case", "# x\nE" HASH "  a\n", 2 },
		{ "empty line", HASH "  a\n\n", 2 },
		{ "two files", HASH "  a\n" HASH "  b\n", 0 },
		{ "one file twice", HASH "  a\n" HASH "  a\n", 2 },
		{ "out of order", HASH "  b\n" HASH "  a\n", 2 },
		{ "a comment between files", HASH "  a\n# x\n" HASH "  b\n", 2 },
		{ "out of the folder", HASH "  ../a\n", 1 },
		{ "out of the folder and back", HASH "  a/../../site/a\n", 1 },
		{ "an absolute path", HASH "  /etc/passwd\n", 1 },
		{ "an empty part", HASH "  a//b\n", 1 },
		{ "luce's own folder", HASH "  .luce/lock\n", 1 },
		{ "a repository", HASH "  a/.git/config\n", 1 },
		{ "itself", HASH "  manifest\n", 1 },
		{ "lines of another system", "# luce: 1\r\n" HASH "  a\r\n", 1 },
		{ "such a line of a file", HASH "  a\r\n", 1 },
		{ "a control character", HASH "  a\x1b[2J\n", 1 },
		{ "binary mode", HASH " *a\n", 1 },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		struct findings f = FINDINGS_INIT;
		struct arena arena = ARENA_INIT;
		struct manifest m;
		int rc = manifest_parse(str_from(rows[i].text), &arena, &m, &f);

		if ((rc < 0) != (rows[i].line > 0) || f.n != (rows[i].line > 0) ||
		    (f.n && (f.items[0].id != F_MANIFEST || f.items[0].place.line != rows[i].line)))
			fail_msg("%s: %zu findings, line %u, expected %u", rows[i].label, f.n,
				 f.n ? f.items[0].place.line : 0, rows[i].line);
		findings_release(&f);
		arena_release(&arena);
	}
}

/* ---- building ---- */

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

static void build_soundly(struct fixture *x, struct site_counts *counts)
{
	struct findings f = FINDINGS_INIT;

	if (demo_build(&x->demo, x->dir, NULL, counts, &f) < 0)
		findings_print(&f);
	assert_no_findings(&f, "build");
}

/* The build fails with exactly this finding of these arguments, and nothing is written. */
static void build_refused(struct fixture *x, enum finding_id id, const char *arg0, const char *arg1)
{
	struct findings f = FINDINGS_INIT;
	struct site_counts counts;
	int rc = demo_build(&x->demo, x->dir, NULL, &counts, &f);

	if (f.n != 1 || f.items[0].id != id)
		findings_print(&f);
	assert_int_equal(rc, -1);
	assert_int_equal(f.n, 1);
	assert_string_equal(finding_rule(f.items[0].id), finding_rule(id));
	if (arg0)
		assert_string_equal(f.items[0].args[0], arg0);
	if (arg1)
		assert_string_equal(f.items[0].args[1], arg1);
	findings_release(&f);
}

static void reopen(struct fixture *x, date_t as_of)
{
	registry_free(x->demo.registry);
	content_free(x->demo.content);
	x->demo.registry = NULL;
	x->demo.content = NULL;
	demo_open(&x->demo, as_of);
}

static void the_manifest_lists_every_file_but_itself(void **state)
{
	struct fixture *x = *state;
	struct site_counts counts;

	demo_open(&x->demo, demo_day());
	build_soundly(x, &counts);
	assert_int_equal(counts.files.written, counts.pages + counts.copies + 1);
	scratch_run(x->dir, "sha256sum -c --quiet --strict manifest");
	scratch_run(x->dir,
		    "test $(grep -vc '^#' manifest) = $(find . -type f ! -path './.luce/*' ! -name manifest | wc -l)");
	scratch_run(x->dir, "cmp assets/style.css \"$OLDPWD/templates/assets/style.css\"");
}

static void the_same_input_gives_the_same_bytes_on_any_number_of_threads(void **state)
{
	struct fixture *x = *state;
	struct site_counts counts;
	struct findings f = FINDINGS_INIT;

	demo_open(&x->demo, demo_day());
	build_soundly(x, &counts);
	for (unsigned threads = 0; threads < 20; threads += 6) {
		struct site_options o = { .content = x->demo.content,
					  .registry = x->demo.registry,
					  .source = x->demo.source,
					  .out = x->dir,
					  .version = "0-test",
					  .threads = threads,
					  .commit = "0123456789abcdef0123456789abcdef01234567" };

		assert_int_equal(site_build(&o, &counts, &f), 0);
		assert_int_equal(counts.files.written, 0);
		assert_int_equal(counts.files.removed, 0);
	}
	assert_no_findings(&f, "again");
}

#define EVERY_BUILD "'./audit/index.html ./index.html ./manifest '" /* what changes with each */

static void the_next_day_touches_home_audit_and_manifest_only(void **state)
{
	struct fixture *x = *state;
	struct site_counts counts;

	demo_open(&x->demo, date_make(2026, 2, 24));
	build_soundly(x, &counts);
	reopen(x, date_make(2026, 2, 25));
	build_soundly(x, &counts);
	assert_int_equal(counts.files.written, 3);
	scratch_run(x->dir,
		    "test \"$(grep -rl '2026-02-25' --exclude-dir=.luce . | sort | tr '\\n' ' ')\" = " EVERY_BUILD);
	scratch_run(
		x->dir,
		"test \"$(grep -rl '0123456789abcdef' --exclude-dir=.luce . | sort | tr '\\n' ' ')\" = " EVERY_BUILD);
	scratch_run(x->dir,
		    "test \"$(grep -rl '0-test' --exclude-dir=.luce . | sort | tr '\\n' ' ')\" = " EVERY_BUILD);
}

static void a_proposal_changes_on_its_last_day_and_after(void **state)
{
	struct fixture *x = *state;
	struct site_counts counts;
	static const struct {
		int day;
		const char *shown;
	} rows[] = { { 15, "尚未开始" }, { 16, "公示中" }, { 20, "公示中" }, { 21, "已结束" } };

	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		char *page;

		reopen(x, date_make(2026, 3, rows[i].day));
		build_soundly(x, &counts);
		page = scratch_read(x->dir, "notice/990102/2026/park-proposal.html");
		if (!strstr(page, rows[i].shown))
			fail_msg("March %d: no %s", rows[i].day, rows[i].shown);
		free(page);
	}
}

static void two_pages_for_one_address_are_refused_with_both_names(void **state)
{
	struct fixture *x = *state;
	struct findings f = FINDINGS_INIT;
	struct site_counts counts;

	demo_put(x->demo.source, "content/regions/970000.json",
		 "{ 'code': '970000', 'level': 'province', 'name': '撞名省', 'slug': 'shili/shilishi/factory', 'parent': '000000' }");
	demo_open(&x->demo, demo_day());
	assert_int_equal(demo_build(&x->demo, x->dir, NULL, &counts, &f), -1);
	assert_int_equal(f.n, 1);
	assert_int_equal(f.items[0].id, F_PAGE_ADDRESS_TWICE);
	assert_string_equal(f.items[0].args[0], "shili/shilishi/factory/index.html");
	assert_string_equal(f.items[0].args[1], "990100/factory");
	assert_string_equal(f.items[0].args[2], "content/regions/970000.json");
	findings_release(&f);
	scratch_run(x->dir, "test -z \"$(ls)\"");
}

static void put_notice(struct fixture *x, const char *body)
{
	struct buf text = BUF_INIT;

	buf_add_format(&text,
		       "{ 'type': 'other', 'title': '说明', 'issuers': ['990100-gxj'], 'signed': '2026-03-01',"
		       " 'published': '2026-03-01 09:00' }\n\n%s\n",
		       body);
	demo_put(x->demo.source, "content/notices/990100/2026/other.md", text.data);
	buf_release(&text);
}

static void a_broken_link_is_refused_with_its_page(void **state)
{
	static const struct {
		const char *label, *body, *href;
		enum finding_id id;
	} rows[] = {
		{ "no such page", "[x](../2025/nothing.html)", "../2025/nothing.html", F_LINK_BROKEN },
		{ "a draft", "[x](draft.html)", "draft.html", F_LINK_BROKEN },
		{ "out of the portal", "[x](../../../../x.html)", "../../../../x.html",
		  F_LINK_BROKEN },
		{ "a folder", "[x](../2025/)", "../2025/", F_LINK_BROKEN },
		{ "no such place here", "[x](#nothing)", "#nothing", F_LINK_FRAGMENT },
		{ "no such place there", "[x](review.html#annex-3)", "review.html#annex-3",
		  F_LINK_FRAGMENT },
		{ "an image", "![x](x.png)", "x.png", F_LINK_BROKEN },
	};
	struct fixture *x = *state;

	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		print_message("%s\n", rows[i].label);
		put_notice(x, rows[i].body);
		reopen(x, demo_day());
		build_refused(x, rows[i].id, "notice/990100/2026/other.html", rows[i].href);
		scratch_run(x->dir, "test -z \"$(ls)\"");
	}
}

static void sound_links_of_a_notice_are_not_refused(void **state)
{
	struct fixture *x = *state;
	struct site_counts counts;

	put_notice(x, "[a](review.html#annex-2) [b](../2025/factory-proposal/%E5%85%AC%E7%A4%BA%20(%E7%9B%96%E7%AB%A0).pdf) "
		      "[c](https://www.example.gov.cn/x?y#z) [d](#main)");
	demo_open(&x->demo, demo_day());
	build_soundly(x, &counts);
}

static void a_link_broken_on_every_page_is_one_finding(void **state)
{
	struct fixture *x = *state;

	demo_replace(x->demo.source, "templates/layout.html", "<main ",
		     "<p><a href=\"{{page.home}}x\">x</a></p>\n<main ");
	demo_open(&x->demo, demo_day());
	build_refused(x, F_LINK_BROKEN, "404.html", "index.htmlx");
}

static void all_that_is_wrong_with_templates_is_said_at_once(void **state)
{
	struct fixture *x = *state;
	struct findings f = FINDINGS_INIT;
	struct site_counts counts;

	source_put(x->demo.source, "templates/pages/missing.html", STR_LIT("<p>\n{{nothing}}"));
	source_put(x->demo.source, "templates/partials/annex.html", STR_LIT("{{#rows}}"));
	source_put(x->demo.source, "templates/pages/home.html", STR_LIT("{{>gone}}"));
	demo_open(&x->demo, demo_day());
	assert_int_equal(demo_build(&x->demo, x->dir, NULL, &counts, &f), -1);
	assert_true(findings_have(&f, F_TMPL_UNKNOWN_NAME));
	assert_true(findings_have(&f, F_TMPL_UNCLOSED_SECTION));
	assert_true(findings_have(&f, F_TMPL_MISSING_PARTIAL));
	for (size_t i = 0; i < f.n; i++)
		if (f.items[i].id == F_TMPL_UNKNOWN_NAME) {
			assert_string_equal(f.items[i].place.path, "templates/pages/missing.html");
			assert_int_equal(f.items[i].place.line, 2);
		}
	findings_release(&f);
	scratch_run(x->dir, "test -z \"$(ls)\"");
}

static void what_is_wrong_with_a_text_stops_the_build(void **state)
{
	struct fixture *x = *state;

	put_notice(x, "{{annex 7}}");
	demo_open(&x->demo, demo_day());
	build_refused(x, F_MD_ANNEX_ABSENT, NULL, NULL);
}

/* ---- what was published before ---- */

static void nothing_published_disappears_by_accident(void **state)
{
	struct fixture *x = *state;
	struct site_counts counts;

	put_notice(x, "说明。");
	demo_open(&x->demo, demo_day());
	build_soundly(x, &counts);
	demo_put(x->demo.source, "content/notices/990100/2026/other.md",
		 "{ 'type': 'other', 'title': '说明', 'issuers': ['990100-gxj'], 'draft': true }\n\n说明。\n");
	reopen(x, demo_day());
	build_refused(x, F_PAGE_GONE, "notice/990100/2026/other.html", NULL);
	scratch_run(x->dir, "test -f notice/990100/2026/other.html && sha256sum -c --quiet manifest");

	demo_put(x->demo.source, "content/redirects.json",
		 "{ 'redirects': [{ 'from': 'notice/990100/2026/other.html', 'reason': '误发', 'on': '2026-03-11' }] }");
	reopen(x, demo_day());
	build_refused(x, F_PAGE_GONE, "notice/990100/2026/other.html", NULL); /* not before its day */
	demo_put(x->demo.source, "content/redirects.json",
		 "{ 'redirects': [{ 'from': 'notice/990100/2026/other.html', 'reason': '误发', 'on': '2026-03-10' }] }");
	reopen(x, demo_day());
	build_soundly(x, &counts);
	assert_int_equal(counts.files.removed, 0);
	scratch_run(x->dir,
		    "grep -q 误发 notice/990100/2026/other.html && sha256sum -c --quiet manifest");
}

static void a_page_that_moved_takes_its_files_with_it(void **state)
{
	struct fixture *x = *state;
	struct site_counts counts;

	demo_open(&x->demo, demo_day());
	build_soundly(x, &counts);
	scratch_run(x->dir, "test -f shili/shilishi/dongcheng/feed.atom");
	demo_put(x->demo.source, "content/regions/990102.json",
		 "{ 'code': '990102', 'level': 'district', 'name': '东城区', 'slug': 'shili/shilishi/east',"
		 " 'parent': '990100', 'authorities': [{ 'id': '990102-gxj', 'name': '东城区工业和信息化局',"
		 " 'lead': true, 'contacts': [] }] }");
	demo_put(x->demo.source, "content/redirects.json",
		 "{ 'redirects': ["
		 "{ 'from': 'shili/shilishi/dongcheng/index.html', 'to': 'shili/shilishi/east/index.html',"
		 " 'reason': '改名', 'on': '2026-03-10' },"
		 "{ 'from': 'shili/shilishi/dongcheng/notices/index.html',"
		 " 'to': 'shili/shilishi/east/notices/index.html', 'reason': '改名', 'on': '2026-03-10' }] }");
	reopen(x, demo_day());
	build_refused(x, F_PAGE_GONE, "shili/shilishi/dongcheng/entities/index.html", NULL);
	demo_put(x->demo.source, "content/redirects.json",
		 "{ 'redirects': ["
		 "{ 'from': 'shili/shilishi/dongcheng/index.html', 'to': 'shili/shilishi/east/index.html',"
		 " 'reason': '改名', 'on': '2026-03-10' },"
		 "{ 'from': 'shili/shilishi/dongcheng/notices/index.html',"
		 " 'to': 'shili/shilishi/east/notices/index.html', 'reason': '改名', 'on': '2026-03-10' },"
		 "{ 'from': 'shili/shilishi/dongcheng/entities/index.html', 'reason': '改名', 'on': '2026-03-10' }] }");
	reopen(x, demo_day());
	build_soundly(x, &counts);
	scratch_run(x->dir,
		    "grep -q 'href=\"../east/index.html\"' shili/shilishi/dongcheng/index.html &&"
		    " test ! -e shili/shilishi/dongcheng/feed.atom && test -f shili/shilishi/east/feed.atom");
}

static void an_attachment_that_the_law_took_down_goes(void **state)
{
	struct fixture *x = *state;
	struct site_counts counts;

	demo_open(&x->demo, demo_day());
	build_soundly(x, &counts);
	scratch_run(x->dir, "test -f 'notice/990100/2025/factory-proposal/公示 (盖章).pdf'");
	demo_put(x->demo.source, "content/withheld.json",
		 "{ 'withheld': [{ 'object': 'e69de29bb2d1d6434b8b29ae775ad8c2e48c5391',"
		 " 'path': 'content/notices/990100/2025/factory-proposal/公示 (盖章).pdf', 'what': '含个人信息',"
		 " 'basis': '示例法第一条', 'on': '2026-03-01', 'by': '示例市工业和信息化局' }] }");
	reopen(x, demo_day());
	build_soundly(x, &counts);
	assert_int_equal(counts.files.removed, 1);
	scratch_run(x->dir,
		    "test ! -e 'notice/990100/2025/factory-proposal/公示 (盖章).pdf' &&"
		    " grep -q '公示盖章扫描件<span class=\"tag warn\">依法不再公开' notice/990100/2025/factory-proposal.html");
}

static void an_asset_may_go(void **state)
{
	struct fixture *x = *state;
	struct site_counts counts;
	struct source *bare;

	source_put(x->demo.source, "templates/assets/old.svg", STR_LIT("<svg/>"));
	demo_open(&x->demo, demo_day());
	build_soundly(x, &counts);
	scratch_run(x->dir, "test -f assets/old.svg");
	bare = x->demo.source;
	x->demo = (struct demo){ .content = x->demo.content,
				 .registry = x->demo.registry,
				 .findings = FINDINGS_INIT };
	{
		struct demo fresh;

		demo_init(&fresh);
		source_free(bare);
		x->demo.source = fresh.source;
	}
	build_soundly(x, &counts);
	assert_int_equal(counts.files.removed, 1);
	scratch_run(x->dir, "test ! -e assets/old.svg");
}

static void files_of_others_are_left_alone(void **state)
{
	struct fixture *x = *state;
	struct site_counts counts;

	scratch_write(x->dir, "notes/mine.txt", STR_LIT("mine"));
	scratch_write(x->dir, ".gitkeep", STR_LIT(""));
	demo_open(&x->demo, demo_day());
	build_soundly(x, &counts);
	build_soundly(x, &counts);
	scratch_run(x->dir, "test \"$(cat notes/mine.txt)\" = mine && test -f .gitkeep");
}

static void a_file_of_others_in_the_way_is_not_overwritten(void **state)
{
	struct fixture *x = *state;

	scratch_write(x->dir, "index.html", STR_LIT("mine"));
	demo_open(&x->demo, demo_day());
	build_refused(x, F_SITE_FOREIGN, "index.html", NULL);
	scratch_run(x->dir, "test \"$(cat index.html)\" = mine && test \"$(ls)\" = index.html");
}

static void a_damaged_old_manifest_stops_the_build(void **state)
{
	struct fixture *x = *state;

	scratch_write(x->dir, "manifest", STR_LIT("not a manifest\n"));
	demo_open(&x->demo, demo_day());
	build_refused(x, F_MANIFEST, "1", NULL);
}

/* ---- what may have happened to the folder ---- */

static void a_site_of_a_later_day_is_not_overwritten(void **state)
{
	struct fixture *x = *state;
	struct site_counts counts;

	demo_open(&x->demo, demo_day());
	build_soundly(x, &counts);
	reopen(x, demo_day() - 1); /* the clock went back */
	build_refused(x, F_SITE_LATER, "2026-03-10", "2026-03-09");
	scratch_run(x->dir,
		    "sha256sum -c --quiet manifest && grep -q '^# as-of: 2026-03-10$' manifest");
	reopen(x, demo_day());
	build_soundly(x, &counts);
	assert_int_equal(counts.files.written, 0);
}

/* Each is a finding, and what was there stays as it was. */
static void what_was_put_into_the_folder_is_named_and_left(void **state)
{
	static const struct {
		const char *label, *done;
		enum finding_id id;
		const char *arg0;
	} rows[] = {
		{ "a page is a link", "mv index.html real && ln -s real index.html", F_PATH_BLOCKED,
		  "index.html" },
		{ "a page is a link to nothing", "ln -sf /nothing/here index.html", F_PATH_BLOCKED,
		  "index.html" },
		{ "a page is a folder", "rm index.html && mkdir index.html", F_PATH_BLOCKED,
		  "index.html" },
		{ "a page is a pipe", "rm index.html && mkfifo index.html", F_PATH_BLOCKED,
		  "index.html" },
		{ "a folder is a link", "mv report away && ln -s away report", F_PATH_BLOCKED,
		  "report" },
		{ "a folder is a file", "rm -r report && touch report", F_PATH_BLOCKED, "report" },
		{ "the manifest is a link", "mv manifest real && ln -s real manifest",
		  F_PATH_BLOCKED, "manifest" },
		{ "the manifest is a pipe", "rm manifest && mkfifo manifest", F_PATH_BLOCKED,
		  "manifest" },
		{ "the manifest is a folder", "rm manifest && mkdir manifest", F_PATH_BLOCKED,
		  "manifest" },
		{ "the manifest is gone", "rm manifest", F_SITE_FOREIGN, "404.html" },
		{ "the manifest leads elsewhere", "sed -i '$s|  .*|  ../outside|' manifest",
		  F_MANIFEST, NULL },
		{ "the manifest has the lines of another system", "sed -i 's/$/\r/' manifest",
		  F_MANIFEST, "1" },
		{ "the manifest has a line without end",
		  "head -c 3000000 /dev/zero | tr '\\0' x >>manifest", F_MANIFEST, NULL },
		{ "the manifest is too large", "truncate -s 1100000000 manifest", F_FILE_TOO_LARGE,
		  NULL },
		{ "the manifest names what was never published",
		  "sed -n '$s|  .*|  zzz|p' manifest >>manifest", F_PAGE_GONE, "zzz" },
	};
	struct fixture *x = *state;
	struct site_counts counts;

	demo_open(&x->demo, demo_day());
	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		struct findings f = FINDINGS_INIT;

		print_message("%s\n", rows[i].label);
		scratch_run(x->dir, "rm -rf ./* .luce");
		build_soundly(x, &counts);
		scratch_run(x->dir, rows[i].done);
		scratch_run(x->dir, "ls -lR --time-style=full-iso . | sha256sum >.before");
		assert_int_equal(demo_build(&x->demo, x->dir, NULL, &counts, &f), -1);
		if (f.n == 0 || f.items[0].id != rows[i].id)
			findings_print(&f);
		assert_true(f.n > 0);
		assert_string_equal(finding_rule(f.items[0].id), finding_rule(rows[i].id));
		if (rows[i].arg0)
			assert_string_equal(f.items[0].args[0], rows[i].arg0);
		findings_release(&f);
		scratch_run(x->dir, "ls -lR --time-style=full-iso . | sha256sum | cmp - .before");
	}
}

static void an_official_site_shows_its_own_marks(void **state)
{
	struct fixture *x = *state;
	struct findings f = FINDINGS_INIT;
	struct site_counts counts;
	char *page;

	demo_replace(x->demo.source, "", "示例", "样本");
	demo_put(x->demo.source, "content/site.json",
		 "{ 'name': '绿色制造名单', 'status': 'official', 'site_code': '9901000001', 'icp': '某ICP备1号',"
		 " 'police_record': '某公网安备1号', 'contact': '0000-1', 'base_url': 'https://lsmd.example.gov.cn' }");
	demo_open(&x->demo, demo_day());
	if (demo_build(&x->demo, x->dir, "https://lsmd.example.gov.cn", &counts, &f) < 0)
		findings_print(&f);
	assert_no_findings(&f, "build");
	page = scratch_read(x->dir, "shili/index.html");
	assert_non_null(strstr(page, "<meta name=\"SiteIDCode\" content=\"9901000001\">"));
	assert_non_null(strstr(page, "某ICP备1号"));
	assert_non_null(strstr(page, "<dt>主办单位</dt><dd>未公布</dd>"));
	assert_null(strstr(page, "noindex"));
	assert_null(strstr(page, "示例网站"));
	assert_null(strstr(page, "is-demo"));
	free(page);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(attributes_are_found_wherever_they_stand),
		cmocka_unit_test(links_resolve_as_a_browser_would_from_a_file),
		cmocka_unit_test(character_references_of_our_output_are_resolved),
		cmocka_unit_test(a_manifest_is_read_as_it_was_written),
		cmocka_unit_test(a_damaged_manifest_is_a_finding_with_its_line),
#define BUILD(test) cmocka_unit_test_setup_teardown(test, set_up, tear_down)
		BUILD(the_manifest_lists_every_file_but_itself),
		BUILD(the_same_input_gives_the_same_bytes_on_any_number_of_threads),
		BUILD(the_next_day_touches_home_audit_and_manifest_only),
		BUILD(a_proposal_changes_on_its_last_day_and_after),
		BUILD(two_pages_for_one_address_are_refused_with_both_names),
		BUILD(a_broken_link_is_refused_with_its_page),
		BUILD(sound_links_of_a_notice_are_not_refused),
		BUILD(a_link_broken_on_every_page_is_one_finding),
		BUILD(all_that_is_wrong_with_templates_is_said_at_once),
		BUILD(what_is_wrong_with_a_text_stops_the_build),
		BUILD(nothing_published_disappears_by_accident),
		BUILD(a_page_that_moved_takes_its_files_with_it),
		BUILD(an_attachment_that_the_law_took_down_goes),
		BUILD(an_asset_may_go),
		BUILD(files_of_others_are_left_alone),
		BUILD(a_file_of_others_in_the_way_is_not_overwritten),
		BUILD(a_damaged_old_manifest_stops_the_build),
		BUILD(a_site_of_a_later_day_is_not_overwritten),
		BUILD(what_was_put_into_the_folder_is_named_and_left),
		BUILD(an_official_site_shows_its_own_marks),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
