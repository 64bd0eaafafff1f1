/* pages: lists, entities, and what their register says. */
#define _GNU_SOURCE /* mkdtemp, realpath */
#include "scratch.h"

#include "demo_pages.h"
#include "pages/list_rows.h"
#include "pages/page.h"

/* ---- lists ---- */

static void a_list_shows_members_with_basis_and_notice(void **state)
{
	CHECK_PAGE("shili/shilishi/factory/index.html",
		   { "authority",
		     "<strong>以文告为准</strong>。名单由示例市工业和信息化局公布，依据<a href=\"../../../rules/990100-2024-3.html\">《示例市绿色工厂梯度培育管理实施细则》</a>。",
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

/* ---- a list on a day of the past ---- */

static void a_day_of_change_shows_what_changed_and_to_what_it_is_added(void **state)
{
	CHECK_PAGE("shili/shilishi/factory/as-of/2025-10-20.html",
		   { "how many, at its end", "当日终了时名单上有<strong>4</strong>个单位", false },
		   { "counts", "<span class=\"out\">－2 离开</span>", false },
		   { "nobody entered", "列入</span>", true },
		   { "by notice",
		     "<p class=\"notice-line\"><span class=\"tag\">移出公告</span><a href=\"../../../../notice/990100/2025/factory-removal.html\">",
		     false },
		   { "who left, and how",
		     "<span class=\"mark\">－</span><a href=\"../../../../entity/990100/0/0004.html\">",
		     false },
		   { "to what it is added", "以<a href=\"2024-12-31.html\">2024年末名单</a>为基础",
		     false },
		   { "the days between", "<li>2025年10月20日（本页）</li>", false },
		   { "its file", "<a href=\"2025-10-20.csv\">当日变动（CSV）</a>", false },
		   { "the day before", "rel=\"prev\">上一版：", false },
		   { "not the whole list", "<section id=\"members\"", true });
	CHECK_PAGE("shili/shilishi/factory/history.html",
		   { "its own page", "<a href=\"as-of/2025-10-20.html\">", false },
		   { "years' ends", "<li><a href=\"as-of/2025-12-31.html\">2025年末</a></li>", false },
		   { "a year that is not over", "2026年末", true });
}

static void a_years_end_shows_the_whole_list_as_it_was(void **state)
{
	CHECK_PAGE("shili/shilishi/factory/as-of/2024-12-31.html",
		   { "how many", "当日终了时名单上有<strong>1</strong>个单位", false },
		   { "who", "<th scope=\"row\"><a href=\"../../../../entity/000000/0/0001.html\">",
		     false },
		   { "who came later", "0002.html", true },
		   { "no base", "<section id=\"base\"", true },
		   { "its file", "<a href=\"2024-12-31.csv\">", false });
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

static void an_entity_shows_when_a_thing_held_and_when_it_was_known(void **state)
{
	CHECK_PAGE("entity/990100/0/0002.html",
		   { "a correction, from the day of what it corrects",
		     "<strong>更正</strong>（列入）", false },
		   { "since then", "从<time datetime=\"2025-08-12\">2025年8月12日</time>起适用",
		     false },
		   { "published on another day",
		     "的通知</a>，<time datetime=\"2025-08-11\">2025年8月11日</time>公布", false },
		   { "published on the day itself",
		     "<time datetime=\"2025-11-03\">2025年11月3日</time>公布", true });
	CHECK_PAGE("entity/990100/0/0010.html",
		   { "as if never made",
		     "自始无效：<time datetime=\"2025-10-20\">2025年10月20日</time>的记载视为从未作出",
		     false });
}

static void only_what_a_notice_in_force_names_has_a_page(void **state)
{
	const char *dir = ((struct demo_pages *)*state)->dir;

	assert_null(scratch_read(dir, "entity/990100/0/0012.html"));
	assert_null(scratch_read(dir, "entity/990100/0/0013.html"));
	assert_null(scratch_read(dir, "notice/990100/2026/draft.html"));
	CHECK_PAGE("notice/990100/2026/future-list.html",
		   { "printed", "<th scope=\"row\">示例未来有限公司</th>", false },
		   { "from when", "<dt>生效日期</dt><dd><time datetime=\"2026-04-01\">", false });
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
		cmocka_unit_test(a_list_shows_members_with_basis_and_notice),
		cmocka_unit_test(a_list_shows_who_comes_and_who_left),
		cmocka_unit_test(a_day_of_change_shows_what_changed_and_to_what_it_is_added),
		cmocka_unit_test(a_years_end_shows_the_whole_list_as_it_was),
		cmocka_unit_test(an_entity_shows_its_standing_and_names),
		cmocka_unit_test(an_entity_that_left_shows_why_and_what_was_revoked),
		cmocka_unit_test(an_entity_shows_when_a_thing_held_and_when_it_was_known),
		cmocka_unit_test(only_what_a_notice_in_force_names_has_a_page),
		cmocka_unit_test(a_long_list_needs_the_text_of_one_row),
	};

	return cmocka_run_group_tests(tests, demo_pages_build, demo_pages_release);
}
