/*
 * Commits written: files become blobs and trees, these and the commit one
 * pack, of the objects only that the repository lacks; then a branch is moved
 * onto the commit. The work tree and the index have no part in it. Nothing is
 * seen by anyone before the branch moves; what stopped half-way leaves at
 * most objects that `git gc` clears away.
 */
#ifndef LUCE_GIT_WRITE_H
#define LUCE_GIT_WRITE_H

#include "git/repo.h"

struct git_new_file {
	const char *path; /* in the commit's tree */
	char id[GIT_HEX_SIZE]; /* of a blob that the repository has; "": its bytes are asked for */
};

struct git_new_commit {
	struct git_new_file *files; /* sorted bytewise by path, each once; ids are filled in */
	size_t n;
	/*
	 * Appends the bytes of the i-th file; -1 with a finding. It is called
	 * on several threads at once, up to twice for a file.
	 */
	int (*read)(void *ctx, size_t i, struct buf *out, struct findings *f);
	void *ctx;
	const char *parent; /* full id; NULL: the first of its branch */
	const char *identity; /* author and committer: "name <address> seconds zone" */
	const char *message;
	const char *unless_tree; /* full id: a commit of this tree is not wanted; NULL: any is */
	bool dry_run; /* find out the tree, and how many objects would be written */
	unsigned threads;
};

struct git_written {
	char commit[GIT_HEX_SIZE], tree[GIT_HEX_SIZE];
	size_t objects; /* written, or to be */
	uint64_t bytes; /* of the pack */
};

/*
 * Writes the objects. -1 with findings, and no object of it. Where the tree
 * is unless_tree, and in a dry run, nothing is written, and commit is "".
 */
int git_commit_write(struct git_repo *r, struct git_new_commit *c, struct git_written *out,
		     struct findings *f);

#endif
