/*
 * What changed on a list, as JSON Lines: an object for each day of change.
 * From the empty list, with `removed`, `entered`, `renamed` and `altered` of
 * each day applied in this order, the list of every day comes out; the build
 * proves it of every list. Days are legal days, as the list is known now: a
 * revocation or correction changes the lines of the day that it is about.
 */
#include <stdlib.h>
#include <string.h>

#include "exports/deltas_proof.h"
#include "exports/lists.h"
#include "exports/common.h"

static void add_strings(struct json_out *j, const char *key, const struct strings *s)
{
	json_out_key(j, key);
	json_out_array_begin(j);
	for (size_t i = 0; i < s->n; i++)
		json_out_string(j, s->items[i]);
	json_out_array_end(j);
}

static void add_removed(struct json_out *j, const struct delta *c)
{
	json_member(j, "name", c->before.name);
	json_member(j, "ground", c->spell->ground);
}

static void add_state(struct json_out *j, const struct delta *c)
{
	if (c->kind == DELTA_ENTERED)
		json_member(j, "name", c->after.name);
	json_member(j, "place", c->after.place);
	json_member(j, "industry", c->after.industry);
	add_strings(j, "bases", &c->after.bases);
}

static void add_renamed(struct json_out *j, const struct delta *c)
{
	json_member(j, "from", c->before.name);
	json_member(j, "to", c->after.name);
}

/* Those of a kind among the n changes of a day. */
static void add_kind(struct json_out *j, const char *key, const struct delta *c, size_t n, int kind,
		     void (*add)(struct json_out *, const struct delta *))
{
	json_out_key(j, key);
	json_out_array_begin(j);
	for (size_t i = 0; i < n; i++) {
		if (c[i].kind != kind)
			continue;
		json_out_object_begin(j);
		json_member(j, "id", c[i].member->who->entity->id);
		add(j, &c[i]);
		json_out_object_end(j);
	}
	json_out_array_end(j);
}

static int by_text(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* The notices behind the n changes of a day. */
static struct strings notices_of(const struct export *e, const struct delta *c, size_t n)
{
	struct strings all = { NULL, 0 };
	size_t kept = 0;

	for (size_t i = 0; i < n; i++)
		all.n += c[i].notices.n;
	all.items = arena_calloc(e->page.arena, all.n, sizeof(*all.items));
	all.n = 0;
	for (size_t i = 0; i < n; i++)
		for (size_t k = 0; k < c[i].notices.n; k++)
			all.items[all.n++] = c[i].notices.items[k];
	if (all.n)
		qsort(all.items, all.n, sizeof(*all.items), by_text);
	for (size_t i = 0; i < all.n; i++)
		if (!kept || strcmp(all.items[kept - 1], all.items[i]) != 0)
			all.items[kept++] = all.items[i];
	all.n = kept;
	return all;
}

static void add_day(const struct export *e, const struct delta *c, size_t n, struct buf *out)
{
	struct strings notices = notices_of(e, c, n);
	struct json_out j = { .out = out };

	json_out_flat_begin(&j);
	json_out_object_begin(&j);
	json_member_day(&j, "day", c->day);
	if (export_demo(e->all))
		json_member(&j, "mark", EXPORT_MARK);
	add_strings(&j, "notices", &notices);
	add_kind(&j, "removed", c, n, DELTA_REMOVED, add_removed);
	add_kind(&j, "entered", c, n, DELTA_ENTERED, add_state);
	add_kind(&j, "renamed", c, n, DELTA_RENAMED, add_renamed);
	add_kind(&j, "altered", c, n, DELTA_ALTERED, add_state);
	json_out_object_end(&j);
	json_out_flat_end(&j);
	buf_add_char(out, '\n');
}

static void deltas_address(const struct exports *x, size_t i, struct buf *out)
{
	list_file_address(x, i, "changes.jsonl", out);
}

static void deltas_render(const struct export *e, size_t i, struct buf *out)
{
	const struct roster *l = e->all->ctx->outline->lists.items[i].roster;
	struct deltas c = list_deltas(e->all->ctx->registry, l, e->page.arena);
	size_t n;

	if (deltas_prove(e->all->ctx->registry, l, &c, e->page.findings) < 0)
		return;
	for (size_t at = 0; at < c.n; at += n) {
		for (n = 1; at + n < c.n && c.items[at + n].day == c.items[at].day;)
			n++;
		add_day(e, &c.items[at], n, out);
	}
}

const struct export_kind export_deltas = {
	.name = "changes",
	.count = list_file_count,
	.address = deltas_address,
	.made_from = list_file_made_from,
	.render = deltas_render,
};
