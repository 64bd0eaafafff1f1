/* Rows gathered by what they are about: removals by region and ground, rows about assessors. */
#include <stdlib.h>
#include <string.h>

#include "pages/outline_fill.h"

/* Later days first; within a notice as printed. For qsort of const struct event *. */
static int newest_first(const void *a, const void *b)
{
	const struct event *x = *(const struct event *const *)a, *y = *(const struct event *const *)b;
	int order;

	if (x->day != y->day)
		return x->day < y->day ? 1 : -1;
	order = strcmp(x->notice->id, y->notice->id);
	if (order)
		return order;
	if (x->annex_index != y->annex_index)
		return x->annex_index < y->annex_index ? -1 : 1;
	return x->row_index < y->row_index ? -1 : x->row_index > y->row_index;
}

/* ---- removals ---- */

static bool is_removal(const struct event *e)
{
	return e->action == ACTION_REMOVE && !e->refused;
}

static void gather_removals(struct outline *o)
{
	const struct registry *r = o->registry;

	for (size_t i = 0; i < r->events.n; i++)
		o->removals.n += is_removal(&r->events.items[i]);
	ROOM(o, o->removals);
	for (size_t i = 0; i < r->events.n; i++)
		if (is_removal(&r->events.items[i]))
			o->removals.items[o->removals.n++] = &r->events.items[i];
	if (o->removals.n)
		qsort(o->removals.items, o->removals.n, sizeof(*o->removals.items), newest_first);
}

static struct region_outline *list_region(const struct outline *o, const struct event *e)
{
	const struct list_outline *l = outline_list(o, e->list);

	return l ? map_get(&o->region_by_code, l->roster->region->code) : NULL;
}

static void share_by_region(struct outline *o)
{
	for (size_t i = 0; i < o->removals.n; i++) {
		struct region_outline *r = list_region(o, o->removals.items[i]);

		if (r)
			r->removals.n++;
	}
	for (size_t i = 0; i < o->regions.n; i++)
		ROOM(o, o->regions.items[i].removals);
	for (size_t i = 0; i < o->removals.n; i++) {
		struct region_outline *r = list_region(o, o->removals.items[i]);

		if (r)
			r->removals.items[r->removals.n++] = o->removals.items[i];
	}
}

/* In the map, rows without a code stand under one that no code can be, and that comes last. */
#define UNCODED "~"

static const char *ground_key(const struct event *e)
{
	return e->row->ground ? e->row->ground : UNCODED;
}

static void make_grounds(struct outline *o, struct map *by_code)
{
	struct map_entry *entries;

	for (size_t i = 0; i < o->removals.n; i++)
		map_add(by_code, ground_key(o->removals.items[i]), NULL);
	entries = map_sorted(by_code);
	o->grounds.n = by_code->n;
	ROOM(o, o->grounds);
	for (size_t i = 0; i < by_code->n; i++) {
		struct ground_outline *g = &o->grounds.items[o->grounds.n++];

		g->code = strcmp(entries[i].key, UNCODED) == 0 ? NULL : entries[i].key;
		map_set(by_code, entries[i].key, g);
	}
	free(entries);
}

static void share_by_ground(struct outline *o)
{
	struct map by_code = MAP_INIT;

	make_grounds(o, &by_code);
	for (size_t i = 0; i < o->removals.n; i++) {
		struct ground_outline *g = map_get(&by_code, ground_key(o->removals.items[i]));

		g->removals.n++;
	}
	for (size_t i = 0; i < o->grounds.n; i++)
		ROOM(o, o->grounds.items[i].removals);
	for (size_t i = 0; i < o->removals.n; i++) {
		struct ground_outline *g = map_get(&by_code, ground_key(o->removals.items[i]));

		g->removals.items[g->removals.n++] = o->removals.items[i];
	}
	map_release(&by_code);
}

void outline_add_removals(struct outline *o)
{
	gather_removals(o);
	share_by_region(o);
	share_by_ground(o);
}

/* ---- assessors ---- */

struct naming { /* assessors by id, and by each name that may be printed */
	struct map by_id, by_name;
};

/* A name of two assessors tells neither: it leads to nobody. */
static void add_name(struct naming *n, const char *name, const struct assessor *a)
{
	if (!map_add(&n->by_name, name, (void *)a) && map_get(&n->by_name, name) != a)
		map_set(&n->by_name, name, NULL);
}

static void read_names(struct naming *n, const struct content *c)
{
	for (size_t i = 0; i < c->assessors.n; i++) {
		const struct assessor *a = &c->assessors.items[i];

		map_add(&n->by_id, a->id, (void *)a);
		add_name(n, a->name, a);
		for (size_t k = 0; k < a->aliases.n; k++)
			add_name(n, a->aliases.items[k], a);
	}
}

static bool is_about_assessor(const struct event *e)
{
	return e->action == ACTION_BAR || e->action == ACTION_REPORT_UP || e->action == ACTION_ASSESS;
}

/* NULL where the event names none that is on record. */
static const struct assessor *assessor_of(const struct naming *n, const struct event *e)
{
	const struct row_more *more = e->row->more;
	const char *printed;

	if (is_about_assessor(e))
		return map_get(&n->by_id, e->row->id);
	if (e->action != ACTION_ENTER || e->refused || e->void_from <= e->day)
		return NULL;
	if (more && more->assessor)
		return map_get(&n->by_id, more->assessor);
	printed = event_cell(e, ROLE_ASSESSOR);
	return printed ? map_get(&n->by_name, printed) : NULL;
}

static void make_assessors(struct outline *o, const struct assessor *const *of)
{
	for (size_t i = 0; i < o->registry->events.n; i++)
		if (of[i])
			map_add(&o->assessor_by_id, of[i]->id, o);
	o->assessors.n = o->assessor_by_id.n;
	ROOM(o, o->assessors);
	for (size_t i = 0; i < o->content->assessors.n; i++) {
		const struct assessor *a = &o->content->assessors.items[i];

		if (!map_get(&o->assessor_by_id, a->id))
			continue;
		o->assessors.items[o->assessors.n].assessor = a;
		map_set(&o->assessor_by_id, a->id, &o->assessors.items[o->assessors.n++]);
	}
}

static void count_rows(struct outline *o, const struct assessor *const *of)
{
	for (size_t i = 0; i < o->registry->events.n; i++) {
		struct assessor_outline *a = of[i] ? map_get(&o->assessor_by_id, of[i]->id) : NULL;

		if (a && is_about_assessor(&o->registry->events.items[i]))
			a->events.n++;
		else if (a)
			a->evaluations.n++;
	}
}

static void share_rows(struct outline *o, const struct assessor *const *of)
{
	count_rows(o, of);
	for (size_t i = 0; i < o->assessors.n; i++) {
		ROOM(o, o->assessors.items[i].evaluations);
		ROOM(o, o->assessors.items[i].events);
	}
	for (size_t i = 0; i < o->registry->events.n; i++) {
		const struct event *e = &o->registry->events.items[i];
		struct assessor_outline *a = of[i] ? map_get(&o->assessor_by_id, of[i]->id) : NULL;

		if (a && is_about_assessor(e))
			a->events.items[a->events.n++] = e;
		else if (a)
			a->evaluations.items[a->evaluations.n++] = e;
	}
	for (size_t i = 0; i < o->assessors.n; i++) {
		struct assessor_outline *a = &o->assessors.items[i];

		qsort(a->evaluations.items, a->evaluations.n, sizeof(*a->evaluations.items),
		      newest_first);
		qsort(a->events.items, a->events.n, sizeof(*a->events.items), newest_first);
	}
}

void outline_add_assessors(struct outline *o)
{
	const struct registry *r = o->registry;
	const struct assessor **of = xcalloc(r->events.n + 1, sizeof(struct assessor *));
	struct naming naming = { MAP_INIT, MAP_INIT };

	read_names(&naming, o->content);
	for (size_t i = 0; i < r->events.n; i++)
		of[i] = assessor_of(&naming, &r->events.items[i]);
	make_assessors(o, of);
	share_rows(o, of);
	map_release(&naming.by_id);
	map_release(&naming.by_name);
	free(of);
}
