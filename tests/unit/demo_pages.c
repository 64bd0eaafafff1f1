#define _GNU_SOURCE /* mkdtemp, realpath */
#include "demo_pages.h"

#include "scratch.h"

/* What no other test needs: assessors, what was withheld, what moved. */
static const struct {
	const char *path, *text;
} more[] = {
	{ "content/assessors/shili-pingjia.json",
	  "{ 'id': 'shili-pingjia', 'name': '示例评价中心', 'aliases': ['示例评价'],"
	  " 'representatives': [{ 'name': '示例法人' }] }" },
	{ "content/assessors/weiti.json", "{ 'id': 'weiti', 'name': '文告未提机构' }" },
	{ "content/notices/990000/2026/sanction.md",
	  "{ 'type': 'sanction', 'title': '关于不予采信评价结果的通报', 'issuers': ['990000-gxt'],"
	  " 'signed': '2026-01-05', 'published': '2026-01-05 09:00' }\n\n现予通报。\n" },
	{ "content/notices/990000/2026/sanction.json",
	  "{ 'annexes': [{ 'no': 1, 'title': '机构', 'action': 'bar', 'columns': ["
	  "{ 'label': '机构名称', 'role': 'assessor' }, { 'label': '事由', 'role': 'note' }], 'rows': ["
	  "{ 'id': 'shili-pingjia', 'cells': ['示例评价中心', '隐瞒问题'], 'until': '2029-01-04', 'scope': '省级评价' }"
	  " ] }] }" },
	{ "content/withheld.json",
	  "{ 'withheld': [{ 'object': 'e69de29bb2d1d6434b8b29ae775ad8c2e48c5391',"
	  " 'path': 'content/notices/990100/2025/change/contacts.csv', 'what': '联络员信息表，含个人信息',"
	  " 'basis': '示例法第一条', 'on': '2025-12-12', 'by': '示例市工业和信息化局' }] }" },
	{ "content/redirects.json",
	  "{ 'redirects': ["
	  "{ 'from': 'shili/shilishi/green-factory/index.html', 'to': 'shili/shilishi/factory/index.html',"
	  " 'reason': '统一网址', 'on': '2025-01-02' },"
	  "{ 'from': 'notice/990100/2024/gone.html', 'reason': '误发 & <撤下>', 'on': '2024-05-06' }] }" },
};

int demo_pages_build(void **state)
{
	struct demo_pages *x = xcalloc(1, sizeof(*x));
	struct site_counts counts;
	struct findings f = FINDINGS_INIT;

	demo_init(&x->demo);
	for (size_t i = 0; i < ARRAY_LEN(more); i++)
		demo_put(x->demo.source, more[i].path, more[i].text);
	demo_open(&x->demo, demo_day());
	x->dir = scratch_new();
	if (demo_build(&x->demo, x->dir, "https://lsmd.example.gov.cn/list", &counts, &f) < 0)
		findings_print(&f);
	assert_no_findings(&f, "the fictional portal");
	*state = x;
	return 0;
}

int demo_pages_release(void **state)
{
	struct demo_pages *x = *state;

	demo_release(&x->demo);
	scratch_free(x->dir);
	free(x);
	return 0;
}

char *demo_page(void **state, const char *address)
{
	char *page = scratch_read(((struct demo_pages *)*state)->dir, address);

	if (!page)
		fail_msg("no page %s", address);
	return page;
}

size_t count_of(const char *text, const char *what)
{
	size_t n = 0;

	for (const char *s = text; (s = strstr(s, what)); s += strlen(what))
		n++;
	return n;
}

void check_page(void **state, const char *address, const struct expected *rows, size_t n)
{
	char *page = demo_page(state, address);

	for (size_t i = 0; i < n; i++)
		if (!strstr(page, rows[i].text) != rows[i].absent)
			fail_msg("%s: %s: %s: %s\n%s", address, rows[i].label,
				 rows[i].absent ? "there is" : "there is no", rows[i].text, page);
	free(page);
}
