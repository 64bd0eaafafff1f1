/*
 * What a build changes in a site: for people who want to know before, and for
 * readers, of whose pages the numbers are told.
 */
#ifndef LUCE_SITE_CHANGES_H
#define LUCE_SITE_CHANGES_H

#include "base/mem.h"
#include "site/old_site.h"
#include "site/plan.h"
#include "site/reuse.h"

/* Pages that came or changed, by what they are about. */
struct readers_changes {
	bool all_new; /* there was no site */
	size_t notices, lists, entities, regions, rules;
};

struct site_change {
	char how; /* '+' new, '~' other bytes, '-' gone */
	const char *address;
};

struct site_changes { /* by address */
	struct site_change *items;
	size_t n;
	struct arena arena;
};

struct changes_of {
	const struct old_site *old;
	const struct plan *plan;
	const struct reuse *reuse;
	const struct manifest_file *files; /* of each planned item, as it will be */
};

void changes_count(const struct changes_of *of, struct readers_changes *out);
/*
 * Every file that would be written or removed, with the manifest, which will
 * have this hash. The site must not have been changed yet. Released by the caller.
 */
void changes_list(const struct changes_of *of, const unsigned char *manifest,
		  struct site_changes *out);
void changes_release(struct site_changes *c);

#endif
