/* Companies and parks of a region; those that are known to lie in a region below it stand there. */
#include "pages/address.h"
#include "pages/entity_rows.h"
#include "pages/layout.h"
#include "pages/made_from.h"
#include "pages/parts.h"

enum { BELOW_HREF, BELOW_TEXT, BELOW_COUNT, BELOW_SLOTS };
static const struct shape below_shape = {
	.name = "region below",
	.n = BELOW_SLOTS,
	.slots = {
		[BELOW_HREF] = { "href", SLOT_TEXT, NULL },
		[BELOW_TEXT] = { "text", SLOT_TEXT, NULL },
		[BELOW_COUNT] = { "count", SLOT_TEXT, NULL },
	},
};

enum {
	INDEX_PAGE,
	INDEX_TITLE,
	INDEX_REGION,
	INDEX_ALL,
	INDEX_BELOW,
	INDEX_HAS_BELOW,
	INDEX_ENTITIES,
	INDEX_COUNT,
	INDEX_SLOTS
};

static const struct shape index_shape = {
	.name = "entities of a region",
	.n = INDEX_SLOTS,
	.slots = {
		[INDEX_PAGE] = LAYOUT_SLOT,
		[INDEX_TITLE] = { "title", SLOT_TEXT, NULL },
		[INDEX_REGION] = { "region", SLOT_GROUP, &link_shape },
		[INDEX_ALL] = { "all", SLOT_TEXT, NULL }, /* how many, with those below */
		[INDEX_BELOW] = { "below", SLOT_LIST, &below_shape },
		[INDEX_HAS_BELOW] = { "has_below", SLOT_FLAG, NULL },
		[INDEX_ENTITIES] = { "entities", SLOT_LIST, &entity_row_shape },
		[INDEX_COUNT] = { "count", SLOT_TEXT, NULL }, /* of its own; empty: none */
	},
};

static void fill_below(const struct page *p, struct value *frame, const struct region_outline *r)
{
	struct value *items = page_frames(p, r->children.n, BELOW_SLOTS);
	size_t n = 0;

	for (size_t i = 0; i < r->children.n; i++) {
		const struct region_outline *below = r->children.items[i];
		struct value *item = items + n * BELOW_SLOTS;

		if (!below->entities_below)
			continue;
		value_text(&item[BELOW_HREF], link_region_entities(p, below->region));
		value_text(&item[BELOW_TEXT], below->region->name);
		value_text(&item[BELOW_COUNT], page_printf(p, "%zu", below->entities_below));
		n++;
	}
	fill_list(p, &frame[INDEX_BELOW], items, n, BELOW_SLOTS);
	value_flag(&frame[INDEX_HAS_BELOW], n);
}

static size_t index_count(const struct page_context *ctx)
{
	size_t n = 0;

	for (size_t i = 0; i < ctx->outline->regions.n; i++)
		n += ctx->outline->regions.items[i].indexed;
	return n;
}

static const struct region_outline *indexed_region(const struct page_context *ctx, size_t i)
{
	for (size_t k = 0; k < ctx->outline->regions.n; k++)
		if (ctx->outline->regions.items[k].indexed && i-- == 0)
			return &ctx->outline->regions.items[k];
	return NULL;
}

static void index_address(const struct page_context *ctx, size_t i, struct buf *out)
{
	address_region_entities(out, indexed_region(ctx, i)->region);
}

static const char *index_origin(const struct page_context *ctx, size_t i)
{
	return indexed_region(ctx, i)->region->path;
}

static void index_made_from(const struct made_from *m, size_t i, struct digester *d)
{
	const struct region_outline *r = indexed_region(m->ctx, i);

	digest_text(d, r->region->code);
	digest_number(d, (int64_t)r->entities_below);
	for (size_t k = 0; k < r->children.n; k++)
		digest_number(d, (int64_t)r->children.items[k]->entities_below);
	for (size_t k = 0; k < r->entities.n; k++)
		digest_face(d, m, r->entities.items[k]);
}

static void index_render(const struct page *p, size_t i, const struct page_templates *t,
			 struct buf *out)
{
	const struct region_outline *r = indexed_region(p->ctx, i);
	const char *title = page_printf(p, "%s的企业和园区", r->region->name);
	struct entity_rows rows = { p, r->entities.items, r->entities.n, r->region };
	struct value frame[INDEX_SLOTS] = { 0 };

	fill_layout(p, &frame[INDEX_PAGE],
		    &(struct layout){ .title = title,
				      .here = "单位索引",
				      .description = page_printf(p, "文告提到的位于%s的企业和园区",
								 r->region->name),
				      .region = r->region,
				      .column_name = title,
				      .column_type = "信息公开" });
	value_text(&frame[INDEX_TITLE], title);
	fill_region_link(p, &frame[INDEX_REGION], r->region);
	value_text(&frame[INDEX_ALL], page_printf(p, "%zu", r->entities_below));
	fill_below(p, frame, r);
	value_list(&frame[INDEX_ENTITIES], next_entity, &rows);
	if (r->entities.n)
		value_text(&frame[INDEX_COUNT], page_printf(p, "%zu", r->entities.n));
	template_render(t->page, frame, out);
}

const struct page_kind page_entities_region = {
	.template = "pages/entities-region",
	.shape = &index_shape,
	.count = index_count,
	.address = index_address,
	.origin = index_origin,
	.made_from = index_made_from,
	.render = index_render,
};
