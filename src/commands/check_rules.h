/* The catalogue of rules in print, for `luce check --rules`. */
#ifndef LUCE_COMMANDS_CHECK_RULES_H
#define LUCE_COMMANDS_CHECK_RULES_H

#include "base/buf.h"
#include "base/finding.h"

void check_rules_text(enum language lang, struct buf *out);
void check_rules_json(struct buf *out);

/* The catalogue one by one, in its order: a family's heading, then its rules. */
struct rule_visitor {
	void (*family)(void *ctx, const char *says);
	void (*rule)(void *ctx, const char *name, const char *severity, const char *says);
};

void check_rules_each(enum language lang, const struct rule_visitor *v, void *ctx);

/* The finding of a rule's name; -1: there is none. */
int check_rule_named(const char *name, size_t len);

#endif
