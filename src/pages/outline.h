/*
 * What stands on which page, and what leads from one to another: found once
 * for a build, looked up by every page.
 *
 *	struct outline *o = outline_new(content, registry);
 *	... outline_notice(o, n)->followers ...
 *	outline_free(o);
 *
 * Only what may be seen is in it: no draft, no notice published after the
 * registry's `seen`, no entity that no such notice names. What is not in the
 * outline has no page and no link. Read by all threads, changed by none.
 */
#ifndef LUCE_PAGES_OUTLINE_H
#define LUCE_PAGES_OUTLINE_H

#include "base/mem.h"
#include "content/content.h"
#include "register/registry.h"

/*
 * A day on which a list has a page: it changed, or a year ended. A change
 * that was revoked since keeps its day.
 */
struct day_outline {
	const struct list_outline *list;
	date_t day;
	bool changed, year_end; /* year_end: it shows the whole list */
};

struct list_outline {
	const struct roster *roster;
	const struct category *category;
	const struct rules *rules; /* in force for the list's region on as_of, or NULL */
	const struct authority *owner; /* the region's lead authority, or NULL */
	const char *label; /* local name of what it lists: 绿色（低碳）工厂 */
	const char *title; /* 珠海市绿色工厂名单 */
	ARRAY_OF(const struct notice *) notices; /* that have rows on it; newest first */
	const struct day_outline *days; /* n_days of the outline's, oldest first */
	size_t n_days;
};

struct region_outline {
	const struct region *region;
	const struct region_outline *parent; /* NULL for the nation */
	ARRAY_OF(const struct region_outline *) children; /* in GB/T 2260 order */
	ARRAY_OF(const struct notice *) notices; /* newest first */
	ARRAY_OF(const struct list_outline *) lists; /* in the order of the categories */
	ARRAY_OF(const struct event *) removals; /* from its lists; as the outline's */
	ARRAY_OF(const struct standing *) entities; /* placed in it and in no region below; by name */
	size_t entities_below; /* placed in it or in a region below */
	/* 举报 about companies in it: the text that says to whom, and who that is; NULL: none on record. */
	const struct rules *report_rules;
	const struct authority *reports;
	bool indexed; /* it or a region below was ever a place of one: it has an index of them */
};

struct notice_outline {
	const struct notice *notice;
	ARRAY_OF(const struct notice *) followers; /* oldest first */
	ARRAY_OF(const struct notice *) amends; /* whose rows it corrects or revokes; oldest first */
	ARRAY_OF(const struct notice *) amended_by; /* oldest first */
	ARRAY_OF(const struct event *) events; /* its rows in force on as_of or void, by annex and row */
};

struct ground_outline {
	const char *code; /* NULL: rows that name none */
	ARRAY_OF(const struct event *) removals; /* as the outline's */
};

struct assessor_outline {
	const struct assessor *assessor;
	ARRAY_OF(const struct event *) evaluations; /* entries in force that print it; newest first */
	ARRAY_OF(const struct event *) events; /* rows about it, void ones too; newest first */
};

struct year_outline {
	int year;
	ARRAY_OF(const struct standing *) entities; /* first listed in it; by name */
};

struct outline {
	const struct content *content;
	const struct registry *registry;
	ARRAY_OF(struct region_outline) regions; /* in GB/T 2260 order */
	ARRAY_OF(const struct region_outline *) tree; /* the same, each followed by those in it */
	ARRAY_OF(struct list_outline) lists; /* as the registry's rosters */
	ARRAY_OF(struct day_outline) days; /* of all lists, in their order; then by day */
	ARRAY_OF(struct notice_outline) notices; /* by id */
	ARRAY_OF(const struct standing *) entities; /* that have a page, by id */
	ARRAY_OF(const struct notice *) latest; /* all notices, newest first */
	ARRAY_OF(const struct event *) removals; /* all, void ones too; newest first */
	ARRAY_OF(struct ground_outline) grounds; /* of removals; by code, the rows without one last */
	ARRAY_OF(struct assessor_outline) assessors; /* that a row names; by id */
	ARRAY_OF(struct year_outline) years; /* newest first, without gaps */
	/* Private. */
	struct map region_by_code, list_by_id, notice_by_id, entity_by_id, assessor_by_id;
	struct arena arena;
};

struct outline *outline_new(const struct content *c, const struct registry *r);
void outline_free(struct outline *o);

/* NULL where there is no page; ids may be NULL. */
const struct region_outline *outline_region(const struct outline *o, const char *code);
const struct list_outline *outline_list(const struct outline *o, const char *list);
const struct notice_outline *outline_notice(const struct outline *o, const char *id);
const struct day_outline *list_day(const struct list_outline *l, date_t day);
const struct standing *outline_entity(const struct outline *o, const char *id);
const struct assessor_outline *outline_assessor(const struct outline *o, const char *id);
/* The region's own 主管部门, or NULL. */
const struct authority *region_lead(const struct region *r);
/* NULL: the row has no effect yet, or never had one. */
const struct event *outline_event(const struct notice_outline *n, size_t annex, size_t row);

/* Published later first; then by id. For qsort of const struct notice *. */
int notice_newest_first(const void *a, const void *b);

#endif
