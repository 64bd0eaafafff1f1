#define _POSIX_C_SOURCE 200809L
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <iconv.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "expect_findings.h"
#include "format/csv.h"

static const struct place file = { .path = "list.csv" };

/* The table as text: "a|b" per row, the header first. */
static void table_tell(const struct csv_table *t, struct buf *out)
{
	for (size_t i = 0; i < t->n_columns; i++)
		buf_add_format(out, "%s%s", i ? "|" : "", t->header[i]);
	for (size_t r = 0; r < t->n_rows; r++)
		for (size_t i = 0; i < t->n_columns; i++)
			buf_add_format(out, "%s%s", i ? "|" : "/", t->rows[r].cells[i]);
}

struct row {
	const char *label;
	struct str in;
	const char *table, *findings;
};

static void run(const struct row *rows, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		struct arena a = ARENA_INIT;
		struct findings f = FINDINGS_INIT;
		struct buf got = BUF_INIT;
		struct csv_table t;
		int result = csv_table_parse(rows[i].in, file, &a, &t, &f);

		if (result != (f.n ? -1 : 0))
			fail_msg("%s: %d with %zu findings", rows[i].label, result, f.n);
		table_tell(&t, &got);
		if (strcmp(buf_str(&got).data, rows[i].table) != 0)
			fail_msg("%s: got [%s], expected [%s]", rows[i].label, buf_str(&got).data,
				 rows[i].table);
		expect_findings(rows[i].label, &f, rows[i].findings);
		buf_release(&got);
		arena_release(&a);
	}
}

static void sheets_become_tables(void **state)
{
	static const struct row rows[] = {
		{ "plain", STR_LIT("序号,名称\n1,珠海\n"), "序号|名称/1|珠海", "" },
		{ "no line end at the end", STR_LIT("a,b\n1,2"), "a|b/1|2", "" },
		{ "CR LF", STR_LIT("a,b\r\n1,2\r\n"), "a|b/1|2", "" },
		{ "CR only", STR_LIT("a,b\r1,2\r"), "a|b/1|2", "" },
		{ "BOM",
		  STR_LIT("\xef\xbb\xbf"
			  "a,b\n1,2"),
		  "a|b/1|2", "" },
		{ "BOM before a quote", STR_LIT("\xef\xbb\xbf\"a\",b\n1,2"), "a|b/1|2", "" },
		{ "header only", STR_LIT("a,b"), "a|b", "" },
		{ "quotes", STR_LIT("a,b\n\"x,\"\"y\"\"\",\"\"\n"), "a|b/x,\"y\"|", "" },
		{ "line end in quotes", STR_LIT("a,b\n\"x\r\ny\",2\n3,4"), "a|b/x\r\ny|2/3|4", "" },
		{ "blanks outside quotes", STR_LIT("a,b\n  \"x\" ,\t2 \n"), "a|b/x|2", "" },
		{ "blanks inside quotes go too", STR_LIT("a,b\n\" x \",2"), "a|b/x|2", "" },
		{ "ideographic and no-break space",
		  STR_LIT("a,b\n　珠 海　,\xc2\xa0"
			  "2\xc2\xa0"),
		  "a|b/珠 海|2", "" },
		{ "empty cells", STR_LIT("a,b\n,2\n1,\n"), "a|b/|2/1|", "" },
		{ "blank lines", STR_LIT("\n\na,b\n\n  \n1,2\n\n"), "a|b/1|2", "" },
		{ "rows of empty cells", STR_LIT("a,b\n,\n , \n　,\n,,,\n\"\",\n1,2"), "a|b/1|2", "" },
		{ "one column", STR_LIT("a\n1\n\"\"\n2"), "a/1/2", "" },
		{ "columns without a name", STR_LIT("a,,\n1,2,3"), "a||/1|2|3", "" },
		{ "spaces in header cells", STR_LIT(" 企业 名称 ,　b　\n1,2"), "企业 名称|b/1|2", "" },
		{ "BOMs inside",
		  STR_LIT("\xef\xbb\xbf\xef\xbb\xbf"
			  "a,b\n\xef\xbb\xbf"
			  "1,2\n\xef\xbb\xbf\n"),
		  "a|b/1|2", "" },
		{ "half-width semicolons do not separate", STR_LIT("a;b\n1;2"), "a;b/1;2", "" },
	};

	(void)state;
	run(rows, ARRAY_LEN(rows));
}

static void what_is_wrong_is_found_and_reading_goes_on(void **state)
{
	static const struct row rows[] = {
		{ "empty", STR_LIT(""), "", "csv-no-header@1:1" },
		{ "blank", STR_LIT("\n , \n"), "", "csv-no-header@1:1" },
		{ "BOM only", STR_LIT("\xef\xbb\xbf"), "", "csv-no-header@1:1" },
		{ "narrow and wide", STR_LIT("名,称\n一\n1,2\n一二,三,四,五\n3,4"), "名|称/1|2/3|4",
		  "csv-width@2:1 1 2\ncsv-width@4:6 4 2" },
		{ "wide after a line end in quotes", STR_LIT("a,b\n\"x\ny\",2,3\n"), "a|b",
		  "csv-width@3:6 3 2" },
		{ "header twice", STR_LIT("a,名 称,b,名称,a\n"), "a|名 称|b|名称|a",
		  "csv-header-twice@1:9 名称\ncsv-header-twice@1:12 a" },
		{ "quote inside a field", STR_LIT("a,b\n1,珠\"海\"\n3,4"), "a|b/3|4",
		  "csv-quote@2:4" },
		{ "text after a closing quote", STR_LIT("a,b\n1,\"珠\"海\n3,4"), "a|b/3|4",
		  "csv-quote@2:3" },
		{ "quote after a closing quote and a blank", STR_LIT("a,b\n\"1\" \"2\",\n3,4"),
		  "a|b/3|4", "csv-quote@2:1" },
		{ "quote open to the end", STR_LIT("a,b\n1, \"2\n3,4\n5,6\n"), "a|b/3|4/5|6",
		  "csv-quote@2:4" },
		{ "quote open, closed by the next one", STR_LIT("a,b\n1,\"2\n3,\"4\"\n5,6\n"),
		  "a|b/3|4/5|6", "csv-quote@2:3" },
		{ "each line has one", STR_LIT("a,b\n\"1,2\n\"3,4\n\"5,6"), "a|b",
		  "csv-quote@2:1\ncsv-quote@3:1\ncsv-quote@4:1" },
		{ "in the header", STR_LIT("a,\"b\nc,d\n1,2"), "c|d/1|2", "csv-quote@1:3" },
		{ "at the very end", STR_LIT("a,b\n1,\""), "a|b", "csv-quote@2:3" },
		{ "lines end in CR", STR_LIT("a,b\r1,x\"\r3,4"), "a|b/3|4", "csv-quote@2:4" },
		{ "lines end in CR LF", STR_LIT("a,b\r\n1,x\"\r\n3,4"), "a|b/3|4", "csv-quote@2:4" },
		{ "NUL", STR_LIT("a,b\n1,珠\0海\n3,4"), "a|b/1|珠/3|4", "text-control@2:4 U+0000" },
		{ "one finding a line", STR_LIT("a,b\n\x01\x02,1\n\x7f,\xc2\x85\n"),
		  "a|b/\x01\x02|1/\x7f|", "text-control@2:1 U+0001\ntext-control@3:1 U+007F" },
		{ "invalid byte in UTF-8", STR_LIT("序号,名称\n1,珠\xff海"), "",
		  "utf8-invalid@2:4 20" },
		{ "invalid byte after a BOM",
		  STR_LIT("\xef\xbb\xbf"
			  "a\xff"),
		  "", "utf8-invalid@1:2 5" },
		{ "UTF-8 cut off", STR_LIT("名称,地区\n珠海,广\xe4\xb8"), "", "utf8-invalid@2:5 25" },
		{ "neither", STR_LIT("a,b\nx,\xff\n"), "", "csv-encoding@2:3 7" },
		{ "GB18030 cut off", STR_LIT("\xc3\xfb,\xb3\xc6\n\xd6"), "", "csv-encoding@2:1 7" },
		{ "UTF-16",
		  STR_LIT("\xff\xfe"
			  "a\0,\0b\0"),
		  "", "csv-encoding@1:1 1" },
	};

	(void)state;
	run(rows, ARRAY_LEN(rows));
}

static void gb18030_is_read(void **state)
{
	static const struct row rows[] = {
		{ "two bytes", STR_LIT("\xd0\xf2\xba\xc5,\xc3\xfb\xb3\xc6\n1,\xd6\xe9\xba\xa3\n"),
		  "序号|名称/1|珠海", "" },
		{ "four bytes", STR_LIT("\xc3\xfb\n\x82\x31\xe9\x39\n\x95\x32\x82\x36\n"),
		  "名/㶴/𠀀", "" },
		{ "second bytes that are ASCII", STR_LIT("\xc3\xfb,a\n\x81\x40,\x90\x7e\n"),
		  "名|a/丂|悀", "" },
		{ "a finding has its column in characters",
		  STR_LIT("\xd0\xf2\xba\xc5,\xc3\xfb\n\xd6\xe9\xba\xa3,\"1\"2\n"), "序号|名",
		  "csv-quote@2:4" },
	};

	(void)state;
	run(rows, ARRAY_LEN(rows));
}

static void every_cell_knows_where_it_starts(void **state)
{
	static const struct str in = STR_LIT("\xef\xbb\xbf名,b,c\r\n"
					     "珠海,  \"x\r\ny\ry\", 　z\r\n"
					     ",,\"q\"\n");
	static const unsigned expected[][3][2] = {
		{ { 2, 1 }, { 2, 6 }, { 4, 6 } },
		{ { 5, 1 }, { 5, 2 }, { 5, 3 } },
	};
	struct arena a = ARENA_INIT;
	struct findings f = FINDINGS_INIT;
	struct csv_table t;

	(void)state;
	assert_int_equal(csv_table_parse(in, file, &a, &t, &f), 0);
	assert_int_equal(t.n_rows, 2);
	for (size_t r = 0; r < 2; r++) {
		assert_int_equal(t.rows[r].line, expected[r][0][0]);
		for (size_t i = 0; i < 3; i++)
			if (t.rows[r].lines[i] != expected[r][i][0] ||
			    t.rows[r].cols[i] != expected[r][i][1])
				fail_msg("cell %zu of row %zu: %u:%u", i, r, t.rows[r].lines[i],
					 t.rows[r].cols[i]);
	}
	arena_release(&a);
}

static void columns_are_found_by_name_whatever_the_white_space(void **state)
{
	static const struct {
		const char *name;
		int expected;
	} rows[] = { { "序号", 0 },
		     { "企业名称", 1 },
		     { "企业　名称", 1 },
		     { " 企业\n名称", 1 },
		     { "第三方评价机构", 2 },
		     { "企业", -1 },
		     { "", -1 },
		     { " ", -1 },
		     { "b", 4 } };
	struct arena a = ARENA_INIT;
	struct findings f = FINDINGS_INIT;
	struct csv_table t;

	(void)state;
	assert_int_equal(csv_table_parse(STR_LIT("序号,企业 名称,\"第三方\n评价机构\",,b\n"), file,
					 &a, &t, &f),
			 0);
	for (size_t i = 0; i < ARRAY_LEN(rows); i++)
		if (csv_column(&t, rows[i].name) != rows[i].expected)
			fail_msg("%s: got %d", rows[i].name, csv_column(&t, rows[i].name));
	arena_release(&a);
}

/* Reading again from below a broken quote must not make the time grow with the square. */
static void quotes_left_open_on_every_line_take_linear_time(void **state)
{
	static const char *const lines[] = { "\"\n",  "\"\"\n",	    "\"\"\"\n", "\"x\n",
					     "x\"\n", "\"a\" \"\n", "\"\",\"\n" };
	struct buf b = BUF_INIT;

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(lines); i++) {
		struct arena a = ARENA_INIT;
		struct findings f = FINDINGS_INIT;
		struct csv_table t;

		buf_clear(&b);
		buf_add_str(&b, "a,b\n");
		for (int k = 0; k < 50000; k++)
			buf_add_str(&b, lines[i]);
		csv_table_parse(buf_str(&b), file, &a, &t, &f);
		arena_release(&a);
		findings_release(&f);
	}
	buf_release(&b);
}

/* ---- real lists ---- */

static int file_read(const char *name, struct buf *out)
{
	const char *shared = getenv("LUCE_SHARED");
	struct buf path = BUF_INIT;
	char bytes[65536];
	size_t n;
	FILE *in;

	buf_add_format(&path, "%s/data/national-lists/%s", shared ? shared : "../shared", name);
	in = fopen(path.data, "rb");
	if (!in)
		print_message("skipped: there is no %s\n", path.data);
	while (in && (n = fread(bytes, 1, sizeof(bytes), in)))
		buf_add(out, bytes, n);
	if (in)
		fclose(in);
	buf_release(&path);
	return in ? 0 : -1;
}

static void convert(const struct buf *in, struct buf *out)
{
	iconv_t cd = iconv_open("GB18030", "UTF-8");
	char *from = in->data, *to;
	size_t left = in->len, room = 2 * in->len;

	assert_true(cd != (iconv_t)-1);
	buf_reserve(out, room);
	to = out->data;
	assert_int_equal(iconv(cd, &from, &left, &to, &room), 0);
	out->len = (size_t)(to - out->data);
	iconv_close(cd);
}

static void expect_same(const struct csv_table *x, const struct csv_table *y)
{
	assert_int_equal(x->n_rows, y->n_rows);
	assert_int_equal(x->n_columns, y->n_columns);
	for (size_t r = 0; r < x->n_rows; r++) {
		assert_int_equal(x->rows[r].line, y->rows[r].line);
		for (size_t i = 0; i < x->n_columns; i++) {
			assert_string_equal(x->rows[r].cells[i], y->rows[r].cells[i]);
			assert_int_equal(x->rows[r].cols[i], y->rows[r].cols[i]);
		}
	}
}

static void real_lists_read_alike_in_both_encodings(void **state)
{
	static const struct {
		const char *name;
		size_t rows, columns;
		const char *label;
		int column;
	} lists[] = { { "factories.csv", 2783, 6, "工厂名称", 2 },
		      { "parks.csv", 224, 5, "园区", 2 } };

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(lists); i++) {
		struct arena a = ARENA_INIT;
		struct findings f = FINDINGS_INIT;
		struct buf utf8 = BUF_INIT, gb = BUF_INIT;
		struct csv_table x, y;

		if (file_read(lists[i].name, &utf8) < 0)
			skip();
		convert(&utf8, &gb);
		assert_int_equal(csv_table_parse(buf_str(&utf8), file, &a, &x, &f), 0);
		assert_int_equal(csv_table_parse(buf_str(&gb), file, &a, &y, &f), 0);
		assert_int_equal(f.n, 0);
		assert_int_equal(x.n_rows, lists[i].rows);
		assert_int_equal(x.n_columns, lists[i].columns);
		assert_int_equal(csv_column(&x, lists[i].label), lists[i].column);
		expect_same(&x, &y);
		arena_release(&a);
		buf_release(&utf8);
		buf_release(&gb);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(sheets_become_tables),
		cmocka_unit_test(what_is_wrong_is_found_and_reading_goes_on),
		cmocka_unit_test(gb18030_is_read),
		cmocka_unit_test(every_cell_knows_where_it_starts),
		cmocka_unit_test(columns_are_found_by_name_whatever_the_white_space),
		cmocka_unit_test(quotes_left_open_on_every_line_take_linear_time),
		cmocka_unit_test(real_lists_read_alike_in_both_encodings),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
