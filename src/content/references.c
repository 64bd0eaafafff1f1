#include "content/references.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/thread.h"
#include "base/utf8.h"
#include "content/names.h"

/* What is being checked, for short calls. */
struct check {
	const struct content *c;
	struct findings *f;
};

enum wanted {
	WANT_REGION,
	WANT_RULES,
	WANT_ENTITY,
	WANT_ASSESSOR,
	WANT_NOTICE,
	WANT_AUTHORITY,
	WANT_CATEGORY
};

static bool known(const struct content *c, enum wanted want, const char *id)
{
	switch (want) {
	case WANT_REGION:
		return content_region(c, id);
	case WANT_RULES:
		return content_rules(c, id);
	case WANT_ENTITY:
		return content_entity(c, id);
	case WANT_ASSESSOR:
		return content_assessor(c, id);
	case WANT_NOTICE:
		return content_notice(c, id);
	case WANT_AUTHORITY:
		return content_authority(c, id);
	case WANT_CATEGORY:
		return content_category(c, id);
	}
	return false;
}

static const char *const wanted_names[] = { "region", "rules",	   "entity",  "assessor",
					    "notice", "authority", "category" };

/* Absent, and not only because its file has an error of its own. */
static bool missing(const struct content *c, enum wanted want, const char *id)
{
	const char *lost = want == WANT_AUTHORITY  ? BROKEN_AUTHORITY
			   : want == WANT_CATEGORY ? BROKEN_CATEGORY
						   : id;

	return !known(c, want, id) && !map_get(&c->broken, lost);
}

/* A macro, so that the place is made only when something is wrong. NULL ids are absent, not wrong. */
#define WANT(k, kind, id, place)                                                                   \
	do {                                                                                       \
		const char *id_ = (id);                                                            \
		if (id_ && missing((k)->c, (kind), id_))                                           \
			finding_add((k)->f, F_REFERENCE, (place), id_, wanted_names[kind]);        \
	} while (0)

#define AT(k, record, ...) place_in((k)->f, (record)->path, __VA_ARGS__)

static void check_clause(const struct check *k, const struct rules *r, const struct clause *clause,
			 const char *key)
{
	WANT(k, WANT_RULES, clause->same_as, AT(k, r, "/%s/same_as", key));
}

/* ---- regions ---- */

static void check_code(const struct check *k, const struct region *r)
{
	const char *dash = strchr(r->code, '-');

	if (!dash || !r->parent)
		return;
	if (strncmp(r->code, r->parent, (size_t)(dash - r->code)) != 0)
		finding_add(k->f, F_REGION_CODE_PARENT, AT(k, r, "/code"), r->code, r->parent);
}

/* Whether the way up, by parents or by reporting lines, leads back to where it began. */
static bool in_circle(const struct check *k, const struct region *r, bool reporting)
{
	const struct region *up = r;
	size_t steps = 0;

	do
		up = content_region(k->c, reporting && up->reports_to ? up->reports_to : up->parent);
	while (up && up != r && steps++ <= k->c->regions.n);
	return up == r;
}

static void check_circle(const struct check *k, const struct region *r)
{
	if (in_circle(k, r, false))
		finding_add(k->f, F_REFERENCE_SELF, AT(k, r, "/parent"), r->code);
	else if (in_circle(k, r, true))
		finding_add(k->f, F_REFERENCE_SELF,
			    AT(k, r, r->reports_to ? "/reports_to" : "/parent"), r->code);
}

static void check_region(const struct check *k, const struct region *r)
{
	const struct region *parent = content_region(k->c, r->parent);

	WANT(k, WANT_REGION, r->parent, AT(k, r, "/parent"));
	WANT(k, WANT_REGION, r->reports_to, AT(k, r, "/reports_to"));
	WANT(k, WANT_REGION, r->successor, AT(k, r, "/successor"));
	WANT(k, WANT_NOTICE, r->by, AT(k, r, "/by"));
	if (!r->parent && r->level != LEVEL_NATION)
		finding_add(k->f, F_KEY_MISSING, place_of(r->path), "parent");
	if (parent && parent->level >= r->level)
		finding_add(k->f, F_REGION_LEVEL, AT(k, r, "/level"), r->code, parent->code);
	check_code(k, r);
	check_circle(k, r);
	for (size_t i = 0; i < r->authorities.n; i++) {
		const char *id = r->authorities.items[i].id;
		const struct region *owner = content_authority_region(k->c, id);

		if (content_authority(k->c, id) != &r->authorities.items[i])
			finding_add(k->f, F_ID_TWICE, AT(k, r, "/authorities/%zu/id", i), id,
				    owner->code);
	}
}

/* Names may be the same, of two districts or before and after a reform; addresses may not. */
static void check_slugs(const struct check *k)
{
	struct map slugs = MAP_INIT;

	for (size_t i = 0; i < k->c->regions.n; i++) {
		const struct region *r = &k->c->regions.items[i];

		if (!map_add(&slugs, r->slug, (void *)r)) {
			const struct region *first = map_get(&slugs, r->slug);

			finding_add(k->f, F_ID_TWICE, AT(k, r, "/slug"), r->slug, first->code);
		}
	}
	map_release(&slugs);
}

static void check_categories_once(const struct check *k)
{
	for (size_t i = 0; i < k->c->categories.n; i++) {
		const struct category *c = &k->c->categories.items[i];
		const struct category *first = content_category(k->c, c->code);

		if (first != c)
			finding_add(k->f, F_ID_TWICE,
				    place_in(k->f, "content/categories.json",
					     "/categories/%zu/code", i),
				    c->code, first->name);
	}
}

/* ---- rules ---- */

/* Length of the region's code at the beginning of an id: 440300-shenshan-2024-9. */
static size_t region_length(const char *id)
{
	size_t letters = id[6] == '-' ? strspn(id + 7, "abcdefghijklmnopqrstuvwxyz") : 0;

	return letters ? 7 + letters : 6;
}

static void check_categories(const struct check *k, const char *path, const struct strings *codes,
			     const char *pointer, size_t index)
{
	for (size_t i = 0; i < codes->n; i++)
		WANT(k, WANT_CATEGORY, codes->items[i],
		     place_in(k->f, path, "%s/%zu/categories/%zu", pointer, index, i));
}

/* Terms stand in a rule set, and in a call's overrides (prefix "/overrides"). */
static void check_terms(const struct check *k, const char *path, const struct rule_terms *t,
			const char *prefix)
{
	char pointer[64];

	for (size_t i = 0; i < t->lists.n; i++)
		WANT(k, WANT_CATEGORY, t->lists.items[i].category,
		     place_in(k->f, path, "%s/lists/%zu/category", prefix, i));
	for (size_t i = 0; i < t->conditions.n; i++)
		WANT(k, WANT_CATEGORY, t->conditions.items[i].category,
		     place_in(k->f, path, "%s/conditions/%zu/category", prefix, i));
	for (size_t i = 0; i < t->issuers.n; i++)
		for (size_t a = 0; a < t->issuers.items[i].authorities.n; a++)
			WANT(k, WANT_AUTHORITY, t->issuers.items[i].authorities.items[a],
			     place_in(k->f, path, "%s/issuers/%zu/authorities/%zu", prefix, i, a));
	snprintf(pointer, sizeof(pointer), "%s/includes", prefix);
	for (size_t i = 0; i < t->includes.n; i++)
		check_categories(k, path, &t->includes.items[i].categories, pointer, i);
	snprintf(pointer, sizeof(pointer), "%s/seats", prefix);
	for (size_t i = 0; i < t->seats.n; i++)
		check_categories(k, path, &t->seats.items[i].categories, pointer, i);
	snprintf(pointer, sizeof(pointer), "%s/prerequisites", prefix);
	for (size_t i = 0; i < t->prerequisites.n; i++) {
		check_categories(k, path, &t->prerequisites.items[i].categories, pointer, i);
		WANT(k, WANT_CATEGORY, t->prerequisites.items[i].needs_category,
		     place_in(k->f, path, "%s/%zu/needs_category", pointer, i));
	}
}

static void check_rules(const struct check *k, const struct rules *r)
{
	WANT(k, WANT_REGION, r->region, AT(k, r, "/region"));
	WANT(k, WANT_NOTICE, r->by, AT(k, r, "/by"));
	for (size_t i = 0; i < r->rests_on.n; i++)
		WANT(k, WANT_RULES, r->rests_on.items[i], AT(k, r, "/rests_on/%zu", i));
	if (strlen(r->region) != region_length(r->id) ||
	    strncmp(r->id, r->region, strlen(r->region)) != 0)
		finding_add(k->f, F_ID_PATH, AT(k, r, "/region"), r->region,
			    arena_strndup(&k->f->arena, r->id, region_length(r->id)));
	if (r->terms.ineligibility)
		check_clause(k, r, &r->terms.ineligibility->clause, "ineligibility");
	if (r->terms.removal)
		check_clause(k, r, &r->terms.removal->clause, "removal");
	check_terms(k, r->path, &r->terms, "");
}

/* ---- entities ---- */

static void check_entity(const struct check *k, const struct entity *e)
{
	WANT(k, WANT_REGION, e->place, AT(k, e, "/place"));
	WANT(k, WANT_REGION, e->registered_at, AT(k, e, "/registered_at"));
	WANT(k, WANT_REGION, e->produces_at, AT(k, e, "/produces_at"));
	for (size_t i = 0; i < e->in_park.n; i++)
		WANT(k, WANT_ENTITY, e->in_park.items[i].id, AT(k, e, "/in_park/%zu/id", i));
	for (size_t i = 0; i < e->parent.n; i++) {
		WANT(k, WANT_ENTITY, e->parent.items[i].id, AT(k, e, "/parent/%zu/id", i));
		if (strcmp(e->parent.items[i].id, e->id) == 0)
			finding_add(k->f, F_REFERENCE_SELF, AT(k, e, "/parent/%zu/id", i), e->id);
	}
}

/* ---- notices ---- */

/* What an action's rows are about, and what they cannot do without. */
static const struct {
	bool needs_list;
	bool of_assessor;
	const char *key; /* of the row; NULL: none */
} actions[ACTIONS] = {
	[ACTION_REMOVE] = { .needs_list = true },
	[ACTION_RENAME] = { .needs_list = false },
	[ACTION_LOCATE] = { .needs_list = false },
	[ACTION_ALTER] = { .needs_list = false },
	[ACTION_SUCCEED] = { .needs_list = true, .key = "to" },
	[ACTION_SAME] = { .needs_list = false, .key = "with" },
	[ACTION_ENTER] = { .needs_list = true },
	[ACTION_TAKE_IN] = { .needs_list = true },
	[ACTION_RECOMMEND] = { .needs_list = true },
	[ACTION_PROPOSE] = { .needs_list = true },
	[ACTION_DROP] = { .needs_list = true },
	[ACTION_PASS] = { .needs_list = true },
	[ACTION_RECTIFY] = { .needs_list = true },
	[ACTION_CLEAR] = { .needs_list = true },
	[ACTION_REVOKE] = { .key = "target" },
	[ACTION_BAR] = { .of_assessor = true },
	[ACTION_CORRECT] = { .key = "target" },
	[ACTION_REPORT_UP] = { .of_assessor = true },
	[ACTION_ASSESS] = { .of_assessor = true },
};

/* A revocation or a correction is of a row, which may be about either. */
static bool about_assessor(const struct content *c, int action, const char *id)
{
	return actions[action].of_assessor ||
	       ((action == ACTION_REVOKE || action == ACTION_CORRECT) && content_assessor(c, id));
}

static bool has_key(const struct row *r, const char *key)
{
	if (!r->more)
		return false;
	if (strcmp(key, "to") == 0)
		return r->more->to;
	if (strcmp(key, "with") == 0)
		return r->more->with;
	return r->more->target;
}

/* Of an annex (ri is SIZE_MAX), or of a row. */
static void check_list(const struct check *k, const struct notice *n, const char *list, size_t ai,
		       size_t ri)
{
	struct arena a = ARENA_INIT;
	const char *region, *category;

	struct place place;

	if (list_split(&a, list, &region, &category) < 0 ||
	    (content_region(k->c, region) && content_category(k->c, category))) {
		arena_release(&a);
		return;
	}
	place = ri == SIZE_MAX ? place_in(k->f, n->annex_path, "/annexes/%zu/list", ai)
			       : place_in(k->f, n->annex_path, "/annexes/%zu/rows/%zu/list", ai, ri);
	WANT(k, WANT_REGION, region, place);
	WANT(k, WANT_CATEGORY, category, place);
	arena_release(&a);
}

static void check_row(const struct check *k, const struct notice *n, size_t ai, size_t ri)
{
	const struct annex *a = &n->annexes.items[ai];
	const struct row *r = &a->rows.items[ri];
	const struct row_more *more = r->more;
	int action = row_action(a, r);

#define ROW(part) place_in(k->f, n->annex_path, "/annexes/%zu/rows/%zu" part, ai, ri)
	WANT(k, about_assessor(k->c, action, r->id) ? WANT_ASSESSOR : WANT_ENTITY, r->id, ROW("/id"));
	WANT(k, WANT_REGION, r->place, ROW("/place"));
	if (actions[action].needs_list && !row_list(a, r))
		finding_add(k->f, F_ANNEX_LIST, ROW(""), action_names[action]);
	if (actions[action].key && !has_key(r, actions[action].key))
		finding_add(k->f, F_ROW_KEY, ROW(""), action_names[action], actions[action].key);
	if (!more)
		return;
	if (more->list)
		check_list(k, n, more->list, ai, ri);
	WANT(k, WANT_ENTITY, more->with, ROW("/with"));
	WANT(k, WANT_ASSESSOR, more->assessor, ROW("/assessor"));
	if (action == ACTION_SUCCEED)
		WANT(k, WANT_ENTITY, more->to, ROW("/to"));
	if (action == ACTION_LOCATE) {
		WANT(k, WANT_REGION, more->from, ROW("/from"));
		WANT(k, WANT_REGION, more->to, ROW("/to"));
	}
	if (action == ACTION_REVOKE && more->from && date_parse(more->from) == DATE_NONE)
		finding_add(k->f, F_DATE, ROW("/from"), more->from);
	if (more->target)
		WANT(k, WANT_NOTICE, more->target->notice, ROW("/target/notice"));
#undef ROW
}

static void check_columns(const struct check *k, const struct notice *n, size_t ai)
{
	const struct annex *a = &n->annexes.items[ai];
	bool seen[ROLE_NOTE + 1] = { false };

	for (size_t i = 0; i < a->columns.n; i++) {
		int role = a->columns.items[i].role;

		if (role != ROLE_NONE && role != ROLE_NOTE && seen[role])
			finding_add(k->f, F_COLUMN_ROLE_TWICE,
				    place_in(k->f, n->annex_path, "/annexes/%zu/columns/%zu", ai, i),
				    column_role_names[role]);
		seen[role] = true;
	}
}

/*
 * One company may stand once in a notice with one action on one list, but
 * for succeed (a split names it once per successor) and for actions on rows.
 */
static void check_twice(const struct check *k, const struct notice *n, struct map *seen,
			struct arena *arena, size_t ai, size_t ri)
{
	const struct annex *a = &n->annexes.items[ai];
	const struct row *r = &a->rows.items[ri];
	int action = row_action(a, r);
	const char *list = row_list(a, r);
	const char *key;

	if (action == ACTION_SUCCEED || action == ACTION_REVOKE || action == ACTION_CORRECT)
		return;
	key = arena_printf(arena, "%s %s %s", r->id, action_names[action], list ? list : "");
	if (!map_add(seen, key, (void *)r))
		finding_add(k->f, F_ROW_TWICE,
			    place_in(k->f, n->annex_path, "/annexes/%zu/rows/%zu/id", ai, ri),
			    r->id, action_names[action]);
}

static void check_annexes(const struct check *k, const struct notice *n)
{
	struct map seen = MAP_INIT;
	struct arena arena = ARENA_INIT;

	for (size_t ai = 0; ai < n->annexes.n; ai++) {
		const struct annex *a = &n->annexes.items[ai];
		size_t first = 0;
		char no[16];

		while (n->annexes.items[first].no != a->no)
			first++;
		snprintf(no, sizeof(no), "%d", a->no);
		if (first < ai)
			finding_add(k->f, F_ANNEX_TWICE,
				    place_in(k->f, n->annex_path, "/annexes/%zu/no", ai), no);
		if (a->list)
			check_list(k, n, a->list, ai, SIZE_MAX);
		check_columns(k, n, ai);
		for (size_t ri = 0; ri < a->rows.n; ri++) {
			check_row(k, n, ai, ri);
			check_twice(k, n, &seen, &arena, ai, ri);
		}
	}
	map_release(&seen);
	arena_release(&arena);
}

static void check_follows(const struct check *k, const struct notice *n)
{
	const struct notice *up = n;
	size_t steps = 0;

	WANT(k, WANT_NOTICE, n->follows, AT(k, n, "/follows"));
	do
		up = content_notice(k->c, up->follows);
	while (up && up != n && steps++ <= k->c->notices.n);
	if (up == n)
		finding_add(k->f, F_REFERENCE_SELF, AT(k, n, "/follows"), n->id);
}

static void check_notice(const struct check *k, const struct notice *n)
{
	WANT(k, WANT_REGION, n->region, place_of(n->path));
	for (size_t i = 0; i < n->issuers.n; i++)
		WANT(k, WANT_AUTHORITY, n->issuers.items[i], AT(k, n, "/issuers/%zu", i));
	for (size_t i = 0; i < n->basis.n; i++)
		WANT(k, WANT_RULES, n->basis.items[i], AT(k, n, "/basis/%zu", i));
	check_follows(k, n);
	if (n->overrides)
		check_terms(k, n->path, n->overrides, "/overrides");
	check_annexes(k, n);
}

/* ---- all of them ---- */

/* Entities and notices, most of what there is, are checked a part at a time. */
enum { PARTS = 64 };

struct parts {
	const struct content *c;
	struct findings findings[PARTS];
};

static void check_part(void *ctx, unsigned worker, size_t part)
{
	struct parts *p = ctx;
	const struct content *c = p->c;
	struct check k = { c, &p->findings[part] };

	(void)worker;
	for (size_t i = c->entities.n * part / PARTS; i < c->entities.n * (part + 1) / PARTS; i++)
		check_entity(&k, &c->entities.items[i]);
	for (size_t i = c->notices.n * part / PARTS; i < c->notices.n * (part + 1) / PARTS; i++)
		check_notice(&k, &c->notices.items[i]);
}

static void check_parts(const struct content *c, unsigned threads, struct findings *f)
{
	struct parts *p = xcalloc(1, sizeof(*p));

	p->c = c;
	parallel_for(PARTS, threads, check_part, p);
	for (size_t i = 0; i < PARTS; i++) {
		findings_join(f, &p->findings[i]);
		findings_release(&p->findings[i]);
	}
	free(p);
}

void references_check(const struct content *c, unsigned threads, struct findings *f)
{
	struct check k = { c, f };

	for (size_t i = 0; i < c->categories.n; i++)
		WANT(&k, WANT_REGION, c->categories.items[i].region,
		     place_in(f, "content/categories.json", "/categories/%zu/region", i));
	WANT(&k, WANT_REGION, c->site.registrar, place_in(f, "content/site.json", "/registrar"));
	for (size_t i = 0; i < c->regions.n; i++)
		check_region(&k, &c->regions.items[i]);
	check_slugs(&k);
	check_categories_once(&k);
	for (size_t i = 0; i < c->rules.n; i++)
		check_rules(&k, &c->rules.items[i]);
	check_parts(c, threads, f);
}
