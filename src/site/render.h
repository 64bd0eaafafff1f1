/*
 * Renders what is planned, on several threads, and stages it: each page is
 * made, its links are checked, its bytes are hashed and given to the
 * transaction before the next is begun, so memory does not grow with pages.
 */
#ifndef LUCE_SITE_RENDER_H
#define LUCE_SITE_RENDER_H

#include "base/finding.h"
#include "pages/page.h"
#include "site/manifest.h"
#include "site/plan.h"
#include "site/templates.h"

struct source;
struct transaction;

struct render {
	const struct page_context *ctx;
	const struct templates *templates;
	const struct plan *plan;
	struct source *source; /* of copied files */
	struct transaction *transaction;
	unsigned threads;
};

/*
 * Fills hashes, one for each planned item. -1 with findings, in the order of
 * addresses: what is wrong with a page, broken links, a file that cannot be
 * read or staged.
 */
int render_all(const struct render *r, struct manifest_file *files, struct findings *f);

#endif
