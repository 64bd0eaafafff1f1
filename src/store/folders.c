#define _GNU_SOURCE /* O_NOFOLLOW, AT_EACCESS, openat and the others of one family */
#include "store/folders.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/mem.h"
#include "store/io.h"
#include "store/root.h"

const char *path_name(const char *path)
{
	const char *slash = strrchr(path, '/');

	return slash ? slash + 1 : path;
}

static struct folder_level *top_of(struct folders *w)
{
	return &w->levels[w->n - 1];
}

static int level_check(struct folders *w, int fd)
{
	struct stat st;

	if (fstat(fd, &st) < 0)
		return -1;
	if (w->n == 0)
		w->device = st.st_dev;
	if (st.st_dev != w->device) {
		errno = EXDEV;
		return -1;
	}
	return faccessat(fd, ".", W_OK | X_OK, AT_EACCESS);
}

static void level_add(struct folders *w, int fd, size_t end)
{
	ARRAY_GROW(w->levels, w->n, w->cap);
	w->levels[w->n++] = (struct folder_level){ fd, end, false };
}

/* The root's descriptor is the caller's and stays open. */
static int level_leave(struct folders *w)
{
	struct folder_level *top = top_of(w);
	int rc = w->sync && top->touched ? sync_fd(top->fd) : 0;

	if (top->fd != w->root)
		close_quietly(top->fd);
	w->n--;
	return rc;
}

static int folder_open(int dir, const char *name)
{
	return name_open_at(dir, name, O_RDONLY | O_DIRECTORY);
}

static int folder_make(struct folders *w, const char *name)
{
	int dir = top_of(w)->fd;

	if (mkdirat(dir, name, 0777) < 0)
		return -1;
	ARRAY_GROW(w->made, w->n_made, w->cap_made);
	w->made[w->n_made++] = xstrdup(w->path.data);
	return folder_open(dir, name);
}

/* Into the subfolder that the next len bytes of the path name. */
static int folders_step(struct folders *w, const char *part, size_t len)
{
	const char *name;
	int fd, rc = 0;

	if (w->path.len)
		buf_add_char(&w->path, '/');
	buf_add(&w->path, part, len);
	name = path_name(w->path.data);
	fd = folder_open(top_of(w)->fd, name);
	if (fd >= 0 && w->check)
		rc = level_check(w, fd);
	else if (fd < 0 && errno == ENOENT && w->make)
		fd = folder_make(w, name);
	if (fd >= 0 && rc == 0) {
		level_add(w, fd, w->path.len);
		return 0;
	}
	close_quietly(fd);
	return -1;
}

/* Begins at the root. */
static int folders_start(struct folders *w)
{
	if (w->check && level_check(w, w->root) < 0)
		return -1;
	level_add(w, w->root, 0);
	return 0;
}

int folders_enter(struct folders *w, const char *path)
{
	size_t len = (size_t)(path_name(path) - path);

	len -= len > 0; /* the slash */
	if (w->n == 0 && folders_start(w) < 0)
		return -1;
	while (top_of(w)->end > 0 && (top_of(w)->end > len || path[top_of(w)->end] != '/' ||
				      memcmp(path, w->path.data, top_of(w)->end) != 0))
		if (level_leave(w) < 0)
			return -1;
	for (;;) {
		size_t at = top_of(w)->end;

		buf_clear(&w->path);
		buf_add(&w->path, path, at);
		if (at == len)
			return top_of(w)->fd;
		at += at > 0;
		if (folders_step(w, path + at, strcspn(path + at, "/")) < 0)
			return -1;
	}
}

void folders_touch(struct folders *w)
{
	for (size_t i = 0; i < w->n; i++)
		w->levels[i].touched = true;
}

int folders_release(struct folders *w)
{
	int rc = 0;

	while (w->n)
		if (level_leave(w) < 0)
			rc = -1;
	for (size_t i = 0; i < w->n_made; i++)
		free(w->made[i]);
	free(w->made);
	free(w->levels);
	buf_release(&w->path);
	w->made = NULL;
	w->levels = NULL;
	w->n_made = w->cap_made = w->cap = 0;
	return rc;
}

void folders_unmake(struct folders *w)
{
	bool make = w->make;
	int fd;

	w->make = false;
	for (size_t i = w->n_made; i-- > 0;) {
		fd = folders_enter(w, w->made[i]);
		if (fd >= 0)
			unlinkat(fd, path_name(w->made[i]), AT_REMOVEDIR);
	}
	w->make = make;
}
