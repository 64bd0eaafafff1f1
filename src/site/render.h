/*
 * Renders what is planned, on several threads, and stages it: each page is
 * made, its links are checked, its bytes are hashed and given to the
 * transaction before the next is begun, so memory does not grow with pages.
 *
 * What may stay as it is (see reuse.h) is not rendered, unless that is asked
 * for, or a link may have lost the place that it led to: then such pages are
 * looked at without being staged.
 */
#ifndef LUCE_SITE_RENDER_H
#define LUCE_SITE_RENDER_H

#include "base/finding.h"
#include "pages/page.h"
#include "site/manifest.h"
#include "site/plan.h"
#include "site/reuse.h"
#include "site/templates.h"

struct source;
struct transaction;

struct render {
	const struct page_context *ctx;
	const struct templates *templates;
	const struct plan *plan;
	const struct reuse *reuse;
	const struct kept *kept; /* its anchors: links that led somewhere in the last build */
	struct source *source; /* of copied files */
	struct transaction *transaction; /* NULL: nothing is staged */
	unsigned threads;
	bool verify; /* what stays is rendered too, and must come out as it is */
};

struct rendered {
	struct manifest_file *files; /* of each planned item */
	bool *noted; /* of each: something was found, so that the next build has to make it again */
	const char **anchors; /* as struct kept's, for the next build */
	size_t n_anchors;
};

/*
 * All is in the arena. -1 with findings, in the order of addresses: what is
 * wrong with a page, broken links, a file that cannot be read or staged.
 */
int render_all(const struct render *r, struct arena *a, struct rendered *out, struct findings *f);

#endif
