/*
 * What differs between two trees, found by comparing their entries and going
 * down only where ids differ. Nothing is guessed: a renamed file is one that
 * is gone and one that is new.
 */
#ifndef LUCE_GIT_CHANGES_H
#define LUCE_GIT_CHANGES_H

#include "git/commits.h"

struct git_change {
	const char *path; /* in the arena */
	struct git_id before, after; /* of the entry, none: there was, or is, no such entry */
	unsigned mode_before, mode_after; /* as in git_entry; 0 where there is none */
};

struct git_comparison {
	struct git_id before, after; /* of trees; none: an empty one */
	const char *folder; /* what is compared, from the top; "" is all; it may be absent in either */
	const char *as; /* what stands for the folder in the paths of changes; "" is nothing */
};

/*
 * The entries below the folder that are not trees and differ, sorted
 * bytewise by path. The arena owns the array. -1 with a finding.
 */
int git_tree_changes(struct git_repo *r, const struct git_comparison *comparison, struct arena *a,
		     struct git_change **out, size_t *n, struct findings *f);

#endif
