/*
 * A list as CSV (RFC 4180): for spreadsheets, which take UTF-8 with a byte
 * order mark for what it is, and a cell that begins like a formula for one.
 */
#include "base/escape.h"
#include "exports/lists.h"
#include "exports/members.h"

static void add_cell(const struct export *e, const struct cell *c, struct buf *out)
{
	switch (c->type) {
	case CELL_NUMBER:
		buf_add_format(out, "%ld", c->number);
		break;
	case CELL_DAY:
		escape_csv(out, str_from(export_day(e, c->day)));
		break;
	default:
		escape_csv(out, str_from(c->text));
	}
}

static void add_head(size_t columns, struct buf *out)
{
	buf_add_str(out, "\xef\xbb\xbf");
	for (size_t i = 0; i < columns; i++) {
		buf_add_str(out, i ? "," : "");
		escape_csv(out, str_from(member_columns[i].label));
	}
	buf_add_str(out, "\r\n");
}

static void csv_address(const struct exports *x, size_t i, struct buf *out)
{
	list_file_address(x, i, "list.csv", out);
}

static void csv_render(const struct export *e, size_t i, struct buf *out)
{
	struct list_rows rows = list_members(&e->page, e->all->ctx->outline->lists.items[i].roster);
	size_t columns = member_column_count(e->all);

	add_head(columns, out);
	for (size_t r = 0; r < rows.n; r++) {
		struct export row = export_row(e);
		struct cell cells[MEMBER_COLUMNS];

		member_cells(&row, &rows.items[r], r + 1, cells);
		for (size_t k = 0; k < columns; k++) {
			buf_add_str(out, k ? "," : "");
			add_cell(&row, &cells[k], out);
		}
		buf_add_str(out, "\r\n");
	}
}

const struct export_kind export_csv = {
	.name = "csv",
	.count = list_file_count,
	.address = csv_address,
	.made_from = list_file_made_from,
	.render = csv_render,
};
