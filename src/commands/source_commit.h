/*
 * What commands need that publish from a commit: the commit, the certainty
 * that the work tree has nothing else, and who does it.
 */
#ifndef LUCE_COMMANDS_SOURCE_COMMIT_H
#define LUCE_COMMANDS_SOURCE_COMMIT_H

#include "commands/portal.h"
#include "git/refs.h"
#include "log/note.h"

/*
 * Opens the repository of the portal's folder, and finds HEAD; refuses what
 * is not committed of content/ and templates/. -1 with the portal's findings;
 * *repo is the caller's in any case.
 */
int source_commit_open(const struct invocation *in, struct portal *p, struct git_repo **repo,
		       struct git_commit_facts *head);
/* The repository alone. NULL with a finding. */
struct git_repo *repository_open(const struct invocation *in, struct portal *p);
/* Who commits, as git has it: "name <address> seconds zone". -1 with a finding. */
int git_identity(const struct invocation *in, struct portal *p, struct buf *out);

/* Makes a key, prints the public one. The exit status. */
int print_new_key(const struct invocation *in, const char *name, enum note_algorithm algorithm,
		  const char *path);

#endif
