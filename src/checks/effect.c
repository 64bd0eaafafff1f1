/* What a notice does to lists as a whole: how much it takes away, and into what past it reaches. */
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "checks/families.h"
#include "checks/input.h"

enum { LOSS_SHARE = 20 }; /* percent, unless site.json sets loss_share */

/* ---- out of proportion ---- */

static bool takes_away(const struct event *e)
{
	return e->action == ACTION_REMOVE && !e->refused && e->void_from > e->day;
}

static bool states_removals(const struct notice *n, const char *category)
{
	for (size_t i = 0; i < n->counts.n; i++)
		if (strcmp(n->counts.items[i].what, "remove") == 0 &&
		    strcmp(n->counts.items[i].key, category) == 0)
			return true;
	return false;
}

/* Rows of one list stand together only within an annex; each list is counted at its first row. */
static size_t removals_of(const struct event *e, size_t n, const char *list)
{
	size_t removals = 0;

	for (size_t i = 0; i < n; i++)
		removals += takes_away(&e[i]) && strcmp(e[i].list, list) == 0;
	return removals;
}

static bool seen_before(const struct event *e, size_t i)
{
	for (size_t k = 0; k < i; k++)
		if (takes_away(&e[k]) && strcmp(e[k].list, e[i].list) == 0)
			return true;
	return false;
}

static void loss_share(const struct check_input *in, const struct notice *n)
{
	int most = in->content->site.loss_share ? in->content->site.loss_share : LOSS_SHARE;
	size_t n_events;
	const struct event *e = check_events(in, n, &n_events);

	for (size_t i = 0; i < n_events; i++) {
		const struct roster *l;
		size_t before, removals;

		if (!takes_away(&e[i]) ||
		    (i && takes_away(&e[i - 1]) && strcmp(e[i - 1].list, e[i].list) == 0) ||
		    states_removals(n, list_category(e[i].list)) || seen_before(e, i))
			continue;
		l = registry_roster(in->registry, e[i].list);
		before = l ? roster_count(l, e[i].day - 1) : 0;
		removals = removals_of(e, n_events, e[i].list);
		if (removals * 100 > before * (size_t)most)
			finding_add(in->findings, F_LOSS_SHARE, PLACE(in, n, "/title"), e[i].list,
				    arg_number(in, (int)removals), arg_number(in, (int)before),
				    arg_number(in, most));
	}
}

/* ---- slipped in ---- */

struct moved { /* a notice that moved a list */
	const char *list;
	const struct notice *notice;
	date_t day;
};

static bool moves(const struct event *e)
{
	return (e->action == ACTION_ENTER || e->action == ACTION_REMOVE ||
		e->action == ACTION_SUCCEED) &&
	       e->list && !e->refused && !e->notice->draft;
}

static int by_list_and_day(const void *a, const void *b)
{
	const struct moved *x = a, *y = b;
	int order = strcmp(x->list, y->list);

	if (order)
		return order;
	return (x->day > y->day) - (x->day < y->day);
}

static void slipped_in(const struct check_input *in, const struct moved *m, const struct moved *after)
{
	finding_add(in->findings, F_SLIPPED_IN, PLACE(in, m->notice, "/published"), m->list,
		    arg_date(in, m->day), after->notice->id,
		    arg_date(in, minute_date(notice_published(after->notice))));
}

/* Of one list, from its last day back: what was published first of all that is later by law. */
static void check_list(const struct check_input *in, const struct moved *items, size_t n)
{
	const struct moved *first = NULL, *same_day = NULL;

	for (size_t i = n; i-- > 0;) {
		const struct moved *m = &items[i];

		if (i + 1 < n && items[i + 1].day > m->day && same_day &&
		    (!first || notice_published(same_day->notice) < notice_published(first->notice)))
			first = same_day;
		if (i + 1 < n && items[i + 1].day > m->day)
			same_day = NULL;
		if (first && m->notice->published != DATE_NONE &&
		    notice_published(first->notice) < m->notice->published)
			slipped_in(in, m, first);
		if (!same_day || notice_published(m->notice) < notice_published(same_day->notice))
			same_day = m;
	}
}

static void notices_in_order(const struct check_input *in)
{
	const struct registry *r = in->registry;
	struct moved *items = xcalloc(r->events.n, sizeof(*items));
	size_t n = 0;

	for (size_t i = 0; i < r->events.n; i++) {
		const struct event *e = &r->events.items[i];

		if (!moves(e) || (n && items[n - 1].notice == e->notice &&
				  strcmp(items[n - 1].list, e->list) == 0))
			continue;
		items[n++] = (struct moved){ e->list, e->notice, e->day };
	}
	if (n)
		qsort(items, n, sizeof(*items), by_list_and_day);
	for (size_t i = 0, k; i < n; i = k) {
		for (k = i + 1; k < n && strcmp(items[k].list, items[i].list) == 0;)
			k++;
		check_list(in, items + i, k - i);
	}
	free(items);
}

static const struct check rows[] = {
	{ F_LOSS_SHARE, .reads = READS_RECORDS | READS_REGISTER,
	  .says = { "名单大量减少须在 counts 中写明", "a large loss to a list is stated in counts" },
	  .notice = loss_share },
	{ F_SLIPPED_IN, .reads = READS_RECORDS | READS_REGISTER,
	  .says = { "公布较晚的文告不插到已公布的文告之前生效",
		    "no notice takes effect before one that was published earlier" },
	  .all = notices_in_order },
};

const struct family effect_family = {
	.name = "effect",
	.says = { "对名单的影响", "what a notice does to lists" },
	.found_by = "check",
	.checks = rows,
	.n = ARRAY_LEN(rows),
};
