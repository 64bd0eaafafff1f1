/* The catalogue of rules: each finding in one place of it, and what the rows promise. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

#include "base/mem.h"
#include "checks/checks.h"
#include "pages/terms.h"

static enum finding_id last_of(const struct check *row)
{
	return row->last ? row->last : row->finding;
}

static void every_finding_stands_in_one_row(void **state)
{
	int rows[FINDING_COUNT] = { 0 };

	(void)state;
	for (size_t i = 0; check_families[i]; i++)
		for (size_t k = 0; k < check_families[i]->n; k++) {
			const struct check *row = &check_families[i]->checks[k];

			for (enum finding_id id = row->finding; id <= last_of(row); id++)
				rows[id]++;
		}
	for (int i = 0; i < FINDING_COUNT; i++)
		if (rows[i] != 1)
			fail_msg("%s stands in %d rows", finding_rule((enum finding_id)i), rows[i]);
}

/* A row with a function says its rule in both languages; what is found elsewhere has none. */
static void every_row_has_words_and_whoever_looks(void **state)
{
	(void)state;
	for (size_t i = 0; check_families[i]; i++)
		for (size_t k = 0; k < check_families[i]->n; k++) {
			const struct check *row = &check_families[i]->checks[k];
			bool here = strcmp(check_families[i]->found_by, "check") == 0;
			bool looks = row->entity || row->notice || row->all;

			if (!row->reads || !row->says[LANG_ZH] != !row->says[LANG_EN] ||
			    (looks && !row->last && !row->says[LANG_ZH]) || (looks && !here))
				fail_msg("%s", finding_rule(row->finding));
		}
}

/* The page for officials leads from the rule to what each region's text says of it. */
static void the_term_of_a_rule_is_one_that_pages_explain(void **state)
{
	size_t terms = 0;

	(void)state;
	for (size_t i = 0; check_families[i]; i++)
		for (size_t k = 0; k < check_families[i]->n; k++) {
			const struct check *row = &check_families[i]->checks[k];

			if (row->term && (!term_labelled(row->term) || !(row->reads & READS_RULES)))
				fail_msg("%s has the term %s", finding_rule(row->finding), row->term);
			terms += row->term != NULL;
		}
	assert_true(terms > 30);
}

static void what_depends_on_today_is_no_error(void **state)
{
	(void)state;
	for (size_t i = 0; check_families[i]; i++)
		for (size_t k = 0; k < check_families[i]->n; k++) {
			const struct check *row = &check_families[i]->checks[k];

			if (row->reads & READS_TODAY &&
			    finding_severity(row->finding) == SEVERITY_ERROR)
				fail_msg("%s would stop a build", finding_rule(row->finding));
		}
}

static void a_finding_may_be_lowered_and_waived_and_then_counts_no_more(void **state)
{
	struct findings f = FINDINGS_INIT, copy = FINDINGS_INIT;

	(void)state;
	finding_add(&f, F_COUNT_WRONG, (struct place){ .path = "a" }, "enter");
	finding_add(&f, F_COUNT_WRONG, (struct place){ .path = "b" }, "enter");
	assert_int_equal(f.errors, 2);
	findings_lower(&f, SEVERITY_WARNING);
	assert_int_equal(f.errors, 1);
	findings_lower(&f, SEVERITY_ERROR); /* never worse again */
	assert_int_equal(f.items[1].severity, SEVERITY_WARNING);
	findings_waive(&f, 0, "reason", "document");
	findings_waive(&f, 0, "reason", "document");
	findings_waive(&f, 1, "reason", "document");
	assert_int_equal(f.errors, 0);
	findings_join(&copy, &f);
	assert_int_equal(copy.errors, 0);
	assert_string_equal(copy.items[0].waived, "reason");
	assert_string_equal(copy.items[1].waived_by, "document");
	assert_int_equal(copy.items[1].severity, SEVERITY_WARNING);
	findings_release(&copy);
	findings_release(&f);
}

static void a_rule_is_described_by_its_problem_without_arguments(void **state)
{
	struct buf out = BUF_INIT;

	(void)state;
	finding_describe(F_JSON_DUPLICATE_KEY, LANG_ZH, &out);
	assert_string_equal(out.data, "键 … 重复");
	buf_clear(&out);
	finding_describe(F_JSON_DUPLICATE_KEY, LANG_EN, &out);
	assert_string_equal(out.data, "the key … stands twice");
	buf_release(&out);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_finding_stands_in_one_row),
		cmocka_unit_test(every_row_has_words_and_whoever_looks),
		cmocka_unit_test(the_term_of_a_rule_is_one_that_pages_explain),
		cmocka_unit_test(what_depends_on_today_is_no_error),
		cmocka_unit_test(a_finding_may_be_lowered_and_waived_and_then_counts_no_more),
		cmocka_unit_test(a_rule_is_described_by_its_problem_without_arguments),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
