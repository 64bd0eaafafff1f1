/* Terms about coming onto a list. */
#include "pages/terms_say.h"

#include "pages/common.h"
#include "pages/parts.h"
#include "pages/words.h"

void say_lists(struct saying *s, const struct rule_terms *t)
{
	for (size_t i = 0; i < t->lists.n; i++) {
		const struct rule_list *l = &t->lists.items[i];
		const struct category *c = content_category(s->page->ctx->content, l->category);
		const char *name = l->label ? l->label : c ? c->name : l->category;

		sayf(s, &l->clause, "%s%s%s", word_level(l->level), name,
		     l->ranked ? "，按评审结果排序管理" : "");
	}
}

void say_conditions(struct saying *s, const struct rule_terms *t)
{
	for (size_t i = 0; i < t->conditions.n; i++) {
		const struct rule_condition *r = &t->conditions.items[i];
		const struct category *c = content_category(s->page->ctx->content, r->category);

		sayf(s, &r->clause, "%s：%s", c ? c->name : r->category, or_empty(r->text));
	}
}

void say_seats(struct saying *s, const struct rule_terms *t)
{
	for (size_t i = 0; i < t->seats.n; i++) {
		const struct rule_seat *r = &t->seats.items[i];
		const char *both = r->registration && r->production ? "注册地和生产场所须在本地"
				   : r->registration		    ? "注册地须在本地"
				   : r->production		    ? "生产场所须在本地"
								    : "";

		say(s, &r->clause,
		    *both ? say_join(s, say_categories(s, &r->categories), "：", both) : "");
	}
}

static void say_grounds(struct saying *s, const struct rule_ground *grounds, size_t n)
{
	for (size_t i = 0; i < n; i++)
		say(s, &grounds[i].clause, grounds[i].text ? grounds[i].text : grounds[i].code);
}

void say_ineligibility(struct saying *s, const struct rule_terms *t)
{
	const struct rule_ineligibility *r = t->ineligibility;

	if (!r)
		return;
	if (r->lookback_years)
		sayf(s, &r->clause, "近%d年有下列情形之一的%s", r->lookback_years,
		     r->tenants ? "（园区含园区内企业）" : "");
	else
		say(s, &r->clause, r->tenants ? "园区含园区内企业" : "");
	say_grounds(s, r->items.items, r->items.n);
}

void say_candidates(struct saying *s, const struct rule_terms *t)
{
	const struct rule_candidates *r = t->candidates;
	const char *by = "", *valid = "";

	if (!r)
		return;
	if (r->keepers.n)
		by = page_printf(s->page, "由%s主管部门建库", say_parties(s, &r->keepers));
	if (r->valid_years)
		valid = page_printf(s->page, "有效期%d年", r->valid_years);
	say(s, &r->clause, say_join(s, by, "，", valid));
}

static const char *stage_words(int stage)
{
	return stage == NOTICE_RECOMMEND ? "推荐到"
	       : stage == NOTICE_LIST	 ? "列入"
					 : word_notice_type(stage);
}

void say_prerequisites(struct saying *s, const struct rule_terms *t)
{
	for (size_t i = 0; i < t->prerequisites.n; i++) {
		const struct rule_prerequisite *r = &t->prerequisites.items[i];
		const struct category *c = content_category(s->page->ctx->content, r->needs_category);
		const char *what = r->needs_candidate ? "先成为培育对象" : "";

		if (r->needs)
			what = page_printf(s->page, "先列入%s%s名单%s", word_level(r->needs),
					   c ? c->name : "",
					   r->needs_candidate ? "，并先成为培育对象" : "");
		sayf(s, &r->clause, "%s%s%s%s：%s%s", stage_words(r->stage), word_level(r->level),
		     r->categories.n ? "的" : "", say_categories(s, &r->categories),
		     r->clause.status == CLAUSE_UNSPECIFIED ? "是否须"
		     : r->strength == STRENGTH_PRINCIPLE    ? "原则上须"
							    : "须",
		     what);
	}
}

void say_evaluation(struct saying *s, const struct rule_terms *t)
{
	const struct rule_evaluation *r = t->evaluation;

	if (!r)
		return;
	say(s, &r->clause,
	    say_join(s, word_evaluation(r->mode), "，",
		     r->assessor_required ? "名单须列第三方评价机构" : NULL));
}

void say_vetting(struct saying *s, const struct rule_terms *t)
{
	for (size_t i = 0; i < t->vetting.n; i++) {
		const struct rule_vetting *r = &t->vetting.items[i];

		const char *of = r->categories.n ? page_printf(s->page, "（%s）",
							       say_categories(s, &r->categories))
						 : "";

		sayf(s, &r->clause, "%s%s",
		     say_join(s, say_texts(s, &r->bodies), "：", say_texts(s, &r->about)), of);
	}
}

void say_includes(struct saying *s, const struct rule_terms *t)
{
	for (size_t i = 0; i < t->includes.n; i++) {
		const struct rule_include *r = &t->includes.items[i];

		sayf(s, &r->clause, "%s%s名单单位同时列为本级名单单位%s%s", word_level(r->level),
		     say_categories(s, &r->categories), r->printed ? "，在本级名单中再次列出" : "",
		     r->outlives_source ? "，上级移出后本级仍保留" : "");
	}
}

void say_issuers(struct saying *s, const struct rule_terms *t)
{
	for (size_t i = 0; i < t->issuers.n; i++) {
		const struct rule_issuers *r = &t->issuers.items[i];
		const char *names = "";

		for (size_t k = 0; k < r->authorities.n; k++) {
			const struct authority *a =
				content_authority(s->page->ctx->content, r->authorities.items[k]);

			names = page_printf(s->page, "%s%s%s", names, k ? "、" : "",
					    a ? a->name : r->authorities.items[k]);
		}
		sayf(s, &r->clause, "%s：%s", word_notice_type(r->stage), names);
	}
}

void say_publicity(struct saying *s, const struct rule_terms *t)
{
	const struct rule_publicity *r = t->publicity;
	const char *days = "";

	if (!r)
		return;
	if (r->value > 0)
		days = page_printf(s->page, "%d%s", r->value,
				   r->unit == DAYS_WORKING ? "个工作日" : "日");
	days = say_join(s, days, "，", r->where ? page_printf(s->page, "在%s公示", r->where) : NULL);
	if (r->levels.n)
		days = say_join(s, page_printf(s->page, "%s级名单", say_parties(s, &r->levels)),
				"：", days);
	say(s, &r->clause, days);
}

void say_deadlines(struct saying *s, const struct rule_terms *t)
{
	for (size_t i = 0; i < t->deadlines.n; i++) {
		const struct rule_deadline *d = &t->deadlines.items[i];
		const char *day = d->clause.status == CLAUSE_STATED ? "没有固定日期" : "", *what;

		if (d->day)
			day = page_printf(s->page, "%s%d月%d日前",
					  d->strength == STRENGTH_PRINCIPLE ? "原则上" : "",
					  d->day / 100, d->day % 100);
		else if (d->within)
			day = page_printf(s->page, "%s%s",
					  d->strength == STRENGTH_PRINCIPLE ? "原则上" : "",
					  deadline_within(s->page, d));
		what = page_printf(s->page, "%s%s%s", or_empty(word_party(d->who)),
				   word_deadline(d->what),
				   d->to ? page_printf(s->page, "（报%s）", word_party(d->to)) : "");
		say(s, &d->clause, say_join(s, what, "：", day));
	}
}
