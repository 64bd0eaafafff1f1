/*
 * Addresses: where each page and file of a portal stands. The one place that
 * makes them.
 *
 * An address is a path below the site's root, without a slash in front:
 * "guangdong/zhuhai/factory/index.html". It is made of ids and slugs only,
 * never of names, titles or dates, because it must be good for ever: a
 * change here breaks every link that was ever made to a portal.
 *
 *	index.html                                    home
 *	404.html                                      what a server shows for an unknown address
 *	guangdong/zhuhai/index.html                   a region, by its slug
 *	guangdong/zhuhai/notices/index.html           its notices
 *	guangdong/zhuhai/removals/index.html          removals from its lists
 *	guangdong/zhuhai/entities/index.html          companies and parks in it
 *	guangdong/zhuhai/factory/index.html           a list: region, category
 *	guangdong/zhuhai/factory/history.html         its versions, each an anchor: #v2025-08-12
 *	guangdong/zhuhai/factory/as-of/2025-08-12.html   the list on a day: see struct day_outline
 *	notice/440400/2025/factory-list.html          a notice, by its id
 *	notice/440400/2025/factory-list/signed.pdf    its attachment
 *	entity/440400/0/0001.html                     an entity, by its id (see address_entity)
 *	entities/index.html                           where and when companies were listed
 *	entities/2025.html                            those listed for the first time in a year
 *	removals/index.html                           removals from all lists
 *	removals/ground/no-dynamic-form.html          those on one ground, by its code
 *	removals/uncoded.html                         those on none that has a code
 *	rules/index.html                              the regulations side by side
 *	rules/440400-2024-387.html                    one of them, by its id
 *	report/index.html                             举报: to whom
 *	report/440400-gxj.html                        one authority, by its id; never a company
 *	assessor/index.html                           third-party assessors
 *	assessor/zhejiang-shili-lvse.html             one of them, by its id
 *	about/index.html, audit/index.html, checks/index.html, data/index.html, map/index.html
 *	log/index.html                                the public log, which luce publish writes beside the site
 *	log/440400.html#n2025-factory-list            the entry of a notice in it
 *	assets/style.css                              of templates/assets/
 *
 * Files for programs, which exports makes:
 *
 *	feed.atom, removals/feed.atom                 what was published; what was removed
 *	calendar.ics                                  公示 periods and deadlines
 *	guangdong/zhuhai/feed.atom, calendar.ics      the same of a region that has notices
 *	guangdong/zhuhai/factory/list.csv             a list; .json and .xlsx too
 *	guangdong/zhuhai/factory/changes.jsonl        what changed on it, day by day
 *	guangdong/zhuhai/factory/as-of/2025-08-12.csv    the list at a year's end, or what changed on a day
 *	guangdong/zhuhai/factory/feed.atom            notices that have rows on it
 *	entity/440400/0/0001.atom                     rows about an entity
 *	datapackage.json, robots.txt, sitemap.xml     and parts: sitemap-1.xml
 *	_headers, headers/nginx.conf, headers/Caddyfile
 *
 * Addresses that moved or ended stand in content/redirects.json, each as it
 * is written here ("shili/factory/index.html"); a page remains at each, that
 * says where to or that it ended.
 */
#ifndef LUCE_PAGES_ADDRESS_H
#define LUCE_PAGES_ADDRESS_H

#include "base/buf.h"
#include "content/model.h"

#define ADDRESS_HOME "index.html"
#define ADDRESS_MISSING "404.html"
#define ADDRESS_ABOUT "about/index.html"
#define ADDRESS_ASSESSORS "assessor/index.html"
#define ADDRESS_AUDIT "audit/index.html"
#define ADDRESS_CHECKS "checks/index.html"
#define ADDRESS_DATA "data/index.html"
#define ADDRESS_ENTITIES "entities/index.html"
#define ADDRESS_LOG "log/index.html"
#define ADDRESS_MAP "map/index.html"
#define ADDRESS_REMOVALS "removals/index.html"
#define ADDRESS_REPORTS "report/index.html"
#define ADDRESS_RULES "rules/index.html"
#define ADDRESS_UNCODED "removals/uncoded.html"
#define ADDRESS_ASSETS "assets/"
#define ADDRESS_FEED "feed.atom"
#define ADDRESS_REMOVALS_FEED "removals/feed.atom"
#define ADDRESS_CALENDAR "calendar.ics"
#define ADDRESS_PACKAGE "datapackage.json"
#define ADDRESS_ROBOTS "robots.txt"
#define ADDRESS_SITEMAP "sitemap.xml"
#define ADDRESS_STYLE ADDRESS_ASSETS "style.css"

/* Each appends. Ids are well-formed: content is checked when it is loaded. */
void address_region(struct buf *out, const struct region *r);
void address_notices(struct buf *out, const struct region *r);
void address_region_removals(struct buf *out, const struct region *r);
void address_region_entities(struct buf *out, const struct region *r);
void address_list(struct buf *out, const struct region *r, const char *category);
void address_history(struct buf *out, const struct region *r, const char *category);
/* ending: "html", "csv". */
void address_day(struct buf *out, const struct region *r, const char *category, date_t day,
		 const char *ending);
/*
 * At most a thousand to a folder, because a file system, git and a person
 * find a folder of 100,000 files hard: "440400-0001" stands in 440400/0/,
 * "000000-12345" in 000000/12/.
 */
void address_entity(struct buf *out, const char *id);
void address_year_entities(struct buf *out, int year);
void address_notice(struct buf *out, const char *id);
void address_attachment(struct buf *out, const char *notice, const char *file);
void address_log_region(struct buf *out, const char *notice); /* that has its entry */
void address_log_anchor(struct buf *out, const char *notice); /* on that page: "n2025-factory-list" */
void address_ground(struct buf *out, const char *code); /* NULL: none */
void address_rules(struct buf *out, const char *id);
void address_report(struct buf *out, const char *authority);
void address_assessor(struct buf *out, const char *id);

/* Of a list: "list.csv", "list.json", "list.xlsx", "changes.jsonl", "feed.atom". */
void address_list_file(struct buf *out, const struct region *r, const char *category,
		       const char *file);
void address_region_feed(struct buf *out, const struct region *r);
void address_region_calendar(struct buf *out, const struct region *r);
void address_entity_feed(struct buf *out, const char *id);

/*
 * The relative URL of one address as seen from another. It names a file, so
 * that it resolves from file:// as it does from a server.
 */
void address_link(struct buf *out, const char *from, const char *to);

#endif
