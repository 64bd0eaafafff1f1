/* Inside of git/: what its files share. Nobody else includes this. */
#ifndef LUCE_GIT_HANDLE_H
#define LUCE_GIT_HANDLE_H

#include <git2.h>

#include "git/repo.h"

struct git_repo {
	git_repository *repo;
	git_odb *odb;
	git_oid *sound; /* trees lately found to be what their ids promise; see changes.c */
	char *prefix;
};

/* What libgit2 said last. */
const char *git_said(void);
/* An object that is missing or damaged, and why; f may be NULL. Returns -1. */
int git_report_object(const char *commit, const char *path, const char *id, const char *why,
		      struct findings *f);
/* Git never writes other names, but nothing hinders who makes a tree by hand. */
bool git_name_safe(const char *name);

#endif
