#include "register/fold.h"

#include <stdlib.h>
#include <string.h>

/*
 * Longer chains of `follows` count as this: real ones have a handful of links, and a circle, which
 * the loader reports, must end.
 */
enum { DEPTH_MOST = 64 };

static int follows_depth(const struct content *c, const struct notice *n)
{
	int depth = 0;

	while (n && n->follows && depth < DEPTH_MOST) {
		n = content_notice(c, n->follows);
		depth++;
	}
	return depth;
}

static bool folded(const struct fold *f, const struct notice *n)
{
	return n->draft ? f->options.drafts
			: notice_seen(n, f->options.seen) && notice_effective(n) != DATE_NONE;
}

/* The day of drafts that give none: the one after all that is known, or today. */
static date_t last_day(const struct fold *f)
{
	date_t last = 0;

	if (f->options.as_of != DATE_MAX)
		return f->options.as_of;
	if (f->options.seen != DATE_MAX)
		last = minute_date(f->options.seen);
	for (size_t i = 0; i < f->content->notices.n; i++) {
		const struct notice *n = &f->content->notices.items[i];

		if (folded(f, n) && notice_effective(n) > last)
			last = notice_effective(n);
	}
	return last ? last + 1 : f->options.today;
}

static int compare_int(int a, int b)
{
	return (a > b) - (a < b);
}

int act_compare_published(const struct act *a, const struct act *b)
{
	int c = compare_int(a->published, b->published);

	if (!c)
		c = compare_int(a->depth, b->depth);
	return c ? c : strcmp(a->notice->id, b->notice->id);
}

static int by_fold_order(const void *left, const void *right)
{
	const struct act *a = left, *b = right;
	int c = compare_int(a->day, b->day);

	if (!c)
		c = compare_int(a->depth, b->depth);
	if (!c)
		c = compare_int(a->published, b->published);
	return c ? c : strcmp(a->notice->id, b->notice->id);
}

/* The cells of a row, one per column whatever the record holds. */
static const char *const *row_cells(struct fold *f, const struct annex *a, const struct row *r)
{
	const char **cells;

	if (r->n_cells >= a->columns.n)
		return r->cells;
	cells = arena_calloc(&f->registry->arena, a->columns.n, sizeof(*cells));
	for (size_t i = 0; i < a->columns.n; i++)
		cells[i] = i < r->n_cells ? r->cells[i] : "";
	return cells;
}

static void event_fill(struct fold *f, const struct act *act, struct event *e, unsigned ai,
		       unsigned ri)
{
	const struct annex *annex = &act->notice->annexes.items[ai];
	const struct row *row = &annex->rows.items[ri];

	e->notice = act->notice;
	e->annex = annex;
	e->row = row;
	e->cells = row_cells(f, annex, row);
	e->annex_index = ai;
	e->row_index = ri;
	e->action = row_action(annex, row);
	e->list = row_list(annex, row);
	e->day = act->day;
	e->void_from = DATE_MAX;
}

/* The rows of a notice, sorted by action and otherwise as they stand; by counting. */
static void act_fill(struct fold *f, struct act *act)
{
	size_t next[ACTIONS + 1] = { 0 };

	for (unsigned ai = 0; ai < act->notice->annexes.n; ai++) {
		const struct annex *a = &act->notice->annexes.items[ai];

		for (unsigned ri = 0; ri < a->rows.n; ri++)
			next[row_action(a, &a->rows.items[ri]) + 1]++;
	}
	for (size_t i = 1; i < ARRAY_LEN(next); i++)
		next[i] += next[i - 1];
	for (unsigned ai = 0; ai < act->notice->annexes.n; ai++) {
		const struct annex *a = &act->notice->annexes.items[ai];

		for (unsigned ri = 0; ri < a->rows.n; ri++) {
			int action = row_action(a, &a->rows.items[ri]);

			event_fill(f, act, &act->events[next[action]++], ai, ri);
		}
	}
}

static struct act act_make(const struct fold *f, const struct notice *n, date_t last)
{
	struct act act = { .notice = n, .day = notice_effective(n) };

	if (act.day == DATE_NONE)
		act.day = last;
	act.published = n->draft ? DATE_MAX : notice_published(n);
	act.depth = follows_depth(f->content, n);
	for (size_t i = 0; i < n->annexes.n; i++)
		act.n += n->annexes.items[i].rows.n;
	return act;
}

void acts_collect(struct fold *f)
{
	const struct content *c = f->content;
	struct event *events;
	date_t last = last_day(f);
	size_t n = 0;

	f->acts = arena_calloc(&f->scratch, c->notices.n, sizeof(*f->acts));
	for (size_t i = 0; i < c->notices.n; i++)
		if (folded(f, &c->notices.items[i]))
			f->acts[f->n_acts++] = act_make(f, &c->notices.items[i], last);
	qsort(f->acts, f->n_acts, sizeof(*f->acts), by_fold_order);

	f->act_of = arena_calloc(&f->scratch, c->notices.n, sizeof(struct act *));
	for (size_t i = 0; i < f->n_acts; i++)
		n += f->acts[i].n;
	events = arena_calloc(&f->registry->arena, n, sizeof(*events));
	f->registry->events.items = events;
	f->named = arena_calloc(&f->scratch, n, sizeof(struct standing *));
	for (size_t i = 0; i < f->n_acts; i++) {
		struct act *act = &f->acts[i];

		f->act_of[act->notice - c->notices.items] = act;
		act->events = events;
		act_fill(f, act);
		events += act->n;
		if (act->day <= f->options.as_of)
			f->registry->events.n += act->n;
	}
}

struct act *act_of_event(const struct fold *f, const struct event *e)
{
	return f->act_of[e->notice - f->content->notices.items];
}
