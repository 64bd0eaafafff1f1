/*
 * A published site that the command line names: an address, a folder, or a
 * branch (any revision of the portal's repository); site/ where it names none.
 * A folder comes before a branch of the same name.
 */
#ifndef LUCE_COMMANDS_PUBLISHED_H
#define LUCE_COMMANDS_PUBLISHED_H

#include "commands/command.h"
#include "git/refs.h"
#include "store/source.h"

struct published {
	const char *name;
	struct source *source;
	char commit[GIT_HEX_SIZE]; /* of a revision; else "" */
	struct buf folder; /* site/ of the portal */
	char *temporary; /* what was fetched */
};

/* repo may be NULL: then only folders and addresses are known. -1 with a finding. */
int published_open(struct published *t, const struct invocation *in, struct git_repo *repo,
		   bool log_only, struct findings *f);
void published_close(struct published *t);

#endif
