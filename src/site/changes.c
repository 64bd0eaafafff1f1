#include "site/changes.h"

#include <stdlib.h>
#include <string.h>

/* ---- for readers ---- */

static void count_page(struct readers_changes *n, const struct planned *item)
{
	const struct page_kind *kind = page_kinds[item->kind];

	if (item->product || item->copy)
		return;
	n->notices += kind == &page_notice;
	n->lists += kind == &page_list;
	n->entities += kind == &page_entity;
	n->regions += kind == &page_region;
	n->rules += kind == &page_rules;
}

void changes_count(const struct changes_of *of, struct readers_changes *out)
{
	size_t at = 0;

	*out = (struct readers_changes){ .all_new = of->old->manifest.n == 0 };
	for (size_t i = 0; i < of->plan->n; i++) {
		const struct planned *item = &of->plan->items[i];
		const struct manifest_file *was = old_site_next(of->old, &at, item->address);

		if (!was || memcmp(was->hash, of->files[i].hash, HASH_SIZE) != 0)
			count_page(out, item);
	}
}

/* ---- file by file ---- */

static void add(struct site_changes *c, size_t *cap, char how, const char *address)
{
	ARRAY_GROW(c->items, c->n, *cap);
	c->items[c->n++] = (struct site_change){ how, arena_strdup(&c->arena, address) };
}

static int by_address(const void *a, const void *b)
{
	const struct site_change *x = a, *y = b;

	return strcmp(x->address, y->address);
}

void changes_list(const struct changes_of *of, const unsigned char *manifest, struct site_changes *out)
{
	const struct old_site *old = of->old;
	size_t at = 0, cap = 0;

	for (size_t i = 0; i < of->plan->n; i++) {
		const char *address = of->plan->items[i].address;
		bool was = old_site_next(old, &at, address) != NULL;

		if (!of->reuse->stays[i] && !(was && old_site_has(old, address, of->files[i].hash)))
			add(out, &cap, was ? '~' : '+', address);
	}
	for (size_t i = 0; i < old->manifest.n; i++)
		if (!plan_find(of->plan, old->manifest.files[i].path))
			add(out, &cap, '-', old->manifest.files[i].path);
	if (!old_site_has(old, MANIFEST_NAME, manifest))
		add(out, &cap, old->manifest.n ? '~' : '+', MANIFEST_NAME);
	if (out->n)
		qsort(out->items, out->n, sizeof(*out->items), by_address);
}

void changes_release(struct site_changes *c)
{
	free(c->items);
	arena_release(&c->arena);
	*c = (struct site_changes){ 0 };
}
