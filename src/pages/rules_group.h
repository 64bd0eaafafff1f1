/* The group that says which text governs a region on as_of, whose it is, and what days it sets. */
#ifndef LUCE_PAGES_RULES_GROUP_H
#define LUCE_PAGES_RULES_GROUP_H

#include "pages/page.h"

extern const struct shape rules_shape;

/* Absent where no text governs the region. */
void fill_rules(const struct page *p, struct value *v, const struct region *r);

#endif
