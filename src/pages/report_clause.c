#include "pages/report_clause.h"

#include <string.h>

#include "pages/common.h"
#include "pages/words.h"
#include "rules/rules.h"

/* ---- to whom ---- */

enum { TO_NAME, TO_EVERY, TO_PLACES, TO_SLOTS };
static const struct shape to_shape = {
	.name = "to whom",
	.n = TO_SLOTS,
	.slots = {
		[TO_NAME] = { "name", SLOT_TEXT, NULL }, /* an authority, or what level of them */
		[TO_EVERY] = { "every", SLOT_FLAG, NULL }, /* one of all levels */
		[TO_PLACES] = { "places", SLOT_LIST, &link_shape }, /* those that have a page */
	},
};

static int level_of(const char *who)
{
	static const char *const names[] = { "", "nation", "province", "city", "district" };

	for (int level = LEVEL_NATION; level <= LEVEL_DISTRICT; level++)
		if (strcmp(who, names[level]) == 0)
			return level;
	return LEVEL_NONE;
}

static bool lies_in(const struct region_outline *r, const struct region_outline *within)
{
	for (; r; r = r->parent)
		if (r == within)
			return true;
	return false;
}

/* The pages of the authorities of a level, below the region or above it. */
static void fill_places(const struct page *p, struct value *v, const struct region_outline *of,
			int level)
{
	const struct outline *o = p->ctx->outline;
	struct value *links = page_frames(p, o->tree.n, LINK_SLOTS);
	size_t n = 0;

	for (size_t i = 0; i < o->tree.n; i++) {
		const struct region_outline *r = o->tree.items[i];
		const struct authority *lead = region_lead(r->region);

		if (!lead || r->region->level != level || r == of ||
		    (!lies_in(r, of) && !lies_in(of, r)))
			continue;
		value_text(&links[n * LINK_SLOTS + LINK_HREF], link_authority(p, lead));
		value_text(&links[n++ * LINK_SLOTS + LINK_TEXT], lead->name);
	}
	fill_list(p, v, links, n, LINK_SLOTS);
}

static void fill_to(const struct page *p, struct value *frame, const char *who,
		    const struct region_outline *region)
{
	const struct authority *lead = region_lead(region->region);
	int level = level_of(who);
	bool every = strcmp(who, "any") == 0;

	value_flag(&frame[TO_EVERY], every);
	if (every || level == region->region->level)
		value_text(&frame[TO_NAME], lead ? lead->name : word_party(who));
	else
		value_text(&frame[TO_NAME], page_printf(p, "%s主管部门", word_party(who)));
	if (level != LEVEL_NONE && level != region->region->level)
		fill_places(p, &frame[TO_PLACES], region, level);
}

static void fill_receivers(const struct page *p, struct value *v, const struct rule_reports *r,
			   const struct region_outline *region)
{
	struct value *items = page_frames(p, r->to.n, TO_SLOTS);

	for (size_t i = 0; i < r->to.n; i++)
		fill_to(p, items + i * TO_SLOTS, r->to.items[i], region);
	fill_list(p, v, items, r->to.n, TO_SLOTS);
}

/* ---- the clause ---- */

enum {
	CLAUSE_RULES,
	CLAUSE_ARTICLE,
	CLAUSE_OPEN,
	CLAUSE_SAYS,
	CLAUSE_NOTE,
	CLAUSE_TO,
	CLAUSE_ABOUT_MEMBER,
	CLAUSE_ABOUT_ASSESSOR,
	CLAUSE_NEEDS,
	CLAUSE_HAS_NEEDS,
	CLAUSE_RECTIFY,
	CLAUSE_REMOVE,
	CLAUSE_SANCTION,
	CLAUSE_VERB,
	CLAUSE_SLOTS
};

const struct shape report_clause_shape = {
	.name = "clause about reports",
	.n = CLAUSE_SLOTS,
	.slots = {
		[CLAUSE_RULES] = { "rules", SLOT_GROUP, &link_shape },
		[CLAUSE_ARTICLE] = { "article", SLOT_TEXT, NULL },
		[CLAUSE_OPEN] = { "open", SLOT_TEXT, NULL }, /* 未作规定, 未核实, 文义不明 */
		[CLAUSE_SAYS] = { "says", SLOT_FLAG, NULL }, /* to whom and about whom */
		[CLAUSE_NOTE] = { "note", SLOT_TEXT, NULL },
		[CLAUSE_TO] = { "to", SLOT_LIST, &to_shape },
		[CLAUSE_ABOUT_MEMBER] = { "about_member", SLOT_FLAG, NULL },
		[CLAUSE_ABOUT_ASSESSOR] = { "about_assessor", SLOT_FLAG, NULL },
		[CLAUSE_NEEDS] = { "needs", SLOT_LIST, &text_shape },
		[CLAUSE_HAS_NEEDS] = { "has_needs", SLOT_FLAG, NULL },
		[CLAUSE_RECTIFY] = { "rectify", SLOT_FLAG, NULL },
		[CLAUSE_REMOVE] = { "remove", SLOT_FLAG, NULL },
		[CLAUSE_SANCTION] = { "sanction", SLOT_FLAG, NULL },
		[CLAUSE_VERB] = { "verb", SLOT_TEXT, NULL }, /* 移出, 取消资格 */
	},
};

static bool has(const struct strings *list, const char *what)
{
	for (size_t i = 0; i < list->n; i++)
		if (strcmp(list->items[i], what) == 0)
			return true;
	return false;
}

static void fill_needs(const struct page *p, struct value *frame, const struct rule_reports *r)
{
	struct value *items = page_frames(p, r->needs.n, TEXT_SLOTS);

	for (size_t i = 0; i < r->needs.n; i++)
		value_text(&items[i * TEXT_SLOTS + TEXT_ITSELF], word_report(r->needs.items[i]));
	fill_list(p, &frame[CLAUSE_NEEDS], items, r->needs.n, TEXT_SLOTS);
	value_flag(&frame[CLAUSE_HAS_NEEDS], r->needs.n);
}

static void fill_says(const struct page *p, struct value *frame, const struct rule_terms *t,
		      const struct region_outline *region)
{
	const struct rule_reports *r = t->reports;

	value_text(&frame[CLAUSE_ARTICLE], r->clause.article);
	value_text(&frame[CLAUSE_OPEN], word_status(r->clause.status));
	value_text(&frame[CLAUSE_NOTE], r->clause.note);
	value_flag(&frame[CLAUSE_SAYS], r->to.n || r->about.n);
	value_flag(&frame[CLAUSE_ABOUT_MEMBER], has(&r->about, "member"));
	value_flag(&frame[CLAUSE_ABOUT_ASSESSOR], has(&r->about, "assessor"));
	value_flag(&frame[CLAUSE_RECTIFY], has(&r->outcomes, "rectify"));
	value_flag(&frame[CLAUSE_REMOVE], has(&r->outcomes, "remove"));
	value_flag(&frame[CLAUSE_SANCTION], has(&r->outcomes, "sanction"));
	value_text(&frame[CLAUSE_VERB], t->removal && t->removal->verb ? t->removal->verb : "移出");
	fill_receivers(p, &frame[CLAUSE_TO], r, region);
	fill_needs(p, frame, r);
}

static void fill_clause(const struct page *p, struct value *frame, const struct rules *r,
			const struct region_outline *region)
{
	const struct registry *registry = p->ctx->registry;
	struct rule_terms terms =
		rules_terms(p->ctx->content, r, registry->as_of, registry->seen, NULL);

	fill_link(p, &frame[CLAUSE_RULES], link_rules(p, r->id), r->title);
	if (terms.reports)
		fill_says(p, frame, &terms, region);
	else
		value_text(&frame[CLAUSE_OPEN], word_status(CLAUSE_UNSPECIFIED));
}

void fill_report_clause(const struct page *p, struct value *v, const struct rules *r,
			const struct region_outline *region)
{
	struct value *frame = page_frames(p, 1, CLAUSE_SLOTS);

	if (!r)
		return;
	fill_clause(p, frame, r, region);
	value_group(v, frame);
}

void fill_report_others(const struct page *p, struct value *v, const struct rules *r,
			const struct region_outline *region)
{
	bool stated = r && r->terms.reports && r->terms.reports->clause.status == CLAUSE_STATED;
	size_t most = r && !stated ? r->rests_on.n : 0, n = 0;
	struct value *items = page_frames(p, most, CLAUSE_SLOTS);

	for (size_t i = 0; i < most; i++) {
		const struct rules *base = content_rules(p->ctx->content, r->rests_on.items[i]);

		if (base)
			fill_clause(p, items + n++ * CLAUSE_SLOTS, base, region);
	}
	fill_list(p, v, items, n, CLAUSE_SLOTS);
}
