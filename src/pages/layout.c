#include "pages/layout.h"

#include <string.h>

#include "pages/address.h"
#include "pages/parts.h"

/* ---- 栏目 and 文章 meta tags ---- */

enum { COLUMN_NAME, COLUMN_DESCRIPTION, COLUMN_KEYWORDS, COLUMN_TYPE, COLUMN_SLOTS };
static const struct shape column_shape = {
	.name = "column",
	.n = COLUMN_SLOTS,
	.slots = {
		[COLUMN_NAME] = { "name", SLOT_TEXT, NULL },
		[COLUMN_DESCRIPTION] = { "description", SLOT_TEXT, NULL },
		[COLUMN_KEYWORDS] = { "keywords", SLOT_TEXT, NULL },
		[COLUMN_TYPE] = { "type", SLOT_TEXT, NULL },
	},
};

enum { ARTICLE_TITLE, ARTICLE_PUBLISHED, ARTICLE_SOURCE, ARTICLE_SLOTS };
static const struct shape article_shape = {
	.name = "article",
	.n = ARTICLE_SLOTS,
	.slots = {
		[ARTICLE_TITLE] = { "title", SLOT_TEXT, NULL },
		[ARTICLE_PUBLISHED] = { "published", SLOT_TEXT, NULL }, /* empty: a copy that does not say when */
		[ARTICLE_SOURCE] = { "source", SLOT_TEXT, NULL },
	},
};

static void fill_column(const struct page *p, struct value *v, const struct layout *l)
{
	struct value *frame = page_frames(p, 1, COLUMN_SLOTS);
	const char *region = l->region ? l->region->name : "";

	if (!l->column_name)
		return;
	value_text(&frame[COLUMN_NAME], l->column_name);
	value_text(&frame[COLUMN_DESCRIPTION],
		   page_printf(p, "%s绿色制造名单：%s", region, l->column_name));
	value_text(&frame[COLUMN_KEYWORDS],
		   page_printf(p, "绿色制造名单,%s,%s", region, l->column_name));
	value_text(&frame[COLUMN_TYPE], l->column_type);
	value_group(v, frame);
}

static void fill_article(const struct page *p, struct value *v, const struct notice *n)
{
	struct value *frame;
	char published[MINUTE_SIZE];

	if (!n)
		return;
	frame = page_frames(p, 1, ARTICLE_SLOTS);
	value_text(&frame[ARTICLE_TITLE], n->title);
	value_text(&frame[ARTICLE_PUBLISHED],
		   arena_strdup(p->arena, minute_format(n->published, published)));
	value_text(&frame[ARTICLE_SOURCE],
		   n->transcribed ? n->transcribed->source : issuer_names(p, n, " "));
	value_group(v, frame);
}

/* ---- 当前位置 ---- */

/* From below the nation down to the page, which comes last and is no link. The nation's own way is itself. */
static void fill_way(const struct page *p, struct value *v, const struct layout *l)
{
	enum { MOST = 8 };
	const struct region *above[MOST];
	const struct region_outline *r =
		l->region ? outline_region(p->ctx->outline, l->region->code) : NULL;
	struct value *steps = page_frames(p, MOST + 1, LINK_SLOTS), *step = steps;
	size_t n = 0;

	if (r && l->is_region)
		r = r->parent && r->parent->parent ? r->parent : NULL;
	for (; r && n < MOST; r = r->parent)
		if (r->parent || !n)
			above[n++] = r->region;
	for (; n > 0; n--, step += LINK_SLOTS) {
		value_text(&step[LINK_HREF], link_region(p, above[n - 1]));
		value_text(&step[LINK_TEXT], above[n - 1]->name);
	}
	if (l->via.text) {
		value_text(&step[LINK_HREF], l->via.href);
		value_text(&step[LINK_TEXT], l->via.text);
		step += LINK_SLOTS;
	}
	fill_list(p, v, steps, (size_t)(step - steps) / LINK_SLOTS, LINK_SLOTS);
}

/* ---- the group ---- */

enum {
	PAGE_TITLE,
	PAGE_DESCRIPTION,
	PAGE_URL, /* absolute; empty where the base URL is not known */
	PAGE_FEED,
	PAGE_HOME,
	PAGE_STYLE,
	PAGE_SITE,
	PAGE_DOMAIN,
	PAGE_CODE,
	PAGE_DEMO,
	PAGE_COLUMN,
	PAGE_ARTICLE,
	PAGE_WAY,
	PAGE_HERE,
	PAGE_ORGANISER,
	PAGE_CONTACT,
	PAGE_ICP,
	PAGE_POLICE_RECORD,
	PAGE_ENTITIES,
	PAGE_REMOVALS,
	PAGE_RULES,
	PAGE_ASSESSORS,
	PAGE_REPORTS,
	PAGE_DATA,
	PAGE_AUDIT,
	PAGE_MAP,
	PAGE_ABOUT,
	PAGE_CHECKS,
	PAGE_SLOTS
};

const struct shape layout_shape = {
	.name = "page",
	.n = PAGE_SLOTS,
	.slots = {
		[PAGE_TITLE] = { "title", SLOT_TEXT, NULL },
		[PAGE_DESCRIPTION] = { "description", SLOT_TEXT, NULL },
		[PAGE_URL] = { "url", SLOT_TEXT, NULL },
		[PAGE_FEED] = { "feed", SLOT_TEXT, NULL },
		[PAGE_HOME] = { "home", SLOT_TEXT, NULL },
		[PAGE_STYLE] = { "style", SLOT_TEXT, NULL },
		[PAGE_SITE] = { "site", SLOT_TEXT, NULL },
		[PAGE_DOMAIN] = { "domain", SLOT_TEXT, NULL },
		[PAGE_CODE] = { "code", SLOT_TEXT, NULL },
		[PAGE_DEMO] = { "demo", SLOT_FLAG, NULL },
		[PAGE_COLUMN] = { "column", SLOT_GROUP, &column_shape },
		[PAGE_ARTICLE] = { "article", SLOT_GROUP, &article_shape },
		[PAGE_WAY] = { "way", SLOT_LIST, &link_shape },
		[PAGE_HERE] = { "here", SLOT_TEXT, NULL },
		[PAGE_ORGANISER] = { "organiser", SLOT_TEXT, NULL },
		[PAGE_CONTACT] = { "contact", SLOT_TEXT, NULL },
		[PAGE_ICP] = { "icp", SLOT_TEXT, NULL },
		[PAGE_POLICE_RECORD] = { "police_record", SLOT_TEXT, NULL },
		[PAGE_ENTITIES] = { "entities", SLOT_TEXT, NULL },
		[PAGE_REMOVALS] = { "removals", SLOT_TEXT, NULL },
		[PAGE_RULES] = { "rules", SLOT_TEXT, NULL },
		[PAGE_ASSESSORS] = { "assessors", SLOT_TEXT, NULL },
		[PAGE_REPORTS] = { "reports", SLOT_TEXT, NULL },
		[PAGE_DATA] = { "data", SLOT_TEXT, NULL },
		[PAGE_AUDIT] = { "audit", SLOT_TEXT, NULL },
		[PAGE_MAP] = { "map", SLOT_TEXT, NULL },
		[PAGE_ABOUT] = { "about", SLOT_TEXT, NULL },
		[PAGE_CHECKS] = { "checks", SLOT_TEXT, NULL }, /* empty: it has no such page */
	},
};

/* "https://lsmd.example.gov.cn/a/" -> "lsmd.example.gov.cn" */
static const char *domain_of(const struct page *p, const char *base_url)
{
	const char *host = base_url ? strstr(base_url, "://") : NULL;

	if (!host)
		return NULL;
	host += 3;
	return arena_strndup(p->arena, host, strcspn(host, "/:"));
}

/* A demonstration shows no code and no record number that might be a real one's. */
static void fill_site(const struct page *p, struct value *frame)
{
	const struct site *s = &p->ctx->content->site;
	bool demo = s->status != SITE_OFFICIAL;

	value_text(&frame[PAGE_SITE], s->name);
	value_text(&frame[PAGE_DOMAIN], domain_of(p, p->ctx->base_url));
	value_text(&frame[PAGE_CODE], demo ? "0000000000" : s->site_code);
	value_flag(&frame[PAGE_DEMO], demo);
	value_text(&frame[PAGE_ORGANISER], s->organiser);
	value_text(&frame[PAGE_CONTACT], s->contact);
	value_text(&frame[PAGE_ICP], demo ? NULL : s->icp);
	value_text(&frame[PAGE_POLICE_RECORD], demo ? NULL : s->police_record);
}

static void fill_links(const struct page *p, struct value *frame)
{
	static const struct {
		int slot;
		const char *address;
	} links[] = {
		{ PAGE_HOME, ADDRESS_HOME },	     { PAGE_STYLE, ADDRESS_STYLE },
		{ PAGE_ENTITIES, ADDRESS_ENTITIES }, { PAGE_REMOVALS, ADDRESS_REMOVALS },
		{ PAGE_RULES, ADDRESS_RULES },	     { PAGE_ASSESSORS, ADDRESS_ASSESSORS },
		{ PAGE_REPORTS, ADDRESS_REPORTS },   { PAGE_DATA, ADDRESS_DATA },
		{ PAGE_AUDIT, ADDRESS_AUDIT },	     { PAGE_MAP, ADDRESS_MAP },
		{ PAGE_ABOUT, ADDRESS_ABOUT },
	};

	for (size_t i = 0; i < ARRAY_LEN(links); i++)
		value_text(&frame[links[i].slot], link_address(p, links[i].address));
	if (p->ctx->catalogue)
		value_text(&frame[PAGE_CHECKS], link_address(p, ADDRESS_CHECKS));
}

void fill_layout(const struct page *p, struct value *v, const struct layout *l)
{
	struct value *frame = page_frames(p, 1, PAGE_SLOTS);

	fill_site(p, frame);
	value_text(&frame[PAGE_TITLE], l->title);
	value_text(&frame[PAGE_DESCRIPTION], l->description);
	if (p->ctx->base_url && !p->anywhere)
		value_text(&frame[PAGE_URL], page_printf(p, "%s%s", p->ctx->base_url, p->address));
	value_text(&frame[PAGE_FEED], l->feed);
	fill_links(p, frame);
	fill_column(p, &frame[PAGE_COLUMN], l);
	fill_article(p, &frame[PAGE_ARTICLE], l->article);
	fill_way(p, &frame[PAGE_WAY], l);
	value_text(&frame[PAGE_HERE], l->here ? l->here : l->title);
	value_group(v, frame);
}
