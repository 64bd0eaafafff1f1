/*
 * History: what the commits behind a revision did to the content, as facts.
 *
 * Pure structures. walk.h makes them from git, and a test makes its own:
 * commits with their changes, and what each version of a notice's text says
 * of itself, from which history_derive finds the story of every notice. All
 * of it follows from the commit and those it rests on; no ref, tag or clock
 * has a part in it.
 *
 * A notice is published by the first commit in which it is no draft. What
 * any later one does to it, its annexes or its attachments is an edit.
 */
#ifndef LUCE_HISTORY_HISTORY_H
#define LUCE_HISTORY_HISTORY_H

#include "base/date.h"
#include "base/map.h"
#include "base/mem.h"
#include "content/model.h"

enum history_state {
	HISTORY_NONE, /* the portal is in no git repository */
	HISTORY_UNREADABLE, /* its repository is of a kind that cannot be read */
	HISTORY_UNBORN, /* there is no commit yet */
	HISTORY_SHALLOW, /* the clone was cut: what came before is not known */
	HISTORY_WHOLE
};

enum { BLOB_SIZE = 20, BLOB_HEX_SIZE = 41 };

struct blob {
	unsigned char id[BLOB_SIZE]; /* git's; all zero: no file */
};

struct commit;
struct version_change; /* content/version.h */

struct change { /* of one file */
	const char *path; /* from the portal's folder: "content/notices/…" */
	const struct commit *side; /* a merge drops what this parent's side did to it; NULL: see commit */
	struct blob before, after;
	unsigned mode; /* of what is there after: 0100644, 0120000 a symlink …; 0: nothing */
};

struct commit {
	const char *id; /* full, in hexadecimal */
	int64_t author_time, time; /* the author's, the committer's; seconds since 1970 UTC */
	const char *author, *committer; /* name <address> */
	const char *subject;
	ARRAY_OF(const struct commit *) parents;
	bool cut; /* has parents that are not in this clone: all that it holds seems new */
	/*
	 * By path. Of a merge, only what differs from all of its parents (`before` is of the first
	 * one that has the file), and what it drops: where the file is as one side has it, although the other
	 * changed it too.
	 */
	ARRAY_OF(struct change) changes;
};

struct version { /* what the text of a notice says of itself; of each blob that ever was one */
	struct blob blob;
	bool missing; /* the object is not in the repository */
	bool readable; /* its front matter is JSON */
	bool draft, transcribed;
	date_t copied; /* transcribed: on which day */
	minute_t published;
};

enum edit_kind {
	EDIT_CHANGED,
	EDIT_ADDED, /* a file that it did not have */
	EDIT_DELETED,
	EDIT_UNPUBLISHED, /* a draft again, or no longer readable */
	EDIT_RESTORED, /* published again after that */
	EDIT_HIDDEN /* a merge took the other side's file and dropped this side's */
};

struct edit {
	const struct commit *commit;
	int kind; /* enum edit_kind */
	const char *path;
	struct blob before, after;
	/* EDIT_CHANGED, of a text, annexes or rules: what differs (version_differences); none: the form. */
	bool compared;
	struct strings parts;
	const struct version_change *changes; /* the same, with what it was and is: of a notice */
	size_t n_changes;
};

struct notice_facts {
	const char *id; /* "440400/2025/factory-list" */
	const struct commit *first; /* that had its text, as a draft too */
	const struct commit *published; /* NULL: still a draft. Where it is cut: that one or an earlier one */
	const struct version *version; /* as it was published */
	ARRAY_OF(struct edit) edits; /* after that; oldest first */
	bool pending; /* in the work tree it is not as the last commit has it */
};

struct history {
	int state; /* enum history_state */
	bool replaced; /* git itself is told to show another history (grafts, refs/replace) */
	const struct commit *tip; /* NULL: none */
	ARRAY_OF(struct commit) commits; /* each after those it rests on */
	ARRAY_OF(struct version) versions; /* by blob */
	ARRAY_OF(struct notice_facts) notices; /* by id; those that are gone too */
	/* Regulations and regions changed, removed or hidden; entities removed or hidden. In the order of commits. */
	ARRAY_OF(struct edit) others;
	struct map notice_by_id;
	struct arena arena; /* holds it all, but for what a walk's threads made */
	struct arena kept; /* what came from an earlier walk */
	struct arena *arenas;
	size_t n_arenas;
};

struct history *history_new(void);
void history_free(struct history *h);

/* From commits and versions: tip and notices. Once. */
void history_derive(struct history *h);

/* NULL where no commit has it. h and id may be NULL. */
const struct notice_facts *history_notice(const struct history *h, const char *id);
/* NULL for a blob that never was a notice's text. */
const struct version *history_version(const struct history *h, const struct blob *blob);
/* Whether b rests on a, or is a. */
bool commit_rests_on(const struct commit *b, const struct commit *a);

bool blob_none(const struct blob *b);
bool blob_equal(const struct blob *a, const struct blob *b);
const char *blob_hex(const struct blob *b, char out[BLOB_HEX_SIZE]);

#endif
