/* All third-party assessors that a notice names and the portal has on record. */
#include "pages/address.h"
#include "pages/layout.h"
#include "pages/made_from.h"
#include "pages/parts.h"

enum { ITEM_LINK, ITEM_COUNT, ITEM_BARRED, ITEM_MEMBERS };
static const struct shape item_shape = {
	.name = "assessor",
	.n = ITEM_MEMBERS,
	.slots = {
		[ITEM_LINK] = { "assessor", SLOT_GROUP, &link_shape },
		[ITEM_COUNT] = { "count", SLOT_TEXT, NULL },
		[ITEM_BARRED] = { "barred", SLOT_FLAG, NULL },
	},
};

enum { ASSESSORS_PAGE, ASSESSORS_ITEMS, ASSESSORS_ANY, ASSESSORS_SLOTS };
static const struct shape assessors_shape = {
	.name = "assessors",
	.n = ASSESSORS_SLOTS,
	.slots = {
		[ASSESSORS_PAGE] = LAYOUT_SLOT,
		[ASSESSORS_ITEMS] = { "assessors", SLOT_LIST, &item_shape },
		[ASSESSORS_ANY] = { "any", SLOT_FLAG, NULL },
	},
};

static bool is_barred(const struct registry *r, const struct assessor *a)
{
	for (size_t i = 0; i < r->bars.n; i++) {
		const struct bar *b = &r->bars.items[i];

		if (b->assessor == a && b->from <= r->as_of && r->as_of <= b->until &&
		    b->void_from > r->as_of)
			return true;
	}
	return false;
}

static size_t assessors_count(const struct page_context *ctx)
{
	(void)ctx;
	return 1;
}

static void assessors_address(const struct page_context *ctx, size_t i, struct buf *out)
{
	(void)ctx, (void)i;
	buf_add_str(out, ADDRESS_ASSESSORS);
}

static const char *assessors_origin(const struct page_context *ctx, size_t i)
{
	(void)ctx, (void)i;
	return "templates/pages/assessors.html";
}

static void assessors_made_from(const struct made_from *m, size_t i, struct digester *d)
{
	const struct outline *o = m->ctx->outline;

	(void)i;
	for (size_t k = 0; k < o->assessors.n; k++) {
		const struct assessor_outline *a = &o->assessors.items[k];

		digest_text(d, a->assessor->id);
		digest_text(d, a->assessor->name);
		digest_number(d, (int64_t)a->evaluations.n);
		digest_number(d, is_barred(m->ctx->registry, a->assessor));
	}
}

static void assessors_render(const struct page *p, size_t i, const struct page_templates *t,
			     struct buf *out)
{
	const struct outline *o = p->ctx->outline;
	struct value *items = page_frames(p, o->assessors.n, ITEM_MEMBERS);
	struct value frame[ASSESSORS_SLOTS] = { 0 };

	(void)i;
	for (size_t k = 0; k < o->assessors.n; k++) {
		const struct assessor_outline *a = &o->assessors.items[k];
		struct value *item = items + k * ITEM_MEMBERS;

		fill_link(p, &item[ITEM_LINK], link_assessor(p, a->assessor->id), a->assessor->name);
		value_text(&item[ITEM_COUNT], page_printf(p, "%zu", a->evaluations.n));
		value_flag(&item[ITEM_BARRED], is_barred(p->ctx->registry, a->assessor));
	}
	fill_layout(p, &frame[ASSESSORS_PAGE],
		    &(struct layout){ .title = "第三方评价机构",
				      .description = "已公布的名单上印出的第三方评价机构和有关通报",
				      .column_name = "第三方评价机构",
				      .column_type = "信息公开" });
	fill_list(p, &frame[ASSESSORS_ITEMS], items, o->assessors.n, ITEM_MEMBERS);
	value_flag(&frame[ASSESSORS_ANY], o->assessors.n);
	template_render(t->page, frame, out);
}

const struct page_kind page_assessors = {
	.template = "pages/assessors",
	.shape = &assessors_shape,
	.count = assessors_count,
	.address = assessors_address,
	.origin = assessors_origin,
	.made_from = assessors_made_from,
	.render = assessors_render,
};
