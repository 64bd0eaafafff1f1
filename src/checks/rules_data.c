/* The rules themselves, as data: which text is in force where and when, and how sure it is. */
#include <string.h>

#include "base/mem.h"
#include "checks/families.h"
#include "checks/input.h"
#include "content/tables.h"

/* ---- one text at a time ---- */

static bool share_level(const struct rules *a, const struct rules *b)
{
	if (!a->levels.n || !b->levels.n)
		return true; /* each binds its own region at least */
	for (size_t i = 0; i < a->levels.n; i++)
		if (names_include(&b->levels, a->levels.items[i]))
			return true;
	return false;
}

static bool overlap(const struct rules *a, const struct rules *b)
{
	date_t from = rules_first_day(a), other = rules_first_day(b);

	return from != DATE_NONE && other != DATE_NONE && strcmp(a->region, b->region) == 0 &&
	       share_level(a, b) && from <= rules_last_day(b) && other <= rules_last_day(a);
}

static void rules_overlap(const struct check_input *in)
{
	const struct content *c = in->content;

	for (size_t i = 0; i < c->rules.n; i++)
		for (size_t k = 0; k < c->rules.n; k++) {
			const struct rules *older = &c->rules.items[i], *newer = &c->rules.items[k];

			if (i == k || !overlap(older, newer) ||
			    rules_first_day(older) > rules_first_day(newer) ||
			    (rules_first_day(older) == rules_first_day(newer) && i > k))
				continue;
			finding_add(in->findings, F_RULES_OVERLAP, PLACE(in, newer, "/effective"),
				    newer->id, older->id, arg_date(in, rules_first_day(newer)));
		}
}

/* ---- a text for each list ---- */

static void list_without_rules(const struct check_input *in, const struct notice *n)
{
	size_t n_events;
	const struct event *e = check_events(in, n, &n_events);

	for (size_t i = 0; i < n_events; i++) {
		struct law law;

		if ((!first_of_list(e, i, ACTION_ENTER) && !first_of_list(e, i, ACTION_PROPOSE) &&
		     !first_of_list(e, i, ACTION_REMOVE)) ||
		    law_for_list(in, e[i].list, e[i].day, &law))
			continue;
		finding_add(in->findings, F_LIST_NO_RULES, event_place(in->findings, &e[i], ""),
			    e[i].list, arg_date(in, e[i].day));
		if (n->transcribed)
			findings_lower(in->findings, SEVERITY_WARNING);
	}
}

/* A text that includes higher lists does so only from the notice that it names. */
static void rules_unannounced(const struct check_input *in)
{
	for (size_t i = 0; i < in->content->rules.n; i++) {
		const struct rules *r = &in->content->rules.items[i];

		if (r->terms.includes.n && !r->by)
			finding_add(in->findings, F_RULES_UNANNOUNCED, PLACE(in, r, "/includes"),
				    r->id);
	}
}

/* ---- how sure ---- */

static bool unverified(const struct record *r, const void *at);

static bool unverified_field(const struct field *field, const char *at)
{
	const struct {
		const char *items;
		size_t n;
	} * array;

	switch (field->type) {
	case FIELD_INLINE:
		return unverified(field->record, at + field->offset);
	case FIELD_RECORD:
		at = *(const char *const *)(at + field->offset);
		return at && unverified(field->record, at);
	case FIELD_RECORDS:
		array = (const void *)(at + field->offset);
		for (size_t i = 0; i < array->n; i++)
			if (unverified(field->record, array->items + i * field->record->size))
				return true;
		return false;
	default:
		return false;
	}
}

/* Whether some value of the record has a clause that says so. */
static bool unverified(const struct record *r, const void *at)
{
	if (strcmp(r->name, "clause") == 0)
		return ((const struct clause *)at)->status == CLAUSE_UNVERIFIED;
	for (size_t i = 0; i < r->n_fields; i++)
		if (unverified_field(&r->fields[i], at))
			return true;
	return false;
}

static const struct record *terms_record(void)
{
	for (size_t i = 0; i < rules_record.n_fields; i++)
		if (rules_record.fields[i].offset == offsetof(struct rules, terms))
			return rules_record.fields[i].record;
	return NULL;
}

static void rules_unverified(const struct check_input *in)
{
	const struct record *terms = terms_record();

	for (size_t i = 0; i < in->content->rules.n; i++) {
		const struct rules *r = &in->content->rules.items[i];

		for (size_t k = 0; k < terms->n_fields; k++)
			if (unverified_field(&terms->fields[k], (const char *)&r->terms))
				finding_add(in->findings, F_RULES_UNVERIFIED,
					    PLACE(in, r, "/%s", terms->fields[k].key), r->id,
					    terms->fields[k].key);
	}
}

/* ---- what today makes of them ---- */

static void rules_expiring(const struct check_input *in)
{
	for (size_t i = 0; i < in->content->rules.n; i++) {
		const struct rules *r = &in->content->rules.items[i];
		date_t last = rules_last_day(r), year = date_add_years(in->today, 1);

		if (last == DATE_MAX || last < in->today || last > year ||
		    rules_own(in->content, r->region, last + 1))
			continue;
		finding_add(in->findings, F_RULES_EXPIRING,
			    PLACE(in, r, "%s", r->ended != DATE_NONE ? "/ended" : "/years"), r->id,
			    arg_date(in, last));
	}
}

static void rules_expired(const struct check_input *in)
{
	for (size_t i = 0; i < in->content->rules.n; i++) {
		const struct rules *r = &in->content->rules.items[i];

		if (rules_first_day(r) == DATE_NONE || rules_last_day(r) >= in->today ||
		    rules_own(in->content, r->region, in->today) ||
		    rules_own(in->content, r->region, rules_last_day(r) + 1))
			continue;
		finding_add(in->findings, F_RULES_EXPIRED,
			    PLACE(in, r, "%s", r->ended != DATE_NONE ? "/ended" : "/years"), r->id,
			    arg_date(in, rules_last_day(r)));
	}
}

enum { CALENDAR_AHEAD = 31 }; /* days: windows of the next weeks must be countable */

static void calendar_ends(const struct check_input *in)
{
	const struct content *c = in->content;
	const struct calendar *last = c->calendars.n ? &c->calendars.items[c->calendars.n - 1] : NULL;
	date_t ahead = in->today + CALENDAR_AHEAD;

	if (last && calendar_workday(c, ahead) == DAYS_UNKNOWN)
		finding_add(in->findings, F_CALENDAR_ENDS, PLACE(in, last, "/year"),
			    arg_date(in, ahead));
}

static const struct check rows[] = {
	{ F_RULES_OVERLAP, .reads = READS_RULES, .fixed = true,
	  .says = { "一地同一天只有一部规定施行", "one text is in force in a region on a day" },
	  .all = rules_overlap },
	{ F_LIST_NO_RULES, .reads = READS_RULES | READS_REGISTER,
	  .says = { "名单的变动须有施行中的规定", "a list changes under a text that is in force" },
	  .notice = list_without_rules },
	{ F_RULES_UNANNOUNCED, .reads = READS_RULES, .fixed = true,
	  .says = { "改变名单的规定须指明使其生效的文告",
		    "a text that moves lists names the notice that puts it in force" },
	  .all = rules_unannounced },
	{ F_RULES_UNVERIFIED, .reads = READS_RULES, .fixed = true,
	  .says = { "规定的内容宜据原文核实", "what a text says is better read in the text" },
	  .all = rules_unverified },
	{ F_RULES_EXPIRING, .reads = READS_RULES | READS_TODAY, .fixed = true,
	  .says = { "规定一年内到期的，须有后续", "a text that ends within a year needs a successor" },
	  .all = rules_expiring },
	{ F_RULES_EXPIRED, .reads = READS_RULES | READS_TODAY, .fixed = true,
	  .says = { "规定到期的，须有后续", "a text that has ended needs a successor" },
	  .all = rules_expired },
	{ F_CALENDAR_ENDS, .reads = READS_RECORDS | READS_TODAY, .fixed = true,
	  .says = { "日历须够推算今后一个月的工作日", "the calendars reach a month ahead of today" },
	  .all = calendar_ends },
};

const struct family rules_data_family = {
	.name = "rules",
	.says = { "规定本身", "the rules as data" },
	.found_by = "check",
	.checks = rows,
	.n = ARRAY_LEN(rows),
};
