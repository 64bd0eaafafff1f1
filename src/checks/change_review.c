/*
 * Changes and reviews: decided, in time, and for what they are. Rename
 * chains that break are the fold's.
 */
#include <stdio.h>
#include <string.h>

#include "base/mem.h"
#include "base/utf8.h"
#include "checks/families.h"
#include "checks/input.h"
#include "content/names.h"

/* ---- one out, one in ---- */

/* A name without the form of the company: 某某股份有限公司 and 某某有限公司 are one name. */
static struct str core_of(const char *name)
{
	static const char *const forms[] = { "股份有限公司", "有限责任公司", "有限公司",
					     "集团",	     "（集团）",     "(集团)" };
	size_t len = strlen(name);

	for (bool cut = true; cut;) {
		cut = false;
		for (size_t i = 0; i < ARRAY_LEN(forms); i++) {
			size_t n = strlen(forms[i]);

			if (len > n && memcmp(name + len - n, forms[i], n) == 0) {
				len -= n;
				cut = true;
			}
		}
	}
	return (struct str){ name, len };
}

static bool contains(struct str a, struct str b)
{
	for (size_t i = 0; i + b.len <= a.len; i++)
		if (memcmp(a.data + i, b.data, b.len) == 0)
			return true;
	return false;
}

enum { CORE_LEAST = 4 }; /* characters: shorter ones are in many names */

static bool like(const struct standing *a, const struct standing *b, date_t day)
{
	const char *an = standing_name(a, day), *bn = standing_name(b, day);
	struct str x, y;

	if (a->entity->uscc && b->entity->uscc && strcmp(a->entity->uscc, b->entity->uscc) == 0)
		return true;
	if (!an || !bn)
		return false;
	x = core_of(an);
	y = core_of(bn);
	if (utf8_length(x.data, x.len) < CORE_LEAST || utf8_length(y.data, y.len) < CORE_LEAST)
		return false;
	return contains(x, y) || contains(y, x);
}

static void look_swap(const struct check_input *in, const struct event *out, const struct event *into)
{
	const struct standing *a = registry_standing(in->registry, out->row->id);
	const struct standing *b = registry_standing(in->registry, into->row->id);

	if (a && b && a != b && like(a, b, out->day))
		finding_add(in->findings, F_RENAME_SWAP, event_place(in->findings, into, ""),
			    into->row->id, out->row->id);
}

static void rename_as_swap(const struct check_input *in, const struct notice *n)
{
	size_t n_events;
	const struct event *e = check_events(in, n, &n_events);

	for (size_t i = 0; i < n_events; i++) {
		if (e[i].action != ACTION_REMOVE || !event_stands(&e[i]))
			continue;
		for (size_t k = 0; k < n_events; k++)
			if (e[k].action == ACTION_ENTER && event_stands(&e[k]) &&
			    strcmp(e[k].list, e[i].list) == 0)
				look_swap(in, &e[i], &e[k]);
	}
}

/* ---- what must be decided ---- */

static void change_decided(const struct check_input *in, const struct notice *n)
{
	size_t n_events;
	const struct event *e = check_events(in, n, &n_events);

	for (size_t i = 0; i < n_events; i++)
		if (e[i].action == ACTION_ALTER && event_stands(&e[i]) &&
		    (!e[i].row->more || !e[i].row->more->decision))
			finding_add(in->findings, F_CHANGE_UNDECIDED,
				    event_place(in->findings, &e[i], ""), e[i].row->id);
}

/* ---- reviews in time ---- */

/* The day from which the cycle runs: of its entry, or of the review that it passed last. */
static date_t reviewed_on(const struct membership *m, const struct spell *s)
{
	date_t last = s->from;

	for (size_t i = 0; i < m->events.n; i++) {
		const struct event *e = m->events.items[i];

		if ((e->action == ACTION_PASS || e->action == ACTION_CLEAR) && event_stands(e) &&
		    e->day > last)
			last = e->day;
	}
	return last;
}

/* 每满N年复核一次: the year in which it is due has gone by. */
static void review_overdue(const struct check_input *in, const struct entity *entity)
{
	const struct standing *who = registry_standing(in->registry, entity->id);

	for (size_t i = 0; who && who->entity == entity && i < who->memberships.n; i++) {
		const struct membership *m = who->memberships.items[i];
		const struct spell *s = membership_spell(m, in->registry->as_of);
		const struct rule_review *says;
		struct law law;
		date_t last;
		int due;

		if (!s || !law_for_list(in, m->list->id, in->today, &law))
			continue;
		says = law.terms.review;
		if (!says || !says->every_years)
			continue;
		last = reviewed_on(m, s);
		due = date_civil(last).year + says->every_years;
		if (date_civil(in->today).year <= due)
			continue;
		finding_add(in->findings, F_REVIEW_OVERDUE, place_of(entity->path), m->list->id,
			    arg_date(in, last), arg_number(in, says->every_years));
		LAW_SAYS(in, &law, review, &says->clause);
	}
}

/* ---- deadlines ---- */

#define RECOMMENDING "recommend"

/* What a text, or the year's call, sets for a region of that level; NULL: nothing. */
static const struct rule_deadline *deadline_of(const struct law *law, const char *what,
					       const char *level)
{
	for (size_t i = 0; i < law->terms.deadlines.n; i++) {
		const struct rule_deadline *d = &law->terms.deadlines.items[i];

		if (strcmp(d->what, what) == 0 && d->who && strcmp(d->who, level) == 0)
			return d;
	}
	return NULL;
}

/* The day that the call sets for its year; DATE_NONE: none. */
static date_t called_for(const struct notice *call, const char *what, const char *level, int year)
{
	for (size_t i = 0; call && i < call->deadlines.n; i++) {
		const struct notice_deadline *d = &call->deadlines.items[i];

		if (strcmp(d->what, what) == 0 && d->who && strcmp(d->who, level) == 0 &&
		    date_civil(d->day).year == year)
			return d->day;
	}
	return DATE_NONE;
}

/* 计划单列市 and the like send up what a province does. */
static const char *sender_level(const struct check_input *in, const struct region *r,
				const struct region *owner)
{
	const struct region *above = region_reports_to(in->content, r);

	return owner->level == LEVEL_NATION && above == owner ? region_level_names[LEVEL_PROVINCE]
							      : region_level_names[r->level];
}

/* The call's day where the year has one for it, else the text's day in that year. */
static void recommended_in_time(const struct check_input *in, const struct notice *n)
{
	const struct region *r = content_region(in->content, n->region);
	size_t n_events;
	const struct event *e = check_events(in, n, &n_events);

	for (size_t i = 0; r && i < n_events; i++) {
		const struct region *owner = list_region(in, e[i].list);
		const struct rule_deadline *says;
		const char *level;
		struct law law;
		date_t last;

		if (e[i].action != ACTION_RECOMMEND || !first_of_list(e, i, ACTION_RECOMMEND) ||
		    !owner || !law_for_list(in, e[i].list, e[i].day, &law))
			continue;
		level = sender_level(in, r, owner);
		says = deadline_of(&law, RECOMMENDING, level);
		last = called_for(law.call, RECOMMENDING, level, date_civil(e[i].day).year);
		if (last == DATE_NONE && says && says->day)
			last = date_make(date_civil(e[i].day).year, says->day / 100, says->day % 100);
		if (last == DATE_NONE || e[i].day <= last)
			continue;
		finding_add(in->findings, F_RECOMMEND_LATE, event_place(in->findings, &e[i], ""),
			    e[i].list, arg_date(in, e[i].day), arg_date(in, last));
		if (says) {
			LAW_SAYS(in, &law, deadlines, &says->clause);
			law_strength(in, says->strength);
		}
		if (n->transcribed)
			findings_lower(in->findings, SEVERITY_NOTE);
	}
}

/* ---- what is reported within so many days ---- */

#define REPORTING_CHANGE "change_report"
#define MEMBER "member"

static bool is_change(const struct event *e)
{
	return e->action == ACTION_RENAME || e->action == ACTION_LOCATE ||
	       e->action == ACTION_ALTER || e->action == ACTION_SUCCEED;
}

/*
 * The clause by which a member reports the change of the row, if the row has the days to hold
 * against it. The text is that of the day of the change, which is not counted (Civil Code 201).
 */
static const struct rule_deadline *change_clause(const struct check_input *in, const struct notice *n,
						 const struct event *e, struct law *law)
{
	const struct row_more *more = e->row->more;

	if (!is_change(e) || !event_stands(e) || !more || more->changed == DATE_NONE ||
	    more->applied == DATE_NONE)
		return NULL;
	if (e->list ? !law_for_list(in, e->list, more->changed, law)
		    : !law_on(in, n->region, more->changed, law))
		return NULL;
	for (size_t i = 0; i < law->terms.deadlines.n; i++) {
		const struct rule_deadline *d = &law->terms.deadlines.items[i];

		if (d->within && strcmp(d->what, REPORTING_CHANGE) == 0 &&
		    (!d->who || strcmp(d->who, MEMBER) == 0))
			return d;
	}
	return NULL;
}

/* Fewer days of any kind than the text allows need no calendar. */
static bool surely_in_time(const struct rule_deadline *d, const struct row_more *more)
{
	return more->applied - more->changed <= d->within;
}

static void change_late(const struct check_input *in, const struct notice *n)
{
	size_t n_events;
	const struct event *e = check_events(in, n, &n_events);

	for (size_t i = 0; i < n_events; i++) {
		struct law law;
		const struct rule_deadline *d = change_clause(in, n, &e[i], &law);
		const struct row_more *more = e[i].row->more;
		date_t last;

		if (!d || surely_in_time(d, more))
			continue;
		last = calendar_last(in->content, more->changed + 1, d->within, d->unit);
		if (last == DATE_NONE || more->applied <= last)
			continue;
		finding_add(in->findings, F_CHANGE_LATE, event_place(in->findings, &e[i], "/applied"),
			    e[i].row->id, arg_date(in, more->applied), arg_date(in, last),
			    arg_number(in, d->within),
			    d->unit == DAYS_WORKING ? "working days" : "days");
		LAW_SAYS(in, &law, deadlines, &d->clause);
		law_strength(in, d->strength);
	}
}

static void change_uncounted(const struct check_input *in, const struct notice *n)
{
	size_t n_events;
	const struct event *e = check_events(in, n, &n_events);

	for (size_t i = 0; i < n_events; i++) {
		struct law law;
		const struct rule_deadline *d = change_clause(in, n, &e[i], &law);
		const struct row_more *more = e[i].row->more;

		if (!d || surely_in_time(d, more) ||
		    calendar_last(in->content, more->changed + 1, d->within, d->unit) != DATE_NONE)
			continue;
		finding_add(in->findings, F_CHANGE_UNCOUNTED,
			    event_place(in->findings, &e[i], "/applied"),
			    arg_date(in, more->changed), arg_date(in, more->applied));
		LAW_SAYS(in, &law, deadlines, &d->clause);
	}
}

/* A call that sets another day than the text: it may, and who reads both should know. */
static void called_otherwise(const struct check_input *in, const struct notice *n)
{
	struct law law;

	if (n->type != NOTICE_CALL || !law_on(in, n->region, check_day(in, n), &law))
		return;
	for (size_t i = 0; i < n->deadlines.n; i++) {
		const struct notice_deadline *d = &n->deadlines.items[i];
		const struct rule_deadline *says = d->who ? deadline_of(&law, d->what, d->who) : NULL;
		struct civil day = date_civil(d->day);
		char text[16];

		if (!says || !says->day || says->day == day.month * 100 + day.day)
			continue;
		snprintf(text, sizeof(text), "%02d-%02d", says->day / 100, says->day % 100);
		finding_add(in->findings, F_DEADLINE_DIFFERS, PLACE(in, n, "/deadlines/%zu/day", i),
			    d->what, arg_date(in, d->day), text);
		LAW_SAYS(in, &law, deadlines, &says->clause);
	}
}

#define RULED (READS_RECORDS | READS_RULES | READS_REGISTER)

static const struct check rows[] = {
	{ F_RENAME_SWAP, .reads = READS_RECORDS | READS_REGISTER,
	  .says = { "更名写作更名，不写成一出一进", "a rename is one, and not one out and one in" },
	  .notice = rename_as_swap },
	{ F_CHANGE_UNDECIDED, .reads = READS_RECORDS,
	  .says = { "重大变更须有决定", "a material change has a decision" },
	  .notice = change_decided },
	{ F_REVIEW_OVERDUE, .term = "review", .reads = RULED | READS_TODAY,
	  .says = { "按周期复核", "members are reviewed by the list's cycle" },
	  .entity = review_overdue },
	{ F_RECOMMEND_LATE, .term = "deadlines", .reads = RULED,
	  .says = { "在期限之前推荐", "recommended before the deadline" },
	  .notice = recommended_in_time },
	{ F_CHANGE_LATE, .term = "deadlines", .reads = RULED,
	  .says = { "变更在规定的天数内报告",
		    "a change is reported within the days that the text gives" },
	  .notice = change_late },
	{ F_CHANGE_UNCOUNTED, .term = "deadlines", .reads = RULED,
	  .says = { "计算报告期限所需的工作日历已收录",
		    "the calendar to count the days to a report is there" },
	  .notice = change_uncounted },
	{ F_DEADLINE_DIFFERS, .term = "deadlines", .reads = RULED,
	  .says = { "年度通知的期限与规则一致", "a call's deadlines are those of the text" },
	  .notice = called_otherwise },
};

const struct family change_family = {
	.name = "change",
	.says = { "变更和复核", "changes and reviews" },
	.found_by = "check",
	.checks = rows,
	.n = ARRAY_LEN(rows),
};
