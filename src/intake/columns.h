/*
 * What the columns of a sheet mean: by --map, else by the labels that
 * published lists use.
 */
#ifndef LUCE_INTAKE_COLUMNS_H
#define LUCE_INTAKE_COLUMNS_H

#include "intake/intake.h"

struct sheet_columns {
	ARRAY_OF(struct column) kept; /* as they will be printed */
	size_t *source; /* per kept column: its index in the sheet */
	int name, former, place, industry, id, ground; /* index in the sheet; -1 where there is none */
};

/* Rows of the sheet that --where selects, in order. -1 with findings where it names no column. */
int sheet_select(const struct intake_request *q, struct arena *a, const struct csv_row ***rows,
		 size_t *n, struct findings *f);
/* Columns that select, and columns that are empty throughout, are not kept. */
int sheet_columns(const struct intake_request *q, const struct csv_row *const *rows, size_t n,
		  struct arena *a, struct sheet_columns *out, struct findings *f);

#endif
