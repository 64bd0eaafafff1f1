/* The way to companies and parks without a search: by region, by the year in which they were first listed. */
#include "pages/address.h"
#include "pages/layout.h"
#include "pages/made_from.h"
#include "pages/parts.h"

enum { WAY_HREF, WAY_TEXT, WAY_COUNT, WAY_SLOTS };
static const struct shape way_shape = {
	.name = "index",
	.n = WAY_SLOTS,
	.slots = {
		[WAY_HREF] = { "href", SLOT_TEXT, NULL },
		[WAY_TEXT] = { "text", SLOT_TEXT, NULL },
		[WAY_COUNT] = { "count", SLOT_TEXT, NULL },
	},
};

enum { PROVINCE_WAY, PROVINCE_BELOW, PROVINCE_SLOTS };
static const struct shape province_shape = {
	.name = "province",
	.n = PROVINCE_SLOTS,
	.slots = {
		[PROVINCE_WAY] = { "itself", SLOT_GROUP, &way_shape },
		[PROVINCE_BELOW] = { "below", SLOT_LIST, &way_shape }, /* all regions in it */
	},
};

enum { ENTITIES_PAGE, ENTITIES_COUNT, ENTITIES_REGIONS, ENTITIES_YEARS, ENTITIES_SLOTS };
static const struct shape entities_shape = {
	.name = "entities",
	.n = ENTITIES_SLOTS,
	.slots = {
		[ENTITIES_PAGE] = LAYOUT_SLOT,
		[ENTITIES_COUNT] = { "count", SLOT_TEXT, NULL },
		[ENTITIES_REGIONS] = { "provinces", SLOT_LIST, &province_shape }, /* and the nation */
		[ENTITIES_YEARS] = { "years", SLOT_LIST, &way_shape },
	},
};

static void fill_way(const struct page *p, struct value *frame, const struct region_outline *r)
{
	value_text(&frame[WAY_HREF], link_region_entities(p, r->region));
	value_text(&frame[WAY_TEXT], r->region->name);
	value_text(&frame[WAY_COUNT], page_printf(p, "%zu", r->entities_below));
}

/* From the i-th region of the tree on, as long as they lie deeper than a province; *i moves behind them. */
static void fill_below(const struct page *p, struct value *v, size_t *i)
{
	const struct outline *o = p->ctx->outline;
	size_t n = 0, end = *i;
	struct value *items;

	while (end < o->tree.n && o->tree.items[end]->region->level > LEVEL_PROVINCE)
		end++;
	items = page_frames(p, end - *i, WAY_SLOTS);
	for (; *i < end; (*i)++)
		if (o->tree.items[*i]->entities_below)
			fill_way(p, items + n++ * WAY_SLOTS, o->tree.items[*i]);
	fill_list(p, v, items, n, WAY_SLOTS);
}

static void fill_provinces(const struct page *p, struct value *v)
{
	const struct outline *o = p->ctx->outline;
	struct value *items = page_frames(p, o->tree.n, PROVINCE_SLOTS);
	size_t n = 0;

	for (size_t i = 0; i < o->tree.n;) {
		const struct region_outline *r = o->tree.items[i++];
		struct value *frame = items + n * PROVINCE_SLOTS, *itself;

		if (!r->entities_below)
			continue;
		itself = page_frames(p, 1, WAY_SLOTS);
		fill_way(p, itself, r);
		value_group(&frame[PROVINCE_WAY], itself);
		fill_below(p, &frame[PROVINCE_BELOW], &i);
		n++;
	}
	fill_list(p, v, items, n, PROVINCE_SLOTS);
}

static size_t entities_in_all(const struct outline *o)
{
	size_t n = 0;

	for (size_t i = 0; i < o->tree.n; i++)
		if (!o->tree.items[i]->parent)
			n += o->tree.items[i]->entities_below;
	return n;
}

static void fill_years(const struct page *p, struct value *v)
{
	const struct outline *o = p->ctx->outline;
	struct value *items = page_frames(p, o->years.n, WAY_SLOTS);
	struct buf address = BUF_INIT;
	size_t n = 0;

	for (size_t i = 0; i < o->years.n; i++) {
		const struct year_outline *y = &o->years.items[i];
		struct value *frame = items + n * WAY_SLOTS;

		if (!y->entities.n)
			continue;
		buf_clear(&address);
		address_year_entities(&address, y->year);
		value_text(&frame[WAY_HREF], link_address(p, address.data));
		value_text(&frame[WAY_TEXT], page_printf(p, "%d年", y->year));
		value_text(&frame[WAY_COUNT], page_printf(p, "%zu", y->entities.n));
		n++;
	}
	buf_release(&address);
	fill_list(p, v, items, n, WAY_SLOTS);
}

static size_t entities_count(const struct page_context *ctx)
{
	(void)ctx;
	return 1;
}

static void entities_address(const struct page_context *ctx, size_t i, struct buf *out)
{
	(void)ctx, (void)i;
	buf_add_str(out, ADDRESS_ENTITIES);
}

static const char *entities_origin(const struct page_context *ctx, size_t i)
{
	(void)ctx, (void)i;
	return "templates/pages/entities.html";
}

static void entities_made_from(const struct made_from *m, size_t i, struct digester *d)
{
	const struct outline *o = m->ctx->outline;

	(void)i;
	for (size_t k = 0; k < o->tree.n; k++)
		digest_number(d, (int64_t)o->tree.items[k]->entities_below);
	for (size_t k = 0; k < o->years.n; k++) {
		digest_number(d, o->years.items[k].year);
		digest_number(d, (int64_t)o->years.items[k].entities.n);
	}
}

static void entities_render(const struct page *p, size_t i, const struct page_templates *t,
			    struct buf *out)
{
	struct value frame[ENTITIES_SLOTS] = { 0 };

	(void)i;
	fill_layout(p, &frame[ENTITIES_PAGE],
		    &(struct layout){ .title = "单位索引",
				      .description = "按所在地和首次列入的年份查找企业和园区",
				      .column_name = "单位索引",
				      .column_type = "信息公开" });
	value_text(&frame[ENTITIES_COUNT], page_printf(p, "%zu", entities_in_all(p->ctx->outline)));
	fill_provinces(p, &frame[ENTITIES_REGIONS]);
	fill_years(p, &frame[ENTITIES_YEARS]);
	template_render(t->page, frame, out);
}

const struct page_kind page_entities = {
	.template = "pages/entities",
	.shape = &entities_shape,
	.count = entities_count,
	.address = entities_address,
	.origin = entities_origin,
	.made_from = entities_made_from,
	.render = entities_render,
};
