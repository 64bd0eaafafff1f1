#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "store/source_tree.h"

/* ---- reading ---- */

/* A FIFO would block without O_NONBLOCK; a terminal would become ours without O_NOCTTY. */
static int file_open(struct source *s, const char *path, struct stat *st)
{
	int fd = root_open_at(&tree_of(s)->root, path, O_RDONLY | O_NONBLOCK | O_NOCTTY);
	int err;

	if (fd < 0 || fstat(fd, st) == 0)
		return fd;
	err = errno;
	close(fd);
	errno = err;
	return -1;
}

struct opened {
	const char *path;
	int fd;
	size_t size, most; /* bytes: what it had when it was opened, what it may have */
};

/* All that there was when the size was asked for; to the end of a file that tells no size. */
static int file_read(struct source *s, const struct opened *o, struct buf *out, struct findings *f)
{
	size_t start = out->len;

	buf_reserve(out, o->size + 1);
	for (;;) {
		ssize_t n = read(o->fd, out->data + out->len, out->cap - out->len - 1);

		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return source_report_errno(s, o->path, errno, f);
		out->len += (size_t)n;
		out->data[out->len] = '\0';
		if (out->len - start > o->most)
			return source_report_size(s, o->path, out->len - start, o->most, f);
		if (n == 0 || out->len - start == o->size)
			return 0;
		buf_reserve(out, 1);
	}
}

static int tree_read(struct source *s, const char *path, uint64_t most, struct buf *out,
		     struct findings *f)
{
	struct stat st;
	int fd = file_open(s, path, &st);
	int rc;

	if (fd < 0 && errno == ELOOP)
		return source_report(s, path, F_FILE_SPECIAL, "symlink", f);
	if (fd < 0)
		return source_report_errno(s, path, errno, f);
	if (S_ISDIR(st.st_mode))
		rc = source_report_errno(s, path, EISDIR, f);
	else if (!S_ISREG(st.st_mode))
		rc = source_report(s, path, F_FILE_SPECIAL, special_file_name(st.st_mode), f);
	else if ((uint64_t)st.st_size > most)
		rc = source_report_size(s, path, (uint64_t)st.st_size, most, f);
	else
		rc = file_read(s, &(struct opened){ path, fd, (size_t)st.st_size, most }, out, f);
	close(fd);
	return rc;
}

static bool tree_has(struct source *s, const char *path)
{
	struct stat st;
	int fd = file_open(s, path, &st);

	if (fd < 0)
		return false;
	close(fd);
	return S_ISREG(st.st_mode);
}

static void tree_free(struct source *s)
{
	root_close(&tree_of(s)->root);
	free(s);
}

static const struct source_kind tree_kind = { tree_list, tree_read, tree_has, tree_free, NULL };

struct source *source_open_tree(const char *dir, struct findings *f)
{
	struct source_tree *t = xcalloc(1, sizeof(*t));
	struct stat st;

	t->base = (struct source){ &tree_kind, NULL, DATE_NONE };
	if (root_open(&t->root, dir) == 0) {
		t->device = fstat(t->root.fd, &st) == 0 ? st.st_dev : 0;
		return &t->base;
	}
	source_report_errno(&t->base, dir, errno, f);
	free(t);
	return NULL;
}
