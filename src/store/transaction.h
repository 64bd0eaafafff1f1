/*
 * The one way by which luce changes files: all of it or none.
 *
 *	struct transaction *t = transaction_begin(dir, findings);
 *	transaction_put(t, "content/a.json", bytes, findings);
 *	transaction_remove(t, "content/b.json");
 *	if (transaction_commit(t, &counts, findings) < 0) ... nothing was changed
 *	transaction_free(t);      (without a commit: as if it had not been)
 *
 * New bytes are staged beside their targets' file system in DIR/.luce/stage
 * and synced; then a journal is written and synced; then files are renamed
 * into place one by one. Whatever fails before the journal leaves the old
 * files; whatever stops after it is finished by the next transaction_begin,
 * which says so with a note. A file whose bytes would not change is not
 * touched. One lock per folder, DIR/.luce/lock, holds the holder's name.
 *
 * Paths are from DIR, without "", ".", "..", .git and .luce in any part. No
 * symlink is followed below DIR, and none is replaced. A file does not take
 * a folder's place, nor a folder a file's. A file that is replaced keeps its
 * permissions. DIR itself is made where only its last part is absent.
 */
#ifndef LUCE_STORE_TRANSACTION_H
#define LUCE_STORE_TRANSACTION_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"
#include "base/finding.h"

struct transaction;

struct transaction_counts {
	size_t written, removed, unchanged;
};

/* NULL with a finding: locked, not writable, or a journal that cannot be finished. */
struct transaction *transaction_begin(const char *dir, struct findings *f);
/*
 * Whether a regular file stands at the path: 1, 0, or -1 with a finding,
 * which names whatever else is there or in the way. Thread-safe.
 */
int transaction_has(struct transaction *t, const char *path, struct findings *f);
/* Stages a file. Thread-safe. -1 with a finding, and the commit will refuse. */
int transaction_put(struct transaction *t, const char *path, struct str bytes, struct findings *f);
/* The file will be gone; folders that become empty go with it. Thread-safe. */
void transaction_remove(struct transaction *t, const char *path);
/*
 * Once. -1 with a finding, nothing changed; or, where that is
 * F_TRANSACTION_STOPPED, changed in part and to be finished by the next
 * transaction_begin. A path put twice, or put and removed, is a finding.
 * counts may be NULL; removing what is not there counts for nothing.
 */
int transaction_commit(struct transaction *t, struct transaction_counts *counts, struct findings *f);
void transaction_free(struct transaction *t);

#endif
