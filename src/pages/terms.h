/*
 * The terms of a regulation in plain Chinese: for each kind of term what
 * this text says of it, item by item, each with its article, what it leaves
 * open, and where we know it from.
 */
#ifndef LUCE_PAGES_TERMS_H
#define LUCE_PAGES_TERMS_H

#include "pages/page.h"

enum { TERMS = 21 };

extern const struct shape term_shape; /* label, key, items; `silent` where there is none */
extern const struct shape term_item_shape;

const char *term_label(size_t term);
/* Its key, for anchors: "publicity". */
const char *term_key(size_t term);
/* The label of a key; NULL: no term has it. */
const char *term_labelled(const char *key);

/* The items of one term: how many there are. */
size_t fill_term_items(const struct page *p, struct value *v, const struct rule_terms *t,
		       size_t term);
/* All terms; only_said: without those that have no item. */
size_t fill_terms(const struct page *p, struct value *v, const struct rule_terms *t, bool only_said);

#endif
