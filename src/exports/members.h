/*
 * A list as its products say it: members on as_of, and those who left. One
 * table of columns for CSV, XLSX and the schema in datapackage.json.
 */
#ifndef LUCE_EXPORTS_MEMBERS_H
#define LUCE_EXPORTS_MEMBERS_H

#include "exports/common.h"
#include "pages/list_rows.h"
#include "register/deltas.h"

enum cell_type { CELL_TEXT, CELL_NUMBER, CELL_DAY };

struct cell {
	int type; /* enum cell_type */
	const char *text; /* NULL: blank */
	long number;
	date_t day;
};

struct cell_column {
	const char *label;
	int type; /* enum cell_type */
	unsigned width; /* in characters of Latin */
	const char *says; /* for datapackage.json */
};

enum { MEMBER_COLUMNS = 14, LEFT_COLUMNS = 12, CHANGE_COLUMNS = 13 };

extern const struct cell_column member_columns[MEMBER_COLUMNS], left_columns[LEFT_COLUMNS],
	change_columns[CHANGE_COLUMNS];

/* The one that tells members apart. */
const struct cell_column *member_key(void);

/* How many of them there are: the last says 示例, and stands in a demonstration only. */
size_t member_column_count(const struct exports *x);
size_t left_column_count(const struct exports *x);
size_t change_column_count(const struct exports *x);

/* Each fills a cell for each column. What they hold lives in the page's arena. */
void member_cells(const struct export *e, const struct list_row *row, size_t no,
		  struct cell cells[MEMBER_COLUMNS]);
void left_cells(const struct export *e, const struct list_row *row, size_t no,
		struct cell cells[LEFT_COLUMNS]);
/* As it is after the change; of one that left, as it was before. */
void change_cells(const struct export *e, const struct delta *d, struct cell cells[CHANGE_COLUMNS]);

/* On the row's day. */
const char *member_industry(const struct list_row *row);
/* Why it left: 未按时填报动态管理表（第二十二条）. */
const char *left_reason(const struct export *e, const struct spell *s);

/* The same with the export's row arena, for one row of a long list: see page_row. */
struct export export_row(const struct export *e);

#endif
