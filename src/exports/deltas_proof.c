#include "exports/deltas_proof.h"

#include <stdlib.h>
#include <string.h>

struct proof {
	const struct registry *r;
	const struct delta **changes; /* by member, then as they are applied */
	size_t n;
	date_t *days; /* of the member at hand */
	size_t n_days, days_cap;
	struct arena arena; /* the same */
};

/* ---- days ---- */

static void note_day(struct proof *p, date_t day)
{
	if (day == DATE_NONE || day > p->r->as_of)
		return;
	for (int before = 1; before >= 0; before--) {
		ARRAY_GROW(p->days, p->n_days, p->days_cap);
		p->days[p->n_days++] = day - before;
	}
}

static void note_rows(struct proof *p, const struct event *const *events, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		note_day(p, events[i]->day);
		note_day(p, events[i]->void_from);
	}
}

static void note_dated(struct proof *p, const struct dated *items, size_t n)
{
	for (size_t i = 0; i < n; i++)
		note_day(p, items[i].from);
}

static int by_day(const void *a, const void *b)
{
	const date_t *x = a, *y = b;

	return (*x > *y) - (*x < *y);
}

static void find_days(struct proof *p, const struct membership *m, const struct delta *const *c,
		      size_t n)
{
	p->n_days = 0;
	note_day(p, p->r->as_of);
	note_rows(p, m->events.items, m->events.n);
	note_rows(p, m->who->events.items, m->who->events.n);
	note_dated(p, m->who->names.items, m->who->names.n);
	note_dated(p, m->who->places.items, m->who->places.n);
	note_dated(p, m->who->industries.items, m->who->industries.n);
	for (size_t i = 0; i < m->bases.n; i++) {
		note_day(p, m->bases.items[i].from);
		note_day(p, m->bases.items[i].out);
	}
	for (size_t i = 0; i < n; i++)
		note_day(p, c[i]->day);
	if (p->n_days)
		qsort(p->days, p->n_days, sizeof(*p->days), by_day);
}

/* ---- a member ---- */

struct replayed {
	bool on;
	struct member_state state;
};

/* False where the change does not fit what there is. */
static bool apply(struct replayed *now, const struct delta *c)
{
	if (now->on == (c->kind == DELTA_ENTERED))
		return false;
	switch (c->kind) {
	case DELTA_REMOVED:
		*now = (struct replayed){ .on = false };
		return true;
	case DELTA_ENTERED:
		*now = (struct replayed){ true, c->after };
		return true;
	case DELTA_RENAMED:
		if (strcmp(now->state.name, c->before.name) != 0)
			return false;
		now->state.name = c->after.name;
		return true;
	default:
		now->state.place = c->after.place;
		now->state.industry = c->after.industry;
		now->state.bases = c->after.bases;
		return true;
	}
}

/* With the register's answers, and these with each other: a member is who has a basis. */
static bool agrees(struct proof *p, const struct membership *m, const struct replayed *now, date_t day)
{
	struct member_state state = member_state_on(m, day, &p->arena);
	bool on = membership_on(m, day);

	return on == now->on && on == (state.bases.n > 0) &&
	       (!on || member_state_same(&now->state, &state));
}

/* The first day that differs; DATE_NONE: none does. The n changes are the member's. */
static date_t find_difference(struct proof *p, const struct membership *m,
			      const struct delta *const *c, size_t n)
{
	struct replayed now = { .on = false };
	size_t next = 0;

	find_days(p, m, c, n);
	for (size_t i = 0; i < p->n_days; i++) {
		if (i && p->days[i] == p->days[i - 1])
			continue;
		for (; next < n && c[next]->day <= p->days[i]; next++)
			if (!apply(&now, c[next]))
				return c[next]->day;
		if (!agrees(p, m, &now, p->days[i]))
			return p->days[i];
	}
	return next < n ? c[next]->day : DATE_NONE;
}

/* ---- the list ---- */

static int id_order(const struct membership *a, const struct membership *b)
{
	return a == b ? 0 : strcmp(a->who->entity->id, b->who->entity->id);
}

static int by_member(const void *a, const void *b)
{
	const struct delta *x = *(const struct delta *const *)a, *y = *(const struct delta *const *)b;
	int order = id_order(x->member, y->member);

	return order ? order : (x > y) - (x < y);
}

static void share_changes(struct proof *p, const struct deltas *c)
{
	p->n = c->n;
	p->changes = xcalloc(p->n + 1, sizeof(*p->changes));
	for (size_t i = 0; i < p->n; i++)
		p->changes[i] = &c->items[i];
	qsort(p->changes, p->n, sizeof(*p->changes), by_member);
}

static int say(struct findings *f, const struct roster *l, const struct membership *m, date_t day)
{
	char text[DATE_SIZE];

	finding_add(f, F_DELTA_MISMATCH, (struct place){ 0 }, l->id, m->who->entity->id,
		    date_format(day, text));
	return -1;
}

/* Members are in the order of ids, as the changes are. */
static int prove(struct proof *p, const struct roster *l, struct findings *f)
{
	size_t at = 0;

	for (size_t i = 0; i < l->members.n; i++) {
		const struct membership *m = l->members.items[i];
		size_t first = at;
		date_t day;

		while (at < p->n && p->changes[at]->member == m)
			at++;
		day = find_difference(p, m, p->changes + first, at - first);
		arena_release(&p->arena);
		if (day != DATE_NONE)
			return say(f, l, m, day);
	}
	return at < p->n ? say(f, l, p->changes[at]->member, p->changes[at]->day) : 0;
}

int deltas_prove(const struct registry *r, const struct roster *l, const struct deltas *c,
		 struct findings *f)
{
	struct proof p = { .r = r };
	int rc;

	share_changes(&p, c);
	rc = prove(&p, l, f);
	free(p.changes);
	free(p.days);
	return rc;
}
