/*
 * A site compared with what its commit makes, byte for byte.
 *
 *	site_manifest_read(site, …)	what the site says that it was made from
 *	… the caller builds that into a folder of its own, where it can be …
 *	site_compare(&comparison, f)
 *
 * and its branch with itself: publication_check.
 */
#ifndef LUCE_RELEASE_VERIFY_H
#define LUCE_RELEASE_VERIFY_H

#include "git/refs.h"
#include "release/public_log.h"
#include "site/manifest.h"

struct source;

struct site_manifest {
	struct buf bytes;
	struct manifest manifest;
	char root[HASH_HEX_SIZE];
	struct arena arena;
};

/* -1 with a finding. Released in any case. */
int site_manifest_read(struct site_manifest *m, struct source *site, struct findings *f);
void site_manifest_release(struct site_manifest *m);

struct site_comparison {
	struct source *site;
	const struct site_manifest *manifest; /* of the site */
	struct source *rebuilt; /* NULL: the site's files are compared with its manifest alone */
	unsigned threads;
};

/*
 * A finding for each file that differs, with the place where it begins to, is
 * missing, or should not be there. -1 where there is an error.
 */
int site_compare(const struct site_comparison *c, struct findings *f);

/* What the message of a site's commit says against the manifest. -1 with a finding for each. */
int publication_trailers(const struct git_commit_text *t, const struct site_manifest *m,
			 struct findings *f);
/* Whether the log extends that of an earlier publication. -1 with findings. */
int publication_extends(struct git_repo *r, const char *earlier, const struct public_log *log,
			struct findings *f);
/*
 * Of a site in a commit: what its message says against the manifest, and that
 * the log extends the log of each earlier publication (first parents).
 */
int publication_check(struct git_repo *r, const char *commit, const struct site_manifest *m,
		      const struct public_log *log, struct findings *f);

#endif
