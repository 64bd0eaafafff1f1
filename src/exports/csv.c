/*
 * A list as CSV (RFC 4180): for spreadsheets, which take UTF-8 with a byte
 * order mark for what it is, and a cell that begins like a formula for one.
 * Also as it was at each year's end, and what changed on each other day.
 */
#include "base/escape.h"
#include "exports/lists.h"
#include "exports/members.h"
#include "pages/address.h"
#include "pages/made_from.h"

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

static void add_head(const struct cell_column *columns, size_t n, struct buf *out)
{
	buf_add_str(out, "\xef\xbb\xbf");
	for (size_t i = 0; i < n; i++) {
		buf_add_str(out, i ? "," : "");
		escape_csv(out, str_from(columns[i].label));
	}
	buf_add_str(out, "\r\n");
}

static void add_line(const struct export *e, const struct cell *cells, size_t n, struct buf *out)
{
	for (size_t i = 0; i < n; i++) {
		buf_add_str(out, i ? "," : "");
		add_cell(e, &cells[i], out);
	}
	buf_add_str(out, "\r\n");
}

/* The members of a day. */
static void add_members(const struct export *e, const struct roster *l, date_t day, struct buf *out)
{
	struct list_rows rows = list_members(&e->page, l, day);
	size_t columns = member_column_count(e->all);

	add_head(member_columns, columns, out);
	for (size_t i = 0; i < rows.n; i++) {
		struct export row = export_row(e);
		struct cell cells[MEMBER_COLUMNS];

		member_cells(&row, &rows.items[i], i + 1, cells);
		add_line(&row, cells, columns, out);
	}
}

static void csv_address(const struct exports *x, size_t i, struct buf *out)
{
	list_file_address(x, i, "list.csv", out);
}

static void csv_render(const struct export *e, size_t i, struct buf *out)
{
	add_members(e, e->all->ctx->outline->lists.items[i].roster, e->all->ctx->registry->as_of,
		    out);
}

const struct export_kind export_csv = {
	.name = "csv",
	.count = list_file_count,
	.address = csv_address,
	.made_from = list_file_made_from,
	.render = csv_render,
};

/* ---- of a day of the past: see struct day_outline ---- */

static void add_changes(const struct export *e, const struct day_outline *d, struct buf *out)
{
	struct deltas changes =
		list_deltas_on(e->all->ctx->registry, d->list->roster, d->day, e->page.arena);
	size_t columns = change_column_count(e->all);

	add_head(change_columns, columns, out);
	for (size_t i = 0; i < changes.n; i++) {
		struct export row = export_row(e);
		struct cell cells[CHANGE_COLUMNS];

		change_cells(&row, &changes.items[i], cells);
		add_line(&row, cells, columns, out);
	}
}

static size_t days_count(const struct exports *x)
{
	return x->ctx->outline->days.n;
}

static void days_address(const struct exports *x, size_t i, struct buf *out)
{
	const struct day_outline *d = &x->ctx->outline->days.items[i];

	address_day(out, d->list->roster->region, d->list->roster->category, d->day, "csv");
}

static void days_made_from(const struct exports *x, const struct made_from *m, size_t i,
			   struct digester *d)
{
	digest_list(d, m, x->ctx->outline->days.items[i].list);
	digest_number(d, x->ctx->outline->days.items[i].year_end);
}

static void days_render(const struct export *e, size_t i, struct buf *out)
{
	const struct day_outline *d = &e->all->ctx->outline->days.items[i];

	if (d->year_end)
		add_members(e, d->list->roster, d->day, out);
	else
		add_changes(e, d, out);
}

const struct export_kind export_days = {
	.name = "csv of a day",
	.count = days_count,
	.address = days_address,
	.made_from = days_made_from,
	.render = days_render,
};
