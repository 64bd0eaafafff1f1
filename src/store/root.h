/*
 * A folder and what lies beneath it, reached without following a symlink.
 *
 * Content is hostile until proved otherwise: a portal fetched from elsewhere
 * may hold a link to /etc where a folder should be. Every file that is read
 * or written below a portal is therefore opened through here.
 */
#ifndef LUCE_STORE_ROOT_H
#define LUCE_STORE_ROOT_H

#include <stdatomic.h>
#include <stdbool.h>
#include <stddef.h>

#define OWN_NAME ".luce" /* luce's own folder below a root */

struct root {
	int fd;
	atomic_bool walk; /* the kernel has no openat2(2): open folder by folder */
};

/*
 * A relative path without "", ".", ".." and without the folders .git and
 * .luce in any part, whatever their case: what may be named below a root.
 */
bool path_valid(const char *path);
/* Whether a part of the path begins with '.'. */
bool path_hidden(const char *path);

/* openat(2) of one name; errno is ELOOP where that is a symlink, with O_DIRECTORY too. */
int name_open_at(int dir, const char *name, int flags);

/* These return -1 with errno. The folder itself may be reached by symlinks. */
int root_open(struct root *r, const char *dir);
void root_close(struct root *r);

/*
 * Opens a valid path, or "" for the folder itself; the descriptor is closed
 * on exec. errno is ELOOP where any part of the path is a symlink, also the
 * last. Thread-safe.
 */
int root_open_at(struct root *r, const char *path, int flags);

#endif
