#include "format/csv.h"

#include <csv.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/map.h"
#include "base/utf8.h"
#include "format/csv_decode.h"
#include "format/text.h"

struct position {
	size_t at;
	unsigned line, col;
};

struct cell {
	const char *text;
	unsigned line, col;
};

/* libcsv has no positions; it is fed one byte at a time, and asks for them here. */
struct reader {
	struct str text;
	struct place file;
	struct arena *arena;
	struct findings *findings;
	struct csv_table *table;
	size_t rows_cap;
	struct position here; /* of the byte being fed */
	struct position cell; /* of the first byte of the cell that is no blank */
	bool in_cell; /* the cell has such a byte */
	struct cell *cells; /* of the row being read */
	size_t n, cap;
};

static struct place place_at(const struct reader *r, unsigned line, unsigned col)
{
	struct place p = r->file;

	p.line = line;
	p.col = col;
	p.pointer = NULL;
	return p;
}

/* White space, and the BOM that files put together from several leave inside. */
static bool blank(uint32_t c)
{
	return utf8_space(c) || c == 0xfeff;
}

/* Without blanks around it; *left is how many of them stood in front. */
static struct str trim(struct str s, unsigned *left)
{
	const char *p = s.data, *end = s.data + s.len, *next = p, *last;

	for (*left = 0; p < end && blank(utf8_next(&next, end)); p = next)
		++*left;
	for (last = end; last > p; end = last) {
		do
			last--;
		while (last > p && (*last & 0xc0) == 0x80);
		next = last;
		if (!blank(utf8_next(&next, end)))
			break;
	}
	return (struct str){ p, (size_t)(end - p) };
}

static void on_cell(void *bytes, size_t len, void *ctx)
{
	struct reader *r = ctx;
	unsigned left;
	struct str s = trim((struct str){ len ? bytes : "", len }, &left);
	bool quoted = r->cell.at < r->text.len && r->text.data[r->cell.at] == '"';

	ARRAY_GROW(r->cells, r->n, r->cap);
	r->cells[r->n++] = (struct cell){ arena_strndup(r->arena, s.data, s.len), r->cell.line,
					  r->cell.col + (quoted ? 0 : left) };
	r->in_cell = false;
}

/* The name without white space, by which columns are told apart. */
static const char *column_key(struct arena *a, const char *name)
{
	struct buf key = BUF_INIT;
	const char *end = name + strlen(name), *result;

	while (name < end) {
		uint32_t c = utf8_next(&name, end);

		if (!blank(c))
			utf8_add(&key, c);
	}
	result = arena_strndup(a, key.data, key.len);
	buf_release(&key);
	return result;
}

/* Names that stand twice are findings; columns without a name (sheets end in some) are not. */
static void header_take(struct reader *r)
{
	struct map seen = MAP_INIT;
	struct csv_table *t = r->table;

	t->n_columns = r->n;
	t->header = arena_calloc(r->arena, r->n, sizeof(*t->header));
	for (size_t i = 0; i < r->n; i++) {
		const struct cell *c = &r->cells[i];
		const char *key = column_key(r->arena, c->text);

		t->header[i] = c->text;
		if (*key && !map_add(&seen, key, r))
			finding_add(r->findings, F_CSV_HEADER_TWICE, place_at(r, c->line, c->col),
				    c->text);
	}
	map_release(&seen);
}

static void width_wrong(struct reader *r)
{
	size_t extra = r->n > r->table->n_columns ? r->table->n_columns : 0;
	char got[24], wanted[24];

	snprintf(got, sizeof(got), "%zu", r->n);
	snprintf(wanted, sizeof(wanted), "%zu", r->table->n_columns);
	finding_add(r->findings, F_CSV_WIDTH,
		    place_at(r, r->cells[extra].line, r->cells[extra].col), got, wanted);
}

static void row_take(struct reader *r)
{
	struct csv_table *t = r->table;
	struct csv_row row = { .line = r->cells[0].line };

	row.cells = arena_calloc(r->arena, r->n, sizeof(*row.cells));
	row.lines = arena_calloc(r->arena, r->n, sizeof(*row.lines));
	row.cols = arena_calloc(r->arena, r->n, sizeof(*row.cols));
	for (size_t i = 0; i < r->n; i++) {
		row.cells[i] = r->cells[i].text;
		row.lines[i] = r->cells[i].line;
		row.cols[i] = r->cells[i].col;
	}
	ARRAY_GROW(t->rows, t->n_rows, r->rows_cap);
	t->rows[t->n_rows++] = row;
}

static void on_row(int end, void *ctx)
{
	struct reader *r = ctx;
	bool empty = true;

	(void)end;
	for (size_t i = 0; empty && i < r->n; i++)
		empty = !*r->cells[i].text;
	if (!empty && !r->table->header)
		header_take(r);
	else if (!empty && r->n != r->table->n_columns)
		width_wrong(r);
	else if (!empty)
		row_take(r);
	r->n = 0;
}

/* Notes where a cell starts; where an empty one would, until something stands there. */
static void cell_begin(struct reader *r)
{
	bool at_end = r->here.at >= r->text.len;
	char c = at_end ? ',' : r->text.data[r->here.at];

	if (r->in_cell || c == ' ' || c == '\t')
		return;
	r->cell = r->here;
	r->in_cell = c != ',' && c != '\n' && c != '\r';
}

static void step(struct reader *r)
{
	size_t line_end = text_line_end(r->text, r->here.at);

	if (line_end == 1) { /* of CR LF, at the LF */
		r->here.line++;
		r->here.col = 1;
	} else if (line_end == 0 && (r->text.data[r->here.at] & 0xc0) != 0x80) {
		r->here.col++;
	}
	r->here.at++;
}

/*
 * A quote that is not closed or stands inside a field: told where the quoted
 * cell opens, else where the quote stands. Goes to the line below. No line is
 * read more than twice: one that is inside quotes to its end when read first
 * holds quotes in pairs, so it leaves none open when read again.
 */
static void row_broken(struct reader *r)
{
	bool quoted = r->in_cell && r->text.data[r->cell.at] == '"';

	if (quoted)
		r->here = r->cell;
	finding_add(r->findings, F_CSV_QUOTE, place_at(r, r->here.line, r->here.col), NULL);
	while (r->here.at < r->text.len && text_line_end(r->text, r->here.at) != 1)
		step(r);
	if (r->here.at < r->text.len)
		step(r);
	r->n = 0;
	r->in_cell = false;
}

static void parser_start(struct csv_parser *p)
{
	csv_init(p, CSV_STRICT | CSV_STRICT_FINI);
	csv_set_realloc_func(p, xrealloc);
	csv_set_free_func(p, free);
}

static void read_rows(struct reader *r)
{
	struct csv_parser p;

	parser_start(&p);
	for (;;) {
		size_t fed = 1;

		while (r->here.at < r->text.len && fed) {
			cell_begin(r);
			fed = csv_parse(&p, r->text.data + r->here.at, 1, on_cell, on_row, r);
			if (fed)
				step(r);
		}
		cell_begin(r);
		if (fed && csv_fini(&p, on_cell, on_row, r) == 0)
			break;
		row_broken(r);
		csv_free(&p);
		parser_start(&p);
	}
	csv_free(&p);
}

int csv_table_parse(struct str bytes, struct place file, struct arena *a, struct csv_table *out,
		    struct findings *f)
{
	struct buf spare = BUF_INIT;
	size_t before = f->n;
	struct reader r = { .file = file, .arena = a, .findings = f, .table = out };
	struct csv_row *rows;

	memset(out, 0, sizeof(*out));
	if (csv_decode(bytes, file, &spare, &r.text, f) == 0) {
		text_check_controls(r.text, file, f);
		r.here = (struct position){ 0, file.line ? file.line : 1, 1 };
		read_rows(&r);
		if (!out->header)
			finding_add(f, F_CSV_NO_HEADER, place_at(&r, file.line ? file.line : 1, 1),
				    NULL);
	}
	rows = out->rows;
	out->rows = arena_memdup(a, rows, out->n_rows * sizeof(*rows));
	free(rows);
	free(r.cells);
	buf_release(&spare);
	return f->n > before ? -1 : 0;
}

int csv_column(const struct csv_table *t, const char *name)
{
	struct arena a = ARENA_INIT;
	const char *key = column_key(&a, name);
	int found = -1;

	for (size_t i = 0; found < 0 && i < t->n_columns; i++)
		if (*key && strcmp(column_key(&a, t->header[i]), key) == 0)
			found = (int)i;
	arena_release(&a);
	return found;
}
