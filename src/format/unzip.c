#include "format/unzip.h"

#include <stdint.h>
#include <string.h>

#include <zlib.h>

#include "base/mem.h"

enum { /* sizes of records, and where their fields are */
       END_SIZE = 22,
       END_ENTRIES = 10,
       END_DIRECTORY = 16,
       ENTRY_SIZE = 46, /* without name and extra field */
       ENTRY_CHECK = 16,
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

static bool begin(struct unzip *z)
{
	const char *end = z->file.data + z->file.len - END_SIZE;

	z->begun = true;
	if (z->file.len < END_SIZE || !has(z->file, z->file.len - END_SIZE, END_SIZE, "PK\5\6"))
		return false;
	z->left = number(end + END_ENTRIES, 2);
	z->at = number(end + END_DIRECTORY, 4);
	return z->left > 0;
}

static bool packed_bytes(struct str file, const char *entry, struct str *out)
{
	size_t local = number(entry + ENTRY_LOCAL, 4), start;

	if (!has(file, local, LOCAL_SIZE, "PK\3\4"))
		return false;
	start = local + LOCAL_SIZE + number(file.data + local + LOCAL_NAME, 2) +
		number(file.data + local + LOCAL_EXTRA, 2);
	out->len = number(entry + ENTRY_PACKED, 4);
	out->data = file.data + start;
	return start <= file.len && file.len - start >= out->len;
}

static bool unpack(struct str packed, const char *entry, struct buf *out)
{
	size_t size = number(entry + ENTRY_UNPACKED, 4);
	z_stream s = { .next_in = (z_const Bytef *)packed.data, .avail_in = (uInt)packed.len };
	bool whole;

	buf_clear(out);
	buf_reserve(out, size);
	s.next_out = (Bytef *)out->data;
	s.avail_out = (uInt)size;
	if (inflateInit2(&s, -MAX_WBITS) != Z_OK)
		out_of_memory();
	whole = inflate(&s, Z_FINISH) == Z_STREAM_END && s.total_out == size;
	inflateEnd(&s);
	out->len = size;
	out->data[size] = '\0';
	return whole &&
	       crc32(0, (const Bytef *)out->data, (uInt)size) == number(entry + ENTRY_CHECK, 4);
}

static bool read_part(struct unzip *z)
{
	const char *entry = z->file.data + z->at;
	struct str packed;
	size_t name;

	if (!has(z->file, z->at, ENTRY_SIZE, "PK\1\2"))
		return false;
	name = number(entry + ENTRY_NAME, 2);
	if (z->file.len - z->at - ENTRY_SIZE < name || !packed_bytes(z->file, entry, &packed) ||
	    !unpack(packed, entry, &z->text))
		return false;
	z->name = (struct str){ entry + ENTRY_SIZE, name };
	z->at += ENTRY_SIZE + name + number(entry + ENTRY_EXTRA, 2);
	z->left--;
	return true;
}

bool unzip_next(struct unzip *z)
{
	if (!z->begun && !begin(z))
		z->broken = true;
	if (z->broken || !z->left)
		return false;
	z->broken = !read_part(z);
	return !z->broken;
}

void unzip_release(struct unzip *z)
{
	buf_release(&z->text);
}
