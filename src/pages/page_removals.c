/*
 * The register of removals (移出与取消资格): all of them, those from a
 * region's lists, those on one ground. Each row stands alone.
 */
#include <string.h>

#include "pages/address.h"
#include "pages/layout.h"
#include "pages/made_from.h"
#include "pages/parts.h"
#include "pages/removal_rows.h"
#include "pages/words.h"

/* ---- ways into the register ---- */

enum { FILTER_HREF, FILTER_TEXT, FILTER_COUNT, FILTER_HERE, FILTER_SLOTS };
static const struct shape filter_shape = {
	.name = "filter",
	.n = FILTER_SLOTS,
	.slots = {
		[FILTER_HREF] = { "href", SLOT_TEXT, NULL },
		[FILTER_TEXT] = { "text", SLOT_TEXT, NULL },
		[FILTER_COUNT] = { "count", SLOT_TEXT, NULL },
		[FILTER_HERE] = { "here", SLOT_FLAG, NULL }, /* this page */
	},
};

static const char *ground_words(const struct ground_outline *g)
{
	return g->code ? word_ground(g->code) : "文告没有写明属于哪种情形";
}

static const char *link_ground(const struct page *p, const struct ground_outline *g)
{
	struct buf address = BUF_INIT;
	const char *href;

	address_ground(&address, g->code);
	href = link_address(p, address.data);
	buf_release(&address);
	return href;
}

static void fill_filter(const struct page *p, struct value *frame, const char *href,
			const char *text, size_t n)
{
	value_text(&frame[FILTER_HREF], href);
	value_text(&frame[FILTER_TEXT], text);
	value_text(&frame[FILTER_COUNT], page_printf(p, "%zu", n));
}

static void fill_regions(const struct page *p, struct value *v, const struct region_outline *here)
{
	const struct outline *o = p->ctx->outline;
	struct value *items = page_frames(p, o->tree.n, FILTER_SLOTS);
	size_t n = 0;

	for (size_t i = 0; i < o->tree.n; i++) {
		const struct region_outline *r = o->tree.items[i];
		struct value *frame = items + n * FILTER_SLOTS;

		if (!r->removals.n)
			continue;
		fill_filter(p, frame, link_region_removals(p, r->region), r->region->name,
			    r->removals.n);
		value_flag(&frame[FILTER_HERE], r == here);
		n++;
	}
	fill_list(p, v, items, n, FILTER_SLOTS);
}

static void fill_grounds(const struct page *p, struct value *v, const struct ground_outline *here)
{
	const struct outline *o = p->ctx->outline;
	struct value *items = page_frames(p, o->grounds.n, FILTER_SLOTS);

	for (size_t i = 0; i < o->grounds.n; i++) {
		const struct ground_outline *g = &o->grounds.items[i];

		fill_filter(p, items + i * FILTER_SLOTS, link_ground(p, g), ground_words(g),
			    g->removals.n);
		value_flag(&items[i * FILTER_SLOTS + FILTER_HERE], g == here);
	}
	fill_list(p, v, items, o->grounds.n, FILTER_SLOTS);
}

/* ---- the page ---- */

enum {
	REMOVALS_PAGE,
	REMOVALS_TITLE,
	REMOVALS_COUNT,
	REMOVALS_REVOKED,
	REMOVALS_REGIONS,
	REMOVALS_GROUNDS,
	REMOVALS_YEARS,
	REMOVALS_ALL,
	REMOVALS_FEED,
	REMOVALS_ANY,
	REMOVALS_SLOTS
};

static const struct shape removals_shape = {
	.name = "removals",
	.n = REMOVALS_SLOTS,
	.slots = {
		[REMOVALS_PAGE] = LAYOUT_SLOT,
		[REMOVALS_TITLE] = { "title", SLOT_TEXT, NULL },
		[REMOVALS_COUNT] = { "count", SLOT_TEXT, NULL }, /* in force; empty: none */
		[REMOVALS_REVOKED] = { "revoked_count", SLOT_TEXT, NULL }, /* empty: none */
		[REMOVALS_REGIONS] = { "regions", SLOT_LIST, &filter_shape },
		[REMOVALS_GROUNDS] = { "grounds", SLOT_LIST, &filter_shape },
		[REMOVALS_YEARS] = { "years", SLOT_LIST, &removal_year_shape },
		[REMOVALS_FEED] = { "feed", SLOT_TEXT, NULL },
		[REMOVALS_ANY] = { "any", SLOT_FLAG, NULL },
		[REMOVALS_ALL] = { "all", SLOT_TEXT, NULL }, /* empty: this page is it */
	},
};

struct selection { /* what one page of the register shows */
	const struct region_outline *region; /* or */
	const struct ground_outline *ground; /* or neither: all */
	const struct event *const *events;
	size_t n;
};

static size_t regions_with_removals(const struct outline *o)
{
	size_t n = 0;

	for (size_t i = 0; i < o->regions.n; i++)
		n += o->regions.items[i].removals.n > 0;
	return n;
}

/* All, then those of regions, then those on grounds. */
static struct selection select_removals(const struct page_context *ctx, size_t i)
{
	const struct outline *o = ctx->outline;
	const struct ground_outline *g;

	if (i == 0)
		return (struct selection){ NULL, NULL, o->removals.items, o->removals.n };
	i--;
	for (size_t k = 0; k < o->regions.n; k++) {
		const struct region_outline *r = &o->regions.items[k];

		if (r->removals.n && i-- == 0)
			return (struct selection){ r, NULL, r->removals.items, r->removals.n };
	}
	g = &o->grounds.items[i];
	return (struct selection){ NULL, g, g->removals.items, g->removals.n };
}

static size_t removals_count(const struct page_context *ctx)
{
	return 1 + regions_with_removals(ctx->outline) + ctx->outline->grounds.n;
}

static void removals_address(const struct page_context *ctx, size_t i, struct buf *out)
{
	struct selection s = select_removals(ctx, i);

	if (s.region)
		address_region_removals(out, s.region->region);
	else if (s.ground)
		address_ground(out, s.ground->code);
	else
		buf_add_str(out, ADDRESS_REMOVALS);
}

static const char *removals_origin(const struct page_context *ctx, size_t i)
{
	struct selection s = select_removals(ctx, i);

	if (s.region)
		return s.region->region->path;
	return s.ground && s.ground->code ? s.ground->code : "templates/pages/removals.html";
}

static void fill_head(const struct page *p, struct value *frame, const struct selection *s)
{
	const char *title = "移出与取消资格登记";

	if (s->region)
		title = page_printf(p, "%s名单的移出与取消资格登记", s->region->region->name);
	else if (s->ground)
		title = page_printf(p, "移出与取消资格登记：%s", ground_words(s->ground));
	fill_layout(p, &frame[REMOVALS_PAGE],
		    &(struct layout){
			    .title = title,
			    .here = s->ground ? ground_words(s->ground) : "移出与取消资格",
			    .description = page_printf(
				    p, "%s：哪个单位、从哪个名单、因为什么、依据哪份文告", title),
			    .region = s->region ? s->region->region : NULL,
			    .column_name = "移出与取消资格",
			    .column_type = "信息公开",
			    .via = { s->ground ? link_address(p, ADDRESS_REMOVALS) : NULL,
				     s->ground ? "移出与取消资格" : NULL } });
	value_text(&frame[REMOVALS_TITLE], title);
}

static void removal_made_from(const struct made_from *m, const struct event *e, struct digester *d)
{
	const struct standing *s = registry_standing(m->ctx->registry, e->row->id);

	digest_event(d, m, e);
	digest_link(d, m, e->row->id);
	if (s) /* its place, and the spell that was ended */
		digest_standing(d, m, s);
}

static void removals_made_from(const struct made_from *m, size_t i, struct digester *d)
{
	const struct outline *o = m->ctx->outline;
	struct selection s = select_removals(m->ctx, i);

	for (size_t k = 0; k < o->regions.n; k++)
		digest_number(d, (int64_t)o->regions.items[k].removals.n);
	for (size_t k = 0; k < o->grounds.n; k++) {
		digest_text(d, o->grounds.items[k].code);
		digest_number(d, (int64_t)o->grounds.items[k].removals.n);
	}
	digest_text(d, s.region ? s.region->region->code : s.ground ? s.ground->code : NULL);
	for (size_t k = 0; k < s.n; k++)
		removal_made_from(m, s.events[k], d);
}

static void removals_render(const struct page *p, size_t i, const struct page_templates *t,
			    struct buf *out)
{
	struct selection s = select_removals(p->ctx, i);
	size_t in_force = removals_in_force(p, s.events, s.n);
	struct value frame[REMOVALS_SLOTS] = { 0 };

	fill_head(p, frame, &s);
	if (in_force)
		value_text(&frame[REMOVALS_COUNT], page_printf(p, "%zu", in_force));
	if (in_force < s.n)
		value_text(&frame[REMOVALS_REVOKED], page_printf(p, "%zu", s.n - in_force));
	fill_regions(p, &frame[REMOVALS_REGIONS], s.region);
	fill_grounds(p, &frame[REMOVALS_GROUNDS], s.ground);
	fill_removal_years(p, &frame[REMOVALS_YEARS], s.events, s.n);
	value_text(&frame[REMOVALS_FEED], link_address(p, ADDRESS_REMOVALS_FEED));
	value_flag(&frame[REMOVALS_ANY], p->ctx->outline->removals.n);
	if (i > 0)
		value_text(&frame[REMOVALS_ALL], link_address(p, ADDRESS_REMOVALS));
	template_render(t->page, frame, out);
}

const struct page_kind page_removals = {
	.template = "pages/removals",
	.shape = &removals_shape,
	.count = removals_count,
	.address = removals_address,
	.origin = removals_origin,
	.made_from = removals_made_from,
	.render = removals_render,
};
