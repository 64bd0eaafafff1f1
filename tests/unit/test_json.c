#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <string.h>

#include "base/mem.h"
#include "expect_findings.h"
#include "format/json.h"
#include "format/json_out.h"

static const struct place file = { .path = "content/site.json" };

/* ---- in ---- */

static void what_is_wrong_is_found_with_its_place(void **state)
{
	static const struct {
		const char *label;
		struct str in;
		const char *expected;
	} rows[] = {
		{ "empty object", STR_LIT("{}"), "" },
		{ "array", STR_LIT(" [1, -0, 1.5e3, true, null] \n"), "" },
		{ "BOM", STR_LIT("\xef\xbb\xbf{}"), "" },
		{ "pair of surrogates", STR_LIT("[\"\\ud83d\\ude00\"]"), "" },
		{ "largest integers", STR_LIT("[9223372036854775807, -9223372036854775808]"), "" },
		{ "empty", STR_LIT(""), "json-empty@1:1" },
		{ "white space only", STR_LIT(" \n "), "json-empty@2:2" },
		{ "BOM only", STR_LIT("\xef\xbb\xbf"), "json-empty@1:1" },
		{ "duplicate key", STR_LIT("{\"名\": 1,\n \"名\": 2}"), "json-duplicate-key@2:2 名" },
		{ "duplicate key, escaped", STR_LIT("{\"a\": 1, \"\\u0061\": 2}"),
		  "json-duplicate-key@1:10 \\u0061" },
		{ "duplicate key, empty", STR_LIT("{\"\": 1, \"\": 2}"), "json-duplicate-key@1:9 " },
		{ "long duplicate key",
		  STR_LIT("{\"0123456789012345678901234567890123456789012345678901\": 1,\n"
			  "\"0123456789012345678901234567890123456789012345678901\": 1}"),
		  "json-duplicate-key@2:1 012345678901234567890123456789012345678901234567…" },
		{ "comma missing", STR_LIT("{\"a\": \"名单\" \"b\": 2}"), "json-syntax@1:12 \"b\"" },
		{ "comma too many", STR_LIT("[1,\n]"), "json-syntax@2:1 ]" },
		{ "comma too many in an object", STR_LIT("{\"a\": 1,}"), "json-syntax@1:9 }" },
		{ "colon missing", STR_LIT("{\"a\" 1}"), "json-syntax@1:6 1" },
		{ "key without quotes", STR_LIT("{a: 1}"), "json-syntax@1:2 a" },
		{ "wrong bracket", STR_LIT("[1}"), "json-syntax@1:3 }" },
		{ "single quotes", STR_LIT("['a']"), "json-syntax@1:2 'a'" },
		{ "Chinese comma", STR_LIT("[\"a\"，\"b\"]"), "json-syntax@1:5 ，" },
		{ "Chinese quotes", STR_LIT("{“a”: 1}"), "json-syntax@1:2 “a”" },
		{ "unknown word", STR_LIT("[\n  trueish, 2]"), "json-syntax@2:3 trueish" },
		{ "leading zero", STR_LIT("[01]"), "json-syntax@1:2 01" },
		{ "no digit after the point", STR_LIT("[1.]"), "json-syntax@1:2 1." },
		{ "plus sign", STR_LIT("[+1]"), "json-syntax@1:2 +1" },
		{ "NaN", STR_LIT("[NaN]"), "json-syntax@1:2 NaN" },
		{ "comment", STR_LIT("// a\n{}"), "json-syntax@1:1 //" },
		{ "no object or array", STR_LIT("1"), "json-syntax@1:1 1" },
		{ "a string alone", STR_LIT("\"a\""), "json-syntax@1:1 \"a\"" },
		{ "form feed", STR_LIT("[\f1]"), "json-syntax@1:2 \f1" },
		{ "bracket open", STR_LIT("{\n \"a\": [1,\n 2\n"), "json-unclosed@2:7 [" },
		{ "brace open after a key", STR_LIT("{\"a\""), "json-unclosed@1:1 {" },
		{ "brace open after a comma", STR_LIT("[{},"), "json-unclosed@1:1 [" },
		{ "quote open", STR_LIT("[1, \"abc]"), "json-unclosed@1:5 \"" },
		{ "quote open to the end of its line", STR_LIT("[\"名\n\"]"), "json-unclosed@1:2 \"" },
		{ "quote open, CR only", STR_LIT("[\"a\r\"]"), "json-unclosed@1:2 \"" },
		{ "unknown escape", STR_LIT("[\"名\\q\"]"), "json-string@1:4 \\q" },
		{ "escaped character of several bytes", STR_LIT("[\"\\名单\"]"),
		  "json-string@1:3 \\名" },
		{ "escaped line end", STR_LIT("[\"a\\\n\"]"), "json-string@1:4 \\" },
		{ "broken escape", STR_LIT("[\"a\\u12g4\"]"), "json-string@1:4 \\u12" },
		{ "escape cut off", STR_LIT("[\"a\\"), "json-string@1:4 \\" },
		{ "high surrogate alone", STR_LIT("[\"ab\\ud800\"]"), "json-string@1:5 \\ud800" },
		{ "high surrogate twice", STR_LIT("[\"\\uD83D\\uD83D\"]"), "json-string@1:3 \\uD83D" },
		{ "low surrogate alone", STR_LIT("[\"\\udc00\"]"), "json-string@1:3 \\udc00" },
		{ "NUL escaped", STR_LIT("{\"a\": \"x\\u0000\"}"), "json-string@1:9 \\u0000" },
		{ "NUL in a key", STR_LIT("{\"a\\u0000\": 1}"), "json-string@1:4 \\u0000" },
		{ "control character", STR_LIT("[\"a\x01\"]"), "json-string@1:4 \x01" },
		{ "tab in a string", STR_LIT("[\"a\tb\"]"), "json-string@1:4 \t" },
		{ "NUL", STR_LIT("[\"a\0b\"]"), "text-control@1:4 U+0000" },
		{ "NUL after a number, which jansson loses", STR_LIT("[1\0]"),
		  "text-control@1:3 U+0000" },
		{ "something after the value", STR_LIT("{}\n{}"), "json-trailing@2:1 {" },
		{ "a bracket too many", STR_LIT("{}}"), "json-trailing@1:3 }" },
		{ "integer beyond 64 bits", STR_LIT("[9223372036854775808]"),
		  "json-number@1:2 9223372036854775808" },
		{ "negative integer beyond 64 bits", STR_LIT("[-9223372036854775809]"),
		  "json-number@1:2 -9223372036854775809" },
		{ "real beyond a double", STR_LIT("{\"a\": 1e999}"), "json-number@1:7 1e999" },
		{ "not UTF-8", STR_LIT("{\"名\": \"\xff\"}"), "utf8-invalid@1:8 10" },
		{ "surrogate in UTF-8", STR_LIT("[\"\xed\xa0\x80\"]"), "utf8-invalid@1:3 3" },
		{ "overlong", STR_LIT("[\"\xc0\xaf\"]"), "utf8-invalid@1:3 3" },
		{ "UTF-16", STR_LIT("\xff\xfe{\0}\0"), "utf8-invalid@1:1 1" },
		{ "lines end in CR LF", STR_LIT("{\r\n\"a\": 1,\r\nx}"), "json-syntax@3:1 x" },
		{ "lines end in CR", STR_LIT("{\r\"a\": 1,\rx}"), "json-syntax@3:1 x" },
		{ "BOM has no column", STR_LIT("\xef\xbb\xbf[x]"), "json-syntax@1:2 x" },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		struct findings f = FINDINGS_INIT;
		json_t *root = json_parse(rows[i].in, file, &f);

		if (!root != (f.n == 1))
			fail_msg("%s: tree %p and %zu findings", rows[i].label, (void *)root, f.n);
		json_decref(root);
		expect_findings(rows[i].label, &f, rows[i].expected);
	}
}

static void nest(struct buf *b, size_t depth, const char *open, const char *close)
{
	buf_clear(b);
	for (size_t i = 0; i < depth; i++)
		buf_add_str(b, open);
	for (size_t i = 0; i < depth; i++)
		buf_add_str(b, close);
}

static void nesting_is_bounded_at_64_levels(void **state)
{
	struct findings f = FINDINGS_INIT;
	struct buf b = BUF_INIT;
	json_t *root;

	(void)state;
	nest(&b, 64, "[", "]");
	root = json_parse(buf_str(&b), file, &f);
	assert_non_null(root);
	json_decref(root);
	nest(&b, 65, "[", "]");
	assert_null(json_parse(buf_str(&b), file, &f));
	expect_findings("65 arrays", &f, "json-too-deep@1:65 64");
	nest(&b, 100000, "[", "");
	assert_null(json_parse(buf_str(&b), file, &f));
	expect_findings("100000 open arrays", &f, "json-too-deep@1:65 64");
	nest(&b, 100000, "{\"a\":", "");
	assert_null(json_parse(buf_str(&b), file, &f));
	expect_findings("100000 open objects", &f, "json-too-deep@1:321 64");
	buf_clear(&b);
	buf_add_str(&b, "[\"");
	for (int i = 0; i < 100; i++)
		buf_add_str(&b, "[{\\\"");
	buf_add_str(&b, "\"]");
	root = json_parse(buf_str(&b), file, &f); /* brackets in a string are none */
	assert_non_null(root);
	json_decref(root);
	buf_release(&b);
}

static void json_inside_a_file_counts_the_files_lines(void **state)
{
	struct findings f = FINDINGS_INIT;
	struct place inside = { .path = "a.md", .line = 10 };

	(void)state;
	assert_null(json_parse(STR_LIT("{\nx}"), inside, &f));
	assert_string_equal(f.items[0].place.path, "a.md");
	expect_findings("from line 10", &f, "json-syntax@11:1 x");
	inside.line = 1;
	assert_null(json_parse(STR_LIT("{\nx}"), inside, &f));
	expect_findings("from line 1", &f, "json-syntax@2:1 x");
}

/* ---- where a pointer points ---- */

static const char notice[] = "\xef\xbb\xbf{\n"
			     "  \"title\": \"名单\", \"类/别~\": [ 1,\n"
			     "    { \"a\\u0062\": null, \"😀\": [] }, \"x\" ],\n"
			     "  \"counts\": { \"\": { \"deep\": [ [ 7, [ 8 ] ] ] } },\n"
			     "  \"\\ud83d\\ude00\\n\\/\": true, \"last\": -1.5\n"
			     "}\n"
			     "\n"
			     "# {{annex 1}} { \"title\": 2 }\n";

static void a_pointer_is_followed_to_line_and_column(void **state)
{
	static const struct {
		const char *pointer;
		int result;
		unsigned line, col;
	} rows[] = {
		{ "", 0, 1, 1 },
		{ "/title", 0, 2, 12 },
		{ "/title#", 0, 2, 3 },
		{ "/类~1别~0", 0, 2, 26 },
		{ "/类~1别~0#", 0, 2, 18 },
		{ "/类~1别~0/0", 0, 2, 28 },
		{ "/类~1别~0/1", 0, 3, 5 },
		{ "/类~1别~0/1/ab", 0, 3, 18 },
		{ "/类~1别~0/1/ab#", 0, 3, 7 },
		{ "/类~1别~0/1/😀", 0, 3, 29 },
		{ "/类~1别~0/2", 0, 3, 35 },
		{ "/counts", 0, 4, 13 },
		{ "/counts/", 0, 4, 19 },
		{ "/counts/#", 0, 4, 15 },
		{ "/counts//deep/0/1/0", 0, 4, 38 },
		{ "/😀\n~1", 0, 5, 23 },
		{ "/last", 0, 5, 37 },
		{ "/last#", 0, 5, 29 },
		/* what is not there: the nearest enclosing value that is */
		{ "/absent", -1, 1, 1 },
		{ "/absent/deeper", -1, 1, 1 },
		{ "/absent#", -1, 1, 1 },
		{ "/title/x", -1, 2, 12 },
		{ "/title/0", -1, 2, 12 },
		{ "/类~1别~0/3", -1, 2, 26 },
		{ "/类~1别~0/3/x", -1, 2, 26 },
		{ "/类~1别~0/-", -1, 2, 26 },
		{ "/类~1别~0/01", -1, 2, 26 },
		{ "/类~1别~0/1#", -1, 3, 5 }, /* an element has no key */
		{ "/类~1别~0/99999999999999999999", -1, 2, 26 },
		{ "/类~1别~0/1/ab/c", -1, 3, 18 },
		{ "/counts//shallow", -1, 4, 19 },
		{ "#", -1, 1, 1 },
		{ "title", -1, 1, 1 },
		{ "/title~2", -1, 1, 1 },
		{ "/", -1, 1, 1 },
	};
	struct json_spot spots[2 * ARRAY_LEN(rows)];

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		unsigned line, col;
		int result = json_locate(str_from(notice), rows[i].pointer, &line, &col);

		if (result != rows[i].result || line != rows[i].line || col != rows[i].col)
			fail_msg("%s: got %d %u:%u, expected %d %u:%u", rows[i].pointer, result,
				 line, col, rows[i].result, rows[i].line, rows[i].col);
	}
	for (size_t i = 0; i < 2 * ARRAY_LEN(rows); i++) /* each of them twice */
		spots[i].pointer = rows[i / 2].pointer;
	json_locate_all(str_from(notice), spots, ARRAY_LEN(spots));
	for (size_t i = 0; i < ARRAY_LEN(spots); i++)
		if (spots[i].line != rows[i / 2].line || spots[i].col != rows[i / 2].col)
			fail_msg("%s, with others: got %u:%u, expected %u:%u", spots[i].pointer,
				 spots[i].line, spots[i].col, rows[i / 2].line, rows[i / 2].col);
}

static void as_many_pointers_as_rows_are_one_pass(void **state)
{
	enum { ROWS = 20000 };
	static struct json_spot spots[ROWS];
	static char pointers[ROWS][16];
	struct buf b = BUF_INIT;

	(void)state;
	buf_add_str(&b, "{ \"rows\": [");
	for (unsigned i = 0; i < ROWS; i++) {
		buf_add_str(&b, i ? ",\n\"x\"" : "\n\"x\"");
		snprintf(pointers[i], sizeof(pointers[i]), "/rows/%u", i);
		spots[i].pointer = pointers[i];
	}
	buf_add_str(&b, "] }");
	json_locate_all(buf_str(&b), spots, ROWS);
	for (unsigned i = 0; i < ROWS; i++)
		assert_int_equal(spots[i].line, i + 2);
	buf_release(&b);
}

static void many_pointers_into_broken_text_end_somewhere(void **state)
{
	static const char *const texts[] = {
		"",	"{",	      "{\"a\"", "{\"a\":", "{\"a\": }",
		"[1}]", "{\"a\": [1", "{,",	"]",	   "{\"a\": \"\n\""
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(texts); i++) {
		struct json_spot spots[] = { { .pointer = "" },
					     { .pointer = "/a" },
					     { .pointer = "/a/0" } };

		json_locate_all(str_from(texts[i]), spots, ARRAY_LEN(spots));
		for (size_t k = 0; k < ARRAY_LEN(spots); k++)
			assert_true(spots[k].line && spots[k].col);
	}
}

static void a_pointer_into_broken_text_stops_where_it_breaks(void **state)
{
	static const struct {
		struct str in;
		const char *pointer;
		int result;
		unsigned line, col;
	} rows[] = {
		{ STR_LIT(""), "/a", -1, 1, 1 },
		{ STR_LIT("\n\n"), "", -1, 3, 1 },
		{ STR_LIT("{"), "/a", -1, 1, 1 },
		{ STR_LIT("{\"a\""), "/a", -1, 1, 1 },
		{ STR_LIT("{\"a\":"), "/a", -1, 1, 1 },
		{ STR_LIT("{\"a\":"), "/a#", 0, 1, 2 },
		{ STR_LIT("{\"a\": }"), "/a", -1, 1, 1 },
		{ STR_LIT("{\"a\": [1}"), "/a/0", 0, 1, 8 },
		{ STR_LIT("{\"a\": [1}, \"b\": 1}"), "/b", -1, 1, 1 },
		{ STR_LIT("{\"a\": \"x\n\", \"b\": 1}"), "/b", -1, 1, 1 },
		{ STR_LIT("{\"a"), "/a", -1, 1, 1 },
		{ STR_LIT("{\"\\u12\": 1, \"b\": 2}"), "/b", 0, 1, 18 },
		{ STR_LIT("{\"\\ud800x\": 1, \"\\q\": 2, \"b\": 2}"), "/b", 0, 1, 30 },
		{ STR_LIT("{\"\\"), "/a", -1, 1, 1 },
		{ STR_LIT("[,]"), "/0", -1, 1, 1 },
		{ STR_LIT("[1 2]"), "/1", -1, 1, 1 },
		{ STR_LIT("]"), "", 0, 1, 1 },
		{ STR_LIT("x"), "/a", -1, 1, 1 },
		{ STR_LIT("{\"a\xff\": 1}"), "/a", -1, 1, 1 },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		unsigned line, col;
		int result = json_locate(rows[i].in, rows[i].pointer, &line, &col);

		if (result != rows[i].result || line != rows[i].line || col != rows[i].col)
			fail_msg("%s in %s: got %d %u:%u, expected %d %u:%u", rows[i].pointer,
				 rows[i].in.data, result, line, col, rows[i].result, rows[i].line,
				 rows[i].col);
	}
}

static void locating_does_not_recurse(void **state)
{
	struct buf b = BUF_INIT, pointer = BUF_INIT;
	unsigned line, col;

	(void)state;
	for (int i = 0; i < 100000; i++) {
		buf_add_str(&b, "[");
		buf_add_str(&pointer, "/0");
	}
	assert_int_equal(json_locate(buf_str(&b), "/1", &line, &col), -1);
	assert_int_equal(col, 1);
	assert_int_equal(json_locate(buf_str(&b), pointer.data, &line, &col), -1);
	assert_int_equal(col, 100000);
	buf_release(&b);
	buf_release(&pointer);
}

/* ---- out ---- */

static void members_stand_one_per_line_and_flat_values_on_one(void **state)
{
	static const char expected[] =
		"{\n"
		"  \"id\": \"440400-0001\",\n"
		"  \"none\": null,\n"
		"  \"absent\": null,\n"
		"  \"ok\": true,\n"
		"  \"no\": false,\n"
		"  \"n\": -9223372036854775808,\n"
		"  \"empty\": {},\n"
		"  \"list\": [],\n"
		"  \"flat\": { \"a\": [1, 2], \"o\": {}, \"l\": [], \"in\": { \"x\": \"y\" } },\n"
		"  \"issuers\": [\"a\", \"b\"],\n"
		"  \"columns\": [ { \"label\": \"序号\" }, { \"label\": \"企业名称\", \"role\": \"name\" } ],\n"
		"  \"grid\": [[1], [], [2, 3]],\n"
		"  \"rows\": [\n"
		"    { \"id\": \"x\", \"cells\": [\"1\", \"名\"] },\n"
		"    [1],\n"
		"    2,\n"
		"    {\n"
		"      \"block\": [\n"
		"        1,\n"
		"        []\n"
		"      ]\n"
		"    }\n"
		"  ]\n"
		"}";
	struct buf b = BUF_INIT;
	struct json_out j = { .out = &b };

	(void)state;
	json_out_object_begin(&j);
	json_out_key(&j, "id");
	json_out_string(&j, "440400-0001");
	json_out_key(&j, "none");
	json_out_null(&j);
	json_out_key(&j, "absent");
	json_out_string(&j, NULL);
	json_out_key(&j, "ok");
	json_out_bool(&j, true);
	json_out_key(&j, "no");
	json_out_bool(&j, false);
	json_out_key(&j, "n");
	json_out_int(&j, INT64_MIN);
	json_out_key(&j, "empty");
	json_out_object_begin(&j);
	json_out_object_end(&j);
	json_out_key(&j, "list");
	json_out_array_begin(&j);
	json_out_array_end(&j);

	json_out_key(&j, "flat");
	json_out_flat_begin(&j);
	json_out_object_begin(&j);
	json_out_key(&j, "a");
	json_out_flat_begin(&j); /* levels nest */
	json_out_array_begin(&j);
	json_out_int(&j, 1);
	json_out_int(&j, 2);
	json_out_array_end(&j);
	json_out_flat_end(&j);
	json_out_key(&j, "o");
	json_out_object_begin(&j);
	json_out_object_end(&j);
	json_out_key(&j, "l");
	json_out_array_begin(&j);
	json_out_array_end(&j);
	json_out_key(&j, "in");
	json_out_object_begin(&j);
	json_out_key(&j, "x");
	json_out_string(&j, "y");
	json_out_object_end(&j);
	json_out_object_end(&j);
	json_out_flat_end(&j);

	json_out_key(&j, "issuers");
	json_out_flat_begin(&j);
	json_out_array_begin(&j);
	json_out_string(&j, "a");
	json_out_string(&j, "b");
	json_out_array_end(&j);
	json_out_flat_end(&j);

	json_out_key(&j, "columns");
	json_out_flat_begin(&j);
	json_out_array_begin(&j);
	json_out_object_begin(&j);
	json_out_key(&j, "label");
	json_out_string(&j, "序号");
	json_out_object_end(&j);
	json_out_object_begin(&j);
	json_out_key(&j, "label");
	json_out_string(&j, "企业名称");
	json_out_key(&j, "role");
	json_out_string(&j, "name");
	json_out_object_end(&j);
	json_out_array_end(&j);
	json_out_flat_end(&j);

	json_out_key(&j, "grid");
	json_out_flat_begin(&j);
	json_out_array_begin(&j);
	json_out_array_begin(&j);
	json_out_int(&j, 1);
	json_out_array_end(&j);
	json_out_array_begin(&j);
	json_out_array_end(&j);
	json_out_array_begin(&j);
	json_out_int(&j, 2);
	json_out_int(&j, 3);
	json_out_array_end(&j);
	json_out_array_end(&j);
	json_out_flat_end(&j);

	json_out_key(&j, "rows");
	json_out_array_begin(&j);
	json_out_flat_begin(&j); /* several values, each on its line */
	json_out_object_begin(&j);
	json_out_key(&j, "id");
	json_out_string(&j, "x");
	json_out_key(&j, "cells");
	json_out_array_begin(&j);
	json_out_string(&j, "1");
	json_out_string(&j, "名");
	json_out_array_end(&j);
	json_out_object_end(&j);
	json_out_array_begin(&j);
	json_out_int(&j, 1);
	json_out_array_end(&j);
	json_out_flat_end(&j);
	json_out_int(&j, 2);
	json_out_object_begin(&j);
	json_out_key(&j, "block");
	json_out_array_begin(&j);
	json_out_int(&j, 1);
	json_out_array_begin(&j);
	json_out_array_end(&j);
	json_out_array_end(&j);
	json_out_object_end(&j);
	json_out_array_end(&j);
	json_out_object_end(&j);
	assert_string_equal(b.data, expected);
	buf_release(&b);
}

static void a_value_alone_may_stand_at_the_top(void **state)
{
	struct buf b = BUF_INIT;
	struct json_out string = { .out = &b }, array = { .out = &b };

	(void)state;
	json_out_string(&string, "a");
	assert_string_equal(b.data, "\"a\"");
	buf_clear(&b);
	json_out_flat_begin(&array);
	json_out_array_begin(&array);
	json_out_int(&array, 1);
	json_out_array_end(&array);
	json_out_flat_end(&array);
	assert_string_equal(b.data, "[1]");
	buf_release(&b);
}

static void strings_keep_their_text_and_escape_the_rest(void **state)
{
	static const struct {
		const char *in, *expected;
	} rows[] = {
		{ "", "\"\"" },
		{ "名单</script>&", "\"名单</script>&\"" },
		{ "\"\\/", "\"\\\"\\\\/\"" },
		{ "\b\t\n\v\f\r\x0e", "\"\\b\\t\\n\\u000b\\f\\r\\u000e\"" },
		{ "\x01\x1f\x7f", "\"\\u0001\\u001f\\u007f\"" },
		{ "]}", "\"]}\"" },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		struct buf b = BUF_INIT;
		struct json_out j = { .out = &b };

		json_out_string(&j, rows[i].in);
		assert_string_equal(b.data, rows[i].expected);
		buf_release(&b);
	}
}

/* ---- out and in again ---- */

static uint32_t next(uint32_t *seed)
{
	*seed = *seed * 1664525u + 1013904223u;
	return *seed >> 8;
}

static void write_string(struct json_out *j, uint32_t *seed)
{
	static const char *const pieces[] = { "a",  "\"", "\\", "\n", "\x01", "\x7f",
					      "名", "😀",  "}",	"]",  " ",    "/" };
	struct buf b = BUF_INIT;

	for (uint32_t n = next(seed) % 6; n; n--)
		buf_add_str(&b, pieces[next(seed) % ARRAY_LEN(pieces)]);
	json_out_string(j, buf_str(&b).data);
	buf_release(&b);
}

/* Any value, written and built side by side. */
static json_t *write_any(struct json_out *j, uint32_t *seed, unsigned depth)
{
	unsigned kind = next(seed) % (depth < 6 ? 8 : 4);
	bool flat = next(seed) % 4 == 0;
	size_t start = j->out->len;
	json_t *made = NULL;

	if (flat)
		json_out_flat_begin(j);
	if (kind >= 4) {
		bool object = kind % 2;

		made = object ? json_object() : json_array();
		if (object)
			json_out_object_begin(j);
		else
			json_out_array_begin(j);
		for (uint32_t i = 0, n = next(seed) % 5; i < n; i++) {
			char key[] = { 'k', (char)('0' + i), '\0' };

			if (object) {
				json_out_key(j, key);
				json_object_set_new(made, key, write_any(j, seed, depth + 1));
			} else {
				json_array_append_new(made, write_any(j, seed, depth + 1));
			}
		}
		if (object)
			json_out_object_end(j);
		else
			json_out_array_end(j);
	} else if (kind == 0) {
		made = json_integer((json_int_t)next(seed) - 1000);
		json_out_int(j, json_integer_value(made));
	} else if (kind == 1) {
		made = json_boolean(start % 2);
		json_out_bool(j, start % 2);
	} else if (kind == 2) {
		made = json_null();
		json_out_null(j);
	} else {
		uint32_t again = *seed;
		struct buf b = BUF_INIT;
		struct json_out copy = { .out = &b };

		write_string(j, seed);
		write_string(&copy, &again);
		made = json_loads(b.data, JSON_DECODE_ANY, NULL);
		buf_release(&b);
	}
	if (flat)
		json_out_flat_end(j);
	return made;
}

static void what_is_written_is_read_again(void **state)
{
	(void)state;
	for (uint32_t i = 0; i < 2000; i++) {
		uint32_t seed = i;
		struct findings f = FINDINGS_INIT;
		struct buf b = BUF_INIT;
		struct json_out j = { .out = &b };
		json_t *made, *read;

		json_out_array_begin(&j);
		made = write_any(&j, &seed, 0);
		json_out_array_end(&j);
		read = json_parse(buf_str(&b), file, &f);
		if (!read || !json_equal(json_array_get(read, 0), made))
			fail_msg("seed %u: %s", (unsigned)i, b.data);
		json_decref(read);
		json_decref(made);
		findings_release(&f);
		buf_release(&b);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_is_wrong_is_found_with_its_place),
		cmocka_unit_test(nesting_is_bounded_at_64_levels),
		cmocka_unit_test(json_inside_a_file_counts_the_files_lines),
		cmocka_unit_test(a_pointer_is_followed_to_line_and_column),
		cmocka_unit_test(as_many_pointers_as_rows_are_one_pass),
		cmocka_unit_test(many_pointers_into_broken_text_end_somewhere),
		cmocka_unit_test(a_pointer_into_broken_text_stops_where_it_breaks),
		cmocka_unit_test(locating_does_not_recurse),
		cmocka_unit_test(members_stand_one_per_line_and_flat_values_on_one),
		cmocka_unit_test(a_value_alone_may_stand_at_the_top),
		cmocka_unit_test(strings_keep_their_text_and_escape_the_rest),
		cmocka_unit_test(what_is_written_is_read_again),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
