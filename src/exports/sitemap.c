/*
 * The sitemap (sitemaps.org): an index, and parts of at most 50,000 pages.
 * It needs absolute addresses, so there is none where the base URL is not
 * known.
 */
#include "base/escape.h"
#include "exports/common.h"
#include "pages/address.h"
#include "pages/made_from.h"

enum { URLS_MOST = 50000 }; /* of a part */

#define NAMESPACE "xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\""

static size_t parts(const struct exports *x)
{
	return (x->n_pages + URLS_MOST - 1) / URLS_MOST;
}

static size_t sitemap_count(const struct exports *x)
{
	return x->ctx->base_url ? 1 + parts(x) : 0;
}

/* The index, then its parts from 1. */
static void sitemap_address(const struct exports *x, size_t i, struct buf *out)
{
	(void)x;
	if (i)
		buf_add_format(out, "sitemap-%zu.xml", i);
	else
		buf_add_str(out, ADDRESS_SITEMAP);
}

static void add_url(const struct exports *x, const char *element, const char *address, struct buf *out)
{
	struct buf url = BUF_INIT;

	buf_add_str(&url, x->ctx->base_url);
	escape_url_path(&url, str_from(address));
	buf_add_format(out, "<%s><loc>", element);
	escape_html(out, buf_str(&url));
	buf_add_format(out, "</loc></%s>\n", element);
	buf_release(&url);
}

static void add_index(const struct exports *x, struct buf *out)
{
	struct buf address = BUF_INIT;

	buf_add_str(out, "<sitemapindex " NAMESPACE ">\n");
	for (size_t i = 1; i <= parts(x); i++) {
		buf_clear(&address);
		sitemap_address(x, i, &address);
		add_url(x, "sitemap", address.data, out);
	}
	buf_add_str(out, "</sitemapindex>\n");
	buf_release(&address);
}

static void add_part(const struct exports *x, size_t part, struct buf *out)
{
	size_t first = (part - 1) * URLS_MOST, end = first + URLS_MOST;

	buf_add_str(out, "<urlset " NAMESPACE ">\n");
	for (size_t i = first; i < end && i < x->n_pages; i++)
		add_url(x, "url", x->pages[i], out);
	buf_add_str(out, "</urlset>\n");
}

static void sitemap_render(const struct export *e, size_t i, struct buf *out)
{
	buf_add_str(out, "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n");
	if (export_demo(e->all))
		buf_add_str(out, "<!-- " EXPORT_MARK " -->\n");
	if (i)
		add_part(e->all, i, out);
	else
		add_index(e->all, out);
}

static void sitemap_made_from(const struct exports *x, const struct made_from *m, size_t i,
			      struct digester *d)
{
	size_t first = i ? (i - 1) * URLS_MOST : 0, end = first + URLS_MOST;

	(void)m;
	digest_number(d, (int64_t)parts(x));
	for (size_t k = first; i && k < end && k < x->n_pages; k++)
		digest_text(d, x->pages[k]);
}

const struct export_kind export_sitemap = {
	.name = "sitemap",
	.count = sitemap_count,
	.address = sitemap_address,
	.made_from = sitemap_made_from,
	.render = sitemap_render,
};
