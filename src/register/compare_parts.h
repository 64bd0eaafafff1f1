/* Inside of comparing: what the compare*.c files share. */
#ifndef LUCE_REGISTER_COMPARE_PARTS_H
#define LUCE_REGISTER_COMPARE_PARTS_H

#include "register/compare.h"
#include "register/deltas.h"

/* ---- compare_notices.c ---- */

/* Whether the two are days of one content. */
bool comparison_of_days(const struct comparison *c);
void compare_notices(struct comparison *c);

/* ---- compare_causes.c ---- */

/* What happened to a company on a list in one register and not in the other. */
struct happened {
	struct deltas was, is; /* those that the other has not */
	struct arena *scratch;
};

/* Either membership may be NULL. */
struct happened what_happened(const struct comparison *c, const struct membership *was,
			      const struct membership *is, struct arena *scratch);
bool happened_rename(const struct happened *h);
/* The ids behind them; those are in the comparison's arena. */
struct strings causes_find(struct comparison *c, const struct happened *h,
			   const struct member_change *change);

#endif
