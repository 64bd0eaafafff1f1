#include "site/html.h"

#include <string.h>

static bool is_space(char c)
{
	return c <= ' ' && (c == ' ' || c == '\n' || c == '\t' || c == '\r' || c == '\f');
}

static bool is_letter(char c)
{
	c |= 0x20;
	return c >= 'a' && c <= 'z';
}

static struct str behind(struct str s, size_t n)
{
	return (struct str){ s.data + n, s.len - n };
}

/* Behind the comment whose "<!" is before at: browsers end it at "-->" and at "--!>". */
static const char *comment_end(const char *at, const char *end)
{
	while ((at = memchr(at, '-', (size_t)(end - at)))) {
		const char *dashes = at;

		while (at < end && *at == '-')
			at++;
		if (at - dashes >= 2 && end - at >= 2 && at[0] == '!' && at[1] == '>')
			return at + 2;
		if (at - dashes >= 2 && at < end && *at == '>')
			return at + 1;
	}
	return end;
}

bool html_tag_next(struct html_scan *s, struct str *name)
{
	while (s->at < s->end) {
		const char *open = memchr(s->at, '<', (size_t)(s->end - s->at));

		if (!open || open + 1 == s->end)
			break;
		s->at = open + 1;
		if (s->end - s->at >= 3 && memcmp(s->at, "!--", 3) == 0)
			s->at = comment_end(s->at, s->end);
		if (s->at == s->end || !is_letter(*s->at))
			continue;
		name->data = s->at;
		while (s->at < s->end && !is_space(*s->at) && *s->at != '>' && *s->at != '/')
			s->at++;
		name->len = (size_t)(s->at - name->data);
		return true;
	}
	s->at = s->end;
	return false;
}

/* What follows the '=': between quotes of either kind, or up to a space. */
static struct str attribute_value(struct html_scan *s)
{
	struct str value = { s->at, 0 };
	const char *end;

	if (s->at < s->end && (*s->at == '"' || *s->at == '\'')) {
		value.data++;
		end = memchr(value.data, *s->at, (size_t)(s->end - value.data));
		value.len = (size_t)((end ? end : s->end) - value.data);
		s->at = end ? end + 1 : s->end;
		return value;
	}
	while (s->at < s->end && !is_space(*s->at) && *s->at != '>')
		s->at++;
	value.len = (size_t)(s->at - value.data);
	return value;
}

static void skip_space(struct html_scan *s)
{
	while (s->at < s->end && is_space(*s->at))
		s->at++;
}

static bool ends_name(char c)
{
	return c <= '>' && (c == '=' || c == '>' || c == '/' || is_space(c)); /* no letter is */
}

bool html_attribute_next(struct html_scan *s, struct html_attribute *out)
{
	while (s->at < s->end && (is_space(*s->at) || *s->at == '/'))
		s->at++;
	if (s->at == s->end)
		return false;
	if (*s->at == '>') {
		s->at++;
		return false;
	}
	out->name.data = s->at;
	s->at += *s->at == '='; /* a name may begin with one */
	while (s->at < s->end && !ends_name(*s->at))
		s->at++;
	out->name.len = (size_t)(s->at - out->name.data);
	skip_space(s);
	out->value = (struct str){ s->at, 0 };
	if (s->at < s->end && *s->at == '=') {
		s->at++;
		skip_space(s);
		out->value = attribute_value(s);
	}
	return true;
}

bool html_name_is(struct str s, const char *name)
{
	if (s.len != strlen(name))
		return false;
	for (size_t i = 0; i < s.len; i++)
		if ((is_letter(s.data[i]) ? s.data[i] | 0x20 : s.data[i]) != name[i])
			return false;
	return true;
}

/* Writes the character that the reference at s stands for; its length, or 0 if it is none. */
static size_t add_reference(struct buf *out, struct str s)
{
	static const struct {
		struct str text;
		char c;
	} known[] = {
		{ { "&amp;", 5 }, '&' },  { { "&lt;", 4 }, '<' },   { { "&gt;", 4 }, '>' },
		{ { "&quot;", 6 }, '"' }, { { "&#39;", 5 }, '\'' }, { { "&#x27;", 6 }, '\'' },
	};

	for (size_t i = 0; i < sizeof(known) / sizeof(*known); i++)
		if (s.len >= known[i].text.len &&
		    memcmp(s.data, known[i].text.data, known[i].text.len) == 0) {
			buf_add_char(out, known[i].c);
			return known[i].text.len;
		}
	return 0;
}

void html_unescape(struct buf *out, struct str value)
{
	while (value.len) {
		const char *and = memchr(value.data, '&', value.len);
		size_t plain = and? (size_t)(and-value.data) : value.len, taken;

		buf_add(out, value.data, plain);
		value = behind(value, plain);
		if (!value.len)
			return;
		taken = add_reference(out, value);
		if (!taken) {
			buf_add_char(out, '&');
			taken = 1;
		}
		value = behind(value, taken);
	}
}
