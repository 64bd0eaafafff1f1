/*
 * What a row prints must agree with what is in force once its notice is
 * folded: so a removal may print the name that the same notice gives.
 */
#include "register/fold.h"

#include <string.h>

/* The other entity that a row names: the successor, or the record that ends. */
static struct standing *row_other(const struct fold *f, const struct event *e)
{
	const struct row_more *more = e->row->more;

	if (more && e->action == ACTION_SUCCEED)
		return standing_get(f, more->to);
	if (more && e->action == ACTION_SAME)
		return standing_of(f, more->with);
	return NULL;
}

static void check_name(struct fold *f, const struct event *e, struct standing *s,
		       struct standing *other)
{
	const char *printed = event_cell(e, ROLE_NAME);
	const char *name = name_in_force(s);
	struct subject *who = subject_of(s);
	bool first = !who->named;

	if (!printed || e->action == ACTION_RENAME)
		return;
	who->named = true;
	if (names_agree(f, printed, name) || (other && names_agree(f, printed, name_in_force(other))))
		return;
	find_event(f, first ? F_NAME_RECORD : F_NAME_DIFFERS, e, cell_part(f, e, ROLE_NAME),
		   printed, name, s->entity->id);
}

static bool place_agrees(const struct naming *named, struct standing *s, date_t day)
{
	struct area *home = s ? subject_of(s)->home : NULL;

	for (; home && named; named = named->next)
		if (areas_agree(named->area, home, day))
			return true;
	return false;
}

static void check_place(struct fold *f, const struct event *e, struct standing *s,
			struct standing *other)
{
	const char *cell = event_cell(e, ROLE_PLACE);
	const struct naming *named = cell ? areas_named(f, cell) : NULL;
	struct area *home = subject_of(s)->home;
	struct area *coded = e->row->place ? area_of(f, e->row->place) : NULL;

	if (!home || (e->action == ACTION_LOCATE && e->refused))
		return;
	if (cell && !named)
		find_event(f, F_PLACE_UNKNOWN, e, cell_part(f, e, ROLE_PLACE), cell);
	else if (cell && !place_agrees(named, s, e->day) && !place_agrees(named, other, e->day))
		find_event(f, F_PLACE_DIFFERS, e, cell_part(f, e, ROLE_PLACE), cell,
			   home->region->name);
	if (coded && !areas_agree(coded, home, e->day))
		find_event(f, F_PLACE_DIFFERS, e, "/place", coded->region->name, home->region->name);
}

static void check_kind(struct fold *f, const struct event *e, const struct standing *s)
{
	const struct listing *l = e->list ? listing_get(f, e->list) : NULL;
	const char *kind = s->kinds.n ? s->kinds.items[s->kinds.n - 1].value : "";

	if (l && strcmp(entity_kind_names[l->kind], kind) != 0)
		find_event(f, F_KIND_DIFFERS, e, "/id", s->entity->id, kind, l->roster.category);
}

void row_check(struct fold *f, const struct event *e)
{
	struct standing *s = event_standing(f, e), *other = row_other(f, e);

	if (!s)
		return;
	check_name(f, e, s, other);
	check_place(f, e, s, other);
	check_kind(f, e, s);
}
