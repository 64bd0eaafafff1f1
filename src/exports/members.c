#include "exports/members.h"

#include "pages/list_changes.h"
#include "pages/parts.h"

struct export export_row(const struct export *e)
{
	return (struct export){ page_row(&e->page), e->all };
}

/* ---- what is said of a member ---- */

const char *member_industry(const struct list_row *row)
{
	const struct standing *who = row->membership->who;

	return dated_on(who->industries.items, who->industries.n, row->day);
}

/* 本级列入；按引用列入：国家绿色工厂名单 */
static const char *bases_text(const struct export *e, const struct list_row *row)
{
	const struct membership *m = row->membership;
	date_t day = row->day;
	const char *text = NULL;
	bool own = false;

	for (size_t i = 0; i < m->bases.n; i++)
		own |= m->bases.items[i].kind == BASIS_OWN && basis_on(&m->bases.items[i], day);
	if (own)
		text = "本级列入";
	for (size_t i = 0; i < m->bases.n; i++) {
		const struct basis *b = &m->bases.items[i];
		const struct list_outline *l;

		if (b->kind != BASIS_INCLUDED || !basis_on(b, day))
			continue;
		l = outline_list(e->all->ctx->outline, b->source->id);
		text = page_join(&e->page, text, "；",
				 page_printf(&e->page, "按引用列入：%s",
					     l ? l->title : b->source->id));
	}
	return text;
}

const char *left_reason(const struct export *e, const struct spell *s)
{
	const struct event *out = s->removed;
	struct ground g;

	if (out && out->action == ACTION_SUCCEED)
		return page_printf(&e->page, "由%s承继", out->row->more->to);
	if (!out || out->action != ACTION_REMOVE)
		return "列入依据终止";
	g = removal_ground(&e->page, out);
	if (!g.text)
		return "文告未载明";
	return g.article ? page_printf(&e->page, "%s（%s）", g.text, g.article) : g.text;
}

/* ---- columns ---- */

enum {
	MEMBER_NO,
	MEMBER_ID,
	MEMBER_NAME,
	MEMBER_PRINTED,
	MEMBER_PLACE,
	MEMBER_PLACE_NAME,
	MEMBER_INDUSTRY,
	MEMBER_RANK,
	MEMBER_BASES,
	MEMBER_ENTERED,
	MEMBER_NOTICE,
	MEMBER_NOTICE_TITLE,
	MEMBER_NOTICE_URL,
	MEMBER_MARK
};

const struct cell_column member_columns[MEMBER_COLUMNS] = {
	[MEMBER_NO] = { "序号", CELL_NUMBER, 6, "按列入先后" },
	[MEMBER_ID] = { "标识", CELL_TEXT, 14, "单位在本网站的标识，永久不变" },
	[MEMBER_NAME] = { "名称", CELL_TEXT, 40, "现用名称" },
	[MEMBER_PRINTED] = { "公布时名称", CELL_TEXT, 40,
			     "本级文告最近一次所印的名称；按引用列入的没有" },
	[MEMBER_PLACE] = { "所在地代码", CELL_TEXT, 12, "GB/T 2260 代码，或其下的扩展代码" },
	[MEMBER_PLACE_NAME] = { "所在地", CELL_TEXT, 24, "" },
	[MEMBER_INDUSTRY] = { "行业", CELL_TEXT, 24, "照文告所印" },
	[MEMBER_RANK] = { "名次", CELL_NUMBER, 6, "排序管理的名单才有" },
	[MEMBER_BASES] = { "列入方式", CELL_TEXT, 28,
			   "本级列入，或随上级名单按引用列入；有几项的以“；”隔开" },
	[MEMBER_ENTERED] = { "列入日期", CELL_DAY, 12, "本次在册的第一天" },
	[MEMBER_NOTICE] = { "文告标识", CELL_TEXT, 28, "列入所依据的文告" },
	[MEMBER_NOTICE_TITLE] = { "文告标题", CELL_TEXT, 50, "" },
	[MEMBER_NOTICE_URL] = { "文告网址", CELL_TEXT, 50, "网站地址未知时，相对于本文件" },
	[MEMBER_MARK] = { "标注", CELL_TEXT, 8, "示例网站的数据，不具效力" },
};

enum {
	LEFT_NO,
	LEFT_ID,
	LEFT_NAME,
	LEFT_PLACE_NAME,
	LEFT_ENTERED,
	LEFT_ON,
	LEFT_REASON,
	LEFT_NOTICE,
	LEFT_NOTICE_TITLE,
	LEFT_NOTICE_URL,
	LEFT_BARRED,
	LEFT_MARK
};

const struct cell_column left_columns[LEFT_COLUMNS] = {
	[LEFT_NO] = { "序号", CELL_NUMBER, 6, "" },
	[LEFT_ID] = { "标识", CELL_TEXT, 14, "" },
	[LEFT_NAME] = { "名称", CELL_TEXT, 40, "" },
	[LEFT_PLACE_NAME] = { "所在地", CELL_TEXT, 24, "" },
	[LEFT_ENTERED] = { "列入日期", CELL_DAY, 12, "" },
	[LEFT_ON] = { "离开日期", CELL_DAY, 12, "" },
	[LEFT_REASON] = { "原因", CELL_TEXT, 40, "" },
	[LEFT_NOTICE] = { "文告标识", CELL_TEXT, 28, "" },
	[LEFT_NOTICE_TITLE] = { "文告标题", CELL_TEXT, 50, "" },
	[LEFT_NOTICE_URL] = { "文告网址", CELL_TEXT, 50, "" },
	[LEFT_BARRED] = { "不得再申报至", CELL_DAY, 14, "" },
	[LEFT_MARK] = { "标注", CELL_TEXT, 8, "" },
};

enum {
	CHANGED_KIND,
	CHANGED_ID,
	CHANGED_NAME,
	CHANGED_BEFORE,
	CHANGED_PLACE,
	CHANGED_PLACE_NAME,
	CHANGED_INDUSTRY,
	CHANGED_BASES,
	CHANGED_HOW,
	CHANGED_NOTICE,
	CHANGED_NOTICE_TITLE,
	CHANGED_NOTICE_URL,
	CHANGED_MARK
};

const struct cell_column change_columns[CHANGE_COLUMNS] = {
	[CHANGED_KIND] = { "变动", CELL_TEXT, 10, "" },
	[CHANGED_ID] = { "标识", CELL_TEXT, 14, "" },
	[CHANGED_NAME] = { "名称", CELL_TEXT, 40, "" },
	[CHANGED_BEFORE] = { "原名称", CELL_TEXT, 40, "" },
	[CHANGED_PLACE] = { "所在地代码", CELL_TEXT, 12, "" },
	[CHANGED_PLACE_NAME] = { "所在地", CELL_TEXT, 24, "" },
	[CHANGED_INDUSTRY] = { "行业", CELL_TEXT, 24, "" },
	[CHANGED_BASES] = { "列入方式", CELL_TEXT, 28, "" },
	[CHANGED_HOW] = { "说明", CELL_TEXT, 40, "" },
	[CHANGED_NOTICE] = { "文告标识", CELL_TEXT, 28, "" },
	[CHANGED_NOTICE_TITLE] = { "文告标题", CELL_TEXT, 50, "" },
	[CHANGED_NOTICE_URL] = { "文告网址", CELL_TEXT, 50, "" },
	[CHANGED_MARK] = { "标注", CELL_TEXT, 8, "" },
};

const struct cell_column *member_key(void)
{
	return &member_columns[MEMBER_ID];
}

size_t member_column_count(const struct exports *x)
{
	return MEMBER_COLUMNS - !export_demo(x);
}

size_t left_column_count(const struct exports *x)
{
	return LEFT_COLUMNS - !export_demo(x);
}

size_t change_column_count(const struct exports *x)
{
	return CHANGE_COLUMNS - !export_demo(x);
}

/* ---- cells ---- */

static struct cell text_cell(const char *s)
{
	return (struct cell){ .type = CELL_TEXT, .text = s };
}

static struct cell number_cell(long n)
{
	return (struct cell){ .type = CELL_NUMBER, .number = n };
}

static struct cell day_cell(date_t d)
{
	return (struct cell){ .type = CELL_DAY, .day = d };
}

static const char *place_text(const struct export *e, const struct list_row *row)
{
	return place_name(&e->page, standing_place(row->membership->who, row->day), NULL);
}

void member_cells(const struct export *e, const struct list_row *row, size_t no,
		  struct cell cells[MEMBER_COLUMNS])
{
	const struct standing *who = row->membership->who;
	int rank = list_row_rank(row);
	const struct notice *n = row->spell->entered ? row->spell->entered->notice : NULL;

	cells[MEMBER_NO] = number_cell((long)no);
	cells[MEMBER_ID] = text_cell(who->entity->id);
	cells[MEMBER_NAME] = text_cell(standing_name(who, row->day));
	cells[MEMBER_PRINTED] = text_cell(list_row_printed(row));
	cells[MEMBER_PLACE] = text_cell(standing_place(who, row->day));
	cells[MEMBER_PLACE_NAME] = text_cell(place_text(e, row));
	cells[MEMBER_INDUSTRY] = text_cell(member_industry(row));
	cells[MEMBER_RANK] = rank > 0 ? number_cell(rank) : text_cell(NULL);
	cells[MEMBER_BASES] = text_cell(bases_text(e, row));
	cells[MEMBER_ENTERED] = day_cell(row->spell->from);
	cells[MEMBER_NOTICE] = text_cell(n ? n->id : NULL);
	cells[MEMBER_NOTICE_TITLE] = text_cell(n ? n->title : NULL);
	cells[MEMBER_NOTICE_URL] = text_cell(n ? link_notice(&e->page, n->id) : NULL);
	cells[MEMBER_MARK] = text_cell(EXPORT_MARK);
}

void left_cells(const struct export *e, const struct list_row *row, size_t no,
		struct cell cells[LEFT_COLUMNS])
{
	const struct standing *who = row->membership->who;
	const struct spell *s = row->spell;
	const struct notice *n = s->removed ? s->removed->notice : NULL;

	cells[LEFT_NO] = number_cell((long)no);
	cells[LEFT_ID] = text_cell(who->entity->id);
	cells[LEFT_NAME] = text_cell(standing_name(who, row->day));
	cells[LEFT_PLACE_NAME] = text_cell(place_text(e, row));
	cells[LEFT_ENTERED] = day_cell(s->from);
	cells[LEFT_ON] = day_cell(s->out);
	cells[LEFT_REASON] = text_cell(left_reason(e, s));
	cells[LEFT_NOTICE] = text_cell(n ? n->id : NULL);
	cells[LEFT_NOTICE_TITLE] = text_cell(n ? n->title : NULL);
	cells[LEFT_NOTICE_URL] = text_cell(n ? link_notice(&e->page, n->id) : NULL);
	cells[LEFT_BARRED] = day_cell(s->barred_until);
	cells[LEFT_MARK] = text_cell(EXPORT_MARK);
}

void change_cells(const struct export *e, const struct delta *d, struct cell cells[CHANGE_COLUMNS])
{
	const struct member_state *state = d->kind == DELTA_REMOVED ? &d->before : &d->after;
	const struct notice_outline *n =
		d->notices.n ? outline_notice(e->all->ctx->outline, d->notices.items[0]) : NULL;

	cells[CHANGED_KIND] = text_cell(change_word(d->kind));
	cells[CHANGED_ID] = text_cell(d->member->who->entity->id);
	cells[CHANGED_NAME] = text_cell(state->name);
	cells[CHANGED_BEFORE] = text_cell(d->kind == DELTA_RENAMED ? d->before.name : NULL);
	cells[CHANGED_PLACE] = text_cell(state->place);
	cells[CHANGED_PLACE_NAME] = text_cell(place_name(&e->page, state->place, NULL));
	cells[CHANGED_INDUSTRY] = text_cell(state->industry);
	cells[CHANGED_BASES] = text_cell(change_bases(&e->page, &state->bases));
	cells[CHANGED_HOW] = text_cell(change_how(&e->page, d));
	cells[CHANGED_NOTICE] = text_cell(n ? n->notice->id : NULL);
	cells[CHANGED_NOTICE_TITLE] = text_cell(n ? n->notice->title : NULL);
	cells[CHANGED_NOTICE_URL] = text_cell(n ? link_notice(&e->page, n->notice->id) : NULL);
	cells[CHANGED_MARK] = text_cell(EXPORT_MARK);
}
