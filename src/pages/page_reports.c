/* To whom one can report (举报): every authority that has a page about it. */
#include "pages/address.h"
#include "pages/layout.h"
#include "pages/made_from.h"
#include "pages/parts.h"
#include "pages/words.h"
#include "rules/rules.h"

enum {
	ITEM_AUTHORITY,
	ITEM_PLACE,
	ITEM_RULES,
	ITEM_ARTICLE,
	ITEM_OPEN,
	ITEM_CONTACT,
	ITEM_INSTEAD,
	ITEM_MEMBERS
};
static const struct shape item_shape = {
	.name = "authority",
	.n = ITEM_MEMBERS,
	.slots = {
		[ITEM_AUTHORITY] = { "authority", SLOT_GROUP, &link_shape },
		[ITEM_PLACE] = { "region", SLOT_GROUP, &link_shape },
		[ITEM_RULES] = { "rules", SLOT_GROUP, &link_shape },
		[ITEM_ARTICLE] = { "article", SLOT_TEXT, NULL },
		[ITEM_OPEN] = { "open", SLOT_TEXT, NULL },
		[ITEM_INSTEAD] = { "instead", SLOT_TEXT, NULL }, /* who takes them in its stead */
		[ITEM_CONTACT] = { "contact", SLOT_FLAG, NULL }, /* one for reports is on record */
	},
};

enum { REPORTS_PAGE, REPORTS_ITEMS, REPORTS_SLOTS };
static const struct shape reports_shape = {
	.name = "reports",
	.n = REPORTS_SLOTS,
	.slots = {
		[REPORTS_PAGE] = LAYOUT_SLOT,
		[REPORTS_ITEMS] = { "authorities", SLOT_LIST, &item_shape },
	},
};

static bool has_contact(const struct authority *a)
{
	for (size_t i = 0; i < a->contacts.n; i++)
		if (a->contacts.items[i].use == CONTACT_REPORT)
			return true;
	return false;
}

static void fill_item(const struct page *p, struct value *frame, const struct region_outline *o)
{
	const struct registry *registry = p->ctx->registry;
	const struct rules *rules = o->report_rules;
	const struct region *r = o->region;
	const struct authority *a = region_lead(r), *takes = o->reports;
	struct rule_terms terms;

	fill_link(p, &frame[ITEM_AUTHORITY], link_authority(p, a), a->name);
	fill_region_link(p, &frame[ITEM_PLACE], r);
	value_flag(&frame[ITEM_CONTACT], has_contact(a));
	if (takes && takes != a && rules && rules->terms.reports && rules->terms.reports->to.n)
		value_text(&frame[ITEM_INSTEAD], takes->name);
	if (!rules)
		return;
	terms = rules_terms(p->ctx->content, rules, registry->as_of, registry->seen, NULL);
	fill_link(p, &frame[ITEM_RULES], link_rules(p, rules->id), rules->title);
	value_text(&frame[ITEM_ARTICLE], terms.reports ? terms.reports->clause.article : NULL);
	value_text(&frame[ITEM_OPEN],
		   word_status(terms.reports ? terms.reports->clause.status : CLAUSE_UNSPECIFIED));
}

static size_t reports_count(const struct page_context *ctx)
{
	(void)ctx;
	return 1;
}

static void reports_address(const struct page_context *ctx, size_t i, struct buf *out)
{
	(void)ctx, (void)i;
	buf_add_str(out, ADDRESS_REPORTS);
}

static const char *reports_origin(const struct page_context *ctx, size_t i)
{
	(void)ctx, (void)i;
	return "templates/pages/reports.html";
}

static void reports_made_from(const struct made_from *m, size_t i, struct digester *d)
{
	(void)i;
	digest_digest(d, m->calls);
	digest_digest(d, m->contacts);
	digest_number(d, m->ctx->registry->as_of);
}

static void reports_render(const struct page *p, size_t i, const struct page_templates *t,
			   struct buf *out)
{
	const struct outline *o = p->ctx->outline;
	struct value *items = page_frames(p, o->tree.n, ITEM_MEMBERS);
	struct value frame[REPORTS_SLOTS] = { 0 };
	size_t n = 0;

	(void)i;
	for (size_t k = 0; k < o->tree.n; k++)
		if (region_lead(o->tree.items[k]->region))
			fill_item(p, items + n++ * ITEM_MEMBERS, o->tree.items[k]);
	fill_layout(p, &frame[REPORTS_PAGE],
		    &(struct layout){
			    .title = "举报须知",
			    .description = "对名单单位和第三方评价机构的举报由谁受理，各地分别说明",
			    .column_name = "举报须知",
			    .column_type = "互动交流" });
	fill_list(p, &frame[REPORTS_ITEMS], items, n, ITEM_MEMBERS);
	template_render(t->page, frame, out);
}

const struct page_kind page_reports = {
	.template = "pages/reports",
	.shape = &reports_shape,
	.count = reports_count,
	.address = reports_address,
	.origin = reports_origin,
	.made_from = reports_made_from,
	.render = reports_render,
};
