/* The history of a list: each of its versions, by which notices it came about, who came, left, changed name. */
#include <stdlib.h>
#include <string.h>

#include "pages/address.h"
#include "pages/layout.h"
#include "pages/list_changes.h"
#include "pages/made_from.h"
#include "pages/parts.h"
#include "pages/record.h"

/* ---- one version ---- */

enum { SOURCE_NOTICE, SOURCE_COMMIT, SOURCE_SLOTS };
static const struct shape source_shape = {
	.name = "notice of a version",
	.n = SOURCE_SLOTS,
	.slots = {
		[SOURCE_NOTICE] = { "notice", SLOT_GROUP, &notice_item_shape },
		[SOURCE_COMMIT] = { "commit", SLOT_GROUP, &commit_shape }, /* that published it */
	},
};

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
	VERSION_HREF,
	VERSION_TOTAL,
	VERSION_ENTERED,
	VERSION_LEFT,
	VERSION_RENAMED,
	VERSION_ALTERED,
	VERSION_NOTICES,
	VERSION_SLOTS
};

static const struct shape version_shape = {
	.name = "version",
	.n = VERSION_SLOTS,
	.slots = {
		[VERSION_DAY] = { "day", SLOT_GROUP, &date_shape },
		[VERSION_HREF] = { "href", SLOT_TEXT, NULL }, /* the list on that day */
		[VERSION_TOTAL] = { "total", SLOT_TEXT, NULL }, /* members from that day on */
		[VERSION_ENTERED] = { "entered", SLOT_GROUP, &group_shape }, /* absent: none, as the others */
		[VERSION_LEFT] = { "left", SLOT_GROUP, &group_shape },
		[VERSION_RENAMED] = { "renamed", SLOT_GROUP, &group_shape },
		[VERSION_ALTERED] = { "altered", SLOT_GROUP, &group_shape },
		[VERSION_NOTICES] = { "notices", SLOT_LIST, &source_shape },
	},
};

/* Those of a kind stand together. Returns how many. */
static size_t fill_group(const struct page *p, struct value *v, const struct delta *items, size_t n,
			 int kind)
{
	struct value *frame = page_frames(p, 1, GROUP_SLOTS);
	size_t first = 0, end;

	while (first < n && items[first].kind != kind)
		first++;
	for (end = first; end < n && items[end].kind == kind;)
		end++;
	if (first == end)
		return 0;
	value_text(&frame[GROUP_COUNT], page_printf(p, "%zu", end - first));
	fill_deltas(p, &frame[GROUP_CHANGES], items + first, end - first);
	value_group(v, frame);
	return end - first;
}

/* Each once, those with a page. */
static void fill_notices(const struct page *p, struct value *v, const struct delta *items, size_t n)
{
	const struct notice **found;
	struct map known = MAP_INIT;
	size_t most = 0, n_found = 0;
	struct value *items_of;

	for (size_t i = 0; i < n; i++)
		most += items[i].notices.n;
	found = arena_calloc(p->arena, most, sizeof(*found));
	for (size_t i = 0; i < n; i++)
		for (size_t k = 0; k < items[i].notices.n; k++) {
			const struct notice_outline *o =
				outline_notice(p->ctx->outline, items[i].notices.items[k]);

			if (o && map_add(&known, o->notice->id, (void *)o))
				found[n_found++] = o->notice;
		}
	map_release(&known);
	if (n_found)
		qsort(found, n_found, sizeof(*found), notice_newest_first);
	items_of = page_frames(p, n_found, SOURCE_SLOTS);
	for (size_t i = 0; i < n_found; i++) {
		struct value *item = page_frames(p, 1, ITEM_SLOTS);

		fill_notice_item(p, item, found[i]);
		value_group(&items_of[i * SOURCE_SLOTS + SOURCE_NOTICE], item);
		fill_commit(p, &items_of[i * SOURCE_SLOTS + SOURCE_COMMIT],
			    published_by(p, found[i]));
	}
	fill_list(p, v, items_of, n_found, SOURCE_SLOTS);
}

/* *total: members until that day; becomes that of the day. */
static void fill_version(const struct page *p, struct value *frame, const struct list_outline *l,
			 struct deltas d, size_t *total)
{
	const struct delta *items = d.items;
	size_t n = d.n;
	size_t entered = fill_group(p, &frame[VERSION_ENTERED], items, n, DELTA_ENTERED);
	size_t left = fill_group(p, &frame[VERSION_LEFT], items, n, DELTA_REMOVED);

	fill_group(p, &frame[VERSION_RENAMED], items, n, DELTA_RENAMED);
	fill_group(p, &frame[VERSION_ALTERED], items, n, DELTA_ALTERED);
	fill_notices(p, &frame[VERSION_NOTICES], items, n);
	fill_date(p, &frame[VERSION_DAY], items[0].day);
	value_text(&frame[VERSION_HREF], link_day(p, list_day(l, items[0].day)));
	*total += entered - left;
	value_text(&frame[VERSION_TOTAL], page_printf(p, "%zu", *total));
}

/* Newest first; the deltas are oldest first. Returns how many. */
static size_t fill_versions(const struct page *p, struct value *v, const struct list_outline *l)
{
	struct deltas d = list_deltas(p->ctx->registry, l->roster, p->arena);
	size_t n = 0, total = 0;
	struct value *items;

	for (size_t i = 0; i < d.n; i++)
		n += !i || d.items[i].day != d.items[i - 1].day;
	items = page_frames(p, n, VERSION_SLOTS);
	for (size_t k = n, first = 0, end; k-- > 0; first = end) {
		for (end = first; end < d.n && d.items[end].day == d.items[first].day;)
			end++;
		fill_version(p, items + k * VERSION_SLOTS, l,
			     (struct deltas){ d.items + first, end - first }, &total);
	}
	fill_list(p, v, items, n, VERSION_SLOTS);
	return n;
}

/* ---- year's ends ---- */

/* Newest first. Returns how many. */
static size_t fill_year_ends(const struct page *p, struct value *v, const struct list_outline *l)
{
	struct value *items = page_frames(p, l->n_days, LINK_SLOTS), *item = items;

	for (size_t i = l->n_days; i-- > 0;) {
		const struct day_outline *d = &l->days[i];

		if (!d->year_end)
			continue;
		value_text(&item[LINK_HREF], link_day(p, d));
		value_text(&item[LINK_TEXT], page_printf(p, "%d年末", date_civil(d->day).year));
		item += LINK_SLOTS;
	}
	fill_list(p, v, items, (size_t)(item - items) / LINK_SLOTS, LINK_SLOTS);
	return (size_t)(item - items);
}

/* ---- the page ---- */

enum {
	HISTORY_PAGE,
	HISTORY_TITLE,
	HISTORY_LIST,
	HISTORY_COUNT,
	HISTORY_YEAR_ENDS,
	HISTORY_ANY_ENDED,
	HISTORY_VERSIONS,
	HISTORY_SLOTS
};

static const struct shape history_shape = {
	.name = "history",
	.n = HISTORY_SLOTS,
	.slots = {
		[HISTORY_PAGE] = LAYOUT_SLOT,
		[HISTORY_TITLE] = { "title", SLOT_TEXT, NULL },
		[HISTORY_LIST] = { "list", SLOT_GROUP, &link_shape },
		[HISTORY_COUNT] = { "count", SLOT_TEXT, NULL },
		[HISTORY_YEAR_ENDS] = { "year_ends", SLOT_LIST, &link_shape }, /* newest first */
		[HISTORY_ANY_ENDED] = { "any_ended", SLOT_FLAG, NULL },
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

static void records_made_from(const struct made_from *m, const struct dated *items, size_t n,
			      struct digester *d)
{
	for (size_t i = 0; i < n; i++)
		if (items[i].by)
			digest_record(d, m, items[i].by->notice);
}

static void history_made_from(const struct made_from *m, size_t i, struct digester *d)
{
	const struct content *c = m->ctx->content;
	const struct list_outline *l = &m->ctx->outline->lists.items[i];

	digest_list(d, m, l);
	digest_days(d, l);
	for (size_t k = 0; k < l->notices.n; k++)
		digest_record(d, m, l->notices.items[k]);
	for (size_t k = 0; k < c->rules.n; k++) { /* which may have included members */
		const struct notice *by = content_notice(c, c->rules.items[k].by);

		if (by)
			digest_record(d, m, by);
	}
	for (size_t k = 0; k < l->roster->members.n; k++) {
		const struct standing *s = l->roster->members.items[k]->who;

		records_made_from(m, s->names.items, s->names.n, d);
		records_made_from(m, s->places.items, s->places.n, d);
		records_made_from(m, s->industries.items, s->industries.n, d);
	}
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
	n = fill_versions(p, &frame[HISTORY_VERSIONS], l);
	value_text(&frame[HISTORY_COUNT], page_printf(p, "%zu", n));
	value_flag(&frame[HISTORY_ANY_ENDED], fill_year_ends(p, &frame[HISTORY_YEAR_ENDS], l));
	template_render(t->page, frame, out);
}

const struct page_kind page_history = {
	.template = "pages/history",
	.shape = &history_shape,
	.count = history_count,
	.address = history_address,
	.origin = history_origin,
	.made_from = history_made_from,
	.render = history_render,
};
