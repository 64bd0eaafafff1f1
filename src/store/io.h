/*
 * Writing and syncing, whole or not at all, with every error kept. Each
 * returns 0, or -1 with errno.
 */
#ifndef LUCE_STORE_IO_H
#define LUCE_STORE_IO_H

#include <stdint.h>
#include <time.h>

#include "base/buf.h"

int write_all(int fd, struct str bytes);
/* fsync(2), again where a signal came between. */
int sync_fd(int fd);
/* All that is dirty on the descriptor's file system. */
int sync_all(int fd);
/* A new empty file in place of whatever has the name. -1 with errno. */
int file_create_at(int dir, const char *name);
/*
 * Waits until new files in the folder get another time than now, some milliseconds, and returns
 * that, in nanoseconds since 1970. Gives up on a clock as coarse as seconds. 0 if there can be none.
 */
int64_t clock_tick(int dir);
/* close(2) for an error path: errno stays. */
void close_quietly(int fd);

static inline int64_t nanoseconds(struct timespec t)
{
	return (int64_t)t.tv_sec * 1000000000 + t.tv_nsec;
}

#endif
