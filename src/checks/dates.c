/* Days and times: stated, in order, and possible. */
#include <stdio.h>
#include <string.h>

#include "checks/checks.h"
#include "rules/rules.h"

#define PLACE(in, record, ...) place_in((in)->findings, (record)->path, __VA_ARGS__)

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

static void notice_order(const struct check_input *in, const struct notice *n)
{
	if (n->published != DATE_NONE && n->signed_on != DATE_NONE &&
	    minute_date(n->published) < n->signed_on)
		add_pair(in, F_SIGNED_LATER, PLACE(in, n, "/signed"), n->signed_on,
			 minute_date(n->published));
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
	if (before && before->draft && !n->draft)
		finding_add(in->findings, F_FOLLOWS_DRAFT, PLACE(in, n, "/follows"), n->follows);
}

static void notice_period(const struct check_input *in, const struct notice *n)
{
	if (n->type == NOTICE_PROPOSAL && !n->period)
		finding_add(in->findings, F_PERIOD_MISSING, place_of(n->path));
	if (n->period && n->period->end < n->period->start)
		add_pair(in, F_DATES_REVERSED, PLACE(in, n, "/period/end"), n->period->start,
			 n->period->end);
}

static void check_span(const struct check_input *in, date_t from, date_t until, struct place place)
{
	if (from != DATE_NONE && until != DATE_NONE && until < from)
		add_pair(in, F_DATES_REVERSED, place, from, until);
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

static void region_spans(const struct check_input *in)
{
	for (size_t i = 0; i < in->content->regions.n; i++) {
		const struct region *r = &in->content->regions.items[i];

		check_span(in, r->from, r->until, PLACE(in, r, "/until"));
		if (r->successor && r->until == DATE_NONE)
			finding_add(in->findings, F_KEY_MISSING, place_of(r->path), "until");
	}
}

static void rules_spans(const struct check_input *in)
{
	for (size_t i = 0; i < in->content->rules.n; i++) {
		const struct rules *r = &in->content->rules.items[i];

		if (r->effective != DATE_NONE && r->effective < r->issued)
			add_pair(in, F_EFFECTIVE_EARLIER, PLACE(in, r, "/effective"), r->effective,
				 r->issued);
		check_span(in, r->effective, r->ended, PLACE(in, r, "/ended"));
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

const struct check date_checks[] = {
	{ .name = "notice-dated", .notice = notice_dated },
	{ .name = "notice-order", .notice = notice_order },
	{ .name = "notice-follows", .notice = notice_follows },
	{ .name = "notice-period", .notice = notice_period },
	{ .name = "entity-spans", .entity = entity_spans },
	{ .name = "region-spans", .all = region_spans },
	{ .name = "rules-spans", .all = rules_spans },
	{ .name = "calendar-days", .all = calendar_days },
	{ .name = NULL },
};
