#include <stdlib.h>
#include <string.h>

#include "base/hash.h"
#include "content/tables.h"
#include "register/compare_parts.h"
#include "rules/rules.h"

bool comparison_of_days(const struct comparison *c)
{
	return c->was->content == c->is->content;
}

const struct notice *notice_change_notice(const struct notice_change *c)
{
	return c->is ? c->is : c->was;
}

static bool there(const struct comparison *c, const struct registry *r, const struct notice *n)
{
	return notice_seen(n, r->seen) && notice_effective(n) != DATE_NONE &&
	       (!comparison_of_days(c) || notice_effective(n) <= r->as_of);
}

static const struct notice *find(const struct comparison *c, const struct registry *r, const char *id)
{
	const struct notice *n = content_notice(r->content, id);

	return n && there(c, r, n) ? n : NULL;
}

/* ---- what was edited ---- */

static bool same_hash(const unsigned char *a, const unsigned char *b)
{
	return a == b || (a && b && memcmp(a, b, HASH_SIZE) == 0);
}

/* The lines that differ, without those that stayed before and behind them. */
static void compare_bodies(const char *was, const char *is, struct record_parts *out)
{
	size_t first = 0, line = 0, n = strlen(was), m = strlen(is);

	for (; first < n && first < m && was[first] == is[first]; first++)
		if (was[first] == '\n')
			line = first + 1;
	if (first == n && first == m)
		return;
	while (n > first && m > first && was[n - 1] == is[m - 1])
		n--, m--;
	while (was[n] && was[n] != '\n') /* to the end of the line, which is the same in both */
		n++, m++;
	ARRAY_GROW(out->items, out->n, out->cap);
	out->items[out->n++] =
		(struct record_part){ "body", arena_strndup(out->arena, was + line, n - line),
				      arena_strndup(out->arena, is + line, m - line) };
}

static void compare_notice(struct comparison *c, struct notice_change *n)
{
	struct record_parts parts = { .arena = &c->arena };
	struct array_file was = { { n->was->annexes.items, n->was->annexes.n } };
	struct array_file is = { { n->is->annexes.items, n->is->annexes.n } };

	if (n->was->hash && same_hash(n->was->hash, n->is->hash) &&
	    same_hash(n->was->annex_hash, n->is->annex_hash))
		return;
	record_compare(&notice_record, n->was, n->is, "", &parts);
	compare_bodies(n->was->body ? n->was->body : "", n->is->body ? n->is->body : "", &parts);
	record_compare(&annexes_record, &was, &is, "", &parts);
	n->parts.items = arena_memdup(&c->arena, parts.items, parts.n * sizeof(*parts.items));
	n->parts.n = parts.n;
	free(parts.items);
}

/* ---- all of them ---- */

static int by_day(const void *a, const void *b)
{
	const struct notice *x = notice_change_notice(a), *y = notice_change_notice(b);

	if (notice_effective(x) != notice_effective(y))
		return notice_effective(x) < notice_effective(y) ? -1 : 1;
	return strcmp(x->id, y->id);
}

void compare_notices(struct comparison *c)
{
	const struct content *was = c->was->content, *is = c->is->content;
	struct notice_change *items = xcalloc(was->notices.n + is->notices.n + 1, sizeof(*items));
	size_t n = 0;

	for (size_t i = 0; i < was->notices.n; i++) {
		struct notice_change *one = &items[n];

		if (!there(c, c->was, &was->notices.items[i]))
			continue;
		*one = (struct notice_change){ .was = &was->notices.items[i] };
		one->is = find(c, c->is, one->was->id);
		if (!one->is)
			one->withheld = content_withheld(is, one->was->path);
		else if (one->is != one->was)
			compare_notice(c, one);
		n += !one->is || one->parts.n;
	}
	for (size_t i = 0; i < is->notices.n; i++)
		if (there(c, c->is, &is->notices.items[i]) &&
		    !find(c, c->was, is->notices.items[i].id))
			items[n++] = (struct notice_change){ .is = &is->notices.items[i] };
	if (n)
		qsort(items, n, sizeof(*items), by_day);
	c->notices.items = arena_memdup(&c->arena, items, n * sizeof(*items));
	c->notices.n = n;
	free(items);
	for (size_t i = 0; i < n; i++)
		map_add(&c->notice_by_id, notice_change_notice(&c->notices.items[i])->id,
			&c->notices.items[i]);
}
