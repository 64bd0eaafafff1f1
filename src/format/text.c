#include "format/text.h"

#include <stdio.h>
#include <string.h>

#include "base/utf8.h"

enum { EXCERPT_MOST = 48 }; /* bytes */

size_t text_bom(struct str text)
{
	return text.len >= 3 && memcmp(text.data, "\xef\xbb\xbf", 3) == 0 ? 3 : 0;
}

size_t text_line_end(struct str text, size_t at)
{
	if (at >= text.len)
		return 0;
	if (text.data[at] == '\r')
		return at + 1 < text.len && text.data[at + 1] == '\n' ? 2 : 1;
	return text.data[at] == '\n';
}

void text_position(struct str text, size_t at, unsigned *line, unsigned *col)
{
	size_t start = text_bom(text);
	size_t i = start;
	unsigned n = 1;

	if (at > text.len)
		at = text.len;
	while (i < at) {
		size_t end = text_line_end(text, i);

		if (end && i + end <= at) { /* not between CR and LF */
			n++;
			start = i + end;
		}
		i += end ? end : 1;
	}
	*line = n;
	*col = at < start ? 1 : (unsigned)utf8_length(text.data + start, at - start) + 1;
}

struct place text_place(struct str text, size_t at, struct place file)
{
	struct place p = file;

	text_position(text, at, &p.line, &p.col);
	if (file.line)
		p.line += file.line - 1;
	p.pointer = NULL;
	return p;
}

void text_excerpt(struct str text, size_t start, size_t end, struct buf *out)
{
	size_t cut = end;

	if (end - start > EXCERPT_MOST) {
		cut = start + EXCERPT_MOST;
		while (cut > start && (text.data[cut] & 0xc0) == 0x80)
			cut--;
	}
	buf_add(out, text.data + start, cut - start);
	if (cut < end)
		buf_add_str(out, "…");
}

int text_check_utf8(struct str text, struct place file, struct findings *f)
{
	size_t bad = utf8_check(text.data, text.len);
	char byte[24];

	if (bad == text.len)
		return 0;
	snprintf(byte, sizeof(byte), "%zu", bad + 1);
	finding_add(f, F_UTF8_INVALID, text_place(text, bad, file), byte);
	return -1;
}

/* The control character at p, but tabs and line ends; 0x20, which is none, otherwise. */
static unsigned control_at(const char *p, const char *end)
{
	unsigned char c = (unsigned char)*p;

	if (c < 0x20)
		return c == '\t' || c == '\n' || c == '\r' ? 0x20 : c;
	if (c == 0xc2 && end - p >= 2 && (p[1] & 0xff) < 0xa0) /* C1 */
		return p[1] & 0xff;
	return c == 0x7f ? c : 0x20;
}

int text_check_controls(struct str text, struct place file, struct findings *f)
{
	size_t line_start = text_bom(text);
	unsigned line = file.line ? file.line : 1, reported = 0;

	for (size_t i = line_start; i < text.len; i++) {
		unsigned c = control_at(text.data + i, text.data + text.len);
		struct place p = file;
		char name[16];

		if (text_line_end(text, i) == 1) { /* of CR LF, at the LF */
			line++;
			line_start = i + 1;
		}
		if (c == 0x20 || reported == line)
			continue;
		p.line = reported = line;
		p.col = (unsigned)utf8_length(text.data + line_start, i - line_start) + 1;
		p.pointer = NULL;
		snprintf(name, sizeof(name), "U+%04X", c);
		finding_add(f, F_TEXT_CONTROL, p, name);
	}
	return reported ? -1 : 0;
}

/* Han, kana, and their punctuation, full width forms: what is set without spaces. */
static bool wide(uint32_t c)
{
	return (c >= 0x2e80 && c <= 0x312f) || (c >= 0x31a0 && c <= 0x9fff) ||
	       (c >= 0xf900 && c <= 0xfaff) || (c >= 0xfe30 && c <= 0xfe4f) ||
	       (c >= 0xff01 && c <= 0xff60) || (c >= 0xffe0 && c <= 0xffe6) ||
	       (c >= 0x20000 && c <= 0x3fffd);
}

/* Punctuation that Chinese shares with Latin: it counts as wide beside a wide character. */
static bool shared(uint32_t c)
{
	return c == 0xb7 || (c >= 0x2013 && c <= 0x2015) || c == 0x2018 || c == 0x2019 ||
	       c == 0x201c || c == 0x201d || c == 0x2026;
}

static uint32_t last_character(const char *s)
{
	const char *end = s + strlen(s), *p = end;

	while (p > s && (*--p & 0xc0) == 0x80)
		;
	return p < end ? utf8_next(&p, end) : 0;
}

bool text_joins(const char *before, const char *after)
{
	uint32_t a = last_character(before),
		 b = *after ? utf8_next(&after, after + strlen(after)) : 0;

	return (wide(a) && (wide(b) || shared(b))) || (shared(a) && wide(b));
}
