/*
 * The group `page`, which every page offers: what layout.html needs for the
 * head, the way back (当前位置), the banner of a demonstration and the foot.
 */
#ifndef LUCE_PAGES_LAYOUT_H
#define LUCE_PAGES_LAYOUT_H

#include "pages/page.h"

extern const struct shape layout_shape;

/* The slot of every page's shape that holds it: the first. */
#define LAYOUT_SLOT                                                                                \
	{                                                                                          \
		"page", SLOT_GROUP, &layout_shape                                                  \
	}

struct layout { /* what differs from page to page; NULL where a kind has none */
	const char *title; /* of the page, as in its h1 */
	const char *description;
	const char *here; /* its name at the end of the way back; NULL: the title */
	const struct region *region; /* the way back leads through it and those above */
	bool is_region; /* or, for the region's own page, only those above */
	const char *column_name, *column_type; /* 栏目, of lists and articles (国办发〔2017〕47号) */
	const struct notice *article;
	const char *feed; /* an Atom feed of what the page shows */
	struct {
		const char *href, *text;
	} via; /* one more step before the page itself */
};

void fill_layout(const struct page *p, struct value *v, const struct layout *l);

#endif
