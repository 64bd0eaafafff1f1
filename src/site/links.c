#include "site/links.h"

#include <string.h>

static struct str behind(struct str s, size_t n)
{
	return (struct str){ s.data + n, s.len - n };
}

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

static bool str_is(struct str s, const char *text)
{
	return s.len == strlen(text) && memcmp(s.data, text, s.len) == 0;
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

		if (str_is(part, "..")) {
			if (!leave_folder(address, start))
				return false;
		} else if (!str_is(part, ".")) {
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
