#define _GNU_SOURCE /* O_CLOEXEC */
#include "commands/file.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <unistd.h>

#include "store/io.h"

int file_read(const char *path, struct buf *out)
{
	FILE *file = fopen(path, "rb");
	char chunk[65536];
	size_t n;
	int error;

	if (!file)
		return -1;
	while ((n = fread(chunk, 1, sizeof(chunk), file)) > 0)
		buf_add(out, chunk, n);
	error = ferror(file) ? errno : 0;
	fclose(file); /* opened for reading: nothing can be lost */
	errno = error;
	return error ? -1 : 0;
}

int file_replace(const char *path, struct str bytes)
{
	struct buf beside = BUF_INIT;
	int fd, rc = -1, error;

	buf_add_format(&beside, "%s.new", path);
	fd = open(beside.data, O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW | O_CLOEXEC, 0644);
	if (fd >= 0) {
		rc = write_all(fd, bytes);
		if (rc == 0)
			rc = sync_fd(fd);
		if (rc < 0)
			close_quietly(fd);
		else
			rc = close(fd);
		if (rc == 0)
			rc = rename(beside.data, path);
	}
	error = errno;
	if (rc < 0 && fd >= 0)
		unlink(beside.data);
	buf_release(&beside);
	errno = error;
	return rc;
}
