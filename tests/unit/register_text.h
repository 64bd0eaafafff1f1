/*
 * A registry in words, for tests: what a person would write down by hand
 * and compare. Dates stand for the first day; lists are named by their ids.
 */
#ifndef LUCE_TESTS_REGISTER_TEXT_H
#define LUCE_TESTS_REGISTER_TEXT_H

#include "base/buf.h"
#include "register/registry.h"

/* tests/fixtures/register, from the work tree; the test fails if it has any finding. */
struct content *register_fixture(void);

/* "own 2025-03-03 + inc 000000/factory 2025-06-01"; own first, then by source; "-": not a member. */
void bases_text(const struct membership *m, date_t day, struct buf *out);
/* "440300-0001(own 2025-03-03), …" in the order of ids; "no list" where there is none. */
void members_text(const struct registry *r, const char *list, date_t day, struct buf *out);
/* "2025-03-03 440300/2025/factory-list > 2025-08-01 440300/2025/removal FALSIFIED until 2028-07-31; …" */
void spells_text(const struct membership *m, struct buf *out);
/* "proposed 2025-02-10 > 2025-03-03 entered; …"; an open one ends in "> open". */
void stages_text(const struct membership *m, struct buf *out);
/* All that a registry says, but its findings. */
void registry_text(const struct registry *r, struct buf *out);

/*
 * The fixture, with one fold of all days for each instant that is asked for. `seen` is an instant
 * or NULL, when all is published.
 */
enum { SEENS_MOST = 32 };

struct story {
	struct content *content;
	struct {
		const char *seen;
		struct registry *registry;
	} folds[SEENS_MOST];
	size_t n;
	int differ; /* rows of the test that runs */
};

int story_set_up(void **state);
int story_tear_down(void **state);
const struct registry *story_all(struct story *x, const char *seen);
/* As of a day; the caller frees it. */
struct registry *story_fold(const struct story *x, date_t as_of, const char *seen);
/* Reports and counts a row that differs; story_agrees then fails the test. */
void story_compare(struct story *x, const char *label, const char *got, const char *expected);
void story_agrees(struct story *x);
date_t story_day(const char *text); /* the test fails where it is none */

/* The findings, one a line. */
void findings_text(const struct findings *f, struct buf *out);

#endif
