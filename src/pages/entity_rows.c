#include "pages/entity_rows.h"

#include <string.h>

#include "pages/parts.h"
#include "pages/words.h"

enum { ROW_NAME, ROW_HREF, ROW_FORMER, ROW_KIND, ROW_PLACE, ROW_LISTS, ROW_WAS, ROW_SLOTS };
const struct shape entity_row_shape = {
	.name = "entity of an index",
	.n = ROW_SLOTS,
	.slots = {
		[ROW_NAME] = { "name", SLOT_TEXT, NULL },
		[ROW_HREF] = { "href", SLOT_TEXT, NULL },
		[ROW_FORMER] = { "former", SLOT_TEXT, NULL }, /* names that it had */
		[ROW_KIND] = { "kind", SLOT_TEXT, NULL },
		[ROW_PLACE] = { "place", SLOT_TEXT, NULL },
		[ROW_LISTS] = { "lists", SLOT_LIST, &link_shape }, /* that it is on */
		[ROW_WAS] = { "was", SLOT_FLAG, NULL }, /* was on one, and is on none */
	},
};

static const char *former_names(const struct page *p, const struct standing *s, const char *present)
{
	const char *names = "";

	for (size_t i = s->names.n; i-- > 0;)
		if (strcmp(s->names.items[i].value, present) != 0)
			names = page_join(p, names, "、", s->names.items[i].value);
	return names;
}

static void fill_lists(const struct page *p, struct value *frame, const struct standing *s)
{
	struct value *links = page_frames(p, s->memberships.n, LINK_SLOTS);
	size_t n = 0;
	bool was = false;

	for (size_t i = 0; i < s->memberships.n; i++) {
		const struct membership *m = s->memberships.items[i];
		const struct list_outline *l = outline_list(p->ctx->outline, m->list->id);

		was |= m->spells.n > 0;
		if (!l || !membership_on(m, p->ctx->registry->as_of))
			continue;
		value_text(&links[n * LINK_SLOTS + LINK_HREF], link_list(p, m->list->id));
		value_text(&links[n++ * LINK_SLOTS + LINK_TEXT], l->title);
	}
	fill_list(p, &frame[ROW_LISTS], links, n, LINK_SLOTS);
	value_flag(&frame[ROW_WAS], was && !n);
}

bool next_entity(void *ctx, size_t index, struct value *frame)
{
	const struct entity_rows *rows = ctx;
	struct page p = page_row(rows->page);
	date_t day = p.ctx->registry->as_of;
	const struct standing *s;
	const char *name, *kind;

	memset(frame, 0, ROW_SLOTS * sizeof(*frame));
	if (index >= rows->n)
		return false;
	s = rows->items[index];
	name = standing_name(s, day);
	kind = dated_on(s->kinds.items, s->kinds.n, day);
	value_text(&frame[ROW_NAME], name);
	value_text(&frame[ROW_HREF], link_entity(&p, s->entity->id));
	value_text(&frame[ROW_FORMER], former_names(&p, s, name));
	value_text(&frame[ROW_KIND],
		   word_kind(kind && strcmp(kind, "park") == 0 ? KIND_PARK : KIND_ENTERPRISE));
	value_text(&frame[ROW_PLACE], place_name(&p, standing_place(s, day), rows->within));
	fill_lists(&p, frame, s);
	return true;
}
