/* The history of a list: each of its versions, by which notices it came about, who came, left, changed name. */
#include <string.h>

#include "pages/address.h"
#include "pages/layout.h"
#include "pages/parts.h"
#include "pages/versions.h"

/* ---- one change ---- */

enum { CHANGE_NAME, CHANGE_HREF, CHANGE_BEFORE, CHANGE_WHY, CHANGE_SLOTS };
static const struct shape change_shape = {
	.name = "change",
	.n = CHANGE_SLOTS,
	.slots = {
		[CHANGE_NAME] = { "name", SLOT_TEXT, NULL }, /* on that day */
		[CHANGE_HREF] = { "href", SLOT_TEXT, NULL },
		[CHANGE_BEFORE] = { "before", SLOT_TEXT, NULL },
		[CHANGE_WHY] = { "why", SLOT_TEXT, NULL }, /* of one who left: 移出, 由某单位承继, … */
	},
};

struct run { /* changes of one kind on one day */
	const struct page *page;
	const struct change *items;
	size_t n;
};

static const char *why_left(const struct page *p, const struct change *c)
{
	const struct standing *heir;

	if (!c->by)
		return "列入依据终止";
	if (c->by->action == ACTION_REMOVE)
		return removal_verb(p, c->by->list, c->by->day);
	if (c->by->action != ACTION_SUCCEED)
		return NULL;
	heir = outline_entity(p->ctx->outline, c->by->row->more->to);
	return heir ? page_printf(p, "由%s承继", standing_name(heir, c->day)) : NULL;
}

static bool next_change(void *ctx, size_t index, struct value *frame)
{
	const struct run *run = ctx;
	struct page row = page_row(run->page);
	const struct change *c;

	memset(frame, 0, CHANGE_SLOTS * sizeof(*frame));
	if (index >= run->n)
		return false;
	c = &run->items[index];
	value_text(&frame[CHANGE_NAME], standing_name(c->membership->who, c->day));
	value_text(&frame[CHANGE_HREF], link_entity(&row, c->membership->who->entity->id));
	value_text(&frame[CHANGE_BEFORE], c->before);
	if (c->kind == CHANGE_LEFT)
		value_text(&frame[CHANGE_WHY], why_left(&row, c));
	return true;
}

/* ---- one version ---- */

enum { GROUP_COUNT, GROUP_CHANGES, GROUP_SLOTS };
static const struct shape group_shape = {
	.name = "changes of a kind",
	.n = GROUP_SLOTS,
	.slots = {
		[GROUP_COUNT] = { "count", SLOT_TEXT, NULL },
		[GROUP_CHANGES] = { "changes", SLOT_LIST, &change_shape },
	},
};

enum {
	VERSION_DAY,
	VERSION_TOTAL,
	VERSION_ENTERED,
	VERSION_LEFT,
	VERSION_RENAMED,
	VERSION_NOTICES,
	VERSION_SLOTS
};

static const struct shape version_shape = {
	.name = "version",
	.n = VERSION_SLOTS,
	.slots = {
		[VERSION_DAY] = { "day", SLOT_GROUP, &date_shape },
		[VERSION_TOTAL] = { "total", SLOT_TEXT, NULL }, /* members from that day on */
		[VERSION_ENTERED] = { "entered", SLOT_GROUP, &group_shape }, /* absent: none, as the others */
		[VERSION_LEFT] = { "left", SLOT_GROUP, &group_shape },
		[VERSION_RENAMED] = { "renamed", SLOT_GROUP, &group_shape },
		[VERSION_NOTICES] = { "notices", SLOT_LIST, &notice_item_shape },
	},
};

static size_t fill_group(const struct page *p, struct value *v, const struct change *items,
			 size_t n, int kind)
{
	struct value *frame = page_frames(p, 1, GROUP_SLOTS);
	struct run *run = arena_alloc(p->arena, sizeof(*run));
	size_t first = 0, end;

	while (first < n && items[first].kind != kind)
		first++;
	for (end = first; end < n && items[end].kind == kind;)
		end++;
	if (first == end)
		return 0;
	*run = (struct run){ p, items + first, end - first };
	value_text(&frame[GROUP_COUNT], page_printf(p, "%zu", run->n));
	value_list(&frame[GROUP_CHANGES], next_change, run);
	value_group(v, frame);
	return run->n;
}

/* Each once: within a kind the rows of one notice stand together. */
static void fill_notices(const struct page *p, struct value *v, const struct change *items, size_t n)
{
	const struct notice **found = arena_calloc(p->arena, n, sizeof(*found));
	size_t n_found = 0;

	for (size_t i = 0; i < n; i++) {
		const struct notice *notice = items[i].by ? items[i].by->notice : NULL;
		size_t k = 0;

		if (!notice || !outline_notice(p->ctx->outline, notice->id))
			continue;
		while (k < n_found && found[k] != notice)
			k++;
		if (k == n_found)
			found[n_found++] = notice;
	}
	fill_notice_items(p, v, found, n_found);
}

/* *total: members from that day on; becomes that of the version before. */
static void fill_version(const struct page *p, struct value *frame, const struct change *items,
			 size_t n, size_t *total)
{
	size_t entered = fill_group(p, &frame[VERSION_ENTERED], items, n, CHANGE_ENTERED);
	size_t left = fill_group(p, &frame[VERSION_LEFT], items, n, CHANGE_LEFT);

	fill_group(p, &frame[VERSION_RENAMED], items, n, CHANGE_RENAMED);
	fill_notices(p, &frame[VERSION_NOTICES], items, n);
	fill_date(p, &frame[VERSION_DAY], items[0].day);
	value_text(&frame[VERSION_TOTAL], page_printf(p, "%zu", *total));
	*total += left - entered;
}

static size_t fill_versions(const struct page *p, struct value *v, const struct roster *l)
{
	struct changes c = list_changes(p, l);
	size_t n = 0, total = roster_count(l, p->ctx->registry->as_of);
	struct value *items;

	for (size_t i = 0; i < c.n; i++)
		n += !i || c.items[i].day != c.items[i - 1].day;
	items = page_frames(p, n, VERSION_SLOTS);
	for (size_t k = 0, first = 0, end; k < n; k++, first = end) {
		for (end = first; end < c.n && c.items[end].day == c.items[first].day;)
			end++;
		fill_version(p, items + k * VERSION_SLOTS, c.items + first, end - first, &total);
	}
	fill_list(p, v, items, n, VERSION_SLOTS);
	return n;
}

/* ---- the page ---- */

enum { HISTORY_PAGE, HISTORY_TITLE, HISTORY_LIST, HISTORY_COUNT, HISTORY_VERSIONS, HISTORY_SLOTS };
static const struct shape history_shape = {
	.name = "history",
	.n = HISTORY_SLOTS,
	.slots = {
		[HISTORY_PAGE] = LAYOUT_SLOT,
		[HISTORY_TITLE] = { "title", SLOT_TEXT, NULL },
		[HISTORY_LIST] = { "list", SLOT_GROUP, &link_shape },
		[HISTORY_COUNT] = { "count", SLOT_TEXT, NULL },
		[HISTORY_VERSIONS] = { "versions", SLOT_LIST, &version_shape }, /* newest first */
	},
};

static size_t history_count(const struct page_context *ctx)
{
	return ctx->outline->lists.n;
}

static void history_address(const struct page_context *ctx, size_t i, struct buf *out)
{
	const struct roster *l = ctx->outline->lists.items[i].roster;

	address_history(out, l->region, l->category);
}

static const char *history_origin(const struct page_context *ctx, size_t i)
{
	return ctx->outline->lists.items[i].roster->id;
}

static void history_render(const struct page *p, size_t i, const struct page_templates *t,
			   struct buf *out)
{
	const struct list_outline *l = &p->ctx->outline->lists.items[i];
	const char *title = page_printf(p, "%s的历次变动", l->title);
	struct value frame[HISTORY_SLOTS] = { 0 };
	size_t n;

	fill_layout(p, &frame[HISTORY_PAGE],
		    &(struct layout){
			    .title = title,
			    .here = "历次变动",
			    .description =
				    page_printf(p, "%s每次变动的日期、文告和增减的单位", l->title),
			    .region = l->roster->region,
			    .column_name = l->title,
			    .column_type = "名单公布",
			    .via = { link_list(p, l->roster->id),
				     page_printf(p, "%s名单", l->label) } });
	value_text(&frame[HISTORY_TITLE], title);
	fill_list_link(p, &frame[HISTORY_LIST], l->roster->id);
	n = fill_versions(p, &frame[HISTORY_VERSIONS], l->roster);
	value_text(&frame[HISTORY_COUNT], page_printf(p, "%zu", n));
	template_render(t->page, frame, out);
}

const struct page_kind page_history = {
	.template = "pages/history",
	.shape = &history_shape,
	.count = history_count,
	.address = history_address,
	.origin = history_origin,
	.render = history_render,
};
