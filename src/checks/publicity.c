/*
 * 公示: what is proposed stands open to objections for the days that the
 * text fixes, and only then is the list made, from what was proposed.
 */
#include <string.h>

#include "base/mem.h"
#include "checks/families.h"
#include "checks/input.h"
#include "rules/window.h"

/* Someone else's notice: what this record lacks, theirs may have. */
static void lower_copy(const struct check_input *in, const struct notice *n)
{
	if (n->transcribed)
		findings_lower(in->findings, SEVERITY_NOTE);
}

/* A text from above binds lists below only as far as it goes; it does not say that it goes this far. */
static void lower_inherited(const struct check_input *in, const struct law *law)
{
	if (!law->own)
		findings_lower(in->findings, SEVERITY_WARNING);
}

/* What the text says of 公示 for the list on the day; NULL: nothing. */
static const struct rule_publicity *publicity_of(const struct check_input *in, const char *list,
						 date_t day, struct law *law)
{
	const struct region *owner = list_region(in, list);

	return owner && law_on(in, owner->code, day, law) ? publicity_at(&law->terms, owner->level)
							  : NULL;
}

/* And for the lists of a notice's own region. */
static const struct rule_publicity *publicity_for(const struct check_input *in,
						  const struct notice *n, date_t day, struct law *law)
{
	const struct region *r = content_region(in->content, n->region);

	return r && law_on(in, r->code, day, law) ? publicity_at(&law->terms, r->level) : NULL;
}

/* ---- the list and its proposal ---- */

static void proposal_missing(const struct check_input *in, const struct notice *n)
{
	size_t n_events;
	const struct event *e = check_events(in, n, &n_events);

	if (check_proposal(in, n))
		return;
	for (size_t i = 0; i < n_events; i++) {
		struct law law;

		if (!first_of_list(e, i, ACTION_ENTER) ||
		    !publicity_of(in, e[i].list, e[i].day, &law))
			continue;
		finding_add(in->findings, F_PROPOSAL_MISSING, event_place(in->findings, &e[i], ""),
			    e[i].list);
		LAW_SAYS(in, &law, publicity, &law.terms.publicity->clause);
		lower_inherited(in, &law);
		lower_copy(in, n);
	}
}

/* Whether the row found its company proposed: the entry then ended that stage. */
static bool was_proposed(const struct check_input *in, const struct event *e)
{
	const struct membership *m = registry_membership(in->registry, e->list, e->row->id);

	for (size_t i = 0; m && i < m->stages.n; i++)
		if (m->stages.items[i].kind == STAGE_PROPOSED && m->stages.items[i].ended_by == e)
			return true;
	return false;
}

static void entry_not_proposed(const struct check_input *in, const struct notice *n)
{
	size_t n_events;
	const struct event *e = check_events(in, n, &n_events);
	const struct notice *proposal = check_proposal(in, n);

	for (size_t i = 0; proposal && i < n_events; i++) {
		struct law law;

		if (e[i].action != ACTION_ENTER || !event_stands(&e[i]) ||
		    was_proposed(in, &e[i]) || !publicity_of(in, e[i].list, e[i].day, &law))
			continue;
		finding_add(in->findings, F_ENTRY_NOT_PROPOSED,
			    event_place(in->findings, &e[i], ""), e[i].row->id, proposal->id);
		LAW_SAYS(in, &law, publicity, &law.terms.publicity->clause);
		lower_inherited(in, &law);
	}
}

static void list_early(const struct check_input *in, const struct notice *n)
{
	const struct notice *proposal = n->type == NOTICE_LIST ? check_proposal(in, n) : NULL;
	date_t end = proposal && proposal->period ? proposal->period->end : DATE_NONE;
	struct law law;

	if (end == DATE_NONE || n->signed_on == DATE_NONE || n->signed_on > end)
		return;
	finding_add(in->findings, F_LIST_EARLY, PLACE(in, n, "/signed"), arg_date(in, n->signed_on),
		    arg_date(in, end), proposal->id);
	if (publicity_for(in, n, n->signed_on, &law))
		LAW_SAYS(in, &law, publicity, &law.terms.publicity->clause);
}

/* ---- the days of the window ---- */

/*
 * The first row of a proposal whose list's text fixes a number of days; NULL: none. All lists of
 * one notice have one owner as a rule, and the window is one.
 */
static const struct event *fixed_days(const struct check_input *in, const struct notice *n,
				      struct law *law)
{
	size_t n_events;
	const struct event *e = check_events(in, n, &n_events);

	if (n->type != NOTICE_PROPOSAL || !n->period || n->period->end < n->period->start)
		return NULL;
	for (size_t i = 0; i < n_events; i++) {
		const struct rule_publicity *p;

		if (!first_of_list(e, i, ACTION_PROPOSE))
			continue;
		p = publicity_of(in, e[i].list, check_day(in, n), law);
		if (p && p->value)
			return &e[i];
	}
	return NULL;
}

/* What is not public yet is open to nobody: the days count from the later of the two. */
static date_t first_open(const struct notice *n)
{
	date_t published = minute_date(notice_published(n));

	return !n->draft && published > n->period->start ? published : n->period->start;
}

static const char *unit_of(const struct rule_publicity *p)
{
	return p->unit == DAYS_WORKING ? "working days" : "days";
}

static void period_short(const struct check_input *in, const struct notice *n)
{
	struct law law;
	const struct rule_publicity *p = fixed_days(in, n, &law) ? law.terms.publicity : NULL;
	int days = p ? calendar_count(in->content, first_open(n), n->period->end, p->unit) : 0;

	if (!p || days == DAYS_UNKNOWN || days >= p->value)
		return;
	finding_add(in->findings, F_PERIOD_SHORT, PLACE(in, n, "/period/end"),
		    arg_date(in, first_open(n)), arg_date(in, n->period->end), arg_number(in, days),
		    arg_number(in, p->value), unit_of(p));
	LAW_SAYS(in, &law, publicity, &p->clause);
	lower_inherited(in, &law);
}

static void period_calendar(const struct check_input *in, const struct notice *n)
{
	struct law law;
	const struct rule_publicity *p = fixed_days(in, n, &law) ? law.terms.publicity : NULL;

	if (!p || calendar_count(in->content, first_open(n), n->period->end, p->unit) != DAYS_UNKNOWN)
		return;
	finding_add(in->findings, F_PERIOD_CALENDAR, PLACE(in, n, "/period/end"),
		    arg_date(in, n->period->end));
	LAW_SAYS(in, &law, publicity, &p->clause);
}

static void period_strict(const struct check_input *in, const struct notice *n)
{
	struct law law;
	const struct rule_publicity *p = fixed_days(in, n, &law) ? law.terms.publicity : NULL;
	struct window w = { DATE_NONE, DATE_NONE, DATE_NONE };

	if (p)
		w = window_from(in->content, p, first_open(n));
	if (w.strict == DATE_NONE || n->period->end < w.last || n->period->end >= w.strict)
		return;
	finding_add(in->findings, F_PERIOD_STRICT, PLACE(in, n, "/period/end"),
		    arg_date(in, n->period->end), arg_date(in, w.strict));
	findings_cite(in->findings, CIVIL_CODE_PERIODS);
}

static void period_unpublished(const struct check_input *in, const struct notice *n)
{
	date_t published = minute_date(notice_published(n));

	if (n->type != NOTICE_PROPOSAL || !n->period || n->draft || n->published == DATE_NONE ||
	    published <= n->period->start)
		return;
	finding_add(in->findings, F_PERIOD_UNPUBLISHED, PLACE(in, n, "/period/start"),
		    arg_date(in, n->period->start), arg_date(in, published));
}

/* ---- whom to object to, and who signs ---- */

static bool reachable(const struct contact *c, date_t day)
{
	return (c->phone || c->email || c->address || c->fax) &&
	       (c->expires == DATE_NONE || day == DATE_NONE || day <= c->expires);
}

static bool takes_objections(const struct authority *a, date_t day)
{
	for (size_t i = 0; a && i < a->contacts.n; i++) {
		const struct contact *c = &a->contacts.items[i];

		if ((c->use == CONTACT_OBJECTION || c->use == CONTACT_GENERAL) && reachable(c, day))
			return true;
	}
	return false;
}

static void objection_contact(const struct check_input *in, const struct notice *n)
{
	date_t day = check_day(in, n);
	struct law law;

	if (n->type != NOTICE_PROPOSAL || (n->contact && reachable(n->contact, DATE_NONE)))
		return;
	for (size_t i = 0; i < n->issuers.n; i++)
		if (takes_objections(content_authority(in->content, n->issuers.items[i]), day))
			return;
	finding_add(in->findings, F_OBJECTION_CONTACT, place_of(n->path));
	if (publicity_for(in, n, day, &law))
		LAW_SAYS(in, &law, publicity, &law.terms.publicity->clause);
	lower_copy(in, n);
}

static bool issued_by(const struct notice *n, const char *authority)
{
	for (size_t i = 0; i < n->issuers.n; i++)
		if (strcmp(n->issuers.items[i], authority) == 0)
			return true;
	return false;
}

/* Whom the text of the notice's own region names for its stage; NULL: nobody. */
static const struct rule_issuers *stage_issuers(const struct check_input *in,
						const struct notice *n, struct law *law)
{
	if (!law_on(in, n->region, check_day(in, n), law) || !law->own)
		return NULL;
	for (size_t i = 0; i < law->terms.issuers.n; i++)
		if (law->terms.issuers.items[i].stage == n->type)
			return &law->terms.issuers.items[i];
	return NULL;
}

static void issuer_missing(const struct check_input *in, const struct notice *n)
{
	struct law law;
	const struct rule_issuers *stage = stage_issuers(in, n, &law);

	for (size_t i = 0; stage && i < stage->authorities.n; i++) {
		const char *id = stage->authorities.items[i];
		const struct authority *a = content_authority(in->content, id);

		if (issued_by(n, id))
			continue;
		finding_add(in->findings, F_ISSUER_MISSING, PLACE(in, n, "/issuers"),
			    a ? a->name : id, id);
		LAW_SAYS(in, &law, issuers, &stage->clause);
	}
}

static void issuer_extra(const struct check_input *in, const struct notice *n)
{
	struct law law;
	const struct rule_issuers *stage = stage_issuers(in, n, &law);

	for (size_t i = 0; stage && i < n->issuers.n; i++) {
		const struct authority *a = content_authority(in->content, n->issuers.items[i]);

		if (names_include(&stage->authorities, n->issuers.items[i]))
			continue;
		finding_add(in->findings, F_ISSUER_EXTRA, PLACE(in, n, "/issuers/%zu", i),
			    a ? a->name : n->issuers.items[i]);
		LAW_SAYS(in, &law, issuers, &stage->clause);
	}
}

static void issuer_lead(const struct check_input *in, const struct notice *n)
{
	struct law law;
	const struct rule_issuers *stage = stage_issuers(in, n, &law);
	const struct authority *lead;

	if (!stage || !stage->authorities.n || !issued_by(n, stage->authorities.items[0]) ||
	    strcmp(n->issuers.items[0], stage->authorities.items[0]) == 0)
		return;
	lead = content_authority(in->content, stage->authorities.items[0]);
	finding_add(in->findings, F_ISSUER_LEAD, PLACE(in, n, "/issuers/0"),
		    lead ? lead->name : stage->authorities.items[0]);
	LAW_SAYS(in, &law, issuers, &stage->clause);
}

static const struct check rows[] = {
	{ F_PROPOSAL_MISSING, .term = "publicity",
	  .reads = READS_RECORDS | READS_RULES | READS_REGISTER,
	  .says = { "须公示的名单，公布前要有公示",
		    "a list is proposed first where the text asks for it" },
	  .notice = proposal_missing },
	{ F_ENTRY_NOT_PROPOSED, .term = "publicity",
	  .reads = READS_RECORDS | READS_RULES | READS_REGISTER,
	  .says = { "列入的单位须经公示", "whoever enters was proposed" },
	  .notice = entry_not_proposed },
	{ F_LIST_EARLY, .term = "publicity", .reads = READS_RECORDS | READS_RULES,
	  .says = { "公示期满后才能公布名单", "a list is signed after its proposal's last day" },
	  .notice = list_early },
	{ F_PERIOD_SHORT, .term = "publicity", .reads = READS_RECORDS | READS_RULES | READS_REGISTER,
	  .says = { "公示不少于规定的天数", "a proposal stands open for the days that the text fixes" },
	  .notice = period_short },
	{ F_PERIOD_CALENDAR, .term = "publicity",
	  .reads = READS_RECORDS | READS_RULES | READS_REGISTER,
	  .says = { "公示期不能超出已公布的放假安排",
		    "a window in working days lies within the published calendars" },
	  .notice = period_calendar },
	{ F_PERIOD_STRICT, .by = "《中华人民共和国民法典》第二百零一条、第二百零三条",
	  .reads = READS_RECORDS | READS_RULES | READS_REGISTER,
	  .says = { "公示期以从严计算也够为宜",
		    "a window is better long enough by the Civil Code too" },
	  .notice = period_strict },
	{ F_PERIOD_UNPUBLISHED, .reads = READS_RECORDS,
	  .says = { "公示期自公开之日起算", "a window begins when the proposal is public" },
	  .notice = period_unpublished },
	{ F_OBJECTION_CONTACT, .term = "publicity", .reads = READS_RECORDS | READS_RULES,
	  .says = { "公示须写明向谁提出异议", "a proposal says whom to object to" },
	  .notice = objection_contact },
	{ F_ISSUER_MISSING, .term = "issuers", .reads = READS_RECORDS | READS_RULES,
	  .says = { "各阶段由规定的机关发布", "each stage is issued by those whom the text names" },
	  .notice = issuer_missing },
	{ F_ISSUER_EXTRA, .term = "issuers", .reads = READS_RECORDS | READS_RULES,
	  .says = { "规定以外的机关一般不参与发布", "nobody else issues it, as a rule" },
	  .notice = issuer_extra },
	{ F_ISSUER_LEAD, .term = "issuers", .reads = READS_RECORDS | READS_RULES,
	  .says = { "牵头机关列在最前", "the lead authority stands first" }, .notice = issuer_lead },
};

const struct family publicity_family = {
	.name = "publicity",
	.says = { "公示", "proposals" },
	.found_by = "check",
	.checks = rows,
	.n = ARRAY_LEN(rows),
};
