#include "pages/words.h"

#include <string.h>

#include "base/mem.h"

const char *word_notice_type(int type)
{
	static const char *const words[NOTICE_TYPES] = {
		[NOTICE_NONE] = "文告",
		[NOTICE_CALL] = "申报通知",
		[NOTICE_CULTIVATION] = "培育对象",
		[NOTICE_RECOMMEND] = "推荐名单",
		[NOTICE_PROPOSAL] = "公示",
		[NOTICE_LIST] = "名单公布",
		[NOTICE_REMOVAL] = "移出公告",
		[NOTICE_CHANGE] = "变更公告",
		[NOTICE_REVIEW] = "复核结果",
		[NOTICE_FINDING] = "举报核查结果",
		[NOTICE_SANCTION] = "第三方机构通报",
		[NOTICE_ASSESSMENT] = "第三方机构评价情况",
		[NOTICE_RULES] = "政策解读",
		[NOTICE_CORRECTION] = "更正",
		[NOTICE_OTHER] = "其他文告",
	};

	return words[type];
}

const char *word_edit(int kind)
{
	static const char *const words[] = {
		[EDIT_CHANGED] = "改动",      [EDIT_ADDED] = "新增",
		[EDIT_DELETED] = "删除",      [EDIT_UNPUBLISHED] = "改回草稿",
		[EDIT_RESTORED] = "重新公布", [EDIT_HIDDEN] = "合并分支时未保留",
	};

	return words[kind];
}

const char *word_action(int action)
{
	static const char *const words[ACTIONS] = {
		[ACTION_NONE] = "",
		[ACTION_REMOVE] = "移出",
		[ACTION_RENAME] = "更名",
		[ACTION_LOCATE] = "所在地",
		[ACTION_ALTER] = "登记事项",
		[ACTION_SUCCEED] = "承继",
		[ACTION_SAME] = "记录合并",
		[ACTION_ENTER] = "列入",
		[ACTION_TAKE_IN] = "列为培育对象",
		[ACTION_RECOMMEND] = "推荐上报",
		[ACTION_PROPOSE] = "拟列入",
		[ACTION_DROP] = "公示后不予列入",
		[ACTION_PASS] = "复核通过",
		[ACTION_RECTIFY] = "限期整改",
		[ACTION_CLEAR] = "整改通过",
		[ACTION_REVOKE] = "撤销",
		[ACTION_BAR] = "评价结果不予采信",
		[ACTION_CORRECT] = "更正",
		[ACTION_REPORT_UP] = "提请上级处理",
		[ACTION_ASSESS] = "评价工作情况",
	};

	return words[action];
}

const char *word_level(int level)
{
	static const char *const words[] = { "", "国家级", "省级", "市级", "县（区）级" };

	return words[level];
}

const char *word_kind(int kind)
{
	static const char *const words[] = { "", "企业", "园区" };

	return words[kind];
}

const char *word_contact(int use)
{
	static const char *const words[] = { "联系", "异议受理", "举报受理", "纪检监督" };

	return words[use];
}

const char *word_stage(int kind)
{
	static const char *const words[] = { "培育对象", "推荐上报", "拟列入", "限期整改" };

	return words[kind];
}

const char *word_outcome(int outcome)
{
	static const char *const words[] = { "进行中", "已列入",   "不予列入", "未列入",
					     "已到期", "整改通过", "已移出",   "已撤销" };

	return words[outcome];
}

const char *word_status(int status)
{
	static const char *const words[] = { "", "未作规定", "未核实", "文义不明" };

	return words[status];
}

const char *word_confidence(int confidence)
{
	static const char *const words[] = { "", "据其他来源", "系推断" };

	return words[confidence];
}

struct word {
	const char *key, *word;
};

static const char *word_find(const struct word *words, size_t n, const char *key)
{
	for (size_t i = 0; key && i < n; i++)
		if (strcmp(words[i].key, key) == 0)
			return words[i].word;
	return key;
}

const char *word_deadline(const char *what)
{
	static const struct word words[] = {
		{ "annual_form", "填报动态管理表" },
		{ "recommend", "推荐上报" },
		{ "evaluation_report", "提交评价报告" },
		{ "change_report", "报告变更事项" },
	};

	return word_find(words, ARRAY_LEN(words), what);
}

const char *word_event(const char *what)
{
	return strcmp(what, "change_report") == 0 ? "变更" : "发生";
}

const char *word_party(const char *who)
{
	static const struct word words[] = {
		{ "member", "名单单位" },
		{ "candidate", "培育对象" },
		{ "applicant", "申报单位" },
		{ "assessor", "第三方评价机构" },
		{ "nation", "国家" },
		{ "province", "省" },
		{ "city", "市" },
		{ "district", "县（市、区）" },
		{ "any", "各级" },
	};

	return word_find(words, ARRAY_LEN(words), who);
}

const char *word_field(const char *key)
{
	static const struct word words[] = {
		{ "action", "动作" },
		{ "addressees", "主送机关" },
		{ "article", "依据条款" },
		{ "assessor", "第三方评价机构" },
		{ "attachments", "附件文件" },
		{ "basis", "依据" },
		{ "body", "正文" },
		{ "boundary", "变更的内容" },
		{ "column", "更正的列" },
		{ "columns", "表头" },
		{ "contact", "联系方式" },
		{ "counts", "正文所述数目" },
		{ "deadlines", "时限" },
		{ "decision", "决定" },
		{ "draft", "草稿标记" },
		{ "effective", "生效日期" },
		{ "follows", "承接的文告" },
		{ "from", "起自" },
		{ "ground", "移出原因" },
		{ "id", "单位编号" },
		{ "industry", "行业" },
		{ "issuers", "发布机关" },
		{ "kind", "种类" },
		{ "list", "名单" },
		{ "new", "更正为" },
		{ "no", "附件号" },
		{ "number", "发文字号" },
		{ "old", "更正前" },
		{ "overrides", "当年规定" },
		{ "period", "公示期" },
		{ "place", "所在地代码" },
		{ "published", "发布时间" },
		{ "rows", "行的先后次序" },
		{ "scope", "范围" },
		{ "signed", "成文日期" },
		{ "target", "所指的行" },
		{ "title", "标题" },
		{ "to", "至" },
		{ "transcribed", "转录来源" },
		{ "type", "类型" },
		{ "unranked", "排名不分先后" },
		{ "until", "截止日期" },
		{ "waive", "不适用的检查" },
		{ "with", "并入的记录" },
		{ "year", "年度" },
	};

	return word_find(words, ARRAY_LEN(words), key);
}

const char *word_ground(const char *code)
{
	static const struct word words[] = {
		{ "BOTTOM5_3Y", "得分连续三年处于后5%" },
		{ "CHANGED_UNQUALIFIED", "变更后不再符合条件" },
		{ "DISHONEST_BLACKLIST", "列入失信名单或违反诚实信用原则" },
		{ "FAILED_REVIEW_AFTER_90D", "抽查、复核不合格且整改后仍不合格" },
		{ "FALSIFIED", "材料或数据造假" },
		{ "INELIGIBLE", "存在不得列入的情形" },
		{ "INEL_1", "未正常经营生产" },
		{ "INEL_2", "发生事故或有违法违规行为" },
		{ "INEL_3", "被动态调整出名单" },
		{ "INEL_4", "督查检查发现严重问题" },
		{ "INEL_5", "未按要求完成节能监察整改" },
		{ "INEL_6", "被列为失信被执行人" },
		{ "MAJOR_INCIDENT", "发生重大事故或突发环境污染事件" },
		{ "NO_DYNAMIC_FORM", "未按时填报动态管理表" },
		{ "NO_SUPERVISION_OR_FORM", "不接受监督管理、未按时填报动态管理表" },
		{ "OTHER_LAW", "违反其他法律法规" },
		{ "TERMINATED", "依法终止" },
		{ "VOLUNTARY", "自行要求撤销资格" },
	};

	return word_find(words, ARRAY_LEN(words), code);
}

const char *word_evaluation(const char *mode)
{
	static const struct word words[] = {
		{ "self_only", "自评价" },
		{ "self_or_third_party", "自评价或者第三方评价" },
	};

	return word_find(words, ARRAY_LEN(words), mode);
}

const char *word_cap(const char *per)
{
	static const struct word words[] = {
		{ "assessor", "每家第三方评价机构" },
		{ "legal_representative", "同一法定代表人的第三方评价机构合计" },
	};

	return word_find(words, ARRAY_LEN(words), per);
}

const char *word_report(const char *what)
{
	static const struct word words[] = {
		{ "real_name", "实名" },   { "evidence", "佐证材料" },
		{ "contact", "联系方式" }, { "rectify", "要求整改" },
		{ "remove", "移出名单" },  { "sanction", "处理第三方评价机构" },
	};

	return word_find(words, ARRAY_LEN(words), what);
}
