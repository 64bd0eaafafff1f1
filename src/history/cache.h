/*
 * What a walk found, kept in DIR/.luce/history to save the next one time:
 * commits with their changes, and versions of notices, each of which follows
 * from its own id alone. Deleting the file changes no answer. One that is
 * damaged, of another format, or copied from elsewhere (a portal could bring
 * a forged one along) is not used: it names its own inode. An audit uses none.
 *
 * Inside of history/.
 */
#ifndef LUCE_HISTORY_CACHE_H
#define LUCE_HISTORY_CACHE_H

#include "git/commits.h"
#include "history/history.h"

struct known_commit {
	struct git_commit commit;
	struct change *changes; /* `side` is not set */
	unsigned char *sides; /* of each change: the place among the parents; NO_SIDE */
	size_t n;
};

enum { NO_SIDE = 255 };

struct cache {
	struct known_commit *commits;
	size_t n_commits;
	struct version *versions;
	size_t n_versions;
	struct arena arena; /* strings and changes */
};

/* Leaves it empty where there is nothing of use. prefix: of the portal in its repository. */
void cache_load(struct cache *c, const char *dir, const char *prefix);
void cache_release(struct cache *c);
/* Keeps a whole history. What cannot be written is not kept. */
void cache_store(const struct history *h, const struct git_id *trees, const char *dir,
		 const char *prefix);

#endif
