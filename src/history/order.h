/* Inside of history/: the graph of commits, and what of it two commits share. */
#ifndef LUCE_HISTORY_ORDER_H
#define LUCE_HISTORY_ORDER_H

#include "git/commits.h"
#include "history/history.h"

/*
 * Fills h->commits: each after those it rests on, otherwise by time, then by
 * id, so that the order follows from the commits alone. from[i] is the place
 * of the i-th among `in`, whose strings are borrowed. -1 where `in` lacks a
 * parent.
 */
int commits_order(struct history *h, const struct git_commit *in, size_t n, size_t *from);

enum { BASES_MOST = 16 };

struct bases {
	const struct commit *items[BASES_MOST];
	size_t n;
};

/* The best common ancestors of two commits; marks is room for as many bytes as commits, all zero. */
void merge_bases(const struct history *h, const struct commit *a, const struct commit *b,
		 unsigned char *marks, struct bases *out);

#endif
