/*
 * Writing and syncing, whole or not at all, with every error kept. Each
 * returns 0, or -1 with errno.
 */
#ifndef LUCE_STORE_IO_H
#define LUCE_STORE_IO_H

#include "base/buf.h"

int write_all(int fd, struct str bytes);
/* fsync(2), again where a signal came between. */
int sync_fd(int fd);
/* All that is dirty on the descriptor's file system. */
int sync_all(int fd);
/* close(2) for an error path: errno stays. */
void close_quietly(int fd);

#endif
