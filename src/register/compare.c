#include "register/compare.h"

#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "register/compare_parts.h"

enum { ALL_ASPECTS = (1 << ASPECTS) - 1 };

struct seat { /* a member on its list, on the register's last day */
	const struct registry *r;
	const struct membership *m;
	bool done; /* told by another change already */
};

struct work { /* one list at a time */
	struct comparison *c;
	const char *list;
	struct seat *gone, *come; /* by entity id */
	size_t n_gone, n_come, gone_cap, come_cap;
	struct member_change *items;
	size_t n, cap;
	struct arena scratch;
};

const char *member_change_id(const struct member_change *c)
{
	const struct membership *m = c->after && c->kind != CHANGE_JOINED ? c->after : c->before;

	return m->who->entity->id;
}

/* ---- a member, and what differs ---- */

static date_t seat_since(const struct seat *s)
{
	return membership_spell(s->m, s->r->as_of)->from;
}

static const char *seat_kind(const struct seat *s)
{
	return dated_on(s->m->who->kinds.items, s->m->who->kinds.n, s->r->as_of);
}

static struct member_facts facts(const struct seat *s, struct arena *a)
{
	struct member_state state = member_state_on(s->m, s->r->as_of, a);
	char day[DATE_SIZE];

	return (struct member_facts){ {
		[ASPECT_RECORD] = s->m->who->entity->id,
		[ASPECT_NAME] = state.name,
		[ASPECT_PLACE] = state.place,
		[ASPECT_INDUSTRY] = state.industry,
		[ASPECT_KIND] = seat_kind(s),
		[ASPECT_BASES] = member_bases_text(&state, a),
		[ASPECT_SINCE] = arena_strdup(a, date_format(seat_since(s), day)),
		[ASPECT_RANK] = s->m->rank ? arena_printf(a, "%d", s->m->rank) : NULL,
	} };
}

static bool same_seat(struct work *w, const struct seat *a, const struct seat *b)
{
	struct member_state was = member_state_on(a->m, a->r->as_of, &w->scratch);
	struct member_state is = member_state_on(b->m, b->r->as_of, &w->scratch);

	return member_state_same(&was, &is) && seat_since(a) == seat_since(b) &&
	       a->m->rank == b->m->rank && text_same(seat_kind(a), seat_kind(b));
}

static unsigned differences(const struct member_facts *was, const struct member_facts *is)
{
	unsigned differs = 0;

	for (unsigned i = 0; i < ASPECTS; i++)
		if (!text_same(was->says[i], is->says[i]))
			differs |= 1u << i;
	return differs;
}

/* ---- changes ---- */

static void add_change(struct work *w, const struct happened *h, struct member_change change)
{
	change.notices = causes_find(w->c, h, &change);
	ARRAY_GROW(w->items, w->n, w->cap);
	w->items[w->n++] = change;
}

static void add_altered(struct work *w, const struct seat *a, const struct seat *b)
{
	struct happened h = what_happened(w->c, a->m, b->m, &w->scratch);
	struct member_change change = { .kind = CHANGE_ALTERED,
					.before = a->m,
					.after = b->m,
					.was = facts(a, &w->c->arena),
					.is = facts(b, &w->c->arena) };
	unsigned differs = differences(&change.was, &change.is), name = 1u << ASPECT_NAME;

	change.differs = differs;
	if (differs & name && !(differs & 1u << ASPECT_RECORD) && happened_rename(&h)) {
		change.kind = CHANGE_RENAMED;
		change.differs = name;
		add_change(w, &h, change);
		change.kind = CHANGE_ALTERED;
		change.differs = differs & ~name;
	}
	if (change.differs)
		add_change(w, &h, change);
}

/* One record stands for two now, or no longer does. */
static void add_joined(struct work *w, int kind, const struct seat *a, const struct seat *b)
{
	struct happened h = what_happened(w->c, a->m, b->m, &w->scratch);

	add_change(w, &h,
		   (struct member_change){ .kind = kind,
					   .before = a->m,
					   .after = b->m,
					   .was = facts(a, &w->c->arena),
					   .is = facts(b, &w->c->arena),
					   .differs = 1u << ASPECT_RECORD });
}

/* The spell of now that ended what ran then. */
static const struct spell *spell_ended(const struct seat *was, const struct membership *is, date_t day)
{
	const struct spell *ran = membership_spell(was->m, was->r->as_of);

	for (size_t i = is ? is->spells.n : 0; i-- > 0;)
		if (is->spells.items[i].out <= day && is->spells.items[i].out > ran->from)
			return &is->spells.items[i];
	return NULL;
}

static void add_removed(struct work *w, const struct seat *s)
{
	const struct membership *now = registry_membership(w->c->is, w->list, s->m->who->entity->id);
	struct happened h = what_happened(w->c, s->m, now, &w->scratch);

	add_change(w, &h,
		   (struct member_change){ .kind = CHANGE_REMOVED,
					   .before = s->m,
					   .was = facts(s, &w->c->arena),
					   .differs = ALL_ASPECTS,
					   .ended = spell_ended(s, now, w->c->is->as_of) });
}

static void add_entered(struct work *w, const struct seat *s)
{
	const struct membership *then =
		registry_membership(w->c->was, w->list, s->m->who->entity->id);
	struct happened h = what_happened(w->c, then, s->m, &w->scratch);

	add_change(w, &h,
		   (struct member_change){ .kind = CHANGE_ENTERED,
					   .after = s->m,
					   .is = facts(s, &w->c->arena),
					   .differs = ALL_ASPECTS });
}

/* ---- one list ---- */

/* The next member at or behind *i. */
static bool seat_next(const struct registry *r, const struct roster *l, size_t *i, struct seat *out)
{
	for (; l && *i < l->members.n; ++*i)
		if (membership_on(l->members.items[*i], r->as_of)) {
			*out = (struct seat){ r, l->members.items[*i], false };
			return true;
		}
	return false;
}

static void match_members(struct work *w, const struct roster *was, const struct roster *is)
{
	size_t i = 0, k = 0;
	struct seat a, b;

	for (;;) {
		bool more_a = seat_next(w->c->was, was, &i, &a);
		bool more_b = seat_next(w->c->is, is, &k, &b);
		int order = !more_a   ? 1
			    : !more_b ? -1
				      : strcmp(a.m->who->entity->id, b.m->who->entity->id);

		if (!more_a && !more_b)
			return;
		if (order < 0) {
			ARRAY_GROW(w->gone, w->n_gone, w->gone_cap);
			w->gone[w->n_gone++] = a;
		} else if (order > 0) {
			ARRAY_GROW(w->come, w->n_come, w->come_cap);
			w->come[w->n_come++] = b;
		} else if (!same_seat(w, &a, &b)) {
			add_altered(w, &a, &b);
		}
		i += order <= 0;
		k += order >= 0;
	}
}

static int by_id(const void *key, const void *item)
{
	return strcmp(key, ((const struct seat *)item)->m->who->entity->id);
}

/* Where the record's company sits in r under another id; false where it does not. */
static bool seat_elsewhere(const struct work *w, const struct seat *s, const struct registry *r,
			   struct seat *out)
{
	const struct standing *now = registry_standing(r, s->m->who->entity->id);
	const struct membership *m;

	if (!now || strcmp(now->entity->id, s->m->who->entity->id) == 0)
		return false;
	m = registry_membership(r, w->list, now->entity->id);
	if (!m || !membership_on(m, r->as_of))
		return false;
	*out = (struct seat){ r, m, false };
	return true;
}

/* Those of seats that sit under another id in r: handed over, if that seat is of `others`. */
static void match_joined(struct work *w, bool gone)
{
	struct seat *seats = gone ? w->gone : w->come, *others = gone ? w->come : w->gone;
	size_t n = gone ? w->n_gone : w->n_come, n_others = gone ? w->n_come : w->n_gone;
	struct seat at, *other;

	for (size_t i = 0; i < n; i++) {
		if (seats[i].done || !seat_elsewhere(w, &seats[i], gone ? w->c->is : w->c->was, &at))
			continue;
		other = n_others ? bsearch(at.m->who->entity->id, others, n_others, sizeof(*others),
					   by_id)
				 : NULL;
		seats[i].done = true;
		if (other && !other->done) {
			other->done = true;
			add_altered(w, gone ? &seats[i] : other, gone ? other : &seats[i]);
		} else if (gone) {
			add_joined(w, CHANGE_JOINED, &seats[i], &at);
		} else {
			add_joined(w, CHANGE_PARTED, &at, &seats[i]);
		}
	}
}

static int change_order(const void *a, const void *b)
{
	const struct member_change *x = a, *y = b;

	if (x->kind != y->kind)
		return x->kind - y->kind;
	return strcmp(member_change_id(x), member_change_id(y));
}

static void compare_list(struct work *w, struct list_changes *out)
{
	match_members(w, registry_roster(w->c->was, w->list), registry_roster(w->c->is, w->list));
	match_joined(w, true);
	match_joined(w, false);
	for (size_t i = 0; i < w->n_gone; i++)
		if (!w->gone[i].done)
			add_removed(w, &w->gone[i]);
	for (size_t i = 0; i < w->n_come; i++)
		if (!w->come[i].done)
			add_entered(w, &w->come[i]);
	if (w->n)
		qsort(w->items, w->n, sizeof(*w->items), change_order);
	out->list = w->list;
	out->changes.items = arena_memdup(&w->c->arena, w->items, w->n * sizeof(*w->items));
	out->changes.n = w->n;
	w->n = w->n_gone = w->n_come = 0;
	arena_release(&w->scratch);
}

/* ---- all lists ---- */

/* Also of a notice that takes effect only after the days that are compared. */
static bool has_row_on(const struct notice *n, const char *list)
{
	for (size_t i = 0; n && i < n->annexes.n; i++) {
		const struct annex *a = &n->annexes.items[i];

		for (size_t k = 0; k < a->rows.n; k++)
			if (text_same(row_list(a, &a->rows.items[k]), list))
				return true;
	}
	return false;
}

/* Rows that amend others name no list of their own. */
static bool roster_told_by(const struct registry *r, const char *list, const char *notice)
{
	const struct roster *l = registry_roster(r, list);

	for (size_t i = 0; l && i < l->events.n; i++)
		if (strcmp(l->events.items[i]->notice->id, notice) == 0)
			return true;
	return false;
}

static bool caused(const struct comparison *c, const char *notice)
{
	for (size_t i = 0; i < c->lists.n; i++)
		for (size_t k = 0; k < c->lists.items[i].changes.n; k++) {
			const struct strings *s = &c->lists.items[i].changes.items[k].notices;

			for (size_t x = 0; x < s->n; x++)
				if (strcmp(s->items[x], notice) == 0)
					return true;
		}
	return false;
}

static bool told_on(const struct comparison *c, const struct notice_change *n, const char *list)
{
	const char *id = notice_change_notice(n)->id;

	return has_row_on(n->was, list) || has_row_on(n->is, list) ||
	       roster_told_by(c->was, list, id) || roster_told_by(c->is, list, id) || caused(c, id);
}

/* Leaves the notices that have a row on the list, or moved it. */
static void keep_notices(struct comparison *c, const char *list)
{
	size_t kept = 0;

	map_release(&c->notice_by_id);
	for (size_t i = 0; i < c->notices.n; i++) {
		if (!told_on(c, &c->notices.items[i], list))
			continue;
		c->notices.items[kept] = c->notices.items[i];
		map_add(&c->notice_by_id, notice_change_notice(&c->notices.items[kept])->id,
			&c->notices.items[kept]);
		kept++;
	}
	c->notices.n = kept;
}

/* The id of the next list of either register; NULL at the end. */
static const char *list_next(const struct comparison *c, size_t *i, size_t *k)
{
	const char *a = *i < c->was->rosters.n ? c->was->rosters.items[*i]->id : NULL;
	const char *b = *k < c->is->rosters.n ? c->is->rosters.items[*k]->id : NULL;
	int order = !a ? 1 : !b ? -1 : strcmp(a, b);

	*i += order <= 0;
	*k += order >= 0;
	return order <= 0 ? a : b;
}

struct comparison *registers_compare(const struct registry *was, const struct registry *is,
				     const char *list)
{
	struct comparison *c = xcalloc(1, sizeof(*c));
	struct work w = { .c = c };
	size_t i = 0, k = 0;

	c->was = was;
	c->is = is;
	compare_notices(c);
	c->lists.items =
		arena_calloc(&c->arena, was->rosters.n + is->rosters.n, sizeof(*c->lists.items));
	while ((w.list = list_next(c, &i, &k)) != NULL) {
		if (list && strcmp(list, w.list) != 0)
			continue;
		compare_list(&w, &c->lists.items[c->lists.n]);
		c->lists.n += c->lists.items[c->lists.n].changes.n > 0;
	}
	if (list)
		keep_notices(c, list);
	free(w.gone);
	free(w.come);
	free(w.items);
	return c;
}

void comparison_free(struct comparison *c)
{
	if (!c)
		return;
	map_release(&c->notice_by_id);
	map_release(&c->namings);
	arena_release(&c->arena);
	free(c);
}
