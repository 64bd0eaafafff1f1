/*
 * Waivers: a notice may say, with a reason and the document that decided
 * it, that a rule does not apply to it. The finding then stands as waived
 * and counts no more. Structure, identity and state cannot be waived, and a
 * waiver that waives nothing is itself a finding.
 */
#ifndef LUCE_CHECKS_WAIVERS_H
#define LUCE_CHECKS_WAIVERS_H

#include "checks/checks.h"

/* Over all that f holds; findings about waivers are added to it. */
void waivers_apply(const struct check_facts *facts, struct findings *f);
/* Whether the facts that the rule reads are known in this run. */
bool check_can_run(const struct check *check, const struct check_facts *facts);

#endif
