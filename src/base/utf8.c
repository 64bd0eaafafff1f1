#include "base/utf8.h"

#include <stdlib.h>
#include <string.h>
#include <utf8proc.h>

static bool continues(unsigned char byte)
{
	return (byte & 0xc0) == 0x80;
}

uint32_t utf8_next(const char **p, const char *end)
{
	const unsigned char *s = (const unsigned char *)*p;
	utf8proc_int32_t c;
	utf8proc_ssize_t n;

	if (*s < 0x80) {
		(*p)++;
		return *s;
	}
	/* Most of what is not ASCII is Chinese: three bytes, without overlong forms and surrogates. */
	if (*s >= 0xe1 && *s <= 0xec && end - *p >= 3 && continues(s[1]) && continues(s[2])) {
		*p += 3;
		return (s[0] & 0x0fu) << 12 | (s[1] & 0x3fu) << 6 | (s[2] & 0x3fu);
	}
	n = utf8proc_iterate(s, end - *p, &c);
	*p += n > 0 ? n : 1;
	return n > 0 ? (uint32_t)c : UTF8_BAD;
}

enum { ASCII_WORD = sizeof(uint64_t) };

static bool ascii_word(const char *s)
{
	uint64_t word;

	memcpy(&word, s, sizeof(word));
	return !(word & 0x8080808080808080u);
}

size_t utf8_check(const char *s, size_t len)
{
	const char *p = s, *end = s + len;

	while (p < end) {
		const char *at = p;

		if (end - p >= ASCII_WORD && ascii_word(p))
			p += ASCII_WORD;
		else if (utf8_next(&p, end) == UTF8_BAD)
			return (size_t)(at - s);
	}
	return len;
}

size_t utf8_length(const char *s, size_t len)
{
	size_t n = 0;

	for (size_t i = 0; i < len; i++)
		n += ((unsigned char)s[i] & 0xc0) != 0x80;
	return n;
}

size_t utf8_width(const char *s)
{
	const char *end = s + strlen(s);
	size_t width = 0;

	while (s < end) {
		uint32_t c = utf8_next(&s, end);

		width += c == UTF8_BAD ? 1 : (size_t)utf8proc_charwidth((utf8proc_int32_t)c);
	}
	return width;
}

/* ASCII and Han, which are most of all text: no need to look them up. The whole block is assigned. */
static bool plain(uint32_t c)
{
	return (c >= 0x20 && c < 0x7f) || (c >= 0x4e00 && c < 0xa000);
}

/* Unicode's Default_Ignorable_Code_Point, controls, format characters, and the blank braille cell. */
static bool prints_nothing(uint32_t c)
{
	const utf8proc_property_t *p;

	if (plain(c))
		return false;
	p = utf8proc_get_property((utf8proc_int32_t)c);
	return p->ignorable || p->category == UTF8PROC_CATEGORY_CC ||
	       p->category == UTF8PROC_CATEGORY_CF || p->category == UTF8PROC_CATEGORY_ZL ||
	       p->category == UTF8PROC_CATEGORY_ZP || c == 0x2800;
}

bool utf8_hidden(uint32_t c)
{
	utf8proc_category_t category;

	if (plain(c))
		return false;
	category = utf8proc_category((utf8proc_int32_t)c);
	return prints_nothing(c) || category == UTF8PROC_CATEGORY_CO ||
	       category == UTF8PROC_CATEGORY_CN;
}

bool utf8_space(uint32_t c)
{
	if (c < 0x80)
		return c == ' ' || (c >= '\t' && c <= '\r');
	return c == 0x85 || c == 0x2028 || c == 0x2029 ||
	       utf8proc_category((utf8proc_int32_t)c) == UTF8PROC_CATEGORY_ZS;
}

void utf8_add(struct buf *out, uint32_t c)
{
	utf8proc_uint8_t bytes[4];
	utf8proc_ssize_t n = utf8proc_encode_char((utf8proc_int32_t)c, bytes);

	buf_add(out, bytes, (size_t)n);
}

static bool dash(uint32_t c)
{
	return c == '-' || (c >= 0x2010 && c <= 0x2015) || c == 0x2212 || c == 0xfe58 || c == 0xfe63;
}

/* Drops what no name is told apart by; the new length. */
static utf8proc_ssize_t name_filter(utf8proc_int32_t *c, utf8proc_ssize_t n)
{
	utf8proc_ssize_t kept = 0;

	for (utf8proc_ssize_t i = 0; i < n; i++) {
		uint32_t x = (uint32_t)c[i];

		if (!utf8_space(x) && !prints_nothing(x))
			c[kept++] = dash(x) ? '-' : c[i];
	}
	return kept;
}

const char *utf8_name_key(struct arena *a, const char *name)
{
	const utf8proc_option_t options = UTF8PROC_NULLTERM | UTF8PROC_STABLE | UTF8PROC_DECOMPOSE |
					  UTF8PROC_COMPAT | UTF8PROC_CASEFOLD;
	const utf8proc_uint8_t *bytes = (const utf8proc_uint8_t *)name;
	utf8proc_ssize_t n = utf8proc_decompose(bytes, 0, NULL, 0, options);
	utf8proc_int32_t *c;
	struct buf key = BUF_INIT;
	const char *result;

	if (n < 0) /* not UTF-8: then bytes are compared */
		return arena_strdup(a, name);
	c = xcalloc((size_t)n + 1, sizeof(*c));
	utf8proc_decompose(bytes, 0, c, n, options);
	n = name_filter(c, n);
	n = utf8proc_normalize_utf32(c, n, UTF8PROC_COMPOSE | UTF8PROC_STABLE);
	for (utf8proc_ssize_t i = 0; i < n; i++)
		utf8_add(&key, (uint32_t)c[i]);
	result = arena_strndup(a, key.data, key.len);
	buf_release(&key);
	free(c);
	return result;
}
