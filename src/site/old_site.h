/* The output folder as it was before a build: what its manifest names is luce's, all else is not. */
#ifndef LUCE_SITE_OLD_SITE_H
#define LUCE_SITE_OLD_SITE_H

#include "register/registry.h"
#include "site/manifest.h"
#include "site/plan.h"

struct source;
struct transaction;

struct old_site {
	struct transaction *transaction; /* NULL: nothing may be touched */
	struct source *folder; /* NULL: there is none */
	struct manifest manifest; /* its files by path; without any where there is none */
	struct buf text; /* of the manifest */
};

/*
 * t: the transaction on it; NULL: it is only looked at, and may be absent. All is in the arena. -1
 * with a finding. Closed in any case.
 */
int old_site_open(struct old_site *s, const char *out, struct transaction *t, struct arena *a,
		  struct findings *f);
void old_site_close(struct old_site *s);

/* The file of an address at or after *at, which moves there: for addresses in order. NULL: none. */
const struct manifest_file *old_site_next(const struct old_site *s, size_t *at, const char *address);
/* Whether the file there, whoever wrote it, has this hash. */
bool old_site_has(const struct old_site *s, const char *address, const unsigned char *hash);

/* Nobody takes the live site back to a past day, by a wrong clock or on purpose: -1 and a finding. */
int old_site_refuse_later(const struct old_site *s, date_t day, struct findings *f);
/* -1 and a finding for a file that no build put where a page is to go. */
int old_site_refuse_foreign(const struct old_site *s, const struct plan *plan, struct findings *f);
/*
 * Whatever was published and is no longer planned is removed, but only if
 * redirects.json says so: -1 with findings.
 */
int old_site_remove_gone(const struct old_site *s, const struct plan *plan,
			 const struct registry *r, struct findings *f);

#endif
