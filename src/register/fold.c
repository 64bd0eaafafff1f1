#include "register/fold.h"

#include <stdlib.h>
#include <string.h>

void *array_grown(struct arena *a, const void *items, size_t n, size_t size)
{
	void *grown = arena_calloc(a, n ? 2 * n : 1, size);

	if (n)
		memcpy(grown, items, n * size);
	return grown;
}

const char *cell_part(struct fold *f, const struct event *e, enum column_role role)
{
	for (size_t i = 0; i < e->annex->columns.n; i++)
		if (e->annex->columns.items[i].role == (int)role)
			return arena_printf(&f->scratch, "/cells/%zu", i);
	return "";
}

/* ---- before it ---- */

/* A value that many records have, as the first of an array: one for all of them. */
static void dated_share(struct fold *f, struct map *shared, struct dated **items, size_t *n,
			const char *value)
{
	struct dated *d;

	if (!value)
		return;
	d = map_get(shared, value);
	if (!d) {
		d = arena_alloc(&f->registry->arena, sizeof(*d));
		*d = (struct dated){ value, DATE_NONE, NULL };
		map_add(shared, value, d);
	}
	*items = d;
	*n = 1;
}

static void subjects_build(struct fold *f)
{
	const struct content *c = f->content;
	struct map kinds = MAP_INIT, industries = MAP_INIT;

	f->subjects = arena_calloc(&f->registry->arena, c->entities.n, sizeof(*f->subjects));
	for (size_t i = 0; i < c->entities.n; i++) {
		const struct entity *e = &c->entities.items[i];
		struct subject *who = &f->subjects[i];
		struct standing *s = &who->standing;
		struct area *home = area_of(f, e->place);

		s->entity = e;
		who->name = (struct dated){ e->name, DATE_NONE, NULL };
		s->names.items = &who->name;
		s->names.n = e->name ? 1 : 0;
		dated_share(f, &industries, &s->industries.items, &s->industries.n, e->industry);
		if (e->kind != KIND_NONE)
			dated_share(f, &kinds, &s->kinds.items, &s->kinds.n,
				    entity_kind_names[e->kind]);
		who->place = (struct dated){ e->place, DATE_NONE, NULL };
		s->places.items = &who->place;
		s->places.n = 1;
		if (home)
			subject_settle(f, who, home);
	}
	map_release(&kinds);
	map_release(&industries);
}

/* ---- what falls due on a day, before that day's notices ---- */

struct due {
	date_t day;
	struct event *undone; /* void from that day on; these come first */
	struct area *swept; /* or: from that day on its lists may include more */
};

struct dues {
	struct due *items;
	size_t n;
};

static int by_day(const void *left, const void *right)
{
	const struct due *a = left, *b = right;

	if (a->day != b->day)
		return a->day < b->day ? -1 : 1;
	if (!a->undone || !b->undone)
		return (a->undone == NULL) - (b->undone == NULL);
	return (a->undone > b->undone) - (a->undone < b->undone);
}

static struct dues dues_find(struct fold *f)
{
	struct dues dues = { NULL, 0 };

	for (size_t i = 0; i < f->registry->events.n; i++) {
		struct event *e = &f->registry->events.items[i];

		if (e->void_from != DATE_MAX && e->void_from > e->day)
			PUSH(&f->scratch, &dues, (struct due){ e->void_from, e, NULL });
	}
	for (size_t i = 0; i < f->content->regions.n; i++) {
		struct area *a = &f->areas[i];

		for (size_t k = 0; k < a->inclusions.n; k++)
			PUSH(&f->scratch, &dues,
			     (struct due){ a->inclusions.items[k].from, NULL, a });
		if (a->heir)
			PUSH(&f->scratch, &dues, (struct due){ a->heir_from, NULL, a->heir });
	}
	if (dues.n)
		qsort(dues.items, dues.n, sizeof(*dues.items), by_day);
	return dues;
}

/* Those of one day, n of them. */
static void dues_run_day(struct fold *f, const struct due *dues, size_t n)
{
	date_t day = dues->day;
	bool sweep = false;

	for (size_t i = 0; i < n && dues[i].undone; i++)
		event_undo(f, dues[i].undone, day);
	for (size_t i = 0; i < n && dues[i].undone; i++)
		event_return(f, dues[i].undone, day);
	for (size_t i = 0; i < n; i++) {
		if (!dues[i].swept)
			continue;
		area_on(dues[i].swept, day)->swept = true;
		sweep = true;
	}
	if (!sweep)
		return;
	include_swept(f, day);
	for (size_t i = 0; i < f->content->regions.n; i++)
		f->areas[i].swept = false;
}

/* From the i-th on, up to a day; the index behind them. */
static size_t dues_run(struct fold *f, const struct dues *dues, size_t i, date_t until)
{
	while (i < dues->n && dues->items[i].day <= until) {
		size_t n = 1;

		while (i + n < dues->n && dues->items[i + n].day == dues->items[i].day)
			n++;
		dues_run_day(f, &dues->items[i], n);
		i += n;
	}
	return i;
}

/* ---- the loop ---- */

static void until_check(struct fold *f, const struct event *e)
{
	char until[DATE_SIZE];

	if (e->row->until != DATE_NONE && e->row->until < e->day)
		find_event(f, F_UNTIL_PAST, e, "/until", date_format(e->row->until, until));
}

static void act_fold(struct fold *f, struct act *act)
{
	f->act = act;
	for (size_t i = 0; i < act->n; i++)
		if (!event_void(&act->events[i], act->day))
			row_fold(f, &act->events[i]);
	proposal_close(f);
	for (size_t i = 0; f->findings && i < act->n; i++) {
		if (event_void(&act->events[i], act->day))
			continue;
		row_check(f, &act->events[i]);
		until_check(f, &act->events[i]);
	}
}

static void run(struct fold *f)
{
	struct dues dues = dues_find(f);
	date_t as_of = f->options.as_of;
	size_t due = 0;

	for (size_t i = 0; i < f->n_acts && f->acts[i].day <= as_of; i++) {
		due = dues_run(f, &dues, due, f->acts[i].day);
		act_fold(f, &f->acts[i]);
	}
	dues_run(f, &dues, due, as_of);
}

/*
 * The content as it is without one notice. The copies live as long as the registry, whose events
 * point to them; the map is released after the fold.
 */
static const struct content *content_without(const struct content *c, const char *id,
					     struct registry *r)
{
	struct content *copy;

	if (!content_notice(c, id))
		return c;
	copy = arena_memdup(&r->arena, c, sizeof(*c));
	copy->notices.items = arena_calloc(&r->arena, c->notices.n, sizeof(*c->notices.items));
	copy->notices.n = 0;
	copy->notice_by_id = (struct map)MAP_INIT;
	for (size_t i = 0; i < c->notices.n; i++)
		if (strcmp(c->notices.items[i].id, id) != 0)
			copy->notices.items[copy->notices.n++] = c->notices.items[i];
	for (size_t i = 0; i < copy->notices.n; i++)
		map_add(&copy->notice_by_id, copy->notices.items[i].id, &copy->notices.items[i]);
	return copy;
}

struct registry *registry_fold(const struct content *c, const struct fold_options *o,
			       struct findings *findings)
{
	struct registry *r = xcalloc(1, sizeof(*r));
	const struct content *folded = content_without(c, o->without, r);
	struct fold f = { .content = folded, .options = *o, .findings = findings, .registry = r };
	struct map index = folded == c ? (struct map)MAP_INIT : folded->notice_by_id;

	r->content = c;
	r->as_of = o->as_of;
	r->seen = o->seen;
	acts_collect(&f);
	areas_build(&f);
	subjects_build(&f);
	acts_amend(&f);
	inclusions_build(&f);
	run(&f);
	registry_finish(&f);
	map_release(&f.listings);
	map_release(&f.names);
	map_release(&f.cells);
	map_release(&index);
	arena_release(&f.scratch);
	return r;
}

void registry_free(struct registry *r)
{
	if (!r)
		return;
	map_release(&r->roster_by_id);
	arena_release(&r->arena);
	free(r);
}
