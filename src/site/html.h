/*
 * The tags of a rendered page, from its first byte to its last, once:
 *
 *	struct html_scan s = { page, page + len };
 *	while (html_tag_next(&s, &name))
 *		while (html_attribute_next(&s, &attribute)) ...
 *
 * A page is what templates made of content: well-formed enough for this, but
 * not to be trusted. What a browser would take for a tag is one here. Names
 * are as written, compared by html_name_is without regard to case. All
 * slices are the page's.
 */
#ifndef LUCE_SITE_HTML_H
#define LUCE_SITE_HTML_H

#include <stdbool.h>

#include "base/buf.h"

struct html_scan {
	const char *at, *end;
};

struct html_attribute {
	struct str name, value; /* the value as written, with character references */
};

/* The name of the next start tag; false at the end. End tags, comments and <!…> are passed over. */
bool html_tag_next(struct html_scan *s, struct str *name);
/* The next attribute of that tag; false behind its '>'. All must be taken before the next tag. */
bool html_attribute_next(struct html_scan *s, struct html_attribute *out);
/* Between quotes of either kind, `name` in lower case. */
bool html_name_is(struct str s, const char *name);
/* Appends the value with the character references that our output has resolved. */
void html_unescape(struct buf *out, struct str value);

#endif
