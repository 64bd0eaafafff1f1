/*
 * UTF-8: checking, walking, and the one normal form in which names are
 * compared (utf8proc).
 */
#ifndef LUCE_BASE_UTF8_H
#define LUCE_BASE_UTF8_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/mem.h"

#define UTF8_BAD UINT32_MAX

/* The character at *p, which moves past it; UTF8_BAD moves one byte. *p < end. */
uint32_t utf8_next(const char **p, const char *end);
/* Index of the first byte that is not valid UTF-8 (RFC 3629), or len. */
size_t utf8_check(const char *s, size_t len);
/* Characters in valid UTF-8. */
size_t utf8_length(const char *s, size_t len);
/* Columns on a terminal: wide characters count two. */
size_t utf8_width(const char *s);
/* Controls, bidi marks and other characters that print nothing, move others or have no known look. */
bool utf8_hidden(uint32_t c);
/* White space of any width (also U+3000, line breaks). */
bool utf8_space(uint32_t c);
void utf8_add(struct buf *out, uint32_t c);
/*
 * The form in which two printed names of one company agree: NFKC, case
 * folded, all white space and hidden characters gone, every dash one dash.
 * Private and unassigned characters stay: rare ones in names may be such.
 * In the arena.
 */
const char *utf8_name_key(struct arena *a, const char *name);

#endif
