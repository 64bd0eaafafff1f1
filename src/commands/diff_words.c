#include <stdlib.h>
#include <string.h>

#include "commands/diff.h"
#include "commands/terminal.h"
#include "content/names.h"
#include "rules/rules.h"

const char *diff_word(const struct diff *d, enum diff_word w)
{
	static const char *const words[DIFF_WORDS][2] = {
		[DIFF_TITLE] = { "名单变化", "what changed on the lists" },
		[DIFF_ADDED] = { "新增", "added" },
		[DIFF_EDITED] = { "改动", "edited" },
		[DIFF_DELETED] = { "删去", "deleted" },
		[DIFF_TOOK_EFFECT] = { "生效", "took effect" },
		[DIFF_UNEXPLAINED] = { "没有文告说明的变化", "changes that no notice explains" },
		[DIFF_NOTICES] = { "文告", "notices" },
		[DIFF_EFFECTIVE] = { "生效", "effective" },
		[DIFF_PUBLISHED] = { "发布", "published" },
		[DIFF_BARRED] = { "限制至", "barred until" },
		[DIFF_NO_LONGER] = { "列入的记录已不在", "the entry is no longer there" },
		[DIFF_WITHHELD] = { "依法不再公开", "withheld" },
		[DIFF_ABSENT] = { "无", "none" },
		[DIFF_WORK_TREE] = { "工作区", "work tree" },
		[DIFF_SAME] = { "没有变化", "nothing changed" },
	};

	return words[w][d->language];
}

const char *diff_aspect_key(enum member_aspect a)
{
	static const char *const keys[ASPECTS] = { "record", "name",  "place", "industry",
						   "kind",   "bases", "since", "rank" };

	return keys[a];
}

const char *diff_aspect_word(const struct diff *d, enum member_aspect a)
{
	static const char *const words[ASPECTS] = { "标识", "名称", "所在地", "行业",
						    "种类", "依据", "起始日", "排名" };

	return d->language == LANG_ZH ? words[a] : diff_aspect_key(a);
}

enum diff_word diff_notice_word(const struct diff *d, const struct notice_change *n)
{
	if (!n->was)
		return d->c->was->content == d->c->is->content ? DIFF_TOOK_EFFECT : DIFF_ADDED;
	return n->is ? DIFF_EDITED : DIFF_DELETED;
}

const char *diff_ground(const struct member_change *c)
{
	const struct event *e = c->ended ? c->ended->removed : NULL;

	if (c->ended && c->ended->ground)
		return c->ended->ground;
	return e && e->action != ACTION_REMOVE ? action_names[e->action] : NULL;
}

void diff_add_note(const struct diff *d, const struct member_change *c, struct buf *out)
{
	const struct event *e = c->ended ? c->ended->removed : NULL;
	const char *ground = diff_ground(c), *printed = e ? event_cell(e, ROLE_GROUND) : NULL;
	char day[DATE_SIZE];

	if (!c->ended)
		buf_add_str(out, diff_word(d, DIFF_NO_LONGER));
	if (ground)
		buf_add_str(out, term(term_ground(ground, d->language), d->language));
	if (printed)
		buf_add_format(out, "%s%s", out->len ? "  " : "", printed);
	if (c->ended && c->ended->barred_until != DATE_NONE)
		buf_add_format(out, "%s%s %s", out->len ? "  " : "", diff_word(d, DIFF_BARRED),
			       date_format(c->ended->barred_until, day));
}

const char *diff_aspect(const struct diff *d, const struct member_facts *f, enum member_aspect a)
{
	return a == ASPECT_PLACE && f->says[a] ? diff_place(d, f->says[a]) : f->says[a];
}

const struct notice *diff_notice(const struct diff *d, const char *id)
{
	const struct notice *n = content_notice(d->c->is->content, id);

	return n ? n : content_notice(d->c->was->content, id);
}

const struct notice_change *diff_notice_change(const struct diff *d, const char *id)
{
	return map_get(&d->c->notice_by_id, id);
}

const char *diff_place(const struct diff *d, const char *code)
{
	const struct region *r = content_region(d->c->is->content, code);

	if (!r)
		r = content_region(d->c->was->content, code);
	return r ? r->name : code;
}

/* ---- grouped ---- */

struct sorted { /* a line with what it is sorted by */
	struct diff_line line;
	date_t day;
	size_t at;
};

bool diff_same_notices(const struct diff_line *a, const struct diff_line *b)
{
	const struct strings *x = &a->change->notices, *y = &b->change->notices;

	if (x->n != y->n)
		return false;
	for (size_t i = 0; i < x->n; i++)
		if (strcmp(x->items[i], y->items[i]) != 0)
			return false;
	return true;
}

static int line_order(const void *a, const void *b)
{
	const struct sorted *x = a, *y = b;
	const struct strings *s = &x->line.change->notices, *t = &y->line.change->notices;

	if (x->day != y->day)
		return x->day < y->day ? -1 : 1;
	for (size_t i = 0; i < s->n && i < t->n; i++)
		if (strcmp(s->items[i], t->items[i]) != 0)
			return strcmp(s->items[i], t->items[i]);
	if (s->n != t->n)
		return s->n < t->n ? -1 : 1;
	return (x->at > y->at) - (x->at < y->at);
}

struct diff_lines diff_lines(const struct diff *d)
{
	struct sorted *all = NULL;
	struct diff_lines lines = { NULL, 0 };
	size_t n = 0, cap = 0;

	for (size_t i = 0; i < d->c->lists.n; i++)
		for (size_t k = 0; k < d->c->lists.items[i].changes.n; k++) {
			const struct member_change *c = &d->c->lists.items[i].changes.items[k];
			date_t day = DATE_NONE;

			if (c->notices.n)
				day = notice_effective(diff_notice(d, c->notices.items[0]));
			ARRAY_GROW(all, n, cap);
			all[n] = (struct sorted){ { d->c->lists.items[i].list, c }, day, n };
			n++;
		}
	if (n)
		qsort(all, n, sizeof(*all), line_order);
	lines.items = xcalloc(n + 1, sizeof(*lines.items));
	for (lines.n = 0; lines.n < n; lines.n++)
		lines.items[lines.n] = all[lines.n].line;
	free(all);
	return lines;
}
