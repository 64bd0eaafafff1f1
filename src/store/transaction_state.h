/*
 * A transaction under way. Only for the transaction*.c files.
 */
#ifndef LUCE_STORE_TRANSACTION_STATE_H
#define LUCE_STORE_TRANSACTION_STATE_H

#include <pthread.h>
#include <stdatomic.h>
#include <sys/stat.h>

#include "base/map.h"
#include "store/apply.h"
#include "store/root.h"
#include "store/transaction.h"

#define STAGE_NAME "stage"

/*
 * What must be on disk, in this order: the staged bytes and their names; the
 * journal under its name; every file and folder in its place; the journal's
 * end. The stage is emptied only after it is certain that no journal speaks
 * of it.
 */
struct transaction {
	struct root root;
	int own, stage; /* descriptors of DIR/.luce and of the stage in it */
	int lock;
	bool journaled; /* a journal stands, and what is staged belongs to it */
	atomic_bool failed; /* a put did */
	atomic_uint_fast64_t staged; /* number of the last staged file; from 1 */
	int open[SYNC_EACH_MOST]; /* the first of them, to be synced; each slot is one thread's */
	pthread_mutex_t mutex; /* of what follows */
	struct change *changes;
	size_t n, cap;
	struct map absent; /* folders that were not there, and in which nothing need be looked for */
	struct arena arena;
};

/* What stands where a file is to go. */
struct target {
	bool there, same; /* the very bytes */
	mode_t mode;
};

/*
 * Opens what stands at the path for reading: a regular file, of which st
 * tells. Its descriptor; NOTHING_THERE; or -1 with a finding.
 */
enum { NOTHING_THERE = -2 };
int target_open(struct transaction *t, const char *path, struct stat *st, struct findings *f);
/* -1 with a finding. */
int target_look(struct transaction *t, const char *path, struct str bytes, struct target *out,
		struct findings *f);

/* Each returns -1. */
int report_blocked(struct transaction *t, const char *path, struct findings *f);
int report_errno(struct findings *f, const char *path, int err);
int report_stopped(struct findings *f, const char *path, int err);

#endif
