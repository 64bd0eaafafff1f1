/* 404: what a server shows under any address it does not know, so its links need the base URL. */
#include "pages/address.h"
#include "pages/layout.h"
#include "pages/made_from.h"

enum { MISSING_PAGE, MISSING_SLOTS };
static const struct shape missing_shape = {
	.name = "missing",
	.n = MISSING_SLOTS,
	.slots = {
		[MISSING_PAGE] = LAYOUT_SLOT,
	},
};

static size_t missing_count(const struct page_context *ctx)
{
	(void)ctx;
	return 1;
}

static void missing_address(const struct page_context *ctx, size_t i, struct buf *out)
{
	(void)ctx, (void)i;
	buf_add_str(out, ADDRESS_MISSING);
}

static const char *missing_origin(const struct page_context *ctx, size_t i)
{
	(void)ctx, (void)i;
	return "templates/pages/missing.html";
}

static void missing_made_from(const struct made_from *m, size_t i, struct digester *d)
{
	(void)m, (void)i, (void)d; /* the site alone */
}

static void missing_render(const struct page *p, size_t i, const struct page_templates *t,
			   struct buf *out)
{
	struct page anywhere = *p;
	struct value frame[MISSING_SLOTS] = { 0 };

	(void)i;
	anywhere.anywhere = true;
	fill_layout(&anywhere, &frame[MISSING_PAGE], &(struct layout){ .title = "没有这个网页" });
	template_render(t->page, frame, out);
}

const struct page_kind page_missing = {
	.template = "pages/missing",
	.shape = &missing_shape,
	.count = missing_count,
	.address = missing_address,
	.origin = missing_origin,
	.made_from = missing_made_from,
	.render = missing_render,
};
