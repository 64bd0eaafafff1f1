/*
 * JSON Schemas (draft 2020-12) of the records, from the tables that load
 * them. A file that names its schema in "$schema" is checked and completed
 * by editors while it is written.
 */
#ifndef LUCE_CONTENT_SCHEMA_H
#define LUCE_CONTENT_SCHEMA_H

#include "base/buf.h"
#include "content/record.h"

/* Appends the schema with all that it refers to. */
void schema_render(const struct record *r, struct buf *out);

#endif
