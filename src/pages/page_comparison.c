/* The regulations in force on as_of side by side: a row for a term, a column for a text. */
#include "pages/address.h"
#include "pages/layout.h"
#include "pages/made_from.h"
#include "pages/parts.h"
#include "pages/terms.h"
#include "rules/rules.h"

enum { CELL_SAID, CELL_ITEMS, CELL_SLOTS };
static const struct shape cell_shape = {
	.name = "cell",
	.n = CELL_SLOTS,
	.slots = {
		[CELL_SAID] = { "said", SLOT_FLAG, NULL },
		[CELL_ITEMS] = { "items", SLOT_LIST, &term_item_shape },
	},
};

enum { ROW_LABEL, ROW_KEY, ROW_CELLS, ROW_SLOTS };
static const struct shape row_shape = {
	.name = "row",
	.n = ROW_SLOTS,
	.slots = {
		[ROW_LABEL] = { "label", SLOT_TEXT, NULL },
		[ROW_KEY] = { "key", SLOT_TEXT, NULL }, /* for anchors */
		[ROW_CELLS] = { "cells", SLOT_LIST, &cell_shape },
	},
};

enum {
	COLUMN_RULES,
	COLUMN_REGION,
	COLUMN_NUMBER,
	COLUMN_EFFECTIVE,
	COLUMN_IN_FORCE_BY,
	COLUMN_LAST_DAY,
	COLUMN_SLOTS
};
static const struct shape column_shape = {
	.name = "text",
	.n = COLUMN_SLOTS,
	.slots = {
		[COLUMN_RULES] = { "rules", SLOT_GROUP, &link_shape },
		[COLUMN_REGION] = { "region", SLOT_GROUP, &link_shape },
		[COLUMN_NUMBER] = { "number", SLOT_TEXT, NULL },
		[COLUMN_EFFECTIVE] = { "effective", SLOT_GROUP, &date_shape },
		[COLUMN_IN_FORCE_BY] = { "in_force_by", SLOT_GROUP, &date_shape },
		[COLUMN_LAST_DAY] = { "last_day", SLOT_GROUP, &date_shape },
	},
};

enum {
	COMPARISON_PAGE,
	COMPARISON_COUNT,
	COMPARISON_TEXTS,
	COMPARISON_ROWS,
	COMPARISON_OTHERS,
	COMPARISON_SLOTS
};
static const struct shape comparison_shape = {
	.name = "comparison",
	.n = COMPARISON_SLOTS,
	.slots = {
		[COMPARISON_PAGE] = LAYOUT_SLOT,
		[COMPARISON_COUNT] = { "count", SLOT_TEXT, NULL },
		[COMPARISON_TEXTS] = { "texts", SLOT_LIST, &column_shape },
		[COMPARISON_ROWS] = { "rows", SLOT_LIST, &row_shape },
		[COMPARISON_OTHERS] = { "others", SLOT_LIST, &link_shape }, /* not in force on as_of */
	},
};

/* Each region's own text, regions in the order of GB/T 2260. */
static const struct rules **texts_in_force(const struct page *p, size_t *n)
{
	const struct outline *o = p->ctx->outline;
	const struct rules **texts = arena_calloc(p->arena, o->regions.n, sizeof(*texts));

	*n = 0;
	for (size_t i = 0; i < o->regions.n; i++) {
		const struct rules *r = rules_own(p->ctx->content, o->regions.items[i].region->code,
						  p->ctx->registry->as_of);

		if (r)
			texts[(*n)++] = r;
	}
	return texts;
}

static void fill_columns(const struct page *p, struct value *v, const struct rules *const *texts,
			 size_t n)
{
	struct value *items = page_frames(p, n, COLUMN_SLOTS);

	for (size_t i = 0; i < n; i++) {
		const struct rules *r = texts[i];
		struct value *frame = items + i * COLUMN_SLOTS;

		fill_link(p, &frame[COLUMN_RULES], link_rules(p, r->id), r->title);
		fill_region_link(p, &frame[COLUMN_REGION],
				 content_region(p->ctx->content, r->region));
		value_text(&frame[COLUMN_NUMBER], r->number ? r->number->value : NULL);
		fill_date(p, &frame[COLUMN_EFFECTIVE], r->effective);
		fill_date(p, &frame[COLUMN_IN_FORCE_BY], r->in_force_by);
		fill_date(p, &frame[COLUMN_LAST_DAY], rules_last_day(r));
	}
	fill_list(p, v, items, n, COLUMN_SLOTS);
}

static void fill_rows(const struct page *p, struct value *v, const struct rules *const *texts,
		      size_t n)
{
	struct value *rows = page_frames(p, TERMS, ROW_SLOTS);

	for (size_t i = 0; i < TERMS; i++) {
		struct value *cells = page_frames(p, n, CELL_SLOTS);

		for (size_t k = 0; k < n; k++) {
			struct value *cell = cells + k * CELL_SLOTS;

			value_flag(&cell[CELL_SAID],
				   fill_term_items(p, &cell[CELL_ITEMS], &texts[k]->terms, i) > 0);
		}
		value_text(&rows[i * ROW_SLOTS + ROW_LABEL], term_label(i));
		value_text(&rows[i * ROW_SLOTS + ROW_KEY], term_key(i));
		fill_list(p, &rows[i * ROW_SLOTS + ROW_CELLS], cells, n, CELL_SLOTS);
	}
	fill_list(p, v, rows, TERMS, ROW_SLOTS);
}

static void fill_others(const struct page *p, struct value *v, const struct rules *const *texts,
			size_t n)
{
	const struct content *c = p->ctx->content;
	struct value *links = page_frames(p, c->rules.n, LINK_SLOTS);
	size_t n_links = 0;

	for (size_t i = 0; i < c->rules.n; i++) {
		const struct rules *r = &c->rules.items[i];
		size_t k = 0;

		while (k < n && texts[k] != r)
			k++;
		if (k < n)
			continue;
		value_text(&links[n_links * LINK_SLOTS + LINK_HREF], link_rules(p, r->id));
		value_text(&links[n_links++ * LINK_SLOTS + LINK_TEXT], r->title);
	}
	fill_list(p, v, links, n_links, LINK_SLOTS);
}

static size_t comparison_count(const struct page_context *ctx)
{
	(void)ctx;
	return 1;
}

static void comparison_address(const struct page_context *ctx, size_t i, struct buf *out)
{
	(void)ctx, (void)i;
	buf_add_str(out, ADDRESS_RULES);
}

static const char *comparison_origin(const struct page_context *ctx, size_t i)
{
	(void)ctx, (void)i;
	return "templates/pages/comparison.html";
}

static void comparison_made_from(const struct made_from *m, size_t i, struct digester *d)
{
	(void)i;
	digest_number(d, m->ctx->registry->as_of); /* which texts are in force */
}

static void comparison_render(const struct page *p, size_t i, const struct page_templates *t,
			      struct buf *out)
{
	struct value frame[COMPARISON_SLOTS] = { 0 };
	size_t n;
	const struct rules **texts = texts_in_force(p, &n);

	(void)i;
	fill_layout(p, &frame[COMPARISON_PAGE],
		    &(struct layout){
			    .title = "各地规定对照",
			    .here = "规定",
			    .description =
				    "各地绿色制造名单现行规定逐项对照，未作规定和未核实的照实注明",
			    .column_name = "规定",
			    .column_type = "政策文件" });
	value_text(&frame[COMPARISON_COUNT], page_printf(p, "%zu", n));
	fill_columns(p, &frame[COMPARISON_TEXTS], texts, n);
	fill_rows(p, &frame[COMPARISON_ROWS], texts, n);
	fill_others(p, &frame[COMPARISON_OTHERS], texts, n);
	template_render(t->page, frame, out);
}

const struct page_kind page_comparison = {
	.template = "pages/comparison",
	.shape = &comparison_shape,
	.count = comparison_count,
	.address = comparison_address,
	.origin = comparison_origin,
	.made_from = comparison_made_from,
	.render = comparison_render,
};
