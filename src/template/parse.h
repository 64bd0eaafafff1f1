/*
 * A template as a row of parts: its text and its tags in the order in which
 * they stand, lines that hold nothing but a tag already taken out. Neutral:
 * it says nothing of values. Internal to template/.
 *
 * Sections are not nested lists; each opening part knows where it ends:
 *
 *	for (size_t i = 0; i < p->n; i = p->items[i].end + 1)
 *		... p->items[i], and its content from i + 1 up to end - 1
 */
#ifndef LUCE_TEMPLATE_PARSE_H
#define LUCE_TEMPLATE_PARSE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"
#include "base/mem.h"
#include "base/place.h"
#include "template/report.h"

/* How deep sections, partials, parents and blocks may stand in each other, all counted. */
enum { NESTING_MOST = 64 };

enum part_kind {
	PART_NOTHING, /* a comment, a change of delimiters, or what went with a standalone tag */
	PART_LINE, /* a line starts; the text is its leading white space */
	PART_TEXT, /* within one line, its end included */
	PART_VARIABLE, /* {{name}} */
	PART_RAW, /* {{{name}}}, {{&name}} */
	PART_SECTION, /* {{#name}} */
	PART_INVERTED, /* {{^name}} */
	PART_PARTIAL, /* {{>name}} */
	PART_PARENT, /* {{<name}} */
	PART_BLOCK, /* {{$name}} */
	PART_END /* {{/name}} */
};

/* How a partial, a parent with its end, or a block stands on its line. */
enum part_stand {
	STAND_INLINE, /* something is before it */
	STAND_LEADING, /* a block that starts the line and has content on it */
	STAND_ALONE /* nothing else is; a block's content starts on the next line */
};

struct part {
	enum part_kind kind;
	enum part_stand stand; /* PART_PARTIAL, PART_PARENT, PART_BLOCK */
	struct str text; /* the bytes of a text; the name in a tag */
	struct str source; /* the whole tag as written */
	struct str indent; /* white space before a partial or parent; that of a block's first line */
	unsigned line, col; /* of the tag, from 1, in characters */
	size_t end; /* index of its PART_END, or n for lack of one; other parts: its own index */
};

struct parts {
	struct part *items;
	size_t n, cap;
};

/*
 * Parses a whole template. -1 with findings; *out is something to go on with
 * all the same: parts that agree, errors left out. Items are in the arena;
 * slices point into text, which must stay.
 */
int parts_parse(struct parts *out, struct str text, struct place file, struct report *r,
		struct arena *a);

bool name_equal(struct str a, struct str b);

/* lex.c: bytes into parts, in which `end` and `stand` are not set yet. Items are from xrealloc. */
void parts_lex(struct parts *out, struct str text, struct place file, struct report *r,
	       struct arena *scratch);

#endif
