#include "site/links.h"

#include <string.h>

/* ---- HTML ---- */

static bool is_space(char c)
{
	return c == ' ' || c == '\n' || c == '\t' || c == '\r';
}

static struct str behind(struct str s, size_t n)
{
	return (struct str){ s.data + n, s.len - n };
}

static const char *find(const char *at, const char *end, const char *what)
{
	size_t len = strlen(what);

	for (; (size_t)(end - at) >= len; at++) {
		at = memchr(at, *what, (size_t)(end - at));
		if (!at || (size_t)(end - at) < len)
			return end;
		if (memcmp(at, what, len) == 0)
			return at + len;
	}
	return end;
}

/* To behind the name of the next start tag; false if there is none. */
static bool enter_tag(struct html_scan *s)
{
	while (s->at < s->end) {
		const char *open = memchr(s->at, '<', (size_t)(s->end - s->at));

		if (!open || open + 1 == s->end)
			break;
		s->at = open + 1;
		if (*s->at == '!' && s->end - s->at >= 3 && memcmp(s->at, "!--", 3) == 0)
			s->at = find(s->at, s->end, "-->");
		if (s->at == s->end || *s->at == '!' || *s->at == '/')
			continue;
		while (s->at < s->end && !is_space(*s->at) && *s->at != '>' && *s->at != '/')
			s->at++;
		s->in_tag = true;
		return true;
	}
	s->at = s->end;
	return false;
}

static bool ends_name(char c)
{
	return is_space(c) || c == '=' || c == '>' || c == '/';
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

/* One attribute of the tag; false at its end. */
static bool next_attribute(struct html_scan *s, struct str *name, struct str *value)
{
	while (s->at < s->end && (is_space(*s->at) || *s->at == '/'))
		s->at++;
	name->data = s->at;
	while (s->at < s->end && !ends_name(*s->at))
		s->at++;
	name->len = (size_t)(s->at - name->data);
	*value = (struct str){ s->at, 0 };
	if (s->at < s->end && *s->at == '=') {
		s->at++;
		*value = attribute_value(s);
	} else if (!name->len) {
		s->in_tag = false;
	}
	return s->in_tag;
}

static bool is_name(struct str s, const char *name)
{
	return s.len == strlen(name) && memcmp(s.data, name, s.len) == 0;
}

bool html_next(struct html_scan *s, struct html_attribute *out)
{
	struct str name;

	for (;;) {
		if (!s->in_tag && !enter_tag(s))
			return false;
		while (next_attribute(s, &name, &out->value)) {
			if (is_name(name, "id"))
				out->kind = HTML_ID;
			else if (is_name(name, "href") || is_name(name, "src"))
				out->kind = HTML_LINK;
			else
				continue;
			return true;
		}
	}
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

/* ---- URLs ---- */

static int hex_value(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	c |= 0x20;
	return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

static void add_decoded(struct buf *out, struct str s)
{
	for (size_t i = 0; i < s.len; i++) {
		if (s.data[i] == '%' && i + 2 < s.len && hex_value(s.data[i + 1]) >= 0 &&
		    hex_value(s.data[i + 2]) >= 0) {
			buf_add_char(out, (char)(hex_value(s.data[i + 1]) * 16 +
						 hex_value(s.data[i + 2])));
			i += 2;
		} else {
			buf_add_char(out, s.data[i]);
		}
	}
}

static bool has_scheme(struct str url)
{
	for (size_t i = 0; i < url.len && !strchr("/?#", url.data[i]); i++)
		if (url.data[i] == ':')
			return true;
	return false;
}

/* Leaves the folder that address ends in ("a/b/" -> "a/"). False at the root. */
static bool leave_folder(struct buf *address, size_t start)
{
	if (address->len == start)
		return false;
	address->len--;
	while (address->len > start && address->data[address->len - 1] != '/')
		address->len--;
	address->data[address->len] = '\0';
	return true;
}

static void enter_own_folder(struct buf *address, const char *from)
{
	const char *slash = strrchr(from, '/');

	if (slash)
		buf_add(address, from, (size_t)(slash + 1 - from));
}

/* Follows a relative path from the folder that address ends in. */
static bool follow(struct buf *address, size_t start, struct str path)
{
	while (path.len) {
		const char *slash = memchr(path.data, '/', path.len);
		struct str part = { path.data, slash ? (size_t)(slash - path.data) : path.len };
		size_t step = part.len + (slash != NULL);

		if (is_name(part, "..")) {
			if (!leave_folder(address, start))
				return false;
		} else if (!is_name(part, ".")) {
			add_decoded(address, (struct str){ path.data, step });
		}
		path.data += step;
		path.len -= step;
	}
	return address->len > start && address->data[address->len - 1] != '/';
}

enum link_target link_resolve(const char *from, const char *base_url, struct str url,
			      struct buf *address, struct buf *fragment)
{
	const char *hash = url.len ? memchr(url.data, '#', url.len) : NULL;
	size_t base = base_url ? strlen(base_url) : 0, start = address->len;

	buf_add_str(fragment, "");
	if (hash) {
		add_decoded(fragment, behind(url, (size_t)(hash + 1 - url.data)));
		url.len = (size_t)(hash - url.data);
	}
	if (hash && !url.len) {
		buf_add_str(address, from);
		return fragment->len ? LINK_INSIDE : LINK_NOWHERE;
	}
	if (base && url.len >= base && memcmp(url.data, base_url, base) == 0)
		url = behind(url, base);
	else if (has_scheme(url))
		return LINK_OUTSIDE;
	else
		enter_own_folder(address, from);
	if (!url.len || *url.data == '/' || memchr(url.data, '?', url.len))
		return LINK_NOWHERE;
	return follow(address, start, url) ? LINK_INSIDE : LINK_NOWHERE;
}
