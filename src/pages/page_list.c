/* A list as its notices have made it: who is on it, who is on the way to it, who has left it. */
#include "pages/address.h"
#include "pages/layout.h"
#include "pages/made_from.h"
#include "pages/list_rows.h"
#include "pages/parts.h"
#include "pages/years.h"

/* ---- the page ---- */

enum {
	LIST_PAGE,
	LIST_TITLE,
	LIST_LABEL,
	LIST_REGION,
	LIST_OWNER,
	LIST_RULES,
	LIST_VERB,
	LIST_HISTORY,
	LIST_REMOVALS,
	LIST_REPORT,
	LIST_CSV,
	LIST_XLSX,
	LIST_JSON,
	LIST_CHANGES,
	LIST_FEED,
	LIST_COUNT,
	LIST_REFERENCED,
	LIST_HAS_INDUSTRY,
	LIST_HAS_RANK,
	LIST_MEMBERS,
	LIST_PROPOSED,
	LIST_HAS_PROPOSED,
	LIST_RECOMMENDED,
	LIST_HAS_RECOMMENDED,
	LIST_CANDIDATES,
	LIST_HAS_CANDIDATES,
	LIST_FORMER,
	LIST_HAS_FORMER,
	LIST_YEARS,
	LIST_NOTICES,
	LIST_SLOTS
};

static const struct shape list_shape = {
	.name = "list",
	.n = LIST_SLOTS,
	.slots = {
		[LIST_PAGE] = LAYOUT_SLOT,
		[LIST_TITLE] = { "title", SLOT_TEXT, NULL },
		[LIST_LABEL] = { "label", SLOT_TEXT, NULL },
		[LIST_REGION] = { "region", SLOT_GROUP, &link_shape },
		[LIST_OWNER] = { "owner", SLOT_TEXT, NULL },
		[LIST_RULES] = { "rules", SLOT_GROUP, &link_shape },
		[LIST_VERB] = { "verb", SLOT_TEXT, NULL }, /* 移出, 取消资格 */
		[LIST_HISTORY] = { "history", SLOT_TEXT, NULL },
		[LIST_REMOVALS] = { "removals", SLOT_TEXT, NULL }, /* of the region; empty: none */
		[LIST_CSV] = { "csv", SLOT_TEXT, NULL },
		[LIST_XLSX] = { "xlsx", SLOT_TEXT, NULL },
		[LIST_JSON] = { "json", SLOT_TEXT, NULL },
		[LIST_CHANGES] = { "changes", SLOT_TEXT, NULL },
		[LIST_FEED] = { "feed", SLOT_TEXT, NULL },
		[LIST_REPORT] = { "report", SLOT_TEXT, NULL },
		[LIST_COUNT] = { "count", SLOT_TEXT, NULL },
		[LIST_REFERENCED] = { "referenced", SLOT_TEXT, NULL }, /* members by reference only; empty: none */
		[LIST_HAS_INDUSTRY] = { "has_industry", SLOT_FLAG, NULL },
		[LIST_HAS_RANK] = { "has_rank", SLOT_FLAG, NULL },
		[LIST_MEMBERS] = { "members", SLOT_LIST, &member_shape },
		[LIST_PROPOSED] = { "proposed", SLOT_LIST, &coming_shape },
		[LIST_HAS_PROPOSED] = { "has_proposed", SLOT_FLAG, NULL },
		[LIST_RECOMMENDED] = { "recommended", SLOT_LIST, &coming_shape },
		[LIST_HAS_RECOMMENDED] = { "has_recommended", SLOT_FLAG, NULL },
		[LIST_CANDIDATES] = { "candidates", SLOT_LIST, &coming_shape },
		[LIST_HAS_CANDIDATES] = { "has_candidates", SLOT_FLAG, NULL },
		[LIST_FORMER] = { "former", SLOT_LIST, &former_shape },
		[LIST_HAS_FORMER] = { "has_former", SLOT_FLAG, NULL },
		[LIST_YEARS] = { "years", SLOT_GROUP, &years_shape },
		[LIST_NOTICES] = { "notices", SLOT_LIST, &notice_item_shape },
	},
};

static void fill_about(const struct page *p, struct value *frame, const struct list_outline *l)
{
	value_text(&frame[LIST_TITLE], l->title);
	value_text(&frame[LIST_LABEL], l->label);
	fill_region_link(p, &frame[LIST_REGION], l->roster->region);
	value_text(&frame[LIST_OWNER], l->owner ? l->owner->name : NULL);
	if (l->rules)
		fill_link(p, &frame[LIST_RULES], link_rules(p, l->rules->id), l->rules->title);
	value_text(&frame[LIST_VERB], removal_verb(p, l->roster->id, p->ctx->registry->as_of));
	value_text(&frame[LIST_HISTORY], link_history(p, l->roster->id));
	value_text(&frame[LIST_REMOVALS], link_region_removals(p, l->roster->region));
	value_text(&frame[LIST_REPORT], link_report(p, l->roster->region));
}

static void fill_files(const struct page *p, struct value *frame, const char *list)
{
	value_text(&frame[LIST_CSV], link_list_file(p, list, "list.csv"));
	value_text(&frame[LIST_XLSX], link_list_file(p, list, "list.xlsx"));
	value_text(&frame[LIST_JSON], link_list_file(p, list, "list.json"));
	value_text(&frame[LIST_CHANGES], link_list_file(p, list, "changes.jsonl"));
	value_text(&frame[LIST_FEED], link_list_file(p, list, "feed.atom"));
}

static void fill_counts(const struct page *p, struct value *frame, const struct list_rows *members)
{
	value_text(&frame[LIST_COUNT], page_printf(p, "%zu", members->n));
	if (members->referenced)
		value_text(&frame[LIST_REFERENCED], page_printf(p, "%zu", members->referenced));
	value_flag(&frame[LIST_HAS_INDUSTRY], members->has_industry);
	value_flag(&frame[LIST_HAS_RANK], members->has_rank);
}

static void fill_rows(struct value *list, struct value *has, list_next_fn *next,
		      struct list_rows *rows)
{
	value_list(list, next, rows);
	value_flag(has, rows->n);
}

static size_t list_count(const struct page_context *ctx)
{
	return ctx->outline->lists.n;
}

static void list_address(const struct page_context *ctx, size_t i, struct buf *out)
{
	const struct roster *l = ctx->outline->lists.items[i].roster;

	address_list(out, l->region, l->category);
}

static const char *list_origin(const struct page_context *ctx, size_t i)
{
	return ctx->outline->lists.items[i].roster->id;
}

static void list_made_from(const struct made_from *m, size_t i, struct digester *d)
{
	digest_list(d, m, &m->ctx->outline->lists.items[i]);
}

static void list_render(const struct page *p, size_t i, const struct page_templates *t,
			struct buf *out)
{
	const struct list_outline *l = &p->ctx->outline->lists.items[i];
	struct list_rows members = list_members(p, l->roster, p->ctx->registry->as_of),
			 former = list_former(p, l->roster);
	struct list_rows proposed = list_coming(p, l->roster, STAGE_PROPOSED);
	struct list_rows recommended = list_coming(p, l->roster, STAGE_RECOMMENDED);
	struct list_rows candidates = list_coming(p, l->roster, STAGE_CANDIDATE);
	struct value *frame = page_frames(p, 1, LIST_SLOTS);

	fill_layout(p, &frame[LIST_PAGE],
		    &(struct layout){
			    .title = l->title,
			    .here = page_printf(p, "%s名单", l->label),
			    .description = page_printf(p, "%s：现有成员、曾列入的单位及所依据的文告",
						       l->title),
			    .region = l->roster->region,
			    .feed = link_list_file(p, l->roster->id, "feed.atom"),
			    .column_name = l->title,
			    .column_type = "名单公布" });
	fill_about(p, frame, l);
	fill_files(p, frame, l->roster->id);
	fill_counts(p, frame, &members);
	value_list(&frame[LIST_MEMBERS], next_member, &members);
	fill_rows(&frame[LIST_PROPOSED], &frame[LIST_HAS_PROPOSED], next_coming, &proposed);
	fill_rows(&frame[LIST_RECOMMENDED], &frame[LIST_HAS_RECOMMENDED], next_coming, &recommended);
	fill_rows(&frame[LIST_CANDIDATES], &frame[LIST_HAS_CANDIDATES], next_coming, &candidates);
	fill_rows(&frame[LIST_FORMER], &frame[LIST_HAS_FORMER], next_former, &former);
	fill_years(p, &frame[LIST_YEARS], &l->roster, 1);
	fill_notice_items(p, &frame[LIST_NOTICES], l->notices.items, l->notices.n);
	template_render(t->page, frame, out);
}

const struct page_kind page_list = {
	.template = "pages/list",
	.shape = &list_shape,
	.count = list_count,
	.address = list_address,
	.origin = list_origin,
	.made_from = list_made_from,
	.render = list_render,
};
