#include "log/log.h"

#include <stdlib.h>

void log_add(struct log *l, struct str entry)
{
	size_t n = l->n;

	ARRAY_GROW(l->entries, n, l->cap);
	ARRAY_GROW(l->hashes, n, l->hashes_cap);
	l->entries[n] = (struct str){ arena_strndup(&l->arena, entry.data, entry.len), entry.len };
	l->hashes[n] = merkle_leaf(entry);
	l->n++;
}

struct merkle_hash log_root(const struct log *l, size_t n)
{
	return merkle_root(l->hashes, n);
}

static void add_entries(const struct log *l, struct tile t, struct buf *out)
{
	for (unsigned i = 0; i < t.width; i++) {
		struct str entry = l->entries[t.index * TILE_WIDTH + i];

		buf_add_char(out, (char)(entry.len >> 8));
		buf_add_char(out, (char)(entry.len & 0xff));
		buf_add_slice(out, entry);
	}
}

void log_tile(const struct log *l, struct tile t, struct buf *out)
{
	if (t.level == TILE_ENTRIES)
		add_entries(l, t, out);
	else
		tile_render(l->hashes, t, out);
}

int log_add_bundle(struct log *l, struct str bytes, unsigned width)
{
	const unsigned char *s = (const unsigned char *)bytes.data;
	size_t left = bytes.len;

	for (; width; width--) {
		size_t len = left < 2 ? left : (size_t)s[0] << 8 | s[1];

		if (left < 2 || left - 2 < len)
			return -1;
		log_add(l, (struct str){ (const char *)s + 2, len });
		s += 2 + len;
		left -= 2 + len;
	}
	return left ? -1 : 0;
}

void log_checkpoint(const struct log *l, struct str origin, const struct note_signer *signer,
		    struct buf *out)
{
	struct checkpoint c = { .origin = origin, .size = l->n, .root = log_root(l, l->n) };
	struct buf text = BUF_INIT;

	checkpoint_render(&c, &text);
	buf_add_slice(out, buf_str(&text));
	if (signer) {
		buf_add_char(out, '\n');
		note_sign(buf_str(&text), signer, 0, out);
	}
	buf_release(&text);
}

void log_release(struct log *l)
{
	free(l->entries);
	free(l->hashes);
	arena_release(&l->arena);
	*l = (struct log)LOG_INIT;
}
