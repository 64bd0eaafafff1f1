/*
 * A portal made by chance, the same for a seed everywhere: eight regions of
 * four levels with rules that include, one region that passes to another,
 * a few companies, and notices that mostly, not always, make sense.
 */
#ifndef LUCE_TESTS_RANDOM_PORTAL_H
#define LUCE_TESTS_RANDOM_PORTAL_H

#include "content/content.h"

struct chance { /* xorshift64 */
	uint64_t state;
};

unsigned chance_below(struct chance *c, unsigned n);

struct portal {
	struct content content;
	struct arena arena;
	struct chance chance;
	bool joins; /* with `same` rows */
};

enum { PORTAL_DAYS = 60 };
date_t portal_day(int n); /* the n-th; all notices take effect on the first PORTAL_DAYS */

void portal_init(struct portal *p, unsigned seed, bool joins);
/* Loads the same notices in another order. */
void portal_shuffle(struct portal *p);
void portal_release(struct portal *p);

#endif
