#include "site/manifest.h"

#include <string.h>

#include "store/root.h"
#include "store/source.h"

static const char *or_none(const char *s)
{
	return s ? s : "none";
}

void manifest_render(const struct manifest *m, struct buf *out)
{
	char day[DATE_SIZE], hex[HASH_HEX_SIZE];

	buf_add_format(out, "# luce: %s\n", m->version);
	buf_add_format(out, "# as-of: %s\n", date_format(m->as_of, day));
	buf_add_format(out, "# commit: %s\n", or_none(m->commit));
	buf_add_format(out, "# base-url: %s\n", or_none(m->base_url));
	for (size_t i = 0; i < m->n; i++) {
		buf_add(out, hash_hex(m->files[i].hash, hex), HASH_HEX_SIZE - 1);
		buf_add(out, "  ", 2);
		buf_add_str(out, m->files[i].path);
		buf_add_char(out, '\n');
	}
}

int manifest_read(struct source *site, struct buf *out, struct findings *f)
{
	return source_read_large(site, MANIFEST_NAME, MANIFEST_MOST, out, f);
}

static int nibble(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

static bool parse_hash(const char *hex, unsigned char out[HASH_SIZE])
{
	for (size_t i = 0; i < HASH_SIZE; i++) {
		int high = nibble(hex[2 * i]), low = nibble(hex[2 * i + 1]);

		if (high < 0 || low < 0)
			return false;
		out[i] = (unsigned char)(high << 4 | low);
	}
	return true;
}

static bool value_of(struct str line, const char *key, struct arena *a, const char **out)
{
	size_t len = strlen(key);

	if (line.len <= len || memcmp(line.data, key, len) != 0)
		return false;
	*out = arena_strndup(a, line.data + len, line.len - len);
	if (strcmp(*out, "none") == 0)
		*out = NULL;
	return true;
}

/* Comments of other keys are passed over: a later version may have more. */
static void parse_comment(struct str line, struct arena *a, struct manifest *out)
{
	const char *day;

	if (value_of(line, "# as-of: ", a, &day))
		out->as_of = day ? date_parse(day) : DATE_NONE;
	else if (!value_of(line, "# luce: ", a, &out->version) &&
		 !value_of(line, "# commit: ", a, &out->commit))
		value_of(line, "# base-url: ", a, &out->base_url);
}

static bool has_control(struct str s)
{
	for (size_t i = 0; i < s.len; i++)
		if ((unsigned char)s.data[i] < ' ' || s.data[i] == 0x7f)
			return true;
	return false;
}

/* A file of the site, which comes behind the one before it (NULL: it is the first). */
static bool parse_file(struct str line, struct arena *a, const char *before, struct manifest_file *out)
{
	enum { PATH = 2 * HASH_SIZE + 2 }; /* where the path starts: two spaces after the hash */

	if (line.len <= PATH || memcmp(line.data + PATH - 2, "  ", 2) != 0 ||
	    !parse_hash(line.data, out->hash))
		return false;
	out->path = arena_strndup(a, line.data + PATH, line.len - PATH);
	return path_valid(out->path) && strcmp(out->path, MANIFEST_NAME) != 0 &&
	       (!before || strcmp(before, out->path) < 0);
}

static size_t count_lines(struct str text)
{
	size_t n = 1;

	for (size_t i = 0; i < text.len; i++)
		n += text.data[i] == '\n';
	return n;
}

static int report_line(struct arena *a, size_t line, struct findings *f)
{
	struct place place = { .path = MANIFEST_NAME, .line = (unsigned)line };

	finding_add(f, F_MANIFEST, place, arena_printf(a, "%zu", line));
	return -1;
}

int manifest_parse(struct str text, struct arena *a, struct manifest *out, struct findings *f)
{
	const char *end = text.data + text.len, *s = text.data;

	*out = (struct manifest){ .as_of = DATE_NONE };
	out->files = arena_calloc(a, count_lines(text), sizeof(*out->files));
	for (size_t line = 1; s < end; line++) {
		const char *newline = memchr(s, '\n', (size_t)(end - s));
		struct str at = { s, (size_t)((newline ? newline : end) - s) };

		const char *before = out->n ? out->files[out->n - 1].path : NULL;

		if (!newline || has_control(at)) /* cut off, or written by another system */
			return report_line(a, line, f);
		if (at.len && *s == '#' && !before)
			parse_comment(at, a, out);
		else if (parse_file(at, a, before, &out->files[out->n]))
			out->n++;
		else
			return report_line(a, line, f);
		s = newline + 1;
	}
	return 0;
}
