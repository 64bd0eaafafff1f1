/*
 * What more than one kind of page says: a place, an issuer, a ground, and
 * the groups of a notice among others and of a contact.
 */
#ifndef LUCE_PAGES_PARTS_H
#define LUCE_PAGES_PARTS_H

#include "pages/common.h"

/* The names of a place from below the region `within` down: 香洲区; all of them if it does not lie there. */
const char *place_name(const struct page *p, const char *code, const struct region *within);
/* The names of a notice's issuers, the lead first. */
const char *issuer_names(const struct page *p, const struct notice *n, const char *separator);

struct ground {
	const char *text; /* local wording; NULL: nothing is known of it */
	const char *article;
	const char *rules; /* title of the text */
};

/* The ground of a removal, by its code from the rules of the list's region, else as printed. */
struct ground removal_ground(const struct page *p, const struct event *removal);

/* What the rules of the list's region call it on the day: 移出, 取消资格. */
const char *removal_verb(const struct page *p, const char *list, date_t day);
/* 公示, 移出公告; by the verb of its region's rules. */
const char *notice_type(const struct page *p, const struct notice *n);

/* Links to the regions right below one. */
void fill_regions_below(const struct page *p, struct value *v, const struct region_outline *r);

/* Whether a notice explains a regulation in the portal's own words. */
bool notice_explains(const struct notice *n);

/* A group of one notice among others. */
enum {
	ITEM_HREF,
	ITEM_TITLE,
	ITEM_TYPE,
	ITEM_DATE,
	ITEM_NUMBER,
	ITEM_REGION,
	ITEM_ORIGIN,
	ITEM_SLOTS
};
extern const struct shape notice_item_shape;

/* The notice must have a page. */
void fill_notice_item(const struct page *p, struct value frame[ITEM_SLOTS], const struct notice *n);
void fill_notice_items(const struct page *p, struct value *v, const struct notice *const *notices,
		       size_t n);

enum {
	CONTACT_OF, /* whose it is, or empty */
	CONTACT_FOR,
	CONTACT_DEPARTMENT,
	CONTACT_PHONE,
	CONTACT_FAX,
	CONTACT_EMAIL,
	CONTACT_ADDRESS,
	CONTACT_POSTCODE,
	CONTACT_HOURS,
	CONTACT_SOURCE,
	CONTACT_VERIFIED,
	CONTACT_SLOTS
};
extern const struct shape contact_shape;

void fill_contact(const struct page *p, struct value frame[CONTACT_SLOTS], const struct contact *c,
		  const char *of);

/* Of a deadline that runs from an event: 变更后30个工作日内. */
const char *deadline_within(const struct page *p, const struct rule_deadline *d);

#endif
