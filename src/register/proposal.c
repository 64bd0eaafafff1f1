/*
 * A list notice that follows a proposal drops what it leaves out. Who is
 * left out should be explained: by a drop row, or by the number that the
 * notice states in counts.dropped.
 */
#include "register/fold.h"

#include <stdio.h>
#include <string.h>

struct coverage { /* lists that the notice publishes, empty ones too */
	struct listing **items;
	size_t n;
};

static void coverage_add(struct fold *f, struct coverage *c, const char *list)
{
	struct listing *l = list ? listing_get(f, list) : NULL;

	for (size_t i = 0; l && i < c->n; i++)
		if (c->items[i] == l)
			return;
	if (l && act_issued_by(f->act, l->area, f->act->day))
		PUSH(&f->scratch, c, l);
}

static struct coverage coverage_find(struct fold *f)
{
	const struct notice *n = f->act->notice;
	struct coverage c = { NULL, 0 };

	for (size_t i = 0; i < n->annexes.n; i++)
		if (n->annexes.items[i].action == ACTION_ENTER)
			coverage_add(f, &c, n->annexes.items[i].list);
	for (size_t i = 0; i < f->act->n; i++)
		if (f->act->events[i].action == ACTION_ENTER)
			coverage_add(f, &c, f->act->events[i].list);
	return c;
}

/* What ended it has to be some row: one of the list notice's, if it has any. */
static const struct event *row_of(const struct act *act, const char *list)
{
	for (size_t i = 0; i < act->n; i++)
		if (act->events[i].list && strcmp(act->events[i].list, list) == 0)
			return &act->events[i];
	return act->n ? act->events : NULL;
}

/* Who was entered by a row that is void now is absent, too; but its revocation explains it. */
static void revoked_close(struct fold *f, struct listing *l, const struct notice *proposal)
{
	for (size_t i = 0; i < f->act->n; i++) {
		const struct event *e = &f->act->events[i];
		struct standing *s = event_standing(f, e);
		struct membership *m = s ? membership_find(s, &l->roster) : NULL;

		if (e->action != ACTION_ENTER || !event_void(e, e->day) || !m || !e->list ||
		    listing_get(f, e->list) != l)
			continue;
		for (size_t k = 0; k < m->stages.n; k++)
			if (m->stages.items[k].by->notice == proposal &&
			    m->stages.items[k].kind == STAGE_PROPOSED)
				stage_end(&m->stages.items[k], STAGE_ABSENT, e, e->day);
	}
}

struct tally {
	int absent, dropped;
};

static void tally_add(struct tally *t, struct stage *s, const struct event *e, date_t day)
{
	t->dropped += s->outcome == STAGE_DROPPED;
	t->absent += s->outcome == STAGE_OPEN;
	stage_end(s, STAGE_ABSENT, e, day);
}

/* -1: the notice states no number. */
static int dropped_stated(const struct notice *n, const char *category)
{
	for (size_t i = 0; i < n->counts.n; i++)
		if (strcmp(n->counts.items[i].what, "dropped") == 0 &&
		    strcmp(n->counts.items[i].key, category) == 0)
			return n->counts.items[i].n;
	return -1;
}

static void absence_check(struct fold *f, const struct listing *l, const struct tally *t)
{
	const struct notice *n = f->act->notice;
	int stated = dropped_stated(n, l->roster.category);
	char absent[16];

	/* The number may count those with a drop row, or only the others. */
	if (!f->findings || !t->absent || stated == t->absent || stated == t->absent + t->dropped)
		return;
	snprintf(absent, sizeof(absent), "%d", t->absent);
	finding_add(f->findings, F_ABSENCE, place_in(f->findings, n->path, "/follows"), absent,
		    l->roster.id, n->follows);
}

static void list_close(struct fold *f, struct listing *l, const struct act *proposal)
{
	const struct event *ended_by = row_of(f->act, l->roster.id);
	struct tally tally = { 0, 0 };

	revoked_close(f, l, proposal->notice);
	for (size_t i = 0; i < proposal->n; i++) {
		const struct event *e = &proposal->events[i];
		struct standing *s = event_standing(f, e);
		struct membership *m = s ? membership_find(s, &l->roster) : NULL;

		for (size_t k = 0; m && k < m->stages.n; k++)
			if (m->stages.items[k].by == e && e->action == ACTION_PROPOSE)
				tally_add(&tally, &m->stages.items[k], ended_by, f->act->day);
	}
	absence_check(f, l, &tally);
}

void proposal_close(struct fold *f)
{
	const struct notice *n = f->act->notice;
	const struct notice *followed = content_notice(f->content, n->follows);
	const struct act *proposal =
		followed ? f->act_of[followed - f->content->notices.items] : NULL;
	struct coverage lists;

	if (n->type != NOTICE_LIST || !proposal)
		return;
	lists = coverage_find(f);
	for (size_t i = 0; i < lists.n; i++)
		list_close(f, lists.items[i], proposal);
}
