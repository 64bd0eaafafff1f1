/*
 * Third-party assessors (第三方评价机构): how many a year, whose results
 * count, and who may say that they do not.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/map.h"
#include "base/mem.h"
#include "checks/families.h"
#include "checks/index.h"
#include "checks/input.h"
#include "content/names.h"

/* By the row's id, else by the printed name; NULL: none that is on record. */
static const struct assessor *assessor_of(const struct check_input *in, const struct event *e)
{
	const char *id = e->row->more ? e->row->more->assessor : NULL;
	const char *printed = id ? NULL : event_cell(e, ROLE_ASSESSOR);

	if (id)
		return content_assessor(in->content, id);
	return printed ? map_get(&in->index->assessors, printed) : NULL;
}

/* ---- caps ---- */

static const char *representative_on(const struct assessor *a, date_t day)
{
	for (size_t i = 0; i < a->representatives.n; i++) {
		const struct representative *r = &a->representatives.items[i];

		if ((r->from == DATE_NONE || r->from <= day) &&
		    (r->until == DATE_NONE || day <= r->until))
			return r->name;
	}
	return NULL;
}

struct tally { /* of one cap, one counted party, one year */
	int n;
};

/* The text, which of its caps, the year, and who is counted. */
static const char *tally_key(struct arena *a, const struct law *law, size_t cap, int year,
			     const char *who)
{
	return arena_printf(a, "%s %zu %d %s", law->rules->id, cap, year, who);
}

static void count_one(const struct check_input *in, const struct event *e, const struct law *law,
		      size_t i, struct map *tallies, struct arena *a)
{
	const struct rule_cap *cap = &law->terms.assessors->caps.items[i];
	const struct assessor *assessor = assessor_of(in, e);
	const struct region *owner = list_region(in, e->list);
	bool together = cap->per && strcmp(cap->per, "legal_representative") == 0;
	const char *who = together ? representative_on(assessor, e->day) : assessor->id;
	struct tally *t;
	const char *key;

	if (!who || !owner || cap->level != owner->level ||
	    !names_include(&cap->categories, list_category(e->list)))
		return;
	key = tally_key(a, law, i, date_civil(e->day).year, who);
	t = map_get(tallies, key);
	if (!t) {
		t = arena_calloc(a, 1, sizeof(*t));
		map_add(tallies, key, t);
	}
	if (++t->n != cap->most + 1) /* said once, where it is passed */
		return;
	finding_add(in->findings, F_ASSESSOR_CAP, event_place(in->findings, e, ""), assessor->id,
		    arg_number(in, date_civil(e->day).year), arg_number(in, cap->most),
		    together ? "same representative" : "assessor's own");
	LAW_SAYS(in, law, assessors, &cap->clause);
	if (e->notice->transcribed)
		findings_lower(in->findings, SEVERITY_NOTE);
}

/* What published lists show is the least: evaluations that led to nothing are on none. */
static void assessor_caps(const struct check_input *in)
{
	struct arena arena = ARENA_INIT;
	struct map tallies = MAP_INIT;

	for (size_t i = 0; i < in->registry->events.n; i++) {
		const struct event *e = &in->registry->events.items[i];
		struct law law;

		if (e->action != ACTION_ENTER || !event_stands(e) || !assessor_of(in, e) ||
		    !law_for_list(in, e->list, e->day, &law) || !law.terms.assessors)
			continue;
		for (size_t k = 0; k < law.terms.assessors->caps.n; k++)
			count_one(in, e, &law, k, &tallies, &arena);
	}
	map_release(&tallies);
	arena_release(&arena);
}

/* ---- results of one that is barred ---- */

static const struct bar *bar_on(const struct check_input *in, const struct assessor *a, date_t day)
{
	for (size_t i = 0; i < in->registry->bars.n; i++) {
		const struct bar *b = &in->registry->bars.items[i];

		if (b->assessor == a && b->from <= day && day <= b->until && day < b->void_from)
			return b;
	}
	return NULL;
}

static bool asks(const struct event *e)
{
	return e->list && event_stands(e) &&
	       (e->action == ACTION_RECOMMEND || e->action == ACTION_PROPOSE ||
		e->action == ACTION_ENTER);
}

static void barred_results(const struct check_input *in, const struct notice *n)
{
	size_t n_events;
	const struct event *e = check_events(in, n, &n_events);

	for (size_t i = 0; i < n_events; i++) {
		const struct assessor *a = asks(&e[i]) ? assessor_of(in, &e[i]) : NULL;
		const struct bar *b = a ? bar_on(in, a, e[i].day) : NULL;
		struct law law;

		if (!b)
			continue;
		finding_add(in->findings, F_ASSESSOR_BARRED, event_place(in->findings, &e[i], ""),
			    a->id, b->by->notice->id,
			    b->until == DATE_MAX ? "-" : arg_date(in, b->until));
		if (law_for_list(in, e[i].list, e[i].day, &law) && law.terms.assessors &&
		    law.terms.assessors->sanction)
			LAW_SAYS(in, &law, assessors, &law.terms.assessors->sanction->clause);
	}
}

/* ---- who may bar, and for how long ---- */

static void each_bar(const struct check_input *in, const struct notice *n,
		     void (*look)(const struct check_input *in, const struct event *e,
				  const struct law *law, const struct rule_sanction *says))
{
	size_t n_events;
	const struct event *e = check_events(in, n, &n_events);
	struct law law;

	if (!n_events || !law_on(in, n->region, check_day(in, n), &law))
		return;
	for (size_t i = 0; i < n_events; i++)
		if (e[i].action == ACTION_BAR && event_stands(&e[i]))
			look(in, &e[i], &law,
			     law.terms.assessors ? law.terms.assessors->sanction : NULL);
}

static void look_power(const struct check_input *in, const struct event *e, const struct law *law,
		       const struct rule_sanction *says)
{
	if (says && says->own_power)
		return;
	finding_add(in->findings, F_BAR_POWER, event_place(in->findings, e, ""), e->row->id,
		    says && says->report_to ? says->report_to : "-");
	if (says)
		LAW_SAYS(in, law, assessors, &says->clause);
}

static void bar_power(const struct check_input *in, const struct notice *n)
{
	each_bar(in, n, look_power);
}

static void look_years(const struct check_input *in, const struct event *e, const struct law *law,
		       const struct rule_sanction *says)
{
	date_t free = says && says->bar_years ? date_add_years(e->day, says->bar_years) : DATE_NONE;

	if (free == DATE_NONE || e->row->until == free - 1)
		return;
	finding_add(in->findings, F_BAR_YEARS, event_place(in->findings, e, "/until"), e->row->id,
		    e->row->until == DATE_NONE ? "-" : arg_date(in, e->row->until),
		    arg_date(in, free - 1));
	LAW_SAYS(in, law, assessors, &says->clause);
}

static void bar_years(const struct check_input *in, const struct notice *n)
{
	each_bar(in, n, look_years);
}

/* ---- who evaluated ---- */

static void assessor_given(const struct check_input *in, const struct notice *n)
{
	size_t n_events;
	const struct event *e = check_events(in, n, &n_events);

	for (size_t i = 0; i < n_events; i++) {
		struct law law;

		if (e[i].action != ACTION_ENTER || !event_stands(&e[i]) || assessor_of(in, &e[i]) ||
		    event_cell(&e[i], ROLE_ASSESSOR) || !law_for_list(in, e[i].list, e[i].day, &law) ||
		    !law.terms.evaluation || !law.terms.evaluation->assessor_required)
			continue;
		finding_add(in->findings, F_ASSESSOR_MISSING, event_place(in->findings, &e[i], ""),
			    e[i].row->id);
		LAW_SAYS(in, &law, evaluation, &law.terms.evaluation->clause);
		if (n->transcribed)
			findings_lower(in->findings, SEVERITY_NOTE);
	}
}

#define RULED (READS_RECORDS | READS_RULES | READS_REGISTER)

static const struct check rows[] = {
	{ F_ASSESSOR_CAP, .term = "assessors", .reads = RULED,
	  .says = { "第三方机构一年的评价数不超过上限", "an assessor's year stays within the cap" },
	  .all = assessor_caps },
	{ F_ASSESSOR_BARRED, .term = "assessors", .reads = RULED,
	  .says = { "不采信被通报机构的评价结果", "no result of an assessor that is barred" },
	  .notice = barred_results },
	{ F_BAR_POWER, .term = "assessors", .reads = RULED,
	  .says = { "只有有权的机关决定不予采信", "only an authority with the power bars an assessor" },
	  .notice = bar_power },
	{ F_BAR_YEARS, .term = "assessors", .reads = RULED,
	  .says = { "不予采信的期限为规则所定", "an assessor is barred for as long as the text says" },
	  .notice = bar_years },
	{ F_ASSESSOR_MISSING, .term = "evaluation", .reads = RULED,
	  .says = { "要求第三方评价的年度写明评价机构",
		    "where a year asks for an assessor, the list names it" },
	  .notice = assessor_given },
};

const struct family assessor_family = {
	.name = "assessors",
	.says = { "第三方评价机构", "assessors" },
	.found_by = "check",
	.checks = rows,
	.n = ARRAY_LEN(rows),
};
