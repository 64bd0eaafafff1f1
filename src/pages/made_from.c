#include "pages/made_from_rows.h"

#include <stdlib.h>

#include "base/thread.h"
#include "content/record.h"
#include "content/tables.h"
#include "format/json_out.h"
#include "pages/record.h"
#include "rules/rules.h"

/* ---- what the kinds add ---- */

static size_t notice_at(const struct made_from *m, const struct notice *n)
{
	return (size_t)(n - m->ctx->content->notices.items);
}

static size_t entity_at(const struct made_from *m, const struct standing *s)
{
	return (size_t)(s->entity - m->ctx->content->entities.items);
}

void digest_said(struct digester *d, const struct made_from *m, const struct notice *n)
{
	digest_digest(d, m->said[notice_at(m, n)]);
}

void digest_notice(struct digester *d, const struct made_from *m, const struct notice *n)
{
	digest_digest(d, m->notices[notice_at(m, n)]);
}

void digest_notice_text(struct digester *d, const struct made_from *m, const struct notice *n)
{
	digest_digest(d, m->full[notice_at(m, n)]);
}

void digest_record(struct digester *d, const struct made_from *m, const struct notice *n)
{
	digest_digest(d, m->records[notice_at(m, n)]);
}

void digest_all_said(struct digester *d, const struct made_from *m,
		     const struct notice *const *notices, size_t n)
{
	digest_number(d, (int64_t)n);
	for (size_t i = 0; i < n; i++)
		digest_said(d, m, notices[i]);
}

void digest_face(struct digester *d, const struct made_from *m, const struct standing *s)
{
	digest_digest(d, m->faces[entity_at(m, s)]);
}

void digest_standing(struct digester *d, const struct made_from *m, const struct standing *s)
{
	digest_digest(d, m->standings[entity_at(m, s)]);
}

void digest_entity(struct digester *d, const struct made_from *m, const struct standing *s)
{
	digest_digest(d, m->entities[entity_at(m, s)]);
}

void digest_list(struct digester *d, const struct made_from *m, const struct list_outline *l)
{
	digest_digest(d, m->lists[l - m->ctx->outline->lists.items]);
}

/* ---- one by one, on several threads ---- */

struct making {
	struct made_from *m;
	struct digester **digesters; /* one for each worker, as the texts */
	struct buf *texts;
	unsigned threads;
};

static void add_hash(struct digester *d, const unsigned char *hash)
{
	digest_bytes(d, hash, HASH_SIZE);
}

static void add_record(struct digester *d, const struct record *r, const void *in, struct buf *text)
{
	struct json_out j = { .out = text };

	buf_clear(text);
	record_encode(&j, r, in);
	digest_slice(d, buf_str(text));
}

static void make_said(void *ctx, unsigned worker, size_t i)
{
	struct making *k = ctx;
	const struct notice *n = &k->m->ctx->content->notices.items[i];
	struct digester *d = k->digesters[worker];

	digest_text(d, n->id);
	digest_number(d, outline_notice(k->m->ctx->outline, n->id) != NULL);
	add_record(d, &notice_record, n, &k->texts[worker]);
	add_hash(d, n->annex_hash);
	k->m->said[i] = digester_take(d);
	record_made_from(k->m->ctx->history, n, d);
	k->m->records[i] = digester_take(d);
}

static void make_notice(void *ctx, unsigned worker, size_t i)
{
	struct making *k = ctx;
	const struct notice *n = &k->m->ctx->content->notices.items[i];
	const struct notice_outline *o = outline_notice(k->m->ctx->outline, n->id);
	struct digester *d = k->digesters[worker];

	digest_digest(d, k->m->said[i]);
	if (o)
		add_notice_state(d, k->m, o);
	k->m->notices[i] = digester_take(d);
	digest_digest(d, k->m->notices[i]);
	add_hash(d, n->hash);
	k->m->full[i] = digester_take(d);
}

static void make_standing(void *ctx, unsigned worker, size_t i)
{
	struct making *k = ctx;
	const struct standing *s = k->m->ctx->registry->standings.items[i];
	struct digester *d = k->digesters[worker];
	size_t at = entity_at(k->m, s);

	add_face(d, k->m, s);
	k->m->faces[at] = digester_take(d);
	digest_digest(d, k->m->faces[at]);
	add_standing(d, k->m, s);
	k->m->standings[at] = digester_take(d);
	digest_digest(d, k->m->standings[at]);
	add_entity(d, k->m, s);
	k->m->entities[at] = digester_take(d);
}

static void make_list(void *ctx, unsigned worker, size_t i)
{
	struct making *k = ctx;

	add_list(k->digesters[worker], k->m, &k->m->ctx->outline->lists.items[i]);
	k->m->lists[i] = digester_take(k->digesters[worker]);
}

/* ---- what all pages share ---- */

/* Without contacts, which change more often than anything else of a region. */
static void add_region(struct digester *d, const struct region *r, struct buf *text)
{
	struct region without = *r;

	without.authorities.items = xcalloc(r->authorities.n, sizeof(*r->authorities.items));
	for (size_t i = 0; i < r->authorities.n; i++) {
		without.authorities.items[i] = r->authorities.items[i];
		without.authorities.items[i].contacts.n = 0;
	}
	add_record(d, &region_record, &without, text);
	free(without.authorities.items);
}

/* Which pages a region has, and whose. */
static void add_region_pages(struct digester *d, const struct made_from *m,
			     const struct region_outline *r)
{
	const struct rules *rules =
		rules_in_force(m->ctx->content, r->region->code, m->ctx->registry->as_of);

	digest_number(d, r->notices.n > 0);
	digest_number(d, r->removals.n > 0);
	digest_number(d, r->entities_below > 0);
	digest_number(d, r->indexed);
	digest_text(d, r->reports ? r->reports->id : NULL);
	digest_text(d, r->report_rules ? r->report_rules->id : NULL);
	digest_text(d, rules ? rules->id : NULL);
}

static void add_lists(struct digester *d, const struct outline *o)
{
	digest_number(d, (int64_t)o->lists.n);
	for (size_t i = 0; i < o->lists.n; i++) {
		const struct list_outline *l = &o->lists.items[i];

		digest_text(d, l->roster->id);
		digest_text(d, l->label);
		digest_text(d, l->title);
		digest_text(d, l->rules ? l->rules->id : NULL);
	}
}

static void add_files(struct digester *d, const struct content *c)
{
	static const char *const paths[] = { "content/site.json", "content/categories.json",
					     "content/withheld.json" };

	for (size_t i = 0; i < ARRAY_LEN(paths); i++)
		add_hash(d, content_file_hash(c, paths[i]));
	for (size_t i = 0; i < c->calendars.n; i++)
		add_hash(d, c->calendars.items[i].hash);
	digest_number(d, (int64_t)c->rules.n);
	for (size_t i = 0; i < c->rules.n; i++) {
		digest_text(d, c->rules.items[i].id);
		add_hash(d, c->rules.items[i].hash);
	}
}

static void make_shared(const struct making *k, struct digest extra)
{
	const struct page_context *ctx = k->m->ctx;
	struct digester *d = k->digesters[0];

	digest_digest(d, extra);
	digest_text(d, ctx->base_url);
	add_files(d, ctx->content);
	for (size_t i = 0; i < ctx->outline->regions.n; i++) {
		add_region(d, ctx->outline->regions.items[i].region, &k->texts[0]);
		add_region_pages(d, k->m, &ctx->outline->regions.items[i]);
	}
	add_lists(d, ctx->outline);
	k->m->shared = digester_take(d);
}

static void make_contacts(const struct making *k)
{
	const struct content *c = k->m->ctx->content;
	struct digester *d = k->digesters[0];

	for (size_t i = 0; i < c->regions.n; i++)
		add_hash(d, c->regions.items[i].hash);
	k->m->contacts = digester_take(d);
}

static void add_enacting(struct digester *d, const struct made_from *m, const char *id)
{
	const struct notice *n = content_notice(m->ctx->content, id);

	if (n)
		digest_said(d, m, n);
}

static void make_calls(const struct making *k)
{
	const struct content *c = k->m->ctx->content;
	struct digester *d = k->digesters[0];

	for (size_t i = 0; i < c->notices.n; i++)
		if (c->notices.items[i].type == NOTICE_CALL)
			digest_said(d, k->m, &c->notices.items[i]);
	for (size_t i = 0; i < c->rules.n; i++)
		add_enacting(d, k->m, c->rules.items[i].by);
	for (size_t i = 0; i < c->regions.n; i++)
		add_enacting(d, k->m, c->regions.items[i].by);
	k->m->calls = digester_take(d);
}

static void make_build(const struct making *k)
{
	const struct page_context *ctx = k->m->ctx;
	struct digester *d = k->digesters[0];

	digest_number(d, ctx->registry->as_of);
	digest_number(d, ctx->registry->seen);
	digest_text(d, ctx->commit);
	digest_text(d, ctx->version);
	k->m->build = digester_take(d);
}

static void make_everything(const struct making *k)
{
	const struct made_from *m = k->m;
	const struct content *c = m->ctx->content;
	struct digester *d = k->digesters[0];

	digest_digest(d, m->shared);
	digest_digest(d, m->contacts);
	digest_digest(d, m->calls);
	digest_digest(d, m->build);
	digest_bytes(d, (const unsigned char *)m->full, c->notices.n * sizeof(*m->full));
	digest_bytes(d, (const unsigned char *)m->entities, c->entities.n * sizeof(*m->entities));
	digest_bytes(d, (const unsigned char *)m->lists,
		     m->ctx->outline->lists.n * sizeof(*m->lists));
	k->m->everything = digester_take(d);
}

/* Those that hold others come after them. */
static void make_all(struct making *k, struct digest extra)
{
	const struct page_context *ctx = k->m->ctx;

	parallel_for(ctx->content->notices.n, k->threads, make_said, k);
	make_shared(k, extra);
	make_contacts(k);
	make_calls(k);
	make_build(k);
	parallel_for(ctx->content->notices.n, k->threads, make_notice, k);
	parallel_for(ctx->registry->standings.n, k->threads, make_standing, k);
	parallel_for(ctx->outline->lists.n, k->threads, make_list, k);
	make_everything(k);
}

struct made_from *made_from_new(const struct page_context *ctx, struct digest extra, unsigned threads)
{
	struct made_from *m = xcalloc(1, sizeof(*m));
	struct making k = { m, xcalloc(threads, sizeof(struct digester *)),
			    xcalloc(threads, sizeof(struct buf)), threads };
	size_t notices = ctx->content->notices.n, entities = ctx->content->entities.n;

	m->ctx = ctx;
	m->said = arena_calloc(&m->arena, notices, sizeof(*m->said));
	m->notices = arena_calloc(&m->arena, notices, sizeof(*m->notices));
	m->full = arena_calloc(&m->arena, notices, sizeof(*m->full));
	m->records = arena_calloc(&m->arena, notices, sizeof(*m->records));
	m->faces = arena_calloc(&m->arena, entities, sizeof(*m->faces));
	m->standings = arena_calloc(&m->arena, entities, sizeof(*m->standings));
	m->entities = arena_calloc(&m->arena, entities, sizeof(*m->entities));
	m->lists = arena_calloc(&m->arena, ctx->outline->lists.n, sizeof(*m->lists));
	for (unsigned i = 0; i < threads; i++)
		k.digesters[i] = digester_new();
	make_all(&k, extra);
	for (unsigned i = 0; i < threads; i++) {
		digester_free(k.digesters[i]);
		buf_release(&k.texts[i]);
	}
	free(k.digesters);
	free(k.texts);
	return m;
}

void made_from_free(struct made_from *m)
{
	if (!m)
		return;
	arena_release(&m->arena);
	free(m);
}
