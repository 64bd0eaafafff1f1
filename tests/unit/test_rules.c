/* Regulations and regions over time: what is in force, what moves lists, what a call overrides. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdlib.h>
#include <string.h>

#include "rules/rules.h"

/* ---- a portal of regions, texts and notices ---- */

static const struct {
	const char *code, *parent, *reports_to;
	int level;
	const char *until, *successor, *by;
} region_rows[] = {
	{ "000000", NULL, NULL, LEVEL_NATION, "", NULL, NULL },
	{ "440000", "000000", NULL, LEVEL_PROVINCE, "", NULL, NULL },
	{ "440300", "440000", "000000", LEVEL_CITY, "", NULL, NULL },
	{ "440305", "440300", NULL, LEVEL_DISTRICT, "", NULL, NULL },
	{ "440400", "440000", NULL, LEVEL_CITY, "", NULL, NULL },
	{ "440402", "440400", NULL, LEVEL_DISTRICT, "", NULL, NULL },
	{ "440403", "440400", NULL, LEVEL_DISTRICT, "2024-12-31", "440305", "440000/2024/region" },
	{ "440404", "440400", NULL, LEVEL_DISTRICT, "2024-12-31", "440305",
	  "440000/2024/region-late" },
	{ "440405", "440400", NULL, LEVEL_DISTRICT, "2024-12-31", "440305", NULL },
	{ "440406", "440400", NULL, LEVEL_DISTRICT, "2024-06-30", "440403", "440000/2024/region" },
	{ "440407", "440400", NULL, LEVEL_DISTRICT, "2024-06-30", "440407",
	  "440000/2024/region" }, /* itself */
	{ "510000", "520000", NULL, LEVEL_PROVINCE, "", NULL,
	  NULL }, /* a circle, as bad content may have */
	{ "520000", "510000", NULL, LEVEL_PROVINCE, "", NULL, NULL },
};

static const struct {
	const char *id, *region, *level, *by, *effective, *in_force_by, *ended;
	int years;
} rules_rows[] = {
	{ "440000-2024-1", "440000", "city", "440000/2024/rules", "2024-01-01", "", "", 0 },
	{ "440400-2019-1", "440400", "city", NULL, "2019-03-01", "", "2024-06-30", 5 },
	{ "440400-2024-1", "440400", "city", "440400/2024/rules", "2024-06-01", "", "", 5 },
	{ "440400-2024-2", "440400", "district", "440400/2024/draft", "2024-06-01", "",
	  "2024-06-01", 0 },
	{ "440300-2020-1", "440300", "city", "440300/2020/rules", "2020-02-29", "", "", 5 },
	{ "440305-2020-1", "440305", "district", "440000/2024/rules", "", "", "", 5 },
	{ "440406-2024-1", "440406", "district", "440000/2024/rules", "", "2024-02-01", "", 5 },
};

static const struct {
	const char *id;
	int type;
	const char *signed_on, *effective, *published;
	bool draft;
	int publicity; /* overridden, days; 0: not */
	int cycle; /* overridden, years; 0: not */
} notice_rows[] = {
	{ "440000/2024/region", NOTICE_OTHER, "2024-12-01", "", "2024-12-02 09:00", false, 0, 0 },
	{ "440000/2024/region-late", NOTICE_OTHER, "2025-02-01", "2025-03-01", "2025-02-02 09:00",
	  false, 0, 0 },
	{ "440000/2024/rules", NOTICE_RULES, "2023-12-01", "", "2023-12-02 09:00", false, 0, 0 },
	{ "440400/2024/rules", NOTICE_RULES, "2024-05-20", "2024-07-01", "2024-05-20 09:00", false,
	  0, 0 },
	{ "440400/2024/draft", NOTICE_RULES, "2024-05-20", "", "2024-05-20 09:00", true, 0, 0 },
	{ "440300/2020/rules", NOTICE_RULES, "2020-01-10", "", "", false, 0, 0 },
	{ "440400/2024/call", NOTICE_CALL, "2024-08-01", "", "2024-08-01 09:00", false, 7, 0 },
	{ "440400/2025/call-1", NOTICE_CALL, "2025-03-01", "", "2025-03-01 09:00", false, 0, 2 },
	{ "440400/2025/call-2", NOTICE_CALL, "2025-03-01", "", "2025-03-01 10:00", false, 0, 4 },
	{ "440400/2026/call", NOTICE_CALL, "2026-03-01", "", "2026-03-01 09:00", false, 0, 0 },
	{ "440000/2025/call", NOTICE_CALL, "2025-05-01", "", "2025-05-01 09:00", false, 30, 0 },
};

enum {
	REGIONS = ARRAY_LEN(region_rows),
	RULES = ARRAY_LEN(rules_rows),
	NOTICES = ARRAY_LEN(notice_rows)
};

static date_t day(const char *s)
{
	return *s ? date_parse(s) : DATE_NONE;
}

static struct rule_publicity *publicity_new(struct arena *a, int value)
{
	struct rule_publicity *p = arena_alloc(a, sizeof(*p));

	p->value = value;
	return p;
}

static struct rule_review *review_new(struct arena *a, int years)
{
	struct rule_review *r = arena_alloc(a, sizeof(*r));

	r->every_years = years;
	return r;
}

static void make_regions(struct content *c, struct arena *a)
{
	c->regions.items = arena_calloc(a, REGIONS, sizeof(*c->regions.items));
	for (; c->regions.n < REGIONS; c->regions.n++) {
		struct region *r = &c->regions.items[c->regions.n];

		r->code = region_rows[c->regions.n].code;
		r->parent = region_rows[c->regions.n].parent;
		r->reports_to = region_rows[c->regions.n].reports_to;
		r->level = region_rows[c->regions.n].level;
		r->from = DATE_NONE;
		r->until = day(region_rows[c->regions.n].until);
		r->successor = region_rows[c->regions.n].successor;
		r->by = region_rows[c->regions.n].by;
		map_add(&c->region_by_code, r->code, r);
	}
}

static void make_rules(struct content *c, struct arena *a)
{
	c->rules.items = arena_calloc(a, RULES, sizeof(*c->rules.items));
	for (; c->rules.n < RULES; c->rules.n++) {
		struct rules *r = &c->rules.items[c->rules.n];
		const char **level = arena_alloc(a, sizeof(*level));

		*level = rules_rows[c->rules.n].level;
		r->id = rules_rows[c->rules.n].id;
		r->region = rules_rows[c->rules.n].region;
		r->levels.items = level;
		r->levels.n = 1;
		r->by = rules_rows[c->rules.n].by;
		r->effective = day(rules_rows[c->rules.n].effective);
		r->in_force_by = day(rules_rows[c->rules.n].in_force_by);
		r->ended = day(rules_rows[c->rules.n].ended);
		r->years = rules_rows[c->rules.n].years;
		r->terms.publicity = publicity_new(a, 5);
		r->terms.review = review_new(a, 3);
		map_add(&c->rules_by_id, r->id, r);
	}
}

static void make_notices(struct content *c, struct arena *a)
{
	c->notices.items = arena_calloc(a, NOTICES, sizeof(*c->notices.items));
	for (; c->notices.n < NOTICES; c->notices.n++) {
		struct notice *n = &c->notices.items[c->notices.n];
		const char *published = notice_rows[c->notices.n].published;

		n->id = notice_rows[c->notices.n].id;
		n->region = arena_strndup(a, n->id, 6);
		n->type = notice_rows[c->notices.n].type;
		n->signed_on = day(notice_rows[c->notices.n].signed_on);
		n->effective = day(notice_rows[c->notices.n].effective);
		n->published = *published ? minute_parse(published) : DATE_NONE;
		n->draft = notice_rows[c->notices.n].draft;
		if (notice_rows[c->notices.n].publicity || notice_rows[c->notices.n].cycle)
			n->overrides = arena_alloc(a, sizeof(*n->overrides));
		if (notice_rows[c->notices.n].publicity)
			n->overrides->publicity =
				publicity_new(a, notice_rows[c->notices.n].publicity);
		if (notice_rows[c->notices.n].cycle)
			n->overrides->review = review_new(a, notice_rows[c->notices.n].cycle);
		map_add(&c->notice_by_id, n->id, n);
	}
}

static int setup(void **state)
{
	struct content *c = xcalloc(1, sizeof(*c));

	c->n_arenas = 1;
	c->arenas = xcalloc(1, sizeof(*c->arenas));
	make_regions(c, c->arenas);
	make_rules(c, c->arenas);
	make_notices(c, c->arenas);
	*state = c;
	return 0;
}

static int teardown(void **state)
{
	content_free(*state);
	return 0;
}

static const char *or_none(const char *s)
{
	return s ? s : "none";
}

static void same(const char *label, const char *got, const char *expected)
{
	if (strcmp(or_none(got), or_none(expected)) != 0)
		fail_msg("%s: got %s, expected %s", label, or_none(got), or_none(expected));
}

/* ---- notices ---- */

static void a_notice_is_seen_from_the_minute_of_its_publication(void **state)
{
	static const struct {
		const char *label, *id, *at;
		bool seen;
	} rows[] = {
		{ "that minute", "440400/2024/rules", "2024-05-20 09:00", true },
		{ "a minute earlier", "440400/2024/rules", "2024-05-20 08:59", false },
		{ "a draft, years later", "440400/2024/draft", "2030-01-01 00:00", false },
		{ "no minute known: the day it was signed", "440300/2020/rules", "2020-01-10 00:00",
		  true },
		{ "a minute before that day", "440300/2020/rules", "2020-01-09 23:59", false },
	};

	for (size_t i = 0; i < ARRAY_LEN(rows); i++)
		if (notice_seen(content_notice(*state, rows[i].id), minute_parse(rows[i].at)) !=
		    rows[i].seen)
			fail_msg("%s: %s", rows[i].label, rows[i].seen ? "not seen" : "seen");
	assert_true(notice_seen(content_notice(*state, "440400/2024/rules"), DATE_MAX));
	assert_false(notice_seen(content_notice(*state, "440400/2024/draft"), DATE_MAX));
}

static void a_notice_takes_effect_when_signed_unless_it_says_otherwise(void **state)
{
	struct notice bare = { .effective = DATE_NONE, .signed_on = DATE_NONE, .published = DATE_NONE };

	assert_int_equal(notice_effective(content_notice(*state, "440400/2024/rules")),
			 day("2024-07-01"));
	assert_int_equal(notice_effective(content_notice(*state, "440000/2024/rules")),
			 day("2023-12-01"));
	assert_int_equal(notice_effective(&bare), DATE_NONE);
	assert_int_equal(notice_published(&bare), DATE_NONE);
	assert_false(notice_seen(&bare, DATE_MAX));
}

/* ---- texts ---- */

static void a_text_ends_when_repealed_else_after_its_years(void **state)
{
	static const struct {
		const char *label, *id, *last;
	} rows[] = {
		{ "neither", "440000-2024-1", "9999-12-31" },
		{ "repealed, whatever its years", "440400-2019-1", "2024-06-30" },
		{ "five years, the last day before the anniversary", "440400-2024-1", "2029-05-31" },
		{ "five years from a leap day", "440300-2020-1", "2025-02-27" },
		{ "years from an unknown day", "440305-2020-1", "9999-12-31" },
	};

	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		char got[DATE_SIZE];

		same(rows[i].label,
		     date_format(rules_last_day(content_rules(*state, rows[i].id)), got),
		     rows[i].last);
	}
}

static void the_text_in_force_is_the_regions_own_else_the_nearest_that_binds_it(void **state)
{
	static const struct {
		const char *label, *region, *on, *own, *in_force;
	} rows[] = {
		{ "before any", "440400", "2019-02-28", NULL, NULL },
		{ "its first day", "440400", "2019-03-01", "440400-2019-1", "440400-2019-1" },
		{ "the day before the next", "440400", "2024-05-31", "440400-2019-1",
		  "440400-2019-1" },
		{ "two of one day: the later id", "440400", "2024-06-01", "440400-2024-2",
		  "440400-2024-2" },
		{ "the later effective one", "440400", "2024-06-02", "440400-2024-1",
		  "440400-2024-1" },
		{ "its last day", "440400", "2029-05-31", "440400-2024-1", "440400-2024-1" },
		{ "after it, the province's", "440400", "2029-06-01", NULL, "440000-2024-1" },
		{ "a city of its own reporting line, by parent", "440300", "2026-01-01", NULL,
		  "440000-2024-1" },
		{ "a district that the city's text does not name", "440402", "2024-07-01", NULL,
		  NULL },
		{ "a district that it does", "440402", "2024-06-01", NULL, "440400-2024-2" },
		{ "a text without a known first day", "440305", "2024-07-01", NULL, NULL },
		{ "a text known to be in force by a day: before", "440406", "2024-01-31", NULL, NULL },
		{ "a text known to be in force by a day: then", "440406", "2024-02-01",
		  "440406-2024-1", "440406-2024-1" },
		{ "the province's own, whose levels name cities only", "440000", "2024-07-01",
		  "440000-2024-1", "440000-2024-1" },
		{ "no such region", "990000", "2024-07-01", NULL, NULL },
		{ "a circle of parents ends", "510000", "2024-07-01", NULL, NULL },
	};

	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		const struct rules *own = rules_own(*state, rows[i].region, day(rows[i].on));
		const struct rules *in_force =
			rules_in_force(*state, rows[i].region, day(rows[i].on));

		same(rows[i].label, own ? own->id : NULL, rows[i].own);
		same(rows[i].label, in_force ? in_force->id : NULL, rows[i].in_force);
	}
}

static void a_text_moves_lists_only_once_its_notice_is_seen_and_both_are_effective(void **state)
{
	static const struct {
		const char *label, *id, *seen, *from;
	} rows[] = {
		{ "the text is effective later", "440000-2024-1", "2024-01-01 00:00", "2024-01-01" },
		{ "the notice is effective later", "440400-2024-1", "2024-05-20 09:00", "2024-07-01" },
		{ "the notice is not seen yet", "440400-2024-1", "2024-05-20 08:59", "" },
		{ "no notice is named", "440400-2019-1", "2030-01-01 00:00", "" },
		{ "a draft is named", "440400-2024-2", "2030-01-01 00:00", "" },
		{ "the text was in force by a later day", "440406-2024-1", "2024-01-01 00:00",
		  "2024-02-01" },
		{ "the text has no first day", "440305-2020-1", "2030-01-01 00:00", "" },
	};

	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		const struct rules *r = content_rules(*state, rows[i].id);
		char got[DATE_SIZE];

		same(rows[i].label,
		     date_format(rules_moves_from(*state, r, minute_parse(rows[i].seen)), got),
		     rows[i].from);
	}
}

static void a_call_overrides_terms_until_the_next_call(void **state)
{
	static const struct {
		const char *label, *id, *on, *seen, *call;
		int publicity, cycle;
	} rows[] = {
		{ "before any call", "440400-2024-1", "2024-07-31", "2030-01-01 00:00", NULL, 5, 3 },
		{ "from the call's day on", "440400-2024-1", "2024-08-01", "2030-01-01 00:00",
		  "440400/2024/call", 7, 3 },
		{ "until the day before the next", "440400-2024-1", "2025-02-28",
		  "2030-01-01 00:00", "440400/2024/call", 7, 3 },
		{ "two of one day: the later published", "440400-2024-1", "2025-03-01",
		  "2030-01-01 00:00", "440400/2025/call-2", 5, 4 },
		{ "that one not yet seen", "440400-2024-1", "2025-03-01", "2025-03-01 09:30",
		  "440400/2025/call-1", 5, 2 },
		{ "a call that overrides nothing ends what the last one did", "440400-2024-1",
		  "2026-03-01", "2030-01-01 00:00", "440400/2026/call", 5, 3 },
		{ "another region's call", "440000-2024-1", "2025-04-30", "2030-01-01 00:00", NULL,
		  5, 3 },
		{ "its own", "440000-2024-1", "2025-05-01", "2030-01-01 00:00", "440000/2025/call",
		  30, 3 },
	};

	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		const struct rules *r = content_rules(*state, rows[i].id);
		const struct notice *call;
		struct rule_terms t =
			rules_terms(*state, r, day(rows[i].on), minute_parse(rows[i].seen), &call);

		same(rows[i].label, call ? call->id : NULL, rows[i].call);
		if (t.publicity->value != rows[i].publicity || t.review->every_years != rows[i].cycle)
			fail_msg("%s: got %d days and %d years, expected %d and %d", rows[i].label,
				 t.publicity->value, t.review->every_years, rows[i].publicity,
				 rows[i].cycle);
	}
	rules_terms(*state, content_rules(*state, "440000-2024-1"), day("2025-05-01"), DATE_MAX,
		    NULL);
}

/* ---- regions ---- */

static void a_region_gives_way_to_its_successor_by_notice_only(void **state)
{
	static const struct {
		const char *label, *code, *on, *seen, *stands;
	} rows[] = {
		{ "its last day", "440403", "2024-12-31", "2030-01-01 00:00", "440403" },
		{ "the day after", "440403", "2025-01-01", "2030-01-01 00:00", "440305" },
		{ "the notice is not seen yet", "440403", "2025-01-01", "2024-12-02 08:59", "440403" },
		{ "it is, from this minute on", "440403", "2025-01-01", "2024-12-02 09:00", "440305" },
		{ "the notice takes effect later: the day before", "440404", "2025-02-28",
		  "2030-01-01 00:00", "440404" },
		{ "that day", "440404", "2025-03-01", "2030-01-01 00:00", "440305" },
		{ "no notice says so", "440405", "2030-01-01", "2030-01-01 00:00", "440405" },
		{ "two in a row: the first", "440406", "2024-12-31", "2030-01-01 00:00", "440403" },
		{ "two in a row: both", "440406", "2025-01-01", "2030-01-01 00:00", "440305" },
		{ "a region that succeeds itself", "440407", "2025-01-01", "2030-01-01 00:00",
		  "440407" },
		{ "a region without an end", "440402", "2030-01-01", "2030-01-01 00:00", "440402" },
		{ "no such region", "990000", "2030-01-01", "2030-01-01 00:00", NULL },
	};

	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		const struct region *r =
			region_on(*state, rows[i].code, day(rows[i].on), minute_parse(rows[i].seen));

		same(rows[i].label, r ? r->code : NULL, rows[i].stands);
	}
}

static void a_region_lies_in_those_above_it_by_parent_on_the_day(void **state)
{
	static const struct {
		const char *label, *code, *within, *on;
		bool lies;
	} rows[] = {
		{ "in itself", "440402", "440402", "2024-06-01", true },
		{ "in its city", "440402", "440400", "2024-06-01", true },
		{ "in its province", "440402", "440000", "2024-06-01", true },
		{ "in the nation", "440402", "000000", "2024-06-01", true },
		{ "not in its neighbour", "440402", "440305", "2024-06-01", false },
		{ "not in what lies in it", "440400", "440402", "2024-06-01", false },
		{ "by parent, whoever it reports to", "440305", "440000", "2024-06-01", true },
		{ "in the old city, before", "440403", "440400", "2024-12-31", true },
		{ "not in the old city, after", "440403", "440400", "2025-01-01", false },
		{ "in the new city, after", "440403", "440300", "2025-01-01", true },
		{ "the new region in the old code, after", "440305", "440403", "2025-01-01", true },
		{ "no such region", "990000", "000000", "2024-06-01", false },
		{ "a circle of parents ends", "510000", "000000", "2024-06-01", false },
	};

	for (size_t i = 0; i < ARRAY_LEN(rows); i++)
		if (region_lies_in(*state, rows[i].code, rows[i].within, day(rows[i].on),
				   DATE_MAX) != rows[i].lies)
			fail_msg("%s: got %s", rows[i].label, rows[i].lies ? "no" : "yes");
}

static void lists_are_sent_up_along_reports_to(void **state)
{
	static const struct {
		const char *label, *code;
		int level;
		const char *to, *at;
	} rows[] = {
		{ "by parent, where nothing else is said", "440400", LEVEL_PROVINCE, "440000",
		  "440000" },
		{ "计划单列市 report to the nation", "440300", LEVEL_NATION, "000000", "000000" },
		{ "and have no province above them", "440300", LEVEL_PROVINCE, "000000", NULL },
		{ "nor have their districts", "440305", LEVEL_PROVINCE, "440300", NULL },
		{ "itself included", "440400", LEVEL_CITY, "440000", "440400" },
		{ "nothing above the nation", "000000", LEVEL_NATION, NULL, "000000" },
		{ "nothing below", "440400", LEVEL_DISTRICT, "440000", NULL },
		{ "a circle ends", "510000", LEVEL_NATION, "520000", NULL },
	};

	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		const struct region *r = content_region(*state, rows[i].code);
		const struct region *to = region_reports_to(*state, r);
		const struct region *at = region_at_level(*state, r, rows[i].level);

		same(rows[i].label, to ? to->code : NULL, rows[i].to);
		same(rows[i].label, at ? at->code : NULL, rows[i].at);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_notice_is_seen_from_the_minute_of_its_publication),
		cmocka_unit_test(a_notice_takes_effect_when_signed_unless_it_says_otherwise),
		cmocka_unit_test(a_text_ends_when_repealed_else_after_its_years),
		cmocka_unit_test(the_text_in_force_is_the_regions_own_else_the_nearest_that_binds_it),
		cmocka_unit_test(
			a_text_moves_lists_only_once_its_notice_is_seen_and_both_are_effective),
		cmocka_unit_test(a_call_overrides_terms_until_the_next_call),
		cmocka_unit_test(a_region_gives_way_to_its_successor_by_notice_only),
		cmocka_unit_test(a_region_lies_in_those_above_it_by_parent_on_the_day),
		cmocka_unit_test(lists_are_sent_up_along_reports_to),
	};

	return cmocka_run_group_tests(tests, setup, teardown);
}
