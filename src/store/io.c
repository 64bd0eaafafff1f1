#define _GNU_SOURCE /* syncfs; openat and the others of one family */
#include "store/io.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#define CLOCK_NAME "clock"

enum { TICKS_MOST = 20 };

int write_all(int fd, struct str bytes)
{
	while (bytes.len > 0) {
		ssize_t n = write(fd, bytes.data, bytes.len);

		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return -1;
		bytes.data += n;
		bytes.len -= (size_t)n;
	}
	return 0;
}

int sync_fd(int fd)
{
	int rc;

	do
		rc = fsync(fd);
	while (rc < 0 && errno == EINTR);
	return rc < 0 && errno == EINVAL ? 0 : rc; /* a file system that cannot sync folders */
}

int sync_all(int fd)
{
	int rc;

	do
		rc = syncfs(fd);
	while (rc < 0 && errno == EINTR);
	return rc;
}

int file_create_at(int dir, const char *name)
{
	unlinkat(dir, name, 0);
	return openat(dir, name, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0666);
}

static int64_t clock_at(int dir)
{
	int fd = file_create_at(dir, CLOCK_NAME);
	int64_t now = 0;
	struct stat st;

	if (fd >= 0 && fstat(fd, &st) == 0)
		now = nanoseconds(st.st_ctim);
	if (fd >= 0)
		unlinkat(dir, CLOCK_NAME, 0);
	close_quietly(fd);
	return now;
}

int64_t clock_tick(int dir)
{
	static const struct timespec pause = { 0, 1000000 };
	int64_t first = clock_at(dir), now = first;

	for (int i = 0; first && now == first && i < TICKS_MOST; i++) {
		nanosleep(&pause, NULL);
		now = clock_at(dir);
	}
	return now;
}

void close_quietly(int fd)
{
	int err = errno;

	if (fd >= 0)
		close(fd);
	errno = err;
}
