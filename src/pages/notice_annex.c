#include "pages/notice_annex.h"

#include <string.h>

#include "pages/parts.h"

enum { COLUMN_LABEL, COLUMN_NUMBER, COLUMN_HEADER, COLUMN_SLOTS };
static const struct shape column_shape = {
	.name = "column",
	.n = COLUMN_SLOTS,
	.slots = {
		[COLUMN_LABEL] = { "label", SLOT_TEXT, NULL },
		[COLUMN_NUMBER] = { "number", SLOT_FLAG, NULL },
		[COLUMN_HEADER] = { "header", SLOT_FLAG, NULL }, /* its cells name the rows */
	},
};

enum { CELL_TEXT, CELL_HREF, CELL_HEADER, CELL_NUMBER, CELL_CORRECTED, CELL_SLOTS };
static const struct shape cell_shape = {
	.name = "cell",
	.n = CELL_SLOTS,
	.slots = {
		[CELL_TEXT] = { "text", SLOT_TEXT, NULL },
		[CELL_HREF] = { "href", SLOT_TEXT, NULL },
		[CELL_HEADER] = { "header", SLOT_FLAG, NULL }, /* names the row */
		[CELL_NUMBER] = { "number", SLOT_FLAG, NULL },
		[CELL_CORRECTED] = { "corrected", SLOT_TEXT, NULL }, /* what it should have been */
	},
};

enum { ROW_CELLS, ROW_VOID, ROW_VOID_FROM, ROW_VOIDED_BY, ROW_SLOTS };
static const struct shape row_shape = {
	.name = "row",
	.n = ROW_SLOTS,
	.slots = {
		[ROW_CELLS] = { "cells", SLOT_LIST, &cell_shape },
		[ROW_VOID] = { "void", SLOT_FLAG, NULL }, /* from its own day */
		[ROW_VOID_FROM] = { "void_from", SLOT_GROUP, &date_shape }, /* or from a later one */
		[ROW_VOIDED_BY] = { "voided_by", SLOT_GROUP, &link_shape },
	},
};

const struct shape annex_shape = {
	.name = "annex",
	.n = ANNEX_SLOTS,
	.slots = {
		[ANNEX_NO] = { "no", SLOT_TEXT, NULL },
		[ANNEX_TITLE] = { "title", SLOT_TEXT, NULL },
		[ANNEX_COUNT] = { "count", SLOT_TEXT, NULL },
		[ANNEX_EMPTY] = { "empty", SLOT_FLAG, NULL }, /* which is a statement */
		[ANNEX_UNRANKED] = { "unranked", SLOT_FLAG, NULL },
		[ANNEX_COLUMNS] = { "columns", SLOT_LIST, &column_shape },
		[ANNEX_ROWS] = { "rows", SLOT_LIST, &row_shape },
		[ANNEX_BASES] = { "bases", SLOT_LIST, &text_shape }, /* in law, for publishing it */
	},
};

struct rows {
	const struct page *page;
	const struct notice_outline *notice;
	const struct annex *annex;
	size_t index; /* of the annex */
	size_t header; /* as naming_column */
};

static bool is_number(int role)
{
	return role == ROLE_NO || role == ROLE_RANK;
}

/* A row is about a company, or about an assessor. */
static const char *link_named(const struct page *p, const char *id)
{
	const char *entity = link_entity(p, id);

	return entity ? entity : link_assessor(p, id);
}

/* The column that names whom a row is about; as many as there are columns: none does. */
static size_t naming_column(const struct annex *a)
{
	static const int roles[] = { ROLE_NAME, ROLE_ASSESSOR };

	for (size_t r = 0; r < ARRAY_LEN(roles); r++)
		for (size_t i = 0; i < a->columns.n; i++)
			if (a->columns.items[i].role == roles[r])
				return i;
	return a->columns.n;
}

static void fill_cell(const struct page *p, struct value *frame, const struct rows *rows,
		      const struct row *row, const struct event *e, size_t i)
{
	const char *printed = row->cells[i];
	int role = rows->annex->columns.items[i].role;

	value_text(&frame[CELL_TEXT], printed);
	if (i == rows->header && *printed)
		value_text(&frame[CELL_HREF], link_named(p, row->id));
	value_flag(&frame[CELL_HEADER], i == rows->header);
	value_flag(&frame[CELL_NUMBER], is_number(role));
	if (e && strcmp(e->cells[i], printed) != 0)
		value_text(&frame[CELL_CORRECTED], e->cells[i]);
}

/* What a row did before a later day stands. */
static void fill_void(const struct page *p, struct value *frame, const struct event *e)
{
	if (!e->voided_by || e->void_from > p->ctx->registry->as_of)
		return;
	if (e->void_from > e->day)
		fill_date(p, &frame[ROW_VOID_FROM], e->void_from);
	else
		value_flag(&frame[ROW_VOID], true);
	fill_notice_link(p, &frame[ROW_VOIDED_BY], e->voided_by->notice);
}

static bool next_row(void *ctx, size_t index, struct value *frame)
{
	const struct rows *rows = ctx;
	struct page p = page_row(rows->page);
	const struct event *e;
	const struct row *row;
	struct value *cells;
	size_t n;

	memset(frame, 0, ROW_SLOTS * sizeof(*frame));
	if (index >= rows->annex->rows.n)
		return false;
	row = &rows->annex->rows.items[index];
	e = outline_event(rows->notice, rows->index, index);
	n = row->n_cells < rows->annex->columns.n ? row->n_cells : rows->annex->columns.n;
	cells = page_frames(&p, n, CELL_SLOTS);
	for (size_t i = 0; i < n; i++)
		fill_cell(&p, cells + i * CELL_SLOTS, rows, row, e, i);
	fill_list(&p, &frame[ROW_CELLS], cells, n, CELL_SLOTS);
	if (e)
		fill_void(&p, frame, e);
	return true;
}

static void fill_columns(const struct page *p, struct value *v, const struct annex *a, size_t header)
{
	struct value *items = page_frames(p, a->columns.n, COLUMN_SLOTS);

	for (size_t i = 0; i < a->columns.n; i++) {
		value_text(&items[i * COLUMN_SLOTS + COLUMN_LABEL], a->columns.items[i].label);
		value_flag(&items[i * COLUMN_SLOTS + COLUMN_NUMBER],
			   is_number(a->columns.items[i].role));
		value_flag(&items[i * COLUMN_SLOTS + COLUMN_HEADER], i == header);
	}
	fill_list(p, v, items, a->columns.n, COLUMN_SLOTS);
}

static bool among(const struct strings *set, const char *s)
{
	for (size_t i = 0; i < set->n; i++)
		if (strcmp(set->items[i], s) == 0)
			return true;
	return false;
}

/* Each basis that a row names, once. */
static void fill_bases(const struct page *p, struct value *v, const struct annex *a)
{
	const char **items = arena_calloc(p->arena, a->rows.n, sizeof(*items));
	struct strings bases = { items, 0 };

	for (size_t i = 0; i < a->rows.n; i++) {
		const struct row_more *more = a->rows.items[i].more;

		if (more && more->basis && !among(&bases, more->basis))
			items[bases.n++] = more->basis;
	}
	fill_texts(p, v, &bases);
}

void fill_annex(const struct page *p, struct value frame[ANNEX_SLOTS],
		const struct notice_outline *n, size_t index)
{
	const struct annex *a = &n->notice->annexes.items[index];
	struct rows *rows = arena_alloc(p->arena, sizeof(*rows));

	*rows = (struct rows){ .page = p, .notice = n, .annex = a, .index = index };
	rows->header = naming_column(a);
	value_text(&frame[ANNEX_NO], page_printf(p, "%d", a->no));
	value_text(&frame[ANNEX_TITLE], a->title);
	value_text(&frame[ANNEX_COUNT], page_printf(p, "%zu", a->rows.n));
	value_flag(&frame[ANNEX_EMPTY], a->rows.n == 0);
	value_flag(&frame[ANNEX_UNRANKED], a->unranked);
	fill_columns(p, &frame[ANNEX_COLUMNS], a, rows->header);
	value_list(&frame[ANNEX_ROWS], next_row, rows);
	fill_bases(p, &frame[ANNEX_BASES], a);
}
