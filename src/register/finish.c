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

static int by_entity(const void *left, const void *right)
{
	const struct standing *const *a = left, *const *b = right;

	return strcmp((*a)->entity->id, (*b)->entity->id);
}

/* Standings are sorted first, so that the members of each list come out sorted. */
static void standings_finish(struct fold *f)
{
	struct registry *r = f->registry;

	r->standings.n = f->content->entities.n;
	r->standings.items = arena_calloc(&r->arena, r->standings.n, sizeof(struct standing *));
	for (size_t i = 0; i < r->standings.n; i++)
		r->standings.items[i] = &f->subjects[i].standing;
	qsort(r->standings.items, r->standings.n, sizeof(struct standing *), by_entity);
	for (size_t i = 0; i < r->standings.n; i++) {
		struct standing *s = r->standings.items[i];

		map_add(&r->standing_by_id, s->entity->id, s);
		if (s->memberships.n > 1)
			qsort(s->memberships.items, s->memberships.n, sizeof(struct membership *),
			      by_list);
		for (size_t k = 0; k < s->memberships.n; k++) {
			struct membership *m = s->memberships.items[k];

			stages_expire(f, m);
			PUSH(&r->arena, &m->list->members, m);
		}
	}
}

/* ---- which rows name whom ---- */

static void event_attach(struct fold *f, const struct event *e, struct standing *s, struct roster *l)
{
	struct membership *m = l ? membership_find(s, l) : NULL;

	PUSH(&f->registry->arena, &s->events, e);
	if (m)
		PUSH(&f->registry->arena, &m->events, e);
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

static void event_finish(struct fold *f, const struct act *act, const struct event *e)
{
	struct listing *l = e->list ? map_get(&f->listings, e->list) : NULL;
	struct roster *list = l && l->roster.first != DATE_NONE ? &l->roster : NULL;
	struct standing *s = event_standing(f, e), *other = event_other(f, e);
	struct membership *m = s && list ? membership_find(s, list) : NULL;

	if (list)
		PUSH(&f->registry->arena, &list->events, e);
	if (s)
		event_attach(f, e, s, list);
	if (other && other != s)
		event_attach(f, e, other, list);
	if (m && !e->refused && !event_void(e, e->day) && event_cell(e, ROLE_NAME) &&
	    act_issued_by(act, l->area, e->day))
		m->printed_by = e;
}

void registry_finish(struct fold *f)
{
	rosters_finish(f);
	standings_finish(f);
	for (size_t i = 0; i < f->n_acts && f->acts[i].day <= f->options.as_of; i++)
		for (size_t k = 0; k < f->acts[i].n; k++)
			event_finish(f, &f->acts[i], &f->acts[i].events[k]);
}
