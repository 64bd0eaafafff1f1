/*
 * A row that is revoked from a day on loses its effect on that day: what it
 * began ends, what it ended begins again, what it set gives way. That is
 * done in two steps, each for all such rows of the day: first own entries,
 * names and places, then what follows from them.
 */
#include "register/fold.h"

#include <string.h>

/* ---- what it ended begins again ---- */

/* A later row that still stands has ended it for good, or would have, had it lasted until then. */
static bool lost_since(const struct membership *m, int kind, const struct event *e, date_t day)
{
	for (size_t i = 0; i < m->removals.n; i++)
		if (m->removals.items[i] > e && !event_void(m->removals.items[i], day))
			return true;
	for (size_t i = 0; kind == BASIS_OWN && i < m->bases.n; i++) {
		const struct event *by = m->bases.items[i].ended_by;

		if (m->bases.items[i].kind == BASIS_OWN && by && by > e &&
		    by->action == ACTION_SUCCEED && !event_void(by, day))
			return true;
	}
	return false;
}

static bool basis_may_return(const struct membership *m, const struct basis *b, date_t day)
{
	const struct membership *source;

	if (event_void(b->by, day) || lost_since(m, b->kind, b->ended_by, day))
		return false;
	if (b->kind == BASIS_OWN)
		return !membership_own(m); /* else it was entered again since */
	source = membership_find(m->who, b->source);
	return !membership_included(m, b->source) &&
	       (b->outlives_source || (source && membership_own(source)));
}

static void bases_return(struct fold *f, struct membership *m, int kind, const struct event *e,
			 date_t day)
{
	size_t n = m->bases.n;

	for (size_t i = 0; i < n; i++) {
		struct basis b = m->bases.items[i];

		if (b.kind != kind || b.ended_by != e || !basis_may_return(m, &b, day))
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
	for (size_t i = 0; i < m->stages.n; i++)
		if (m->stages.items[i].by == e)
			stage_end(&m->stages.items[i], STAGE_VOID, e->voided_by, day);
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

/* The parts of a split: while one stands, the old record's basis stays ended, by that one. */
static void hand_over(struct standing *s, const struct event *e, const struct event *to)
{
	for (size_t i = 0; i < s->memberships.n; i++)
		for (size_t k = 0; k < s->memberships.items[i]->bases.n; k++)
			if (s->memberships.items[i]->bases.items[k].ended_by == e)
				s->memberships.items[i]->bases.items[k].ended_by = to;
}

static void succeed_undo(struct fold *f, struct membership *m, const struct event *e, date_t day)
{
	struct standing *to = standing_get(f, e->row->more->to);
	struct membership *next = membership_find(to, m->list);
	const struct event *other = twin(f, e, day);

	if (next)
		entry_undo(f, next, e, day);
	if (other)
		hand_over(m->who, e, other);
	else
		bases_return(f, m, BASIS_OWN, e, day);
}

void event_undo(struct fold *f, struct event *e, date_t day)
{
	struct standing *s = event_standing(f, e);
	struct listing *l = e->list ? listing_get(f, e->list) : NULL;
	struct membership *m = s && l ? membership_find(s, &l->roster) : NULL;

	if (!s)
		return;
	standing_revert(f, s, day); /* any row may have set the place */
	if (e->refused)
		return;
	switch ((enum action)e->action) {
	case ACTION_ENTER:
		if (m)
			entry_undo(f, m, e, day);
		break;
	case ACTION_REMOVE:
		if (m)
			bases_return(f, m, BASIS_OWN, e, day);
		break;
	case ACTION_SUCCEED:
		if (m)
			succeed_undo(f, m, e, day);
		break;
	case ACTION_TAKE_IN:
	case ACTION_RECOMMEND:
	case ACTION_PROPOSE:
	case ACTION_RECTIFY:
		if (m)
			stage_undo(m, e, day);
		break;
	case ACTION_RENAME: /* standing_revert */
	case ACTION_LOCATE:
	case ACTION_ALTER:
	case ACTION_DROP: /* event_return */
	case ACTION_CLEAR:
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

void event_return(struct fold *f, const struct event *e, date_t day)
{
	struct standing *s = event_standing(f, e);

	for (size_t i = 0; s && i < s->memberships.n; i++) {
		bases_return(f, s->memberships.items[i], BASIS_INCLUDED, e, day);
		stages_return(f, s->memberships.items[i], e, day);
	}
	if (s)
		include_all(f, s, day);
}
