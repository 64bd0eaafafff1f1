#include "site/plan.h"

#include <stdlib.h>
#include <string.h>

#include "pages/address.h"

struct room {
	struct plan *plan;
	size_t cap;
	struct buf address;
};

/* Takes the address that is in room->address. */
static void add(struct room *room, struct planned item)
{
	struct plan *plan = room->plan;

	item.address = arena_strndup(&plan->arena, room->address.data, room->address.len);
	buf_clear(&room->address);
	ARRAY_GROW(plan->items, plan->n, room->cap);
	plan->items[plan->n++] = item;
}

static void add_pages(struct room *room, const struct page_context *ctx)
{
	for (size_t k = 0; page_kinds[k]; k++) {
		const struct page_kind *kind = page_kinds[k];
		size_t n = kind->count(ctx);

		for (size_t i = 0; i < n; i++) {
			kind->address(ctx, i, &room->address);
			add(room, (struct planned){
					  .origin = kind->origin(ctx, i), .kind = k, .index = i });
		}
	}
	room->plan->pages = room->plan->n;
}

/* "content/notices/440400/2025/x.md" -> "content/notices/440400/2025/x/signed.pdf" */
static const char *attachment_path(struct arena *a, const char *notice, const char *file)
{
	return arena_printf(a, "%.*s/%s", (int)(strrchr(notice, '.') - notice), notice, file);
}

static void add_attachments(struct room *room, const struct page_context *ctx)
{
	const struct outline *o = ctx->outline;

	for (size_t i = 0; i < o->notices.n; i++) {
		const struct notice *n = o->notices.items[i].notice;

		for (size_t k = 0; k < n->attachments.n; k++) {
			const char *file = n->attachments.items[k].file;
			const char *path = attachment_path(&room->plan->arena, n->path, file);

			if (content_withheld(ctx->content, path))
				continue;
			address_attachment(&room->address, n->id, file);
			add(room, (struct planned){ .origin = path, .copy = path });
		}
	}
}

static int by_text(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* What a search engine is told of: the pages so far, but for those that stand for none. */
static struct exports *exports_of(struct plan *plan, const struct page_context *ctx)
{
	const char **pages = arena_calloc(&plan->arena, plan->n, sizeof(*pages));
	size_t n = 0;

	for (size_t i = 0; i < plan->n; i++)
		if (page_kinds[plan->items[i].kind] != &page_missing &&
		    page_kinds[plan->items[i].kind] != &page_moved)
			pages[n++] = plan->items[i].address;
	if (n)
		qsort(pages, n, sizeof(*pages), by_text);
	return exports_new(ctx, pages, n);
}

static void add_products(struct room *room, const struct exports *x)
{
	for (size_t k = 0; export_kinds[k]; k++) {
		const struct export_kind *kind = export_kinds[k];
		size_t n = kind->count(x);

		for (size_t i = 0; i < n; i++) {
			kind->address(x, i, &room->address);
			add(room,
			    (struct planned){ .origin = "exports", .product = kind, .index = i });
		}
	}
}

static void add_assets(struct room *room, const char *const *assets, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		buf_add_str(&room->address, assets[i] + strlen("templates/"));
		add(room, (struct planned){ .origin = assets[i], .copy = assets[i] });
	}
}

static int by_address(const void *a, const void *b)
{
	const struct planned *x = a, *y = b;
	int order = strcmp(x->address, y->address);

	return order ? order : strcmp(x->origin, y->origin);
}

static int refuse_twice(const struct plan *plan, struct findings *f)
{
	const struct planned *first = plan->items;
	int rc = 0;

	for (size_t i = 1; i < plan->n; i++) {
		const struct planned *p = &plan->items[i];

		if (strcmp(p->address, first->address) != 0) {
			first = p;
			continue;
		}
		finding_add(f, F_PAGE_ADDRESS_TWICE, (struct place){ 0 }, p->address, first->origin,
			    p->origin);
		rc = -1;
	}
	return rc;
}

int plan_make(struct plan *plan, const struct page_context *ctx, const char *const *assets,
	      size_t n_assets, struct findings *f)
{
	struct room room = { plan, 0, BUF_INIT };

	*plan = (struct plan){ .by_address = MAP_INIT, .arena = ARENA_INIT };
	add_pages(&room, ctx);
	plan->exports = exports_of(plan, ctx);
	add_products(&room, plan->exports);
	add_attachments(&room, ctx);
	add_assets(&room, assets, n_assets);
	buf_release(&room.address);
	qsort(plan->items, plan->n, sizeof(*plan->items), by_address);
	return refuse_twice(plan, f);
}

static int compare_address(const void *address, const void *item)
{
	return strcmp(address, ((const struct planned *)item)->address);
}

const struct planned *plan_find(const struct plan *plan, const char *address)
{
	if (plan->by_address.n)
		return map_get(&plan->by_address, address);
	return plan->n ? bsearch(address, plan->items, plan->n, sizeof(*plan->items), compare_address)
		       : NULL;
}

const struct planned *plan_next(const struct plan *plan, size_t *at, const char *address)
{
	int order = 1;

	while (*at < plan->n && (order = strcmp(plan->items[*at].address, address)) < 0)
		(*at)++;
	return *at < plan->n && order == 0 ? &plan->items[*at] : NULL;
}

void plan_index(struct plan *plan)
{
	for (size_t i = 0; i < plan->n; i++)
		map_add(&plan->by_address, plan->items[i].address, &plan->items[i]);
}

void plan_release(struct plan *plan)
{
	exports_free(plan->exports);
	free(plan->items);
	map_release(&plan->by_address);
	arena_release(&plan->arena);
}
