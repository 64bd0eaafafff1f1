/* The table of a rule set: one 实施细则 as data, and what a yearly call may override. */
#include "content/tables.h"

#include "content/fields.h"
#include "content/model.h"
#include "content/names.h"

static const char *const unit_names[] = { "calendar", "working", NULL };
static const char *const strength_names[] = { "must", "principle", NULL };
static const char *const when_names[] = { "annual", "rolling", NULL };
static const char *const scope_names[] = { "own", "all", NULL };

static const struct field clause_fields[] = {
	CHOICE(clause, status, "status", 0, clause_status_names,
	       "stated 文中写明（默认）、unspecified 文中未规定、unverified 原文未读到、ambiguous 文义不明"),
	CHOICE(clause, confidence, "confidence", 0, confidence_names,
	       "text 据原文（默认）、secondary 据其他来源、inferred 推断"),
	TEXT(clause, article, "article", 0, "条款"),
	TEXT(clause, note, "note", 0, "说明，用自己的话"),
	FORMED(clause, same_as, "same_as", 0, FORM_RULES, "此项从另一部规则"),
	TEXT(clause, same_article, "same_article", 0, "该规则的条款"),
};
static const struct record clause_record = RECORD_TABLE(clause, clause, "clause", "出处");

static const struct field valued_fields[] = {
	TEXT(valued, value, "value", FIELD_REQUIRED, "值"),
	SPREAD(valued, clause, clause_record),
};
static const struct record valued_record = RECORD_TABLE(valued, valued, "valued", "值及其出处");

static const struct field rule_list_fields[] = {
	FORMED(rule_list, category, "category", FIELD_REQUIRED, FORM_NAME, "类别"),
	CHOICE(rule_list, level, "level", FIELD_REQUIRED, region_level_names, "名单层级"),
	TEXT(rule_list, label, "label", 0, "当地名称"),
	BOOL(rule_list, ranked, "ranked", "是否排序管理"),
	DATE(rule_list, from, "from", 0, "名称启用日期"),
	DATE(rule_list, until, "until", 0, "名称停用日期"),
	SPREAD(rule_list, clause, clause_record),
};
static const struct record rule_list_record = RECORD_TABLE(rule_list, rule_list, "rule_list", "名单");

static const struct field condition_fields[] = {
	FORMED(rule_condition, category, "category", FIELD_REQUIRED, FORM_NAME, "类别"),
	TEXT(rule_condition, text, "text", 0, "条件，用自己的话，简要"),
	SPREAD(rule_condition, clause, clause_record),
};
static const struct record condition_record =
	RECORD_TABLE(condition, rule_condition, "rule_condition", "培育或列入的条件");

static const struct field publicity_fields[] = {
	INT(rule_publicity, value, "value", FIELD_NULL_OK, 0, 365, "公示天数；未规定时不写"),
	CHOICE(rule_publicity, unit, "unit", 0, unit_names, "calendar 自然日、working 工作日"),
	TEXT(rule_publicity, where, "where", 0, "公示网站"),
	TEXTS(rule_publicity, levels, "levels", 0, FORM_NAME, "条文所说的是哪几级名单；不写为各级"),
	SPREAD(rule_publicity, clause, clause_record),
};
static const struct record publicity_record =
	RECORD_TABLE(publicity, rule_publicity, "rule_publicity", "公示");

static const struct field issuers_fields[] = {
	CHOICE(rule_issuers, stage, "stage", FIELD_REQUIRED, notice_type_names, "文告类型"),
	TEXTS(rule_issuers, authorities, "authorities", FIELD_REQUIRED, FORM_NAME,
	      "发布机关，牵头的在前"),
	SPREAD(rule_issuers, clause, clause_record),
};
static const struct record issuers_record =
	RECORD_TABLE(issuers, rule_issuers, "rule_issuers", "各阶段的发布机关");

static const struct field include_fields[] = {
	CHOICE(rule_include, level, "level", FIELD_REQUIRED, region_level_names, "上级名单的层级"),
	TEXTS(rule_include, categories, "categories", FIELD_REQUIRED, FORM_NAME, "类别"),
	BOOL(rule_include, printed, "printed", "是否在本级名单中再次列出"),
	BOOL(rule_include, outlives_source, "outlives_source", "上级移出后本级是否保留"),
	SPREAD(rule_include, clause, clause_record),
};
static const struct record include_record =
	RECORD_TABLE(include, rule_include, "rule_include", "同时列为本级名单");

static const struct field deadline_fields[] = {
	TEXT(rule_deadline, what, "what", FIELD_REQUIRED,
	     "annual_form 动态管理表、evaluation_report 评价报告、recommend 推荐、change_report 变更"),
	MONTH_DAY(rule_deadline, day, "day", FIELD_NULL_OK, "每年的最后一天（含）"),
	INT(rule_deadline, within, "within", FIELD_NULL_OK, 0, 3650,
	    "事情发生后多少天之内，当天不算；如 change_report 自变更之日起"),
	CHOICE(rule_deadline, unit, "unit", 0, unit_names,
	       "within 的单位：calendar 自然日、working 工作日"),
	TEXT(rule_deadline, who, "who", 0, "由谁"),
	TEXT(rule_deadline, to, "to", 0, "报给谁"),
	CHOICE(rule_deadline, strength, "strength", 0, strength_names, "must 应、principle 原则上"),
	SPREAD(rule_deadline, clause, clause_record),
};
static const struct record deadline_record =
	RECORD_TABLE(deadline, rule_deadline, "rule_deadline", "期限");

static const struct field seat_fields[] = {
	TEXTS(rule_seat, categories, "categories", 0, FORM_NAME, "类别；不写为全部"),
	BOOL(rule_seat, registration, "registration", "注册地须在本地"),
	BOOL(rule_seat, production, "production", "生产场所须在本地"),
	SPREAD(rule_seat, clause, clause_record),
};
static const struct record seat_record =
	RECORD_TABLE(seat, rule_seat, "rule_seat", "注册地与生产场所");

static const struct field prerequisite_fields[] = {
	CHOICE(rule_prerequisite, stage, "stage", FIELD_REQUIRED, notice_type_names,
	       "recommend 推荐时、list 列入时"),
	CHOICE(rule_prerequisite, level, "level", FIELD_REQUIRED, region_level_names,
	       "申报名单的层级"),
	CHOICE(rule_prerequisite, needs, "needs", 0, region_level_names, "须先在哪一级名单"),
	BOOL(rule_prerequisite, needs_candidate, "needs_candidate", "须先为培育对象"),
	TEXTS(rule_prerequisite, categories, "categories", 0, FORM_NAME, "类别；不写为全部"),
	FORMED(rule_prerequisite, needs_category, "needs_category", 0, FORM_NAME,
	       "须先在哪一类名单；不写为同类"),
	CHOICE(rule_prerequisite, strength, "strength", 0, strength_names,
	       "must 应、principle 原则上"),
	SPREAD(rule_prerequisite, clause, clause_record),
};
static const struct record prerequisite_record =
	RECORD_TABLE(prerequisite, rule_prerequisite, "rule_prerequisite", "前置条件");

static const struct field candidates_fields[] = {
	TEXTS(rule_candidates, keepers, "keepers", 0, FORM_TEXT, "由哪一级或哪一部门建库"),
	INT(rule_candidates, valid_years, "valid_years", FIELD_NULL_OK, 0, 50,
	    "有效期（年）；未规定时不写"),
	SPREAD(rule_candidates, clause, clause_record),
};
static const struct record candidates_record =
	RECORD_TABLE(candidates, rule_candidates, "rule_candidates", "培育对象");

static const struct field evaluation_fields[] = {
	TEXT(rule_evaluation, mode, "mode", 0,
	     "self_or_third_party 自评价或第三方评价、self_only 只自评价"),
	BOOL(rule_evaluation, assessor_required, "assessor_required", "名单须列第三方评价机构"),
	SPREAD(rule_evaluation, clause, clause_record),
};
static const struct record evaluation_record =
	RECORD_TABLE(evaluation, rule_evaluation, "rule_evaluation", "评价方式");

static const struct field review_fields[] = {
	INT(rule_review, every_years, "every_years", FIELD_NULL_OK, 0, 50, "复核周期（年）"),
	TEXTS(rule_review, by, "by", 0, FORM_TEXT, "由哪一级复核"),
	SPREAD(rule_review, clause, clause_record),
};
static const struct record review_record = RECORD_TABLE(review, rule_review, "rule_review", "复核");

static const struct field rectification_fields[] = {
	INT(rule_rectification, days, "days", FIELD_NULL_OK, 0, 3650, "整改期（天）"),
	SPREAD(rule_rectification, clause, clause_record),
};
static const struct record rectification_record =
	RECORD_TABLE(rectification, rule_rectification, "rule_rectification", "限期整改");

static const struct field ground_fields[] = {
	FORMED(rule_ground, code, "code", FIELD_REQUIRED, FORM_CODE, "情形代码"),
	TEXT(rule_ground, text, "text", 0, "当地表述，简要"),
	SPREAD(rule_ground, clause, clause_record),
};
static const struct record ground_record = RECORD_TABLE(ground, rule_ground, "rule_ground", "情形");

static const struct field immediate_fields[] = {
	CHOICE(rule_immediate, scope, "scope", 0, scope_names, "own 移出本级名单、all 移出各级名单"),
	BOOL(rule_immediate, announce, "announce", "须公告"),
	TEXT(rule_immediate, report_up, "report_up", 0, "实时上报给谁"),
	TEXTS(rule_immediate, incidents, "incidents", 0, FORM_TEXT, "哪些事故"),
	SPREAD(rule_immediate, clause, clause_record),
};
static const struct record immediate_record =
	RECORD_TABLE(immediate, rule_immediate, "rule_immediate", "及时移出");

static const struct field after_change_fields[] = {
	FORMED(rule_after_change, ground, "ground", FIELD_REQUIRED, FORM_CODE, "情形代码"),
	CHOICE(rule_after_change, level, "level", 0, region_level_names, "哪一级名单；不写为各级"),
	TEXT(rule_after_change, decided_by, "decided_by", 0, "由谁确认"),
	SPREAD(rule_after_change, clause, clause_record),
};
static const struct record after_change_record =
	RECORD_TABLE(after_change, rule_after_change, "rule_after_change", "变更后不再符合");

static const struct field removal_fields[] = {
	TEXT(rule_removal, verb, "verb", 0, "移出、取消资格"),
	CHOICE(rule_removal, when, "when", 0, when_names, "annual 发布年度名单时、rolling 及时"),
	BOOL(rule_removal, announce, "announce", "须公告"),
	RECORDS(rule_removal, grounds, "grounds", FIELD_FLAT, ground_record, "移出情形"),
	RECORD(rule_removal, immediate, "immediate", FIELD_FLAT, immediate_record,
	       "重大事故等须及时移出"),
	RECORD(rule_removal, after_change, "after_change", FIELD_FLAT, after_change_record,
	       "变更后不再符合"),
	SPREAD(rule_removal, clause, clause_record),
};
static const struct record removal_record =
	RECORD_TABLE(removal, rule_removal, "rule_removal", "移出");

static const struct field bar_fields[] = {
	INT(rule_bar, years, "years", FIELD_REQUIRED, 0, 50, "年数"),
	TEXTS(rule_bar, triggers, "triggers", 0, FORM_CODE, "哪些移出情形；不写为全部"),
	TEXTS(rule_bar, levels, "levels", 0, FORM_NAME, "涉及哪几级名单；不写见 scope"),
	CHOICE(rule_bar, scope, "scope", 0, scope_names, "own 本级名单、all 各级名单"),
	SPREAD(rule_bar, clause, clause_record),
};
static const struct record bar_record =
	RECORD_TABLE(bar, rule_bar, "rule_bar", "移出后不得再次列入的期间");

static const struct field ineligibility_fields[] = {
	INT(rule_ineligibility, lookback_years, "lookback_years", 0, 0, 50, "近几年"),
	BOOL(rule_ineligibility, tenants, "tenants", "园区含园区内企业"),
	RECORDS(rule_ineligibility, items, "items", FIELD_FLAT, ground_record,
		"不得申请、推荐和列入的情形"),
	SPREAD(rule_ineligibility, clause, clause_record),
};
static const struct record ineligibility_record =
	RECORD_TABLE(ineligibility, rule_ineligibility, "rule_ineligibility", "不得列入的情形");

static const struct field cap_fields[] = {
	INT(rule_cap, most, "max", FIELD_REQUIRED, 1, 10000, "每年最多项数"),
	TEXT(rule_cap, per, "per", 0, "assessor 每家机构、legal_representative 同一法定代表人"),
	CHOICE(rule_cap, level, "scope", 0, region_level_names, "计入哪一级的评价"),
	TEXTS(rule_cap, categories, "categories", 0, FORM_NAME, "计入的类别；不写为全部"),
	SPREAD(rule_cap, clause, clause_record),
};
static const struct record cap_record =
	RECORD_TABLE(cap, rule_cap, "rule_cap", "第三方机构的年度上限");

static const struct field sanction_fields[] = {
	INT(rule_sanction, bar_years, "bar_years", 0, 0, 50, "不予采信的年数"),
	BOOL(rule_sanction, platform_notice, "platform_notice", "在管理平台通报"),
	BOOL(rule_sanction, own_power, "own_power", "本级有权决定；否则上报"),
	TEXT(rule_sanction, report_to, "report_to", 0, "上报给谁"),
	SPREAD(rule_sanction, clause, clause_record),
};
static const struct record sanction_record =
	RECORD_TABLE(sanction, rule_sanction, "rule_sanction", "对第三方机构的处理");

static const struct field assessors_fields[] = {
	RECORDS(rule_assessors, caps, "cap", FIELD_FLAT, cap_record, "年度上限"),
	RECORD(rule_assessors, sanction, "sanction", FIELD_FLAT, sanction_record, "处理"),
	SPREAD(rule_assessors, clause, clause_record),
};
static const struct record assessors_record =
	RECORD_TABLE(assessors, rule_assessors, "rule_assessors", "第三方机构");

static const struct field reports_fields[] = {
	TEXTS(rule_reports, to, "to", 0, FORM_TEXT, "向哪一级举报"),
	TEXTS(rule_reports, about, "about", 0, FORM_TEXT, "member 名单单位、assessor 第三方机构"),
	TEXTS(rule_reports, needs, "needs", 0, FORM_TEXT,
	      "real_name 实名、evidence 佐证材料、contact 联系方式"),
	TEXTS(rule_reports, outcomes, "outcomes", 0, FORM_TEXT,
	      "rectify 整改、remove 移出、sanction 处理第三方机构"),
	SPREAD(rule_reports, clause, clause_record),
};
static const struct record reports_record =
	RECORD_TABLE(reports, rule_reports, "rule_reports", "举报");

static const struct field reward_fields[] = {
	CHOICE(rule_reward, level, "level", FIELD_REQUIRED, region_level_names, "名单层级"),
	TEXTS(rule_reward, categories, "categories", 0, FORM_NAME, "类别；不写为全部"),
	INT(rule_reward, most_yuan, "max_yuan", 0, 0, 1000000000, "最高金额（元）"),
	BOOL(rule_reward, once, "once", "首次列入时一次性"),
	BOOL(rule_reward, no_stacking, "no_stacking", "同一年度不叠加"),
	SPREAD(rule_reward, clause, clause_record),
};
static const struct record reward_record = RECORD_TABLE(reward, rule_reward, "rule_reward", "奖励");

static const struct field vetting_fields[] = {
	TEXTS(rule_vetting, bodies, "bodies", FIELD_REQUIRED, FORM_TEXT, "征求意见的部门"),
	TEXTS(rule_vetting, about, "about", 0, FORM_TEXT, "核查事项"),
	TEXTS(rule_vetting, categories, "categories", 0, FORM_NAME, "类别；不写为全部"),
	SPREAD(rule_vetting, clause, clause_record),
};
static const struct record vetting_record =
	RECORD_TABLE(vetting, rule_vetting, "rule_vetting", "核查与征求意见");

static const struct field rule_terms_fields[] = {
	RECORDS(rule_terms, lists, "lists", FIELD_FLAT, rule_list_record, "名单"),
	RECORDS(rule_terms, conditions, "conditions", FIELD_FLAT, condition_record, "条件"),
	RECORD(rule_terms, publicity, "publicity", FIELD_FLAT, publicity_record, "公示"),
	RECORDS(rule_terms, issuers, "issuers", FIELD_FLAT, issuers_record, "各阶段的发布机关"),
	RECORDS(rule_terms, includes, "includes", FIELD_FLAT, include_record,
		"同时列为本级名单的上级名单"),
	RECORDS(rule_terms, deadlines, "deadlines", FIELD_FLAT, deadline_record, "期限"),
	RECORDS(rule_terms, seats, "seats", FIELD_FLAT, seat_record, "注册地与生产场所"),
	RECORDS(rule_terms, prerequisites, "prerequisites", FIELD_FLAT, prerequisite_record,
		"前置条件"),
	RECORD(rule_terms, candidates, "candidates", FIELD_FLAT, candidates_record, "培育对象"),
	RECORD(rule_terms, evaluation, "evaluation", FIELD_FLAT, evaluation_record, "评价方式"),
	RECORD(rule_terms, review, "review", FIELD_FLAT, review_record, "复核"),
	RECORD(rule_terms, rectification, "rectification", FIELD_FLAT, rectification_record,
	       "限期整改"),
	RECORD(rule_terms, ineligibility, "ineligibility", 0, ineligibility_record, "不得列入的情形"),
	RECORD(rule_terms, removal, "removal", 0, removal_record, "移出"),
	RECORDS(rule_terms, bars, "bars", FIELD_FLAT, bar_record, "移出后不得再次列入的期间"),
	RECORD(rule_terms, assessors, "assessors", 0, assessors_record, "第三方机构"),
	RECORD(rule_terms, reports, "reports", FIELD_FLAT, reports_record, "举报"),
	RECORDS(rule_terms, rewards, "rewards", FIELD_FLAT, reward_record, "奖励"),
	RECORDS(rule_terms, vetting, "vetting", FIELD_FLAT, vetting_record, "核查与征求意见"),
};
const struct record rule_terms_record =
	RECORD_TABLE(rule_terms, rule_terms, "rule_terms", "规定的内容；年度申报通知可以改动");

static const struct field rules_fields[] = {
	FORMED(rules, region, "region", FIELD_REQUIRED, FORM_REGION, "制定地区"),
	FORMED(rules, by, "by", 0, FORM_NOTICE, "使其在本网站生效的文告；没有时不影响任何名单"),
	TEXT(rules, title, "title", FIELD_REQUIRED, "文件名称"),
	RECORD(rules, number, "number", FIELD_FLAT, valued_record, "文号"),
	DATE(rules, issued, "issued", 0, "成文日期"),
	DATE(rules, effective, "effective", 0, "施行日期"),
	DATE(rules, in_force_by, "in_force_by", 0, "施行日期不详的，至迟于此日已施行"),
	DATE(rules, effective_latest, "effective_latest", 0, "文义可有两解时，最晚的施行日期"),
	INT(rules, years, "years", 0, 0, 100, "有效期（年）；未规定时不写"),
	DATE(rules, ended, "ended", 0, "废止的，最后一天"),
	TEXTS(rules, repeals, "repeals", 0, FORM_TEXT, "废止的文件"),
	TEXTS(rules, rests_on, "rests_on", 0, FORM_RULES, "所依据的上位规则"),
	RECORD(rules, source, "source", 0, source_document_record, "原文出处"),
	TEXT(rules, interpreter, "interpreter", 0, "解释机关"),
	TEXT(rules, umbrella, "umbrella", 0, "名单单位的统称"),
	TEXTS(rules, levels, "levels", 0, FORM_NAME, "约束哪些层级的地区"),
	TEXTS(rules, platforms, "platforms", 0, FORM_URL, "所指管理平台的网址"),
	TEXT(rules, note, "note", 0, "说明"),
	SPREAD(rules, terms, rule_terms_record),
};
const struct record rules_record =
	RECORD_TABLE(rules, rules, "rules", "一部实施细则：content/rules/440400-2024-387.json");
