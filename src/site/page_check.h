/*
 * The checks of rendered pages, before anything of the site is changed: the
 * links of each lead somewhere, and each is what a page of the portal must
 * be.
 *
 *	struct page_checker c = { .ctx = ctx, .plan = plan };	one per thread
 *	ids[i] = page_check(&c, &plan->items[i], bytes);	for each page
 *	page_checks_report(checkers, n, ids, findings);		once all are there
 *	page_checker_release(&c);
 *
 * What is wrong in a template is wrong on every page: it is one finding, which
 * names the first page, by address, that has it.
 */
#ifndef LUCE_SITE_PAGE_CHECK_H
#define LUCE_SITE_PAGE_CHECK_H

#include "base/finding.h"
#include "pages/page.h"
#include "site/page_scan.h"
#include "site/plan.h"

struct page_checker {
	const struct page_context *ctx;
	const struct plan *plan;
	/* Private. */
	const struct planned *page; /* at hand */
	bool leads_to_errors,
		leads_to_reports; /* it does: to where errors of the site are told; to 举报 */
	struct page_scan scan;
	struct map faults;
	struct buf url, address, fragment, key;
	struct arena arena;
};

/*
 * The ids of the page, for links to it: each with a NUL behind it, in memory
 * that lives as long as the checker.
 */
struct str page_check(struct page_checker *c, const struct planned *page, struct str bytes);
/* Of what is no page: on an official site, no 示例 remains in a text. */
void text_check(struct page_checker *c, const struct planned *item, struct str bytes);

/* A place on another page that some page links to. */
struct page_anchor {
	const char *key; /* "a/b.html#x" */
	const struct planned *to;
	const char *id;
};

/* Those of n checkers, each once, in order; the caller frees the array. */
struct page_anchor *page_anchors(const struct page_checker *c, size_t n, size_t *count);
/*
 * The findings of n checkers. ids: of each planned item, empty where it is no
 * page; known: keys of anchors that are there although their page's ids are not.
 */
void page_checks_report(const struct page_checker *c, size_t n, const struct str *ids,
			const struct map *known, struct findings *f);
void page_checker_release(struct page_checker *c);

#endif
