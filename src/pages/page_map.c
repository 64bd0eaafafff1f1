/* 网站地图: every column of the portal, and for each region what it has. */
#include "pages/address.h"
#include "pages/layout.h"
#include "pages/made_from.h"
#include "pages/parts.h"

enum {
	PLACE_REGION,
	PLACE_PROVINCE,
	PLACE_LISTS,
	PLACE_NOTICES,
	PLACE_ENTITIES,
	PLACE_REMOVALS,
	PLACE_SLOTS
};
static const struct shape place_shape = {
	.name = "region of the map",
	.n = PLACE_SLOTS,
	.slots = {
		[PLACE_REGION] = { "region", SLOT_GROUP, &link_shape },
		[PLACE_PROVINCE] = { "province", SLOT_FLAG, NULL }, /* or above */
		[PLACE_LISTS] = { "lists", SLOT_LIST, &link_shape },
		[PLACE_NOTICES] = { "notices", SLOT_TEXT, NULL }, /* empty: none, as the others */
		[PLACE_ENTITIES] = { "entities", SLOT_TEXT, NULL },
		[PLACE_REMOVALS] = { "removals", SLOT_TEXT, NULL },
	},
};

enum { MAP_PAGE, MAP_PLACES, MAP_SLOTS };
static const struct shape map_shape = {
	.name = "map",
	.n = MAP_SLOTS,
	.slots = {
		[MAP_PAGE] = LAYOUT_SLOT,
		[MAP_PLACES] = { "places", SLOT_LIST, &place_shape },
	},
};

static void fill_place(const struct page *p, struct value *frame, const struct region_outline *r)
{
	struct value *lists = page_frames(p, r->lists.n, LINK_SLOTS);

	fill_region_link(p, &frame[PLACE_REGION], r->region);
	value_flag(&frame[PLACE_PROVINCE], r->region->level <= LEVEL_PROVINCE);
	for (size_t i = 0; i < r->lists.n; i++) {
		value_text(&lists[i * LINK_SLOTS + LINK_HREF],
			   link_list(p, r->lists.items[i]->roster->id));
		value_text(&lists[i * LINK_SLOTS + LINK_TEXT], r->lists.items[i]->title);
	}
	fill_list(p, &frame[PLACE_LISTS], lists, r->lists.n, LINK_SLOTS);
	value_text(&frame[PLACE_NOTICES], link_notices(p, r->region));
	if (r->entities_below)
		value_text(&frame[PLACE_ENTITIES], link_region_entities(p, r->region));
	value_text(&frame[PLACE_REMOVALS], link_region_removals(p, r->region));
}

static size_t map_count(const struct page_context *ctx)
{
	(void)ctx;
	return 1;
}

static void map_address(const struct page_context *ctx, size_t i, struct buf *out)
{
	(void)ctx, (void)i;
	buf_add_str(out, ADDRESS_MAP);
}

static const char *map_origin(const struct page_context *ctx, size_t i)
{
	(void)ctx, (void)i;
	return "templates/pages/map.html";
}

static void map_made_from(const struct made_from *m, size_t i, struct digester *d)
{
	(void)m, (void)i, (void)d; /* regions and lists alone */
}

static void map_render(const struct page *p, size_t i, const struct page_templates *t, struct buf *out)
{
	const struct outline *o = p->ctx->outline;
	struct value *places = page_frames(p, o->tree.n, PLACE_SLOTS);
	struct value frame[MAP_SLOTS] = { 0 };

	(void)i;
	for (size_t k = 0; k < o->tree.n; k++)
		fill_place(p, places + k * PLACE_SLOTS, o->tree.items[k]);
	fill_layout(p, &frame[MAP_PAGE],
		    &(struct layout){ .title = "网站地图",
				      .description = "本站的全部栏目和各地的名单、文告" });
	fill_list(p, &frame[MAP_PLACES], places, o->tree.n, PLACE_SLOTS);
	template_render(t->page, frame, out);
}

const struct page_kind page_map = {
	.template = "pages/map",
	.shape = &map_shape,
	.count = map_count,
	.address = map_address,
	.origin = map_origin,
	.made_from = map_made_from,
	.render = map_render,
};
