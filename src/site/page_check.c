#include "site/page_check.h"

#include <stdlib.h>
#include <string.h>

#include "site/page_fault.h"

/* ---- faults ---- */

void page_fault_add(struct page_checker *c, const char *key, struct page_fault fault)
{
	struct page_fault *known = map_get(&c->faults, key);

	if (known && strcmp(known->from, fault.from) <= 0)
		return;
	if (!known) {
		known = arena_alloc(&c->arena, sizeof(*known));
		map_add(&c->faults, arena_strdup(&c->arena, key), known);
	}
	*known = fault;
	known->what = arena_strdup(&c->arena, fault.what);
	known->more = fault.more ? arena_strdup(&c->arena, fault.more) : NULL;
	known->fragment = fault.fragment ? arena_strdup(&c->arena, fault.fragment) : NULL;
}

void page_fault(struct page_checker *c, enum finding_id id, struct str what, const char *more)
{
	const char *said;

	buf_clear(&c->key);
	buf_add_slice(&c->key, what);
	buf_add_format(&c->key, "\n%d %s", id, more ? more : "");
	said = arena_strndup(&c->arena, what.data, what.len);
	page_fault_add(c, c->key.data,
		       (struct page_fault){
			       .id = id, .from = c->page->address, .what = said, .more = more });
}

/* ---- a page ---- */

struct str page_check(struct page_checker *c, const struct planned *page, struct str bytes)
{
	const struct buf *ids = &c->scan.ids;

	c->page = page;
	page_scan(&c->scan, bytes);
	page_links_check(c);
	page_marks_check(c, bytes);
	return (struct str){ arena_memdup(&c->arena, ids->data, ids->len), ids->len };
}

/* ---- all of them ---- */

/* Of all checkers', those of one key are one. */
static void join_faults(const struct page_checker *c, size_t n, struct map *all)
{
	for (size_t i = 0; i < n; i++) {
		struct map_entry *entries = map_sorted(&c[i].faults);

		for (size_t k = 0; k < c[i].faults.n; k++) {
			const struct page_fault *fault = entries[k].value,
						*known = map_get(all, entries[k].key);

			if (!known || strcmp(fault->from, known->from) < 0)
				map_set(all, entries[k].key, entries[k].value);
		}
		free(entries);
	}
}

struct page_anchor *page_anchors(const struct page_checker *c, size_t n, size_t *count)
{
	struct map all = MAP_INIT;
	struct map_entry *entries;
	struct page_anchor *out;

	join_faults(c, n, &all);
	entries = map_sorted(&all);
	out = xcalloc(all.n, sizeof(*out));
	*count = 0;
	for (size_t i = 0; i < all.n; i++) {
		const struct page_fault *fault = entries[i].value;

		if (fault->to)
			out[(*count)++] =
				(struct page_anchor){ entries[i].key, fault->to, fault->fragment };
	}
	free(entries);
	map_release(&all);
	return out;
}

static bool is_met(const struct page_checker *c, const struct map_entry *entry,
		   const struct str *ids, const struct map *known)
{
	const struct page_fault *fault = entry->value;

	return fault->to && (map_get(known, entry->key) ||
			     page_has_id(ids[fault->to - c->plan->items], fault->fragment));
}

static int fault_order(const void *a, const void *b)
{
	const struct page_fault *x = *(const struct page_fault *const *)a,
				*y = *(const struct page_fault *const *)b;
	int order = strcmp(x->from, y->from);

	if (order == 0)
		order = x->id < y->id ? -1 : x->id > y->id;
	return order ? order : strcmp(x->what, y->what);
}

void page_checks_report(const struct page_checker *c, size_t n, const struct str *ids,
			const struct map *known, struct findings *f)
{
	struct map all = MAP_INIT;
	struct map_entry *entries;
	const struct page_fault **faults;
	size_t kept = 0;

	join_faults(c, n, &all);
	entries = map_sorted(&all);
	faults = xcalloc(all.n, sizeof(*faults));
	for (size_t i = 0; i < all.n; i++)
		if (!is_met(c, &entries[i], ids, known))
			faults[kept++] = entries[i].value;
	if (kept)
		qsort(faults, kept, sizeof(*faults), fault_order);
	for (size_t i = 0; i < kept; i++)
		finding_add(f, faults[i]->id, (struct place){ 0 }, faults[i]->from, faults[i]->what,
			    faults[i]->more);
	free(faults);
	free(entries);
	map_release(&all);
}

void page_checker_release(struct page_checker *c)
{
	page_scan_release(&c->scan);
	map_release(&c->faults);
	buf_release(&c->url);
	buf_release(&c->address);
	buf_release(&c->fragment);
	buf_release(&c->key);
	arena_release(&c->arena);
}
