/*
 * The proof that a list's changes are the list: applied from the empty list
 * on, they give what the register answers, for every member and every day.
 */
#ifndef LUCE_EXPORTS_DELTAS_PROOF_H
#define LUCE_EXPORTS_DELTAS_PROOF_H

#include "base/finding.h"
#include "register/deltas.h"

/*
 * 0, or -1 and a finding for the first day that differs. Looks at every day
 * on which a row names the member, a text or place takes effect for it, or a
 * change is said to happen, and at the day before each.
 */
int deltas_prove(const struct registry *r, const struct roster *l, const struct deltas *c,
		 struct findings *f);

#endif
