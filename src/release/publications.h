/*
 * Every publication that a branch holds, oldest first, as an auditor sees
 * them: by luce publish, from the history audited, each after the one before,
 * with the files that its manifest names and no others; and the branch's log,
 * which must extend each one it had before. Whether the files are what the
 * source makes is for luce verify to find out.
 */
#ifndef LUCE_RELEASE_PUBLICATIONS_H
#define LUCE_RELEASE_PUBLICATIONS_H

#include "git/refs.h"
#include "history/history.h"
#include "release/public_log.h"

struct publications {
	size_t n; /* commits of the branch */
	char source[GIT_HEX_SIZE]; /* that the last was made from, where it is of the history; else "" */
	date_t as_of; /* of the last; DATE_NONE: its manifest cannot be read */
	struct public_log log; /* of the last */
};

struct publications_options {
	struct git_repo *repo;
	const char *branch; /* how to speak of it */
	const char *tip; /* full id of its last commit */
	const struct history *history;
};

/* The places of findings have the publication's commit as their revision. -1 with errors. */
int publications_check(const struct publications_options *o, struct publications *out,
		       struct findings *f);
void publications_release(struct publications *p);

/*
 * Whether all releases are of the history, name what they say that they name, and follow each other
 * as they say. -1 with errors.
 */
int releases_audit(struct git_repo *r, const struct history *h, struct findings *f);

#endif
