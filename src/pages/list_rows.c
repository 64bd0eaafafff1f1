#include "pages/list_rows.h"

#include <stdlib.h>
#include <string.h>

#include "pages/parts.h"

/* ---- finding and ordering ---- */

static struct list_rows rows_new(const struct page *p, const struct roster *l, size_t most)
{
	return (struct list_rows){ .page = p,
				   .list = l,
				   .items = arena_calloc(p->arena, most, sizeof(struct list_row)) };
}

/* Where an event was printed: by day, notice, annex and row. */
static int event_compare(const struct event *a, const struct event *b)
{
	int order;

	if (!a || !b)
		return a ? -1 : b != NULL;
	if (a->day != b->day)
		return a->day < b->day ? -1 : 1;
	order = strcmp(a->notice->id, b->notice->id);
	if (order)
		return order;
	if (a->annex_index != b->annex_index)
		return a->annex_index < b->annex_index ? -1 : 1;
	return a->row_index < b->row_index ? -1 : a->row_index > b->row_index;
}

static int id_compare(const struct list_row *a, const struct list_row *b)
{
	return strcmp(a->membership->who->entity->id, b->membership->who->entity->id);
}

static int member_order(const void *a, const void *b)
{
	const struct list_row *x = a, *y = b;
	int order;

	if (x->spell->from != y->spell->from)
		return x->spell->from < y->spell->from ? -1 : 1;
	order = event_compare(x->spell->entered, y->spell->entered);
	return order ? order : id_compare(x, y);
}

static int coming_order(const void *a, const void *b)
{
	const struct list_row *x = a, *y = b;
	int order = event_compare(x->stage->by, y->stage->by);

	return order ? order : id_compare(x, y);
}

static int former_order(const void *a, const void *b)
{
	const struct list_row *x = a, *y = b;
	int order;

	if (x->spell->out != y->spell->out)
		return x->spell->out < y->spell->out ? 1 : -1;
	order = event_compare(x->spell->removed, y->spell->removed);
	return order ? order : id_compare(x, y);
}

static bool by_reference_only(const struct membership *m, date_t day)
{
	for (size_t i = 0; i < m->bases.n; i++)
		if (m->bases.items[i].kind == BASIS_OWN && basis_on(&m->bases.items[i], day))
			return false;
	return true;
}

static const char *industry_of(const struct membership *m, date_t day)
{
	return dated_on(m->who->industries.items, m->who->industries.n, day);
}

const char *list_row_printed(const struct list_row *row)
{
	const struct event *by = row->membership->printed_by;

	return by && by->day <= row->day ? event_cell(by, ROLE_NAME) : NULL;
}

/* It is that of its last entry of the list's own. */
int list_row_rank(const struct list_row *row)
{
	const struct membership *m = row->membership;

	for (size_t i = m->bases.n; i-- > 0;)
		if (m->bases.items[i].kind == BASIS_OWN)
			return m->bases.items[i].from <= row->day ? m->rank : 0;
	return 0;
}

struct list_rows list_members(const struct page *p, const struct roster *l, date_t day)
{
	struct list_rows rows = rows_new(p, l, l->members.n);

	for (size_t i = 0; i < l->members.n; i++) {
		const struct membership *m = l->members.items[i];
		const struct spell *s = membership_spell(m, day);

		if (!s)
			continue;
		rows.items[rows.n] = (struct list_row){ day, m, s, NULL };
		rows.referenced += by_reference_only(m, day);
		rows.has_industry |= industry_of(m, day) != NULL;
		rows.has_rank |= list_row_rank(&rows.items[rows.n++]) > 0;
	}
	qsort(rows.items, rows.n, sizeof(*rows.items), member_order);
	return rows;
}

static const struct stage *open_stage(const struct membership *m, int kind, date_t day)
{
	for (size_t i = 0; i < m->stages.n; i++) {
		const struct stage *s = &m->stages.items[i];

		if (s->kind == kind && s->from <= day && day < s->out && s->outcome != STAGE_VOID)
			return s;
	}
	return NULL;
}

struct list_rows list_coming(const struct page *p, const struct roster *l, int stage)
{
	date_t day = p->ctx->registry->as_of;
	struct list_rows rows;
	size_t n = 0;

	for (size_t i = 0; i < l->members.n; i++)
		n += open_stage(l->members.items[i], stage, day) != NULL;
	rows = rows_new(p, l, n);
	for (size_t i = 0; i < l->members.n; i++) {
		const struct stage *s = open_stage(l->members.items[i], stage, day);

		if (s)
			rows.items[rows.n++] = (struct list_row){ day, l->members.items[i], NULL, s };
	}
	qsort(rows.items, rows.n, sizeof(*rows.items), coming_order);
	return rows;
}

struct list_rows list_former(const struct page *p, const struct roster *l)
{
	date_t day = p->ctx->registry->as_of;
	struct list_rows rows;
	size_t n = 0;

	for (size_t i = 0; i < l->members.n; i++)
		for (size_t k = 0; k < l->members.items[i]->spells.n; k++)
			n += l->members.items[i]->spells.items[k].out <= day;
	rows = rows_new(p, l, n);
	for (size_t i = 0; i < l->members.n; i++) {
		const struct membership *m = l->members.items[i];

		for (size_t k = 0; k < m->spells.n; k++)
			if (m->spells.items[k].out <= day)
				rows.items[rows.n++] =
					(struct list_row){ day, m, &m->spells.items[k], NULL };
	}
	qsort(rows.items, rows.n, sizeof(*rows.items), former_order);
	return rows;
}

/* ---- members ---- */

enum {
	MEMBER_NO,
	MEMBER_NAME,
	MEMBER_HREF,
	MEMBER_PRINTED,
	MEMBER_PLACE,
	MEMBER_INDUSTRY,
	MEMBER_RANK,
	MEMBER_OWN,
	MEMBER_SOURCES,
	MEMBER_ENTERED,
	MEMBER_NOTICE,
	MEMBER_RECTIFYING,
	MEMBER_SLOTS
};

const struct shape member_shape = {
	.name = "member",
	.n = MEMBER_SLOTS,
	.slots = {
		[MEMBER_NO] = { "no", SLOT_TEXT, NULL },
		[MEMBER_NAME] = { "name", SLOT_TEXT, NULL },
		[MEMBER_HREF] = { "href", SLOT_TEXT, NULL },
		[MEMBER_PRINTED] = { "printed", SLOT_TEXT, NULL }, /* where it is not the present name */
		[MEMBER_PLACE] = { "place", SLOT_TEXT, NULL },
		[MEMBER_INDUSTRY] = { "industry", SLOT_TEXT, NULL },
		[MEMBER_RANK] = { "rank", SLOT_TEXT, NULL },
		[MEMBER_OWN] = { "own", SLOT_FLAG, NULL },
		[MEMBER_SOURCES] = { "sources", SLOT_LIST, &link_shape }, /* higher lists that it is on */
		[MEMBER_ENTERED] = { "entered", SLOT_GROUP, &date_shape },
		[MEMBER_NOTICE] = { "notice", SLOT_GROUP, &link_shape },
		[MEMBER_RECTIFYING] = { "rectifying", SLOT_FLAG, NULL },
	},
};

static void fill_who(const struct page *p, struct value *name, struct value *href,
		     const struct list_row *row)
{
	const struct standing *who = row->membership->who;

	value_text(name, standing_name(who, row->day));
	value_text(href, link_entity(p, who->entity->id));
}

static void fill_place(const struct page *p, struct value *v, const struct list_rows *rows,
		       const struct list_row *row)
{
	value_text(v, place_name(p, standing_place(row->membership->who, row->day),
				 rows->list->region));
}

static void fill_sources(const struct page *p, struct value *v, const struct list_row *row)
{
	const struct membership *m = row->membership;
	struct value *links = page_frames(p, m->bases.n, LINK_SLOTS);
	size_t n = 0;

	for (size_t i = 0; i < m->bases.n; i++) {
		const struct basis *b = &m->bases.items[i];
		const struct list_outline *l;

		if (b->kind != BASIS_INCLUDED || !basis_on(b, row->day))
			continue;
		l = outline_list(p->ctx->outline, b->source->id);
		value_text(&links[n * LINK_SLOTS + LINK_HREF], link_list(p, b->source->id));
		value_text(&links[n++ * LINK_SLOTS + LINK_TEXT], l ? l->title : b->source->id);
	}
	fill_list(p, v, links, n, LINK_SLOTS);
}

bool next_member(void *ctx, size_t index, struct value *frame)
{
	const struct list_rows *rows = ctx;
	struct page p = page_row(rows->page);
	const struct list_row *row;
	const struct membership *m;
	const char *printed;

	memset(frame, 0, MEMBER_SLOTS * sizeof(*frame));
	if (index >= rows->n)
		return false;
	row = &rows->items[index];
	m = row->membership;
	printed = list_row_printed(row);
	value_text(&frame[MEMBER_NO], page_printf(&p, "%zu", index + 1));
	fill_who(&p, &frame[MEMBER_NAME], &frame[MEMBER_HREF], row);
	if (printed && strcmp(printed, standing_name(m->who, row->day)) != 0)
		value_text(&frame[MEMBER_PRINTED], printed);
	fill_place(&p, &frame[MEMBER_PLACE], rows, row);
	value_text(&frame[MEMBER_INDUSTRY], industry_of(m, row->day));
	if (list_row_rank(row) > 0)
		value_text(&frame[MEMBER_RANK], page_printf(&p, "%d", list_row_rank(row)));
	value_flag(&frame[MEMBER_OWN], !by_reference_only(m, row->day));
	fill_sources(&p, &frame[MEMBER_SOURCES], row);
	fill_date(&p, &frame[MEMBER_ENTERED], row->spell->from);
	if (row->spell->entered)
		fill_notice_link(&p, &frame[MEMBER_NOTICE], row->spell->entered->notice);
	value_flag(&frame[MEMBER_RECTIFYING], open_stage(m, STAGE_RECTIFYING, row->day) != NULL);
	return true;
}

/* ---- on the way ---- */

enum {
	COMING_NAME,
	COMING_HREF,
	COMING_PLACE,
	COMING_FROM,
	COMING_UNTIL,
	COMING_NOTICE,
	COMING_SLOTS
};

const struct shape coming_shape = {
	.name = "coming",
	.n = COMING_SLOTS,
	.slots = {
		[COMING_NAME] = { "name", SLOT_TEXT, NULL },
		[COMING_HREF] = { "href", SLOT_TEXT, NULL },
		[COMING_PLACE] = { "place", SLOT_TEXT, NULL },
		[COMING_FROM] = { "from", SLOT_GROUP, &date_shape },
		[COMING_UNTIL] = { "until", SLOT_GROUP, &date_shape }, /* of the 公示, or of validity */
		[COMING_NOTICE] = { "notice", SLOT_GROUP, &link_shape },
	},
};

bool next_coming(void *ctx, size_t index, struct value *frame)
{
	const struct list_rows *rows = ctx;
	struct page p = page_row(rows->page);
	const struct stage *s;

	memset(frame, 0, COMING_SLOTS * sizeof(*frame));
	if (index >= rows->n)
		return false;
	s = rows->items[index].stage;
	fill_who(&p, &frame[COMING_NAME], &frame[COMING_HREF], &rows->items[index]);
	fill_place(&p, &frame[COMING_PLACE], rows, &rows->items[index]);
	fill_date(&p, &frame[COMING_FROM], s->from);
	if (s->kind == STAGE_PROPOSED && s->by->notice->period)
		fill_date(&p, &frame[COMING_UNTIL], s->by->notice->period->end);
	else
		fill_date(&p, &frame[COMING_UNTIL], s->by->row->until);
	fill_notice_link(&p, &frame[COMING_NOTICE], s->by->notice);
	return true;
}

/* ---- left ---- */

enum {
	FORMER_NAME,
	FORMER_HREF,
	FORMER_PLACE,
	FORMER_ENTERED,
	FORMER_LEFT,
	FORMER_REMOVED,
	FORMER_VERB,
	FORMER_ABOVE,
	FORMER_HEIR,
	FORMER_GROUND,
	FORMER_ARTICLE,
	FORMER_NOTICE,
	FORMER_BARRED,
	FORMER_SLOTS
};

const struct shape former_shape = {
	.name = "former",
	.n = FORMER_SLOTS,
	.slots = {
		[FORMER_NAME] = { "name", SLOT_TEXT, NULL },
		[FORMER_HREF] = { "href", SLOT_TEXT, NULL },
		[FORMER_PLACE] = { "place", SLOT_TEXT, NULL },
		[FORMER_ENTERED] = { "entered", SLOT_GROUP, &date_shape },
		[FORMER_LEFT] = { "left", SLOT_GROUP, &date_shape },
		[FORMER_REMOVED] = { "removed", SLOT_FLAG, NULL }, /* by a notice; else its basis ended */
		[FORMER_VERB] = { "verb", SLOT_TEXT, NULL }, /* 移出, 取消资格 */
		[FORMER_ABOVE] = { "above", SLOT_GROUP, &link_shape }, /* the higher list that it left */
		[FORMER_HEIR] = { "heir", SLOT_GROUP, &link_shape }, /* who carries its place on */
		[FORMER_GROUND] = { "ground", SLOT_TEXT, NULL },
		[FORMER_ARTICLE] = { "article", SLOT_TEXT, NULL },
		[FORMER_NOTICE] = { "notice", SLOT_GROUP, &link_shape },
		[FORMER_BARRED] = { "barred", SLOT_GROUP, &date_shape },
	},
};

bool next_former(void *ctx, size_t index, struct value *frame)
{
	const struct list_rows *rows = ctx;
	struct page p = page_row(rows->page);
	const struct spell *s;

	memset(frame, 0, FORMER_SLOTS * sizeof(*frame));
	if (index >= rows->n)
		return false;
	s = rows->items[index].spell;
	fill_who(&p, &frame[FORMER_NAME], &frame[FORMER_HREF], &rows->items[index]);
	fill_place(&p, &frame[FORMER_PLACE], rows, &rows->items[index]);
	fill_date(&p, &frame[FORMER_ENTERED], s->from);
	fill_date(&p, &frame[FORMER_LEFT], s->out);
	if (s->removed && s->removed->action == ACTION_REMOVE) {
		struct ground g = removal_ground(&p, s->removed);

		value_flag(&frame[FORMER_REMOVED], true);
		value_text(&frame[FORMER_VERB], removal_verb(&p, s->removed->list, s->removed->day));
		if (strcmp(s->removed->list, rows->list->id) != 0)
			fill_list_link(&p, &frame[FORMER_ABOVE], s->removed->list);
		value_text(&frame[FORMER_GROUND], g.text);
		value_text(&frame[FORMER_ARTICLE], g.article);
	}
	if (s->removed && s->removed->action == ACTION_SUCCEED)
		fill_entity_link(&p, &frame[FORMER_HEIR], s->removed->row->more->to);
	if (s->removed)
		fill_notice_link(&p, &frame[FORMER_NOTICE], s->removed->notice);
	fill_date(&p, &frame[FORMER_BARRED], s->barred_until);
	return true;
}
