/* One regulation in plain Chinese: what it is, since when it holds, and each of its terms. */
#include "pages/address.h"
#include "pages/layout.h"
#include "pages/made_from.h"
#include "pages/parts.h"
#include "pages/terms.h"
#include "pages/words.h"
#include "rules/rules.h"

enum {
	RULES_PAGE,
	RULES_TITLE,
	RULES_REGION,
	RULES_NUMBER,
	RULES_NUMBER_KNOWN,
	RULES_ISSUED,
	RULES_EFFECTIVE,
	RULES_EFFECTIVE_LATEST,
	RULES_IN_FORCE_BY,
	RULES_YEARS,
	RULES_LAST_DAY,
	RULES_NOT_YET,
	RULES_OVER,
	RULES_REPEALED,
	RULES_INTERPRETER,
	RULES_UMBRELLA,
	RULES_LEVELS,
	RULES_SOURCE,
	RULES_RESTS_ON,
	RULES_REPEALS,
	RULES_BY,
	RULES_NOTE,
	RULES_TERMS,
	RULES_CALL,
	RULES_CALL_TERMS,
	RULES_REPORT,
	RULES_COMPARISON,
	RULES_SLOTS
};

static const struct shape rules_shape = {
	.name = "rules",
	.n = RULES_SLOTS,
	.slots = {
		[RULES_PAGE] = LAYOUT_SLOT,
		[RULES_TITLE] = { "title", SLOT_TEXT, NULL },
		[RULES_REGION] = { "region", SLOT_GROUP, &link_shape },
		[RULES_NUMBER] = { "number", SLOT_TEXT, NULL },
		[RULES_NUMBER_KNOWN] = { "number_known", SLOT_TEXT, NULL }, /* empty: from the text */
		[RULES_ISSUED] = { "issued", SLOT_GROUP, &date_shape },
		[RULES_EFFECTIVE] = { "effective", SLOT_GROUP, &date_shape },
		[RULES_EFFECTIVE_LATEST] = { "effective_latest", SLOT_GROUP, &date_shape },
		[RULES_IN_FORCE_BY] = { "in_force_by", SLOT_GROUP, &date_shape },
		[RULES_YEARS] = { "years", SLOT_TEXT, NULL }, /* empty: none stated */
		[RULES_LAST_DAY] = { "last_day", SLOT_GROUP, &date_shape },
		[RULES_NOT_YET] = { "not_yet", SLOT_FLAG, NULL },
		[RULES_OVER] = { "over", SLOT_FLAG, NULL },
		[RULES_REPEALED] = { "repealed", SLOT_FLAG, NULL }, /* last_day is its end by repeal */
		[RULES_INTERPRETER] = { "interpreter", SLOT_TEXT, NULL },
		[RULES_UMBRELLA] = { "umbrella", SLOT_TEXT, NULL },
		[RULES_LEVELS] = { "levels", SLOT_TEXT, NULL },
		[RULES_SOURCE] = { "source", SLOT_GROUP, &link_shape }, /* its href may be empty */
		[RULES_RESTS_ON] = { "rests_on", SLOT_LIST, &link_shape },
		[RULES_REPEALS] = { "repeals", SLOT_LIST, &text_shape },
		[RULES_BY] = { "by", SLOT_GROUP, &link_shape },
		[RULES_NOTE] = { "note", SLOT_TEXT, NULL },
		[RULES_TERMS] = { "terms", SLOT_LIST, &term_shape },
		[RULES_CALL] = { "call", SLOT_GROUP, &link_shape }, /* that overrides terms on as_of */
		[RULES_CALL_TERMS] = { "call_terms", SLOT_LIST, &term_shape },
		[RULES_REPORT] = { "report", SLOT_TEXT, NULL },
		[RULES_COMPARISON] = { "comparison", SLOT_TEXT, NULL },
	},
};

static void fill_force(const struct page *p, struct value *frame, const struct rules *r)
{
	date_t day = p->ctx->registry->as_of, first = rules_first_day(r);

	fill_date(p, &frame[RULES_ISSUED], r->issued);
	fill_date(p, &frame[RULES_EFFECTIVE], r->effective);
	fill_date(p, &frame[RULES_EFFECTIVE_LATEST], r->effective_latest);
	fill_date(p, &frame[RULES_IN_FORCE_BY], r->in_force_by);
	fill_date(p, &frame[RULES_LAST_DAY], rules_last_day(r));
	if (r->years)
		value_text(&frame[RULES_YEARS], page_printf(p, "%d", r->years));
	value_flag(&frame[RULES_NOT_YET], first != DATE_NONE && first > day);
	value_flag(&frame[RULES_OVER], rules_last_day(r) < day);
	value_flag(&frame[RULES_REPEALED], r->ended != DATE_NONE);
}

static void fill_sources(const struct page *p, struct value *frame, const struct rules *r)
{
	const struct content *c = p->ctx->content;
	struct value *links = page_frames(p, r->rests_on.n, LINK_SLOTS);

	for (size_t i = 0; i < r->rests_on.n; i++) {
		const struct rules *base = content_rules(c, r->rests_on.items[i]);

		value_text(&links[i * LINK_SLOTS + LINK_HREF], base ? link_rules(p, base->id) : NULL);
		value_text(&links[i * LINK_SLOTS + LINK_TEXT],
			   base ? base->title : r->rests_on.items[i]);
	}
	fill_list(p, &frame[RULES_RESTS_ON], links, r->rests_on.n, LINK_SLOTS);
	fill_texts(p, &frame[RULES_REPEALS], &r->repeals);
	if (r->source)
		fill_link(p, &frame[RULES_SOURCE], r->source->url, r->source->title);
	fill_notice_link(p, &frame[RULES_BY], content_notice(c, r->by));
}

static void fill_facts(const struct page *p, struct value *frame, const struct rules *r)
{
	const char *levels = "";

	for (size_t i = 0; i < r->levels.n; i++)
		levels = page_join(p, levels, "、", word_party(r->levels.items[i]));
	value_text(&frame[RULES_TITLE], r->title);
	fill_region_link(p, &frame[RULES_REGION], content_region(p->ctx->content, r->region));
	value_text(&frame[RULES_NUMBER], r->number ? r->number->value : NULL);
	value_text(&frame[RULES_NUMBER_KNOWN],
		   r->number ? word_confidence(r->number->clause.confidence) : NULL);
	value_text(&frame[RULES_INTERPRETER], r->interpreter);
	value_text(&frame[RULES_UMBRELLA], r->umbrella);
	value_text(&frame[RULES_LEVELS], levels);
	value_text(&frame[RULES_NOTE], r->note);
	fill_force(p, frame, r);
	fill_sources(p, frame, r);
}

/* What this year's call says otherwise, while the text is the one in force. */
static void fill_call(const struct page *p, struct value *frame, const struct rules *r)
{
	const struct registry *registry = p->ctx->registry;
	const struct notice *call = NULL;

	if (rules_own(p->ctx->content, r->region, registry->as_of) != r)
		return;
	rules_terms(p->ctx->content, r, registry->as_of, registry->seen, &call);
	if (!call || !call->overrides)
		return;
	fill_notice_link(p, &frame[RULES_CALL], call);
	fill_terms(p, &frame[RULES_CALL_TERMS], call->overrides, true);
}

static size_t rules_count(const struct page_context *ctx)
{
	return ctx->content->rules.n;
}

static void rules_address(const struct page_context *ctx, size_t i, struct buf *out)
{
	address_rules(out, ctx->content->rules.items[i].id);
}

static const char *rules_origin(const struct page_context *ctx, size_t i)
{
	return ctx->content->rules.items[i].path;
}

static void rules_made_from(const struct made_from *m, size_t i, struct digester *d)
{
	digest_text(d, m->ctx->content->rules.items[i].id);
	digest_digest(d, m->calls);
	digest_number(d, m->ctx->registry->as_of);
}

static void rules_render(const struct page *p, size_t i, const struct page_templates *t,
			 struct buf *out)
{
	const struct rules *r = &p->ctx->content->rules.items[i];
	const struct region *region = content_region(p->ctx->content, r->region);
	struct value *frame = page_frames(p, 1, RULES_SLOTS);

	fill_layout(p, &frame[RULES_PAGE],
		    &(struct layout){
			    .title = page_printf(p, "《%s》说明", r->title),
			    .here = r->title,
			    .description = page_printf(
				    p, "《%s》的各项规定，逐条写明条款；未作规定和未核实的照实注明",
				    r->title),
			    .region = region,
			    .column_name = "规定",
			    .column_type = "政策文件",
			    .via = { link_address(p, ADDRESS_RULES), "规定" } });
	fill_facts(p, frame, r);
	fill_terms(p, &frame[RULES_TERMS], &r->terms, false);
	fill_call(p, frame, r);
	value_text(&frame[RULES_REPORT], link_report(p, region));
	value_text(&frame[RULES_COMPARISON], link_address(p, ADDRESS_RULES));
	template_render(t->page, frame, out);
}

const struct page_kind page_rules = {
	.template = "pages/rules",
	.shape = &rules_shape,
	.count = rules_count,
	.address = rules_address,
	.origin = rules_origin,
	.made_from = rules_made_from,
	.render = rules_render,
};
