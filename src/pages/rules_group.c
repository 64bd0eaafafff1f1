#include "pages/rules_group.h"

#include "pages/parts.h"
#include "pages/words.h"
#include "rules/rules.h"
#include "rules/window.h"

/* ---- 公示期 ---- */

enum {
	PUBLICITY_DAYS,
	PUBLICITY_WORKING,
	PUBLICITY_UNVERIFIED,
	PUBLICITY_ARTICLE,
	PUBLICITY_SLOTS
};
static const struct shape publicity_shape = {
	.name = "publicity",
	.n = PUBLICITY_SLOTS,
	.slots = {
		[PUBLICITY_DAYS] = { "days", SLOT_TEXT, NULL }, /* empty: the text fixes none */
		[PUBLICITY_WORKING] = { "working", SLOT_FLAG, NULL },
		[PUBLICITY_UNVERIFIED] = { "unverified", SLOT_FLAG, NULL },
		[PUBLICITY_ARTICLE] = { "article", SLOT_TEXT, NULL },
	},
};

static void fill_publicity(const struct page *p, struct value *v, const struct rule_publicity *r)
{
	struct value *frame = page_frames(p, 1, PUBLICITY_SLOTS);

	if (!r)
		return;
	if (r->value > 0)
		value_text(&frame[PUBLICITY_DAYS], page_printf(p, "%d", r->value));
	value_flag(&frame[PUBLICITY_WORKING], r->unit == DAYS_WORKING);
	value_flag(&frame[PUBLICITY_UNVERIFIED], r->clause.status == CLAUSE_UNVERIFIED);
	value_text(&frame[PUBLICITY_ARTICLE], r->clause.article);
	value_group(v, frame);
}

/* ---- yearly deadlines ---- */

enum {
	DEADLINE_WHAT,
	DEADLINE_DAY,
	DEADLINE_UNVERIFIED,
	DEADLINE_WHO,
	DEADLINE_TO,
	DEADLINE_SOFT,
	DEADLINE_ARTICLE,
	DEADLINE_SLOTS
};

static const struct shape deadline_shape = {
	.name = "deadline",
	.n = DEADLINE_SLOTS,
	.slots = {
		[DEADLINE_WHAT] = { "what", SLOT_TEXT, NULL },
		[DEADLINE_DAY] = { "day", SLOT_TEXT, NULL }, /* empty: the text fixes none */
		[DEADLINE_UNVERIFIED] = { "unverified", SLOT_FLAG, NULL },
		[DEADLINE_WHO] = { "who", SLOT_TEXT, NULL },
		[DEADLINE_TO] = { "to", SLOT_TEXT, NULL },
		[DEADLINE_SOFT] = { "soft", SLOT_FLAG, NULL }, /* 原则上 */
		[DEADLINE_ARTICLE] = { "article", SLOT_TEXT, NULL },
	},
};

static void fill_deadlines(const struct page *p, struct value *v, const struct rule_terms *terms)
{
	struct value *items = page_frames(p, terms->deadlines.n, DEADLINE_SLOTS);

	for (size_t i = 0; i < terms->deadlines.n; i++) {
		const struct rule_deadline *d = &terms->deadlines.items[i];
		struct value *frame = items + i * DEADLINE_SLOTS;

		value_text(&frame[DEADLINE_WHAT], word_deadline(d->what));
		if (d->day)
			value_text(&frame[DEADLINE_DAY],
				   page_printf(p, "%d月%d日", d->day / 100, d->day % 100));
		else if (d->within)
			value_text(&frame[DEADLINE_DAY], deadline_within(p, d));
		value_flag(&frame[DEADLINE_UNVERIFIED], d->clause.status == CLAUSE_UNVERIFIED);
		value_text(&frame[DEADLINE_WHO], word_party(d->who));
		value_text(&frame[DEADLINE_TO], word_party(d->to));
		value_flag(&frame[DEADLINE_SOFT], d->strength == STRENGTH_PRINCIPLE);
		value_text(&frame[DEADLINE_ARTICLE], d->clause.article);
	}
	fill_list(p, v, items, terms->deadlines.n, DEADLINE_SLOTS);
}

/* ---- the text ---- */

enum {
	RULES_TITLE,
	RULES_HREF,
	RULES_NUMBER,
	RULES_NUMBER_SECONDARY,
	RULES_REGION,
	RULES_EFFECTIVE,
	RULES_IN_FORCE_BY,
	RULES_LAST_DAY,
	RULES_INTERPRETER,
	RULES_URL,
	RULES_BY,
	RULES_CALL,
	RULES_PUBLICITY,
	RULES_DEADLINES,
	RULES_HAS_DEADLINES,
	RULES_NOTE,
	RULES_SLOTS
};

const struct shape rules_shape = {
	.name = "rules",
	.n = RULES_SLOTS,
	.slots = {
		[RULES_TITLE] = { "title", SLOT_TEXT, NULL },
		[RULES_HREF] = { "href", SLOT_TEXT, NULL },
		[RULES_NUMBER] = { "number", SLOT_TEXT, NULL },
		[RULES_NUMBER_SECONDARY] = { "number_secondary", SLOT_FLAG, NULL }, /* not from the text */
		[RULES_REGION] = { "of", SLOT_GROUP, &link_shape }, /* absent: the region's own text */
		[RULES_EFFECTIVE] = { "effective", SLOT_GROUP, &date_shape },
		[RULES_IN_FORCE_BY] = { "in_force_by", SLOT_GROUP, &date_shape }, /* where that is not known */
		[RULES_LAST_DAY] = { "last_day", SLOT_GROUP, &date_shape },
		[RULES_INTERPRETER] = { "interpreter", SLOT_TEXT, NULL },
		[RULES_URL] = { "url", SLOT_TEXT, NULL },
		[RULES_BY] = { "by", SLOT_GROUP, &link_shape },
		[RULES_CALL] = { "call", SLOT_GROUP, &link_shape }, /* that overrides the text this year */
		[RULES_PUBLICITY] = { "publicity", SLOT_GROUP, &publicity_shape },
		[RULES_DEADLINES] = { "deadlines", SLOT_LIST, &deadline_shape },
		[RULES_HAS_DEADLINES] = { "has_deadlines", SLOT_FLAG, NULL },
		[RULES_NOTE] = { "note", SLOT_TEXT, NULL },
	},
};

void fill_rules(const struct page *p, struct value *v, const struct region *r)
{
	const struct content *c = p->ctx->content;
	const struct registry *registry = p->ctx->registry;
	const struct rules *rules = rules_in_force(c, r->code, registry->as_of);
	struct value *frame = page_frames(p, 1, RULES_SLOTS);
	const struct notice *call = NULL;
	struct rule_terms terms;

	if (!rules)
		return;
	terms = rules_terms(c, rules, registry->as_of, registry->seen, &call);
	value_text(&frame[RULES_TITLE], rules->title);
	value_text(&frame[RULES_HREF], link_rules(p, rules->id));
	value_text(&frame[RULES_NUMBER], rules->number ? rules->number->value : NULL);
	value_flag(&frame[RULES_NUMBER_SECONDARY],
		   rules->number && rules->number->clause.confidence != CONFIDENCE_TEXT);
	if (content_region(c, rules->region) != r)
		fill_region_link(p, &frame[RULES_REGION], content_region(c, rules->region));
	fill_date(p, &frame[RULES_EFFECTIVE], rules->effective);
	fill_date(p, &frame[RULES_IN_FORCE_BY], rules->in_force_by);
	fill_date(p, &frame[RULES_LAST_DAY], rules_last_day(rules));
	value_text(&frame[RULES_INTERPRETER], rules->interpreter);
	value_text(&frame[RULES_URL], rules->source ? rules->source->url : NULL);
	fill_notice_link(p, &frame[RULES_BY], content_notice(c, rules->by));
	if (call && call->overrides)
		fill_notice_link(p, &frame[RULES_CALL], call);
	fill_publicity(p, &frame[RULES_PUBLICITY], publicity_at(&terms, r->level));
	fill_deadlines(p, &frame[RULES_DEADLINES], &terms);
	value_flag(&frame[RULES_HAS_DEADLINES], terms.deadlines.n);
	value_text(&frame[RULES_NOTE], rules->note);
	value_group(v, frame);
}
