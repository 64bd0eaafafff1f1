/* The history of a list: each of its versions, by which notices it came about, who came, left, changed name. */
#include <stdlib.h>
#include <string.h>

#include "pages/address.h"
#include "pages/layout.h"
#include "pages/made_from.h"
#include "pages/parts.h"
#include "pages/record.h"
#include "register/deltas.h"

/* ---- one change ---- */

enum { CHANGE_NAME, CHANGE_HREF, CHANGE_BEFORE, CHANGE_HOW, CHANGE_SLOTS };
static const struct shape change_shape = {
	.name = "change",
	.n = CHANGE_SLOTS,
	.slots = {
		[CHANGE_NAME] = { "name", SLOT_TEXT, NULL }, /* on that day */
		[CHANGE_HREF] = { "href", SLOT_TEXT, NULL },
		[CHANGE_BEFORE] = { "before", SLOT_TEXT, NULL }, /* the name until then */
		[CHANGE_HOW] = { "how", SLOT_TEXT, NULL }, /* 移出, 由某单位承继; 所在地由甲变为乙 */
	},
};

struct run { /* changes of one kind on one day */
	const struct page *page;
	const struct delta *items;
	size_t n;
};

static const char *how_left(const struct page *p, const struct delta *d)
{
	const struct event *by = d->spell->removed;
	const struct standing *heir;

	if (!by)
		return "列入依据终止";
	if (by->action == ACTION_REMOVE)
		return removal_verb(p, by->list, by->day);
	if (by->action != ACTION_SUCCEED)
		return NULL;
	heir = outline_entity(p->ctx->outline, by->row->more->to);
	return heir ? page_printf(p, "由%s承继", standing_name(heir, d->day)) : NULL;
}

static const char *from_to(const struct page *p, const char *what, const char *from, const char *to)
{
	if (strcmp(or_empty(from), or_empty(to)) == 0)
		return NULL;
	return page_printf(p, "%s由%s变为%s", what, from ? from : "未载", to ? to : "未载");
}

static const char *bases_text(const struct page *p, const struct strings *bases)
{
	const char *text = "";

	for (size_t i = 0; i < bases->n; i++) {
		const struct list_outline *l = outline_list(p->ctx->outline, bases->items[i]);

		text = page_join(p, text, "、",
				 l ? page_printf(p, "随%s", l->title)
				 : strcmp(bases->items[i], "own") == 0 ? "本级列入"
								       : bases->items[i]);
	}
	return text;
}

static const char *how_altered(const struct page *p, const struct delta *d)
{
	const char *place = from_to(p, "所在地", place_name(p, d->before.place, NULL),
				    place_name(p, d->after.place, NULL));
	const char *industry = from_to(p, "行业", d->before.industry, d->after.industry);
	const char *bases = from_to(p, "列入方式", bases_text(p, &d->before.bases),
				    bases_text(p, &d->after.bases));

	return page_join(p, page_join(p, place, "；", industry), "；", bases);
}

static bool next_change(void *ctx, size_t index, struct value *frame)
{
	const struct run *run = ctx;
	struct page row = page_row(run->page);
	const struct delta *d;

	memset(frame, 0, CHANGE_SLOTS * sizeof(*frame));
	if (index >= run->n)
		return false;
	d = &run->items[index];
	value_text(&frame[CHANGE_NAME], d->kind == DELTA_REMOVED ? d->before.name : d->after.name);
	value_text(&frame[CHANGE_HREF], link_entity(&row, d->member->who->entity->id));
	if (d->kind == DELTA_RENAMED)
		value_text(&frame[CHANGE_BEFORE], d->before.name);
	else if (d->kind == DELTA_REMOVED)
		value_text(&frame[CHANGE_HOW], how_left(&row, d));
	else if (d->kind == DELTA_ALTERED)
		value_text(&frame[CHANGE_HOW], how_altered(&row, d));
	return true;
}

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
static void fill_version(const struct page *p, struct value *frame, const struct delta *items,
			 size_t n, size_t *total)
{
	size_t entered = fill_group(p, &frame[VERSION_ENTERED], items, n, DELTA_ENTERED);
	size_t left = fill_group(p, &frame[VERSION_LEFT], items, n, DELTA_REMOVED);

	fill_group(p, &frame[VERSION_RENAMED], items, n, DELTA_RENAMED);
	fill_group(p, &frame[VERSION_ALTERED], items, n, DELTA_ALTERED);
	fill_notices(p, &frame[VERSION_NOTICES], items, n);
	fill_date(p, &frame[VERSION_DAY], items[0].day);
	*total += entered - left;
	value_text(&frame[VERSION_TOTAL], page_printf(p, "%zu", *total));
}

/* Newest first; the deltas are oldest first. Returns how many. */
static size_t fill_versions(const struct page *p, struct value *v, const struct roster *l)
{
	struct deltas d = list_deltas(p->ctx->registry, l, p->arena);
	size_t n = 0, total = 0;
	struct value *items;

	for (size_t i = 0; i < d.n; i++)
		n += !i || d.items[i].day != d.items[i - 1].day;
	items = page_frames(p, n, VERSION_SLOTS);
	for (size_t k = n, first = 0, end; k-- > 0; first = end) {
		for (end = first; end < d.n && d.items[end].day == d.items[first].day;)
			end++;
		fill_version(p, items + k * VERSION_SLOTS, d.items + first, end - first, &total);
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
	.made_from = history_made_from,
	.render = history_render,
};
