#include "pages/removal_rows.h"

#include <string.h>

#include "pages/parts.h"

/* ---- a removal ---- */

enum { REVOKED_NOTICE, REVOKED_FROM, REVOKED_DECISION, REVOKED_SLOTS };
static const struct shape revoked_shape = {
	.name = "revoked",
	.n = REVOKED_SLOTS,
	.slots = {
		[REVOKED_NOTICE] = { "notice", SLOT_GROUP, &link_shape },
		[REVOKED_FROM] = { "from", SLOT_GROUP, &date_shape }, /* absent: from its start */
		[REVOKED_DECISION] = { "decision", SLOT_TEXT, NULL },
	},
};

enum {
	ROW_ANCHOR,
	ROW_DAY,
	ROW_ENTITY,
	ROW_PRINTED,
	ROW_PLACE,
	ROW_VERB,
	ROW_LIST,
	ROW_GROUND,
	ROW_ARTICLE,
	ROW_BARRED,
	ROW_NOTICE,
	ROW_REVOKED,
	ROW_SLOTS
};

static const struct shape row_shape = {
	.name = "removal",
	.n = ROW_SLOTS,
	.slots = {
		[ROW_ANCHOR] = { "anchor", SLOT_TEXT, NULL },
		[ROW_DAY] = { "day", SLOT_GROUP, &date_shape },
		[ROW_ENTITY] = { "entity", SLOT_GROUP, &link_shape }, /* by its present name */
		[ROW_PRINTED] = { "printed", SLOT_TEXT, NULL }, /* where that is another */
		[ROW_PLACE] = { "place", SLOT_TEXT, NULL },
		[ROW_VERB] = { "verb", SLOT_TEXT, NULL },
		[ROW_LIST] = { "list", SLOT_GROUP, &link_shape },
		[ROW_GROUND] = { "ground", SLOT_TEXT, NULL },
		[ROW_ARTICLE] = { "article", SLOT_TEXT, NULL },
		[ROW_BARRED] = { "barred", SLOT_GROUP, &date_shape },
		[ROW_NOTICE] = { "notice", SLOT_GROUP, &link_shape },
		[ROW_REVOKED] = { "revoked", SLOT_GROUP, &revoked_shape },
	},
};

/* The spell that a removal ended. */
static const struct spell *ended_spell(const struct page *p, const struct event *e)
{
	const struct membership *m = registry_membership(p->ctx->registry, e->list, e->row->id);

	for (size_t i = 0; m && i < m->spells.n; i++)
		if (m->spells.items[i].removed == e)
			return &m->spells.items[i];
	return NULL;
}

static void fill_who(const struct page *p, struct value *frame, const struct event *e)
{
	const struct standing *s = outline_entity(p->ctx->outline, e->row->id);
	const char *printed = event_cell(e, ROLE_NAME);
	date_t day = p->ctx->registry->as_of;

	fill_entity_link(p, &frame[ROW_ENTITY], e->row->id);
	if (!s)
		return;
	if (printed && strcmp(printed, standing_name(s, day)) != 0)
		value_text(&frame[ROW_PRINTED], printed);
	value_text(&frame[ROW_PLACE], place_name(p, standing_place(s, day), NULL));
}

static void fill_revoked(const struct page *p, struct value *v, const struct event *e)
{
	const struct event *by = e->voided_by;
	struct value *frame = page_frames(p, 1, REVOKED_SLOTS);

	if (!by || e->void_from > p->ctx->registry->as_of)
		return;
	fill_notice_link(p, &frame[REVOKED_NOTICE], by->notice);
	if (e->void_from > e->day)
		fill_date(p, &frame[REVOKED_FROM], e->void_from);
	value_text(&frame[REVOKED_DECISION], by->row->more ? by->row->more->decision : NULL);
	value_group(v, frame);
}

static void fill_row(const struct page *p, struct value *frame, const struct event *e)
{
	const struct spell *spell = ended_spell(p, e);
	struct ground g = removal_ground(p, e);
	char *anchor = arena_strdup(p->arena, page_printf(p, "%s-%d-%u", e->notice->id,
							  e->annex->no, e->row_index + 1));

	for (char *s = anchor; *s; s++)
		*s = *s == '/' ? '-' : *s;
	value_text(&frame[ROW_ANCHOR], page_printf(p, "r-%s", anchor));
	fill_date(p, &frame[ROW_DAY], e->day);
	fill_who(p, frame, e);
	value_text(&frame[ROW_VERB], removal_verb(p, e->list, e->day));
	fill_list_link(p, &frame[ROW_LIST], e->list);
	value_text(&frame[ROW_GROUND], g.text);
	value_text(&frame[ROW_ARTICLE], g.article);
	fill_date(p, &frame[ROW_BARRED], spell ? spell->barred_until : DATE_NONE);
	fill_notice_link(p, &frame[ROW_NOTICE], e->notice);
	fill_revoked(p, &frame[ROW_REVOKED], e);
}

/* ---- years ---- */

struct year {
	const struct page *page;
	const struct event *const *events;
	size_t n;
};

enum { YEAR_NUMBER, YEAR_COUNT, YEAR_ROWS, YEAR_SLOTS };
const struct shape removal_year_shape = {
	.name = "year of removals",
	.n = YEAR_SLOTS,
	.slots = {
		[YEAR_NUMBER] = { "year", SLOT_TEXT, NULL },
		[YEAR_COUNT] = { "count", SLOT_TEXT, NULL }, /* of its rows, revoked ones too */
		[YEAR_ROWS] = { "removals", SLOT_LIST, &row_shape },
	},
};

static bool next_removal(void *ctx, size_t index, struct value *frame)
{
	const struct year *y = ctx;
	struct page row = page_row(y->page);

	memset(frame, 0, ROW_SLOTS * sizeof(*frame));
	if (index >= y->n)
		return false;
	fill_row(&row, frame, y->events[index]);
	return true;
}

static int year_of(const struct event *e)
{
	return date_civil(e->day).year;
}

void fill_removal_years(const struct page *p, struct value *v, const struct event *const *events,
			size_t n)
{
	size_t n_years = 0, first = 0;
	struct value *items;

	for (size_t i = 0; i < n; i++)
		n_years += !i || year_of(events[i]) != year_of(events[i - 1]);
	items = page_frames(p, n_years, YEAR_SLOTS);
	for (size_t k = 0; k < n_years; k++) {
		struct value *frame = items + k * YEAR_SLOTS;
		struct year *y = arena_alloc(p->arena, sizeof(*y));
		size_t end = first;

		while (end < n && year_of(events[end]) == year_of(events[first]))
			end++;
		*y = (struct year){ p, events + first, end - first };
		value_text(&frame[YEAR_NUMBER], page_printf(p, "%d", year_of(events[first])));
		value_text(&frame[YEAR_COUNT], page_printf(p, "%zu", y->n));
		value_list(&frame[YEAR_ROWS], next_removal, y);
		first = end;
	}
	fill_list(p, v, items, n_years, YEAR_SLOTS);
}

size_t removals_in_force(const struct page *p, const struct event *const *events, size_t n)
{
	size_t count = 0;

	for (size_t i = 0; i < n; i++)
		count += events[i]->void_from > p->ctx->registry->as_of;
	return count;
}
