/* What was published: by the whole portal, in a region, with rows on a list. */
#include <string.h>

#include "exports/atom.h"
#include "exports/lists.h"
#include "pages/address.h"
#include "pages/made_from.h"
#include "pages/parts.h"
#include "pages/words.h"
#include "rules/rules.h"

static size_t few(size_t n)
{
	return n < ATOM_ENTRIES_MOST ? n : ATOM_ENTRIES_MOST;
}

/* Notices are newest first. */
static void fill_notices(const struct export *e, struct atom_feed *feed,
			 const struct notice *const *notices, size_t n)
{
	feed->n = few(n);
	feed->items = arena_calloc(e->page.arena, feed->n, sizeof(*feed->items));
	for (size_t i = 0; i < feed->n; i++)
		feed->items[i] = atom_notice(e, notices[i]);
}

static void few_made_from(const struct made_from *m, const struct notice *const *notices, size_t n,
			  struct digester *d)
{
	for (size_t i = 0; i < few(n); i++)
		digest_notice(d, m, notices[i]);
}

/* ---- the portal ---- */

static void feed_address(const struct exports *x, size_t i, struct buf *out)
{
	(void)x;
	(void)i;
	buf_add_str(out, ADDRESS_FEED);
}

static void feed_render(const struct export *e, size_t i, struct buf *out)
{
	const struct outline *o = e->all->ctx->outline;
	struct atom_feed feed = {
		.uuid = export_uuid(e, "feed", ""),
		.title = page_printf(&e->page, "%s：最新文告", e->all->ctx->content->site.name),
		.subtitle = e->all->ctx->content->site.description,
		.page = link_address(&e->page, ADDRESS_HOME),
	};

	(void)i;
	fill_notices(e, &feed, o->latest.items, o->latest.n);
	atom_render(e, &feed, out);
}

static void feed_made_from(const struct exports *x, const struct made_from *m, size_t i,
			   struct digester *d)
{
	(void)x, (void)i;
	few_made_from(m, m->ctx->outline->latest.items, m->ctx->outline->latest.n, d);
}

const struct export_kind export_feed = {
	.name = "feed",
	.count = export_one,
	.address = feed_address,
	.made_from = feed_made_from,
	.render = feed_render,
};

/* ---- a region ---- */

static size_t region_count(const struct exports *x)
{
	return x->regions.n;
}

static void region_address(const struct exports *x, size_t i, struct buf *out)
{
	address_region_feed(out, x->regions.items[i]->region);
}

static void region_render(const struct export *e, size_t i, struct buf *out)
{
	const struct region_outline *r = e->all->regions.items[i];
	struct atom_feed feed = {
		.uuid = export_uuid(e, "feed", r->region->code),
		.title = page_printf(&e->page, "%s：最新文告", r->region->name),
		.subtitle = page_printf(&e->page, "%s发布的绿色制造名单文告", r->region->name),
		.page = link_region(&e->page, r->region),
	};

	fill_notices(e, &feed, r->notices.items, r->notices.n);
	atom_render(e, &feed, out);
}

static void region_made_from(const struct exports *x, const struct made_from *m, size_t i,
			     struct digester *d)
{
	const struct region_outline *r = x->regions.items[i];

	digest_text(d, r->region->code);
	few_made_from(m, r->notices.items, r->notices.n, d);
}

const struct export_kind export_region_feeds = {
	.name = "feed of a region",
	.count = region_count,
	.address = region_address,
	.made_from = region_made_from,
	.render = region_render,
};

/* ---- a list ---- */

enum { NAMES_MOST = 20 }; /* said of an action of a notice; the page has all */

static const char *row_name(const struct export *e, const struct event *row)
{
	const char *printed = event_cell(row, ROLE_NAME);
	const struct standing *s = registry_standing(e->all->ctx->registry, row->row->id);

	if (printed)
		return printed;
	return s ? standing_name(s, row->day) : row->row->id;
}

/* 列入2个：甲、乙; NULL where the notice does no such thing on the list. */
static const char *action_text(const struct export *e, const struct notice_outline *n,
			       const char *list, int action)
{
	const char *names = NULL;
	size_t count = 0;

	for (size_t i = 0; i < n->events.n; i++) {
		const struct event *row = n->events.items[i];

		if (row->action != action || row->refused || !row->list ||
		    strcmp(row->list, list) != 0)
			continue;
		if (count++ < NAMES_MOST)
			names = page_join(&e->page, names, "、", row_name(e, row));
	}
	if (!count)
		return NULL;
	return page_printf(&e->page, "%s%zu个：%s%s", word_action(action), count, names,
			   count > NAMES_MOST ? "等" : "");
}

static struct atom_entry list_entry(const struct export *e, const struct roster *l,
				    const struct notice *n)
{
	const struct notice_outline *o = outline_notice(e->all->ctx->outline, n->id);
	struct atom_entry entry = atom_notice(e, n);
	const char *text = NULL;

	entry.uuid = export_uuid(e, "list notice", page_printf(&e->page, "%s\n%s", l->id, n->id));
	for (int action = ACTION_NONE + 1; o && action < ACTIONS; action++) {
		const char *line = action_text(e, o, l->id, action);

		text = line ? page_join(&e->page, text, "\n", line) : text;
	}
	entry.content = page_join(&e->page, text, "\n", entry.content);
	return entry;
}

static void list_address(const struct exports *x, size_t i, struct buf *out)
{
	list_file_address(x, i, "feed.atom", out);
}

static void list_render(const struct export *e, size_t i, struct buf *out)
{
	const struct list_outline *l = &e->all->ctx->outline->lists.items[i];
	struct atom_feed feed = {
		.uuid = export_uuid(e, "feed", l->roster->id),
		.title = l->title,
		.subtitle = EXPORT_NOTE,
		.page = link_list(&e->page, l->roster->id),
		.n = few(l->notices.n),
	};

	feed.items = arena_calloc(e->page.arena, feed.n, sizeof(*feed.items));
	for (size_t k = 0; k < feed.n; k++)
		feed.items[k] = list_entry(e, l->roster, l->notices.items[k]);
	atom_render(e, &feed, out);
}

const struct export_kind export_list_feeds = {
	.name = "feed of a list",
	.count = list_file_count,
	.address = list_address,
	.made_from = list_file_made_from,
	.render = list_render,
};
