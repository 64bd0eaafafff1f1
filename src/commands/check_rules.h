/* The catalogue of rules in print, for `luce check --rules`. */
#ifndef LUCE_COMMANDS_CHECK_RULES_H
#define LUCE_COMMANDS_CHECK_RULES_H

#include "base/buf.h"
#include "base/finding.h"

void check_rules_text(enum language lang, struct buf *out);
void check_rules_json(struct buf *out);
/* The finding of a rule's name; -1: there is none. */
int check_rule_named(const char *name, size_t len);

#endif
