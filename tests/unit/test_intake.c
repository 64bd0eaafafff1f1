/* Sheets into entities and annexes: names, columns, matching, doubts. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

#include "intake/intake.h"
#include "intake/names.h"
#include "store/source.h"

static void printed_names_are_tidied_and_former_names_told_apart(void **state)
{
	static const struct {
		const char *printed, *name, *former;
	} rows[] = {
		{ "示例制造有限公司", "示例制造有限公司", NULL },
		{ "示例(广州)有限公司", "示例（广州）有限公司", NULL },
		{ "示例 （ 成都 ） 有限公司", "示例（成都）有限公司", NULL },
		{ "示例　科技　有限公司", "示例科技有限公司", NULL },
		{ "北京 ABC 电气有限公司", "北京ABC电气有限公司", NULL },
		{ "ABC Example  Ltd", "ABC Example Ltd", NULL },
		{ "示例甲公司（原示例乙公司）", "示例甲公司", "示例乙公司" },
		{ "示例甲公司(原示例乙公司)", "示例甲公司", "示例乙公司" },
		{ "示例原料公司", "示例原料公司", NULL },
		{ "示例（原料）公司", "示例（原料）公司", NULL },
		{ "（原示例公司）", "（原示例公司）", NULL },
		{ "", "", NULL },
	};
	struct arena a = ARENA_INIT;

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		const char *former, *name = name_clean(&a, rows[i].printed, &former);

		assert_string_equal(name, rows[i].name);
		if (rows[i].former)
			assert_string_equal(former, rows[i].former);
		else
			assert_null(former);
	}
	arena_release(&a);
}

/* ---- a portal and a sheet ---- */

struct desk {
	struct source *source;
	struct content *content;
	struct registry *registry;
	struct csv_table sheet;
	struct arena arena;
	struct intake made;
	struct findings findings;
};

static const char *const files[][2] = {
	{ "content/site.json", "{ \"name\": \"示例网站\" }" },
	{ "content/categories.json",
	  "{ \"categories\": [ { \"code\": \"factory\", \"name\": \"绿色工厂\", \"kind\": \"enterprise\" },\n"
	  "  { \"code\": \"park\", \"name\": \"绿色工业园区\", \"kind\": \"park\" } ] }" },
	{ "content/regions/000000.json",
	  "{ \"code\": \"000000\", \"level\": \"nation\", \"name\": \"国家\", \"slug\": \"nation\",\n"
	  "  \"authorities\": [ { \"id\": \"000000-x\", \"name\": \"示例部\", \"lead\": true, \"contacts\": [] } ] }" },
	{ "content/regions/440000.json",
	  "{ \"code\": \"440000\", \"level\": \"province\", \"name\": \"广东省\", \"aliases\": [\"广东\"],\n"
	  "  \"slug\": \"guangdong\", \"parent\": \"000000\" }" },
	{ "content/regions/440400.json",
	  "{ \"code\": \"440400\", \"level\": \"city\", \"name\": \"珠海市\", \"aliases\": [\"珠海\"],\n"
	  "  \"slug\": \"guangdong/zhuhai\", \"parent\": \"440000\",\n"
	  "  \"authorities\": [ { \"id\": \"440400-x\", \"name\": \"示例局\", \"lead\": true, \"contacts\": [] } ] }" },
	{ "content/regions/440300.json",
	  "{ \"code\": \"440300\", \"level\": \"city\", \"name\": \"深圳市\", \"aliases\": [\"深圳\"],\n"
	  "  \"slug\": \"guangdong/shenzhen\", \"parent\": \"440000\" }" },
	{ "content/regions/320000.json",
	  "{ \"code\": \"320000\", \"level\": \"province\", \"name\": \"江苏省\", \"aliases\": [\"江苏\"],\n"
	  "  \"slug\": \"jiangsu\", \"parent\": \"000000\" }" },
	{ "content/entities/000000/000000-0007.json",
	  "{ \"id\": \"000000-0007\", \"name\": \"示例七厂\", \"kind\": \"enterprise\", \"place\": \"440000\" }" },
	{ "content/entities/000000/000000-0008.json",
	  "{ \"id\": \"000000-0008\", \"name\": \"示例八厂\", \"kind\": \"enterprise\", \"place\": \"440400\" }" },
	{ "content/entities/000000/000000-0009.json",
	  "{ \"id\": \"000000-0009\", \"name\": \"示例八厂\", \"kind\": \"enterprise\", \"place\": \"440300\" }" },
};

static int take(struct desk *d, const char *csv, const char *notice, const char *list, int action)
{
	struct fold_options fold = { .as_of = DATE_MAX, .seen = DATE_MAX };
	struct intake_request q = {
		.sheet_path = "sheet.csv", .notice = notice, .list = list, .action = action
	};
	struct place place = { .path = "sheet.csv" };

	*d = (struct desk){ .source = source_new_memory() };
	for (size_t i = 0; i < ARRAY_LEN(files); i++)
		source_put(d->source, files[i][0], str_from(files[i][1]));
	d->content = content_load(d->source, 1, &d->findings);
	d->registry = registry_fold(d->content, &fold, &d->findings);
	assert_int_equal(d->findings.n, 0);
	assert_int_equal(csv_table_parse(str_from(csv), place, &d->arena, &d->sheet, &d->findings),
			 0);
	q.content = d->content;
	q.registry = d->registry;
	q.sheet = &d->sheet;
	intake_new_notice(d->content, notice, action, DATE_NONE, &d->arena, &d->made.notice);
	return intake_plan(&q, &d->arena, &d->made, &d->findings);
}

static void clear(struct desk *d)
{
	registry_free(d->registry);
	content_free(d->content);
	source_free(d->source);
	arena_release(&d->arena);
	findings_release(&d->findings);
}

static void rows_are_matched_or_made(void **state)
{
	struct desk d;
	const struct annex *a;

	(void)state;
	assert_int_equal(take(&d,
			      "序号,地区,企业名称,行业,备注\n"
			      "1,珠海,示例 七厂,机械,\n"
			      "2,江苏,示例（新）厂,,\n",
			      "000000/2025/list", "000000/factory", ACTION_ENTER),
			 0);
	assert_int_equal(d.made.matched, 1);
	assert_int_equal(d.made.entities.n, 1);
	assert_string_equal(d.made.entities.items[0].id, "000000-0010");
	assert_string_equal(d.made.entities.items[0].place, "320000");
	assert_null(d.made.entities.items[0].industry);
	assert_string_equal(d.made.notice.issuers.items[0], "000000-x");
	assert_int_equal(d.made.notice.type, NOTICE_LIST);
	assert_true(d.made.notice.draft);
	/* 广东 became 珠海: a locate annex beside the list. */
	assert_int_equal(d.made.notice.annexes.n, 2);
	assert_int_equal(d.made.notice.annexes.items[1].action, ACTION_LOCATE);
	assert_string_equal(d.made.notice.annexes.items[1].rows.items[0].place, "440400");
	/* The column without a word in it is not kept; cells stay as printed. */
	a = &d.made.notice.annexes.items[0];
	assert_int_equal(a->columns.n, 4);
	assert_string_equal(a->rows.items[0].cells[2], "示例 七厂");
	assert_string_equal(a->rows.items[0].id, "000000-0007");
	clear(&d);
}

static void doubts_are_reported_at_their_cell_and_nothing_is_made(void **state)
{
	static const struct {
		const char *label, *csv, *notice;
		int action;
		enum finding_id id;
		unsigned line, col;
	} rows[] = {
		{ "two companies of that name", "企业名称,地区\n示例八厂,广东\n",
		  "000000/2025/list", ACTION_ENTER, F_IMPORT_AMBIGUOUS, 2, 1 },
		{ "a company of that name elsewhere", "企业名称,地区\n示例七厂,江苏\n",
		  "000000/2025/list", ACTION_ENTER, F_IMPORT_ELSEWHERE, 2, 1 },
		{ "an unknown place", "企业名称,地区\n新厂,某地\n", "000000/2025/list",
		  ACTION_ENTER, F_IMPORT_PLACE, 2, 4 },
		{ "the same company twice", "地区,企业名称\n江苏,新厂\n江苏,新 厂\n",
		  "000000/2025/list", ACTION_ENTER, F_IMPORT_TWICE, 3, 4 },
		{ "a stranger removed", "企业名称,地区\n新厂,江苏\n", "000000/2025/list",
		  ACTION_REMOVE, F_IMPORT_UNKNOWN, 2, 1 },
		{ "an old name in brackets", "企业名称,地区\n新厂（原示例七厂）,广东\n",
		  "000000/2025/list", ACTION_ENTER, F_IMPORT_RENAMED, 2, 1 },
		{ "no name", "企业名称,地区\n,江苏\n", "000000/2025/list", ACTION_ENTER,
		  F_IMPORT_NO_NAME, 1, 1 },
		{ "no column of names", "甲,乙\n一,二\n", "000000/2025/list", ACTION_ENTER,
		  F_IMPORT_NO_NAME, 1, 1 },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		struct desk d;

		if (take(&d, rows[i].csv, rows[i].notice, "000000/factory", rows[i].action) == 0)
			fail_msg("%s: no finding", rows[i].label);
		if (d.findings.n != 1 || d.findings.items[0].id != rows[i].id ||
		    d.findings.items[0].place.line != rows[i].line ||
		    d.findings.items[0].place.col != rows[i].col)
			fail_msg("%s: got %zu, first %s at %u:%u", rows[i].label, d.findings.n,
				 finding_rule(d.findings.items[0].id),
				 d.findings.items[0].place.line, d.findings.items[0].place.col);
		assert_int_equal(d.made.notice.annexes.n, 0);
		clear(&d);
	}
}

static void a_place_tells_two_of_one_name_apart(void **state)
{
	struct desk d;

	(void)state;
	assert_int_equal(take(&d, "企业名称,地区\n示例八厂,深圳市\n", "000000/2025/list",
			      "000000/factory", ACTION_ENTER),
			 0);
	assert_string_equal(d.made.notice.annexes.items[0].rows.items[0].id, "000000-0009");
	clear(&d);
}

static void kinds_are_kept_apart(void **state)
{
	struct desk d;

	(void)state;
	assert_int_equal(take(&d, "园区名称,地区\n示例七厂,广东\n", "000000/2025/list",
			      "000000/park", ACTION_ENTER),
			 0);
	assert_int_equal(d.made.entities.n, 1); /* a park is not the company of that name */
	assert_int_equal(d.made.entities.items[0].kind, KIND_PARK);
	clear(&d);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(printed_names_are_tidied_and_former_names_told_apart),
		cmocka_unit_test(rows_are_matched_or_made),
		cmocka_unit_test(doubts_are_reported_at_their_cell_and_nothing_is_made),
		cmocka_unit_test(a_place_tells_two_of_one_name_apart),
		cmocka_unit_test(kinds_are_kept_apart),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
