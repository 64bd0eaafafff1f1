/* What the kinds of products of a list share: one file for every list. */
#ifndef LUCE_EXPORTS_LISTS_H
#define LUCE_EXPORTS_LISTS_H

#include "exports/export.h"

size_t list_file_count(const struct exports *x);
void list_file_made_from(const struct exports *x, const struct made_from *m, size_t i,
			 struct digester *d);
void list_file_address(const struct exports *x, size_t i, const char *file, struct buf *out);

#endif
