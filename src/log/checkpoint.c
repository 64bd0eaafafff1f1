#include "log/checkpoint.h"

#include <string.h>

#include "base/utf8.h"
#include "log/base64.h"

/* The next line, without its newline, which *rest moves past; false where there is none. */
static bool next_line(struct str *rest, struct str *line)
{
	const char *newline = rest->len ? memchr(rest->data, '\n', rest->len) : NULL;

	if (!newline)
		return false;
	*line = (struct str){ rest->data, (size_t)(newline - rest->data) };
	rest->data += line->len + 1;
	rest->len -= line->len + 1;
	return true;
}

static bool parse_size(struct str line, uint64_t *size)
{
	*size = 0;
	if (!line.len || line.len > 18 || (line.data[0] == '0' && line.len > 1))
		return false;
	for (size_t i = 0; i < line.len; i++) {
		if (line.data[i] < '0' || line.data[i] > '9')
			return false;
		*size = *size * 10 + (uint64_t)(line.data[i] - '0');
	}
	return true;
}

static bool parse_root(struct str line, struct merkle_hash *root)
{
	struct buf bytes = BUF_INIT;
	bool valid = base64_parse(line, &bytes) == 0 && bytes.len == HASH_SIZE;

	if (valid)
		memcpy(root->bytes, bytes.data, HASH_SIZE);
	buf_release(&bytes);
	return valid;
}

static bool control_free(struct str text)
{
	for (size_t i = 0; i < text.len; i++)
		if ((unsigned char)text.data[i] < ' ' && text.data[i] != '\n')
			return false;
	return utf8_check(text.data, text.len) == text.len;
}

int checkpoint_parse(struct str bytes, struct checkpoint *out)
{
	struct str rest, line;

	if (bytes.len > CHECKPOINT_MOST || !control_free(bytes))
		return -1;
	if (note_parse(bytes, &out->note) < 0)
		out->note = (struct note){ .text = bytes };
	rest = out->note.text;
	if (!next_line(&rest, &out->origin) || !out->origin.len || !next_line(&rest, &line) ||
	    !parse_size(line, &out->size) || !next_line(&rest, &line) ||
	    !parse_root(line, &out->root))
		return -1;
	while (rest.len) /* extensions, which say nothing here */
		if (!next_line(&rest, &line) || !line.len)
			return -1;
	return 0;
}

void checkpoint_render(const struct checkpoint *c, struct buf *out)
{
	buf_add_slice(out, c->origin);
	buf_add_format(out, "\n%llu\n", (unsigned long long)c->size);
	base64_add(out, c->root.bytes, HASH_SIZE);
	buf_add_char(out, '\n');
}
