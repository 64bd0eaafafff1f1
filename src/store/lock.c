#define _GNU_SOURCE /* flock, gethostname */
#include "store/lock.h"

#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "store/io.h"

enum { TRIES = 100, HOST_SIZE = 256, HOLDER_SIZE = 512 };

static int lock_open(int dir, bool *created)
{
	int fd;

	for (int i = 0; i < TRIES; i++) {
		*created = true;
		fd = openat(dir, LOCK_NAME, O_RDWR | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0666);
		if (fd >= 0 || errno != EEXIST)
			return fd;
		*created = false;
		fd = openat(dir, LOCK_NAME, O_RDWR | O_NOFOLLOW | O_CLOEXEC);
		if (fd >= 0 || errno != ENOENT) /* ENOENT: given back just now */
			return fd;
	}
	return -1;
}

/* A holder removes the file before it gives the lock back: what we got may be no longer the lock. */
static bool lock_stands(int dir, int fd)
{
	struct stat held, there;

	return fstat(fd, &held) == 0 && fstatat(dir, LOCK_NAME, &there, AT_SYMLINK_NOFOLLOW) == 0 &&
	       held.st_ino == there.st_ino && held.st_dev == there.st_dev;
}

static void holder_read(int fd, struct buf *holder)
{
	char text[HOLDER_SIZE];
	ssize_t n = pread(fd, text, sizeof(text), 0);

	while (n > 0 && text[n - 1] == '\n')
		n--;
	if (n > 0)
		buf_add(holder, text, (size_t)n);
	else
		buf_add_str(holder, "?"); /* it has not yet written its name */
}

static int holder_write(int fd)
{
	struct buf text = BUF_INIT;
	char host[HOST_SIZE] = "";
	int rc;

	if (gethostname(host, sizeof(host) - 1) < 0)
		host[0] = '\0';
	buf_add_format(&text, "%ld %s luce\n", (long)getpid(), host[0] ? host : "?");
	rc = ftruncate(fd, 0);
	if (rc == 0)
		rc = write_all(fd, buf_str(&text));
	buf_release(&text);
	return rc;
}

static bool no_flock_here(int err)
{
	return err == ENOLCK || err == EOPNOTSUPP || err == ENOSYS || err == EINVAL;
}

/* 1: held; 0: the file is no longer the lock, try again; -1 with errno. */
static int lock_try(int dir, int fd, bool created, struct buf *holder)
{
	if (flock(fd, LOCK_EX | LOCK_NB) < 0) {
		if (no_flock_here(errno) && created)
			return 1;
		if (errno != EWOULDBLOCK && !no_flock_here(errno))
			return -1;
		holder_read(fd, holder);
		errno = EWOULDBLOCK;
		return -1;
	}
	return lock_stands(dir, fd);
}

int lock_take(int dir, struct buf *holder)
{
	int held = 0, fd = -1;

	for (int i = 0; i < TRIES && held == 0; i++) {
		bool created;

		fd = lock_open(dir, &created);
		if (fd < 0)
			return -1;
		held = lock_try(dir, fd, created, holder);
		if (held <= 0)
			close_quietly(fd);
	}
	if (held <= 0)
		return -1;
	if (holder_write(fd) == 0)
		return fd;
	held = errno;
	lock_release(dir, fd);
	errno = held;
	return -1;
}

void lock_release(int dir, int fd)
{
	unlinkat(dir, LOCK_NAME, 0);
	close(fd);
}
