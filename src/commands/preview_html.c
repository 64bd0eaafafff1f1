/* The page for sign-off. It is for the office, in Chinese whatever the terminal speaks. */
#include <stdio.h>
#include <string.h>

#include "commands/preview.h"
#include "commands/single_page.h"
#include "exports/common.h"
#include "rules/rules.h"

#define TEMPLATE "templates/preview.html"

/* ---- what the template may use ---- */

enum { CHANGE_WHAT, CHANGE_BEFORE, CHANGE_AFTER, CHANGE_NOTICES, CHANGE_SLOTS };
static const struct shape change_shape = {
	.name = "change",
	.n = CHANGE_SLOTS,
	.slots = {
		[CHANGE_WHAT] = { "what", SLOT_TEXT, NULL }, /* 列入, 移出 … */
		[CHANGE_BEFORE] = { "before", SLOT_TEXT, NULL }, /* names; empty: not on the list */
		[CHANGE_AFTER] = { "after", SLOT_TEXT, NULL },
		[CHANGE_NOTICES] = { "notices", SLOT_TEXT, NULL }, /* titles; empty: none explains it */
	},
};

enum { LIST_NAME, LIST_ID, LIST_WAS, LIST_IS, LIST_CHANGES, LIST_SLOTS };
static const struct shape list_shape = {
	.name = "list",
	.n = LIST_SLOTS,
	.slots = {
		[LIST_NAME] = { "name", SLOT_TEXT, NULL },
		[LIST_ID] = { "id", SLOT_TEXT, NULL },
		[LIST_WAS] = { "was", SLOT_TEXT, NULL }, /* members */
		[LIST_IS] = { "is", SLOT_TEXT, NULL },
		[LIST_CHANGES] = { "changes", SLOT_LIST, &change_shape },
	},
};

enum { NOTICE_STATE, NOTICE_TITLE, NOTICE_ID, NOTICE_DAY, NOTICE_SLOTS };
static const struct shape notice_shape = {
	.name = "notice",
	.n = NOTICE_SLOTS,
	.slots = {
		[NOTICE_STATE] = { "state", SLOT_TEXT, NULL },
		[NOTICE_TITLE] = { "title", SLOT_TEXT, NULL },
		[NOTICE_ID] = { "id", SLOT_TEXT, NULL },
		[NOTICE_DAY] = { "effective", SLOT_TEXT, NULL },
	},
};

enum {
	FOUND_SEVERITY,
	FOUND_PLACE,
	FOUND_MESSAGE,
	FOUND_ARTICLE,
	FOUND_RULE,
	FOUND_REASON,
	FOUND_SLOTS
};
static const struct shape finding_shape = {
	.name = "finding",
	.n = FOUND_SLOTS,
	.slots = {
		[FOUND_SEVERITY] = { "severity", SLOT_TEXT, NULL },
		[FOUND_PLACE] = { "place", SLOT_TEXT, NULL },
		[FOUND_MESSAGE] = { "message", SLOT_TEXT, NULL },
		[FOUND_ARTICLE] = { "article", SLOT_TEXT, NULL },
		[FOUND_RULE] = { "rule", SLOT_TEXT, NULL },
		[FOUND_REASON] = { "reason", SLOT_TEXT, NULL }, /* of a waiver, with its document */
	},
};

enum { FILES_WHAT, FILES_COUNT, FILES_ADDRESSES, FILES_SLOTS };
static const struct shape address_shape = { ".", 1, { { ".", SLOT_TEXT, NULL } } };
static const struct shape files_shape = {
	.name = "files",
	.n = FILES_SLOTS,
	.slots = {
		[FILES_WHAT] = { "what", SLOT_TEXT, NULL },
		[FILES_COUNT] = { "count", SLOT_TEXT, NULL },
		[FILES_ADDRESSES] = { "addresses", SLOT_LIST, &address_shape },
	},
};

enum {
	PAGE_SITE,
	PAGE_MARK,
	PAGE_SINCE,
	PAGE_DAY,
	PAGE_ERRORS,
	PAGE_WARNINGS,
	PAGE_WAIVED,
	PAGE_STOPPED,
	PAGE_INCOMPARABLE,
	PAGE_LISTS,
	PAGE_NOTICES,
	PAGE_FILES,
	PAGE_OTHERS,
	PAGE_FINDINGS,
	PAGE_REST,
	PAGE_WAIVERS,
	PAGE_SLOTS
};
static const struct shape preview_shape = {
	.name = "preview",
	.n = PAGE_SLOTS,
	.slots = {
		[PAGE_SITE] = { "site", SLOT_TEXT, NULL },
		[PAGE_MARK] = { "mark", SLOT_TEXT, NULL }, /* of a demonstration */
		[PAGE_SINCE] = { "since", SLOT_TEXT, NULL },
		[PAGE_DAY] = { "day", SLOT_TEXT, NULL },
		[PAGE_ERRORS] = { "errors", SLOT_TEXT, NULL },
		[PAGE_WARNINGS] = { "warnings", SLOT_TEXT, NULL },
		[PAGE_WAIVED] = { "waived", SLOT_TEXT, NULL },
		[PAGE_STOPPED] = { "stopped", SLOT_FLAG, NULL }, /* by errors: no pages to compare */
		/* why there are none of the other state */
		[PAGE_INCOMPARABLE] = { "incomparable", SLOT_TEXT, NULL },
		[PAGE_LISTS] = { "lists", SLOT_LIST, &list_shape },
		[PAGE_NOTICES] = { "notices", SLOT_LIST, &notice_shape },
		[PAGE_FILES] = { "files", SLOT_LIST, &files_shape },
		[PAGE_OTHERS] = { "others", SLOT_TEXT, NULL },
		[PAGE_FINDINGS] = { "findings", SLOT_LIST, &finding_shape },
		[PAGE_REST] = { "known_before", SLOT_TEXT, NULL }, /* findings that are not new */
		[PAGE_WAIVERS] = { "waivers", SLOT_LIST, &finding_shape },
	},
};

struct filling {
	const struct preview *p;
	struct page page; /* only its arena counts */
};

static const char *number(const struct filling *f, size_t n)
{
	return arena_printf(f->page.arena, "%zu", n);
}

/* ---- lists ---- */

static const char *titles_of(const struct filling *f, const struct strings *ids)
{
	struct buf text = BUF_INIT;
	const char *kept;

	for (size_t i = 0; i < ids->n; i++) {
		const struct notice *n = content_notice(f->p->comparison->is->content, ids->items[i]);

		buf_add_format(&text, "%s%s", i ? "；" : "", n ? n->title : ids->items[i]);
	}
	kept = arena_strdup(f->page.arena, text.data ? text.data : "");
	buf_release(&text);
	return kept;
}

static void fill_change(const struct filling *f, struct value *frame, const struct member_change *c)
{
	static const char *const what[CHANGE_KINDS] = {
		[CHANGE_ENTERED] = "列入", [CHANGE_REMOVED] = "移出", [CHANGE_RENAMED] = "更名",
		[CHANGE_ALTERED] = "变更", [CHANGE_JOINED] = "并入",  [CHANGE_PARTED] = "分立",
	};

	value_text(&frame[CHANGE_WHAT], what[c->kind]);
	if (c->before)
		value_text(&frame[CHANGE_BEFORE], c->was.says[ASPECT_NAME]);
	if (c->after)
		value_text(&frame[CHANGE_AFTER], c->is.says[ASPECT_NAME]);
	value_text(&frame[CHANGE_NOTICES], titles_of(f, &c->notices));
}

static size_t members(const struct registry *r, const char *list)
{
	const struct roster *l = registry_roster(r, list);

	return l ? roster_count(l, r->as_of) : 0;
}

/* 珠海市 绿色工厂 */
static const char *name_of(const struct filling *f, const char *list)
{
	const struct content *c = f->p->comparison->is->content;
	const char *region, *category;
	const struct region *r;
	const struct category *known;

	if (list_split(f->page.arena, list, &region, &category) < 0)
		return list;
	r = content_region(c, region);
	known = content_category(c, category);
	return arena_printf(f->page.arena, "%s %s", r ? r->name : region,
			    known ? known->name : category);
}

static void fill_lists(const struct filling *f, struct value *v)
{
	const struct comparison *c = f->p->comparison;
	struct value *items = page_frames(&f->page, c->lists.n, LIST_SLOTS);

	for (size_t i = 0; i < c->lists.n; i++) {
		const struct list_changes *l = &c->lists.items[i];
		struct value *frame = &items[i * LIST_SLOTS];
		struct value *changes = page_frames(&f->page, l->changes.n, CHANGE_SLOTS);

		value_text(&frame[LIST_NAME], name_of(f, l->list));
		value_text(&frame[LIST_ID], l->list);
		value_text(&frame[LIST_WAS], number(f, members(c->was, l->list)));
		value_text(&frame[LIST_IS], number(f, members(c->is, l->list)));
		for (size_t k = 0; k < l->changes.n; k++)
			fill_change(f, &changes[k * CHANGE_SLOTS], &l->changes.items[k]);
		fill_list(&f->page, &frame[LIST_CHANGES], changes, l->changes.n, CHANGE_SLOTS);
	}
	fill_list(&f->page, v, items, c->lists.n, LIST_SLOTS);
}

/* ---- notices and pages ---- */

static void fill_notices(const struct filling *f, struct value *v)
{
	const struct comparison *c = f->p->comparison;
	struct value *items = page_frames(&f->page, c->notices.n, NOTICE_SLOTS);

	for (size_t i = 0; i < c->notices.n; i++) {
		const struct notice_change *change = &c->notices.items[i];
		const struct notice *n = notice_change_notice(change);
		struct value *frame = &items[i * NOTICE_SLOTS];
		char day[DATE_SIZE];

		value_text(&frame[NOTICE_STATE], !change->was ? "新增"
						 : change->is ? "改动"
							      : "删除");
		value_text(&frame[NOTICE_TITLE], n->title);
		value_text(&frame[NOTICE_ID], n->id);
		value_text(&frame[NOTICE_DAY],
			   arena_strdup(f->page.arena, date_format(notice_effective(n), day)));
	}
	fill_list(&f->page, v, items, c->notices.n, NOTICE_SLOTS);
}

static void fill_some(const struct filling *f, struct value *frame, const char *what,
		      const struct strings *addresses)
{
	struct value *items = page_frames(&f->page, addresses->n, 1);

	for (size_t i = 0; i < addresses->n; i++)
		value_text(&items[i], addresses->items[i]);
	value_text(&frame[FILES_WHAT], what);
	value_text(&frame[FILES_COUNT], number(f, addresses->n));
	fill_list(&f->page, &frame[FILES_ADDRESSES], items, addresses->n, 1);
}

static void fill_files(const struct filling *f, struct value *v)
{
	const struct page_changes *pages = f->p->pages;
	struct value *items = page_frames(&f->page, 3, FILES_SLOTS);

	fill_some(f, &items[0], "新增", &pages->added);
	fill_some(f, &items[FILES_SLOTS], "改变", &pages->changed);
	fill_some(f, &items[2 * FILES_SLOTS], "消失", &pages->gone);
	fill_list(&f->page, v, items, 3, FILES_SLOTS);
}

/* ---- findings ---- */

static const char *message_of(const struct filling *f, const struct finding *x)
{
	struct buf text = BUF_INIT;
	const char *kept;

	finding_render(x, LANG_ZH, &text);
	kept = arena_strdup(f->page.arena, text.data);
	buf_release(&text);
	return kept;
}

static void fill_finding(const struct filling *f, struct value *frame, const struct finding *x)
{
	static const char *const severity[] = { "提示", "警告", "错误" };

	value_text(&frame[FOUND_SEVERITY], severity[x->severity]);
	if (x->place.path)
		value_text(&frame[FOUND_PLACE], x->place.line
							? arena_printf(f->page.arena, "%s:%u",
								       x->place.path, x->place.line)
							: x->place.path);
	value_text(&frame[FOUND_MESSAGE], message_of(f, x));
	value_text(&frame[FOUND_ARTICLE], x->article);
	value_text(&frame[FOUND_RULE], finding_rule(x->id));
	if (x->waived)
		value_text(&frame[FOUND_REASON],
			   arena_printf(f->page.arena, "%s（%s）", x->waived, x->waived_by));
}

/* What makes two findings the same, wherever in its file each stands. */
static const char *key_of(const struct filling *f, const struct finding *x)
{
	return arena_printf(f->page.arena, "%d %s %s", (int)x->id,
			    x->place.path ? x->place.path : "", message_of(f, x));
}

/* By index: those that the state before had too. Errors are told again. */
static const bool *told_before(const struct filling *f)
{
	const struct findings *all = f->p->findings, *before = f->p->before;
	bool *told = arena_calloc(f->page.arena, all->n, sizeof(*told));
	struct map keys = MAP_INIT;

	for (size_t i = 0; i < before->n; i++)
		map_add(&keys, key_of(f, &before->items[i]), told);
	for (size_t i = 0; i < all->n; i++)
		told[i] = all->items[i].severity != SEVERITY_ERROR &&
			  map_get(&keys, key_of(f, &all->items[i]));
	map_release(&keys);
	return told;
}

/* The waived ones, or the others that are new; the worst first. */
static size_t fill_findings(const struct filling *f, struct value *v, const bool *told, bool waived)
{
	const struct findings *all = f->p->findings;
	struct value *items = page_frames(&f->page, all->n, FOUND_SLOTS);
	size_t n = 0;

	for (int severity = SEVERITY_ERROR; severity >= SEVERITY_NOTE; severity--)
		for (size_t i = 0; i < all->n; i++) {
			const struct finding *x = &all->items[i];

			if (x->severity == (enum severity)severity &&
			    (x->waived != NULL) == waived && (waived || !told[i]))
				fill_finding(f, &items[n++ * FOUND_SLOTS], x);
		}
	fill_list(&f->page, v, items, n, FOUND_SLOTS);
	return n;
}

static size_t count_warnings(const struct findings *all)
{
	size_t n = 0;

	for (size_t i = 0; i < all->n; i++)
		n += all->items[i].severity == SEVERITY_WARNING && !all->items[i].waived;
	return n;
}

static const char *first_error(const struct findings *all, struct arena *a)
{
	struct buf text = BUF_INIT;
	const char *message;

	for (size_t i = 0; i < all->n && !text.len; i++)
		if (all->items[i].severity == SEVERITY_ERROR && !all->items[i].waived)
			finding_render(&all->items[i], LANG_ZH, &text);
	message = arena_strndup(a, buf_str(&text).data, text.len);
	buf_release(&text);
	return message;
}

/* ---- the page ---- */

static void render(const struct preview *p, const struct template *t, struct buf *out)
{
	struct arena arena = ARENA_INIT;
	struct filling f = { p, { .arena = &arena } };
	const struct content *c = p->comparison->is->content;
	struct value frame[PAGE_SLOTS] = { 0 };
	const bool *told = told_before(&f);
	size_t waived, rest;
	char day[DATE_SIZE];

	value_text(&frame[PAGE_SITE], c->site.name);
	if (c->site.status == SITE_DEMO)
		value_text(&frame[PAGE_MARK], EXPORT_MARK);
	value_text(&frame[PAGE_SINCE],
		   p->revision ? arena_printf(&arena, "%s（%.12s）", p->since, p->revision)
			       : p->since);
	value_text(&frame[PAGE_DAY], date_format(p->comparison->is->as_of, day));
	value_text(&frame[PAGE_ERRORS], number(&f, p->findings->errors));
	value_text(&frame[PAGE_WARNINGS], number(&f, count_warnings(p->findings)));
	fill_lists(&f, &frame[PAGE_LISTS]);
	fill_notices(&f, &frame[PAGE_NOTICES]);
	value_flag(&frame[PAGE_STOPPED], p->findings->errors > 0);
	if (!p->pages && !p->findings->errors)
		value_text(&frame[PAGE_INCOMPARABLE], first_error(p->before, &arena));
	if (p->pages) {
		fill_files(&f, &frame[PAGE_FILES]);
		if (p->pages->others)
			value_text(&frame[PAGE_OTHERS], number(&f, p->pages->others));
	}
	waived = fill_findings(&f, &frame[PAGE_WAIVERS], told, true);
	value_text(&frame[PAGE_WAIVED], number(&f, waived));
	rest = p->findings->n - waived - fill_findings(&f, &frame[PAGE_FINDINGS], told, false);
	if (rest)
		value_text(&frame[PAGE_REST], number(&f, rest));
	template_render(t, frame, out);
	arena_release(&arena);
}

int preview_add_html(const struct preview *p, struct source *portal, struct buf *out,
		     struct findings *f)
{
	struct template *t = single_page_template(portal, TEMPLATE, &preview_shape, f);

	if (t)
		render(p, t, out);
	template_free(t);
	return t ? 0 : -1;
}
