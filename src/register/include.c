/*
 * Inclusion by reference: own members of a higher list are members of a
 * lower one where the lower owner's rules say so.
 *
 * Which text says so, on which days, is worked out for every region before
 * the fold. During it, inclusion may begin when an own basis above begins,
 * when a place becomes known, and, for all who are there already, on the
 * day when a text begins to move lists or a region passes to another: a
 * sweep over those who are placed in the regions concerned.
 */
#include "register/fold.h"

#include <stdlib.h>
#include <string.h>

struct text { /* rules that move lists, on the days when they may */
	const struct rules *rules;
	date_t from, last;
	struct area *owner;
	struct text *next; /* of the same region */
};

/* ---- which text includes what ---- */

static void texts_build(struct fold *f)
{
	for (size_t i = 0; i < f->content->rules.n; i++) {
		const struct rules *r = &f->content->rules.items[i];
		struct area *owner = area_of(f, r->region);
		date_t from = rules_moves_from(f->content, r, f->options.seen);
		struct text *t;

		if (!owner || from == DATE_NONE || from > rules_last_day(r))
			continue;
		t = arena_alloc(&f->scratch, sizeof(*t));
		*t = (struct text){ r, from, rules_last_day(r), owner, owner->texts };
		owner->texts = t;
	}
}

static bool text_binds(const struct text *t, const struct area *a)
{
	if (t->owner == a)
		return true;
	for (size_t i = 0; i < t->rules->levels.n; i++)
		if (strcmp(t->rules->levels.items[i], region_level_names[a->region->level]) == 0)
			return true;
	return false;
}

static bool text_later(const struct text *a, const struct text *b)
{
	date_t first = rules_first_day(a->rules), other = rules_first_day(b->rules);

	return first != other ? first > other : strcmp(a->rules->id, b->rules->id) > 0;
}

/*
 * The text that may move an area's lists on a day: as rules_in_force, but a text that may not move
 * lists yet does not displace one that may, for else a file alone could stop an inclusion.
 */
static const struct text *text_moving(const struct area *a, date_t day)
{
	const struct text *best = NULL;
	const struct area *owner = a;

	for (int steps = 0; !best && owner && steps < WALK_MOST; steps++) {
		for (const struct text *t = owner->texts; t; t = t->next)
			if (t->from <= day && day <= t->last && text_binds(t, a) &&
			    (!best || text_later(t, best)))
				best = t;
		owner = owner->parent;
	}
	return best;
}

/* A yearly call may override the includes, until the next call. */
static void calls_find(struct fold *f)
{
	for (size_t i = 0; i < f->n_acts; i++) {
		const struct notice *n = f->acts[i].notice;
		struct area *a = area_of(f, n->region);

		if (n->type != NOTICE_CALL || n->draft || !a)
			continue;
		PUSH(&f->scratch, &a->calls, f->acts[i].day);
		if (n->overrides && n->overrides->includes.n)
			a->overrides = true;
	}
}

struct turns { /* days on which another text, or another call, may begin to speak */
	date_t *items;
	size_t n;
};

static int by_day(const void *left, const void *right)
{
	const date_t *a = left, *b = right;

	return (*a > *b) - (*a < *b);
}

static void turns_find(struct fold *f, struct turns *out, const struct area *a)
{
	const struct area *owner = a;

	for (int steps = 0; owner && steps < WALK_MOST; steps++) {
		for (const struct text *t = owner->texts; t; t = t->next) {
			if (!text_binds(t, a))
				continue;
			PUSH(&f->scratch, out, t->from);
			if (t->last != DATE_MAX)
				PUSH(&f->scratch, out, t->last + 1);
			for (size_t i = 0; owner->overrides && i < owner->calls.n; i++)
				PUSH(&f->scratch, out, owner->calls.items[i]);
		}
		owner = owner->parent;
	}
	if (out->n)
		qsort(out->items, out->n, sizeof(*out->items), by_day);
}

/* What a text includes in an area's lists from `from` to `last`. */
static void inclusions_add(struct fold *f, struct area *a, const struct text *t, date_t from,
			   date_t last)
{
	struct rule_terms terms = t->rules->terms;

	if (t->owner->overrides)
		terms = rules_terms(f->content, t->rules, from, f->options.seen, NULL);
	for (size_t i = 0; i < terms.includes.n; i++) {
		const struct rule_include *in = &terms.includes.items[i];

		if (in->clause.status != CLAUSE_STATED || in->level == LEVEL_NONE ||
		    in->level >= a->region->level)
			continue;
		PUSH(&f->scratch, &a->inclusions, (struct inclusion){ from, last, in, t->rules });
	}
}

void inclusions_build(struct fold *f)
{
	texts_build(f);
	calls_find(f);
	for (size_t i = 0; i < f->content->regions.n; i++) {
		struct area *a = &f->areas[i];
		struct turns turns = { NULL, 0 };

		turns_find(f, &turns, a);
		for (size_t k = 0; k < turns.n; k++) {
			const struct text *t = text_moving(a, turns.items[k]);
			date_t last = k + 1 < turns.n ? turns.items[k + 1] - 1 : DATE_MAX;

			if (t && last >= turns.items[k])
				inclusions_add(f, a, t, turns.items[k], last);
		}
	}
}

/* ---- inclusion ---- */

static bool includes_category(const struct rule_include *in, const char *category)
{
	for (size_t i = 0; i < in->categories.n; i++)
		if (strcmp(in->categories.items[i], category) == 0)
			return true;
	return in->categories.n == 0; /* none named: all */
}

static struct listing *listing_in(struct fold *f, const struct area *a, const char *category)
{
	char *id = arena_printf(&f->scratch, "%s/%s", a->region->code, category);
	struct listing *l = map_get(&f->listings, id);

	return l ? l : listing_get(f, arena_strdup(&f->registry->arena, id));
}

/* A removal here ended all bases; only an own basis that began later brings a new one. */
static bool barred_by_removal(const struct membership *m, const struct event *by, date_t day)
{
	for (size_t i = 0; i < m->removals.n; i++)
		if (m->removals.items[i] > by && !event_void(m->removals.items[i], day))
			return true;
	return false;
}

static void include_in(struct fold *f, struct membership *source, const struct area *a,
		       const struct inclusion *in, date_t day)
{
	const struct event *by = membership_own(source)->by;
	struct listing *l = listing_in(f, a, source->list->category);
	struct membership *m = l ? membership_find(source->who, &l->roster) : NULL;

	if (!l || (m && (membership_included(m, source->list) || barred_by_removal(m, by, day))))
		return;
	m = membership_get(f, source->who, &l->roster, day);
	basis_begin(f, m,
		    (struct basis){ .kind = BASIS_INCLUDED,
				    .outlives_source = in->include->outlives_source,
				    .source = source->list,
				    .from = day,
				    .by = by,
				    .rules = in->rules });
	membership_settle(f, m, by, day);
}

/* The first of a chain that has the level, or NULL. */
static const struct area *at_level(struct area *const *chain, size_t n, int level)
{
	for (size_t i = 0; i < n; i++)
		if (chain[i]->region->level == level)
			return chain[i];
	return NULL;
}

void include_from(struct fold *f, struct membership *source, date_t day)
{
	struct area *chain[WALK_MOST];
	size_t n = area_chain(subject_of(source->who)->home, day, chain);
	const struct area *above = area_on(listing_of(source->list)->area, day);

	for (size_t i = 0; i < n && chain[i] != above; i++) {
		for (size_t k = 0; k < chain[i]->inclusions.n; k++) {
			const struct inclusion *in = &chain[i]->inclusions.items[k];

			if (in->from <= day && day <= in->last &&
			    at_level(chain + i, n - i, in->include->level) == above &&
			    includes_category(in->include, source->list->category))
				include_in(f, source, chain[i], in, day);
		}
	}
}

void include_all(struct fold *f, struct standing *s, date_t day)
{
	size_t n = s->memberships.n; /* those that are added have no own basis */

	for (size_t i = 0; i < n; i++)
		if (membership_own(s->memberships.items[i]))
			include_from(f, s->memberships.items[i], day);
}

static bool chain_swept(struct area *a, date_t day)
{
	struct area *chain[WALK_MOST];
	size_t n = area_chain(a, day, chain);

	for (size_t i = 0; i < n; i++)
		if (chain[i]->swept)
			return true;
	return false;
}

void include_swept(struct fold *f, date_t day)
{
	for (size_t i = 0; i < f->content->regions.n; i++) {
		struct area *a = &f->areas[i];

		if (!a->residents || !chain_swept(a, day))
			continue;
		for (struct resident *r = a->residents; r; r = r->next)
			if (r->who->home == a && !r->who->standing.same_as)
				include_all(f, &r->who->standing, day);
	}
}
