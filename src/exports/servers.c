/*
 * What robots and web servers are told. Headers say what a page cannot say of
 * itself (frame-ancestors), and keep visits to the report pages to the
 * visitor: no referrer, and no copy in a cache. What a server logs, and for
 * how long, is for whoever runs it to decide: 网络安全法 has a say in it.
 */
#include <string.h>

#include "exports/common.h"
#include "pages/address.h"

#define REPORT "report/" /* the folder of ADDRESS_REPORTS and address_report */

static void site_made_from(const struct exports *x, const struct made_from *m, size_t i,
			   struct digester *d)
{
	(void)x, (void)m, (void)i, (void)d; /* the site alone */
}

/* ---- robots.txt (RFC 9309) ---- */

static void robots_address(const struct exports *x, size_t i, struct buf *out)
{
	(void)x;
	(void)i;
	buf_add_str(out, ADDRESS_ROBOTS);
}

static void robots_render(const struct export *e, size_t i, struct buf *out)
{
	const char *base_url = e->all->ctx->base_url;

	(void)i;
	if (export_demo(e->all))
		buf_add_str(out, "# " EXPORT_MARK "网站，请勿收录\nUser-agent: *\nDisallow: /\n");
	else
		buf_add_str(out, "User-agent: *\nAllow: /\n");
	if (base_url && !export_demo(e->all))
		buf_add_format(out, "Sitemap: %s%s\n", base_url, ADDRESS_SITEMAP);
}

const struct export_kind export_robots = {
	.name = "robots.txt",
	.count = export_one,
	.address = robots_address,
	.made_from = site_made_from,
	.render = robots_render,
};

/* ---- headers ---- */

struct header {
	const char *name, *value;
};

static const struct header always[] = {
	{ "Content-Security-Policy",
	  "default-src 'none'; style-src 'self'; img-src 'self'; base-uri 'none'; "
	  "form-action 'none'; frame-ancestors 'none'" },
	{ "Referrer-Policy", "no-referrer" },
	{ "X-Content-Type-Options", "nosniff" },
	{ "X-Frame-Options", "DENY" },
	{ "Permissions-Policy",
	  "camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=()" },
	{ "Cross-Origin-Opener-Policy", "same-origin" },
	{ "Cross-Origin-Embedder-Policy", "require-corp" },
	{ "Cross-Origin-Resource-Policy", "same-origin" },
};
static const struct header secure = { "Strict-Transport-Security", "max-age=31536000" };
static const struct header unlisted = { "X-Robots-Tag", "noindex, noarchive" };
static const struct header unkept = { "Cache-Control", "no-store" };

enum { HEADERS_MOST = ARRAY_LEN(always) + 2 };

/* Those of every file. */
static size_t headers_of(const struct exports *x, struct header out[HEADERS_MOST])
{
	static const char https[] = "https://";
	size_t n = ARRAY_LEN(always);

	memcpy(out, always, sizeof(always));
	if (x->ctx->base_url && strncmp(x->ctx->base_url, https, strlen(https)) == 0)
		out[n++] = secure;
	if (export_demo(x))
		out[n++] = unlisted;
	return n;
}

static void add_mark(const struct exports *x, const char *what, struct buf *out)
{
	buf_add_format(out, "# luce: %s%s\n", export_demo(x) ? EXPORT_MARK "网站。" : "", what);
}

/* "https://a.cn/list/" -> "/list/": where the server finds the portal. */
static const char *root_of(const struct exports *x)
{
	const char *host = x->ctx->base_url ? strstr(x->ctx->base_url, "://") : NULL;
	const char *path = host ? strchr(host + 3, '/') : NULL;

	return path ? path : "/";
}

static void add_headers(const struct header *headers, size_t n, const char *format, struct buf *out)
{
	for (size_t i = 0; i < n; i++) {
		for (const char *s = format; *s; s++) {
			if (*s == '$')
				buf_add_str(out, headers[i].name);
			else if (*s == '*')
				buf_add_str(out, headers[i].value);
			else
				buf_add_char(out, *s);
		}
	}
}

static void add_plain(const struct exports *x, const struct header *headers, size_t n, struct buf *out)
{
	add_mark(x, "HTTP 头，供静态托管服务读取。", out);
	buf_add_format(out, "%s*\n", root_of(x));
	add_headers(headers, n, "  $: *\n", out);
	buf_add_format(out, "%s" REPORT "*\n", root_of(x));
	add_headers(&unkept, 1, "  $: *\n", out);
}

/* A location with headers of its own does not get those of the server: they are said again. */
static void add_nginx(const struct exports *x, const struct header *headers, size_t n, struct buf *out)
{
	add_mark(x, "nginx：在 server { } 内 include 本文件。", out);
	buf_add_str(out, "charset utf-8;\n"
			 "charset_types text/css text/plain text/csv text/calendar application/json "
			 "application/atom+xml;\n");
	buf_add_format(out, "error_page 404 %s" ADDRESS_MISSING ";\n", root_of(x));
	add_headers(headers, n, "add_header $ \"*\" always;\n", out);
	buf_add_format(out, "location %s" REPORT " {\n", root_of(x));
	add_headers(headers, n, "\tadd_header $ \"*\" always;\n", out);
	add_headers(&unkept, 1, "\tadd_header $ \"*\" always;\n", out);
	buf_add_str(out, "}\n");
}

static void add_caddy(const struct exports *x, const struct header *headers, size_t n, struct buf *out)
{
	add_mark(x, "Caddy：在站点块内 import 本文件。", out);
	buf_add_str(out, "header {\n");
	add_headers(headers, n, "\t$ \"*\"\n", out);
	buf_add_format(out, "}\nheader %s" REPORT "* {\n", root_of(x));
	add_headers(&unkept, 1, "\t$ \"*\"\n", out);
	buf_add_format(out,
		       "}\nhandle_errors {\n\trewrite * %s" ADDRESS_MISSING "\n\tfile_server\n}\n",
		       root_of(x));
}

static const struct server {
	const char *address;
	void (*add)(const struct exports *x, const struct header *headers, size_t n, struct buf *out);
} servers[] = {
	{ "_headers", add_plain },
	{ "headers/nginx.conf", add_nginx },
	{ "headers/Caddyfile", add_caddy },
};

static size_t headers_count(const struct exports *x)
{
	(void)x;
	return ARRAY_LEN(servers);
}

static void headers_address(const struct exports *x, size_t i, struct buf *out)
{
	(void)x;
	buf_add_str(out, servers[i].address);
}

static void headers_render(const struct export *e, size_t i, struct buf *out)
{
	struct header headers[HEADERS_MOST];
	size_t n = headers_of(e->all, headers);

	servers[i].add(e->all, headers, n, out);
}

const struct export_kind export_headers = {
	.name = "headers of servers",
	.count = headers_count,
	.address = headers_address,
	.made_from = site_made_from,
	.render = headers_render,
};
