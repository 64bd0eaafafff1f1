/*
 * How a page is filled: frames, dates and links. A fill_ function sets one
 * value; what it makes lives in the page's arena.
 */
#ifndef LUCE_PAGES_COMMON_H
#define LUCE_PAGES_COMMON_H

#include <stdarg.h>

#include "pages/page.h"

/* ---- frames ---- */

/* A frame, or n frames of so many slots in a row, zeroed. */
struct value *page_frames(const struct page *p, size_t n, size_t slots);
/* A list of the n frames at items. */
void fill_list(const struct page *p, struct value *v, const struct value *items, size_t n,
	       size_t slots);
/*
 * The page as the rows of a long list use it: what they make lives until
 * page_row is called for the next row. Not for a list within such a row.
 */
struct page page_row(const struct page *p);

const char *page_printf(const struct page *p, const char *fmt, ...)
	__attribute__((format(printf, 2, 3)));
const char *page_vprintf(const struct page *p, const char *fmt, va_list ap);
/* Both with `between`, or the one that is neither NULL nor empty. */
const char *page_join(const struct page *p, const char *a, const char *between, const char *b);
/* "" for NULL. */
const char *or_empty(const char *s);

enum { TEXT_ITSELF, TEXT_SLOTS };
extern const struct shape text_shape;
void fill_texts(const struct page *p, struct value *v, const struct strings *texts);

/* ---- dates, as GB/T 9704 writes them: 2025年7月25日 ---- */

enum { DATE_ISO, DATE_TEXT, DATE_SLOTS };
extern const struct shape date_shape;

/* Absent for DATE_NONE and DATE_MAX. */
void fill_date(const struct page *p, struct value *v, date_t d);
/* 2025-07-25 09:00, as government sites show publication. */
void fill_minute(const struct page *p, struct value *v, minute_t t);

/* ---- links ---- */

enum { LINK_HREF, LINK_TEXT, LINK_SLOTS };
extern const struct shape link_shape;

void fill_link(const struct page *p, struct value *v, const char *href, const char *text);

/* The URL from this page; NULL where there is no such page. */
const char *link_address(const struct page *p, const char *address);
const char *link_region(const struct page *p, const struct region *r);
const char *link_notices(const struct page *p, const struct region *r);
const char *link_list(const struct page *p, const char *list);
const char *link_entity(const struct page *p, const char *id);
const char *link_notice(const struct page *p, const char *id);
/* The entry of a notice in the public log; NULL where the portal has none. */
const char *link_log(const struct page *p, const char *notice);
const char *link_history(const struct page *p, const char *list);
const char *link_day(const struct page *p, const struct day_outline *d); /* NULL: none */
const char *link_day_file(const struct page *p, const struct day_outline *d);
const char *link_rules(const struct page *p, const char *id);
const char *link_assessor(const struct page *p, const char *id);
/* Of the authority that takes reports for the region: the same for every company there. */
const char *link_report(const struct page *p, const struct region *r);
/* Of a region's lead authority. */
const char *link_authority(const struct page *p, const struct authority *a);
const char *link_region_removals(const struct page *p, const struct region *r);
const char *link_region_entities(const struct page *p, const struct region *r);
/* Files for programs. Of a list: "list.csv" (see address_list_file). */
const char *link_list_file(const struct page *p, const char *list, const char *file);
const char *link_region_feed(const struct page *p, const struct region *r);
const char *link_region_calendar(const struct page *p, const struct region *r);
const char *link_entity_feed(const struct page *p, const char *id);

/* These leave the group absent for NULL; a notice that has no page is absent too. */
void fill_region_link(const struct page *p, struct value *v, const struct region *r);
void fill_notice_link(const struct page *p, struct value *v, const struct notice *n);
/* A list without a page is named without a link: its href is empty. */
void fill_list_link(const struct page *p, struct value *v, const char *list);
/* By its name on as_of. */
void fill_entity_link(const struct page *p, struct value *v, const char *id);

#endif
