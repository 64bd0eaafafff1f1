/*
 * A list on a day of the past: at a year's end the whole of it, on any other
 * day what changed, by notice, and the year's end to which it is added.
 */
#include <stdlib.h>
#include <string.h>

#include "pages/address.h"
#include "pages/layout.h"
#include "pages/list_changes.h"
#include "pages/list_rows.h"
#include "pages/made_from.h"
#include "pages/parts.h"

/* ---- what changed, by notice ---- */

enum { CAUSE_NOTICES, CAUSE_CHANGES, CAUSE_SLOTS };
static const struct shape cause_shape = {
	.name = "changes of a notice",
	.n = CAUSE_SLOTS,
	.slots = {
		[CAUSE_NOTICES] = { "notices", SLOT_LIST, &notice_item_shape }, /* mostly one */
		[CAUSE_CHANGES] = { "changes", SLOT_LIST, &change_shape },
	},
};

static int causes_order(const struct strings *a, const struct strings *b)
{
	for (size_t i = 0; i < a->n && i < b->n; i++) {
		int order = strcmp(a->items[i], b->items[i]);

		if (order)
			return order;
	}
	return (a->n > b->n) - (a->n < b->n);
}

static int by_cause(const void *a, const void *b)
{
	static const int place[] = {
		[DELTA_ENTERED] = 0, [DELTA_REMOVED] = 1, [DELTA_RENAMED] = 2, [DELTA_ALTERED] = 3
	};
	const struct delta *x = a, *y = b;
	int order = causes_order(&x->notices, &y->notices);

	if (order == 0)
		order = place[x->kind] - place[y->kind];
	return order ? order : strcmp(x->member->who->entity->id, y->member->who->entity->id);
}

static void fill_cause(const struct page *p, struct value *frame, const struct delta *items, size_t n)
{
	const struct strings *ids = &items[0].notices;
	const struct notice **notices = arena_calloc(p->arena, ids->n, sizeof(*notices));
	size_t known = 0;

	for (size_t i = 0; i < ids->n; i++) {
		const struct notice_outline *o = outline_notice(p->ctx->outline, ids->items[i]);

		if (o)
			notices[known++] = o->notice;
	}
	fill_notice_items(p, &frame[CAUSE_NOTICES], notices, known);
	fill_deltas(p, &frame[CAUSE_CHANGES], items, n);
}

static void fill_causes(const struct page *p, struct value *v, struct deltas d)
{
	struct value *items = page_frames(p, d.n, CAUSE_SLOTS);
	size_t n = 0;

	if (d.n)
		qsort(d.items, d.n, sizeof(*d.items), by_cause);
	for (size_t first = 0, end; first < d.n; first = end) {
		for (end = first + 1;
		     end < d.n && causes_order(&d.items[end].notices, &d.items[first].notices) == 0;)
			end++;
		fill_cause(p, items + n++ * CAUSE_SLOTS, d.items + first, end - first);
	}
	fill_list(p, v, items, n, CAUSE_SLOTS);
}

/* ---- a member at a year's end: what is small, for there are many ends of years ---- */

enum { PAST_NO, PAST_NAME, PAST_HREF, PAST_PLACE, PAST_INDUSTRY, PAST_ENTERED, PAST_SLOTS };
static const struct shape past_shape = {
	.name = "member at a year's end",
	.n = PAST_SLOTS,
	.slots = {
		[PAST_NO] = { "no", SLOT_TEXT, NULL },
		[PAST_NAME] = { "name", SLOT_TEXT, NULL }, /* on that day, as the place */
		[PAST_HREF] = { "href", SLOT_TEXT, NULL },
		[PAST_PLACE] = { "place", SLOT_TEXT, NULL },
		[PAST_INDUSTRY] = { "industry", SLOT_TEXT, NULL },
		[PAST_ENTERED] = { "entered", SLOT_TEXT, NULL },
	},
};

static bool next_past(void *ctx, size_t index, struct value *frame)
{
	const struct list_rows *rows = ctx;
	struct page p = page_row(rows->page);
	const struct list_row *row;
	const struct standing *who;
	char day[DATE_SIZE];

	memset(frame, 0, PAST_SLOTS * sizeof(*frame));
	if (index >= rows->n)
		return false;
	row = &rows->items[index];
	who = row->membership->who;
	value_text(&frame[PAST_NO], page_printf(&p, "%zu", index + 1));
	value_text(&frame[PAST_NAME], standing_name(who, row->day));
	value_text(&frame[PAST_HREF], link_entity(&p, who->entity->id));
	value_text(&frame[PAST_PLACE],
		   place_name(&p, standing_place(who, row->day), rows->list->region));
	value_text(&frame[PAST_INDUSTRY],
		   dated_on(who->industries.items, who->industries.n, row->day));
	value_text(&frame[PAST_ENTERED], arena_strdup(p.arena, date_format(row->spell->from, day)));
	return true;
}

/* ---- the page ---- */

enum {
	DAY_PAGE,
	DAY_TITLE,
	DAY_DAY,
	DAY_LIST,
	DAY_HISTORY,
	DAY_COUNT,
	DAY_YEAR_END,
	DAY_CHANGED,
	DAY_ENTERED,
	DAY_LEFT,
	DAY_RENAMED,
	DAY_ALTERED,
	DAY_CAUSES,
	DAY_BASE,
	DAY_SINCE,
	DAY_PREVIOUS,
	DAY_NEXT,
	DAY_CSV,
	DAY_AUDIT,
	DAY_HAS_MEMBERS,
	DAY_HAS_INDUSTRY,
	DAY_MEMBERS,
	DAY_SLOTS
};

static const struct shape day_shape = {
	.name = "day",
	.n = DAY_SLOTS,
	.slots = {
		[DAY_PAGE] = LAYOUT_SLOT,
		[DAY_TITLE] = { "title", SLOT_TEXT, NULL },
		[DAY_DAY] = { "day", SLOT_GROUP, &date_shape },
		[DAY_LIST] = { "list", SLOT_GROUP, &link_shape },
		[DAY_HISTORY] = { "history", SLOT_TEXT, NULL },
		[DAY_COUNT] = { "count", SLOT_TEXT, NULL }, /* members at its end */
		[DAY_YEAR_END] = { "year_end", SLOT_FLAG, NULL },
		[DAY_CHANGED] = { "changed", SLOT_FLAG, NULL },
		[DAY_ENTERED] = { "entered", SLOT_TEXT, NULL }, /* how many; empty: none, as the others */
		[DAY_LEFT] = { "left", SLOT_TEXT, NULL },
		[DAY_RENAMED] = { "renamed", SLOT_TEXT, NULL },
		[DAY_ALTERED] = { "altered", SLOT_TEXT, NULL },
		[DAY_CAUSES] = { "causes", SLOT_LIST, &cause_shape },
		[DAY_BASE] = { "base", SLOT_GROUP, &link_shape }, /* the last year's end; absent: nobody was on it */
		[DAY_SINCE] = { "since", SLOT_LIST, &link_shape }, /* days to be added, this one is the last */
		[DAY_PREVIOUS] = { "previous", SLOT_GROUP, &link_shape }, /* day that has a page */
		[DAY_NEXT] = { "next", SLOT_GROUP, &link_shape },
		[DAY_CSV] = { "csv", SLOT_TEXT, NULL },
		[DAY_AUDIT] = { "audit", SLOT_TEXT, NULL },
		[DAY_HAS_MEMBERS] = { "has_members", SLOT_FLAG, NULL },
		[DAY_HAS_INDUSTRY] = { "has_industry", SLOT_FLAG, NULL },
		[DAY_MEMBERS] = { "members", SLOT_LIST, &past_shape }, /* at a year's end */
	},
};

static const char *day_text(const struct page *p, date_t day)
{
	struct civil c = date_civil(day);

	return page_printf(p, "%d年%d月%d日", c.year, c.month, c.day);
}

static void fill_count(const struct page *p, struct value *v, struct deltas d, int kind)
{
	size_t n = 0;

	for (size_t i = 0; i < d.n; i++)
		n += d.items[i].kind == kind;
	if (n)
		value_text(v, page_printf(p, "%zu", n));
}

static void fill_changes(const struct page *p, struct value *frame, const struct day_outline *day)
{
	struct deltas d = list_deltas_on(p->ctx->registry, day->list->roster, day->day, p->arena);

	value_flag(&frame[DAY_CHANGED], d.n > 0);
	fill_count(p, &frame[DAY_ENTERED], d, DELTA_ENTERED);
	fill_count(p, &frame[DAY_LEFT], d, DELTA_REMOVED);
	fill_count(p, &frame[DAY_RENAMED], d, DELTA_RENAMED);
	fill_count(p, &frame[DAY_ALTERED], d, DELTA_ALTERED);
	fill_causes(p, &frame[DAY_CAUSES], d);
}

static void fill_day_link(const struct page *p, struct value *v, const struct day_outline *d)
{
	fill_link(p, v, link_day(p, d), day_text(p, d->day));
}

/* The year's end before it, and the days since on which the list changed. */
static void fill_base(const struct page *p, struct value *frame, const struct day_outline *day)
{
	const struct day_outline *days = day->list->days, *at = day;
	struct value *items = page_frames(p, (size_t)(day - days) + 1, LINK_SLOTS);
	size_t n = 0;

	while (at > days && !at[-1].year_end)
		at--;
	if (at > days)
		fill_link(p, &frame[DAY_BASE], link_day(p, at - 1),
			  page_printf(p, "%d年末", date_civil(at[-1].day).year));
	for (; at <= day; at++) {
		if (!at->changed)
			continue;
		value_text(&items[n * LINK_SLOTS + LINK_HREF], at < day ? link_day(p, at) : NULL);
		value_text(&items[n++ * LINK_SLOTS + LINK_TEXT], day_text(p, at->day));
	}
	fill_list(p, &frame[DAY_SINCE], items, n, LINK_SLOTS);
}

static bool is_shown(const struct day_outline *d)
{
	return d->changed || d->year_end;
}

static void fill_ways(const struct page *p, struct value *frame, const struct day_outline *day)
{
	const struct day_outline *first = day->list->days, *end = first + day->list->n_days;
	const struct day_outline *previous = day, *next = day + 1;

	while (previous > first && !is_shown(previous - 1))
		previous--;
	while (next < end && !is_shown(next))
		next++;
	fill_list_link(p, &frame[DAY_LIST], day->list->roster->id);
	value_text(&frame[DAY_HISTORY], link_history(p, day->list->roster->id));
	if (previous > first)
		fill_day_link(p, &frame[DAY_PREVIOUS], previous - 1);
	if (next < end)
		fill_day_link(p, &frame[DAY_NEXT], next);
	value_text(&frame[DAY_CSV], link_day_file(p, day));
	value_text(&frame[DAY_AUDIT], link_address(p, ADDRESS_AUDIT));
}

static size_t day_count(const struct page_context *ctx)
{
	return ctx->outline->days.n;
}

static void day_address(const struct page_context *ctx, size_t i, struct buf *out)
{
	const struct day_outline *d = &ctx->outline->days.items[i];

	address_day(out, d->list->roster->region, d->list->roster->category, d->day, "html");
}

static const char *day_origin(const struct page_context *ctx, size_t i)
{
	return ctx->outline->days.items[i].list->roster->id;
}

static void day_made_from(const struct made_from *m, size_t i, struct digester *d)
{
	const struct list_outline *l = m->ctx->outline->days.items[i].list;

	digest_list(d, m, l);
	digest_days(d, l);
}

static void fill_head(const struct page *p, struct value *frame, const struct day_outline *day)
{
	const struct list_outline *l = day->list;
	const char *title = page_printf(p, "%s（%s）", l->title, day_text(p, day->day));

	fill_layout(p, &frame[DAY_PAGE],
		    &(struct layout){ .title = title,
				      .here = day_text(p, day->day),
				      .description = page_printf(p, "%s在%s的情况", l->title,
								 day_text(p, day->day)),
				      .region = l->roster->region,
				      .column_name = l->title,
				      .column_type = "名单公布",
				      .via = { link_history(p, l->roster->id),
					       page_printf(p, "%s名单历次变动", l->label) } });
	value_text(&frame[DAY_TITLE], title);
	fill_date(p, &frame[DAY_DAY], day->day);
}

static void day_render(const struct page *p, size_t i, const struct page_templates *t, struct buf *out)
{
	const struct day_outline *day = &p->ctx->outline->days.items[i];
	struct value frame[DAY_SLOTS] = { 0 };
	struct list_rows members;

	fill_head(p, frame, day);
	fill_ways(p, frame, day);
	fill_changes(p, frame, day);
	value_text(&frame[DAY_COUNT],
		   page_printf(p, "%zu", roster_count(day->list->roster, day->day)));
	value_flag(&frame[DAY_YEAR_END], day->year_end);
	if (day->year_end) {
		members = list_members(p, day->list->roster, day->day);
		value_flag(&frame[DAY_HAS_MEMBERS], members.n > 0);
		value_flag(&frame[DAY_HAS_INDUSTRY], members.has_industry);
		value_list(&frame[DAY_MEMBERS], next_past, &members);
	} else {
		fill_base(p, frame, day);
	}
	template_render(t->page, frame, out);
}

const struct page_kind page_day = {
	.template = "pages/day",
	.shape = &day_shape,
	.count = day_count,
	.address = day_address,
	.origin = day_origin,
	.made_from = day_made_from,
	.render = day_render,
};
