#include "log/entry.h"

#include <string.h>

static const char first_line[] = "luce notice 1", not_stated[] = "none";

static void add_file(struct buf *out, const unsigned char hash[HASH_SIZE], const char *path)
{
	char hex[HASH_HEX_SIZE];

	buf_add_format(out, "%s  %s\n", hash_hex(hash, hex), path);
}

void entry_render(const struct entry *e, struct buf *out)
{
	char published[MINUTE_SIZE];

	buf_add_format(out, "%s\nid %s\ntype %s\npublished %s\n", first_line, e->id, e->type,
		       e->published == DATE_NONE ? not_stated
						 : minute_format(e->published, published));
	add_file(out, e->hash, e->path);
	if (e->annex_path)
		add_file(out, e->annex_hash, e->annex_path);
}

/* The line at *s after the prefix, in the arena; NULL where it does not begin so. */
static const char *take_line(const char **s, const char *end, const char *prefix, struct arena *a)
{
	const char *newline = *s < end ? memchr(*s, '\n', (size_t)(end - *s)) : NULL, *line = *s;
	size_t len = strlen(prefix);

	if (!newline || (size_t)(newline - line) < len || memcmp(line, prefix, len) != 0)
		return NULL;
	*s = newline + 1;
	return arena_strndup(a, line + len, (size_t)(newline - line) - len);
}

static int hex_digit(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/* The path in a line "HASH  PATH"; NULL where it is none. */
static const char *parse_file(const char *line, unsigned char hash[HASH_SIZE])
{
	enum { HEX = 2 * HASH_SIZE };

	if (!line || strlen(line) < HEX + 3 || memcmp(line + HEX, "  ", 2) != 0)
		return NULL;
	for (size_t i = 0; i < HASH_SIZE; i++) {
		int high = hex_digit(line[2 * i]), low = hex_digit(line[2 * i + 1]);

		if (high < 0 || low < 0)
			return NULL;
		hash[i] = (unsigned char)(high << 4 | low);
	}
	return line + HEX + 2;
}

int entry_parse(struct str bytes, struct arena *a, struct entry *out)
{
	const char *s = bytes.data, *end = bytes.data + bytes.len, *first, *published;

	*out = (struct entry){ .published = DATE_NONE };
	if (memchr(bytes.len ? s : "", '\0', bytes.len))
		return -1;
	first = take_line(&s, end, first_line, a);
	if (!first || *first)
		return -1;
	out->id = take_line(&s, end, "id ", a);
	out->type = out->id ? take_line(&s, end, "type ", a) : NULL;
	published = out->type ? take_line(&s, end, "published ", a) : NULL;
	out->published = published ? minute_parse(published) : DATE_NONE;
	if (published && out->published == DATE_NONE && strcmp(published, not_stated) != 0)
		return -1;
	out->path = published ? parse_file(take_line(&s, end, "", a), out->hash) : NULL;
	if (out->path && s < end) {
		out->annex_path = parse_file(take_line(&s, end, "", a), out->annex_hash);
		if (!out->annex_path)
			return -1;
	}
	return out->path && s == end ? 0 : -1;
}
