/* pages: addresses, what all pages share, home, regions. */
#define _GNU_SOURCE /* mkdtemp, realpath */
#include "scratch.h"

#include "demo_pages.h"
#include "pages/address.h"

/* ---- addresses ---- */

static void addresses_are_made_of_ids_and_slugs(void **state)
{
	static const struct region zhuhai = { .code = "440400",
					      .name = "珠海市",
					      .slug = "guangdong/zhuhai" };
	struct buf got = BUF_INIT;

	(void)state;
	address_region(&got, &zhuhai);
	buf_add_str(&got, "\n");
	address_notices(&got, &zhuhai);
	buf_add_str(&got, "\n");
	address_list(&got, &zhuhai, "supply-chain");
	buf_add_str(&got, "\n");
	address_history(&got, &zhuhai, "supply-chain");
	buf_add_str(&got, "\n");
	address_region_removals(&got, &zhuhai);
	buf_add_str(&got, "\n");
	address_region_entities(&got, &zhuhai);
	buf_add_str(&got, "\n");
	address_year_entities(&got, 2025);
	buf_add_str(&got, "\n");
	address_ground(&got, "FAILED_REVIEW_AFTER_90D");
	buf_add_str(&got, "\n");
	address_ground(&got, NULL);
	buf_add_str(&got, "\n");
	address_rules(&got, "440400-2024-387");
	buf_add_str(&got, "\n");
	address_report(&got, "440400-gxj");
	buf_add_str(&got, "\n");
	address_assessor(&got, "zhejiang-shili-lvse");
	buf_add_str(&got, "\n");
	address_notice(&got, "440300-shenshan/2025/factory-list");
	buf_add_str(&got, "\n");
	address_attachment(&got, "440400/2025/factory-list", "盖章 1.pdf");
	assert_string_equal(got.data, "guangdong/zhuhai/index.html\n"
				      "guangdong/zhuhai/notices/index.html\n"
				      "guangdong/zhuhai/supply-chain/index.html\n"
				      "guangdong/zhuhai/supply-chain/history.html\n"
				      "guangdong/zhuhai/removals/index.html\n"
				      "guangdong/zhuhai/entities/index.html\n"
				      "entities/2025.html\n"
				      "removals/ground/failed-review-after-90d.html\n"
				      "removals/uncoded.html\n"
				      "rules/440400-2024-387.html\n"
				      "report/440400-gxj.html\n"
				      "assessor/zhejiang-shili-lvse.html\n"
				      "notice/440300-shenshan/2025/factory-list.html\n"
				      "notice/440400/2025/factory-list/盖章 1.pdf");
	buf_release(&got);
}

static void at_most_a_thousand_entities_share_a_folder(void **state)
{
	static const struct {
		const char *id, *address;
	} rows[] = {
		{ "440400-0001", "entity/440400/0/0001.html" },
		{ "440400-0999", "entity/440400/0/0999.html" },
		{ "440400-1000", "entity/440400/1/1000.html" },
		{ "000000-99999", "entity/000000/99/99999.html" },
		{ "000000-100000", "entity/000000/100/100000.html" },
		{ "000000-00001", "entity/000000/00/00001.html" },
		{ "440300-shenshan-0007", "entity/440300-shenshan/0/0007.html" },
	};
	struct buf got = BUF_INIT;

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		buf_clear(&got);
		address_entity(&got, rows[i].id);
		if (strcmp(got.data, rows[i].address) != 0)
			fail_msg("%s: got %s, expected %s", rows[i].id, got.data, rows[i].address);
	}
	buf_release(&got);
}

static void links_are_relative_and_name_a_file(void **state)
{
	static const struct {
		const char *from, *to, *link;
	} rows[] = {
		{ "index.html", "404.html", "404.html" },
		{ "index.html", "index.html", "index.html" },
		{ "index.html", "a/b/index.html", "a/b/index.html" },
		{ "a/b/index.html", "index.html", "../../index.html" },
		{ "a/b/index.html", "a/index.html", "../index.html" },
		{ "a/b/index.html", "a/b/c/index.html", "c/index.html" },
		{ "a/b/index.html", "a/bc/index.html", "../bc/index.html" },
		{ "a/bc/index.html", "a/b/index.html", "../b/index.html" },
		{ "", "a/index.html", "a/index.html" },
		{ "notice/1/2/x.html", "notice/1/2/x/盖章 #1%?.pdf",
		  "x/%E7%9B%96%E7%AB%A0%20%231%25%3F.pdf" },
	};
	struct buf got = BUF_INIT;

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		buf_clear(&got);
		address_link(&got, rows[i].from, rows[i].to);
		if (strcmp(got.data, rows[i].link) != 0)
			fail_msg("%s -> %s: got %s, expected %s", rows[i].from, rows[i].to,
				 got.data, rows[i].link);
	}
	buf_release(&got);
}

/* ---- what all pages share ---- */

static void every_page_is_a_sound_document_of_a_demonstration(void **state)
{
	static const struct {
		const char *text;
		size_t n;
	} rows[] = {
		{ "<!DOCTYPE html>\n<html lang=\"zh-CN\">", 1 },
		{ "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'self'; "
		  "img-src 'self'; base-uri 'none'; form-action 'none'\">",
		  1 },
		{ "<meta name=\"SiteName\" content=\"绿色制造名单（示例网站）\">", 1 },
		{ "<meta name=\"SiteDomain\" content=\"lsmd.example.gov.cn\">", 1 },
		{ "<meta name=\"SiteIDCode\" content=\"0000000000\">", 1 },
		{ "<meta name=\"robots\" content=\"noindex\">", 1 },
		{ "本网站为软件示例，不是政府网站；所示名单不具效力。", 1 },
		{ "<h1>", 1 },
		{ "<main id=\"main\"", 1 },
		{ "<a class=\"skip\" href=\"#main\">", 1 },
		{ "<script", 0 },
		{ "style=\"", 0 },
		{ "<b>", 0 }, /* what hostile names hold */
		{ "草稿：", 0 }, /* no draft, and no entity that only a draft names */
		{ "草稿。", 0 },
		{ "示例草稿", 0 },
		{ "示例法人", 0 }, /* of no page's business */
		{ "{{", 0 },
	};
	static const char *const pages[] = {
		"index.html",
		"404.html",
		"kong/index.html",
		"nation/index.html",
		"nation/factory/index.html",
		"nation/park/index.html",
		"shili/index.html",
		"shili/shilishi/index.html",
		"shili/shilishi/factory/index.html",
		"shili/shilishi/notices/index.html",
		"shili/shilishi/factory/history.html",
		"shili/shilishi/green-factory/index.html",
		"shili/shilishi/removals/index.html",
		"shili/shilishi/dongcheng/entities/index.html",
		"shili/shilishi/xicheng/index.html",
		"about/index.html",
		"assessor/index.html",
		"assessor/shili-pingjia.html",
		"audit/index.html",
		"checks/index.html",
		"data/index.html",
		"entities/index.html",
		"entities/2025.html",
		"map/index.html",
		"removals/index.html",
		"removals/ground/no-dynamic-form.html",
		"report/index.html",
		"report/990100-gxj.html",
		"rules/index.html",
		"rules/990100-2024-3.html",
		"entity/000000/0/0001.html",
		"entity/990100/0/0002.html",
		"entity/990100/0/0008.html",
		"entity/990100/0/0011.html",
		"notice/000000/2024/batch-1.html",
		"notice/990100/2025/change.html",
		"notice/990100/2025/correction.html",
		"notice/990100/2025/districts.html",
		"notice/990100/2025/factory-list.html",
		"notice/990100/2026/factory-proposal.html",
		"notice/990102/2026/park-proposal.html",
	};

	for (size_t i = 0; i < ARRAY_LEN(pages); i++) {
		char *page = demo_page(state, pages[i]);

		for (size_t k = 0; k < ARRAY_LEN(rows); k++)
			if (count_of(page, rows[k].text) != rows[k].n)
				fail_msg("%s: %zu of %s, expected %zu", pages[i],
					 count_of(page, rows[k].text), rows[k].text, rows[k].n);
		free(page);
	}
}

static void columns_and_articles_carry_their_meta_tags(void **state)
{
	CHECK_PAGE("index.html", { "no column", "ColumnName", true },
		   { "no article", "ArticleTitle", true });
	CHECK_PAGE("shili/shilishi/factory/index.html",
		   { "name", "<meta name=\"ColumnName\" content=\"示例市绿色（低碳）工厂名单\">\n",
		     false },
		   { "description", "<meta name=\"ColumnDescription\" content=\"", false },
		   { "keywords", "<meta name=\"ColumnKeywords\" content=\"", false },
		   { "type", "<meta name=\"ColumnType\" content=\"名单公布\">\n", false },
		   { "no article", "ArticleTitle", true });
	CHECK_PAGE("notice/990100/2025/factory-list.html",
		   { "column", "<meta name=\"ColumnName\" content=\"示例市文告目录\">\n", false },
		   { "title",
		     "<meta name=\"ArticleTitle\" content=\"关于公布2025年度示例市绿色工厂名单的通知\">\n",
		     false },
		   { "date", "<meta name=\"PubDate\" content=\"2025-08-11 16:20\">\n", false },
		   { "source",
		     "<meta name=\"ContentSource\" content=\"示例市工业和信息化局 示例市发展和改革委员会\">\n",
		     false });
	CHECK_PAGE("notice/000000/2024/batch-1.html",
		   { "source of a copy",
		     "<meta name=\"ContentSource\" content=\"国家主管部门（示例）\">", false },
		   { "a copy that gives no time", "PubDate", true });
}

static void the_way_back_leads_through_the_regions(void **state)
{
	CHECK_PAGE("shili/shilishi/dongcheng/index.html",
		   { "regions above",
		     "<li><a href=\"../../../index.html\">首页</a></li>\n"
		     "<li><a href=\"../../index.html\">示例省</a></li>\n"
		     "<li><a href=\"../index.html\">示例市</a></li>\n"
		     "<li aria-current=\"page\">东城区</li>\n",
		     false });
	CHECK_PAGE("nation/factory/index.html",
		   { "the nation is named where it is the region",
		     "<li><a href=\"../index.html\">国家</a></li>", false });
	CHECK_PAGE("notice/990100/2025/change.html",
		   { "through the index of notices",
		     "<li><a href=\"../../../shili/shilishi/notices/index.html\">文告目录</a></li>\n"
		     "<li aria-current=\"page\">变更公告</li>",
		     false });
}

static void a_page_shown_anywhere_links_by_the_base_url(void **state)
{
	CHECK_PAGE("404.html",
		   { "home", "href=\"https://lsmd.example.gov.cn/list/index.html\"", false },
		   { "style", "href=\"https://lsmd.example.gov.cn/list/assets/style.css\"", false },
		   { "no relative link", "href=\"index.html", true },
		   { "no canonical", "canonical", true });
	CHECK_PAGE("shili/index.html",
		   { "canonical",
		     "<link rel=\"canonical\" href=\"https://lsmd.example.gov.cn/list/shili/index.html\">",
		     false });
}

static void the_foot_says_what_is_not_published(void **state)
{
	CHECK_PAGE("index.html",
		   { "organiser", "<dt>主办单位</dt><dd>示例市工业和信息化局</dd>", false },
		   { "contact", "<dt>联系方式</dt><dd>未公布</dd>", false },
		   { "no record number",
		     "<dt>ICP备案号、公安机关备案号、党政机关标识</dt><dd>示例网站，没有</dd>",
		     false });
}

/* ---- home ---- */

static void home_shows_what_is_open_new_and_counted(void **state)
{
	CHECK_PAGE(
		"index.html",
		{ "open",
		  "<a href=\"notice/990100/2026/factory-proposal.html\">关于2026年度示例市绿色工厂名单（第一批）的公示</a>"
		  "<span class=\"tag\">示例市</span><span class=\"until\">公示至<time datetime=\"2026-03-11\">",
		  false },
		{ "latest",
		  "<li><span class=\"tag\">公示</span><a href=\"notice/990102/2026/park-proposal.html\">",
		  false },
		{ "removal", "<a href=\"entity/990100/0/0004.html\">示例水泥有限公司</a>", false },
		{ "a revoked removal is none", "示例造纸有限公司", true },
		{ "count",
		  "<a href=\"shili/shilishi/factory/index.html\" aria-label=\"示例市绿色（低碳）工厂名单，4个\">4</a>",
		  false },
		{ "no such list in this region", "aria-label=\"无此名单\">—", true },
		{ "a category without any list", "工业节水型园区</th>", true },
		{ "region", "<a class=\"province\" href=\"kong/index.html\">空省</a>", false },
		{ "as of", "<time datetime=\"2026-03-10\">2026年3月10日</time>", false },
		{ "commit", "<code>0123456789abcdef0123456789abcdef01234567</code>", false },
		{ "version", "0-test", false });
}

/* ---- regions ---- */

static void a_region_shows_its_lists_notices_contacts_and_rules(void **state)
{
	CHECK_PAGE(
		"shili/shilishi/index.html",
		{ "list",
		  "<a href=\"factory/index.html\">示例市绿色（低碳）工厂名单</a><p class=\"big\"><strong>4</strong>",
		  false },
		{ "list by reference only", "全部按引用列入", false },
		{ "type", "<h3>公示</h3>", false },
		{ "index", "<a href=\"notices/index.html\">示例市文告目录（全部）</a>", false },
		{ "contact", "<dt>电话</dt><dd>0000-0000000</dd>", false },
		{ "source of it",
		  "出处：示例市2025年公示，<time datetime=\"2025-06-16\">2025年6月16日</time>核对",
		  false },
		{ "no contact", "<h3>示例市发展和改革委员会</h3>", false },
		{ "said", "未公布联系方式。", false },
		{ "rules",
		  "<a href=\"../../rules/990100-2024-3.html\">示例市绿色工厂梯度培育管理实施细则</a>（<a href=\"https://www.example.gov.cn/rules\" rel=\"external noreferrer\">",
		  false },
		{ "last day", "<time datetime=\"2029-01-09\">2029年1月9日</time>", false },
		{ "publicity", "5个工作日（第十五条）", false },
		{ "deadline",
		  "<th scope=\"row\">填报动态管理表</th><td>3月15日</td><td>名单单位</td>", false },
		{ "soft deadline", "<td>原则上5月20日</td>", false },
		{ "open deadline", "<th scope=\"row\">报告变更事项</th><td>规定未明确</td>", false },
		{ "below", "<a href=\"dongcheng/index.html\">东城区</a>", false },
		{ "a call without overrides", "本年度另有规定", true });
}

static void a_region_without_rules_says_whose_it_uses(void **state)
{
	CHECK_PAGE("shili/wugui/index.html",
		   { "whose",
		     "无规市没有自己的规定，适用<a href=\"../index.html\">示例省</a>的规定。", false },
		   { "number from elsewhere", "示工信〔2023〕示例2号（文号据其他来源，未见于原文）",
		     false },
		   { "day not known", "日期不详，至迟于<time datetime=\"2023-05-01\">", false },
		   { "no end", "未规定期限", false }, { "not read", "尚未核实原文（第九条）", false },
		   { "no list", "本站没有收录无规市的名单。", false },
		   { "no notice", "本站没有收录无规市的文告。", false },
		   { "no index of nothing", "notices/index.html", true });
	CHECK_PAGE("kong/index.html", { "none at all", "本站没有收录适用于空省名单的规定。", false },
		   { "nothing below", "下级地区", true });
}

static void a_region_that_ended_names_its_successor(void **state)
{
	CHECK_PAGE("shili/shilishi/xicheng/index.html",
		   { "end",
		     "本地区建制止于<time datetime=\"2025-12-31\">2025年12月31日</time>。"
		     "其后由<a href=\"../dongcheng/index.html\">东城区</a>承接。",
		     false },
		   { "by", "依据：<a href=\"../../../notice/990100/2025/districts.html\">", false },
		   { "start", "<time datetime=\"2001-06-01\">", false });
}

static void the_index_holds_all_notices_newest_first(void **state)
{
	char *page = demo_page(state, "shili/shilishi/notices/index.html");

	assert_int_equal(count_of(page, "<tr><th scope=\"row\">"), 13);
	assert_true(strstr(page, "2026-03-06") < strstr(page, "2025-08-11"));
	assert_true(strstr(page, "2025-08-11") < strstr(page, "2024-01-08"));
	free(page);
	CHECK_PAGE("nation/notices/index.html",
		   { "copy", "<span class=\"copy\">转录</span>", false });
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(addresses_are_made_of_ids_and_slugs),
		cmocka_unit_test(at_most_a_thousand_entities_share_a_folder),
		cmocka_unit_test(links_are_relative_and_name_a_file),
		cmocka_unit_test(every_page_is_a_sound_document_of_a_demonstration),
		cmocka_unit_test(columns_and_articles_carry_their_meta_tags),
		cmocka_unit_test(the_way_back_leads_through_the_regions),
		cmocka_unit_test(a_page_shown_anywhere_links_by_the_base_url),
		cmocka_unit_test(the_foot_says_what_is_not_published),
		cmocka_unit_test(home_shows_what_is_open_new_and_counted),
		cmocka_unit_test(a_region_shows_its_lists_notices_contacts_and_rules),
		cmocka_unit_test(a_region_without_rules_says_whose_it_uses),
		cmocka_unit_test(a_region_that_ended_names_its_successor),
		cmocka_unit_test(the_index_holds_all_notices_newest_first),
	};

	return cmocka_run_group_tests(tests, demo_pages_build, demo_pages_release);
}
