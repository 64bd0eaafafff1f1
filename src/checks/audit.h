/*
 * The verdict over a history: what was done to what had been published.
 *
 *	audit_run(&(struct audit_facts){ content, history, kept, n }, findings);
 *
 * Pure. The place of each finding has the commit as its revision, and the
 * path of the file that the commit touched. The content is that of the
 * revision audited and may be incomplete: then less is known of waivers, of
 * what was withheld and of what rests on which rules, and more is found.
 */
#ifndef LUCE_CHECKS_AUDIT_H
#define LUCE_CHECKS_AUDIT_H

#include "base/finding.h"
#include "content/content.h"
#include "history/history.h"

struct audit_kept { /* a commit that someone knows from before: a release, a checkpoint */
	const char *commit; /* its id, or the first digits of it */
	const char *name; /* how to speak of it */
};

struct audit_facts {
	const struct content *content;
	const struct history *history;
	const struct audit_kept *kept;
	size_t n_kept;
};

void audit_run(const struct audit_facts *facts, struct findings *f);

#endif
