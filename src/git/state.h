/*
 * What a repository holds, as a digest: as long as it stays, a walk through
 * the history finds the same. What HEAD names, where a shallow clone was cut,
 * and what objects there are: one that was taken down or fetched later changes
 * what can be told of a version that nothing else names any more.
 */
#ifndef LUCE_GIT_STATE_H
#define LUCE_GIT_STATE_H

#include "base/digest.h"
#include "git/repo.h"

struct git_state {
	char head[GIT_HEX_SIZE]; /* the commit; "": there is none */
	/*
	 * The latest time at which one of its folders of objects changed, in nanoseconds since 1970;
	 * what a clock taken before does not show may have changed since.
	 */
	int64_t changed;
};

/*
 * Adds the state of the repository that dir stands in, or that it stands in none. False where it
 * cannot be told. Branches go back and forth and leave no trace: whoever reads the history later
 * sees whether it is that of the same head.
 */
bool git_state_digest(const char *dir, struct digester *d, struct git_state *out);

#endif
