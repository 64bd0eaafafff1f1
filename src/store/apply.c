#define _GNU_SOURCE /* openat and the others of one family */
#include "store/apply.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "store/folders.h"
#include "store/io.h"

static bool sync_each(const struct apply *a)
{
	return a->n <= SYNC_EACH_MOST;
}

int apply_prepare(struct apply *a)
{
	struct folders w = { .root = a->root, .make = true, .check = true };
	int rc = 0, err = 0;

	for (size_t i = 0; i < a->n && rc == 0; i++) {
		if (a->changes[i].kind != CHANGE_PUT)
			continue;
		a->path = a->changes[i].path;
		rc = folders_enter(&w, a->path) < 0 ? -1 : 0;
		err = errno;
	}
	if (rc < 0 && !a->again)
		folders_unmake(&w);
	folders_release(&w);
	errno = err;
	return rc;
}

/* A file of this size, and no link. -1 with errno, ESTALE where it is anything else. */
static int file_stands(int dir, const char *name, uint64_t size)
{
	struct stat st;

	if (fstatat(dir, name, &st, AT_SYMLINK_NOFOLLOW) < 0)
		return -1;
	if (S_ISREG(st.st_mode) && (uint64_t)st.st_size == size)
		return 0;
	errno = ESTALE;
	return -1;
}

/*
 * A staged file that is gone is in its place already, if a file of its size
 * stands there; otherwise someone has taken it away. What is staged may be
 * of another's making by now: a link would be put into the site.
 */
static int put_again(struct apply *a, const char *staged, int dir, const struct change *c)
{
	if (file_stands(a->stage, staged, c->size) == 0)
		return renameat(a->stage, staged, dir, path_name(c->path));
	if (errno != ENOENT)
		return -1;
	return file_stands(dir, path_name(c->path), c->size);
}

static int put_one(struct apply *a, struct folders *w, const struct change *c)
{
	char staged[24];
	int dir = folders_enter(w, c->path);

	if (dir < 0)
		return -1;
	folders_touch(w);
	snprintf(staged, sizeof(staged), "%" PRIu64, c->stage);
	if (a->again)
		return put_again(a, staged, dir, c);
	return renameat(a->stage, staged, dir, path_name(c->path));
}

static int remove_one(struct folders *w, const struct change *c)
{
	int dir = folders_enter(w, c->path);

	if (dir < 0) /* the folder may have gone with the file */
		return errno == ENOENT || errno == ENOTDIR ? 0 : -1;
	folders_touch(w);
	return unlinkat(dir, path_name(c->path), 0) == 0 || errno == ENOENT ? 0 : -1;
}

/* Removes the folder at the path if it is empty: 1 if it is gone, 0 if it stays. */
static int folder_prune(struct folders *w, const char *path)
{
	int dir = folders_enter(w, path);

	if (dir < 0)
		return errno == ENOENT || errno == ENOTDIR ? 1 : -1;
	folders_touch(w);
	if (unlinkat(dir, path_name(path), AT_REMOVEDIR) == 0 || errno == ENOENT)
		return 1;
	/* EBUSY: something is mounted there */
	return errno == ENOTEMPTY || errno == EEXIST || errno == EBUSY ? 0 : -1;
}

/* The folders above the path, from the innermost, as far as they are empty. */
static int prune_above(struct folders *w, const char *path)
{
	struct buf folder = BUF_INIT;
	int rc = 1;

	buf_add_str(&folder, path);
	while (rc > 0) {
		size_t len = (size_t)(path_name(folder.data) - folder.data);

		if (len == 0)
			break;
		folder.len = len - 1;
		folder.data[folder.len] = '\0';
		rc = folder_prune(w, folder.data);
	}
	buf_release(&folder);
	return rc < 0 ? -1 : 0;
}

static bool same_folder(const char *a, const char *b)
{
	size_t len = (size_t)(path_name(a) - a);

	return len == (size_t)(path_name(b) - b) && memcmp(a, b, len) == 0;
}

static int prune_all(struct apply *a, struct folders *w)
{
	const char *last = NULL;

	for (size_t i = a->n; i-- > 0;) { /* inner folders before outer ones */
		const char *path = a->changes[i].path;

		if (a->changes[i].kind != CHANGE_REMOVE || (last && same_folder(last, path)))
			continue;
		last = a->path = path;
		if (prune_above(w, path) < 0)
			return -1;
	}
	return 0;
}

/* New pages come before old ones go, so that a site that is being read has no gap. */
static int apply_changes(struct apply *a, struct folders *w)
{
	for (int kind = CHANGE_PUT; kind <= CHANGE_REMOVE; kind++) {
		for (size_t i = 0; i < a->n; i++) {
			const struct change *c = &a->changes[i];

			if ((int)c->kind != kind)
				continue;
			a->path = c->path;
			if ((kind == CHANGE_PUT ? put_one(a, w, c) : remove_one(w, c)) < 0)
				return -1;
		}
	}
	return prune_all(a, w);
}

int apply_run(struct apply *a)
{
	struct folders w = { .root = a->root, .sync = sync_each(a) };
	int rc = apply_changes(a, &w);
	int err = errno;

	if (folders_release(&w) < 0 && rc == 0)
		return -1;
	if (rc == 0 && !sync_each(a))
		return sync_all(a->root);
	errno = err;
	return rc;
}
