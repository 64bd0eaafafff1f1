/*
 * The root hash of a site: the SHA-256 of its manifest, all of it, so that
 * `sha256sum manifest` gives it to anyone. The manifest names every file with
 * its hash, and the commit, the day and the versions it was made with. The
 * log, releases and signatures stand outside it.
 */
#ifndef LUCE_RELEASE_SITE_ROOT_H
#define LUCE_RELEASE_SITE_ROOT_H

#include "base/hash.h"

/* Returns out, in hexadecimal. */
const char *site_root(struct str manifest, char out[HASH_HEX_SIZE]);

#endif
