/* How terms are said: used by terms.c and the files that say them. */
#ifndef LUCE_PAGES_TERMS_SAY_H
#define LUCE_PAGES_TERMS_SAY_H

#include "pages/terms.h"

struct saying { /* the items of a term in the making */
	const struct page *page;
	struct value *items; /* in the page's arena */
	size_t n, cap;
};

/* One item: what the text says ("": it leaves that open), and its clause. */
void say(struct saying *s, const struct clause *clause, const char *text);
void sayf(struct saying *s, const struct clause *clause, const char *fmt, ...)
	__attribute__((format(printf, 3, 4)));

/* Words for the lists that terms have; "" for an empty one. */
const char *say_categories(const struct saying *s, const struct strings *codes);
const char *say_parties(const struct saying *s, const struct strings *who);
const char *say_report_words(const struct saying *s, const struct strings *what);
const char *say_texts(const struct saying *s, const struct strings *texts);
/* See page_join. */
const char *say_join(const struct saying *s, const char *a, const char *between, const char *b);
const char *say_verb(const struct rule_terms *t);

typedef void term_fn(struct saying *s, const struct rule_terms *t);

term_fn say_lists, say_conditions, say_seats, say_ineligibility, say_includes, say_prerequisites,
	say_candidates, say_evaluation, say_vetting, say_publicity, say_issuers, say_deadlines;
term_fn say_review, say_rectification, say_removal, say_immediate, say_after_change, say_bars,
	say_assessors, say_reports, say_rewards;

#endif
