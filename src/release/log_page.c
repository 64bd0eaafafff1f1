#include "release/log_page.h"

#include <stdlib.h>
#include <string.h>

#include "base/hash.h"
#include "content/names.h"
#include "log/entry.h"
#include "pages/address.h"
#include "pages/common.h"
#include "pages/layout.h"
#include "pages/words.h"
#include "site/templates.h"

struct leaf {
	struct entry entry;
	size_t index;
};

struct making {
	const struct log_pages *in;
	struct leaf *leaves; /* by region, then by index */
	struct page_context ctx;
	struct arena *arena, page, row;
	struct template *whole, *region;
	struct log_page *pages;
	size_t n_pages;
	struct findings *f;
};

/* ---- an entry ---- */

enum {
	LEAF_INDEX,
	LEAF_ANCHOR,
	LEAF_ID,
	LEAF_TITLE,
	LEAF_TYPE,
	LEAF_HREF,
	LEAF_PUBLISHED,
	LEAF_HASH,
	LEAF_SLOTS
};
static const struct shape leaf_shape = {
	.name = "leaf",
	.n = LEAF_SLOTS,
	.slots = {
		[LEAF_INDEX] = { "index", SLOT_TEXT, NULL }, /* from 0, as the tree counts */
		[LEAF_ANCHOR] = { "anchor", SLOT_TEXT, NULL },
		[LEAF_ID] = { "id", SLOT_TEXT, NULL },
		[LEAF_TITLE] = { "title", SLOT_TEXT, NULL }, /* empty: it is no longer in the content */
		[LEAF_TYPE] = { "type", SLOT_TEXT, NULL },
		[LEAF_HREF] = { "href", SLOT_TEXT, NULL },
		[LEAF_PUBLISHED] = { "published", SLOT_GROUP, &date_shape },
		[LEAF_HASH] = { "hash", SLOT_TEXT, NULL },
	},
};

struct leaves { /* of a region */
	const struct page *page;
	struct making *making;
	const struct leaf *items;
	size_t n;
};

static const char *type_word(const struct entry *e)
{
	for (int i = 0; i < NOTICE_TYPES; i++)
		if (notice_type_names[i] && strcmp(notice_type_names[i], e->type) == 0)
			return word_notice_type(i);
	return e->type;
}

static bool next_leaf(void *ctx, size_t index, struct value *frame)
{
	const struct leaves *l = ctx;
	struct page row = page_row(l->page);
	const struct leaf *leaf;
	const struct notice *n;
	struct buf address = BUF_INIT;
	char hex[HASH_HEX_SIZE];

	memset(frame, 0, LEAF_SLOTS * sizeof(*frame));
	if (index >= l->n)
		return false;
	leaf = &l->items[index];
	n = content_notice(l->making->in->content, leaf->entry.id);
	value_text(&frame[LEAF_INDEX], page_printf(&row, "%zu", leaf->index));
	address_log_anchor(&address, leaf->entry.id);
	value_text(&frame[LEAF_ANCHOR], arena_strdup(row.arena, address.data));
	buf_clear(&address);
	value_text(&frame[LEAF_ID], leaf->entry.id);
	value_text(&frame[LEAF_TYPE], type_word(&leaf->entry));
	if (n) {
		address_notice(&address, n->id);
		value_text(&frame[LEAF_TITLE], n->title);
		value_text(&frame[LEAF_HREF], link_address(&row, address.data));
	}
	buf_release(&address);
	fill_minute(&row, &frame[LEAF_PUBLISHED], leaf->entry.published);
	hash_hex(l->making->in->log->hashes[leaf->index].bytes, hex);
	value_text(&frame[LEAF_HASH], arena_strdup(row.arena, hex));
	return true;
}

/* ---- pages ---- */

static const char *region_name(const struct making *m, const char *code)
{
	const struct region *r = content_region(m->in->content, code);

	return r ? r->name : code;
}

static struct page page_at(struct making *m, const char *address)
{
	return (struct page){
		.ctx = &m->ctx, .address = address, .arena = &m->page, .row = &m->row, .findings = m->f
	};
}

static void page_add(struct making *m, const char *address, struct template *t,
		     const struct value *frame)
{
	struct buf bytes = BUF_INIT;

	template_render(t, frame, &bytes);
	m->pages[m->n_pages++] = (struct log_page){
		arena_strdup(m->arena, address),
		{ arena_memdup(m->arena, bytes.data, bytes.len), bytes.len },
	};
	buf_release(&bytes);
	arena_clear(&m->page);
	arena_clear(&m->row);
}

enum { REGION_PAGE, REGION_TITLE, REGION_COUNT, REGION_WHOLE, REGION_LEAVES, REGION_SLOTS };
static const struct shape region_shape = {
	.name = "log of a region",
	.n = REGION_SLOTS,
	.slots = {
		[REGION_PAGE] = LAYOUT_SLOT,
		[REGION_TITLE] = { "title", SLOT_TEXT, NULL },
		[REGION_COUNT] = { "count", SLOT_TEXT, NULL },
		[REGION_WHOLE] = { "whole", SLOT_TEXT, NULL },
		[REGION_LEAVES] = { "leaves", SLOT_LIST, &leaf_shape },
	},
};

static void render_region(struct making *m, const char *code, const struct leaf *items, size_t n)
{
	struct buf address = BUF_INIT;
	struct page page;
	struct leaves leaves = { &page, m, items, n };
	struct value frame[REGION_SLOTS] = { 0 };
	const char *title;

	address_log_region(&address, code);
	page = page_at(m, address.data);
	title = page_printf(&page, "%s文告的公开日志", region_name(m, code));
	fill_layout(&page, &frame[REGION_PAGE],
		    &(struct layout){
			    .title = title,
			    .here = region_name(m, code),
			    .description = page_printf(&page, "%s每份文告在公开日志中的序号和叶子哈希",
						       region_name(m, code)),
			    .column_name = "公开日志",
			    .column_type = "信息公开",
			    .via = { link_address(&page, ADDRESS_LOG), "公开日志" } });
	value_text(&frame[REGION_TITLE], title);
	value_text(&frame[REGION_COUNT], page_printf(&page, "%zu", n));
	value_text(&frame[REGION_WHOLE], link_address(&page, ADDRESS_LOG));
	value_list(&frame[REGION_LEAVES], next_leaf, &leaves);
	page_add(m, address.data, m->region, frame);
	buf_release(&address);
}

enum { RELEASE_NAME, RELEASE_TIME, RELEASE_COMMIT, RELEASE_TAG, RELEASE_SLOTS };
static const struct shape release_shape = {
	.name = "release",
	.n = RELEASE_SLOTS,
	.slots = {
		[RELEASE_NAME] = { "name", SLOT_TEXT, NULL },
		[RELEASE_TIME] = { "time", SLOT_GROUP, &date_shape },
		[RELEASE_COMMIT] = { "commit", SLOT_TEXT, NULL },
		[RELEASE_TAG] = { "tag", SLOT_TEXT, NULL }, /* id of the tag itself */
	},
};

enum { COUNT_HREF, COUNT_NAME, COUNT_N, COUNT_SLOTS };
static const struct shape count_shape = {
	.name = "entries of a region",
	.n = COUNT_SLOTS,
	.slots = {
		[COUNT_HREF] = { "href", SLOT_TEXT, NULL },
		[COUNT_NAME] = { "name", SLOT_TEXT, NULL },
		[COUNT_N] = { "count", SLOT_TEXT, NULL },
	},
};

enum {
	WHOLE_PAGE,
	WHOLE_COUNT,
	WHOLE_CHECKPOINT,
	WHOLE_SIGNED,
	WHOLE_REGIONS,
	WHOLE_RELEASES,
	WHOLE_ANY_RELEASED,
	WHOLE_AUDIT,
	WHOLE_SLOTS
};
static const struct shape whole_shape = {
	.name = "log",
	.n = WHOLE_SLOTS,
	.slots = {
		[WHOLE_PAGE] = LAYOUT_SLOT,
		[WHOLE_COUNT] = { "count", SLOT_TEXT, NULL },
		[WHOLE_CHECKPOINT] = { "checkpoint", SLOT_TEXT, NULL },
		[WHOLE_SIGNED] = { "signed", SLOT_FLAG, NULL },
		[WHOLE_REGIONS] = { "regions", SLOT_LIST, &count_shape },
		[WHOLE_RELEASES] = { "releases", SLOT_LIST, &release_shape }, /* newest first */
		[WHOLE_ANY_RELEASED] = { "any_released", SLOT_FLAG, NULL },
		[WHOLE_AUDIT] = { "audit", SLOT_TEXT, NULL },
	},
};

static int newest_first(const void *a, const void *b)
{
	const struct release *x = a, *y = b;

	if (x->time != y->time)
		return x->time < y->time ? 1 : -1;
	return strcmp(x->name, y->name);
}

static void fill_releases(const struct making *m, const struct page *p, struct value *v)
{
	size_t n = m->in->n_releases;
	struct release *sorted = arena_memdup(p->arena, m->in->releases, n * sizeof(*sorted));
	struct value *items = page_frames(p, n, RELEASE_SLOTS);

	if (n)
		qsort(sorted, n, sizeof(*sorted), newest_first);
	for (size_t i = 0; i < n; i++) {
		struct value *frame = items + i * RELEASE_SLOTS;

		value_text(&frame[RELEASE_NAME], sorted[i].name);
		fill_minute(p, &frame[RELEASE_TIME], minute_from_unix(sorted[i].time));
		value_text(&frame[RELEASE_COMMIT], sorted[i].commit);
		value_text(&frame[RELEASE_TAG], sorted[i].tag);
	}
	fill_list(p, v, items, n, RELEASE_SLOTS);
}

/* "440400/2025/list", "440400/2025/change": of one region. */
static size_t run_of(const struct making *m, size_t first)
{
	const char *id = m->leaves[first].entry.id;
	size_t len = strcspn(id, "/") + 1, end = first + 1;

	while (end < m->in->log->n && strncmp(m->leaves[end].entry.id, id, len) == 0)
		end++;
	return end - first;
}

static const char *code_of(struct arena *a, const struct leaf *leaf)
{
	return arena_strndup(a, leaf->entry.id, strcspn(leaf->entry.id, "/"));
}

static void fill_regions(const struct making *m, const struct page *p, struct value *v)
{
	struct value *items = page_frames(p, m->in->log->n, COUNT_SLOTS), *item = items;

	for (size_t i = 0, n; i < m->in->log->n; i += n, item += COUNT_SLOTS) {
		const char *code = code_of(p->arena, &m->leaves[i]);
		struct buf address = BUF_INIT;

		n = run_of(m, i);
		address_log_region(&address, code);
		value_text(&item[COUNT_HREF], link_address(p, address.data));
		value_text(&item[COUNT_NAME], region_name(m, code));
		value_text(&item[COUNT_N], page_printf(p, "%zu", n));
		buf_release(&address);
	}
	fill_list(p, v, items, (size_t)(item - items) / COUNT_SLOTS, COUNT_SLOTS);
}

static void render_whole(struct making *m)
{
	struct page page = page_at(m, ADDRESS_LOG);
	struct value frame[WHOLE_SLOTS] = { 0 };
	struct str c = m->in->checkpoint;

	fill_layout(&page, &frame[WHOLE_PAGE],
		    &(struct layout){
			    .title = "公开日志",
			    .description = "每份文告第一次公布的记录：检查点、历次发布和各地文告的序号",
			    .column_name = "公开日志",
			    .column_type = "信息公开" });
	value_text(&frame[WHOLE_COUNT], page_printf(&page, "%zu", m->in->log->n));
	value_text(&frame[WHOLE_CHECKPOINT], arena_strndup(page.arena, c.data, c.len));
	value_flag(&frame[WHOLE_SIGNED], m->in->is_signed);
	fill_regions(m, &page, &frame[WHOLE_REGIONS]);
	fill_releases(m, &page, &frame[WHOLE_RELEASES]);
	value_flag(&frame[WHOLE_ANY_RELEASED], m->in->n_releases > 0);
	value_text(&frame[WHOLE_AUDIT], link_address(&page, ADDRESS_AUDIT));
	page_add(m, ADDRESS_LOG, m->whole, frame);
}

/* ---- all of them ---- */

static int by_region(const void *a, const void *b)
{
	const struct leaf *x = a, *y = b;
	size_t n = strcspn(x->entry.id, "/"), m = strcspn(y->entry.id, "/");
	int order = strncmp(x->entry.id, y->entry.id, n < m ? n : m);

	if (order == 0)
		order = (n > m) - (n < m);
	return order ? order : (x->index > y->index) - (x->index < y->index);
}

/* The log was read, or made, by us: each entry is one. */
static void read_leaves(struct making *m)
{
	size_t n = m->in->log->n;

	m->leaves = arena_calloc(m->arena, n, sizeof(*m->leaves));
	for (size_t i = 0; i < n; i++) {
		m->leaves[i].index = i;
		if (entry_parse(m->in->log->entries[i], m->arena, &m->leaves[i].entry) < 0)
			m->leaves[i].entry = (struct entry){ .id = "", .type = "" };
	}
	if (n)
		qsort(m->leaves, n, sizeof(*m->leaves), by_region);
}

int log_pages_render(const struct log_pages *p, struct arena *a, struct log_page **out, size_t *n,
		     struct findings *f)
{
	struct making m = {
		.in = p, .ctx = { .content = p->content, .base_url = p->base_url }, .arena = a, .f = f
	};
	int rc = -1;

	m.whole = template_load(p->portal, "log", &whole_shape, f);
	m.region = template_load(p->portal, "log-region", &region_shape, f);
	m.pages = arena_calloc(a, p->log->n + 1, sizeof(*m.pages));
	if (m.whole && m.region) {
		read_leaves(&m);
		render_whole(&m);
		for (size_t i = 0, of; i < p->log->n; i += of) {
			of = run_of(&m, i);
			render_region(&m, code_of(a, &m.leaves[i]), &m.leaves[i], of);
		}
		rc = 0;
	}
	*out = m.pages;
	*n = m.n_pages;
	template_free(m.whole);
	template_free(m.region);
	arena_release(&m.page);
	arena_release(&m.row);
	return rc;
}
