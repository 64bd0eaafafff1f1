/*
 * The Chinese words of the pages that stand for values of the model.
 * Everything else that a page says stands in its template.
 */
#ifndef LUCE_PAGES_WORDS_H
#define LUCE_PAGES_WORDS_H

#include "content/model.h"
#include "register/registry.h"

/* Each takes a value of the enum named. */
const char *word_notice_type(int type); /* 公示 */
const char *word_action(int action); /* what it did to the entity: 列入 */
const char *word_level(int level); /* 市级 */
const char *word_kind(int kind); /* 企业 */
const char *word_contact(int use); /* 异议 */
const char *word_stage(int kind); /* 拟列入 */
const char *word_outcome(int outcome); /* 已列入 */

/* What must be done by a deadline: "annual_form" is 填报动态管理表. An unknown one is said as it is. */
const char *word_deadline(const char *what);
/* By whom, to whom: "district" is 县（市、区）. An unknown one is said as it is. */
const char *word_party(const char *who);

#endif
