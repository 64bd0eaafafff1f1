#include "pages/list_changes.h"

#include <string.h>

#include "pages/parts.h"

const struct shape change_shape = {
	.name = "change",
	.n = CHANGE_SLOTS,
	.slots = {
		[CHANGE_MARK] = { "mark", SLOT_TEXT, NULL }, /* ＋, －, ～, · */
		[CHANGE_NAME] = { "name", SLOT_TEXT, NULL }, /* on that day */
		[CHANGE_HREF] = { "href", SLOT_TEXT, NULL },
		[CHANGE_BEFORE] = { "before", SLOT_TEXT, NULL }, /* the name until then */
		[CHANGE_HOW] = { "how", SLOT_TEXT, NULL }, /* 移出, 由某单位承继; 所在地由甲变为乙 */
	},
};

static const struct {
	const char *mark, *word;
} kinds[] = {
	[DELTA_REMOVED] = { "－", "离开" },
	[DELTA_ENTERED] = { "＋", "列入" },
	[DELTA_RENAMED] = { "～", "更名" },
	[DELTA_ALTERED] = { "·", "其他变更" },
};

const char *change_word(int kind)
{
	return kinds[kind].word;
}

static const char *how_left(const struct page *p, const struct delta *d)
{
	const struct event *by = d->spell->removed;
	const struct standing *heir;

	if (!by)
		return "列入依据终止";
	if (by->action == ACTION_REMOVE)
		return removal_verb(p, by->list, by->day);
	if (by->action != ACTION_SUCCEED)
		return NULL;
	heir = outline_entity(p->ctx->outline, by->row->more->to);
	return heir ? page_printf(p, "由%s承继", standing_name(heir, d->day)) : NULL;
}

static const char *from_to(const struct page *p, const char *what, const char *from, const char *to)
{
	if (strcmp(or_empty(from), or_empty(to)) == 0)
		return NULL;
	return page_printf(p, "%s由%s变为%s", what, from ? from : "未载", to ? to : "未载");
}

const char *change_bases(const struct page *p, const struct strings *bases)
{
	const char *text = "";

	for (size_t i = 0; i < bases->n; i++) {
		const struct list_outline *l = outline_list(p->ctx->outline, bases->items[i]);

		text = page_join(p, text, "、",
				 l ? page_printf(p, "随%s", l->title)
				 : strcmp(bases->items[i], "own") == 0 ? "本级列入"
								       : bases->items[i]);
	}
	return text;
}

static const char *how_altered(const struct page *p, const struct delta *d)
{
	const char *place = from_to(p, "所在地", place_name(p, d->before.place, NULL),
				    place_name(p, d->after.place, NULL));
	const char *industry = from_to(p, "行业", d->before.industry, d->after.industry);
	const char *bases = from_to(p, "列入方式", change_bases(p, &d->before.bases),
				    change_bases(p, &d->after.bases));

	return page_join(p, page_join(p, place, "；", industry), "；", bases);
}

const char *change_how(const struct page *p, const struct delta *d)
{
	return d->kind == DELTA_REMOVED	  ? how_left(p, d)
	       : d->kind == DELTA_ALTERED ? how_altered(p, d)
					  : NULL;
}

static void fill_change(const struct page *p, struct value frame[CHANGE_SLOTS], const struct delta *d)
{
	memset(frame, 0, CHANGE_SLOTS * sizeof(*frame));
	value_text(&frame[CHANGE_MARK], kinds[d->kind].mark);
	value_text(&frame[CHANGE_NAME], d->kind == DELTA_REMOVED ? d->before.name : d->after.name);
	value_text(&frame[CHANGE_HREF], link_entity(p, d->member->who->entity->id));
	if (d->kind == DELTA_RENAMED)
		value_text(&frame[CHANGE_BEFORE], d->before.name);
	value_text(&frame[CHANGE_HOW], change_how(p, d));
}

struct run {
	const struct page *page;
	const struct delta *items;
	size_t n;
};

static bool next_change(void *ctx, size_t index, struct value *frame)
{
	const struct run *run = ctx;
	struct page row = page_row(run->page);

	if (index >= run->n)
		return false;
	fill_change(&row, frame, &run->items[index]);
	return true;
}

void fill_deltas(const struct page *p, struct value *v, const struct delta *items, size_t n)
{
	struct run *run = arena_alloc(p->arena, sizeof(*run));

	*run = (struct run){ p, items, n };
	value_list(v, next_change, run);
}
