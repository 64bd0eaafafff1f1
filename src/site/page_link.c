/* The links of a page: each leads somewhere, and none makes a browser load from elsewhere. */
#include <string.h>

#include "pages/address.h"
#include "site/html.h"
#include "site/links.h"
#include "site/page_fault.h"

static bool begins_with(struct str s, const char *start)
{
	return s.len >= strlen(start) && memcmp(s.data, start, strlen(start)) == 0;
}

/* A link that leads nowhere, or whose place on another page is seen to later. Keyed by where it leads. */
static void note_link(struct page_checker *c, const struct planned *to, bool nowhere)
{
	struct page_fault fault = {
		.id = to ? F_LINK_FRAGMENT : F_LINK_BROKEN,
		.from = c->page->address,
		.what = c->url.data,
		.to = to,
		.fragment = c->fragment.data,
	};

	buf_clear(&c->key);
	buf_add_slice(&c->key, buf_str(nowhere ? &c->url : &c->address));
	buf_add_char(&c->key, '#');
	buf_add_slice(&c->key, buf_str(&c->fragment));
	page_fault_add(c, c->key.data, fault);
}

/* Out of the portal: a link that a reader follows by a way that does no harm. */
static void check_outside(struct page_checker *c, bool loads)
{
	static const char *const schemes[] = { "https://", "http://", "mailto:", "tel:" };
	const struct str url = buf_str(&c->url);
	bool known = false;

	if (loads) {
		page_fault(c, F_PAGE_FOREIGN, url, NULL);
		return;
	}
	for (size_t i = 0; i < ARRAY_LEN(schemes); i++)
		known = known || begins_with(url, schemes[i]);
	if (!known)
		page_fault(c, F_PAGE_POLICY, url, NULL);
	else if (page_kinds[c->page->kind] == &page_report && !begins_with(url, "http") &&
		 memchr(url.data, '?', url.len))
		page_fault(c, F_PAGE_REPORT, url, NULL);
}

/* A page on reports is the same for every company, and leads to none. */
static void check_report(struct page_checker *c)
{
	if (page_kinds[c->page->kind] == &page_report && begins_with(buf_str(&c->address), "entity/"))
		page_fault(c, F_PAGE_REPORT, buf_str(&c->url), NULL);
}

/* The entries that government web sites have on each page. */
static void note_entry(struct page_checker *c)
{
	const char *address = c->address.data;

	if (*address == *ADDRESS_ABOUT && strcmp(address, ADDRESS_ABOUT) == 0)
		c->leads_to_errors = c->leads_to_errors || strcmp(c->fragment.data, "errors") == 0;
	else if (*address == *ADDRESS_REPORTS && strcmp(address, ADDRESS_REPORTS) == 0)
		c->leads_to_reports = true;
}

/* luce publish writes it beside the site, with an entry for every notice that the site shows. */
static bool is_of_log(const struct page_checker *c)
{
	return c->ctx->content->site.log && begins_with(buf_str(&c->address), "log/");
}

static void check_link(struct page_checker *c, const struct page_link *link)
{
	const struct planned *to = NULL;
	enum link_target target;

	buf_clear(&c->url);
	buf_clear(&c->address);
	buf_clear(&c->fragment);
	buf_add_str(&c->url, "");
	html_unescape(&c->url, link->url);
	target = link_resolve(c->page->address, c->ctx->base_url, buf_str(&c->url), &c->address,
			      &c->fragment);
	if (target == LINK_OUTSIDE) {
		check_outside(c, link->loads);
		return;
	}
	if (target == LINK_INSIDE && is_of_log(c))
		return;
	if (target == LINK_INSIDE) {
		to = plan_find(c->plan, c->address.data);
		note_entry(c);
		check_report(c);
	}
	if (to && (!c->fragment.len ||
		   (to == c->page && page_has_id(buf_str(&c->scan.ids), c->fragment.data))))
		return;
	note_link(c, to, target == LINK_NOWHERE);
}

void page_links_check(struct page_checker *c)
{
	c->leads_to_errors = c->leads_to_reports = false;
	for (size_t i = 0; i < c->scan.n_links; i++)
		check_link(c, &c->scan.links[i]);
}
