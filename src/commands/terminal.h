/*
 * The program's own terms on a terminal: in English as records have them, in
 * Chinese as the pages say them. For text that people read; JSON and CSV
 * keep the records' terms in any language.
 */
#ifndef LUCE_COMMANDS_TERMINAL_H
#define LUCE_COMMANDS_TERMINAL_H

#include "base/buf.h"
#include "base/finding.h"

/* An action ("enter"), a member's status ("barred"), a day of a notice ("signed"). */
const char *term(const char *word, enum language lang);
const char *term_type(int type, enum language lang); /* of a notice */
const char *term_kind(int kind, enum language lang); /* of an entity */
const char *term_ground(const char *code, enum language lang); /* of a removal; NULL stays NULL */

/* Made visible, and spaces up to a width in columns; Chinese characters take two. */
void add_padded(struct buf *out, const char *s, size_t width);

#endif
