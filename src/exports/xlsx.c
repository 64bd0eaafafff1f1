/* A list as a workbook: members, those who left, and what it is. */
#include "format/xlsx.h"

#include "exports/lists.h"
#include "exports/members.h"

static void add_cells(struct xlsx *x, const struct cell *cells, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		if (cells[i].type == CELL_NUMBER)
			xlsx_number(x, cells[i].number);
		else if (cells[i].type == CELL_DAY)
			xlsx_date(x, cells[i].day);
		else
			xlsx_text(x, cells[i].text);
	}
	xlsx_row_end(x);
}

static void begin_sheet(const struct export *e, struct xlsx *x, const char *name,
			const struct cell_column *columns, size_t n)
{
	struct xlsx_column *c = arena_calloc(e->page.arena, n, sizeof(*c));

	for (size_t i = 0; i < n; i++)
		c[i] = (struct xlsx_column){ columns[i].label, columns[i].width };
	xlsx_sheet(x, page_printf(&e->page, "%s%s", name, export_demo(e->all) ? "（示例）" : ""), c,
		   n);
}

static void add_members(const struct export *e, struct xlsx *x, const struct roster *l)
{
	struct list_rows rows = list_members(&e->page, l, e->all->ctx->registry->as_of);
	size_t columns = member_column_count(e->all);

	begin_sheet(e, x, "名单", member_columns, columns);
	for (size_t i = 0; i < rows.n; i++) {
		struct export row = export_row(e);
		struct cell cells[MEMBER_COLUMNS];

		member_cells(&row, &rows.items[i], i + 1, cells);
		add_cells(x, cells, columns);
	}
}

static void add_left(const struct export *e, struct xlsx *x, const struct roster *l)
{
	struct list_rows rows = list_former(&e->page, l);
	size_t columns = left_column_count(e->all);

	begin_sheet(e, x, "曾列入", left_columns, columns);
	for (size_t i = 0; i < rows.n; i++) {
		struct export row = export_row(e);
		struct cell cells[LEFT_COLUMNS];

		left_cells(&row, &rows.items[i], i + 1, cells);
		add_cells(x, cells, columns);
	}
}

static void add_fact(struct xlsx *x, const char *what, const char *fact)
{
	if (!fact)
		return;
	xlsx_text(x, what);
	xlsx_text(x, fact);
	xlsx_row_end(x);
}

static void add_facts(const struct export *e, struct xlsx *x, const struct list_outline *l,
		      date_t changed)
{
	static const struct cell_column columns[] = { { "项目", CELL_TEXT, 16, NULL },
						      { "内容", CELL_TEXT, 80, NULL } };

	begin_sheet(e, x, "说明", columns, ARRAY_LEN(columns));
	if (export_demo(e->all))
		add_fact(x, EXPORT_MARK, "示例网站的数据，不具效力。");
	add_fact(x, "名单", l->title);
	add_fact(x, "标识", l->roster->id);
	add_fact(x, "公布机关", l->owner ? l->owner->name : NULL);
	add_fact(x, "依据", l->rules ? l->rules->title : NULL);
	add_fact(x, "最近变动", export_day(e, changed));
	add_fact(x, "网页", link_list(&e->page, l->roster->id));
	add_fact(x, "说明", EXPORT_NOTE);
}

static void xlsx_address(const struct exports *x, size_t i, struct buf *out)
{
	list_file_address(x, i, "list.xlsx", out);
}

static void xlsx_render(const struct export *e, size_t i, struct buf *out)
{
	const struct list_outline *l = &e->all->ctx->outline->lists.items[i];
	const struct site *site = &e->all->ctx->content->site;
	date_t changed = export_list_changed(e, l->roster);
	struct xlsx_about about = {
		.title = export_title(e, l->title),
		.author = site->organiser ? site->organiser : site->name,
		.comments = EXPORT_NOTE,
		.footer = export_demo(e->all) ? "示例，不具效力" : NULL,
		.created = changed,
	};
	struct xlsx *x;

	pthread_mutex_lock(&e->all->xlsx);
	x = xlsx_new(&about);
	add_members(e, x, l->roster);
	add_left(e, x, l->roster);
	add_facts(e, x, l, changed);
	xlsx_finish(x, out, e->page.findings);
	pthread_mutex_unlock(&e->all->xlsx);
}

const struct export_kind export_xlsx = {
	.name = "xlsx",
	.count = list_file_count,
	.address = xlsx_address,
	.made_from = list_file_made_from,
	.render = xlsx_render,
};
