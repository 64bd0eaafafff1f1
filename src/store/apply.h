/*
 * Carrying out a journal: the second half of a transaction, and what finishes
 * one that stopped there. Every step may be done twice.
 */
#ifndef LUCE_STORE_APPLY_H
#define LUCE_STORE_APPLY_H

#include <stdbool.h>
#include <stddef.h>

#include "store/journal.h"

/*
 * Beyond so many changes, one syncfs(2) takes the place of an fsync(2) for
 * each file and folder. A build of 100,000 files would wait for the disk
 * 100,000 times; syncfs waits once, at the price of writing out what others
 * have dirty on the same file system too, which a small change should not.
 */
enum { SYNC_EACH_MOST = 64 };

struct apply {
	/* set by the caller */
	int root, stage; /* descriptors of the folder that is changed, and of the stage */
	const struct change *changes; /* puts and removals, in path order, no path twice */
	size_t n;
	bool again; /* some may already be done */
	/* what failed, when something did */
	const char *path;
};

/*
 * Makes the folders that are needed and sees whether files can be put into
 * them. -1 with errno: then the folders made are gone again, unless this is
 * done again: then all stays for the next time.
 */
int apply_prepare(struct apply *a);
/* -1 with errno: stopped at path. */
int apply_run(struct apply *a);

#endif
