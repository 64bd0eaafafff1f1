/* 发布前的检查: for officials, every rule by which records are checked before they are public. */
#include <string.h>

#include "base/mem.h"
#include "pages/address.h"
#include "pages/catalogue.h"
#include "pages/common.h"
#include "pages/layout.h"
#include "pages/made_from.h"
#include "pages/terms.h"

enum {
	RULE_NAME,
	RULE_SAYS,
	RULE_SEVERITY,
	RULE_BY,
	RULE_TERM,
	RULE_TODAY,
	RULE_FIXED,
	RULE_SLOTS
};
static const struct shape rule_shape = {
	.name = "rule",
	.n = RULE_SLOTS,
	.slots = {
		[RULE_NAME] = { "name", SLOT_TEXT, NULL },
		[RULE_SAYS] = { "says", SLOT_TEXT, NULL },
		[RULE_SEVERITY] = { "severity", SLOT_TEXT, NULL },
		[RULE_BY] = { "by", SLOT_TEXT, NULL },
		[RULE_TERM] = { "term", SLOT_GROUP, &link_shape }, /* of the regions' texts */
		[RULE_TODAY] = { "today", SLOT_FLAG, NULL }, /* depends on it, and blocks nothing */
		[RULE_FIXED] = { "fixed", SLOT_FLAG, NULL }, /* no waiver takes it away */
	},
};

enum { FAMILY_NAME, FAMILY_SAYS, FAMILY_WHEN, FAMILY_RULES, FAMILY_SLOTS };
static const struct shape family_shape = {
	.name = "family of rules",
	.n = FAMILY_SLOTS,
	.slots = {
		[FAMILY_NAME] = { "name", SLOT_TEXT, NULL },
		[FAMILY_SAYS] = { "says", SLOT_TEXT, NULL },
		[FAMILY_WHEN] = { "when", SLOT_TEXT, NULL },
		[FAMILY_RULES] = { "rules", SLOT_LIST, &rule_shape },
	},
};

enum { CHECKS_PAGE, CHECKS_COUNT, CHECKS_FAMILIES, CHECKS_SLOTS };
static const struct shape checks_shape = {
	.name = "checks",
	.n = CHECKS_SLOTS,
	.slots = {
		[CHECKS_PAGE] = LAYOUT_SLOT,
		[CHECKS_COUNT] = { "count", SLOT_TEXT, NULL },
		[CHECKS_FAMILIES] = { "families", SLOT_LIST, &family_shape },
	},
};

static size_t checks_count(const struct page_context *ctx)
{
	return ctx->catalogue ? 1 : 0;
}

static void checks_address(const struct page_context *ctx, size_t i, struct buf *out)
{
	(void)ctx, (void)i;
	buf_add_str(out, ADDRESS_CHECKS);
}

static const char *checks_origin(const struct page_context *ctx, size_t i)
{
	(void)ctx, (void)i;
	return "templates/pages/checks.html";
}

static void checks_made_from(const struct made_from *m, size_t i, struct digester *d)
{
	(void)m, (void)i, (void)d; /* the program alone, and another one makes everything anew */
}

static const char *severity_word(enum severity s)
{
	static const char *const words[] = { "提示", "警告", "错误" };

	return words[s];
}

/* Which command says so. */
static const char *when_found(const char *found_by)
{
	static const struct {
		const char *by, *when;
	} words[] = {
		{ "loader", "读取记录时" },  { "fold", "推算名单时" },	{ "check", "luce check" },
		{ "import", "luce import" }, { "audit", "luce audit" },
	};

	for (size_t i = 0; i < ARRAY_LEN(words); i++)
		if (strcmp(words[i].by, found_by) == 0)
			return words[i].when;
	return found_by;
}

static void fill_rule(const struct page *p, struct value *frame, const struct catalogue_rule *r)
{
	value_text(&frame[RULE_NAME], r->name);
	value_text(&frame[RULE_SAYS], r->says);
	value_text(&frame[RULE_SEVERITY], severity_word(r->severity));
	value_text(&frame[RULE_BY], r->by);
	if (r->term)
		fill_link(p, &frame[RULE_TERM],
			  page_printf(p, "%s#%s", link_address(p, ADDRESS_RULES), r->term),
			  term_labelled(r->term));
	value_flag(&frame[RULE_TODAY], r->today);
	value_flag(&frame[RULE_FIXED], r->fixed);
}

static void fill_family(const struct page *p, struct value *frame, const struct catalogue_family *f)
{
	struct value *rules = page_frames(p, f->n, RULE_SLOTS);

	value_text(&frame[FAMILY_NAME], f->name);
	value_text(&frame[FAMILY_SAYS], f->says);
	value_text(&frame[FAMILY_WHEN], when_found(f->found_by));
	for (size_t i = 0; i < f->n; i++)
		fill_rule(p, rules + i * RULE_SLOTS, &f->rules[i]);
	fill_list(p, &frame[FAMILY_RULES], rules, f->n, RULE_SLOTS);
}

static void checks_render(const struct page *p, size_t i, const struct page_templates *t,
			  struct buf *out)
{
	const struct catalogue *c = p->ctx->catalogue;
	struct value frame[CHECKS_SLOTS] = { 0 };
	struct value *families = page_frames(p, c->n, FAMILY_SLOTS);
	size_t n = 0;

	(void)i;
	for (size_t k = 0; k < c->n; k++) {
		fill_family(p, families + k * FAMILY_SLOTS, &c->families[k]);
		n += c->families[k].n;
	}
	fill_layout(p, &frame[CHECKS_PAGE],
		    &(struct layout){ .title = "发布前的检查",
				      .description = "文告和名单发布前逐条检查什么，各依据哪部规定",
				      .column_name = "发布前的检查",
				      .column_type = "工作规范" });
	value_text(&frame[CHECKS_COUNT], page_printf(p, "%zu", n));
	fill_list(p, &frame[CHECKS_FAMILIES], families, c->n, FAMILY_SLOTS);
	template_render(t->page, frame, out);
}

const struct page_kind page_checks = {
	.template = "pages/checks",
	.shape = &checks_shape,
	.count = checks_count,
	.address = checks_address,
	.origin = checks_origin,
	.made_from = checks_made_from,
	.render = checks_render,
};
