#define _GNU_SOURCE /* memmem, memrchr */
#include "format/xlsx_whole.h"

#include <stdint.h>
#include <string.h>

#include <zlib.h>

#include "base/mem.h"

/* ---- ZIP (APPNOTE 4.3), as the library writes it: one disk, no comment, no ZIP64 ---- */

enum {
	END_SIZE = 22, /* of the end of central directory record */
	END_ENTRIES = 10,
	END_DIRECTORY = 16,
	ENTRY_SIZE = 46, /* of a directory entry, before its name */
	ENTRY_PACKED = 20,
	ENTRY_UNPACKED = 24,
	ENTRY_NAME = 28,
	ENTRY_EXTRA = 30,
	ENTRY_LOCAL = 42,
	LOCAL_SIZE = 30,
	LOCAL_NAME = 26,
	LOCAL_EXTRA = 28,
};

static size_t number(const char *p, unsigned bytes)
{
	size_t n = 0;

	while (bytes-- > 0)
		n = n << 8 | (unsigned char)p[bytes];
	return n;
}

static bool has(struct str file, size_t at, size_t len, const char *signature)
{
	return at <= file.len && file.len - at >= len && memcmp(file.data + at, signature, 4) == 0;
}

/* The packed bytes of the entry at `at` in the directory. */
static bool entry_data(struct str file, size_t at, struct str *out)
{
	size_t local = number(file.data + at + ENTRY_LOCAL, 4), start;

	if (!has(file, local, LOCAL_SIZE, "PK\3\4"))
		return false;
	start = local + LOCAL_SIZE + number(file.data + local + LOCAL_NAME, 2) +
		number(file.data + local + LOCAL_EXTRA, 2);
	out->len = number(file.data + at + ENTRY_PACKED, 4);
	out->data = file.data + start;
	return start <= file.len && file.len - start >= out->len;
}

static bool unpack(struct str packed, size_t size, struct buf *out)
{
	z_stream z = { .next_in = (z_const Bytef *)(uintptr_t)packed.data,
		       .avail_in = (uInt)packed.len };
	bool whole;

	buf_clear(out);
	buf_reserve(out, size);
	z.next_out = (Bytef *)out->data;
	z.avail_out = (uInt)size;
	if (inflateInit2(&z, -MAX_WBITS) != Z_OK)
		out_of_memory();
	whole = inflate(&z, Z_FINISH) == Z_STREAM_END && z.total_out == size;
	inflateEnd(&z);
	out->len = size;
	out->data[size] = '\0';
	return whole;
}

/* ---- XML ---- */

static size_t count(struct str text, const char *what)
{
	const char *p = text.data, *end = p + text.len;
	size_t n = 0, len = strlen(what);

	while ((p = memmem(p, (size_t)(end - p), what, len))) {
		n++;
		p += len;
	}
	return n;
}

/* "<?xml …?>\n<worksheet …" ends with "</worksheet>"; "<Types …/>" needs no more. */
static bool ends_as_it_begins(struct str text)
{
	const char *root = memmem(text.data, text.len, "?>\n<", 4);
	const char *end = text.data + text.len, *last;
	size_t len;

	while (end > text.data && end[-1] == '\n')
		end--;
	if (!root || end[-1] != '>')
		return false;
	root += 4;
	len = strcspn(root, " >/"); /* text is NUL-terminated */
	last = memrchr(text.data, '<', text.len);
	if (last + 1 == root)
		return end[-2] == '/';
	return (size_t)(end - last) == len + 3 && last[1] == '/' && memcmp(last + 2, root, len) == 0;
}

bool xlsx_whole(struct str file, size_t rows)
{
	struct buf text = BUF_INIT;
	bool whole = file.len >= END_SIZE && has(file, file.len - END_SIZE, END_SIZE, "PK\5\6");
	const char *end = file.data + file.len - END_SIZE;
	size_t n = whole ? number(end + END_ENTRIES, 2) : 0;
	size_t at = whole ? number(end + END_DIRECTORY, 4) : 0;

	for (size_t i = 0; i < n && whole; i++) {
		struct str packed;

		whole = has(file, at, ENTRY_SIZE, "PK\1\2") && entry_data(file, at, &packed) &&
			unpack(packed, number(file.data + at + ENTRY_UNPACKED, 4), &text) &&
			ends_as_it_begins(buf_str(&text));
		if (!whole)
			break;
		rows -= count(buf_str(&text), "<row ");
		at += ENTRY_SIZE + number(file.data + at + ENTRY_NAME, 2) +
		      number(file.data + at + ENTRY_EXTRA, 2);
	}
	buf_release(&text);
	return whole && n && !rows;
}
