/*
 * A git repository, read: a revision, its tree, its blobs. With the other
 * files of this folder the only user of git2.h.
 *
 * Nothing here touches the work tree, the index, refs or configuration.
 * Repositories that are bare, shallow, detached or inside a larger one are
 * all readable; those that libgit2 cannot read give a finding that says why.
 *
 * A handle belongs to one thread at a time. Opening sets options that
 * libgit2 keeps for the whole process: only one thread may open at a time.
 * Every f may be NULL: then nothing is said.
 */
#ifndef LUCE_GIT_REPO_H
#define LUCE_GIT_REPO_H

#include <stdbool.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/finding.h"
#include "base/mem.h"

enum { GIT_HEX_SIZE = 65 }; /* an object id in hexadecimal, with the NUL */
/* A tree beyond these was made to do harm: ten trees of ten entries each name billions of files. */
enum { GIT_DEPTH_MOST = 64, GIT_ENTRIES_MOST = 8000000 };

struct git_repo;

struct git_commit_facts {
	char id[GIT_HEX_SIZE];
	int64_t time; /* committer's, seconds since 1970 UTC */
};

struct git_entry {
	const char *path; /* from the folder that was listed; in the arena */
	char id[GIT_HEX_SIZE]; /* of the blob */
	unsigned mode; /* 0100644, 0100755, 0120000 a symlink, 0160000 a submodule */
};

/* Opens the repository that dir stands in. NULL where there is none (no finding) or on error (one). */
struct git_repo *git_repo_open(const char *dir, struct findings *f);
void git_repo_free(struct git_repo *r);
/* Path of dir below the repository's top, "" at the top; without slashes at the ends. */
const char *git_repo_prefix(const struct git_repo *r);
bool git_repo_shallow(struct git_repo *r);

/*
 * Whether libgit2 itself sees that the bytes of each object are those of its
 * id; it does from the start. For the whole process: while it does not, only
 * git_tree_changes may be called, which sees to that by itself, and faster.
 */
void git_verify(bool on);

/* A name ("HEAD", a tag, an id, main~2) to a commit. -1 with a finding. */
int git_resolve(struct git_repo *r, const char *rev, struct git_commit_facts *out,
		struct findings *f);
/*
 * All entries that are not trees below folder (a path from the repository's
 * top, "" is all) in the commit, sorted bytewise by path: git's own order,
 * and made so where a tree made by hand has another. An absent folder is an empty list. The
 * arena owns the array. The places of findings are from the folder.
 */
int git_tree_entries(struct git_repo *r, const char *commit, const char *folder, struct arena *a,
		     struct git_entry **out, size_t *n, struct findings *f);
/* A blob's size in bytes, found without unpacking it. */
int git_blob_size(struct git_repo *r, const char *id, uint64_t *size, struct findings *f);
/* The bytes of a blob, appended; they are checked against the id. */
int git_blob_read(struct git_repo *r, const char *id, struct buf *out, struct findings *f);
/* Whether there is an object of this id at all. */
bool git_has(struct git_repo *r, const char *id);
/* The id that these bytes would have as a blob. */
void git_bytes_id(struct str bytes, char out[GIT_HEX_SIZE]);

#endif
