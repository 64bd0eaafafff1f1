/*
 * Whether an XLSX file holds all that was written. libxlsxwriter does not
 * look whether its temporary files took every byte: on a full disk it makes
 * a file that ends in the middle, and says nothing.
 */
#ifndef LUCE_FORMAT_XLSX_WHOLE_H
#define LUCE_FORMAT_XLSX_WHOLE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"

/*
 * Every part of the file can be unpacked and ends with the tag that ends its
 * root element, and the parts have so many rows in all.
 */
bool xlsx_whole(struct str file, size_t rows);

#endif
