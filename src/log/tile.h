/*
 * Tiles (C2SP tlog-tiles): the hashes of a tree, and its entries, as files
 * that never change once they are full.
 *
 *	tile/0/x001/x234/067		256 leaf hashes
 *	tile/1/000.p/17			17 roots of full tiles of level 0
 *	tile/entries/000.p/3		3 entries, each after its length in two bytes
 */
#ifndef LUCE_LOG_TILE_H
#define LUCE_LOG_TILE_H

#include "log/merkle.h"

enum {
	TILE_WIDTH = 256,
	TILE_ENTRIES = -1, /* a level: the bundles of entries */
	TILE_LEVELS = 8, /* 256^8 leaves are more than can be counted */
	ENTRY_MOST = 65535, /* bytes of an entry */
};

struct tile {
	int level;
	uint64_t index;
	unsigned width; /* 1 to TILE_WIDTH, which is a full one */
};

void tile_path(struct tile t, struct buf *out);
/* -1: no path of a tile, or not its one form. */
int tile_parse(const char *path, struct tile *out);

/*
 * The tiles of a tree of n leaves, one after the other: full ones and, last of its level, the one
 * that is not full yet. Starts with { 0 } in *t; false after the last one.
 *
 *	for (struct tile t = TILE_FIRST; tile_next(n, &t);) ...
 */
#define TILE_FIRST ((struct tile){ .level = TILE_ENTRIES })
bool tile_next(uint64_t n, struct tile *t);
/* Whether a tree of n leaves has such a tile, perhaps as the beginning of one that is fuller. */
bool tile_within(uint64_t n, struct tile t);

/* Appends the hashes of a tile of a level from 0 up. tile_within(n, t). */
void tile_render(const struct merkle_hash *leaves, struct tile t, struct buf *out);

#endif
