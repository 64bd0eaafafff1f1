#include "checks/input.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "checks/index.h"

enum { FOLLOWS_MOST = 16 }; /* steps back: a circle in bad content ends here */

/* ---- index ---- */

static void index_tenants(struct check_index *index)
{
	const struct content *c = index->content;

	for (size_t i = 0; i < c->entities.n; i++) {
		const struct entity *e = &c->entities.items[i];

		for (size_t k = 0; k < e->in_park.n; k++) {
			const char *park = e->in_park.items[k].id;
			struct tenant *t = arena_alloc(&index->arena, sizeof(*t));

			*t = (struct tenant){ e, &e->in_park.items[k],
					      map_get(&index->tenants, park) };
			map_set(&index->tenants, park, t);
		}
	}
}

static void index_assessors(struct check_index *index)
{
	for (size_t i = 0; i < index->content->assessors.n; i++) {
		const struct assessor *a = &index->content->assessors.items[i];

		map_add(&index->assessors, a->name, (void *)a);
		for (size_t k = 0; k < a->aliases.n; k++)
			map_add(&index->assessors, a->aliases.items[k], (void *)a);
	}
}

void check_index_init(struct check_index *index, const struct content *c, const struct registry *r)
{
	const struct event *e = r->events.items, *end = e + r->events.n;

	*index = (struct check_index){ .content = c, .calls = calls_new(c, r->seen) };
	index->events = xcalloc(c->notices.n, sizeof(*index->events));
	for (; e < end; e++) {
		struct event_range *range = &index->events[e->notice - c->notices.items];

		if (!range->n++)
			range->items = e; /* the rows of a notice are folded one after the other */
	}
	index_tenants(index);
	index_assessors(index);
}

void check_index_release(struct check_index *index)
{
	calls_free(index->calls);
	free(index->events);
	map_release(&index->tenants);
	map_release(&index->assessors);
	arena_release(&index->arena);
}

/* ---- what the text says ---- */

bool law_on(const struct check_input *in, const char *region, date_t day, struct law *law)
{
	const struct rules *r = day == DATE_NONE ? NULL : rules_in_force(in->content, region, day);

	if (!r)
		return false;
	law->day = day;
	law->own = strcmp(r->region, region) == 0;
	law->rules = r;
	law->call = calls_latest(in->index->calls, r->region, day);
	law->terms = rules_terms_under(r, law->call);
	return true;
}

bool law_for_list(const struct check_input *in, const char *list, date_t day, struct law *law)
{
	const struct region *r = list_region(in, list);

	return r && law_on(in, r->code, day, law);
}

const struct rule_list *law_list(const struct law *law, const char *category, int level)
{
	for (size_t i = 0; i < law->terms.lists.n; i++) {
		const struct rule_list *l = &law->terms.lists.items[i];

		if (l->level == level && strcmp(l->category, category) == 0 &&
		    (l->from == DATE_NONE || l->from <= law->day) &&
		    (l->until == DATE_NONE || law->day <= l->until))
			return l;
	}
	return NULL;
}

const struct rules *law_lender(const struct check_input *in, const struct clause *clause)
{
	return content_rules(in->content, clause->same_as);
}

bool names_include(const struct strings *names, const char *name)
{
	for (size_t i = 0; i < names->n; i++)
		if (strcmp(names->items[i], name) == 0)
			return true;
	return names->n == 0;
}

/* Whether the call, and not the text, says what stands in the terms at that member. */
static bool by_call(const struct law *law, size_t field, size_t size)
{
	const char *terms = (const char *)&law->terms;
	const char *overrides = law->call ? (const char *)law->call->overrides : NULL;

	return overrides && memcmp(terms + field, overrides + field, size) == 0;
}

void law_cite(const struct check_input *in, const struct law *law, size_t field, size_t size,
	      const struct clause *clause)
{
	const char *title = by_call(law, field, size) ? law->call->title : law->rules->title;
	const struct rules *lender = law_lender(in, clause);
	struct buf text = BUF_INIT;

	buf_add_format(&text, "《%s》%s", title, clause->article ? clause->article : "");
	if (lender)
		buf_add_format(&text, "（从《%s》%s）", lender->title,
			       clause->same_article ? clause->same_article : "");
	findings_cite(in->findings, text.data);
	buf_release(&text);
	if (clause->status == CLAUSE_AMBIGUOUS || clause->status == CLAUSE_UNVERIFIED)
		findings_lower(in->findings, SEVERITY_WARNING);
}

void law_strength(const struct check_input *in, int strength)
{
	if (strength == STRENGTH_PRINCIPLE)
		findings_lower(in->findings, SEVERITY_WARNING);
}

/* ---- notices ---- */

date_t check_day(const struct check_input *in, const struct notice *n)
{
	date_t day = notice_effective(n);

	return day == DATE_NONE && n->draft ? in->today : day;
}

const struct event *check_events(const struct check_input *in, const struct notice *n,
				 size_t *n_events)
{
	const struct event_range *range = &in->index->events[n - in->content->notices.items];

	*n_events = range->n;
	return range->items;
}

const struct notice *check_proposal(const struct check_input *in, const struct notice *n)
{
	for (int steps = 0; n && steps < FOLLOWS_MOST; steps++) {
		n = content_notice(in->content, n->follows);
		if (n && n->type == NOTICE_PROPOSAL)
			return n;
	}
	return NULL;
}

bool event_stands(const struct event *e)
{
	return !e->refused && e->void_from > e->day;
}

bool first_of_list(const struct event *events, size_t at, int action)
{
	const char *list = events[at].list;

	if (events[at].action != action || !list)
		return false;
	for (size_t i = at; i-- > 0;) {
		if (events[i].action != action || !events[i].list)
			continue;
		/* rows of one annex share the text of its list: mostly the first look is enough */
		if (events[i].list == list || strcmp(events[i].list, list) == 0)
			return false;
	}
	return true;
}

const char *list_category(const char *list)
{
	const char *slash = list ? strchr(list, '/') : NULL;

	return slash ? slash + 1 : NULL;
}

const struct region *list_region(const struct check_input *in, const char *list)
{
	char code[64];
	const char *slash = list ? strchr(list, '/') : NULL;
	size_t len = slash ? (size_t)(slash - list) : 0;

	if (!len || len >= sizeof(code))
		return NULL;
	memcpy(code, list, len);
	code[len] = '\0';
	return content_region(in->content, code);
}

const char *arg_number(const struct check_input *in, int n)
{
	return arena_printf(&in->findings->arena, "%d", n);
}

const char *arg_date(const struct check_input *in, date_t d)
{
	char text[DATE_SIZE];

	return arena_strdup(&in->findings->arena, date_format(d, text));
}
