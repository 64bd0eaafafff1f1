/*
 * The links of a rendered page: found in its HTML, and resolved to addresses
 * of the portal.
 */
#ifndef LUCE_SITE_LINKS_H
#define LUCE_SITE_LINKS_H

#include <stdbool.h>

#include "base/buf.h"

enum html_attribute_kind { HTML_LINK /* href, src */, HTML_ID };

struct html_attribute {
	enum html_attribute_kind kind;
	struct str value; /* as written, with character references */
};

struct html_scan {
	const char *at, *end;
	bool in_tag;
};

/*
 * The next href, src or id of the page; false at its end. The page is our
 * templates' output: names of attributes are in lower case.
 */
bool html_next(struct html_scan *s, struct html_attribute *out);
/* Appends the value with the character references that our output has resolved. */
void html_unescape(struct buf *out, struct str value);

enum link_target { LINK_OUTSIDE, LINK_INSIDE, LINK_NOWHERE };

/*
 * Where a link on the page `from` leads. LINK_INSIDE appends an address to
 * address and what follows '#', decoded, to fragment ("" where there is
 * none). LINK_NOWHERE: it could not work from file:// (an absolute path, a
 * folder, a query) or leaves the portal. base_url may be NULL.
 */
enum link_target link_resolve(const char *from, const char *base_url, struct str url,
			      struct buf *address, struct buf *fragment);

#endif
