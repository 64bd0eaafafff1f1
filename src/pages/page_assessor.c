/*
 * One third-party assessor (第三方评价机构): evaluations that published lists
 * print, what notices decided about it. Its legal representative is nobody's
 * business here and never shown.
 */
#include <stdlib.h>
#include <string.h>

#include "pages/address.h"
#include "pages/layout.h"
#include "pages/made_from.h"
#include "pages/parts.h"
#include "pages/words.h"

/* ---- evaluations, counted by year and list ---- */

enum { COUNT_YEAR, COUNT_LIST, COUNT_NUMBER, COUNT_SLOTS };
static const struct shape count_shape = {
	.name = "count of evaluations",
	.n = COUNT_SLOTS,
	.slots = {
		[COUNT_YEAR] = { "year", SLOT_TEXT, NULL },
		[COUNT_LIST] = { "list", SLOT_GROUP, &link_shape },
		[COUNT_NUMBER] = { "count", SLOT_TEXT, NULL },
	},
};

struct tally {
	int year;
	const char *list;
	size_t n;
};

static int year_of(const struct event *e)
{
	return e->notice->year ? e->notice->year : date_civil(e->day).year;
}

static int count_order(const void *a, const void *b)
{
	const struct tally *x = a, *y = b;

	return x->year != y->year ? y->year - x->year : strcmp(x->list, y->list);
}

/* Newest year first. Evaluations are entries, so each has a list. */
static struct tally *count_evaluations(const struct page *p, const struct assessor_outline *a,
				       size_t *n)
{
	struct tally *counts = arena_calloc(p->arena, a->evaluations.n, sizeof(*counts));

	*n = 0;
	for (size_t i = 0; i < a->evaluations.n; i++) {
		const struct event *e = a->evaluations.items[i];
		struct tally c = { year_of(e), e->list, 1 };
		size_t k = 0;

		while (k < *n && count_order(&counts[k], &c) != 0)
			k++;
		if (k < *n)
			counts[k].n++;
		else
			counts[(*n)++] = c;
	}
	qsort(counts, *n, sizeof(*counts), count_order);
	return counts;
}

static void fill_counts(const struct page *p, struct value *v, const struct assessor_outline *a)
{
	size_t n;
	struct tally *counts = count_evaluations(p, a, &n);
	struct value *items = page_frames(p, n, COUNT_SLOTS);

	for (size_t i = 0; i < n; i++) {
		struct value *frame = items + i * COUNT_SLOTS;

		value_text(&frame[COUNT_YEAR], page_printf(p, "%d", counts[i].year));
		fill_list_link(p, &frame[COUNT_LIST], counts[i].list);
		value_text(&frame[COUNT_NUMBER], page_printf(p, "%zu", counts[i].n));
	}
	fill_list(p, v, items, n, COUNT_SLOTS);
}

/* ---- evaluations, one by one ---- */

enum { EVALUATION_YEAR, EVALUATION_ENTITY, EVALUATION_LIST, EVALUATION_NOTICE, EVALUATION_SLOTS };
static const struct shape evaluation_shape = {
	.name = "evaluation",
	.n = EVALUATION_SLOTS,
	.slots = {
		[EVALUATION_YEAR] = { "year", SLOT_TEXT, NULL },
		[EVALUATION_ENTITY] = { "entity", SLOT_GROUP, &link_shape },
		[EVALUATION_LIST] = { "list", SLOT_GROUP, &link_shape },
		[EVALUATION_NOTICE] = { "notice", SLOT_GROUP, &link_shape },
	},
};

struct cursor {
	const struct page *page;
	const struct assessor_outline *assessor;
};

static bool next_evaluation(void *ctx, size_t index, struct value *frame)
{
	const struct cursor *c = ctx;
	struct page row = page_row(c->page);
	const struct event *e;

	memset(frame, 0, EVALUATION_SLOTS * sizeof(*frame));
	if (index >= c->assessor->evaluations.n)
		return false;
	e = c->assessor->evaluations.items[index];
	value_text(&frame[EVALUATION_YEAR], page_printf(&row, "%d", year_of(e)));
	fill_entity_link(&row, &frame[EVALUATION_ENTITY], e->row->id);
	fill_list_link(&row, &frame[EVALUATION_LIST], e->list);
	fill_notice_link(&row, &frame[EVALUATION_NOTICE], e->notice);
	return true;
}

/* ---- sanctions ---- */

enum { BAR_FROM, BAR_UNTIL, BAR_SCOPE, BAR_NOTICE, BAR_NOW, BAR_VOID, BAR_SLOTS };
static const struct shape bar_shape = {
	.name = "bar",
	.n = BAR_SLOTS,
	.slots = {
		[BAR_FROM] = { "from", SLOT_GROUP, &date_shape },
		[BAR_UNTIL] = { "until", SLOT_GROUP, &date_shape }, /* absent: none stated */
		[BAR_SCOPE] = { "scope", SLOT_TEXT, NULL },
		[BAR_NOTICE] = { "notice", SLOT_GROUP, &link_shape },
		[BAR_NOW] = { "now", SLOT_FLAG, NULL }, /* in force on as_of */
		[BAR_VOID] = { "void", SLOT_FLAG, NULL }, /* revoked */
	},
};

static void fill_bars(const struct page *p, struct value *v, const struct assessor *a)
{
	const struct registry *r = p->ctx->registry;
	struct value *items = page_frames(p, r->bars.n, BAR_SLOTS);
	size_t n = 0;

	for (size_t i = r->bars.n; i-- > 0;) {
		const struct bar *b = &r->bars.items[i];
		struct value *frame = items + n * BAR_SLOTS;
		bool is_void = b->void_from <= r->as_of;

		if (b->assessor != a)
			continue;
		fill_date(p, &frame[BAR_FROM], b->from);
		fill_date(p, &frame[BAR_UNTIL], b->until);
		value_text(&frame[BAR_SCOPE], b->scope);
		fill_notice_link(p, &frame[BAR_NOTICE], b->by->notice);
		value_flag(&frame[BAR_VOID], is_void);
		value_flag(&frame[BAR_NOW], !is_void && b->from <= r->as_of && r->as_of <= b->until);
		n++;
	}
	fill_list(p, v, items, n, BAR_SLOTS);
}

/* ---- what notices printed about it ---- */

enum { PRINTED_LABEL, PRINTED_TEXT, PRINTED_SLOTS };
static const struct shape printed_shape = {
	.name = "printed cell",
	.n = PRINTED_SLOTS,
	.slots = {
		[PRINTED_LABEL] = { "label", SLOT_TEXT, NULL },
		[PRINTED_TEXT] = { "text", SLOT_TEXT, NULL },
	},
};

enum { RECORD_DAY, RECORD_ACTION, RECORD_NOTICE, RECORD_CELLS, RECORD_VOID, RECORD_SLOTS };
static const struct shape record_shape = {
	.name = "record",
	.n = RECORD_SLOTS,
	.slots = {
		[RECORD_DAY] = { "day", SLOT_GROUP, &date_shape },
		[RECORD_ACTION] = { "action", SLOT_TEXT, NULL },
		[RECORD_NOTICE] = { "notice", SLOT_GROUP, &link_shape },
		[RECORD_CELLS] = { "cells", SLOT_LIST, &printed_shape },
		[RECORD_VOID] = { "void", SLOT_FLAG, NULL },
	},
};

/* Without its name and the number of the row. */
static void fill_cells(const struct page *p, struct value *v, const struct event *e)
{
	const struct annex *a = e->annex;
	struct value *items = page_frames(p, a->columns.n, PRINTED_SLOTS);
	size_t n = 0;

	for (size_t i = 0; i < a->columns.n && i < e->row->n_cells; i++) {
		int role = a->columns.items[i].role;
		struct value *frame = items + n * PRINTED_SLOTS;

		if (role == ROLE_NO || role == ROLE_ASSESSOR || !*e->cells[i])
			continue;
		value_text(&frame[PRINTED_LABEL], a->columns.items[i].label);
		value_text(&frame[PRINTED_TEXT], e->cells[i]);
		n++;
	}
	fill_list(p, v, items, n, PRINTED_SLOTS);
}

static void fill_records(const struct page *p, struct value *v, const struct assessor_outline *a)
{
	struct value *items = page_frames(p, a->events.n, RECORD_SLOTS);

	for (size_t i = 0; i < a->events.n; i++) {
		const struct event *e = a->events.items[i];
		struct value *frame = items + i * RECORD_SLOTS;

		fill_date(p, &frame[RECORD_DAY], e->day);
		value_text(&frame[RECORD_ACTION], word_action(e->action));
		fill_notice_link(p, &frame[RECORD_NOTICE], e->notice);
		fill_cells(p, &frame[RECORD_CELLS], e);
		value_flag(&frame[RECORD_VOID], e->void_from <= p->ctx->registry->as_of);
	}
	fill_list(p, v, items, a->events.n, RECORD_SLOTS);
}

/* ---- the page ---- */

enum {
	ASSESSOR_PAGE,
	ASSESSOR_NAME,
	ASSESSOR_ALIASES,
	ASSESSOR_USCC,
	ASSESSOR_ID,
	ASSESSOR_NOTE,
	ASSESSOR_TOTAL,
	ASSESSOR_COUNTS,
	ASSESSOR_EVALUATIONS,
	ASSESSOR_BARS,
	ASSESSOR_RECORDS,
	ASSESSOR_HAS_RECORDS,
	ASSESSOR_SLOTS
};

static const struct shape assessor_shape = {
	.name = "assessor",
	.n = ASSESSOR_SLOTS,
	.slots = {
		[ASSESSOR_PAGE] = LAYOUT_SLOT,
		[ASSESSOR_NAME] = { "name", SLOT_TEXT, NULL },
		[ASSESSOR_ALIASES] = { "aliases", SLOT_LIST, &text_shape },
		[ASSESSOR_USCC] = { "uscc", SLOT_TEXT, NULL },
		[ASSESSOR_ID] = { "id", SLOT_TEXT, NULL },
		[ASSESSOR_NOTE] = { "note", SLOT_TEXT, NULL },
		[ASSESSOR_TOTAL] = { "total", SLOT_TEXT, NULL }, /* evaluations; empty: none */
		[ASSESSOR_COUNTS] = { "counts", SLOT_LIST, &count_shape },
		[ASSESSOR_EVALUATIONS] = { "evaluations", SLOT_LIST, &evaluation_shape },
		[ASSESSOR_BARS] = { "bars", SLOT_LIST, &bar_shape },
		[ASSESSOR_RECORDS] = { "records", SLOT_LIST, &record_shape },
		[ASSESSOR_HAS_RECORDS] = { "has_records", SLOT_FLAG, NULL },
	},
};

static size_t assessor_count(const struct page_context *ctx)
{
	return ctx->outline->assessors.n;
}

static void assessor_address(const struct page_context *ctx, size_t i, struct buf *out)
{
	address_assessor(out, ctx->outline->assessors.items[i].assessor->id);
}

static const char *assessor_origin(const struct page_context *ctx, size_t i)
{
	return ctx->outline->assessors.items[i].assessor->path;
}

static void bars_made_from(const struct made_from *m, const struct assessor *a, struct digester *d)
{
	const struct registry *r = m->ctx->registry;

	for (size_t i = 0; i < r->bars.n; i++) {
		const struct bar *b = &r->bars.items[i];

		if (b->assessor != a)
			continue;
		digest_event(d, m, b->by);
		digest_text(d, b->scope);
		digest_number(d, b->from);
		digest_number(d, b->until);
		digest_number(d, (b->from <= r->as_of) + (b->until < r->as_of));
		digest_number(d, b->void_from <= r->as_of);
	}
}

static void assessor_made_from(const struct made_from *m, size_t i, struct digester *d)
{
	const struct assessor_outline *a = &m->ctx->outline->assessors.items[i];

	digest_bytes(d, a->assessor->hash, HASH_SIZE);
	for (size_t k = 0; k < a->evaluations.n; k++) {
		digest_event(d, m, a->evaluations.items[k]);
		digest_link(d, m, a->evaluations.items[k]->row->id);
	}
	for (size_t k = 0; k < a->events.n; k++)
		digest_event(d, m, a->events.items[k]);
	bars_made_from(m, a->assessor, d);
}

static void assessor_render(const struct page *p, size_t i, const struct page_templates *t,
			    struct buf *out)
{
	const struct assessor_outline *o = &p->ctx->outline->assessors.items[i];
	const struct assessor *a = o->assessor;
	struct value *frame = page_frames(p, 1, ASSESSOR_SLOTS);
	struct cursor cursor = { p, o };

	fill_layout(p, &frame[ASSESSOR_PAGE],
		    &(struct layout){
			    .title = a->name,
			    .description =
				    page_printf(p, "%s在已公布名单上的评价项目和有关通报", a->name),
			    .column_name = "第三方评价机构",
			    .column_type = "信息公开",
			    .via = { link_address(p, ADDRESS_ASSESSORS), "第三方评价机构" } });
	value_text(&frame[ASSESSOR_NAME], a->name);
	fill_texts(p, &frame[ASSESSOR_ALIASES], &a->aliases);
	value_text(&frame[ASSESSOR_USCC], a->uscc);
	value_text(&frame[ASSESSOR_ID], a->id);
	value_text(&frame[ASSESSOR_NOTE], a->note);
	if (o->evaluations.n)
		value_text(&frame[ASSESSOR_TOTAL], page_printf(p, "%zu", o->evaluations.n));
	fill_counts(p, &frame[ASSESSOR_COUNTS], o);
	value_list(&frame[ASSESSOR_EVALUATIONS], next_evaluation, &cursor);
	fill_bars(p, &frame[ASSESSOR_BARS], a);
	fill_records(p, &frame[ASSESSOR_RECORDS], o);
	value_flag(&frame[ASSESSOR_HAS_RECORDS], o->events.n);
	template_render(t->page, frame, out);
}

const struct page_kind page_assessor = {
	.template = "pages/assessor",
	.shape = &assessor_shape,
	.count = assessor_count,
	.address = assessor_address,
	.origin = assessor_origin,
	.made_from = assessor_made_from,
	.render = assessor_render,
};
