/*
 * The stamps of many files as one digest: as long as it stays, so do the
 * files, their names and their bytes.
 *
 * It holds only if every stamp was settled when the files were read, by a
 * clock taken before that (store/kept.h): a file that was written twice
 * within one step of the clock, before and after it was read, has one stamp.
 */
#ifndef LUCE_STORE_STAMPS_H
#define LUCE_STORE_STAMPS_H

#include "base/digest.h"
#include "store/source.h"

struct digest stamps_digest(const struct source_file *files, size_t n, unsigned threads);
/* Also false where the source has no stamps. */
bool stamps_settled(const struct source_file *files, size_t n, int64_t clock);

#endif
