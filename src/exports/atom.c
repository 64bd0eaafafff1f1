#include "exports/atom.h"

#include <stdlib.h>
#include <string.h>

#include "base/escape.h"
#include "pages/parts.h"
#include "rules/rules.h"

/* ---- XML ---- */

static void add_text(struct buf *out, const char *name, const char *text)
{
	if (!text)
		return;
	buf_add_format(out, "<%s>", name);
	escape_html(out, str_from(text));
	buf_add_format(out, "</%s>\n", name);
}

static void add_link(struct buf *out, const char *rel, const char *type, const char *href)
{
	if (!href)
		return;
	buf_add_format(out, "<link rel=\"%s\" type=\"%s\" href=\"", rel, type);
	escape_html(out, str_from(href));
	buf_add_str(out, "\"/>\n");
}

static void add_id(struct buf *out, const char *uuid)
{
	buf_add_format(out, "<id>urn:uuid:%s</id>\n", uuid);
}

static void add_author(struct buf *out, const char *name)
{
	if (!name)
		return;
	buf_add_str(out, "<author><name>");
	escape_html(out, str_from(name));
	buf_add_str(out, "</name></author>\n");
}

/* ---- a feed ---- */

static int newest_first(const void *a, const void *b)
{
	const struct atom_entry *x = a, *y = b;

	if (x->updated != y->updated)
		return x->updated < y->updated ? 1 : -1;
	if (x->published != y->published)
		return x->published < y->published ? 1 : -1;
	return strcmp(x->uuid, y->uuid);
}

static void add_entry(const struct export *e, const struct atom_entry *entry, struct buf *out)
{
	buf_add_str(out, "<entry>\n");
	add_id(out, entry->uuid);
	add_text(out, "title", export_title(e, entry->title));
	add_text(out, "published", export_time(e, entry->published));
	add_text(out, "updated", export_time(e, entry->updated));
	add_author(out, entry->author);
	add_link(out, "alternate", "text/html", entry->link);
	add_text(out, "content", entry->content);
	buf_add_str(out, "</entry>\n");
}

void atom_render(const struct export *e, struct atom_feed *feed, struct buf *out)
{
	const struct site *site = &e->all->ctx->content->site;

	if (feed->n)
		qsort(feed->items, feed->n, sizeof(*feed->items), newest_first);
	buf_add_str(out, "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n"
			 "<feed xmlns=\"http://www.w3.org/2005/Atom\" xml:lang=\"zh-CN\">\n");
	add_id(out, feed->uuid);
	add_text(out, "title", export_title(e, feed->title));
	add_text(out, "subtitle", feed->subtitle);
	add_text(out, "updated", export_time(e, feed->n ? feed->items[0].updated : DATE_NONE));
	add_author(out, site->organiser ? site->organiser : site->name);
	add_link(out, "alternate", "text/html", feed->page);
	if (e->all->ctx->base_url)
		add_link(out, "self", "application/atom+xml",
			 link_address(&e->page, e->page.address));
	add_text(out, "generator", "luce");
	for (size_t i = 0; i < feed->n; i++)
		add_entry(e, &feed->items[i], out);
	buf_add_str(out, "</feed>\n");
}

/* ---- a notice ---- */

minute_t atom_notice_updated(const struct export *e, const struct notice *n)
{
	const struct notice_outline *o = outline_notice(e->all->ctx->outline, n->id);
	minute_t updated = notice_published(n);

	for (size_t i = 0; o && i < o->amended_by.n; i++)
		if (notice_published(o->amended_by.items[i]) > updated)
			updated = notice_published(o->amended_by.items[i]);
	return updated;
}

static const char *add_line(const struct export *e, const char *text, const char *what,
			    const char *value)
{
	if (!value)
		return text;
	return page_join(&e->page, text, "\n", page_printf(&e->page, "%s：%s", what, value));
}

static const char *period_text(const struct export *e, const struct notice *n)
{
	if (!n->period)
		return NULL;
	return page_printf(&e->page, "%s至%s", export_day_text(e, n->period->start),
			   export_day_text(e, n->period->end));
}

static const char *notice_text(const struct export *e, const struct notice *n)
{
	const struct notice_outline *o = outline_notice(e->all->ctx->outline, n->id);
	const char *text = NULL;

	text = add_line(e, text, "类型", notice_type(&e->page, n));
	text = add_line(e, text, notice_explains(n) ? "本站编写，所说明的是" : "转录自",
			n->transcribed ? n->transcribed->source : NULL);
	text = add_line(e, text, "文号", n->number);
	text = add_line(e, text, "公示期", period_text(e, n));
	for (size_t i = 0; i < n->annexes.n; i++)
		text = add_line(e, text, page_printf(&e->page, "附件%d", n->annexes.items[i].no),
				page_printf(&e->page, "%s（%zu项）", n->annexes.items[i].title,
					    n->annexes.items[i].rows.n));
	for (size_t i = 0; o && i < o->amended_by.n; i++)
		text = add_line(e, text, "部分内容已更正或撤销", o->amended_by.items[i]->title);
	return text;
}

struct atom_entry atom_notice(const struct export *e, const struct notice *n)
{
	return (struct atom_entry){
		.uuid = export_uuid(e, "notice", n->id),
		.title = n->title,
		.link = link_notice(&e->page, n->id),
		.author = issuer_names(&e->page, n, "、"),
		.content = notice_text(e, n),
		.published = notice_published(n),
		.updated = atom_notice_updated(e, n),
	};
}
