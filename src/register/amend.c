/*
 * Revocations and corrections act on the rows that they name, before the
 * fold and by the time of their publication alone. Newest first settles
 * which revocations stand: one that is itself revoked does nothing. The
 * corrections that stand are then made in the order of their publication,
 * because each quotes what stood printed before it.
 */
#include "register/fold.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct amendment {
	struct event *event;
	struct act *act;
	struct event *target; /* NULL: not found */
};

/* ---- the row that is named ---- */

static int by_row_id(const void *left, const void *right)
{
	const struct event *a = *(struct event *const *)left, *b = *(struct event *const *)right;
	int c = strcmp(a->row->id, b->row->id);

	return c ? c : (a > b) - (a < b);
}

/* Sorted once, when the first amendment names a row of the notice. */
static void act_index(struct fold *f, struct act *act)
{
	act->by_id = arena_calloc(&f->scratch, act->n, sizeof(struct event *));
	for (size_t i = 0; i < act->n; i++)
		act->by_id[i] = &act->events[i];
	qsort(act->by_id, act->n, sizeof(struct event *), by_row_id);
}

static size_t first_of_id(const struct act *act, const char *id)
{
	size_t low = 0, high = act->n;

	while (low < high) {
		size_t mid = low + (high - low) / 2;

		if (strcmp(act->by_id[mid]->row->id, id) < 0)
			low = mid + 1;
		else
			high = mid;
	}
	return low;
}

/* Number of rows that the target fits; *found is the first of them. */
static size_t target_match(struct fold *f, struct act *act, const struct target *t,
			   struct event **found)
{
	size_t n = 0;

	if (!act->by_id)
		act_index(f, act);
	for (size_t i = first_of_id(act, t->id); i < act->n; i++) {
		struct event *e = act->by_id[i];

		if (strcmp(e->row->id, t->id) != 0)
			break;
		if (e->annex->no == t->annex && (!t->action || e->action == t->action) && !n++)
			*found = e;
	}
	return n;
}

/* The row that an amendment names, or NULL with a finding (the loader's, where an id is unknown). */
static struct event *target_find(struct fold *f, const struct amendment *a)
{
	const struct target *t = a->event->row->more ? a->event->row->more->target : NULL;
	const struct notice *n = t ? content_notice(f->content, t->notice) : NULL;
	struct act *act = n ? f->act_of[n - f->content->notices.items] : NULL;
	struct event *found = NULL;
	size_t fits = act ? target_match(f, act, t, &found) : 0;
	char no[16];

	if (!n)
		return NULL;
	snprintf(no, sizeof(no), "%d", t->annex);
	if (fits != 1) {
		find_event(f, fits ? F_TARGET_AMBIGUOUS : F_TARGET_UNKNOWN, a->event, "/target",
			   t->notice, no, t->id);
		return NULL;
	}
	if (act == a->act ? found >= a->event : act_compare_published(act, a->act) > 0) {
		find_event(f, F_TARGET_LATER, a->event, "/target", t->notice, no, t->id);
		return NULL;
	}
	return found;
}

/* Oldest first: the list of a revocation of a revocation is that of the row at the end. */
static void target_set(struct fold *f, struct amendment *a)
{
	a->target = target_find(f, a);
	if (a->target)
		a->event->list = a->target->list;
	else
		a->event->refused = true;
}

/* ---- revocations ---- */

enum nature {
	NATURE_OWNERS, /* what only a list's owner may write, only a list's owner may revoke */
	NATURE_ISSUERS, /* also who issued it may */
	NATURE_WHOLE /* so too, but it stands or falls as a whole: there is no part of it in time */
};

static enum nature action_nature(int action)
{
	switch ((enum action)action) {
	case ACTION_REMOVE:
	case ACTION_SUCCEED:
	case ACTION_ENTER:
	case ACTION_PROPOSE:
	case ACTION_DROP:
		return NATURE_OWNERS;
	case ACTION_SAME:
	case ACTION_REVOKE:
	case ACTION_CORRECT:
		return NATURE_WHOLE;
	case ACTION_NONE:
	case ACTION_RENAME:
	case ACTION_LOCATE:
	case ACTION_ALTER:
	case ACTION_TAKE_IN:
	case ACTION_RECOMMEND:
	case ACTION_PASS:
	case ACTION_RECTIFY:
	case ACTION_CLEAR:
	case ACTION_BAR:
	case ACTION_REPORT_UP:
	case ACTION_ASSESS:
	case ACTIONS:
		break;
	}
	return NATURE_ISSUERS;
}

static bool may_revoke(struct fold *f, const struct act *act, const struct event *target)
{
	const struct act *of = act_of_event(f, target);
	struct listing *list = target->list ? listing_get(f, target->list) : NULL;

	if (list && act_issued_by(act, list->area, act->day))
		return true;
	for (size_t i = 0; i < of->n_issuers; i++)
		if (action_nature(target->action) != NATURE_OWNERS &&
		    act_issued_by(act, of->issuers[i], act->day))
			return true;
	return false;
}

/* The first day of a row's effect: to revoke it from then is to revoke it from its start. */
static date_t start_of(const struct event *target)
{
	const char *from = target->row->more ? target->row->more->from : NULL;
	date_t day = target->action == ACTION_REVOKE && from ? date_parse(from) : DATE_NONE;

	return day > target->day ? day : target->day;
}

static void row_void(struct fold *f, struct event *target, struct event *e, date_t from)
{
	if (target->voided_by && target->void_from >= from)
		find_event(f, F_REVOKE_TWICE, target->voided_by, "/target", e->notice->id);
	if (target->voided_by && target->void_from < from)
		return; /* the newer decision reaches further back */
	target->void_from = from;
	target->voided_by = e;
}

static void revoke(struct fold *f, const struct amendment *a)
{
	struct event *e = a->event, *target = a->target;
	const char *said = e->row->more ? e->row->more->from : NULL;
	date_t from;

	if (event_void(e, e->day) || !target)
		return;
	from = said ? date_parse(said) : target->day;
	if (from == DATE_NONE || (target->list && !listing_get(f, target->list)))
		e->refused = true; /* the loader has a finding */
	else if (!may_revoke(f, a->act, target))
		refuse_event(f, F_REVOKE_OWNER, e, "/target",
			     target->list ? target->list : target->notice->id);
	else if (from <= start_of(target))
		row_void(f, target, e, target->day);
	else if (action_nature(target->action) == NATURE_WHOLE)
		refuse_event(f, F_REVOKE_WHOLE, e, "/from", action_names[target->action]);
	else
		row_void(f, target, e, from);
}

/* ---- corrections ---- */

static bool issued_by_same(const struct notice *a, const struct notice *b)
{
	for (size_t i = 0; i < a->issuers.n; i++)
		for (size_t k = 0; k < b->issuers.n; k++)
			if (strcmp(a->issuers.items[i], b->issuers.items[k]) == 0)
				return true;
	return false;
}

/* Index of the column with the label; as many as there are where none has it. */
static size_t column_find(const struct annex *a, const char *label)
{
	size_t i = 0;

	while (i < a->columns.n && (!label || strcmp(a->columns.items[i].label, label) != 0))
		i++;
	return i;
}

static void cell_set(struct fold *f, struct event *e, size_t i, const char *value)
{
	const char **cells =
		arena_memdup(&f->registry->arena, e->cells, e->annex->columns.n * sizeof(*cells));

	cells[i] = value;
	e->cells = cells;
}

static void correct(struct fold *f, const struct amendment *a)
{
	struct event *e = a->event, *target = a->target;
	const struct row_more *more = e->row->more;
	size_t i;

	if (event_void(e, e->day) || !target)
		return;
	i = column_find(target->annex, more->column);
	if (!issued_by_same(e->notice, target->notice))
		refuse_event(f, F_CORRECT_ISSUER, e, "/target", target->notice->id);
	else if (!more->column || !more->old || !more->new_)
		refuse_event(f, F_CORRECT_KEYS, e, "", target->notice->id);
	else if (i == target->annex->columns.n)
		refuse_event(f, F_CORRECT_COLUMN, e, "/column", more->column);
	else if (strcmp(target->cells[i], more->old) != 0)
		refuse_event(f, F_CORRECT_OLD, e, "/old", target->cells[i], more->old);
	else
		cell_set(f, target, i, more->new_);
}

/* ---- all of them ---- */

static int by_publication(const void *left, const void *right)
{
	const struct amendment *a = left, *b = right;
	int c = act_compare_published(a->act, b->act);

	return c ? c : (a->event > b->event) - (a->event < b->event);
}

static size_t amendments_find(const struct fold *f, struct amendment *out)
{
	size_t n = 0;

	for (size_t i = 0; i < f->n_acts; i++) {
		struct act *act = &f->acts[i];

		for (size_t k = 0; k < act->n; k++) {
			struct event *e = &act->events[k];

			if (e->action != ACTION_REVOKE && e->action != ACTION_CORRECT)
				continue;
			if (out)
				out[n] = (struct amendment){ e, act, NULL };
			n++;
		}
	}
	return n;
}

void acts_amend(struct fold *f)
{
	size_t n = amendments_find(f, NULL);
	struct amendment *all = arena_calloc(&f->scratch, n, sizeof(*all));

	amendments_find(f, all);
	qsort(all, n, sizeof(*all), by_publication);
	for (size_t i = 0; i < n; i++)
		target_set(f, &all[i]);
	for (size_t i = n; i-- > 0;)
		if (all[i].event->action == ACTION_REVOKE)
			revoke(f, &all[i]);
	for (size_t i = 0; i < n; i++)
		if (all[i].event->action == ACTION_CORRECT)
			correct(f, &all[i]);
}
