#include "format/json_token.h"

#include <stdint.h>
#include <string.h>

#include "format/json.h"

static bool space(char c)
{
	return c == ' ' || c == '\n' || c == '\t' || c == '\r';
}

static size_t string_end(struct str text, size_t at) /* at: after the opening quote */
{
	while (at < text.len) {
		char c = text.data[at];

		if (c == '"')
			return at + 1;
		if (c == '\n' || c == '\r')
			return at;
		at += c == '\\' && at + 1 < text.len && !space(text.data[at + 1]) ? 2 : 1;
	}
	return at;
}

static size_t word_end(struct str text, size_t at)
{
	while (at < text.len && !space(text.data[at]) &&
	       (!text.data[at] || !strchr("{}[],:\"", text.data[at])))
		at++;
	return at;
}

struct json_token json_token_next(struct str text, size_t at)
{
	struct json_token t = { JSON_TOKEN_END, text.len, text.len };

	while (at < text.len && space(text.data[at]))
		at++;
	if (at >= text.len)
		return t;
	t.start = at;
	t.end = at + 1;
	switch (text.data[at]) {
	case '{':
	case '[':
		t.kind = JSON_TOKEN_OPEN;
		break;
	case '}':
	case ']':
		t.kind = JSON_TOKEN_CLOSE;
		break;
	case ',':
		t.kind = JSON_TOKEN_COMMA;
		break;
	case ':':
		t.kind = JSON_TOKEN_COLON;
		break;
	case '"':
		t.kind = JSON_TOKEN_STRING;
		t.end = string_end(text, at + 1);
		break;
	default:
		t.kind = JSON_TOKEN_WORD;
		t.end = word_end(text, at + 1);
	}
	return t;
}

bool json_token_closed(struct str text, struct json_token t)
{
	size_t slashes = 0;

	if (t.end - t.start < 2 || text.data[t.end - 1] != '"')
		return false;
	while (text.data[t.end - 2 - slashes] == '\\')
		slashes++;
	return slashes % 2 == 0;
}

int json_token_value(struct str text, struct json_token t, size_t *end)
{
	char open[JSON_DEPTH_MOST];
	unsigned depth = 0;

	for (;;) {
		switch (t.kind) {
		case JSON_TOKEN_OPEN:
			if (depth == JSON_DEPTH_MOST)
				return -1;
			open[depth++] = text.data[t.start];
			break;
		case JSON_TOKEN_CLOSE:
			if (!depth || (open[--depth] == '{') != (text.data[t.start] == '}'))
				return -1;
			break;
		case JSON_TOKEN_STRING:
			if (!json_token_closed(text, t))
				return -1;
			break;
		case JSON_TOKEN_WORD:
			break;
		default: /* no value begins so; inside one, commas and colons are passed over */
			if (!depth || t.kind == JSON_TOKEN_END)
				return -1;
		}
		if (!depth) {
			*end = t.end;
			return 0;
		}
		t = json_token_next(text, t.end);
	}
}

int json_hex(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	if (c >= 'a' && c <= 'f')
		return c - 'a' + 10;
	return c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

long json_hex4(const char *p, const char *end)
{
	long v = 0;

	if (end - p < 4)
		return -1;
	for (int i = 0; i < 4; i++) {
		int digit = json_hex(p[i]);

		if (digit < 0)
			return -1;
		v = v * 16 + digit;
	}
	return v;
}
