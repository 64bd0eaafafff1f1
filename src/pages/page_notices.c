/* All notices of a region, newest first. */
#include <string.h>

#include "pages/address.h"
#include "pages/layout.h"
#include "pages/made_from.h"
#include "pages/parts.h"

enum { NOTICES_PAGE, NOTICES_REGION, NOTICES_TITLE, NOTICES_COUNT, NOTICES_ITEMS, NOTICES_SLOTS };
static const struct shape notices_shape = {
	.name = "notices",
	.n = NOTICES_SLOTS,
	.slots = {
		[NOTICES_PAGE] = LAYOUT_SLOT,
		[NOTICES_REGION] = { "region", SLOT_GROUP, &link_shape },
		[NOTICES_TITLE] = { "title", SLOT_TEXT, NULL },
		[NOTICES_COUNT] = { "count", SLOT_TEXT, NULL },
		[NOTICES_ITEMS] = { "notices", SLOT_LIST, &notice_item_shape },
	},
};

struct cursor {
	const struct page *page;
	const struct region_outline *region;
};

static bool next_notice(void *ctx, size_t index, struct value *frame)
{
	const struct cursor *c = ctx;
	struct page row = page_row(c->page);

	memset(frame, 0, ITEM_SLOTS * sizeof(*frame));
	if (index >= c->region->notices.n)
		return false;
	fill_notice_item(&row, frame, c->region->notices.items[index]);
	return true;
}

static const struct region_outline *region_with_notices(const struct page_context *ctx, size_t i)
{
	for (size_t k = 0; k < ctx->outline->regions.n; k++)
		if (ctx->outline->regions.items[k].notices.n && i-- == 0)
			return &ctx->outline->regions.items[k];
	return NULL;
}

static size_t notices_count(const struct page_context *ctx)
{
	size_t n = 0;

	for (size_t k = 0; k < ctx->outline->regions.n; k++)
		n += ctx->outline->regions.items[k].notices.n > 0;
	return n;
}

static void notices_address(const struct page_context *ctx, size_t i, struct buf *out)
{
	address_notices(out, region_with_notices(ctx, i)->region);
}

static const char *notices_origin(const struct page_context *ctx, size_t i)
{
	return region_with_notices(ctx, i)->region->path;
}

static void notices_made_from(const struct made_from *m, size_t i, struct digester *d)
{
	const struct region_outline *r = region_with_notices(m->ctx, i);

	digest_text(d, r->region->code);
	digest_all_said(d, m, r->notices.items, r->notices.n);
}

static void notices_render(const struct page *p, size_t i, const struct page_templates *t,
			   struct buf *out)
{
	const struct region_outline *r = region_with_notices(p->ctx, i);
	const char *title = page_printf(p, "%s文告目录", r->region->name);
	struct value frame[NOTICES_SLOTS] = { 0 };
	struct cursor cursor = { p, r };

	fill_layout(p, &frame[NOTICES_PAGE],
		    &(struct layout){ .title = title,
				      .here = "文告目录",
				      .description = page_printf(p, "%s绿色制造名单的全部文告",
								 r->region->name),
				      .region = r->region,
				      .column_name = title,
				      .column_type = "通知公告" });
	fill_region_link(p, &frame[NOTICES_REGION], r->region);
	value_text(&frame[NOTICES_TITLE], title);
	value_text(&frame[NOTICES_COUNT], page_printf(p, "%zu", r->notices.n));
	value_list(&frame[NOTICES_ITEMS], next_notice, &cursor);
	template_render(t->page, frame, out);
}

const struct page_kind page_notices = {
	.template = "pages/notices",
	.shape = &notices_shape,
	.count = notices_count,
	.address = notices_address,
	.origin = notices_origin,
	.made_from = notices_made_from,
	.render = notices_render,
};
