/*
 * The highlighter format of daff 0.8 (paulfitz.github.io/daff-doc/spec.html):
 * the first column says what became of a row, and a changed cell is
 * old->new, with an arrow longer than any that the row's texts have. The
 * table is that of `luce list --format csv`, where one list is compared; of
 * all lists it has a first column more. So `daff patch` makes the one list of
 * the other, but for the order of its rows.
 */
#include <string.h>

#include "base/escape.h"
#include "commands/answer.h"
#include "commands/diff.h"

enum { COLUMN_LIST, COLUMN_ID, COLUMNS = 8 };

struct cells {
	const char *was[COLUMNS], *is[COLUMNS]; /* "" where there is nothing */
};

static const char *or_empty(const char *s)
{
	return s ? s : "";
}

/* The columns of luce list; those who are there are members. */
static void fill(const struct diff *d, const char *list, const struct member_facts *f,
		 const char *out[COLUMNS])
{
	const char *const says[COLUMNS] = {
		list,
		f->says[ASPECT_RECORD],
		f->says[ASPECT_NAME],
		f->says[ASPECT_PLACE] ? diff_place(d, f->says[ASPECT_PLACE]) : NULL,
		"member",
		f->says[ASPECT_SINCE],
		f->says[ASPECT_INDUSTRY],
		f->says[ASPECT_BASES],
	};

	for (size_t i = 0; i < COLUMNS; i++)
		out[i] = or_empty(says[i]);
}

/* What a spreadsheet might run is disarmed in each part, as luce list does in the whole. */
static void add_disarmed(struct buf *out, const char *s)
{
	if (escape_csv_armed(str_from(s)))
		buf_add_char(out, '\'');
	buf_add_str(out, s);
}

static void add_cell(struct buf *out, const char *s)
{
	buf_add_char(out, ',');
	escape_csv(out, str_from(s));
}

/* Neither part starts the cell with what a spreadsheet runs, unless the arrow does: that is the format. */
static void add_changed(struct buf *out, const char *was, const char *arrow, const char *is)
{
	struct buf cell = BUF_INIT;

	add_disarmed(&cell, was);
	buf_add_str(&cell, arrow);
	add_disarmed(&cell, is);
	buf_add_char(out, ',');
	escape_csv_quoted(out, buf_str(&cell));
	buf_release(&cell);
}

static void add_row(const struct diff *d, struct buf *out, const char *tag,
		    const char *const cells[COLUMNS])
{
	buf_add_str(out, tag);
	for (size_t i = d->list ? COLUMN_ID : COLUMN_LIST; i < COLUMNS; i++)
		add_cell(out, cells[i]);
	buf_add_char(out, '\n');
}

static bool row_has(const struct cells *r, const char *arrow)
{
	for (size_t i = 0; i < COLUMNS; i++)
		if (strstr(r->was[i], arrow) || strstr(r->is[i], arrow))
			return true;
	return false;
}

/* The shortest arrow that stands in none of the row's texts, nor is made by one that ends in a dash. */
static void find_arrow(const struct cells *r, struct buf *arrow)
{
	size_t dashes = 0;

	do {
		buf_clear(arrow);
		for (size_t i = 0; i <= dashes; i++)
			buf_add_char(arrow, '-');
		buf_add_char(arrow, '>');
		dashes++;
	} while (row_has(r, arrow->data));
}

static void add_modified(const struct diff *d, struct buf *out, const struct cells *r)
{
	struct buf arrow = BUF_INIT;
	bool differs = false;

	for (size_t i = 0; i < COLUMNS; i++)
		differs = differs || strcmp(r->was[i], r->is[i]) != 0;
	if (!differs)
		return;
	find_arrow(r, &arrow);
	buf_add_slice(out, buf_str(&arrow));
	for (size_t i = d->list ? COLUMN_ID : COLUMN_LIST; i < COLUMNS; i++)
		if (strcmp(r->was[i], r->is[i]) != 0)
			add_changed(out, r->was[i], arrow.data, r->is[i]);
		else
			add_cell(out, r->is[i]);
	buf_add_char(out, '\n');
	buf_release(&arrow);
}

/* A rename and an alteration of one company are one row, which stands where the rename does. */
static bool told_by_rename(const struct member_change *c)
{
	return c->kind == CHANGE_ALTERED && !(c->differs & 1u << ASPECT_NAME) &&
	       strcmp(c->was.says[ASPECT_NAME], c->is.says[ASPECT_NAME]) != 0;
}

static void add_change(const struct diff *d, struct buf *out, const char *list,
		       const struct member_change *c)
{
	struct cells r = { { NULL }, { NULL } };

	fill(d, list, c->before ? &c->was : &c->is, r.was);
	fill(d, list, c->after ? &c->is : &c->was, r.is);
	if (c->kind == CHANGE_ENTERED || c->kind == CHANGE_PARTED)
		add_row(d, out, "+++", r.is);
	else if (c->kind == CHANGE_REMOVED || c->kind == CHANGE_JOINED)
		add_row(d, out, "---", r.was);
	else if (!told_by_rename(c))
		add_modified(d, out, &r);
}

void diff_add_csv(const struct diff *d, struct buf *out)
{
	buf_add_str(out, d->list ? "@@," : "@@,list,");
	buf_add_str(out, LIST_CSV_HEADER);
	for (size_t i = 0; i < d->c->lists.n; i++)
		for (size_t k = 0; k < d->c->lists.items[i].changes.n; k++)
			add_change(d, out, d->c->lists.items[i].list,
				   &d->c->lists.items[i].changes.items[k]);
}
