#define _GNU_SOURCE /* O_NOFOLLOW, fstatat */
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "store/io.h"
#include "store/transaction_state.h"

enum { COMPARE_SIZE = 16384 };

static struct place place_of(const char *path)
{
	return (struct place){ NULL, NULL, path, NULL, 0, 0 };
}

static const char *kind_name(mode_t mode)
{
	if (S_ISLNK(mode))
		return "symlink";
	if (S_ISDIR(mode))
		return "folder";
	if (S_ISFIFO(mode))
		return "fifo";
	if (S_ISSOCK(mode))
		return "socket";
	return S_ISREG(mode) ? "file" : "device";
}

/* Says which part of the path is in the way, and what it is. */
int report_blocked(struct transaction *t, const char *path, struct findings *f)
{
	struct buf part = BUF_INIT;
	struct stat st = { 0 };
	size_t len = 0;
	int rc;

	for (;;) {
		len += strcspn(path + len, "/");
		buf_clear(&part);
		buf_add(&part, path, len);
		rc = fstatat(t->root.fd, part.data, &st, AT_SYMLINK_NOFOLLOW);
		if (rc < 0 || !S_ISDIR(st.st_mode) || !path[len])
			break;
		len++;
	}
	if (rc < 0)
		report_errno(f, path, errno);
	else
		finding_add(f, F_PATH_BLOCKED, place_of(path), part.data, kind_name(st.st_mode));
	buf_release(&part);
	return -1;
}

/* ---- folders that are not there ---- */

static size_t folder_length(const char *path)
{
	const char *slash = strrchr(path, '/');

	return slash ? (size_t)(slash - path) : 0;
}

/* The folder of the path, in the map of absent ones or to be put there. */
static bool folder_absent(struct transaction *t, const char *path, bool note)
{
	struct buf folder = BUF_INIT;
	bool absent;

	if (!folder_length(path))
		return false;
	buf_add(&folder, path, folder_length(path));
	pthread_mutex_lock(&t->mutex);
	absent = map_get(&t->absent, folder.data) != NULL;
	if (note && !absent)
		map_add(&t->absent, arena_strdup(&t->arena, folder.data), t);
	pthread_mutex_unlock(&t->mutex);
	buf_release(&folder);
	return absent;
}

/* The folder may be there, only without the file: then the next file is looked for too. */
static void note_absence(struct transaction *t, const char *path)
{
	struct buf folder = BUF_INIT;
	struct stat st;

	buf_add(&folder, path, folder_length(path));
	if (folder.len && fstatat(t->root.fd, folder.data, &st, AT_SYMLINK_NOFOLLOW) < 0 &&
	    errno == ENOENT)
		folder_absent(t, path, true);
	buf_release(&folder);
}

/* ---- what stands at a path ---- */

/* A FIFO would block without O_NONBLOCK. */
int target_open(struct transaction *t, const char *path, struct stat *st, struct findings *f)
{
	int fd;

	if (folder_absent(t, path, false))
		return NOTHING_THERE;
	fd = root_open_at(&t->root, path, O_RDONLY | O_NONBLOCK | O_NOCTTY);
	if (fd < 0 && errno == ENOENT) {
		note_absence(t, path);
		return NOTHING_THERE;
	}
	if (fd < 0 && (errno == ELOOP || errno == ENOTDIR || errno == ENXIO)) {
		report_blocked(t, path, f);
		return -1;
	}
	if (fd < 0 || fstat(fd, st) < 0) {
		report_errno(f, path, errno);
	} else if (!S_ISREG(st->st_mode)) {
		report_blocked(t, path, f);
	} else {
		return fd;
	}
	close_quietly(fd);
	return -1;
}

/* Whether the file holds exactly these bytes, which are as many as its size. -1 with errno. */
static int file_compare(int fd, struct str bytes, bool *same)
{
	char have[COMPARE_SIZE];

	while (bytes.len > 0) {
		ssize_t n = read(fd, have, bytes.len < sizeof(have) ? bytes.len : sizeof(have));

		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return -1;
		if (n == 0 || memcmp(have, bytes.data, (size_t)n) != 0)
			return 0;
		bytes.data += n;
		bytes.len -= (size_t)n;
	}
	*same = true;
	return 0;
}

int target_look(struct transaction *t, const char *path, struct str bytes, struct target *out,
		struct findings *f)
{
	struct stat st;
	int fd = target_open(t, path, &st, f), rc = 0;

	*out = (struct target){ 0 };
	if (fd < 0)
		return fd == NOTHING_THERE ? 0 : -1;
	if (st.st_size >= 0 && (size_t)st.st_size == bytes.len)
		rc = file_compare(fd, bytes, &out->same);
	if (rc < 0)
		report_errno(f, path, errno);
	close_quietly(fd);
	out->there = rc == 0;
	out->mode = st.st_mode & 0777;
	return rc;
}

int transaction_has(struct transaction *t, const char *path, struct findings *f)
{
	struct stat st;
	int fd;

	if (!path_valid(path)) {
		finding_add(f, F_PATH_REFUSED, place_of(path), path);
		return -1;
	}
	fd = target_open(t, path, &st, f);
	if (fd >= 0)
		close(fd);
	return fd >= 0 ? 1 : fd == NOTHING_THERE ? 0 : -1;
}
