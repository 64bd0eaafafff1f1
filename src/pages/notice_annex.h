/*
 * An annex as a table: the cells as they were printed, each name leading to
 * its entity, and beside them what later notices revoked or corrected. The
 * cells themselves never change.
 */
#ifndef LUCE_PAGES_NOTICE_ANNEX_H
#define LUCE_PAGES_NOTICE_ANNEX_H

#include "pages/page.h"

enum {
	ANNEX_NO,
	ANNEX_TITLE,
	ANNEX_COUNT,
	ANNEX_EMPTY,
	ANNEX_UNRANKED,
	ANNEX_COLUMNS,
	ANNEX_ROWS,
	ANNEX_BASES,
	ANNEX_SLOTS
};

extern const struct shape annex_shape;

/* index: of the annex in the notice. */
void fill_annex(const struct page *p, struct value frame[ANNEX_SLOTS],
		const struct notice_outline *n, size_t index);

#endif
