/*
 * A tolerant scanner of JSON tokens: where things stand in a text that need
 * not be JSON. It never fails and never recurses; jansson does the parsing.
 */
#ifndef LUCE_FORMAT_JSON_TOKEN_H
#define LUCE_FORMAT_JSON_TOKEN_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"

enum json_token_kind {
	JSON_TOKEN_END, /* of the text */
	JSON_TOKEN_OPEN, /* { or [ */
	JSON_TOKEN_CLOSE, /* } or ] */
	JSON_TOKEN_COMMA,
	JSON_TOKEN_COLON,
	JSON_TOKEN_STRING, /* with its quotes; one that is not closed ends with its line */
	JSON_TOKEN_WORD /* anything else up to white space or one of the above */
};

struct json_token {
	enum json_token_kind kind;
	size_t start, end; /* bytes of the text */
};

/* The first token at or after byte at. */
struct json_token json_token_next(struct str text, size_t at);
/* Whether a string has its closing quote. */
bool json_token_closed(struct str text, struct json_token t);
/*
 * The byte after the value that begins with t, in *end. -1 if there is no
 * value, its brackets do not match, or it is deeper than JSON_DEPTH_MOST.
 */
int json_token_value(struct str text, struct json_token t, size_t *end);

/* The value of a hexadecimal digit, and of the four at p, as in \u4e2d; -1 for anything else. */
int json_hex(char c);
long json_hex4(const char *p, const char *end);

#endif
