#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <string.h>

#include "base/mem.h"
#include "expect_findings.h"
#include "format/front_matter.h"

static const struct place file = { .path = "notices/a.md" };

static bool is(struct str s, const char *expected)
{
	return s.len == strlen(expected) && memcmp(s.data, expected, s.len) == 0;
}

static void the_object_and_the_text_are_split(void **state)
{
	static const struct {
		const char *label, *in, *json, *body;
		unsigned body_line;
	} rows[] = {
		{ "plain", "{}\n\ntext\n", "{}", "text\n", 3 },
		{ "members", "{\n  \"a\": [1, {}]\n}\n\n# x", "{\n  \"a\": [1, {}]\n}", "# x", 5 },
		{ "BOM", "\xef\xbb\xbf{}\n\ntext", "\xef\xbb\xbf{}", "text", 3 },
		{ "CR LF", "{\r\n}\r\n\r\ntext\r\n", "{\r\n}", "text\r\n", 4 },
		{ "CR only", "{\r}\r\rtext", "{\r}", "text", 4 },
		{ "no text", "{}", "{}", "", 1 },
		{ "no text, line end", "{}\n", "{}", "", 2 },
		{ "no text, blank line", "{}\n\n", "{}", "", 3 },
		{ "no text, blanks at the end", "{} \t", "{}", "", 1 },
		{ "blanks in the blank line", "{} \n \t \ntext", "{}", "text", 3 },
		{ "two blank lines", "{}\n\n\ntext", "{}", "\ntext", 3 },
		{ "braces in strings", "{ \"a\": \"}\\\"{\\\\\" }\n\n}",
		  "{ \"a\": \"}\\\"{\\\\\" }", "}", 3 },
		{ "JSON that is wrong but closed", "{ a: 1,, }\n\ntext", "{ a: 1,, }", "text", 3 },
		{ "JSON in the text", "{}\n\n{\"a\": 1}\n\n", "{}", "{\"a\": 1}\n\n", 3 },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		struct findings f = FINDINGS_INIT;
		struct front_matter m;

		if (front_matter_split(str_from(rows[i].in), file, &m, &f) != 0)
			fail_msg("%s: refused", rows[i].label);
		if (!is(m.json, rows[i].json) || !is(m.body, rows[i].body) ||
		    m.body_line != rows[i].body_line)
			fail_msg("%s: got [%.*s] [%.*s] from line %u", rows[i].label, (int)m.json.len,
				 m.json.data, (int)m.body.len, m.body.data, m.body_line);
		expect_findings(rows[i].label, &f, "");
	}
}

static void what_cannot_be_split_is_a_finding_with_its_place(void **state)
{
	static const struct {
		const char *label;
		struct str in;
		const char *expected;
	} rows[] = {
		{ "empty", STR_LIT(""), "front-matter-missing@1:1" },
		{ "BOM only", STR_LIT("\xef\xbb\xbf"), "front-matter-missing@1:1" },
		{ "text only", STR_LIT("# title\n"), "front-matter-missing@1:1" },
		{ "YAML", STR_LIT("---\ntitle: x\n---\n"), "front-matter-missing@1:1" },
		{ "blank line first", STR_LIT("\n{}\n\n"), "front-matter-missing@1:1" },
		{ "an array", STR_LIT("[]\n\ntext"), "front-matter-missing@1:1" },
		{ "no blank line", STR_LIT("{}\ntext"), "front-matter-blank-line@2:1" },
		{ "text behind the brace", STR_LIT("{\n} text"), "front-matter-blank-line@2:2" },
		{ "a brace too many", STR_LIT("{}}\n\n"), "front-matter-blank-line@1:3" },
		{ "brace missing", STR_LIT("{\n\"a\": 1\n\n# 公示\n"), "json-syntax@4:1 #" },
		{ "brace missing, no text", STR_LIT("{\n\"a\": [1]\n"), "json-unclosed@1:1 {" },
		{ "wrong bracket", STR_LIT("{\n\"a\": [1}\n\ntext"), "json-syntax@2:8 }" },
		{ "quote open", STR_LIT("{\n\"名\": \"x\n}\n\ntext"), "json-unclosed@2:6 \"" },
		{ "text that is not UTF-8", STR_LIT("{}\n\nx\xff"), "utf8-invalid@3:2 6" },
		{ "not UTF-8 and not closed", STR_LIT("{ \"\xff\n"), "utf8-invalid@1:4 4" },
		{ "NUL and not closed", STR_LIT("{ \0"), "text-control@1:3 U+0000" },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		struct findings f = FINDINGS_INIT;
		struct front_matter m;

		if (front_matter_split(rows[i].in, file, &m, &f) != -1)
			fail_msg("%s: accepted", rows[i].label);
		expect_findings(rows[i].label, &f, rows[i].expected);
	}
}

static void nesting_is_bounded(void **state)
{
	struct findings f = FINDINGS_INIT;
	struct front_matter m;
	struct buf b = BUF_INIT;

	(void)state;
	for (int depth = 64; depth <= 65; depth++) {
		buf_clear(&b);
		for (int i = 0; i < depth; i++)
			buf_add_str(&b, "{\"a\":");
		buf_add_str(&b, "1");
		for (int i = 0; i < depth; i++)
			buf_add_str(&b, "}");
		assert_int_equal(front_matter_split(buf_str(&b), file, &m, &f), depth == 64 ? 0 : -1);
	}
	expect_findings("65 objects", &f, "json-too-deep@1:321 64");
	buf_release(&b);
}

static void lines_count_from_the_files_line(void **state)
{
	struct place inside = { .path = "a", .line = 10 };
	struct findings f = FINDINGS_INIT;
	struct front_matter m;

	(void)state;
	assert_int_equal(front_matter_split(STR_LIT("{}\n\nx"), inside, &m, &f), 0);
	assert_int_equal(m.body_line, 12);
	assert_int_equal(front_matter_split(STR_LIT("{}\nx"), inside, &m, &f), -1);
	expect_findings("from line 10", &f, "front-matter-blank-line@11:1");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_object_and_the_text_are_split),
		cmocka_unit_test(what_cannot_be_split_is_a_finding_with_its_place),
		cmocka_unit_test(nesting_is_bounded),
		cmocka_unit_test(lines_count_from_the_files_line),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
