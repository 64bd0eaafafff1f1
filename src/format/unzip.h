/*
 * The parts of a ZIP file (APPNOTE 4.3), as libxlsxwriter writes one: on one
 * disk, deflated, without a comment and ZIP64. For looking again at what was
 * written; not for files from elsewhere.
 *
 *	struct unzip z = { .file = bytes };
 *	while (unzip_next(&z)) ... z.name, z.text
 *	sound = !z.broken;
 *	unzip_release(&z);
 */
#ifndef LUCE_FORMAT_UNZIP_H
#define LUCE_FORMAT_UNZIP_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"

struct unzip {
	struct str file;
	struct str name; /* of the part at hand */
	struct buf text; /* the part, NUL-terminated */
	bool broken; /* there is no further part because the file is damaged */
	/* Private. */
	bool begun;
	size_t at, left;
};

/* The next part in the order of the file's directory; false at the end. */
bool unzip_next(struct unzip *z);
void unzip_release(struct unzip *z);

#endif
