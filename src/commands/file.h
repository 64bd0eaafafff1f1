/* A file that the command line names, anywhere on the machine. */
#ifndef LUCE_COMMANDS_FILE_H
#define LUCE_COMMANDS_FILE_H

#include "base/buf.h"

/* Appends its bytes. -1 with errno. */
int file_read(const char *path, struct buf *out);
/* The file has the bytes, or is as it was; written beside it, synced and renamed. -1 with errno. */
int file_replace(const char *path, struct str bytes);

#endif
