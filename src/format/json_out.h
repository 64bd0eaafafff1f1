/*
 * JSON out: one canonical layout, so that diffs show only facts.
 *
 * Members and elements stand one per line, two spaces a level; {} and []
 * where there are none. A value written between json_out_flat_begin and
 * json_out_flat_end stands on one line, objects with a space inside, arrays
 * without unless they hold objects:
 *	{ "id": "…", "cells": ["…", "…"], "contacts": [ { "phone": "…" } ] }
 * Text is UTF-8 as it is; only quotes, backslash and controls are escaped.
 * No line end follows the last bracket; who writes a file adds it.
 * The caller keeps calls balanced; wrong nesting is a bug (assert).
 *
 *	struct json_out j = { .out = &buf };
 *	json_out_object_begin(&j);
 *	json_out_key(&j, "name");
 *	json_out_string(&j, "…");
 *	json_out_object_end(&j);
 */
#ifndef LUCE_FORMAT_JSON_OUT_H
#define LUCE_FORMAT_JSON_OUT_H

#include <stdbool.h>
#include <stdint.h>

#include "base/buf.h"

enum { JSON_OUT_DEPTH_MOST = 64 };

struct json_out {
	struct buf *out;
	unsigned depth;
	unsigned flat; /* levels of json_out_flat_begin */
	unsigned flat_depth; /* the depth where the outermost of them began */
	uint64_t objects; /* bit n: what is open at depth n + 1 is an object, not an array */
	bool after_item; /* a comma comes before the next item */
	bool after_key; /* the next value stands on the key's line */
};

void json_out_object_begin(struct json_out *j);
void json_out_object_end(struct json_out *j);
void json_out_array_begin(struct json_out *j);
void json_out_array_end(struct json_out *j);
void json_out_flat_begin(struct json_out *j);
void json_out_flat_end(struct json_out *j);
void json_out_key(struct json_out *j, const char *key);
void json_out_string(struct json_out *j, const char *s); /* NULL writes null */
void json_out_int(struct json_out *j, int64_t n);
void json_out_bool(struct json_out *j, bool b);
void json_out_null(struct json_out *j);

#endif
