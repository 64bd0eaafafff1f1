/* Which addresses a notice may link to, and which images it may show. */
#ifndef LUCE_FORMAT_LINK_H
#define LUCE_FORMAT_LINK_H

#include <stdbool.h>

/*
 * http and https with a host, mailto, tel, or relative to the page (path,
 * query, fragment, empty). Not "//host", which names another site without
 * looking like it; no control characters or backslashes, which browsers drop
 * or read as slashes.
 */
bool link_allowed(const char *url);
/* Relative, and not empty. */
bool image_allowed(const char *url);

#endif
