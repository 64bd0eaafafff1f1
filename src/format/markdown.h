/*
 * Markdown to HTML through cmark; the only user of cmark.h.
 *
 * Raw HTML is refused, link schemes are allow-listed, images must be the
 * portal's own. Headings start at level 2, because the page's title is the
 * one h1. cmark has no tables and needs none: a paragraph of the text itself
 * (not of a list or quotation) that is just {{annex N}} is a directive, and
 * the caller writes what stands there. {{ anywhere else is refused, but in
 * code or as \{{. A line that ends and goes on with a Chinese character or
 * punctuation is joined without the space that HTML would show.
 */
#ifndef LUCE_FORMAT_MARKDOWN_H
#define LUCE_FORMAT_MARKDOWN_H

#include "base/buf.h"
#include "base/finding.h"

enum {
	MARKDOWN_SIZE_MOST =
		128 << 10, /* bytes; some texts take cmark time that grows with their square */
	MARKDOWN_DEPTH_MOST = 64 /* quotations and lists opened by one line */
};

struct markdown_hooks {
	/* Writes annex no into out. -1 if there is none: then a finding is added. */
	int (*annex)(void *ctx, unsigned no, struct buf *out);
	void *ctx;
};

/*
 * Appends the HTML. place.line is the file's line of text's first byte (0
 * and 1 are the same). -1 with findings if anything was refused; what is
 * refused is not written. hooks may be NULL: directives are then checked for
 * their form only.
 */
int markdown_render(struct str text, struct place place, const struct markdown_hooks *hooks,
		    struct buf *out, struct findings *f);
/* The plain text, for descriptions and search: no markup, white space folded, no directives. */
void markdown_plain(struct str text, struct buf *out);
/* The version of cmark, which shapes the HTML. */
const char *markdown_version(void);

#endif
