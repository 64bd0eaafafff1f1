/*
 * What pages are made from, as digests: found once for a build, put together
 * by each kind of page and product for each of its pages (page_kind.made_from).
 * A page whose digest is that of the last build need not be rendered.
 *
 *	struct made_from *m = made_from_new(ctx, threads);
 *	... page_kinds[k]->made_from(m, i, digester) ...
 *	made_from_free(m);
 *
 * A kind that shows something it does not declare here would show it stale
 * one day: `luce build --verify-incremental` finds that. Declaring too much
 * costs time only. What every page may show is in each digest beforehand
 * (made_from.shared) and need not be declared: templates, the site's record,
 * categories, regions without their contacts, calendars, rules, names of
 * lists, which regions and lists have which pages.
 *
 * Read by all threads, changed by none.
 */
#ifndef LUCE_PAGES_MADE_FROM_H
#define LUCE_PAGES_MADE_FROM_H

#include "base/digest.h"
#include "pages/page.h"

struct made_from {
	const struct page_context *ctx;
	struct digest shared;
	struct digest contacts; /* of all authorities */
	struct digest calls; /* yearly calls, and the notices that put texts and regions in force */
	struct digest build; /* the day, the commit, the version */
	struct digest everything;
	/* Private: read through the functions below. */
	struct digest *said, *notices, *full, *records; /* as content->notices */
	struct digest *faces, *standings, *entities; /* as content->entities */
	struct digest *lists; /* as outline->lists */
	struct arena arena;
};

/* extra: what is not in the context and shapes every page: the templates. */
struct made_from *made_from_new(const struct page_context *ctx, struct digest extra,
				unsigned threads);
void made_from_free(struct made_from *m);

/* ---- of a notice; each holds those before it ---- */

/* What other pages say of it: its record and annexes, not its text. */
void digest_said(struct digester *d, const struct made_from *m, const struct notice *n);
/* And what became of its rows: voided, corrected; and who amends it. */
void digest_notice(struct digester *d, const struct made_from *m, const struct notice *n);
/* And its text. */
void digest_notice_text(struct digester *d, const struct made_from *m, const struct notice *n);
/* Of itself: what the version history says of it. */
void digest_record(struct digester *d, const struct made_from *m, const struct notice *n);
/* What is said of each of them. */
void digest_all_said(struct digester *d, const struct made_from *m,
		     const struct notice *const *notices, size_t n);

/* ---- of an entity; each holds those before it ---- */

/* What an index says: names, kind, place, the lists that it is on; whether it has a page. */
void digest_face(struct digester *d, const struct made_from *m, const struct standing *s);
/* And where it stands and stood on each list. */
void digest_standing(struct digester *d, const struct made_from *m, const struct standing *s);
/* And its record, all rows that name it, and the names of those whom these and the record name. */
void digest_entity(struct digester *d, const struct made_from *m, const struct standing *s);

/* Its name and whether it has a page, as fill_entity_link shows it; NULL: none. */
void digest_link(struct digester *d, const struct made_from *m, const char *id);

/* ---- of rows and lists ---- */

/* A row as it is printed, corrected and voided; NULL: none. */
void digest_event(struct digester *d, const struct made_from *m, const struct event *e);
/* Which days of a list have a page. */
void digest_days(struct digester *d, const struct list_outline *l);
/* Who is and was on it, by which notices, and when it changed. */
void digest_list(struct digester *d, const struct made_from *m, const struct list_outline *l);

#endif
