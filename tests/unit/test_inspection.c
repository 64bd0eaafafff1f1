/* What depends on today in the inspection of web sites, over made-up facts of pages. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/mem.h"
#include "checks/built.h"
#include "checks/checks.h"

/* The findings of a rule, where the columns' newest notices and the home page's are of those days. */
static int found(enum finding_id id, const char *today, const char *newest,
		 struct built_column *columns, size_t n)
{
	struct content c = { .notices = { 0 } };
	struct fold_options o = { .as_of = DATE_MAX, .seen = DATE_MAX };
	struct registry *r = registry_fold(&c, &o, NULL);
	struct built built = { date_parse(newest), columns, n };
	struct findings f = FINDINGS_INIT;
	int count = 0;

	checks_run(&(struct check_facts){ .content = &c,
					  .registry = r,
					  .built = &built,
					  .today = date_parse(today) },
		   &f);
	for (size_t i = 0; i < f.n; i++)
		count += f.items[i].id == id;
	findings_release(&f);
	registry_free(r);
	return count;
}

static void a_home_page_is_stale_after_fourteen_days(void **state)
{
	(void)state;
	assert_int_equal(found(F_HOME_STALE, "2026-03-15", "2026-03-01", NULL, 0), 0);
	assert_int_equal(found(F_HOME_STALE, "2026-03-16", "2026-03-01", NULL, 0), 1);
	assert_int_equal(found(F_HOME_STALE, "2026-03-16", "", NULL, 0), 0); /* it shows none */
}

static void a_column_is_stale_after_six_months(void **state)
{
	static const struct region region = { .path = "content/regions/990100.json" };
	static const struct {
		const char *newest, *today;
		int stale;
	} rows[] = {
		{ "2026-03-15", "2026-09-15", 0 }, { "2026-03-15", "2026-09-16", 1 },
		{ "2025-10-31", "2026-04-30", 0 }, { "2026-02-28", "2026-08-31", 0 },
		{ "2026-02-27", "2026-08-31", 1 }, { "2025-08-31", "2026-03-01", 1 },
		{ "2025-07-01", "2026-01-01", 0 }, { "2025-06-30", "2026-01-01", 1 },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		struct built_column column = { &region, "甲市的文告", 1, date_parse(rows[i].newest) };

		if (found(F_COLUMN_STALE, rows[i].today, rows[i].today, &column, 1) != rows[i].stale)
			fail_msg("%s, seen on %s", rows[i].newest, rows[i].today);
	}
}

static void five_columns_count_and_four_do_not(void **state)
{
	static const struct region region = { .path = "content/regions/990100.json" };
	struct built_column columns[5];

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(columns); i++)
		columns[i] =
			(struct built_column){ &region, "甲市的文告", 0, date_parse("2025-01-01") };
	assert_int_equal(found(F_COLUMNS_STALE, "2026-03-01", "2026-03-01", columns, 5), 1);
	assert_int_equal(found(F_COLUMNS_EMPTY, "2026-03-01", "2026-03-01", columns, 5), 1);
	assert_int_equal(found(F_COLUMN_EMPTY, "2026-03-01", "2026-03-01", columns, 5), 5);
	columns[0].shown = 1;
	columns[0].newest = date_parse("2026-02-28");
	assert_int_equal(found(F_COLUMNS_STALE, "2026-03-01", "2026-03-01", columns, 5), 0);
	assert_int_equal(found(F_COLUMNS_EMPTY, "2026-03-01", "2026-03-01", columns, 5), 0);
	assert_int_equal(found(F_COLUMN_EMPTY, "2026-03-01", "2026-03-01", columns, 5), 4);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_home_page_is_stale_after_fourteen_days),
		cmocka_unit_test(a_column_is_stale_after_six_months),
		cmocka_unit_test(five_columns_count_and_four_do_not),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
