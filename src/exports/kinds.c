#include "exports/export.h"

#include <stdlib.h>

const struct export_kind *const export_kinds[] = { &export_csv,
						   &export_days,
						   &export_json,
						   &export_xlsx,
						   &export_deltas,
						   &export_feed,
						   &export_region_feeds,
						   &export_list_feeds,
						   &export_entity_feeds,
						   &export_removals_feed,
						   &export_calendar,
						   &export_region_calendars,
						   &export_sitemap,
						   &export_robots,
						   &export_headers,
						   &export_package,
						   NULL };

static void find_regions(struct exports *x)
{
	const struct outline *o = x->ctx->outline;

	x->regions.items = arena_calloc(&x->arena, o->regions.n, sizeof(*x->regions.items));
	for (size_t i = 0; i < o->regions.n; i++)
		if (o->regions.items[i].notices.n)
			x->regions.items[x->regions.n++] = &o->regions.items[i];
}

/* A record that was joined to another goes on with the events of that one. */
static void find_entities(struct exports *x)
{
	const struct outline *o = x->ctx->outline;

	x->entities.items = arena_calloc(&x->arena, o->entities.n, sizeof(*x->entities.items));
	for (size_t i = 0; i < o->entities.n; i++) {
		const struct standing *s = o->entities.items[i];

		if (registry_standing(x->ctx->registry, s->entity->id)->events.n)
			x->entities.items[x->entities.n++] = s;
	}
}

struct exports *exports_new(const struct page_context *ctx, const char *const *pages, size_t n_pages)
{
	struct exports *x = xcalloc(1, sizeof(*x));

	x->ctx = ctx;
	x->pages = pages;
	x->n_pages = n_pages;
	pthread_mutex_init(&x->xlsx, NULL);
	find_regions(x);
	find_entities(x);
	return x;
}

void exports_free(struct exports *x)
{
	if (!x)
		return;
	pthread_mutex_destroy(&x->xlsx);
	arena_release(&x->arena);
	free(x);
}
