/*
 * A fictional portal in memory for the tests of pages and site: few
 * companies, and notices that bring every branch of every template to light.
 * It is read on 10 March 2026.
 */
#ifndef LUCE_TESTS_DEMO_PORTAL_H
#define LUCE_TESTS_DEMO_PORTAL_H

#include "content/content.h"
#include "register/registry.h"
#include "site/build.h"
#include "store/source.h"

struct demo {
	struct source *source; /* with the templates of the work tree */
	struct content *content;
	struct registry *registry;
	const struct history *history; /* the test's own; NULL: none */
	struct findings findings; /* of loading and folding */
};

/* JSON as tests write it: ' stands for ". */
void demo_put(struct source *s, const char *path, const char *text);

/* Replaces a text, which must be there, in a file or in all files of a folder ("" is all). */
void demo_replace(struct source *s, const char *path, const char *from, const char *to);

/* The source; more may be put into it before it is opened. */
void demo_init(struct demo *d);
/* Loads and folds up to the end of a day; prints findings and fails the test if one is an error. */
void demo_open(struct demo *d, date_t as_of);
void demo_release(struct demo *d);

date_t demo_day(void);

/* Builds into the folder; findings are the caller's. threads is 2. */
int demo_build(const struct demo *d, const char *out, const char *base_url,
	       struct site_counts *counts, struct findings *f);

#endif
