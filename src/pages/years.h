/* Entries and departures per year, as a table and as a chart of the same numbers. */
#ifndef LUCE_PAGES_YEARS_H
#define LUCE_PAGES_YEARS_H

#include "pages/page.h"

extern const struct shape years_shape;

/* Those of all the lists together; absent where nobody was ever on one. */
void fill_years(const struct page *p, struct value *v, const struct roster *const *lists, size_t n);

#endif
