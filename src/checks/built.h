/*
 * Facts of the pages as they are built: what an inspection of government web
 * sites looks at and no record says. Plain data; site/survey.h fills it in,
 * tests make their own.
 */
#ifndef LUCE_CHECKS_BUILT_H
#define LUCE_CHECKS_BUILT_H

#include <stddef.h>

#include "base/date.h"

struct region;

struct built_column { /* 栏目: a page that lists things */
	const struct region *region;
	const char *title; /* 珠海市绿色工厂名单 */
	size_t shown; /* what it lists today */
	date_t newest; /* the latest of them; DATE_NONE where that is not its point, or there is none */
};

struct built {
	date_t newest; /* the latest notice that the home page shows; DATE_NONE: it shows none */
	struct built_column *columns;
	size_t n;
};

#endif
