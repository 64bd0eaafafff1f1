/*
 * One pass over a rendered page, for all that is checked of it: what it has,
 * where it links to, and what it may not have on any page. What follows from
 * that is for page_check.h.
 */
#ifndef LUCE_SITE_PAGE_SCAN_H
#define LUCE_SITE_PAGE_SCAN_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"

/* The meta tags of 国办发〔2017〕47号, annex 网页设计规范, in its three tiers. */
enum page_meta {
	META_SITE_NAME,
	META_SITE_DOMAIN,
	META_SITE_CODE,
	META_COLUMN_NAME,
	META_COLUMN_DESCRIPTION,
	META_COLUMN_KEYWORDS,
	META_COLUMN_TYPE,
	META_ARTICLE_TITLE,
	META_PUBLISHED,
	META_SOURCE,
	PAGE_METAS
};

extern const char *const page_meta_names[PAGE_METAS];

/* What a page has once or at least once. */
enum page_part {
	PART_CHARSET,
	PART_VIEWPORT,
	PART_TITLE,
	PART_HEADER,
	PART_NAV,
	PART_MAIN,
	PART_FOOTER,
	PART_H1,
	PAGE_PARTS
};

enum page_flaw_kind {
	FLAW_POLICY, /* what the Content-Security-Policy forbids */
	FLAW_CONTROL, /* a form, or what stands in one */
};

struct page_flaw {
	enum page_flaw_kind kind;
	struct str what; /* as written: "<script", "onclick" */
};

struct page_link {
	struct str url; /* as written */
	bool loads; /* the browser gets it by itself */
};

/* Begin with zeros; may be used for one page after the other. All slices are the page's. */
struct page_scan {
	const char *body, *main, *footer; /* behind the names of these tags; NULL: none */
	bool doctype;
	unsigned parts[PAGE_PARTS]; /* how many */
	struct str metas[PAGE_METAS]; /* data NULL: none */
	unsigned odd; /* bits of enum page_meta: there twice, or not written as they are known */
	struct str lang, title, robots, policy, referrer;
	struct str skip, main_id; /* the first link of the body; the id of <main> */
	struct page_link *links;
	size_t n_links, links_cap;
	struct page_flaw *flaws;
	size_t n_flaws, flaws_cap;
	struct buf ids; /* without character references, each with a NUL behind it */
};

void page_scan(struct page_scan *s, struct str page);
/* Whether one of these ids, as page_scan keeps them, is the id. */
bool page_has_id(struct str ids, const char *id);
void page_scan_release(struct page_scan *s);

#endif
