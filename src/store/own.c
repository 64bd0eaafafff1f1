#define _GNU_SOURCE /* O_NOFOLLOW, openat and the others of one family */
#include "store/own.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/mem.h"
#include "base/thread.h"
#include "store/folders.h"
#include "store/io.h"
#include "store/root.h"
#include "store/transaction_state.h"

enum { PER_CHUNK = 1024 };

/* ---- files of its own ---- */

/* DIR/.luce; -1 with errno. */
static int own_open(const char *dir)
{
	struct root root;
	int fd, err;

	if (root_open(&root, dir) < 0)
		return -1;
	fd = name_open_at(root.fd, OWN_NAME, O_RDONLY | O_DIRECTORY);
	err = errno;
	root_close(&root);
	errno = err;
	return fd;
}

static int read_whole(int fd, struct buf *out)
{
	struct stat st;

	if (fstat(fd, &st) < 0 || !S_ISREG(st.st_mode) || st.st_size < 0)
		return -1;
	buf_reserve(out, (size_t)st.st_size + 1);
	for (;;) {
		ssize_t n;

		buf_reserve(out, 1);
		n = read(fd, out->data + out->len, out->cap - out->len - 1);
		if (n < 0 && errno == EINTR)
			continue;
		if (n <= 0)
			return n < 0 ? -1 : 0;
		out->len += (size_t)n;
		out->data[out->len] = '\0';
	}
}

int own_read(const char *dir, const char *name, struct buf *out)
{
	int own = own_open(dir);
	int fd = own < 0 ? -1 : name_open_at(own, name, O_RDONLY | O_NONBLOCK | O_NOCTTY);
	int rc = fd < 0 ? -1 : read_whole(fd, out);

	close_quietly(fd);
	close_quietly(own);
	return rc;
}

int own_write(const char *dir, const char *name, struct str bytes)
{
	int own = own_open(dir);
	struct buf new_ = BUF_INIT;
	int fd, rc = -1;

	buf_add_format(&new_, "%s.new", name);
	fd = own < 0 ? -1 : file_create_at(own, new_.data);
	if (fd >= 0 && write_all(fd, bytes) == 0 && close(fd) == 0)
		rc = renameat(own, new_.data, own, name);
	if (rc < 0 && own >= 0)
		unlinkat(own, new_.data, 0);
	close_quietly(own);
	buf_release(&new_);
	return rc;
}

/* ---- marks ---- */

int64_t own_tick(const char *dir)
{
	int own = own_open(dir);
	int64_t now = own < 0 ? 0 : clock_tick(own);

	close_quietly(own);
	return now;
}

struct taking {
	int root;
	const char *const *paths;
	size_t n;
	int64_t before;
	struct file_mark *out;
};

static struct file_mark mark_of(int folder, const char *path, int64_t before)
{
	struct stat st;

	if (folder < 0 || fstatat(folder, path_name(path), &st, AT_SYMLINK_NOFOLLOW) < 0 ||
	    !S_ISREG(st.st_mode) || nanoseconds(st.st_ctim) >= before)
		return (struct file_mark){ 0 };
	return (struct file_mark){ st.st_ino, nanoseconds(st.st_ctim), st.st_size };
}

static void take_chunk(void *ctx, unsigned worker, size_t chunk)
{
	const struct taking *t = ctx;
	struct folders w = { .root = t->root };
	size_t end = (chunk + 1) * PER_CHUNK;

	(void)worker;
	for (size_t i = chunk * PER_CHUNK; i < end && i < t->n; i++)
		t->out[i] = mark_of(folders_enter(&w, t->paths[i]), t->paths[i], t->before);
	folders_release(&w);
}

void marks_take(const char *dir, const char *const *paths, size_t n, int64_t before,
		unsigned threads, struct file_mark *out)
{
	struct root root;
	struct taking t;

	memset(out, 0, n * sizeof(*out));
	if (root_open(&root, dir) < 0)
		return;
	t = (struct taking){ root.fd, paths, n, before, out };
	parallel_for((n + PER_CHUNK - 1) / PER_CHUNK, threads, take_chunk, &t);
	root_close(&root);
}
