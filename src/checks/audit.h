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

enum signature_state {
	SIGNATURE_NONE, /* unsigned */
	SIGNATURE_GOOD,
	SIGNATURE_BAD, /* not of what it stands on */
	SIGNATURE_UNKNOWN, /* sound, by a key that is not among those kept */
	SIGNATURE_EXPIRED, /* sound, by one of them that may not sign at that time */
	SIGNATURE_KIND, /* of a kind that cannot be verified here */
	SIGNATURE_UNVERIFIED, /* nothing here could */
	SIGNATURE_STATES
};

struct audit_signature {
	int state; /* enum signature_state */
	const char *key; /* its fingerprint; NULL: not known */
	const char *signer; /* whose key it is, as the keys' file has it; NULL: not known */
	bool other; /* good, and by no key of the one who is named as committer */
};

struct audit_tag { /* a release */
	const char *name;
	const struct commit *commit; /* NULL: not of this history */
	struct audit_signature signature;
};

struct audit_signatures { /* NULL where nothing is to be said of signatures */
	const struct audit_signature *commits; /* of the history's, in its order */
	const bool *brings; /* the same: a merge that brings content from one side to another */
	/* The same: of one that changed the keys, judged by the keys as they were before. */
	const struct audit_signature *changes;
	const struct audit_tag *tags;
	size_t n_tags;
	const char *tool; /* that could not be run; NULL: all could */
};

struct audit_facts {
	const struct content *content;
	const struct history *history;
	const struct audit_kept *kept;
	size_t n_kept;
	const struct audit_signatures *signatures;
};

/* Where the keys stand that sign for the portal: in the form that ssh-keygen(1) calls allowed signers. */
#define SIGNERS_FILE "content/signers"

/* Of them: */
void audit_signatures(const struct audit_facts *facts, struct findings *f);

void audit_run(const struct audit_facts *facts, struct findings *f);

#endif
