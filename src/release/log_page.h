/*
 * What people read of the public log: a page for the whole, with its
 * checkpoint and the releases, and one for each region, with the entry of
 * each of its notices. They stand beside the log's files and prove nothing:
 * the files do.
 */
#ifndef LUCE_RELEASE_LOG_PAGE_H
#define LUCE_RELEASE_LOG_PAGE_H

#include "content/content.h"
#include "log/log.h"
#include "release/publish.h"

struct source;

struct log_pages {
	struct source *portal; /* its templates */
	const struct content *content;
	const char *base_url; /* NULL: not known */
	const struct log *log;
	struct str checkpoint;
	bool is_signed;
	struct release *releases; /* by name */
	size_t n_releases;
};

struct log_page {
	const char *address;
	struct str bytes;
};

/* All of it in the arena. -1 with findings. */
int log_pages_render(const struct log_pages *p, struct arena *a, struct log_page **out, size_t *n,
		     struct findings *f);

#endif
