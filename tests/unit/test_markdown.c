#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <string.h>

#include "base/mem.h"
#include "expect_findings.h"
#include "format/link.h"
#include "format/markdown.h"

static const struct place file = { .path = "notices/a.md" };

/* Annexes 1 to 3 exist. */
static int annex(void *ctx, unsigned no, struct buf *out)
{
	unsigned *calls = ctx;

	++*calls;
	buf_add_format(out, "<table>%u</table>", no);
	return no <= 3 ? 0 : -1;
}

struct row {
	const char *label, *in, *html, *findings;
};

static void run(const struct row *rows, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		unsigned calls = 0;
		struct markdown_hooks hooks = { annex, &calls };
		struct findings f = FINDINGS_INIT;
		struct buf out = BUF_INIT;
		int result = markdown_render(str_from(rows[i].in), file, &hooks, &out, &f);

		if (result != (f.n ? -1 : 0))
			fail_msg("%s: %d with %zu findings", rows[i].label, result, f.n);
		if (strcmp(buf_str(&out).data, rows[i].html) != 0)
			fail_msg("%s:\ngot\n%s\nexpected\n%s", rows[i].label, buf_str(&out).data,
				 rows[i].html);
		expect_findings(rows[i].label, &f, rows[i].findings);
		buf_release(&out);
	}
}

static void markdown_becomes_html(void **state)
{
	static const struct row rows[] = {
		{ "nothing", "", "", "" },
		{ "paragraph", "根据*有关*规定，**现公布**。\n",
		  "<p>根据<em>有关</em>规定，<strong>现公布</strong>。</p>\n", "" },
		{ "headings move down", "# 一\n## 二\n##### 五\n###### 六\n",
		  "<h2>一</h2>\n<h3>二</h3>\n<h6>五</h6>\n<h6>六</h6>\n", "" },
		{ "list", "1. 甲\n2. 乙\n", "<ol>\n<li>甲</li>\n<li>乙</li>\n</ol>\n", "" },
		{ "escaped", "a < b & c > d \"e\" <公司>\n",
		  "<p>a &lt; b &amp; c &gt; d &quot;e&quot; &lt;公司&gt;</p>\n", "" },
		{ "quotes and dashes stay as they are", "\"a\" -- 'b'...\n",
		  "<p>&quot;a&quot; -- 'b'...</p>\n", "" },
		{ "HTML in code", "`<b>`\n\n    <i>\n",
		  "<p><code>&lt;b&gt;</code></p>\n<pre><code>&lt;i&gt;\n</code></pre>\n", "" },
		{ "BOM", "\xef\xbb\xbf# 一", "<h2>一</h2>\n", "" },
		{ "image", "![图](annex/a.png)", "<p><img src=\"annex/a.png\" alt=\"图\" /></p>\n",
		  "" },
	};

	(void)state;
	run(rows, ARRAY_LEN(rows));
}

static void lines_of_chinese_are_joined(void **state)
{
	static const struct row rows[] = {
		{ "Han and Han", "公示\n名单", "<p>公示名单</p>\n", "" },
		{ "punctuation and Han", "公示，\n名单", "<p>公示，名单</p>\n", "" },
		{ "Han and bracket", "公示\n（名单）", "<p>公示（名单）</p>\n", "" },
		{ "Chinese quotes", "公示“\n名单\n”公布", "<p>公示“名单”公布</p>\n", "" },
		{ "dashes", "公示——\n名单", "<p>公示——名单</p>\n", "" },
		{ "into and out of emphasis", "公示\n**名单**\n公布",
		  "<p>公示<strong>名单</strong>公布</p>\n", "" },
		{ "into a link", "公示\n[名单](a)", "<p>公示<a href=\"a\">名单</a></p>\n", "" },
		{ "inside emphasis", "*公示\n名单*", "<p><em>公示名单</em></p>\n", "" },
		{ "rare characters", "𠀀\n𠀁", "<p>𠀀𠀁</p>\n", "" },
		{ "in a heading", "公示\n名单\n===", "<h2>公示名单</h2>\n", "" },
		{ "Latin on one side stays", "公示\nlist\n名单", "<p>公示\nlist\n名单</p>\n", "" },
		{ "digits stay", "公示2025\n年", "<p>公示2025\n年</p>\n", "" },
		{ "Latin quotes stay", "“a”\n“b”", "<p>“a”\n“b”</p>\n", "" },
		{ "Hangul stays", "한국\n한국", "<p>한국\n한국</p>\n", "" },
		{ "a hard break stays", "公示  \n名单\\\n公布",
		  "<p>公示<br />\n名单<br />\n公布</p>\n", "" },
		{ "code of Latin", "公示\n`list`\n名单", "<p>公示\n<code>list</code>\n名单</p>\n",
		  "" },
	};

	(void)state;
	run(rows, ARRAY_LEN(rows));
}

static void an_annex_stands_where_its_paragraph_was(void **state)
{
	static const struct row rows[] = {
		{ "alone", "前\n\n{{annex 1}}\n\n后", "<p>前</p>\n<table>1</table>\n<p>后</p>\n", "" },
		{ "indented, blanks behind", "   {{annex 3}}  \n", "<table>3</table>\n", "" },
		{ "twice", "{{annex 1}}\n\n{{annex 1}}", "<table>1</table>\n<table>1</table>\n", "" },
		{ "absent", "{{annex 4}}", "", "markdown-annex-absent@1:1 4" },
		{ "the largest number", "{{annex 999}}", "", "markdown-annex-absent@1:1 999" },
		{ "beyond it", "{{annex 1000}}", "<p></p>\n",
		  "markdown-directive@1:1 {{annex 1000}}" },
		{ "zero", "{{annex 0}}", "<p></p>\n", "markdown-directive@1:1 {{annex 0}}" },
		{ "leading zero", "{{annex 01}}", "<p></p>\n", "markdown-directive@1:1 {{annex 01}}" },
		{ "blanks inside", "{{ annex 1 }}", "<p></p>\n",
		  "markdown-directive@1:1 {{ annex 1 }}" },
		{ "unknown", "{{table 1}}", "<p></p>\n", "markdown-directive@1:1 {{table 1}}" },
		{ "not closed", "{{annex 1", "<p></p>\n", "markdown-directive@1:1 {{annex 1" },
		{ "three braces", "{{{annex 1}}}", "<p>}</p>\n",
		  "markdown-directive@1:1 {{{annex 1}}" },
		{ "not alone", "见 {{annex 1}} 及 {{annex 2}}", "<p>见  及 </p>\n",
		  "markdown-directive@1:3 {{annex 1}}\nmarkdown-directive@1:17 {{annex 2}}" },
		{ "two lines", "{{annex 1}}\n{{annex 2}}", "<p>\n</p>\n",
		  "markdown-directive@1:1 {{annex 1}}\nmarkdown-directive@2:1 {{annex 2}}" },
		{ "in a list", "- {{annex 1}}", "<ul>\n<li></li>\n</ul>\n",
		  "markdown-directive@1:3 {{annex 1}}" },
		{ "in a quotation", "> {{annex 1}}", "<blockquote>\n<p></p>\n</blockquote>\n",
		  "markdown-directive@1:3 {{annex 1}}" },
		{ "in a heading", "# {{annex 1}}", "<h2></h2>\n",
		  "markdown-directive@1:3 {{annex 1}}" },
		{ "in a link's text", "[{{annex 1}}](a)", "<p><a href=\"a\"></a></p>\n",
		  "markdown-directive@1:2 {{annex 1}}" },
		{ "with emphasis", "{{annex *1*}}", "<p><em>1</em>}}</p>\n",
		  "markdown-directive@1:1 {{annex " },
		{ "in code", "`{{annex 1}}`\n\n    {{annex 1}}\n\n```\n{{annex 1}}\n```\n",
		  "<p><code>{{annex 1}}</code></p>\n<pre><code>{{annex 1}}\n</code></pre>\n"
		  "<pre><code>{{annex 1}}\n</code></pre>\n",
		  "" },
		{ "escaped", "\\{{annex 1}}\n\n\\{\\{x}}", "<p>{{annex 1}}</p>\n<p>{{x}}</p>\n", "" },
		{ "by entities", "&#123;&#123;annex 1}}", "<p>{{annex 1}}</p>\n", "" },
		{ "escaped, then not", "\\{{a}} {{b}}", "<p>{{a}} </p>\n",
		  "markdown-directive@1:8 {{b}}" },
		{ "one brace", "{annex 1} }}", "<p>{annex 1} }}</p>\n", "" },
		{ "after a reference", "[a]: u\n{{annex 1}}\n", "<table>1</table>\n", "" },
	};
	struct findings f = FINDINGS_INIT;
	struct buf out = BUF_INIT;

	(void)state;
	run(rows, ARRAY_LEN(rows));
	assert_int_equal(markdown_render(STR_LIT("{{annex 9}}"), file, NULL, &out, &f),
			 0); /* form only */
	assert_string_equal(out.data, "");
	assert_int_equal(markdown_render(STR_LIT("{{annex x}}"), file, NULL, &out, &f), -1);
	expect_findings("without hooks", &f, "markdown-directive@1:1 {{annex x}}");
	buf_release(&out);
}

static void raw_html_is_refused_with_its_place_and_not_written(void **state)
{
	static const struct row rows[] = {
		{ "block", "文\n\n<script>\nalert(1)\n</script>\n", "<p>文</p>\n",
		  "markdown-raw-html@3:1 <script>" },
		{ "inline", "文<b>字</b>", "<p>文字</p>\n",
		  "markdown-raw-html@1:2 <b>\nmarkdown-raw-html@1:6 </b>" },
		{ "comment", "<!-- a -->", "", "markdown-raw-html@1:1 <!-- a -->" },
		{ "comment inline", "a <!-- b\nc --> d", "<p>a  d</p>\n",
		  "markdown-raw-html@1:3 <!-- b" },
		{ "in a list", "- 甲\n\n  <div>\n", "<ul>\n<li>\n<p>甲</p>\n</li>\n</ul>\n",
		  "markdown-raw-html@3:3 <div>" },
		{ "block of three lines in a quotation", "> 文\n>\n>   <p\n> x>\n",
		  "<blockquote>\n<p>文</p>\n</blockquote>\n", "markdown-raw-html@3:5 <p" },
		{ "escaped before", "\\<b> <b>", "<p>&lt;b&gt; </p>\n", "markdown-raw-html@1:6 <b>" },
		{ "entity before", "&lt;b> <b>", "<p>&lt;b&gt; </p>\n", "markdown-raw-html@1:8 <b>" },
		{ "code before", "`<b>` <b>", "<p><code>&lt;b&gt;</code> </p>\n",
		  "markdown-raw-html@1:7 <b>" },
		{ "code over two lines before", "`a <b>\nc` <b>",
		  "<p><code>a &lt;b&gt; c</code> </p>\n", "markdown-raw-html@2:4 <b>" },
		{ "indented lines", "一\n   <b>二\n三<b>", "<p>一二三</p>\n",
		  "markdown-raw-html@2:4 <b>\nmarkdown-raw-html@3:2 <b>" },
		{ "lines of a quotation, one lazy", "> 一 <b>\n> 二 <b>\n三 <b>",
		  "<blockquote>\n<p>一 \n二 \n三 </p>\n</blockquote>\n",
		  "markdown-raw-html@1:5 <b>\nmarkdown-raw-html@2:5 <b>\nmarkdown-raw-html@3:3 <b>" },
		{ "after a reference", "[r]: /u\n[r] <b>", "<p><a href=\"/u\">r</a> </p>\n",
		  "markdown-raw-html@2:5 <b>" },
		{ "after a link over two lines", "[a](/u\n\"t\") <b>",
		  "<p><a href=\"/u\" title=\"t\">a</a> </p>\n", "markdown-raw-html@2:6 <b>" },
		{ "after a backslash break", "a\\\n<b>", "<p>a<br />\n</p>\n",
		  "markdown-raw-html@2:1 <b>" },
		{ "CR LF", "a\r\n\r\nb <b>\r\n", "<p>a</p>\n<p>b </p>\n",
		  "markdown-raw-html@3:3 <b>" },
		{ "CR", "a\r\rb <b>\r", "<p>a</p>\n<p>b </p>\n", "markdown-raw-html@3:3 <b>" },
		{ "heading", "## 甲 <b> ##\n\n乙 <i>\n---\n", "<h3>甲 </h3>\n<h3>乙 </h3>\n",
		  "markdown-raw-html@1:6 <b>\nmarkdown-raw-html@3:3 <i>" },
		{ "processing instruction", "<?php x ?>", "", "markdown-raw-html@1:1 <?php x ?>" },
	};

	(void)state;
	run(rows, ARRAY_LEN(rows));
}

static void only_listed_schemes_are_linked(void **state)
{
	static const struct {
		const char *url;
		bool link, image;
	} rows[] = {
		{ "http://example.org", true, false },
		{ "HTTPS://example.org/a?b#c", true, false },
		{ "mailto:a@example.org", true, false },
		{ "tel:+86-756-0000000", true, false },
		{ "a/b.html", true, true },
		{ "../a.pdf", true, true },
		{ "/a", true, true },
		{ "./a:b", true, true },
		{ "a/b:c", true, true },
		{ "?q=a:b", true, true },
		{ "#top:1", true, true },
		{ "附件/名单.pdf", true, true },
		{ "a b.pdf", true, true },
		{ "", true, false },
		{ "javascript:alert(1)", false, false },
		{ "JaVaScRiPt:alert(1)", false, false },
		{ " javascript:alert(1)", false, false },
		{ "java\nscript:alert(1)", false, false },
		{ "java\tscript:alert(1)", false, false },
		{ "\x01javascript:alert(1)", false, false },
		{ "java\xe2\x80\x8bscript:alert(1)", false, false },
		{ "vbscript:x", false, false },
		{ "data:text/html,x", false, false },
		{ "data:image/png;base64,AA", false, false },
		{ "file:///etc/passwd", false, false },
		{ "ftp://example.org", false, false },
		{ "blob:x", false, false },
		{ "x-unknown:y", false, false },
		{ "名单:a", false, false },
		{ ":a", false, false },
		{ ":", false, false },
		{ "//example.org", false, false },
		{ "//example.org/a.png", false, false },
		{ "/\\example.org", false, false },
		{ "\\\\example.org", false, false },
		{ "a\\b", false, false },
		{ "http:example.org", false, false },
		{ "https:/example.org", false, false },
		{ "http://", false, false },
		{ "http:///a", false, false },
		{ "http://?a", false, false },
		{ "http://@a", false, false },
		{ "mailto:", false, false },
		{ "tel:", false, false },
		{ "httpx://a", false, false },
		{ "http", true, true },
		{ "a\x7f", false, false },
		{ "///a", false, false },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(rows); i++)
		if (link_allowed(rows[i].url) != rows[i].link ||
		    image_allowed(rows[i].url) != rows[i].image)
			fail_msg("[%s]: link %d, image %d", rows[i].url, link_allowed(rows[i].url),
				 image_allowed(rows[i].url));
}

static void a_refused_link_leaves_its_text(void **state)
{
	static const struct row rows[] = {
		{ "link", "见[*名*单](javascript:a)。", "<p>见<em>名</em>单。</p>\n",
		  "markdown-link-scheme@1:2 javascript:a" },
		{ "second of two", "[a](b) [a](javascript:c)", "<p><a href=\"b\">a</a> a</p>\n",
		  "markdown-link-scheme@1:8 javascript:c" },
		{ "after brackets that are none", "[a] [a](x:y)", "<p>[a] a</p>\n",
		  "markdown-link-scheme@1:5 x:y" },
		{ "after an escaped bracket", "\\[a [a](x:y)", "<p>[a a</p>\n",
		  "markdown-link-scheme@1:5 x:y" },
		{ "entity in the address", "[a](javascript&#58;x)", "<p>a</p>\n",
		  "markdown-link-scheme@1:1 javascript:x" },
		{ "line end by entity", "[a](<java&#10;script:x>)", "<p>a</p>\n",
		  "markdown-link-scheme@1:1 java\nscript:x" },
		{ "escape in the address", "[a](javascript\\:x)", "<p>a</p>\n",
		  "markdown-link-scheme@1:1 javascript:x" },
		{ "autolink", "见 <JavaScript:x>", "<p>见 JavaScript:x</p>\n",
		  "markdown-link-scheme@1:3 JavaScript:x" },
		{ "reference", "[a][r]\n\n[r]: vbscript:x\n", "<p>a</p>\n",
		  "markdown-link-scheme@1:1 vbscript:x" },
		{ "network path", "[a](//b)", "<p>a</p>\n", "markdown-link-scheme@1:1 //b" },
		{ "text is an entity", "x [&#97;](y:z)", "<p>x a</p>\n",
		  "markdown-link-scheme@1:3 y:z" },
		{ "image", "文![图*一*](https://a/b.png)", "<p>文图<em>一</em></p>\n",
		  "markdown-image@1:2 https://a/b.png" },
		{ "image without address", "![图]()", "<p>图</p>\n", "markdown-image@1:1 " },
		{ "image as data", "![图](data:image/png;base64,AA)", "<p>图</p>\n",
		  "markdown-image@1:1 data:image/png;base64,AA" },
		{ "refused image in an allowed link", "[![图](//a)](b)",
		  "<p><a href=\"b\">图</a></p>\n", "markdown-image@1:2 //a" },
		{ "refused link in an image's text", "![a [b](x:y)](c)",
		  "<p><img src=\"c\" alt=\"a b\" /></p>\n", "markdown-link-scheme@1:5 x:y" },
		{ "second line of a quotation", "> 甲\n> [乙](x:y)",
		  "<blockquote>\n<p>甲乙</p>\n</blockquote>\n", "markdown-link-scheme@2:3 x:y" },
		{ "allowed", "<https://a.b> <c@d.e> [f](tel:1)",
		  "<p><a href=\"https://a.b\">https://a.b</a> <a href=\"mailto:c@d.e\">c@d.e</a> <a href=\"tel:1\">f</a></p>\n",
		  "" },
	};

	(void)state;
	run(rows, ARRAY_LEN(rows));
}

static void places_are_the_files(void **state)
{
	struct place inside = { .path = "a.md", .line = 7, .pointer = "/x" };
	struct findings f = FINDINGS_INIT;
	struct buf out = BUF_INIT;

	(void)state;
	assert_int_equal(markdown_render(STR_LIT("一\n\n二 <b>\n\n<i>\n"), inside, NULL, &out, &f),
			 -1);
	assert_string_equal(f.items[0].place.path, "a.md");
	assert_null(f.items[0].place.pointer);
	expect_findings("from line 7", &f, "markdown-raw-html@9:3 <b>\nmarkdown-raw-html@11:1 <i>");
	assert_int_equal(markdown_render(STR_LIT("a\n\x01"), inside, NULL, &out, &f), -1);
	expect_findings("control character", &f, "text-control@8:1 U+0001");
	buf_release(&out);
}

static void text_that_is_no_text_is_refused(void **state)
{
	static const struct {
		const char *label;
		struct str in;
		const char *expected;
	} rows[] = {
		{ "not UTF-8", STR_LIT("名\xff"), "utf8-invalid@1:2 4" },
		{ "NUL", STR_LIT("a\0b"), "text-control@1:2 U+0000" },
		{ "controls, one a line", STR_LIT("a\x08\x08\n\n\xc2\x85"),
		  "text-control@1:2 U+0008\ntext-control@3:1 U+0085" },
		{ "form feed", STR_LIT("\f"), "text-control@1:1 U+000C" },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		struct findings f = FINDINGS_INIT;
		struct buf out = BUF_INIT;

		assert_int_equal(markdown_render(rows[i].in, file, NULL, &out, &f), -1);
		assert_int_equal(out.len, 0);
		expect_findings(rows[i].label, &f, rows[i].expected);
		markdown_plain(rows[i].in, &out);
		assert_int_equal(out.len, 0);
	}
}

static void repeat(struct buf *b, const char *s, size_t n)
{
	buf_clear(b);
	while (n--)
		buf_add_str(b, s);
}

static void nesting_and_size_are_bounded(void **state)
{
	static const struct {
		const char *label, *piece;
		size_t n;
		const char *expected;
	} rows[] = {
		{ "64 quotations", ">", 64, "" },
		{ "65 quotations", ">", 65, "markdown-too-deep@1:1 64" },
		{ "10000 quotations", ">", 10000, "markdown-too-deep@1:1 64" },
		{ "64 lists", "- ", 64, "" },
		{ "65 lists", "- ", 65, "markdown-too-deep@1:1 64" },
		{ "65 ordered lists", "1. ", 65, "markdown-too-deep@1:1 64" },
		{ "65 of each", "1) > +\t* ", 17, "markdown-too-deep@1:1 64" },
		{ "a rule", "-", 10000, "" },
		{ "10000 brackets", "[", 10000, "" },
		{ "10000 images", "![", 10000, "" },
		{ "10000 image openings", "![[]()", 1000, "" },
		{ "emphasis", "*a_ ", 10000, "" },
		{ "backticks", "`a``", 10000, "" },
		{ "a text of the largest size", "名a", MARKDOWN_SIZE_MOST / 4, "" },
		{ "larger", "名a", MARKDOWN_SIZE_MOST / 4 + 1, "file-too-large@0:0 131076 131072" },
	};
	struct buf b = BUF_INIT, out = BUF_INIT;

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		struct findings f = FINDINGS_INIT;

		repeat(&b, rows[i].piece, rows[i].n);
		markdown_render(buf_str(&b), file, NULL, &out, &f);
		expect_findings(rows[i].label, &f, rows[i].expected);
		markdown_plain(buf_str(&b), &out);
	}
	buf_release(&b);
	buf_release(&out);
}

static void plain_text_has_no_markup_and_single_spaces(void **state)
{
	static const struct {
		const char *label, *in, *expected;
	} rows[] = {
		{ "nothing", "", "" },
		{ "blocks", "# 一、总则\n\n根据*有关*\n规定，[公布](a)。\n\n- 甲\n- 乙\n",
		  "一、总则 根据有关规定，公布。 甲 乙" },
		{ "white space", "　　根据   a\n b  \nc　d", "根据 a b c d" },
		{ "directives", "前\n\n{{annex 1}}\n\n{{x *y*}}\n\n后", "前 后" },
		{ "code", "`a  b`\n\n    c\n    d\n", "a b c d" },
		{ "HTML", "a<b>c</b>\n\n<div>x</div>\n\nd", "ac d" },
		{ "image", "![图](a.png)", "图" },
		{ "entities", "&lt;a&gt; &amp;", "<a> &" },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		struct buf out = BUF_INIT;

		markdown_plain(str_from(rows[i].in), &out);
		if (strcmp(buf_str(&out).data, rows[i].expected) != 0)
			fail_msg("%s: got [%s], expected [%s]", rows[i].label, buf_str(&out).data,
				 rows[i].expected);
		buf_release(&out);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(markdown_becomes_html),
		cmocka_unit_test(lines_of_chinese_are_joined),
		cmocka_unit_test(an_annex_stands_where_its_paragraph_was),
		cmocka_unit_test(raw_html_is_refused_with_its_place_and_not_written),
		cmocka_unit_test(only_listed_schemes_are_linked),
		cmocka_unit_test(a_refused_link_leaves_its_text),
		cmocka_unit_test(places_are_the_files),
		cmocka_unit_test(text_that_is_no_text_is_refused),
		cmocka_unit_test(nesting_and_size_are_bounded),
		cmocka_unit_test(plain_text_has_no_markup_and_single_spaces),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
