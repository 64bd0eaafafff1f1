/*
 * Records by table: one description of each kind of record drives decoding,
 * encoding and its JSON Schema, so the three cannot disagree.
 */
#ifndef LUCE_CONTENT_RECORD_H
#define LUCE_CONTENT_RECORD_H

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>

#include "base/finding.h"
#include "base/mem.h"

struct json_out;

enum field_type { /* what stands in the structure */
		  FIELD_STRING, /* const char * */
		  FIELD_STRINGS, /* struct strings */
		  FIELD_CELLS, /* const char **, and an unsigned count at offset2 */
		  FIELD_INT, /* int */
		  FIELD_BOOL, /* bool */
		  FIELD_DATE, /* date_t: "YYYY-MM-DD" */
		  FIELD_DATES, /* ARRAY_OF(date_t) */
		  FIELD_MINUTE, /* minute_t: "YYYY-MM-DD HH:MM" */
		  FIELD_MONTH_DAY, /* int: "MM-DD" */
		  FIELD_CHOICE, /* int: an index into choices */
		  FIELD_RECORD, /* T *, NULL where absent */
		  FIELD_INLINE, /* T in place; its keys stand in an object of their own */
		  FIELD_RECORDS, /* ARRAY_OF(T) */
		  FIELD_COUNTS /* ARRAY_OF(struct count): { "enter": { "factory": 3 } } */
};

enum form { /* of a string */
	    FORM_TEXT, /* one line; no control, bidi or invisible characters */
	    FORM_REGION, /* 440300, 440300-shenshan */
	    FORM_ENTITY, /* 440400-0001 */
	    FORM_NOTICE, /* 440400/2025/factory-list */
	    FORM_LIST, /* 440400/factory */
	    FORM_RULES, /* 440400-2024-387 */
	    FORM_NAME, /* lower case, digits, hyphens: ids of authorities, assessors, categories */
	    FORM_SLUG, /* names separated by '/' */
	    FORM_ADDRESS, /* of a page: a slug with .html behind it */
	    FORM_USCC, /* 18 characters of GB 32100 (check digits are checked elsewhere) */
	    FORM_URL, /* http or https */
	    FORM_SHA256,
	    FORM_OBJECT, /* a git object id */
	    FORM_FILE, /* a file name without '/' */
	    FORM_CODE, /* upper case and digits: grounds */
	    FORM_DIVISION, /* of GB/T 4754 (whether it exists is checked elsewhere) */
	    FORM_SITE_CODE, /* 网站标识码 */
	    FORMS
};

enum field_flags {
	FIELD_REQUIRED = 1,
	FIELD_MORE = 2, /* stands in the structure that the record's `more` pointer names */
	FIELD_FLAT = 4, /* records: each on a line of its own */
	FIELD_EMPTY_OK = 8, /* a string, or a cell, may be empty */
	FIELD_KEEP_EMPTY = 16, /* an array is written even when it is empty */
	FIELD_NULL_OK = 64, /* null says expressly that the text leaves it open */
	FIELD_SPREAD = 32 /* an inline record whose keys stand among the parent's */
};

struct record;

struct field {
	const char *key;
	enum field_type type;
	unsigned flags;
	size_t offset, offset2;
	enum form form;
	const char *const *choices; /* NULL-terminated; an entry "" has no name in JSON */
	const struct record *record;
	int least, most; /* FIELD_INT; both 0: 0 to 1,000,000,000 */
	const char *says; /* description, in Chinese */
};

struct record {
	const char *name; /* in schemas: "notice" */
	const char *says;
	size_t size;
	const struct field *fields;
	size_t n_fields;
	size_t more_offset, more_size; /* for FIELD_MORE */
};

struct decoder {
	struct arena *arena;
	struct findings *findings;
	struct place file; /* its pointer is not used */
	struct intern *intern; /* NULL: each string is kept anew */
};

/* Fills *out. -1 if anything was wrong (and every wrong thing is a finding). pointer is that of `json`. */
int record_decode(const struct decoder *d, const struct record *r, json_t *json,
		  const char *pointer, void *out);
void record_encode(struct json_out *j, const struct record *r, const void *in);

/* What differs between two records of a kind, part by part. */
struct record_part {
	const char *part; /* JSON Pointer; of what was left out, its place in the older record */
	const char *was, *is; /* a text as it is, anything else as JSON; NULL: absent */
};

struct record_parts {
	struct record_part *items; /* in the order of the tables; freed by the caller */
	size_t n, cap;
	struct arena *arena; /* for the texts; given by the caller */
};

/*
 * Appends to out. The pointers begin with prefix. Items that were put into an
 * array, or left out of it, in one place are each one part; where items before
 * and behind them stayed, those say nothing.
 */
void record_compare(const struct record *r, const void *was, const void *is, const char *prefix,
		    struct record_parts *out);
/* Quick, as nothing is kept. */
bool record_same(const struct record *r, const void *a, const void *b);

bool form_matches(enum form form, const char *s);
const char *form_pattern(enum form form); /* ECMA 262 and POSIX extended agree on it; NULL for FORM_TEXT */
const char *form_example(enum form form); /* for messages in any language */

#endif
