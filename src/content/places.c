#include "content/places.h"

#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"

struct named { /* regions that share a name */
	const struct region *region;
	struct named *next;
};

struct places {
	const struct content *content;
	struct map by_name; /* key -> struct named */
	struct arena arena;
};

static void add(struct places *p, const struct region *r, const char *name)
{
	const char *key = utf8_name_key(&p->arena, name);
	struct named *first = map_get(&p->by_name, key);
	struct named *named = arena_alloc(&p->arena, sizeof(*named));

	for (const struct named *n = first; n; n = n->next)
		if (n->region == r)
			return;
	named->region = r;
	named->next = first;
	map_set(&p->by_name, key, named);
}

struct places *places_new(const struct content *c)
{
	struct places *p = xcalloc(1, sizeof(*p));

	p->content = c;
	for (size_t i = 0; i < c->regions.n; i++) {
		const struct region *r = &c->regions.items[i];

		add(p, r, r->name);
		for (size_t k = 0; k < r->aliases.n; k++)
			add(p, r, r->aliases.items[k]);
	}
	return p;
}

void places_free(struct places *p)
{
	if (!p)
		return;
	map_release(&p->by_name);
	arena_release(&p->arena);
	free(p);
}

bool place_within(const struct content *c, const char *code, const char *within)
{
	const struct region *r = content_region(c, code);

	for (size_t steps = 0; r && steps <= c->regions.n; steps++) {
		if (strcmp(r->code, within) == 0)
			return true;
		r = content_region(c, r->parent);
	}
	return false;
}

bool places_agree(const struct content *c, const char *a, const char *b)
{
	return place_within(c, a, b) || place_within(c, b, a);
}

const struct region *places_find(const struct places *p, const char *text, const char *near)
{
	struct arena a = ARENA_INIT;
	const struct named *n = map_get(&p->by_name, utf8_name_key(&a, text));
	const struct region *found = NULL;

	arena_release(&a);
	if (n && !n->next)
		return n->region;
	for (; n; n = n->next) {
		if (!places_agree(p->content, n->region->code, near))
			continue;
		if (found)
			return NULL;
		found = n->region;
	}
	return found;
}
