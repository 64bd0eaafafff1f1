/*
 * History from git: every commit behind a revision, what each changed below
 * the portal's content/, and what the texts of notices said of themselves.
 */
#ifndef LUCE_HISTORY_WALK_H
#define LUCE_HISTORY_WALK_H

#include "base/finding.h"
#include "content/content.h"
#include "history/history.h"

struct source;

struct history_options {
	const char *dir; /* the portal's folder */
	const char *revision; /* a full commit id; NULL: what HEAD names */
	/* The content shown, and whence it came: which notices are not as the last commit has them. NULL: not asked. */
	const struct content *content;
	struct source *source;
	unsigned threads;
	bool fresh; /* what an earlier walk kept in DIR/.luce is not used, and nothing is kept */
};

/* NULL with findings where the repository is damaged; no repository is a state of the history. */
struct history *history_walk(const struct history_options *o, struct findings *f);

#endif
