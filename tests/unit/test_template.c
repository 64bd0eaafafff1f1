/*
 * Strict templates: what they render, and what is found in them
 * (tests/golden/template).
 */
#define _POSIX_C_SOURCE 200809L
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <dirent.h>

#include <cmocka.h>

#include "base/mem.h"
#include "template_page.h"

#define GOLDEN "tests/golden/template"

/* ---- what a template renders ---- */

struct row {
	const char *label, *page, *part, *expected;
};

static void rows_render(const struct row *rows, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		struct page_set s = { 0 };
		struct buf out = BUF_INIT;
		struct page page;
		struct template *t;

		page_set_add(&s, "page", str_from(rows[i].page));
		if (rows[i].part)
			page_set_add(&s, "part", str_from(rows[i].part));
		t = page_compile(rows[i].label, &s, &page_shape);
		page_init(&page);
		template_render(t, page.frame, &out);
		page_assert_text(rows[i].label, buf_str(&out).data, rows[i].expected);
		buf_release(&out);
		template_free(t);
	}
}

static void values_are_written_by_kind(void **state)
{
	static const struct row rows[] = {
		{ "no template", "", NULL, "" },
		{ "text is escaped", "<h1>{{title}}</h1>", NULL,
		  "<h1>a &lt; b &amp; &quot;c&quot;</h1>" },
		{ "HTML is not", "{{{body}}}|{{& body }}", NULL, "<p>x</p>|<p>x</p>" },
		{ "a text that was not set is empty", "[{{empty}}]", NULL, "[]" },
		{ "a dotted name", "{{place.name}} {{place.region.code}}", NULL, "珠海 440000" },
		{ "a dotted name where the group is absent",
		  "[{{nowhere.name}}{{nowhere.region.name}}]", NULL, "[]" },
		{ "a comment", "a{{! {{title b }}c", NULL, "ac" },
		{ "other delimiters", "{{=<% %>=}}<%title%>{{x}}<%{body}%><%={{ }}=%>{{{body}}}",
		  NULL, "a &lt; b &amp; &quot;c&quot;{{x}}<p>x</p><p>x</p>" },
		{ "braces that are no tag", "a { b } }} {c", NULL, "a { b } }} {c" },
		{ "a byte order mark", "\xef\xbb\xbf{{place.name}}", NULL, "珠海" },
	};

	(void)state;
	rows_render(rows, ARRAY_LEN(rows));
}

static void sections_follow_their_value(void **state)
{
	static const struct row rows[] = {
		{ "a flag that is set", "{{#demo}}示例{{/demo}}{{^demo}}正式{{/demo}}", NULL, "示例" },
		{ "a flag that is not", "{{#draft}}草稿{{/draft}}{{^draft}}定稿{{/draft}}", NULL,
		  "定稿" },
		{ "a text over itself", "{{#title}}<b>{{.}}</b>{{/title}}", NULL,
		  "<b>a &lt; b &amp; &quot;c&quot;</b>" },
		{ "its name works in it as well",
		  "{{#place.name}}{{place.name}}={{.}}{{/place.name}}", NULL, "珠海=珠海" },
		{ "an empty text", "{{#empty}}x{{/empty}}{{^empty}}none{{/empty}}", NULL, "none" },
		{ "HTML over itself", "{{#body}}[{{{.}}}]{{/body}}{{^body}}x{{/body}}", NULL,
		  "[<p>x</p>]" },
		{ "a flag changes nothing for the text around it",
		  "{{#place.name}}{{#demo}}{{.}}{{/demo}}{{/place.name}}", NULL, "珠海" },
		{ "a group", "{{#place}}{{name}},{{region.name}}{{/place}}{{^place}}x{{/place}}",
		  NULL, "珠海,广东" },
		{ "an absent group", "{{#nowhere}}x{{/nowhere}}{{^nowhere}}nowhere{{/nowhere}}",
		  NULL, "nowhere" },
		{ "a dotted section", "{{#place.region}}{{name}}{{/place.region}}", NULL, "广东" },
		{ "a dotted section opens its last group only",
		  "{{#place}}{{#region}}{{name}}{{/region}}{{name}}{{/place}}{{#place.region}}{{title}}{{/place.region}}",
		  NULL, "广东珠海a &lt; b &amp; &quot;c&quot;" },
		{ "a dotted inverted section, group present",
		  "{{^place.name}}x{{/place.name}}{{^place.region}}x{{/place.region}}ok", NULL, "ok" },
		{ "a dotted inverted section, group absent",
		  "{{^nowhere.region.name}}none{{/nowhere.region.name}}{{#nowhere.region}}x{{/nowhere.region}}",
		  NULL, "none" },
		{ "a list", "{{#members}}{{name}};{{/members}}{{^members}}x{{/members}}", NULL,
		  "甲&lt;1&gt;;乙&amp;2;丙;" },
		{ "an empty list", "{{#removed}}x{{/removed}}{{^removed}}无应移出单位{{/removed}}",
		  NULL, "无应移出单位" },
		{ "a list twice", "{{#members}}{{name}}{{/members}}|{{#members}}{{name}}{{/members}}",
		  NULL, "甲&lt;1&gt;乙&amp;2丙|甲&lt;1&gt;乙&amp;2丙" },
		{ "names around a list",
		  "{{#members}}{{place.name}}{{#demo}}{{name}}{{/demo}} {{/members}}", NULL,
		  "珠海甲&lt;1&gt; 珠海乙&amp;2 珠海丙 " },
		{ "lists in a list",
		  "{{#members}}{{name}}:{{#years}}{{.}},{{/years}}{{^years}}-{{/years}}"
		  "{{#listed}}in{{/listed}}{{^listed}}out{{/listed}};{{/members}}",
		  NULL, "甲&lt;1&gt;:2023,2024,in;乙&amp;2:-out;丙:2023,2024,2025,in;" },
		{ "a list of the same name further out",
		  "{{#members}}{{#years}}{{#place.years}}{{.}} {{/place.years}}{{/years}}{{/members}}",
		  NULL, "2023 2024 2023 2024 2023 2024 2023 2024 2023 2024 " },
	};

	(void)state;
	rows_render(rows, ARRAY_LEN(rows));
}

static void partials_keep_their_place_and_indentation(void **state)
{
	static const struct row rows[] = {
		{ "in a line", "<{{>part}}>\n", "a\n b", "<a\n b>\n" },
		{ "alone in a line", "<ul>\n  {{>part}}\n</ul>\n", "<li>\n  x\n</li>\n",
		  "<ul>\n  <li>\n    x\n  </li>\n</ul>\n" },
		{ "values with lines are not indented", "  {{>part}}\n", "{{title}}\n{{{body}}}\n",
		  "  a &lt; b &amp; &quot;c&quot;\n  <p>x</p>\n" },
		{ "standalone sections in it", "\t{{>part}}\n",
		  "{{#members}}\n<li>{{name}}</li>\n{{/members}}\n",
		  "\t<li>甲&lt;1&gt;</li>\n\t<li>乙&amp;2</li>\n\t<li>丙</li>\n" },
		{ "sections in a line in it", "  {{>part}}\n",
		  "{{#demo}}a{{/demo}}{{#draft}}b{{/draft}}\nc", "  a\n  c" },
		{ "in a section", "{{#members}}\n {{>part}}\n{{/members}}\n", "{{name}}\n",
		  " 甲&lt;1&gt;\n 乙&amp;2\n 丙\n" },
		{ "an empty one", "a\n  {{>part}}\nb\n", "", "a\nb\n" },
		{ "delimiters stay with their file", "{{=<% %>=}}<%>part%><%title%>",
		  "{{place.name}}<%x%>", "珠海<%x%>a &lt; b &amp; &quot;c&quot;" },
	};

	(void)state;
	rows_render(rows, ARRAY_LEN(rows));
}

static void line_ends_stay_as_they_are(void **state)
{
	static const struct row rows[] = {
		{ "text", "a\r\nb\r\n", NULL, "a\r\nb\r\n" },
		{ "a standalone section", "a\r\n {{#demo}} \r\nb\r\n {{/demo}}\r\nc", NULL,
		  "a\r\nb\r\nc" },
		{ "a standalone comment, delimiters", "{{! x }}\r\n{{=| |=}}\r\n|place.name|\r\n",
		  NULL, "珠海\r\n" },
		{ "a partial", "<\r\n  {{>part}}\r\n>", "a\r\nb\r\n", "<\r\n  a\r\n  b\r\n>" },
		{ "a partial with other line ends", "<\r\n  {{>part}}\r\n>", "a\nb\n",
		  "<\r\n  a\n  b\n>" },
		{ "a layout", "{{<part}}\r\n{{$main}}\r\nx\r\ny\r\n{{/main}}\r\n{{/part}}\r\n",
		  "<\r\n  {{$main}}\r\n  {{/main}}\r\n>\r\n", "<\r\n  x\r\n  y\r\n>\r\n" },
		{ "a lone carriage return ends no line", "a {{#demo}}\r{{/demo}} b", NULL, "a \r b" },
	};

	(void)state;
	rows_render(rows, ARRAY_LEN(rows));
}

#define LAYOUT                                                                                     \
	"<title>{{$title}}{{place.name}}{{/title}}</title>\n"                                      \
	"<main>\n"                                                                                 \
	"  {{$main}}\n"                                                                            \
	"  <p>nothing</p>\n"                                                                       \
	"  {{/main}}\n"                                                                            \
	"</main>\n"

static void layouts_take_blocks_from_pages(void **state)
{
	static const struct row rows[] = {
		{ "a layout of its own", LAYOUT, NULL,
		  "<title>珠海</title>\n<main>\n  <p>nothing</p>\n</main>\n" },
		{ "nothing replaced", "{{<part}}{{/part}}\n", LAYOUT,
		  "<title>珠海</title>\n<main>\n  <p>nothing</p>\n</main>\n" },
		{ "both replaced",
		  "{{<part}}\n{{! blank around blocks }}\n{{$title}}{{title}}{{/title}}\n\n{{$main}}\n"
		  "{{#members}}\n<p>{{name}}</p>\n{{/members}}\n{{/main}}\n{{/part}}\n",
		  LAYOUT,
		  "<title>a &lt; b &amp; &quot;c&quot;</title>\n<main>\n  <p>甲&lt;1&gt;</p>\n"
		  "  <p>乙&amp;2</p>\n  <p>丙</p>\n</main>\n" },
		{ "indentation is taken off and put on",
		  "{{<part}}\n    {{$main}}\n      <ul>\n        <li>\n    </ul>\n    {{/main}}\n{{/part}}\n",
		  LAYOUT, "<title>珠海</title>\n<main>\n  <ul>\n    <li>\n  </ul>\n</main>\n" },
		{ "a layout that is itself indented", "  {{<part}}{{$title}}x{{/title}}{{/part}}\n",
		  LAYOUT, "  <title>x</title>\n  <main>\n    <p>nothing</p>\n  </main>\n" },
		{ "a block is within the sections of the layout",
		  "{{<part}}{{$row}}{{name}}{{/row}}{{/part}}",
		  "{{#members}}<{{$row}}{{/row}}>{{/members}}", "<甲&lt;1&gt;><乙&amp;2><丙>" },
		{ "one block in two places", "{{<part}}{{$t}}x{{/t}}{{/part}}",
		  "{{$t}}{{/t}}|{{$t}}y{{/t}}", "x|x" },
		{ "names of a replaced block need not be there", "{{<part}}{{$t}}x{{/t}}{{/part}}",
		  "{{$t}}{{no_such_name}}{{/t}}", "x" },
		{ "a parent within a block of the same parent",
		  "{{<part}}{{$t}}a{{<part}}{{$t}}b{{/t}}{{/part}}{{<part}}{{/part}}{{/t}}{{/part}}",
		  "({{$t}}-{{/t}})", "(a(b)(-))" },
		{ "an empty line before an indented one",
		  "{{<part}}{{$main}}\n\n    x\n{{/main}}{{/part}}", "  {{$main}}\n  {{/main}}\n",
		  "  \n  x\n" },
		{ "a block that begins in a line, in one that does not",
		  "{{<part}}{{$main}}a\n    b{{/main}}{{/part}}", " {{$main}}\n  x\n {{/main}}\n",
		  "  a\n      b" },
	};

	(void)state;
	rows_render(rows, ARRAY_LEN(rows));
}

/* ---- findings ---- */

static void a_finding_in_a_shared_partial_is_said_once(void **state)
{
	struct page_set s = { 0 };
	struct findings f = FINDINGS_INIT;

	(void)state;
	page_set_add(&s, "page", STR_LIT("{{>part}}{{>part}}"));
	page_set_add(&s, "part", STR_LIT("{{nosuch}}"));
	assert_null(template_compile(&s.set, "page", &page_shape, &f));
	assert_int_equal(f.n, 1);
	assert_null(template_compile(&s.set, "page", &page_shape, &f)); /* still refused */
	assert_int_equal(f.n, 1);
	assert_null(template_compile(&s.set, "page", &place_shape, &f)); /* other names are offered */
	assert_int_equal(f.n, 2);
	assert_null(template_compile(&s.set, "absent", &page_shape, &f));
	assert_int_equal(f.n, 3);
	findings_release(&f);
	page_set_release(&s);
}

static char *file_read(const char *path)
{
	FILE *in = fopen(path, "rb");
	struct buf b = BUF_INIT;
	int c;

	if (!in)
		return NULL;
	while ((c = fgetc(in)) != EOF)
		buf_add_char(&b, (char)c);
	fclose(in);
	return buf_detach(&b, NULL);
}

static int by_name(const void *a, const void *b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

/* The names in a folder that end so, without it; sorted, NULL at the end, in the arena. */
static char **folder_list(struct arena *a, const char *folder, const char *ending)
{
	enum { MOST = 200 };
	char **names = arena_calloc(a, MOST + 1, sizeof(*names));
	DIR *dir = opendir(folder);
	struct dirent *entry;
	size_t n = 0;

	if (!dir)
		fail_msg("no folder %s: run the tests from the project's folder", folder);
	while ((entry = readdir(dir))) {
		size_t len = strlen(entry->d_name), tail = strlen(ending);

		if (entry->d_name[0] == '.' || len <= tail ||
		    strcmp(entry->d_name + len - tail, ending) != 0)
			continue;
		assert_true(n < MOST);
		names[n++] = arena_strndup(a, entry->d_name, len - tail);
	}
	closedir(dir);
	qsort(names, n, sizeof(*names), by_name);
	return names;
}

/* Compiles "page" of a folder and gives what there is to say about it. */
static char *folder_compile(struct arena *a, const char *folder)
{
	struct page_set s = { 0 };
	struct findings f = FINDINGS_INIT;
	struct buf all = BUF_INIT;
	struct template *t;
	char **names = folder_list(a, folder, ".mustache");

	for (size_t i = 0; names[i]; i++) {
		char *text = file_read(arena_printf(a, "%s/%s.mustache", folder, names[i]));

		page_set_add(&s, names[i], str_from(text));
		free(text);
	}
	t = template_compile(&s.set, "page", &page_shape, &f);
	if ((t == NULL) != (f.n > 0))
		fail_msg("%s: a template is compiled or has findings", folder);
	template_free(t);
	page_findings(&f, &all);
	findings_release(&f);
	page_set_release(&s);
	return buf_detach(&all, NULL);
}

static void templates_in_golden_folders_have_their_findings(void **state)
{
	struct arena a = ARENA_INIT;
	char **cases = folder_list(&a, GOLDEN, "");
	size_t wrong = 0;

	(void)state;
	assert_non_null(cases[0]);
	for (size_t i = 0; cases[i]; i++) {
		const char *folder = arena_printf(&a, "%s/%s", GOLDEN, cases[i]);
		char *got = folder_compile(&a, folder);
		char *expected = file_read(arena_printf(&a, "%s/findings", folder));

		if (!expected || strcmp(got, expected) != 0) {
			/* not print_error, which cuts */
			fprintf(stderr, "%s\n     got:\n%sexpected:\n%s", folder, got,
				expected ? expected : "(no file)\n");
			wrong++;
		}
		free(got);
		free(expected);
	}
	arena_release(&a);
	assert_int_equal(wrong, 0);
}

/* For each rule "template-x": x/ has such a finding, x-not/ only just has none. */
static void every_rule_has_a_golden_case_and_a_near_miss(void **state)
{
	size_t missing = 0;

	(void)state;
	for (int id = 0; id < FINDING_COUNT; id++) {
		const char *rule = finding_rule((enum finding_id)id);
		const char *name = rule + strlen("template-");
		struct arena a = ARENA_INIT;
		char *mark, *hit, *miss;

		if (strncmp(rule, "template-", strlen("template-")) != 0)
			continue;
		mark = arena_printf(&a, "[%s]", rule);
		hit = file_read(arena_printf(&a, "%s/%s/findings", GOLDEN, name));
		miss = file_read(arena_printf(&a, "%s/%s-not/findings", GOLDEN, name));
		if (!hit || !strstr(hit, mark) || !miss || strstr(miss, mark)) {
			print_error("%s: no case %s/ that has it, or no %s-not/ without\n", rule,
				    name, name);
			missing++;
		}
		free(hit);
		free(miss);
		arena_release(&a);
	}
	assert_int_equal(missing, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(values_are_written_by_kind),
		cmocka_unit_test(sections_follow_their_value),
		cmocka_unit_test(partials_keep_their_place_and_indentation),
		cmocka_unit_test(line_ends_stay_as_they_are),
		cmocka_unit_test(layouts_take_blocks_from_pages),
		cmocka_unit_test(a_finding_in_a_shared_partial_is_said_once),
		cmocka_unit_test(templates_in_golden_folders_have_their_findings),
		cmocka_unit_test(every_rule_has_a_golden_case_and_a_near_miss),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
