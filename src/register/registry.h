/*
 * The register: who is on which list, why, since when. It is never stored;
 * it is the fold of all notices.
 *
 * Pure: content in, registry out. The same content, as_of and seen give the
 * same registry, whatever the order of files, threads or clocks.
 *
 * Time. `as_of` is a legal day: rows whose notice is effective later are
 * not there. `seen` is an instant: notices published later do not exist,
 * drafts never do. Spells, bases, names and places carry their days, so one
 * fold answers for every day up to as_of.
 *
 * Before the fold, revocations and corrections are applied to the rows that
 * they name, the last published first (so one that is itself revoked from
 * its start does nothing). They act by `seen` alone: a row revoked from its
 * start was never there, on any day; a correction holds from the corrected
 * row's own day. A row revoked from a day on loses its effect on that day: a
 * removal's bases come back, unless a later row that stands has taken them
 * away again, and its bar ends; an entry's basis ends; a name or place it
 * set gives way to the one before.
 *
 * Order: effective day, then depth in the chain of `follows`, then
 * published, then notice id; inside a notice by enum action (remove, rename,
 * locate, alter, succeed, same, enter, the rest), then annex, then row.
 *
 * Membership is a set of bases. Own: an `enter` row of the list's owner, or
 * a `succeed` row that handed it on. Included: own membership of a higher
 * list, where the owner's rules say so (rule_include, stated ones only).
 * Inclusion begins at the latest of: own basis there, rule moving lists
 * (rules_moves_from, and still in force on that day), place known to lie in
 * the region. It reads only own bases of the higher list found along
 * `reports_to`, and ends with its source unless the text says otherwise.
 * That its rule ends, or that the company moves away, ends nothing. A
 * removal ends all bases; only a later own basis above begins an inclusion
 * again. Losing one basis leaves the others. A spell is a stretch of days
 * with at least one basis.
 *
 * What the state forbids (a member entered twice, a stranger removed, a
 * broken rename …) is a finding at the row, and the row has no effect
 * beyond what is harmless and said in finding.def.
 *
 * All memory belongs to the registry and, for records, to the content.
 */
#ifndef LUCE_REGISTER_REGISTRY_H
#define LUCE_REGISTER_REGISTRY_H

#include <stdbool.h>

#include "base/date.h"
#include "base/finding.h"
#include "base/map.h"
#include "base/mem.h"
#include "content/content.h"

/* One row, with the notice around it. What happened is always some row. */
struct event {
	const struct notice *notice;
	const struct annex *annex;
	const struct row *row;
	const char *const *cells; /* printed, with corrections applied; as many as columns */
	unsigned annex_index, row_index; /* in the record, for pointers */
	int action; /* enum action */
	bool refused; /* the state forbade it: there is a finding, and no effect */
	const char *list; /* NULL where it concerns none; revoke, correct: that of the row they name */
	date_t day; /* effective */
	date_t void_from; /* DATE_MAX: not revoked; else the first day without effect */
	const struct event *voided_by;
};

enum basis_kind { BASIS_OWN, BASIS_INCLUDED };

struct basis {
	int kind; /* enum basis_kind */
	bool outlives_source; /* included: the text keeps it when the source ends */
	struct roster *source; /* included: the higher list */
	date_t from, out; /* out: first day without it; DATE_MAX while it lasts */
	const struct event *by; /* own: enter or succeed; included: the row above */
	const struct rules *rules; /* included: the text */
	const struct event *ended_by; /* NULL while it lasts */
};

struct spell {
	date_t from, out;
	const struct event *entered, *removed;
	const char *ground; /* of a removal, here or on the higher list, as coded */
	date_t barred_until; /* last day of the bar on this list; DATE_NONE: none stated */
};

enum stage_kind { STAGE_CANDIDATE, STAGE_RECOMMENDED, STAGE_PROPOSED, STAGE_RECTIFYING };
enum stage_outcome {
	STAGE_OPEN,
	STAGE_ENTERED,
	STAGE_DROPPED,
	STAGE_ABSENT,
	STAGE_EXPIRED,
	STAGE_CLEARED,
	STAGE_REMOVED,
	STAGE_VOID
};

/*
 * What is not membership: on the way to it, or under review. At most one of
 * a kind is open: a newer row of the kind ends the older as expired. A
 * rectification stays open past the day that was set for it, until it is
 * cleared or membership ends.
 */
struct stage {
	int kind; /* enum stage_kind */
	date_t from, out; /* out: first day when it is over; DATE_MAX while open */
	int outcome; /* enum stage_outcome, as of the registry's as_of */
	const struct event *by, *ended_by;
};

struct membership { /* one entity on one list, members past and present and those on the way */
	struct standing *who;
	struct roster *list;
	ARRAY_OF(struct basis) bases; /* by from */
	ARRAY_OF(struct spell) spells;
	ARRAY_OF(struct stage) stages;
	ARRAY_OF(const struct event *) removals; /* that took effect, in fold order */
	ARRAY_OF(const struct event *) events; /* all rows that name it on this list, in fold order */
	const struct event *printed_by; /* the list's own last row that printed its name */
	int rank; /* 0: none */
};

/*
 * A name, a place … from a day on. Of several from one day the last holds.
 * The record's place gets the row that first supports it as `by`; a row
 * that prints a wider place than the record takes its stead.
 */
struct dated {
	const char *value;
	date_t from;
	const struct event *by; /* NULL: the entity's record */
};

struct standing { /* all that is known of one company or park */
	const struct entity *entity;
	struct standing *same_as; /* the record that carries on, once a `same` row joined them; this one
				     then has no memberships and no events of its own */
	ARRAY_OF(struct dated) names;
	ARRAY_OF(struct dated) places; /* region codes */
	ARRAY_OF(struct dated) industries;
	ARRAY_OF(struct dated) kinds; /* "enterprise", "park" */
	ARRAY_OF(struct membership *) memberships; /* by list id */
	ARRAY_OF(const struct event *) events; /* all rows that name it */
};

struct roster { /* one list: 440300/factory. Exists from its first row, or inclusion, on */
	const char *id;
	const struct region *region;
	const char *category; /* code */
	ARRAY_OF(struct membership *) members; /* by entity id; past and present */
	ARRAY_OF(const struct event *) events;
	date_t first; /* that day */
};

struct bar { /* an assessor whose results are not accepted */
	const struct assessor *assessor;
	const char *scope;
	date_t from, until; /* last day; DATE_MAX: none stated */
	const struct event *by;
	date_t void_from;
};

struct registry {
	const struct content *content;
	date_t as_of;
	minute_t seen;
	ARRAY_OF(struct roster *) rosters; /* by id */
	ARRAY_OF(struct standing *) standings; /* by entity id; every entity has one */
	struct standing **standing_of; /* by index of the entity in content */
	ARRAY_OF(struct bar) bars;
	ARRAY_OF(struct event) events; /* in fold order, the void ones too */
	struct map roster_by_id;
	struct arena arena;
};

struct fold_options {
	date_t as_of; /* DATE_MAX: all */
	minute_t seen; /* DATE_MAX: all that is not a draft */
	const char *without; /* id of a notice to leave out, as if it were not there; NULL: none */
	bool drafts; /* fold drafts too, as if published at the end: to check them */
	date_t today; /* the day of drafts that give none, where nothing else is known */
};

/* Never NULL. Findings may be NULL: then the rows are known to be sound. */
struct registry *registry_fold(const struct content *c, const struct fold_options *o,
			       struct findings *f);
void registry_free(struct registry *r);

const struct roster *registry_roster(const struct registry *r, const char *list);
/* The standing behind an id, `same` rows followed. */
const struct standing *registry_standing(const struct registry *r, const char *entity);
const struct membership *registry_membership(const struct registry *r, const char *list,
					     const char *entity);

/* All of these answer for any day up to as_of. */
bool membership_on(const struct membership *m, date_t day);
const struct spell *membership_spell(const struct membership *m, date_t day); /* NULL: not a member */
bool basis_on(const struct basis *b, date_t day);
/* Last day of a bar that runs on that day; DATE_NONE. */
date_t membership_barred(const struct membership *m, date_t day);
size_t roster_count(const struct roster *l, date_t day);
/* The value in force on the day; the first one for days before it. NULL only where there is none. */
const char *dated_on(const struct dated *items, size_t n, date_t day);
const char *standing_name(const struct standing *s, date_t day);
const char *standing_place(const struct standing *s, date_t day);

/* The printed cell of a role in an event, corrections applied; NULL if absent or empty. */
const char *event_cell(const struct event *e, enum column_role role);
/* Place of the event's row, or of a part of it ("/cells/1"), for findings. */
struct place event_place(struct findings *f, const struct event *e, const char *part);

#endif
