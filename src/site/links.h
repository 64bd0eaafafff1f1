/*
 * Where the links of a page lead: their URLs resolved to addresses of the
 * portal.
 */
#ifndef LUCE_SITE_LINKS_H
#define LUCE_SITE_LINKS_H

#include <stdbool.h>

#include "base/buf.h"

enum link_target { LINK_OUTSIDE, LINK_INSIDE, LINK_NOWHERE };

/*
 * Where a link on the page `from` leads. LINK_INSIDE appends an address to
 * address and what follows '#', decoded, to fragment ("" where there is
 * none). LINK_NOWHERE: it could not work from file:// (an absolute path, a
 * folder, a query) or leaves the portal. LINK_OUTSIDE: it has a scheme, and
 * is not below base_url, which may be NULL.
 */
enum link_target link_resolve(const char *from, const char *base_url, struct str url,
			      struct buf *address, struct buf *fragment);

#endif
