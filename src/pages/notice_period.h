/* The box of a 公示: its first and last day, and whom to tell of an objection. */
#ifndef LUCE_PAGES_NOTICE_PERIOD_H
#define LUCE_PAGES_NOTICE_PERIOD_H

#include "pages/page.h"

extern const struct shape period_shape;

/* Absent where the notice states no period. */
void fill_period(const struct page *p, struct value *v, const struct notice *n);

#endif
