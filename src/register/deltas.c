#include "register/deltas.h"

#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "rules/rules.h"

struct walk {
	const struct registry *r;
	struct arena *arena;
	struct delta *items;
	size_t n, cap;
	date_t only; /* this day's; DATE_NONE: all */
	date_t *days; /* of the spell at hand */
	size_t n_days, days_cap;
};

/* ---- a member on a day ---- */

bool member_state_same(const struct member_state *a, const struct member_state *b)
{
	return text_same(a->name, b->name) && text_same(a->place, b->place) &&
	       text_same(a->industry, b->industry) && strings_same(&a->bases, &b->bases);
}

/* Keeps each once, sorted. There is room for one more; a handful at most. */
static void strings_insert(struct strings *s, const char *text)
{
	size_t at = 0;

	while (at < s->n && strcmp(s->items[at], text) < 0)
		at++;
	if (at < s->n && strcmp(s->items[at], text) == 0)
		return;
	memmove(s->items + at + 1, s->items + at, (s->n - at) * sizeof(*s->items));
	s->items[at] = text;
	s->n++;
}

static struct strings bases_on(const struct membership *m, date_t day, struct arena *a)
{
	struct strings s = { arena_calloc(a, m->bases.n, sizeof(char *)), 0 };
	bool own = false;

	for (size_t i = 0; i < m->bases.n; i++) {
		const struct basis *b = &m->bases.items[i];

		if (!basis_on(b, day))
			continue;
		if (b->kind == BASIS_OWN)
			own = true;
		else
			strings_insert(&s, b->source->id);
	}
	if (own) {
		memmove(s.items + 1, s.items, s.n++ * sizeof(*s.items));
		s.items[0] = "own";
	}
	return s;
}

struct member_state member_state_on(const struct membership *m, date_t day, struct arena *a)
{
	const struct standing *s = m->who;

	return (struct member_state){ standing_name(s, day), standing_place(s, day),
				      dated_on(s->industries.items, s->industries.n, day),
				      bases_on(m, day, a) };
}

const char *member_bases_text(const struct member_state *s, struct arena *a)
{
	struct buf text = BUF_INIT;
	const char *said;

	for (size_t i = 0; i < s->bases.n; i++)
		buf_add_format(&text, "%s%s", i ? ", " : "", s->bases.items[i]);
	said = arena_strndup(a, buf_str(&text).data, text.len);
	buf_release(&text);
	return said;
}

/* ---- which notices brought it about ---- */

static const struct event *set_on(const struct dated *items, size_t n, date_t day)
{
	while (n > 0 && items[n - 1].from > day)
		n--;
	return n && items[n - 1].from == day ? items[n - 1].by : NULL;
}

static void add_notice(struct strings *s, const struct event *e)
{
	if (e)
		strings_insert(s, e->notice->id);
}

/* An inclusion may begin long after the row above: when the text is put in force, or the place known. */
static void add_beginning(const struct walk *w, struct strings *s, const struct membership *m,
			  const struct basis *b)
{
	const struct event *placed = set_on(m->who->places.items, m->who->places.n, b->from);

	if (b->by->day == b->from || !b->rules)
		add_notice(s, b->by);
	else if (b->rules->by && rules_moves_from(w->r->content, b->rules, w->r->seen) == b->from)
		strings_insert(s, b->rules->by);
	else
		add_notice(s, placed ? placed : b->by);
}

static void add_bases(const struct walk *w, struct strings *s, const struct delta *c)
{
	for (size_t i = 0; i < c->member->bases.n; i++) {
		const struct basis *b = &c->member->bases.items[i];

		if (b->from == c->day)
			add_beginning(w, s, c->member, b);
		if (b->out == c->day)
			add_notice(s, b->ended_by);
	}
}

static struct strings causes(const struct walk *w, const struct delta *c)
{
	const struct standing *who = c->member->who;
	struct strings s = { arena_calloc(w->arena, 2 * c->member->bases.n + 3, sizeof(char *)), 0 };

	if (c->kind == DELTA_RENAMED)
		add_notice(&s, set_on(who->names.items, who->names.n, c->day));
	if (c->kind == DELTA_ALTERED && !text_same(c->before.place, c->after.place))
		add_notice(&s, set_on(who->places.items, who->places.n, c->day));
	if (c->kind == DELTA_ALTERED && !text_same(c->before.industry, c->after.industry))
		add_notice(&s, set_on(who->industries.items, who->industries.n, c->day));
	if (c->kind == DELTA_REMOVED)
		add_notice(&s, c->spell->removed);
	if (c->kind == DELTA_ENTERED ||
	    (c->kind == DELTA_ALTERED && !strings_same(&c->before.bases, &c->after.bases)))
		add_bases(w, &s, c);
	return s;
}

/* ---- what happened to a member ---- */

static void add_delta(struct walk *w, struct delta c)
{
	if (w->only != DATE_NONE && w->only != c.day)
		return;
	c.notices = causes(w, &c);
	ARRAY_GROW(w->items, w->n, w->cap);
	w->items[w->n++] = c;
}

static void note_day(struct walk *w, const struct spell *s, date_t day)
{
	if (day <= s->from || day >= s->out || day > w->r->as_of ||
	    (w->only != DATE_NONE && w->only != day))
		return;
	ARRAY_GROW(w->days, w->n_days, w->days_cap);
	w->days[w->n_days++] = day;
}

static int by_day(const void *a, const void *b)
{
	const date_t *x = a, *y = b;

	return (*x > *y) - (*x < *y);
}

/* The days within the spell when something may have changed. */
static void find_days(struct walk *w, const struct membership *m, const struct spell *s)
{
	const struct standing *who = m->who;

	w->n_days = 0;
	for (size_t i = 0; i < who->names.n; i++)
		note_day(w, s, who->names.items[i].from);
	for (size_t i = 0; i < who->places.n; i++)
		note_day(w, s, who->places.items[i].from);
	for (size_t i = 0; i < who->industries.n; i++)
		note_day(w, s, who->industries.items[i].from);
	for (size_t i = 0; i < m->bases.n; i++) {
		note_day(w, s, m->bases.items[i].from);
		note_day(w, s, m->bases.items[i].out);
	}
	if (w->n_days)
		qsort(w->days, w->n_days, sizeof(*w->days), by_day);
}

static void compare(struct walk *w, const struct membership *m, date_t day,
		    const struct member_state *before, const struct member_state *after)
{
	struct delta c = { .day = day, .member = m, .before = *before, .after = *after };
	struct member_state renamed = *before;

	renamed.name = after->name;
	if (!text_same(before->name, after->name)) {
		c.kind = DELTA_RENAMED;
		add_delta(w, c);
	}
	if (!member_state_same(&renamed, after)) {
		c.kind = DELTA_ALTERED;
		add_delta(w, c);
	}
}

/* Of one day: the state before it is that of the day before. */
static date_t walk_from(const struct walk *w, const struct spell *s)
{
	return w->only != DATE_NONE && w->only > s->from ? w->only - 1 : s->from;
}

static void walk_spell(struct walk *w, const struct membership *m, const struct spell *s)
{
	struct member_state now, next;

	find_days(w, m, s);
	if (w->only != DATE_NONE && !w->n_days && w->only != s->from && w->only != s->out)
		return;
	now = member_state_on(m, walk_from(w, s), w->arena);
	add_delta(w, (struct delta){ .day = s->from,
				     .kind = DELTA_ENTERED,
				     .member = m,
				     .after = now,
				     .spell = s });
	for (size_t i = 0; i < w->n_days; i++) {
		if (i && w->days[i] == w->days[i - 1])
			continue;
		next = member_state_on(m, w->days[i], w->arena);
		compare(w, m, w->days[i], &now, &next);
		now = next;
	}
	if (s->out <= w->r->as_of)
		add_delta(w, (struct delta){ .day = s->out,
					     .kind = DELTA_REMOVED,
					     .member = m,
					     .before = now,
					     .spell = s });
}

/* ---- the list ---- */

static int delta_order(const void *a, const void *b)
{
	const struct delta *x = a, *y = b;

	if (x->day != y->day)
		return x->day < y->day ? -1 : 1;
	if (x->kind != y->kind)
		return x->kind - y->kind;
	return strcmp(x->member->who->entity->id, y->member->who->entity->id);
}

static void walk_member(struct walk *w, const struct membership *m)
{
	for (size_t i = 0; i < m->spells.n; i++)
		if (m->spells.items[i].from <= w->r->as_of)
			walk_spell(w, m, &m->spells.items[i]);
}

/* What the walk found, in order; the walk is over. */
static struct deltas walk_end(struct walk *w)
{
	struct deltas d = { arena_memdup(w->arena, w->items, w->n * sizeof(*w->items)), w->n };

	if (d.n)
		qsort(d.items, d.n, sizeof(*d.items), delta_order);
	free(w->items);
	free(w->days);
	return d;
}

struct deltas list_deltas(const struct registry *r, const struct roster *l, struct arena *a)
{
	return list_deltas_on(r, l, DATE_NONE, a);
}

struct deltas list_deltas_on(const struct registry *r, const struct roster *l, date_t day,
			     struct arena *a)
{
	struct walk w = { .r = r, .arena = a, .only = day };

	for (size_t i = 0; i < l->members.n; i++)
		walk_member(&w, l->members.items[i]);
	return walk_end(&w);
}

struct deltas member_deltas(const struct registry *r, const struct membership *m, struct arena *a)
{
	struct walk w = { .r = r, .arena = a, .only = DATE_NONE };

	walk_member(&w, m);
	return walk_end(&w);
}

/* ---- only the days ---- */

struct days {
	date_t *items;
	size_t n, cap;
};

static void add_day(struct days *d, date_t day)
{
	if (d->n && d->items[d->n - 1] == day) /* a list is entered by many at once */
		return;
	ARRAY_GROW(d->items, d->n, d->cap);
	d->items[d->n++] = day;
}

static void add_days_within(struct walk *w, struct days *d, const struct membership *m,
			    const struct spell *s)
{
	struct member_state now, next;

	find_days(w, m, s);
	if (!w->n_days)
		return;
	now = member_state_on(m, s->from, w->arena);
	for (size_t i = 0; i < w->n_days; i++) {
		next = member_state_on(m, w->days[i], w->arena);
		if (!member_state_same(&now, &next))
			add_day(d, w->days[i]);
		now = next;
	}
}

size_t list_change_days(const struct registry *r, const struct roster *l, date_t **out)
{
	struct arena a = ARENA_INIT;
	struct walk w = { .r = r, .arena = &a, .only = DATE_NONE };
	struct days d = { NULL, 0, 0 };
	size_t n = 0;

	for (size_t i = 0; i < l->members.n; i++)
		for (size_t k = 0; k < l->members.items[i]->spells.n; k++) {
			const struct spell *s = &l->members.items[i]->spells.items[k];

			if (s->from > r->as_of)
				continue;
			add_day(&d, s->from);
			add_days_within(&w, &d, l->members.items[i], s);
			if (s->out <= r->as_of)
				add_day(&d, s->out);
		}
	if (d.n)
		qsort(d.items, d.n, sizeof(*d.items), by_day);
	for (size_t i = 0; i < d.n; i++)
		if (!n || d.items[n - 1] != d.items[i])
			d.items[n++] = d.items[i];
	free(w.days);
	arena_release(&a);
	*out = d.items;
	return n;
}
