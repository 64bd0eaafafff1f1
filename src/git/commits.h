/*
 * The commits that a revision rests on, as they stand in their objects.
 *
 * Grafts and replacements are not followed: what is read is what the ids
 * promise. Where a shallow clone was cut, the parents are named and absent.
 */
#ifndef LUCE_GIT_COMMITS_H
#define LUCE_GIT_COMMITS_H

#include "git/repo.h"

enum { GIT_ID_SIZE = 20, GIT_PARENTS_MOST = 64 };

struct git_id {
	unsigned char bytes[GIT_ID_SIZE]; /* all zero: no object */
};

struct git_commit {
	struct git_id id, tree;
	const struct git_id *parents;
	unsigned n_parents;
	bool cut; /* its parents are not in this clone */
	int64_t author_time, commit_time; /* seconds since 1970 UTC */
	const char *author, *committer; /* name <address> */
	const char *subject; /* first line of the message */
};

struct git_reading {
	/* Whether a commit and all that it rests on are known, so that neither is read; may be NULL. */
	bool (*known)(void *ctx, const struct git_id *id);
	void *ctx;
};

bool git_id_none(const struct git_id *id);
bool git_id_equal(const struct git_id *a, const struct git_id *b);
/* Returns out. */
const char *git_id_hex(const struct git_id *id, char out[GIT_HEX_SIZE]);
/* -1 where hex is no id. */
int git_id_parse(const char *hex, struct git_id *out);

/*
 * Every commit that can be reached from tip (a full id) and is not known, each once, in no order.
 * The arena owns them. -1 with a finding where one cannot be read.
 */
int git_commits_read(struct git_repo *r, const char *tip, const struct git_reading *reading,
		     struct arena *a, struct git_commit **out, size_t *n, struct findings *f);

/* Whether git itself shows another history here than the ids do: grafts, or replaced objects. */
bool git_history_replaced(struct git_repo *r);

#endif
