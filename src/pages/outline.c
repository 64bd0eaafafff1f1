#include "pages/outline_fill.h"

#include <stdlib.h>
#include <string.h>

#include "rules/rules.h"

int notice_newest_first(const void *a, const void *b)
{
	const struct notice *x = *(const struct notice *const *)a,
			    *y = *(const struct notice *const *)b;

	if (notice_published(x) != notice_published(y))
		return notice_published(x) < notice_published(y) ? 1 : -1;
	return strcmp(x->id, y->id);
}

static int notice_oldest_first(const void *a, const void *b)
{
	return notice_newest_first(b, a);
}

/* ---- regions ---- */

/* A region without a code of GB/T 2260 comes after all that have one. */
static int region_order(const struct region *x, const struct region *y)
{
	bool x_own = strchr(x->code, '-'), y_own = strchr(y->code, '-');

	return x_own != y_own ? x_own - y_own : strcmp(x->code, y->code);
}

static struct region_outline *region_at(struct outline *o, const char *code)
{
	return code ? map_get(&o->region_by_code, code) : NULL;
}

static int outline_order(const void *a, const void *b)
{
	return region_order(((const struct region_outline *)a)->region,
			    ((const struct region_outline *)b)->region);
}

static void add_regions(struct outline *o)
{
	o->regions.n = o->content->regions.n;
	o->regions.items = arena_calloc(&o->arena, o->regions.n, sizeof(*o->regions.items));
	for (size_t i = 0; i < o->regions.n; i++)
		o->regions.items[i].region = &o->content->regions.items[i];
	qsort(o->regions.items, o->regions.n, sizeof(*o->regions.items), outline_order);
	for (size_t i = 0; i < o->regions.n; i++)
		map_add(&o->region_by_code, o->regions.items[i].region->code, &o->regions.items[i]);
}

static void link_regions(struct outline *o)
{
	for (size_t i = 0; i < o->regions.n; i++) {
		struct region_outline *r = &o->regions.items[i],
				      *parent = region_at(o, r->region->parent);

		r->parent = parent;
		if (parent)
			parent->children.n++;
	}
	for (size_t i = 0; i < o->regions.n; i++)
		ROOM(o, o->regions.items[i].children);
	for (size_t i = 0; i < o->regions.n; i++) {
		struct region_outline *r = &o->regions.items[i],
				      *parent = region_at(o, r->region->parent);

		if (parent)
			parent->children.items[parent->children.n++] = r;
	}
}

static void add_to_tree(struct outline *o, const struct region_outline *r)
{
	o->tree.items[o->tree.n++] = r;
	for (size_t i = 0; i < r->children.n; i++)
		add_to_tree(o, r->children.items[i]);
}

static void grow_tree(struct outline *o)
{
	o->tree.n = o->regions.n;
	ROOM(o, o->tree);
	for (size_t i = 0; i < o->regions.n; i++)
		if (!o->regions.items[i].parent)
			add_to_tree(o, &o->regions.items[i]);
}

/* ---- notices ---- */

static struct notice_outline *notice_at(struct outline *o, const char *id)
{
	return id ? map_get(&o->notice_by_id, id) : NULL;
}

static void add_notices(struct outline *o)
{
	const struct content *c = o->content;
	size_t n = 0;

	o->notices.items = arena_calloc(&o->arena, c->notices.n, sizeof(*o->notices.items));
	for (size_t i = 0; i < c->notices.n; i++)
		if (notice_seen(&c->notices.items[i], o->registry->seen))
			o->notices.items[n++].notice = &c->notices.items[i];
	o->notices.n = n;
	o->latest.n = n;
	ROOM(o, o->latest);
	for (size_t i = 0; i < n; i++) {
		map_add(&o->notice_by_id, o->notices.items[i].notice->id, &o->notices.items[i]);
		o->latest.items[o->latest.n++] = o->notices.items[i].notice;
	}
	qsort(o->latest.items, n, sizeof(*o->latest.items), notice_newest_first);
}

static void share_notices(struct outline *o) /* among the regions */
{
	for (size_t i = 0; i < o->latest.n; i++) {
		struct region_outline *r = region_at(o, o->latest.items[i]->region);

		if (r)
			r->notices.n++;
	}
	for (size_t i = 0; i < o->regions.n; i++)
		ROOM(o, o->regions.items[i].notices);
	for (size_t i = 0; i < o->latest.n; i++) {
		struct region_outline *r = region_at(o, o->latest.items[i]->region);

		if (r)
			r->notices.items[r->notices.n++] = o->latest.items[i];
	}
}

/* Which notice leads to which; from and to are by order of notices. */
struct relation {
	struct notice_outline *from, *to;
};

struct relations {
	struct relation *items;
	size_t n, cap;
};

static void relate(struct relations *r, struct notice_outline *from, struct notice_outline *to)
{
	if (!to || to == from ||
	    (r->n && r->items[r->n - 1].from == from && r->items[r->n - 1].to == to))
		return;
	ARRAY_GROW(r->items, r->n, r->cap);
	r->items[r->n++] = (struct relation){ from, to };
}

static int relation_order(const void *a, const void *b)
{
	const struct relation *x = a, *y = b;

	if (x->from != y->from)
		return x->from < y->from ? -1 : 1;
	return x->to < y->to ? -1 : x->to > y->to;
}

static void relations_sort(struct relations *r) /* each only once */
{
	size_t n = 0;

	if (r->n)
		qsort(r->items, r->n, sizeof(*r->items), relation_order);
	for (size_t i = 0; i < r->n; i++)
		if (!n || relation_order(&r->items[n - 1], &r->items[i]) != 0)
			r->items[n++] = r->items[i];
	r->n = n;
}

static void relate_followers(struct outline *o)
{
	for (size_t i = 0; i < o->notices.n; i++) {
		struct notice_outline *followed = notice_at(o, o->notices.items[i].notice->follows);

		if (followed)
			followed->followers.n++;
	}
	for (size_t i = 0; i < o->notices.n; i++)
		ROOM(o, o->notices.items[i].followers);
	for (size_t i = o->latest.n; i-- > 0;) {
		struct notice_outline *followed = notice_at(o, o->latest.items[i]->follows);

		if (followed)
			followed->followers.items[followed->followers.n++] = o->latest.items[i];
	}
}

static void find_amendments(struct outline *o, struct relations *found)
{
	for (size_t i = 0; i < o->notices.n; i++) {
		const struct notice *n = o->notices.items[i].notice;

		for (size_t a = 0; a < n->annexes.n; a++)
			for (size_t r = 0; r < n->annexes.items[a].rows.n; r++) {
				const struct row_more *more = n->annexes.items[a].rows.items[r].more;

				if (more && more->target)
					relate(found, &o->notices.items[i],
					       notice_at(o, more->target->notice));
			}
	}
	relations_sort(found);
}

static void relate_amendments(struct outline *o)
{
	struct relations found = { NULL, 0, 0 };

	find_amendments(o, &found);
	for (size_t i = 0; i < found.n; i++) {
		found.items[i].from->amends.n++;
		found.items[i].to->amended_by.n++;
	}
	for (size_t i = 0; i < o->notices.n; i++) {
		ROOM(o, o->notices.items[i].amends);
		ROOM(o, o->notices.items[i].amended_by);
	}
	for (size_t i = 0; i < found.n; i++) {
		struct notice_outline *from = found.items[i].from, *to = found.items[i].to;

		from->amends.items[from->amends.n++] = to->notice;
		to->amended_by.items[to->amended_by.n++] = from->notice;
	}
	free(found.items);
	for (size_t i = 0; i < o->notices.n; i++) {
		struct notice_outline *n = &o->notices.items[i];

		qsort(n->amends.items, n->amends.n, sizeof(*n->amends.items), notice_oldest_first);
		qsort(n->amended_by.items, n->amended_by.n, sizeof(*n->amended_by.items),
		      notice_oldest_first);
	}
}

/* ---- events ---- */

static int event_by_row(const void *a, const void *b)
{
	const struct event *x = *(const struct event *const *)a, *y = *(const struct event *const *)b;

	if (x->annex_index != y->annex_index)
		return x->annex_index < y->annex_index ? -1 : 1;
	return x->row_index < y->row_index ? -1 : x->row_index > y->row_index;
}

static void share_events(struct outline *o) /* among the notices */
{
	const struct registry *r = o->registry;

	for (size_t i = 0; i < r->events.n; i++) {
		struct notice_outline *n = notice_at(o, r->events.items[i].notice->id);

		if (n)
			n->events.n++;
	}
	for (size_t i = 0; i < o->notices.n; i++)
		ROOM(o, o->notices.items[i].events);
	for (size_t i = 0; i < r->events.n; i++) {
		struct notice_outline *n = notice_at(o, r->events.items[i].notice->id);

		if (n)
			n->events.items[n->events.n++] = &r->events.items[i];
	}
	for (size_t i = 0; i < o->notices.n; i++) {
		struct notice_outline *n = &o->notices.items[i];

		qsort(n->events.items, n->events.n, sizeof(*n->events.items), event_by_row);
	}
}

/* ---- entities ---- */

/* Those that a row names, also a void one: what was published keeps its page. */
static void add_entities(struct outline *o)
{
	const struct registry *r = o->registry;
	struct map named = MAP_INIT;

	for (size_t i = 0; i < r->events.n; i++) {
		const struct row_more *more = r->events.items[i].row->more;

		map_add(&named, r->events.items[i].row->id, o);
		if (more && more->to)
			map_add(&named, more->to, o);
		if (more && more->with)
			map_add(&named, more->with, o);
	}
	o->entities.n = r->standings.n;
	ROOM(o, o->entities);
	for (size_t i = 0; i < r->standings.n; i++) {
		struct standing *s = r->standings.items[i];

		if (!map_get(&named, s->entity->id))
			continue;
		o->entities.items[o->entities.n++] = s;
		map_add(&o->entity_by_id, s->entity->id, s);
	}
	map_release(&named);
}

/* ---- lists ---- */

const struct authority *region_lead(const struct region *r)
{
	for (size_t i = 0; i < r->authorities.n; i++)
		if (r->authorities.items[i].lead)
			return &r->authorities.items[i];
	return NULL;
}

static const char *label_of(const struct outline *o, const struct list_outline *l)
{
	const struct roster *list = l->roster;
	date_t day = o->registry->as_of;
	struct rule_terms terms;
	const struct notice *call;

	if (l->rules) {
		terms = rules_terms(o->content, l->rules, day, o->registry->seen, &call);
		for (size_t i = 0; i < terms.lists.n; i++) {
			const struct rule_list *t = &terms.lists.items[i];

			if (strcmp(t->category, list->category) == 0 &&
			    t->level == list->region->level && t->label &&
			    (t->from == DATE_NONE || t->from <= day) &&
			    (t->until == DATE_NONE || t->until >= day))
				return t->label;
		}
	}
	return l->category ? l->category->name : list->category;
}

static void list_notices(struct outline *o, struct list_outline *l)
{
	const struct roster *list = l->roster;
	size_t n = 0;

	l->notices.n = list->events.n;
	ROOM(o, l->notices);
	for (size_t i = 0; i < list->events.n; i++)
		l->notices.items[i] = list->events.items[i]->notice;
	qsort(l->notices.items, list->events.n, sizeof(*l->notices.items), notice_newest_first);
	for (size_t i = 0; i < list->events.n; i++)
		if (!n || l->notices.items[n - 1] != l->notices.items[i])
			l->notices.items[n++] = l->notices.items[i];
	l->notices.n = n;
}

static void add_lists(struct outline *o)
{
	const struct registry *r = o->registry;

	o->lists.n = r->rosters.n;
	o->lists.items = arena_calloc(&o->arena, r->rosters.n, sizeof(*o->lists.items));
	for (size_t i = 0; i < r->rosters.n; i++) {
		struct list_outline *l = &o->lists.items[i];
		const struct roster *list = r->rosters.items[i];

		l->roster = list;
		l->category = content_category(o->content, list->category);
		l->rules = rules_in_force(o->content, list->region->code, r->as_of);
		l->owner = region_lead(list->region);
		l->label = label_of(o, l);
		l->title = arena_printf(&o->arena, "%s%s名单", list->region->name, l->label);
		list_notices(o, l);
		map_add(&o->list_by_id, list->id, l);
	}
}

static size_t category_rank(const struct content *c, const struct list_outline *l)
{
	return l->category ? (size_t)(l->category - c->categories.items) : c->categories.n;
}

static void share_lists(struct outline *o) /* among the regions */
{
	for (size_t i = 0; i < o->lists.n; i++)
		region_at(o, o->lists.items[i].roster->region->code)->lists.n++;
	for (size_t i = 0; i < o->regions.n; i++)
		ROOM(o, o->regions.items[i].lists);
	for (size_t i = 0; i < o->lists.n; i++) {
		const struct list_outline *l = &o->lists.items[i];
		struct region_outline *r = region_at(o, l->roster->region->code);
		size_t at = r->lists.n++; /* a handful: sorted by insertion */

		for (; at && category_rank(o->content, r->lists.items[at - 1]) >
				     category_rank(o->content, l);
		     at--)
			r->lists.items[at] = r->lists.items[at - 1];
		r->lists.items[at] = l;
	}
}

/* ---- all of it ---- */

struct outline *outline_new(const struct content *c, const struct registry *r)
{
	struct outline *o = xcalloc(1, sizeof(*o));

	o->content = c;
	o->registry = r;
	add_regions(o);
	link_regions(o);
	grow_tree(o);
	add_notices(o);
	share_notices(o);
	relate_followers(o);
	relate_amendments(o);
	share_events(o);
	add_entities(o);
	add_lists(o);
	share_lists(o);
	outline_add_days(o);
	outline_add_reports(o);
	outline_add_removals(o);
	outline_add_assessors(o);
	outline_add_indexes(o);
	return o;
}

void outline_free(struct outline *o)
{
	if (!o)
		return;
	map_release(&o->region_by_code);
	map_release(&o->list_by_id);
	map_release(&o->notice_by_id);
	map_release(&o->entity_by_id);
	map_release(&o->assessor_by_id);
	arena_release(&o->arena);
	free(o);
}

const struct region_outline *outline_region(const struct outline *o, const char *code)
{
	return code ? map_get(&o->region_by_code, code) : NULL;
}

const struct list_outline *outline_list(const struct outline *o, const char *list)
{
	return list ? map_get(&o->list_by_id, list) : NULL;
}

const struct notice_outline *outline_notice(const struct outline *o, const char *id)
{
	return id ? map_get(&o->notice_by_id, id) : NULL;
}

const struct standing *outline_entity(const struct outline *o, const char *id)
{
	return id ? map_get(&o->entity_by_id, id) : NULL;
}

const struct assessor_outline *outline_assessor(const struct outline *o, const char *id)
{
	return id ? map_get(&o->assessor_by_id, id) : NULL;
}

const struct event *outline_event(const struct notice_outline *n, size_t annex, size_t row)
{
	size_t low = 0, high = n->events.n;

	while (low < high) {
		size_t mid = low + (high - low) / 2;
		const struct event *e = n->events.items[mid];

		if (e->annex_index == annex && e->row_index == row)
			return e;
		if (e->annex_index < annex || (e->annex_index == annex && e->row_index < row))
			low = mid + 1;
		else
			high = mid;
	}
	return NULL;
}
