#include "format/json_out.h"

#include <assert.h>
#include <inttypes.h>

static bool in_object(const struct json_out *j)
{
	return j->depth && (j->objects >> (j->depth - 1) & 1);
}

/* Whether items at this depth share a line. Those right below a block keep lines of their own. */
static bool one_line(const struct json_out *j)
{
	return j->flat && j->depth > j->flat_depth;
}

static void line_begin(struct json_out *j)
{
	buf_add_char(j->out, '\n');
	for (unsigned i = 0; i < j->depth; i++)
		buf_add_str(j->out, "  ");
}

/* What comes before a member's key or an element. */
static void item_begin(struct json_out *j, bool opens_object)
{
	if (j->after_item)
		buf_add_char(j->out, ',');
	if (!one_line(j)) {
		if (j->depth)
			line_begin(j);
	} else if (j->after_item || in_object(j) || opens_object) {
		buf_add_char(j->out, ' ');
	}
}

static void value_begin(struct json_out *j, bool opens_object)
{
	assert(j->after_key == in_object(j)); /* members have keys, elements none */
	assert(j->depth || !j->after_item); /* one value a text */
	if (!j->after_key)
		item_begin(j, opens_object);
	j->after_key = false;
	j->after_item = true;
}

static void open_bracket(struct json_out *j, char bracket)
{
	uint64_t bit = UINT64_C(1) << j->depth;

	assert(j->depth < JSON_OUT_DEPTH_MOST);
	value_begin(j, bracket == '{');
	buf_add_char(j->out, bracket);
	j->objects = bracket == '{' ? j->objects | bit : j->objects & ~bit;
	j->depth++;
	j->after_item = false;
}

static void close_bracket(struct json_out *j, char bracket)
{
	bool flat = one_line(j), spaced = in_object(j) || j->out->data[j->out->len - 1] == '}';

	assert(j->depth && !j->after_key && in_object(j) == (bracket == '}'));
	assert(!j->flat || j->depth > j->flat_depth);
	j->depth--;
	if (j->after_item && !flat)
		line_begin(j);
	else if (j->after_item && spaced)
		buf_add_char(j->out, ' ');
	buf_add_char(j->out, bracket);
	j->after_item = true;
}

void json_out_object_begin(struct json_out *j)
{
	open_bracket(j, '{');
}

void json_out_object_end(struct json_out *j)
{
	close_bracket(j, '}');
}

void json_out_array_begin(struct json_out *j)
{
	open_bracket(j, '[');
}

void json_out_array_end(struct json_out *j)
{
	close_bracket(j, ']');
}

void json_out_flat_begin(struct json_out *j)
{
	if (!j->flat++)
		j->flat_depth = j->depth;
}

void json_out_flat_end(struct json_out *j)
{
	assert(j->flat);
	j->flat--;
	assert(j->flat || j->depth == j->flat_depth);
}

static void quoted(struct buf *out, const char *s)
{
	static const char letters[] = "btn\0fr"; /* of \b to \r */

	buf_add_char(out, '"');
	while (*s) {
		const char *run = s;
		unsigned char c;

		while ((unsigned char)*s >= 0x20 && *s != '"' && *s != '\\' && *s != 0x7f)
			s++;
		buf_add(out, run, (size_t)(s - run));
		if (!*s)
			break;
		c = (unsigned char)*s++;
		if (c == '"' || c == '\\')
			buf_add_format(out, "\\%c", c);
		else if (c >= '\b' && c <= '\r' && letters[c - '\b'])
			buf_add_format(out, "\\%c", letters[c - '\b']);
		else
			buf_add_format(out, "\\u%04x", c);
	}
	buf_add_char(out, '"');
}

void json_out_key(struct json_out *j, const char *key)
{
	assert(in_object(j) && !j->after_key);
	item_begin(j, false);
	quoted(j->out, key);
	buf_add_str(j->out, ": ");
	j->after_key = true;
}

void json_out_string(struct json_out *j, const char *s)
{
	if (!s) {
		json_out_null(j);
		return;
	}
	value_begin(j, false);
	quoted(j->out, s);
}

void json_out_int(struct json_out *j, int64_t n)
{
	value_begin(j, false);
	buf_add_format(j->out, "%" PRId64, n);
}

void json_out_bool(struct json_out *j, bool b)
{
	value_begin(j, false);
	buf_add_str(j->out, b ? "true" : "false");
}

void json_out_null(struct json_out *j)
{
	value_begin(j, false);
	buf_add_str(j->out, "null");
}
