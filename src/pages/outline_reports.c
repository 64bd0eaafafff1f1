/* Who takes reports (举报) for each region, by the text in force there. */
#include <string.h>

#include "pages/outline_fill.h"
#include "rules/rules.h"

static bool names_level(const struct strings *to, int level)
{
	static const char *const names[] = { "", "nation", "province", "city", "district" };

	for (size_t i = 0; i < to->n; i++)
		if (strcmp(to->items[i], "any") == 0 || strcmp(to->items[i], names[level]) == 0)
			return true;
	return false;
}

/* The nearest at or above r that has an authority, of a level named in `to`; NULL for `to`: any level. */
static const struct authority *nearest(const struct region_outline *r, const struct strings *to)
{
	for (; r; r = r->parent)
		if (region_lead(r->region) && (!to || names_level(to, r->region->level)))
			return region_lead(r->region);
	return NULL;
}

/* In force for its lists, else for those of the nearest region above: a district has no lists, but companies. */
static const struct rules *text_for(const struct outline *o, const struct region_outline *r)
{
	const struct rules *found = NULL;

	for (; r && !found; r = r->parent)
		found = rules_in_force(o->content, r->region->code, o->registry->as_of);
	return found;
}

/*
 * Where the text names no level that is at or above the region (浙江's
 * names the city, for a company of which only the province is known), it is
 * the authority of the region, else of the nearest above; where the text
 * says nothing of reports, of those whose text it is.
 */
static const struct authority *receiver(const struct outline *o, const struct region_outline *r)
{
	const struct rule_reports *reports = r->report_rules ? r->report_rules->terms.reports : NULL;
	const struct authority *found = NULL;

	if (reports && reports->to.n)
		found = nearest(r, &reports->to);
	else if (r->report_rules)
		found = nearest(outline_region(o, r->report_rules->region), NULL);
	return found ? found : nearest(r, NULL);
}

void outline_add_reports(struct outline *o)
{
	for (size_t i = 0; i < o->regions.n; i++) {
		o->regions.items[i].report_rules = text_for(o, &o->regions.items[i]);
		o->regions.items[i].reports = receiver(o, &o->regions.items[i]);
	}
}
