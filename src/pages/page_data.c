/* 数据下载: what can be downloaded, and how it reads. The files are made by exports. */
#include <string.h>

#include "pages/address.h"
#include "pages/layout.h"
#include "pages/made_from.h"
#include "pages/parts.h"

enum { LIST_LINK, LIST_CSV, LIST_XLSX, LIST_JSON, LIST_CHANGES, LIST_FEED, LIST_SLOTS };
static const struct shape list_shape = {
	.name = "files of a list",
	.n = LIST_SLOTS,
	.slots = {
		[LIST_LINK] = { "list", SLOT_GROUP, &link_shape },
		[LIST_CSV] = { "csv", SLOT_TEXT, NULL },
		[LIST_XLSX] = { "xlsx", SLOT_TEXT, NULL },
		[LIST_JSON] = { "json", SLOT_TEXT, NULL },
		[LIST_CHANGES] = { "changes", SLOT_TEXT, NULL },
		[LIST_FEED] = { "feed", SLOT_TEXT, NULL },
	},
};

enum { REGION_LINK, REGION_FEED, REGION_CALENDAR, REGION_SLOTS };
static const struct shape region_shape = {
	.name = "files of a region",
	.n = REGION_SLOTS,
	.slots = {
		[REGION_LINK] = { "region", SLOT_GROUP, &link_shape },
		[REGION_FEED] = { "feed", SLOT_TEXT, NULL },
		[REGION_CALENDAR] = { "calendar", SLOT_TEXT, NULL },
	},
};

enum {
	DATA_PAGE,
	DATA_LISTS,
	DATA_ANY_LIST,
	DATA_REGIONS,
	DATA_ANY_REGION,
	DATA_PACKAGE,
	DATA_FEED,
	DATA_REMOVALS_FEED,
	DATA_CALENDAR,
	DATA_SLOTS
};

static const struct shape data_shape = {
	.name = "data",
	.n = DATA_SLOTS,
	.slots = {
		[DATA_PAGE] = LAYOUT_SLOT,
		[DATA_LISTS] = { "lists", SLOT_LIST, &list_shape },
		[DATA_ANY_LIST] = { "any_list", SLOT_FLAG, NULL },
		[DATA_REGIONS] = { "regions", SLOT_LIST, &region_shape },
		[DATA_ANY_REGION] = { "any_region", SLOT_FLAG, NULL },
		[DATA_PACKAGE] = { "package", SLOT_TEXT, NULL }, /* empty: there is no list */
		[DATA_FEED] = { "feed", SLOT_TEXT, NULL },
		[DATA_REMOVALS_FEED] = { "removals_feed", SLOT_TEXT, NULL },
		[DATA_CALENDAR] = { "calendar", SLOT_TEXT, NULL },
	},
};

/* By region, in GB/T 2260 order. */
static size_t fill_lists(const struct page *p, struct value *v)
{
	const struct outline *o = p->ctx->outline;
	struct value *items = page_frames(p, o->lists.n, LIST_SLOTS);
	size_t n = 0;

	for (size_t i = 0; i < o->tree.n; i++)
		for (size_t k = 0; k < o->tree.items[i]->lists.n; k++) {
			const char *list = o->tree.items[i]->lists.items[k]->roster->id;
			struct value *frame = items + n++ * LIST_SLOTS;

			fill_list_link(p, &frame[LIST_LINK], list);
			value_text(&frame[LIST_CSV], link_list_file(p, list, "list.csv"));
			value_text(&frame[LIST_XLSX], link_list_file(p, list, "list.xlsx"));
			value_text(&frame[LIST_JSON], link_list_file(p, list, "list.json"));
			value_text(&frame[LIST_CHANGES], link_list_file(p, list, "changes.jsonl"));
			value_text(&frame[LIST_FEED], link_list_file(p, list, "feed.atom"));
		}
	fill_list(p, v, items, n, LIST_SLOTS);
	return n;
}

static size_t fill_regions(const struct page *p, struct value *v)
{
	const struct outline *o = p->ctx->outline;
	struct value *items = page_frames(p, o->tree.n, REGION_SLOTS);
	size_t n = 0;

	for (size_t i = 0; i < o->tree.n; i++) {
		const struct region *r = o->tree.items[i]->region;
		struct value *frame = items + n * REGION_SLOTS;

		if (!o->tree.items[i]->notices.n)
			continue;
		fill_region_link(p, &frame[REGION_LINK], r);
		value_text(&frame[REGION_FEED], link_region_feed(p, r));
		value_text(&frame[REGION_CALENDAR], link_region_calendar(p, r));
		n++;
	}
	fill_list(p, v, items, n, REGION_SLOTS);
	return n;
}

static size_t data_count(const struct page_context *ctx)
{
	(void)ctx;
	return 1;
}

static void data_address(const struct page_context *ctx, size_t i, struct buf *out)
{
	(void)ctx, (void)i;
	buf_add_str(out, ADDRESS_DATA);
}

static const char *data_origin(const struct page_context *ctx, size_t i)
{
	(void)ctx, (void)i;
	return "templates/pages/data.html";
}

static void data_made_from(const struct made_from *m, size_t i, struct digester *d)
{
	(void)m, (void)i, (void)d; /* regions and lists alone */
}

static void data_render(const struct page *p, size_t i, const struct page_templates *t,
			struct buf *out)
{
	struct value frame[DATA_SLOTS] = { 0 };

	(void)i;
	fill_layout(p, &frame[DATA_PAGE],
		    &(struct layout){ .title = "数据下载",
				      .description = "各名单的数据文件、逐日变动、订阅源和日历",
				      .feed = link_address(p, ADDRESS_FEED),
				      .column_name = "数据下载",
				      .column_type = "信息公开" });
	value_flag(&frame[DATA_ANY_LIST], fill_lists(p, &frame[DATA_LISTS]));
	value_flag(&frame[DATA_ANY_REGION], fill_regions(p, &frame[DATA_REGIONS]));
	if (p->ctx->outline->lists.n)
		value_text(&frame[DATA_PACKAGE], link_address(p, ADDRESS_PACKAGE));
	value_text(&frame[DATA_FEED], link_address(p, ADDRESS_FEED));
	value_text(&frame[DATA_REMOVALS_FEED], link_address(p, ADDRESS_REMOVALS_FEED));
	value_text(&frame[DATA_CALENDAR], link_address(p, ADDRESS_CALENDAR));
	template_render(t->page, frame, out);
}

const struct page_kind page_data = {
	.template = "pages/data",
	.shape = &data_shape,
	.count = data_count,
	.address = data_address,
	.origin = data_origin,
	.made_from = data_made_from,
	.render = data_render,
};
