/*
 * Removals: on a ground that the text has, in its word, when it allows one,
 * and what follows for the other lists of the same company. That only a
 * member is removed, and by the owner, the fold says.
 */
#include <string.h>

#include "base/mem.h"
#include "checks/families.h"
#include "checks/input.h"
#include "content/names.h"

#define GROUND_INCIDENT "MAJOR_INCIDENT" /* 重大及以上事故, Ⅱ级及以上突发环境事件 */
#define GROUND_INELIGIBLE "INELIGIBLE"
#define GROUND_REVIEW "FAILED_REVIEW" /* begins the codes that need an order to rectify first */

struct removal { /* one row, with the text in force for its list */
	const struct check_input *in;
	const struct event *event;
	struct law law;
	const struct rule_removal *says; /* never NULL */
};

static void each_removal(const struct check_input *in, const struct notice *n,
			 void (*look)(const struct removal *r))
{
	size_t n_events;
	const struct event *e = check_events(in, n, &n_events);
	struct removal r = { .in = in };

	for (size_t i = 0; i < n_events; i++) {
		if (e[i].action != ACTION_REMOVE || !event_stands(&e[i]) ||
		    !law_for_list(in, e[i].list, e[i].day, &r.law))
			continue;
		r.event = &e[i];
		r.says = r.law.terms.removal;
		if (r.says)
			look(&r);
	}
}

/* Someone else's removal, or one older than the portal: what it lacks is no fault of the copy. */
static void lower_for_copies(const struct removal *r)
{
	if (r->event->notice->transcribed)
		findings_lower(r->in->findings, SEVERITY_NOTE);
}

/* ---- ground ---- */

static const struct rule_ground *ground_among(const struct rule_removal *says, const char *code)
{
	for (size_t i = 0; says && i < says->grounds.n; i++)
		if (strcmp(says->grounds.items[i].code, code) == 0)
			return &says->grounds.items[i];
	return NULL;
}

/* The text's own removal clause, or the one that it takes over from another. */
static const struct rule_removal *removal_clause(const struct removal *r)
{
	const struct rules *lender = r->says->grounds.n ? NULL : law_lender(r->in, &r->says->clause);

	return lender && lender->terms.removal ? lender->terms.removal : r->says;
}

/* One of the situations in which nobody may be listed, which are a ground together. */
static bool ineligible(const struct removal *r, const char *code)
{
	const struct rule_ineligibility *says = r->law.terms.ineligibility;
	const struct rules *lender = says && !says->items.n ? law_lender(r->in, &says->clause) : NULL;

	if (lender)
		says = lender->terms.ineligibility;
	for (size_t i = 0; says && i < says->items.n; i++)
		if (strcmp(says->items.items[i].code, code) == 0)
			return true;
	return false;
}

/* 变更后不再符合条件 */
static bool after_change(const struct rule_removal *says, const char *code)
{
	return says->after_change && says->after_change->ground &&
	       strcmp(says->after_change->ground, code) == 0;
}

static bool ground_allowed(const struct removal *r, const char *code)
{
	const struct rule_removal *says = removal_clause(r);

	if (ground_among(says, code) ||
	    (ground_among(says, GROUND_INELIGIBLE) && ineligible(r, code)))
		return true;
	if (strcmp(code, GROUND_INCIDENT) == 0)
		return says->immediate || r->says->immediate;
	return after_change(says, code);
}

/* "FALSIFIED, INELIGIBLE": what may be given instead. */
static const char *grounds_of(const struct removal *r, const struct rule_removal *says)
{
	const char *all = "";

	for (size_t i = 0; i < says->grounds.n; i++)
		all = arena_printf(&r->in->findings->arena, "%s%s%s", all, i ? ", " : "",
				   says->grounds.items[i].code);
	return all;
}

static void look_ground(const struct removal *r)
{
	const struct rule_removal *says = removal_clause(r);
	const char *code = r->event->row->ground;

	if (!says->grounds.n || !code || ground_allowed(r, code))
		return;
	finding_add(r->in->findings, F_GROUND_UNKNOWN,
		    event_place(r->in->findings, r->event, "/ground"), code, r->law.rules->title,
		    grounds_of(r, says));
	LAW_SAYS(r->in, &r->law, removal, &r->says->clause);
	lower_for_copies(r);
}

static void ground_known(const struct check_input *in, const struct notice *n)
{
	each_removal(in, n, look_ground);
}

static void look_ground_given(const struct removal *r)
{
	const struct rule_removal *says = removal_clause(r);

	if (!says->grounds.n || r->event->row->ground)
		return;
	finding_add(r->in->findings, F_GROUND_MISSING, event_place(r->in->findings, r->event, ""),
		    r->event->row->id, grounds_of(r, says));
	LAW_SAYS(r->in, &r->law, removal, &r->says->clause);
	lower_for_copies(r);
}

static void ground_given(const struct check_input *in, const struct notice *n)
{
	each_removal(in, n, look_ground_given);
}

/* ---- the word ---- */

/* "取消某公司资格" has the word 取消资格 too: its halves, in order. */
static bool has_verb(const char *title, const char *verb)
{
	size_t half = strlen(verb) / 2;
	char first[64];
	const char *at;

	if (strstr(title, verb) || strlen(verb) < 12 || half >= sizeof(first))
		return strstr(title, verb) != NULL;
	memcpy(first, verb, half);
	first[half] = '\0';
	at = strstr(title, first);
	return at && strstr(at + half, verb + half);
}

/* The word of another text in force for nobody here; NULL: none. */
static const char *foreign_verb(const struct check_input *in, const char *title, const char *own)
{
	if (!title || has_verb(title, own))
		return NULL;
	for (size_t i = 0; i < in->content->rules.n; i++) {
		const struct rule_removal *other = in->content->rules.items[i].terms.removal;

		if (other && other->verb && strcmp(other->verb, own) != 0 &&
		    has_verb(title, other->verb))
			return other->verb;
	}
	return NULL;
}

static void look_verb(const struct removal *r)
{
	const struct event *e = r->event;
	const char *own = r->says->verb, *other;

	if (!own || (e > r->in->registry->events.items && e[-1].annex == e->annex &&
		     e[-1].action == ACTION_REMOVE && event_stands(&e[-1])))
		return; /* said at the first row of the table */
	other = foreign_verb(r->in, e->annex->title, own);
	if (!other)
		return;
	finding_add(r->in->findings, F_REMOVAL_VERB,
		    place_in(r->in->findings, e->notice->annex_path, "/annexes/%u/title",
			     e->annex_index),
		    other, own);
	LAW_SAYS(r->in, &r->law, removal, &r->says->clause);
	lower_for_copies(r);
}

static void removal_verb(const struct check_input *in, const struct notice *n)
{
	each_removal(in, n, look_verb);
}

/* ---- when ---- */

static bool of_report(const struct removal *r)
{
	const struct rule_reports *reports = r->law.terms.reports;
	const struct notice *n = r->event->notice,
			    *before = content_notice(r->in->content, n->follows);

	return (n->type == NOTICE_FINDING || (before && before->type == NOTICE_FINDING)) &&
	       reports && reports->outcomes.n && names_include(&reports->outcomes, "remove");
}

/* Not with the year's list: at once after an incident, after a change, or after a report. */
static bool may_stand_alone(const struct removal *r)
{
	const char *code = r->event->row->ground;

	if (r->event->notice->type == NOTICE_LIST || r->says->when == REMOVAL_ROLLING)
		return true;
	if (code && (strcmp(code, GROUND_INCIDENT) == 0 || after_change(removal_clause(r), code)))
		return true;
	return of_report(r);
}

static void look_when(const struct removal *r)
{
	if (may_stand_alone(r))
		return;
	finding_add(r->in->findings, F_REMOVAL_WHEN, event_place(r->in->findings, r->event, ""),
		    r->event->row->id);
	LAW_SAYS(r->in, &r->law, removal, &r->says->clause);
	lower_for_copies(r);
}

static void removal_when(const struct check_input *in, const struct notice *n)
{
	each_removal(in, n, look_when);
}

/* 移出并公告: a list, or an announcement; not a report on something else. */
static void look_announced(const struct removal *r)
{
	const struct notice *n = r->event->notice;
	bool incident = r->event->row->ground && strcmp(r->event->row->ground, GROUND_INCIDENT) == 0;
	bool asked = r->says->announce ||
		     (incident && r->says->immediate && r->says->immediate->announce);

	if (!asked || n->type == NOTICE_LIST || n->type == NOTICE_REMOVAL || strstr(n->title, "公告"))
		return;
	finding_add(r->in->findings, F_REMOVAL_ANNOUNCED, event_place(r->in->findings, r->event, ""),
		    r->event->row->id, notice_type_names[n->type]);
	LAW_SAYS(r->in, &r->law, removal, &r->says->clause);
	lower_for_copies(r);
}

static void removal_announced(const struct check_input *in, const struct notice *n)
{
	each_removal(in, n, look_announced);
}

/* ---- a failed review ---- */

/* The order to rectify that ran on the day of the removal, or ended with it; NULL: none. */
static const struct stage *rectification_before(const struct removal *r)
{
	const struct membership *m =
		registry_membership(r->in->registry, r->event->list, r->event->row->id);
	const struct stage *found = NULL;

	for (size_t i = 0; m && i < m->stages.n; i++) {
		const struct stage *s = &m->stages.items[i];

		if (s->kind == STAGE_RECTIFYING && s->from <= r->event->day &&
		    s->outcome != STAGE_CLEARED && s->outcome != STAGE_VOID)
			found = s;
	}
	return found;
}

/* The days that the text gives to rectify before a removal on that ground; 0: none. */
static int days_before(const struct removal *r)
{
	const struct rule_rectification *says = r->law.terms.rectification;
	const char *code = r->event->row->ground;

	if (!says || !code || strncmp(code, GROUND_REVIEW, strlen(GROUND_REVIEW)) != 0)
		return 0;
	return says->days;
}

static void look_rectified(const struct removal *r)
{
	const struct stage *s = rectification_before(r);
	int days = days_before(r);

	if (!days || !s || r->event->day - s->from >= days)
		return;
	finding_add(r->in->findings, F_REMOVAL_EARLY, event_place(r->in->findings, r->event, ""),
		    r->event->row->id, arg_number(r->in, days), arg_date(r->in, s->from));
	LAW_SAYS(r->in, &r->law, rectification, &r->law.terms.rectification->clause);
	lower_for_copies(r);
}

static void rectified_first(const struct check_input *in, const struct notice *n)
{
	each_removal(in, n, look_rectified);
}

static void look_ordered(const struct removal *r)
{
	if (!days_before(r) || rectification_before(r))
		return;
	finding_add(r->in->findings, F_RECTIFY_MISSING, event_place(r->in->findings, r->event, ""),
		    r->event->row->id);
	LAW_SAYS(r->in, &r->law, rectification, &r->law.terms.rectification->clause);
	lower_for_copies(r);
}

static void rectify_ordered(const struct check_input *in, const struct notice *n)
{
	each_removal(in, n, look_ordered);
}

/* The day that an order sets is not before the text's. */
static void rectify_days(const struct check_input *in, const struct notice *n)
{
	size_t n_events;
	const struct event *e = check_events(in, n, &n_events);

	for (size_t i = 0; i < n_events; i++) {
		const struct rule_rectification *says;
		struct law law;

		if (e[i].action != ACTION_RECTIFY || !event_stands(&e[i]) ||
		    e[i].row->until == DATE_NONE || !law_for_list(in, e[i].list, e[i].day, &law))
			continue;
		says = law.terms.rectification;
		if (!says || !says->days || e[i].row->until - e[i].day >= says->days)
			continue;
		finding_add(in->findings, F_RECTIFY_SHORT, event_place(in->findings, &e[i], "/until"),
			    e[i].row->id, arg_date(in, e[i].row->until), arg_number(in, says->days));
		LAW_SAYS(in, &law, rectification, &says->clause);
	}
}

/* ---- the other lists ---- */

/* 移出各层面名单: after an incident the same text takes the company off all of its lists. */
static void look_everywhere(const struct removal *r)
{
	const struct rule_immediate *says = r->says->immediate;
	const char *code = r->event->row->ground;
	const struct standing *who = registry_standing(r->in->registry, r->event->row->id);

	if (!says || says->scope != SCOPE_ALL || !code || strcmp(code, GROUND_INCIDENT) != 0 || !who)
		return;
	for (size_t i = 0; i < who->memberships.n; i++) {
		const struct membership *m = who->memberships.items[i];

		if (!membership_on(m, r->in->registry->as_of) ||
		    membership_spell(m, r->in->registry->as_of)->from > r->event->day)
			continue;
		finding_add(r->in->findings, F_INCIDENT_ELSEWHERE,
			    event_place(r->in->findings, r->event, ""), r->event->row->id,
			    m->list->id);
		LAW_SAYS(r->in, &r->law, removal, &says->clause);
	}
}

static void removed_everywhere(const struct check_input *in, const struct notice *n)
{
	each_removal(in, n, look_everywhere);
}

/* Whether the text puts members of the higher list on the own one too. */
static const struct rule_include *included_from(const struct law *law, const struct region *above,
						const char *category)
{
	for (size_t i = 0; i < law->terms.includes.n; i++) {
		const struct rule_include *inc = &law->terms.includes.items[i];

		if (inc->level == above->level && names_include(&inc->categories, category))
			return inc;
	}
	return NULL;
}

/* Removed below while it stays above, where the text has all members above on the list. */
static void look_above(const struct removal *r)
{
	const struct event *e = r->event;
	const char *category = list_category(e->list);
	const struct standing *who = registry_standing(r->in->registry, e->row->id);

	for (size_t i = 0; who && i < who->memberships.n; i++) {
		const struct membership *m = who->memberships.items[i];
		const struct rule_include *inc;

		if (strcmp(m->list->category, category) != 0 || strcmp(m->list->id, e->list) == 0 ||
		    !membership_on(m, e->day))
			continue;
		inc = included_from(&r->law, m->list->region, category);
		if (!inc)
			continue;
		finding_add(r->in->findings, F_LISTED_ABOVE, event_place(r->in->findings, e, ""),
			    e->row->id, m->list->id);
		LAW_SAYS(r->in, &r->law, includes, &inc->clause);
	}
}

static void removed_below(const struct check_input *in, const struct notice *n)
{
	each_removal(in, n, look_above);
}

/* The way from a list's region to the nation, by reports_to. */
static bool reports_up_to(const struct check_input *in, const struct region *from,
			  const struct region *to)
{
	for (int steps = 0; from && steps < 8; steps++) {
		if (from == to)
			return true;
		from = region_reports_to(in->content, from);
	}
	return false;
}

/* Removed above; still there below, by an entry of its own. What follows, most texts do not say. */
static void look_below(const struct removal *r)
{
	const struct event *e = r->event;
	const struct region *owner = list_region(r->in, e->list);
	const struct standing *who = registry_standing(r->in->registry, e->row->id);

	for (size_t i = 0; who && owner && i < who->memberships.n; i++) {
		const struct membership *m = who->memberships.items[i];

		if (m->list->region == owner ||
		    strcmp(m->list->category, list_category(e->list)) != 0 ||
		    !reports_up_to(r->in, m->list->region, owner) ||
		    !membership_on(m, r->in->registry->as_of) ||
		    membership_spell(m, r->in->registry->as_of)->from > e->day)
			continue;
		finding_add(r->in->findings, F_LISTED_BELOW, event_place(r->in->findings, e, ""),
			    e->row->id, m->list->id);
	}
}

static void removed_above(const struct check_input *in, const struct notice *n)
{
	each_removal(in, n, look_below);
}

#define REMOVALS (READS_RECORDS | READS_RULES | READS_REGISTER)

static const struct check rows[] = {
	{ F_GROUND_UNKNOWN, .term = "removal", .reads = REMOVALS,
	  .says = { "移出情形须为当日有效规则所列", "a ground is one of the text's in force" },
	  .notice = ground_known },
	{ F_GROUND_MISSING, .term = "removal", .reads = REMOVALS,
	  .says = { "移出须写明情形", "a removal names its ground" }, .notice = ground_given },
	{ F_REMOVAL_VERB, .term = "removal", .reads = REMOVALS,
	  .says = { "用本地规则的说法：移出，或取消资格",
		    "the word is that of the text: 移出, or 取消资格" },
	  .notice = removal_verb },
	{ F_REMOVAL_WHEN, .term = "removal", .reads = REMOVALS,
	  .says = { "随年度名单移出的，不另行移出",
		    "where removals come with the year's list, none stands alone" },
	  .notice = removal_when },
	{ F_REMOVAL_ANNOUNCED, .term = "removal", .reads = REMOVALS,
	  .says = { "规则要求公告的，以公告移出", "what is to be announced is announced" },
	  .notice = removal_announced },
	{ F_REMOVAL_EARLY, .term = "rectification", .reads = REMOVALS,
	  .says = { "整改期满仍不合格才可移出",
		    "a failed review removes only after the time to rectify" },
	  .notice = rectified_first },
	{ F_RECTIFY_MISSING, .term = "rectification", .reads = REMOVALS,
	  .says = { "复核不合格的，先要求整改",
		    "a failed review removes only after an order to rectify" },
	  .notice = rectify_ordered },
	{ F_RECTIFY_SHORT, .term = "rectification", .reads = REMOVALS,
	  .says = { "整改期限不短于规则所定", "the time to rectify is that of the text" },
	  .notice = rectify_days },
	{ F_INCIDENT_ELSEWHERE, .term = "immediate", .reads = REMOVALS,
	  .says = { "规则要求移出各层面名单的，都已移出",
		    "an incident removes from every list that the text names" },
	  .notice = removed_everywhere },
	{ F_LISTED_ABOVE, .term = "includes", .reads = REMOVALS,
	  .says = { "上级名单的成员即为本级成员的，本级移出前上级已移出",
		    "no removal below while the list above, whose members are members here, has it" },
	  .notice = removed_below },
	{ F_LISTED_BELOW, .term = "includes", .reads = REMOVALS,
	  .says = { "上级已移出的，下级名单应有处理意见",
		    "removed above: what becomes of it on the list below" },
	  .notice = removed_above },
};

const struct family removal_family = {
	.name = "removal",
	.says = { "移出", "removal" },
	.found_by = "check",
	.checks = rows,
	.n = ARRAY_LEN(rows),
};
