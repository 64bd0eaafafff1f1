/*
 * What the regulations say, where and when.
 *
 * Three questions, kept apart:
 * - which text is *in force* for a region on a day (rules_in_force): for
 *   checks and pages;
 * - from which day a text *moves lists* (rules_moves_from): only from the
 *   effective date of the notice that it names in `by`, once that notice is
 *   seen;
 * - what its terms are on a day (rules_terms): the text's, with the fields
 *   replaced that a yearly call overrides.
 */
#ifndef LUCE_RULES_RULES_H
#define LUCE_RULES_RULES_H

#include <stdbool.h>

#include "base/date.h"
#include "content/content.h"

/*
 * When the notice was published; the first minute of `signed_on` where a copy of an old notice
 * gives no time. DATE_NONE for a draft, and where neither is known.
 */
minute_t notice_published(const struct notice *n);
/* Published and not a draft, as seen at an instant. */
bool notice_seen(const struct notice *n, minute_t seen);
/* `effective`, or `signed_on` where it is absent; DATE_NONE for a draft without either. */
date_t notice_effective(const struct notice *n);

/* First day in force: `effective`, else the day by which it was; DATE_NONE: not known. */
date_t rules_first_day(const struct rules *r);
/* Last day in force: `ended`, else effective + years - 1 day, else DATE_MAX. */
date_t rules_last_day(const struct rules *r);
/* The region's own text in force on the day (the latest effective one), or NULL. */
const struct rules *rules_own(const struct content *c, const char *region, date_t day);
/*
 * The text that governs the region's lists on the day: its own, else the
 * nearest ancestor's (by parent) whose `levels` name this region's level.
 */
const struct rules *rules_in_force(const struct content *c, const char *region, date_t day);
/*
 * First day from which the text may move lists: when it is effective and so is the notice that it
 * names in `by`. DATE_NONE while that notice is not seen, or none is named.
 */
date_t rules_moves_from(const struct content *c, const struct rules *r, minute_t seen);
/*
 * The terms on a day as seen at an instant: the text's own, each field
 * replaced by the same field of the `overrides` of the region's latest call
 * notice effective by then, in force until the region's next call.
 * *call gets that notice, also where it overrides nothing, or NULL; call may be NULL.
 */
struct rule_terms rules_terms(const struct content *c, const struct rules *r, date_t day,
			      minute_t seen, const struct notice **call);

/* The terms of a text under a call, which may be NULL. */
struct rule_terms rules_terms_under(const struct rules *r, const struct notice *call);

/* The calls of all regions as seen at an instant, found once for who asks often. Never NULL. */
struct calls;
struct calls *calls_new(const struct content *c, minute_t seen);
void calls_free(struct calls *calls); /* NULL is fine */
/* The region's latest call effective by the day; NULL: none. */
const struct notice *calls_latest(const struct calls *calls, const char *region, date_t day);
/* Negative if a is the earlier of two calls of one region. */
int call_compare(const struct notice *a, const struct notice *b);

/* ---- regions over time: they change only by the notice that they name in `by` ---- */

/*
 * The region that takes over from r, and from which day: the day after `until`, or the effective
 * day of the notice in `by` if that is later. NULL where there is none, or the notice is not seen.
 */
const struct region *region_heir(const struct content *c, const struct region *r, minute_t seen,
				 date_t *from);
/* The region that stands for `code` on the day: itself, or its successor once it has ended. */
const struct region *region_on(const struct content *c, const char *code, date_t day, minute_t seen);
/* True if `code` is `within` or lies below it, by `parent`, on the day. */
bool region_lies_in(const struct content *c, const char *code, const char *within, date_t day,
		    minute_t seen);
/* The region above by `reports_to` (default: parent); NULL for the nation. */
const struct region *region_reports_to(const struct content *c, const struct region *r);
/* The nearest region of a level along `reports_to`, itself included; NULL if none. */
const struct region *region_at_level(const struct content *c, const struct region *r, int level);

#endif
