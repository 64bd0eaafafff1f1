/*
 * git's own command, run in the portal's folder, for what only it knows: who
 * commits, whose key signs a tag, and how to reach and be let into another
 * repository (ssh, credential helpers, hooks, proxies). It prints and asks on
 * the terminal as if it had been called there.
 */
#ifndef LUCE_COMMANDS_GIT_H
#define LUCE_COMMANDS_GIT_H

#include "base/buf.h"

/*
 * arguments end in NULL, without "git". input, which may be NULL, is given to
 * it; what it prints is appended to output, where that is not NULL. Its exit
 * status, or -1 if it could not be run.
 */
int git_command(const char *folder, const char *const *arguments, const struct buf *input,
		struct buf *output);

#endif
