#include "log/base64.h"

#include <string.h>

static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

void base64_add(struct buf *out, const void *bytes, size_t len)
{
	const unsigned char *s = bytes;

	for (size_t i = 0; i < len; i += 3) {
		unsigned left = len - i < 3 ? (unsigned)(len - i) : 3;
		unsigned group = (unsigned)s[i] << 16;

		if (left > 1)
			group |= (unsigned)s[i + 1] << 8;
		if (left > 2)
			group |= s[i + 2];
		for (unsigned k = 0; k < 4; k++)
			buf_add_char(out, k <= left ? digits[group >> (18 - 6 * k) & 63] : '=');
	}
}

static int digit(char c)
{
	const char *at = c ? strchr(digits, c) : NULL;

	return at ? (int)(at - digits) : -1;
}

/* Four characters, of which the last `pad` are '='. */
static int parse_group(const char *s, unsigned pad, struct buf *out)
{
	unsigned group = 0;
	char bytes[3];

	for (unsigned k = 0; k < 4; k++) {
		int value = k < 4 - pad ? digit(s[k]) : 0;

		if (value < 0)
			return -1;
		group = group << 6 | (unsigned)value;
	}
	if ((pad == 1 && group & 0xff) || (pad == 2 && group & 0xffff))
		return -1; /* bits that say nothing are set */
	for (unsigned k = 0; k < 3; k++)
		bytes[k] = (char)(group >> (16 - 8 * k) & 0xff);
	buf_add(out, bytes, 3 - pad);
	return 0;
}

int base64_parse(struct str text, struct buf *out)
{
	size_t before = out->len;

	if (text.len % 4)
		return -1;
	for (size_t i = 0; i < text.len; i += 4) {
		unsigned pad = 0;

		if (i + 4 == text.len && text.data[i + 3] == '=')
			pad = text.data[i + 2] == '=' ? 2 : 1;
		if (parse_group(text.data + i, pad, out) < 0) {
			out->len = before;
			return -1;
		}
	}
	return 0;
}
