#include <stdlib.h>
#include <string.h>

#include "commands/diff.h"
#include "commands/single_page.h"
#include "exports/common.h"
#include "rules/rules.h"

#define TEMPLATE "templates/diff.html"

/* ---- what the template may use ---- */

enum { PART_WHAT, PART_WAS, PART_IS, PART_SLOTS };
static const struct shape part_shape = {
	.name = "part",
	.n = PART_SLOTS,
	.slots = {
		[PART_WHAT] = { "what", SLOT_TEXT, NULL },
		[PART_WAS] = { "was", SLOT_TEXT, NULL },
		[PART_IS] = { "is", SLOT_TEXT, NULL },
	},
};

enum { ROW_CLASS, ROW_SIGN, ROW_ID, ROW_NAME, ROW_NOTE, ROW_WHAT, ROW_SLOTS };
static const struct shape change_shape = {
	.name = "change",
	.n = ROW_SLOTS,
	.slots = {
		[ROW_CLASS] = { "class", SLOT_TEXT, NULL }, /* added, gone, changed */
		[ROW_SIGN] = { "sign", SLOT_TEXT, NULL },
		[ROW_ID] = { "id", SLOT_TEXT, NULL },
		[ROW_NAME] = { "name", SLOT_TEXT, NULL },
		[ROW_NOTE] = { "note", SLOT_TEXT, NULL }, /* a place, a ground */
		[ROW_WHAT] = { "what_changed", SLOT_LIST, &part_shape },
	},
};

enum { LIST_ID, LIST_CHANGES, LIST_SLOTS };
static const struct shape list_shape = {
	.name = "list",
	.n = LIST_SLOTS,
	.slots = {
		[LIST_ID] = { "list", SLOT_TEXT, NULL },
		[LIST_CHANGES] = { "changes", SLOT_LIST, &change_shape },
	},
};

enum {
	TOLD_CLASS,
	TOLD_SIGN,
	TOLD_ID,
	TOLD_TITLE,
	TOLD_STATE,
	TOLD_DAY,
	TOLD_TIME,
	TOLD_NOTE,
	TOLD_PARTS,
	TOLD_SLOTS
};
static const struct shape notice_shape = {
	.name = "notice",
	.n = TOLD_SLOTS,
	.slots = {
		[TOLD_CLASS] = { "class", SLOT_TEXT, NULL },
		[TOLD_SIGN] = { "sign", SLOT_TEXT, NULL },
		[TOLD_ID] = { "id", SLOT_TEXT, NULL },
		[TOLD_TITLE] = { "notice_title", SLOT_TEXT, NULL },
		[TOLD_STATE] = { "state", SLOT_TEXT, NULL },
		[TOLD_DAY] = { "effective", SLOT_TEXT, NULL },
		[TOLD_TIME] = { "published", SLOT_TEXT, NULL },
		[TOLD_NOTE] = { "note", SLOT_TEXT, NULL },
		[TOLD_PARTS] = { "parts", SLOT_LIST, &part_shape },
	},
};

enum { GROUP_UNEXPLAINED, GROUP_NOTICES, GROUP_LISTS, GROUP_SLOTS };
static const struct shape group_shape = {
	.name = "group",
	.n = GROUP_SLOTS,
	.slots = {
		[GROUP_UNEXPLAINED] = { "unexplained", SLOT_TEXT, NULL },
		[GROUP_NOTICES] = { "behind", SLOT_LIST, &notice_shape },
		[GROUP_LISTS] = { "lists", SLOT_LIST, &list_shape },
	},
};

enum {
	PAGE_LANG,
	PAGE_TITLE,
	PAGE_MARK,
	PAGE_FROM,
	PAGE_TO,
	PAGE_NOTHING,
	PAGE_GROUPS,
	PAGE_NOTICES_TITLE,
	PAGE_NOTICES,
	PAGE_SLOTS
};
static const struct shape diff_shape = {
	.name = "diff",
	.n = PAGE_SLOTS,
	.slots = {
		[PAGE_LANG] = { "lang", SLOT_TEXT, NULL },
		[PAGE_TITLE] = { "title", SLOT_TEXT, NULL },
		[PAGE_MARK] = { "mark", SLOT_TEXT, NULL }, /* of a demonstration */
		[PAGE_FROM] = { "from", SLOT_TEXT, NULL },
		[PAGE_TO] = { "to", SLOT_TEXT, NULL },
		[PAGE_NOTHING] = { "nothing", SLOT_TEXT, NULL }, /* said where nothing changed */
		[PAGE_GROUPS] = { "groups", SLOT_LIST, &group_shape },
		[PAGE_NOTICES_TITLE] = { "notices_title", SLOT_TEXT, NULL },
		[PAGE_NOTICES] = { "notices", SLOT_LIST, &notice_shape },
	},
};

/* ---- members ---- */

struct filling {
	const struct diff *d;
	struct page page; /* only its arena counts */
};

static void fill_aspects(const struct filling *p, struct value *v, const struct member_change *c)
{
	struct value *items = page_frames(&p->page, ASPECTS, PART_SLOTS);
	size_t n = 0;

	for (unsigned i = 0; i < ASPECTS; i++) {
		struct value *frame;

		if (!(c->differs & 1u << i))
			continue;
		frame = &items[n++ * PART_SLOTS];
		value_text(&frame[PART_WHAT], diff_aspect_word(p->d, i));
		value_text(&frame[PART_WAS], diff_aspect(p->d, &c->was, i));
		value_text(&frame[PART_IS], diff_aspect(p->d, &c->is, i));
	}
	fill_list(&p->page, v, items, n, PART_SLOTS);
}

static const char *note_of(const struct filling *p, const struct member_change *c)
{
	struct buf note = BUF_INIT;
	const char *text;

	diff_add_note(p->d, c, &note);
	text = arena_strndup(p->page.arena, buf_str(&note).data, note.len);
	buf_release(&note);
	return text;
}

static void fill_change(const struct filling *p, struct value *frame, const struct member_change *c)
{
	bool came = c->kind == CHANGE_ENTERED, went = c->kind == CHANGE_REMOVED;

	value_text(&frame[ROW_CLASS], came ? "added" : went ? "gone" : "changed");
	value_text(&frame[ROW_SIGN], came ? "+" : went ? "−" : "~");
	value_text(&frame[ROW_ID], member_change_id(c));
	value_text(&frame[ROW_NAME], (went ? &c->was : &c->is)->says[ASPECT_NAME]);
	if (came)
		value_text(&frame[ROW_NOTE], diff_aspect(p->d, &c->is, ASPECT_PLACE));
	else if (went)
		value_text(&frame[ROW_NOTE], note_of(p, c));
	else
		fill_aspects(p, &frame[ROW_WHAT], c);
}

/* ---- notices ---- */

static void fill_parts(const struct filling *p, struct value *v, const struct notice_change *c)
{
	struct value *items = page_frames(&p->page, c->parts.n, PART_SLOTS);

	for (size_t i = 0; i < c->parts.n; i++) {
		struct value *frame = &items[i * PART_SLOTS];

		value_text(&frame[PART_WHAT], c->parts.items[i].part);
		value_text(&frame[PART_WAS], c->parts.items[i].was);
		value_text(&frame[PART_IS], c->parts.items[i].is);
	}
	fill_list(&p->page, v, items, c->parts.n, PART_SLOTS);
}

/* Without its parts; change may be NULL. */
static void fill_notice(const struct filling *p, struct value *frame, const struct notice *n,
			const struct notice_change *change)
{
	char day[DATE_SIZE], time[MINUTE_SIZE];

	value_text(&frame[TOLD_ID], n->id);
	value_text(&frame[TOLD_TITLE], n->title);
	value_text(&frame[TOLD_DAY],
		   arena_strdup(p->page.arena, date_format(notice_effective(n), day)));
	value_text(&frame[TOLD_TIME],
		   arena_strdup(p->page.arena, minute_format(notice_published(n), time)));
	if (!change)
		return;
	value_text(&frame[TOLD_CLASS], !change->was ? "added" : change->is ? "changed" : "gone");
	value_text(&frame[TOLD_SIGN], !change->was ? "+" : change->is ? "~" : "−");
	value_text(&frame[TOLD_STATE], diff_word(p->d, diff_notice_word(p->d, change)));
	if (change->withheld)
		value_text(&frame[TOLD_NOTE], change->withheld->basis);
}

static void fill_notices(const struct filling *p, struct value *v)
{
	const struct comparison *c = p->d->c;
	struct value *items = page_frames(&p->page, c->notices.n, TOLD_SLOTS);

	for (size_t i = 0; i < c->notices.n; i++) {
		struct value *frame = &items[i * TOLD_SLOTS];

		fill_notice(p, frame, notice_change_notice(&c->notices.items[i]),
			    &c->notices.items[i]);
		fill_parts(p, &frame[TOLD_PARTS], &c->notices.items[i]);
	}
	fill_list(&p->page, v, items, c->notices.n, TOLD_SLOTS);
}

/* ---- groups ---- */

static void fill_changes(const struct filling *p, struct value *frame,
			 const struct diff_line *lines, size_t n)
{
	struct value *items = page_frames(&p->page, n, ROW_SLOTS);

	value_text(&frame[LIST_ID], lines->list);
	for (size_t i = 0; i < n; i++)
		fill_change(p, &items[i * ROW_SLOTS], lines[i].change);
	fill_list(&p->page, &frame[LIST_CHANGES], items, n, ROW_SLOTS);
}

static void fill_lists(const struct filling *p, struct value *v, const struct diff_line *lines,
		       size_t n)
{
	struct value *items = page_frames(&p->page, n, LIST_SLOTS);
	size_t lists = 0, run;

	for (size_t i = 0; i < n; i += run) {
		for (run = 1; i + run < n && strcmp(lines[i + run].list, lines[i].list) == 0;)
			run++;
		fill_changes(p, &items[lists++ * LIST_SLOTS], &lines[i], run);
	}
	fill_list(&p->page, v, items, lists, LIST_SLOTS);
}

static void fill_group(const struct filling *p, struct value *frame, const struct diff_line *lines,
		       size_t n)
{
	const struct strings *ids = &lines->change->notices;
	struct value *behind = page_frames(&p->page, ids->n, TOLD_SLOTS);

	if (!ids->n)
		value_text(&frame[GROUP_UNEXPLAINED], diff_word(p->d, DIFF_UNEXPLAINED));
	for (size_t i = 0; i < ids->n; i++)
		fill_notice(p, &behind[i * TOLD_SLOTS], diff_notice(p->d, ids->items[i]),
			    diff_notice_change(p->d, ids->items[i]));
	fill_list(&p->page, &frame[GROUP_NOTICES], behind, ids->n, TOLD_SLOTS);
	fill_lists(p, &frame[GROUP_LISTS], lines, n);
}

static void fill_groups(const struct filling *p, struct value *v, const struct diff_lines *lines)
{
	struct value *items = page_frames(&p->page, lines->n, GROUP_SLOTS);
	size_t groups = 0, run;

	for (size_t i = 0; i < lines->n; i += run) {
		for (run = 1; i + run < lines->n &&
			      diff_same_notices(&lines->items[i], &lines->items[i + run]);)
			run++;
		fill_group(p, &items[groups++ * GROUP_SLOTS], &lines->items[i], run);
	}
	fill_list(&p->page, v, items, groups, GROUP_SLOTS);
}

static const char *side_text(const struct filling *p, const struct diff_side *s)
{
	char day[DATE_SIZE];

	return arena_printf(p->page.arena, "%s, %s", date_format(s->registry->as_of, day),
			    s->revision ? s->revision : diff_word(p->d, DIFF_WORK_TREE));
}

static void render(const struct diff *d, const struct template *t, struct buf *out)
{
	struct arena arena = ARENA_INIT;
	struct filling p = { d, { .arena = &arena } };
	struct diff_lines lines = diff_lines(d);
	struct value frame[PAGE_SLOTS] = { 0 };

	value_text(&frame[PAGE_LANG], d->language == LANG_ZH ? "zh-CN" : "en");
	value_text(&frame[PAGE_TITLE], diff_word(d, DIFF_TITLE));
	if (d->c->is->content->site.status == SITE_DEMO)
		value_text(&frame[PAGE_MARK], EXPORT_MARK);
	value_text(&frame[PAGE_FROM], side_text(&p, &d->was));
	value_text(&frame[PAGE_TO], side_text(&p, &d->is));
	if (!lines.n && !d->c->notices.n)
		value_text(&frame[PAGE_NOTHING], diff_word(d, DIFF_SAME));
	value_text(&frame[PAGE_NOTICES_TITLE], diff_word(d, DIFF_NOTICES));
	fill_groups(&p, &frame[PAGE_GROUPS], &lines);
	fill_notices(&p, &frame[PAGE_NOTICES]);
	template_render(t, frame, out);
	free(lines.items);
	arena_release(&arena);
}

int diff_add_html(const struct diff *d, struct source *portal, struct buf *out, struct findings *f)
{
	struct template *t = single_page_template(portal, TEMPLATE, &diff_shape, f);

	if (t)
		render(d, t, out);
	template_free(t);
	return t ? 0 : -1;
}
