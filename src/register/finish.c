#include "register/fold.h"

#include <stdlib.h>
#include <string.h>

/* ---- stages whose time ran out ---- */

static void stages_expire(const struct fold *f, struct membership *m)
{
	for (size_t i = 0; i < m->stages.n; i++) {
		struct stage *s = &m->stages.items[i];

		if (s->outcome == STAGE_OPEN && s->out != DATE_MAX && s->out <= f->options.as_of)
			s->outcome = STAGE_EXPIRED;
	}
}

/* ---- lists and members, in the order of their ids ---- */

static void rosters_finish(struct fold *f)
{
	struct registry *r = f->registry;
	struct map_entry *sorted = map_sorted(&f->listings);

	for (size_t i = 0; i < f->listings.n; i++) {
		struct roster *l = sorted[i].value;

		if (l->first == DATE_NONE) /* only refused rows name it */
			continue;
		PUSH(&r->arena, &r->rosters, l);
		map_add(&r->roster_by_id, l->id, l);
	}
	free(sorted);
}

static int by_list(const void *left, const void *right)
{
	const struct membership *const *a = left, *const *b = right;

	return strcmp((*a)->list->id, (*b)->list->id);
}

/*
 * What is many is counted first and then filled into room of just that size: CALL(f, true), and
 * once there is room CALL(f, false).
 */
#define ADD(counting, array, item)                                                                 \
	do {                                                                                       \
		if (!(counting))                                                                   \
			(array)->items[(array)->n] = (item);                                       \
		(array)->n++;                                                                      \
	} while (0)
#define MAKE_ROOM(f, array)                                                                        \
	((array)->items = arena_calloc(&(f)->registry->arena, (array)->n, sizeof(void *)),         \
	 (array)->n = 0)

static void members_add(struct fold *f, bool counting)
{
	for (size_t i = 0; i < f->registry->standings.n; i++) {
		struct standing *s = f->registry->standings.items[i];

		for (size_t k = 0; k < s->memberships.n; k++) {
			struct membership *m = s->memberships.items[k];

			ADD(counting, &m->list->members, m);
		}
	}
}

static int by_entity(const void *left, const void *right)
{
	const struct standing *const *a = left, *const *b = right;

	return strcmp((*a)->entity->id, (*b)->entity->id);
}

/* A content that was loaded has its entities in order. */
static void standings_sort(struct registry *r)
{
	size_t n = r->standings.n, i = 1;

	r->standing_of = r->standings.items;
	while (i < n && by_entity(&r->standing_of[i - 1], &r->standing_of[i]) < 0)
		i++;
	if (i >= n)
		return;
	r->standings.items = arena_memdup(&r->arena, r->standing_of, n * sizeof(struct standing *));
	qsort(r->standings.items, n, sizeof(struct standing *), by_entity);
}

/* Standings are sorted first, so that the members of each list come out sorted. */
static void standings_finish(struct fold *f)
{
	struct registry *r = f->registry;

	r->standings.n = f->content->entities.n;
	r->standings.items = arena_calloc(&r->arena, r->standings.n, sizeof(struct standing *));
	for (size_t i = 0; i < r->standings.n; i++) {
		struct standing *s = &f->subjects[i].standing;

		r->standings.items[i] = s;
		if (s->memberships.n > 1)
			qsort(s->memberships.items, s->memberships.n, sizeof(struct membership *),
			      by_list);
		for (size_t k = 0; k < s->memberships.n; k++)
			stages_expire(f, s->memberships.items[k]);
	}
	standings_sort(r);
	members_add(f, true);
	for (size_t i = 0; i < r->rosters.n; i++)
		MAKE_ROOM(f, &r->rosters.items[i]->members);
	members_add(f, false);
}

/* ---- which rows name whom ---- */

static void event_attach(const struct event *e, struct standing *s, const struct roster *l,
			 bool counting)
{
	struct membership *m = l ? membership_find(s, l) : NULL;

	ADD(counting, &s->events, e);
	if (m)
		ADD(counting, &m->events, e);
}

static struct standing *event_other(const struct fold *f, const struct event *e)
{
	const struct row_more *more = e->row->more;

	if (more && e->action == ACTION_SUCCEED)
		return standing_get(f, more->to);
	if (more && e->action == ACTION_SAME)
		return standing_get(f, more->with);
	return NULL;
}

static void event_finish(struct fold *f, const struct act *act, const struct event *e,
			 struct listing *l, bool counting)
{
	struct roster *list = l && l->roster.first != DATE_NONE ? &l->roster : NULL;
	struct standing *s = event_standing(f, e), *other = event_other(f, e);
	struct membership *m = s && list ? membership_find(s, list) : NULL;

	if (list)
		ADD(counting, &list->events, e);
	if (s)
		event_attach(e, s, list, counting);
	if (other && other != s)
		event_attach(e, other, list, counting);
	if (m && !e->refused && !event_void(e, e->day) && event_cell(e, ROLE_NAME) &&
	    act_issued_by(act, l->area, e->day))
		m->printed_by = e;
}

static void events_finish(struct fold *f, bool counting)
{
	struct listing *l = NULL;
	const char *list = NULL; /* of l; rows mostly have the annex's */

	for (size_t i = 0; i < f->n_acts && f->acts[i].day <= f->options.as_of; i++)
		for (size_t k = 0; k < f->acts[i].n; k++) {
			const struct event *e = &f->acts[i].events[k];

			if (e->list != list)
				l = e->list ? map_get(&f->listings, e->list) : NULL;
			list = e->list;
			event_finish(f, &f->acts[i], e, l, counting);
		}
}

static void events_room(struct fold *f)
{
	struct registry *r = f->registry;

	for (size_t i = 0; i < r->rosters.n; i++)
		MAKE_ROOM(f, &r->rosters.items[i]->events);
	for (size_t i = 0; i < r->standings.n; i++) {
		struct standing *s = r->standings.items[i];

		MAKE_ROOM(f, &s->events);
		for (size_t k = 0; k < s->memberships.n; k++)
			MAKE_ROOM(f, &s->memberships.items[k]->events);
	}
}

void registry_finish(struct fold *f)
{
	rosters_finish(f);
	standings_finish(f);
	events_finish(f, true);
	events_room(f);
	events_finish(f, false);
}
