/* Parts of making an outline: used by outline.c, in this order, once what stands above them in struct outline is there. */
#ifndef LUCE_PAGES_OUTLINE_FILL_H
#define LUCE_PAGES_OUTLINE_FILL_H

#include "pages/outline.h"

/* Arrays are counted on a first pass and filled on a second: room for n more, none filled. */
#define ROOM(o, array)                                                                             \
	((array).items = arena_calloc(&(o)->arena, (array).n, sizeof(*(array).items)), (array).n = 0)

void outline_add_days(struct outline *o);
void outline_add_reports(struct outline *o);
void outline_add_removals(struct outline *o);
void outline_add_assessors(struct outline *o);
void outline_add_indexes(struct outline *o);

#endif
