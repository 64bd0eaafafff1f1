/*
 * The files below a folder: folders are read level by level, each by one
 * thread, and their names put together in path order at the end. A folder's
 * path ends in '/' while it is sorted among the names beside it, as it does
 * in the paths of what is in it; so each folder's names need sorting only
 * among themselves.
 */
#define _GNU_SOURCE /* d_type */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/thread.h"
#include "store/io.h"
#include "store/source_tree.h"

struct folder;

struct name {
	const char *path;
	struct folder *folder; /* NULL for a file */
	struct source_stamp stamp;
};

struct folder {
	const char *path; /* with the '/' at its end; "" is the portal's */
	struct name *names;
	size_t n, cap;
	size_t files; /* among them */
	struct findings findings;
	int rc;
};

struct walk {
	struct source_tree *tree;
	const struct listing *l;
	struct folder **folders; /* in the order in which they were found, level by level */
	size_t n, cap;
	size_t first; /* of the level at hand */
	int depth;
};

const char *special_file_name(mode_t mode)
{
	if (S_ISLNK(mode))
		return "symlink";
	if (S_ISFIFO(mode))
		return "fifo";
	if (S_ISSOCK(mode))
		return "socket";
	return "device";
}

/* ---- findings ---- */

static void report(const struct walk *w, struct folder *at, const char *path, enum finding_id id,
		   const char *arg)
{
	source_report(w->l->source, path, id, arg, w->l->findings ? &at->findings : NULL);
}

/* EMFILE and the like too: what cannot be read is never passed over. */
static void fail(const struct walk *w, struct folder *at, const char *path, int err)
{
	at->rc = -1;
	if (err == ELOOP)
		report(w, at, path, F_FILE_SPECIAL, "symlink");
	else if (err == ENOTDIR)
		report(w, at, path, F_FILE_NOT_FOLDER, NULL);
	else
		report(w, at, path, F_FILE_UNREADABLE, strerror(err));
}

static void fail_depth(const struct walk *w, struct folder *at, const char *path)
{
	struct buf most = BUF_INIT;

	at->rc = -1;
	buf_add_format(&most, "%d", SOURCE_DEPTH_MOST);
	report(w, at, path, F_FOLDER_DEEP, most.data);
	buf_release(&most);
}

/* ---- one folder ---- */

/* None for a file of another file system: its clock may be coarser than the root's. */
static struct source_stamp stamp_of(const struct walk *w, const struct stat *st)
{
	if (st->st_dev != w->tree->device)
		return (struct source_stamp){ 0 };
	return (struct source_stamp){ st->st_size, nanoseconds(st->st_mtim),
				      nanoseconds(st->st_ctim), st->st_ino };
}

static void add(struct folder *at, const char *path, struct folder *folder, struct source_stamp stamp)
{
	ARRAY_GROW(at->names, at->n, at->cap);
	at->names[at->n++] = (struct name){ path, folder, stamp };
	at->files += !folder;
}

/*
 * What a name is; some file systems do not tell with the name. -1 with
 * errno, which is ENOENT for one that vanished meanwhile: it is not there.
 */
static int name_mode(const struct walk *w, int dir, const struct dirent *e, mode_t *mode,
		     struct source_stamp *stamp)
{
	struct stat st;

	*mode = DTTOIF(e->d_type);
	*stamp = (struct source_stamp){ 0 };
	if (e->d_type != DT_UNKNOWN && !(S_ISREG(*mode) && w->l->stamped))
		return 0;
	if (fstatat(dir, e->d_name, &st, AT_SYMLINK_NOFOLLOW) < 0)
		return -1;
	*mode = st.st_mode;
	*stamp = stamp_of(w, &st);
	return 0;
}

static void read_name(const struct walk *w, struct folder *at, struct arena *a, int dir,
		      const struct dirent *e, struct buf *path)
{
	struct source_stamp stamp;
	struct folder *folder;
	mode_t mode;

	buf_clear(path);
	buf_add_str(path, at->path);
	buf_add_str(path, e->d_name);
	if (name_mode(w, dir, e, &mode, &stamp) < 0) {
		if (errno != ENOENT)
			fail(w, at, path->data, errno);
	} else if (S_ISREG(mode)) {
		add(at, arena_strndup(a, path->data, path->len), NULL, stamp);
	} else if (S_ISDIR(mode)) {
		buf_add_char(path, '/');
		folder = arena_alloc(a, sizeof(*folder));
		folder->path = arena_strndup(a, path->data, path->len);
		add(at, folder->path, folder, stamp);
	} else { /* said, and the list is complete without it */
		report(w, at, path->data, F_FILE_SPECIAL, special_file_name(mode));
	}
}

static void read_names(const struct walk *w, struct folder *at, struct arena *a, DIR *dir,
		       struct buf *path)
{
	size_t len = path->len;
	struct dirent *e;
	int err;

	while (errno = 0, (e = readdir(dir)))
		if (e->d_name[0] != '.')
			read_name(w, at, a, dirfd(dir), e, path);
	err = errno;
	if (err) {
		buf_clear(path);
		buf_add(path, at->path, len);
		fail(w, at, path->data, err);
	}
}

/* Whether another repository begins here: git records it as a submodule, if at all. */
static bool is_submodule(const struct folder *at, int fd)
{
	struct stat st;

	return *at->path && fstatat(fd, ".git", &st, AT_SYMLINK_NOFOLLOW) == 0;
}

/* Takes the descriptor. path is the folder's own. */
static void read_folder(const struct walk *w, struct folder *at, struct arena *a, int fd,
			struct buf *path)
{
	DIR *dir = NULL;

	if (is_submodule(at, fd)) {
		report(w, at, path->data, F_FILE_SPECIAL, "submodule");
	} else {
		dir = fdopendir(fd);
		if (dir)
			read_names(w, at, a, dir, path);
		else
			fail(w, at, path->data, errno);
	}
	if (dir)
		closedir(dir);
	else
		close(fd);
}

/* All in one folder begin with its path. */
static int by_path(const void *a, const void *b)
{
	return strcmp(((const struct name *)a)->path, ((const struct name *)b)->path);
}

static void work(void *ctx, unsigned worker, size_t i)
{
	const struct walk *w = ctx;
	struct folder *at = w->folders[w->first + i];
	struct buf path = BUF_INIT;
	size_t len = strlen(at->path);
	int fd;

	buf_add(&path, at->path, len ? len - 1 : 0);
	fd = w->depth > SOURCE_DEPTH_MOST
		     ? -1
		     : root_open_at(&w->tree->root, path.data, O_RDONLY | O_DIRECTORY);
	if (w->depth > SOURCE_DEPTH_MOST)
		fail_depth(w, at, path.data);
	else if (fd >= 0)
		read_folder(w, at, &w->l->arenas[worker], fd, &path);
	else if (errno != ENOENT)
		fail(w, at, path.data, errno);
	buf_release(&path);
	if (at->n)
		qsort(at->names, at->n, sizeof(*at->names), by_path);
}

/* ---- all of them ---- */

static void add_folder(struct walk *w, struct folder *folder)
{
	ARRAY_GROW(w->folders, w->n, w->cap);
	w->folders[w->n++] = folder;
}

static void emit(const struct folder *at, struct listing *l)
{
	for (size_t i = 0; i < at->n; i++) {
		const struct name *name = &at->names[i];

		if (name->folder)
			emit(name->folder, l);
		else
			l->items[l->n++] = (struct source_file){ name->path, name->stamp };
	}
}

static int finish(struct walk *w, struct listing *l)
{
	size_t files = 0;
	int rc = 0;

	for (size_t i = 0; i < w->n; i++)
		files += w->folders[i]->files;
	l->items = xcalloc(files, sizeof(*l->items));
	emit(w->folders[0], l);
	for (size_t i = 0; i < w->n; i++) {
		struct folder *folder = w->folders[i];

		if (l->findings)
			findings_join(l->findings, &folder->findings);
		findings_release(&folder->findings);
		free(folder->names);
		if (folder->rc < 0)
			rc = -1;
	}
	free(w->folders);
	return rc;
}

int tree_list(struct source *s, const char *folder, struct listing *l)
{
	struct walk w = { .tree = tree_of(s), .l = l };
	struct folder *top = arena_alloc(l->arenas, sizeof(*top));

	top->path = *folder ? arena_printf(l->arenas, "%s/", folder) : "";
	add_folder(&w, top);
	for (size_t n = w.n; w.first < n; n = w.n, w.depth++) {
		parallel_for(n - w.first, l->threads, work, &w);
		for (; w.first < n; w.first++) {
			const struct folder *at = w.folders[w.first];

			for (size_t i = 0; i < at->n; i++)
				if (at->names[i].folder)
					add_folder(&w, at->names[i].folder);
		}
	}
	return finish(&w, l);
}
