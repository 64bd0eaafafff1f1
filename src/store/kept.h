/*
 * A file kept beside a portal to save time, DIR/.luce/NAME. It can always be
 * made again: whatever is wrong with it is no finding, it just is not used,
 * and where it cannot be written nothing is.
 *
 *	struct kept *k = kept_open(dir, "content", key);
 *	if (kept_size(k)) ... kept_read(k, bytes, len, offset)
 *	if (kept_begin(k) == 0) { ... read what is to be kept ...
 *		kept_write(k, bytes); kept_commit(k); }
 *	kept_free(k);
 *
 * The key stands for the program and the format: another key's file is
 * ignored. So is one that was copied, restored or fetched with the portal:
 * the file names its own inode. Its bytes may nevertheless be torn or
 * forged, and whoever reads them checks them.
 *
 * Racy stamps: a file can be written twice within one step of the clock, and
 * its stamp tells only one time. Therefore the new file is begun before what
 * it tells of is read, and takes the file system's time then, its clock. A
 * file written after that has a stamp of that time or later; so only a stamp
 * of an earlier time proves that nothing was written since (stamp_settled).
 */
#ifndef LUCE_STORE_KEPT_H
#define LUCE_STORE_KEPT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/hash.h"
#include "store/source.h"

struct kept;

/* Never NULL. The folder need not be there. */
struct kept *kept_open(const char *dir, const char *name, const unsigned char key[HASH_SIZE]);
/* Bytes to be read; 0 where there is nothing of use. */
uint64_t kept_size(const struct kept *k);
/* When what is read was begun: nanoseconds since 1970. */
int64_t kept_clock(const struct kept *k);
/* All of them, or -1. Thread-safe. */
int kept_read(const struct kept *k, void *out, size_t len, uint64_t offset);

/* Waits some milliseconds, after which what was written before is settled by the clock returned. 0: it cannot be asked. */
int64_t kept_tick(struct kept *k);

/* Begins to replace the file; the old one can still be read. -1: it cannot be, or another does. */
int kept_begin(struct kept *k);
/* Appends. What fails makes the commit fail. */
void kept_write(struct kept *k, struct str bytes);
/* -1: the old file stays. */
int kept_commit(struct kept *k);
void kept_free(struct kept *k);

/* A file with this stamp was last written before the clock stood there. */
bool stamp_settled(const struct source_stamp *stamp, int64_t clock);
bool stamp_equal(const struct source_stamp *a, const struct source_stamp *b);

#endif
