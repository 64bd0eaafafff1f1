#include "site/survey.h"

/* The day that pages give for it: a copy may not say when the original was published. */
static date_t shown_day(const struct notice *n)
{
	return n->published == DATE_NONE ? n->signed_on : minute_date(n->published);
}

/* Each region's notices are a page, once it has any. */
static void survey_notices(const struct content *c, date_t day, struct built *out, struct arena *a)
{
	size_t *column = arena_calloc(a, c->regions.n, sizeof(*column)); /* from 1 */

	for (size_t i = 0; i < c->notices.n; i++) {
		const struct notice *n = &c->notices.items[i];
		const struct region *r = content_region(c, n->region);
		date_t shown = shown_day(n);
		struct built_column *to;
		size_t *at;

		if (n->draft || !r || shown == DATE_NONE || shown > day)
			continue;
		at = &column[r - c->regions.items];
		if (!*at) {
			out->columns[out->n++] =
				(struct built_column){ r, arena_printf(a, "%s的文告", r->name), 0,
						       DATE_NONE };
			*at = out->n;
		}
		to = &out->columns[*at - 1];
		to->shown++;
		if (shown > to->newest)
			to->newest = shown;
		if (shown > out->newest)
			out->newest = shown;
	}
}

/* So is each list, from its first row on. */
static void survey_lists(const struct content *c, const struct registry *r, date_t day,
			 struct built *out, struct arena *a)
{
	for (size_t i = 0; i < r->rosters.n; i++) {
		const struct roster *l = r->rosters.items[i];
		const struct category *category = content_category(c, l->category);

		if (l->first > day || !category)
			continue;
		out->columns[out->n++] = (struct built_column){
			l->region, arena_printf(a, "%s%s名单", l->region->name, category->name),
			roster_count(l, day), DATE_NONE
		};
	}
}

void site_survey(const struct content *c, const struct registry *r, date_t day, struct built *out,
		 struct arena *a)
{
	size_t most = c->regions.n + r->rosters.n;

	*out = (struct built){ DATE_NONE, arena_calloc(a, most, sizeof(*out->columns)), 0 };
	survey_notices(c, day, out, a);
	survey_lists(c, r, day, out, a);
}
