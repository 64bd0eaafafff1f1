/*
 * The history of an entity, a list or a notice on two axes: the legal day on
 * which something takes effect, and the commit that published it.
 */
#ifndef LUCE_COMMANDS_LOG_H
#define LUCE_COMMANDS_LOG_H

#include "commands/portal.h"
#include "history/history.h"
#include "register/deltas.h"

struct log_entry { /* what one notice did, or what came about on a day by itself */
	date_t day; /* legal */
	const char *what; /* an action; "signed", "published" of a notice; NULL: see changes */
	const char *list; /* of an entity's; NULL: none */
	const struct event *voided_by; /* NULL: it stands */
	size_t changes[DELTA_ALTERED + 1]; /* of a list: how many of each kind */
	const char *notice; /* NULL: none brought it about */
	const struct notice_facts *facts; /* NULL: no commit has the notice */
};

struct log_entries {
	const char *kind; /* "entity", "list", "notice" */
	const char *id;
	struct log_entry *entries; /* by day, then as the register has them */
	size_t n;
	struct arena arena;
};

/* -1: there is no such entity, list or notice. */
int log_make(struct log_entries *log, const struct portal *p, const char *what);
void log_entries_release(struct log_entries *log);

void log_render_text(const struct log_entries *log, enum language lang, struct buf *out);
void log_render_json(const struct log_entries *log, struct buf *out);

#endif
