/*
 * What is wrong with pages, each kind of it once. Only for the page_*.c files.
 */
#ifndef LUCE_SITE_PAGE_FAULT_H
#define LUCE_SITE_PAGE_FAULT_H

#include "site/page_check.h"

/*
 * A fault; or a link whose fragment has to be looked for on another page,
 * which is one unless `to` has the id.
 */
struct page_fault {
	enum finding_id id;
	const char *from; /* the page: its address, as the plan has it */
	const char *what, *more; /* arguments after the page; more may be NULL */
	const struct planned *to;
	const char *fragment;
};

/* Strings but `from` are copied. Faults of one key are one. */
void page_fault_add(struct page_checker *c, const char *key, struct page_fault fault);
/* The key is made of id, what and more. */
void page_fault(struct page_checker *c, enum finding_id id, struct str what, const char *more);

/* page_link.c */
void page_links_check(struct page_checker *c);
/* page_marks.c */
void page_marks_check(struct page_checker *c, struct str bytes);

#endif
