/* A region: its lists, its notices, whom to ask, which text governs it, what lies below it. */
#include "pages/address.h"
#include "pages/layout.h"
#include "pages/made_from.h"
#include "pages/parts.h"
#include "pages/rules_group.h"
#include "pages/words.h"
#include "pages/years.h"

/* ---- its lists ---- */

enum { LIST_LINK, LIST_COUNT, LIST_UPDATED, LIST_SLOTS };
static const struct shape list_shape = {
	.name = "list of the region",
	.n = LIST_SLOTS,
	.slots = {
		[LIST_LINK] = { "list", SLOT_GROUP, &link_shape },
		[LIST_COUNT] = { "count", SLOT_TEXT, NULL },
		[LIST_UPDATED] = { "notice", SLOT_GROUP, &notice_item_shape }, /* the latest that has rows on it */
	},
};

static void fill_lists(const struct page *p, struct value *v, const struct region_outline *r)
{
	struct value *items = page_frames(p, r->lists.n, LIST_SLOTS);

	for (size_t i = 0; i < r->lists.n; i++) {
		const struct list_outline *l = r->lists.items[i];
		struct value *frame = items + i * LIST_SLOTS, *latest = page_frames(p, 1, ITEM_SLOTS);

		fill_list_link(p, &frame[LIST_LINK], l->roster->id);
		value_text(&frame[LIST_COUNT],
			   page_printf(p, "%zu", roster_count(l->roster, p->ctx->registry->as_of)));
		if (!l->notices.n)
			continue;
		fill_notice_item(p, latest, l->notices.items[0]);
		value_group(&frame[LIST_UPDATED], latest);
	}
	fill_list(p, v, items, r->lists.n, LIST_SLOTS);
}

static void fill_all_years(const struct page *p, struct value *v, const struct region_outline *r)
{
	const struct roster **lists = arena_calloc(p->arena, r->lists.n, sizeof(*lists));

	for (size_t i = 0; i < r->lists.n; i++)
		lists[i] = r->lists.items[i]->roster;
	fill_years(p, v, lists, r->lists.n);
}

/* ---- its notices, type by type ---- */

enum { FEW = 6 }; /* of a type; the others are in the index */

enum { TYPE_NAME, TYPE_NOTICES, TYPE_MORE, TYPE_SLOTS };
static const struct shape type_shape = {
	.name = "notices of a type",
	.n = TYPE_SLOTS,
	.slots = {
		[TYPE_NAME] = { "type_name", SLOT_TEXT, NULL },
		[TYPE_NOTICES] = { "notices", SLOT_LIST, &notice_item_shape },
		[TYPE_MORE] = { "more", SLOT_TEXT, NULL }, /* how many more; empty: none */
	},
};

static void fill_type(const struct page *p, struct value *frame, const struct region_outline *r,
		      int type)
{
	const struct notice *few[FEW];
	size_t n = 0;

	for (size_t i = 0; i < r->notices.n; i++) {
		if (r->notices.items[i]->type != type)
			continue;
		if (n < FEW)
			few[n] = r->notices.items[i];
		n++;
	}
	value_text(&frame[TYPE_NAME], word_notice_type(type));
	fill_notice_items(p, &frame[TYPE_NOTICES], few, n < FEW ? n : FEW);
	if (n > FEW)
		value_text(&frame[TYPE_MORE], page_printf(p, "%zu", n - FEW));
}

static bool has_type(const struct region_outline *r, int type)
{
	for (size_t i = 0; i < r->notices.n; i++)
		if (r->notices.items[i]->type == type)
			return true;
	return false;
}

static void fill_types(const struct page *p, struct value *v, const struct region_outline *r)
{
	/* What a citizen may act on, or looks for, comes first. */
	static const int order[] = { NOTICE_PROPOSAL, NOTICE_LIST,	  NOTICE_REMOVAL,
				     NOTICE_CHANGE,   NOTICE_CORRECTION,  NOTICE_REVIEW,
				     NOTICE_FINDING,  NOTICE_SANCTION,	  NOTICE_ASSESSMENT,
				     NOTICE_CALL,     NOTICE_CULTIVATION, NOTICE_RECOMMEND,
				     NOTICE_RULES,    NOTICE_OTHER };
	struct value *items = page_frames(p, ARRAY_LEN(order), TYPE_SLOTS);
	size_t n = 0;

	_Static_assert(ARRAY_LEN(order) == NOTICE_TYPES - 1, "all types");
	for (size_t i = 0; i < ARRAY_LEN(order); i++)
		if (has_type(r, order[i]))
			fill_type(p, items + n++ * TYPE_SLOTS, r, order[i]);
	fill_list(p, v, items, n, TYPE_SLOTS);
}

/* ---- whom to ask ---- */

enum { AUTHORITY_NAME, AUTHORITY_LEAD, AUTHORITY_CONTACTS, AUTHORITY_SLOTS };
static const struct shape authority_shape = {
	.name = "authority",
	.n = AUTHORITY_SLOTS,
	.slots = {
		[AUTHORITY_NAME] = { "name", SLOT_TEXT, NULL },
		[AUTHORITY_LEAD] = { "lead", SLOT_FLAG, NULL },
		[AUTHORITY_CONTACTS] = { "contacts", SLOT_LIST, &contact_shape },
	},
};

static void fill_authorities(const struct page *p, struct value *v, const struct region *r)
{
	struct value *items = page_frames(p, r->authorities.n, AUTHORITY_SLOTS);

	for (size_t i = 0; i < r->authorities.n; i++) {
		const struct authority *a = &r->authorities.items[i];
		struct value *frame = items + i * AUTHORITY_SLOTS;
		struct value *contacts = page_frames(p, a->contacts.n, CONTACT_SLOTS);

		for (size_t k = 0; k < a->contacts.n; k++)
			fill_contact(p, contacts + k * CONTACT_SLOTS, &a->contacts.items[k], NULL);
		value_text(&frame[AUTHORITY_NAME], a->name);
		value_flag(&frame[AUTHORITY_LEAD], a->lead);
		fill_list(p, &frame[AUTHORITY_CONTACTS], contacts, a->contacts.n, CONTACT_SLOTS);
	}
	fill_list(p, v, items, r->authorities.n, AUTHORITY_SLOTS);
}

/* ---- the page ---- */

enum {
	REGION_PAGE,
	REGION_NAME,
	REGION_LEVEL,
	REGION_NOTE,
	REGION_FROM,
	REGION_UNTIL,
	REGION_SUCCESSOR,
	REGION_BY,
	REGION_LISTS,
	REGION_YEARS,
	REGION_TYPES,
	REGION_NOTICES,
	REGION_AUTHORITIES,
	REGION_RULES,
	REGION_BELOW,
	REGION_HAS_BELOW,
	REGION_REMOVALS,
	REGION_ENTITIES,
	REGION_REPORT,
	REGION_FEED,
	REGION_CALENDAR,
	REGION_SLOTS
};

static const struct shape region_shape = {
	.name = "region",
	.n = REGION_SLOTS,
	.slots = {
		[REGION_PAGE] = LAYOUT_SLOT,
		[REGION_NAME] = { "name", SLOT_TEXT, NULL },
		[REGION_LEVEL] = { "level", SLOT_TEXT, NULL },
		[REGION_NOTE] = { "note", SLOT_TEXT, NULL },
		[REGION_FROM] = { "from", SLOT_GROUP, &date_shape },
		[REGION_UNTIL] = { "until", SLOT_GROUP, &date_shape },
		[REGION_SUCCESSOR] = { "successor", SLOT_GROUP, &link_shape },
		[REGION_BY] = { "by", SLOT_GROUP, &link_shape },
		[REGION_LISTS] = { "lists", SLOT_LIST, &list_shape },
		[REGION_YEARS] = { "years", SLOT_GROUP, &years_shape },
		[REGION_TYPES] = { "types", SLOT_LIST, &type_shape },
		[REGION_NOTICES] = { "all_notices", SLOT_TEXT, NULL },
		[REGION_AUTHORITIES] = { "authorities", SLOT_LIST, &authority_shape },
		[REGION_RULES] = { "rules", SLOT_GROUP, &rules_shape },
		[REGION_BELOW] = { "below", SLOT_LIST, &link_shape },
		[REGION_HAS_BELOW] = { "has_below", SLOT_FLAG, NULL },
		[REGION_REMOVALS] = { "removals", SLOT_TEXT, NULL }, /* empty: none, as the others */
		[REGION_ENTITIES] = { "entities", SLOT_TEXT, NULL },
		[REGION_REPORT] = { "report", SLOT_TEXT, NULL },
		[REGION_FEED] = { "feed", SLOT_TEXT, NULL },
		[REGION_CALENDAR] = { "calendar", SLOT_TEXT, NULL },
	},
};

static void fill_facts(const struct page *p, struct value *frame, const struct region *r)
{
	const struct content *c = p->ctx->content;

	value_text(&frame[REGION_NAME], r->name);
	value_text(&frame[REGION_LEVEL], word_level(r->level));
	value_text(&frame[REGION_NOTE], r->note);
	fill_date(p, &frame[REGION_FROM], r->from);
	fill_date(p, &frame[REGION_UNTIL], r->until);
	fill_region_link(p, &frame[REGION_SUCCESSOR], content_region(c, r->successor));
	fill_notice_link(p, &frame[REGION_BY], content_notice(c, r->by));
	value_text(&frame[REGION_NOTICES], link_notices(p, r));
}

static void fill_ways(const struct page *p, struct value *frame, const struct region_outline *r)
{
	value_text(&frame[REGION_REMOVALS], link_region_removals(p, r->region));
	if (r->entities_below)
		value_text(&frame[REGION_ENTITIES], link_region_entities(p, r->region));
	value_text(&frame[REGION_REPORT], link_report(p, r->region));
	value_text(&frame[REGION_FEED], link_region_feed(p, r->region));
	value_text(&frame[REGION_CALENDAR], link_region_calendar(p, r->region));
}

static size_t region_count(const struct page_context *ctx)
{
	return ctx->outline->regions.n;
}

static void region_address(const struct page_context *ctx, size_t i, struct buf *out)
{
	address_region(out, ctx->outline->regions.items[i].region);
}

static const char *region_origin(const struct page_context *ctx, size_t i)
{
	return ctx->outline->regions.items[i].region->path;
}

static void region_made_from(const struct made_from *m, size_t i, struct digester *d)
{
	const struct region_outline *r = &m->ctx->outline->regions.items[i];

	digest_digest(d, m->calls);
	digest_digest(d, m->contacts);
	digest_number(d, m->ctx->registry->as_of); /* its rules as of the day */
	digest_all_said(d, m, r->notices.items, r->notices.n);
	for (size_t k = 0; k < r->lists.n; k++)
		digest_list(d, m, r->lists.items[k]);
}

static void region_render(const struct page *p, size_t i, const struct page_templates *t,
			  struct buf *out)
{
	const struct region_outline *r = &p->ctx->outline->regions.items[i];
	struct value *frame = page_frames(p, 1, REGION_SLOTS);

	fill_layout(p, &frame[REGION_PAGE],
		    &(struct layout){
			    .title = r->region->name,
			    .description = page_printf(p, "%s的绿色制造名单、文告、主管部门和适用规则",
						       r->region->name),
			    .region = r->region,
			    .is_region = true,
			    .feed = link_region_feed(p, r->region),
			    .column_name = r->region->name,
			    .column_type = "信息公开" });
	fill_facts(p, frame, r->region);
	fill_ways(p, frame, r);
	fill_lists(p, &frame[REGION_LISTS], r);
	fill_all_years(p, &frame[REGION_YEARS], r);
	fill_types(p, &frame[REGION_TYPES], r);
	fill_authorities(p, &frame[REGION_AUTHORITIES], r->region);
	fill_rules(p, &frame[REGION_RULES], r->region);
	fill_regions_below(p, &frame[REGION_BELOW], r);
	value_flag(&frame[REGION_HAS_BELOW], r->children.n);
	template_render(t->page, frame, out);
}

const struct page_kind page_region = {
	.template = "pages/region",
	.shape = &region_shape,
	.count = region_count,
	.address = region_address,
	.origin = region_origin,
	.made_from = region_made_from,
	.render = region_render,
};
