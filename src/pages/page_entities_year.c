/* Companies and parks that were first listed in a year, on whichever list. */
#include "pages/address.h"
#include "pages/entity_rows.h"
#include "pages/layout.h"
#include "pages/made_from.h"
#include "pages/parts.h"

enum { YEAR_PAGE, YEAR_TITLE, YEAR_COUNT, YEAR_ENTITIES, YEAR_INDEX, YEAR_SLOTS };
static const struct shape year_shape = {
	.name = "entities of a year",
	.n = YEAR_SLOTS,
	.slots = {
		[YEAR_PAGE] = LAYOUT_SLOT,
		[YEAR_TITLE] = { "title", SLOT_TEXT, NULL },
		[YEAR_COUNT] = { "count", SLOT_TEXT, NULL }, /* empty: none */
		[YEAR_ENTITIES] = { "entities", SLOT_LIST, &entity_row_shape },
		[YEAR_INDEX] = { "index", SLOT_TEXT, NULL },
	},
};

static size_t year_count(const struct page_context *ctx)
{
	return ctx->outline->years.n;
}

static void year_address(const struct page_context *ctx, size_t i, struct buf *out)
{
	address_year_entities(out, ctx->outline->years.items[i].year);
}

static const char *year_origin(const struct page_context *ctx, size_t i)
{
	(void)ctx, (void)i;
	return "templates/pages/entities-year.html";
}

static void year_made_from(const struct made_from *m, size_t i, struct digester *d)
{
	const struct year_outline *y = &m->ctx->outline->years.items[i];

	digest_number(d, y->year);
	for (size_t k = 0; k < y->entities.n; k++)
		digest_face(d, m, y->entities.items[k]);
}

static void year_render(const struct page *p, size_t i, const struct page_templates *t,
			struct buf *out)
{
	const struct year_outline *y = &p->ctx->outline->years.items[i];
	const char *title = page_printf(p, "%d年首次列入的企业和园区", y->year);
	struct entity_rows rows = { p, y->entities.items, y->entities.n, NULL };
	struct value frame[YEAR_SLOTS] = { 0 };

	fill_layout(p, &frame[YEAR_PAGE],
		    &(struct layout){ .title = title,
				      .here = page_printf(p, "%d年", y->year),
				      .description = title,
				      .column_name = "单位索引",
				      .column_type = "信息公开",
				      .via = { link_address(p, ADDRESS_ENTITIES), "单位索引" } });
	value_text(&frame[YEAR_TITLE], title);
	if (y->entities.n)
		value_text(&frame[YEAR_COUNT], page_printf(p, "%zu", y->entities.n));
	value_list(&frame[YEAR_ENTITIES], next_entity, &rows);
	value_text(&frame[YEAR_INDEX], link_address(p, ADDRESS_ENTITIES));
	template_render(t->page, frame, out);
}

const struct page_kind page_entities_year = {
	.template = "pages/entities-year",
	.shape = &year_shape,
	.count = year_count,
	.address = year_address,
	.origin = year_origin,
	.made_from = year_made_from,
	.render = year_render,
};
