/*
 * Branches, tags and what commits say: read, and one branch moved.
 */
#ifndef LUCE_GIT_REFS_H
#define LUCE_GIT_REFS_H

#include "git/repo.h"

/* The folder of its work tree, or its own where it has none; the repository's. */
const char *git_repo_top(struct git_repo *r);

bool git_branch_name_valid(const char *branch);
/* The commit of a local branch: 1; 0: there is no such branch; -1 with a finding. */
int git_branch_find(struct git_repo *r, const char *branch, struct git_commit_facts *out,
		    struct findings *f);
/* Whether it is some work tree's branch, or will be with its first commit. */
bool git_branch_checked_out(struct git_repo *r, const char *branch);

struct git_branch_move {
	const char *branch;
	const char *from; /* full id that it must have; NULL: it must not be there */
	const char *to;
	const char *identity; /* as in git_new_commit; for the reflog */
	const char *why; /* for the reflog */
};

/* All or nothing. -1 with a finding, F_BRANCH_MOVED where it is not at `from`. */
int git_branch_set(struct git_repo *r, const struct git_branch_move *m, struct findings *f);

struct git_commit_text {
	char tree[GIT_HEX_SIZE];
	char parent[GIT_HEX_SIZE]; /* the first; "" where it has none */
	const char *message; /* in the arena */
};

/* commit is a full id. -1 with a finding. */
int git_commit_text(struct git_repo *r, const char *commit, struct arena *a,
		    struct git_commit_text *out, struct findings *f);

enum git_signed { GIT_UNSIGNED, GIT_SIGNED_SSH, GIT_SIGNED_OTHERWISE /* OpenPGP, X.509 */ };

/* What kind of signature a commit or an annotated tag (a full id) bears. -1 with a finding. */
int git_signed(struct git_repo *r, const char *id, struct findings *f);
/*
 * The id of what a commit has at a path from the repository's top: 1; 0: nothing is there. -1 with
 * a finding.
 */
int git_path_id(struct git_repo *r, const char *commit, const char *path, char out[GIT_HEX_SIZE],
		struct findings *f);
/*
 * Whether `commit` is `ancestor` or rests on it: 1 or 0. -1 with a finding where that cannot be
 * known, as where one of them is not in the repository.
 */
int git_rests_on(struct git_repo *r, const char *commit, const char *ancestor, struct findings *f);

struct git_tag { /* an annotated one */
	const char *name;
	char id[GIT_HEX_SIZE], commit[GIT_HEX_SIZE]; /* its own; of what it names */
	int64_t time; /* the tagger's, seconds since 1970 UTC */
	const char *message; /* with its signature, where it has one */
};

/* The annotated tags of commits, by name, in the arena. -1 with a finding. */
int git_tags(struct git_repo *r, struct arena *a, struct git_tag **out, size_t *n,
	     struct findings *f);

/*
 * The value of the last line "KEY: value" in the last paragraph of a message that has such lines,
 * in the arena; NULL where it has none. What follows the paragraph, as a signature does, is
 * passed over.
 */
const char *git_trailer(const char *message, const char *key, struct arena *a);

/*
 * The first file below the folders (from the repository's top) that the work tree has otherwise
 * than HEAD, untracked ones that are not ignored among them; appended to path: 1. 0: there is
 * none, or there is no work tree. -1 with a finding.
 */
int git_dirty(struct git_repo *r, const char *const *folders, size_t n, struct buf *path,
	      struct findings *f);

#endif
