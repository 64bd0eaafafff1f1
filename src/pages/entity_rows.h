/* Companies and parks of an index, pulled row by row. */
#ifndef LUCE_PAGES_ENTITY_ROWS_H
#define LUCE_PAGES_ENTITY_ROWS_H

#include "pages/page.h"

extern const struct shape entity_row_shape;

struct entity_rows {
	const struct page *page;
	const struct standing *const *items;
	size_t n;
	const struct region *within; /* places are named below it; NULL: in full */
};

/* For value_list, with a struct entity_rows. */
list_next_fn next_entity;

#endif
