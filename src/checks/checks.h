/*
 * The catalogue: every rule that has an id, and who looks at it.
 *
 * A rule is a finding (base/finding.def), a row in a table, and one short
 * function; a family of rules is a file. Pure: records, register, history
 * facts, facts of built pages and today's date come in as a struct,
 * findings come out. What the loader (structure, references), the fold (the
 * state of lists), the importer and the build find on their way has rows
 * here too, without a function, so that `luce check --rules` and the manual
 * list all there is.
 *
 *	struct check_facts facts = { .content = c, .registry = r, .today = DATE_NONE };
 *	checks_run(&facts, findings);
 *
 * Severity follows the text: finding.def has the worst it can be, law.h
 * lowers it where the data say 原则上, ambiguous or unverified. A rule that
 * depends on today is a warning at most and runs only where today is given,
 * so that it never stops a build.
 */
#ifndef LUCE_CHECKS_CHECKS_H
#define LUCE_CHECKS_CHECKS_H

#include "base/finding.h"
#include "content/content.h"
#include "register/registry.h"

struct history; /* facts of commits */
struct built; /* facts of built pages */

struct check_facts {
	const struct content *content;
	const struct registry *registry;
	const struct registry *drafts; /* the drafts folded too; NULL: no check looks at drafts */
	const struct history *history; /* NULL: not known, and rules that read it do not run */
	const struct built *built; /* the same */
	date_t today; /* DATE_NONE: the same */
};

/* All rules over all records; then the waivers of the notices, over whatever f holds. */
void checks_run(const struct check_facts *facts, struct findings *f);

/* ---- the catalogue ---- */

enum check_reads { /* what a rule looks at */
		   READS_RECORDS = 1, /* entities, notices, regions, calendars … */
		   READS_RULES = 2, /* content/rules/, overrides of the year's call included */
		   READS_REGISTER = 4, /* who is on which list when */
		   READS_HISTORY = 8, /* what commits did to published notices */
		   READS_PAGES = 16, /* built pages */
		   READS_TODAY = 32 /* reported apart, and blocks nothing */
};

struct check_input; /* input.h */

/* A row. The functions look at each entity, each notice, or all at once; none: found elsewhere. */
struct check {
	enum finding_id finding, last; /* last: of a range that is found together; 0: only the one */
	unsigned reads; /* enum check_reads */
	bool fixed; /* structure, identity, state: no waiver takes it away */
	const char *says[2]; /* the rule in a line, by enum language; NULL: the finding's words do */
	const char *by; /* the law or standard that it follows; NULL: none in particular */
	const char *term; /* what of a region's text: a key of its record, "publicity"; NULL: nothing */
	void (*entity)(const struct check_input *in, const struct entity *e);
	void (*notice)(const struct check_input *in, const struct notice *n);
	void (*all)(const struct check_input *in);
};

struct family {
	const char *name;
	const char *says[2]; /* by enum language */
	const char *found_by; /* "check", "audit", "loader", "fold", "import", "build", "publish", "verify" */
	const struct check *checks;
	size_t n;
};

extern const struct family *const check_families[]; /* NULL at the end */

/* The row of a finding, and its family (may be NULL). NULL: in no table, which a test forbids. */
const struct check *check_of(enum finding_id id, const struct family **family);
bool check_depends_on_today(enum finding_id id);

#endif
