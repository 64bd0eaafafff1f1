/*
 * One escaper per output context, named after it. Each appends to out the
 * text s, made safe to stand in that context. s is valid UTF-8 (content is
 * checked when it is loaded).
 */
#ifndef LUCE_BASE_ESCAPE_H
#define LUCE_BASE_ESCAPE_H

#include <stdbool.h>

#include "base/buf.h"

/*
 * HTML and XML text and double-quoted attributes: & < > " ' as entities;
 * what XML 1.0 has no way to write (controls, U+FFFE, U+FFFF) as U+FFFD.
 */
void escape_html(struct buf *out, struct str s);
/* One segment of a URL path: everything but unreserved characters (RFC 3986) as %XX. */
void escape_url_segment(struct buf *out, struct str s);
/* A URL path of segments separated by '/', which stays. */
void escape_url_path(struct buf *out, struct str s);
/* The inside of a JSON string; also safe inside <script>: < > & U+2028 U+2029 as \u. */
void escape_json(struct buf *out, struct str s);
/*
 * A CSV cell (RFC 4180), quoted where needed. What a spreadsheet might run as a
 * formula, a leading = + - @ (also full-width), TAB, CR or LF, is disarmed by '.
 */
void escape_csv(struct buf *out, struct str s);
/* The two halves of it, for a cell that is made of several texts: whether the ' is due, and the quotes. */
bool escape_csv_armed(struct str s);
void escape_csv_quoted(struct buf *out, struct str s);
/*
 * The text of a cell in an XLSX sheet, before it is written as XML: what XML 1.0 has no way to
 * write as U+FFFD, and what reads like an escape of ECMA-376 (_x0041_) escaped itself.
 */
void escape_xlsx(struct buf *out, struct str s);
/* A value of an iCalendar content line (RFC 5545 3.3.11), not folded. */
void escape_ical(struct buf *out, struct str s);
/* For a terminal or a log: control, bidi and invisible characters as \u{XX}. */
void escape_visible(struct buf *out, struct str s);

#endif
