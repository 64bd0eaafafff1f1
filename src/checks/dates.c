/* Days and times: stated, in order, and possible. */
#include <stdio.h>
#include <string.h>

#include "base/mem.h"
#include "checks/families.h"
#include "checks/input.h"

static void add_pair(const struct check_input *in, enum finding_id id, struct place place, date_t a,
		     date_t b)
{
	char first[DATE_SIZE], second[DATE_SIZE];

	finding_add(in->findings, id, place, date_format(a, first), date_format(b, second));
}

/* What is published says when it was signed and when it was published. */
static void notice_dated(const struct check_input *in, const struct notice *n)
{
	if (n->draft)
		return;
	if (n->signed_on == DATE_NONE)
		finding_add(in->findings, F_NOTICE_UNDATED, place_of(n->path), "signed");
	if (n->published == DATE_NONE && !n->transcribed)
		finding_add(in->findings, F_NOTICE_UNDATED, place_of(n->path), "published");
}

static void notice_signed(const struct check_input *in, const struct notice *n)
{
	if (n->published != DATE_NONE && n->signed_on != DATE_NONE &&
	    minute_date(n->published) < n->signed_on)
		add_pair(in, F_SIGNED_LATER, PLACE(in, n, "/signed"), n->signed_on,
			 minute_date(n->published));
}

static void notice_effect(const struct check_input *in, const struct notice *n)
{
	if (n->effective != DATE_NONE && n->signed_on != DATE_NONE && n->effective < n->signed_on)
		add_pair(in, F_EFFECTIVE_EARLIER, PLACE(in, n, "/effective"), n->effective,
			 n->signed_on);
}

static void notice_follows(const struct check_input *in, const struct notice *n)
{
	const struct notice *before = content_notice(in->content, n->follows);

	if (before && notice_effective(n) != DATE_NONE && notice_effective(before) != DATE_NONE &&
	    notice_effective(before) > notice_effective(n))
		finding_add(in->findings, F_FOLLOWS_LATER, PLACE(in, n, "/follows"), n->follows);
}

static void notice_follows_draft(const struct check_input *in, const struct notice *n)
{
	const struct notice *before = content_notice(in->content, n->follows);

	if (before && before->draft && !n->draft)
		finding_add(in->findings, F_FOLLOWS_DRAFT, PLACE(in, n, "/follows"), n->follows);
}

static void notice_period(const struct check_input *in, const struct notice *n)
{
	if (n->type == NOTICE_PROPOSAL && !n->period)
		finding_add(in->findings, F_PERIOD_MISSING, place_of(n->path));
}

static void check_span(const struct check_input *in, date_t from, date_t until, struct place place)
{
	if (from != DATE_NONE && until != DATE_NONE && until < from)
		add_pair(in, F_DATES_REVERSED, place, from, until);
}

static void notice_spans(const struct check_input *in, const struct notice *n)
{
	if (n->period && n->period->end < n->period->start)
		add_pair(in, F_DATES_REVERSED, PLACE(in, n, "/period/end"), n->period->start,
			 n->period->end);
	for (size_t i = 0; i < n->annexes.n; i++)
		for (size_t k = 0; k < n->annexes.items[i].rows.n; k++) {
			const struct row_more *more = n->annexes.items[i].rows.items[k].more;

			if (more)
				check_span(in, more->changed, more->applied,
					   place_in(in->findings, n->annex_path,
						    "/annexes/%zu/rows/%zu/applied", i, k));
		}
}

static void entity_spans(const struct check_input *in, const struct entity *e)
{
	for (size_t i = 0; i < e->in_park.n; i++)
		check_span(in, e->in_park.items[i].from, e->in_park.items[i].until,
			   PLACE(in, e, "/in_park/%zu/until", i));
	for (size_t i = 0; i < e->parent.n; i++)
		check_span(in, e->parent.items[i].from, e->parent.items[i].until,
			   PLACE(in, e, "/parent/%zu/until", i));
}

static void other_spans(const struct check_input *in)
{
	for (size_t i = 0; i < in->content->regions.n; i++) {
		const struct region *r = &in->content->regions.items[i];

		check_span(in, r->from, r->until, PLACE(in, r, "/until"));
		if (r->successor && r->until == DATE_NONE)
			finding_add(in->findings, F_KEY_MISSING, place_of(r->path), "until");
	}
	for (size_t i = 0; i < in->content->rules.n; i++) {
		const struct rules *r = &in->content->rules.items[i];

		check_span(in, r->effective, r->ended, PLACE(in, r, "/ended"));
	}
}

static void rules_effect(const struct check_input *in)
{
	for (size_t i = 0; i < in->content->rules.n; i++) {
		const struct rules *r = &in->content->rules.items[i];

		if (r->effective != DATE_NONE && r->effective < r->issued)
			add_pair(in, F_EFFECTIVE_EARLIER, PLACE(in, r, "/effective"), r->effective,
				 r->issued);
	}
}

/* A calendar names days of its own year, each once, and no day both ways. */
static void calendar_days(const struct check_input *in)
{
	for (size_t i = 0; i < in->content->calendars.n; i++) {
		const struct calendar *c = &in->content->calendars.items[i];
		char day[DATE_SIZE];

		for (size_t k = 0; k < c->holidays.n + c->workdays.n; k++) {
			bool holiday = k < c->holidays.n;
			size_t at = holiday ? k : k - c->holidays.n;
			const date_t *days = holiday ? c->holidays.items : c->workdays.items;
			bool wrong = date_civil(days[at]).year != c->year ||
				     (at && days[at] <= days[at - 1]);

			for (size_t h = 0; !holiday && h < c->holidays.n; h++)
				wrong = wrong || c->holidays.items[h] == days[at];
			if (wrong)
				finding_add(in->findings, F_CALENDAR_DAY,
					    PLACE(in, c, "/%s/%zu",
						  holiday ? "holidays" : "workdays", at),
					    date_format(days[at], day));
		}
	}
}

static const struct check rows[] = {
	{ F_NOTICE_UNDATED, .reads = READS_RECORDS, .fixed = true,
	  .says = { "公开的文告须有成文日期和发布时间",
		    "a public notice says when it was signed and published" },
	  .notice = notice_dated },
	{ F_SIGNED_LATER, .reads = READS_RECORDS, .fixed = true,
	  .says = { "成文在前，发布在后", "a notice is signed before it is published" },
	  .notice = notice_signed },
	{ F_EFFECTIVE_EARLIER, .reads = READS_RECORDS,
	  .says = { "生效一般不早于成文", "nothing takes effect before it is signed, as a rule" },
	  .notice = notice_effect, .all = rules_effect },
	{ F_FOLLOWS_LATER, .reads = READS_RECORDS, .fixed = true,
	  .says = { "承接的文告不晚于本文告", "a notice follows an earlier one" },
	  .notice = notice_follows },
	{ F_FOLLOWS_DRAFT, .reads = READS_RECORDS, .fixed = true,
	  .says = { "公开的文告不承接草稿", "a public notice follows no draft" },
	  .notice = notice_follows_draft },
	{ F_PERIOD_MISSING, .reads = READS_RECORDS, .fixed = true,
	  .says = { "公示须写明首尾两日", "a proposal names its first and last day" },
	  .notice = notice_period },
	{ F_DATES_REVERSED, .reads = READS_RECORDS, .fixed = true,
	  .says = { "起不晚于止", "what begins does not end before" }, .entity = entity_spans,
	  .notice = notice_spans, .all = other_spans },
	{ F_CALENDAR_DAY, .reads = READS_RECORDS, .fixed = true,
	  .says = { "日历中的日子属本年，依次，各一次",
		    "a calendar names days of its year, in order, each once" },
	  .all = calendar_days },
};

const struct family date_family = {
	.name = "dates",
	.says = { "日期", "dates" },
	.found_by = "check",
	.checks = rows,
	.n = ARRAY_LEN(rows),
};
