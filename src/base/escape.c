#include "base/escape.h"

#include <stdbool.h>
#include <string.h>

#include "base/mem.h"
#include "base/utf8.h"

static const char replacement[] = "\xef\xbf\xbd"; /* U+FFFD */

/* What stands for the character of n bytes at p; NULL where it stands for itself. */
static const char *html_entity(const char *p, const char *end, size_t *n)
{
	unsigned char c = (unsigned char)*p;

	*n = 1;
	switch (c) {
	case '&':
		return "&amp;";
	case '<':
		return "&lt;";
	case '>':
		return "&gt;";
	case '"':
		return "&quot;";
	case '\'':
		return "&#39;";
	case '\n':
	case '\t':
		return NULL;
	case 0xef: /* of U+FFFE and U+FFFF, EF BF BE and EF BF BF */
		*n = 3;
		return end - p >= 3 && p[1] == '\xbf' && (p[2] & 0xff) >= 0xbe ? replacement : NULL;
	default:
		return c < 0x20 || c == 0x7f ? replacement : NULL;
	}
}

void escape_html(struct buf *out, struct str s)
{
	const char *p = s.data, *run = p, *end = p + s.len;

	while (p < end) {
		size_t n;
		const char *entity = html_entity(p, end, &n);

		if (!entity) {
			p++;
			continue;
		}
		buf_add(out, run, (size_t)(p - run));
		buf_add_str(out, entity);
		p += n;
		run = p;
	}
	buf_add(out, run, (size_t)(end - run));
}

static bool unreserved(unsigned char c)
{
	return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') ||
	       c == '-' || c == '.' || c == '_' || c == '~';
}

static void url_escape(struct buf *out, struct str s, bool keep_slash)
{
	for (size_t i = 0; i < s.len; i++) {
		unsigned char c = (unsigned char)s.data[i];

		if (unreserved(c) || (keep_slash && c == '/'))
			buf_add_char(out, (char)c);
		else
			buf_add_format(out, "%%%02X", c);
	}
}

void escape_url_segment(struct buf *out, struct str s)
{
	url_escape(out, s, false);
}

void escape_url_path(struct buf *out, struct str s)
{
	url_escape(out, s, true);
}

void escape_json(struct buf *out, struct str s)
{
	for (size_t i = 0; i < s.len; i++) {
		unsigned char c = (unsigned char)s.data[i];

		if (c == '"' || c == '\\') {
			buf_add_char(out, '\\');
			buf_add_char(out, (char)c);
		} else if (c == '\n') {
			buf_add_str(out, "\\n");
		} else if (c == '\t') {
			buf_add_str(out, "\\t");
		} else if (c < 0x20 || c == 0x7f || c == '<' || c == '>' || c == '&') {
			buf_add_format(out, "\\u%04x", c);
		} else if (c == 0xe2 && s.len - i >= 3 && (s.data[i + 1] & 0xff) == 0x80 &&
			   ((s.data[i + 2] & 0xff) == 0xa8 || (s.data[i + 2] & 0xff) == 0xa9)) {
			buf_add_str(out, (s.data[i + 2] & 0xff) == 0xa8 ? "\\u2028" : "\\u2029");
			i += 2;
		} else {
			buf_add_char(out, (char)c);
		}
	}
}

/* Whether a spreadsheet may take the cell for a formula. */
bool escape_csv_armed(struct str s)
{
	static const char *const signs[] = { "=",  "+",	 "-",  "@",  "\t", "\r",
					     "\n", "＝", "＋", "－", "＠" };

	for (size_t i = 0; i < ARRAY_LEN(signs); i++) {
		size_t len = strlen(signs[i]);

		if (s.len >= len && memcmp(s.data, signs[i], len) == 0)
			return true;
	}
	return false;
}

static bool csv_quotes_needed(struct str s)
{
	if (!s.len)
		return false;
	for (size_t i = 0; i < s.len; i++)
		if (s.data[i] == ',' || s.data[i] == '"' || s.data[i] == '\n' || s.data[i] == '\r')
			return true;
	return s.data[0] == ' ' || s.data[s.len - 1] == ' ';
}

static void csv_quote(struct buf *out, const char *start, struct str s)
{
	buf_add_str(out, start);
	for (size_t i = 0; i < s.len; i++) {
		if (s.data[i] == '"')
			buf_add_char(out, '"');
		buf_add_char(out, s.data[i]);
	}
	buf_add_char(out, '"');
}

void escape_csv_quoted(struct buf *out, struct str s)
{
	if (csv_quotes_needed(s))
		csv_quote(out, "\"", s);
	else
		buf_add_slice(out, s);
}

void escape_csv(struct buf *out, struct str s)
{
	if (escape_csv_armed(s))
		csv_quote(out, "\"'", s);
	else
		escape_csv_quoted(out, s);
}

static bool is_hex(char c)
{
	return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
}

/* ECMA-376 22.9.2.19, ST_Xstring: _xHHHH_ stands for a character. */
static bool xlsx_escape_at(const char *p, const char *end)
{
	if (end - p < 7 || p[0] != '_' || p[1] != 'x' || p[6] != '_')
		return false;
	return is_hex(p[2]) && is_hex(p[3]) && is_hex(p[4]) && is_hex(p[5]);
}

void escape_xlsx(struct buf *out, struct str s)
{
	const char *p = s.data ? s.data : "", *end = p + s.len;

	while (p < end) {
		size_t n;
		const char *entity = html_entity(p, end, &n);

		if (entity == replacement) {
			buf_add_str(out, replacement);
		} else if (xlsx_escape_at(p, end)) {
			buf_add_str(out, "_x005F_");
		} else {
			buf_add_char(out, *p);
			n = 1;
		}
		p += n;
	}
}

void escape_ical(struct buf *out, struct str s)
{
	for (size_t i = 0; i < s.len; i++) {
		char c = s.data[i];

		if (c == '\\' || c == ';' || c == ',') {
			buf_add_char(out, '\\');
			buf_add_char(out, c);
		} else if (c == '\n') {
			buf_add_str(out, "\\n");
		} else if (c == '\t' || ((unsigned char)c >= 0x20 && c != 0x7f)) {
			buf_add_char(out, c); /* other controls have no place in a content line */
		}
	}
}

void escape_visible(struct buf *out, struct str s)
{
	const char *p = s.data, *end = s.data + s.len;

	while (p < end) {
		const char *start = p;
		uint32_t c = utf8_next(&p, end);

		if (c == UTF8_BAD)
			buf_add_format(out, "\\x%02x", (unsigned char)*start);
		else if (utf8_hidden(c))
			buf_add_format(out, "\\u{%x}", (unsigned)c);
		else
			buf_add(out, start, (size_t)(p - start));
	}
}
