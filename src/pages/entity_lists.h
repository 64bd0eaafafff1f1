/* Where an entity stands on each list: since when, on what ground, under which notices. */
#ifndef LUCE_PAGES_ENTITY_LISTS_H
#define LUCE_PAGES_ENTITY_LISTS_H

#include "pages/page.h"

extern const struct shape entity_list_shape;

void fill_entity_lists(const struct page *p, struct value *v, const struct standing *s);

#endif
