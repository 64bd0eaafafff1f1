/* The encodings of a sheet: UTF-8, or GB18030 made UTF-8. */
#ifndef LUCE_FORMAT_CSV_DECODE_H
#define LUCE_FORMAT_CSV_DECODE_H

#include "base/buf.h"
#include "base/finding.h"

/*
 * 0 with *text the UTF-8 without its BOM, which borrows from bytes or from
 * spare (the caller releases it after use). -1 with a finding.
 */
int csv_decode(struct str bytes, struct place file, struct buf *spare, struct str *text,
	       struct findings *f);

#endif
