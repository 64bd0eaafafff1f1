/* 关于本站: what the portal is, what holds, what it does not do. All of it is in the template. */
#include "pages/address.h"
#include "pages/layout.h"
#include "pages/made_from.h"

enum { ABOUT_PAGE, ABOUT_DESCRIPTION, ABOUT_SLOTS };
static const struct shape about_shape = {
	.name = "about",
	.n = ABOUT_SLOTS,
	.slots = {
		[ABOUT_PAGE] = LAYOUT_SLOT,
		[ABOUT_DESCRIPTION] = { "description", SLOT_TEXT, NULL },
	},
};

static size_t about_count(const struct page_context *ctx)
{
	(void)ctx;
	return 1;
}

static void about_address(const struct page_context *ctx, size_t i, struct buf *out)
{
	(void)ctx, (void)i;
	buf_add_str(out, ADDRESS_ABOUT);
}

static const char *about_origin(const struct page_context *ctx, size_t i)
{
	(void)ctx, (void)i;
	return "templates/pages/about.html";
}

static void about_made_from(const struct made_from *m, size_t i, struct digester *d)
{
	(void)m, (void)i, (void)d; /* the site alone */
}

static void about_render(const struct page *p, size_t i, const struct page_templates *t,
			 struct buf *out)
{
	struct value frame[ABOUT_SLOTS] = { 0 };

	(void)i;
	fill_layout(p, &frame[ABOUT_PAGE],
		    &(struct layout){ .title = "关于本站",
				      .description = "本站是什么，以什么为准，怎样纠错" });
	value_text(&frame[ABOUT_DESCRIPTION], p->ctx->content->site.description);
	template_render(t->page, frame, out);
}

const struct page_kind page_about = {
	.template = "pages/about",
	.shape = &about_shape,
	.count = about_count,
	.address = about_address,
	.origin = about_origin,
	.made_from = about_made_from,
	.render = about_render,
};
