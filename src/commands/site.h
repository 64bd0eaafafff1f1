/*
 * The portal built as a site, by several commands alike, and folders for
 * sites that nobody keeps.
 */
#ifndef LUCE_COMMANDS_SITE_H
#define LUCE_COMMANDS_SITE_H

#include "commands/portal.h"
#include "git/repo.h"
#include "site/build.h"

/* What shapes the site besides its content: the program and its libraries. */
void site_version(struct buf *out);
/*
 * Folds the portal as a site of its day shows it, checks it, and builds it.
 * base_url: NULL for site.json's. -1 with the portal's findings; else it has
 * none but that an earlier build, which had been stopped, was finished.
 */
int portal_build(struct portal *p, const struct invocation *in, const char *out,
		 const char *base_url, struct site_counts *counts);

/*
 * All that a site of the portal depends on, as a digest; zeros where that cannot be told. It holds
 * if the history that the build then reads ends in this commit ("": in none).
 */
struct site_inputs {
	struct digest digest;
	char head[GIT_HEX_SIZE];
};

struct build_how {
	bool dry_run, verify; /* see site_options */
	struct site_inputs inputs;
	struct site_changes *changes; /* of a dry run */
};

/*
 * Found without reading a record. The portal was listed, of the work tree; clock: see portal_list.
 * base_url: NULL for that of the content.
 */
void site_inputs_find(struct portal *p, const struct invocation *in, const char *base_url,
		      int64_t clock, struct site_inputs *out);
/* Whether the site is there already, as site_unchanged has it. -1 with the portal's findings. */
int portal_built(struct portal *p, const char *out, const struct build_how *how,
		 struct site_counts *counts);
int portal_build_as(struct portal *p, const struct invocation *in, const char *out,
		    const char *base_url, const struct build_how *how, struct site_counts *counts);

/* A new folder in $TMPDIR or /tmp; NULL with a finding. Removed, with all in it, and freed. */
char *temporary_folder(struct findings *f);
void temporary_remove(char *folder);

#endif
