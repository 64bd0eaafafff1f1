/*
 * What the tests of templates share: a page with a value of every kind, and
 * sets of templates to render it with.
 */
#ifndef LUCE_TESTS_TEMPLATE_PAGE_H
#define LUCE_TESTS_TEMPLATE_PAGE_H

#include <stddef.h>

#include "template/template.h"

enum { REGION_NAME, REGION_CODE, REGION_SLOTS };
enum { PLACE_NAME, PLACE_REGION, PLACE_YEARS, PLACE_SLOTS };
enum { MEMBER_NAME, MEMBER_LISTED, MEMBER_YEARS, MEMBER_SLOTS };
enum {
	PAGE_TITLE,
	PAGE_EMPTY,
	PAGE_BODY,
	PAGE_DEMO,
	PAGE_DRAFT,
	PAGE_MEMBERS,
	PAGE_REMOVED,
	PAGE_PLACE,
	PAGE_NOWHERE,
	PAGE_SLOTS
};
extern const struct shape place_shape; /* of the group "place" */
extern const struct shape page_shape; /* of the page itself */

struct page {
	struct value region[REGION_SLOTS], place[PLACE_SLOTS], frame[PAGE_SLOTS];
};

/* Every value set, but for those that are named after it: empty, draft, removed, nowhere. */
void page_init(struct page *p);

struct page_set {
	struct template_set set;
	struct template_text *texts[16];
	char *names[16];
	size_t n;
};

/* Copies both, so that what a template keeps of its source would be seen to be gone. */
void page_set_add(struct page_set *s, const char *name, struct str text);
void page_set_release(struct page_set *s);
/* Compiles "page" of the set and releases the set; fails the test on a finding. */
struct template *page_compile(const char *label, struct page_set *s, const struct shape *shape);

/* Appends the findings, sorted: a line with place, rule and English, and one with the Chinese. */
void page_findings(struct findings *f, struct buf *out);
void page_assert_text(const char *label, const char *got, const char *expected);

#endif
