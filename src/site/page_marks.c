/* What every page of the portal has, and what none may have. */
#define _GNU_SOURCE /* memmem */
#include <stdio.h>
#include <string.h>

#include "site/page_fault.h"

/* 示例: what a demonstration is marked with, and an official site is not. */
#define MARK "示例"

enum { EXCERPT = 36 }; /* bytes on either side of a mark, at most */

static bool str_is(struct str s, const char *text)
{
	return s.len == strlen(text) && memcmp(s.data, text, s.len) == 0;
}

static bool has(struct str s, const char *text)
{
	return s.len && memmem(s.data, s.len, text, strlen(text));
}

/* ---- meta tags ---- */

enum tier {
	TIER_SITE = META_COLUMN_NAME,
	TIER_COLUMN = META_ARTICLE_TITLE,
	TIER_ARTICLE = PAGE_METAS
};

/* How many of page_meta_names a page has: the site's only where it is no column's and no article. */
static enum tier tier_of(const struct page_kind *kind)
{
	static const struct page_kind *const site[] = { &page_home, &page_entity, &page_about,
							&page_map,  &page_moved,  &page_missing };

	for (size_t i = 0; i < ARRAY_LEN(site); i++)
		if (kind == site[i])
			return TIER_SITE;
	return kind == &page_notice ? TIER_ARTICLE : TIER_COLUMN;
}

/* Whether there is nothing to be said in it, and it stands empty or not at all. */
static bool may_lack(const struct page_checker *c, size_t meta)
{
	const struct content *all = c->ctx->content;

	switch (meta) {
	case META_SITE_DOMAIN:
		return !c->ctx->base_url && all->site.status != SITE_OFFICIAL;
	case META_PUBLISHED:
		return c->ctx->outline->notices.items[c->page->index].notice->published == DATE_NONE;
	default:
		return false;
	}
}

static bool meta_sound(size_t meta, struct str value)
{
	char text[MINUTE_SIZE] = "";

	if (meta != META_PUBLISHED)
		return value.len > 0;
	if (value.len < sizeof(text))
		memcpy(text, value.data, value.len);
	return minute_parse(text) != DATE_NONE;
}

static void check_metas(struct page_checker *c)
{
	const struct page_kind *kind = page_kinds[c->page->kind];
	const size_t n = tier_of(kind);

	for (size_t i = 0; i < n; i++) {
		const struct str value = c->scan.metas[i];

		if (!(c->scan.odd & 1u << i) && (value.len ? meta_sound(i, value) : may_lack(c, i)))
			continue;
		page_fault(c, F_PAGE_META, str_from(page_meta_names[i]),
			   i < TIER_SITE ? "layout" : kind->template);
	}
}

/* ---- parts ---- */

static void lacks(struct page_checker *c, const char *what)
{
	page_fault(c, F_PAGE_LACKS, str_from(what), NULL);
}

/* The first link of the page leads to its main part. */
static bool skips(const struct page_scan *s)
{
	return s->skip.len > 1 && *s->skip.data == '#' && s->main_id.len == s->skip.len - 1 &&
	       memcmp(s->skip.data + 1, s->main_id.data, s->main_id.len) == 0;
}

/* Nothing is loaded but what is allowed, and nothing is allowed that would undo this. */
static bool is_strict(struct str policy)
{
	return has(policy, "default-src 'none'") && !has(policy, "'unsafe") && !has(policy, "*") &&
	       !has(policy, "http") && !has(policy, "data:");
}

static void check_counts(struct page_checker *c)
{
	static const struct {
		int part;
		const char *name;
	} once[] = { { PART_TITLE, "<title>" }, { PART_MAIN, "<main>" }, { PART_H1, "<h1>" } },
	  some[] = { { PART_CHARSET, "<meta charset=\"utf-8\">" },
		     { PART_VIEWPORT, "<meta name=\"viewport\">" },
		     { PART_HEADER, "<header>" },
		     { PART_NAV, "<nav>" },
		     { PART_FOOTER, "<footer>" } };
	const unsigned *parts = c->scan.parts;
	char number[16];

	for (size_t i = 0; i < ARRAY_LEN(once); i++)
		if (parts[once[i].part] != 1) {
			snprintf(number, sizeof(number), "%u", parts[once[i].part]);
			page_fault(c, F_PAGE_ONCE, str_from(once[i].name), number);
		}
	for (size_t i = 0; i < ARRAY_LEN(some); i++)
		if (!parts[some[i].part])
			lacks(c, some[i].name);
}

static void check_parts(struct page_checker *c)
{
	const struct page_scan *s = &c->scan;

	check_counts(c);
	if (!s->doctype)
		lacks(c, "<!DOCTYPE html>");
	if (!s->lang.len)
		lacks(c, "<html lang>");
	if (s->parts[PART_TITLE] && !s->title.len)
		lacks(c, "a text in <title>");
	if (!skips(s))
		lacks(c, "a first link to <main>");
	if (!is_strict(s->policy))
		lacks(c, "a strict Content-Security-Policy");
	if (!str_is(s->referrer, "no-referrer"))
		lacks(c, "<meta name=\"referrer\" content=\"no-referrer\">");
}

/* What 国办发〔2017〕47号 has at the foot of each page, and the way to 举报. */
static void check_entries(struct page_checker *c, struct str bytes)
{
	const struct site *site = &c->ctx->content->site;
	const char *foot = c->scan.footer, *end = bytes.data + bytes.len;
	const char *code = site->status == SITE_OFFICIAL ? site->site_code : "0000000000";

	if (foot && code && !has((struct str){ foot, (size_t)(end - foot) }, code))
		lacks(c, "the site code in <footer>");
	if (site->contact && !c->leads_to_errors)
		lacks(c, "a link to about/index.html#errors");
	if (!c->leads_to_reports)
		lacks(c, "a link to report/index.html");
}

/* ---- what may not be ---- */

static void check_flaws(struct page_checker *c)
{
	const bool report = page_kinds[c->page->kind] == &page_report;

	for (size_t i = 0; i < c->scan.n_flaws; i++) {
		const struct page_flaw *flaw = &c->scan.flaws[i];

		if (flaw->kind == FLAW_CONTROL && !report)
			continue;
		buf_clear(&c->url);
		buf_add_slice(&c->url, flaw->what);
		buf_add_str(&c->url, *flaw->what.data == '<' ? ">" : "");
		page_fault(c, flaw->kind == FLAW_POLICY ? F_PAGE_POLICY : F_PAGE_REPORT,
			   buf_str(&c->url), NULL);
	}
}

/* ---- 示例 ---- */

static bool is_bound(char c)
{
	return (unsigned char)c < 0x80 && !(c >= '0' && c <= '9') && !(c >= 'a' && c <= 'z') &&
	       !(c >= 'A' && c <= 'Z');
}

/* The words around it, between signs of ASCII, cut between characters. */
static struct str excerpt(struct str bytes, const char *mark)
{
	const char *from = mark, *to = mark + strlen(MARK), *end = bytes.data + bytes.len;

	while (from > bytes.data && mark - from < EXCERPT && !is_bound(from[-1]))
		from--;
	while (from < mark && (*from & 0xc0) == 0x80)
		from++;
	while (to < end && to - mark < EXCERPT && !is_bound(*to))
		to++;
	while (to < end && (*to & 0xc0) == 0x80)
		to--;
	return (struct str){ from, (size_t)(to - from) };
}

static void check_forgotten(struct page_checker *c, struct str bytes)
{
	const char *at = bytes.data, *end = at + bytes.len;

	while (at < end && (at = memmem(at, (size_t)(end - at), MARK, strlen(MARK)))) {
		struct str words = excerpt(bytes, at);

		page_fault(c, F_PAGE_SAMPLE, words, NULL);
		at = words.data + words.len;
	}
}

/* Said at the top, not only in what is shown. */
static void check_demo(struct page_checker *c)
{
	const struct page_scan *s = &c->scan;

	if (!s->body || !s->main || s->main < s->body ||
	    !has((struct str){ s->body, (size_t)(s->main - s->body) }, MARK))
		lacks(c, "示例 above <main>");
	if (!has(s->robots, "noindex"))
		lacks(c, "<meta name=\"robots\" content=\"noindex\">");
}

void text_check(struct page_checker *c, const struct planned *item, struct str bytes)
{
	c->page = item;
	if (c->ctx->content->site.status == SITE_OFFICIAL && bytes.len)
		check_forgotten(c, bytes);
}

void page_marks_check(struct page_checker *c, struct str bytes)
{
	check_metas(c);
	check_parts(c);
	check_entries(c, bytes);
	check_flaws(c);
	if (c->ctx->content->site.status != SITE_OFFICIAL)
		check_demo(c);
	else
		check_forgotten(c, bytes);
}
