#include "pages/common.h"

#include <stdio.h>
#include <string.h>

#include "pages/address.h"

/* ---- frames ---- */

struct value *page_frames(const struct page *p, size_t n, size_t slots)
{
	return arena_calloc(p->arena, n * slots, sizeof(struct value));
}

struct frames {
	const struct value *items;
	size_t n, slots;
};

static bool frames_next(void *ctx, size_t index, struct value *frame)
{
	const struct frames *f = ctx;

	if (index >= f->n)
		return false;
	memcpy(frame, f->items + index * f->slots, f->slots * sizeof(*frame));
	return true;
}

void fill_list(const struct page *p, struct value *v, const struct value *items, size_t n,
	       size_t slots)
{
	struct frames *f = arena_alloc(p->arena, sizeof(*f));

	*f = (struct frames){ items, n, slots };
	value_list(v, frames_next, f);
}

struct page page_row(const struct page *p)
{
	struct page row = *p;

	arena_clear(p->row);
	row.arena = p->row;
	return row;
}

const char *page_vprintf(const struct page *p, const char *fmt, va_list ap)
{
	va_list again;
	char *text;
	int len;

	va_copy(again, ap);
	len = vsnprintf(NULL, 0, fmt, again);
	va_end(again);
	text = arena_alloc(p->arena, (size_t)(len < 0 ? 0 : len) + 1);
	vsnprintf(text, (size_t)(len < 0 ? 0 : len) + 1, fmt, ap);
	return text;
}

const char *page_printf(const struct page *p, const char *fmt, ...)
{
	const char *text;
	va_list ap;

	va_start(ap, fmt);
	text = page_vprintf(p, fmt, ap);
	va_end(ap);
	return text;
}

const char *page_join(const struct page *p, const char *a, const char *between, const char *b)
{
	a = or_empty(a);
	b = or_empty(b);
	return *a && *b ? page_printf(p, "%s%s%s", a, between, b) : *a ? a : b;
}

const char *or_empty(const char *s)
{
	return s ? s : "";
}

const struct shape text_shape = {
	.name = "text",
	.n = TEXT_SLOTS,
	.slots = {
		[TEXT_ITSELF] = { "text", SLOT_TEXT, NULL },
	},
};

void fill_texts(const struct page *p, struct value *v, const struct strings *texts)
{
	struct value *items = page_frames(p, texts->n, TEXT_SLOTS);

	for (size_t i = 0; i < texts->n; i++)
		value_text(&items[i * TEXT_SLOTS + TEXT_ITSELF], texts->items[i]);
	fill_list(p, v, items, texts->n, TEXT_SLOTS);
}

/* ---- dates ---- */

const struct shape date_shape = {
	.name = "date",
	.n = DATE_SLOTS,
	.slots = {
		[DATE_ISO] = { "iso", SLOT_TEXT, NULL },
		[DATE_TEXT] = { "text", SLOT_TEXT, NULL },
	},
};

void fill_date(const struct page *p, struct value *v, date_t d)
{
	struct value *frame;
	struct civil c;
	char iso[DATE_SIZE];

	if (d == DATE_NONE || d == DATE_MAX)
		return;
	frame = page_frames(p, 1, DATE_SLOTS);
	c = date_civil(d);
	value_text(&frame[DATE_ISO], arena_strdup(p->arena, date_format(d, iso)));
	value_text(&frame[DATE_TEXT], page_printf(p, "%d年%d月%d日", c.year, c.month, c.day));
	value_group(v, frame);
}

void fill_minute(const struct page *p, struct value *v, minute_t t)
{
	struct value *frame;
	char text[MINUTE_SIZE];

	if (t == DATE_NONE || t == DATE_MAX)
		return;
	frame = page_frames(p, 1, DATE_SLOTS);
	minute_format(t, text);
	value_text(&frame[DATE_ISO], page_printf(p, "%.10sT%s+08:00", text, text + 11));
	value_text(&frame[DATE_TEXT], arena_strdup(p->arena, text));
	value_group(v, frame);
}

/* ---- links ---- */

const struct shape link_shape = {
	.name = "link",
	.n = LINK_SLOTS,
	.slots = {
		[LINK_HREF] = { "href", SLOT_TEXT, NULL },
		[LINK_TEXT] = { "text", SLOT_TEXT, NULL },
	},
};

void fill_link(const struct page *p, struct value *v, const char *href, const char *text)
{
	struct value *frame = page_frames(p, 1, LINK_SLOTS);

	value_text(&frame[LINK_HREF], href);
	value_text(&frame[LINK_TEXT], text);
	value_group(v, frame);
}

const char *link_address(const struct page *p, const char *address)
{
	bool absolute = p->anywhere && p->ctx->base_url;
	struct buf url = BUF_INIT;
	const char *kept;

	buf_add_str(&url, absolute ? p->ctx->base_url : "");
	address_link(&url, absolute ? "" : p->address, address);
	kept = arena_strndup(p->arena, url.data, url.len);
	buf_release(&url);
	return kept;
}

static const char *link_and_release(const struct page *p, struct buf *address)
{
	const char *url = link_address(p, address->data);

	buf_release(address);
	return url;
}

const char *link_region(const struct page *p, const struct region *r)
{
	struct buf b = BUF_INIT;

	address_region(&b, r);
	return link_and_release(p, &b);
}

const char *link_notices(const struct page *p, const struct region *r)
{
	const struct region_outline *o = outline_region(p->ctx->outline, r->code);
	struct buf b = BUF_INIT;

	if (!o || !o->notices.n)
		return NULL;
	address_notices(&b, r);
	return link_and_release(p, &b);
}

const char *link_list(const struct page *p, const char *list)
{
	const struct list_outline *l = outline_list(p->ctx->outline, list);
	struct buf b = BUF_INIT;

	if (!l)
		return NULL;
	address_list(&b, l->roster->region, l->roster->category);
	return link_and_release(p, &b);
}

const char *link_entity(const struct page *p, const char *id)
{
	struct buf b = BUF_INIT;

	if (!outline_entity(p->ctx->outline, id))
		return NULL;
	address_entity(&b, id);
	return link_and_release(p, &b);
}

const char *link_notice(const struct page *p, const char *id)
{
	struct buf b = BUF_INIT;

	if (!outline_notice(p->ctx->outline, id))
		return NULL;
	address_notice(&b, id);
	return link_and_release(p, &b);
}

const char *link_log(const struct page *p, const char *notice)
{
	struct buf page = BUF_INIT, anchor = BUF_INIT;
	const char *url;

	if (!p->ctx->content->site.log)
		return NULL;
	address_log_region(&page, notice);
	address_log_anchor(&anchor, notice);
	url = page_printf(p, "%s#%s", link_and_release(p, &page), anchor.data);
	buf_release(&anchor);
	return url;
}

const char *link_history(const struct page *p, const char *list)
{
	const struct list_outline *l = outline_list(p->ctx->outline, list);
	struct buf b = BUF_INIT;

	if (!l)
		return NULL;
	address_history(&b, l->roster->region, l->roster->category);
	return link_and_release(p, &b);
}

static const char *link_of_day(const struct page *p, const struct day_outline *d, const char *ending)
{
	struct buf b = BUF_INIT;

	if (!d)
		return NULL;
	address_day(&b, d->list->roster->region, d->list->roster->category, d->day, ending);
	return link_and_release(p, &b);
}

const char *link_day(const struct page *p, const struct day_outline *d)
{
	return link_of_day(p, d, "html");
}

const char *link_day_file(const struct page *p, const struct day_outline *d)
{
	return link_of_day(p, d, "csv");
}

const char *link_rules(const struct page *p, const char *id)
{
	struct buf b = BUF_INIT;

	if (!content_rules(p->ctx->content, id))
		return NULL;
	address_rules(&b, id);
	return link_and_release(p, &b);
}

const char *link_assessor(const struct page *p, const char *id)
{
	struct buf b = BUF_INIT;

	if (!outline_assessor(p->ctx->outline, id))
		return NULL;
	address_assessor(&b, id);
	return link_and_release(p, &b);
}

const char *link_report(const struct page *p, const struct region *r)
{
	const struct region_outline *o = r ? outline_region(p->ctx->outline, r->code) : NULL;
	struct buf b = BUF_INIT;

	if (!o || !o->reports)
		return NULL;
	address_report(&b, o->reports->id);
	return link_and_release(p, &b);
}

const char *link_authority(const struct page *p, const struct authority *a)
{
	struct buf b = BUF_INIT;

	address_report(&b, a->id);
	return link_and_release(p, &b);
}

const char *link_region_removals(const struct page *p, const struct region *r)
{
	const struct region_outline *o = r ? outline_region(p->ctx->outline, r->code) : NULL;
	struct buf b = BUF_INIT;

	if (!o || !o->removals.n)
		return NULL;
	address_region_removals(&b, r);
	return link_and_release(p, &b);
}

const char *link_region_entities(const struct page *p, const struct region *r)
{
	const struct region_outline *o = r ? outline_region(p->ctx->outline, r->code) : NULL;
	struct buf b = BUF_INIT;

	if (!o || !o->indexed)
		return NULL;
	address_region_entities(&b, r);
	return link_and_release(p, &b);
}

const char *link_list_file(const struct page *p, const char *list, const char *file)
{
	const struct list_outline *l = outline_list(p->ctx->outline, list);
	struct buf b = BUF_INIT;

	if (!l)
		return NULL;
	address_list_file(&b, l->roster->region, l->roster->category, file);
	return link_and_release(p, &b);
}

/* Regions have them once they have a notice. */
const char *link_region_feed(const struct page *p, const struct region *r)
{
	const struct region_outline *o = r ? outline_region(p->ctx->outline, r->code) : NULL;
	struct buf b = BUF_INIT;

	if (!o || !o->notices.n)
		return NULL;
	address_region_feed(&b, r);
	return link_and_release(p, &b);
}

const char *link_region_calendar(const struct page *p, const struct region *r)
{
	const struct region_outline *o = r ? outline_region(p->ctx->outline, r->code) : NULL;
	struct buf b = BUF_INIT;

	if (!o || !o->notices.n)
		return NULL;
	address_region_calendar(&b, r);
	return link_and_release(p, &b);
}

const char *link_entity_feed(const struct page *p, const char *id)
{
	const struct standing *s = registry_standing(p->ctx->registry, id);
	struct buf b = BUF_INIT;

	if (!s || !s->events.n || !outline_entity(p->ctx->outline, id))
		return NULL;
	address_entity_feed(&b, id);
	return link_and_release(p, &b);
}

void fill_region_link(const struct page *p, struct value *v, const struct region *r)
{
	if (r)
		fill_link(p, v, link_region(p, r), r->name);
}

void fill_notice_link(const struct page *p, struct value *v, const struct notice *n)
{
	if (n && outline_notice(p->ctx->outline, n->id))
		fill_link(p, v, link_notice(p, n->id), n->title);
}

void fill_list_link(const struct page *p, struct value *v, const char *list)
{
	const struct list_outline *l = outline_list(p->ctx->outline, list);

	if (list)
		fill_link(p, v, link_list(p, list), l ? l->title : list);
}

void fill_entity_link(const struct page *p, struct value *v, const char *id)
{
	const struct standing *s = outline_entity(p->ctx->outline, id);
	const struct entity *e = content_entity(p->ctx->content, id);

	if (s)
		fill_link(p, v, link_entity(p, id), standing_name(s, p->ctx->registry->as_of));
	else if (e)
		fill_link(p, v, NULL, e->name);
}
