#include "exports/agenda.h"

#include <stdlib.h>
#include <string.h>

#include "pages/made_from.h"
#include "pages/words.h"
#include "rules/rules.h"

static void add(struct agenda *a, struct ical_event event)
{
	event.summary = export_title(a->e, event.summary);
	ARRAY_GROW(a->items, a->n, a->cap);
	a->items[a->n++] = event;
}

/* Only an address that leads there from a calendar. */
static const char *page_of(const struct agenda *a, const struct notice *n)
{
	return n && a->e->all->ctx->base_url ? link_notice(&a->e->page, n->id) : NULL;
}

/* ---- notices ---- */

static void add_period(struct agenda *a, const struct region *r, const struct notice *n)
{
	const struct page *p = &a->e->page;
	const char *last = export_day_text(a->e, n->period->end);

	add(a,
	    (struct ical_event){
		    .uid = export_uuid(a->e, "period", n->id),
		    .summary = page_printf(p, "%s公示（异议截至%s）：%s", r->name, last, n->title),
		    .description = page_printf(p,
					       "公示期：%s至%s，首尾两日都算。\n"
					       "提出异议的最后一天：%s。办法以公示文告为准。",
					       export_day_text(a->e, n->period->start), last, last),
		    .url = page_of(a, n),
		    .category = "公示",
		    .first = n->period->start,
		    .last = n->period->end,
		    .stamp = notice_published(n),
	    });
}

static const char *deadline_text(const struct agenda *a, const struct region *r, const char *what,
				 const char *who)
{
	const char *party = who ? page_printf(&a->e->page, "（%s）", word_party(who)) : "";

	return page_printf(&a->e->page, "%s：%s截止%s", r->name, word_deadline(what), party);
}

static void add_call(struct agenda *a, const struct region *r, const struct notice *n)
{
	for (size_t i = 0; i < n->deadlines.n; i++) {
		const struct notice_deadline *d = &n->deadlines.items[i];

		if (d->day == DATE_NONE)
			continue;
		add(a, (struct ical_event){
			       .uid = export_uuid(a->e, "deadline",
						  page_printf(&a->e->page, "%s\n%zu", n->id, i)),
			       .summary = deadline_text(a, r, d->what, d->who),
			       .description = page_printf(&a->e->page, "依据：%s", n->title),
			       .url = page_of(a, n),
			       .category = "时限",
			       .first = d->day,
			       .last = d->day,
			       .stamp = notice_published(n),
		       });
	}
}

static void add_notices(struct agenda *a, const struct region_outline *r)
{
	for (size_t i = 0; i < r->notices.n; i++) {
		const struct notice *n = r->notices.items[i];

		if (n->period)
			add_period(a, r->region, n);
		add_call(a, r->region, n);
	}
}

/* ---- rules ---- */

static bool same_party(const char *a, const char *b)
{
	return !a || !b || strcmp(a, b) == 0;
}

/* Whether a notice of the region names a day of the year for the same thing. */
static bool set_by_call(const struct region_outline *r, const struct rule_deadline *d, int year)
{
	for (size_t i = 0; i < r->notices.n; i++)
		for (size_t k = 0; k < r->notices.items[i]->deadlines.n; k++) {
			const struct notice_deadline *set = &r->notices.items[i]->deadlines.items[k];

			if (set->day != DATE_NONE && date_civil(set->day).year == year &&
			    strcmp(set->what, d->what) == 0 && same_party(set->who, d->who))
				return true;
		}
	return false;
}

/* When the text was made known: with the notice that puts it in force, else on its first day. */
static minute_t rules_known(const struct agenda *a, const struct rules *r)
{
	const struct notice *by = content_notice(a->e->all->ctx->content, r->by);

	if (by && notice_seen(by, a->e->all->ctx->registry->seen))
		return notice_published(by);
	return date_end(rules_first_day(r) - 1) + 1;
}

static const char *rule_text(const struct agenda *a, const struct rules *rules,
			     const struct rule_deadline *d)
{
	return page_printf(&a->e->page, "依据：%s%s%s", rules->title, or_empty(d->clause.article),
			   d->strength == STRENGTH_PRINCIPLE ? "（原则上）" : "");
}

static void add_yearly(struct agenda *a, const struct region_outline *r, const struct rules *rules,
		       const struct rule_deadline *d, int year)
{
	date_t day = d->day ? date_make(year, d->day / 100, d->day % 100) : DATE_NONE;

	if (d->clause.status != CLAUSE_STATED || day == DATE_NONE ||
	    rules_in_force(a->e->all->ctx->content, r->region->code, day) != rules ||
	    set_by_call(r, d, year))
		return;
	add(a, (struct ical_event){
		       .uid = export_uuid(a->e, "yearly",
					  page_printf(&a->e->page, "%s\n%s\n%s\n%s\n%s\n%d",
						      r->region->code, rules->id, d->what,
						      or_empty(d->who), or_empty(d->to), year)),
		       .summary = deadline_text(a, r->region, d->what, d->who),
		       .description = rule_text(a, rules, d),
		       .category = "时限",
		       .first = day,
		       .last = day,
		       .stamp = rules_known(a, rules),
	       });
}

static void add_rules(struct agenda *a, const struct region_outline *r, const struct rules *rules,
		      int year)
{
	const struct exports *x = a->e->all;
	struct rule_terms terms = rules_terms(x->ctx->content, rules, date_make(year, 12, 31),
					      x->ctx->registry->seen, NULL);

	for (size_t i = 0; i < terms.deadlines.n; i++)
		add_yearly(a, r, rules, &terms.deadlines.items[i], year);
}

void agenda_add_region(struct agenda *a, const struct region_outline *r, bool inherited)
{
	enum { YEARS = 2 };
	const struct content *c = a->e->all->ctx->content;

	add_notices(a, r);
	for (size_t y = c->calendars.n > YEARS ? c->calendars.n - YEARS : 0; y < c->calendars.n; y++)
		for (size_t i = 0; i < c->rules.n; i++)
			if (inherited || strcmp(c->rules.items[i].region, r->region->code) == 0)
				add_rules(a, r, &c->rules.items[i], c->calendars.items[y].year);
}

void agenda_made_from(const struct made_from *m, const struct region_outline *r, struct digester *d)
{
	digest_text(d, r->region->code);
	digest_digest(d, m->calls);
	for (size_t i = 0; i < r->notices.n; i++)
		if (r->notices.items[i]->period || r->notices.items[i]->deadlines.n)
			digest_said(d, m, r->notices.items[i]);
}

/* ---- all of it ---- */

static int event_order(const void *a, const void *b)
{
	const struct ical_event *x = a, *y = b;

	if (x->first != y->first)
		return x->first < y->first ? -1 : 1;
	return strcmp(x->uid, y->uid);
}

void agenda_sort(struct agenda *a)
{
	if (a->n)
		qsort(a->items, a->n, sizeof(*a->items), event_order);
}

void agenda_release(struct agenda *a)
{
	free(a->items);
	*a = (struct agenda){ .e = a->e };
}
