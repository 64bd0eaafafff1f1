/*
 * The catalogue of rules as the page for officials shows it: plain data, which
 * the build fills in from checks/, since pages know nothing of checks.
 */
#ifndef LUCE_PAGES_CATALOGUE_H
#define LUCE_PAGES_CATALOGUE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/finding.h"

struct catalogue_rule {
	const char *name; /* "period-short" */
	const char *says; /* in Chinese */
	enum severity severity; /* the worst */
	const char *by; /* the law or standard behind it; NULL: none named */
	const char *term; /* what of the regions' texts: the key of a term (terms.h); NULL: nothing */
	bool today, fixed; /* see struct check */
};

struct catalogue_family {
	const char *name, *says;
	const char *found_by; /* "check", "loader", "fold", "import", "audit" */
	struct catalogue_rule *rules;
	size_t n;
};

struct catalogue {
	struct catalogue_family *families;
	size_t n;
};

#endif
