/*
 * What a kind of product is: a row of a table, as a kind of page is one.
 *
 * A product is a file for programs, a pure function of records: a list as
 * CSV, JSON or XLSX, a feed, a calendar, what a server is told. A kind counts
 * its files, gives each its address and renders it.
 *
 * Nothing here depends on the day of the build: files change when what they
 * say changes. While site.status is demo, each says 示例.
 *
 * A file stands where an address of pages/address.h says, and links as pages
 * do (pages/common.h): relative, or with the base URL where that is known,
 * because a file is read far from where it stood.
 */
#ifndef LUCE_EXPORTS_EXPORT_H
#define LUCE_EXPORTS_EXPORT_H

#include <pthread.h>

#include "base/hash.h"
#include "pages/page.h"

struct export_made { /* a file that is there already */
	unsigned char hash[HASH_SIZE];
	size_t bytes;
};

struct exports { /* of one build; see exports_new */
	const struct page_context *ctx;
	/* Addresses of the pages that a search engine may show, sorted. */
	const char *const *pages;
	size_t n_pages;
	/* The file at an address; false if there is none. For kinds that come last. */
	bool (*made)(const void *of, const char *address, struct export_made *out);
	const void *of;
	/* Private. */
	ARRAY_OF(const struct region_outline *) regions; /* that have notices */
	ARRAY_OF(const struct standing *) entities; /* whose page has a feed beside it */
	pthread_mutex_t xlsx; /* see format/xlsx.h */
	struct arena arena;
};

struct export
{ /* one file in the making */
	struct page page; /* address, arenas, findings */
	struct exports *all;
};

struct export_kind {
	const char *name; /* for findings: "csv" */
	size_t (*count)(const struct exports *x);
	/* Appends the address of the i-th file. */
	void (*address)(const struct exports *x, size_t i, struct buf *out);
	/* Adds all that the i-th file is made from: see pages/made_from.h. */
	void (*made_from)(const struct exports *x, const struct made_from *m, size_t i,
			  struct digester *d);
	/* Appends the file. What cannot be made is a finding. */
	void (*render)(const struct export *e, size_t i, struct buf *out);
	bool last; /* tells of the other files: rendered once they are made */
};

/* In the order in which the last ones are rendered; NULL at the end. */
extern const struct export_kind *const export_kinds[];

extern const struct export_kind export_csv, export_days, export_json, export_xlsx, export_deltas,
	export_feed, export_region_feeds, export_list_feeds, export_entity_feeds,
	export_removals_feed, export_calendar, export_region_calendars, export_sitemap,
	export_robots, export_headers, export_package;

/* pages must outlive it. Never NULL. */
struct exports *exports_new(const struct page_context *ctx, const char *const *pages, size_t n_pages);
void exports_free(struct exports *x);

#endif
