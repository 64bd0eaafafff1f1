/*
 * Inside of records: how the tables' offsets are read. Only for the record_*.c files.
 */
#ifndef LUCE_CONTENT_RECORD_SLOT_H
#define LUCE_CONTENT_RECORD_SLOT_H

#include <string.h>

#include "content/record.h"

struct json_out;

struct array { /* the shape of every ARRAY_OF, read by copy */
	void *items;
	size_t n;
};

static inline struct array array_at(const char *slot)
{
	struct array a;

	memcpy(&a, slot, sizeof(a));
	return a;
}

static inline int int_at(const char *slot)
{
	int n;

	memcpy(&n, slot, sizeof(n));
	return n;
}

static inline const void *pointer_at(const char *slot)
{
	const void *p;

	memcpy(&p, slot, sizeof(p));
	return p;
}

/* ---- record_encode.c ---- */

/* Where the field's slot is counted from; NULL: its `more` is absent, and so is the field. */
const char *field_base(const struct record *r, const struct field *f, const char *record);
/* Whether it would not be written. */
bool field_absent(const struct field *f, const char *base);
/* The value alone; the field is not absent. */
void field_encode(struct json_out *j, const struct field *f, const char *base);

#endif
