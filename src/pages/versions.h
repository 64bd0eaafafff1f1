/*
 * The versions of a list: every day on which who is on it, or under which
 * name, became another. Found from spells and names, so what a revocation
 * undid from its start was never a version.
 */
#ifndef LUCE_PAGES_VERSIONS_H
#define LUCE_PAGES_VERSIONS_H

#include "pages/page.h"

enum change_kind { CHANGE_ENTERED, CHANGE_LEFT, CHANGE_RENAMED };

struct change {
	date_t day;
	int kind; /* enum change_kind */
	const struct membership *membership;
	const struct event *by; /* NULL: a rule or the end of a basis, no row */
	const char *before; /* renamed: the name until then */
};

struct changes {
	struct change *items; /* in the page's arena; by day, newest first, then kind, then as printed */
	size_t n;
};

struct changes list_changes(const struct page *p, const struct roster *l);

#endif
