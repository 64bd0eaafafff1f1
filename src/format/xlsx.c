#define _GNU_SOURCE /* memfd_create: the library writes to a path only */
#include "format/xlsx.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <xlsxwriter.h>
#include <zlib.h>

#include "base/escape.h"
#include "base/mem.h"
#include "format/xlsx_whole.h"

struct xlsx {
	int file; /* in memory */
	lxw_workbook *book;
	lxw_format *head, *date;
	lxw_worksheet *sheet; /* NULL: it could not be made */
	const char *name, *footer;
	const struct xlsx_column *columns;
	size_t n_columns;
	unsigned part; /* of the sheet at hand, from 1 */
	lxw_row_t row, rows_most;
	lxw_col_t col;
	bool filled; /* a cell of the row at hand is not blank */
	size_t rows; /* of all sheets, headers included, blank ones not */
	struct buf text;
	lxw_error error; /* the first one */
};

static void keep_error(struct xlsx *x, lxw_error e)
{
	if (!x->error)
		x->error = e;
}

/* ---- the book ---- */

static void describe(lxw_workbook *book, const struct xlsx_about *about)
{
	enum { SECONDS_A_DAY = 86400 };
	lxw_doc_properties p = {
		.title = (char *)about->title, /* the library's type; it copies them */
		.author = (char *)about->author,
		.comments = (char *)about->comments,
		.created = (time_t)about->created * SECONDS_A_DAY,
	};

	workbook_set_properties(book, &p);
}

struct xlsx *xlsx_new(const struct xlsx_about *about)
{
	lxw_workbook_options options = { .constant_memory = LXW_TRUE };
	struct xlsx *x = xcalloc(1, sizeof(*x));
	struct buf path = BUF_INIT;

	x->file = memfd_create("xlsx", MFD_CLOEXEC);
	buf_add_format(&path, "/proc/self/fd/%d", x->file);
	x->book = workbook_new_opt(path.data, &options);
	buf_release(&path);
	if (!x->book)
		out_of_memory();
	describe(x->book, about);
	x->footer = about->footer;
	x->rows_most = about->rows_most ? about->rows_most : LXW_ROW_MAX;
	x->head = workbook_add_format(x->book);
	format_set_bold(x->head);
	x->date = workbook_add_format(x->book);
	format_set_num_format(x->date, "yyyy-mm-dd");
	return x;
}

/* ---- sheets ---- */

static void set_up_print(struct xlsx *x)
{
	struct buf footer = BUF_INIT;

	worksheet_set_landscape(x->sheet);
	worksheet_set_paper(x->sheet, 9); /* A4 */
	worksheet_fit_to_pages(x->sheet, 1, 0);
	worksheet_repeat_rows(x->sheet, 0, 0);
	buf_add_str(&footer, "&C");
	for (const char *s = x->footer ? x->footer : ""; *s; s++)
		buf_add_str(&footer, *s == '&' ? "&&" : (char[]){ *s, '\0' });
	buf_add_str(&footer, "  &P / &N");
	keep_error(x, worksheet_set_footer(x->sheet, footer.data));
	buf_release(&footer);
}

static void write_head(struct xlsx *x)
{
	for (size_t i = 0; i < x->n_columns; i++) {
		lxw_col_t col = (lxw_col_t)i;

		keep_error(x, worksheet_set_column(x->sheet, col, col, x->columns[i].width, NULL));
		keep_error(x, worksheet_write_string(x->sheet, 0, col, x->columns[i].label, x->head));
	}
	worksheet_freeze_panes(x->sheet, 1, 0);
}

static void begin_part(struct xlsx *x)
{
	struct buf name = BUF_INIT;

	buf_add_str(&name, x->name);
	if (x->part > 1)
		buf_add_format(&name, " %u", x->part);
	x->sheet = workbook_add_worksheet(x->book, name.data);
	buf_release(&name);
	x->row = 1;
	x->col = 0;
	x->rows++;
	if (!x->sheet) {
		keep_error(x, LXW_ERROR_CREATING_TMPFILE);
		return;
	}
	set_up_print(x);
	write_head(x);
}

void xlsx_sheet(struct xlsx *x, const char *name, const struct xlsx_column *columns, size_t n)
{
	x->name = name;
	x->columns = columns;
	x->n_columns = n;
	x->part = 1;
	begin_part(x);
}

/* ---- cells ---- */

/* The next cell's column. A full sheet is left only when there is more. */
static lxw_col_t next_cell(struct xlsx *x, bool filled)
{
	if (x->row == x->rows_most) {
		x->part++;
		begin_part(x);
	}
	x->filled |= filled;
	return x->col++;
}

void xlsx_text(struct xlsx *x, const char *s)
{
	bool filled = s && *s;
	lxw_col_t col = next_cell(x, filled);

	if (!x->sheet || !filled)
		return;
	buf_clear(&x->text);
	escape_xlsx(&x->text, str_from(s));
	keep_error(x, worksheet_write_string(x->sheet, x->row, col, x->text.data, NULL));
}

void xlsx_number(struct xlsx *x, long n)
{
	lxw_col_t col = next_cell(x, true);

	if (x->sheet)
		keep_error(x, worksheet_write_number(x->sheet, x->row, col, (double)n, NULL));
}

void xlsx_date(struct xlsx *x, date_t d)
{
	bool filled = d != DATE_NONE && d != DATE_MAX;
	lxw_col_t col = next_cell(x, filled);
	struct civil c = date_civil(d);
	lxw_datetime cell = { .year = c.year, .month = c.month, .day = c.day };

	if (x->sheet && filled)
		keep_error(x, worksheet_write_datetime(x->sheet, x->row, col, &cell, x->date));
}

void xlsx_row_end(struct xlsx *x)
{
	x->row++;
	x->rows += x->filled;
	x->filled = false;
	x->col = 0;
}

/* ---- the file ---- */

static int read_all(int file, struct buf *out)
{
	struct stat st;
	ssize_t n;

	if (fstat(file, &st) < 0)
		return -1;
	buf_reserve(out, (size_t)st.st_size);
	for (off_t at = 0; at < st.st_size; at += n) {
		n = pread(file, out->data + out->len, (size_t)(st.st_size - at), at);
		if (n <= 0)
			return -1;
		out->len += (size_t)n;
	}
	return 0;
}

static const char *reason(const struct xlsx *x)
{
	return x->error == LXW_ERROR_MAX_STRING_LENGTH_EXCEEDED ? "a text too long for a cell"
								: "temporary files of a spreadsheet";
}

int xlsx_finish(struct xlsx *x, struct buf *out, struct findings *f)
{
	struct buf file = BUF_INIT;
	int rc = 0;

	keep_error(x, workbook_close(x->book));
	if (x->error || read_all(x->file, &file) < 0 || !xlsx_whole(buf_str(&file), x->rows)) {
		finding_add(f, F_FILE_NOT_WRITTEN, (struct place){ 0 }, reason(x));
		rc = -1;
	} else {
		buf_add_slice(out, buf_str(&file));
	}
	if (x->file >= 0)
		close(x->file);
	buf_release(&file);
	buf_release(&x->text);
	free(x);
	return rc;
}

void xlsx_version(struct buf *out)
{
	buf_add_format(out, "libxlsxwriter %s, zlib %s", lxw_version(), zlibVersion());
}
