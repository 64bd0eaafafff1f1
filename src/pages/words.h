/*
 * The Chinese words of the pages that stand for values of the model.
 * Everything else that a page says stands in its template.
 */
#ifndef LUCE_PAGES_WORDS_H
#define LUCE_PAGES_WORDS_H

#include "content/model.h"
#include "history/history.h"
#include "register/registry.h"

/* Each takes a value of the enum named. */
const char *word_edit(int kind); /* of a notice already published: 改动 */
const char *word_notice_type(int type); /* 公示 */
const char *word_action(int action); /* what it did to the entity: 列入 */
const char *word_level(int level); /* 市级 */
const char *word_kind(int kind); /* 企业 */
const char *word_contact(int use); /* 异议 */
const char *word_stage(int kind); /* 拟列入 */
const char *word_outcome(int outcome); /* 已列入 */

const char *word_status(int status); /* of a clause: 未核实; empty for one that is stated */
const char *word_confidence(int confidence); /* 据其他来源; empty for the text itself */

/* What must be done by a deadline: "annual_form" is 填报动态管理表. An unknown one is said as it is. */
const char *word_deadline(const char *what);
/* From what on its days are counted: 变更, for "change_report". */
const char *word_event(const char *what);
/* By whom, to whom: "district" is 县（市、区）. An unknown one is said as it is. */
const char *word_party(const char *who);
/* The common words for a ground of removal; each text has its own. An unknown code is said as it is. */
const char *word_ground(const char *code);
/* How companies are evaluated: "self_only" is 自评价. */
const char *word_evaluation(const char *mode);
/* A key of a notice or a row: "title" is 标题. An unknown one is said as it is. */
const char *word_field(const char *key);
/* Whose evaluations a cap counts: "assessor" is 每家第三方评价机构. */
const char *word_cap(const char *per);
/* What a report needs, and what it leads to: "real_name" is 实名, "rectify" is 整改. */
const char *word_report(const char *what);

#endif
