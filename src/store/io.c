#define _GNU_SOURCE /* syncfs */
#include "store/io.h"

#include <errno.h>
#include <unistd.h>

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

void close_quietly(int fd)
{
	int err = errno;

	if (fd >= 0)
		close(fd);
	errno = err;
}
