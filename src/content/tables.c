#include "content/tables.h"

#include "content/fields.h"
#include "content/model.h"
#include "content/names.h"

/* ---- choices ---- */

static const char *const language_names[] = { "zh", "en", NULL };

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
	TEXT(site, log, "log", 0,
	     "公开日志的验证公钥（luce publish --new-key 印出的），未签名时写其名称；网站须由 luce publish 发布，"
	     "写了以后，文告页面才有指向日志的链接"),
	FORMED(site, registrar, "registrar", 0, FORM_REGION, "新登记单位标识的前缀"),
	CHOICE(site, language, "language", 0, language_names, "页面上检查结果的语言"),
	INT(site, loss_share, "loss_share", 0, 1, 100,
	    "一份文告移出名单成员超过此百分比时须作说明；默认 20"),
	INT(site, commit_days, "commit_days", 0, 1, 366,
	    "文告写明的发布时间最多比收入版本库早几日；默认 3"),
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
const struct record source_document_record =
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
	DATE(row_more, changed, "changed", FIELD_MORE, "更名等变更办理完毕之日"),
	DATE(row_more, applied, "applied", FIELD_MORE, "单位提出变更申请（报告）之日"),
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
