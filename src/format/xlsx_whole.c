#define _GNU_SOURCE /* memmem, memrchr */
#include "format/xlsx_whole.h"

#include <string.h>

#include "format/unzip.h"

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

/* "<?xml …?>\n<worksheet …" ends with "</worksheet>". */
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
	len = strcspn(root, " >");
	last = memrchr(text.data, '<', (size_t)(end - text.data));
	return (size_t)(end - last) == len + 3 && last[1] == '/' && memcmp(last + 2, root, len) == 0;
}

bool xlsx_whole(struct str file, size_t rows)
{
	struct unzip z = { .file = file };
	bool whole = true;

	while (whole && unzip_next(&z)) {
		whole = ends_as_it_begins(buf_str(&z.text));
		rows -= count(buf_str(&z.text), "<row ");
	}
	whole &= !z.broken && !rows;
	unzip_release(&z);
	return whole;
}
