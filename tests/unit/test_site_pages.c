/* site: each page is what a page of the portal must be, or nothing is changed. */
#define _GNU_SOURCE /* mkdtemp, realpath */
#include "scratch.h"

#include "demo_portal.h"
#include "site/page_scan.h"

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

static void start_again(struct fixture *x)
{
	demo_release(&x->demo);
	demo_init(&x->demo);
}

/* What the build says of the portal, a line for each: "rule page what more". The caller frees. */
static char *build_says(struct fixture *x, const char *base_url)
{
	struct findings f = FINDINGS_INIT;
	struct site_counts counts;
	struct buf said = BUF_INIT;

	demo_open(&x->demo, demo_day());
	demo_build(&x->demo, x->dir, base_url, &counts, &f);
	buf_add_str(&said, "");
	for (size_t i = 0; i < f.n; i++) {
		buf_add_str(&said, finding_rule(f.items[i].id));
		for (size_t k = 0; k < FINDING_ARGS && f.items[i].args[k]; k++)
			buf_add_format(&said, " %s", f.items[i].args[k]);
		buf_add_char(&said, '\n');
	}
	findings_release(&f);
	return buf_detach(&said, NULL);
}

/* ---- one page ---- */

static void a_scan_finds_what_a_browser_would_act_on(void **state)
{
	static const struct {
		const char *html, *flaws; /* each with a space behind it */
	} rows[] = {
		{ "<p class=\"on\">onclick</p>", "" },
		{ "<script>", "<script " },
		{ "<SCRIPT src=x>", "<SCRIPT " },
		{ "<svg><script/></svg>", "<script " },
		{ "<p onclick=\"x\">", "onclick " },
		{ "<p OnClick='x'>", "OnClick " },
		{ "<svg onload=x>", "onload " },
		{ "<p data-onclick=x on=x>", "" },
		{ "<p style=\"x\">", "style " },
		{ "<style>", "<style " },
		{ "<iframe srcdoc=x>", "srcdoc <iframe " },
		{ "<object data=x>", "<object " },
		{ "<embed src=x>", "<embed " },
		{ "<base href=x>", "<base " },
		{ "<meta http-equiv=\"Refresh\" content=\"0;x\">", "Refresh " },
		{ "<a ping=x href=y>", "ping " },
		{ "<form action=x>", "action <form " },
		{ "<form><input><button formaction=x>", "<form <input formaction <button " },
		{ "<textarea><select>", "<textarea <select " },
		{ "&lt;script&gt;", "" },
		{ "<!-- <script> -->", "" },
		{ "<title><script></title>", "<script " }, /* rather once too often */
	};
	struct page_scan scan = { 0 };
	struct buf got = BUF_INIT;

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		buf_clear(&got);
		buf_add_str(&got, "");
		page_scan(&scan, str_from(rows[i].html));
		for (size_t k = 0; k < scan.n_flaws; k++) {
			buf_add_slice(&got, scan.flaws[k].what);
			buf_add_char(&got, ' ');
		}
		if (strcmp(got.data, rows[i].flaws) != 0)
			fail_msg("%s: got %s, expected %s", rows[i].html, got.data, rows[i].flaws);
	}
	buf_release(&got);
	page_scan_release(&scan);
}

static void a_scan_tells_links_that_load_from_those_that_lead(void **state)
{
	static const struct {
		const char *html, *links; /* + loads, - does not */
	} rows[] = {
		{ "<a href=x>", "-x " },
		{ "<AREA HREF=x>", "-x " },
		{ "<img src=x>", "+x " },
		{ "<img srcset=\"a.png, b.png 2x\">", "+a.png +b.png " },
		{ "<img srcset=\",\">", "" },
		{ "<video poster=x>", "+x " },
		{ "<body background=x>", "+x " },
		{ "<svg><use href=x><image xlink:href=y>", "+x +y " },
		{ "<link rel=\"stylesheet\" href=x>", "+x " },
		{ "<link href=x rel=\"alternate stylesheet\">", "+x " },
		{ "<link rel=\"canonical\" href=x>", "-x " },
		{ "<link rel=\"alternate\" href=x>", "-x " },
		{ "<link rel=preconnect href=x>", "+x " },
		{ "<link href=x>", "+x " },
		{ "<a>", "" },
	};
	struct page_scan scan = { 0 };
	struct buf got = BUF_INIT;

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		buf_clear(&got);
		buf_add_str(&got, "");
		page_scan(&scan, str_from(rows[i].html));
		for (size_t k = 0; k < scan.n_links; k++) {
			buf_add_char(&got, scan.links[k].loads ? '+' : '-');
			buf_add_slice(&got, scan.links[k].url);
			buf_add_char(&got, ' ');
		}
		if (strcmp(got.data, rows[i].links) != 0)
			fail_msg("%s: got %s, expected %s", rows[i].html, got.data, rows[i].links);
	}
	buf_release(&got);
	page_scan_release(&scan);
}

/* ---- every page ---- */

#define LAYOUT "templates/layout.html"
#define REPORT "templates/pages/report.html"

static void what_a_page_lacks_or_may_not_have_stops_the_build(void **state)
{
	static const struct {
		const char *label, *template, *from, *to;
		const char *said; /* NULL: it is sound */
	} rows[] = {
		/* once, on each page */
		{ "no heading", "templates/pages/missing.html", "<h1>没有这个网页</h1>", "",
		  "page-once 404.html <h1> 0\n" },
		{ "two headings", "templates/pages/missing.html", "<ul>", "<h1>x</h1>\n<ul>",
		  "page-once 404.html <h1> 2\n" },
		{ "two headings of the second order", "templates/pages/missing.html", "<ul>",
		  "<h2>x</h2>\n<h2>y</h2>\n<ul>", NULL },
		{ "no title", LAYOUT,
		  "<title>{{$title}}{{page.title}} - {{page.site}}{{/title}}</title>",
		  "{{#page.url}}{{$title}}{{/title}}{{/page.url}}", "page-once 404.html <title> 0\n" },
		{ "an empty title", LAYOUT,
		  "<title>{{$title}}{{page.title}} - {{page.site}}{{/title}}</title>",
		  "<title>{{#page.url}}{{$title}}{{/title}}{{/page.url}}</title>",
		  "page-lacks 404.html a text in <title>\n" },
		{ "two main parts", LAYOUT, "<footer ", "<main></main>\n<footer ",
		  "page-once 404.html <main> 2\n" },
		/* at all */
		{ "no doctype", LAYOUT, "<!DOCTYPE html>\n", "",
		  "page-lacks 404.html <!DOCTYPE html>\n" },
		{ "no language", LAYOUT, " lang=\"zh-CN\"", "", "page-lacks 404.html <html lang>\n" },
		{ "an empty language", LAYOUT, " lang=\"zh-CN\"", " lang=\"\"",
		  "page-lacks 404.html <html lang>\n" },
		{ "no encoding", LAYOUT, "<meta charset=\"utf-8\">\n", "",
		  "page-lacks 404.html <meta charset=\"utf-8\">\n" },
		{ "another encoding", LAYOUT, "<meta charset=\"utf-8\">", "<meta charset=\"gbk\">",
		  "page-lacks 404.html <meta charset=\"utf-8\">\n" },
		{ "no skip link", LAYOUT, "<a class=\"skip\" href=\"#main\">跳到正文</a>\n", "",
		  "page-lacks 404.html a first link to <main>\n" },
		{ "a skip link that comes second", LAYOUT, "<a class=\"skip\"",
		  "<a href=\"{{page.home}}\">x</a>\n<a class=\"skip\"",
		  "page-lacks 404.html a first link to <main>\n" },
		{ "a skip link elsewhere", LAYOUT, "<main id=\"main\"",
		  "<p id=\"main\"></p>\n<main id=\"x\"",
		  "page-lacks 404.html a first link to <main>\n" },
		{ "no navigation", LAYOUT, "<nav", "<div", "page-lacks 404.html <nav>\n" },
		{ "no header", LAYOUT, "<header", "<div", "page-lacks 404.html <header>\n" },
		{ "no footer", LAYOUT, "<footer", "<div", "page-lacks 404.html <footer>\n" },
		{ "no policy", LAYOUT, "<meta http-equiv=\"Content-Security-Policy\"", "<meta ",
		  "page-lacks 404.html a strict Content-Security-Policy\n" },
		{ "a loose policy", LAYOUT, "style-src 'self'", "style-src 'unsafe-inline'",
		  "page-lacks 404.html a strict Content-Security-Policy\n" },
		{ "a policy for another's images", LAYOUT, "img-src 'self'",
		  "img-src https://x.example",
		  "page-lacks 404.html a strict Content-Security-Policy\n" },
		{ "a referrer", LAYOUT, "\"no-referrer\"", "\"origin\"",
		  "page-lacks 404.html <meta name=\"referrer\" content=\"no-referrer\">\n" },
		/* meta tags */
		{ "no site name", LAYOUT, "<meta name=\"SiteName\" content=\"{{page.site}}\">\n",
		  "", "page-meta 404.html SiteName layout\n" },
		{ "no site's code", LAYOUT, "{{page.code}}\">", "\">",
		  "page-meta 404.html SiteIDCode layout\n" },
		{ "no domain, where none is known", LAYOUT,
		  "<meta name=\"SiteDomain\" content=\"{{page.domain}}\">\n", "", NULL },
		{ "a tag that stands twice", "templates/pages/missing.html", "{{$main}}",
		  "{{$main}}\n<meta name=\"SiteName\" content=\"x\">",
		  "page-meta 404.html SiteName layout\n" },
		{ "a tag written the other way round", LAYOUT,
		  "name=\"SiteName\" content=\"{{page.site}}\"",
		  "content=\"{{page.site}}\" name=\"SiteName\"",
		  "page-meta 404.html SiteName layout\n" },
		{ "a time of publication that is none", LAYOUT,
		  "<meta name=\"PubDate\" content=\"{{.}}\">",
		  "<meta name=\"PubDate\" content=\"{{.}}:00\">",
		  "page-meta notice/990000/2026/recommend.html PubDate pages/notice\n" },
		{ "no source", LAYOUT, "<meta name=\"ContentSource\" content=\"{{source}}\">\n", "",
		  "page-meta notice/000000/2024/batch-1.html ContentSource pages/notice\n" },
		{ "no column", "templates/pages/removals.html", "{{$main}}",
		  "{{$main}}\n<meta name=\"ColumnType\" content=\"x\">",
		  "page-meta removals/ground/inel-1.html ColumnType pages/removals\n" },
		/* what the policy forbids */
		{ "a script", LAYOUT, "</body>", "<script src=\"{{page.style}}\"></script></body>",
		  "page-policy 404.html <script>\n" },
		{ "a handler", LAYOUT, "<body", "<body onload=\"x()\"",
		  "page-policy 404.html onload\n" },
		{ "a style", LAYOUT, "<main ", "<main style=\"color:red\" ",
		  "page-policy 404.html style\n" },
		{ "a link that runs", LAYOUT, "<main ",
		  "<p><a href=\"javascript:x()\">x</a></p><main ",
		  "page-policy 404.html javascript:x()\n" },
		{ "a link with a scheme in capitals", LAYOUT, "<main ",
		  "<p><a href=\"JavaScript:x()\">x</a></p><main ",
		  "page-policy 404.html JavaScript:x()\n" },
		{ "a link elsewhere", LAYOUT, "<main ",
		  "<p><a href=\"https://www.example.gov.cn/x?y=z\">x</a></p><main ", NULL },
		/* what is loaded from elsewhere */
		{ "an image from elsewhere", LAYOUT, "<main ",
		  "<p><img src=\"https://x.example/a.png\" alt=\"\"></p><main ",
		  "page-foreign 404.html https://x.example/a.png\n" },
		{ "an image in itself", LAYOUT, "<main ",
		  "<p><img src=\"data:image/png;base64,AA\" alt=\"\"></p><main ",
		  "page-foreign 404.html data:image/png;base64,AA\n" },
		{ "a style sheet from elsewhere", LAYOUT, "</head>",
		  "<link rel=\"stylesheet\" href=\"https://x.example/a.css\"></head>",
		  "page-foreign 404.html https://x.example/a.css\n" },
		{ "a name that is looked up", LAYOUT, "</head>",
		  "<link rel=\"dns-prefetch\" href=\"https://x.example/\"></head>",
		  "page-foreign 404.html https://x.example/\n" },
		{ "an image without a scheme", LAYOUT, "<main ",
		  "<p><img src=\"//x.example/a.png\" alt=\"\"></p><main ",
		  "link-broken 404.html //x.example/a.png\n" },
		/* pages on reports */
		{ "a form", REPORT, "<section id=\"law\"", "<form></form><section id=\"law\"",
		  "page-report report/000000-bu.html <form>\n" },
		{ "a field", REPORT, "<section id=\"law\"", "<input><section id=\"law\"",
		  "page-report report/000000-bu.html <input>\n" },
		{ "a form on another page", "templates/pages/missing.html", "<ul>",
		  "<form></form>\n<ul>", NULL },
		{ "a prefilled subject", REPORT, "<section id=\"law\"",
		  "<a href=\"mailto:a@example.gov.cn?subject=x\">x</a><section id=\"law\"",
		  "page-report report/000000-bu.html mailto:a@example.gov.cn?subject=x\n" },
		{ "an address without one", REPORT, "<section id=\"law\"",
		  "<a href=\"mailto:a@example.gov.cn\">x</a><section id=\"law\"", NULL },
		{ "a company", REPORT, "<section id=\"law\"",
		  "<a href=\"../entity/000000/0/0001.html\">x</a><section id=\"law\"",
		  "page-report report/000000-bu.html ../entity/000000/0/0001.html\n" },
		/* a demonstration */
		{ "no word of it", LAYOUT, "{{#page.demo}}\n<aside class=\"demo\"",
		  "{{#page.demo}}\n<aside hidden class=\"demo\"", NULL },
		{ "indexed", LAYOUT, "<meta name=\"robots\" content=\"noindex\">\n", "",
		  "page-lacks 404.html <meta name=\"robots\" content=\"noindex\">\n" },
	};
	struct fixture *x = *state;
	size_t wrong = 0;

	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		char *said;

		start_again(x);
		demo_replace(x->demo.source, rows[i].template, rows[i].from, rows[i].to);
		said = build_says(x, NULL);
		if (strcmp(said, rows[i].said ? rows[i].said : "") != 0) {
			print_error("%s: got\n%sexpected\n%s", rows[i].label, said,
				    rows[i].said ? rows[i].said : "nothing\n");
			wrong++;
		}
		free(said);
	}
	assert_int_equal(wrong, 0);
}

/* ---- demonstration and official site ---- */

static void a_demonstration_says_so_above_what_it_shows(void **state)
{
	struct fixture *x = *state;
	char *said;

	demo_replace(x->demo.source, "content/site.json", "（示例网站）", "");
	said = build_says(x, NULL);
	assert_string_equal(said, ""); /* the banner does */
	free(said);
	start_again(x);
	demo_replace(x->demo.source, "content/site.json", "（示例网站）", "");
	demo_replace(x->demo.source, LAYOUT, "示例", "样本");
	said = build_says(x, NULL);
	assert_string_equal(said, "page-lacks 404.html 示例 above <main>\n");
	free(said);
}

static void make_official(struct fixture *x)
{
	start_again(x);
	demo_replace(x->demo.source, "content", "示例", "样本");
	demo_put(x->demo.source, "content/site.json",
		 "{ 'name': '绿色制造名单', 'status': 'official', 'site_code': '9901000001' }");
}

static void no_sample_is_left_on_an_official_site(void **state)
{
	static const struct {
		const char *label, *path, *from, *to, *said;
	} rows[] = {
		{ "none", "content/site.json", "绿色", "绿色", "" },
		{ "in a template", "templates/pages/missing.html", "没有这个网页",
		  "没有这个网页（示例）", "page-sample 404.html 没有这个网页（示例）\n" },
		{ "in a name", "content/notices/990100/2024/green-rules.md", "# 要点", "# 示例要点",
		  "page-sample notice/990100/2024/green-rules.html 示例要点\n" },
		{ "in what is no page", "content/regions/990100.json", "\"样本市\", \"aliases\": [",
		  "\"样本示例市\", \"aliases\": [\"样本市\", ", NULL },
	};
	struct fixture *x = *state;

	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		char *said;

		make_official(x);
		demo_replace(x->demo.source, rows[i].path, rows[i].from, rows[i].to);
		said = build_says(x, "https://lsmd.example.gov.cn");
		if (rows[i].said && strcmp(said, rows[i].said) != 0)
			fail_msg("%s: got\n%sexpected\n%s", rows[i].label, said, rows[i].said);
		if (!rows[i].said && !strstr(said, "page-sample shili/shilishi/feed.atom "))
			fail_msg("%s: got\n%s", rows[i].label, said);
		free(said);
	}
}

static void an_official_site_needs_its_code_and_domain(void **state)
{
	struct fixture *x = *state;
	char *said;

	make_official(x);
	said = build_says(x, NULL);
	assert_string_equal(said, "page-meta 404.html SiteDomain layout\n");
	free(said);
	make_official(x);
	demo_replace(x->demo.source, "content/site.json", ", \"site_code\": \"9901000001\"", "");
	said = build_says(x, "https://lsmd.example.gov.cn");
	assert_string_equal(said, "page-meta 404.html SiteIDCode layout\n");
	free(said);
}

/* ---- reports ---- */

static void a_page_on_reports_is_the_same_whoever_is_listed(void **state)
{
	struct fixture *x = *state;
	char *said = build_says(x, NULL);

	assert_string_equal(said, "");
	free(said);
	scratch_run(x->dir, "mkdir before && cp -r report before/ && ls report | grep -q 990100-gxj");
	start_again(x);
	demo_put(x->demo.source, "content/entities/990100/990100-0099.json",
		 "{ 'id': '990100-0099', 'name': '示例再来有限公司', 'kind': 'enterprise', 'place': '990102' }");
	demo_put(x->demo.source, "content/notices/990100/2026/more.md",
		 "{ 'type': 'list', 'title': '再次公布（示例）', 'issuers': ['990100-gxj'], 'signed': '2026-02-02',"
		 " 'published': '2026-02-02 09:00' }\n\n现予公布。\n");
	demo_put(x->demo.source, "content/notices/990100/2026/more.json",
		 "{ 'annexes': [{ 'no': 1, 'title': '名单', 'action': 'enter', 'list': '990100/factory', 'unranked': true,"
		 " 'columns': [{ 'label': '名称', 'role': 'name' }], 'rows': [{ 'id': '990100-0099',"
		 " 'cells': ['示例再来有限公司'] }] }] }");
	said = build_says(x, NULL);
	assert_string_equal(said, "");
	free(said);
	scratch_run(x->dir, "grep -q 再来 entity/990100/0/0099.html && diff -r report before/report");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_scan_finds_what_a_browser_would_act_on),
		cmocka_unit_test(a_scan_tells_links_that_load_from_those_that_lead),
#define BUILD(test) cmocka_unit_test_setup_teardown(test, set_up, tear_down)
		BUILD(what_a_page_lacks_or_may_not_have_stops_the_build),
		BUILD(a_demonstration_says_so_above_what_it_shows),
		BUILD(no_sample_is_left_on_an_official_site),
		BUILD(an_official_site_needs_its_code_and_domain),
		BUILD(a_page_on_reports_is_the_same_whoever_is_listed),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
