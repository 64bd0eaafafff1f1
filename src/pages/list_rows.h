/*
 * The rows of a list's page: members, those on the way, those who left. Each
 * set is found and ordered first (pointers only) and then pulled by the
 * template row by row, so a list of 100,000 needs the text of one.
 */
#ifndef LUCE_PAGES_LIST_ROWS_H
#define LUCE_PAGES_LIST_ROWS_H

#include "pages/page.h"

struct list_row {
	date_t day; /* on which it is so: as_of, but for members of the past */
	const struct membership *membership;
	const struct spell *spell; /* of a member, past or present */
	const struct stage *stage; /* of one on the way */
};

struct list_rows {
	const struct page *page;
	const struct roster *list;
	struct list_row *items; /* in the page's arena */
	size_t n;
	size_t referenced; /* members without a basis of the list's own */
	bool has_industry, has_rank;
};

extern const struct shape member_shape, coming_shape, former_shape;

/* On the day, as_of at the latest, in the order in which they were entered and printed. */
struct list_rows list_members(const struct page *p, const struct roster *l, date_t day);
/* The name that the list's own last row printed; NULL: none did, or one after the row's day. */
const char *list_row_printed(const struct list_row *row);
/* 0: none, or it had another then, which is not kept. */
int list_row_rank(const struct list_row *row);
/* Whose stage of the kind is open on as_of. */
struct list_rows list_coming(const struct page *p, const struct roster *l, int stage);
/* Spells that have ended, the latest first. */
struct list_rows list_former(const struct page *p, const struct roster *l);

/* For value_list, with a struct list_rows. */
list_next_fn next_member, next_coming, next_former;

#endif
