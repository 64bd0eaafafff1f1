/*
 * Inside of `luce preview`: what its files share.
 *
 *	preview.c	the command: two states of the portal, and their pages
 *	preview_pages.c	both portals built and compared, file by file
 *	preview_html.c	the page for sign-off, by templates/preview.html
 */
#ifndef LUCE_COMMANDS_PREVIEW_H
#define LUCE_COMMANDS_PREVIEW_H

#include "base/buf.h"
#include "commands/portal.h"
#include "register/compare.h"

struct page_changes { /* addresses of pages, in order; in an arena */
	struct strings added, changed, gone;
	size_t others; /* files for programs that differ */
	struct arena arena;
};

/* Builds both below TMPDIR and compares what came out. -1 with findings in p's and q's. */
int preview_pages(struct portal *was, struct portal *is, struct page_changes *out);

struct preview {
	const struct comparison *comparison;
	const char *since; /* as the user wrote it */
	const char *revision; /* full commit id */
	const struct findings *findings; /* of the present state, resolved */
	const struct findings *before; /* of the other: what it had too is not told again, but errors */
	const struct page_changes *pages; /* NULL: errors stand in the way of building one of them */
};

/* The template is that of the portal in the work tree. -1 with findings. */
int preview_add_html(const struct preview *p, struct source *portal, struct buf *out,
		     struct findings *f);

#endif
