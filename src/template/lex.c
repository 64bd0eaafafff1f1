#include "template/parse.h"

#include <stdbool.h>
#include <string.h>

#include "base/utf8.h"

struct lexer {
	const char *p, *end;
	unsigned line, col; /* of p */
	struct str open, close; /* the delimiters */
	struct parts *out;
	struct place file;
	struct report *report;
	struct arena *scratch;
};

static bool starts_with(const char *p, const char *end, struct str s)
{
	return (size_t)(end - p) >= s.len && memcmp(p, s.data, s.len) == 0;
}

static bool contains(struct str s, struct str what)
{
	for (size_t i = 0; i + what.len <= s.len; i++)
		if (memcmp(s.data + i, what.data, what.len) == 0)
			return true;
	return false;
}

static bool space(char c)
{
	return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f' || c == '\v';
}

static bool control(char c)
{
	return (unsigned char)c < 0x20 || c == 0x7f;
}

static struct str trim(struct str s)
{
	while (s.len && space(s.data[0])) {
		s.data++;
		s.len--;
	}
	while (s.len && space(s.data[s.len - 1]))
		s.len--;
	return s;
}

static struct place place_here(const struct lexer *lx)
{
	struct place place = lx->file;

	place.line = lx->line;
	place.col = lx->col;
	return place;
}

/* Every byte is passed once, so that positions cost nothing on long lines. */
static void advance(struct lexer *lx, const char *to)
{
	for (; lx->p < to; lx->p++) {
		if (*lx->p == '\n') {
			lx->line++;
			lx->col = 1;
		} else if (((unsigned char)*lx->p & 0xc0) != 0x80) {
			lx->col++;
		}
	}
}

/* A part from p up to `to`, which becomes p. */
static struct part *part_add(struct lexer *lx, enum part_kind kind, const char *to)
{
	struct parts *out = lx->out;
	struct part *part;

	ARRAY_GROW(out->items, out->n, out->cap);
	part = &out->items[out->n++];
	memset(part, 0, sizeof(*part));
	part->kind = kind;
	part->text = part->source = (struct str){ lx->p, (size_t)(to - lx->p) };
	part->line = lx->line;
	part->col = lx->col;
	advance(lx, to);
	return part;
}

static void lex_margin(struct lexer *lx)
{
	const char *q = lx->p;

	while (q < lx->end && (*q == ' ' || *q == '\t'))
		q++;
	part_add(lx, PART_LINE, q);
}

/* Up to the next tag, or to the end of the line and with it. True after a line's end. */
static bool lex_text(struct lexer *lx)
{
	const char *q = lx->p;
	bool line_ends = false;

	while (q < lx->end && !line_ends && !starts_with(q, lx->end, lx->open))
		line_ends = *q++ == '\n';
	part_add(lx, PART_TEXT, q);
	return line_ends;
}

/* "a.b.c" or "." */
static bool dotted(struct str name)
{
	if (name.len == 1)
		return true;
	for (size_t i = 0; i < name.len; i++)
		if (name.data[i] == '.' && (i == 0 || i + 1 == name.len || name.data[i - 1] == '.'))
			return false;
	return true;
}

static bool name_valid(enum part_kind kind, struct str name)
{
	bool of_template = kind == PART_PARTIAL || kind == PART_PARENT || kind == PART_END;

	if (of_template && name.len > 1 && name.data[0] == '*')
		return true; /* dynamic: refused where it is used, by that word */
	for (size_t i = 0; i < name.len; i++)
		if (space(name.data[i]) || control(name.data[i]))
			return false;
	if (kind == PART_VARIABLE || kind == PART_RAW || kind == PART_SECTION || kind == PART_INVERTED)
		return name.len && dotted(name);
	return name.len;
}

/* "<% %>" between the equals signs. */
static int delimiters_set(struct lexer *lx, struct str s)
{
	struct str open = { s.data, 0 }, close;

	while (open.len < s.len && !space(s.data[open.len]))
		open.len++;
	close = trim((struct str){ s.data + open.len, s.len - open.len });
	if (!open.len || !close.len || memchr(s.data, '=', s.len))
		return -1;
	for (size_t i = 0; i < close.len; i++)
		if (space(close.data[i]))
			return -1;
	lx->open = open;
	lx->close = close;
	return 0;
}

/* Where a tag's content ends: at the closing delimiter, or at the mark before it, if not 0. */
static const char *content_end(const struct lexer *lx, const char *p, char mark)
{
	for (; p < lx->end; p++)
		if (starts_with(p + (mark != '\0'), lx->end, lx->close) && (!mark || *p == mark))
			return p;
	return NULL;
}

static enum part_kind kind_of(char sigil)
{
	switch (sigil) {
	case '#':
		return PART_SECTION;
	case '^':
		return PART_INVERTED;
	case '/':
		return PART_END;
	case '>':
		return PART_PARTIAL;
	case '<':
		return PART_PARENT;
	case '$':
		return PART_BLOCK;
	case '&':
	case '{':
		return PART_RAW;
	case '!':
	case '=':
		return PART_NOTHING;
	default:
		return PART_VARIABLE;
	}
}

static void report_unclosed(struct lexer *lx, char mark)
{
	char before[] = { mark, '\0' };
	const char *missing =
		arena_printf(lx->scratch, "%s%.*s", before, (int)lx->close.len, lx->close.data);

	report_add(lx->report, F_TMPL_UNCLOSED_TAG, place_here(lx),
		   report_quote(lx->scratch, str_from(missing)));
}

/* A tag that does not end is reported, and what follows its delimiter is read on as text. */
static void lex_tag(struct lexer *lx)
{
	const char *inner = lx->p + lx->open.len;
	char sigil = inner < lx->end ? *inner : '\0';
	char mark = sigil == '{' ? '}' : sigil == '=' ? '=' : '\0';
	enum part_kind kind = kind_of(sigil);
	struct place place = place_here(lx);
	struct part *tag;
	struct str content = { inner + (kind != PART_VARIABLE), 0 };
	const char *stop = content_end(lx, content.data, mark);

	if (stop)
		content.len = (size_t)(stop - content.data);
	if (!stop || (kind != PART_NOTHING && contains(content, lx->open))) {
		report_unclosed(lx, mark);
		advance(lx, inner);
		return;
	}
	tag = part_add(lx, kind, stop + (mark != '\0') + lx->close.len);
	tag->text = trim(content);
	if (sigil == '!' || (sigil == '=' && delimiters_set(lx, tag->text) == 0))
		return;
	if (sigil == '=' || !name_valid(kind, tag->text)) {
		tag->kind = PART_NOTHING;
		report_add(lx->report, F_TMPL_BAD_TAG, place, report_quote(lx->scratch, tag->source));
	}
}

void parts_lex(struct parts *out, struct str text, struct place file, struct report *r,
	       struct arena *scratch)
{
	struct lexer lx = {
		.line = 1,
		.col = 1,
		.open = STR_LIT("{{"),
		.close = STR_LIT("}}"),
		.out = out,
		.file = file,
		.report = r,
		.scratch = scratch,
	};
	bool line_starts = true;

	if (text.len >= 3 && memcmp(text.data, "\xef\xbb\xbf", 3) == 0) {
		text.data += 3; /* the byte order mark that some editors put first */
		text.len -= 3;
	}
	if (!text.len)
		return;
	lx.p = text.data;
	lx.end = text.data + text.len;
	while (lx.p < lx.end && !report_full(r)) {
		if (line_starts)
			lex_margin(&lx);
		line_starts = false;
		if (lx.p == lx.end)
			break;
		if (starts_with(lx.p, lx.end, lx.open))
			lex_tag(&lx);
		else
			line_starts = lex_text(&lx);
	}
}
