#include "register/fold.h"

#include <string.h>

typedef void listed_fn(struct fold *f, struct event *e, struct standing *s, struct listing *l);

/* NULL where the row is about an assessor. */
static const char *event_entity(const struct event *e)
{
	switch ((enum action)e->action) {
	case ACTION_BAR:
	case ACTION_REPORT_UP:
	case ACTION_ASSESS:
		return NULL;
	case ACTION_REVOKE:
	case ACTION_CORRECT:
		return e->row->more && e->row->more->target ? e->row->more->target->id : NULL;
	case ACTION_NONE:
	case ACTION_REMOVE:
	case ACTION_RENAME:
	case ACTION_LOCATE:
	case ACTION_ALTER:
	case ACTION_SUCCEED:
	case ACTION_SAME:
	case ACTION_ENTER:
	case ACTION_TAKE_IN:
	case ACTION_RECOMMEND:
	case ACTION_PROPOSE:
	case ACTION_DROP:
	case ACTION_PASS:
	case ACTION_RECTIFY:
	case ACTION_CLEAR:
	case ACTIONS:
		break;
	}
	return e->row->id;
}

struct standing *event_standing(struct fold *f, const struct event *e)
{
	struct standing **named = &f->named[e - f->registry->events.items];

	if (!*named)
		*named = standing_of(f, event_entity(e));
	while (*named && (*named)->same_as)
		*named = (*named)->same_as;
	return *named;
}

/* ---- membership ---- */

static int rank_printed(const struct event *e)
{
	const char *s = e->annex->unranked ? NULL : event_cell(e, ROLE_RANK);
	int rank = 0;

	for (; s && *s; s++) {
		if (*s < '0' || *s > '9' || rank > 99999999)
			return 0;
		rank = rank * 10 + (*s - '0');
	}
	return rank;
}

static void row_enter(struct fold *f, struct event *e, struct standing *s, struct listing *l)
{
	struct membership *m = membership_find(s, &l->roster);
	char until[DATE_SIZE];

	if (m && membership_own(m)) {
		refuse_event(f, F_ENTER_TWICE, e, "/id", s->entity->id, l->roster.id);
		return;
	}
	if (m && membership_barred(m, e->day) != DATE_NONE)
		find_event(f, F_ENTER_BARRED, e, "/id", s->entity->id, l->roster.id,
			   date_format(membership_barred(m, e->day), until));
	m = membership_get(f, s, &l->roster, e->day);
	m->rank = rank_printed(e);
	stages_close(m, STAGES_BEFORE, STAGE_ENTERED, e, e->day);
	basis_begin(f, m, (struct basis){ .kind = BASIS_OWN, .from = e->day, .by = e });
	membership_settle(f, m, e, e->day);
	include_from(f, m, e->day);
}

static void row_remove(struct fold *f, struct event *e, struct standing *s, struct listing *l)
{
	struct membership *m = membership_find(s, &l->roster);

	if (!m || !membership_running(m)) {
		refuse_event(f, F_REMOVE_STRANGER, e, "/id", s->entity->id, l->roster.id);
		return;
	}
	PUSH(&f->registry->arena, &m->removals, e);
	bases_end(m, true, NULL, e, e->day);
	membership_settle(f, m, e, e->day);
	source_settle(f, m, e, e->day);
}

/* A split names the old record once for each part: only the first row finds it a member. */
static bool handed_on(const struct membership *m, const struct event *e)
{
	for (size_t i = 0; i < m->bases.n; i++) {
		const struct event *by = m->bases.items[i].ended_by;

		if (by && by->action == ACTION_SUCCEED && by->notice == e->notice &&
		    strcmp(by->row->id, e->row->id) == 0)
			return true;
	}
	return false;
}

static void row_succeed(struct fold *f, struct event *e, struct standing *s, struct listing *l)
{
	struct membership *m = membership_find(s, &l->roster), *next;
	struct standing *to = e->row->more ? standing_get(f, e->row->more->to) : NULL;

	if (!to) { /* the loader has a finding */
		e->refused = true;
	} else if (to == s) {
		refuse_event(f, F_SUCCEED_SELF, e, "/to", s->entity->id);
	} else if (!m || (!membership_own(m) && !handed_on(m, e))) {
		refuse_event(f, F_SUCCEED_STRANGER, e, "/id", s->entity->id, l->roster.id);
	} else {
		if (bases_end(m, false, NULL, e, e->day)) {
			membership_settle(f, m, e, e->day);
			source_settle(f, m, e, e->day);
		}
		place_support(f, e, to);
		next = membership_get(f, to, &l->roster, e->day);
		if (membership_own(next)) /* a merger into a member */
			return;
		basis_begin(f, next, (struct basis){ .kind = BASIS_OWN, .from = e->day, .by = e });
		membership_settle(f, next, e, e->day);
		include_from(f, next, e->day);
	}
}

static void row_same(struct fold *f, struct event *e, struct standing *kept)
{
	struct standing *ended = e->row->more ? standing_of(f, e->row->more->with) : NULL;

	if (!ended) /* the loader has a finding */
		e->refused = true;
	else if (strcmp(e->row->more->with, e->row->id) == 0)
		refuse_event(f, F_SAME_SELF, e, "/with", e->row->id);
	else if (ended->same_as)
		refuse_event(f, F_SAME_JOINED, e, "/with", ended->entity->id,
			     ended->same_as->entity->id);
	else if (strcmp(kept->entity->id, e->row->id) != 0)
		refuse_event(f, F_SAME_JOINED, e, "/id", e->row->id, kept->entity->id);
	else
		standing_join(f, kept, ended, e);
}

/* ---- on the way to it ---- */

/* The clause on candidates of the text in force for the notice's region, if it is stated. */
static const struct rule_candidates *candidates_clause(struct fold *f)
{
	struct act *act = f->act;
	const struct rules *r;

	if (act->candidates_known)
		return act->candidates;
	act->candidates_known = true;
	r = rules_in_force(f->content, act->notice->region, act->day);
	if (r)
		act->candidates =
			rules_terms(f->content, r, act->day, f->options.seen, NULL).candidates;
	if (act->candidates && act->candidates->clause.status != CLAUSE_STATED)
		act->candidates = NULL;
	return act->candidates;
}

/* First day after a candidate's validity: the row's, else the rules' years from the effective day on. */
static date_t candidate_out(struct fold *f, const struct event *e)
{
	const struct rule_candidates *clause;
	date_t out = DATE_NONE;

	if (e->row->until != DATE_NONE)
		return e->row->until + 1;
	clause = candidates_clause(f);
	if (clause && clause->valid_years)
		out = date_add_years(e->day, clause->valid_years);
	return out == DATE_NONE ? DATE_MAX : out;
}

static void row_take_in(struct fold *f, struct event *e, struct standing *s, struct listing *l)
{
	stage_open(f, membership_get(f, s, &l->roster, e->day), STAGE_CANDIDATE,
		   candidate_out(f, e), e);
}

static void row_recommend(struct fold *f, struct event *e, struct standing *s, struct listing *l)
{
	stage_open(f, membership_get(f, s, &l->roster, e->day), STAGE_RECOMMENDED, DATE_MAX, e);
}

static void row_propose(struct fold *f, struct event *e, struct standing *s, struct listing *l)
{
	struct membership *m = membership_find(s, &l->roster);

	if (m && membership_own(m))
		refuse_event(f, F_PROPOSE_MEMBER, e, "/id", s->entity->id, l->roster.id);
	else
		stage_open(f, membership_get(f, s, &l->roster, e->day), STAGE_PROPOSED, DATE_MAX, e);
}

static void row_drop(struct fold *f, struct event *e, struct standing *s, struct listing *l)
{
	struct membership *m = membership_find(s, &l->roster);

	if (!m || !stages_close(m, 1 << STAGE_PROPOSED, STAGE_DROPPED, e, e->day))
		refuse_event(f, F_DROP_STRANGER, e, "/id", s->entity->id, l->roster.id);
}

/* ---- under review ---- */

static struct membership *member_reviewed(struct fold *f, struct event *e, struct standing *s,
					  struct listing *l)
{
	struct membership *m = membership_find(s, &l->roster);

	if (m && membership_running(m))
		return m;
	refuse_event(f, F_REVIEW_STRANGER, e, "/id", s->entity->id, l->roster.id);
	return NULL;
}

static void row_pass(struct fold *f, struct event *e, struct standing *s, struct listing *l)
{
	member_reviewed(f, e, s, l);
}

static void row_rectify(struct fold *f, struct event *e, struct standing *s, struct listing *l)
{
	struct membership *m = member_reviewed(f, e, s, l);

	if (m)
		stage_open(f, m, STAGE_RECTIFYING, DATE_MAX, e);
}

static void row_clear(struct fold *f, struct event *e, struct standing *s, struct listing *l)
{
	struct membership *m = membership_find(s, &l->roster);

	if (!m || !stages_close(m, 1 << STAGE_RECTIFYING, STAGE_CLEARED, e, e->day))
		refuse_event(f, F_CLEAR_NOTHING, e, "/id", s->entity->id, l->roster.id);
}

/* ---- assessors ---- */

static void row_bar(struct fold *f, const struct event *e)
{
	const struct assessor *a = content_assessor(f->content, e->row->id);

	if (!a)
		return;
	PUSH(&f->registry->arena, &f->registry->bars,
	     (struct bar){ .assessor = a,
			   .scope = e->row->more ? e->row->more->scope : NULL,
			   .from = e->day,
			   .until = e->row->until == DATE_NONE ? DATE_MAX : e->row->until,
			   .by = e,
			   .void_from = e->void_from });
}

/* ---- which row does what ---- */

enum issuer { ISSUER_OWNER, ISSUER_BELOW, ISSUER_ANY };

static bool issuer_may(struct fold *f, struct event *e, const struct listing *l, enum issuer who)
{
	if (who == ISSUER_OWNER && !act_issued_by(f->act, l->area, e->day))
		refuse_event(f, F_LIST_OWNER, e, "", l->roster.id, action_names[e->action]);
	else if (who == ISSUER_BELOW && !act_issued_below(f->act, l->area, e->day))
		refuse_event(f, F_LIST_ABOVE, e, "", l->roster.id, action_names[e->action]);
	return !e->refused;
}

/* An id that the loader does not know has its finding there; the row then has no effect here. */
static void fold_listed(struct fold *f, struct event *e, enum issuer who, listed_fn *fold)
{
	struct standing *s = event_standing(f, e);
	struct listing *l = e->list ? listing_get(f, e->list) : NULL;

	e->refused = !s || !l;
	if (e->refused || !issuer_may(f, e, l, who))
		return;
	place_support(f, e, s);
	fold(f, e, s, l);
}

static void fold_entity(struct fold *f, struct event *e,
			void (*fold)(struct fold *, struct event *, struct standing *))
{
	struct standing *s = event_standing(f, e);

	e->refused = !s;
	if (e->refused)
		return;
	place_support(f, e, s);
	fold(f, e, s);
}

void row_fold(struct fold *f, struct event *e)
{
	switch ((enum action)e->action) {
	case ACTION_REMOVE:
		fold_listed(f, e, ISSUER_OWNER, row_remove);
		break;
	case ACTION_RENAME:
		fold_entity(f, e, row_rename);
		break;
	case ACTION_LOCATE:
		fold_entity(f, e, row_locate);
		break;
	case ACTION_ALTER:
		fold_entity(f, e, row_alter);
		break;
	case ACTION_SUCCEED:
		fold_listed(f, e, ISSUER_OWNER, row_succeed);
		break;
	case ACTION_SAME:
		fold_entity(f, e, row_same);
		break;
	case ACTION_ENTER:
		fold_listed(f, e, ISSUER_OWNER, row_enter);
		break;
	case ACTION_TAKE_IN:
		fold_listed(f, e, ISSUER_BELOW, row_take_in);
		break;
	case ACTION_RECOMMEND:
		fold_listed(f, e, ISSUER_BELOW, row_recommend);
		break;
	case ACTION_PROPOSE:
		fold_listed(f, e, ISSUER_OWNER, row_propose);
		break;
	case ACTION_DROP:
		fold_listed(f, e, ISSUER_OWNER, row_drop);
		break;
	case ACTION_PASS:
		fold_listed(f, e, ISSUER_ANY, row_pass);
		break;
	case ACTION_RECTIFY:
		fold_listed(f, e, ISSUER_ANY, row_rectify);
		break;
	case ACTION_CLEAR:
		fold_listed(f, e, ISSUER_ANY, row_clear);
		break;
	case ACTION_BAR:
		row_bar(f, e);
		break;
	case ACTION_REVOKE: /* amend.c */
	case ACTION_CORRECT:
	case ACTION_REPORT_UP: /* events only */
	case ACTION_ASSESS:
	case ACTION_NONE:
	case ACTIONS:
		break;
	}
}
