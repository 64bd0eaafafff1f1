/*
 * References between records: that what one names exists, once, and where
 * it may. Part of loading.
 */
#ifndef LUCE_CONTENT_REFERENCES_H
#define LUCE_CONTENT_REFERENCES_H

#include "content/content.h"

/* Findings come in the same order whatever the number of threads. */
void references_check(const struct content *c, unsigned threads, struct findings *f);

#endif
