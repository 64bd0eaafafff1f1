/*
 * The findings of one compilation. Internal to template/.
 *
 * Each is said once, though a partial is compiled wherever it is used and a
 * layout with every page; and at most REPORT_MOST of them, so that a hostile
 * template costs no more than a bad one.
 */
#ifndef LUCE_TEMPLATE_REPORT_H
#define LUCE_TEMPLATE_REPORT_H

#include <stdbool.h>
#include <stddef.h>

#include "base/finding.h"

enum { REPORT_MOST = 100 };

struct report {
	struct findings *f;
	size_t raised; /* those that f had already included */
};

/* args: up to FINDING_ARGS strings; use the macro, which counts them. */
void report_add_args(struct report *r, enum finding_id id, struct place place,
		     const char *const *args, size_t n_args);
#define report_add(r, id, place, ...)                                                              \
	report_add_args((r), (id), (place), (const char *const[]){ __VA_ARGS__ },                  \
			sizeof((const char *const[]){ __VA_ARGS__ }) / sizeof(const char *))
/* Then more work finds nothing more. */
bool report_full(const struct report *r);

/* s as an argument of a finding: on one line and of bearable length. In the arena. */
const char *report_quote(struct arena *a, struct str s);
const char *report_number(struct arena *a, size_t n);

#endif
