#include "format/json.h"

#include <string.h>

#include "base/map.h"
#include "base/utf8.h"
#include "format/json_token.h"
#include "format/text.h"

/* One token of a pointer, ~1 and ~0 undone; returns what follows it. */
static const char *pointer_token(const char *p, struct buf *out)
{
	buf_clear(out);
	for (; *p && *p != '/'; p++) {
		char c = *p;

		if (c == '~' && (p[1] == '0' || p[1] == '1'))
			c = *++p == '0' ? '~' : '/';
		buf_add_char(out, c);
	}
	return p;
}

/* The character that the \u at p stands for, p moved past it. Broken ones become U+FFFD. */
static uint32_t unicode_escape(const char **p, const char *end)
{
	long high = json_hex4(*p + 2, end), low = -1;

	*p += high < 0 ? 2 : 6;
	if (high >= 0 && (high < 0xd800 || high > 0xdfff))
		return (uint32_t)high;
	if (high >= 0 && end - *p >= 6 && (*p)[0] == '\\' && (*p)[1] == 'u')
		low = json_hex4(*p + 2, end);
	if (high > 0xdbff || low < 0xdc00 || low > 0xdfff)
		return 0xfffd;
	*p += 6;
	return (uint32_t)(0x10000 + ((high - 0xd800) << 10) + (low - 0xdc00));
}

/* What a string token says. */
static void string_decode(struct str text, struct json_token t, struct buf *out)
{
	static const char from[] = "bfnrt", to[] = "\b\f\n\r\t";
	const char *p = text.data + t.start + 1;
	const char *end = text.data + t.end - json_token_closed(text, t);

	buf_clear(out);
	while (p < end) {
		const char *known;

		if (*p != '\\' || end - p < 2) {
			buf_add_char(out, *p++);
			continue;
		}
		if (p[1] == 'u') {
			utf8_add(out, unicode_escape(&p, end));
			continue;
		}
		known = p[1] ? strchr(from, p[1]) : NULL;
		buf_add_char(out, known ? to[known - from] : p[1]);
		p += 2;
	}
}

static bool same(const struct buf *a, const struct buf *b)
{
	return a->len == b->len && (!a->len || memcmp(a->data, b->data, a->len) == 0);
}

/* The member of the object that opens with t: its key and the first token of its value. */
static int member_find(struct str text, struct json_token t, const struct buf *name,
		       struct json_token *key, struct json_token *value)
{
	struct buf said = BUF_INIT;
	int result = -1;
	size_t end;

	for (*key = json_token_next(text, t.end); key->kind == JSON_TOKEN_STRING;
	     *key = json_token_next(text, t.end)) {
		t = json_token_next(text, key->end);
		if (t.kind != JSON_TOKEN_COLON)
			break;
		*value = json_token_next(text, t.end);
		string_decode(text, *key, &said);
		if (same(&said, name)) {
			result = 0;
			break;
		}
		if (json_token_value(text, *value, &end))
			break;
		t = json_token_next(text, end);
		if (t.kind != JSON_TOKEN_COMMA)
			break;
	}
	buf_release(&said);
	return result;
}

/* "0", or digits that do not begin with 0; -1 for anything else. */
static int index_parse(const struct buf *b, size_t *out)
{
	size_t n = 0;

	if (!b->len || b->len > 9 || (b->data[0] == '0' && b->len > 1))
		return -1;
	for (size_t i = 0; i < b->len; i++) {
		if (b->data[i] < '0' || b->data[i] > '9')
			return -1;
		n = n * 10 + (size_t)(b->data[i] - '0');
	}
	*out = n;
	return 0;
}

/* The first token of an element of the array that opens with t. */
static int element_find(struct str text, struct json_token t, const struct buf *name,
			struct json_token *value)
{
	size_t left, end;

	if (index_parse(name, &left))
		return -1;
	*value = json_token_next(text, t.end);
	for (; left; left--) {
		if (json_token_value(text, *value, &end))
			return -1;
		t = json_token_next(text, end);
		if (t.kind != JSON_TOKEN_COMMA)
			return -1;
		*value = json_token_next(text, t.end);
	}
	return 0;
}

static bool begins_value(struct json_token t)
{
	return t.kind == JSON_TOKEN_OPEN || t.kind == JSON_TOKEN_STRING || t.kind == JSON_TOKEN_WORD;
}

/*
 * Follows the pointer from the value that begins with *t. *t becomes the
 * token that was asked for, or the last one on the way that there is.
 */
static int follow(struct str text, const char *pointer, struct json_token *t)
{
	struct buf name = BUF_INIT;
	struct json_token key, value;
	int result = 0;

	while (!result && *pointer == '/') {
		char bracket = t->kind == JSON_TOKEN_OPEN ? text.data[t->start] : '\0';
		bool wants_key;

		pointer = pointer_token(pointer + 1, &name);
		wants_key = !*pointer && name.len && name.data[name.len - 1] == '#';
		if (wants_key)
			name.len--;
		if (bracket == '{')
			result = member_find(text, *t, &name, &key, &value);
		else
			result = bracket == '[' ? element_find(text, *t, &name, &value) : -1;
		if (!result && wants_key && bracket == '{')
			*t = key;
		else if (!result && begins_value(value))
			*t = value;
		else
			result = -1;
		if (wants_key && bracket != '{')
			result = -1; /* elements have no key */
	}
	buf_release(&name);
	return *pointer ? -1 : result;
}

int json_locate(struct str text, const char *pointer, unsigned *line, unsigned *col)
{
	struct json_token t = json_token_next(text, text_bom(text));
	int result = t.kind == JSON_TOKEN_END ? -1 : follow(text, pointer, &t);

	text_position(text, t.start, line, col);
	return result;
}

/* ---- many at once ---- */

struct level { /* an object or array that is open */
	bool object, key_next;
	size_t index; /* of the element at hand */
	size_t pointer; /* length of its own */
};

struct pass {
	struct str text;
	struct map wanted; /* pointer -> struct json_spot */
	struct buf pointer; /* to what is at hand */
	struct level levels[JSON_DEPTH_MOST];
	size_t depth;
	size_t at; /* the byte that line and col are of */
	unsigned line, col;
};

static void pointer_cut(struct pass *p, size_t len)
{
	p->pointer.len = len;
	p->pointer.data[len] = '\0';
}

static void pass_to(struct pass *p, size_t at)
{
	while (p->at < at) {
		size_t end = text_line_end(p->text, p->at);

		if (end) {
			p->line++;
			p->col = 1;
		} else if ((p->text.data[p->at] & 0xc0) != 0x80) {
			p->col++;
		}
		p->at += end ? end : 1;
	}
}

/* The pointer at hand is of what begins at the byte. */
static void pass_meet(struct pass *p, size_t at)
{
	struct json_spot *spot = map_get(&p->wanted, buf_str(&p->pointer).data);

	if (spot)
		pass_to(p, at);
	for (; spot; spot = spot->next) {
		spot->line = p->line;
		spot->col = p->col;
	}
}

static void pass_key(struct pass *p, struct json_token t, struct buf *key)
{
	struct level *l = &p->levels[p->depth - 1];

	string_decode(p->text, t, key);
	pointer_cut(p, l->pointer);
	buf_add_char(&p->pointer, '/');
	for (size_t i = 0; i < key->len; i++) {
		if (key->data[i] == '~' || key->data[i] == '/')
			buf_add_str(&p->pointer, key->data[i] == '~' ? "~0" : "~1");
		else
			buf_add_char(&p->pointer, key->data[i]);
	}
	buf_add_char(&p->pointer, '#');
	pass_meet(p, t.start);
	pointer_cut(p, p->pointer.len - 1);
	l->key_next = false;
}

static void pass_value(struct pass *p, struct json_token t)
{
	struct level *l = p->depth ? &p->levels[p->depth - 1] : NULL;

	if (l && !l->object) {
		pointer_cut(p, l->pointer);
		buf_add_format(&p->pointer, "/%zu", l->index);
	}
	pass_meet(p, t.start);
}

/* Goes over the first value of the text, or as far as it is one. */
static void pass_run(struct pass *p, struct buf *key)
{
	struct json_token t = json_token_next(p->text, p->at);

	for (; t.kind != JSON_TOKEN_END; t = json_token_next(p->text, t.end)) {
		struct level *l = p->depth ? &p->levels[p->depth - 1] : NULL;

		if (t.kind == JSON_TOKEN_OPEN && p->depth < JSON_DEPTH_MOST) {
			bool object = p->text.data[t.start] == '{';

			pass_value(p, t);
			p->levels[p->depth++] = (struct level){ object, object, 0, p->pointer.len };
			continue;
		}
		if (t.kind == JSON_TOKEN_CLOSE && l)
			p->depth--;
		else if (t.kind == JSON_TOKEN_COMMA && l && l->object)
			l->key_next = true;
		else if (t.kind == JSON_TOKEN_COMMA && l)
			l->index++;
		else if (t.kind == JSON_TOKEN_STRING && l && l->key_next)
			pass_key(p, t, key);
		else if (t.kind == JSON_TOKEN_STRING || t.kind == JSON_TOKEN_WORD)
			pass_value(p, t);
		else if (t.kind != JSON_TOKEN_COLON)
			return;
		if (!p->depth)
			return;
	}
}

void json_locate_all(struct str text, struct json_spot *spots, size_t n)
{
	struct pass p = { .text = text, .at = text_bom(text), .line = 1, .col = 1 };
	struct buf key = BUF_INIT;

	buf_add_str(&p.pointer, "");
	for (size_t i = 0; i < n; i++) {
		struct json_spot *first = map_get(&p.wanted, spots[i].pointer);

		spots[i].line = 0;
		spots[i].next = first ? first->next : NULL;
		if (first)
			first->next = &spots[i];
		else
			map_add(&p.wanted, spots[i].pointer, &spots[i]);
	}
	pass_run(&p, &key);
	for (size_t i = 0; i < n; i++)
		if (!spots[i].line)
			json_locate(text, spots[i].pointer, &spots[i].line, &spots[i].col);
	map_release(&p.wanted);
	buf_release(&p.pointer);
	buf_release(&key);
}
