#include "register/registry.h"

#include <string.h>

/* ---- lists, companies ---- */

const struct roster *registry_roster(const struct registry *r, const char *list)
{
	return map_get(&r->roster_by_id, list);
}

const struct standing *registry_standing(const struct registry *r, const char *entity)
{
	const struct entity *e = content_entity(r->content, entity);
	const struct standing *s = e ? r->standing_of[e - r->content->entities.items] : NULL;

	while (s && s->same_as)
		s = s->same_as;
	return s;
}

const struct membership *registry_membership(const struct registry *r, const char *list,
					     const char *entity)
{
	const struct roster *l = registry_roster(r, list);
	const struct standing *s = registry_standing(r, entity);

	for (size_t i = 0; l && s && i < s->memberships.n; i++)
		if (s->memberships.items[i]->list == l)
			return s->memberships.items[i];
	return NULL;
}

/* ---- membership on a day ---- */

/* For a day of DATE_MAX, too: what lasts for ever is there. */
static bool covers(date_t from, date_t out, date_t day)
{
	return from <= day && (day < out || out == DATE_MAX);
}

const struct spell *membership_spell(const struct membership *m, date_t day)
{
	for (size_t i = m->spells.n; i-- > 0;)
		if (covers(m->spells.items[i].from, m->spells.items[i].out, day))
			return &m->spells.items[i];
	return NULL;
}

bool membership_on(const struct membership *m, date_t day)
{
	return membership_spell(m, day) != NULL;
}

bool basis_on(const struct basis *b, date_t day)
{
	return covers(b->from, b->out, day);
}

date_t membership_barred(const struct membership *m, date_t day)
{
	date_t last = DATE_NONE;

	for (size_t i = 0; i < m->removals.n; i++) {
		const struct event *e = m->removals.items[i];
		date_t until = e->row->until;

		if (until != DATE_NONE && until >= e->void_from)
			until = e->void_from - 1;
		if (e->day <= day && day <= until && until > last)
			last = until;
	}
	return last;
}

size_t roster_count(const struct roster *l, date_t day)
{
	size_t n = 0;

	for (size_t i = 0; i < l->members.n; i++)
		n += membership_on(l->members.items[i], day);
	return n;
}

/* ---- names and places on a day ---- */

const char *dated_on(const struct dated *items, size_t n, date_t day)
{
	if (!n)
		return NULL;
	while (n > 1 && items[n - 1].from > day)
		n--;
	return items[n - 1].value;
}

const char *standing_name(const struct standing *s, date_t day)
{
	return dated_on(s->names.items, s->names.n, day);
}

const char *standing_place(const struct standing *s, date_t day)
{
	return dated_on(s->places.items, s->places.n, day);
}

/* ---- rows ---- */

const char *event_cell(const struct event *e, enum column_role role)
{
	for (size_t i = 0; i < e->annex->columns.n; i++)
		if (e->annex->columns.items[i].role == (int)role)
			return *e->cells[i] ? e->cells[i] : NULL;
	return NULL;
}

struct place event_place(struct findings *f, const struct event *e, const char *part)
{
	const struct notice *n = e->notice;

	return place_in(f, n->annex_path ? n->annex_path : n->path, "/annexes/%u/rows/%u%s",
			e->annex_index, e->row_index, part);
}
