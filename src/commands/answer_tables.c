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
	TEXT("found_by", FIELD_REQUIRED, "在何处发现：check、loader、fold、import、build"),
	TEXTS("reads", "检查什么"),
	BOOL("waivable", FIELD_REQUIRED, "文告可否豁免"),
	RECORD("says", FIELD_REQUIRED, said_record, "规则的内容"),
};
static const struct record catalogued_record = TABLE(catalogued, "catalogued", "一条检查规则");

static const struct field rules_answer_fields[] = {
	RECORDS("rules", catalogued_record, "全部规则"),
};
static const struct record rules_answer_record =
	TABLE(rules_answer, "check-rules", "luce check --rules --format json 的回答");

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

const struct record *const all_answers[] = { &check_record, &rules_answer_record, &list_record, NULL };
