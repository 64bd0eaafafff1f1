/*
 * A build that has nothing to do, found out before anything of the content is
 * read: the last one was made from what this one would be made from, and
 * every file that it left is as it left it.
 */
#ifndef LUCE_SITE_UNCHANGED_H
#define LUCE_SITE_UNCHANGED_H

#include "site/build.h"

/*
 * Of o only what says whence, where and by whom: out, program, version, inputs, threads. What an
 * earlier build could not finish is finished first. 1: nothing is to be done, and counts say so;
 * 0: something may be; -1 with a finding, as site_build: the folder cannot be used.
 */
int site_unchanged(const struct site_options *o, struct site_counts *counts, struct findings *f);

#endif
