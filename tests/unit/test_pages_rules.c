/* pages: regulations, side by side too; how to report, and to whom. */
#define _GNU_SOURCE /* mkdtemp, realpath */
#include "scratch.h"

#include "demo_pages.h"

static void a_regulation_is_told_term_by_term_with_its_articles(void **state)
{
	CHECK_PAGE(
		"rules/990100-2024-3.html",
		{ "title", "<h1>《示例市绿色工厂梯度培育管理实施细则》说明</h1>", false },
		{ "not the text", "不是原文，<strong>以原文为准</strong>", false },
		{ "source",
		  "<a href=\"https://www.example.gov.cn/rules\" rel=\"external noreferrer\">", false },
		{ "force", "5年，至<time datetime=\"2029-01-09\">2029年1月9日</time>（推算）", false },
		{ "basis", "<a href=\"990000-2023-2.html\">《示例省绿色工厂梯度培育管理细则》</a>",
		  false },
		{ "repeals", "<span class=\"ref\">示例市旧办法</span>", false },
		{ "notice", "<a href=\"../notice/990100/2024/green-rules.html\">", false },
		{ "list", "<li>市级绿色（低碳）工厂，按评审结果排序管理</li>", false },
		{ "days", "<li>5个工作日<span class=\"article\">（第十五条）</span></li>", false },
		{ "included", "<li>国家级绿色工厂、绿色工业园区名单单位同时列为本级名单单位<span",
		  false },
		{ "deadline", "<li>名单单位填报动态管理表（报县（市、区））：3月15日前<span", false },
		{ "soft deadline", "<li>县（市、区）推荐上报（报市）：原则上5月20日前</li>", false },
		{ "ineligible", "<li>近3年有下列情形之一的</li>", false },
		{ "removal", "<li>移出，随年度名单进行</li>", false },
		{ "ground",
		  "<li>拒不按时填报动态管理表<span class=\"article\">（第二十二条第（二）项）</span></li>",
		  false },
		{ "review", "<li>每3年一次，由县（市、区）主管部门进行<span", false },
		{ "left open", "<li><span class=\"tag open\">未作规定</span></li>", false },
		{ "read in two ways",
		  "<li>每家第三方评价机构每年最多承担市级15项评价<span class=\"tag open\">文义不明</span></li>",
		  false },
		{ "report",
		  "<li>向市、省主管部门举报；可举报名单单位；须有实名、佐证材料、联系方式；查实后要求整改、移出<span",
		  false },
		{ "reward", "<li>首次列入市级：最高55000元<span class=\"tag\">系推断</span></li>",
		  false },
		{ "nothing on record", "没有读到关于此项的规定。", false },
		{ "this year's call overrides nothing", "id=\"call\"", true },
		{ "report page", "<a href=\"../report/990100-gxj.html\">怎样举报</a>", false });
	CHECK_PAGE("rules/990000-2023-2.html",
		   { "day not known", "未核实，至迟于<time datetime=\"2023-05-01\">", false },
		   { "number from elsewhere", "示工信〔2023〕示例2号（据其他来源）", false },
		   { "in force by no notice", "本站没有收录，因此不据以改动名单", false },
		   { "not read",
		     "<li><span class=\"tag open\">未核实</span><span class=\"article\">（第九条）</span></li>",
		     false },
		   { "verb", "<li>取消资格，随年度名单进行<span class=\"tag open\">未核实</span></li>",
		     false });
}

static void regulations_stand_side_by_side(void **state)
{
	CHECK_PAGE(
		"rules/index.html", { "count", "现行规定共2部", false },
		{ "column", "<th scope=\"col\">示例省</th><th scope=\"col\">示例市</th></tr>", false },
		{ "way to each", "<td><a href=\"990100-2024-3.html\">", false },
		{ "row",
		  "<tr id=\"publicity\"><th scope=\"row\">公示期</th><td><ul><li><span class=\"tag open\">未核实</span>"
		  "<span class=\"article\">（第九条）</span></li></ul></td><td><ul><li>5个工作日<span",
		  false },
		{ "said by neither",
		  "<tr id=\"vetting\"><th scope=\"row\">核查与征求意见</th><td>—</td><td>—</td></tr>",
		  false },
		{ "all in force", "另收录", true });
}

static void a_report_page_says_to_whom_what_and_what_follows(void **state)
{
	CHECK_PAGE("report/990100-gxj.html",
		   { "title", "<h1>举报须知（示例市工业和信息化局）</h1>", false },
		   { "text", "<a href=\"../rules/990100-2024-3.html#reports\">", false },
		   { "article", "》第二十五条</p>", false },
		   { "to itself", "<li>受理：示例市工业和信息化局</li>", false },
		   { "and above",
		     "<li>受理：省主管部门<span class=\"ref\"><a href=\"990000-gxt.html\">示例省工业和信息化厅</a></span></li>",
		     false },
		   { "about", "<li>可以举报：名单单位有关信息的真实性、准确性</li>", false },
		   { "not about", "<li>举报第三方评价机构，本条没有写明。</li>", false },
		   { "needs", "<li>实名</li><li>佐证材料</li><li>联系方式</li>", false },
		   { "follows", "视情节轻重要求整改", false },
		   { "by the rule's verb", "或者按规定移出，", false },
		   { "law", "《中华人民共和国环境保护法》第五十七条", false },
		   { "amended laws without articles",
		     "《中华人民共和国网络安全法》《中华人民共和国反不正当竞争法》也有为举报人保密的规定，以现行文本为准",
		     false },
		   { "no contact for reports", "专门受理这类举报的联系方式：未公布。", false },
		   { "discipline", "0000-0000002", false },
		   { "not the one for objections", "节能科（示例）", true },
		   { "form", "<tr><th scope=\"row\">举报人姓名</th><td></td></tr>", false },
		   { "for this authority", "<caption>致：示例市工业和信息化局</caption>", false },
		   { "no other text needed", "可以参看的其他规定", true },
		   { "nothing of a company", "有限公司", true },
		   { "no mail filled in", "mailto:", true },
		   { "no other site", "rel=\"external", true });
}

static void a_report_page_says_what_no_text_says(void **state)
{
	CHECK_PAGE("report/990000-gxt.html",
		   { "not read", "<span class=\"tag open\">未核实</span></p>", false },
		   { "note", "有没有举报的条款，没有读到。", false },
		   { "needs", "规定没有写明，或者本站没有核实。", false },
		   { "other texts", "可以参看的其他规定", true }, /* it rests on none */
		   { "no contact", "未公布。本站没有收录该机关公布的联系方式", false });
	CHECK_PAGE("report/990102-gxj.html",
		   { "another takes them",
		     "按适用的规定，举报由<a href=\"990100-gxj.html\">示例市工业和信息化局</a>受理。",
		     false },
		   { "whose text", "适用<a href=\"../shili/shilishi/index.html\">示例市</a>的规定",
		     false },
		   { "no form", "id=\"form\"", true }, { "no contact", "id=\"contact\"", true });
	CHECK_PAGE("report/000000-bu.html",
		   { "no text", "本站没有收录适用于本地名单的规定。", false });
}

static void pages_of_companies_lead_to_one_report_page(void **state)
{
	static const char link[] = "report/990100-gxj.html\">举报须知</a>";
	static const char *const pages[] = {
		"shili/shilishi/index.html",	       "shili/shilishi/factory/index.html",
		"shili/shilishi/dongcheng/index.html", "notice/990100/2025/factory-list.html",
		"entity/990100/0/0002.html",	       "entity/990100/0/0004.html",
		"entity/000000/0/0003.html",
	};

	for (size_t i = 0; i < ARRAY_LEN(pages); i++)
		check_page(state, pages[i], &(struct expected){ "report", link, false }, 1);
	CHECK_PAGE("report/index.html", { "city", "<a href=\"990100-gxj.html\">", false },
		   { "article", "<td>第二十五条</td><td>未公布</td>", false },
		   { "district", "第二十五条<span class=\"ref\">由示例市工业和信息化局受理</span>",
		     false },
		   { "no text", "<td>本站没有收录</td>", false });
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_regulation_is_told_term_by_term_with_its_articles),
		cmocka_unit_test(regulations_stand_side_by_side),
		cmocka_unit_test(a_report_page_says_to_whom_what_and_what_follows),
		cmocka_unit_test(a_report_page_says_what_no_text_says),
		cmocka_unit_test(pages_of_companies_lead_to_one_report_page),
	};

	return cmocka_run_group_tests(tests, demo_pages_build, demo_pages_release);
}
