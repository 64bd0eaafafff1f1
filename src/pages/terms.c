#include "pages/terms_say.h"

#include <stdarg.h>
#include <string.h>

#include "pages/common.h"
#include "pages/words.h"

/* In the order in which a company meets them. */
static const struct term {
	const char *key; /* for anchors */
	const char *label;
	term_fn *say;
} terms[TERMS] = {
	{ "lists", "名单的层级和类别", say_lists },
	{ "conditions", "列入的条件", say_conditions },
	{ "seats", "注册地与生产场所", say_seats },
	{ "ineligibility", "不得申请、推荐和列入的情形", say_ineligibility },
	{ "candidates", "培育对象", say_candidates },
	{ "prerequisites", "推荐和列入的前置条件", say_prerequisites },
	{ "evaluation", "评价方式", say_evaluation },
	{ "vetting", "核查与征求意见", say_vetting },
	{ "includes", "上级名单单位列为本级名单单位", say_includes },
	{ "issuers", "由谁公示和公布", say_issuers },
	{ "publicity", "公示期", say_publicity },
	{ "deadlines", "每年的时限", say_deadlines },
	{ "review", "复核", say_review },
	{ "rectification", "整改期限", say_rectification },
	{ "removal", "移出（取消资格）的情形", say_removal },
	{ "immediate", "重大事故、事件的及时处理", say_immediate },
	{ "after-change", "变更后不再符合条件", say_after_change },
	{ "bars", "移出后多久不得再次列入", say_bars },
	{ "assessors", "第三方评价机构", say_assessors },
	{ "reports", "举报", say_reports },
	{ "rewards", "奖励", say_rewards },
};

/* ---- items ---- */

enum {
	ITEM_TEXT,
	ITEM_OPEN,
	ITEM_KNOWN,
	ITEM_ARTICLE,
	ITEM_SAME,
	ITEM_SAME_ARTICLE,
	ITEM_NOTE,
	ITEM_SLOTS
};
const struct shape term_item_shape = {
	.name = "item of a term",
	.n = ITEM_SLOTS,
	.slots = {
		[ITEM_TEXT] = { "text", SLOT_TEXT, NULL },
		[ITEM_OPEN] = { "open", SLOT_TEXT, NULL }, /* 未作规定, 未核实, 文义不明 */
		[ITEM_KNOWN] = { "known", SLOT_TEXT, NULL }, /* 据其他来源, 推断; empty: from the text */
		[ITEM_ARTICLE] = { "article", SLOT_TEXT, NULL },
		[ITEM_SAME] = { "same", SLOT_GROUP, &link_shape }, /* the text whose clause it takes */
		[ITEM_SAME_ARTICLE] = { "same_article", SLOT_TEXT, NULL },
		[ITEM_NOTE] = { "note", SLOT_TEXT, NULL },
	},
};

static struct value *new_item(struct saying *s)
{
	if (s->n == s->cap) {
		size_t cap = s->cap ? 2 * s->cap : 8;
		struct value *items = page_frames(s->page, cap, ITEM_SLOTS);

		if (s->n)
			memcpy(items, s->items, s->n * ITEM_SLOTS * sizeof(*items));
		s->items = items;
		s->cap = cap;
	}
	return s->items + s->n++ * ITEM_SLOTS;
}

void say(struct saying *s, const struct clause *clause, const char *text)
{
	const struct page *p = s->page;
	const struct rules *same = content_rules(p->ctx->content, clause->same_as);
	struct value *item = new_item(s);

	value_text(&item[ITEM_TEXT], text);
	value_text(&item[ITEM_OPEN], word_status(clause->status));
	value_text(&item[ITEM_KNOWN], word_confidence(clause->confidence));
	value_text(&item[ITEM_ARTICLE], clause->article);
	if (same)
		fill_link(p, &item[ITEM_SAME], link_rules(p, same->id), same->title);
	value_text(&item[ITEM_SAME_ARTICLE], clause->same_article);
	value_text(&item[ITEM_NOTE], clause->note);
}

void sayf(struct saying *s, const struct clause *clause, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	say(s, clause, page_vprintf(s->page, fmt, ap));
	va_end(ap);
}

/* ---- words for lists ---- */

static const char *join(const struct saying *s, const struct strings *list,
			const char *(*word)(const struct saying *s, const char *item))
{
	const char *text = "";

	for (size_t i = 0; i < list->n; i++)
		text = page_printf(s->page, "%s%s%s", text, i ? "、" : "", word(s, list->items[i]));
	return text;
}

static const char *category_word(const struct saying *s, const char *code)
{
	const struct category *c = content_category(s->page->ctx->content, code);

	return c ? c->name : code;
}

static const char *party_word(const struct saying *s, const char *who)
{
	(void)s;
	return word_party(who);
}

static const char *report_word(const struct saying *s, const char *what)
{
	(void)s;
	return word_report(what);
}

static const char *same_word(const struct saying *s, const char *text)
{
	(void)s;
	return text;
}

const char *say_categories(const struct saying *s, const struct strings *codes)
{
	return join(s, codes, category_word);
}

const char *say_parties(const struct saying *s, const struct strings *who)
{
	return join(s, who, party_word);
}

const char *say_report_words(const struct saying *s, const struct strings *what)
{
	return join(s, what, report_word);
}

const char *say_texts(const struct saying *s, const struct strings *texts)
{
	return join(s, texts, same_word);
}

const char *say_join(const struct saying *s, const char *a, const char *between, const char *b)
{
	return page_join(s->page, a, between, b);
}

const char *say_verb(const struct rule_terms *t)
{
	return t->removal && t->removal->verb ? t->removal->verb : "移出";
}

/* ---- all of them ---- */

enum { TERM_LABEL, TERM_KEY, TERM_ITEMS, TERM_SILENT, TERM_SLOTS };
const struct shape term_shape = {
	.name = "term",
	.n = TERM_SLOTS,
	.slots = {
		[TERM_LABEL] = { "label", SLOT_TEXT, NULL },
		[TERM_KEY] = { "key", SLOT_TEXT, NULL },
		[TERM_ITEMS] = { "items", SLOT_LIST, &term_item_shape },
		[TERM_SILENT] = { "silent", SLOT_FLAG, NULL },
	},
};

const char *term_label(size_t term)
{
	return terms[term].label;
}

const char *term_key(size_t term)
{
	return terms[term].key;
}

const char *term_labelled(const char *key)
{
	for (size_t i = 0; i < TERMS; i++)
		if (strcmp(terms[i].key, key) == 0)
			return terms[i].label;
	return NULL;
}

size_t fill_term_items(const struct page *p, struct value *v, const struct rule_terms *t, size_t term)
{
	struct saying s = { .page = p };

	terms[term].say(&s, t);
	fill_list(p, v, s.items, s.n, ITEM_SLOTS);
	return s.n;
}

size_t fill_terms(const struct page *p, struct value *v, const struct rule_terms *t, bool only_said)
{
	struct value *items = page_frames(p, TERMS, TERM_SLOTS);
	size_t n = 0;

	for (size_t i = 0; i < TERMS; i++) {
		struct value *frame = items + n * TERM_SLOTS;
		size_t said = fill_term_items(p, &frame[TERM_ITEMS], t, i);

		if (only_said && !said)
			continue;
		value_text(&frame[TERM_LABEL], terms[i].label);
		value_text(&frame[TERM_KEY], terms[i].key);
		value_flag(&frame[TERM_SILENT], !said);
		n++;
	}
	fill_list(p, v, items, n, TERM_SLOTS);
	return n;
}
