#include "content/tables.h"

#include "base/mem.h"
#include "content/model.h"
#include "content/names.h"

/* ---- choices ---- */

static const char *const language_names[] = { "zh", "en", NULL };
static const char *const unit_names[] = { "calendar", "working", NULL };
static const char *const strength_names[] = { "must", "principle", NULL };
static const char *const when_names[] = { "annual", "rolling", NULL };
static const char *const scope_names[] = { "own", "all", NULL };

/* ---- one line a field ---- */

#define AT(T, member) .offset = offsetof(struct T, member)
#define TEXT(T, member, key_, flags_, says_)                                                       \
	{                                                                                          \
		.key = key_, .type = FIELD_STRING, .flags = flags_, AT(T, member), .says = says_   \
	}
#define FORMED(T, member, key_, flags_, form_, says_)                                              \
	{                                                                                          \
		.key = key_, .type = FIELD_STRING, .flags = flags_, AT(T, member), .form = form_,  \
		.says = says_                                                                      \
	}
#define TEXTS(T, member, key_, flags_, form_, says_)                                               \
	{                                                                                          \
		.key = key_, .type = FIELD_STRINGS, .flags = flags_, AT(T, member), .form = form_, \
		.says = says_                                                                      \
	}
#define INT(T, member, key_, flags_, least_, most_, says_)                                         \
	{                                                                                          \
		.key = key_, .type = FIELD_INT, .flags = flags_, AT(T, member), .least = least_,   \
		.most = most_, .says = says_                                                       \
	}
#define BOOL(T, member, key_, says_)                                                               \
	{                                                                                          \
		.key = key_, .type = FIELD_BOOL, AT(T, member), .says = says_                      \
	}
#define DATE(T, member, key_, flags_, says_)                                                       \
	{                                                                                          \
		.key = key_, .type = FIELD_DATE, .flags = flags_, AT(T, member), .says = says_     \
	}
#define DATES(T, member, key_, flags_, says_)                                                      \
	{                                                                                          \
		.key = key_, .type = FIELD_DATES, .flags = flags_, AT(T, member), .says = says_    \
	}
#define MINUTE(T, member, key_, says_)                                                             \
	{                                                                                          \
		.key = key_, .type = FIELD_MINUTE, AT(T, member), .says = says_                    \
	}
#define MONTH_DAY(T, member, key_, flags_, says_)                                                   \
	{                                                                                           \
		.key = key_, .type = FIELD_MONTH_DAY, .flags = flags_, AT(T, member), .says = says_ \
	}
#define CHOICE(T, member, key_, flags_, choices_, says_)                                           \
	{                                                                                          \
		.key = key_, .type = FIELD_CHOICE, .flags = flags_, AT(T, member),                 \
		.choices = choices_, .says = says_                                                 \
	}
#define RECORD(T, member, key_, flags_, record_, says_)                                            \
	{                                                                                          \
		.key = key_, .type = FIELD_RECORD, .flags = flags_, AT(T, member),                 \
		.record = &record_, .says = says_                                                  \
	}
#define RECORDS(T, member, key_, flags_, record_, says_)                                           \
	{                                                                                          \
		.key = key_, .type = FIELD_RECORDS, .flags = flags_, AT(T, member),                \
		.record = &record_, .says = says_                                                  \
	}
#define SPREAD(T, member, record_)                                                                 \
	{                                                                                          \
		.key = "", .type = FIELD_INLINE, .flags = FIELD_SPREAD, AT(T, member),             \
		.record = &record_                                                                 \
	}
#define RECORD_TABLE(var_, type_, name_, says_)                                                    \
	{                                                                                          \
		.name = name_, .says = says_, .size = sizeof(struct type_),                        \
		.fields = var_##_fields, .n_fields = ARRAY_LEN(var_##_fields)                      \
	}

/* ---- the portal ---- */

static const struct field site_fields[] = {
	TEXT(site, name, "name", FIELD_REQUIRED, "网站名称"),
	TEXT(site, description, "description", 0, "网站简介"),
	FORMED(site, base_url, "base_url", 0, FORM_URL, "网站地址；没有时页面只用相对链接"),
	CHOICE(site, status, "status", 0, site_status_names,
	       "demo 为示例网站（每页标明“示例”），official 为正式网站；默认 demo"),
	FORMED(site, site_code, "site_code", 0, FORM_SITE_CODE, "网站标识码；示例网站为 0000000000"),
	TEXT(site, icp, "icp", 0, "ICP 备案号"),
	TEXT(site, police_record, "police_record", 0, "公安机关备案号"),
	TEXT(site, organiser, "organiser", 0, "主办单位"),
	TEXT(site, contact, "contact", 0, "网站联系方式"),
	FORMED(site, registrar, "registrar", 0, FORM_REGION, "新登记单位标识的前缀"),
	CHOICE(site, language, "language", 0, language_names, "页面上检查结果的语言"),
	INT(site, loss_share, "loss_share", 0, 1, 100,
	    "一份文告移出名单成员超过此百分比时须作说明；默认 20"),
};
const struct record site_record = RECORD_TABLE(site, site, "site", "网站：content/site.json");

static const struct field category_fields[] = {
	FORMED(category, code, "code", FIELD_REQUIRED, FORM_NAME, "类别代码"),
	TEXT(category, name, "name", FIELD_REQUIRED, "类别名称"),
	CHOICE(category, kind, "kind", FIELD_REQUIRED, entity_kind_names, "成员的种类：企业或园区"),
	FORMED(category, region, "region", 0, FORM_REGION, "只用于该地区及其下级"),
};
static const struct record category_record = RECORD_TABLE(category, category, "category", "类别");

static const struct field categories_fields[] = {
	RECORDS(array_file, items, "categories", FIELD_REQUIRED | FIELD_FLAT, category_record,
		"类别，按显示顺序"),
};
const struct record categories_record =
	RECORD_TABLE(categories, array_file, "categories", "名单类别：content/categories.json");

static const struct field source_document_fields[] = {
	TEXT(source_document, title, "title", FIELD_REQUIRED, "文件名称"),
	TEXT(source_document, number, "number", 0, "文号"),
	FORMED(source_document, url, "url", 0, FORM_URL, "官方网址"),
	DATE(source_document, issued, "issued", 0, "印发日期"),
};
static const struct record source_document_record =
	RECORD_TABLE(source_document, source_document, "source_document", "所依据的正式文件");

static const struct field calendar_fields[] = {
	INT(calendar, year, "year", FIELD_REQUIRED, 1949, 2199, "年份"),
	RECORD(calendar, source, "source", FIELD_REQUIRED, source_document_record,
	       "国务院办公厅关于节假日安排的通知"),
	RECORDS(calendar, changed_by, "changed_by", 0, source_document_record,
		"其后改动本年安排的通知"),
	DATES(calendar, holidays, "holidays", FIELD_REQUIRED, "放假日期（含假期内的周末），逐日列出"),
	DATES(calendar, workdays, "workdays", FIELD_KEEP_EMPTY, "调休上班的日期"),
};
const struct record calendar_record =
	RECORD_TABLE(calendar, calendar, "calendar", "一年的节假日安排：content/calendar/2026.json");

/* ---- regions ---- */

static const struct field contact_fields[] = {
	CHOICE(contact, use, "use", 0, contact_use_names, "用途：一般、异议、举报、纪检监督"),
	TEXT(contact, department, "department", 0, "科室"),
	TEXT(contact, phone, "phone", 0, "办公电话，照来源原样"),
	TEXT(contact, fax, "fax", 0, "传真"),
	TEXT(contact, email, "email", 0, "单位邮箱"),
	TEXT(contact, address, "address", 0, "地址"),
	TEXT(contact, postcode, "postcode", 0, "邮政编码"),
	TEXT(contact, hours, "hours", 0, "受理时间"),
	TEXT(contact, source, "source", FIELD_REQUIRED, "取自哪一份文件；没有来源的联系方式不得填写"),
	DATE(contact, verified, "verified", 0, "最近核实日期"),
	DATE(contact, expires, "expires", 0, "须在此日前再次核实"),
};
static const struct record contact_record = RECORD_TABLE(contact, contact, "contact", "联系方式");

static const struct field authority_fields[] = {
	FORMED(authority, id, "id", FIELD_REQUIRED, FORM_NAME, "标识，如 440400-gxj"),
	TEXT(authority, name, "name", FIELD_REQUIRED, "机关名称"),
	BOOL(authority, lead, "lead", "是否为本地区绿色制造的主管部门"),
	RECORDS(authority, contacts, "contacts", FIELD_KEEP_EMPTY, contact_record,
		"联系方式；没有来源时为空"),
};
static const struct record authority_record =
	RECORD_TABLE(authority, authority, "authority", "主管部门或联合发布机关");

static const struct field region_fields[] = {
	FORMED(region, code, "code", FIELD_REQUIRED, FORM_REGION,
	       "GB/T 2260 代码；没有代码的，为上级代码加名称"),
	CHOICE(region, level, "level", FIELD_REQUIRED, region_level_names, "层级"),
	TEXT(region, name, "name", FIELD_REQUIRED, "名称"),
	TEXTS(region, aliases, "aliases", 0, FORM_TEXT, "表格中出现的其他写法"),
	FORMED(region, slug, "slug", FIELD_REQUIRED, FORM_SLUG, "网址中的路径"),
	FORMED(region, parent, "parent", 0, FORM_REGION, "所属上级地区"),
	FORMED(region, reports_to, "reports_to", 0, FORM_REGION,
	       "名单上报的地区；默认同 parent（计划单列市为 000000）"),
	RECORDS(region, authorities, "authorities", 0, authority_record, "主管部门与联合发布机关"),
	DATE(region, from, "from", 0, "设立日期"),
	DATE(region, until, "until", 0, "最后一天"),
	FORMED(region, successor, "successor", 0, FORM_REGION, "撤并后由哪个地区承接"),
	FORMED(region, by, "by", 0, FORM_NOTICE, "据以变更的文告"),
	TEXT(region, note, "note", 0, "说明"),
};
const struct record region_record =
	RECORD_TABLE(region, region, "region", "地区：content/regions/440400.json");

/* ---- rules ---- */

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
static const struct record rule_terms_record =
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

/* ---- who is listed ---- */

static const struct field membership_span_fields[] = {
	FORMED(membership_span, id, "id", FIELD_REQUIRED, FORM_ENTITY, "园区或上级单位"),
	DATE(membership_span, from, "from", 0, "自"),
	DATE(membership_span, until, "until", 0, "至（含）"),
};
static const struct record membership_span_record =
	RECORD_TABLE(membership_span, membership_span, "membership_span", "所属园区或上级单位");

static const struct field uscc_override_fields[] = {
	TEXT(uscc_override, reason, "reason", FIELD_REQUIRED, "为何校验不符仍采用"),
	TEXT(uscc_override, document, "document", FIELD_REQUIRED, "依据"),
};
static const struct record uscc_override_record =
	RECORD_TABLE(uscc_override, uscc_override, "uscc_override", "校验不符的代码");

static const struct field entity_fields[] = {
	FORMED(entity, id, "id", FIELD_REQUIRED, FORM_ENTITY, "标识，永久不变，不再使用于他处"),
	TEXT(entity, name, "name", FIELD_REQUIRED, "登记时的名称"),
	CHOICE(entity, kind, "kind", FIELD_REQUIRED, entity_kind_names, "企业或园区"),
	FORMED(entity, place, "place", FIELD_REQUIRED, FORM_REGION, "登记时所在地区"),
	TEXT(entity, industry, "industry", 0, "行业，照原文"),
	FORMED(entity, division, "division", 0, FORM_DIVISION, "GB/T 4754 大类，如 C34"),
	FORMED(entity, uscc, "uscc", 0, FORM_USCC, "统一社会信用代码（GB 32100）"),
	RECORD(entity, uscc_override, "uscc_override", FIELD_FLAT, uscc_override_record,
	       "校验不符而采用的理由"),
	FORMED(entity, registered_at, "registered_at", 0, FORM_REGION, "注册地"),
	FORMED(entity, produces_at, "produces_at", 0, FORM_REGION, "实际生产场所"),
	RECORDS(entity, in_park, "in_park", FIELD_FLAT, membership_span_record, "所在园区"),
	RECORDS(entity, parent, "parent", FIELD_FLAT, membership_span_record, "上级单位"),
	TEXT(entity, note, "note", 0, "说明"),
};
const struct record entity_record =
	RECORD_TABLE(entity, entity, "entity",
		     "企业或园区：content/entities/440400/440400-0001.json");

static const struct field representative_fields[] = {
	TEXT(representative, name, "name", FIELD_REQUIRED, "法定代表人；只用于计数，从不显示"),
	DATE(representative, from, "from", 0, "自"),
	DATE(representative, until, "until", 0, "至（含）"),
};
static const struct record representative_record =
	RECORD_TABLE(representative, representative, "representative", "法定代表人");

static const struct field assessor_fields[] = {
	FORMED(assessor, id, "id", FIELD_REQUIRED, FORM_NAME, "标识"),
	TEXT(assessor, name, "name", FIELD_REQUIRED, "机构名称"),
	TEXTS(assessor, aliases, "aliases", 0, FORM_TEXT, "其他写法"),
	FORMED(assessor, uscc, "uscc", 0, FORM_USCC, "统一社会信用代码（GB 32100）"),
	RECORD(assessor, uscc_override, "uscc_override", FIELD_FLAT, uscc_override_record,
	       "校验不符而采用的理由"),
	RECORDS(assessor, representatives, "representatives", FIELD_FLAT, representative_record,
		"历任法定代表人"),
	TEXT(assessor, note, "note", 0, "说明"),
};
const struct record assessor_record =
	RECORD_TABLE(assessor, assessor, "assessor", "第三方评价机构：content/assessors/<id>.json");

/* ---- notices ---- */

static const struct field period_fields[] = {
	DATE(period, start, "start", FIELD_REQUIRED, "第一天（含）"),
	DATE(period, end, "end", FIELD_REQUIRED, "最后一天（含）"),
};
static const struct record period_record = RECORD_TABLE(period, period, "period", "公示期");

static const struct field transcribed_fields[] = {
	TEXT(transcribed, source, "source", FIELD_REQUIRED, "原发布机关及文件"),
	FORMED(transcribed, url, "url", 0, FORM_URL, "原发布网址"),
	DATE(transcribed, on, "on", 0, "转录日期"),
	TEXT(transcribed, by, "by", 0, "转录单位"),
};
static const struct record transcribed_record =
	RECORD_TABLE(transcribed, transcribed, "transcribed", "转录");

static const struct field waiver_fields[] = {
	FORMED(waiver, rule, "rule", FIELD_REQUIRED, FORM_NAME, "检查规则"),
	TEXT(waiver, reason, "reason", FIELD_REQUIRED, "理由"),
	TEXT(waiver, document, "document", FIELD_REQUIRED, "作出决定的文件"),
};
static const struct record waiver_record = RECORD_TABLE(waiver, waiver, "waiver", "不适用某项检查");

static const struct field notice_deadline_fields[] = {
	TEXT(notice_deadline, what, "what", FIELD_REQUIRED, "事项"),
	DATE(notice_deadline, day, "day", FIELD_REQUIRED, "最后一天（含）"),
	TEXT(notice_deadline, who, "who", 0, "由谁"),
};
static const struct record notice_deadline_record =
	RECORD_TABLE(notice_deadline, notice_deadline, "notice_deadline", "本次期限");

static const struct field attachment_fields[] = {
	FORMED(attachment, file, "file", FIELD_REQUIRED, FORM_FILE, "文件名"),
	TEXT(attachment, title, "title", FIELD_REQUIRED, "名称"),
	FORMED(attachment, sha256, "sha256", FIELD_REQUIRED, FORM_SHA256, "SHA-256"),
	TEXT(attachment, compared_by, "compared_by", 0, "由谁与附件数据核对"),
	DATE(attachment, compared_on, "compared_on", 0, "核对日期"),
};
static const struct record attachment_record =
	RECORD_TABLE(attachment, attachment, "attachment", "附件文件");

static const struct field notice_fields[] = {
	CHOICE(notice, type, "type", FIELD_REQUIRED, notice_type_names, "类型"),
	TEXT(notice, title, "title", FIELD_REQUIRED, "标题"),
	TEXT(notice, number, "number", 0, "发文字号；公示一般没有"),
	TEXTS(notice, issuers, "issuers", FIELD_REQUIRED, FORM_NAME, "发布机关，牵头的在前"),
	TEXTS(notice, addressees, "addressees", 0, FORM_TEXT, "主送机关"),
	INT(notice, year, "year", 0, 1949, 2199, "所属年度"),
	DATE(notice, signed_on, "signed", 0, "成文日期"),
	MINUTE(notice, published, "published", "发布时间"),
	DATE(notice, effective, "effective", 0, "生效日期；默认同成文日期"),
	FORMED(notice, follows, "follows", 0, FORM_NOTICE, "承接的文告"),
	RECORD(notice, period, "period", FIELD_FLAT, period_record, "公示期"),
	RECORD(notice, contact, "contact", FIELD_FLAT, contact_record, "联系方式，替代机关的联系方式"),
	TEXTS(notice, basis, "basis", 0, FORM_RULES, "所依据的规则"),
	{ .key = "counts",
	  .type = FIELD_COUNTS,
	  AT(notice, counts),
	  .says = "正文所述数目：动作（或 dropped、outside）下按类别" },
	RECORDS(notice, deadlines, "deadlines", FIELD_FLAT, notice_deadline_record, "本次期限"),
	RECORD(notice, overrides, "overrides", 0, rule_terms_record, "申报通知对当年规定的改动"),
	RECORD(notice, transcribed, "transcribed", FIELD_FLAT, transcribed_record, "转录他处的文告"),
	BOOL(notice, draft, "draft", "草稿，不公开"),
	RECORDS(notice, waive, "waive", FIELD_FLAT, waiver_record, "不适用的检查"),
	RECORDS(notice, attachments, "attachments", FIELD_FLAT, attachment_record, "附件文件"),
};
const struct record notice_record =
	RECORD_TABLE(notice, notice, "notice",
		     "文告的元数据：content/notices/440400/2025/factory-list.md 开头");

static const struct field column_fields[] = {
	TEXT(column, label, "label", FIELD_REQUIRED, "列名，照原文"),
	CHOICE(column, role, "role", 0, column_role_names, "该列的含义"),
};
static const struct record column_record = RECORD_TABLE(column, column, "column", "列");

static const struct field target_fields[] = {
	FORMED(target, notice, "notice", FIELD_REQUIRED, FORM_NOTICE, "文告"),
	INT(target, annex, "annex", FIELD_REQUIRED, 1, 1000, "附件号"),
	TEXT(target, id, "id", FIELD_REQUIRED, "该行的单位"),
	CHOICE(target, action, "action", 0, action_names, "同一附件中该单位有几行时，指明动作"),
};
static const struct record target_record = RECORD_TABLE(target, target, "target", "所指的行");

static const struct field row_fields[] = {
	TEXT(row, id, "id", 0, "单位（或第三方机构）的标识；revoke、correct 可不写，同 target"),
	{ .key = "cells",
	  .type = FIELD_CELLS,
	  .flags = FIELD_EMPTY_OK,
	  AT(row, cells),
	  .offset2 = offsetof(struct row, n_cells),
	  .says = "印出的单元格，与列一一对应" },
	CHOICE(row_more, action, "action", FIELD_MORE, action_names, "动作；默认同附件"),
	FORMED(row_more, list, "list", FIELD_MORE, FORM_LIST, "名单；默认同附件"),
	FORMED(row, ground, "ground", 0, FORM_CODE, "移出情形代码"),
	TEXT(row_more, article, "article", FIELD_MORE, "依据条款"),
	DATE(row, until, "until", 0, "最后一天：再次列入的限制、有效期、整改期"),
	FORMED(row, place, "place", 0, FORM_REGION, "地区代码，印出的字不足以确定时"),
	TEXT(row_more, from, "from", FIELD_MORE, "locate：迁出地代码；revoke：自该日起（YYYY-MM-DD）"),
	TEXT(row_more, to, "to", FIELD_MORE, "locate：迁入地代码；succeed：承接单位的标识"),
	FORMED(row_more, with, "with", FIELD_MORE, FORM_ENTITY, "same：并入的记录"),
	CHOICE(row_more, kind, "kind", FIELD_MORE, entity_kind_names, "alter：种类"),
	TEXT(row_more, industry, "industry", FIELD_MORE, "alter：行业"),
	TEXT(row_more, boundary, "boundary", FIELD_MORE, "alter：边界等变更的内容"),
	TEXT(row_more, decision, "decision", FIELD_MORE, "决定，或作出决定的文件"),
	RECORD(row_more, target, "target", FIELD_MORE, target_record, "revoke、correct：所指的行"),
	TEXT(row_more, column, "column", FIELD_MORE, "correct：列名"),
	TEXT(row_more, old, "old", FIELD_MORE | FIELD_EMPTY_OK, "correct：原来印的"),
	TEXT(row_more, new_, "new", FIELD_MORE | FIELD_EMPTY_OK, "correct：应为"),
	TEXT(row_more, scope, "scope", FIELD_MORE, "bar：范围"),
	FORMED(row_more, assessor, "assessor", FIELD_MORE, FORM_NAME, "第三方机构的标识"),
	TEXT(row_more, basis, "basis", FIELD_MORE, "公开本行内容的法律依据"),
};
static const struct record row_record = {
	.name = "row",
	.says = "附件的一行",
	.size = sizeof(struct row),
	.fields = row_fields,
	.n_fields = ARRAY_LEN(row_fields),
	.more_offset = offsetof(struct row, more),
	.more_size = sizeof(struct row_more),
};

static const struct field annex_fields[] = {
	INT(annex, no, "no", FIELD_REQUIRED, 1, 1000, "附件号"),
	TEXT(annex, title, "title", FIELD_REQUIRED, "附件标题"),
	CHOICE(annex, action, "action", FIELD_REQUIRED, action_names, "各行的动作"),
	FORMED(annex, list, "list", 0, FORM_LIST, "名单"),
	BOOL(annex, unranked, "unranked", "排名不分先后"),
	RECORDS(annex, columns, "columns", FIELD_REQUIRED | FIELD_FLAT, column_record, "列"),
	RECORDS(annex, rows, "rows", FIELD_REQUIRED | FIELD_FLAT | FIELD_KEEP_EMPTY, row_record,
		"行；为空即声明没有"),
};
static const struct record annex_record = RECORD_TABLE(annex, annex, "annex", "附件");

static const struct field annexes_fields[] = {
	RECORDS(array_file, items, "annexes", FIELD_REQUIRED, annex_record, "附件，按附件号"),
};
const struct record annexes_record =
	RECORD_TABLE(annexes, array_file, "annexes",
		     "文告的附件：content/notices/440400/2025/factory-list.json");

/* ---- what must go, what moved ---- */

static const struct field withheld_item_fields[] = {
	FORMED(withheld, object, "object", FIELD_REQUIRED, FORM_OBJECT, "git 对象标识"),
	TEXT(withheld, path, "path", FIELD_REQUIRED, "文件"),
	TEXT(withheld, what, "what", FIELD_REQUIRED, "隐去的是什么（不泄露内容）"),
	TEXT(withheld, basis, "basis", FIELD_REQUIRED, "法律依据"),
	DATE(withheld, on, "on", FIELD_REQUIRED, "日期"),
	TEXT(withheld, by, "by", FIELD_REQUIRED, "决定机关"),
};
static const struct record withheld_item_record =
	RECORD_TABLE(withheld_item, withheld, "withheld_item", "依法不再公开的内容");
static const struct field withheld_fields[] = {
	RECORDS(array_file, items, "withheld", FIELD_REQUIRED | FIELD_KEEP_EMPTY,
		withheld_item_record, "逐项"),
};
const struct record withheld_record =
	RECORD_TABLE(withheld, array_file, "withheld", "依法不再公开的内容：content/withheld.json");

static const struct field redirect_fields[] = {
	FORMED(redirect, from, "from", FIELD_REQUIRED, FORM_ADDRESS,
	       "原网页，自网站根目录起的路径，如 guangdong/zhuhai/index.html；那里留一个说明去向的网页"),
	FORMED(redirect, to, "to", 0, FORM_ADDRESS, "新网页，写法相同；没有即为终止"),
	TEXT(redirect, reason, "reason", FIELD_REQUIRED, "原因"),
	DATE(redirect, on, "on", FIELD_REQUIRED, "日期"),
};
static const struct record redirect_record =
	RECORD_TABLE(redirect, redirect, "redirect", "变更或终止的网址");
static const struct field redirects_fields[] = {
	RECORDS(array_file, items, "redirects", FIELD_REQUIRED | FIELD_KEEP_EMPTY, redirect_record,
		"逐项"),
};
const struct record redirects_record =
	RECORD_TABLE(redirects, array_file, "redirects", "变更或终止的网址：content/redirects.json");

const struct record *const all_records[] = {
	&site_record,	 &categories_record, &calendar_record,	&region_record,
	&rules_record,	 &entity_record,     &assessor_record,	&notice_record,
	&annexes_record, &withheld_record,   &redirects_record, NULL,
};
