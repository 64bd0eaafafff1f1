/* What rows did: to one entity; and all removals. */
#include "exports/atom.h"
#include "pages/address.h"
#include "pages/made_from.h"
#include "pages/parts.h"
#include "pages/words.h"
#include "rules/rules.h"

/* ---- a row ---- */

static const char *list_title(const struct export *e, const char *list)
{
	const struct list_outline *l = outline_list(e->all->ctx->outline, list);

	return l ? l->title : list;
}

/* 移出：示例市绿色工厂名单 */
static const char *event_title(const struct export *e, const struct event *row)
{
	const char *what = row->action == ACTION_REMOVE && row->list
				   ? removal_verb(&e->page, row->list, row->day)
				   : word_action(row->action);

	return row->list ? page_printf(&e->page, "%s：%s", what, list_title(e, row->list)) : what;
}

static const char *removal_text(const struct export *e, const struct event *row)
{
	struct ground g = removal_ground(&e->page, row);
	const char *text = g.text ? page_printf(&e->page, "原因：%s", g.text) : "原因：文告未载明";

	if (g.article)
		text = page_printf(&e->page, "%s（%s）", text, g.article);
	if (row->row->until != DATE_NONE)
		text = page_printf(&e->page, "%s；不得再申报至%s", text,
				   export_day_text(e, row->row->until));
	return text;
}

static const char *detail_text(const struct export *e, const struct event *row)
{
	const struct row_more *more = row->row->more;
	const char *to;

	switch (row->action) {
	case ACTION_REMOVE:
		return removal_text(e, row);
	case ACTION_RENAME:
		return page_printf(&e->page, "原名称：%s；现名称：%s",
				   or_empty(event_cell(row, ROLE_FORMER)),
				   or_empty(event_cell(row, ROLE_NAME)));
	case ACTION_LOCATE:
		to = more && more->to ? more->to : row->row->place;
		to = to ? place_name(&e->page, to, NULL) : event_cell(row, ROLE_PLACE);
		return to ? page_printf(&e->page, "所在地：%s", to) : NULL;
	default:
		return more && more->decision ? page_printf(&e->page, "决定：%s", more->decision)
					      : NULL;
	}
}

static const char *event_text(const struct export *e, const struct event *row)
{
	const char *text = page_printf(&e->page, "%s起；文告：%s", export_day_text(e, row->day),
				       row->notice->title);

	text = page_join(&e->page, text, "\n", detail_text(e, row));
	if (!row->voided_by)
		return text;
	return page_printf(&e->page, "%s\n已由《%s》撤销%s", text, row->voided_by->notice->title,
			   row->void_from > row->day ? page_printf(&e->page, "，自%s起",
								   export_day_text(e, row->void_from))
						     : "");
}

/* A row does not move within its notice, which stays as it was published. */
static const char *event_uuid(const struct export *e, const char *kind, const struct event *row)
{
	return export_uuid(e, kind,
			   page_printf(&e->page, "%s\n%d\n%u", row->notice->id, row->annex->no,
				       row->row_index));
}

static struct atom_entry event_entry(const struct export *e, const struct event *row)
{
	minute_t published = notice_published(row->notice), updated = published;

	if (row->voided_by && notice_published(row->voided_by->notice) > updated)
		updated = notice_published(row->voided_by->notice);
	return (struct atom_entry){
		.uuid = event_uuid(e, "row", row),
		.title = page_printf(&e->page, "%s%s", event_title(e, row),
				     row->voided_by ? "（已撤销）" : ""),
		.link = link_notice(&e->page, row->notice->id),
		.author = issuer_names(&e->page, row->notice, "、"),
		.content = event_text(e, row),
		.published = published,
		.updated = updated,
	};
}

/* ---- an entity ---- */

static size_t entity_count(const struct exports *x)
{
	return x->entities.n;
}

static void entity_address(const struct exports *x, size_t i, struct buf *out)
{
	address_entity_feed(out, x->entities.items[i]->entity->id);
}

static void entity_render(const struct export *e, size_t i, struct buf *out)
{
	const struct registry *r = e->all->ctx->registry;
	const char *id = e->all->entities.items[i]->entity->id;
	const struct standing *s = registry_standing(r, id);
	struct atom_feed feed = {
		.uuid = export_uuid(e, "feed", id),
		.title = standing_name(s, r->as_of),
		.subtitle = EXPORT_NOTE,
		.page = link_entity(&e->page, id),
		.items = arena_calloc(e->page.arena, s->events.n, sizeof(*feed.items)),
	};

	for (size_t k = 0; k < s->events.n; k++)
		if (!s->events.items[k]->refused)
			feed.items[feed.n++] = event_entry(e, s->events.items[k]);
	atom_render(e, &feed, out);
}

static void entity_made_from(const struct exports *x, const struct made_from *m, size_t i,
			     struct digester *d)
{
	digest_entity(d, m, x->entities.items[i]);
}

const struct export_kind export_entity_feeds = {
	.name = "feed of an entity",
	.count = entity_count,
	.address = entity_address,
	.made_from = entity_made_from,
	.render = entity_render,
};

/* ---- removals ---- */

static void removals_address(const struct exports *x, size_t i, struct buf *out)
{
	(void)x;
	(void)i;
	buf_add_str(out, ADDRESS_REMOVALS_FEED);
}

static struct atom_entry removal_entry(const struct export *e, const struct event *row)
{
	const struct standing *s = registry_standing(e->all->ctx->registry, row->row->id);
	struct atom_entry entry = event_entry(e, row);

	entry.uuid = event_uuid(e, "removal", row);
	entry.title = page_printf(&e->page, "%s %s", s ? standing_name(s, row->day) : row->row->id,
				  entry.title);
	return entry;
}

static void removals_render(const struct export *e, size_t i, struct buf *out)
{
	const struct outline *o = e->all->ctx->outline;
	struct atom_feed feed = {
		.uuid = export_uuid(e, "feed", "removals"),
		.title = "移出与取消资格",
		.subtitle = EXPORT_NOTE,
		.page = link_address(&e->page, ADDRESS_REMOVALS),
	};

	(void)i;
	feed.items = arena_calloc(e->page.arena, ATOM_ENTRIES_MOST, sizeof(*feed.items));
	for (size_t k = 0; k < o->removals.n && feed.n < ATOM_ENTRIES_MOST; k++)
		if (!o->removals.items[k]->refused)
			feed.items[feed.n++] = removal_entry(e, o->removals.items[k]);
	atom_render(e, &feed, out);
}

static void removals_made_from(const struct exports *x, const struct made_from *m, size_t i,
			       struct digester *d)
{
	const struct outline *o = m->ctx->outline;
	size_t n = 0;

	(void)x, (void)i;
	for (size_t k = 0; k < o->removals.n && n < ATOM_ENTRIES_MOST; k++) {
		const struct event *e = o->removals.items[k];
		const struct standing *s = registry_standing(m->ctx->registry, e->row->id);

		digest_event(d, m, e);
		digest_text(d, s ? standing_name(s, e->day) : NULL);
		n += !e->refused;
	}
}

const struct export_kind export_removals_feed = {
	.name = "feed of removals",
	.count = export_one,
	.address = removals_address,
	.made_from = removals_made_from,
	.render = removals_render,
};
