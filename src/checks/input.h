/*
 * What the functions of the catalogue are given, and what they share.
 *
 * A finding is made in three steps: finding_add at a place of the record,
 * LAW_SAYS for the article of the text in force and the severity that its
 * status allows, law_strength where the value is 应 or 原则上.
 *
 *	struct law law;
 *	if (!law_on(in, region, day, &law) || !law.terms.publicity)
 *		return;
 *	finding_add(in->findings, F_PERIOD_SHORT, PLACE(in, n, "/period/end"), …);
 *	LAW_SAYS(in, &law, publicity, &law.terms.publicity->clause);
 *
 * Nothing here allocates per call but findings; all is found by index, so
 * that checking stays as fast as loading.
 */
#ifndef LUCE_CHECKS_INPUT_H
#define LUCE_CHECKS_INPUT_H

#include <stddef.h>

#include "checks/checks.h"
#include "rules/calendar.h"
#include "rules/rules.h"

struct check_index;

struct check_input {
	const struct content *content;
	const struct registry *registry; /* for a draft: the one with the drafts in it */
	const struct history *history; /* NULL: not known */
	const struct built *built; /* NULL: not known */
	date_t today; /* DATE_NONE: not known */
	struct findings *findings;
	const struct check_index *index;
};

/* The notice's record at a JSON Pointer made by printf; also of other records with a path. */
#define PLACE(in, record, ...) place_in((in)->findings, (record)->path, __VA_ARGS__)

/* ---- what the text says ---- */

struct law { /* what governs a region's lists on a day */
	date_t day;
	bool own; /* the region's own text; else one from above that covers its level */
	const struct rules *rules;
	const struct notice *call; /* the year's call, whether it overrides something or not; NULL */
	struct rule_terms terms; /* its overrides included */
};

/* False: no text is in force there on that day, or the day is DATE_NONE. */
bool law_on(const struct check_input *in, const char *region, date_t day, struct law *law);
/* The same for the owner of a list, "440400/factory". */
bool law_for_list(const struct check_input *in, const char *list, date_t day, struct law *law);
/* What the text says of lists of that category at a level; NULL: it has none. */
const struct rule_list *law_list(const struct law *law, const char *category, int level);
/* The text that the clause takes over from another (`same_as`); NULL: none. */
const struct rules *law_lender(const struct check_input *in, const struct clause *clause);
/* True if the list of names is empty, which stands for all, or has the name. */
bool names_include(const struct strings *names, const char *name);

/*
 * Cites the clause behind the finding added last, as 《…实施细则》第十五条, or the call that
 * overrides it, and lowers the finding where the clause is ambiguous or unverified. `field` is
 * the member of struct rule_terms that the clause stands in.
 */
#define LAW_SAYS(in, law, field, clause)                                                           \
	law_cite((in), (law), offsetof(struct rule_terms, field), sizeof((law)->terms.field),      \
		 (clause))
void law_cite(const struct check_input *in, const struct law *law, size_t field, size_t size,
	      const struct clause *clause);
/* 原则上: a warning at most. strength is enum strength. */
void law_strength(const struct check_input *in, int strength);

/* ---- notices ---- */

/* The day it takes effect; for a draft without one, today (or DATE_NONE). */
date_t check_day(const struct check_input *in, const struct notice *n);
/* Its rows as the register read them, corrections applied; *n_events of them, in fold order. */
const struct event *check_events(const struct check_input *in, const struct notice *n,
				 size_t *n_events);
/* The proposal (公示) that the notice completes, along `follows`; NULL: none. */
const struct notice *check_proposal(const struct check_input *in, const struct notice *n);
/* True for the first of the rows that do this to their list: one finding for each list. */
bool first_of_list(const struct event *events, size_t at, int action);
/* A row that stands: the state did not forbid it, and it is not revoked from its start. */
bool event_stands(const struct event *e);
/* Region and category of "440400/factory"; NULL: it is no list of a known region. */
const struct region *list_region(const struct check_input *in, const char *list);
const char *list_category(const char *list);

/* For arguments of findings: texts that live as long as the findings. */
const char *arg_number(const struct check_input *in, int n);
const char *arg_date(const struct check_input *in, date_t d);

#endif
