#define _POSIX_C_SOURCE 200809L
#include "format/csv_decode.h"

#include <errno.h>
#include <iconv.h>
#include <stdbool.h>
#include <stdio.h>

#include "base/utf8.h"
#include "format/text.h"

/*
 * Whether bytes that are not UTF-8 throughout are UTF-8 with some damage. In
 * GB18030, few characters make valid UTF-8 by chance (under a fifth, against
 * one and a half bad bytes for each other); in UTF-8, all but the damage do.
 */
static bool damaged_utf8(struct str bytes)
{
	const char *p = bytes.data, *end = p + bytes.len;
	size_t good = 0, bad = 0;

	if (text_bom(bytes))
		return true;
	while (p < end) {
		uint32_t c = utf8_next(&p, end);

		bad += c == UTF8_BAD;
		good += c != UTF8_BAD && c >= 0x80;
	}
	return good > bad;
}

/* As many bytes as are GB18030, made UTF-8 in out; returns how many. */
static size_t gb18030_decode(struct str bytes, struct buf *out)
{
	iconv_t cd = iconv_open("UTF-8", "GB18030");
	char *in = (char *)bytes.data; /* iconv's type; it does not write there */
	size_t left = bytes.len;

	if (cd == (iconv_t)-1)
		return 0;
	while (left) {
		size_t room, n;
		char *at;

		buf_reserve(out, 2 * left + 16); /* two bytes become three, rarely four become four */
		at = out->data + out->len;
		room = out->cap - out->len - 1;
		n = iconv(cd, &in, &left, &at, &room);
		out->len = (size_t)(at - out->data);
		out->data[out->len] = '\0';
		if (n == (size_t)-1 && errno != E2BIG)
			break;
	}
	iconv_close(cd);
	return bytes.len - left;
}

int csv_decode(struct str bytes, struct place file, struct buf *spare, struct str *text,
	       struct findings *f)
{
	size_t bad = utf8_check(bytes.data, bytes.len);
	char number[24];

	*text = bytes;
	if (bad < bytes.len) {
		if (damaged_utf8(bytes))
			return text_check_utf8(bytes, file, f);
		bad = gb18030_decode(bytes, spare);
		*text = buf_str(spare);
	}
	if (bad < bytes.len) {
		snprintf(number, sizeof(number), "%zu", bad + 1);
		finding_add(f, F_CSV_ENCODING, text_place(*text, text->len, file), number);
		return -1;
	}
	bad = text_bom(*text);
	text->data += bad;
	text->len -= bad;
	return 0;
}
