#include "rules/rules.h"

#include <string.h>

#include "content/names.h"

enum { PARENTS_MOST = 16 }; /* steps up: a circle in bad content ends here */

minute_t notice_published(const struct notice *n)
{
	if (n->draft)
		return DATE_NONE;
	if (n->published == DATE_NONE && n->signed_on != DATE_NONE)
		return date_end(n->signed_on - 1) + 1;
	return n->published;
}

bool notice_seen(const struct notice *n, minute_t seen)
{
	minute_t published = notice_published(n);

	return published != DATE_NONE && published <= seen;
}

date_t notice_effective(const struct notice *n)
{
	return n->effective != DATE_NONE ? n->effective : n->signed_on;
}

/* ---- which text ---- */

date_t rules_first_day(const struct rules *r)
{
	return r->effective != DATE_NONE ? r->effective : r->in_force_by;
}

date_t rules_last_day(const struct rules *r)
{
	date_t anniversary = DATE_NONE;

	if (r->ended != DATE_NONE)
		return r->ended;
	if (r->years && r->effective != DATE_NONE)
		anniversary = date_add_years(r->effective, r->years);
	return anniversary == DATE_NONE ? DATE_MAX : anniversary - 1;
}

static bool in_force(const struct rules *r, date_t day)
{
	date_t first = rules_first_day(r);

	return first != DATE_NONE && first <= day && day <= rules_last_day(r);
}

static bool binds_level(const struct rules *r, int level)
{
	for (size_t i = 0; i < r->levels.n; i++)
		if (strcmp(r->levels.items[i], region_level_names[level]) == 0)
			return true;
	return false;
}

/* The latest text of the region in force; level is that of the governed region, LEVEL_NONE: any. */
static const struct rules *latest(const struct content *c, const char *region, date_t day, int level)
{
	const struct rules *best = NULL;

	for (size_t i = 0; i < c->rules.n; i++) {
		const struct rules *r = &c->rules.items[i];

		if (strcmp(r->region, region) != 0 || !in_force(r, day) ||
		    (level != LEVEL_NONE && !binds_level(r, level)))
			continue;
		if (!best || rules_first_day(r) > rules_first_day(best) ||
		    (rules_first_day(r) == rules_first_day(best) && strcmp(r->id, best->id) > 0))
			best = r;
	}
	return best;
}

const struct rules *rules_own(const struct content *c, const char *region, date_t day)
{
	return latest(c, region, day, LEVEL_NONE);
}

const struct rules *rules_in_force(const struct content *c, const char *region, date_t day)
{
	const struct rules *found = rules_own(c, region, day);
	const struct region *governed = content_region(c, region);
	const struct region *above = governed ? content_region(c, governed->parent) : NULL;

	for (int steps = 0; !found && above && steps < PARENTS_MOST; steps++) {
		found = latest(c, above->code, day, governed->level);
		above = content_region(c, above->parent);
	}
	return found;
}

date_t rules_moves_from(const struct content *c, const struct rules *r, minute_t seen)
{
	const struct notice *by = content_notice(c, r->by);
	date_t effective;

	if (!by || !notice_seen(by, seen) || rules_first_day(r) == DATE_NONE)
		return DATE_NONE;
	effective = notice_effective(by);
	if (effective == DATE_NONE)
		return DATE_NONE;
	return effective > rules_first_day(r) ? effective : rules_first_day(r);
}

/* ---- what it says ---- */

int call_compare(const struct notice *a, const struct notice *b)
{
	if (notice_effective(a) != notice_effective(b))
		return notice_effective(a) < notice_effective(b) ? -1 : 1;
	if (notice_published(a) != notice_published(b))
		return notice_published(a) < notice_published(b) ? -1 : 1;
	return strcmp(a->id, b->id);
}

static const struct notice *latest_call(const struct content *c, const char *region, date_t day,
					minute_t seen)
{
	const struct notice *best = NULL;

	for (size_t i = 0; i < c->notices.n; i++) {
		const struct notice *n = &c->notices.items[i];

		if (n->type == NOTICE_CALL && strcmp(n->region, region) == 0 &&
		    notice_seen(n, seen) && notice_effective(n) != DATE_NONE &&
		    notice_effective(n) <= day && (!best || call_compare(n, best) > 0))
			best = n;
	}
	return best;
}

#define TAKE(field) (t->field = o->field ? o->field : t->field)
#define TAKE_ALL(field) (t->field = o->field.n ? o->field : t->field)

static void terms_override(struct rule_terms *t, const struct rule_terms *o)
{
	TAKE_ALL(lists);
	TAKE_ALL(conditions);
	TAKE(publicity);
	TAKE_ALL(issuers);
	TAKE_ALL(includes);
	TAKE_ALL(deadlines);
	TAKE_ALL(seats);
	TAKE_ALL(prerequisites);
	TAKE(candidates);
	TAKE(evaluation);
	TAKE(review);
	TAKE(rectification);
	TAKE(ineligibility);
	TAKE(removal);
	TAKE_ALL(bars);
	TAKE(assessors);
	TAKE(reports);
	TAKE_ALL(rewards);
	TAKE_ALL(vetting);
}

#undef TAKE
#undef TAKE_ALL

struct rule_terms rules_terms_under(const struct rules *r, const struct notice *call)
{
	struct rule_terms t = r->terms;

	if (call && call->overrides)
		terms_override(&t, call->overrides);
	return t;
}

struct rule_terms rules_terms(const struct content *c, const struct rules *r, date_t day,
			      minute_t seen, const struct notice **call)
{
	const struct notice *latest_one = latest_call(c, r->region, day, seen);

	if (call)
		*call = latest_one;
	return rules_terms_under(r, latest_one);
}
