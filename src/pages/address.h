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
 *	guangdong/zhuhai/factory/index.html           a list: region, category
 *	notice/440400/2025/factory-list.html          a notice, by its id
 *	notice/440400/2025/factory-list/signed.pdf    its attachment
 *	entity/440400/0/0001.html                     an entity, by its id (see address_entity)
 *	assets/style.css                              of templates/assets/
 */
#ifndef LUCE_PAGES_ADDRESS_H
#define LUCE_PAGES_ADDRESS_H

#include "base/buf.h"
#include "content/model.h"

#define ADDRESS_HOME "index.html"
#define ADDRESS_MISSING "404.html"
#define ADDRESS_ASSETS "assets/"
#define ADDRESS_STYLE ADDRESS_ASSETS "style.css"

/* Each appends. Ids are well-formed: content is checked when it is loaded. */
void address_region(struct buf *out, const struct region *r);
void address_notices(struct buf *out, const struct region *r);
void address_list(struct buf *out, const struct region *r, const char *category);
/*
 * At most a thousand to a folder, because a file system, git and a person
 * find a folder of 100,000 files hard: "440400-0001" stands in 440400/0/,
 * "000000-12345" in 000000/12/.
 */
void address_entity(struct buf *out, const char *id);
void address_notice(struct buf *out, const char *id);
void address_attachment(struct buf *out, const char *notice, const char *file);

/*
 * The relative URL of one address as seen from another. It names a file, so
 * that it resolves from file:// as it does from a server.
 */
void address_link(struct buf *out, const char *from, const char *to);

#endif
