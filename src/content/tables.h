/*
 * The tables: every kind of record, field by field, in the order in which
 * it is written. See record.h for what they drive.
 */
#ifndef LUCE_CONTENT_TABLES_H
#define LUCE_CONTENT_TABLES_H

#include "content/record.h"

extern const struct record site_record, categories_record, calendar_record, region_record,
	rules_record, entity_record, assessor_record, notice_record, annexes_record,
	withheld_record, redirects_record;

/* All of them, NULL at the end: what `luce schema` knows. */
extern const struct record *const all_records[];

/* Files that hold one array: { "categories": [ … ] }. */
struct array_file {
	struct {
		void *items;
		size_t n;
	} items;
};

#endif
