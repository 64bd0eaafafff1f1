/*
 * JSON in: bytes to a jansson tree, with findings that carry line and column.
 *
 * A text is one object or array. Rejected, each with a finding: bytes that
 * are not UTF-8, duplicate keys, anything after the value, lone surrogates,
 * NUL, nesting deeper than JSON_DEPTH_MOST, integers beyond 64 bits. A
 * leading BOM is skipped. The first fault ends it: one finding a text.
 * Trees are for decoding into records at once; they are not kept.
 */
#ifndef LUCE_FORMAT_JSON_H
#define LUCE_FORMAT_JSON_H

#include <jansson.h>

#include "base/buf.h"
#include "base/finding.h"

enum { JSON_DEPTH_MOST = 64 };

/*
 * The tree, which the caller json_decref()s, or NULL and one finding. place
 * names the file; its line is that of the first byte of text (0 and 1 are
 * the same), for JSON inside another file.
 */
json_t *json_parse(struct str text, struct place place, struct findings *f);

/*
 * Line and column (in characters, from 1) of the value that a JSON Pointer
 * names; of its key where the pointer ends in '#' (so a key that itself ends
 * in one cannot be named). -1 if there is none: then line and col are those
 * of the nearest enclosing value that exists. text may go on after its first
 * JSON value (front matter), and need not be valid.
 */
int json_locate(struct str text, const char *pointer, unsigned *line, unsigned *col);

struct json_spot {
	const char *pointer;
	unsigned line, col;
	struct json_spot *next; /* of the same pointer; for json_locate_all */
};

/*
 * Locates all n spots in one pass over the text, so that a file with as many
 * faults as rows is no matter. What the one pass does not meet is located
 * singly, as above.
 */
void json_locate_all(struct str text, struct json_spot *spots, size_t n);

#endif
