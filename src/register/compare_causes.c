/* Which notices are behind a change. */
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "register/compare_parts.h"
#include "rules/rules.h"

/* ---- what happened in one register only ---- */

static bool same_delta(const struct delta *a, const struct delta *b)
{
	return a->day == b->day && a->kind == b->kind &&
	       text_same(a->member->who->entity->id, b->member->who->entity->id) &&
	       member_state_same(&a->before, &b->before) &&
	       member_state_same(&a->after, &b->after) && strings_same(&a->notices, &b->notices);
}

static bool has_delta(const struct deltas *d, const struct delta *one)
{
	for (size_t i = 0; i < d->n; i++)
		if (same_delta(&d->items[i], one))
			return true;
	return false;
}

static struct deltas without(const struct deltas *d, const struct deltas *other, struct arena *a)
{
	struct deltas left = { arena_calloc(a, d->n, sizeof(*left.items)), 0 };

	for (size_t i = 0; i < d->n; i++)
		if (!has_delta(other, &d->items[i]))
			left.items[left.n++] = d->items[i];
	return left;
}

struct happened what_happened(const struct comparison *c, const struct membership *was,
			      const struct membership *is, struct arena *scratch)
{
	const struct deltas none = { NULL, 0 };
	struct deltas a = was ? member_deltas(c->was, was, scratch) : none;
	struct deltas b = is ? member_deltas(c->is, is, scratch) : none;

	return (struct happened){ without(&a, &b, scratch), without(&b, &a, scratch), scratch };
}

static bool renames(const struct deltas *d)
{
	for (size_t i = 0; i < d->n; i++)
		if (d->items[i].kind == DELTA_RENAMED)
			return true;
	return false;
}

bool happened_rename(const struct happened *h)
{
	return renames(&h->was) || renames(&h->is);
}

/* ---- the notices behind it ---- */

struct causes {
	struct comparison *c;
	const char **items;
	size_t n, cap;
};

static void add(struct causes *s, const char *id)
{
	for (size_t i = 0; i < s->n; i++)
		if (strcmp(s->items[i], id) == 0)
			return;
	ARRAY_GROW(s->items, s->n, s->cap);
	s->items[s->n++] = id;
}

/* Of the deltas that are about what changed: of a rename renames, of an entry or removal those. */
static bool concerns(const struct delta *d, const struct member_change *change)
{
	bool renamed = d->kind == DELTA_RENAMED;

	if (change->kind == CHANGE_RENAMED)
		return renamed;
	if (change->kind == CHANGE_ALTERED && !(change->differs & 1 << ASPECT_NAME))
		return !renamed;
	if (change->kind == CHANGE_ENTERED || change->kind == CHANGE_REMOVED)
		return d->kind == DELTA_ENTERED || d->kind == DELTA_REMOVED;
	return true;
}

static void add_deltas(struct causes *s, const struct deltas *d, const struct member_change *change)
{
	for (size_t i = 0; i < d->n; i++)
		for (size_t k = 0; concerns(&d->items[i], change) && k < d->items[i].notices.n; k++)
			add(s, d->items[i].notices.items[k]);
}

static bool changed(const struct comparison *c, const char *notice)
{
	return map_get(&c->notice_by_id, notice) != NULL;
}

/*
 * Rows of notices that changed, by the companies that they name. The registers do not have them all:
 * a revocation moves lists on days before its own.
 */
struct naming {
	const char *notice, *list; /* list NULL: the row names none */
	const struct naming *next;
};

static void name_in(struct comparison *c, const char *id, const char *notice, const char *list)
{
	struct naming *one;

	if (!id)
		return;
	one = arena_alloc(&c->arena, sizeof(*one));
	*one = (struct naming){ notice, list, map_get(&c->namings, id) };
	map_set(&c->namings, id, one);
}

static void index_notice(struct comparison *c, const struct notice *n)
{
	for (size_t i = 0; n && i < n->annexes.n; i++) {
		const struct annex *a = &n->annexes.items[i];

		for (size_t k = 0; k < a->rows.n; k++) {
			const struct row *r = &a->rows.items[k];
			bool amends = r->more && r->more->target;
			const char *list = amends ? NULL : row_list(a, r);

			name_in(c, r->id, n->id, list);
			name_in(c, r->more ? r->more->to : NULL, n->id, list);
			name_in(c, r->more ? r->more->with : NULL, n->id, list);
		}
	}
}

static const struct naming *namings_of(struct comparison *c, const char *id)
{
	for (; c->namings_of < c->notices.n; c->namings_of++) {
		index_notice(c, c->notices.items[c->namings_of].was);
		index_notice(c, c->notices.items[c->namings_of].is);
	}
	return map_get(&c->namings, id);
}

/* Notices that changed with rows about the company: on the list or on none, or on any. */
static void add_rows(struct causes *s, const char *list, const char *id)
{
	for (const struct naming *n = namings_of(s->c, id); n; n = n->next)
		if (!list || !n->list || strcmp(n->list, list) == 0)
			add(s, n->notice);
}

/* Who ended an effect of a row, in one register only: revocations may act on another day than their own. */
static void add_voiding(struct causes *s, const struct registry *r, const struct registry *other,
			const struct membership *m)
{
	for (size_t i = 0; m && i < m->events.n; i++) {
		const struct event *e = m->events.items[i];

		if (e->voided_by && e->void_from <= r->as_of && e->void_from > other->as_of)
			add(s, e->voided_by->notice->id);
	}
}

/* The texts by which a company is included, put in force or taken back by their notices. */
static void add_texts(struct causes *s, const struct membership *m)
{
	for (size_t i = 0; m && i < m->bases.n; i++) {
		const struct rules *r = m->bases.items[i].rules;

		if (r && r->by && changed(s->c, r->by))
			add(s, r->by);
	}
}

enum { SUCCESSIONS_MOST = 16 }; /* followed back: a circle in bad content ends here */

/* Who handed the place on, and what changed about them. */
static void add_predecessors(struct causes *s, const struct registry *r, const struct membership *m,
			     int depth)
{
	for (size_t i = 0; m && i < m->bases.n && depth < SUCCESSIONS_MOST; i++) {
		const struct event *by = m->bases.items[i].by;
		const struct membership *before;

		if (!by || by->action != ACTION_SUCCEED)
			continue;
		before = registry_membership(r, by->list, by->row->id);
		if (!before || before == m)
			continue;
		add_rows(s, NULL, by->row->id);
		add_predecessors(s, r, before, depth + 1);
	}
}

/* Whether a text or a region holds from this notice on, or it overrides what a text says. */
static bool moves_texts(const struct content *c, const struct notice *n)
{
	if (n->overrides)
		return true;
	for (size_t i = 0; i < c->rules.n; i++)
		if (text_same(c->rules.items[i].by, n->id))
			return true;
	for (size_t i = 0; i < c->regions.n; i++)
		if (text_same(c->regions.items[i].by, n->id))
			return true;
	return false;
}

/* What has no row about the company and moves lists all the same. */
static void add_movers(struct causes *s)
{
	for (size_t i = 0; i < s->c->notices.n; i++) {
		const struct notice *n = notice_change_notice(&s->c->notices.items[i]);

		if (moves_texts(s->c->was->content, n) || moves_texts(s->c->is->content, n))
			add(s, n->id);
	}
}

/*
 * Leaves those that changed. Where none did: between two contents they explain nothing; between
 * two days they stay, as something acted on another day than its notice's. The first `sure` stay.
 */
static void keep_changed(struct causes *s, size_t sure)
{
	size_t kept = sure;

	for (size_t i = sure; i < s->n; i++)
		if (changed(s->c, s->items[i]))
			s->items[kept++] = s->items[i];
	if (kept || !comparison_of_days(s->c))
		s->n = kept;
}

static const struct notice *cause_notice(const struct comparison *c, const char *id)
{
	const struct notice *n = content_notice(c->is->content, id);

	return n ? n : content_notice(c->was->content, id);
}

static void sort_causes(struct causes *s)
{
	for (size_t i = 1; i < s->n; i++) /* a handful at most */
		for (size_t k = i; k > 0; k--) {
			const char *a = s->items[k - 1], *b = s->items[k];
			date_t x = notice_effective(cause_notice(s->c, a));
			date_t y = notice_effective(cause_notice(s->c, b));

			if (x < y || (x == y && strcmp(a, b) < 0))
				break;
			s->items[k - 1] = b;
			s->items[k] = a;
		}
}

/* Where nothing that happened to the seat itself tells why. */
static void search_causes(struct causes *s, const struct member_change *change)
{
	const struct membership *was = change->before, *is = change->after;
	const char *list = was ? was->list->id : is->list->id;

	for (int anywhere = 0; !s->n && anywhere <= 1; anywhere++) {
		for (int i = 0; i <= 1; i++) {
			const struct membership *m = i ? is : was;

			if (m)
				add_rows(s, anywhere ? NULL : list, m->who->entity->id);
			add_texts(s, m);
		}
	}
	if (!s->n) {
		add_predecessors(s, s->c->was, was, 0);
		add_predecessors(s, s->c->is, is, 0);
	}
	if (!s->n)
		add_movers(s);
}

struct strings causes_find(struct comparison *c, const struct happened *h,
			   const struct member_change *change)
{
	struct causes s = { .c = c };
	struct strings found;
	size_t sure;

	if (comparison_of_days(c)) {
		add_voiding(&s, c->is, c->was, change->after);
		add_voiding(&s, c->is, c->was, change->before);
	}
	sure = s.n;
	add_deltas(&s, &h->was, change);
	add_deltas(&s, &h->is, change);
	keep_changed(&s, sure);
	if (!s.n)
		search_causes(&s, change);
	sort_causes(&s);
	found = (struct strings){ arena_memdup(&c->arena, s.items, s.n * sizeof(*s.items)), s.n };
	free(s.items);
	return found;
}
