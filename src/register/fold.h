/*
 * Inside of the register: what the files of this folder share while one
 * fold runs. Nobody else includes this; registry.h is the contract.
 *
 *	events.c	rows of seen notices, in fold order
 *	amend.c		revocations and corrections, before the fold
 *	fold.c		the loop
 *	actions.c	which row does what: one short function per action
 *	members.c	lists, memberships, bases, spells, stages
 *	include.c	inclusion by reference
 *	undo.c		rows that are revoked from a day on
 *	join.c		two records are one company
 *	names.c		names, kinds and industries over time
 *	places.c	places over time
 *	printed.c	printed cells against what is in force
 *	proposal.c	what a list leaves out of the proposal that it follows
 *	area.c		regions, and finding them by their printed names
 *	finish.c	what the fold found, in order
 *	query.c		the answers
 *
 * What is built for the registry lies in its arena, what only the fold
 * needs in fold.scratch.
 */
#ifndef LUCE_REGISTER_FOLD_H
#define LUCE_REGISTER_FOLD_H

#include "content/names.h"
#include "register/registry.h"
#include "rules/rules.h"

enum { WALK_MOST = 16 }; /* steps from region to region: a circle in bad content ends here */

struct inclusion { /* a text includes higher lists in an area's, for some days */
	date_t from, last; /* both included */
	const struct rule_include *include;
	const struct rules *rules;
};

struct resident { /* who was ever placed in an area, latest first */
	struct subject *who;
	struct resident *next;
};

struct area { /* a region, as the fold walks from one to the next */
	const struct region *region;
	struct area *parent, *reports_to;
	struct area *heir; /* takes over on heir_from; NULL: nobody */
	date_t heir_from;
	struct text *texts; /* the region's own; include.c */
	ARRAY_OF(date_t) calls; /* days of its yearly calls, */
	bool overrides; /* if one of them overrides what is included */
	ARRAY_OF(struct inclusion) inclusions; /* into the region's lists, by from */
	struct resident *residents;
	bool swept; /* include.c, while a sweep runs */
};

struct naming { /* an area of that printed name */
	struct area *area;
	struct naming *next;
};

struct act { /* a notice in fold order, with its rows */
	const struct notice *notice;
	date_t day;
	minute_t published;
	int depth; /* in the chain of `follows` */
	struct event *events;
	size_t n;
	struct area **issuers; /* regions of the known issuers */
	size_t n_issuers;
	struct event **by_id; /* amend.c, once something names a row of it */
	struct rule_candidates *candidates; /* actions.c, once a row is taken in: NULL: no stated clause */
	bool candidates_known;
};

struct subject { /* a standing, and what the fold must know beside it */
	struct standing standing; /* first: a standing is cast back to its subject */
	struct dated name, place; /* the first of each array */
	struct area *home; /* of the place in force; NULL: the record's region is unknown */
	struct area *vouched; /* where issuers place it, until a row prints a place */
	bool named; /* a row has printed its name */
};

struct listing { /* a roster, and what the fold must know beside it */
	struct roster roster; /* first: a roster is cast back to its listing */
	struct area *area;
	int kind; /* enum entity_kind of its category */
};

struct fold {
	const struct content *content;
	struct fold_options options;
	struct findings *findings; /* may be NULL */
	struct registry *registry;
	struct act *acts; /* of all days; the registry's events are those of the first ones */
	size_t n_acts;
	struct act **act_of; /* by index of the notice; NULL: not folded */
	struct act *act; /* in hand */
	struct area *areas; /* by index of the region */
	struct subject *subjects; /* by index of the entity */
	struct standing **named; /* by index of the event: event_standing, once it was asked */
	struct map listings; /* by list id, those without members too */
	struct map names, cells; /* of areas: by name key; by cell, as looked up before */
	struct arena scratch;
};

/* Appends to an ARRAY_OF in an arena. Room doubles whenever n is a power of two. */
#define PUSH(arena, array, ...)                                                                    \
	do {                                                                                       \
		if (((array)->n & ((array)->n - 1)) == 0)                                          \
			(array)->items = array_grown((arena), (array)->items, (array)->n,          \
						     sizeof(*(array)->items));                     \
		(array)->items[(array)->n++] = __VA_ARGS__;                                        \
	} while (0)

void *array_grown(struct arena *a, const void *items, size_t n, size_t size);

/* A finding at a part of the event's row; refuse_event also takes the event's effect away. */
#define find_event(fold, id, event, part, ...)                                                     \
	do {                                                                                       \
		struct findings *f_ = (fold)->findings;                                            \
		if (f_)                                                                            \
			finding_add(f_, id, event_place(f_, (event), (part)), __VA_ARGS__);        \
	} while (0)
#define refuse_event(fold, id, event, part, ...)                                                   \
	do {                                                                                       \
		(event)->refused = true;                                                           \
		find_event(fold, id, event, part, __VA_ARGS__);                                    \
	} while (0)

/* The part of the row that is the cell of a role: "/cells/1"; "" where there is none. */
const char *cell_part(struct fold *f, const struct event *e, enum column_role role);

/* ---- events.c ---- */

void acts_collect(struct fold *f);
/* Negative if a was published first: an amendment may name only what came before it. */
int act_compare_published(const struct act *a, const struct act *b);
struct act *act_of_event(const struct fold *f, const struct event *e);
static inline bool event_void(const struct event *e, date_t day)
{
	return e->void_from <= day;
}

/* ---- area.c ---- */

void areas_build(struct fold *f); /* and the issuers of acts */
struct area *area_of(const struct fold *f, const char *code); /* NULL: no such region */
struct area *area_on(struct area *a, date_t day); /* itself or its heir; NULL gives NULL */
/* True if inner is outer or lies in it by `parent`. */
bool area_within(struct area *inner, struct area *outer, date_t day);
/* The area and those above it by `reports_to`, as of the day; their number. */
size_t area_chain(struct area *a, date_t day, struct area *chain[WALK_MOST]);
/* Areas of that name or alias, in the order of their codes; NULL: none. */
const struct naming *areas_named(struct fold *f, const char *cell);
bool act_issued_by(const struct act *act, struct area *owner, date_t day);
/* True if the area lies in (or, with above, is or is above) an issuer's region. */
bool act_issued_over(const struct act *act, struct area *area, date_t day);
bool act_issued_below(const struct act *act, struct area *area, date_t day);

/* ---- amend.c ---- */

void acts_amend(struct fold *f);

/* ---- members.c ---- */

/* NULL: an id that is no list, of which the loader has a finding. */
struct listing *listing_get(struct fold *f, const char *id);
struct listing *listing_of(struct roster *l);
struct subject *subject_of(struct standing *s);
struct standing *standing_of(const struct fold *f, const char *id); /* NULL: no such entity */
struct standing *standing_get(const struct fold *f, const char *id); /* the one that carries on for it */

struct membership *membership_find(const struct standing *s, const struct roster *l);
struct membership *membership_get(struct fold *f, struct standing *s, struct roster *l, date_t day);
bool membership_running(const struct membership *m); /* has a basis */
const struct basis *membership_own(const struct membership *m); /* the latest that runs, or NULL */
const struct basis *membership_included(const struct membership *m, const struct roster *source);

void basis_begin(struct fold *f, struct membership *m, struct basis b);
/* Ends own bases (those by one event; NULL: all) and, with all, included ones too. True if any ended. */
bool bases_end(struct membership *m, bool all, const struct event *by, const struct event *e,
	       date_t day);
/* After its bases changed: the spell, and what hangs on it. */
void membership_settle(struct fold *f, struct membership *m, const struct event *e, date_t day);
/* After own bases of m ended: what other lists included because of them. */
void source_settle(struct fold *f, struct membership *m, const struct event *e, date_t day);

void stage_open(struct fold *f, struct membership *m, int kind, date_t out, const struct event *e);
/* False if it was over already. */
bool stage_end(struct stage *s, int outcome, const struct event *e, date_t day);
enum { STAGES_BEFORE = 1 << STAGE_CANDIDATE | 1 << STAGE_RECOMMENDED | 1 << STAGE_PROPOSED };
/* Closes the open ones among kinds (1 << enum stage_kind); false if there was none. */
bool stages_close(struct membership *m, int kinds, int outcome, const struct event *e, date_t day);

/* ---- include.c ---- */

void inclusions_build(struct fold *f);
/* Begins what an own basis, or all of a company's, brings with it on the day. */
void include_from(struct fold *f, struct membership *source, date_t day);
void include_all(struct fold *f, struct standing *s, date_t day);
void include_swept(struct fold *f, date_t day); /* for all who are placed in swept areas */

/* ---- names.c ---- */

/* Whether a printed name is the other; 甲（原乙） is 甲. */
bool names_agree(struct fold *f, const char *printed, const char *name);
const char *name_in_force(const struct standing *s);
void row_rename(struct fold *f, struct event *e, struct standing *s);
void row_alter(struct fold *f, struct event *e, struct standing *s);
/* Names, places and kinds whose row is void by the day give way to those before. */
void standing_revert(struct fold *f, struct standing *s, date_t day);

/* ---- places.c ---- */

bool areas_agree(struct area *a, struct area *b, date_t day);
void row_locate(struct fold *f, struct event *e, struct standing *s);
/*
 * A row that prints the record's place, or one in it, supports it; one that prints a wider place
 * takes its stead, until a locate row narrows it. Does nothing once a row has done either.
 */
void place_support(struct fold *f, const struct event *e, struct standing *s);
void place_set(struct fold *f, struct standing *s, struct area *to, const struct event *e,
	       date_t day);
void subject_settle(struct fold *f, struct subject *who, struct area *home); /* among its residents */

/* ---- printed.c ---- */

/* The printed name, place and kind of a row agree with what is in force. */
void row_check(struct fold *f, const struct event *e);

/* ---- actions.c ---- */

/* The standing that carries on for the entity that a row is about; NULL: an assessor, or nobody known. */
struct standing *event_standing(struct fold *f, const struct event *e);
void row_fold(struct fold *f, struct event *e);

/* ---- proposal.c ---- */

/* After the last row of a list notice: what it leaves out of the proposal that it follows. */
void proposal_close(struct fold *f);

/* ---- undo.c, join.c, finish.c ---- */

/* The two steps in which rows lose their effect from a day on; the second when the first is done for all. */
void event_undo(struct fold *f, struct event *e, date_t day);
void event_return(struct fold *f, const struct event *e, date_t day);
void standing_join(struct fold *f, struct standing *kept, struct standing *ended,
		   const struct event *e);
void registry_finish(struct fold *f);

#endif
