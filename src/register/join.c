/*
 * Two records are one company: memberships, stages and names of the record
 * that ends become those of the one that carries on, as if they had always
 * been its own.
 */
#include "register/fold.h"

#include <string.h>

#define INSERT(arena, array, at, item)                                                             \
	do {                                                                                       \
		PUSH(arena, array, item);                                                          \
		memmove(&(array)->items[(at) + 1], &(array)->items[at],                            \
			((array)->n - 1 - (at)) * sizeof(*(array)->items));                        \
		(array)->items[at] = (item);                                                       \
	} while (0)

/* Behind those that begin as early. */
#define INSERT_BY_FROM(arena, array, item)                                                         \
	do {                                                                                       \
		size_t at_ = (array)->n;                                                           \
		while (at_ > 0 && (array)->items[at_ - 1].from > (item).from)                      \
			at_--;                                                                     \
		INSERT(arena, array, at_, item);                                                   \
	} while (0)

/* ---- names and place ---- */

/* The name in force stays that of the record that carries on: it is said again after each of the other's. */
static void names_join(struct arena *a, struct standing *kept, const struct standing *ended)
{
	for (size_t i = 0; i < ended->names.n; i++) {
		struct dated name = ended->names.items[i];
		struct dated again = { dated_on(kept->names.items, kept->names.n, name.from),
				       name.from, NULL };
		size_t at = 0;

		if (strcmp(again.value, name.value) == 0)
			continue;
		while (at < kept->names.n && kept->names.items[at].from < name.from)
			at++; /* at least 1, or in front of one: the first name of a record is from ever */
		if (at == kept->names.n || kept->names.items[at].from != name.from) {
			again.by = kept->names.items[at - 1].by;
			INSERT(a, &kept->names, at, again);
		}
		INSERT(a, &kept->names, at, name);
	}
}

/* What is known of either is known of both: the narrower place, if the other lies around it. */
static void places_join(struct fold *f, struct standing *kept, struct standing *ended,
			const struct event *e)
{
	struct area *wide = subject_of(kept)->home, *home = subject_of(ended)->home;

	if (wide && home && ended->places.items[ended->places.n - 1].by &&
	    area_within(home, wide, e->day) && !area_within(wide, home, e->day))
		place_set(f, kept, home, e, e->day);
}

/* ---- memberships ---- */

static void bases_join(struct arena *a, struct membership *into, const struct membership *from)
{
	for (size_t i = 0; i < from->bases.n; i++)
		INSERT_BY_FROM(a, &into->bases, from->bases.items[i]);
}

static void spells_join(struct arena *a, struct membership *into, const struct membership *from)
{
	size_t n = 0;

	for (size_t i = 0; i < from->spells.n; i++)
		INSERT_BY_FROM(a, &into->spells, from->spells.items[i]);
	for (size_t i = 0; i < into->spells.n; i++) {
		struct spell *last = n ? &into->spells.items[n - 1] : NULL;
		struct spell s = into->spells.items[i];

		if (!last || s.from >= last->out) {
			into->spells.items[n++] = s;
		} else if (s.out >
			   last->out) { /* they overlap: one spell, that ends as the later one does */
			s.from = last->from;
			s.entered = last->entered;
			*last = s;
		}
	}
	into->spells.n = n;
}

static void stages_join(struct arena *a, struct membership *into, const struct membership *from)
{
	for (size_t i = 0; i < from->stages.n; i++)
		INSERT_BY_FROM(a, &into->stages, from->stages.items[i]);
}

static void removals_join(struct arena *a, struct membership *into, const struct membership *from)
{
	for (size_t i = 0; i < from->removals.n; i++) {
		const struct event *removal = from->removals.items[i];
		size_t at = 0;

		while (at < into->removals.n && into->removals.items[at] < removal)
			at++;
		INSERT(a, &into->removals, at, removal);
	}
}

static void membership_join(struct fold *f, struct standing *kept, struct membership *m)
{
	struct membership *into = membership_find(kept, m->list);
	struct arena *a = &f->registry->arena;

	if (!into) {
		m->who = kept;
		PUSH(a, &kept->memberships, m);
		return;
	}
	bases_join(a, into, m);
	spells_join(a, into, m);
	stages_join(a, into, m);
	removals_join(a, into, m);
	if (!into->rank)
		into->rank = m->rank;
}

void standing_join(struct fold *f, struct standing *kept, struct standing *ended,
		   const struct event *e)
{
	names_join(&f->registry->arena, kept, ended);
	places_join(f, kept, ended, e);
	for (size_t i = 0; i < ended->memberships.n; i++)
		membership_join(f, kept, ended->memberships.items[i]);
	ended->memberships.n = 0;
	ended->same_as = kept;
	include_all(f, kept, e->day);
}
