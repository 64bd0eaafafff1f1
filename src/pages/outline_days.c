/* The days of which a list has a page of its own: see struct day_outline. */
#include <stdlib.h>
#include <string.h>

#include "content/places.h"
#include "pages/outline_fill.h"
#include "register/deltas.h"

enum { LISTS_ABOVE = 8 }; /* that a list takes members from: one of each region above it */

struct found { /* of the list at hand */
	struct day_outline *items;
	size_t n, cap;
};

static void add_day(struct found *f, struct day_outline day)
{
	ARRAY_GROW(f->items, f->n, f->cap);
	f->items[f->n++] = day;
}

/* ---- days that changed once, as was known then ---- */

/*
 * A row that is revoked, or overtaken by one that was published late, moves
 * no list any more. The day was shown and keeps its page. So every day has
 * one on which a row moved the list, or one that was on it: whatever came of
 * the row since.
 */
static void keep_day(struct found *f, const struct registry *r, const struct event *e)
{
	const char *from = e->action == ACTION_REVOKE && e->row->more ? e->row->more->from : NULL;
	date_t day = from ? date_parse(from) : e->day;

	if (day != DATE_NONE && day <= r->as_of)
		add_day(f, (struct day_outline){ .day = day });
}

/* Of a revocation, only one that says from when: else the day is that of the row revoked. */
static bool revokes(const struct event *e)
{
	return e->action == ACTION_REVOKE && e->row->more && e->row->more->from;
}

static bool moves_list(const struct event *e)
{
	return e->action == ACTION_ENTER || e->action == ACTION_REMOVE ||
	       e->action == ACTION_SUCCEED || revokes(e);
}

static bool moves_member(const struct event *e)
{
	return e->action == ACTION_RENAME || e->action == ACTION_LOCATE ||
	       e->action == ACTION_ALTER || e->action == ACTION_SAME || revokes(e);
}

/* Whether what a row once changed of a member may have been undone by e, a row of the list. */
static bool overtakes(const struct event *e, const struct event *of)
{
	return of->voided_by || e->voided_by || of->action == ACTION_SAME ||
	       e->notice->published > of->notice->published;
}

static void keep_own_days(struct found *f, const struct registry *r, const struct roster *l)
{
	for (size_t i = 0; i < l->events.n; i++) {
		const struct event *e = l->events.items[i];
		const struct standing *s = moves_list(e) ? registry_standing(r, e->row->id) : NULL;

		if (moves_list(e))
			keep_day(f, r, e);
		for (size_t k = 0; s && k < s->events.n; k++)
			if (moves_member(s->events.items[k]) && overtakes(e, s->events.items[k]))
				keep_day(f, r, s->events.items[k]);
	}
}

static bool was_in(const struct registry *r, const struct event *e, const struct region *region)
{
	const struct standing *s = registry_standing(r, e->row->id);

	for (size_t i = 0; s && i < s->places.n; i++)
		if (place_within(r->content, s->places.items[i].value, region->code))
			return true;
	return false;
}

/* Of a list above that it takes members from: rows that were revoked. */
static void keep_days_above(struct found *f, const struct registry *r, const struct roster *l,
			    const struct roster *above)
{
	for (size_t i = 0; i < above->events.n; i++) {
		const struct event *e = above->events.items[i];

		if (e->void_from <= e->day && moves_list(e) && was_in(r, e, l->region))
			keep_day(f, r, e);
	}
}

static void keep_days(struct found *f, const struct registry *r, const struct roster *l)
{
	const struct roster *above[LISTS_ABOVE];
	size_t n = 0;

	keep_own_days(f, r, l);
	for (size_t i = 0; i < l->members.n; i++)
		for (size_t k = 0; k < l->members.items[i]->bases.n; k++) {
			const struct roster *source = l->members.items[i]->bases.items[k].source;
			size_t at = 0;

			while (at < n && above[at] != source)
				at++;
			if (source && at == n && n < LISTS_ABOVE)
				above[n++] = source;
		}
	for (size_t i = 0; i < n; i++)
		keep_days_above(f, r, l, above[i]);
}

/* ---- those of a list ---- */

static int by_day(const void *a, const void *b)
{
	const struct day_outline *x = a, *y = b;

	return (x->day > y->day) - (x->day < y->day);
}

/* Those of one day are one. */
static void join_days(struct found *f)
{
	size_t n = 0;

	if (f->n)
		qsort(f->items, f->n, sizeof(*f->items), by_day);
	for (size_t i = 0; i < f->n; i++) {
		if (n && f->items[n - 1].day == f->items[i].day) {
			f->items[n - 1].changed |= f->items[i].changed;
			f->items[n - 1].year_end |= f->items[i].year_end;
		} else {
			f->items[n++] = f->items[i];
		}
	}
	f->n = n;
}

/* From the first year on; of those that are over. */
static void add_year_ends(struct found *f, date_t as_of)
{
	int year = f->n ? date_civil(f->items[0].day).year : 0;

	for (; year && date_make(year, 12, 31) <= as_of; year++)
		add_day(f, (struct day_outline){ .day = date_make(year, 12, 31), .year_end = true });
}

static void find_days(struct found *f, const struct registry *r, const struct list_outline *l)
{
	const struct roster *list = l->roster;
	date_t *days;
	size_t n = list_change_days(r, list, &days);

	f->n = 0;
	for (size_t i = 0; i < n; i++)
		add_day(f, (struct day_outline){ .day = days[i], .changed = true });
	free(days);
	keep_days(f, r, list);
	join_days(f);
	add_year_ends(f, r->as_of);
	join_days(f);
	for (size_t i = 0; i < f->n; i++)
		f->items[i].list = l;
}

void outline_add_days(struct outline *o)
{
	struct found all = { NULL, 0, 0 }, list = { NULL, 0, 0 };
	const struct day_outline *at;

	for (size_t i = 0; i < o->lists.n; i++) {
		find_days(&list, o->registry, &o->lists.items[i]);
		o->lists.items[i].n_days = list.n;
		for (size_t k = 0; k < list.n; k++)
			add_day(&all, list.items[k]);
	}
	o->days.items = arena_memdup(&o->arena, all.items, all.n * sizeof(*all.items));
	o->days.n = all.n;
	at = o->days.items;
	for (size_t i = 0; i < o->lists.n; at += o->lists.items[i++].n_days)
		o->lists.items[i].days = at;
	free(all.items);
	free(list.items);
}

const struct day_outline *list_day(const struct list_outline *l, date_t day)
{
	struct day_outline key = { .day = day };

	return l->n_days ? bsearch(&key, l->days, l->n_days, sizeof(*l->days), by_day) : NULL;
}
