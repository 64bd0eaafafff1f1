/*
 * Going from folder to folder below a root, in path order, keeping open the
 * folders on the way: each step opens one name and follows no symlink.
 *
 *	struct folders w = { .root = fd, .make = true };
 *	fd = folders_enter(&w, "content/a.json");   the folder content
 *	... renameat(…, fd, path_name("content/a.json")); folders_touch(&w);
 *	rc = folders_release(&w);
 */
#ifndef LUCE_STORE_FOLDERS_H
#define LUCE_STORE_FOLDERS_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

#include "base/buf.h"

struct folder_level {
	int fd;
	size_t end; /* length of its path */
	bool touched;
};

struct folders {
	/* set by the caller */
	int root; /* descriptor; stays the caller's */
	bool make; /* what is absent */
	bool check; /* that each folder may be changed and is on the root's device */
	bool sync; /* each folder touched, when it is left */
	/* kept here */
	dev_t device;
	struct folder_level *levels;
	size_t n, cap;
	struct buf path; /* of the folder at hand */
	char **made; /* folders that were absent, in the order of their making */
	size_t n_made, cap_made;
};

/* The part of a path behind the last '/'. */
const char *path_name(const char *path);

/*
 * The folder that the path stands in; the descriptor stays folders'. -1 with
 * errno: ENOENT, ENOTDIR, ELOOP for a symlink, EXDEV for another device, …
 */
int folders_enter(struct folders *w, const char *path);
/* Names in the folder at hand were changed, and perhaps in those above it: it may be new. */
void folders_touch(struct folders *w);
/* Leaves all folders, and forgets what was made. -1 with errno where one could not be synced. */
int folders_release(struct folders *w);
/* Removes the folders made, the last one first; one that is no longer empty stays. */
void folders_unmake(struct folders *w);

#endif
