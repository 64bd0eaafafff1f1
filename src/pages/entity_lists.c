#include "pages/entity_lists.h"

#include <string.h>

#include "pages/parts.h"
#include "pages/words.h"

/* ---- spells: in, out, in again ---- */

enum {
	SPELL_FROM,
	SPELL_ENTERED,
	SPELL_OUT,
	SPELL_REMOVED,
	SPELL_VERB,
	SPELL_ABOVE,
	SPELL_HEIR,
	SPELL_GROUND,
	SPELL_ARTICLE,
	SPELL_BARRED,
	SPELL_SLOTS
};

static const struct shape spell_shape = {
	.name = "spell",
	.n = SPELL_SLOTS,
	.slots = {
		[SPELL_FROM] = { "from", SLOT_GROUP, &date_shape },
		[SPELL_ENTERED] = { "entered", SLOT_GROUP, &link_shape },
		[SPELL_OUT] = { "out", SLOT_GROUP, &date_shape }, /* absent: lasts */
		[SPELL_REMOVED] = { "removed", SLOT_GROUP, &link_shape }, /* absent: its basis ended */
		[SPELL_VERB] = { "verb", SLOT_TEXT, NULL }, /* 移出, 取消资格 */
		[SPELL_ABOVE] = { "above", SLOT_GROUP, &link_shape }, /* the higher list that it left */
		[SPELL_HEIR] = { "heir", SLOT_GROUP, &link_shape }, /* who carries its place on */
		[SPELL_GROUND] = { "ground", SLOT_TEXT, NULL },
		[SPELL_ARTICLE] = { "article", SLOT_TEXT, NULL },
		[SPELL_BARRED] = { "barred", SLOT_GROUP, &date_shape },
	},
};

static void fill_spell(const struct page *p, struct value *frame, const struct spell *s,
		       const char *list)
{
	fill_date(p, &frame[SPELL_FROM], s->from);
	if (s->entered)
		fill_notice_link(p, &frame[SPELL_ENTERED], s->entered->notice);
	if (s->out > p->ctx->registry->as_of)
		return;
	fill_date(p, &frame[SPELL_OUT], s->out);
	fill_date(p, &frame[SPELL_BARRED], s->barred_until);
	if (s->removed)
		fill_notice_link(p, &frame[SPELL_REMOVED], s->removed->notice);
	if (s->removed && s->removed->action == ACTION_SUCCEED)
		fill_entity_link(p, &frame[SPELL_HEIR], s->removed->row->more->to);
	if (s->removed && s->removed->action == ACTION_REMOVE) {
		struct ground g = removal_ground(p, s->removed);

		if (strcmp(s->removed->list, list) != 0)
			fill_list_link(p, &frame[SPELL_ABOVE], s->removed->list);
		value_text(&frame[SPELL_VERB], removal_verb(p, s->removed->list, s->removed->day));
		value_text(&frame[SPELL_GROUND], g.text);
		value_text(&frame[SPELL_ARTICLE], g.article);
	}
}

static void fill_spells(const struct page *p, struct value *v, const struct membership *m)
{
	struct value *items = page_frames(p, m->spells.n, SPELL_SLOTS);

	for (size_t i = 0; i < m->spells.n; i++)
		fill_spell(p, items + i * SPELL_SLOTS, &m->spells.items[m->spells.n - 1 - i],
			   m->list->id);
	fill_list(p, v, items, m->spells.n, SPELL_SLOTS);
}

/* ---- bases ---- */

enum { BASIS_SOURCE, BASIS_RULES, BASIS_FROM, BASIS_OUT, BASIS_NOTICE, BASIS_SLOTS };

static const struct shape basis_shape = {
	.name = "basis",
	.n = BASIS_SLOTS,
	.slots = {
		[BASIS_SOURCE] = { "source", SLOT_GROUP, &link_shape }, /* the higher list; absent: own */
		[BASIS_RULES] = { "rules", SLOT_TEXT, NULL },
		[BASIS_FROM] = { "from", SLOT_GROUP, &date_shape },
		[BASIS_OUT] = { "out", SLOT_GROUP, &date_shape },
		[BASIS_NOTICE] = { "notice", SLOT_GROUP, &link_shape },
	},
};

static void fill_bases(const struct page *p, struct value *v, const struct membership *m)
{
	struct value *items = page_frames(p, m->bases.n, BASIS_SLOTS);

	for (size_t i = 0; i < m->bases.n; i++) {
		const struct basis *b = &m->bases.items[i];
		struct value *frame = items + i * BASIS_SLOTS;

		if (b->kind == BASIS_INCLUDED)
			fill_list_link(p, &frame[BASIS_SOURCE], b->source->id);
		value_text(&frame[BASIS_RULES], b->rules ? b->rules->title : NULL);
		fill_date(p, &frame[BASIS_FROM], b->from);
		if (b->out <= p->ctx->registry->as_of)
			fill_date(p, &frame[BASIS_OUT], b->out);
		if (b->by)
			fill_notice_link(p, &frame[BASIS_NOTICE], b->by->notice);
	}
	fill_list(p, v, items, m->bases.n, BASIS_SLOTS);
}

/* ---- stages ---- */

enum { STAGE_WORD, STAGE_OUTCOME, STAGE_FROM, STAGE_UNTIL, STAGE_NOTICE, STAGE_SLOTS };
static const struct shape stage_shape = {
	.name = "stage",
	.n = STAGE_SLOTS,
	.slots = {
		[STAGE_WORD] = { "stage", SLOT_TEXT, NULL },
		[STAGE_OUTCOME] = { "outcome", SLOT_TEXT, NULL },
		[STAGE_FROM] = { "from", SLOT_GROUP, &date_shape },
		[STAGE_UNTIL] = { "until", SLOT_GROUP, &date_shape }, /* of validity, of the rectification */
		[STAGE_NOTICE] = { "notice", SLOT_GROUP, &link_shape },
	},
};

static void fill_stages(const struct page *p, struct value *v, const struct membership *m)
{
	struct value *items = page_frames(p, m->stages.n, STAGE_SLOTS);

	for (size_t i = 0; i < m->stages.n; i++) {
		const struct stage *s = &m->stages.items[m->stages.n - 1 - i];
		struct value *frame = items + i * STAGE_SLOTS;

		value_text(&frame[STAGE_WORD], word_stage(s->kind));
		value_text(&frame[STAGE_OUTCOME], word_outcome(s->outcome));
		fill_date(p, &frame[STAGE_FROM], s->from);
		fill_date(p, &frame[STAGE_UNTIL], s->by->row->until);
		fill_notice_link(p, &frame[STAGE_NOTICE], s->by->notice);
	}
	fill_list(p, v, items, m->stages.n, STAGE_SLOTS);
}

/* ---- one list ---- */

enum {
	LIST_LINK,
	LIST_MEMBER,
	LIST_LEFT,
	LIST_SPELLS,
	LIST_BASES,
	LIST_BASES_TOLD,
	LIST_STAGES,
	LIST_SLOTS
};

const struct shape entity_list_shape = {
	.name = "list of the entity",
	.n = LIST_SLOTS,
	.slots = {
		[LIST_LINK] = { "list", SLOT_GROUP, &link_shape },
		[LIST_MEMBER] = { "member", SLOT_FLAG, NULL },
		[LIST_LEFT] = { "left", SLOT_FLAG, NULL }, /* was one */
		[LIST_SPELLS] = { "spells", SLOT_LIST, &spell_shape },
		[LIST_BASES] = { "bases", SLOT_LIST, &basis_shape },
		[LIST_BASES_TOLD] = { "bases_told", SLOT_FLAG, NULL }, /* more than one entry of its own */
		[LIST_STAGES] = { "stages", SLOT_LIST, &stage_shape },
	},
};

static bool any_included(const struct membership *m)
{
	for (size_t i = 0; i < m->bases.n; i++)
		if (m->bases.items[i].kind == BASIS_INCLUDED)
			return true;
	return false;
}

void fill_entity_lists(const struct page *p, struct value *v, const struct standing *s)
{
	struct value *items = page_frames(p, s->memberships.n, LIST_SLOTS);
	size_t n = 0;

	for (size_t i = 0; i < s->memberships.n; i++) {
		const struct membership *m = s->memberships.items[i];
		struct value *frame = items + n * LIST_SLOTS;
		bool member = membership_on(m, p->ctx->registry->as_of);

		if (!m->spells.n && !m->stages.n)
			continue;
		fill_list_link(p, &frame[LIST_LINK], m->list->id);
		value_flag(&frame[LIST_MEMBER], member);
		value_flag(&frame[LIST_LEFT], m->spells.n && !member);
		fill_spells(p, &frame[LIST_SPELLS], m);
		fill_bases(p, &frame[LIST_BASES], m);
		value_flag(&frame[LIST_BASES_TOLD], m->bases.n > 1 || any_included(m));
		fill_stages(p, &frame[LIST_STAGES], m);
		n++;
	}
	fill_list(p, v, items, n, LIST_SLOTS);
}
