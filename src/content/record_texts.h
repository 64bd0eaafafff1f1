/*
 * The words in a record, whatever its kind: every field that is free text,
 * found by the same tables that read and write records, so that a field
 * which is added later is covered by itself.
 *
 *	record_texts(&entity_record, e, visit, ctx);
 *
 * Texts in a fixed form (ids, dates, addresses) are not among them.
 */
#ifndef LUCE_CONTENT_RECORD_TEXTS_H
#define LUCE_CONTENT_RECORD_TEXTS_H

#include "content/record.h"

struct text_at { /* where a text stands; on the stack of the walk */
	const struct text_at *up; /* NULL at the top */
	const char *key; /* NULL: an item of an array, at index */
	size_t index;
};

typedef void (*text_visit)(void *ctx, const char *text, const struct text_at *at);

void record_texts(const struct record *r, const void *record, text_visit visit, void *ctx);
/* As a JSON Pointer, in the arena. Made only when something is wrong. */
const char *text_pointer(struct arena *a, const struct text_at *at);

#endif
