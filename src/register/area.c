#include "register/fold.h"

#include <string.h>

#include "base/utf8.h"

struct namings { /* so that a name without areas can be remembered, too */
	struct naming *first;
};

struct area *area_of(const struct fold *f, const char *code)
{
	const struct region *r = content_region(f->content, code);

	return r ? &f->areas[r - f->content->regions.items] : NULL;
}

static struct area *area_of_region(const struct fold *f, const struct region *r)
{
	return r ? &f->areas[r - f->content->regions.items] : NULL;
}

static void naming_add(struct fold *f, struct area *a, const char *name)
{
	const char *key = utf8_name_key(&f->scratch, name);
	struct namings *all = map_get(&f->names, key);
	struct naming **at, *added;

	if (!all) {
		all = arena_alloc(&f->scratch, sizeof(*all));
		map_add(&f->names, key, all);
	}
	for (at = &all->first; *at && strcmp((*at)->area->region->code, a->region->code) < 0;)
		at = &(*at)->next;
	if (*at && (*at)->area == a) /* a name and an alias of one key */
		return;
	added = arena_alloc(&f->scratch, sizeof(*added));
	added->area = a;
	added->next = *at;
	*at = added;
}

const struct naming *areas_named(struct fold *f, const char *cell)
{
	struct namings *found = map_get(&f->cells, cell);

	if (!found) {
		found = map_get(&f->names, utf8_name_key(&f->scratch, cell));
		if (!found)
			found = arena_alloc(&f->scratch, sizeof(*found));
		map_add(&f->cells, cell, found);
	}
	return found->first;
}

static void act_find_issuers(struct fold *f, struct act *act)
{
	const struct strings *ids = &act->notice->issuers;

	act->issuers = arena_calloc(&f->scratch, ids->n, sizeof(struct area *));
	for (size_t i = 0; i < ids->n; i++) {
		const struct region *r = content_authority_region(f->content, ids->items[i]);

		if (r)
			act->issuers[act->n_issuers++] = area_of_region(f, r);
	}
}

void areas_build(struct fold *f)
{
	const struct content *c = f->content;

	f->areas = arena_calloc(&f->scratch, c->regions.n, sizeof(*f->areas));
	for (size_t i = 0; i < c->regions.n; i++) {
		const struct region *r = &c->regions.items[i];
		struct area *a = &f->areas[i];

		a->region = r;
		a->parent = area_of(f, r->parent);
		a->reports_to = area_of_region(f, region_reports_to(c, r));
		a->heir = area_of_region(f, region_heir(c, r, f->options.seen, &a->heir_from));
		naming_add(f, a, r->name);
		for (size_t k = 0; k < r->aliases.n; k++)
			naming_add(f, a, r->aliases.items[k]);
	}
	for (size_t i = 0; i < f->n_acts; i++)
		act_find_issuers(f, &f->acts[i]);
}

struct area *area_on(struct area *a, date_t day)
{
	for (int steps = 0; a && a->heir && day >= a->heir_from && steps < WALK_MOST; steps++)
		a = a->heir;
	return a;
}

bool area_within(struct area *inner, struct area *outer, date_t day)
{
	outer = area_on(outer, day);
	inner = area_on(inner, day);
	for (int steps = 0; outer && inner && steps < WALK_MOST; steps++) {
		if (inner == outer)
			return true;
		inner = area_on(inner->parent, day);
	}
	return false;
}

size_t area_chain(struct area *a, date_t day, struct area *chain[WALK_MOST])
{
	size_t n = 0;

	for (a = area_on(a, day); a && n < WALK_MOST; a = area_on(a->reports_to, day))
		chain[n++] = a;
	return n;
}

/* ---- who issued a notice ---- */

bool act_issued_by(const struct act *act, struct area *owner, date_t day)
{
	for (size_t i = 0; i < act->n_issuers; i++)
		if (area_on(act->issuers[i], day) == area_on(owner, day))
			return true;
	return false;
}

bool act_issued_over(const struct act *act, struct area *area, date_t day)
{
	for (size_t i = 0; i < act->n_issuers; i++)
		if (area_within(area, act->issuers[i], day))
			return true;
	return false;
}

bool act_issued_below(const struct act *act, struct area *area, date_t day)
{
	for (size_t i = 0; i < act->n_issuers; i++) {
		struct area *chain[WALK_MOST];
		size_t n = area_chain(act->issuers[i], day, chain);

		for (size_t k = 0; k < n; k++)
			if (chain[k] == area_on(area, day))
				return true;
	}
	return false;
}
