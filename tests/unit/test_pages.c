/* pages: addresses, and what each kind of page says of the fictional portal. */
#define _GNU_SOURCE /* mkdtemp, realpath */
#include "scratch.h"

#include "demo_portal.h"
#include "pages/address.h"
#include "pages/list_rows.h"
#include "pages/page.h"

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
	address_notice(&got, "440300-shenshan/2025/factory-list");
	buf_add_str(&got, "\n");
	address_attachment(&got, "440400/2025/factory-list", "盖章 1.pdf");
	assert_string_equal(got.data, "guangdong/zhuhai/index.html\n"
				      "guangdong/zhuhai/notices/index.html\n"
				      "guangdong/zhuhai/supply-chain/index.html\n"
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

/* ---- the fictional portal, built once for all that follows ---- */

struct fixture {
	struct demo demo;
	char *dir; /* built into it */
};

static int build_portal(void **state)
{
	struct fixture *x = xcalloc(1, sizeof(*x));
	struct site_counts counts;
	struct findings f = FINDINGS_INIT;

	demo_init(&x->demo);
	demo_open(&x->demo, demo_day());
	x->dir = scratch_new();
	if (demo_build(&x->demo, x->dir, "https://lsmd.example.gov.cn/list", &counts, &f) < 0)
		findings_print(&f);
	assert_no_findings(&f, "the fictional portal");
	*state = x;
	return 0;
}

static int release_portal(void **state)
{
	struct fixture *x = *state;

	demo_release(&x->demo);
	scratch_free(x->dir);
	free(x);
	return 0;
}

static char *page_of(void **state, const char *address)
{
	char *page = scratch_read(((struct fixture *)*state)->dir, address);

	if (!page)
		fail_msg("no page %s", address);
	return page;
}

struct expected {
	const char *label, *text;
	bool absent;
};

/* Every text stands on the page, or does not. */
static void check_page(void **state, const char *address, const struct expected *rows, size_t n)
{
	char *page = page_of(state, address);

	for (size_t i = 0; i < n; i++)
		if (!strstr(page, rows[i].text) != rows[i].absent)
			fail_msg("%s: %s: %s: %s\n%s", address, rows[i].label,
				 rows[i].absent ? "there is" : "there is no", rows[i].text, page);
	free(page);
}

#define CHECK_PAGE(address, ...)                                                                   \
	do {                                                                                       \
		static const struct expected rows_[] = { __VA_ARGS__ };                            \
		check_page(state, (address), rows_, ARRAY_LEN(rows_));                             \
	} while (0)

/* ---- what all pages share ---- */

static size_t count_of(const char *text, const char *what)
{
	size_t n = 0;

	for (const char *s = text; (s = strstr(s, what)); s += strlen(what))
		n++;
	return n;
}

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
		{ "草稿", 0 }, /* no draft, and no entity that only a draft names */
		{ "示例草稿", 0 },
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
		"shili/shilishi/xicheng/index.html",
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
		char *page = page_of(state, pages[i]);

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
		   { "date of a copy without one",
		     "<meta name=\"PubDate\" content=\"2024-03-01 00:00\">", false });
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
		   { "no record number", "<dt>ICP备案号</dt><dd>—</dd>", false });
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
		  "示例市绿色工厂梯度培育管理实施细则（<a href=\"https://www.example.gov.cn/rules\" rel=\"external noreferrer\">",
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
	char *page = page_of(state, "shili/shilishi/notices/index.html");

	assert_int_equal(count_of(page, "<tr><th scope=\"row\">"), 13);
	assert_true(strstr(page, "2026-03-06") < strstr(page, "2025-08-11"));
	assert_true(strstr(page, "2025-08-11") < strstr(page, "2024-01-08"));
	free(page);
	CHECK_PAGE("nation/notices/index.html",
		   { "copy", "<span class=\"copy\">转录</span>", false });
}

/* ---- lists ---- */

static void a_list_shows_members_with_basis_and_notice(void **state)
{
	CHECK_PAGE("shili/shilishi/factory/index.html",
		   { "authority",
		     "<strong>以文告为准</strong>。名单由示例市工业和信息化局公布，依据《示例市绿色工厂梯度培育管理实施细则》。",
		     false },
		   { "counts", "现有<strong>4</strong>个单位，其中1个按引用列入。", false },
		   { "by reference",
		     "<td class=\"n\">1</td><th scope=\"row\"><a href=\"../../../entity/000000/0/0001.html\">示例精密制造有限公司</a></th>"
		     "<td class=\"n\">—</td><td class=\"p\">示例市</td><td>—</td><td><span class=\"ref\">按引用列入："
		     "<a href=\"../../../nation/factory/index.html\">国家绿色工厂名单</a></span></td>"
		     "<td class=\"d\"><time datetime=\"2024-05-06\">",
		     false },
		   { "own, renamed",
		     "<a href=\"../../../entity/990100/0/0002.html\">示例新材料股份有限公司</a>",
		     false },
		   { "rank, place within the region, industry",
		     "<td class=\"n\">1</td><td class=\"p\">东城区</td>"
		     "<td>化学原料和化学制品制造业</td><td>本级列入</td>",
		     false },
		   { "under rectification",
		     "示例造纸有限公司</a><span class=\"tag warn\">限期整改</span>", false },
		   { "effective later", "示例未来有限公司", true });
}

static void a_list_shows_who_comes_and_who_left(void **state)
{
	CHECK_PAGE(
		"shili/shilishi/factory/index.html",
		{ "proposed", "<section id=\"proposed\"", false },
		{ "until the last day",
		  "<td class=\"d\"><time datetime=\"2026-03-05\">2026-03-05</time></td><td class=\"d\"><time datetime=\"2026-03-11\">",
		  false },
		{ "candidate", "<section id=\"candidates\"", false },
		{ "validity", "<time datetime=\"2028-03-02\">", false },
		{ "nobody recommended", "<section id=\"recommended\"", true },
		{ "ground by the rules", "拒不按时填报动态管理表（第二十二条第（二）项）", false },
		{ "bar", "<time datetime=\"2028-10-19\">2028-10-19</time>", false },
		{ "ground as printed", "自行申请&lt;退出&gt;", false },
		{ "heir",
		  "由<a href=\"../../../entity/990100/0/0007.html\">示例电子（集团）有限公司</a>承继",
		  false },
		{ "years",
		  "<th scope=\"row\">2025</th><td class=\"n\">6</td><td class=\"n\">3</td><td class=\"n\">4</td>",
		  false },
		{ "notices behind it", "<section id=\"basis\"", false });
	CHECK_PAGE("nation/factory/index.html",
		   { "recommended", "<section id=\"recommended\"", false },
		   { "nobody left", "没有单位离开过本名单。", false },
		   { "place in full", "<td class=\"p\">示例省示例市</td>", false },
		   { "no rank column", "名次", true });
}

/* ---- entities ---- */

static void an_entity_shows_its_standing_and_names(void **state)
{
	CHECK_PAGE("entity/990100/0/0002.html",
		   { "present name", "<h1>示例新材料股份有限公司</h1>", false },
		   { "code", "<code>91440300708461136T</code>", false },
		   { "park",
		     "<dt>所在园区</dt><dd><a href=\"../../000000/0/0003.html\">示例高新技术产业园区</a>",
		     false },
		   { "place", "<dd>示例省示例市东城区</dd>", false },
		   { "on", "现列入<strong>1</strong>个名单。", false },
		   { "member",
		     "<a href=\"../../../shili/shilishi/factory/index.html\">示例市绿色（低碳）工厂名单</a><span class=\"tag on\">在册</span>",
		     false },
		   { "entered by",
		     "列入：<a href=\"../../../notice/990100/2025/factory-list.html\">", false },
		   { "stage", "拟列入（已列入）", false },
		   { "recommended", "推荐上报（进行中）", false },
		   { "names", "<li>示例新材料股份有限公司，自<time datetime=\"2025-11-03\">", false },
		   { "first name", "<li>示例新材料有限公司（最初名称）</li>", false },
		   { "renamed", "由“示例新材料有限公司”变更为“示例新材料股份有限公司”", false },
		   { "corrected", "<strong>更正</strong>（列入）", false },
		   { "joined", "示例新材料分公司</a>", false });
	CHECK_PAGE("entity/000000/0/0001.html",
		   { "included",
		     "按引用列入，随<a href=\"../../../nation/factory/index.html\">国家绿色工厂名单</a>，"
		     "依《示例市绿色工厂梯度培育管理实施细则》，自<time datetime=\"2024-05-06\">",
		     false },
		   { "narrowed place", "<strong>所在地</strong>：“示例市”", false },
		   { "places over time", "<li>示例省，自<time datetime=\"2024-03-01\">", false },
		   { "no code", "文告未载", false });
}

static void an_entity_that_left_shows_why_and_what_was_revoked(void **state)
{
	CHECK_PAGE("entity/990100/0/0004.html", { "none now", "目前不在任何名单上。", false },
		   { "state", "<span class=\"tag off\">已不在册</span>", false },
		   { "ground", "原因：拒不按时填报动态管理表（第二十二条第（二）项）", false },
		   { "bar", "不得再申报至<time datetime=\"2028-10-19\">", false },
		   { "parent",
		     "<dt>上级单位</dt><dd><a href=\"0003.html\">示例电子有限公司</a>，自", false });
	CHECK_PAGE("entity/990100/0/0010.html",
		   { "void", "<li class=\"void\"><time datetime=\"2025-10-20\">", false },
		   { "by", "已撤销：<a href=\"../../../notice/990100/2025/correction.html\">", false },
		   { "revocation", "<strong>撤销</strong>（移出）", false },
		   { "rectifying until", "限期整改（进行中，至<time datetime=\"2026-06-30\">", false },
		   { "altered", "<strong>登记事项</strong>：“造纸和纸制品业”", false });
	CHECK_PAGE("entity/990100/0/0003.html",
		   { "heir", "由<a href=\"0007.html\">示例电子（集团）有限公司</a>承继", false });
	CHECK_PAGE("entity/990100/0/0007.html",
		   { "moved", "由“示例省示例市东城区”变更为“示例省示例市西城区”", false },
		   { "who it follows",
		     "<strong>承继</strong> <a href=\"../../../shili/shilishi/factory/index.html\">",
		     false });
	CHECK_PAGE("entity/990100/0/0008.html",
		   { "same", "本记录与<a href=\"0002.html\">示例新材料股份有限公司</a>为同一单位",
		     false },
		   { "nothing of its own", "<section id=\"events\"", true });
}

static void only_what_a_notice_in_force_names_has_a_page(void **state)
{
	const char *dir = ((struct fixture *)*state)->dir;

	assert_null(scratch_read(dir, "entity/990100/0/0012.html"));
	assert_null(scratch_read(dir, "entity/990100/0/0013.html"));
	assert_null(scratch_read(dir, "notice/990100/2026/draft.html"));
	CHECK_PAGE("notice/990100/2026/future-list.html",
		   { "printed", "<th scope=\"row\">示例未来有限公司</th>", false },
		   { "from when", "<dt>生效日期</dt><dd><time datetime=\"2026-04-01\">", false });
}

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
		{ "basis", "《示例市绿色工厂梯度培育管理实施细则》（示工信〔2024〕示例3号）", false },
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
		   { "unranked", "共2行，照公布时的原样，排名不分先后", false },
		   { "copy",
		     "<strong>转录</strong>　来源：国家主管部门（示例）。本站于<time datetime=\"2024-04-02\">",
		     false },
		   { "original",
		     "<a href=\"https://www.example.gov.cn/batch-1\" rel=\"external noreferrer\">",
		     false },
		   { "no time", "<dt>发布时间</dt><dd>—</dd>", false },
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
		   { "no contact", "未公布联系方式", false });
}

static void other_notices_say_what_is_theirs(void **state)
{
	CHECK_PAGE("notice/990100/2025/factory-call.html",
		   { "deadline",
		     "<dt>推荐上报</dt><dd><time datetime=\"2025-05-20\">2025年5月20日</time>止，县（市、区）</dd>",
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

/* ---- long lists ---- */

enum { MANY = 30000 };

/* A list of many members, by hand: only what the page looks at. */
struct many {
	struct content content;
	struct registry registry;
	struct region region;
	struct category category;
	struct roster roster, *rosters[1];
	struct entity entities[MANY];
	struct standing standings[MANY];
	struct membership memberships[MANY], *members[MANY];
	struct spell spells[MANY];
	struct dated names[MANY];
};

static void make_many(struct many *m)
{
	m->region = (struct region){ .code = "000000",
				     .name = "国家",
				     .slug = "nation",
				     .level = LEVEL_NATION,
				     .from = DATE_NONE,
				     .until = DATE_NONE };
	m->category = (struct category){ .code = "factory", .name = "绿色工厂" };
	m->content.regions.items = &m->region;
	m->content.regions.n = 1;
	m->content.categories.items = &m->category;
	m->content.categories.n = 1;
	map_add(&m->content.region_by_code, m->region.code, &m->region);
	m->roster =
		(struct roster){ .id = "000000/factory", .region = &m->region, .category = "factory" };
	m->roster.members.items = m->members;
	m->roster.members.n = MANY;
	m->rosters[0] = &m->roster;
	m->registry =
		(struct registry){ .content = &m->content, .as_of = demo_day(), .seen = DATE_MAX };
	m->registry.rosters.items = m->rosters;
	m->registry.rosters.n = 1;
	for (size_t i = 0; i < MANY; i++) {
		m->entities[i] = (struct entity){ .id = "000000-0001", .place = "000000" };
		m->names[i] = (struct dated){ "示例很长的名称有限责任公司", DATE_NONE, NULL };
		m->spells[i] = (struct spell){ .from = demo_day() - (date_t)(i % 3000),
					       .out = DATE_MAX,
					       .barred_until = DATE_NONE };
		m->standings[i].entity = &m->entities[i];
		m->standings[i].names.items = &m->names[i];
		m->standings[i].names.n = 1;
		m->memberships[i] =
			(struct membership){ .who = &m->standings[i], .list = &m->roster };
		m->memberships[i].spells.items = &m->spells[i];
		m->memberships[i].spells.n = 1;
		m->members[i] = &m->memberships[i];
	}
}

static void a_long_list_needs_the_text_of_one_row(void **state)
{
	struct many *m = xcalloc(1, sizeof(*m));
	struct findings f = FINDINGS_INIT;
	struct arena arena = ARENA_INIT, row = ARENA_INIT;
	struct page_templates t = { NULL, NULL };
	struct template_set set = { MAP_INIT };
	struct page_context ctx = { .content = &m->content, .registry = &m->registry };
	struct page page = { &ctx, "nation/factory/index.html", false, &arena, &row, &f };
	struct template_text text = {
		STR_LIT("{{#members}}{{no}} {{name}} {{entered.iso}}\n{{/members}}"), { 0 }
	};
	struct buf out = BUF_INIT;
	struct outline *outline;

	(void)state;
	make_many(m);
	outline = outline_new(&m->content, &m->registry);
	ctx.outline = outline;
	map_add(&set.texts, "list", &text);
	t.page = template_compile(&set, "list", page_list.shape, &f);
	assert_non_null(t.page);
	page_list.render(&page, 0, &t, &out);
	assert_int_equal(count_of(out.data, "\n"), MANY);
	assert_non_null(strstr(out.data, "\n30000 示例很长的名称有限责任公司 2026-03-10\n"));
	/* Of each row stays where it is found (and as much room again, by which the arena grew); no text does. */
	assert_true(arena.size < 2 * MANY * sizeof(struct list_row) + 65536);
	assert_true(row.size < 8192);
	assert_no_findings(&f, "a long list");
	outline_free(outline);
	template_free(t.page);
	map_release(&set.texts);
	map_release(&m->content.region_by_code);
	buf_release(&out);
	arena_release(&arena);
	arena_release(&row);
	free(m);
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
		cmocka_unit_test(a_list_shows_members_with_basis_and_notice),
		cmocka_unit_test(a_list_shows_who_comes_and_who_left),
		cmocka_unit_test(an_entity_shows_its_standing_and_names),
		cmocka_unit_test(an_entity_that_left_shows_why_and_what_was_revoked),
		cmocka_unit_test(only_what_a_notice_in_force_names_has_a_page),
		cmocka_unit_test(a_notice_is_laid_out_as_a_document),
		cmocka_unit_test(annexes_stay_as_printed),
		cmocka_unit_test(a_proposal_names_its_days_and_whom_to_tell),
		cmocka_unit_test(other_notices_say_what_is_theirs),
		cmocka_unit_test(a_long_list_needs_the_text_of_one_row),
	};

	return cmocka_run_group_tests(tests, build_portal, release_portal);
}
