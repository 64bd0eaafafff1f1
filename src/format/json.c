#include "format/json.h"

#include <stdio.h>
#include <string.h>

#include "base/mem.h"
#include "format/json_token.h"
#include "format/text.h"

struct source {
	struct str text;
	struct place place;
	struct findings *f;
};

/* A finding at byte at about the bytes from start to end. */
static void report(const struct source *s, enum finding_id id, size_t at, size_t start, size_t end)
{
	struct buf arg = BUF_INIT;

	text_excerpt(s->text, start, end, &arg);
	finding_add(s->f, id, text_place(s->text, at, s->place), buf_str(&arg).data);
	buf_release(&arg);
}

/* jansson recurses, up to 2048 levels; this is the bound that counts. */
static int check_depth(const struct source *s)
{
	struct json_token t = json_token_next(s->text, 0);
	size_t depth = 0;
	char most[16];

	for (; t.kind != JSON_TOKEN_END; t = json_token_next(s->text, t.end)) {
		if (t.kind == JSON_TOKEN_CLOSE && depth)
			depth--;
		if (t.kind != JSON_TOKEN_OPEN || ++depth <= JSON_DEPTH_MOST)
			continue;
		snprintf(most, sizeof(most), "%d", JSON_DEPTH_MOST);
		finding_add(s->f, F_JSON_TOO_DEEP, text_place(s->text, t.start, s->place), most);
		return -1;
	}
	return 0;
}

/* jansson loses a NUL that follows a number: [1<NUL>] would be [1]. */
static int check_nul(const struct source *s)
{
	const char *nul = s->text.len ? memchr(s->text.data, '\0', s->text.len) : NULL;

	if (!nul)
		return 0;
	finding_add(s->f, F_TEXT_CONTROL,
		    text_place(s->text, (size_t)(nul - s->text.data), s->place), "U+0000");
	return -1;
}

static bool surrogate(long v, long first)
{
	return v >= first && v < first + 0x400;
}

/* Bytes of the escape at p (a backslash), or 0 if JSON has no such escape. */
static size_t escape_length(const char *p, const char *end)
{
	long high;

	if (end - p < 2)
		return 0;
	if (p[1] != 'u')
		return p[1] && strchr("\"\\/bfnrt", p[1]) ? 2 : 0;
	high = json_hex4(p + 2, end);
	if (surrogate(high, 0xd800))
		return end - p >= 12 && p[6] == '\\' && p[7] == 'u' &&
				       surrogate(json_hex4(p + 8, end), 0xdc00)
			       ? 12
			       : 0;
	return high <= 0 || surrogate(high, 0xdc00) ? 0 : 6; /* NUL has no place in a C string */
}

/* The first byte between a string's quotes that JSON or this reader refuses; t.end if there is none. */
static size_t string_fault(struct str text, struct json_token t)
{
	const char *p = text.data + t.start + 1, *end = text.data + t.end;

	while (p < end && (unsigned char)*p >= 0x20) {
		size_t n = *p == '\\' ? escape_length(p, end) : 1;

		if (!n)
			break;
		p += n;
	}
	return (size_t)(p - text.data);
}

/* The byte after the escape, such as it is, or the control character at byte at. */
static size_t fault_end(struct str text, struct json_token t, size_t at)
{
	size_t end = at + 1;

	if (text.data[at] == '\\' && end < t.end && text.data[end++] == 'u')
		while (end < t.end && end < at + 6 && json_hex(text.data[end]) >= 0)
			end++;
	while (end < t.end && (text.data[end] & 0xc0) == 0x80)
		end++;
	return end;
}

static void report_string(const struct source *s, struct json_token t)
{
	size_t at = string_fault(s->text, t);

	if (at == t.end && !json_token_closed(s->text, t))
		report(s, F_JSON_UNCLOSED, t.start, t.start, t.start + 1);
	else if (at < t.end)
		report(s, F_JSON_STRING, at, at, fault_end(s->text, t, at));
	else
		report(s, F_JSON_SYNTAX, t.start, t.start, t.end);
}

/* The text ends too early: the innermost bracket that is open then. */
static void report_end(const struct source *s)
{
	size_t open[JSON_DEPTH_MOST], depth = 0; /* check_depth has been here */
	struct json_token t = json_token_next(s->text, text_bom(s->text));

	for (; t.kind != JSON_TOKEN_END; t = json_token_next(s->text, t.end)) {
		if (t.kind == JSON_TOKEN_OPEN)
			open[depth++] = t.start;
		else if (t.kind == JSON_TOKEN_CLOSE && depth)
			depth--;
	}
	if (depth)
		report(s, F_JSON_UNCLOSED, open[depth - 1], open[depth - 1], open[depth - 1] + 1);
	else
		finding_add(s->f, F_JSON_EMPTY, text_place(s->text, t.start, s->place), NULL);
}

/* jansson says where it stopped: after the token that it could not use, or inside a string. */
static void report_error(const struct source *s, size_t stopped, const json_error_t *e)
{
	struct json_token t = json_token_next(s->text, text_bom(s->text));

	while (t.end < stopped && t.kind != JSON_TOKEN_END &&
	       (t.kind != JSON_TOKEN_STRING || json_token_closed(s->text, t)))
		t = json_token_next(s->text, t.end);
	switch (json_error_code(e)) {
	case json_error_out_of_memory:
		out_of_memory();
	case json_error_duplicate_key:
		report(s, F_JSON_DUPLICATE_KEY, t.start, t.start + 1, t.end - 1);
		return;
	case json_error_end_of_input_expected:
		report(s, F_JSON_TRAILING, t.start, t.start, t.end);
		return;
	case json_error_numeric_overflow:
		report(s, F_JSON_NUMBER, t.start, t.start, t.end);
		return;
	case json_error_premature_end_of_input:
		if (t.kind != JSON_TOKEN_STRING || json_token_closed(s->text, t)) {
			report_end(s);
			return;
		}
		break;
	default:
		break;
	}
	if (t.kind == JSON_TOKEN_STRING)
		report_string(s, t);
	else
		report(s, F_JSON_SYNTAX, t.start, t.start, t.end);
}

json_t *json_parse(struct str text, struct place place, struct findings *f)
{
	struct source s = { text, place, f };
	size_t bom = text_bom(text);
	json_error_t e;
	json_t *root;

	if (text_check_utf8(text, place, f) || check_nul(&s) || check_depth(&s))
		return NULL;
	root = json_loadb(text.len ? text.data + bom : "", text.len - bom, JSON_REJECT_DUPLICATES,
			  &e);
	if (!root)
		report_error(&s, bom + (size_t)e.position, &e);
	return root;
}
