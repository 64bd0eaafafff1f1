/*
 * What luce remembers of a folder between two runs, in DIR/.luce: files that
 * it can do without. Nothing here is ever a finding: what cannot be read is
 * not there, what cannot be written is not remembered.
 *
 * And the marks of files: what their inodes say, by which a file that was
 * changed since is told from one that was not. As git does it, a mark counts
 * only if it is older than the moment when it was taken, because clocks of
 * file systems are coarse: what is written right after may bear the same time.
 */
#ifndef LUCE_STORE_OWN_H
#define LUCE_STORE_OWN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"

/* Reads DIR/.luce/NAME. -1 where there is no such regular file. */
int own_read(const char *dir, const char *name, struct buf *out);
/* Replaces it at once, or not. Its holder is the transaction on DIR. -1 if not. */
int own_write(const char *dir, const char *name, struct str bytes);

struct file_mark {
	uint64_t inode; /* 0: no such regular file, or not to be relied on */
	int64_t changed; /* ctime in nanoseconds: no program can set it back */
	int64_t size;
};

static inline bool mark_same(const struct file_mark *a, const struct file_mark *b)
{
	return a->inode && a->inode == b->inode && a->changed == b->changed && a->size == b->size;
}

/*
 * Waits until the clock of DIR's file system has moved on from what it gives
 * to files now, some milliseconds, and returns its time in nanoseconds: what
 * was written before can be marked. Gives up on a clock as coarse as seconds.
 * 0 if it cannot be asked.
 */
int64_t own_tick(const char *dir);
/*
 * The marks of files below DIR, of which those that changed at `before` or
 * later, or are reached by a symlink, get none. Paths in order are fastest.
 */
void marks_take(const char *dir, const char *const *paths, size_t n, int64_t before,
		unsigned threads, struct file_mark *out);

#endif
