/*
 * What a region has dated: 公示 periods, deadlines that its calls set, and
 * the yearly deadlines of its rules.
 *
 * A rule's yearly deadline becomes a day only in the two latest years for which the portal has
 * a calendar of holidays: so the coming year's days come with the State Council's notice
 * and not with the new year, and no file changes by the mere passing of a day. Where a call of the
 * year sets the day for the same thing, the call's stands alone.
 */
#ifndef LUCE_EXPORTS_AGENDA_H
#define LUCE_EXPORTS_AGENDA_H

#include "exports/common.h"
#include "exports/ical.h"

struct agenda {
	struct ical_event *items;
	size_t n, cap;
	const struct export *e; /* what it holds lives in its page's arena */
};

/* inherited: also the deadlines of a text of another region that governs this one. */
void agenda_add_region(struct agenda *a, const struct region_outline *r, bool inherited);
/* What that region adds is made from. */
void agenda_made_from(const struct made_from *m, const struct region_outline *r, struct digester *d);
/* By first day; then by uid. */
void agenda_sort(struct agenda *a);
void agenda_release(struct agenda *a);

#endif
