#include "template/parse.h"

#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"

struct parser {
	struct parts *parts;
	struct place file;
	struct report *report;
	struct arena *arena;
	size_t open[NESTING_MOST]; /* the parts that wait for their end, outermost first */
	size_t n_open;
};

static struct part *innermost(const struct parser *ps)
{
	return ps->n_open ? &ps->parts->items[ps->open[ps->n_open - 1]] : NULL;
}

static struct place place_of(const struct parser *ps, const struct part *part)
{
	struct place place = ps->file;

	place.line = part->line;
	place.col = part->col;
	return place;
}

static const char *source_of(const struct parser *ps, const struct part *part)
{
	return report_quote(ps->arena, part->source);
}

/* ---- which end belongs to which beginning ---- */

static bool opens(enum part_kind kind)
{
	return kind == PART_SECTION || kind == PART_INVERTED || kind == PART_PARENT ||
	       kind == PART_BLOCK;
}

bool name_equal(struct str a, struct str b)
{
	return a.len == b.len && (a.len == 0 || memcmp(a.data, b.data, a.len) == 0);
}

/* How many of the open parts the end tag would close, with the one it names; 0 if it names none. */
static size_t levels_closed(const struct parser *ps, const struct part *end)
{
	for (size_t n = 1; n <= ps->n_open; n++)
		if (name_equal(ps->parts->items[ps->open[ps->n_open - n]].text, end->text))
			return n;
	return 0;
}

/* An end tag that names an outer section closes the inner ones too; else it is left out. */
static void end_take(struct parser *ps, size_t i)
{
	struct part *end = &ps->parts->items[i];
	size_t levels = levels_closed(ps, end);

	if (!ps->n_open)
		report_add(ps->report, F_TMPL_STRAY_END, place_of(ps, end), source_of(ps, end));
	else if (levels != 1)
		report_add(ps->report, F_TMPL_SECTION_MISMATCH, place_of(ps, end),
			   source_of(ps, end), source_of(ps, innermost(ps)));
	if (!levels)
		end->kind = PART_NOTHING;
	while (levels--) {
		innermost(ps)->end = i;
		ps->n_open--;
	}
}

static void report_too_deep(struct parser *ps, const struct part *part)
{
	report_add(ps->report, F_TMPL_TOO_DEEP, place_of(ps, part),
		   report_number(ps->arena, NESTING_MOST));
}

static void parts_pair(struct parser *ps)
{
	struct parts *parts = ps->parts;

	for (size_t i = 0; i < parts->n; i++) {
		struct part *part = &parts->items[i];

		part->end = i;
		if (part->kind == PART_END)
			end_take(ps, i);
		if (!opens(part->kind))
			continue;
		if (ps->n_open == NESTING_MOST) { /* what follows would only be noise */
			report_too_deep(ps, part);
			parts->n = i;
			ps->n_open = 0;
			return;
		}
		part->end = SIZE_MAX;
		ps->open[ps->n_open++] = i;
	}
	for (size_t k = 0; k < ps->n_open; k++) {
		const struct part *part = &parts->items[ps->open[k]];

		report_add(ps->report, F_TMPL_UNCLOSED_SECTION, place_of(ps, part),
			   source_of(ps, part));
	}
}

/* ---- standalone lines ---- */

static bool line_ends(struct str s)
{
	return s.len && s.data[s.len - 1] == '\n';
}

/* White space, with or without the line's end. */
static bool blank(struct str s)
{
	if (line_ends(s))
		s.len -= s.len > 1 && s.data[s.len - 2] == '\r' ? 2 : 1;
	for (size_t i = 0; i < s.len; i++)
		if (s.data[i] != ' ' && s.data[i] != '\t')
			return false;
	return true;
}

static bool tag_starts_line(const struct parts *p, size_t i)
{
	return i > 0 && i < p->n && p->items[i - 1].kind == PART_LINE;
}

static bool tag_ends_line(const struct parts *p, size_t i)
{
	const struct part *next;

	if (i + 1 >= p->n)
		return i + 1 == p->n;
	next = &p->items[i + 1];
	return next->kind == PART_TEXT && blank(next->text) &&
	       (line_ends(next->text) || i + 2 == p->n);
}

static void drop(struct parts *p, size_t i)
{
	if (i < p->n)
		p->items[i].kind = PART_NOTHING;
}

/* Takes the line out if nothing but the tag is on it. */
static void tag_trim(struct parts *p, size_t i)
{
	if (!tag_starts_line(p, i) || !tag_ends_line(p, i))
		return;
	drop(p, i - 1);
	drop(p, i + 1);
	p->items[i].stand = STAND_ALONE;
	p->items[i].indent = p->items[i - 1].text;
}

/* A parent is one thing from its tag to its end tag: what is between is not printed there. */
static void parent_trim(struct parts *p, size_t i)
{
	struct part *parent = &p->items[i];

	if (!tag_starts_line(p, i) || !tag_ends_line(p, parent->end))
		return;
	drop(p, i - 1);
	drop(p, parent->end + 1);
	parent->stand = STAND_ALONE;
	parent->indent = p->items[i - 1].text;
}

/* The white space before the first line of a block's content that is not empty. i: the block. */
static struct str content_indent(const struct parts *p, size_t i)
{
	size_t line = i + 2; /* after the tag and the end of its line */

	while (line + 2 < p->n && line + 2 < p->items[i].end && p->items[line + 1].kind == PART_TEXT &&
	       blank(p->items[line + 1].text) && p->items[line + 2].kind == PART_LINE)
		line += 2;
	return line < p->n && p->items[line].kind == PART_LINE ? p->items[line].text : STR_LIT("");
}

/*
 * A block's place in a template, or, directly within a parent, what is put
 * there. Around the latter nothing is printed, so that only the line's end
 * after its tag and the white space before its end tag are in question.
 */
static void block_trim(struct parts *p, size_t i, bool argument)
{
	struct part *block = &p->items[i];
	size_t end = block->end;
	bool starts = tag_starts_line(p, i);

	if (starts)
		block->indent = p->items[i - 1].text;
	if (tag_ends_line(p, i) && (starts || argument)) {
		block->indent = content_indent(p, i);
		block->stand = STAND_ALONE;
		drop(p, i + 1);
	} else if (starts) {
		block->stand = STAND_LEADING;
	}
	if (starts)
		drop(p, i - 1); /* expansion starts the line, as part of the block */
	if (argument && tag_starts_line(p, end))
		drop(p, end - 1);
	else
		tag_trim(p, end);
}

static void lines_trim(struct parts *p, size_t first, size_t end, bool in_parent)
{
	for (size_t i = first; i < end && i < p->n; i = p->items[i].end + 1) {
		struct part *part = &p->items[i];

		switch (part->kind) {
		case PART_SECTION:
		case PART_INVERTED:
			tag_trim(p, i);
			tag_trim(p, part->end);
			break;
		case PART_PARENT:
			parent_trim(p, i);
			break;
		case PART_BLOCK:
			block_trim(p, i, in_parent);
			break;
		case PART_PARTIAL:
		case PART_NOTHING:
			tag_trim(p, i);
			break;
		default:
			break;
		}
		if (opens(part->kind)) /* NESTING_MOST bounds the recursion */
			lines_trim(p, i + 1, part->end, part->kind == PART_PARENT);
	}
}

int parts_parse(struct parts *out, struct str text, struct place file, struct report *r,
		struct arena *a)
{
	size_t raised = r->raised;
	struct parts parts = { NULL, 0, 0 };
	struct parser ps = { .parts = &parts, .file = file, .report = r, .arena = a };
	size_t bad = text.len ? utf8_check(text.data, text.len) : 0;

	if (bad < text.len)
		report_add(r, F_UTF8_INVALID, file, report_number(a, bad + 1));
	parts_lex(&parts, text, file, r, a);
	parts_pair(&ps);
	for (size_t i = 0; i < parts.n; i++)
		if (parts.items[i].end > parts.n)
			parts.items[i].end = parts.n;
	lines_trim(&parts, 0, parts.n, false);
	out->n = out->cap = parts.n;
	out->items = arena_memdup(a, parts.items, parts.n * sizeof(*parts.items));
	free(parts.items);
	return r->raised == raised ? 0 : -1;
}
