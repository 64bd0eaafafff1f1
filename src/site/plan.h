/*
 * What a build will put where: every page, every product of exports and every
 * copied file, by address.
 */
#ifndef LUCE_SITE_PLAN_H
#define LUCE_SITE_PLAN_H

#include "base/finding.h"
#include "base/map.h"
#include "base/mem.h"
#include "exports/export.h"
#include "pages/page.h"

struct planned {
	const char *address;
	const char *origin; /* for findings: what is shown or copied */
	size_t kind, index; /* a page: its kind among page_kinds, and which of that kind */
	const char *copy; /* a file copied from this path of the source; NULL: it is made */
	const struct export_kind *product; /* what exports makes, the index-th of it; NULL: a page */
};

struct plan {
	struct planned *items; /* by address */
	size_t n, pages;
	struct exports *exports;
	/* Private. */
	struct map by_address;
	struct arena arena;
};

/*
 * assets: source paths below templates/assets/. -1 with findings where two
 * things have one address. Released in any case.
 */
int plan_make(struct plan *plan, const struct page_context *ctx, const char *const *assets,
	      size_t n_assets, struct findings *f);
/* NULL where the portal has no such address. */
const struct planned *plan_find(const struct plan *plan, const char *address);
/* The item at or after *at, which moves there: for addresses in order. NULL: none. */
const struct planned *plan_next(const struct plan *plan, size_t *at, const char *address);
/* Before very many are to be found: makes finding faster. */
void plan_index(struct plan *plan);
void plan_release(struct plan *plan);

#endif
