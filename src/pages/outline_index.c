/* The indexes of companies and parks: by the region that they are in, by the year of their first listing. */
#include <stdlib.h>
#include <string.h>

#include "pages/outline_fill.h"

struct named { /* what it is sorted by, found once */
	const struct standing *standing;
	const char *name;
};

static int by_name(const void *a, const void *b)
{
	const struct named *x = a, *y = b;
	int order = strcmp(x->name, y->name);

	return order ? order : strcmp(x->standing->entity->id, y->standing->entity->id);
}

/* Those that a page is about: a record joined to another is found by that one's name. */
static struct named *sorted(const struct outline *o, size_t *n)
{
	struct named *all = xcalloc(o->entities.n + 1, sizeof(*all));

	*n = 0;
	for (size_t i = 0; i < o->entities.n; i++) {
		const struct standing *s = o->entities.items[i];

		if (!s->same_as)
			all[(*n)++] = (struct named){ s, standing_name(s, o->registry->as_of) };
	}
	qsort(all, *n, sizeof(*all), by_name);
	return all;
}

/* ---- by region ---- */

static struct region_outline *region_of(const struct outline *o, const char *code)
{
	return code ? map_get(&o->region_by_code, code) : NULL;
}

static struct region_outline *parent_of(const struct outline *o, const struct region_outline *r)
{
	return region_of(o, r->region->parent);
}

/*
 * An index that was once published keeps its address, so a region has one if
 * any company ever was in it, also by a row that was revoked.
 */
static void mark_place(const struct outline *o, const char *code)
{
	for (struct region_outline *r = region_of(o, code); r && !r->indexed; r = parent_of(o, r))
		r->indexed = true;
}

static void mark_places(const struct outline *o)
{
	const struct registry *r = o->registry;

	for (size_t i = 0; i < o->entities.n; i++) {
		const struct standing *s = o->entities.items[i];

		mark_place(o, s->entity->place);
		for (size_t k = 0; k < s->places.n; k++)
			mark_place(o, s->places.items[k].value);
	}
	for (size_t i = 0; i < r->events.n; i++) {
		const struct row *row = r->events.items[i].row;

		if (r->events.items[i].action != ACTION_LOCATE)
			continue;
		mark_place(o, row->place);
		mark_place(o, row->more ? row->more->to : NULL);
	}
}

static void add_to_regions(struct outline *o, const struct named *all, size_t n)
{
	date_t day = o->registry->as_of;

	for (size_t i = 0; i < n; i++) {
		struct region_outline *r = region_of(o, standing_place(all[i].standing, day));

		if (r)
			r->entities.n++;
		for (; r; r = parent_of(o, r))
			r->entities_below++;
	}
	for (size_t i = 0; i < o->regions.n; i++)
		ROOM(o, o->regions.items[i].entities);
	for (size_t i = 0; i < n; i++) {
		struct region_outline *r = region_of(o, standing_place(all[i].standing, day));

		if (r)
			r->entities.items[r->entities.n++] = all[i].standing;
	}
}

/* ---- by year ---- */

static int year_of(date_t d)
{
	return date_civil(d).year;
}

/* DATE_NONE: never on a list. */
static date_t first_listed(const struct standing *s, date_t as_of)
{
	date_t first = DATE_NONE;

	for (size_t i = 0; i < s->memberships.n; i++) {
		const struct membership *m = s->memberships.items[i];

		if (m->spells.n && m->spells.items[0].from <= as_of &&
		    (first == DATE_NONE || m->spells.items[0].from < first))
			first = m->spells.items[0].from;
	}
	return first;
}

/* Also the years of rows that were revoked, and those between: see mark_place. */
static void span_years(const struct outline *o, const date_t *first, size_t n, int *least, int *most)
{
	const struct registry *r = o->registry;

	*least = *most = 0;
	for (size_t i = 0; i < r->events.n + n; i++) {
		date_t day = i < r->events.n ? r->events.items[i].day : first[i - r->events.n];

		if (day == DATE_NONE)
			continue;
		*least = *least && *least < year_of(day) ? *least : year_of(day);
		*most = *most > year_of(day) ? *most : year_of(day);
	}
}

static void make_years(struct outline *o, int least, int most)
{
	o->years.n = least ? (size_t)(most - least) + 1 : 0;
	ROOM(o, o->years);
	for (int year = most; least && year >= least; year--)
		o->years.items[o->years.n++].year = year;
}

static void add_to_years(struct outline *o, const struct named *all, size_t n)
{
	date_t *first = xcalloc(n + 1, sizeof(*first));
	int least, most;

	for (size_t i = 0; i < n; i++)
		first[i] = first_listed(all[i].standing, o->registry->as_of);
	span_years(o, first, n, &least, &most);
	make_years(o, least, most);
	for (size_t i = 0; i < n; i++)
		if (first[i] != DATE_NONE)
			o->years.items[most - year_of(first[i])].entities.n++;
	for (size_t i = 0; i < o->years.n; i++)
		ROOM(o, o->years.items[i].entities);
	for (size_t i = 0; i < n; i++) {
		struct year_outline *y;

		if (first[i] == DATE_NONE)
			continue;
		y = &o->years.items[most - year_of(first[i])];
		y->entities.items[y->entities.n++] = all[i].standing;
	}
	free(first);
}

void outline_add_indexes(struct outline *o)
{
	size_t n;
	struct named *all = sorted(o, &n);

	mark_places(o);
	add_to_regions(o, all, n);
	add_to_years(o, all, n);
	free(all);
}
