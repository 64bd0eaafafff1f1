/* One company or park: where it stands on each list, its names over time, all that notices did to it. */
#include <string.h>

#include "pages/address.h"
#include "pages/entity_events.h"
#include "pages/entity_lists.h"
#include "pages/layout.h"
#include "pages/made_from.h"
#include "pages/parts.h"
#include "pages/words.h"

/* ---- what changed over time: names, places ---- */

enum { DATED_VALUE, DATED_FROM, DATED_NOTICE, DATED_SLOTS };
static const struct shape dated_shape = {
	.name = "dated",
	.n = DATED_SLOTS,
	.slots = {
		[DATED_VALUE] = { "value", SLOT_TEXT, NULL },
		[DATED_FROM] = { "from", SLOT_GROUP, &date_shape }, /* absent: as registered */
		[DATED_NOTICE] = { "notice", SLOT_GROUP, &link_shape },
	},
};

static void fill_dated(const struct page *p, struct value *frame, const struct dated *d,
		       const char *value)
{
	value_text(&frame[DATED_VALUE], value);
	fill_date(p, &frame[DATED_FROM], d->from);
	if (d->by)
		fill_notice_link(p, &frame[DATED_NOTICE], d->by->notice);
}

/* Newest first, as is all on this page. */
static void fill_names(const struct page *p, struct value *v, const struct standing *s)
{
	struct value *items = page_frames(p, s->names.n, DATED_SLOTS);

	for (size_t i = 0; i < s->names.n; i++) {
		const struct dated *d = &s->names.items[s->names.n - 1 - i];

		fill_dated(p, items + i * DATED_SLOTS, d, d->value);
	}
	fill_list(p, v, items, s->names.n, DATED_SLOTS);
}

/* Those that a notice supports. Returns how many. */
static size_t fill_places(const struct page *p, struct value *v, const struct standing *s)
{
	struct value *items = page_frames(p, s->places.n, DATED_SLOTS);
	size_t n = 0;

	for (size_t i = s->places.n; i-- > 0;) {
		const struct dated *d = &s->places.items[i];

		if (d->by)
			fill_dated(p, items + n++ * DATED_SLOTS, d, place_name(p, d->value, NULL));
	}
	fill_list(p, v, items, n, DATED_SLOTS);
	return n;
}

/* ---- in a park, under a parent ---- */

enum { SPAN_ENTITY, SPAN_FROM, SPAN_UNTIL, SPAN_SLOTS };
static const struct shape span_shape = {
	.name = "span",
	.n = SPAN_SLOTS,
	.slots = {
		[SPAN_ENTITY] = { "entity", SLOT_GROUP, &link_shape },
		[SPAN_FROM] = { "from", SLOT_GROUP, &date_shape },
		[SPAN_UNTIL] = { "until", SLOT_GROUP, &date_shape },
	},
};

static void fill_spans(const struct page *p, struct value *v, const struct membership_span *spans,
		       size_t n)
{
	struct value *items = page_frames(p, n, SPAN_SLOTS);

	for (size_t i = 0; i < n; i++) {
		fill_entity_link(p, &items[i * SPAN_SLOTS + SPAN_ENTITY], spans[i].id);
		fill_date(p, &items[i * SPAN_SLOTS + SPAN_FROM], spans[i].from);
		fill_date(p, &items[i * SPAN_SLOTS + SPAN_UNTIL], spans[i].until);
	}
	fill_list(p, v, items, n, SPAN_SLOTS);
}

/* ---- the page ---- */

enum {
	ENTITY_PAGE,
	ENTITY_NAME,
	ENTITY_ID,
	ENTITY_KIND,
	ENTITY_PLACE,
	ENTITY_INDUSTRY,
	ENTITY_USCC,
	ENTITY_USCC_OVERRIDE,
	ENTITY_NOTE,
	ENTITY_SAME_AS,
	ENTITY_PARKS,
	ENTITY_PARENTS,
	ENTITY_ON, /* on how many lists; empty: none */
	ENTITY_LISTS,
	ENTITY_NAMES,
	ENTITY_RENAMED,
	ENTITY_PLACES,
	ENTITY_MOVED,
	ENTITY_EVENTS,
	ENTITY_REPORT,
	ENTITY_FEED,
	ENTITY_OTHERS,
	ENTITY_SLOTS
};

static const struct shape entity_shape = {
	.name = "entity",
	.n = ENTITY_SLOTS,
	.slots = {
		[ENTITY_PAGE] = LAYOUT_SLOT,
		[ENTITY_NAME] = { "name", SLOT_TEXT, NULL },
		[ENTITY_ID] = { "id", SLOT_TEXT, NULL },
		[ENTITY_KIND] = { "kind", SLOT_TEXT, NULL },
		[ENTITY_PLACE] = { "place", SLOT_TEXT, NULL },
		[ENTITY_INDUSTRY] = { "industry", SLOT_TEXT, NULL },
		[ENTITY_USCC] = { "uscc", SLOT_TEXT, NULL },
		[ENTITY_NOTE] = { "note", SLOT_TEXT, NULL },
		[ENTITY_USCC_OVERRIDE] = { "uscc_override", SLOT_FLAG, NULL },
		[ENTITY_SAME_AS] = { "same_as", SLOT_GROUP, &link_shape },
		[ENTITY_PARKS] = { "parks", SLOT_LIST, &span_shape },
		[ENTITY_PARENTS] = { "parents", SLOT_LIST, &span_shape },
		[ENTITY_ON] = { "on", SLOT_TEXT, NULL },
		[ENTITY_LISTS] = { "lists", SLOT_LIST, &entity_list_shape },
		[ENTITY_NAMES] = { "names", SLOT_LIST, &dated_shape },
		[ENTITY_RENAMED] = { "renamed", SLOT_FLAG, NULL },
		[ENTITY_PLACES] = { "places", SLOT_LIST, &dated_shape },
		[ENTITY_MOVED] = { "moved", SLOT_FLAG, NULL },
		[ENTITY_EVENTS] = { "events", SLOT_LIST, &entity_event_shape },
		[ENTITY_REPORT] = { "report", SLOT_TEXT, NULL }, /* the same for every company of the region */
		[ENTITY_FEED] = { "feed", SLOT_TEXT, NULL },
		[ENTITY_OTHERS] = { "others", SLOT_TEXT, NULL }, /* index of its region */
	},
};

static int kind_of(const char *name)
{
	return name && strcmp(name, "park") == 0 ? KIND_PARK : KIND_ENTERPRISE;
}

static void fill_facts(const struct page *p, struct value *frame, const struct standing *s)
{
	date_t day = p->ctx->registry->as_of;
	const struct entity *e = s->entity;

	value_text(&frame[ENTITY_NAME], standing_name(s, day));
	value_text(&frame[ENTITY_ID], e->id);
	value_text(&frame[ENTITY_KIND],
		   word_kind(kind_of(dated_on(s->kinds.items, s->kinds.n, day))));
	value_text(&frame[ENTITY_PLACE], place_name(p, standing_place(s, day), NULL));
	value_text(&frame[ENTITY_INDUSTRY], dated_on(s->industries.items, s->industries.n, day));
	value_text(&frame[ENTITY_USCC], e->uscc);
	value_flag(&frame[ENTITY_USCC_OVERRIDE], e->uscc_override);
	value_text(&frame[ENTITY_NOTE], e->note);
	if (s->same_as)
		fill_entity_link(p, &frame[ENTITY_SAME_AS], s->same_as->entity->id);
	fill_spans(p, &frame[ENTITY_PARKS], e->in_park.items, e->in_park.n);
	fill_spans(p, &frame[ENTITY_PARENTS], e->parent.items, e->parent.n);
}

static void fill_standing(const struct page *p, struct value *frame, const struct standing *s)
{
	date_t day = p->ctx->registry->as_of;
	size_t on = 0;

	for (size_t i = 0; i < s->memberships.n; i++)
		on += membership_on(s->memberships.items[i], day);
	if (on)
		value_text(&frame[ENTITY_ON], page_printf(p, "%zu", on));
	fill_entity_lists(p, &frame[ENTITY_LISTS], s);
	fill_names(p, &frame[ENTITY_NAMES], s);
	value_flag(&frame[ENTITY_RENAMED], s->names.n > 1);
	value_flag(&frame[ENTITY_MOVED], fill_places(p, &frame[ENTITY_PLACES], s) > 1);
	fill_entity_events(p, &frame[ENTITY_EVENTS], s);
}

static size_t entity_count(const struct page_context *ctx)
{
	return ctx->outline->entities.n;
}

static void entity_address(const struct page_context *ctx, size_t i, struct buf *out)
{
	address_entity(out, ctx->outline->entities.items[i]->entity->id);
}

static const char *entity_origin(const struct page_context *ctx, size_t i)
{
	return ctx->outline->entities.items[i]->entity->path;
}

static void entity_made_from(const struct made_from *m, size_t i, struct digester *d)
{
	digest_entity(d, m, m->ctx->outline->entities.items[i]);
}

static void entity_render(const struct page *p, size_t i, const struct page_templates *t,
			  struct buf *out)
{
	const struct standing *s = p->ctx->outline->entities.items[i];
	const char *name = standing_name(s, p->ctx->registry->as_of);
	const struct region *region =
		content_region(p->ctx->content, standing_place(s, p->ctx->registry->as_of));
	struct value *frame = page_frames(p, 1, ENTITY_SLOTS);

	fill_layout(p, &frame[ENTITY_PAGE],
		    &(struct layout){ .title = name,
				      .description = page_printf(
					      p, "%s在各级绿色制造名单上的情况及所依据的文告", name),
				      .region = region,
				      .feed = link_entity_feed(p, s->entity->id) });
	fill_facts(p, frame, s);
	fill_standing(p, frame, s);
	value_text(&frame[ENTITY_REPORT], link_report(p, region));
	value_text(&frame[ENTITY_FEED], link_entity_feed(p, s->entity->id));
	value_text(&frame[ENTITY_OTHERS], link_region_entities(p, region));
	template_render(t->page, frame, out);
}

const struct page_kind page_entity = {
	.template = "pages/entity",
	.shape = &entity_shape,
	.count = entity_count,
	.address = entity_address,
	.origin = entity_origin,
	.made_from = entity_made_from,
	.render = entity_render,
};
