/* Removals as announcements that stand alone: a table for a year, a row for a removal, pulled row by row. */
#ifndef LUCE_PAGES_REMOVAL_ROWS_H
#define LUCE_PAGES_REMOVAL_ROWS_H

#include "pages/page.h"

extern const struct shape removal_year_shape;

/*
 * Newest first, as they are in the outline. events is borrowed until the
 * page is rendered. In force: how many of them have not been revoked.
 */
void fill_removal_years(const struct page *p, struct value *v, const struct event *const *events,
			size_t n);
size_t removals_in_force(const struct page *p, const struct event *const *events, size_t n);

#endif
