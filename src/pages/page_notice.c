/* A notice (文告) as an official document: what, by whom, when, its text, its annexes, what belongs to it. */
#include "format/markdown.h"
#include "pages/address.h"
#include "pages/layout.h"
#include "pages/made_from.h"
#include "pages/notice_annex.h"
#include "pages/notice_files.h"
#include "pages/notice_period.h"
#include "pages/parts.h"
#include "pages/record.h"
#include "pages/words.h"
#include "rules/rules.h"

/* ---- small groups ---- */

enum { COPY_SOURCE, COPY_URL, COPY_ON, COPY_SLOTS };
static const struct shape copy_shape = {
	.name = "transcribed",
	.n = COPY_SLOTS,
	.slots = {
		[COPY_SOURCE] = { "source", SLOT_TEXT, NULL },
		[COPY_URL] = { "url", SLOT_TEXT, NULL },
		[COPY_ON] = { "on", SLOT_GROUP, &date_shape },
	},
};

static void fill_copy(const struct page *p, struct value *v, const struct transcribed *t)
{
	struct value *frame = page_frames(p, 1, COPY_SLOTS);

	if (!t)
		return;
	value_text(&frame[COPY_SOURCE], t->source);
	value_text(&frame[COPY_URL], t->url);
	fill_date(p, &frame[COPY_ON], t->on);
	value_group(v, frame);
}

enum { BASIS_TITLE, BASIS_NUMBER, BASIS_URL, BASIS_HREF, BASIS_SLOTS };
static const struct shape basis_shape = {
	.name = "basis",
	.n = BASIS_SLOTS,
	.slots = {
		[BASIS_TITLE] = { "title", SLOT_TEXT, NULL },
		[BASIS_NUMBER] = { "number", SLOT_TEXT, NULL },
		[BASIS_URL] = { "url", SLOT_TEXT, NULL },
		[BASIS_HREF] = { "href", SLOT_TEXT, NULL }, /* its page here */
	},
};

static void fill_basis(const struct page *p, struct value *v, const struct notice *n)
{
	struct value *items = page_frames(p, n->basis.n, BASIS_SLOTS);

	for (size_t i = 0; i < n->basis.n; i++) {
		const struct rules *r = content_rules(p->ctx->content, n->basis.items[i]);
		struct value *frame = items + i * BASIS_SLOTS;

		value_text(&frame[BASIS_TITLE], r ? r->title : n->basis.items[i]);
		value_text(&frame[BASIS_NUMBER], r && r->number ? r->number->value : NULL);
		value_text(&frame[BASIS_URL], r && r->source ? r->source->url : NULL);
		value_text(&frame[BASIS_HREF], r ? link_rules(p, r->id) : NULL);
	}
	fill_list(p, v, items, n->basis.n, BASIS_SLOTS);
}

enum { DEADLINE_WHAT, DEADLINE_DAY, DEADLINE_WHO, DEADLINE_SLOTS };
static const struct shape deadline_shape = {
	.name = "deadline",
	.n = DEADLINE_SLOTS,
	.slots = {
		[DEADLINE_WHAT] = { "what", SLOT_TEXT, NULL },
		[DEADLINE_DAY] = { "day", SLOT_GROUP, &date_shape },
		[DEADLINE_WHO] = { "who", SLOT_TEXT, NULL },
	},
};

static void fill_deadlines(const struct page *p, struct value *v, const struct notice *n)
{
	struct value *items = page_frames(p, n->deadlines.n, DEADLINE_SLOTS);

	for (size_t i = 0; i < n->deadlines.n; i++) {
		const struct notice_deadline *d = &n->deadlines.items[i];
		struct value *frame = items + i * DEADLINE_SLOTS;

		value_text(&frame[DEADLINE_WHAT], word_deadline(d->what));
		fill_date(p, &frame[DEADLINE_DAY], d->day);
		value_text(&frame[DEADLINE_WHO], word_party(d->who));
	}
	fill_list(p, v, items, n->deadlines.n, DEADLINE_SLOTS);
}

/* ---- the page ---- */

enum {
	NOTICE_PAGE,
	NOTICE_TITLE,
	NOTICE_TYPE_WORD,
	NOTICE_REGION,
	NOTICE_ISSUER,
	NOTICE_NUMBER,
	NOTICE_YEAR,
	NOTICE_SIGNED,
	NOTICE_PUBLISHED,
	NOTICE_EFFECTIVE,
	NOTICE_BASIS,
	NOTICE_COPY,
	NOTICE_EXPLAINS,
	NOTICE_PERIOD,
	NOTICE_ADDRESSEES,
	NOTICE_BODY,
	NOTICE_REST,
	NOTICE_SIGNERS,
	NOTICE_FILES,
	NOTICE_DEADLINES,
	NOTICE_FOLLOWS,
	NOTICE_FOLLOWERS,
	NOTICE_AMENDS,
	NOTICE_AMENDED_BY,
	NOTICE_RELATED,
	NOTICE_AMENDED,
	NOTICE_REPORT,
	NOTICE_RECORD,
	NOTICE_LOG,
	NOTICE_HAS_REST,
	NOTICE_HAS_SIGNERS,
	NOTICE_HAS_FILES,
	NOTICE_HAS_DEADLINES,
	NOTICE_HAS_BASIS,
	NOTICE_SLOTS
};

static const struct shape notice_shape = {
	.name = "notice",
	.n = NOTICE_SLOTS,
	.slots = {
		[NOTICE_PAGE] = LAYOUT_SLOT,
		[NOTICE_TITLE] = { "title", SLOT_TEXT, NULL },
		[NOTICE_TYPE_WORD] = { "type", SLOT_TEXT, NULL },
		[NOTICE_REGION] = { "region", SLOT_GROUP, &link_shape },
		[NOTICE_ISSUER] = { "issuer", SLOT_TEXT, NULL },
		[NOTICE_NUMBER] = { "number", SLOT_TEXT, NULL },
		[NOTICE_YEAR] = { "year", SLOT_TEXT, NULL },
		[NOTICE_SIGNED] = { "signed", SLOT_GROUP, &date_shape },
		[NOTICE_PUBLISHED] = { "published", SLOT_GROUP, &date_shape },
		[NOTICE_EFFECTIVE] = { "effective", SLOT_GROUP, &date_shape }, /* where it is not `signed` */
		[NOTICE_BASIS] = { "basis", SLOT_LIST, &basis_shape },
		[NOTICE_COPY] = { "transcribed", SLOT_GROUP, &copy_shape },
		[NOTICE_EXPLAINS] = { "explains", SLOT_FLAG, NULL }, /* the portal's own words */
		[NOTICE_PERIOD] = { "period", SLOT_GROUP, &period_shape },
		[NOTICE_ADDRESSEES] = { "addressees", SLOT_TEXT, NULL },
		[NOTICE_BODY] = { "body", SLOT_HTML, NULL },
		[NOTICE_REST] = { "annexes", SLOT_LIST, &annex_shape }, /* that the body does not place */
		[NOTICE_SIGNERS] = { "signers", SLOT_LIST, &text_shape }, /* none on a copy */
		[NOTICE_FILES] = { "attachments", SLOT_LIST, &notice_file_shape },
		[NOTICE_DEADLINES] = { "deadlines", SLOT_LIST, &deadline_shape },
		[NOTICE_FOLLOWS] = { "follows", SLOT_GROUP, &notice_item_shape },
		[NOTICE_FOLLOWERS] = { "followers", SLOT_LIST, &notice_item_shape },
		[NOTICE_AMENDS] = { "amends", SLOT_LIST, &notice_item_shape },
		[NOTICE_AMENDED_BY] = { "amended_by", SLOT_LIST, &notice_item_shape },
		[NOTICE_RELATED] = { "related", SLOT_FLAG, NULL }, /* follows, followers or amends */
		[NOTICE_AMENDED] = { "amended", SLOT_FLAG, NULL },
		[NOTICE_REPORT] = { "report", SLOT_TEXT, NULL },
		[NOTICE_RECORD] = { "record", SLOT_GROUP, &record_shape },
		[NOTICE_LOG] = { "log", SLOT_TEXT, NULL }, /* its entry in the public log; empty: there is none */
		[NOTICE_HAS_REST] = { "has_annexes", SLOT_FLAG, NULL },
		[NOTICE_HAS_SIGNERS] = { "has_signers", SLOT_FLAG, NULL },
		[NOTICE_HAS_FILES] = { "has_attachments", SLOT_FLAG, NULL },
		[NOTICE_HAS_DEADLINES] = { "has_deadlines", SLOT_FLAG, NULL },
		[NOTICE_HAS_BASIS] = { "has_basis", SLOT_FLAG, NULL },
	},
};

static void fill_facts(const struct page *p, struct value *frame, const struct notice *n)
{
	value_text(&frame[NOTICE_TITLE], n->title);
	value_text(&frame[NOTICE_TYPE_WORD], notice_type(p, n));
	fill_region_link(p, &frame[NOTICE_REGION], content_region(p->ctx->content, n->region));
	value_text(&frame[NOTICE_ISSUER], issuer_names(p, n, "、"));
	value_text(&frame[NOTICE_NUMBER], n->number);
	if (n->year)
		value_text(&frame[NOTICE_YEAR], page_printf(p, "%d", n->year));
	fill_date(p, &frame[NOTICE_SIGNED], n->signed_on);
	fill_minute(p, &frame[NOTICE_PUBLISHED], n->published);
	if (notice_effective(n) != n->signed_on)
		fill_date(p, &frame[NOTICE_EFFECTIVE], notice_effective(n));
	fill_basis(p, &frame[NOTICE_BASIS], n);
	fill_copy(p, &frame[NOTICE_COPY], n->transcribed);
	value_flag(&frame[NOTICE_EXPLAINS], notice_explains(n));
	fill_period(p, &frame[NOTICE_PERIOD], n);
	fill_deadlines(p, &frame[NOTICE_DEADLINES], n);
	value_flag(&frame[NOTICE_HAS_BASIS], n->basis.n);
	value_flag(&frame[NOTICE_HAS_FILES], fill_notice_files(p, &frame[NOTICE_FILES], n));
	value_flag(&frame[NOTICE_HAS_DEADLINES], n->deadlines.n);
}

/* 主送 above the text, 署名 below it. */
static void fill_parties(const struct page *p, struct value *frame, const struct notice *n)
{
	struct value *signers = page_frames(p, n->issuers.n, TEXT_SLOTS);
	const char *addressees = "";

	for (size_t i = 0; i < n->addressees.n; i++)
		addressees =
			page_printf(p, "%s%s%s", addressees, i ? "，" : "", n->addressees.items[i]);
	value_text(&frame[NOTICE_ADDRESSEES], addressees);
	if (n->transcribed)
		return;
	for (size_t i = 0; i < n->issuers.n; i++) {
		const struct authority *a = content_authority(p->ctx->content, n->issuers.items[i]);

		value_text(&signers[i * TEXT_SLOTS + TEXT_ITSELF], a ? a->name : n->issuers.items[i]);
	}
	fill_list(p, &frame[NOTICE_SIGNERS], signers, n->issuers.n, TEXT_SLOTS);
	value_flag(&frame[NOTICE_HAS_SIGNERS], n->issuers.n);
}

static bool among(const struct notice *n, const struct notice *const *notices, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (notices[i] == n)
			return true;
	return false;
}

/* Those that amend it stand above the text; who follows and amends is named once. */
static size_t mere_followers(const struct page *p, const struct notice_outline *n,
			     const struct notice ***out)
{
	size_t count = 0;

	*out = arena_calloc(p->arena, n->followers.n, sizeof(**out));
	for (size_t i = 0; i < n->followers.n; i++)
		if (!among(n->followers.items[i], n->amended_by.items, n->amended_by.n))
			(*out)[count++] = n->followers.items[i];
	return count;
}

static void fill_relations(const struct page *p, struct value *frame, const struct notice_outline *n)
{
	const struct notice_outline *follows = outline_notice(p->ctx->outline, n->notice->follows);
	const struct notice **followers;
	size_t n_followers = mere_followers(p, n, &followers);

	if (follows && among(follows->notice, n->amends.items, n->amends.n))
		follows = NULL;
	if (follows) {
		struct value *item = page_frames(p, 1, ITEM_SLOTS);

		fill_notice_item(p, item, follows->notice);
		value_group(&frame[NOTICE_FOLLOWS], item);
	}
	fill_notice_items(p, &frame[NOTICE_FOLLOWERS], followers, n_followers);
	fill_notice_items(p, &frame[NOTICE_AMENDS], n->amends.items, n->amends.n);
	fill_notice_items(p, &frame[NOTICE_AMENDED_BY], n->amended_by.items, n->amended_by.n);
	value_flag(&frame[NOTICE_AMENDED], n->amended_by.n);
	value_flag(&frame[NOTICE_RELATED], follows || n_followers || n->amends.n);
}

/* ---- the text, with the annexes that it places ---- */

struct placing {
	const struct page *page;
	const struct notice_outline *notice;
	const struct template *part;
	bool *placed; /* of each annex */
};

static int place_annex(void *ctx, unsigned no, struct buf *out)
{
	const struct placing *w = ctx;
	const struct notice *n = w->notice->notice;
	struct value frame[ANNEX_SLOTS] = { 0 };

	for (size_t i = 0; i < n->annexes.n; i++) {
		if (n->annexes.items[i].no != (int)no)
			continue;
		fill_annex(w->page, frame, w->notice, i);
		template_render(w->part, frame, out);
		w->placed[i] = true;
		return 0;
	}
	return -1;
}

static void fill_text(const struct page *p, struct value *frame, const struct notice_outline *n,
		      const struct page_templates *t, struct buf *body)
{
	const struct notice *notice = n->notice;
	struct placing placing = { p, n, t->part,
				   arena_calloc(p->arena, notice->annexes.n, sizeof(bool)) };
	struct markdown_hooks hooks = { place_annex, &placing };
	struct place place = { .path = notice->path, .line = notice->body_line };
	struct value *rest = page_frames(p, notice->annexes.n, ANNEX_SLOTS);
	size_t n_rest = 0;

	if (notice->body) /* what is refused is a finding, and nothing will be published */
		markdown_render(str_from(notice->body), place, &hooks, body, p->findings);
	value_slice(&frame[NOTICE_BODY], buf_str(body));
	for (size_t i = 0; i < notice->annexes.n; i++)
		if (!placing.placed[i])
			fill_annex(p, rest + n_rest++ * ANNEX_SLOTS, n, i);
	fill_list(p, &frame[NOTICE_REST], rest, n_rest, ANNEX_SLOTS);
	value_flag(&frame[NOTICE_HAS_REST], n_rest);
}

static size_t notice_count(const struct page_context *ctx)
{
	return ctx->outline->notices.n;
}

static void notice_address(const struct page_context *ctx, size_t i, struct buf *out)
{
	address_notice(out, ctx->outline->notices.items[i].notice->id);
}

static const char *notice_origin(const struct page_context *ctx, size_t i)
{
	return ctx->outline->notices.items[i].notice->path;
}

static void notice_made_from(const struct made_from *m, size_t i, struct digester *d)
{
	const struct notice_outline *n = &m->ctx->outline->notices.items[i];
	const struct notice_outline *follows = outline_notice(m->ctx->outline, n->notice->follows);
	const struct period *period = n->notice->period;
	date_t day = m->ctx->registry->as_of;

	digest_notice_text(d, m, n->notice);
	digest_record(d, m, n->notice);
	if (follows)
		digest_said(d, m, follows->notice);
	digest_all_said(d, m, n->followers.items, n->followers.n);
	digest_all_said(d, m, n->amends.items, n->amends.n);
	if (period) {
		digest_digest(d, m->contacts);
		digest_number(d, (day >= period->start) + (day > period->end));
	}
}

static void notice_render(const struct page *p, size_t i, const struct page_templates *t,
			  struct buf *out)
{
	const struct notice_outline *n = &p->ctx->outline->notices.items[i];
	const struct notice *notice = n->notice;
	const struct region *region = content_region(p->ctx->content, notice->region);
	struct value *frame = page_frames(p, 1, NOTICE_SLOTS);
	struct buf body = BUF_INIT;

	fill_layout(p, &frame[NOTICE_PAGE],
		    &(struct layout){
			    .title = notice->title,
			    .here = notice_type(p, notice),
			    .description = page_printf(p, "%s：%s", issuer_names(p, notice, "、"),
						       notice->title),
			    .region = region,
			    .column_name = page_printf(p, "%s文告目录", region ? region->name : ""),
			    .column_type = "通知公告",
			    .article = notice,
			    .via = { region ? link_notices(p, region) : NULL, "文告目录" } });
	fill_facts(p, frame, notice);
	fill_parties(p, frame, notice);
	fill_relations(p, frame, n);
	value_text(&frame[NOTICE_REPORT], link_report(p, region));
	fill_record(p, &frame[NOTICE_RECORD], notice);
	value_text(&frame[NOTICE_LOG], link_log(p, notice->id));
	fill_text(p, frame, n, t, &body);
	template_render(t->page, frame, out);
	buf_release(&body);
}

const struct page_kind page_notice = {
	.template = "pages/notice",
	.shape = &notice_shape,
	.part = "partials/annex",
	.part_shape = &annex_shape,
	.count = notice_count,
	.address = notice_address,
	.origin = notice_origin,
	.made_from = notice_made_from,
	.render = notice_render,
};
