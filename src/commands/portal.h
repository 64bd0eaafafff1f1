/*
 * A portal opened for one command: its source, its content, its register,
 * and all that was found on the way.
 */
#ifndef LUCE_COMMANDS_PORTAL_H
#define LUCE_COMMANDS_PORTAL_H

#include "base/date.h"
#include "base/finding.h"
#include "commands/command.h"
#include "content/content.h"
#include "register/registry.h"
#include "store/source.h"

struct history;

struct portal {
	struct source *source;
	struct content_listing *listing; /* until the content is loaded from it */
	struct content *content;
	struct registry *registry;
	struct history *history;
	struct findings findings;
	date_t as_of;
	minute_t seen;
	bool environment; /* what failed was the environment, not the content */
};

struct portal_options {
	const char *at; /* revision; NULL: the work tree */
	const char *as_of; /* date; NULL: today */
	date_t as_of_default; /* DATE_NONE: today */
};

/* 0, or -1 with findings: the source could not be opened, or its content could not be loaded. */
int portal_open(struct portal *p, const struct invocation *in, const struct portal_options *o);
/* The same beside another, which is closed later: what two revisions share is loaded once. */
int portal_open_beside(struct portal *p, const struct invocation *in,
		       const struct portal_options *o, const struct portal *other);
/*
 * portal_open in two steps. Between them the source is open and the listing there, and nothing
 * has been read. clock, which may be NULL: the file system's time before that (store/kept.h); 0
 * where it cannot be told.
 */
int portal_list(struct portal *p, const struct invocation *in, const struct portal_options *o,
		int64_t *clock);
int portal_load(struct portal *p, const struct invocation *in, const struct portal_options *o);
/* Folds as of o's day; findings of the fold are added. */
void portal_fold(struct portal *p);
/* Reads the history behind what was opened; fresh: all from git. -1 with findings: it is damaged. */
int portal_history(struct portal *p, const struct invocation *in, bool fresh);
void portal_close(struct portal *p);

/*
 * For commands whose product needs sound content: prints the findings to
 * stderr if there are errors, and returns the exit status, else EXIT_FINE.
 */
int portal_refuse(struct portal *p, const struct invocation *in);

date_t today(void);
/* The canonical form of --as-of; DATE_NONE and a usage error if it is no date. */
int parse_day(const struct invocation *in, const char *text, date_t *out);

#endif
