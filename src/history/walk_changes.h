/* Inside of history/: what each commit changed, found on several threads. */
#ifndef LUCE_HISTORY_WALK_CHANGES_H
#define LUCE_HISTORY_WALK_CHANGES_H

#include "base/finding.h"
#include "git/commits.h"
#include "history/history.h"

struct walk_changes {
	struct history *h; /* its commits are ordered and get their changes */
	const struct git_id *trees; /* of the commits, in their order */
	const bool *known; /* their changes are there already */
	const char *dir; /* where the repository is opened again for other threads */
	struct git_repo *repo;
	unsigned threads;
};

/* -1 with findings. */
int walk_changes(const struct walk_changes *o, struct findings *f);

#endif
