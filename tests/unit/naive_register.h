/*
 * The register a second time, from DESIGN and the words of registry.h, as
 * plainly as can be: nothing is scheduled or kept in step, every question
 * is asked again after every row, for every company and list. For tests of
 * the real one. It knows enter, remove, succeed, locate, revoke, and the
 * places that rows print; it joins no records.
 */
#ifndef LUCE_TESTS_NAIVE_REGISTER_H
#define LUCE_TESTS_NAIVE_REGISTER_H

#include "base/buf.h"
#include "content/content.h"

struct naive;

/* Folds all that is not a draft, day by day. */
struct naive *naive_fold(const struct content *c, date_t first, date_t last);
void naive_free(struct naive *n);
/* A line "list entity kind-or-source …" for each member on the day, then "entity place" for each entity. */
void naive_tell(const struct naive *n, date_t day, struct buf *out);

#endif
