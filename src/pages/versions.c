#include "pages/versions.h"

#include <stdlib.h>
#include <string.h>

/* ---- finding them ---- */

static void add(struct changes *c, const struct page *p, struct change change)
{
	if (c->items && change.day <= p->ctx->registry->as_of)
		c->items[c->n] = change;
	c->n += change.day <= p->ctx->registry->as_of;
}

/* Out and in again on one day is no change of membership. */
static bool begins_as_one_ends(const struct membership *m, size_t i)
{
	return i > 0 && m->spells.items[i - 1].out == m->spells.items[i].from;
}

static void add_spells(struct changes *c, const struct page *p, const struct membership *m)
{
	for (size_t i = 0; i < m->spells.n; i++) {
		const struct spell *s = &m->spells.items[i];

		if (!begins_as_one_ends(m, i))
			add(c, p, (struct change){ s->from, CHANGE_ENTERED, m, s->entered, NULL });
		if (i + 1 == m->spells.n || !begins_as_one_ends(m, i + 1))
			add(c, p, (struct change){ s->out, CHANGE_LEFT, m, s->removed, NULL });
	}
}

/* While it was a member, and not on the day on which it became one: that entry has the new name. */
static void add_names(struct changes *c, const struct page *p, const struct membership *m)
{
	const struct standing *who = m->who;

	for (size_t i = 1; i < who->names.n; i++) {
		const struct dated *d = &who->names.items[i];
		const struct spell *s = membership_spell(m, d->from);
		const char *before = who->names.items[i - 1].value;

		if (s && s->from < d->from && strcmp(before, d->value) != 0)
			add(c, p, (struct change){ d->from, CHANGE_RENAMED, m, d->by, before });
	}
}

static void add_all(struct changes *c, const struct page *p, const struct roster *l)
{
	for (size_t i = 0; i < l->members.n; i++) {
		add_spells(c, p, l->members.items[i]);
		add_names(c, p, l->members.items[i]);
	}
}

/* ---- ordering them ---- */

static int row_order(const struct event *a, const struct event *b)
{
	int order;

	if (!a || !b)
		return a ? -1 : b != NULL;
	order = strcmp(a->notice->id, b->notice->id);
	if (order)
		return order;
	if (a->annex_index != b->annex_index)
		return a->annex_index < b->annex_index ? -1 : 1;
	return a->row_index < b->row_index ? -1 : a->row_index > b->row_index;
}

static int change_order(const void *a, const void *b)
{
	const struct change *x = a, *y = b;
	int order;

	if (x->day != y->day)
		return x->day < y->day ? 1 : -1;
	if (x->kind != y->kind)
		return x->kind - y->kind;
	order = row_order(x->by, y->by);
	return order ? order : strcmp(x->membership->who->entity->id, y->membership->who->entity->id);
}

struct changes list_changes(const struct page *p, const struct roster *l)
{
	struct changes c = { NULL, 0 };

	add_all(&c, p, l); /* counts */
	c.items = arena_calloc(p->arena, c.n, sizeof(*c.items));
	c.n = 0;
	add_all(&c, p, l);
	qsort(c.items, c.n, sizeof(*c.items), change_order);
	return c;
}
