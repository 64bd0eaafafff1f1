#define _GNU_SOURCE /* O_NOFOLLOW, openat and the others of one family */
#include "store/transaction.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "store/folders.h"
#include "store/io.h"
#include "store/journal.h"
#include "store/lock.h"
#include "store/transaction_state.h"

enum { NUMBER_SIZE = 24 };

static struct place place_of(const char *path)
{
	return (struct place){ NULL, NULL, path, NULL, 0, 0 };
}

int report_errno(struct findings *f, const char *path, int err)
{
	finding_add(f, F_FILE_NOT_WRITTEN, place_of(path), strerror(err));
	return -1;
}

int report_stopped(struct findings *f, const char *path, int err)
{
	struct buf why = BUF_INIT;

	if (path)
		buf_add_format(&why, "%s: ", path);
	buf_add_str(&why, strerror(err));
	finding_add(f, F_TRANSACTION_STOPPED, place_of(path), why.data);
	buf_release(&why);
	return -1;
}

static void change_add(struct transaction *t, struct change c)
{
	pthread_mutex_lock(&t->mutex);
	ARRAY_GROW(t->changes, t->n, t->cap);
	c.path = arena_strdup(&t->arena, c.path);
	t->changes[t->n++] = c;
	pthread_mutex_unlock(&t->mutex);
}

/* ---- staging ---- */

/* A file that is replaced keeps its permissions. */
static int mode_keep(int fd, const struct target *target)
{
	struct stat st;

	if (!target->there)
		return 0;
	if (fstat(fd, &st) < 0)
		return -1;
	return (st.st_mode & 0777) == target->mode ? 0 : fchmod(fd, target->mode);
}

/* Writes a staged file; what was begun when it fails is swept with the stage. */
static int stage_write(struct transaction *t, uint64_t number, struct str bytes,
		       const struct target *target)
{
	char name[NUMBER_SIZE];
	int fd;

	snprintf(name, sizeof(name), "%" PRIu64, number);
	fd = openat(t->stage, name, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0666);
	if (fd < 0)
		return -1;
	if (write_all(fd, bytes) < 0 || mode_keep(fd, target) < 0) {
		close_quietly(fd);
		return -1;
	}
	if (number > SYNC_EACH_MOST)
		return close(fd);
	t->open[number - 1] = fd;
	return 0;
}

/*
 * Looking does not tell where the folder is not there yet; and renaming would, but by then the
 * journal stands, and nobody could ever finish it.
 */
static bool names_fit(const char *path)
{
	for (;;) {
		size_t len = strcspn(path, "/");

		if (len > NAME_MAX)
			return false;
		if (!path[len])
			return true;
		path += len + 1;
	}
}

static int put(struct transaction *t, const char *path, struct str bytes, struct findings *f)
{
	struct change c = { .path = path, .kind = CHANGE_KEEP, .size = bytes.len };
	struct target target;

	if (!path_valid(path)) {
		finding_add(f, F_PATH_REFUSED, place_of(path), path);
		return -1;
	}
	if (!names_fit(path))
		return report_errno(f, path, ENAMETOOLONG);
	if (target_look(t, path, bytes, &target, f) < 0)
		return -1;
	if (!target.same) {
		c.kind = CHANGE_PUT;
		c.stage = atomic_fetch_add(&t->staged, 1) + 1;
		if (stage_write(t, c.stage, bytes, &target) < 0)
			return report_errno(f, path, errno);
	}
	change_add(t, c);
	return 0;
}

int transaction_put(struct transaction *t, const char *path, struct str bytes, struct findings *f)
{
	int rc = put(t, path, bytes, f);

	if (rc < 0)
		atomic_store(&t->failed, true);
	return rc;
}

void transaction_remove(struct transaction *t, const char *path)
{
	change_add(t, (struct change){ .path = path, .kind = CHANGE_REMOVE });
}

/* ---- commit ---- */

/* As if '/' were the least of bytes: what lies in a folder comes right after its name. */
static int path_compare(const char *a, const char *b)
{
	while (*a && *a == *b) {
		a++;
		b++;
	}
	if (*a == '/' || *b == '/')
		return *a == *b ? 0 : *a == '\0' ? -1 : *b == '\0' ? 1 : *a == '/' ? -1 : 1;
	return (unsigned char)*a - (unsigned char)*b;
}

static int by_path(const void *a, const void *b)
{
	return path_compare(((const struct change *)a)->path, ((const struct change *)b)->path);
}

static bool lies_in(const char *path, const char *folder)
{
	size_t len = strlen(folder);

	return strncmp(path, folder, len) == 0 && (path[len] == '/' || path[len] == '\0');
}

/*
 * The name that c has in common with a change before it, which it may not:
 * the same file twice, or a file where c needs a folder. Which of the two
 * would win is chance. last_put is the one before c; NULL where there is none.
 */
static const char *name_twice(const struct change *c, const struct change *before,
			      const struct change *last_put)
{
	bool removal = c->kind == CHANGE_REMOVE;

	if (before && strcmp(before->path, c->path) == 0 &&
	    !(removal && before->kind == CHANGE_REMOVE))
		return c->path;
	if (last_put && !removal && lies_in(c->path, last_put->path))
		return last_put->path;
	return NULL;
}

static int check_names(const struct transaction *t, struct findings *f)
{
	const struct change *last_put = NULL;
	int rc = 0;

	for (size_t i = 0; i < t->n; i++) {
		const struct change *c = &t->changes[i];
		const char *twice = name_twice(c, i ? c - 1 : NULL, last_put);

		if (!path_valid(c->path))
			finding_add(f, F_PATH_REFUSED, place_of(c->path), c->path);
		else if (twice)
			finding_add(f, F_PATH_TWICE, place_of(c->path), twice);
		if (!path_valid(c->path) || twice)
			rc = -1;
		if (c->kind != CHANGE_REMOVE)
			last_put = c;
	}
	return rc;
}

/* 1 if there is a file to be removed, 0 if there is nothing, -1 with a finding. */
static int removal_look(struct transaction *t, struct folders *w, const char *path,
			struct findings *f)
{
	int dir = folders_enter(w, path);
	struct stat st;

	if (dir >= 0 && fstatat(dir, path_name(path), &st, AT_SYMLINK_NOFOLLOW) == 0)
		return S_ISDIR(st.st_mode) ? report_blocked(t, path, f) : 1;
	if (errno == ENOENT || errno == ENOTDIR)
		return 0;
	return errno == ELOOP ? report_blocked(t, path, f) : report_errno(f, path, errno);
}

/* As removal_look; before is the last change that is needed, or NULL. */
static int change_needed(struct transaction *t, struct folders *w, const struct change *c,
			 const struct change *before, struct findings *f)
{
	if (c->kind != CHANGE_REMOVE)
		return c->kind == CHANGE_PUT;
	if (before && strcmp(before->path, c->path) == 0) /* removed twice */
		return 0;
	return removal_look(t, w, c->path, f);
}

/* Leaves in t->changes only what has to be done. */
static int keep_needed(struct transaction *t, struct transaction_counts *counts, struct findings *f)
{
	struct folders w = { .root = t->root.fd, .check = true };
	size_t n = 0;
	int rc = 0;

	for (size_t i = 0; i < t->n; i++) {
		struct change c = t->changes[i];
		int needed = change_needed(t, &w, &c, n ? &t->changes[n - 1] : NULL, f);

		if (needed < 0)
			rc = -1;
		if (needed > 0)
			t->changes[n++] = c;
		counts->unchanged += c.kind == CHANGE_KEEP;
		counts->written += c.kind == CHANGE_PUT;
		counts->removed += c.kind == CHANGE_REMOVE && needed > 0;
	}
	t->n = n;
	folders_release(&w);
	return rc;
}

/*
 * Few files are synced one by one, through the descriptors by which they
 * were written. Many are synced at once, with their file system; the stage's
 * descriptor is older than all of them, so that since Linux 5.8 syncfs tells
 * of each that could not be written.
 */
static int stage_sync(struct transaction *t)
{
	uint64_t n = atomic_load(&t->staged);
	bool each = n <= SYNC_EACH_MOST;
	int rc = 0, err = 0;

	for (size_t i = 0; i < SYNC_EACH_MOST && i < n; i++) {
		if (rc == 0 && each)
			rc = sync_fd(t->open[i]);
		if (close(t->open[i]) < 0)
			rc = -1;
		t->open[i] = -1;
		err = rc < 0 && !err ? errno : err;
	}
	errno = err;
	if (rc < 0)
		return -1;
	return each ? sync_fd(t->stage) : sync_all(t->stage);
}

/* Takes the journal back before anything was changed. */
static int give_up(struct transaction *t, const char *path, int err, struct findings *f)
{
	if (journal_remove(t->own) < 0)
		return report_stopped(f, path, err);
	t->journaled = false;
	return report_errno(f, path, err);
}

static int carry_out(struct transaction *t, struct findings *f)
{
	struct apply a = { t->root.fd, t->stage, t->changes, t->n, false, NULL };

	/* The root too: DIR/.luce may be new. */
	if (stage_sync(t) < 0 || sync_fd(t->root.fd) < 0)
		return report_errno(f, OWN_NAME "/" STAGE_NAME, errno);
	if (journal_write(t->own, t->changes, t->n, &t->journaled) < 0) {
		if (t->journaled)
			return report_stopped(f, NULL, errno);
		return report_errno(f, OWN_NAME "/" JOURNAL_NAME, errno);
	}
	if (apply_prepare(&a) < 0)
		return give_up(t, a.path, errno, f);
	if (apply_run(&a) < 0)
		return report_stopped(f, a.path, errno);
	if (journal_remove(t->own) < 0)
		return report_stopped(f, NULL, errno);
	t->journaled = false;
	atomic_store(&t->staged, 0);
	return 0;
}

int transaction_commit(struct transaction *t, struct transaction_counts *counts, struct findings *f)
{
	struct transaction_counts done = { 0 };

	if (atomic_load(&t->failed))
		return -1;
	if (t->n)
		qsort(t->changes, t->n, sizeof(*t->changes), by_path);
	if (check_names(t, f) < 0 || keep_needed(t, &done, f) < 0)
		return -1;
	if (t->n && carry_out(t, f) < 0)
		return -1;
	if (counts)
		*counts = done;
	return 0;
}

/* What cannot be removed here is swept by the next transaction. */
static void stage_discard(struct transaction *t)
{
	char name[NUMBER_SIZE];

	journal_sweep(t->own);
	for (uint64_t i = 1; i <= atomic_load(&t->staged); i++) {
		snprintf(name, sizeof(name), "%" PRIu64, i);
		unlinkat(t->stage, name, 0);
	}
}

void transaction_free(struct transaction *t)
{
	if (!t)
		return;
	for (size_t i = 0; i < SYNC_EACH_MOST; i++)
		close_quietly(t->open[i]);
	if (t->lock >= 0) {
		if (!t->journaled)
			stage_discard(t);
		lock_release(t->own, t->lock);
	}
	close_quietly(t->stage);
	close_quietly(t->own);
	root_close(&t->root);
	pthread_mutex_destroy(&t->mutex);
	free(t->changes);
	map_release(&t->absent);
	arena_release(&t->arena);
	free(t);
}
