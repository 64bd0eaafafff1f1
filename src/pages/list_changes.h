/* One change of a list, as its history, its days and their files say it. */
#ifndef LUCE_PAGES_LIST_CHANGES_H
#define LUCE_PAGES_LIST_CHANGES_H

#include "pages/common.h"
#include "register/deltas.h"

enum { CHANGE_MARK, CHANGE_NAME, CHANGE_HREF, CHANGE_BEFORE, CHANGE_HOW, CHANGE_SLOTS };
extern const struct shape change_shape;
/* A list of them in their order; items are borrowed until the page is rendered. */
void fill_deltas(const struct page *p, struct value *v, const struct delta *items, size_t n);

/* 列入, 离开, 更名, 其他变更. */
const char *change_word(int kind);
/* Why it left, what was altered; NULL or "" where the kind says it all. */
const char *change_how(const struct page *p, const struct delta *d);
/* 本级列入、随国家绿色工厂名单 */
const char *change_bases(const struct page *p, const struct strings *bases);

#endif
