/* What remains at an address that moved or ended (content/redirects.json). */
#include "pages/address.h"
#include "pages/layout.h"
#include "pages/made_from.h"
#include "pages/parts.h"

enum { MOVED_PAGE, MOVED_FROM, MOVED_TO, MOVED_REASON, MOVED_ON, MOVED_SLOTS };
static const struct shape moved_shape = {
	.name = "moved",
	.n = MOVED_SLOTS,
	.slots = {
		[MOVED_PAGE] = LAYOUT_SLOT,
		[MOVED_FROM] = { "from", SLOT_TEXT, NULL },
		[MOVED_TO] = { "to", SLOT_TEXT, NULL }, /* empty: it ended */
		[MOVED_REASON] = { "reason", SLOT_TEXT, NULL },
		[MOVED_ON] = { "on", SLOT_GROUP, &date_shape },
	},
};

/* From its day on: a build of an earlier one has the page itself. */
static bool has_moved(const struct page_context *ctx, size_t k)
{
	return ctx->content->redirects.items[k].on <= ctx->registry->as_of;
}

static size_t moved_count(const struct page_context *ctx)
{
	size_t n = 0;

	for (size_t k = 0; k < ctx->content->redirects.n; k++)
		n += has_moved(ctx, k);
	return n;
}

static const struct redirect *moved(const struct page_context *ctx, size_t i)
{
	for (size_t k = 0; k < ctx->content->redirects.n; k++)
		if (has_moved(ctx, k) && i-- == 0)
			return &ctx->content->redirects.items[k];
	return NULL;
}

static void moved_address(const struct page_context *ctx, size_t i, struct buf *out)
{
	buf_add_str(out, moved(ctx, i)->from);
}

static const char *moved_origin(const struct page_context *ctx, size_t i)
{
	(void)ctx, (void)i;
	return "content/redirects.json";
}

static void moved_made_from(const struct made_from *m, size_t i, struct digester *d)
{
	const struct redirect *r = moved(m->ctx, i);

	digest_text(d, r->from);
	digest_text(d, r->to);
	digest_text(d, r->reason);
	digest_number(d, r->on);
}

static void moved_render(const struct page *p, size_t i, const struct page_templates *t,
			 struct buf *out)
{
	const struct redirect *r = moved(p->ctx, i);
	struct value frame[MOVED_SLOTS] = { 0 };

	fill_layout(p, &frame[MOVED_PAGE],
		    &(struct layout){ .title = r->to ? "网页已移到新的网址" : "本网址已终止" });
	value_text(&frame[MOVED_FROM], r->from);
	value_text(&frame[MOVED_TO], r->to ? link_address(p, r->to) : NULL);
	value_text(&frame[MOVED_REASON], r->reason);
	fill_date(p, &frame[MOVED_ON], r->on);
	template_render(t->page, frame, out);
}

const struct page_kind page_moved = {
	.template = "pages/moved",
	.shape = &moved_shape,
	.count = moved_count,
	.address = moved_address,
	.origin = moved_origin,
	.made_from = moved_made_from,
	.render = moved_render,
};
