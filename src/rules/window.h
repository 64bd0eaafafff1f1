/*
 * How long a proposal (公示) must stand open: one answer for `luce period`
 * and for the checks.
 *
 * A text says 15日 or 5个工作日; practice counts both the first and the
 * last day. Civil Code art. 201 does not count the day on which a period
 * begins, and art. 203 moves a last day that is a day off to the next
 * workday: the stricter reading, which is a note and never an error.
 */
#ifndef LUCE_RULES_WINDOW_H
#define LUCE_RULES_WINDOW_H

#include "base/date.h"
#include "content/content.h"

#define CIVIL_CODE_PERIODS "《中华人民共和国民法典》第二百零一条、第二百零三条"

struct window { /* DATE_NONE: reaches beyond the last published calendar */
	date_t last; /* by which the days have passed, the first one counted */
	date_t strict; /* the same by the Civil Code */
	date_t list; /* the first workday after `last`: the earliest day for the list */
};

/* What the text says of 公示 for lists of a level (enum region_level); NULL: nothing. */
const struct rule_publicity *publicity_at(const struct rule_terms *t, int level);
/* p->value must not be 0. */
struct window window_from(const struct content *c, const struct rule_publicity *p, date_t start);

#endif
