/*
 * What the version history says of a notice: by which commit it was
 * published, what was done to it since. Nothing here depends on later
 * commits that leave the notice alone.
 */
#ifndef LUCE_PAGES_RECORD_H
#define LUCE_PAGES_RECORD_H

#include "history/history.h"
#include "pages/common.h"

/* A commit: its id and its time. */
extern const struct shape commit_shape;
/* Absent for NULL. */
void fill_commit(const struct page *p, struct value *v, const struct commit *c);

/* The whole record of one notice. */
extern const struct shape record_shape;
void fill_record(const struct page *p, struct value *v, const struct notice *n);

/* What the record of a notice is made from, and so what published it: for made_from.c. */
void record_made_from(const struct history *h, const struct notice *n, struct digester *d);

/* The commit that published a notice; NULL: none is known. */
const struct commit *published_by(const struct page *p, const struct notice *n);

/* How the history stands as a whole: for the audit page only. */
extern const struct shape repository_shape;
void fill_repository(const struct page *p, struct value *v);
void repository_made_from(const struct made_from *m, struct digester *d);

#endif
