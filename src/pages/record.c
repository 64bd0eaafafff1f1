#include "pages/record.h"

#include <string.h>

#include "pages/edit_changes.h"
#include "pages/made_from.h"
#include "pages/words.h"

/* ---- a commit ---- */

enum { COMMIT_ID, COMMIT_SHORT, COMMIT_TIME, COMMIT_SLOTS };
const struct shape commit_shape = {
	.name = "commit",
	.n = COMMIT_SLOTS,
	.slots = {
		[COMMIT_ID] = { "id", SLOT_TEXT, NULL },
		[COMMIT_SHORT] = { "short", SLOT_TEXT, NULL }, /* its first 12 characters */
		[COMMIT_TIME] = { "time", SLOT_GROUP, &date_shape }, /* the committer's */
	},
};

void fill_commit(const struct page *p, struct value *v, const struct commit *c)
{
	struct value *frame;

	if (!c)
		return;
	frame = page_frames(p, 1, COMMIT_SLOTS);
	value_text(&frame[COMMIT_ID], c->id);
	value_text(&frame[COMMIT_SHORT], page_printf(p, "%.12s", c->id));
	fill_minute(p, &frame[COMMIT_TIME], minute_from_unix(c->time));
	value_group(v, frame);
}

const struct commit *published_by(const struct page *p, const struct notice *n)
{
	const struct notice_facts *facts = history_notice(p->ctx->history, n->id);

	return facts ? facts->published : NULL;
}

/* ---- an edit ---- */

enum {
	EDIT_COMMIT,
	EDIT_HOW,
	EDIT_WHAT,
	EDIT_FILE,
	EDIT_WITHHELD,
	EDIT_FORM,
	EDIT_ANY,
	EDIT_CHANGES,
	EDIT_MORE,
	EDIT_SLOTS
};
static const struct shape edit_shape = {
	.name = "edit",
	.n = EDIT_SLOTS,
	.slots = {
		[EDIT_COMMIT] = { "commit", SLOT_GROUP, &commit_shape },
		[EDIT_HOW] = { "how", SLOT_TEXT, NULL }, /* 改动, 删除 */
		[EDIT_WHAT] = { "what", SLOT_TEXT, NULL }, /* 正文和要素, 附件表格, 附件文件 */
		[EDIT_FILE] = { "file", SLOT_TEXT, NULL }, /* its name */
		[EDIT_WITHHELD] = { "withheld", SLOT_FLAG, NULL }, /* by law, as recorded */
		[EDIT_FORM] = { "form", SLOT_FLAG, NULL }, /* it says the same, written otherwise */
		[EDIT_ANY] = { "any_changes", SLOT_FLAG, NULL },
		[EDIT_CHANGES] = { "changes", SLOT_LIST, &edit_change_shape },
		[EDIT_MORE] = { "more", SLOT_TEXT, NULL }, /* how many are not shown; empty: none */
	},
};

static const char *edited_part(const struct notice *n, const char *path)
{
	size_t stem = strlen(n->path) - strlen(".md");

	if (strcmp(path, n->path) == 0)
		return "正文和要素";
	return strncmp(path, n->path, stem) == 0 && strcmp(path + stem, ".json") == 0 ? "附件表格"
										      : "附件文件";
}

/* What was taken out, by law, in this edit or a later one. */
static bool withheld(const struct page *p, const char *path, const struct blob *blob)
{
	const struct content *c = p->ctx->content;
	char hex[BLOB_HEX_SIZE];

	blob_hex(blob, hex);
	for (size_t i = 0; i < c->withheld.n; i++)
		if (strcmp(c->withheld.items[i].path, path) == 0 && c->withheld.items[i].object &&
		    strcmp(c->withheld.items[i].object, hex) == 0)
			return true;
	return false;
}

static void fill_changes(const struct page *p, struct value *frame, const struct edit *e)
{
	size_t n;

	if (withheld(p, e->path, &e->before) || withheld(p, e->path, &e->after))
		return;
	value_flag(&frame[EDIT_FORM], e->compared && !e->parts.n);
	n = fill_edit_changes(p, &frame[EDIT_CHANGES], e);
	value_flag(&frame[EDIT_ANY], n > 0);
	if (n > EDIT_CHANGES_MOST)
		value_text(&frame[EDIT_MORE], page_printf(p, "%zu", n - EDIT_CHANGES_MOST));
}

static void fill_edits(const struct page *p, struct value *v, const struct notice *n,
		       const struct notice_facts *facts)
{
	struct value *items = page_frames(p, facts->edits.n, EDIT_SLOTS);

	for (size_t i = 0; i < facts->edits.n; i++) {
		const struct edit *e = &facts->edits.items[i];
		struct value *frame = items + i * EDIT_SLOTS;

		fill_commit(p, &frame[EDIT_COMMIT], e->commit);
		value_text(&frame[EDIT_HOW], word_edit(e->kind));
		value_text(&frame[EDIT_WHAT], edited_part(n, e->path));
		value_text(&frame[EDIT_FILE], strrchr(e->path, '/') + 1);
		value_flag(&frame[EDIT_WITHHELD], withheld(p, e->path, &e->before));
		fill_changes(p, frame, e);
	}
	fill_list(p, v, items, facts->edits.n, EDIT_SLOTS);
}

/* ---- the record of a notice ---- */

enum {
	RECORD_PUBLISHED,
	RECORD_AT_LATEST,
	RECORD_UNKNOWN,
	RECORD_UNCOMMITTED,
	RECORD_PENDING,
	RECORD_EDITS,
	RECORD_EDITED,
	RECORD_SLOTS
};
const struct shape record_shape = {
	.name = "record",
	.n = RECORD_SLOTS,
	.slots = {
		[RECORD_PUBLISHED] = { "commit", SLOT_GROUP, &commit_shape }, /* that published it */
		[RECORD_AT_LATEST] = { "at_latest", SLOT_FLAG, NULL }, /* or an earlier one that is not at hand */
		[RECORD_UNKNOWN] = { "unknown", SLOT_FLAG, NULL }, /* there is no history to read */
		[RECORD_UNCOMMITTED] = { "uncommitted", SLOT_FLAG, NULL }, /* no commit has published it yet */
		[RECORD_PENDING] = { "pending", SLOT_FLAG, NULL }, /* shown with changes not yet committed */
		[RECORD_EDITS] = { "edits", SLOT_LIST, &edit_shape },
		[RECORD_EDITED] = { "edited", SLOT_FLAG, NULL },
	},
};

static bool readable(const struct history *h)
{
	return h && h->state != HISTORY_NONE && h->state != HISTORY_UNREADABLE;
}

void fill_record(const struct page *p, struct value *v, const struct notice *n)
{
	const struct history *h = p->ctx->history;
	const struct notice_facts *facts = history_notice(h, n->id);
	struct value *frame = page_frames(p, 1, RECORD_SLOTS);

	value_group(v, frame);
	value_flag(&frame[RECORD_UNKNOWN], !readable(h));
	if (!readable(h))
		return;
	value_flag(&frame[RECORD_UNCOMMITTED], !facts || !facts->published);
	if (!facts || !facts->published)
		return;
	fill_commit(p, &frame[RECORD_PUBLISHED], facts->published);
	value_flag(&frame[RECORD_AT_LATEST], facts->published->cut);
	value_flag(&frame[RECORD_PENDING], facts->pending);
	fill_edits(p, &frame[RECORD_EDITS], n, facts);
	value_flag(&frame[RECORD_EDITED], facts->edits.n);
}

static void commit_made_from(const struct commit *c, struct digester *d)
{
	digest_text(d, c ? c->id : NULL);
	digest_number(d, c && c->cut);
}

void record_made_from(const struct history *h, const struct notice *n, struct digester *d)
{
	const struct notice_facts *facts = history_notice(h, n->id);

	digest_number(d, readable(h));
	digest_number(d, facts != NULL);
	if (!facts)
		return;
	commit_made_from(facts->published, d);
	digest_number(d, facts->pending);
	for (size_t i = 0; i < facts->edits.n; i++) {
		const struct edit *e = &facts->edits.items[i];

		commit_made_from(e->commit, d);
		digest_number(d, e->kind);
		digest_text(d, e->path);
		digest_bytes(d, e->before.id, BLOB_SIZE);
		digest_bytes(d, e->after.id, BLOB_SIZE);
		digest_number(d, e->compared); /* both are at hand: what differs follows from them */
	}
}

/* ---- the repository ---- */

enum {
	REPOSITORY_NONE,
	REPOSITORY_UNREADABLE,
	REPOSITORY_UNBORN,
	REPOSITORY_SHALLOW,
	REPOSITORY_WHOLE,
	REPOSITORY_COMMITS,
	REPOSITORY_FIRST,
	REPOSITORY_EDITED,
	REPOSITORY_ANY_EDITED,
	REPOSITORY_SLOTS
};
const struct shape repository_shape = {
	.name = "repository",
	.n = REPOSITORY_SLOTS,
	.slots = {
		[REPOSITORY_NONE] = { "none", SLOT_FLAG, NULL },
		[REPOSITORY_UNREADABLE] = { "unreadable", SLOT_FLAG, NULL },
		[REPOSITORY_UNBORN] = { "unborn", SLOT_FLAG, NULL },
		[REPOSITORY_SHALLOW] = { "shallow", SLOT_FLAG, NULL },
		[REPOSITORY_WHOLE] = { "whole", SLOT_FLAG, NULL },
		[REPOSITORY_COMMITS] = { "commits", SLOT_TEXT, NULL }, /* how many; empty: none */
		[REPOSITORY_FIRST] = { "first", SLOT_GROUP, &commit_shape },
		[REPOSITORY_EDITED] = { "edited", SLOT_LIST, &link_shape }, /* notices, after they were published */
		[REPOSITORY_ANY_EDITED] = { "any_edited", SLOT_FLAG, NULL },
	},
};

/* Those that have a page here. Returns how many. */
static size_t fill_edited(const struct page *p, struct value *v)
{
	const struct outline *o = p->ctx->outline;
	struct value *items = page_frames(p, o->notices.n, LINK_SLOTS);
	size_t n = 0;

	for (size_t i = 0; i < o->notices.n; i++) {
		const struct notice *x = o->notices.items[i].notice;
		const struct notice_facts *facts = history_notice(p->ctx->history, x->id);

		if (!facts || !facts->edits.n)
			continue;
		value_text(&items[n * LINK_SLOTS + LINK_HREF], link_notice(p, x->id));
		value_text(&items[n++ * LINK_SLOTS + LINK_TEXT], x->title);
	}
	fill_list(p, v, items, n, LINK_SLOTS);
	return n;
}

void fill_repository(const struct page *p, struct value *v)
{
	const struct history *h = p->ctx->history;
	int state = h ? h->state : HISTORY_NONE;
	struct value *frame = page_frames(p, 1, REPOSITORY_SLOTS);

	value_group(v, frame);
	value_flag(&frame[REPOSITORY_NONE], state == HISTORY_NONE);
	value_flag(&frame[REPOSITORY_UNREADABLE], state == HISTORY_UNREADABLE);
	value_flag(&frame[REPOSITORY_UNBORN], state == HISTORY_UNBORN);
	value_flag(&frame[REPOSITORY_SHALLOW], state == HISTORY_SHALLOW);
	value_flag(&frame[REPOSITORY_WHOLE], state == HISTORY_WHOLE);
	if (!h || !h->commits.n)
		return;
	value_text(&frame[REPOSITORY_COMMITS], page_printf(p, "%zu", h->commits.n));
	fill_commit(p, &frame[REPOSITORY_FIRST], &h->commits.items[0]);
	value_flag(&frame[REPOSITORY_ANY_EDITED], fill_edited(p, &frame[REPOSITORY_EDITED]));
}

void repository_made_from(const struct made_from *m, struct digester *d)
{
	const struct history *h = m->ctx->history;
	const struct outline *o = m->ctx->outline;

	digest_number(d, h ? h->state : HISTORY_NONE);
	digest_number(d, h ? (int64_t)h->commits.n : 0);
	commit_made_from(h && h->commits.n ? &h->commits.items[0] : NULL, d);
	for (size_t i = 0; i < o->notices.n; i++) {
		const struct notice_facts *facts = history_notice(h, o->notices.items[i].notice->id);

		digest_number(d, facts && facts->edits.n);
	}
}
