/*
 * Regions by the names that tables print: 广东, 广东省, 珠海, 兵团. Names are
 * compared as company names are (utf8_name_key).
 */
#ifndef LUCE_CONTENT_PLACES_H
#define LUCE_CONTENT_PLACES_H

#include "content/content.h"

struct places;

struct places *places_new(const struct content *c);
void places_free(struct places *p);
/*
 * The region that a printed word means, where the table is of the region
 * `near`: of several with that name, the one that lies in `near`, or in
 * which `near` lies. NULL: unknown, or still ambiguous.
 */
const struct region *places_find(const struct places *p, const char *text, const char *near);
/* One contains the other, or they are the same (by parent, as recorded). */
bool places_agree(const struct content *c, const char *a, const char *b);
/* `code` is `within` or below it (by parent, as recorded). */
bool place_within(const struct content *c, const char *code, const char *within);

#endif
