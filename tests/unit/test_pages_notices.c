/* pages: notices. */
#define _GNU_SOURCE /* mkdtemp, realpath */
#include "scratch.h"

#include "demo_pages.h"

/* ---- notices ---- */

static void a_notice_is_laid_out_as_a_document(void **state)
{
	CHECK_PAGE(
		"notice/990100/2025/factory-list.html",
		{ "issuers",
		  "<dt>发布机关</dt><dd>示例市工业和信息化局、示例市发展和改革委员会</dd>", false },
		{ "number", "<dt>发文字号</dt><dd>示工信〔2025〕示例8号</dd>", false },
		{ "signed", "<time datetime=\"2025-08-08\">2025年8月8日</time>", false },
		{ "published", "<time datetime=\"2025-08-11T16:20+08:00\">2025-08-11 16:20</time>",
		  false },
		{ "effective", "<dt>生效日期</dt><dd><time datetime=\"2025-08-12\">", false },
		{ "year", "<dt>年度</dt><dd>2025年</dd>", false },
		{ "to", "<p class=\"to\">各有关单位：</p>", false },
		{ "body", "<p>经公示，现将名单予以公布。</p>", false },
		{ "annex note", "<li><a href=\"#annex-1\">1. 2025年度示例市绿色工厂名单</a></li>",
		  false },
		{ "signers", "<p>示例市工业和信息化局</p><p>示例市发展和改革委员会</p>", false },
		{ "basis",
		  "<a href=\"../../../rules/990100-2024-3.html\">《示例市绿色工厂梯度培育管理实施细则》</a>（示工信〔2024〕示例3号）",
		  false },
		{ "follows",
		  "<dt>承接</dt><dd><span class=\"tag\">公示</span><a href=\"factory-proposal.html\">",
		  false });
}

static void annexes_stay_as_printed(void **state)
{
	CHECK_PAGE("notice/990100/2025/factory-list.html",
		   { "cell",
		     "<td class=\"n\">1</td><th scope=\"row\"><a href=\"../../../entity/990100/0/0002.html\">示例新材料有限公司</a></th>"
		     "<td>东城区</td><td>示例评介中心<span class=\"note\">更正为：示例评价中心</span></td>",
		     false },
		   { "hostile cell", "<td>示例&lt;b&gt;评价</td>", false },
		   { "empty annex", "本附件无内容（无相应单位）。", false },
		   { "amended", "本文告公布后有更正或撤销，原文保持不变。", false },
		   { "by", "<a href=\"correction.html\">关于更正和撤销部分内容的公告</a>", false });
	CHECK_PAGE("notice/990100/2025/factory-removal.html",
		   { "revoked row", "<tr class=\"void\"><td class=\"n\">2</td>", false },
		   { "by", "本行已撤销：<a href=\"correction.html\">", false },
		   { "who follows and amends is named once", "<dt>后续</dt>", true });
	CHECK_PAGE("notice/000000/2024/batch-1.html",
		   { "unranked", "附件1共2行，照公布时的原样，排名不分先后", false },
		   { "copy",
		     "<strong>转录</strong>　来源：国家主管部门（示例）。本站于<time datetime=\"2024-04-02\">",
		     false },
		   { "original",
		     "<a href=\"https://www.example.gov.cn/batch-1\" rel=\"external noreferrer\">",
		     false },
		   { "no time", "<dt>发布时间</dt><dd>原件未载</dd>", false },
		   { "not signed here", "class=\"signature\"", true },
		   { "no name of who copied", "转录单位", true });
}

static void a_proposal_names_its_days_and_whom_to_tell(void **state)
{
	CHECK_PAGE("notice/990100/2026/factory-proposal.html",
		   { "open", "<span class=\"tag on\">公示中</span>", false },
		   { "days", "首尾两日均计入，共7日，其中工作日5日。", false },
		   { "how", "请在公示期内向下列单位提出：", false },
		   { "whom", "示例市工业和信息化局 · 异议受理 · 节能科（示例）", false },
		   { "discipline", "示例市工业和信息化局 · 纪检监督", false },
		   { "address", "示例市示例路1号（邮政编码 000000）", false },
		   { "placed annex", "<p>现予公示。</p>\n<section class=\"annex\" id=\"annex-1\"",
		     false },
		   { "placed once", "class=\"annex-note\"", true });
	CHECK_PAGE("notice/990100/2025/factory-proposal.html",
		   { "over", "<span class=\"tag off\">已结束</span>", false },
		   { "not how", "请在公示期内向下列单位提出：", true },
		   { "its own contact", "绿色制造专班（示例）", false },
		   { "not the authority's", "节能科（示例）", true },
		   { "attachment",
		     "<a href=\"factory-proposal/%E5%85%AC%E7%A4%BA%20%28%E7%9B%96%E7%AB%A0%29.pdf\">公示盖章扫描件</a>",
		     false },
		   { "compared", "<time datetime=\"2025-07-25\">2025年7月25日</time>与本页表格核对",
		     false },
		   { "hash",
		     "SHA-256 567b806f96d6c75afd5d35a7d08a0793d0684985e8ed09d9636cdde530467f73",
		     false },
		   { "follower", "<dt>后续</dt>", false });
	CHECK_PAGE("notice/990102/2026/park-proposal.html",
		   { "not yet", "<span class=\"tag\">尚未开始</span>", false },
		   { "no contact", "本站没有收录受理机关公布的联系方式", false });
}

static void other_notices_say_what_is_theirs(void **state)
{
	CHECK_PAGE("notice/990100/2025/factory-call.html",
		   { "deadline",
		     "<dt>推荐上报</dt><dd>县（市、区），<time datetime=\"2025-05-20\">2025年5月20日</time>前</dd>",
		     false },
		   { "deadline in words", "<dt>线下答疑</dt>", false },
		   { "to", "各区工业和信息化局，各有关单位：", false });
	CHECK_PAGE("notice/990100/2025/correction.html",
		   { "amends",
		     "<dt>更正或撤销</dt><dd><span class=\"tag\">名单公布</span><a href=\"factory-list.html\">",
		     false },
		   { "both", "<a href=\"factory-removal.html\">", false },
		   { "not followed too", "<dt>承接</dt>", true });
	CHECK_PAGE("notice/990100/2025/districts.html",
		   { "title", "<h1>关于区划调整后名单管理的公告 &amp; &lt;说明&gt;</h1>", false },
		   { "text", "<code>&lt;b&gt;</code> 不是标记，也不是&lt;script&gt;。", false });
	CHECK_PAGE("notice/990100/2024/green-rules.html",
		   { "heading below h1", "<h2>要点</h2>", false });
}

static void what_the_law_took_down_leaves_its_reason_and_no_link(void **state)
{
	CHECK_PAGE("notice/990100/2025/change.html",
		   { "said", "<li>contacts.csv<span class=\"tag warn\">依法不再公开</span>", false },
		   { "why",
		     "联络员信息表，含个人信息。依据：示例法第一条。<time datetime=\"2025-12-12\">",
		     false },
		   { "by whom", "示例市工业和信息化局。</p>", false },
		   { "no link", "change/contacts.csv\"", true });
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_notice_is_laid_out_as_a_document),
		cmocka_unit_test(annexes_stay_as_printed),
		cmocka_unit_test(a_proposal_names_its_days_and_whom_to_tell),
		cmocka_unit_test(other_notices_say_what_is_theirs),
		cmocka_unit_test(what_the_law_took_down_leaves_its_reason_and_no_link),
	};

	return cmocka_run_group_tests(tests, demo_pages_build, demo_pages_release);
}
