#define _GNU_SOURCE /* memmem */
#include "format/markdown_source.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/utf8.h"
#include "format/text.h"

/* The byte after the line end that follows at. */
static size_t next_line(struct str text, size_t at)
{
	while (at < text.len && !text_line_end(text, at))
		at++;
	return at + text_line_end(text, at);
}

void markdown_source_init(struct markdown_source *s, struct str text, struct place file)
{
	size_t cap = 0;

	*s = (struct markdown_source){ .text = text, .file = file };
	for (size_t at = 0; at < text.len; at = next_line(text, at)) {
		ARRAY_GROW(s->lines, s->n_lines, cap);
		s->lines[s->n_lines++] = at;
	}
	ARRAY_GROW(s->lines, s->n_lines, cap);
	s->lines[s->n_lines] = text.len;
}

void markdown_source_release(struct markdown_source *s)
{
	free(s->lines);
	s->lines = NULL;
}

void markdown_source_block(struct markdown_source *s, int line, int col, int end_line)
{
	size_t first = line > 0 ? (size_t)line - 1 : 0;
	size_t last = end_line > line ? (size_t)end_line : first + 1;

	if (first > s->n_lines)
		first = s->n_lines;
	if (last > s->n_lines)
		last = s->n_lines;
	s->end = s->lines[last];
	s->block = s->lines[first] + (col > 0 ? (size_t)col - 1 : 0);
	if (s->block > s->end)
		s->block = s->end;
	s->at = s->block;
}

static bool escaped(const char *from, const char *at)
{
	size_t slashes = 0;

	while (at > from && at[-1] == '\\') {
		slashes++;
		at--;
	}
	return slashes % 2;
}

bool markdown_source_find(const struct markdown_source *s, struct str needle, size_t *at)
{
	const char *from = s->text.data + s->at, *end = s->text.data + s->end, *p = from;

	while (p < end && needle.len) {
		p = memmem(p, (size_t)(end - p), needle.data, needle.len);
		if (!p)
			break;
		if (!escaped(from, p)) {
			*at = (size_t)(p - s->text.data);
			return true;
		}
		p++;
	}
	return false;
}

struct place markdown_source_place(const struct markdown_source *s, size_t at)
{
	struct place p = s->file;
	size_t low = 0, high = s->n_lines; /* the line is in [low, high) */

	while (high - low > 1) {
		size_t middle = low + (high - low) / 2;

		if (s->lines[middle] <= at)
			low = middle;
		else
			high = middle;
	}
	p.line = (p.line ? p.line : 1) + (unsigned)low;
	p.col = (unsigned)utf8_length(s->text.data + s->lines[low], at - s->lines[low]) + 1;
	p.pointer = NULL;
	return p;
}

/* Whether a block marker ends at byte at: by white space or with the line. */
static bool marker_end(struct str text, size_t at)
{
	return at >= text.len || text.data[at] == ' ' || text.data[at] == '\t' ||
	       text_line_end(text, at);
}

/* Past a marker of a quotation or list item at byte at; at where there is none. */
static size_t marker_pass(struct str text, size_t at)
{
	size_t i = at;

	if (text.data[at] == '>')
		return at + 1;
	if (strchr("-+*", text.data[at]) && text.data[at])
		return marker_end(text, at + 1) ? at + 1 : at;
	while (i < text.len && text.data[i] >= '0' && text.data[i] <= '9')
		i++;
	if (i > at && i < text.len && (text.data[i] == '.' || text.data[i] == ')'))
		return marker_end(text, i + 1) ? i + 1 : at;
	return at;
}

size_t markdown_source_deep(struct str text, unsigned most)
{
	for (size_t line = 0; line < text.len; line = next_line(text, line)) {
		unsigned depth = 0;
		size_t i = line, passed;

		for (;;) {
			while (i < text.len && (text.data[i] == ' ' || text.data[i] == '\t'))
				i++;
			passed = i < text.len ? marker_pass(text, i) : i;
			if (passed == i)
				break;
			i = passed;
			if (++depth > most)
				return line;
		}
	}
	return text.len;
}
