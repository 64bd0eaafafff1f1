#define _GNU_SOURCE /* O_NOFOLLOW, openat and the others of one family */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "store/io.h"
#include "store/journal.h"
#include "store/lock.h"
#include "store/transaction_state.h"

static const struct place nowhere = { NULL, NULL, NULL, NULL, 0, 0 };

/* DIR itself is made if only its last part is absent, and then its name is synced. */
static int dir_open(struct root *root, const char *dir)
{
	bool made = mkdir(dir, 0777) == 0;
	int above, rc;

	if (root_open(root, dir) < 0 || !made)
		return root->fd < 0 ? -1 : 0;
	above = openat(root->fd, "..", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	rc = above < 0 ? -1 : sync_fd(above);
	close_quietly(above);
	return rc;
}

static int own_folder_open(int dir, const char *name)
{
	if (mkdirat(dir, name, 0777) < 0 && errno != EEXIST)
		return -1;
	return openat(dir, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
}

static int lock_hold(struct transaction *t, const char *dir, struct findings *f)
{
	struct buf holder = BUF_INIT, path = BUF_INIT;

	t->lock = lock_take(t->own, &holder);
	if (t->lock < 0 && errno == EWOULDBLOCK) {
		buf_add_format(&path, "%s/" OWN_NAME "/" LOCK_NAME, dir);
		finding_add(f, F_FILE_LOCKED, nowhere, holder.data, path.data);
	} else if (t->lock < 0) {
		report_errno(f, OWN_NAME "/" LOCK_NAME, errno);
	}
	buf_release(&path);
	buf_release(&holder);
	return t->lock < 0 ? -1 : 0;
}

static int report_damaged(struct findings *f, const char *dir, const char *file, const char *reason)
{
	struct buf path = BUF_INIT, why = BUF_INIT;

	buf_add_format(&path, "%s/" OWN_NAME "/" JOURNAL_NAME, dir);
	if (file)
		buf_add_format(&why, "%s: ", file);
	buf_add_str(&why, reason);
	finding_add(f, F_TRANSACTION_DAMAGED, nowhere, path.data, why.data);
	buf_release(&why);
	buf_release(&path);
	return -1;
}

static int recover_apply(struct transaction *t, const char *dir, const struct change *changes,
			 size_t n, struct findings *f)
{
	struct apply a = { t->root.fd, t->stage, changes, n, true, NULL };
	struct buf number = BUF_INIT;

	if (apply_prepare(&a) < 0 || apply_run(&a) < 0) {
		if (errno == ENOENT || errno == ESTALE)
			return report_damaged(f, dir, a.path, "its staged bytes are gone");
		return report_stopped(f, a.path, errno);
	}
	if (journal_remove(t->own) < 0)
		return report_stopped(f, NULL, errno);
	buf_add_format(&number, "%zu", n);
	finding_add(f, F_TRANSACTION_FINISHED, nowhere, number.data);
	buf_release(&number);
	return 0;
}

/* Finishes what an earlier transaction could not. */
static int recover(struct transaction *t, const char *dir, struct findings *f)
{
	struct arena arena = ARENA_INIT;
	struct change *changes;
	const char *reason;
	size_t n;
	int rc = journal_read(t->own, &arena, &changes, &n, &reason);

	t->journaled = rc != 0;
	if (rc < 0)
		report_damaged(f, dir, NULL, reason);
	if (rc > 0) {
		rc = recover_apply(t, dir, changes, n, f);
		t->journaled = rc != 0;
	}
	arena_release(&arena);
	return rc;
}

static int stage_empty(int stage)
{
	int fd = openat(stage, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	DIR *dir = fd < 0 ? NULL : fdopendir(fd);
	struct dirent *e;
	int rc = 0, err;

	if (!dir) {
		close_quietly(fd);
		return -1;
	}
	while (rc == 0 && (errno = 0, e = readdir(dir)))
		if (strcmp(e->d_name, ".") != 0 && strcmp(e->d_name, "..") != 0)
			rc = unlinkat(stage, e->d_name, 0);
	err = errno;
	closedir(dir);
	errno = err;
	return err ? -1 : 0;
}

/*
 * A stage without a journal is from a transaction that never was. That there
 * is no journal has to be certain first: one that came back after a crash
 * would find the wrong files staged.
 */
static int sweep(struct transaction *t, struct findings *f)
{
	if (sync_fd(t->own) < 0 || journal_sweep(t->own) < 0)
		return report_errno(f, OWN_NAME, errno);
	if (stage_empty(t->stage) < 0)
		return report_errno(f, OWN_NAME "/" STAGE_NAME, errno);
	return 0;
}

static int begin(struct transaction *t, const char *dir, struct findings *f)
{
	if (dir_open(&t->root, dir) < 0)
		return report_errno(f, dir, errno);
	t->own = own_folder_open(t->root.fd, OWN_NAME);
	if (t->own < 0)
		return report_errno(f, OWN_NAME, errno);
	if (lock_hold(t, dir, f) < 0)
		return -1;
	t->stage = own_folder_open(t->own, STAGE_NAME);
	if (t->stage < 0)
		return report_errno(f, OWN_NAME "/" STAGE_NAME, errno);
	if (recover(t, dir, f) < 0)
		return -1;
	return sweep(t, f);
}

struct transaction *transaction_begin(const char *dir, struct findings *f)
{
	struct transaction *t = xcalloc(1, sizeof(*t));

	t->root.fd = t->own = t->stage = t->lock = -1;
	for (int i = 0; i < SYNC_EACH_MOST; i++)
		t->open[i] = -1;
	pthread_mutex_init(&t->mutex, NULL);
	if (begin(t, dir, f) == 0)
		return t;
	transaction_free(t);
	return NULL;
}
