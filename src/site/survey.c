#include "site/survey.h"

#include "pages/outline.h"

/* The day that pages give for it: a copy may not say when the original was published. */
static date_t shown_day(const struct notice *n)
{
	return n->published == DATE_NONE ? n->signed_on : minute_date(n->published);
}

/* Of notices with the newest first: how many are there on the day. */
static size_t there_on(const struct notice *const *notices, size_t n, date_t day, date_t *newest)
{
	size_t shown = 0;

	*newest = DATE_NONE;
	for (size_t i = 0; i < n; i++) {
		date_t d = shown_day(notices[i]);

		if (d == DATE_NONE || d > day)
			continue;
		if (d > *newest)
			*newest = d;
		shown++;
	}
	return shown;
}

static void survey_region(const struct region_outline *r, date_t day, struct built *out,
			  struct arena *a)
{
	date_t newest;
	size_t shown = there_on(r->notices.items, r->notices.n, day, &newest);

	if (r->notices.n)
		out->columns[out->n++] = (struct built_column){
			r->region, arena_printf(a, "%s的文告", r->region->name), shown, newest
		};
	for (size_t i = 0; i < r->lists.n; i++)
		out->columns[out->n++] =
			(struct built_column){ r->region, arena_strdup(a, r->lists.items[i]->title),
					       roster_count(r->lists.items[i]->roster, day),
					       DATE_NONE };
}

void site_survey(const struct content *c, const struct registry *r, date_t day, struct built *out,
		 struct arena *a)
{
	struct outline *o = outline_new(c, r);

	*out = (struct built){ .columns = arena_calloc(a, o->regions.n + o->lists.n,
						       sizeof(*out->columns)) };
	there_on(o->latest.items, o->latest.n, day, &out->newest);
	for (size_t i = 0; i < o->regions.n; i++)
		survey_region(&o->regions.items[i], day, out, a);
	outline_free(o);
}
