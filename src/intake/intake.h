/*
 * Intake: a sheet as an office keeps it becomes entities and an annex.
 *
 * Rows are matched to entities by normalised name and by place; what is new
 * gets a record. Nothing is guessed: a row that could be two companies, a
 * company of that name elsewhere, a place nobody knows are findings with
 * the sheet's row and column, and then nothing is imported at all.
 *
 * Pure: structures in, structures out; who calls writes them.
 */
#ifndef LUCE_INTAKE_INTAKE_H
#define LUCE_INTAKE_INTAKE_H

#include "base/finding.h"
#include "base/mem.h"
#include "content/content.h"
#include "content/write.h"
#include "format/csv.h"
#include "register/registry.h"

struct intake_request {
	const struct content *content;
	const struct registry *registry; /* folded without the notice that is written: a second run sees what the first saw */
	const struct csv_table *sheet;
	const char *sheet_path; /* for findings */
	const char *notice, *list; /* ids */
	int action; /* enum action */
	const char *annex_title; /* NULL: a neutral one */
	const struct pair *where, *map;
	size_t n_where, n_map;
};

struct intake {
	struct notice notice; /* with the annexes as they will be */
	ARRAY_OF(struct entity) entities; /* new ones */
	size_t rows, matched, located;
};

/* Whether a sheet can say all that rows of the action need; the others name a row, a record or an assessor. */
bool intake_takes(int action);
/*
 * A draft of the type that fits the action, issued by the region's lead
 * authority, with a neutral title and without annexes. signed_on may be
 * DATE_NONE.
 */
void intake_new_notice(const struct content *c, const char *id, int action, date_t signed_on,
		       struct arena *a, struct notice *n);
/* What it still lacks once its values are set: a body that says that it is transcribed. */
void intake_finish_notice(struct notice *n);
/*
 * out->notice holds the notice so far: the one on record, or a new one; the
 * rest is filled in. 0, or -1 with findings. All of it lives in the arena.
 */
int intake_plan(const struct intake_request *q, struct arena *a, struct intake *out,
		struct findings *f);

#endif
