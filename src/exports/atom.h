/*
 * Atom feeds (RFC 4287). A feed is filled with entries in any order and
 * rendered newest first. Ids are URNs, so that they hold wherever the portal
 * is served; links are as in every product; texts are plain.
 */
#ifndef LUCE_EXPORTS_ATOM_H
#define LUCE_EXPORTS_ATOM_H

#include "exports/common.h"

enum { ATOM_ENTRIES_MOST = 50 }; /* of a feed that grows for ever */

struct atom_entry {
	const char *uuid, *title;
	const char *link; /* the page; NULL: none */
	const char *author;
	const char *content;
	minute_t published, updated;
};

struct atom_feed {
	const char *uuid, *title, *subtitle;
	const char *page; /* URL of the page that says the same */
	struct atom_entry *items;
	size_t n;
};

void atom_render(const struct export *e, struct atom_feed *feed, struct buf *out);

/* The entry of a notice as such. */
struct atom_entry atom_notice(const struct export *e, const struct notice *n);
/* When it was published, or last amended by another. */
minute_t atom_notice_updated(const struct export *e, const struct notice *n);

#endif
