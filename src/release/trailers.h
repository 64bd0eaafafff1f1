/*
 * What a publication's commit and a release's tag say of themselves, in the
 * last paragraph of their messages:
 *
 *	Source-Commit: 0123…
 *	As-Of: 2026-03-18
 *	Built-With: luce 0.1.0, cmark 0.30.2, …
 *	Root-Hash: e3b0…
 *	Log: 25 CsUYap…=		a publication's: size and root of the log
 *	Previous-Release: v1 0123…	a release's: name and tag of the one before, or "none"
 */
#ifndef LUCE_RELEASE_TRAILERS_H
#define LUCE_RELEASE_TRAILERS_H

#define TRAILER_SOURCE "Source-Commit"
#define TRAILER_AS_OF "As-Of"
#define TRAILER_VERSIONS "Built-With"
#define TRAILER_ROOT "Root-Hash"
#define TRAILER_LOG "Log"
#define TRAILER_PREVIOUS "Previous-Release"

#include "base/buf.h"
#include "site/manifest.h"

/* The four that both have, from a site's manifest. */
void trailers_render(const struct manifest *m, const char *root, struct buf *out);

#endif
