/*
 * Whether two records, or two contents, say the same in every field that
 * their tables know. What differs is printed.
 */
#ifndef LUCE_TESTS_SAME_CONTENT_H
#define LUCE_TESTS_SAME_CONTENT_H

#include "content/content.h"
#include "content/record.h"

bool same_record(const struct record *r, const void *a, const void *b, const char *label);
bool same_content(const struct content *a, const struct content *b, const char *label);
/* The findings too, in any order. */
bool same_findings(struct findings *a, struct findings *b, const char *label);

#endif
