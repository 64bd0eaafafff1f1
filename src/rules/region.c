#include "rules/rules.h"

enum { STEPS_MOST = 16 }; /* up or on: a circle in bad content ends here */

const struct region *region_heir(const struct content *c, const struct region *r, minute_t seen,
				 date_t *from)
{
	const struct region *heir = content_region(c, r->successor);
	const struct notice *by = content_notice(c, r->by);
	date_t effective;

	if (!heir || heir == r || r->until == DATE_NONE || !by || !notice_seen(by, seen))
		return NULL;
	effective = notice_effective(by);
	if (effective == DATE_NONE)
		return NULL;
	*from = effective > r->until ? effective : r->until + 1;
	return heir;
}

const struct region *region_on(const struct content *c, const char *code, date_t day, minute_t seen)
{
	const struct region *r = content_region(c, code);

	for (int steps = 0; r && steps < STEPS_MOST; steps++) {
		date_t from;
		const struct region *heir = region_heir(c, r, seen, &from);

		if (!heir || day < from)
			break;
		r = heir;
	}
	return r;
}

bool region_lies_in(const struct content *c, const char *code, const char *within, date_t day,
		    minute_t seen)
{
	const struct region *outer = region_on(c, within, day, seen);
	const struct region *r = region_on(c, code, day, seen);

	for (int steps = 0; outer && r && steps < STEPS_MOST; steps++) {
		if (r == outer)
			return true;
		r = region_on(c, r->parent, day, seen);
	}
	return false;
}

const struct region *region_reports_to(const struct content *c, const struct region *r)
{
	return content_region(c, r->reports_to ? r->reports_to : r->parent);
}

const struct region *region_at_level(const struct content *c, const struct region *r, int level)
{
	for (int steps = 0; r && r->level != level; steps++)
		r = steps < STEPS_MOST ? region_reports_to(c, r) : NULL;
	return r;
}
