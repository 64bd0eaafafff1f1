/*
 * The source beside cmark's tree. cmark knows where blocks stand, but not
 * reliably where inlines do (line ends inside code and links, reference
 * definitions and indented lines shift them). So an inline is searched for,
 * in order, in the lines of its block.
 */
#ifndef LUCE_FORMAT_MARKDOWN_SOURCE_H
#define LUCE_FORMAT_MARKDOWN_SOURCE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"
#include "base/place.h"

struct markdown_source {
	struct str text;
	struct place file; /* its line is that of the text's first byte */
	size_t *lines; /* the byte where each line starts, and one past the last */
	size_t n_lines;
	size_t block, at, end; /* bytes: where the block starts, what of it is not passed yet */
};

void markdown_source_init(struct markdown_source *s, struct str text, struct place file);
void markdown_source_release(struct markdown_source *s);

/* Goes to a block, by cmark's lines and column (in bytes), all from 1. */
void markdown_source_block(struct markdown_source *s, int line, int col, int end_line);
/* The next place in the block where needle stands and no backslash escapes it. Moves nothing. */
bool markdown_source_find(const struct markdown_source *s, struct str needle, size_t *at);
struct place markdown_source_place(const struct markdown_source *s, size_t at);

/* The first byte of a line that opens more than most quotations and lists, or the text's length. */
size_t markdown_source_deep(struct str text, unsigned most);

#endif
