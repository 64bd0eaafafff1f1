/*
 * XLSX out (libxlsxwriter): sheets of rows, in memory.
 *
 *	struct xlsx *x = xlsx_new(&about);
 *	xlsx_sheet(x, "名单", columns, n);
 *	xlsx_text(x, "…"); xlsx_date(x, day); xlsx_row_end(x);
 *	if (xlsx_finish(x, &out, findings) < 0) ...
 *
 * The bytes depend on what is written and on the versions of the libraries
 * (xlsx_version) only: no clock, no machine, no user. Text is text: a cell
 * never holds a formula or a link. Memory does not grow with rows; the
 * library keeps them in unnamed temporary files ($TMPDIR, /tmp) until the
 * end; the finished file is in memory, under /proc/self/fd. A sheet that is
 * full goes on in another of its name with a number.
 *
 * The library uses gmtime() and a static seed of file names: whoever has
 * several threads lets one at a time be between xlsx_new and xlsx_finish.
 */
#ifndef LUCE_FORMAT_XLSX_H
#define LUCE_FORMAT_XLSX_H

#include "base/buf.h"
#include "base/date.h"
#include "base/finding.h"

struct xlsx_about { /* properties of the document; NULL where there is none */
	const char *title, *author, *comments;
	const char *footer; /* printed on every page, before its number */
	date_t created;
	unsigned rows_most; /* of a sheet, its header included; 0: as many as the format has */
};

struct xlsx_column {
	const char *label;
	unsigned width; /* in characters of Latin; a Chinese one takes two */
};

struct xlsx;

/* Never NULL. What goes wrong on the way is said at the end. */
struct xlsx *xlsx_new(const struct xlsx_about *about);
/*
 * Begins a sheet with a header row that stays in view. name: at most 25 characters, none of
 * []:*?/\. What is passed must live until the next sheet or the end.
 */
void xlsx_sheet(struct xlsx *x, const char *name, const struct xlsx_column *columns, size_t n);
/* The next cell of the row; NULL, "" and DATE_NONE leave it blank. */
void xlsx_text(struct xlsx *x, const char *s);
void xlsx_number(struct xlsx *x, long n);
void xlsx_date(struct xlsx *x, date_t d);
void xlsx_row_end(struct xlsx *x);
/* Appends the file and frees x. -1 with a finding. */
int xlsx_finish(struct xlsx *x, struct buf *out, struct findings *f);

/* "libxlsxwriter 1.1.4, zlib 1.2.13" */
void xlsx_version(struct buf *out);

#endif
