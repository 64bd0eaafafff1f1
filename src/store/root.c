#define _GNU_SOURCE /* O_PATH, syscall */
#include "store/root.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/openat2.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "base/buf.h"

static bool part_is(const char *part, size_t len, const char *name)
{
	return strlen(name) == len && strncasecmp(part, name, len) == 0;
}

bool path_valid(const char *path)
{
	for (;;) {
		size_t len = strcspn(path, "/");

		if (len == 0 || part_is(path, len, ".") || part_is(path, len, "..") ||
		    part_is(path, len, ".git") || part_is(path, len, ".luce"))
			return false;
		if (!path[len])
			return true;
		path += len + 1;
	}
}

bool path_hidden(const char *path)
{
	return path[0] == '.' || strstr(path, "/.");
}

int root_open(struct root *r, const char *dir)
{
	atomic_init(&r->walk, false);
	r->fd = open(dir, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	return r->fd < 0 ? -1 : 0;
}

void root_close(struct root *r)
{
	if (r->fd >= 0)
		close(r->fd);
	r->fd = -1;
}

int name_open_at(int dir, const char *name, int flags)
{
	int fd = openat(dir, name, flags | O_NOFOLLOW | O_CLOEXEC);
	struct stat st;

	/* Linux calls a symlink ENOTDIR where a folder is asked for. */
	if (fd < 0 && errno == ENOTDIR && fstatat(dir, name, &st, AT_SYMLINK_NOFOLLOW) == 0)
		errno = S_ISLNK(st.st_mode) ? ELOOP : ENOTDIR;
	return fd;
}

/* One folder after the other, which works everywhere and takes twice as long as one openat2. */
static int open_walking(int root, const char *path, int flags)
{
	struct buf part = BUF_INIT;
	int dir = root, fd, err;

	for (;;) {
		size_t len = strcspn(path, "/");
		bool last = !path[len];

		buf_clear(&part);
		buf_add(&part, path, len);
		fd = name_open_at(dir, part.data, last ? flags : O_PATH | O_DIRECTORY);
		err = errno;
		if (dir != root)
			close(dir);
		if (last || fd < 0)
			break;
		dir = fd;
		path += len + 1;
	}
	buf_release(&part);
	errno = err;
	return fd;
}

static int open_at_once(int root, const char *path, int flags)
{
	struct open_how how = { 0 };

	how.flags = (unsigned)(flags | O_CLOEXEC); /* O_NOFOLLOW would turn ELOOP into ENOTDIR */
	how.resolve = RESOLVE_BENEATH | RESOLVE_NO_SYMLINKS;
	return (int)syscall(SYS_openat2, root, path, &how, sizeof(how));
}

int root_open_at(struct root *r, const char *path, int flags)
{
	int fd;

	if (!*path)
		return name_open_at(r->fd, ".", flags);
	if (atomic_load_explicit(&r->walk, memory_order_relaxed))
		return open_walking(r->fd, path, flags);
	fd = open_at_once(r->fd, path, flags);
	if (fd >= 0 || (errno != ENOSYS && errno != EPERM))
		return fd;
	if (errno == ENOSYS) /* EPERM: a container's filter, or this file; the walk will tell */
		atomic_store_explicit(&r->walk, true, memory_order_relaxed);
	return open_walking(r->fd, path, flags);
}
