/*
 * A log in memory: its entries, oldest first, and what is served of it as
 * files (C2SP tlog-tiles): tiles, bundles of entries, a checkpoint.
 *
 *	struct log log = LOG_INIT;
 *	log_add_bundle(&log, bytes, width)	the entries of a log that is served
 *	log_add(&log, bytes)			one more
 *	for (t …) log_tile(&log, t, &out)	its files
 *	log_release(&log);
 */
#ifndef LUCE_LOG_LOG_H
#define LUCE_LOG_LOG_H

#include "base/mem.h"
#include "log/checkpoint.h"
#include "log/tile.h"

#define LOG_FOLDER "log/" /* of the site */
#define LOG_CHECKPOINT "checkpoint" /* below it, as the tiles are */
#define LOG_KEY                                                                                    \
	"key" /* the key that signs, as a text that others verify with; where it is signed */

#define LOG_PAGES ".html" /* ending of what people read of it, which proves nothing */

enum { LOG_MOST = 1 << 24 }; /* entries that are read: 5,000 years of notices */

struct log {
	struct str *entries; /* in the arena */
	struct merkle_hash *hashes;
	size_t n, cap, hashes_cap;
	struct arena arena;
};

#define LOG_INIT                                                                                   \
	{                                                                                          \
		NULL, NULL, 0, 0, 0, ARENA_INIT                                                    \
	}

/* The bytes are copied. They are at most ENTRY_MOST. */
void log_add(struct log *l, struct str entry);
struct merkle_hash log_root(const struct log *l, size_t n); /* of its first n entries */
/* Appends the file of a tile or a bundle. tile_within(l->n, t). */
void log_tile(const struct log *l, struct tile t, struct buf *out);
/* Adds the entries of a bundle. -1: not exactly `width` of them; some may have been added. */
int log_add_bundle(struct log *l, struct str bytes, unsigned width);
/* The checkpoint of all entries, signed where there is a signer. */
void log_checkpoint(const struct log *l, struct str origin, const struct note_signer *signer,
		    struct buf *out);
void log_release(struct log *l);

#endif
