/* Calendars to subscribe to: of the whole portal, of a region. */
#include "exports/agenda.h"
#include "pages/address.h"
#include "pages/made_from.h"

#define ABOUT "公示期间和各项时限。以文告和规定原文为准。"

static void render(const struct export *e, struct agenda *a, size_t first, const char *name,
		   struct buf *out)
{
	ical_begin(out, export_title(e, name), ABOUT);
	for (size_t i = first; i < a->n; i++)
		ical_event(out, &a->items[i]);
	ical_end(out);
	agenda_release(a);
}

/* ---- the portal ---- */

enum { EVENTS_MOST = 500 }; /* the latest: a calendar is for what lies ahead */

static void calendar_address(const struct exports *x, size_t i, struct buf *out)
{
	(void)x;
	(void)i;
	buf_add_str(out, ADDRESS_CALENDAR);
}

static void calendar_render(const struct export *e, size_t i, struct buf *out)
{
	struct agenda a = { .e = e };

	(void)i;
	for (size_t k = 0; k < e->all->regions.n; k++)
		agenda_add_region(&a, e->all->regions.items[k], false);
	agenda_sort(&a);
	render(e, &a, a.n > EVENTS_MOST ? a.n - EVENTS_MOST : 0, e->all->ctx->content->site.name,
	       out);
}

static void calendar_made_from(const struct exports *x, const struct made_from *m, size_t i,
			       struct digester *d)
{
	(void)i;
	for (size_t k = 0; k < x->regions.n; k++)
		agenda_made_from(m, x->regions.items[k], d);
}

const struct export_kind export_calendar = {
	.name = "calendar",
	.count = export_one,
	.address = calendar_address,
	.made_from = calendar_made_from,
	.render = calendar_render,
};

/* ---- a region ---- */

static size_t region_count(const struct exports *x)
{
	return x->regions.n;
}

static void region_address(const struct exports *x, size_t i, struct buf *out)
{
	address_region_calendar(out, x->regions.items[i]->region);
}

static void region_render(const struct export *e, size_t i, struct buf *out)
{
	const struct region_outline *r = e->all->regions.items[i];
	struct agenda a = { .e = e };

	agenda_add_region(&a, r, true);
	agenda_sort(&a);
	render(e, &a, 0, page_printf(&e->page, "%s绿色制造名单：公示和时限", r->region->name), out);
}

static void region_made_from(const struct exports *x, const struct made_from *m, size_t i,
			     struct digester *d)
{
	agenda_made_from(m, x->regions.items[i], d);
}

const struct export_kind export_region_calendars = {
	.name = "calendar of a region",
	.count = region_count,
	.address = region_address,
	.made_from = region_made_from,
	.render = region_render,
};
