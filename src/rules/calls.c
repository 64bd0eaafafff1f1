/* The yearly calls of each region, sorted once. */
#include "rules/rules.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

struct calls {
	const struct notice **items; /* by region, the earlier first */
	size_t n, cap;
};

static bool counts(const struct notice *n, minute_t seen)
{
	return n->type == NOTICE_CALL && notice_seen(n, seen) && notice_effective(n) != DATE_NONE;
}

static int compare(const void *a, const void *b)
{
	const struct notice *x = *(const struct notice *const *)a;
	const struct notice *y = *(const struct notice *const *)b;
	int c = strcmp(x->region, y->region);

	return c ? c : call_compare(x, y);
}

struct calls *calls_new(const struct content *c, minute_t seen)
{
	struct calls *calls = xcalloc(1, sizeof(*calls));

	for (size_t i = 0; i < c->notices.n; i++) {
		if (!counts(&c->notices.items[i], seen))
			continue;
		ARRAY_GROW(calls->items, calls->n, calls->cap);
		calls->items[calls->n++] = &c->notices.items[i];
	}
	if (calls->n)
		qsort(calls->items, calls->n, sizeof(*calls->items), compare);
	return calls;
}

void calls_free(struct calls *calls)
{
	if (!calls)
		return;
	free(calls->items);
	free(calls);
}

const struct notice *calls_latest(const struct calls *calls, const char *region, date_t day)
{
	size_t low = 0, high = calls->n;

	while (low < high) { /* the first that is later than the region's calls of that day */
		size_t middle = (low + high) / 2;
		int c = strcmp(calls->items[middle]->region, region);

		if (c < 0 || (c == 0 && notice_effective(calls->items[middle]) <= day))
			low = middle + 1;
		else
			high = middle;
	}
	if (!low || strcmp(calls->items[low - 1]->region, region) != 0)
		return NULL;
	return calls->items[low - 1];
}
