#include "commands/answer_tables.h"

#include "base/mem.h"

static const char *const severities[] = { "note", "warning", "error", NULL };
static const char *const basis_kinds[] = { "own", "included", NULL };
static const char *const statuses[] = { "member",     "barred",	     "removed",
					"candidate",  "recommended", "proposed",
					"rectifying", "none",	     NULL };

#define TEXT(key_, flags_, says_)                                                                  \
	{                                                                                          \
		.key = key_, .type = FIELD_STRING, .flags = flags_, .says = says_                  \
	}
#define INT(key_, says_)                                                                           \
	{                                                                                          \
		.key = key_, .type = FIELD_INT, .flags = FIELD_REQUIRED, .says = says_             \
	}
#define MAYBE_INT(key_, says_)                                                                     \
	{                                                                                          \
		.key = key_, .type = FIELD_INT, .says = says_                                      \
	}
#define DAY(key_, flags_, says_)                                                                   \
	{                                                                                          \
		.key = key_, .type = FIELD_DATE, .flags = flags_, .says = says_                    \
	}
#define CHOICE(key_, choices_, says_)                                                              \
	{                                                                                          \
		.key = key_, .type = FIELD_CHOICE, .flags = FIELD_REQUIRED, .choices = choices_,   \
		.says = says_                                                                      \
	}
#define RECORD(key_, flags_, record_, says_)                                                          \
	{                                                                                             \
		.key = key_, .type = FIELD_RECORD, .flags = flags_, .record = &record_, .says = says_ \
	}
#define RECORDS(key_, record_, says_)                                                              \
	{                                                                                          \
		.key = key_, .type = FIELD_RECORDS, .flags = FIELD_REQUIRED, .record = &record_,   \
		.says = says_                                                                      \
	}
#define TABLE(var_, name_, says_)                                                                  \
	{                                                                                          \
		.name = name_, .says = says_, .fields = var_##_fields,                             \
		.n_fields = ARRAY_LEN(var_##_fields)                                               \
	}

#define BOOL(key_, flags_, says_)                                                                  \
	{                                                                                          \
		.key = key_, .type = FIELD_BOOL, .flags = flags_, .says = says_                    \
	}
#define TEXTS(key_, says_)                                                                         \
	{                                                                                          \
		.key = key_, .type = FIELD_STRINGS, .flags = FIELD_REQUIRED, .says = says_         \
	}

static const struct field waived_fields[] = {
	TEXT("reason", FIELD_REQUIRED, "理由"),
	TEXT("document", FIELD_REQUIRED, "作出决定的文件"),
};
static const struct record waived_record = TABLE(waived, "waived", "豁免");

static const struct field finding_fields[] = {
	TEXT("rule", FIELD_REQUIRED, "检查规则"),
	CHOICE("severity", severities, "程度"),
	TEXT("file", FIELD_REQUIRED | FIELD_NULL_OK, "文件；不关某一文件时为 null"),
	INT("line", "行，从 1 起；0 为不详"),
	INT("col", "列（字符），从 1 起；0 为不详"),
	TEXT("message", FIELD_REQUIRED, "问题和改法"),
	TEXT("article", FIELD_REQUIRED | FIELD_NULL_OK, "依据的条款"),
	BOOL("today", 0, "与今天的日期有关，不影响发布"),
	RECORD("waived", 0, waived_record, "文告豁免了此项，不计入错误和警告"),
};
static const struct record finding_record = TABLE(finding, "finding", "一条检查结果");

static const struct field check_fields[] = {
	INT("errors", "错误数"),
	INT("warnings", "警告数"),
	RECORDS("findings", finding_record, "检查结果，按文件和位置"),
};
static const struct record check_record =
	TABLE(check, "check-answer", "luce check --format json 的回答");

static const struct field said_fields[] = {
	TEXT("zh", FIELD_REQUIRED, "中文"),
	TEXT("en", FIELD_REQUIRED, "英文"),
};
static const struct record said_record = TABLE(said, "said", "两种语言");

static const struct field catalogued_fields[] = {
	TEXT("rule", FIELD_REQUIRED, "检查规则"),
	CHOICE("severity", severities, "最重的程度"),
	TEXT("family", FIELD_REQUIRED, "哪一类"),
	TEXT("found_by", FIELD_REQUIRED,
	     "在何处发现：check、audit、loader、fold、import、build、publish、verify"),
	TEXTS("reads", "检查什么"),
	TEXT("by", 0, "所依据的法律或标准"),
	TEXT("term", 0, "所依据的是规定的哪一项：规则记录的键"),
	BOOL("waivable", FIELD_REQUIRED, "文告可否豁免"),
	RECORD("says", FIELD_REQUIRED, said_record, "规则的内容"),
};
static const struct record catalogued_record = TABLE(catalogued, "catalogued", "一条检查规则");

static const struct field rules_answer_fields[] = {
	RECORDS("rules", catalogued_record, "全部规则"),
};
static const struct record rules_answer_record =
	TABLE(rules_answer, "check-rules", "luce check --rules --format json 的回答");

static const struct field verdict_fields[] = {
	TEXT("rule", FIELD_REQUIRED, "规则"),
	CHOICE("severity", severities, "程度"),
	TEXT("commit", FIELD_REQUIRED | FIELD_NULL_OK, "提交；不关某一提交时为 null"),
	TEXT("path", FIELD_REQUIRED | FIELD_NULL_OK, "文件；不关某一文件时为 null"),
	TEXT("message", FIELD_REQUIRED, "问题和改法"),
	TEXT("waived", 0, "豁免的理由；不计入错误和警告"),
};
static const struct record verdict_record = TABLE(verdict, "verdict", "核验的一条结果");

static const struct field signatures_fields[] = {
	INT("unsigned", "无签名"),	    INT("good", "有效"),
	INT("bad", "与所签内容不符"),	    INT("unknown", "密钥不在留存之列"),
	INT("expired", "密钥当时不得签名"), INT("other_kind", "不是 SSH 签名，此处无法核验"),
	INT("unverified", "未能核验"),
};
static const struct record signatures_record =
	TABLE(signatures, "signatures", "提交的签名，各有多少");

static const struct field audit_fields[] = {
	INT("commits", "提交数"),
	BOOL("shallow", FIELD_REQUIRED, "历史是否截断（浅克隆）"),
	RECORD("signatures", FIELD_REQUIRED, signatures_record, "提交的签名"),
	INT("publications", "发布的次数；0：这里没有发布网站的分支"),
	INT("log_size", "公开日志的条数"),
	RECORDS("findings", verdict_record, "核验结果，按提交的顺序"),
};
static const struct record audit_record =
	TABLE(audit, "audit-answer", "luce audit --format json 的回答");

static const struct field moment_fields[] = {
	DAY("date", 0, "日期"),
	TEXT("notice", 0, "文告"),
};
static const struct record moment_record = TABLE(moment, "moment", "何日，依何文告");

static const struct field basis_fields[] = {
	CHOICE("kind", basis_kinds, "own 本级列入、included 随上级名单"),
	TEXT("list", 0, "included：上级名单"),
	DAY("from", 0, "起始日"),
	TEXT("notice", 0, "文告"),
};
static const struct record basis_record = TABLE(basis, "basis", "在册的依据");

static const struct field spell_fields[] = {
	RECORD("entered", FIELD_REQUIRED, moment_record, "列入"),
	RECORD("removed", 0, moment_record, "移出：不在册的第一天"),
	TEXT("ground", 0, "移出情形"),
	DAY("barred_until", 0, "再次列入限制的最后一天"),
};
static const struct record spell_record = TABLE(spell, "spell", "在册的一段");

static const struct field member_fields[] = {
	TEXT("id", FIELD_REQUIRED, "单位"),
	TEXT("name", FIELD_REQUIRED, "当日名称"),
	TEXT("printed", 0, "名单上印的名称，与当日名称不同时"),
	TEXT("place", FIELD_REQUIRED, "所在地区代码"),
	CHOICE("status", statuses, "当日状况"),
	RECORDS("bases", basis_record, "当日依据"),
	RECORDS("spells", spell_record, "历次在册"),
};
static const struct record member_record = TABLE(member, "member", "名单上的一个单位");

static const struct field list_fields[] = {
	TEXT("list", FIELD_REQUIRED, "名单"),
	DAY("as_of", FIELD_REQUIRED, "哪一天"),
	TEXT("at", FIELD_REQUIRED | FIELD_NULL_OK, "哪一版本；null 为工作区"),
	RECORDS("members", member_record, "单位，按标识"),
};
static const struct record list_record = TABLE(list, "list-answer", "luce list --format json 的回答");

static const char *const aspects[] = { "record", "name",  "place", "industry", "kind",
				       "bases",	 "since", "rank",  NULL };
static const char *const notice_types[] = { "call",	  "cultivation", "recommend",  "proposal",
					    "list",	  "removal",	 "change",     "review",
					    "finding",	  "sanction",	 "assessment", "rules",
					    "correction", "other",	 NULL };

static const struct field diff_side_fields[] = {
	DAY("as_of", FIELD_REQUIRED, "哪一天"),
	TEXT("at", FIELD_REQUIRED | FIELD_NULL_OK, "哪一版本；null 为工作区"),
};
static const struct record diff_side_record = TABLE(diff_side, "diff_side", "比较的一方");

static const struct field diff_entered_fields[] = {
	TEXT("id", FIELD_REQUIRED, "单位"),
	TEXT("name", FIELD_REQUIRED, "名称"),
	TEXT("place", FIELD_REQUIRED, "所在地区代码"),
	TEXT("industry", 0, "行业"),
	TEXT("kind", 0, "enterprise 企业、park 园区"),
	TEXTS("bases", "依据：own 本级列入，或上级名单"),
	DAY("since", FIELD_REQUIRED, "在册的第一天"),
	TEXT("rank", 0, "排名"),
	TEXTS("notices", "由哪些文告引起；空即没有文告说明"),
};
static const struct record diff_entered_record = TABLE(diff_entered, "diff_entered", "列入的单位");

static const struct field diff_removed_fields[] = {
	TEXT("id", FIELD_REQUIRED, "单位"),
	TEXT("name", FIELD_REQUIRED, "原在册时的名称"),
	TEXT("ground", FIELD_REQUIRED | FIELD_NULL_OK, "移出情形，或引起移出的其他事项"),
	TEXT("article", 0, "依据的条款"),
	DAY("date", 0, "不在册的第一天；没有即列入的记录已不在"),
	DAY("barred_until", 0, "再次列入限制的最后一天"),
	TEXTS("notices", "由哪些文告引起；空即没有文告说明"),
};
static const struct record diff_removed_record = TABLE(diff_removed, "diff_removed", "移出的单位");

static const struct field diff_renamed_fields[] = {
	TEXT("id", FIELD_REQUIRED, "单位"),
	TEXT("from", FIELD_REQUIRED, "原名称"),
	TEXT("to", FIELD_REQUIRED, "现名称"),
	TEXTS("notices", "由哪些文告引起；空即没有文告说明"),
};
static const struct record diff_renamed_record = TABLE(diff_renamed, "diff_renamed", "更名的单位");

static const struct field diff_aspect_fields[] = {
	CHOICE("what", aspects, "哪一项；record 为单位标识：两个记录是同一单位"),
	TEXT("from", FIELD_REQUIRED | FIELD_NULL_OK, "原来"),
	TEXT("to", FIELD_REQUIRED | FIELD_NULL_OK, "现在"),
};
static const struct record diff_aspect_record = TABLE(diff_aspect, "diff_aspect", "变化的一项");

static const struct field diff_altered_fields[] = {
	TEXT("id", FIELD_REQUIRED, "单位"),
	TEXT("name", FIELD_REQUIRED, "现名称"),
	RECORDS("changes", diff_aspect_record, "变化的各项"),
	TEXTS("notices", "由哪些文告引起；空即没有文告说明"),
};
static const struct record diff_altered_record = TABLE(diff_altered, "diff_altered", "其他变化");

static const struct field diff_list_fields[] = {
	TEXT("list", FIELD_REQUIRED, "名单"),
	RECORDS("entered", diff_entered_record, "列入"),
	RECORDS("removed", diff_removed_record, "移出"),
	RECORDS("renamed", diff_renamed_record, "更名"),
	RECORDS("altered", diff_altered_record, "其他变化；不因更名行而变的名称也在内"),
};
static const struct record diff_list_record = TABLE(diff_list, "diff_list", "一个名单的变化");

static const struct field diff_part_fields[] = {
	TEXT("part", FIELD_REQUIRED, "文告的哪一处：JSON 指针；body 为正文"),
	TEXT("from", FIELD_REQUIRED | FIELD_NULL_OK, "原来；null 为没有"),
	TEXT("to", FIELD_REQUIRED | FIELD_NULL_OK, "现在；null 为没有"),
};
static const struct record diff_part_record = TABLE(diff_part, "diff_part", "改动的一处");

static const struct field diff_withheld_fields[] = {
	TEXT("basis", FIELD_REQUIRED, "法律依据"),
	DAY("on", FIELD_REQUIRED, "日期"),
};
static const struct record diff_withheld_record =
	TABLE(diff_withheld, "diff_withheld", "依法不再公开");

static const struct field diff_notice_fields[] = {
	TEXT("id", FIELD_REQUIRED, "文告"),
	TEXT("title", FIELD_REQUIRED, "标题"),
	CHOICE("type", notice_types, "类型"),
	DAY("effective", FIELD_REQUIRED, "生效日期"),
	TEXT("published", FIELD_REQUIRED, "发布时间"),
};
static const struct record diff_notice_record = TABLE(diff_notice, "diff_notice", "一个文告");

static const struct field diff_edited_fields[] = {
	TEXT("id", FIELD_REQUIRED, "文告"),
	TEXT("title", FIELD_REQUIRED, "标题"),
	CHOICE("type", notice_types, "类型"),
	DAY("effective", FIELD_REQUIRED, "生效日期"),
	TEXT("published", FIELD_REQUIRED, "发布时间"),
	RECORDS("parts", diff_part_record, "改动之处"),
};
static const struct record diff_edited_record = TABLE(diff_edited, "diff_edited", "改动的文告");

static const struct field diff_deleted_fields[] = {
	TEXT("id", FIELD_REQUIRED, "文告"),
	TEXT("title", FIELD_REQUIRED, "标题"),
	CHOICE("type", notice_types, "类型"),
	DAY("effective", FIELD_REQUIRED, "生效日期"),
	TEXT("published", FIELD_REQUIRED, "发布时间"),
	RECORD("withheld", 0, diff_withheld_record, "依法不再公开的，写明依据"),
};
static const struct record diff_deleted_record = TABLE(diff_deleted, "diff_deleted", "删去的文告");

static const struct field diff_notices_fields[] = {
	RECORDS("added", diff_notice_record, "新增的；比较两天时为其间生效的"),
	RECORDS("edited", diff_edited_record, "改动的"),
	RECORDS("deleted", diff_deleted_record, "删去的"),
};
static const struct record diff_notices_record = TABLE(diff_notices, "diff_notices", "文告的变化");

static const struct field diff_fields[] = {
	RECORD("from", FIELD_REQUIRED, diff_side_record, "原来"),
	RECORD("to", FIELD_REQUIRED, diff_side_record, "现在"),
	RECORDS("lists", diff_list_record, "有变化的名单"),
	RECORD("notices", FIELD_REQUIRED, diff_notices_record, "文告的变化"),
};
static const struct record diff_record = TABLE(diff, "diff-answer", "luce diff --format json 的回答");

static const struct field log_entry_fields[] = {
	DAY("date", 0, "法律上的日期"),
	TEXT("what", 0, "做了什么：动作；文告本身为 signed、published、effective"),
	MAYBE_INT("removed", "名单：当日移出数"),
	MAYBE_INT("entered", "名单：当日列入数"),
	MAYBE_INT("renamed", "名单：当日更名数"),
	MAYBE_INT("altered", "名单：当日其他变更数"),
	TEXT("list", 0, "单位：哪个名单"),
	TEXT("voided_by", 0, "后来撤销它的文告"),
	TEXT("notice", FIELD_REQUIRED | FIELD_NULL_OK, "文告；随上级名单或规定而变时为 null"),
	TEXT("commit", FIELD_REQUIRED | FIELD_NULL_OK, "公布该文告的提交；尚未提交为 null"),
	TEXT("committed", 0, "提交时间"),
};
static const struct record log_entry_record = TABLE(log_entry, "log_entry", "历史的一条");

static const struct field log_edit_fields[] = {
	TEXT("notice", FIELD_REQUIRED, "文告"),
	TEXT("path", FIELD_REQUIRED, "文件"),
	TEXT("kind", FIELD_REQUIRED,
	     "怎样改动：changed、added、deleted、unpublished、restored、hidden"),
	TEXTS("parts", "改动之处"),
	TEXT("commit", FIELD_REQUIRED, "提交"),
	TEXT("committed", FIELD_REQUIRED, "提交时间"),
};
static const struct record log_edit_record = TABLE(log_edit, "log_edit", "公布后的一次改动");

static const struct field log_fields[] = {
	TEXT("kind", FIELD_REQUIRED, "entity、list 或 notice"),
	TEXT("id", FIELD_REQUIRED, "标识"),
	RECORDS("entries", log_entry_record, "按法律上的日期"),
	RECORDS("edits", log_edit_record, "所涉文告公布后的改动"),
};
static const struct record log_record = TABLE(log, "log-answer", "luce log --format json 的回答");

static const struct field publish_fields[] = {
	TEXT("branch", FIELD_REQUIRED, "分支"),
	TEXT("commit", FIELD_REQUIRED | FIELD_NULL_OK, "发布的提交；没有新内容或 --dry-run 时为 null"),
	TEXT("source", FIELD_REQUIRED, "由哪个提交生成"),
	TEXT("root", FIELD_REQUIRED, "根哈希：manifest 的 SHA-256"),
	BOOL("nothing_new", FIELD_REQUIRED, "分支上已是这样"),
	INT("files", "文件数"),
	INT("objects", "写入的 git 对象数"),
	INT("log_size", "日志的条数"),
	INT("log_added", "其中新增"),
	BOOL("log_signed", FIELD_REQUIRED, "日志是否签名"),
};
static const struct record publish_record =
	TABLE(publish, "publish-answer", "luce publish --format json 的回答");

static const char *const verify_results[] = { "same", "differs", "incomparable", NULL };

static const struct field verify_fields[] = {
	TEXT("site", FIELD_REQUIRED, "网站：文件夹、分支或网址"),
	CHOICE("result", verify_results, "same 逐字节相同、differs 不同、incomparable 无法比对"),
	TEXT("commit", FIELD_REQUIRED | FIELD_NULL_OK, "网站写明的提交"),
	TEXT("as_of", FIELD_REQUIRED | FIELD_NULL_OK, "网站写明的日期"),
	TEXT("built_with", FIELD_REQUIRED | FIELD_NULL_OK, "网站写明的程序和库的版本"),
	TEXT("root", FIELD_REQUIRED | FIELD_NULL_OK, "根哈希：manifest 的 SHA-256"),
	MAYBE_INT("log_size", "日志的条数；没有日志时不写"),
	INT("errors", "错误数"),
	INT("warnings", "警告数"),
	RECORDS("findings", finding_record, "核验结果"),
};
static const struct record verify_record =
	TABLE(verify, "verify-answer", "luce verify --format json 的回答");

static const struct field release_fields[] = {
	TEXT("name", FIELD_REQUIRED, "名称，即标签"),
	TEXT("commit", FIELD_REQUIRED, "提交"),
	TEXT("root", FIELD_REQUIRED, "网站的根哈希"),
	TEXT("previous", FIELD_REQUIRED | FIELD_NULL_OK, "上一个版本"),
	BOOL("signed", FIELD_REQUIRED, "标签是否签名"),
	INT("lists", "有成员的名单数"),
	INT("members", "各名单成员数之和"),
};
static const struct record release_record =
	TABLE(release, "release-answer", "luce release --format json 的回答");

static const struct field witness_fields[] = {
	TEXT("file", FIELD_REQUIRED, "留存在哪个文件"),
	INT("size", "日志的条数"),
	TEXT("root", FIELD_REQUIRED, "日志的根哈希"),
	MAYBE_INT("kept_size", "上次留存时的条数；没有时不写"),
	BOOL("cosigned", FIELD_REQUIRED, "是否加了见证人的签名"),
};
static const struct record witness_record =
	TABLE(witness, "witness-answer", "luce witness --format json 的回答");

const struct record *const all_answers[] = {
	&check_record, &rules_answer_record, &audit_record,  &log_record,     &list_record,
	&diff_record,  &publish_record,	     &verify_record, &release_record, &witness_record,
	NULL,
};
