#include "site/page_scan.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "site/html.h"

const char *const page_meta_names[PAGE_METAS] = {
	[META_SITE_NAME] = "SiteName",
	[META_SITE_DOMAIN] = "SiteDomain",
	[META_SITE_CODE] = "SiteIDCode",
	[META_COLUMN_NAME] = "ColumnName",
	[META_COLUMN_DESCRIPTION] = "ColumnDescription",
	[META_COLUMN_KEYWORDS] = "ColumnKeywords",
	[META_COLUMN_TYPE] = "ColumnType",
	[META_ARTICLE_TITLE] = "ArticleTitle",
	[META_PUBLISHED] = "PubDate",
	[META_SOURCE] = "ContentSource",
};

enum element {
	EL_OTHER,
	EL_A,
	EL_BODY,
	EL_CONTROL, /* of a form */
	EL_FOOTER,
	EL_FORBIDDEN, /* runs, styles, embeds or moves every link */
	EL_H1,
	EL_HEADER,
	EL_HTML,
	EL_LINK,
	EL_MAIN,
	EL_META,
	EL_NAV,
	EL_TITLE,
};

enum attribute {
	AT_OTHER,
	AT_CHARSET,
	AT_CONTENT,
	AT_FORBIDDEN,
	AT_HREF,
	AT_HTTP_EQUIV,
	AT_ID,
	AT_LANG,
	AT_NAME,
	AT_REL,
	AT_SRC,
	AT_SRCSET,
};

enum { LONGEST = 10, MOST_OF_A_LENGTH = 8 };

struct word {
	const char *name;
	int means;
};

/* By the length of the name: most names of a page are looked at once. */
static const struct word elements[LONGEST + 1][MOST_OF_A_LENGTH] = {
	[1] = { { "a", EL_A } },
	[2] = { { "h1", EL_H1 } },
	[3] = { { "nav", EL_NAV } },
	[4] = { { "body", EL_BODY },
		{ "html", EL_HTML },
		{ "link", EL_LINK },
		{ "main", EL_MAIN },
		{ "meta", EL_META },
		{ "area", EL_A },
		{ "base", EL_FORBIDDEN },
		{ "form", EL_CONTROL } },
	[5] = { { "title", EL_TITLE },
		{ "input", EL_CONTROL },
		{ "style", EL_FORBIDDEN },
		{ "embed", EL_FORBIDDEN },
		{ "frame", EL_FORBIDDEN },
		{ "audio", EL_FORBIDDEN },
		{ "video", EL_FORBIDDEN } },
	[6] = { { "header", EL_HEADER },
		{ "footer", EL_FOOTER },
		{ "button", EL_CONTROL },
		{ "select", EL_CONTROL },
		{ "script", EL_FORBIDDEN },
		{ "iframe", EL_FORBIDDEN },
		{ "object", EL_FORBIDDEN },
		{ "applet", EL_FORBIDDEN } },
	[8] = { { "textarea", EL_CONTROL }, { "frameset", EL_FORBIDDEN } },
};

static const struct word attributes[LONGEST + 1][MOST_OF_A_LENGTH] = {
	[2] = { { "id", AT_ID } },
	[3] = { { "rel", AT_REL }, { "src", AT_SRC } },
	[4] = { { "href", AT_HREF },
		{ "lang", AT_LANG },
		{ "name", AT_NAME },
		{ "data", AT_SRC },
		{ "ping", AT_FORBIDDEN } },
	[5] = { { "style", AT_FORBIDDEN } },
	[6] = { { "srcset", AT_SRCSET },
		{ "poster", AT_SRC },
		{ "srcdoc", AT_FORBIDDEN },
		{ "action", AT_FORBIDDEN } },
	[7] = { { "charset", AT_CHARSET }, { "content", AT_CONTENT } },
	[10] = { { "http-equiv", AT_HTTP_EQUIV },
		 { "xlink:href", AT_HREF },
		 { "background", AT_SRC },
		 { "formaction", AT_FORBIDDEN } },
};

static int meaning(const struct word words[][MOST_OF_A_LENGTH], struct str name)
{
	const struct word *row;

	if (!name.len || name.len > LONGEST)
		return 0;
	row = words[name.len];
	for (size_t i = 0; i < MOST_OF_A_LENGTH && row[i].name; i++)
		if ((name.data[0] | 0x20) == row[i].name[0] && html_name_is(name, row[i].name))
			return row[i].means;
	return 0;
}

/* ---- one tag ---- */

struct tag {
	struct str name;
	int element;
	struct str meta_name, content, http_equiv, rel, href, id;
	bool charset;
};

static void add_flaw(struct page_scan *s, enum page_flaw_kind kind, struct str what)
{
	ARRAY_GROW(s->flaws, s->n_flaws, s->flaws_cap);
	s->flaws[s->n_flaws++] = (struct page_flaw){ kind, what };
}

static void add_link(struct page_scan *s, struct str url, bool loads)
{
	ARRAY_GROW(s->links, s->n_links, s->links_cap);
	s->links[s->n_links++] = (struct page_link){ url, loads };
}

static bool is_space(char c)
{
	return c == ' ' || c == '\n' || c == '\t' || c == '\r' || c == '\f';
}

/* The next word of the text, up to a space or the byte `end`; its length is 0 at the end. */
static struct str next_word(struct str *text, char end)
{
	struct str word;

	while (text->len && (is_space(*text->data) || *text->data == end)) {
		text->data++;
		text->len--;
	}
	word = (struct str){ text->data, 0 };
	while (text->len && !is_space(*text->data) && *text->data != end) {
		text->data++;
		text->len--;
		word.len++;
	}
	return word;
}

/* "a.png, b.png 2x": of each candidate the first word. */
static void add_candidates(struct page_scan *s, struct str set)
{
	while (set.len) {
		const char *comma = memchr(set.data, ',', set.len);
		struct str one = { set.data, comma ? (size_t)(comma - set.data) : set.len };
		size_t step = one.len + (comma != NULL);
		struct str url = next_word(&one, ',');

		if (url.len)
			add_link(s, url, true);
		set.data += step;
		set.len -= step;
	}
}

static void keep_id(struct page_scan *s, struct tag *t, struct str id)
{
	t->id = id;
	html_unescape(&s->ids, id);
	buf_add_char(&s->ids, '\0');
}

static void take_attribute(struct page_scan *s, struct tag *t, const struct html_attribute *a)
{
	int means = meaning(attributes, a->name);

	switch (means) {
	case AT_ID:
		keep_id(s, t, a->value);
		break;
	case AT_HREF:
		t->href = a->value;
		break;
	case AT_REL:
		t->rel = a->value;
		break;
	case AT_SRC:
		add_link(s, a->value, true);
		break;
	case AT_SRCSET:
		add_candidates(s, a->value);
		break;
	case AT_NAME:
		t->meta_name = a->value;
		break;
	case AT_CONTENT:
		t->content = a->value;
		break;
	case AT_HTTP_EQUIV:
		t->http_equiv = a->value;
		break;
	case AT_CHARSET:
		t->charset = html_name_is(a->value, "utf-8");
		break;
	case AT_LANG:
		if (t->element == EL_HTML)
			s->lang = a->value;
		break;
	default:
		if (means == AT_FORBIDDEN || (a->name.len > 2 && (a->name.data[0] | 0x20) == 'o' &&
					      (a->name.data[1] | 0x20) == 'n'))
			add_flaw(s, FLAW_POLICY, a->name);
	}
}

/* ---- elements ---- */

static bool str_is(struct str s, const char *text)
{
	return s.len == strlen(text) && memcmp(s.data, text, s.len) == 0;
}

/* <meta name="X" content="…">: programs that read these tags know no other way to write them. */
static bool is_plain(const struct tag *t)
{
	static const char before[] = "meta name=\"", between[] = "\" content=\"";
	const char *name = t->name.data + sizeof(before) - 1;

	return t->content.data && memcmp(t->name.data, before, sizeof(before) - 1) == 0 &&
	       t->meta_name.data == name &&
	       t->content.data == name + t->meta_name.len + sizeof(between) - 1 &&
	       memcmp(name + t->meta_name.len, between, sizeof(between) - 1) == 0;
}

static void take_named_meta(struct page_scan *s, const struct tag *t)
{
	if (str_is(t->meta_name, "robots"))
		s->robots = t->content;
	else if (str_is(t->meta_name, "referrer"))
		s->referrer = t->content;
	else if (str_is(t->meta_name, "viewport"))
		s->parts[PART_VIEWPORT]++;
	for (size_t i = 0; i < PAGE_METAS; i++) {
		if (!str_is(t->meta_name, page_meta_names[i]))
			continue;
		s->odd |= s->metas[i].data || !is_plain(t) ? 1u << i : 0;
		s->metas[i] = t->content;
	}
}

static void take_meta(struct page_scan *s, const struct tag *t)
{
	s->parts[PART_CHARSET] += t->charset;
	if (t->meta_name.len)
		take_named_meta(s, t);
	if (html_name_is(t->http_equiv, "content-security-policy"))
		s->policy = t->content;
	else if (html_name_is(t->http_equiv, "refresh"))
		add_flaw(s, FLAW_POLICY, t->http_equiv);
}

/* A <link> of these kinds alone is a mere link: all others make the browser get something. */
static bool rel_loads(struct str rel)
{
	static const char *const mere[] = { "canonical", "alternate", "author", "license",
					    "next",	 "prev",      "up" };
	struct str word;
	bool any = false;

	while ((word = next_word(&rel, ' ')).len) {
		bool known = false;

		for (size_t i = 0; i < ARRAY_LEN(mere); i++)
			known = known || html_name_is(word, mere[i]);
		if (!known)
			return true;
		any = true;
	}
	return !any;
}

static void take_href(struct page_scan *s, const struct tag *t)
{
	if (!t->href.data)
		return;
	if (t->element == EL_A && !s->skip.data)
		s->skip = t->href;
	add_link(s, t->href, t->element == EL_LINK ? rel_loads(t->rel) : t->element != EL_A);
}

/* What stands between a tag and the next one. */
static struct str text_behind(const struct html_scan *scan)
{
	const char *end = memchr(scan->at, '<', (size_t)(scan->end - scan->at));

	return (struct str){ scan->at, (size_t)((end ? end : scan->end) - scan->at) };
}

static void take_part(struct page_scan *s, const struct tag *t, const struct html_scan *scan)
{
	static const int parts[] = {
		[EL_FOOTER] = PART_FOOTER, [EL_H1] = PART_H1,	[EL_HEADER] = PART_HEADER,
		[EL_MAIN] = PART_MAIN,	   [EL_NAV] = PART_NAV, [EL_TITLE] = PART_TITLE,
	};

	s->parts[parts[t->element]]++;
	if (t->element == EL_TITLE)
		s->title = text_behind(scan);
	if (t->element == EL_FOOTER)
		s->footer = scan->at;
	if (t->element == EL_MAIN && !s->main) {
		s->main = scan->at;
		s->main_id = t->id;
	}
}

static void take_tag(struct page_scan *s, const struct tag *t, const struct html_scan *scan)
{
	const struct str opened = { t->name.data - 1, t->name.len + 1 };

	take_href(s, t);
	switch (t->element) {
	case EL_OTHER:
	case EL_A:
	case EL_HTML:
	case EL_LINK:
		break;
	case EL_META:
		take_meta(s, t);
		break;
	case EL_BODY:
		s->body = scan->at;
		break;
	case EL_FORBIDDEN:
		add_flaw(s, FLAW_POLICY, opened);
		break;
	case EL_CONTROL:
		add_flaw(s, FLAW_CONTROL, opened);
		break;
	default:
		take_part(s, t, scan);
	}
}

static void start(struct page_scan *s, struct str page)
{
	static const char doctype[] = "<!DOCTYPE html>";
	struct page_scan fresh = {
		.links = s->links,
		.links_cap = s->links_cap,
		.flaws = s->flaws,
		.flaws_cap = s->flaws_cap,
		.ids = s->ids,
	};

	buf_clear(&fresh.ids);
	fresh.doctype = page.len >= sizeof(doctype) - 1 &&
			memcmp(page.data, doctype, sizeof(doctype) - 1) == 0;
	*s = fresh;
}

void page_scan(struct page_scan *s, struct str page)
{
	struct html_scan scan = { page.data, page.data + page.len };
	struct html_attribute a;
	struct str name;

	start(s, page);
	while (html_tag_next(&scan, &name)) {
		struct tag t = { .name = name, .element = meaning(elements, name) };

		while (html_attribute_next(&scan, &a))
			take_attribute(s, &t, &a);
		take_tag(s, &t, &scan);
	}
}

bool page_has_id(struct str ids, const char *id)
{
	for (const char *s = ids.data; s < ids.data + ids.len; s += strlen(s) + 1)
		if (strcmp(s, id) == 0)
			return true;
	return false;
}

void page_scan_release(struct page_scan *s)
{
	free(s->links);
	free(s->flaws);
	buf_release(&s->ids);
}
