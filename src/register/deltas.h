/*
 * What changed on a list, day by day: who entered, who left, who was renamed
 * or altered. From the empty list, and with the changes of each day applied
 * in their order, the list of every day up to the registry's as_of comes out.
 *
 * Days are legal days. What was revoked or corrected since is not in it: the
 * changes are those of the list as it is known now.
 */
#ifndef LUCE_REGISTER_DELTAS_H
#define LUCE_REGISTER_DELTAS_H

#include "register/registry.h"

struct member_state { /* what a list says of a member on a day */
	const char *name, *place, *industry; /* place: a region code; industry may be NULL */
	struct strings bases; /* "own", ids of the lists above: each once, sorted, own first */
};

enum delta_kind { /* in the order in which those of a day are applied */
		  DELTA_REMOVED,
		  DELTA_ENTERED,
		  DELTA_RENAMED,
		  DELTA_ALTERED, /* place, industry or bases */
};

struct delta {
	date_t day;
	int kind; /* enum delta_kind */
	const struct membership *member;
	struct member_state before, after; /* zeros where it was not, or is not, on the list */
	const struct spell *spell; /* that begins or ends; NULL for the other kinds */
	struct strings notices; /* ids: what brought it about, each once */
};

struct deltas {
	struct delta *items; /* by day, kind, entity id; in the arena */
	size_t n;
};

struct deltas list_deltas(const struct registry *r, const struct roster *l, struct arena *a);
/* Those of one day; DATE_NONE: of all. */
struct deltas list_deltas_on(const struct registry *r, const struct roster *l, date_t day,
			     struct arena *a);
/* The days that have any, sorted, each once; the caller frees the array. Returns how many. */
size_t list_change_days(const struct registry *r, const struct roster *l, date_t **out);
/* Those of one company on its list. */
struct deltas member_deltas(const struct registry *r, const struct membership *m, struct arena *a);

struct member_state member_state_on(const struct membership *m, date_t day, struct arena *a);
/* The bases in one text, with ", " between; in the arena. */
const char *member_bases_text(const struct member_state *s, struct arena *a);
bool member_state_same(const struct member_state *a, const struct member_state *b);

#endif
