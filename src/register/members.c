#include "register/fold.h"

#include <string.h>

/* ---- finding them ---- */

struct listing *listing_get(struct fold *f, const char *id)
{
	struct listing *l = map_get(&f->listings, id);
	const struct category *category;
	const char *region, *code;
	struct area *area;

	if (l || list_split(&f->scratch, id, &region, &code) < 0)
		return l;
	area = area_of(f, region);
	category = content_category(f->content, code);
	if (!area || !category)
		return NULL;
	l = arena_alloc(&f->registry->arena, sizeof(*l));
	l->roster.id = id;
	l->roster.region = area->region;
	l->roster.category = category->code;
	l->roster.first = DATE_NONE;
	l->area = area;
	l->kind = category->kind;
	map_add(&f->listings, id, l);
	return l;
}

struct listing *listing_of(struct roster *l)
{
	return (struct listing *)l;
}

struct subject *subject_of(struct standing *s)
{
	return (struct subject *)s;
}

struct standing *standing_of(const struct fold *f, const char *id)
{
	const struct entity *e = content_entity(f->content, id);

	return e ? &f->subjects[e - f->content->entities.items].standing : NULL;
}

struct standing *standing_get(const struct fold *f, const char *id)
{
	struct standing *s = standing_of(f, id);

	while (s && s->same_as)
		s = s->same_as;
	return s;
}

struct membership *membership_find(const struct standing *s, const struct roster *l)
{
	for (size_t i = 0; i < s->memberships.n; i++)
		if (s->memberships.items[i]->list == l)
			return s->memberships.items[i];
	return NULL;
}

struct membership *membership_get(struct fold *f, struct standing *s, struct roster *l, date_t day)
{
	struct membership *m = membership_find(s, l);

	if (m)
		return m;
	m = arena_alloc(&f->registry->arena, sizeof(*m));
	m->who = s;
	m->list = l;
	PUSH(&f->registry->arena, &s->memberships, m);
	if (l->first == DATE_NONE)
		l->first = day;
	return m;
}

/* ---- bases ---- */

bool membership_running(const struct membership *m)
{
	for (size_t i = 0; i < m->bases.n; i++)
		if (m->bases.items[i].out == DATE_MAX)
			return true;
	return false;
}

const struct basis *membership_own(const struct membership *m)
{
	for (size_t i = m->bases.n; i-- > 0;)
		if (m->bases.items[i].out == DATE_MAX && m->bases.items[i].kind == BASIS_OWN)
			return &m->bases.items[i];
	return NULL;
}

const struct basis *membership_included(const struct membership *m, const struct roster *source)
{
	for (size_t i = 0; i < m->bases.n; i++)
		if (m->bases.items[i].out == DATE_MAX && m->bases.items[i].kind == BASIS_INCLUDED &&
		    m->bases.items[i].source == source)
			return &m->bases.items[i];
	return NULL;
}

void basis_begin(struct fold *f, struct membership *m, struct basis b)
{
	b.out = DATE_MAX;
	b.ended_by = NULL;
	PUSH(&f->registry->arena, &m->bases, b);
}

static void basis_end(struct basis *b, const struct event *e, date_t day)
{
	b->out = day;
	b->ended_by = e;
}

bool bases_end(struct membership *m, bool all, const struct event *by, const struct event *e,
	       date_t day)
{
	bool ended = false;

	for (size_t i = 0; i < m->bases.n; i++) {
		struct basis *b = &m->bases.items[i];

		if (b->out == DATE_MAX && (all || b->kind == BASIS_OWN) && (!by || b->by == by)) {
			basis_end(b, e, day);
			ended = true;
		}
	}
	return ended;
}

/* ---- spells ---- */

/* A bar ends where the removal is void. */
static date_t bar_end(const struct event *removal)
{
	date_t until = removal->row->until;

	return until != DATE_NONE && until >= removal->void_from ? removal->void_from - 1 : until;
}

static void spell_close(struct membership *m, const struct event *e, date_t day)
{
	struct spell *s = &m->spells.items[m->spells.n - 1];

	if (s->from == day) { /* never a full day */
		m->spells.n--;
		return;
	}
	s->out = day;
	s->removed = e;
	if (e->action != ACTION_REMOVE)
		return;
	s->ground = e->row->ground;
	if (m->removals.n && m->removals.items[m->removals.n - 1] == e)
		s->barred_until = bar_end(e);
}

void membership_settle(struct fold *f, struct membership *m, const struct event *e, date_t day)
{
	bool open = m->spells.n && m->spells.items[m->spells.n - 1].out == DATE_MAX;
	bool running = membership_running(m);

	if (running && !open) {
		struct spell s = {
			.from = day, .out = DATE_MAX, .entered = e, .barred_until = DATE_NONE
		};

		PUSH(&f->registry->arena, &m->spells, s);
	} else if (open && !running) {
		spell_close(m, e, day);
		stages_close(m, 1 << STAGE_RECTIFYING, STAGE_REMOVED, e, day);
	}
}

void source_settle(struct fold *f, struct membership *m, const struct event *e, date_t day)
{
	struct standing *s = m->who;

	if (membership_own(m)) /* of two joined records, one still has it */
		return;
	for (size_t i = 0; i < s->memberships.n; i++) {
		struct membership *lower = s->memberships.items[i];

		for (size_t k = 0; k < lower->bases.n; k++) {
			struct basis *b = &lower->bases.items[k];

			if (b->out == DATE_MAX && b->kind == BASIS_INCLUDED &&
			    b->source == m->list && !b->outlives_source)
				basis_end(b, e, day);
		}
		membership_settle(f, lower, e, day);
	}
}

/* ---- stages ---- */

bool stage_end(struct stage *s, int outcome, const struct event *e, date_t day)
{
	if (s->outcome != STAGE_OPEN || s->out <= day)
		return false;
	s->out = day;
	s->outcome = outcome;
	s->ended_by = e;
	return true;
}

bool stages_close(struct membership *m, int kinds, int outcome, const struct event *e, date_t day)
{
	bool closed = false;

	for (size_t i = 0; i < m->stages.n; i++)
		if (kinds & 1 << m->stages.items[i].kind)
			closed |= stage_end(&m->stages.items[i], outcome, e, day);
	return closed;
}

void stage_open(struct fold *f, struct membership *m, int kind, date_t out, const struct event *e)
{
	struct stage s = { .kind = kind, .from = e->day, .out = out, .by = e };

	stages_close(m, 1 << kind, STAGE_EXPIRED, e, e->day);
	PUSH(&f->registry->arena, &m->stages, s);
}
