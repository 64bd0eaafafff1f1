#include "commands/file.h"

#include <errno.h>
#include <stdio.h>

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
