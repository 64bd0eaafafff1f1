/*
 * The content model: what the records say, as C structures.
 *
 * Records are plain data in the content's arena, never changed after
 * loading. Absent strings and sub-records are NULL, absent dates DATE_NONE,
 * absent choices 0, absent arrays have n == 0. How each is written in JSON,
 * and what is said of it in the JSON Schemas, stands in tables.c; where a
 * record came from is its path (see place_in), and what it was decoded from
 * is its hash: the SHA-256 of the file's bytes (NULL where it has no file).
 *
 * Terms follow the five 实施细则 and GB/T 9704-2012.
 */
#ifndef LUCE_CONTENT_MODEL_H
#define LUCE_CONTENT_MODEL_H

#include <stdbool.h>
#include <stddef.h>

#include "base/date.h"

#define ARRAY_OF(T)                                                                                \
	struct {                                                                                   \
		T *items;                                                                          \
		size_t n;                                                                          \
	}

struct strings {
	const char **items;
	size_t n;
};

/* ---- the portal ---- */

enum site_status { SITE_DEMO, SITE_OFFICIAL };

struct site { /* content/site.json */
	const char *name; /* 网站名称 */
	const char *description;
	const char *base_url; /* "" or absent: relative links only */
	int status; /* enum site_status; a demonstration unless it says otherwise */
	const char *site_code; /* 网站标识码 */
	const char *icp; /* ICP 备案号 */
	const char *police_record; /* 公安机关备案号 */
	const char *organiser; /* 主办单位 */
	const char *contact; /* of the web site, not of a list */
	const char *log; /* key or name of the public log beside it; NULL: luce publish is not used */
	const char *registrar; /* prefix of new entity ids */
	int language; /* of findings on pages: enum language */
	int loss_share; /* percent of a list that one notice may remove without saying so */
	int commit_days; /* a notice is committed at most so many days after it says it was published */
};

struct category { /* content/categories.json */
	const char *code; /* "factory" */
	const char *name; /* 绿色工厂 */
	int kind; /* enum entity_kind of its members */
	const char *region; /* only lists of this region and below have it */
};

struct source_document { /* an official text */
	const char *title;
	const char *number; /* 文号 */
	const char *url;
	date_t issued;
};

struct calendar { /* content/calendar/2026.json: the State Council's notice for one year */
	const char *path;
	const unsigned char *hash;
	int year;
	struct source_document *source;
	ARRAY_OF(struct source_document) changed_by; /* later notices that changed the year */
	ARRAY_OF(date_t) holidays; /* days off, weekends within a holiday included */
	ARRAY_OF(date_t) workdays; /* make-up workdays (调休上班) */
};

/* ---- regions ---- */

enum region_level { LEVEL_NONE, LEVEL_NATION, LEVEL_PROVINCE, LEVEL_CITY, LEVEL_DISTRICT };

enum contact_use { CONTACT_GENERAL, CONTACT_OBJECTION, CONTACT_REPORT, CONTACT_DISCIPLINE };

struct contact { /* only what a source gives: never invented */
	int use; /* enum contact_use */
	const char *department, *phone, *fax, *email, *address, *postcode, *hours;
	const char *source; /* the document it was taken from */
	date_t verified, expires;
};

struct authority { /* 主管部门, or a co-issuer */
	const char *id; /* "440400-gxj" */
	const char *name;
	bool lead; /* the region's own 主管部门 for green manufacturing */
	ARRAY_OF(struct contact) contacts;
};

struct region { /* content/regions/440400.json */
	const char *path;
	const unsigned char *hash;
	const char *code; /* GB/T 2260, or "<parent>-<name>" where none exists */
	int level; /* enum region_level */
	const char *name;
	struct strings aliases;
	const char *slug; /* address: "guangdong/zhuhai" */
	const char *parent; /* NULL for the nation only */
	const char *reports_to; /* where its lists are sent up; default parent */
	ARRAY_OF(struct authority) authorities;
	date_t from, until; /* validity, both days included */
	const char *successor; /* region that takes over after `until` */
	const char *by; /* the notice that says so */
	const char *note;
};

/* ---- rules: one 实施细则 as data ---- */

/* How much of a value the text itself gives. */
enum clause_status { CLAUSE_STATED, CLAUSE_UNSPECIFIED, CLAUSE_UNVERIFIED, CLAUSE_AMBIGUOUS };
enum confidence { CONFIDENCE_TEXT, CONFIDENCE_SECONDARY, CONFIDENCE_INFERRED };

struct clause { /* stands in every part of a rule set */
	int status; /* enum clause_status */
	int confidence; /* enum confidence */
	const char *article; /* 第二十一条 */
	const char *note; /* in our own words */
	const char *same_as, *same_article; /* the text takes this clause of other rules */
};

enum strength { STRENGTH_MUST, STRENGTH_PRINCIPLE }; /* 应, 原则上 */

struct valued { /* a text value with its confidence: a document number found elsewhere */
	const char *value;
	struct clause clause;
};

struct rule_list {
	const char *category;
	int level; /* of the region that owns it */
	const char *label; /* local name: 绿色（低碳）工厂 */
	bool ranked; /* 排序管理 */
	date_t from, until; /* of the label, where it changed within the rules' force */
	struct clause clause;
};

struct rule_condition { /* what a category's members must be */
	const char *category;
	const char *text; /* in our own words, short */
	struct clause clause;
};

enum day_unit { DAYS_CALENDAR, DAYS_WORKING };

struct rule_publicity { /* 公示 */
	int value; /* days; 0 where the text fixes none */
	int unit; /* enum day_unit */
	const char *where; /* 网站 named by the text */
	struct strings levels; /* of the lists that it is about; empty: all */
	struct clause clause;
};

struct rule_issuers {
	int stage; /* enum notice_type: the proposal, the list */
	struct strings authorities; /* lead first */
	struct clause clause;
};

struct rule_include { /* 同时列为: higher lists whose members are members here */
	int level;
	struct strings categories;
	bool printed; /* printed again in the own list, or by reference only (不再单列) */
	bool outlives_source; /* the text keeps the member when the higher list loses it */
	struct clause clause;
};

struct rule_deadline {
	const char *what; /* "annual_form", "recommend", "evaluation_report", "change_report" */
	int day; /* month * 100 + day, inclusive; 0 where none is fixed */
	int within, unit; /* days from what is to be reported, enum day_unit; 0 where none is fixed */
	const char *who, *to;
	int strength;
	struct clause clause;
};

struct rule_seat { /* where registration and production must lie */
	struct strings categories;
	bool registration, production;
	struct clause clause;
};

struct rule_prerequisite {
	int stage; /* enum notice_type: what it is needed for */
	int level; /* of the list that is asked for */
	int needs; /* level of the list that one must be on */
	bool needs_candidate; /* 培育对象 */
	struct strings categories; /* empty: all */
	const char *needs_category; /* empty: the same */
	int strength;
	struct clause clause;
};

struct rule_candidates { /* 培育对象, 培育库 */
	struct strings keepers;
	int valid_years; /* 0: no end stated */
	struct clause clause;
};

struct rule_evaluation {
	const char *mode; /* "self_or_third_party", "self_only" */
	bool assessor_required;
	struct clause clause;
};

struct rule_review { /* 复核 */
	int every_years;
	struct strings by;
	struct clause clause;
};

struct rule_rectification {
	int days;
	struct clause clause;
};

struct rule_ground {
	const char *code; /* "NO_DYNAMIC_FORM" */
	const char *text; /* local wording, short */
	struct clause clause;
};

enum removal_when { REMOVAL_ANNUAL, REMOVAL_ROLLING };
enum scope { SCOPE_OWN, SCOPE_ALL };

struct rule_immediate { /* major incidents */
	int scope; /* enum scope: the own list, or every level (浙江 19) */
	bool announce;
	const char *report_up;
	struct strings incidents; /* what counts as one, short */
	struct clause clause;
};

struct rule_after_change { /* 变更后不再符合 */
	const char *ground;
	int level; /* of the list it concerns; LEVEL_NONE: any */
	const char *decided_by;
	struct clause clause;
};

struct rule_removal {
	const char *verb; /* 移出, 取消资格 */
	int when; /* enum removal_when */
	bool announce;
	ARRAY_OF(struct rule_ground) grounds;
	struct rule_immediate *immediate;
	struct rule_after_change *after_change;
	struct clause clause;
};

struct rule_bar { /* may not be listed again for some years */
	int years;
	struct strings triggers; /* ground codes; empty: any removal */
	struct strings levels; /* of the lists that bar and are barred; empty: see scope */
	int scope;
	struct clause clause;
};

struct rule_ineligibility { /* the six situations */
	int lookback_years;
	bool tenants; /* a park answers for the companies in it */
	ARRAY_OF(struct rule_ground) items;
	struct clause clause;
};

struct rule_cap {
	int most;
	const char *per; /* "assessor", "legal_representative" */
	int level; /* of the projects that count */
	struct strings categories; /* empty: all */
	struct clause clause;
};

struct rule_sanction {
	int bar_years;
	bool platform_notice;
	bool own_power; /* this authority decides the bar; otherwise it reports up */
	const char *report_to;
	struct clause clause;
};

struct rule_assessors {
	ARRAY_OF(struct rule_cap) caps;
	struct rule_sanction *sanction;
	struct clause clause;
};

struct rule_reports { /* 举报 */
	struct strings to; /* levels: "city", "district", "any" */
	struct strings about; /* "member", "assessor" */
	struct strings needs; /* "real_name", "evidence", "contact" */
	struct strings outcomes;
	struct clause clause;
};

struct rule_reward {
	int level;
	struct strings categories; /* empty: all */
	int most_yuan;
	bool once, no_stacking;
	struct clause clause;
};

struct rule_vetting { /* who is asked before a list is made */
	struct strings bodies;
	struct strings about;
	struct strings categories;
	struct clause clause;
};

struct rule_terms { /* what a yearly call may override */
	ARRAY_OF(struct rule_list) lists;
	ARRAY_OF(struct rule_condition) conditions;
	struct rule_publicity *publicity;
	ARRAY_OF(struct rule_issuers) issuers;
	ARRAY_OF(struct rule_include) includes;
	ARRAY_OF(struct rule_deadline) deadlines;
	ARRAY_OF(struct rule_seat) seats;
	ARRAY_OF(struct rule_prerequisite) prerequisites;
	struct rule_candidates *candidates;
	struct rule_evaluation *evaluation;
	struct rule_review *review;
	struct rule_rectification *rectification;
	struct rule_ineligibility *ineligibility;
	struct rule_removal *removal;
	ARRAY_OF(struct rule_bar) bars;
	struct rule_assessors *assessors;
	struct rule_reports *reports;
	ARRAY_OF(struct rule_reward) rewards;
	ARRAY_OF(struct rule_vetting) vetting;
};

struct rules { /* content/rules/440400-2024-387.json */
	const char *path, *id;
	const unsigned char *hash;
	const char *region;
	const char *by; /* the notice that puts it in force here; until then it moves nothing */
	const char *title;
	struct valued *number;
	date_t issued, effective;
	date_t in_force_by; /* where the effective day is not known: in force on this day at the latest */
	date_t effective_latest; /* where the text can be read in two ways */
	int years; /* 有效期; 0: none stated */
	date_t ended; /* repealed, last day in force */
	struct strings repeals; /* titles or numbers of older texts */
	struct strings rests_on; /* ids of the rules it is based on */
	struct source_document *source;
	const char *interpreter; /* 解释机关 */
	const char *umbrella; /* 绿色制造名单单位 */
	struct strings levels; /* levels whose regions it binds: "city" */
	struct strings platforms; /* addresses of the systems that it names */
	const char *note;
	struct rule_terms terms;
};

/* ---- who is listed ---- */

enum entity_kind { KIND_NONE, KIND_ENTERPRISE, KIND_PARK };

struct membership_span { /* in a park, under a parent: dated */
	const char *id;
	date_t from, until;
};

struct uscc_override { /* a code in circulation that fails its check digits */
	const char *reason, *document;
};

struct entity { /* content/entities/440400/440400-0001.json: facts at registration */
	const char *path;
	const unsigned char *hash;
	const char *id;
	const char *name;
	int kind; /* enum entity_kind */
	const char *place; /* region code */
	const char *industry; /* label as printed */
	const char *division; /* GB/T 4754: "C34" */
	const char *uscc; /* 统一社会信用代码, GB 32100 */
	struct uscc_override *uscc_override;
	const char *registered_at, *produces_at; /* region codes of the two seats */
	ARRAY_OF(struct membership_span) in_park;
	ARRAY_OF(struct membership_span) parent;
	const char *note;
};

struct representative {
	const char *name; /* never printed: caps count by it */
	date_t from, until;
};

struct assessor { /* content/assessors/<id>.json: 第三方评价机构 */
	const char *path;
	const unsigned char *hash;
	const char *id;
	const char *name;
	struct strings aliases;
	const char *uscc;
	struct uscc_override *uscc_override;
	ARRAY_OF(struct representative) representatives;
	const char *note;
};

/* ---- notices ---- */

enum notice_type {
	NOTICE_NONE,
	NOTICE_CALL, /* 申报通知 */
	NOTICE_CULTIVATION, /* 培育对象 */
	NOTICE_RECOMMEND, /* 推荐名单 */
	NOTICE_PROPOSAL, /* 公示 */
	NOTICE_LIST, /* 公布 */
	NOTICE_REMOVAL, /* 移出公告 */
	NOTICE_CHANGE, /* 变更公告 */
	NOTICE_REVIEW, /* 复核结果 */
	NOTICE_FINDING, /* 举报核查结果 */
	NOTICE_SANCTION, /* 第三方机构通报 */
	NOTICE_ASSESSMENT, /* 第三方机构评价情况 */
	NOTICE_RULES, /* 政策解读 */
	NOTICE_CORRECTION, /* 更正 */
	NOTICE_OTHER,
	NOTICE_TYPES
};

/* What the rows of an annex do, in the order in which a notice's rows are folded. */
enum action {
	ACTION_NONE,
	ACTION_REMOVE, /* 移出 */
	ACTION_RENAME, /* 更名 */
	ACTION_LOCATE, /* place: narrowed, or a move */
	ACTION_ALTER, /* kind, industry, boundary */
	ACTION_SUCCEED, /* split or merger */
	ACTION_SAME, /* two records are one company */
	ACTION_ENTER, /* 列入 */
	ACTION_TAKE_IN, /* 入库 */
	ACTION_RECOMMEND, /* 推荐 */
	ACTION_PROPOSE, /* 拟列入 */
	ACTION_DROP, /* 公示后不予列入 */
	ACTION_PASS, /* 复核通过 */
	ACTION_RECTIFY, /* 限期整改 */
	ACTION_CLEAR, /* 整改通过 */
	ACTION_REVOKE, /* 撤销 */
	ACTION_BAR, /* 不予采信 */
	ACTION_CORRECT, /* 更正 */
	ACTION_REPORT_UP, /* an assessor reported to the authority above */
	ACTION_ASSESS, /* an assessor's work in a year */
	ACTIONS
};

enum column_role {
	ROLE_NONE,
	ROLE_NO, /* 序号 */
	ROLE_NAME,
	ROLE_FORMER, /* 原名称 */
	ROLE_PLACE,
	ROLE_INDUSTRY,
	ROLE_ASSESSOR,
	ROLE_GROUND,
	ROLE_CATEGORY,
	ROLE_RANK,
	ROLE_DATE,
	ROLE_USCC,
	ROLE_NOTE
};

struct column {
	const char *label; /* as printed */
	int role; /* enum column_role */
};

struct target { /* a row that a correction or a revocation names */
	const char *notice;
	int annex;
	const char *id;
	int action; /* only where the entity stands in that annex with several actions */
};

struct row_more { /* what few rows carry */
	int action; /* enum action; ACTION_NONE: the annex's */
	const char *list; /* NULL: the annex's */
	const char *article;
	const char *from; /* locate: place code moved from; revoke: date from which */
	const char *to; /* locate: place code moved to; succeed: entity that carries on */
	const char *with; /* same: the record that ends */
	int kind; /* alter */
	const char *industry; /* alter */
	const char *boundary; /* alter: what changed, in words */
	const char *decision; /* what was decided, or the deciding document */
	date_t changed, applied; /* the day of the change itself; of the application that reports it */
	struct target *target;
	const char *column, *old, *new_; /* correct: JSON "new" */
	const char *scope; /* bar */
	const char *assessor; /* id behind the printed name */
	const char *basis; /* legal basis for publishing what the row says */
};

struct row {
	const char *id; /* the entity, or the assessor */
	const char **cells; /* printed, one per column of the annex */
	unsigned n_cells;
	date_t until; /* remove: end of the bar; take_in: of validity; rectify, bar: last day */
	const char *ground; /* remove: ground code */
	const char *place; /* region code, where the printed word is not enough */
	struct row_more *more;
};

struct annex {
	int no; /* 附件 number, from 1 */
	const char *title;
	int action; /* enum action */
	const char *list; /* "440400/factory" */
	bool unranked; /* 排名不分先后 */
	ARRAY_OF(struct column) columns;
	ARRAY_OF(struct row) rows;
};

struct count { /* what the text states */
	const char *what; /* an action, "dropped" or "outside" */
	const char *key; /* a category; for "outside" a label */
	int n;
};

struct period { /* 公示期, both days included */
	date_t start, end;
};

struct transcribed { /* someone else's notice, or one older than the portal */
	const char *source; /* who published it */
	const char *url;
	date_t on; /* copied when */
	const char *by; /* copied by whom */
};

struct waiver {
	const char *rule; /* of the finding */
	const char *reason;
	const char *document; /* that decided it */
};

struct notice_deadline {
	const char *what;
	date_t day;
	const char *who;
};

struct attachment { /* notices/…/<name>/<file> */
	const char *file;
	const char *title;
	const char *sha256;
	const char *compared_by; /* who compared it with the rows */
	date_t compared_on;
};

struct notice { /* content/notices/440400/2025/factory-list.md, .json and folder */
	const char *path; /* of the .md */
	const char *annex_path; /* of the .json; NULL where there is none */
	const unsigned char *hash, *annex_hash; /* of the two */
	const char *id; /* "440400/2025/factory-list" */
	const char *region; /* "440400" */
	int type; /* enum notice_type */
	const char *title;
	const char *number; /* 发文字号 */
	struct strings issuers; /* authority ids, lead first */
	struct strings addressees; /* 主送 */
	int year; /* the round it belongs to */
	date_t signed_on; /* 成文日期; JSON "signed" */
	minute_t published;
	date_t effective; /* default: signed */
	const char *follows; /* the notice that it completes */
	struct period *period;
	struct contact *contact;
	struct strings basis; /* ids of rules */
	ARRAY_OF(struct count) counts;
	ARRAY_OF(struct notice_deadline) deadlines;
	struct rule_terms *overrides; /* call */
	struct transcribed *transcribed;
	bool draft;
	ARRAY_OF(struct waiver) waive;
	ARRAY_OF(struct attachment) attachments;
	ARRAY_OF(struct annex) annexes;
	const char *body; /* Markdown */
	unsigned body_line; /* its first line in the file */
};

/* ---- what must go, what moved ---- */

struct withheld { /* content/withheld.json */
	const char *object; /* git object id (sha1 or sha256 hex) */
	const char *path;
	const char *what; /* in words that do not tell the secret */
	const char *basis; /* law and article */
	date_t on;
	const char *by;
};

struct redirect { /* content/redirects.json */
	const char *from; /* of a page, as in pages/address.h: "guangdong/zhuhai/index.html" */
	const char *to; /* the same; NULL: a tombstone */
	const char *reason;
	date_t on;
};

#endif
