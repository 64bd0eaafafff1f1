/*
 * Who may be recommended, proposed and entered: not whom the text bars
 * after a removal, not on a list that the text does not have, only with
 * the seats and the standing that it asks for.
 */
#include <stdio.h>
#include <string.h>

#include "base/mem.h"
#include "checks/families.h"
#include "checks/index.h"
#include "checks/input.h"
#include "content/names.h"

/* One row on the way to a list, with the text that governs that list on its day. */
struct asking {
	const struct check_input *in;
	const struct event *event;
	const struct standing *who;
	const struct region *owner; /* of the list */
	const char *category;
	bool governed; /* a text is in force for the list: */
	struct law law;
};

/* 不得申请、推荐和列入: the rows that do one of these. */
static bool asks(const struct event *e)
{
	return e->list && e->row->id && event_stands(e) &&
	       (e->action == ACTION_RECOMMEND || e->action == ACTION_PROPOSE ||
		e->action == ACTION_ENTER);
}

/* Calls f for each row of the notice that asks for a list. */
static void each_row(const struct check_input *in, const struct notice *n,
		     void (*f)(const struct asking *a))
{
	size_t n_events;
	const struct event *e = check_events(in, n, &n_events);
	const char *list = NULL;
	struct asking a = { .in = in };

	for (size_t i = 0; i < n_events; i++) {
		if (!asks(&e[i]))
			continue;
		if (!list || (e[i].list != list && strcmp(e[i].list, list) != 0)) {
			list = e[i].list;
			a.owner = list_region(in, list);
			a.category = list_category(list);
			a.governed = law_for_list(in, list, e[i].day, &a.law);
		}
		a.event = &e[i];
		a.who = registry_standing(in->registry, e[i].row->id);
		if (a.owner && a.who)
			f(&a);
	}
}

static struct place row_place(const struct asking *a)
{
	return event_place(a->in->findings, a->event, "");
}

/* ---- the bar after a removal ---- */

/* Whether a removal from one list bars from the other, in the words of the text. */
static bool bar_reaches(const struct rule_bar *bar, const struct region *from, const struct region *to)
{
	if (bar->levels.n)
		return names_include(&bar->levels, region_level_names[from->level]) &&
		       names_include(&bar->levels, region_level_names[to->level]);
	return from == to || bar->scope == SCOPE_ALL;
}

struct barred {
	const struct rule_bar *bar;
	const struct event *removal;
	const struct roster *list; /* from which */
	date_t last;
	bool sure; /* the text leaves no doubt that this bars from that */
};

static void bar_try(const struct asking *a, const struct roster *list, const struct event *removal,
		    const struct rule_bar *bar, struct barred *found)
{
	date_t free = date_add_years(removal->day, bar->years);
	const char *ground = removal->row->ground;

	if (removal->day > a->event->day || removal->void_from <= a->event->day ||
	    free == DATE_NONE || a->event->day >= free || free - 1 <= found->last ||
	    (ground && !names_include(&bar->triggers, ground)) ||
	    !bar_reaches(bar, list->region, a->owner))
		return;
	*found = (struct barred){
		.bar = bar,
		.removal = removal,
		.list = list,
		.last = free - 1,
		.sure = (ground || !bar->triggers.n) &&
			(list->region == a->owner || bar->clause.confidence != CONFIDENCE_INFERRED),
	};
}

/* The bar that runs longest on the day of the row; false: none. */
static bool bar_find(const struct asking *a, const struct standing *who, struct barred *found)
{
	*found = (struct barred){ .last = DATE_NONE };
	for (size_t i = 0; i < who->memberships.n; i++) {
		const struct membership *m = who->memberships.items[i];

		for (size_t k = 0; k < m->removals.n; k++)
			for (size_t b = 0; b < a->law.terms.bars.n; b++)
				bar_try(a, m->list, m->removals.items[k],
					&a->law.terms.bars.items[b], found);
	}
	return found->bar != NULL;
}

static void barred_say(const struct asking *a, const struct barred *b)
{
	LAW_SAYS(a->in, &a->law, bars, &b->bar->clause);
	if (!b->sure)
		findings_lower(a->in->findings, SEVERITY_WARNING);
}

static void barred_row(const struct asking *a)
{
	struct barred b;

	if (!a->governed || !bar_find(a, a->who, &b))
		return;
	finding_add(a->in->findings, F_BARRED, row_place(a), a->event->row->id, b.list->id,
		    arg_date(a->in, b.removal->day), arg_date(a->in, b.last),
		    action_names[a->event->action]);
	barred_say(a, &b);
}

static void notice_barred(const struct check_input *in, const struct notice *n)
{
	each_row(in, n, barred_row);
}

/* 园区含园区内企业: the companies in a park count for it. */
static void barred_tenant(const struct asking *a)
{
	const struct rule_ineligibility *clause = a->governed ? a->law.terms.ineligibility : NULL;
	const struct tenant *t = map_get(&a->in->index->tenants, a->who->entity->id);
	struct barred b;

	for (; clause && clause->tenants && t; t = t->next) {
		const struct standing *who = registry_standing(a->in->registry, t->entity->id);

		if (!who || (t->span->from != DATE_NONE && a->event->day < t->span->from) ||
		    (t->span->until != DATE_NONE && t->span->until < a->event->day) ||
		    !bar_find(a, who, &b))
			continue;
		finding_add(a->in->findings, F_TENANT_BARRED, row_place(a), a->event->row->id,
			    t->entity->id, b.list->id, arg_date(a->in, b.removal->day),
			    arg_date(a->in, b.last));
		barred_say(a, &b);
		LAW_SAYS(a->in, &a->law, ineligibility, &clause->clause);
	}
}

static void notice_tenants(const struct check_input *in, const struct notice *n)
{
	each_row(in, n, barred_tenant);
}

/* The bar that the text puts on the own list after a removal on that ground; NULL: none. */
static const struct rule_bar *own_bar(const struct law *law, const struct region *owner,
				      const char *ground)
{
	for (size_t i = 0; i < law->terms.bars.n; i++) {
		const struct rule_bar *bar = &law->terms.bars.items[i];

		if (bar_reaches(bar, owner, owner) && ground && names_include(&bar->triggers, ground))
			return bar;
	}
	return NULL;
}

static void bar_until(const struct check_input *in, const struct notice *n)
{
	size_t n_events;
	const struct event *e = check_events(in, n, &n_events);

	for (size_t i = 0; i < n_events; i++) {
		const struct region *owner = list_region(in, e[i].list);
		const struct rule_bar *bar;
		struct law law;
		date_t free;

		if (e[i].action != ACTION_REMOVE || !event_stands(&e[i]) || !owner ||
		    e[i].row->until == DATE_NONE || !law_for_list(in, e[i].list, e[i].day, &law))
			continue;
		bar = own_bar(&law, owner, e[i].row->ground);
		free = bar ? date_add_years(e[i].day, bar->years) : DATE_NONE;
		if (free == DATE_NONE || e[i].row->until == free - 1)
			continue;
		finding_add(in->findings, F_BAR_UNTIL, event_place(in->findings, &e[i], "/until"),
			    e[i].row->id, arg_date(in, e[i].row->until), arg_date(in, free - 1));
		LAW_SAYS(in, &law, bars, &bar->clause);
	}
}

static void second_spell(const struct asking *a)
{
	const struct membership *m =
		registry_membership(a->in->registry, a->event->list, a->event->row->id);

	for (size_t i = 1; m && i < m->spells.n; i++) {
		const struct spell *before = &m->spells.items[i - 1];

		if (m->spells.items[i].entered != a->event || before->out == DATE_MAX)
			continue;
		finding_add(a->in->findings, F_SECOND_SPELL, row_place(a), a->event->row->id,
			    arg_date(a->in, before->out), before->ground ? before->ground : "-");
	}
}

static void notice_spells(const struct check_input *in, const struct notice *n)
{
	each_row(in, n, second_spell);
}

/* ---- which lists there are ---- */

static void list_category_known(const struct check_input *in, const struct notice *n)
{
	size_t n_events;
	const struct event *e = check_events(in, n, &n_events);

	for (size_t i = 0; i < n_events; i++) {
		const struct region *owner = list_region(in, e[i].list);
		const struct rule_list *l;
		struct law law;

		if ((!first_of_list(e, i, ACTION_ENTER) && !first_of_list(e, i, ACTION_PROPOSE)) ||
		    !owner || !law_for_list(in, e[i].list, e[i].day, &law) || !law.terms.lists.n)
			continue;
		l = law_list(&law, list_category(e[i].list), owner->level);
		if (l && l->clause.status != CLAUSE_AMBIGUOUS)
			continue;
		finding_add(in->findings, F_LIST_CATEGORY, event_place(in->findings, &e[i], ""),
			    e[i].list, region_level_names[owner->level], list_category(e[i].list));
		LAW_SAYS(in, &law, lists, l ? &l->clause : &law.terms.lists.items[0].clause);
	}
}

/* ---- where it sits ---- */

static void seat_outside(const struct asking *a, const struct rule_seat *seat, const char *place)
{
	const char *within = a->law.rules->region;

	if (!place ||
	    region_lies_in(a->in->content, place, within, a->event->day, a->in->registry->seen))
		return;
	finding_add(a->in->findings, F_SEAT, row_place(a), a->event->row->id, place, within);
	LAW_SAYS(a->in, &a->law, seats, &seat->clause);
}

static void seats_row(const struct asking *a)
{
	const struct entity *entity = a->who->entity;
	const char *now = standing_place(a->who, a->event->day);

	if (a->event->action != ACTION_ENTER || !a->governed)
		return;
	for (size_t i = 0; i < a->law.terms.seats.n; i++) {
		const struct rule_seat *seat = &a->law.terms.seats.items[i];

		if (!names_include(&seat->categories, a->category))
			continue;
		if (seat->registration)
			seat_outside(a, seat, entity->registered_at);
		/* the record's seat of production holds until the company moves */
		if (seat->production)
			seat_outside(a, seat,
				     entity->produces_at && a->who->places.n < 2 ? entity->produces_at
										 : now);
	}
}

static void notice_seats(const struct check_input *in, const struct notice *n)
{
	each_row(in, n, seats_row);
}

/* ---- what it must be first ---- */

static int stage_of(int action)
{
	return action == ACTION_RECOMMEND ? NOTICE_RECOMMEND
	       : action == ACTION_PROPOSE ? NOTICE_PROPOSAL
					  : NOTICE_LIST;
}

static bool is_candidate(const struct asking *a)
{
	const struct event *e = a->event;

	for (size_t i = 0; i < a->who->memberships.n; i++) {
		const struct membership *m = a->who->memberships.items[i];

		for (size_t k = 0; strcmp(m->list->category, a->category) == 0 && k < m->stages.n;
		     k++) {
			const struct stage *s = &m->stages.items[k];
			bool ends_here = s->ended_by && s->ended_by->notice == e->notice;

			if (s->kind == STAGE_CANDIDATE && s->from <= e->day &&
			    (s->out > e->day || ends_here))
				return true;
		}
	}
	return false;
}

/* The list that one must be on first; NULL: the place is too wide to tell, or nobody keeps it here. */
static const struct roster *needed_list(const struct asking *a, const struct rule_prerequisite *p)
{
	const char *place = standing_place(a->who, a->event->day);
	const struct region *r =
		region_at_level(a->in->content, content_region(a->in->content, place), p->needs);
	char id[128];

	if (!r)
		return NULL;
	snprintf(id, sizeof(id), "%s/%s", r->code,
		 p->needs_category ? p->needs_category : a->category);
	return registry_roster(a->in->registry, id);
}

static bool fulfilled(const struct asking *a, const struct rule_prerequisite *p, const char **needs)
{
	const struct roster *l;
	const struct membership *m;

	*needs = "candidate";
	if (p->needs_candidate && !is_candidate(a))
		return false;
	l = p->needs != LEVEL_NONE ? needed_list(a, p) : NULL;
	if (!l)
		return true;
	*needs = l->id;
	m = registry_membership(a->in->registry, l->id, a->event->row->id);
	return m && membership_on(m, a->event->day);
}

static void prerequisites_of(const struct asking *a, const struct law *law)
{
	for (size_t i = 0; i < law->terms.prerequisites.n; i++) {
		const struct rule_prerequisite *p = &law->terms.prerequisites.items[i];
		const char *needs;

		if (p->stage != stage_of(a->event->action) || p->level != a->owner->level ||
		    p->clause.status == CLAUSE_UNSPECIFIED ||
		    !names_include(&p->categories, a->category) || fulfilled(a, p, &needs))
			continue;
		finding_add(a->in->findings, F_PREREQUISITE, row_place(a), a->event->row->id,
			    a->event->list, needs);
		LAW_SAYS(a->in, law, prerequisites, &p->clause);
		law_strength(a->in, p->strength);
	}
}

/* The text of the list, and for a recommendation that of who recommends, where it is another. */
static void prerequisites_row(const struct asking *a)
{
	struct law from;

	if (a->governed)
		prerequisites_of(a, &a->law);
	if (a->event->action == ACTION_RECOMMEND &&
	    law_on(a->in, a->event->notice->region, a->event->day, &from) &&
	    (!a->governed || from.rules != a->law.rules))
		prerequisites_of(a, &from);
}

static void notice_prerequisites(const struct check_input *in, const struct notice *n)
{
	each_row(in, n, prerequisites_row);
}

/* ---- candidates ---- */

/* The latest time that it was a candidate for the category: if that ran out before the row; NULL. */
static const struct stage *ran_out(const struct asking *a, const struct roster **list)
{
	const struct stage *latest = NULL;

	for (size_t i = 0; i < a->who->memberships.n; i++) {
		const struct membership *m = a->who->memberships.items[i];

		for (size_t k = 0; strcmp(m->list->category, a->category) == 0 && k < m->stages.n;
		     k++) {
			const struct stage *s = &m->stages.items[k];

			if (s->kind != STAGE_CANDIDATE || s->from > a->event->day ||
			    (latest && s->out <= latest->out))
				continue;
			latest = s;
			*list = m->list;
		}
	}
	return latest && latest->outcome == STAGE_EXPIRED && latest->out <= a->event->day ? latest
											  : NULL;
}

static void candidate_expired(const struct asking *a)
{
	const struct roster *list = NULL;
	const struct stage *s = ran_out(a, &list);
	struct law law;

	if (!s || !law_for_list(a->in, list->id, s->from, &law) || !law.terms.candidates)
		return;
	finding_add(a->in->findings, F_CANDIDATE_EXPIRED, row_place(a), a->event->row->id,
		    arg_date(a->in, s->out - 1), s->by->notice->id);
	LAW_SAYS(a->in, &law, candidates, &law.terms.candidates->clause);
}

static void notice_candidates(const struct check_input *in, const struct notice *n)
{
	each_row(in, n, candidate_expired);
}

static void candidate_until(const struct check_input *in, const struct notice *n)
{
	size_t n_events;
	const struct event *e = check_events(in, n, &n_events);

	for (size_t i = 0; i < n_events; i++) {
		struct law law;
		date_t free;

		if (e[i].action != ACTION_TAKE_IN || !event_stands(&e[i]) ||
		    e[i].row->until == DATE_NONE || !law_for_list(in, e[i].list, e[i].day, &law) ||
		    !law.terms.candidates || !law.terms.candidates->valid_years)
			continue;
		free = date_add_years(e[i].day, law.terms.candidates->valid_years);
		if (free == DATE_NONE || e[i].row->until < free)
			continue;
		finding_add(in->findings, F_CANDIDATE_UNTIL,
			    event_place(in->findings, &e[i], "/until"), e[i].row->id,
			    arg_date(in, e[i].row->until), arg_date(in, free - 1));
		LAW_SAYS(in, &law, candidates, &law.terms.candidates->clause);
	}
}

enum { READS = READS_RECORDS | READS_RULES | READS_REGISTER };

static const struct check rows[] = {
	{ F_BARRED, .term = "bars", .reads = READS,
	  .says = { "移出后的限制期内不得推荐、公示和列入",
		    "nobody is recommended, proposed or entered while the text bars it" },
	  .notice = notice_barred },
	{ F_TENANT_BARRED, .term = "ineligibility", .reads = READS,
	  .says = { "园区内企业在限制期内的，园区不得推荐、公示和列入",
		    "a park is not listed while a company in it is barred" },
	  .notice = notice_tenants },
	{ F_BAR_UNTIL, .term = "bars", .reads = READS,
	  .says = { "移出所写的限制期须与规定一致", "a removal states the bar that the text has" },
	  .notice = bar_until },
	{ F_SECOND_SPELL, .reads = READS_REGISTER,
	  .says = { "移出后再次列入的，须核对移出原因已消除",
		    "whoever enters again has overcome why it was removed" },
	  .notice = notice_spells },
	{ F_LIST_CATEGORY, .term = "lists", .reads = READS,
	  .says = { "只公布规定中有的类别和层级", "only the lists that the text has are published" },
	  .notice = list_category_known },
	{ F_SEAT, .term = "seats", .reads = READS,
	  .says = { "注册地和生产场所须在规定的地区", "seats lie where the text asks" },
	  .notice = notice_seats },
	{ F_PREREQUISITE, .term = "prerequisites", .reads = READS,
	  .says = { "须先列入下级名单或培育对象", "what the text asks for first comes first" },
	  .notice = notice_prerequisites },
	{ F_CANDIDATE_EXPIRED, .term = "candidates", .reads = READS,
	  .says = { "培育对象在有效期内推荐和列入", "a candidate is listed while it is one" },
	  .notice = notice_candidates },
	{ F_CANDIDATE_UNTIL, .term = "candidates", .reads = READS,
	  .says = { "培育对象的有效期不超过规定",
		    "a candidate stays one no longer than the text says" },
	  .notice = candidate_until },
};

const struct family eligibility_family = {
	.name = "eligibility",
	.says = { "推荐和列入的资格", "who may be listed" },
	.found_by = "check",
	.checks = rows,
	.n = ARRAY_LEN(rows),
};
