/* Base 64 of RFC 4648, section 4, with padding; strict, so that a text has one form. */
#ifndef LUCE_LOG_BASE64_H
#define LUCE_LOG_BASE64_H

#include "base/buf.h"

void base64_add(struct buf *out, const void *bytes, size_t len);
/* Appends what the text says. -1, out as it was: not base 64, or not its one form. */
int base64_parse(struct str text, struct buf *out);

#endif
