#include "random_portal.h"

#include <string.h>

enum { ENTITIES = 7, NOTICES = 38, ROWS_MOST = 4 };

/* ---- chance ---- */

unsigned chance_below(struct chance *c, unsigned n)
{
	c->state ^= c->state << 13;
	c->state ^= c->state >> 7;
	c->state ^= c->state << 17;
	return (unsigned)((c->state >> 11) % n);
}

static bool one_in(struct chance *c, unsigned n)
{
	return chance_below(c, n) == 0;
}

/* ---- regions and companies ---- */

date_t portal_day(int n)
{
	return date_make(2024, 1, 1) + n;
}

static const struct {
	const char *code, *name, *parent, *reports_to;
	int level;
} region_table[] = {
	{ "000000", "全国", NULL, NULL, LEVEL_NATION },
	{ "440000", "甲省", "000000", NULL, LEVEL_PROVINCE },
	{ "440300", "乙市", "440000", "000000", LEVEL_CITY }, /* 计划单列市 */
	{ "440305", "丙区", "440300", NULL, LEVEL_DISTRICT },
	{ "440400", "丁市", "440000", NULL, LEVEL_CITY },
	{ "440402", "戊区", "440400", NULL, LEVEL_DISTRICT },
	{ "440403", "己区", "440400", NULL, LEVEL_DISTRICT }, /* passes to 440305 */
	{ "440500", "庚市", "440000", NULL, LEVEL_CITY }, /* no rules of its own */
};

enum { REGIONS = ARRAY_LEN(region_table), CATEGORIES = 2, LISTS = REGIONS * CATEGORIES };

static const char *const category_codes[CATEGORIES] = { "factory", "park" };

static const char *list_id(struct arena *a, int list)
{
	return arena_printf(a, "%s/%s", region_table[list / CATEGORIES].code,
			    category_codes[list % CATEGORIES]);
}

static void make_regions(struct portal *p)
{
	struct content *c = &p->content;

	c->regions.n = REGIONS;
	c->regions.items = arena_calloc(&p->arena, REGIONS, sizeof(*c->regions.items));
	for (size_t i = 0; i < REGIONS; i++) {
		struct region *r = &c->regions.items[i];
		char *authority = arena_printf(&p->arena, "%s-gxj", region_table[i].code);

		r->code = region_table[i].code;
		r->name = region_table[i].name;
		r->parent = region_table[i].parent;
		r->reports_to = region_table[i].reports_to;
		r->level = region_table[i].level;
		r->from = r->until = DATE_NONE;
		map_add(&c->region_by_code, r->code, r);
		map_add(&c->authority_region, authority, r);
		if (strcmp(r->code, "440403") == 0) {
			r->until = portal_day(20 + (int)chance_below(&p->chance, 20));
			r->successor = "440305";
			r->by = "000000/2024/region";
		}
	}
	c->categories.n = CATEGORIES;
	c->categories.items = arena_calloc(&p->arena, CATEGORIES, sizeof(*c->categories.items));
	for (size_t i = 0; i < CATEGORIES; i++) {
		c->categories.items[i].code = category_codes[i];
		c->categories.items[i].kind = KIND_ENTERPRISE;
	}
}

static void make_entities(struct portal *p)
{
	struct content *c = &p->content;

	c->entities.n = ENTITIES;
	c->entities.items = arena_calloc(&p->arena, ENTITIES, sizeof(*c->entities.items));
	for (size_t i = 0; i < ENTITIES; i++) {
		struct entity *e = &c->entities.items[i];

		e->id = arena_printf(&p->arena, "000000-%04zu", i + 1);
		e->name = arena_printf(&p->arena, "示例%zu厂", i + 1);
		e->kind = KIND_ENTERPRISE;
		e->place = region_table[chance_below(&p->chance, REGIONS)].code;
		map_add(&c->entity_by_id, e->id, e);
	}
}

/* ---- rules ---- */

static struct rules *add_rules(struct portal *p, const char *region, const char *levels, int from)
{
	struct content *c = &p->content;
	struct rules *r = &c->rules.items[c->rules.n++];
	const char **level = arena_alloc(&p->arena, sizeof(*level));

	*level = levels;
	r->id = arena_printf(&p->arena, "%s-2024-%zu", region, c->rules.n);
	r->region = region;
	r->levels.items = level;
	r->levels.n = 1;
	r->by = one_in(&p->chance, 8) ? NULL : "000000/2024/rules";
	r->issued = r->in_force_by = r->effective_latest = r->ended = DATE_NONE;
	r->effective = portal_day(from);
	if (one_in(&p->chance, 3))
		r->ended = portal_day(from + 5 + (int)chance_below(&p->chance, 30));
	map_add(&c->rules_by_id, r->id, r);
	return r;
}

static struct rule_terms includes(struct portal *p, int level, bool parks)
{
	struct rule_terms t = { 0 };
	struct rule_include *in = arena_calloc(&p->arena, 2, sizeof(*in));

	t.includes.items = in;
	t.includes.n = 1 + chance_below(&p->chance, 2);
	for (size_t i = 0; i < t.includes.n; i++) {
		in[i].level = i ? LEVEL_NATION : level;
		in[i].categories.items = (const char **)category_codes;
		in[i].categories.n = parks ? 2 : 1;
		in[i].outlives_source = one_in(&p->chance, 4);
		in[i].clause.status = one_in(&p->chance, 6) ? CLAUSE_UNVERIFIED : CLAUSE_STATED;
	}
	return t;
}

static void make_rules(struct portal *p)
{
	struct chance *c = &p->chance;

	p->content.rules.items = arena_calloc(&p->arena, 6, sizeof(*p->content.rules.items));
	add_rules(p, "440000", "city", (int)chance_below(c, 30))->terms =
		includes(p, LEVEL_NATION, true);
	add_rules(p, "440300", "city", (int)chance_below(c, 30))->terms =
		includes(p, LEVEL_NATION, false);
	add_rules(p, "440400", "city", (int)chance_below(c, 30))->terms =
		includes(p, LEVEL_PROVINCE, true);
	add_rules(p, "440400", "district", 20 + (int)chance_below(c, 30))->terms =
		includes(p, LEVEL_PROVINCE, one_in(c, 2));
	add_rules(p, "440305", "district", (int)chance_below(c, 30))->terms =
		includes(p, LEVEL_CITY, true);
}

/* ---- notices ---- */

static struct notice *add_notice(struct portal *p, const char *id, int day)
{
	struct content *c = &p->content;
	struct notice *n = &c->notices.items[c->notices.n++];

	n->path = arena_printf(&p->arena, "content/notices/%s.md", id);
	n->annex_path = arena_printf(&p->arena, "content/notices/%s.json", id);
	n->id = id;
	n->region = "000000";
	n->type = NOTICE_OTHER;
	n->signed_on = portal_day(day);
	n->effective = DATE_NONE;
	n->published = date_end(portal_day(day)) - (int)chance_below(&p->chance, 4) * 24 * 60;
	return n;
}

static const struct column columns[] = { { "名称", ROLE_NAME },
					 { "原名称", ROLE_FORMER },
					 { "地区", ROLE_PLACE } };

static int random_list(struct chance *c)
{
	static const int usual[] = { 0, 0, 0, 2, 2, 4, 8, 8, 1, 9, 14 }; /* national, provincial, of cities */

	return one_in(c, 4) ? (int)chance_below(c, LISTS) : usual[chance_below(c, ARRAY_LEN(usual))];
}

/* A row of a notice made before; NULL if that one has none. */
static const struct row *earlier_row(struct portal *p, const struct notice **of)
{
	const struct notice *n =
		&p->content.notices.items[chance_below(&p->chance, (unsigned)p->content.notices.n - 1)];
	const struct annex *a = n->annexes.items;

	*of = n;
	return n->annexes.n ? &a->rows.items[chance_below(&p->chance, (unsigned)a->rows.n)] : NULL;
}

static void fill_target(struct portal *p, struct row *r)
{
	const struct notice *n;
	const struct row *named = earlier_row(p, &n);
	struct target *t = arena_alloc(&p->arena, sizeof(*t));
	char text[DATE_SIZE];

	r->more->target = t;
	t->notice = n->id;
	t->annex = 1;
	t->id = named ? named->id : r->id;
	if (named && !one_in(&p->chance, 4))
		t->action = named->more->action;
	if (r->more->action == ACTION_REVOKE && !one_in(&p->chance, 3))
		r->more->from =
			arena_strdup(&p->arena,
				     date_format(n->signed_on - 2 + (int)chance_below(&p->chance, 25),
						 text));
}

static const char *random_entity(struct portal *p)
{
	return p->content.entities.items[chance_below(&p->chance, ENTITIES)].id;
}

/* Who was entered before may be removed, succeeded, reviewed. */
static void fill_member(struct portal *p, struct row *r)
{
	const struct notice *n;

	for (int tries = 0; tries < 8; tries++) {
		const struct row *named = earlier_row(p, &n);

		if (!named || named->more->action != ACTION_ENTER)
			continue;
		r->id = named->id;
		r->more->list = named->more->list;
		return;
	}
}

static void fill_rename(struct portal *p, struct row *r)
{
	r->cells[0] = arena_printf(&p->arena, "新名%u", chance_below(&p->chance, 20));
	r->cells[1] = content_entity(&p->content, r->id)->name;
}

static void fill_move(struct portal *p, struct row *r)
{
	r->cells[2] = region_table[chance_below(&p->chance, REGIONS)].name;
	if (one_in(&p->chance, 2))
		return;
	r->more->from = region_table[chance_below(&p->chance, REGIONS)].code;
	r->more->to = region_table[chance_below(&p->chance, REGIONS)].code;
}

static void fill_correction(struct portal *p, struct row *r)
{
	fill_target(p, r);
	r->more->column = "地区";
	r->more->old = "";
	r->more->new_ = region_table[chance_below(&p->chance, REGIONS)].name;
}

static void fill_action(struct portal *p, struct row *r)
{
	switch (r->more->action) {
	case ACTION_REMOVE:
	case ACTION_RECTIFY:
	case ACTION_CLEAR:
		fill_member(p, r);
		break;
	case ACTION_SUCCEED:
		fill_member(p, r);
		r->more->to = random_entity(p);
		break;
	case ACTION_SAME:
		r->more->with = random_entity(p);
		break;
	case ACTION_RENAME:
		fill_rename(p, r);
		break;
	case ACTION_LOCATE:
		fill_move(p, r);
		break;
	case ACTION_REVOKE:
		fill_target(p, r);
		break;
	case ACTION_CORRECT:
		fill_correction(p, r);
		break;
	default:
		break;
	}
}

static void fill_row(struct portal *p, struct row *r)
{
	static const int actions[] = {
		ACTION_ENTER,	ACTION_ENTER,  ACTION_ENTER,   ACTION_ENTER,   ACTION_REMOVE,
		ACTION_REMOVE,	ACTION_REMOVE, ACTION_LOCATE,  ACTION_LOCATE,  ACTION_SUCCEED,
		ACTION_REVOKE,	ACTION_REVOKE, ACTION_REVOKE,  ACTION_RENAME,  ACTION_PROPOSE,
		ACTION_RECTIFY, ACTION_CLEAR,  ACTION_CORRECT, ACTION_TAKE_IN, ACTION_SAME,
	};
	struct chance *c = &p->chance;

	r->id = random_entity(p);
	r->cells = arena_calloc(&p->arena, ARRAY_LEN(columns), sizeof(*r->cells));
	r->n_cells = ARRAY_LEN(columns);
	r->cells[0] = r->cells[1] = r->cells[2] = "";
	if (one_in(c, 3))
		r->cells[2] = region_table[chance_below(c, REGIONS)].name;
	r->until = one_in(c, 4) ? portal_day((int)chance_below(c, PORTAL_DAYS)) : DATE_NONE;
	r->more = arena_alloc(&p->arena, sizeof(*r->more));
	r->more->action = actions[chance_below(c, ARRAY_LEN(actions))];
	if (r->more->action == ACTION_SAME && !p->joins)
		r->more->action = ACTION_ENTER;
	r->more->list = list_id(&p->arena, random_list(c));
	fill_action(p, r);
}

/* All authorities issue most notices, so that most rows are their owner's. */
static void fill_issuers(struct portal *p, struct notice *n)
{
	const char **ids = arena_calloc(&p->arena, REGIONS, sizeof(*ids));

	n->issuers.items = ids;
	n->issuers.n = one_in(&p->chance, 5) ? 1 : REGIONS;
	for (size_t i = 0; i < n->issuers.n; i++)
		ids[i] = arena_printf(
			&p->arena, "%s-gxj",
			region_table[n->issuers.n == 1 ? chance_below(&p->chance, REGIONS) : i].code);
}

/* A split: the row before says it again, with another successor. */
static void fill_split(struct portal *p, struct row *r)
{
	struct row_more *more = arena_memdup(&p->arena, r[-1].more, sizeof(*more));

	*r = r[-1];
	r->more = more;
	more->to = random_entity(p);
}

static void fill_notice(struct portal *p, struct notice *n)
{
	struct annex *a = arena_alloc(&p->arena, sizeof(*a));

	a->no = 1;
	a->action = ACTION_ENTER;
	a->columns.items = (struct column *)columns;
	a->columns.n = ARRAY_LEN(columns);
	a->rows.n = 1 + chance_below(&p->chance, ROWS_MOST);
	a->rows.items = arena_calloc(&p->arena, a->rows.n, sizeof(*a->rows.items));
	for (size_t i = 0; i < a->rows.n; i++) {
		fill_row(p, &a->rows.items[i]);
		if (i && a->rows.items[i - 1].more->action == ACTION_SUCCEED && !one_in(&p->chance, 3))
			fill_split(p, &a->rows.items[i]);
	}
	n->annexes.items = a;
	n->annexes.n = 1;
	if (one_in(&p->chance, 4))
		n->follows = p->content.notices
				     .items[chance_below(&p->chance, (unsigned)p->content.notices.n)]
				     .id;
	if (n->follows == n->id)
		n->follows = NULL;
}

/* A yearly call that may override what is included. */
static void fill_call(struct portal *p, struct notice *n, const char *region)
{
	n->type = NOTICE_CALL;
	n->region = region;
	if (one_in(&p->chance, 2))
		return;
	n->overrides = arena_alloc(&p->arena, sizeof(*n->overrides));
	*n->overrides = includes(p, LEVEL_PROVINCE, one_in(&p->chance, 2));
}

static void index_notices(struct content *c)
{
	map_release(&c->notice_by_id);
	for (size_t i = 0; i < c->notices.n; i++)
		map_add(&c->notice_by_id, c->notices.items[i].id, &c->notices.items[i]);
}

void portal_init(struct portal *p, unsigned seed, bool joins)
{
	memset(p, 0, sizeof(*p));
	p->chance.state = 88172645463325252u ^ (uint64_t)seed * 0x9e3779b97f4a7c15u;
	p->joins = joins;
	make_regions(p);
	make_entities(p);
	make_rules(p);
	p->content.notices.items =
		arena_calloc(&p->arena, NOTICES, sizeof(*p->content.notices.items));
	add_notice(p, "000000/2024/region", 3 + (int)chance_below(&p->chance, 40))->published =
		date_end(portal_day(0));
	add_notice(p, "000000/2024/rules", (int)chance_below(&p->chance, 10));
	fill_call(p, add_notice(p, "440400/2024/call-1", (int)chance_below(&p->chance, PORTAL_DAYS)),
		  "440400");
	fill_call(p, add_notice(p, "440400/2024/call-2", (int)chance_below(&p->chance, PORTAL_DAYS)),
		  "440400");
	while (p->content.notices.n < NOTICES) {
		struct notice *n =
			add_notice(p,
				   arena_printf(&p->arena, "000000/2024/n%zu", p->content.notices.n),
				   (int)chance_below(&p->chance, PORTAL_DAYS));

		fill_issuers(p, n);
		fill_notice(p, n);
	}
	index_notices(&p->content);
}

void portal_shuffle(struct portal *p)
{
	struct content *c = &p->content;

	for (size_t i = c->notices.n; i > 1; i--) {
		size_t k = chance_below(&p->chance, (unsigned)i);
		struct notice swap = c->notices.items[k];

		c->notices.items[k] = c->notices.items[i - 1];
		c->notices.items[i - 1] = swap;
	}
	index_notices(c);
}

void portal_release(struct portal *p)
{
	map_release(&p->content.region_by_code);
	map_release(&p->content.authority_region);
	map_release(&p->content.rules_by_id);
	map_release(&p->content.entity_by_id);
	map_release(&p->content.notice_by_id);
	arena_release(&p->arena);
}
