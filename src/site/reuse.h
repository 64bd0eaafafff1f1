/*
 * Which files of a site may stay as they are: those that the last build made
 * from what they would be made from now, and that nobody touched since.
 */
#ifndef LUCE_SITE_REUSE_H
#define LUCE_SITE_REUSE_H

#include "pages/made_from.h"
#include "site/kept.h"
#include "site/plan.h"

struct source;

struct reuse {
	struct digest *made_from; /* of each planned item */
	const struct kept_file **stays; /* of each planned item; NULL: it has to be made */
	bool all_there; /* no address of the last build is gone from the plan */
	struct arena arena;
};

/* kept, which may be empty, must outlive it; out: the folder of the site. Released in any case. */
void reuse_find(struct reuse *r, const struct plan *plan, const struct made_from *m,
		struct source *source, const struct kept *kept, const char *out, unsigned threads);
void reuse_release(struct reuse *r);

#endif
