/*
 * Where a byte of a text stands, and what no text may hold.
 *
 * Lines end at LF, CR LF or a lone CR; lines and columns count from 1, the
 * latter in characters. A leading byte order mark has no column.
 */
#ifndef LUCE_FORMAT_TEXT_H
#define LUCE_FORMAT_TEXT_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"
#include "base/finding.h"

size_t text_bom(struct str text); /* its length: 3, or 0 if there is none */
/* If a line ends at byte at, the length of its end (1 or 2); 0 otherwise. */
size_t text_line_end(struct str text, size_t at);

/* Bytes before at must be valid UTF-8. */
void text_position(struct str text, size_t at, unsigned *line, unsigned *col);
/* The place of byte at in file, whose line is that of the text's first byte (0 and 1 are the same). */
struct place text_place(struct str text, size_t at, struct place file);

/* The first bytes from start to end, cut between characters where they are many, for a message. */
void text_excerpt(struct str text, size_t start, size_t end, struct buf *out);

/* 0, or -1 and a finding at the first byte that is not UTF-8. */
int text_check_utf8(struct str text, struct place file, struct findings *f);
/* 0, or -1 and a finding for each line with a control character (NUL, DEL, C1) but tabs. Text is UTF-8. */
int text_check_controls(struct str text, struct place file, struct findings *f);

/*
 * Whether a line that ends as before does and one that begins as after does
 * are set without a space between them: a Chinese character or its
 * punctuation on one side, and on the other too, or a quotation mark, dash or
 * ellipsis, which Chinese shares with Latin.
 */
bool text_joins(const char *before, const char *after);

#endif
