/* Which entity a row of a sheet is about. */
#ifndef LUCE_INTAKE_MATCH_H
#define LUCE_INTAKE_MATCH_H

#include "content/content.h"
#include "register/registry.h"

struct matcher;

struct matches { /* standings, each once, by id */
	const struct standing **items;
	size_t n;
};

struct matcher *matcher_new(const struct registry *r);
void matcher_free(struct matcher *m);
/* All of a kind that bear, or bore, the name. Borrowed until the matcher is freed. */
struct matches matcher_find(const struct matcher *m, const char *name, int kind, struct arena *a);

#endif
