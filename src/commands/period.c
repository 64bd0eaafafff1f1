#include <stdio.h>

#include "commands/command.h"
#include "commands/portal.h"
#include "commands/report.h"
#include "rules/calendar.h"
#include "rules/rules.h"
#include "rules/window.h"

enum { PERIOD_UNTIL, PERIOD_AT };

static const struct option options[] = {
	[PERIOD_UNTIL] = { "until",
			   "DATE",
			   { "到这一天（含）共几天", "count the days until then, both ends counted" } },
	[PERIOD_AT] = { "at",
			"REV",
			{ "依某一版本的规则和日历", "by the rules and calendar of a revision" } },
	{ .name = NULL },
};

struct question {
	const struct invocation *in;
	const struct content *content;
	const struct region *region;
	date_t start, until; /* until: DATE_NONE where not asked */
	bool zh;
};

static int unknown_days(const struct question *q)
{
	fprintf(stderr,
		q->zh ? "luce period：日历未公布到所需的年份，不能推算。请在 content/calendar/ 中补上该年。\n"
		      : "luce period: the calendar is not published that far; add that year to content/calendar/\n");
	return EXIT_FOUND;
}

/* Counts to --until in both units, whatever the text says. */
static int add_counts(const struct question *q, struct buf *out)
{
	char start[DATE_SIZE], until[DATE_SIZE];
	int working = calendar_count(q->content, q->start, q->until, DAYS_WORKING);

	if (working == DAYS_UNKNOWN)
		return unknown_days(q);
	buf_add_format(out,
		       q->zh ? "%s 至 %s（含首尾）：%d 个工作日，%d 天\n"
			     : "%s to %s, both counted: %d working days, %d days\n",
		       date_format(q->start, start), date_format(q->until, until), working,
		       calendar_count(q->content, q->start, q->until, DAYS_CALENDAR));
	return EXIT_FINE;
}

static int add_window(const struct question *q, const struct rule_publicity *p, struct buf *out)
{
	struct window w = window_from(q->content, p, q->start);
	char start[DATE_SIZE], end[DATE_SIZE], list[DATE_SIZE];

	if (w.last == DATE_NONE || w.list == DATE_NONE)
		return unknown_days(q);
	buf_add_format(out,
		       q->zh ? "公示 %d %s（%s）：%s 至 %s（含首尾）\n名单最早于 %s 公布\n"
			     : "publicity of %d %s (%s): %s to %s, both counted\nthe list on %s at the earliest\n",
		       p->value,
		       p->unit == DAYS_WORKING ? (q->zh ? "个工作日" : "working days")
					       : (q->zh ? "天" : "days"),
		       p->clause.article ? p->clause.article : "-", date_format(q->start, start),
		       date_format(w.last, end), date_format(w.list, list));
	if (w.strict != DATE_NONE && w.strict != w.last)
		buf_add_format(out,
			       q->zh ? "按" CIVIL_CODE_PERIODS "从严计算：至 %s\n"
				     : "by the stricter reading of Civil Code art. 201 and 203: to %s\n",
			       date_format(w.strict, end));
	return EXIT_FINE;
}

static int answer(const struct question *q, minute_t seen, struct buf *out)
{
	const struct rules *r = rules_in_force(q->content, q->region->code, q->start);
	const struct rule_publicity *p;
	struct rule_terms terms;

	if (!r) {
		buf_add_format(out,
			       q->zh ? "%s：当日没有施行中的规定，期限不能推算；"
				       "请在 content/rules/ 中补上，或者用 --until 只数天数\n"
				     : "%s: no rules in force on that day, so no length follows; "
				       "add them to content/rules/, or count days with --until\n",
			       q->region->name);
		return q->until == DATE_NONE ? EXIT_FINE : add_counts(q, out);
	}
	terms = rules_terms(q->content, r, q->start, seen, &(const struct notice *){ NULL });
	p = publicity_at(&terms, q->region->level);
	buf_add_format(out, "%s%s%s\n", r->title, r->number ? " " : "",
		       r->number ? r->number->value : "");
	if (!p || !p->value)
		buf_add_format(out,
			       q->zh ? "文中没有规定公示天数%s%s%s\n"
				     : "the text fixes no length%s%s%s\n",
			       p && p->clause.article ? (q->zh ? "（" : " (") : "",
			       p && p->clause.article ? p->clause.article : "",
			       p && p->clause.article ? (q->zh ? "）" : ")") : "");
	else if (add_window(q, p, out) != EXIT_FINE)
		return EXIT_FOUND;
	return q->until == DATE_NONE ? EXIT_FINE : add_counts(q, out);
}

static int period(const struct invocation *in)
{
	struct portal_options o = { .at = option_value(in, PERIOD_AT), .as_of_default = DATE_NONE };
	struct question q = { .in = in, .until = DATE_NONE, .zh = in->language == LANG_ZH };
	struct buf out = BUF_INIT;
	struct portal p;
	int status;

	if (parse_day(in, in->operands[1], &q.start) < 0 ||
	    (option_given(in, PERIOD_UNTIL) &&
	     parse_day(in, option_value(in, PERIOD_UNTIL), &q.until) < 0))
		return EXIT_USAGE;
	portal_open(&p, in, &o);
	status = portal_refuse(&p, in);
	if (status == EXIT_FINE) {
		q.content = p.content;
		q.region = content_region(p.content, in->operands[0]);
		status = q.region ? answer(&q, p.seen, &out)
				  : usage_error(in, U_REGION, in->operands[0]);
	}
	if (status == EXIT_FINE)
		status = print_product(&out);
	buf_release(&out);
	portal_close(&p);
	return status;
}

const struct command period_command = {
	.name = "period",
	.operands = "REGION START",
	.least_operands = 2,
	.most_operands = 2,
	.says = { "公示从首日起到哪天满，名单最早哪天公布",
		  "from this first day: the last day of a publicity period, the first day of the list" },
	.options = options,
	.run = period,
};
