/* Terms about being on a list and leaving it, and about those who watch. */
#include "pages/terms_say.h"

#include <string.h>

#include "pages/common.h"
#include "pages/words.h"

void say_review(struct saying *s, const struct rule_terms *t)
{
	const struct rule_review *r = t->review;
	const char *often = "", *by = "";

	if (!r)
		return;
	if (r->every_years)
		often = page_printf(s->page, "每%d年一次", r->every_years);
	if (r->by.n)
		by = page_printf(s->page, "由%s主管部门进行", say_parties(s, &r->by));
	say(s, &r->clause, say_join(s, often, "，", by));
}

void say_rectification(struct saying *s, const struct rule_terms *t)
{
	const struct rule_rectification *r = t->rectification;

	if (r)
		say(s, &r->clause, r->days ? page_printf(s->page, "%d天", r->days) : "");
}

void say_removal(struct saying *s, const struct rule_terms *t)
{
	const struct rule_removal *r = t->removal;

	if (!r)
		return;
	sayf(s, &r->clause, "%s%s%s", say_verb(t),
	     r->when == REMOVAL_ROLLING ? "，查实后及时进行" : "，随年度名单进行",
	     r->announce ? "，并公告" : "");
	for (size_t i = 0; i < r->grounds.n; i++)
		say(s, &r->grounds.items[i].clause,
		    r->grounds.items[i].text ? r->grounds.items[i].text : r->grounds.items[i].code);
}

void say_immediate(struct saying *s, const struct rule_terms *t)
{
	const struct rule_immediate *r = t->removal ? t->removal->immediate : NULL;
	const char *after;

	if (!r)
		return;
	after = page_printf(s->page, "及时%s%s%s", say_verb(t),
			    r->scope == SCOPE_ALL ? "，各级名单一并处理" : "",
			    r->announce ? "，并公告" : "");
	if (r->report_up)
		after = page_printf(s->page, "%s，实时上报%s", after, r->report_up);
	say(s, &r->clause, say_join(s, say_texts(s, &r->incidents), "：", after));
}

void say_after_change(struct saying *s, const struct rule_terms *t)
{
	const struct rule_after_change *r = t->removal ? t->removal->after_change : NULL;

	if (r)
		sayf(s, &r->clause, "%s%s的，%s%s%s", r->decided_by ? word_party(r->decided_by) : "",
		     r->decided_by ? "级主管部门复核确认不再符合条件" : "不再符合条件", say_verb(t),
		     r->level ? "：" : "", word_level(r->level));
}

void say_bars(struct saying *s, const struct rule_terms *t)
{
	for (size_t i = 0; i < t->bars.n; i++) {
		const struct rule_bar *r = &t->bars.items[i];
		const char *which = "";

		for (size_t k = 0; k < r->triggers.n; k++)
			which = page_printf(s->page, "%s%s%s", which, k ? "、" : "",
					    word_ground(r->triggers.items[k]));
		sayf(s, &r->clause, "%s%s%d年内%s%s", which, *which ? "：" : "", r->years,
		     r->levels.n ? page_printf(s->page, "（%s级）", say_parties(s, &r->levels)) : "",
		     "不得再次申请、推荐和列入");
	}
}

static void say_sanction(struct saying *s, const struct rule_sanction *r)
{
	const char *up = r->report_to ? page_printf(s->page, "上报%s", r->report_to) : "";
	const char *bar =
		r->bar_years ? page_printf(s->page, "%d年内不采信其评价结果", r->bar_years) : "";
	const char *all = say_join(s, up, "，", r->platform_notice ? "在管理平台通报" : "");

	all = say_join(s, all, "，", bar);
	if (*all)
		all = page_printf(s->page, "查实有弄虚作假等问题的，%s", all);
	else if (r->clause.same_as)
		all = "弄虚作假或者故意隐瞒问题的处理";
	say(s, &r->clause, all);
}

void say_assessors(struct saying *s, const struct rule_terms *t)
{
	const struct rule_assessors *r = t->assessors;

	if (!r)
		return;
	if (r->clause.status != CLAUSE_STATED || r->clause.note)
		say(s, &r->clause, "");
	for (size_t i = 0; i < r->caps.n; i++) {
		const struct rule_cap *c = &r->caps.items[i];

		sayf(s, &c->clause, "%s每年最多承担%s%s%d项评价", word_cap(c->per),
		     word_level(c->level), say_categories(s, &c->categories), c->most);
	}
	if (r->sanction)
		say_sanction(s, r->sanction);
}

void say_reports(struct saying *s, const struct rule_terms *t)
{
	const struct rule_reports *r = t->reports;
	const char *all = "";

	if (!r)
		return;
	if (r->to.n)
		all = page_printf(s->page, "向%s主管部门举报", say_parties(s, &r->to));
	if (r->about.n)
		all = say_join(s, all, "；",
			       page_printf(s->page, "可举报%s", say_parties(s, &r->about)));
	if (r->needs.n)
		all = say_join(s, all, "；",
			       page_printf(s->page, "须有%s", say_report_words(s, &r->needs)));
	for (size_t i = 0; i < r->outcomes.n; i++) {
		bool removes = strcmp(r->outcomes.items[i], "remove") == 0;

		all = say_join(s, all, i ? "、" : "；查实后",
			       removes ? say_verb(t) : word_report(r->outcomes.items[i]));
	}
	say(s, &r->clause, all);
}

void say_rewards(struct saying *s, const struct rule_terms *t)
{
	for (size_t i = 0; i < t->rewards.n; i++) {
		const struct rule_reward *r = &t->rewards.items[i];

		const char *sum = r->most_yuan % 10000
					  ? page_printf(s->page, "%d元", r->most_yuan)
					  : page_printf(s->page, "%d万元", r->most_yuan / 10000);

		sayf(s, &r->clause, "%s%s%s：最高%s%s", r->once ? "首次列入" : "列入",
		     word_level(r->level), say_categories(s, &r->categories), sum,
		     r->no_stacking ? "，同一年度不叠加" : "");
	}
}
