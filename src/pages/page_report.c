/*
 * How to report (举报) to one authority. The page is the same for every
 * company: it has no script, no form, no subject filled in beforehand, and
 * nothing on it comes from or leads to another site.
 */
#include "pages/address.h"
#include "pages/layout.h"
#include "pages/made_from.h"
#include "pages/parts.h"
#include "pages/report_clause.h"

enum {
	REPORT_PAGE,
	REPORT_AUTHORITY,
	REPORT_REGION,
	REPORT_INSTEAD,
	REPORT_SAID,
	REPORT_CLAUSE,
	REPORT_WHOSE,
	REPORT_OTHERS,
	REPORT_HAS_OTHERS,
	REPORT_CONTACTS,
	REPORT_HAS_CONTACTS,
	REPORT_FOR_REPORTS,
	REPORT_INDEX,
	REPORT_SLOTS
};

static const struct shape report_shape = {
	.name = "report",
	.n = REPORT_SLOTS,
	.slots = {
		[REPORT_PAGE] = LAYOUT_SLOT,
		[REPORT_AUTHORITY] = { "authority", SLOT_TEXT, NULL },
		[REPORT_REGION] = { "region", SLOT_GROUP, &link_shape },
		[REPORT_INSTEAD] = { "instead", SLOT_GROUP, &link_shape }, /* who takes reports in its stead */
		[REPORT_SAID] = { "said", SLOT_FLAG, NULL }, /* the text says to whom */
		[REPORT_CLAUSE] = { "clause", SLOT_GROUP, &report_clause_shape }, /* absent: no text on record */
		[REPORT_WHOSE] = { "whose", SLOT_GROUP, &link_shape }, /* the text's region; absent: its own */
		[REPORT_OTHERS] = { "others", SLOT_LIST, &report_clause_shape },
		[REPORT_HAS_OTHERS] = { "has_others", SLOT_FLAG, NULL },
		[REPORT_CONTACTS] = { "contacts", SLOT_LIST, &contact_shape },
		[REPORT_HAS_CONTACTS] = { "has_contacts", SLOT_FLAG, NULL },
		[REPORT_FOR_REPORTS] = { "for_reports", SLOT_FLAG, NULL }, /* one of them is for reports */
		[REPORT_INDEX] = { "index", SLOT_TEXT, NULL },
	},
};

struct contacts {
	struct value *items;
	size_t n;
};

static bool add_contacts(const struct page *p, struct contacts *out, const struct authority *a,
			 int use)
{
	bool added = false;

	for (size_t i = 0; i < a->contacts.n; i++) {
		if (a->contacts.items[i].use != use)
			continue;
		fill_contact(p, out->items + out->n++ * CONTACT_SLOTS, &a->contacts.items[i], NULL);
		added = true;
	}
	return added;
}

/* What is published for reports, else in general; where discipline is watched in any case. */
static void fill_contacts(const struct page *p, struct value *frame, const struct authority *a)
{
	struct contacts found = { page_frames(p, a->contacts.n, CONTACT_SLOTS), 0 };
	bool for_reports = add_contacts(p, &found, a, CONTACT_REPORT);

	if (!for_reports)
		add_contacts(p, &found, a, CONTACT_GENERAL);
	add_contacts(p, &found, a, CONTACT_DISCIPLINE);
	value_flag(&frame[REPORT_FOR_REPORTS], for_reports);
	value_flag(&frame[REPORT_HAS_CONTACTS], found.n > 0);
	fill_list(p, &frame[REPORT_CONTACTS], found.items, found.n, CONTACT_SLOTS);
}

static void fill_texts_of(const struct page *p, struct value *frame, const struct region_outline *r)
{
	const struct content *c = p->ctx->content;
	const struct rules *rules = r->report_rules;

	fill_report_clause(p, &frame[REPORT_CLAUSE], rules, r);
	fill_report_others(p, &frame[REPORT_OTHERS], rules, r);
	if (rules && content_region(c, rules->region) != r->region)
		fill_region_link(p, &frame[REPORT_WHOSE], content_region(c, rules->region));
	value_flag(&frame[REPORT_SAID], rules && rules->terms.reports && rules->terms.reports->to.n);
	value_flag(&frame[REPORT_HAS_OTHERS],
		   rules && rules->rests_on.n &&
			   (!rules->terms.reports ||
			    rules->terms.reports->clause.status != CLAUSE_STATED));
}

/* ---- one for each region that has an authority ---- */

static size_t report_count(const struct page_context *ctx)
{
	size_t n = 0;

	for (size_t i = 0; i < ctx->outline->regions.n; i++)
		n += region_lead(ctx->outline->regions.items[i].region) != NULL;
	return n;
}

static const struct region_outline *region_with_authority(const struct page_context *ctx, size_t i)
{
	for (size_t k = 0; k < ctx->outline->regions.n; k++)
		if (region_lead(ctx->outline->regions.items[k].region) && i-- == 0)
			return &ctx->outline->regions.items[k];
	return NULL;
}

static void report_address(const struct page_context *ctx, size_t i, struct buf *out)
{
	address_report(out, region_lead(region_with_authority(ctx, i)->region)->id);
}

static const char *report_origin(const struct page_context *ctx, size_t i)
{
	return region_with_authority(ctx, i)->region->path;
}

static void report_made_from(const struct made_from *m, size_t i, struct digester *d)
{
	digest_text(d, region_with_authority(m->ctx, i)->region->code);
	digest_digest(d, m->calls);
	digest_digest(d, m->contacts);
	digest_number(d, m->ctx->registry->as_of);
}

static void report_render(const struct page *p, size_t i, const struct page_templates *t,
			  struct buf *out)
{
	const struct region_outline *r = region_with_authority(p->ctx, i);
	const struct authority *a = region_lead(r->region);
	struct value *frame = page_frames(p, 1, REPORT_SLOTS);

	fill_layout(p, &frame[REPORT_PAGE],
		    &(struct layout){
			    .title = page_printf(p, "举报须知（%s）", a->name),
			    .here = "举报须知",
			    .description = page_printf(
				    p, "向%s举报名单单位或者第三方评价机构：向谁、要有什么、之后怎样",
				    a->name),
			    .region = r->region,
			    .column_name = "举报须知",
			    .column_type = "互动交流" });
	value_text(&frame[REPORT_AUTHORITY], a->name);
	fill_region_link(p, &frame[REPORT_REGION], r->region);
	if (r->reports && r->reports != a)
		fill_link(p, &frame[REPORT_INSTEAD], link_authority(p, r->reports), r->reports->name);
	fill_texts_of(p, frame, r);
	fill_contacts(p, frame, a);
	value_text(&frame[REPORT_INDEX], link_address(p, ADDRESS_REPORTS));
	template_render(t->page, frame, out);
}

const struct page_kind page_report = {
	.template = "pages/report",
	.shape = &report_shape,
	.count = report_count,
	.address = report_address,
	.origin = report_origin,
	.made_from = report_made_from,
	.render = report_render,
};
