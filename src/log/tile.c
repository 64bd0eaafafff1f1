#include "log/tile.h"

#include <string.h>

#include "base/mem.h"

/* How many hashes (or entries) a level has in a tree of n leaves. */
static uint64_t level_count(uint64_t n, int level)
{
	return level <= 0 ? n : level < TILE_LEVELS ? n >> 8 * level : 0;
}

void tile_path(struct tile t, struct buf *out)
{
	uint64_t above = 1;

	if (t.level == TILE_ENTRIES)
		buf_add_str(out, "tile/entries/");
	else
		buf_add_format(out, "tile/%d/", t.level);
	while (t.index / above >= 1000)
		above *= 1000;
	for (; above > 1; above /= 1000)
		buf_add_format(out, "x%03u/", (unsigned)(t.index / above % 1000));
	buf_add_format(out, "%03u", (unsigned)(t.index % 1000));
	if (t.width < TILE_WIDTH)
		buf_add_format(out, ".p/%u", t.width);
}

/* Digits at *s, which moves past them; false where there are none or too many. */
static bool parse_number(const char **s, size_t most, uint64_t *out)
{
	size_t n = strspn(*s, "0123456789");

	if (n == 0 || n > most)
		return false;
	for (*out = 0; n; n--, (*s)++)
		*out = *out * 10 + (uint64_t)(**s - '0');
	return true;
}

static bool parse_level(const char **s, int *level)
{
	uint64_t number;

	if (strncmp(*s, "entries/", 8) == 0) {
		*level = TILE_ENTRIES;
		*s += 8;
		return true;
	}
	if (!parse_number(s, 2, &number) || number >= TILE_LEVELS || *(*s)++ != '/')
		return false;
	*level = (int)number;
	return true;
}

/* Whatever is read leniently here has another path when it is made again. */
int tile_parse(const char *path, struct tile *out)
{
	struct buf again = BUF_INIT;
	uint64_t part, width = TILE_WIDTH;
	const char *s = path;
	int rc = -1;

	*out = (struct tile){ 0 };
	if (strncmp(s, "tile/", 5) != 0 || strlen(s) > 64)
		return -1;
	s += 5;
	if (!parse_level(&s, &out->level))
		return -1;
	while (*s == 'x' && out->index < UINT64_MAX / 1000000) {
		s++;
		if (!parse_number(&s, 3, &part) || *s++ != '/')
			return -1;
		out->index = out->index * 1000 + part;
	}
	if (!parse_number(&s, 3, &part))
		return -1;
	out->index = out->index * 1000 + part;
	if (strncmp(s, ".p/", 3) == 0) {
		s += 3;
		if (!parse_number(&s, 3, &width) || width == 0 || width >= TILE_WIDTH)
			return -1;
	}
	out->width = (unsigned)width;
	tile_path(*out, &again);
	if (strcmp(again.data, path) == 0)
		rc = 0;
	buf_release(&again);
	return rc;
}

bool tile_next(uint64_t n, struct tile *t)
{
	uint64_t count = level_count(n, t->level), done;

	if (t->width == TILE_WIDTH)
		t->index++;
	else if (t->width) { /* the last of its level */
		t->level++;
		t->index = 0;
		count = level_count(n, t->level);
	}
	done = t->index * TILE_WIDTH;
	while (done == count && t->level < TILE_LEVELS) {
		t->level++;
		t->index = done = 0;
		count = level_count(n, t->level);
		if (count == 0)
			return false;
	}
	if (t->level == TILE_LEVELS)
		return false;
	t->width = count - done < TILE_WIDTH ? (unsigned)(count - done) : TILE_WIDTH;
	return true;
}

bool tile_within(uint64_t n, struct tile t)
{
	uint64_t count = level_count(n, t.level);

	return t.width && t.index < UINT64_MAX / TILE_WIDTH - 1 &&
	       t.index * TILE_WIDTH + t.width <= count;
}

void tile_render(const struct merkle_hash *leaves, struct tile t, struct buf *out)
{
	uint64_t each = (uint64_t)1 << 8 * t.level;

	for (unsigned i = 0; i < t.width; i++) {
		const struct merkle_hash *first = leaves + (t.index * TILE_WIDTH + i) * each;
		struct merkle_hash hash = merkle_root(first, each);

		buf_add(out, hash.bytes, HASH_SIZE);
	}
}
