/*
 * How each came and went, and what is known of it: spells, bars, stages,
 * names and places of tests/fixtures/register (its README tells the story),
 * written down by hand and compared with what the fold says.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "register_text.h"

#define LATE NULL /* seen when all is published */

static void before_the_day_that_joins_them_each_record_stands_for_itself(void **state)
{
	struct story *x = *state;
	struct registry *before = story_fold(x, story_day("2025-09-09"), LATE),
			*then = story_fold(x, story_day("2025-09-10"), LATE);
	struct buf text = BUF_INIT;

	assert_null(registry_standing(before, "000000-0002")->same_as);
	assert_string_equal(registry_standing(before, "000000-0002")->entity->id, "000000-0002");
	bases_text(registry_membership(before, "000000/factory", "000000-0002"),
		   story_day("2025-09-09"), &text);
	buf_add_str(&text, ", ");
	bases_text(registry_membership(before, "000000/factory", "440300-0010"),
		   story_day("2025-09-09"), &text);
	buf_add_str(&text, ", ");
	bases_text(registry_membership(before, "440300/factory", "440300-0010"),
		   story_day("2025-09-09"), &text);
	assert_string_equal(text.data, "own 2025-06-01, -, own 2025-03-03");

	assert_string_equal(registry_standing(then, "000000-0002")->entity->id, "440300-0010");
	buf_clear(&text);
	bases_text(registry_membership(then, "000000/factory", "440300-0010"),
		   story_day("2025-06-01"), &text);
	assert_string_equal(text.data, "own 2025-06-01");
	buf_release(&text);
	registry_free(before);
	registry_free(then);
}

/* ---- spells, bars, stages ---- */

static const struct history_row {
	const char *list, *who, *seen, *spells;
} spell_rows[] = {
	{ "440300/factory", "440300-0001", LATE, "2025-03-03 440300/2025/factory-list" },
	{ "440300/factory", "440300-0003", LATE,
	  "2025-03-03 440300/2025/factory-list > 2025-08-01 440300/2025/removal NO_DYNAMIC_FORM until 2026-07-31; "
	  "2027-01-11 440300/2027/factory-list" },
	{ "440300/factory", "440300-0003", "2025-07-31 23:59", "2025-03-03 440300/2025/factory-list" },
	{ "440300/factory", "440300-0004", LATE,
	  "2025-06-01 000000/2025/list > 2025-08-01 440300/2025/removal INELIGIBLE; 2026-06-01 000000/2026/list" },
	{ "000000/factory", "440300-0004", LATE,
	  "2025-06-01 000000/2025/list > 2025-11-01 000000/2025/removal INELIGIBLE; 2026-06-01 000000/2026/list" },
	{ "440300/factory", "440300-0006", LATE, "2025-03-03 440300/2025/factory-list" },
	{ "440300/factory", "440300-0006", "2025-09-30 12:00",
	  "2025-03-03 440300/2025/factory-list > 2025-08-01 440300/2025/removal FALSIFIED until 2028-07-31" },
	{ "440300/factory", "440300-0007", LATE,
	  "2025-03-03 440300/2025/factory-list > 2025-08-01 440300/2025/removal FALSIFIED" },
	{ "440300/factory", "440300-0007", "2025-12-31 12:00", "2025-03-03 440300/2025/factory-list" },
	{ "440300/factory", "440300-0008", LATE,
	  "2025-03-03 440300/2025/factory-list > 2025-09-01 440300/2025/finding" },
	{ "440300/factory", "440300-0009", LATE, "-" },
	{ "440300/factory", "440300-0011", LATE,
	  "2025-03-03 440300/2025/factory-list > 2025-09-10 440300/2025/change" },
	{ "440300/factory", "440300-0013", LATE, "2025-09-10 440300/2025/change" },
	{ "440300/factory", "440300-0014", LATE,
	  "2024-07-19 000000/2024/batch-9 > 2026-04-01 000000/2026/adjust" },
	{ "440300/factory", "440300-0015", LATE, "2026-04-01 000000/2026/adjust" },
	{ "440300/factory", "440300-0020", LATE, "2027-01-11 440300/2027/factory-list" },
	{ "440300/factory", "440300-0010", LATE, "2025-03-03 440300/2025/factory-list" },
	{ "000000/factory", "440300-0010", LATE,
	  "2025-06-01 000000/2025/list > 2026-04-01 000000/2026/adjust INELIGIBLE" },
	{ "440400/factory", "440400-0003", LATE,
	  "2025-06-01 000000/2025/list > 2026-06-10 440000/2026/removal FALSIFIED" },
	{ "440400/factory", "440400-0004", LATE,
	  "2024-10-01 440400/2024/factory-list > 2024-12-15 440400/2024/removal INELIGIBLE; "
	  "2025-06-30 440000/2025/batch-1" },
	{ "440400/factory", "440400-0007", LATE, "2025-02-01 000000/2024/batch-9" },
	{ "440200/factory", "440200-0001", LATE,
	  "2024-09-01 000000/2024/batch-9 > 2026-05-20 440200/2026/removal INELIGIBLE; "
	  "2026-09-01 440200/2026/reconsideration" },
	{ "440200/factory", "440200-0002", LATE,
	  "2025-06-30 440000/2025/batch-1 > 2026-06-10 440000/2026/removal INELIGIBLE" },
	{ "330400/factory", "330400-0002", LATE,
	  "2024-10-08 330000/2024/batch-1 > 2025-11-10 330400/2025/removal NO_DYNAMIC_FORM" },
	{ "330400/park", "330400-0003", LATE,
	  "2024-10-08 330000/2024/batch-1 > 2025-09-22 330000/2025/adjust INELIGIBLE" },
	{ "330400/factory", "330100-0002", LATE, "2026-02-01 330000/2025/adjust" },
	{ "330400/park", "330400-0005", LATE,
	  "2024-10-08 330000/2024/batch-1 > 2025-04-15 330400/2025/park-adjust INELIGIBLE" },
	{ "330400/park", "330400-0006", LATE,
	  "2025-02-17 330400/2025/park-list > 2025-03-17 330400/2025/park-removal INELIGIBLE; "
	  "2025-04-15 330400/2025/park-adjust > 2025-06-16 330400/2025/park-removal-again INELIGIBLE" },
};

static void a_spell_says_when_why_and_by_which_notice(void **state)
{
	struct story *x = *state;

	for (size_t i = 0; i < ARRAY_LEN(spell_rows); i++) {
		const struct history_row *row = &spell_rows[i];
		const struct registry *r = story_all(x, row->seen);
		struct buf label = BUF_INIT, got = BUF_INIT;

		spells_text(registry_membership(r, row->list, row->who), &got);
		buf_add_format(&label, "%s %s, seen %s", row->list, row->who,
			       row->seen ? row->seen : "late");
		story_compare(x, label.data, got.data, row->spells);
		buf_release(&label);
		buf_release(&got);
	}
	story_agrees(x);
}

static void a_removal_revoked_from_a_day_on_leaves_a_gap_and_its_bar_ends(void **state)
{
	struct story *x = *state;
	const struct membership *m =
		registry_membership(story_all(x, LATE), "440300/factory", "440300-0005");

	assert_int_equal(m->spells.n, 2);
	assert_int_equal(m->spells.items[0].from, story_day("2025-03-03"));
	assert_int_equal(m->spells.items[0].out, story_day("2025-08-01"));
	assert_string_equal(m->spells.items[0].ground, "INELIGIBLE");
	assert_int_equal(m->spells.items[1].from, story_day("2025-12-01"));
	assert_int_equal(m->spells.items[1].out, DATE_MAX);
	if (m->spells.items[0].barred_until >= story_day("2025-12-01"))
		fail_msg("the bar outlasts the day from which its removal is void");
	assert_int_not_equal(membership_barred(m, story_day("2025-08-01")), DATE_NONE);
	assert_int_not_equal(membership_barred(m, story_day("2025-11-30")), DATE_NONE);
	assert_int_equal(membership_barred(m, story_day("2025-12-01")), DATE_NONE);
}

static void a_bar_runs_from_the_removal_to_its_last_day(void **state)
{
	static const struct {
		const char *who, *on, *seen, *until;
	} rows[] = {
		{ "440300-0003", "2025-07-31", LATE, "" },
		{ "440300-0003", "2025-08-01", LATE, "2026-07-31" },
		{ "440300-0003", "2026-07-31", LATE, "2026-07-31" },
		{ "440300-0003", "2026-08-01", LATE, "" },
		{ "440300-0004", "2025-08-01", LATE, "" },
		{ "440300-0006", "2025-08-01", LATE, "" }, /* revoked from the start */
		{ "440300-0006", "2025-08-01", "2025-09-30 12:00", "2028-07-31" },
		{ "440300-0006", "2028-07-31", "2025-09-30 12:00", "2028-07-31" },
		{ "440300-0006", "2028-08-01", "2025-09-30 12:00", "" },
	};
	struct story *x = *state;

	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		const struct membership *m = registry_membership(story_all(x, rows[i].seen),
								 "440300/factory", rows[i].who);
		struct buf label = BUF_INIT;
		char text[DATE_SIZE];

		buf_add_format(&label, "bar of %s on %s", rows[i].who, rows[i].on);
		story_compare(x, label.data,
			      date_format(membership_barred(m, story_day(rows[i].on)), text),
			      rows[i].until);
		buf_release(&label);
	}
	story_agrees(x);
}

static const struct stage_row {
	const char *list, *who, *as_of, *stages;
} stage_rows[] = {
	{ "440300/factory", "440300-0001", LATE, "proposed 2025-02-10 > 2025-03-03 entered" },
	{ "440300/factory", "440300-0001", "2025-02-09", "-" },
	{ "440300/factory", "440300-0001", "2025-03-02", "proposed 2025-02-10 > open" },
	{ "440300/factory", "440300-0001", "2025-03-03", "proposed 2025-02-10 > 2025-03-03 entered" },
	{ "440300/factory", "440300-0020", LATE,
	  "proposed 2025-02-10 > 2025-03-03 dropped; proposed 2026-12-18 > 2027-01-11 entered" },
	{ "440400/factory", "440400-0010", LATE, "proposed 2025-07-25 > 2025-08-15 absent" },
	{ "440400/factory", "440400-0010", "2025-08-14", "proposed 2025-07-25 > open" },
	{ "440400/factory", "440400-0010", "2025-08-15", "proposed 2025-07-25 > 2025-08-15 absent" },
	{ "330300/factory", "330300-0004", LATE, "proposed 2025-10-10 > 2025-10-10 entered" },
	{ "440300/factory", "440300-shenshan-0001", LATE,
	  "candidate 2025-05-12 > 2027-01-11 entered; proposed 2026-12-18 > 2027-01-11 entered" },
	{ "440300/factory", "440300-shenshan-0001", "2027-01-10",
	  "candidate 2025-05-12 > open; proposed 2026-12-18 > open" },
	{ "440300/factory", "440300-0026", LATE,
	  "candidate 2025-05-12 > 2026-05-12 expired" }, /* by its row */
	{ "440300/factory", "440300-0026", "2026-05-11", "candidate 2025-05-12 > open" },
	{ "440300/factory", "440300-0026", "2026-05-12", "candidate 2025-05-12 > 2026-05-12 expired" },
	{ "440300/factory", "440300-0027", LATE, "candidate 2025-05-12 > 2025-12-01 void" },
	{ "440300/factory", "440300-0027", "2025-11-30", "candidate 2025-05-12 > open" },
	{ "440300/factory", "440300-0029", LATE,
	  "candidate 2025-05-12 > 2028-05-12 expired" }, /* three years */
	{ "440300/factory", "440300-0029", "2028-05-11", "candidate 2025-05-12 > open" },
	{ "440300/factory", "440300-0028", LATE,
	  "candidate 2026-05-08 > 2027-05-08 expired" }, /* the call's one */
	{ "440300/factory", "440300-0030", LATE,
	  "candidate 2027-05-06 > 2030-05-06 expired" }, /* the next call's */
	{ "330300/supply-chain", "330300-0005", LATE, "candidate 2025-10-10 > 2026-08-01 expired" },
	{ "000000/park", "440300-0024", LATE, "recommended 2025-07-04 > 2026-06-01 entered" },
	{ "000000/supply-chain", "440300-0025", LATE,
	  "recommended 2025-07-04 > 2026-07-03 expired; recommended 2026-07-03 > open" },
	{ "440400/factory", "440400-0009", LATE,
	  "proposed 2025-07-25 > 2025-08-15 entered; rectifying 2025-11-20 > 2026-03-05 cleared" },
	{ "440400/factory", "440400-0009", "2026-03-04", /* past its last day, and still open */
	  "proposed 2025-07-25 > 2025-08-15 entered; rectifying 2025-11-20 > open" },
	{ "440000/factory", "440400-0003", LATE, "rectifying 2025-11-20 > 2026-06-10 removed" },
	{ "440400/factory", "440400-0008", LATE,
	  "proposed 2025-07-25 > 2025-08-15 entered" }, /* passed: no stage */
};

static void a_stage_is_open_until_the_day_of_its_outcome(void **state)
{
	struct story *x = *state;

	for (size_t i = 0; i < ARRAY_LEN(stage_rows); i++) {
		const struct stage_row *row = &stage_rows[i];
		struct registry *r =
			story_fold(x, row->as_of ? story_day(row->as_of) : DATE_MAX, LATE);
		struct buf label = BUF_INIT, got = BUF_INIT;

		stages_text(registry_membership(r, row->list, row->who), &got);
		buf_add_format(&label, "%s %s as of %s", row->list, row->who,
			       row->as_of ? row->as_of : "ever");
		story_compare(x, label.data, got.data, row->stages);
		buf_release(&label);
		buf_release(&got);
		registry_free(r);
	}
	story_agrees(x);
}

/* ---- what is known of one company ---- */

static void names_places_and_trades_hold_from_their_day(void **state)
{
	static const struct {
		const char *what, *who, *on, *seen, *value;
	} rows[] = {
		{ "name", "440300-0022", "2025-02-19", LATE, "深圳示例旧名有限公司" },
		{ "name", "440300-0022", "2025-02-20", LATE, "深圳示例新名有限公司" },
		{ "name", "440300-0022", "2025-02-20", "2025-02-20 08:59", "深圳示例旧名有限公司" },
		{ "name", "330300-0004", "2024-01-01", LATE, "温州示例甲有限公司" },
		{ "name", "330300-0004", "2025-09-21", LATE, "温州示例甲有限公司" },
		{ "name", "330300-0004", "2025-09-22", LATE, "温州示例乙有限公司" },
		{ "name", "330300-0004", "2025-10-09", LATE, "温州示例乙有限公司" },
		{ "name", "330300-0004", "2025-10-10", LATE, "温州示例丁有限公司" }, /* two that day */
		{ "name", "440300-0012", "2025-03-03", LATE,
		  "深圳示例电气有限公司" }, /* misprinted, corrected */
		{ "name", "000000-0002", "2025-12-31", LATE, "深圳示例光电有限公司" },
		{ "place", "440400-0001", "2024-03-01", LATE, "440000" },
		{ "place", "440400-0001", "2025-03-09", LATE, "440000" },
		{ "place", "440400-0001", "2025-03-10", LATE, "440402" },
		{ "place", "440400-0001", "2025-03-10", "2025-03-10 08:59", "440000" },
		{ "place", "440200-0001", "2024-08-31", LATE, "440000" },
		{ "place", "440200-0001", "2024-09-01", LATE, "440203" },
		{ "place", "440400-0007", "2025-10-19", LATE, "440404" },
		{ "place", "440400-0007", "2025-10-20", LATE, "440304" },
		{ "place", "440300-0001", "2025-03-03", LATE, "440304" },
		{ "place", "440300-0001", "2025-06-01", LATE, "440304" }, /* a wider word widens nothing */
		{ "place", "440400-0002", "2024-03-01", LATE, "440400" },
		{ "place", "440300-shenshan-0001", "2025-05-12", LATE, "440300-shenshan" },
		{ "place", "440300-0010", "2025-12-31", LATE, "440304" },
		{ "industry", "440400-0008", "2026-08-02", LATE, "通用设备制造业" },
		{ "industry", "440400-0008", "2026-08-03", LATE, "专用设备制造业" },
		{ "kind", "330300-0005", "2026-08-02", LATE, "enterprise" },
		{ "kind", "330300-0005", "2026-08-03", LATE, "park" },
		{ "kind", "440400-0005", "2026-08-03", LATE, "park" },
	};
	struct story *x = *state;

	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		const struct standing *s = registry_standing(story_all(x, rows[i].seen), rows[i].who);
		date_t on = story_day(rows[i].on);
		struct buf label = BUF_INIT;
		const char *got;

		buf_add_format(&label, "%s of %s on %s", rows[i].what, rows[i].who, rows[i].on);
		if (strcmp(rows[i].what, "name") == 0)
			got = standing_name(s, on);
		else if (strcmp(rows[i].what, "place") == 0)
			got = standing_place(s, on);
		else if (strcmp(rows[i].what, "industry") == 0)
			got = dated_on(s->industries.items, s->industries.n, on);
		else
			got = dated_on(s->kinds.items, s->kinds.n, on);
		story_compare(x, label.data, got ? got : "(none)", rows[i].value);
		buf_release(&label);
	}
	story_agrees(x);
}

static void a_list_keeps_the_name_that_its_own_last_row_printed(void **state)
{
	static const struct {
		const char *list, *who, *seen, *name;
	} rows[] = {
		{ "440300/factory", "440300-0022", "2025-02-15 12:00", "深圳示例旧名有限公司" },
		{ "440300/factory", "440300-0022", LATE, "深圳示例新名有限公司" },
		{ "440300/factory", "440300-0012", LATE,
		  "深圳示例电气有限公司" }, /* corrections applied */
		{ "330300/factory", "330300-0004", LATE, "温州示例丁有限公司" },
		{ "440400/factory", "440400-0007", LATE, "(none)" }, /* included, never printed */
		{ "000000/factory", "440400-0007", LATE, "珠海示例船舶有限公司" },
	};
	struct story *x = *state;

	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		const struct membership *m =
			registry_membership(story_all(x, rows[i].seen), rows[i].list, rows[i].who);
		const char *got = m && m->printed_by ? event_cell(m->printed_by, ROLE_NAME) : NULL;
		struct buf label = BUF_INIT;

		buf_add_format(&label, "%s printed on %s", rows[i].who, rows[i].list);
		story_compare(x, label.data, got ? got : "(none)", rows[i].name);
		buf_release(&label);
	}
	story_agrees(x);
}

static void a_corrected_rank_holds_once_the_correction_is_seen(void **state)
{
	struct story *x = *state;
	struct registry *r;

	assert_int_equal(registry_membership(story_all(x, "2025-03-10 12:00"), "440300/factory",
					     "440300-0005")
				 ->rank,
			 30);
	assert_int_equal(registry_membership(story_all(x, LATE), "440300/factory", "440300-0005")->rank,
			 3);
	assert_int_equal(registry_membership(story_all(x, LATE), "440300/factory", "440300-0001")->rank,
			 1);
	assert_int_equal(registry_membership(story_all(x, LATE), "440400/factory", "440400-0008")->rank,
			 0);
	/* … and then from the day of the row that it corrects */
	r = story_fold(x, story_day("2025-03-03"), LATE);
	assert_int_equal(registry_membership(r, "440300/factory", "440300-0005")->rank, 3);
	registry_free(r);
}

/* What an auditor reads of one company on one list: the rows that were revoked, and what revoked them. */
static void the_history_of_a_membership_has_every_row_that_concerns_it(void **state)
{
	static const struct {
		const char *list, *who, *notices;
	} rows[] = {
		{ "440300/factory", "440300-0005",
		  "440300/2025/factory-proposal 440300/2025/factory-list 440300/2025/correction "
		  "440300/2025/removal 440300/2025/reconsideration " },
		{ "440300/factory", "440300-0006",
		  "440300/2025/factory-proposal 440300/2025/factory-list 440300/2025/removal "
		  "440300/2025/reconsideration " },
		{ "440300/factory", "440300-0007",
		  "440300/2025/factory-proposal 440300/2025/factory-list 440300/2025/removal "
		  "440300/2025/reconsideration 440300/2026/court " },
		{ "000000/factory", "440300-0010",
		  "000000/2025/list 000000/2026/adjust " }, /* by its other id */
		{ "440300/factory", "440300-0013", "440300/2025/change 440300/2025/change " },
		{ "440400/factory", "440400-0007", "" },
		{ "440000/factory", "440400-0003",
		  "440000/2025/batch-1 440400/2025/review 440000/2026/removal " },
	};
	struct story *x = *state;

	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		const struct membership *m =
			registry_membership(story_all(x, LATE), rows[i].list, rows[i].who);
		struct buf label = BUF_INIT, got = BUF_INIT;

		buf_add_str(&got, m ? "" : "no member ever");
		for (size_t k = 0; m && k < m->events.n; k++)
			buf_add_format(&got, "%s ", m->events.items[k]->notice->id);
		buf_add_format(&label, "rows of %s on %s", rows[i].who, rows[i].list);
		story_compare(x, label.data, got.data, rows[i].notices);
		buf_release(&label);
		buf_release(&got);
	}
	story_agrees(x);
}

/* ---- lists, assessors, drafts, findings ---- */

static void a_list_begins_with_its_first_row_or_inclusion_and_is_counted(void **state)
{
	static const struct {
		const char *list, *first, *on;
		size_t n;
	} rows[] = {
		{ "000000/factory", "2024-03-01", "2024-03-01", 10 },
		{ "000000/factory", "2024-03-01", "2025-06-01", 16 },
		{ "000000/factory", "2024-03-01", "2026-06-01", 12 },
		{ "330000/factory", "2024-10-08", "2025-09-22", 8 },
		{ "330300/factory", "2025-05-01", "2025-04-30", 0 },
		{ "330300/factory", "2025-05-01", "2025-05-01", 1 },
		{ "330300/supply-chain", "2025-10-10", "2025-10-10", 0 },
		{ "330400/factory", "2024-10-08", "2026-02-01", 2 },
		{ "440200/factory", "2024-09-01", "2026-06-10", 0 },
		{ "440300/factory", "2024-07-19", "2024-07-18", 0 },
		{ "440300/factory", "2024-07-19", "2024-07-19", 2 },
		{ "440300/factory", "2024-07-19", "2025-03-03", 13 },
		{ "440300/factory", "2024-07-19", "2025-08-01", 10 },
		{ "440300/factory", "2024-07-19", "2027-01-11", 15 },
		{ "440400/factory", "2024-10-01", "2025-08-15", 8 },
		{ "440400/park", "2025-02-01", "2025-02-01", 1 },
	};
	struct story *x = *state;

	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		const struct roster *l = registry_roster(story_all(x, LATE), rows[i].list);
		struct buf got = BUF_INIT, expected = BUF_INIT;
		char text[DATE_SIZE];

		if (!l)
			fail_msg("there is no list %s", rows[i].list);
		buf_add_format(&got, "%zu since %s", roster_count(l, story_day(rows[i].on)),
			       date_format(l->first, text));
		buf_add_format(&expected, "%zu since %s", rows[i].n, rows[i].first);
		story_compare(x, rows[i].list, got.data, expected.data);
		buf_release(&got);
		buf_release(&expected);
	}
	story_agrees(x);
}

static void an_assessor_is_barred_by_a_row_and_not_by_a_report_upward(void **state)
{
	struct story *x = *state;
	const struct registry *r = story_all(x, LATE);
	bool national = false, local = false;

	assert_int_equal(r->bars.n, 2);
	assert_int_equal(story_all(x, "2025-09-30 12:00")->bars.n, 1);
	for (size_t i = 0; i < r->bars.n; i++) {
		const struct bar *b = &r->bars.items[i];

		assert_int_equal(b->void_from, DATE_MAX);
		if (strcmp(b->assessor->id, "pingjia") == 0)
			national = b->from == story_day("2025-09-30") &&
				   b->until == story_day("2028-09-29") &&
				   strcmp(b->scope, "全国") == 0;
		else
			local = b->from == story_day("2025-11-17") &&
				b->until == story_day("2028-11-16") && strcmp(b->scope, "本市") == 0;
	}
	assert_true(national);
	assert_true(local);
}

/* Its row is made here: the content loader takes the id of a revoked row for an entity's. */
static void a_bar_that_is_revoked_ends_that_day(void **state)
{
	struct story *x = *state;
	struct content *c = x->content;
	struct notice *n = map_get(&c->notice_by_id, "440300/2026/court");
	struct annex *a = &n->annexes.items[0], before = *a;
	struct target target = { .notice = "440300/2025/sanction", .annex = 1, .id = "renzheng" };
	struct row_more more = { .target = &target, .from = "2026-02-10", .decision = "判决（示例）" };
	struct row rows[3] = { a->rows.items[0], a->rows.items[1] };
	const char *cells[] = { "3", "示例认证有限公司" };
	struct registry *r;
	bool found = false;

	assert_int_equal(a->rows.n, 2);
	rows[2] = (struct row){
		.id = "renzheng", .cells = cells, .n_cells = 2, .until = DATE_NONE, .more = &more
	};
	a->rows.items = rows;
	a->rows.n = 3;
	r = story_fold(x, DATE_MAX, LATE);
	for (size_t i = 0; i < r->bars.n; i++)
		if (strcmp(r->bars.items[i].assessor->id, "renzheng") == 0) {
			found = true;
			assert_int_equal(r->bars.items[i].from, story_day("2025-11-17"));
			assert_int_equal(r->bars.items[i].void_from, story_day("2026-02-10"));
		}
	registry_free(r);
	*a = before;
	assert_true(found);
}

static void a_draft_is_folded_only_when_asked_for(void **state)
{
	struct story *x = *state;
	struct fold_options o = { .as_of = DATE_MAX, .seen = DATE_MAX, .drafts = true };
	struct findings f = FINDINGS_INIT;
	struct registry *r = registry_fold(x->content, &o, &f);
	struct buf before = BUF_INIT, then = BUF_INIT;

	assert_int_equal(f.n, 0);
	bases_text(registry_membership(r, "440400/factory", "440400-0010"), story_day("2027-02-28"),
		   &before);
	bases_text(registry_membership(r, "440400/factory", "440400-0010"), story_day("2027-03-01"),
		   &then);
	assert_string_equal(before.data, "-");
	assert_string_equal(then.data, "own 2027-03-01");
	buf_release(&before);
	buf_release(&then);
	registry_free(r);
	findings_release(&f);
}

static void the_story_is_sound_and_every_row_is_an_event(void **state)
{
	struct story *x = *state;
	struct fold_options o = { .as_of = DATE_MAX, .seen = DATE_MAX };
	struct findings f = FINDINGS_INIT;
	struct registry *r = registry_fold(x->content, &o, &f);
	bool done[ACTIONS] = { false };
	struct buf text = BUF_INIT;
	size_t rows = 0;

	findings_text(&f, &text);
	if (f.n)
		fail_msg("%zu findings:\n%s", f.n, text.data);
	for (size_t i = 0; i < x->content->notices.n; i++) {
		const struct notice *n = &x->content->notices.items[i];

		for (size_t k = 0; !n->draft && k < n->annexes.n; k++)
			rows += n->annexes.items[k].rows.n;
	}
	assert_int_equal(r->events.n, rows);
	for (size_t i = 0; i < r->events.n; i++) {
		assert_false(r->events.items[i].refused);
		done[r->events.items[i].action] = true;
		if (i > 0)
			assert_true(r->events.items[i - 1].day <= r->events.items[i].day);
	}
	for (int a = ACTION_NONE + 1; a < ACTIONS; a++)
		if (!done[a])
			fail_msg("no row does action %d", a);
	buf_release(&text);
	registry_free(r);
	findings_release(&f);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_story_is_sound_and_every_row_is_an_event),
		cmocka_unit_test(before_the_day_that_joins_them_each_record_stands_for_itself),
		cmocka_unit_test(a_spell_says_when_why_and_by_which_notice),
		cmocka_unit_test(a_removal_revoked_from_a_day_on_leaves_a_gap_and_its_bar_ends),
		cmocka_unit_test(a_bar_runs_from_the_removal_to_its_last_day),
		cmocka_unit_test(a_stage_is_open_until_the_day_of_its_outcome),
		cmocka_unit_test(names_places_and_trades_hold_from_their_day),
		cmocka_unit_test(a_list_keeps_the_name_that_its_own_last_row_printed),
		cmocka_unit_test(a_corrected_rank_holds_once_the_correction_is_seen),
		cmocka_unit_test(the_history_of_a_membership_has_every_row_that_concerns_it),
		cmocka_unit_test(a_list_begins_with_its_first_row_or_inclusion_and_is_counted),
		cmocka_unit_test(an_assessor_is_barred_by_a_row_and_not_by_a_report_upward),
		cmocka_unit_test(a_bar_that_is_revoked_ends_that_day),
		cmocka_unit_test(a_draft_is_folded_only_when_asked_for),
	};

	return cmocka_run_group_tests_name("register, its story", tests, story_set_up,
					   story_tear_down);
}
