/*
 * A guard against torn loose objects. libgit2 1.5 never returns from reading
 * a loose object whose file was cut short, as a full disk or a crash leaves
 * it; this backend stands before its own, looks whether the file is whole,
 * and passes the question on if it is.
 */
#ifndef LUCE_GIT_TORN_H
#define LUCE_GIT_TORN_H

#include <git2.h>

/* objects is the folder of the loose objects. 0, or a libgit2 error. */
int torn_guard_add(git_odb *odb, const char *objects);

#endif
