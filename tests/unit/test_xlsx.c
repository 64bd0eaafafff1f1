/* XLSX out: the same bytes each time, all that was written, and text that stays text. */
#define _GNU_SOURCE /* mkdtemp, realpath */
#include "scratch.h"

#include <signal.h>
#include <sys/resource.h>

#include "format/unzip.h"
#include "format/xlsx.h"
#include "format/xlsx_whole.h"

static const struct xlsx_about about = { .title = "示例名单",
					 .author = "示例局",
					 .comments = "说明",
					 .footer = "示例 & 不具效力",
					 .created = 20000 };
static const struct xlsx_column columns[] = { { "名称", 20 }, { "数", 6 }, { "日期", 12 } };

static struct xlsx *begin(const struct xlsx_about *a)
{
	struct xlsx *x = xlsx_new(a);

	xlsx_sheet(x, "名单（示例）", columns, ARRAY_LEN(columns));
	return x;
}

static void add_row(struct xlsx *x, const char *text, long n, date_t day)
{
	xlsx_text(x, text);
	xlsx_number(x, n);
	xlsx_date(x, day);
	xlsx_row_end(x);
}

static void finish(struct xlsx *x, struct buf *out)
{
	struct findings f = FINDINGS_INIT;

	assert_int_equal(xlsx_finish(x, out, &f), 0);
	assert_no_findings(&f, "workbook");
}

static void write_rows(int n, struct buf *out)
{
	struct xlsx *x = begin(&about);

	for (int i = 0; i < n; i++)
		add_row(x, "珠海示例有限公司", i, 20000 + i);
	xlsx_sheet(x, "说明", columns, 1);
	xlsx_text(x, "以文告为准");
	xlsx_row_end(x);
	finish(x, out);
}

/* A part of the file; the caller frees. */
static char *part(const struct buf *file, const char *name)
{
	struct unzip z = { .file = buf_str(file) };
	char *text = NULL;

	while (unzip_next(&z))
		if (z.name.len == strlen(name) && memcmp(z.name.data, name, z.name.len) == 0)
			text = xstrdup(z.text.data);
	assert_false(z.broken);
	unzip_release(&z);
	if (!text)
		fail_msg("there is no %s", name);
	return text;
}

static void assert_has(const char *text, const char *what)
{
	if (!strstr(text, what))
		fail_msg("no %s in\n%s", what, text);
}

static void two_workbooks_of_the_same_are_the_same_bytes(void **state)
{
	struct buf one = BUF_INIT, two = BUF_INIT;

	(void)state;
	write_rows(100, &one);
	sleep(1); /* a clock would show */
	setenv("USER", "somebody", 1);
	write_rows(100, &two);
	assert_int_equal(one.len, two.len);
	assert_memory_equal(one.data, two.data, one.len);
	buf_release(&one);
	buf_release(&two);
}

/* 1980-01-01 00:00 in MS-DOS form: the first that there is. */
static void no_part_carries_the_time_of_writing(void **state)
{
	struct buf file = BUF_INIT;
	size_t headers = 0;

	(void)state;
	write_rows(3, &file);
	for (size_t i = 0; i + 30 < file.len; i++) {
		if (memcmp(file.data + i, "PK\3\4", 4) != 0)
			continue;
		assert_memory_equal(file.data + i + 10, "\0\0\x21\0", 4);
		headers++;
	}
	assert_int_equal(headers, 10);
	buf_release(&file);
}

static void properties_are_those_given_and_no_others(void **state)
{
	struct buf file = BUF_INIT;
	char *core;

	(void)state;
	write_rows(3, &file);
	core = part(&file, "docProps/core.xml");
	assert_has(core, "<dc:title>示例名单</dc:title>");
	assert_has(core, "<dc:creator>示例局</dc:creator>");
	assert_has(core, "<dc:description>说明</dc:description>");
	assert_has(core, "2024-10-04T00:00:00Z</dcterms:created>");
	assert_has(core, "2024-10-04T00:00:00Z</dcterms:modified>");
	free(core);
	buf_release(&file);
}

static void cells_are_text_numbers_and_days(void **state)
{
	static const struct {
		const char *label, *text, *cell;
	} rows[] = {
		{ "a formula", "=HYPERLINK(\"http://x\")",
		  "t=\"inlineStr\"><is><t>=HYPERLINK(\"http://x\")</t>" },
		{ "an address", "https://www.example.gov.cn/",
		  "<is><t>https://www.example.gov.cn/</t>" },
		{ "a number", "007", "<is><t>007</t>" },
		{ "markup", "</t><x>&\"'", "<is><t>&lt;/t&gt;&lt;x&gt;&amp;\"'</t>" },
		{ "an escape of the format", "_x0041_", "<is><t>_x005F_x0041_</t>" },
		{ "what XML cannot hold", "a\x01\xef\xbf\xbe", "<is><t>a��</t>" },
		{ "space at the ends", " a ", "<is><t xml:space=\"preserve\"> a </t>" },
	};
	struct buf file = BUF_INIT;
	struct xlsx *x = begin(&about);
	char *sheet;

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(rows); i++)
		add_row(x, rows[i].text, 5, 20000);
	finish(x, &file);
	sheet = part(&file, "xl/worksheets/sheet1.xml");
	for (size_t i = 0; i < ARRAY_LEN(rows); i++)
		if (!strstr(sheet, rows[i].cell))
			fail_msg("%s: no %s in\n%s", rows[i].label, rows[i].cell, sheet);
	assert_has(sheet, "<c r=\"B2\"><v>5</v></c>");
	assert_has(sheet, "<c r=\"C2\" s=\"2\"><v>45569</v></c>"); /* days since 1899-12-30 */
	assert_null(strstr(sheet, "<f>"));
	assert_null(strstr(sheet, "<hyperlink"));
	assert_has(sheet, "<oddFooter>&amp;C示例 &amp;&amp; 不具效力");
	free(sheet);
	buf_release(&file);
}

static void what_is_absent_is_a_blank_cell(void **state)
{
	struct buf file = BUF_INIT;
	struct xlsx *x = begin(&about);
	char *sheet;

	(void)state;
	add_row(x, NULL, 1, DATE_NONE);
	add_row(x, "", 2, DATE_MAX);
	xlsx_text(x, NULL); /* a blank row */
	xlsx_row_end(x);
	add_row(x, "末行", 3, 20000);
	finish(x, &file);
	sheet = part(&file, "xl/worksheets/sheet1.xml");
	assert_has(sheet, "<row r=\"2\"><c r=\"B2\"><v>1</v></c></row>");
	assert_has(sheet, "<row r=\"3\"><c r=\"B3\"><v>2</v></c></row><row r=\"5\">");
	free(sheet);
	buf_release(&file);
}

/* The header is a row, so of four rows three are there for members. */
static void a_full_sheet_goes_on_in_another(void **state)
{
	static const struct {
		int rows;
		const char *last; /* sheet */
		bool second;
	} cases[] = { { 3, "xl/worksheets/sheet1.xml", false },
		      { 4, "xl/worksheets/sheet2.xml", true },
		      { 6, "xl/worksheets/sheet2.xml", true } };
	struct xlsx_about small = about;

	(void)state;
	small.rows_most = 4;
	for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
		struct buf file = BUF_INIT;
		struct xlsx *x = begin(&small);
		char *book, *sheet;

		for (int k = 0; k < cases[i].rows; k++)
			add_row(x, "某单位", 1000 + k, 20000);
		finish(x, &file);
		book = part(&file, "xl/workbook.xml");
		assert_int_equal(strstr(book, "名单（示例） 2") != NULL, cases[i].second);
		sheet = part(&file, cases[i].last);
		assert_has(sheet, "名称"); /* each has a header */
		assert_non_null(strstr(sheet, cases[i].rows == 3   ? "<v>1002</v>"
					      : cases[i].rows == 4 ? "<v>1003</v>"
								   : "<v>1005</v>"));
		free(book);
		free(sheet);
		buf_release(&file);
	}
}

static void a_text_too_long_for_a_cell_is_a_finding(void **state)
{
	(void)state;
	for (size_t len = 32767; len <= 32768; len++) {
		struct findings f = FINDINGS_INIT;
		struct buf text = BUF_INIT, file = BUF_INIT;
		struct xlsx *x = begin(&about);
		int rc;

		while (text.len < len)
			buf_add_char(&text, 'x');
		add_row(x, text.data, 1, 20000);
		rc = xlsx_finish(x, &file, &f);
		if (len == 32767) {
			assert_int_equal(rc, 0);
			assert_no_findings(&f, "longest");
		} else {
			assert_int_equal(rc, -1);
			assert_int_equal(file.len, 0);
			assert_one_finding(&f, F_FILE_NOT_WRITTEN, "too long");
		}
		buf_release(&text);
		buf_release(&file);
	}
}

/* As a full disk does: the temporary file of a sheet takes no more, and its library says nothing. */
static void rows_that_were_not_kept_are_a_finding(void **state)
{
	struct findings f = FINDINGS_INIT;
	struct buf file = BUF_INIT;
	struct rlimit all, little;
	struct xlsx *x;
	int rc;

	(void)state;
	assert_int_equal(getrlimit(RLIMIT_FSIZE, &all), 0);
	little = (struct rlimit){ 1 << 16, all.rlim_max };
	signal(SIGXFSZ, SIG_IGN);
	assert_int_equal(setrlimit(RLIMIT_FSIZE, &little), 0);
	x = begin(&about);
	for (int i = 0; i < 2000; i++)
		add_row(x, "珠海示例有限公司", i, 20000);
	rc = xlsx_finish(x, &file, &f);
	assert_int_equal(setrlimit(RLIMIT_FSIZE, &all), 0);
	assert_int_equal(rc, -1);
	assert_int_equal(file.len, 0);
	assert_one_finding(&f, F_FILE_NOT_WRITTEN, "short of room");
}

static void a_file_is_whole_only_with_all_its_bytes_and_rows(void **state)
{
	struct buf file = BUF_INIT;

	(void)state;
	write_rows(5, &file); /* and two headers, and a row of the second sheet */
	assert_true(xlsx_whole(buf_str(&file), 8));
	assert_false(xlsx_whole(buf_str(&file), 7));
	assert_false(xlsx_whole(buf_str(&file), 9));
	for (size_t len = 0; len < file.len; len += 7)
		assert_false(xlsx_whole((struct str){ file.data, len }, 8));
	buf_release(&file);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(two_workbooks_of_the_same_are_the_same_bytes),
		cmocka_unit_test(no_part_carries_the_time_of_writing),
		cmocka_unit_test(properties_are_those_given_and_no_others),
		cmocka_unit_test(cells_are_text_numbers_and_days),
		cmocka_unit_test(what_is_absent_is_a_blank_cell),
		cmocka_unit_test(a_full_sheet_goes_on_in_another),
		cmocka_unit_test(a_text_too_long_for_a_cell_is_a_finding),
		cmocka_unit_test(rows_that_were_not_kept_are_a_finding),
		cmocka_unit_test(a_file_is_whole_only_with_all_its_bytes_and_rows),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
