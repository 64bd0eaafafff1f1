/* 首页: what is open now, what is new, who is on which list in numbers, and all regions. */
#include <string.h>

#include "pages/address.h"
#include "pages/layout.h"
#include "pages/made_from.h"
#include "pages/parts.h"
#include "pages/years.h"

enum { NEWEST = 10 };

/* ---- 公示 that are open ---- */

enum { OPEN_NOTICE, OPEN_START, OPEN_END, OPEN_SLOTS };
static const struct shape open_shape = {
	.name = "open",
	.n = OPEN_SLOTS,
	.slots = {
		[OPEN_NOTICE] = { "notice", SLOT_GROUP, &notice_item_shape },
		[OPEN_START] = { "start", SLOT_GROUP, &date_shape },
		[OPEN_END] = { "end", SLOT_GROUP, &date_shape },
	},
};

static bool is_open(const struct notice *n, date_t day)
{
	return n->type == NOTICE_PROPOSAL && n->period && n->period->start <= day &&
	       day <= n->period->end;
}

static void fill_open(const struct page *p, struct value *v)
{
	const struct outline *o = p->ctx->outline;
	struct value *items;
	size_t n = 0;

	for (size_t i = 0; i < o->latest.n; i++)
		n += is_open(o->latest.items[i], p->ctx->registry->as_of);
	items = page_frames(p, n, OPEN_SLOTS);
	n = 0;
	for (size_t i = 0; i < o->latest.n; i++) {
		const struct notice *notice = o->latest.items[i];
		struct value *frame = items + n * OPEN_SLOTS, *item;

		if (!is_open(notice, p->ctx->registry->as_of))
			continue;
		item = page_frames(p, 1, ITEM_SLOTS);
		fill_notice_item(p, item, notice);
		value_group(&frame[OPEN_NOTICE], item);
		fill_date(p, &frame[OPEN_START], notice->period->start);
		fill_date(p, &frame[OPEN_END], notice->period->end);
		n++;
	}
	fill_list(p, v, items, n, OPEN_SLOTS);
}

/* ---- the latest removals ---- */

enum { REMOVAL_ENTITY, REMOVAL_VERB, REMOVAL_LIST, REMOVAL_DATE, REMOVAL_NOTICE, REMOVAL_SLOTS };
static const struct shape removal_shape = {
	.name = "removal",
	.n = REMOVAL_SLOTS,
	.slots = {
		[REMOVAL_ENTITY] = { "entity", SLOT_GROUP, &link_shape },
		[REMOVAL_VERB] = { "verb", SLOT_TEXT, NULL },
		[REMOVAL_LIST] = { "list", SLOT_GROUP, &link_shape },
		[REMOVAL_DATE] = { "date", SLOT_GROUP, &date_shape },
		[REMOVAL_NOTICE] = { "notice", SLOT_GROUP, &link_shape },
	},
};

static void fill_removals(const struct page *p, struct value *v)
{
	const struct outline *o = p->ctx->outline;
	struct value *items = page_frames(p, NEWEST, REMOVAL_SLOTS);
	size_t n = 0;

	for (size_t i = 0; i < o->removals.n && n < NEWEST; i++) {
		const struct event *e = o->removals.items[i];
		struct value *frame = items + n * REMOVAL_SLOTS;

		if (e->void_from <= p->ctx->registry->as_of)
			continue;
		fill_entity_link(p, &frame[REMOVAL_ENTITY], e->row->id);
		value_text(&frame[REMOVAL_VERB], removal_verb(p, e->list, e->day));
		fill_list_link(p, &frame[REMOVAL_LIST], e->list);
		fill_date(p, &frame[REMOVAL_DATE], e->day);
		fill_notice_link(p, &frame[REMOVAL_NOTICE], e->notice);
		n++;
	}
	fill_list(p, v, items, n, REMOVAL_SLOTS);
}

/* ---- totals: a row for each region with a list, a column for each category ---- */

enum { CELL_HREF, CELL_COUNT, CELL_TITLE, CELL_SLOTS };
static const struct shape cell_shape = {
	.name = "cell",
	.n = CELL_SLOTS,
	.slots = {
		[CELL_HREF] = { "href", SLOT_TEXT, NULL },
		[CELL_COUNT] = { "count", SLOT_TEXT, NULL }, /* empty: there is no such list */
		[CELL_TITLE] = { "title", SLOT_TEXT, NULL },
	},
};

enum { TOTAL_REGION, TOTAL_PROVINCE, TOTAL_CELLS, TOTAL_SLOTS };
static const struct shape total_shape = {
	.name = "total",
	.n = TOTAL_SLOTS,
	.slots = {
		[TOTAL_REGION] = { "region", SLOT_GROUP, &link_shape },
		[TOTAL_PROVINCE] = { "province", SLOT_FLAG, NULL }, /* or above */
		[TOTAL_CELLS] = { "cells", SLOT_LIST, &cell_shape },
	},
};

enum { CATEGORY_NAME, CATEGORY_SLOTS };
static const struct shape category_shape = {
	.name = "category",
	.n = CATEGORY_SLOTS,
	.slots = {
		[CATEGORY_NAME] = { "name", SLOT_TEXT, NULL },
	},
};

static bool category_used(const struct page *p, const struct category *c)
{
	const struct outline *o = p->ctx->outline;

	for (size_t i = 0; i < o->lists.n; i++)
		if (o->lists.items[i].category == c)
			return true;
	return false;
}

static const struct list_outline *list_of(const struct region_outline *r, const struct category *c)
{
	for (size_t i = 0; i < r->lists.n; i++)
		if (r->lists.items[i]->category == c)
			return r->lists.items[i];
	return NULL;
}

static void fill_cells(const struct page *p, struct value *v, const struct region_outline *r,
		       const struct category *const *used, size_t n)
{
	struct value *cells = page_frames(p, n, CELL_SLOTS);

	for (size_t i = 0; i < n; i++) {
		const struct list_outline *l = list_of(r, used[i]);
		struct value *frame = cells + i * CELL_SLOTS;

		if (!l)
			continue;
		value_text(&frame[CELL_HREF], link_list(p, l->roster->id));
		value_text(&frame[CELL_COUNT],
			   page_printf(p, "%zu", roster_count(l->roster, p->ctx->registry->as_of)));
		value_text(&frame[CELL_TITLE], l->title);
	}
	fill_list(p, v, cells, n, CELL_SLOTS);
}

static void fill_totals(const struct page *p, struct value *categories, struct value *totals)
{
	const struct content *c = p->ctx->content;
	const struct outline *o = p->ctx->outline;
	const struct category **used = arena_calloc(p->arena, c->categories.n, sizeof(*used));
	struct value *names = page_frames(p, c->categories.n, CATEGORY_SLOTS);
	struct value *rows = page_frames(p, o->regions.n, TOTAL_SLOTS);
	size_t n = 0, n_rows = 0;

	for (size_t i = 0; i < c->categories.n; i++)
		if (category_used(p, &c->categories.items[i])) {
			value_text(&names[n * CATEGORY_SLOTS + CATEGORY_NAME],
				   c->categories.items[i].name);
			used[n++] = &c->categories.items[i];
		}
	for (size_t i = 0; i < o->tree.n; i++) {
		const struct region_outline *r = o->tree.items[i];
		struct value *frame = rows + n_rows * TOTAL_SLOTS;

		if (!r->lists.n)
			continue;
		fill_region_link(p, &frame[TOTAL_REGION], r->region);
		value_flag(&frame[TOTAL_PROVINCE], r->region->level <= LEVEL_PROVINCE);
		fill_cells(p, &frame[TOTAL_CELLS], r, used, n);
		n_rows++;
	}
	fill_list(p, categories, names, n, CATEGORY_SLOTS);
	fill_list(p, totals, rows, n_rows, TOTAL_SLOTS);
}

static void fill_all_years(const struct page *p, struct value *v)
{
	const struct outline *o = p->ctx->outline;
	const struct roster **lists = arena_calloc(p->arena, o->lists.n, sizeof(*lists));

	for (size_t i = 0; i < o->lists.n; i++)
		lists[i] = o->lists.items[i].roster;
	fill_years(p, v, lists, o->lists.n);
}

/* ---- regions: provinces, and below each what lies directly in it ---- */

enum { PROVINCE_REGION, PROVINCE_BELOW, PROVINCE_SLOTS };
static const struct shape province_shape = {
	.name = "province",
	.n = PROVINCE_SLOTS,
	.slots = {
		[PROVINCE_REGION] = { "region", SLOT_GROUP, &link_shape },
		[PROVINCE_BELOW] = { "below", SLOT_LIST, &link_shape },
	},
};

/* The nation first, alone; then each region right below it. */
static void fill_provinces(const struct page *p, struct value *v)
{
	const struct outline *o = p->ctx->outline;
	struct value *items = page_frames(p, o->regions.n, PROVINCE_SLOTS);
	size_t n = 0;

	for (size_t i = 0; i < o->tree.n; i++) {
		const struct region_outline *r = o->tree.items[i];
		struct value *frame = items + n * PROVINCE_SLOTS;

		if (r->parent && r->parent->parent)
			continue;
		fill_region_link(p, &frame[PROVINCE_REGION], r->region);
		if (r->parent)
			fill_regions_below(p, &frame[PROVINCE_BELOW], r);
		n++;
	}
	fill_list(p, v, items, n, PROVINCE_SLOTS);
}

/* ---- the page ---- */

enum {
	HOME_PAGE,
	HOME_DESCRIPTION,
	HOME_AS_OF,
	HOME_OPEN,
	HOME_LATEST,
	HOME_REMOVALS,
	HOME_CATEGORIES,
	HOME_TOTALS,
	HOME_YEARS,
	HOME_PROVINCES,
	HOME_COMMIT,
	HOME_VERSION,
	HOME_SLOTS
};

static const struct shape home_shape = {
	.name = "home",
	.n = HOME_SLOTS,
	.slots = {
		[HOME_PAGE] = LAYOUT_SLOT,
		[HOME_DESCRIPTION] = { "description", SLOT_TEXT, NULL },
		[HOME_AS_OF] = { "as_of", SLOT_GROUP, &date_shape },
		[HOME_OPEN] = { "open", SLOT_LIST, &open_shape },
		[HOME_LATEST] = { "latest", SLOT_LIST, &notice_item_shape },
		[HOME_REMOVALS] = { "removals", SLOT_LIST, &removal_shape },
		[HOME_CATEGORIES] = { "categories", SLOT_LIST, &category_shape },
		[HOME_TOTALS] = { "totals", SLOT_LIST, &total_shape },
		[HOME_YEARS] = { "years", SLOT_GROUP, &years_shape }, /* of all lists together */
		[HOME_PROVINCES] = { "provinces", SLOT_LIST, &province_shape },
		[HOME_COMMIT] = { "commit", SLOT_TEXT, NULL },
		[HOME_VERSION] = { "version", SLOT_TEXT, NULL },
	},
};

static size_t home_count(const struct page_context *ctx)
{
	(void)ctx;
	return 1;
}

static void home_address(const struct page_context *ctx, size_t i, struct buf *out)
{
	(void)ctx, (void)i;
	buf_add_str(out, ADDRESS_HOME);
}

static const char *home_origin(const struct page_context *ctx, size_t i)
{
	(void)ctx, (void)i;
	return "templates/pages/home.html";
}

static void home_made_from(const struct made_from *m, size_t i, struct digester *d)
{
	(void)i;
	digest_digest(d, m->everything);
}

static void home_render(const struct page *p, size_t i, const struct page_templates *t,
			struct buf *out)
{
	const struct site *site = &p->ctx->content->site;
	const struct outline *o = p->ctx->outline;
	struct value *frame = page_frames(p, 1, HOME_SLOTS);

	(void)i;
	fill_layout(p, &frame[HOME_PAGE],
		    &(struct layout){ .title = site->name,
				      .description = site->description,
				      .feed = link_address(p, ADDRESS_FEED) });
	value_text(&frame[HOME_DESCRIPTION], site->description);
	fill_date(p, &frame[HOME_AS_OF], p->ctx->registry->as_of);
	fill_open(p, &frame[HOME_OPEN]);
	fill_notice_items(p, &frame[HOME_LATEST], o->latest.items,
			  o->latest.n < NEWEST ? o->latest.n : NEWEST);
	fill_removals(p, &frame[HOME_REMOVALS]);
	fill_totals(p, &frame[HOME_CATEGORIES], &frame[HOME_TOTALS]);
	fill_all_years(p, &frame[HOME_YEARS]);
	fill_provinces(p, &frame[HOME_PROVINCES]);
	value_text(&frame[HOME_COMMIT], p->ctx->commit);
	value_text(&frame[HOME_VERSION], p->ctx->version);
	template_render(t->page, frame, out);
}

const struct page_kind page_home = {
	.template = "pages/home",
	.shape = &home_shape,
	.count = home_count,
	.address = home_address,
	.origin = home_origin,
	.made_from = home_made_from,
	.render = home_render,
};
