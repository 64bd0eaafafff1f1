#define _GNU_SOURCE /* d_type */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "store/root.h"
#include "store/source_kind.h"

struct source_tree {
	struct source base;
	struct root root;
};

static struct source_tree *tree_of(struct source *s)
{
	return (struct source_tree *)s;
}

static const char *special_name(mode_t mode)
{
	if (S_ISLNK(mode))
		return "symlink";
	if (S_ISFIFO(mode))
		return "fifo";
	if (S_ISSOCK(mode))
		return "socket";
	return "device";
}

/* ---- listing ---- */

struct walk {
	struct listing *l;
	struct buf path; /* of the folder at hand, from the portal's */
	int rc;
};

static void walk_report(struct walk *w, enum finding_id id, const char *arg)
{
	w->rc = source_report(w->l->source, w->path.data, id, arg, w->l->findings);
}

/* EMFILE and the like too: what cannot be read is never passed over. */
static void walk_report_errno(struct walk *w, int err)
{
	if (err == ELOOP)
		walk_report(w, F_FILE_SPECIAL, "symlink");
	else if (err == ENOTDIR)
		walk_report(w, F_FILE_NOT_FOLDER, NULL);
	else
		walk_report(w, F_FILE_UNREADABLE, strerror(err));
}

static void walk_report_depth(struct walk *w)
{
	struct buf most = BUF_INIT;

	buf_add_format(&most, "%d", SOURCE_DEPTH_MOST);
	walk_report(w, F_FOLDER_DEEP, most.data);
	buf_release(&most);
}

static void walk_folder(struct walk *w, int fd, int depth);

static void walk_subfolder(struct walk *w, int dir, const char *name, int depth)
{
	int fd = name_open_at(dir, name, O_RDONLY | O_DIRECTORY);

	if (fd >= 0)
		walk_folder(w, fd, depth + 1);
	else if (errno != ENOENT)
		walk_report_errno(w, errno);
}

/* What a name is; some file systems do not tell with the name. -1 with errno. */
static int name_mode(int dir, const struct dirent *e, mode_t *mode)
{
	struct stat st;

	*mode = DTTOIF(e->d_type);
	if (e->d_type != DT_UNKNOWN)
		return 0;
	if (fstatat(dir, e->d_name, &st, AT_SYMLINK_NOFOLLOW) < 0)
		return -1;
	*mode = st.st_mode;
	return 0;
}

/* A name in the folder at hand. One that vanishes meanwhile (ENOENT) is not there. */
static void walk_name(struct walk *w, int dir, const struct dirent *e, int depth)
{
	size_t above = w->path.len;
	mode_t mode;

	if (above)
		buf_add_char(&w->path, '/');
	buf_add_str(&w->path, e->d_name);
	if (name_mode(dir, e, &mode) < 0) {
		if (errno != ENOENT)
			walk_report_errno(w, errno);
	} else if (S_ISREG(mode)) {
		listing_add(w->l, w->path.data);
	} else if (S_ISDIR(mode)) {
		walk_subfolder(w, dir, e->d_name, depth);
	} else { /* said, and the list is complete without it */
		source_report(w->l->source, w->path.data, F_FILE_SPECIAL, special_name(mode),
			      w->l->findings);
	}
	w->path.len = above;
	w->path.data[above] = '\0';
}

static void walk_stream(struct walk *w, DIR *dir, int depth)
{
	struct dirent *e;

	while (errno = 0, (e = readdir(dir)))
		if (e->d_name[0] != '.')
			walk_name(w, dirfd(dir), e, depth);
	if (errno)
		walk_report_errno(w, errno);
}

/* Whether another repository begins here: git records it as a submodule, if at all. */
static bool is_submodule(const struct walk *w, int fd)
{
	struct stat st;

	return w->path.len && fstatat(fd, ".git", &st, AT_SYMLINK_NOFOLLOW) == 0;
}

/* Takes the descriptor. */
static void walk_folder(struct walk *w, int fd, int depth)
{
	DIR *dir = NULL;

	if (depth > SOURCE_DEPTH_MOST) {
		walk_report_depth(w);
	} else if (is_submodule(w, fd)) {
		source_report(w->l->source, w->path.data, F_FILE_SPECIAL, "submodule",
			      w->l->findings);
	} else {
		dir = fdopendir(fd);
		if (dir)
			walk_stream(w, dir, depth);
		else
			walk_report_errno(w, errno);
	}
	if (dir)
		closedir(dir);
	else
		close(fd);
}

static int tree_list(struct source *s, const char *folder, struct listing *l)
{
	struct walk w = { .l = l };
	int fd = root_open_at(&tree_of(s)->root, folder, O_RDONLY | O_DIRECTORY);

	buf_add_str(&w.path, folder);
	if (fd >= 0)
		walk_folder(&w, fd, 0);
	else if (errno != ENOENT)
		walk_report_errno(&w, errno);
	buf_release(&w.path);
	return w.rc;
}

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

/* All that there was when the size was asked for; to the end of a file that tells no size. */
static int file_read(struct source *s, const char *path, int fd, size_t size, struct buf *out,
		     struct findings *f)
{
	size_t start = out->len;

	buf_reserve(out, size + 1);
	for (;;) {
		ssize_t n = read(fd, out->data + out->len, out->cap - out->len - 1);

		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return source_report_errno(s, path, errno, f);
		out->len += (size_t)n;
		out->data[out->len] = '\0';
		if (out->len - start > SOURCE_FILE_MOST)
			return source_report_size(s, path, out->len - start, f);
		if (n == 0 || out->len - start == size)
			return 0;
		buf_reserve(out, 1);
	}
}

static int tree_read(struct source *s, const char *path, struct buf *out, struct findings *f)
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
		rc = source_report(s, path, F_FILE_SPECIAL, special_name(st.st_mode), f);
	else if (st.st_size > SOURCE_FILE_MOST)
		rc = source_report_size(s, path, (uint64_t)st.st_size, f);
	else
		rc = file_read(s, path, fd, (size_t)st.st_size, out, f);
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

static const struct source_kind tree_kind = { tree_list, tree_read, tree_has, tree_free };

struct source *source_open_tree(const char *dir, struct findings *f)
{
	struct source_tree *t = xcalloc(1, sizeof(*t));

	t->base = (struct source){ &tree_kind, NULL, DATE_NONE };
	if (root_open(&t->root, dir) == 0)
		return &t->base;
	source_report_errno(&t->base, dir, errno, f);
	free(t);
	return NULL;
}
