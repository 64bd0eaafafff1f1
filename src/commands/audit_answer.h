/* The verdict of luce audit, in words and as JSON. */
#ifndef LUCE_COMMANDS_AUDIT_ANSWER_H
#define LUCE_COMMANDS_AUDIT_ANSWER_H

#include "commands/command.h"
#include "commands/signatures.h"
#include "release/publications.h"

struct audit_answer {
	const struct invocation *in;
	const struct history *history;
	const struct signatures *signatures;
	const struct publications *publications;
	const struct findings *findings; /* printed as the commits stand, then by path */
	bool kept, checkpoint; /* the auditor gave some */
};

/* These append it. */
void audit_answer_text(const struct audit_answer *a, struct buf *out);
void audit_answer_json(const struct audit_answer *a, struct buf *out);

#endif
