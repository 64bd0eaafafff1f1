/*
 * The journal of a transaction: what is to be done, so that whoever comes
 * after a crash can finish it.
 *
 *	luce journal 1
 *	put 17 512 content/a.json		(staged file, its bytes, where it goes)
 *	remove content/b.json
 *	end <SHA-256 of all above, hexadecimal>
 *
 * In paths, bytes up to space, DEL and '%' stand as %XX. The text is written
 * and synced as journal.new and then renamed: a file of that name is a
 * journal that was never written, whole or torn, and counts for nothing. One
 * named journal is whole, or the disk has lied and the checksum tells.
 */
#ifndef LUCE_STORE_JOURNAL_H
#define LUCE_STORE_JOURNAL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/mem.h"

#define JOURNAL_NAME "journal"

enum change_kind {
	CHANGE_PUT,
	CHANGE_REMOVE,
	CHANGE_KEEP, /* a put of the bytes that are there; not journaled */
};

struct change {
	const char *path;
	enum change_kind kind;
	uint64_t stage; /* number of the staged file, which is its name */
	uint64_t size; /* of it, in bytes */
};

/*
 * Writes and syncs the journal in the folder dir. -1 with errno; standing
 * tells whether the journal nevertheless has its name and may outlive a
 * crash: then there is no way back.
 */
int journal_write(int dir, const struct change *changes, size_t n, bool *standing);
/*
 * 1 with the changes, in the arena; 0 where there is no journal; -1 with the
 * reason why it cannot be used.
 */
int journal_read(int dir, struct arena *a, struct change **changes, size_t *n, const char **reason);
/* Removes and syncs; -1 with errno. */
int journal_remove(int dir);
/* Removes what was never a journal. -1 with errno. */
int journal_sweep(int dir);

#endif
