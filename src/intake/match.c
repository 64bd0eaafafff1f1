#include "intake/match.h"

#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"

struct bearer { /* of a name */
	const struct standing *standing;
	struct bearer *next;
};

struct matcher {
	struct map by_name; /* key -> struct bearer, latest added first */
	struct arena arena;
};

static void add(struct matcher *m, const struct standing *s, const char *name)
{
	const char *key = utf8_name_key(&m->arena, name);
	struct bearer *first = map_get(&m->by_name, key);
	struct bearer *bearer;

	if (first && first->standing == s)
		return;
	bearer = arena_alloc(&m->arena, sizeof(*bearer));
	bearer->standing = s;
	bearer->next = first;
	map_set(&m->by_name, key, bearer);
}

struct matcher *matcher_new(const struct registry *r)
{
	struct matcher *m = xcalloc(1, sizeof(*m));

	for (size_t i = r->standings.n; i-- > 0;) { /* backwards, so that chains are by id */
		const struct standing *s = r->standings.items[i];
		const struct standing *own = s;

		while (s->same_as)
			s = s->same_as;
		add(m, s, own->entity->name);
		for (size_t k = 0; k < own->names.n; k++)
			add(m, s, own->names.items[k].value);
	}
	return m;
}

void matcher_free(struct matcher *m)
{
	if (!m)
		return;
	map_release(&m->by_name);
	arena_release(&m->arena);
	free(m);
}

struct matches matcher_find(const struct matcher *m, const char *name, int kind, struct arena *a)
{
	const struct bearer *first = map_get(&m->by_name, utf8_name_key(a, name));
	struct matches found = { NULL, 0 };
	size_t n = 0;

	for (const struct bearer *b = first; b; b = b->next)
		n++;
	found.items = arena_calloc(a, n, sizeof(*found.items));
	for (const struct bearer *b = first; b; b = b->next) {
		bool twice = false;

		for (size_t i = 0; i < found.n; i++)
			twice = twice || found.items[i] == b->standing;
		if (!twice && (kind == KIND_NONE || b->standing->entity->kind == kind))
			found.items[found.n++] = b->standing;
	}
	return found;
}
