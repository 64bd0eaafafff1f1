/*
 * A row that is revoked from a day on loses its effect on that day: what it
 * began ends, what it ended begins again, what it set gives way.
 */
#include "register/fold.h"

#include <string.h>

/* ---- what it ended begins again ---- */

static bool basis_may_return(const struct membership *m, const struct basis *b, date_t day)
{
	const struct membership *source;

	if (event_void(b->by, day))
		return false;
	if (b->kind == BASIS_OWN)
		return !membership_own(m); /* else it was entered again since */
	source = membership_find(m->who, b->source);
	return !membership_included(m, b->source) &&
	       (b->outlives_source || (source && membership_own(source)));
}

static void bases_return(struct fold *f, struct membership *m, const struct event *e, date_t day)
{
	size_t n = m->bases.n;

	for (size_t i = 0; i < n; i++) {
		struct basis b = m->bases.items[i];

		if (b.ended_by != e || !basis_may_return(m, &b, day))
			continue;
		b.from = day;
		basis_begin(f, m, b);
	}
	membership_settle(f, m, e->voided_by, day);
}

static bool stage_is_open(const struct membership *m, int kind)
{
	for (size_t i = 0; i < m->stages.n; i++)
		if (m->stages.items[i].kind == kind && m->stages.items[i].outcome == STAGE_OPEN)
			return true;
	return false;
}

/* A proposal that was dropped, a rectification that was cleared or cut off by a removal. */
static void stages_return(struct fold *f, struct membership *m, const struct event *e, date_t day)
{
	size_t n = m->stages.n;

	for (size_t i = 0; i < n; i++) {
		struct stage s = m->stages.items[i];

		if (s.ended_by != e || event_void(s.by, day) || stage_is_open(m, s.kind) ||
		    (s.kind == STAGE_RECTIFYING && !membership_running(m)))
			continue;
		s.from = day;
		s.out = DATE_MAX;
		s.outcome = STAGE_OPEN;
		s.ended_by = NULL;
		PUSH(&f->registry->arena, &m->stages, s);
	}
}

/* On the row's own list first: what other lists include depends on it. */
static void ended_return(struct fold *f, struct membership *m, const struct event *e, date_t day)
{
	struct standing *s = m->who;

	bases_return(f, m, e, day);
	stages_return(f, m, e, day);
	for (size_t i = 0; i < s->memberships.n; i++) {
		bases_return(f, s->memberships.items[i], e, day);
		stages_return(f, s->memberships.items[i], e, day);
	}
	include_all(f, s, day);
}

/* ---- what it began ends ---- */

static void entry_undo(struct fold *f, struct membership *m, const struct event *e, date_t day)
{
	if (!bases_end(m, false, e, e->voided_by, day))
		return;
	membership_settle(f, m, e->voided_by, day);
	source_settle(f, m, e->voided_by, day);
}

static void stage_undo(struct membership *m, const struct event *e, date_t day)
{
	for (size_t i = 0; i < m->stages.n; i++) {
		struct stage *s = &m->stages.items[i];

		if (s->by != e || s->outcome != STAGE_OPEN || s->out <= day)
			continue;
		s->out = day;
		s->outcome = STAGE_VOID;
		s->ended_by = e->voided_by;
	}
}

/* Another row of the same split that still stands. */
static const struct event *twin(const struct fold *f, const struct event *e, date_t day)
{
	const struct act *act = act_of_event(f, e);

	for (size_t i = 0; i < act->n; i++) {
		const struct event *x = &act->events[i];

		if (x != e && x->action == ACTION_SUCCEED && !x->refused && !event_void(x, day) &&
		    strcmp(x->row->id, e->row->id) == 0 && strcmp(x->list, e->list) == 0)
			return x;
	}
	return NULL;
}

static void succeed_undo(struct fold *f, struct membership *m, const struct event *e, date_t day)
{
	struct standing *to = standing_get(f, e->row->more->to), *s = m->who;
	struct membership *next = membership_find(to, m->list);
	const struct event *other = twin(f, e, day);

	if (next)
		entry_undo(f, next, e, day);
	if (!other) {
		ended_return(f, m, e, day);
		return;
	}
	for (size_t i = 0; i < s->memberships.n; i++)
		for (size_t k = 0; k < s->memberships.items[i]->bases.n; k++)
			if (s->memberships.items[i]->bases.items[k].ended_by == e)
				s->memberships.items[i]->bases.items[k].ended_by = other;
}

void event_undo(struct fold *f, struct event *e, date_t day)
{
	struct standing *s = standing_get(f, event_entity(e));
	struct listing *l = e->list ? listing_get(f, e->list) : NULL;
	struct membership *m = s && l ? membership_find(s, &l->roster) : NULL;

	if (e->refused || !s)
		return;
	switch ((enum action)e->action) {
	case ACTION_ENTER:
		if (m)
			entry_undo(f, m, e, day);
		break;
	case ACTION_REMOVE:
		if (m)
			ended_return(f, m, e, day);
		break;
	case ACTION_SUCCEED:
		if (m)
			succeed_undo(f, m, e, day);
		break;
	case ACTION_RENAME:
	case ACTION_LOCATE:
	case ACTION_ALTER:
		standing_revert(f, s, day);
		include_all(f, s, day);
		break;
	case ACTION_TAKE_IN:
	case ACTION_RECOMMEND:
	case ACTION_PROPOSE:
	case ACTION_RECTIFY:
		if (m)
			stage_undo(m, e, day);
		break;
	case ACTION_DROP:
	case ACTION_CLEAR:
		if (m)
			stages_return(f, m, e, day);
		break;
	case ACTION_BAR: /* says itself from when it is void */
	case ACTION_PASS: /* events only */
	case ACTION_REPORT_UP:
	case ACTION_ASSESS:
	case ACTION_SAME: /* never void from a later day than their own */
	case ACTION_REVOKE:
	case ACTION_CORRECT:
	case ACTION_NONE:
	case ACTIONS:
		break;
	}
}
