/*
 * Two registers: what changed from one to the other, list by list, and in
 * the notices behind them.
 *
 *	struct comparison *c = registers_compare(was, is);
 *	... c->lists.items[i].changes ...
 *	comparison_free(c);
 *
 * Each register answers for the last day that it was folded to. There are
 * two uses: one content folded to two days (both registers are of the same
 * struct content), and two contents, of two revisions, folded to one day.
 *
 * With every change stand the notices that brought it about:
 * between two days, those whose rows took effect; between two contents, those
 * that were added, edited or deleted and tell of the company. A change
 * between two contents that no such notice explains has none: somebody
 * changed a list without a notice.
 *
 * A rename is one change, never a removal and an entry; so is the passing of
 * a place on a list to the record that carries on after a `same` row. A name
 * that changed without a rename row (a correction, an edit) is an alteration.
 *
 * Pure. The registers must outlive the comparison.
 */
#ifndef LUCE_REGISTER_COMPARE_H
#define LUCE_REGISTER_COMPARE_H

#include "content/record.h"
#include "register/registry.h"

enum change_kind {
	CHANGE_ENTERED,
	CHANGE_REMOVED,
	CHANGE_RENAMED,
	CHANGE_ALTERED,
	CHANGE_JOINED, /* its record now is another's that was on the list too */
	CHANGE_PARTED, /* its record, once joined to another's that is still on the list, is its own */
	CHANGE_KINDS
};

enum member_aspect { /* what a list says of a member */
		     ASPECT_RECORD, /* the id */
		     ASPECT_NAME,
		     ASPECT_PLACE, /* region code */
		     ASPECT_INDUSTRY,
		     ASPECT_KIND, /* "enterprise", "park" */
		     ASPECT_BASES, /* "own", ids of lists above; sorted, with ", " between */
		     ASPECT_SINCE, /* first day of the present spell */
		     ASPECT_RANK,
		     ASPECTS
};

struct member_facts {
	const char *says[ASPECTS]; /* NULL: nothing */
};

struct member_change {
	int kind; /* enum change_kind */
	const struct membership *before, *after; /* NULL where it was not, or is not, a member */
	struct member_facts was, is;
	unsigned differs; /* 1 << enum member_aspect: what this change is about, of the last four kinds */
	/* Removed: the spell that ended. NULL: the entry itself is no longer there. */
	const struct spell *ended;
	struct strings notices; /* ids, by effective day and id */
};

struct list_changes {
	const char *list;
	ARRAY_OF(struct member_change) changes; /* by kind, entity id; at least one */
};

/*
 * Between two days: notices that took effect between them are added, and no
 * other is named. Between two contents: drafts, and what was not yet
 * published at the time of the content, are not there.
 */
struct notice_change {
	const struct notice *was, *is; /* NULL: not there */
	ARRAY_OF(struct record_part) parts; /* what was edited; of the text: "body" */
	const struct withheld *withheld; /* deleted, because the law says so */
};

struct comparison {
	const struct registry *was, *is;
	ARRAY_OF(struct list_changes) lists; /* by id; those that changed */
	ARRAY_OF(struct notice_change) notices; /* by effective day, id */
	struct map notice_by_id; /* struct notice_change */
	struct map namings; /* for compare_causes.c: who is named by which of the notices, */
	size_t namings_of; /* once so many of them were looked through */
	struct arena arena;
};

/* list: only this one, and the notices that have rows on it or moved it; NULL: all. Never NULL. */
struct comparison *registers_compare(const struct registry *was, const struct registry *is,
				     const char *list);
void comparison_free(struct comparison *c);

/* As it is, else as it was. */
const struct notice *notice_change_notice(const struct notice_change *c);
/* Whose id the change is filed under: that of now, else of then. */
const char *member_change_id(const struct member_change *c);

#endif
