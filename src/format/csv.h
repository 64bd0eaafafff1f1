/*
 * CSV in (libcsv): a sheet as bytes to rows of cells.
 *
 * UTF-8 with or without BOM; otherwise GB18030 through iconv. Bytes that are
 * mostly UTF-8 are damaged UTF-8 and never read as GB18030, which would make
 * other, legible characters of them. Every row has the header's width; blank
 * rows (no cell holds anything) are skipped; cells lose surrounding white
 * space (also U+3000) and BOMs. Control characters and invalid bytes are findings,
 * never dropped.
 */
#ifndef LUCE_FORMAT_CSV_H
#define LUCE_FORMAT_CSV_H

#include "base/buf.h"
#include "base/finding.h"
#include "base/mem.h"

struct csv_row {
	unsigned line; /* of the file, from 1: where the row starts */
	const char **cells; /* as many as the table has columns */
	unsigned *lines; /* where each cell starts: quoted cells before it may hold line ends */
	unsigned *cols; /* in characters, from 1; of the quote where there is one */
};

struct csv_table {
	const char **header;
	size_t n_columns;
	struct csv_row *rows;
	size_t n_rows;
};

/*
 * All of it lives in the arena. -1 with findings if anything is wrong; all
 * rows are still read, and those of the wrong width or with a broken quote
 * left out. After a broken quote reading goes on in the line below it.
 */
int csv_table_parse(struct str bytes, struct place file, struct arena *a, struct csv_table *out,
		    struct findings *f);
/* The index of a column by its name (white space inside ignored), or -1. */
int csv_column(const struct csv_table *t, const char *name);

#endif
