/*
 * The manifest of a built portal: every file but itself, with its SHA-256, in
 * the form that `sha256sum -c` reads, under a short header of comment lines.
 *
 *	# luce: 0.1
 *	# as-of: 2026-03-18
 *	# commit: 0123…
 *	# base-url: none
 *	e3b0c442…  404.html
 *
 * It says which files in the output folder are luce's, and from what they
 * can be built again.
 */
#ifndef LUCE_SITE_MANIFEST_H
#define LUCE_SITE_MANIFEST_H

#include "base/buf.h"
#include "base/date.h"
#include "base/finding.h"
#include "base/hash.h"
#include "base/mem.h"

#define MANIFEST_NAME "manifest"

enum { MANIFEST_MOST = 1 << 30 }; /* bytes: of ten million files */

struct manifest_file {
	const char *path;
	unsigned char hash[HASH_SIZE];
};

struct manifest {
	const char *version, *commit, *base_url; /* commit, base_url: NULL where there is none */
	date_t as_of;
	struct manifest_file *files; /* by path, none twice */
	size_t n;
};

struct source;

void manifest_render(const struct manifest *m, struct buf *out);
/* The bytes of the manifest in a site's folder. -1 with a finding. */
int manifest_read(struct source *site, struct buf *out, struct findings *f);
/*
 * All is in the arena. -1 with a finding at the first line that is wrong:
 * also where a path leads out of the folder or is out of its place, so that
 * what was tampered with is never acted on.
 */
int manifest_parse(struct str text, struct arena *a, struct manifest *out, struct findings *f);

#endif
