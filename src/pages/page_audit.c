/*
 * How anyone can verify the portal, what was waived, what was withheld.
 * Beside the home page the only one that changes with every build. It says
 * nothing of any company.
 */
#include <string.h>

#include "pages/address.h"
#include "pages/layout.h"
#include "pages/made_from.h"
#include "pages/parts.h"
#include "pages/record.h"

/* ---- waivers ---- */

enum { WAIVER_RULE, WAIVER_REASON, WAIVER_DOCUMENT, WAIVER_NOTICE, WAIVER_SLOTS };
static const struct shape waiver_shape = {
	.name = "waiver",
	.n = WAIVER_SLOTS,
	.slots = {
		[WAIVER_RULE] = { "rule", SLOT_TEXT, NULL },
		[WAIVER_REASON] = { "reason", SLOT_TEXT, NULL },
		[WAIVER_DOCUMENT] = { "document", SLOT_TEXT, NULL },
		[WAIVER_NOTICE] = { "notice", SLOT_GROUP, &link_shape },
	},
};

static size_t fill_waivers(const struct page *p, struct value *v)
{
	const struct outline *o = p->ctx->outline;
	struct value *items;
	size_t n = 0;

	for (size_t i = 0; i < o->latest.n; i++)
		n += o->latest.items[i]->waive.n;
	items = page_frames(p, n, WAIVER_SLOTS);
	n = 0;
	for (size_t i = 0; i < o->latest.n; i++)
		for (size_t k = 0; k < o->latest.items[i]->waive.n; k++) {
			const struct waiver *w = &o->latest.items[i]->waive.items[k];
			struct value *frame = items + n++ * WAIVER_SLOTS;

			value_text(&frame[WAIVER_RULE], w->rule);
			value_text(&frame[WAIVER_REASON], w->reason);
			value_text(&frame[WAIVER_DOCUMENT], w->document);
			fill_notice_link(p, &frame[WAIVER_NOTICE], o->latest.items[i]);
		}
	fill_list(p, v, items, n, WAIVER_SLOTS);
	return n;
}

/* ---- what was withheld ---- */

enum {
	WITHHELD_WHAT,
	WITHHELD_BASIS,
	WITHHELD_ON,
	WITHHELD_BY,
	WITHHELD_OBJECT,
	WITHHELD_NOTICE,
	WITHHELD_SLOTS
};
static const struct shape withheld_shape = {
	.name = "withheld",
	.n = WITHHELD_SLOTS,
	.slots = {
		[WITHHELD_WHAT] = { "what", SLOT_TEXT, NULL },
		[WITHHELD_BASIS] = { "basis", SLOT_TEXT, NULL },
		[WITHHELD_ON] = { "on", SLOT_GROUP, &date_shape },
		[WITHHELD_BY] = { "by", SLOT_TEXT, NULL },
		[WITHHELD_OBJECT] = { "object", SLOT_TEXT, NULL },
		[WITHHELD_NOTICE] = { "notice", SLOT_GROUP, &link_shape }, /* that it belonged to */
	},
};

/* "content/notices/330400/2024/cultivation/contacts.csv" -> the notice 330400/2024/cultivation */
static const struct notice *notice_of(const struct page *p, const char *path)
{
	static const char folder[] = "content/notices/";
	const char *end = strrchr(path, '/');

	if (strncmp(path, folder, strlen(folder)) != 0)
		return NULL;
	path += strlen(folder);
	if (end < path)
		return NULL;
	return content_notice(p->ctx->content, arena_strndup(p->arena, path, (size_t)(end - path)));
}

static void fill_withheld(const struct page *p, struct value *v)
{
	const struct content *c = p->ctx->content;
	struct value *items = page_frames(p, c->withheld.n, WITHHELD_SLOTS);

	for (size_t i = 0; i < c->withheld.n; i++) {
		const struct withheld *w = &c->withheld.items[i];
		struct value *frame = items + i * WITHHELD_SLOTS;

		value_text(&frame[WITHHELD_WHAT], w->what);
		value_text(&frame[WITHHELD_BASIS], w->basis);
		fill_date(p, &frame[WITHHELD_ON], w->on);
		value_text(&frame[WITHHELD_BY], w->by);
		value_text(&frame[WITHHELD_OBJECT], w->object);
		fill_notice_link(p, &frame[WITHHELD_NOTICE], notice_of(p, w->path));
	}
	fill_list(p, v, items, c->withheld.n, WITHHELD_SLOTS);
}

/* ---- the page ---- */

enum {
	AUDIT_PAGE,
	AUDIT_AS_OF,
	AUDIT_COMMIT,
	AUDIT_VERSION,
	AUDIT_BASE_URL,
	AUDIT_LIST,
	AUDIT_LOG,
	AUDIT_LOG_KEY,
	AUDIT_REPOSITORY,
	AUDIT_WAIVERS,
	AUDIT_ANY_WAIVED,
	AUDIT_WITHHELD,
	AUDIT_ANY_WITHHELD,
	AUDIT_SLOTS
};

static const struct shape audit_shape = {
	.name = "audit",
	.n = AUDIT_SLOTS,
	.slots = {
		[AUDIT_PAGE] = LAYOUT_SLOT,
		[AUDIT_AS_OF] = { "as_of", SLOT_GROUP, &date_shape },
		[AUDIT_COMMIT] = { "commit", SLOT_TEXT, NULL },
		[AUDIT_VERSION] = { "version", SLOT_TEXT, NULL },
		[AUDIT_BASE_URL] = { "base_url", SLOT_TEXT, NULL },
		[AUDIT_LIST] = { "list", SLOT_TEXT, NULL }, /* id of some list, for an example; empty: none */
		[AUDIT_LOG] = { "log", SLOT_TEXT, NULL }, /* empty: there is none */
		[AUDIT_LOG_KEY] = { "log_key", SLOT_TEXT, NULL }, /* or its name */
		[AUDIT_REPOSITORY] = { "repository", SLOT_GROUP, &repository_shape },
		[AUDIT_WAIVERS] = { "waivers", SLOT_LIST, &waiver_shape },
		[AUDIT_ANY_WAIVED] = { "any_waived", SLOT_FLAG, NULL },
		[AUDIT_WITHHELD] = { "withheld", SLOT_LIST, &withheld_shape },
		[AUDIT_ANY_WITHHELD] = { "any_withheld", SLOT_FLAG, NULL },
	},
};

static size_t audit_count(const struct page_context *ctx)
{
	(void)ctx;
	return 1;
}

static void audit_address(const struct page_context *ctx, size_t i, struct buf *out)
{
	(void)ctx, (void)i;
	buf_add_str(out, ADDRESS_AUDIT);
}

static const char *audit_origin(const struct page_context *ctx, size_t i)
{
	(void)ctx, (void)i;
	return "templates/pages/audit.html";
}

static void audit_made_from(const struct made_from *m, size_t i, struct digester *d)
{
	(void)i;
	digest_digest(d, m->everything);
	repository_made_from(m, d);
}

static void audit_render(const struct page *p, size_t i, const struct page_templates *t,
			 struct buf *out)
{
	const struct page_context *ctx = p->ctx;
	struct value frame[AUDIT_SLOTS] = { 0 };

	(void)i;
	fill_layout(p, &frame[AUDIT_PAGE],
		    &(struct layout){
			    .title = "怎样核验",
			    .description =
				    "怎样从版本库重新推算和生成本站，哪些检查没有适用，哪些内容依法不再公开",
			    .column_name = "怎样核验",
			    .column_type = "信息公开" });
	fill_date(p, &frame[AUDIT_AS_OF], ctx->registry->as_of);
	value_text(&frame[AUDIT_COMMIT], ctx->commit);
	value_text(&frame[AUDIT_VERSION], ctx->version);
	value_text(&frame[AUDIT_BASE_URL], ctx->base_url);
	if (ctx->outline->lists.n)
		value_text(&frame[AUDIT_LIST], ctx->outline->lists.items[0].roster->id);
	if (ctx->content->site.log) {
		value_text(&frame[AUDIT_LOG], link_address(p, ADDRESS_LOG));
		value_text(&frame[AUDIT_LOG_KEY], ctx->content->site.log);
	}
	fill_repository(p, &frame[AUDIT_REPOSITORY]);
	value_flag(&frame[AUDIT_ANY_WAIVED], fill_waivers(p, &frame[AUDIT_WAIVERS]));
	fill_withheld(p, &frame[AUDIT_WITHHELD]);
	value_flag(&frame[AUDIT_ANY_WITHHELD], ctx->content->withheld.n);
	template_render(t->page, frame, out);
}

const struct page_kind page_audit = {
	.template = "pages/audit",
	.shape = &audit_shape,
	.count = audit_count,
	.address = audit_address,
	.origin = audit_origin,
	.made_from = audit_made_from,
	.render = audit_render,
};
