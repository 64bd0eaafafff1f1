/* pages: removals, histories, years, indexes, assessors, and those about the portal. */
#define _GNU_SOURCE /* mkdtemp, realpath */
#include "scratch.h"

#include "demo_pages.h"

static void removals_stand_alone_newest_first(void **state)
{
	char *page = demo_page(state, "removals/index.html");

	assert_int_equal(count_of(page, "<tr id=\"r-"), 3);
	assert_int_equal(count_of(page, "<tr id=\"r-990100-2025-factory-removal-1-1\">"), 1);
	free(page);
	CHECK_PAGE(
		"removals/index.html",
		{ "counts", "共<strong>2</strong>项，另有1项已被撤销，一并列出", false },
		{ "row",
		  "<td class=\"d\"><time datetime=\"2025-10-20\">2025-10-20</time></td>"
		  "<th scope=\"row\"><a href=\"../entity/990100/0/0004.html\">示例水泥有限公司</a>"
		  "<span class=\"ref\">示例省示例市</span></th>"
		  "<td><a href=\"../shili/shilishi/factory/index.html\">示例市绿色（低碳）工厂名单</a></td>"
		  "<td class=\"d\">移出</td><td>拒不按时填报动态管理表（第二十二条第（二）项）</td>"
		  "<td class=\"d\"><time datetime=\"2028-10-19\">2028-10-19</time></td>",
		  false },
		{ "revoked", "<tr id=\"r-990100-2025-factory-removal-1-2\" class=\"void\">", false },
		{ "by what",
		  "已撤销：复议决定（示例）（<a href=\"../notice/990100/2025/correction.html\">",
		  false },
		{ "no bar after it", "<td class=\"d\">—</td>", false },
		{ "region", "<a href=\"../shili/shilishi/removals/index.html\">示例市</a>（3）",
		  false },
		{ "ground", "<a href=\"ground/no-dynamic-form.html\">未按时填报动态管理表</a>（1）",
		  false },
		{ "year", "<h2 id=\"y2025-title\">2025年</h2>", false },
		{ "feed", "<a href=\"feed.atom\">", false });
	CHECK_PAGE("removals/ground/voluntary.html", { "its row", "自行申请&lt;退出&gt;", false },
		   { "no other", "示例水泥有限公司", true },
		   { "here", "<a href=\"voluntary.html\" aria-current=\"page\">", false },
		   { "all", "<a href=\"../index.html\">全部登记</a>", false });
	CHECK_PAGE("shili/shilishi/removals/index.html",
		   { "title", "<h1>示例市名单的移出与取消资格登记</h1>", false },
		   { "row", "示例水泥有限公司", false });
	assert_null(scratch_read(((struct demo_pages *)*state)->dir, "shili/removals/index.html"));
	assert_null(scratch_read(((struct demo_pages *)*state)->dir, "removals/uncoded.html"));
}

static void the_history_of_a_list_tells_each_version(void **state)
{
	CHECK_PAGE(
		"shili/shilishi/factory/history.html",
		{ "included when the place was known",
		  "<section class=\"version\" id=\"v2024-05-06\" aria-labelledby=\"v2024-05-06-title\">",
		  false },
		{ "list", "id=\"v2025-08-12\"", false },
		{ "counts", "<span class=\"in\">＋5 列入</span><a href=", false },
		{ "total",
		  "<time datetime=\"2025-08-12\">2025年8月12日</time><span class=\"tag\">变动后6个</span>",
		  false },
		{ "notice", "<a href=\"../../../notice/990100/2025/factory-list.html\">", false },
		{ "removal", "示例水泥有限公司</a>（移出）", false },
		{ "a removal revoked from its start never was", "示例造纸有限公司</a>（移出）", true },
		{ "succeeded", "示例电子有限公司</a>（由示例电子（集团）有限公司承继）", false },
		{ "renamed",
		  "<li>示例新材料有限公司 → <a href=\"../../../entity/990100/0/0002.html\">示例新材料股份有限公司</a></li>",
		  false },
		{ "effective later", "v2026-04-01", true });
	CHECK_PAGE("nation/factory/history.html",
		   { "altered", "示例精密制造有限公司</a>：所在地由示例省变为示例省示例市", false });
	CHECK_PAGE("nation/park/history.html", { "one version", "名单共有1个版本", false });
}

static void a_list_and_a_region_draw_their_years_and_tell_them_in_a_table(void **state)
{
	static const struct expected rows[] = {
		{ "drawing", "<svg role=\"img\" viewBox=\"0 0 360 60\" aria-label=\"2024年至2025年",
		  false },
		{ "bar",
		  "<rect class=\"in\" x=\"52\" y=\"2\" width=\"250\" height=\"10\"/><text x=\"307\" y=\"11\">6</text>",
		  false },
		{ "half a bar",
		  "<rect class=\"out\" x=\"52\" y=\"14\" width=\"125\" height=\"10\"/>", false },
		{ "table",
		  "<th scope=\"row\">2025</th><td class=\"n\">6</td><td class=\"n\">3</td><td class=\"n\">4</td>",
		  false },
	};

	check_page(state, "shili/shilishi/factory/index.html", rows, ARRAY_LEN(rows));
	CHECK_PAGE("shili/shilishi/index.html", { "of all lists", "各名单合计", false },
		   { "drawing", "<svg role=\"img\"", false });
	CHECK_PAGE("kong/index.html", { "nothing to draw", "<svg", true });
}

static void companies_are_found_by_region_and_by_year(void **state)
{
	CHECK_PAGE("entities/index.html",
		   { "region", "<a href=\"../shili/shilishi/entities/index.html\">示例市</a>", false },
		   { "year", "<li><a href=\"2025.html\">2025年</a>（6）</li>", false },
		   { "a year without any", "href=\"2026.html\"", true });
	CHECK_PAGE("entities/2025.html",
		   { "row",
		     "<th scope=\"row\"><a href=\"../entity/990100/0/0002.html\">示例新材料股份有限公司</a>"
		     "<span class=\"note\">曾用名称：示例新材料有限公司、示例新材料分公司</span></th>",
		     false },
		   { "no longer on a list", "曾列入，现不在册", false },
		   { "a record joined to another", "entity/990100/0/0008.html", true });
	CHECK_PAGE("shili/shilishi/entities/index.html",
		   { "below", "<a href=\"../dongcheng/entities/index.html\">东城区</a>（", false },
		   { "its own", "示例水泥有限公司", false },
		   { "not those below", "示例食品有限公司", true });
	CHECK_PAGE("shili/shilishi/xicheng/entities/index.html",
		   { "who moved there", "示例电子（集团）有限公司", false });
	CHECK_PAGE("entities/2026.html",
		   { "kept, though empty", "<p class=\"nil\">没有。</p>", false });
	assert_null(scratch_read(((struct demo_pages *)*state)->dir,
				 "shili/wugui/entities/index.html"));
}

static void an_assessor_shows_what_lists_and_notices_print(void **state)
{
	CHECK_PAGE("assessor/shili-pingjia.html", { "at least", "至少<strong>4</strong>项", false },
		   { "year and list",
		     "<tr><td>2025</td><th scope=\"row\"><a href=\"../shili/shilishi/factory/index.html\">示例市绿色（低碳）工厂名单</a></th>"
		     "<td class=\"n\">至少4项</td></tr>",
		     false },
		   { "as corrected", "示例新材料股份有限公司", false },
		   { "another name printed", "示例&lt;b&gt;", true },
		   { "sanction",
		     "<time datetime=\"2026-01-05\">2026年1月5日</time>起，至<time datetime=\"2029-01-04\">",
		     false },
		   { "now", "<span class=\"tag warn\">期限未满</span>", false },
		   { "printed", "<span class=\"ref\">事由：隐瞒问题</span>", false },
		   { "alias", "<dt>其他写法</dt><dd>示例评价</dd>", false });
	CHECK_PAGE("assessor/index.html",
		   { "row", "<a href=\"shili-pingjia.html\">示例评价中心</a>", false },
		   { "not named by a notice", "文告未提机构", true });
	assert_null(scratch_read(((struct demo_pages *)*state)->dir, "assessor/weiti.html"));
}

static void addresses_that_moved_or_ended_say_so(void **state)
{
	CHECK_PAGE("shili/shilishi/green-factory/index.html",
		   { "moved", "<h1>网页已移到新的网址</h1>", false },
		   { "where to", "<a href=\"../factory/index.html\">前往新的网址</a>", false },
		   { "from", "<code>shili/shilishi/green-factory/index.html</code>", false });
	CHECK_PAGE("notice/990100/2024/gone.html", { "ended", "<h1>本网址已终止</h1>", false },
		   { "why", "误发 &amp; &lt;撤下&gt;", false },
		   { "when", "<time datetime=\"2024-05-06\">", false });
}

static void the_portal_explains_itself(void **state)
{
	CHECK_PAGE("about/index.html", { "what holds", "<strong>以文告为准</strong>", false },
		   { "no contact", "网站主办单位的联系方式未公布。", false },
		   { "no way to report errors without one", "网站纠错", true });
	CHECK_PAGE("audit/index.html",
		   { "commands",
		     "luce build --at 0123456789abcdef0123456789abcdef01234567 --as-of 2026-03-10 "
		     "--base-url https://lsmd.example.gov.cn/list/ -o rebuilt",
		     false },
		   { "no waivers", "<p class=\"nil\">目前没有。</p>", false },
		   { "withheld", "联络员信息表，含个人信息", false },
		   { "of which notice", "<a href=\"../notice/990100/2025/change.html\">", false },
		   { "nothing of a company", "有限公司", true });
	CHECK_PAGE("checks/index.html",
		   { "a region's text",
		     "<td>错误</td><td><a href=\"../rules/index.html#publicity\">各地规定：公示期</a></td>"
		     "<td></td><td><code>period-short</code></td>",
		     false },
		   { "a standard", "<td>GB 32100-2015、GB 11714</td><td>不可豁免</td>", false },
		   { "what depends on today",
		     "<td>国办秘函〔2019〕19号</td><td>随日期；不可豁免</td><td><code>home-stale</code>",
		     false },
		   { "nothing of files", "json-syntax", true });
	CHECK_PAGE("data/index.html",
		   { "list", "<a href=\"../shili/shilishi/factory/list.csv\">CSV</a>", false },
		   { "package", "<a href=\"../datapackage.json\">", false });
	CHECK_PAGE("map/index.html",
		   { "list", "<a href=\"../shili/shilishi/factory/index.html\">", false },
		   { "column", "<a href=\"../audit/index.html\">", false });
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(removals_stand_alone_newest_first),
		cmocka_unit_test(the_history_of_a_list_tells_each_version),
		cmocka_unit_test(a_list_and_a_region_draw_their_years_and_tell_them_in_a_table),
		cmocka_unit_test(companies_are_found_by_region_and_by_year),
		cmocka_unit_test(an_assessor_shows_what_lists_and_notices_print),
		cmocka_unit_test(addresses_that_moved_or_ended_say_so),
		cmocka_unit_test(the_portal_explains_itself),
	};

	return cmocka_run_group_tests(tests, demo_pages_build, demo_pages_release);
}
