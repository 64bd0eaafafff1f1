/*
 * What a kind of page is: a row of a table.
 *
 * A kind counts its pages, gives each its address and renders it. Rendering
 * is pure: what is in the context and in the templates goes in, bytes come
 * out. It reads no clock and no file, and two pages of one address are never
 * the kind's concern.
 *
 * Every page offers its template the group `page` (common.h), which is what
 * layout.html needs, beside the names of its own shape.
 */
#ifndef LUCE_PAGES_PAGE_H
#define LUCE_PAGES_PAGE_H

#include "base/finding.h"
#include "content/content.h"
#include "history/history.h"
#include "pages/outline.h"
#include "register/registry.h"
#include "template/template.h"

struct catalogue;

struct page_context { /* the same for all pages of a build */
	const struct content *content;
	const struct registry *registry; /* its as_of is the day the pages speak of */
	const struct outline *outline;
	const struct history *history; /* of the notices; NULL: there is none to read */
	const char *base_url; /* ends with '/'; NULL: not known */
	const struct catalogue *catalogue; /* of all rules; NULL: not known, and has no page */
	/* These change with every build and stand on the home page and the audit page only. */
	const char *commit; /* full id; NULL: not built from a commit */
	const char *version; /* of the program */
};

struct page { /* one page in the making */
	const struct page_context *ctx;
	const char *address;
	bool anywhere; /* shown under addresses not its own: links need the base URL */
	struct arena *arena; /* holds what the page's values borrow, until it is rendered */
	struct arena *row; /* the same for one row of a long list: see page_row */
	struct findings *findings;
};

struct digester;
struct made_from;

struct page_templates { /* compiled */
	struct template *page;
	struct template *part; /* NULL where the kind has none */
};

struct page_kind {
	const char *template; /* "pages/list", of templates/pages/list.html */
	const struct shape *shape;
	const char *part; /* a template rendered by itself into the page; NULL: none */
	const struct shape *part_shape;
	size_t (*count)(const struct page_context *ctx);
	/* Appends the address of the i-th page. */
	void (*address)(const struct page_context *ctx, size_t i, struct buf *out);
	/* The record or list that the i-th page shows, for findings: a path or an id. */
	const char *(*origin)(const struct page_context *ctx, size_t i);
	/* Adds all that the i-th page is made from: see made_from.h. */
	void (*made_from)(const struct made_from *m, size_t i, struct digester *d);
	/* Appends the page. What is wrong with its content (Markdown) is a finding. */
	void (*render)(const struct page *p, size_t i, const struct page_templates *t,
		       struct buf *out);
};

/* clang-format off */
extern const struct page_kind
	page_home, page_region, page_notices, page_list, page_history, page_day, page_entity, page_notice,
	page_removals, page_rules, page_comparison, page_report, page_reports,
	page_assessor, page_assessors, page_entities, page_entities_region, page_entities_year,
	page_data, page_audit, page_checks, page_about, page_map, page_moved, page_missing;
/* clang-format on */

enum { PAGE_KINDS = 25 };

/* All of them, NULL at the end. */
extern const struct page_kind *const page_kinds[PAGE_KINDS + 1];

#endif
