#include <stdio.h>
#include <string.h>

#include "base/escape.h"
#include "commands/answer.h"
#include "commands/command.h"
#include "commands/portal.h"
#include "commands/terminal.h"
#include "commands/report.h"
#include "content/names.h"
#include "rules/rules.h"

enum { SHOW_AS_OF, SHOW_AT, SHOW_FORMAT };

static const struct option options[] = {
	[SHOW_AS_OF] = { "as-of",
			 "DATE",
			 { "哪一天的情况；默认今天", "the state of that day; today unless given" } },
	[SHOW_AT] = { "at", "REV", { "该版本所知的情况", "as known at a revision" } },
	[SHOW_FORMAT] = { "format",
			  "text|json",
			  { "输出格式；默认 text", "output; text unless given" } },
	{ .name = NULL },
};

static void add_dated(struct json_out *j, const char *key, const struct dated *items, size_t n)
{
	json_out_key(j, key);
	json_out_array_begin(j);
	for (size_t i = 0; i < n; i++) {
		json_out_flat_begin(j);
		json_out_object_begin(j);
		json_out_key(j, "value");
		json_out_string(j, items[i].value);
		answer_date(j, "from", items[i].from);
		if (items[i].by) {
			json_out_key(j, "notice");
			json_out_string(j, items[i].by->notice->id);
		}
		json_out_object_end(j);
		json_out_flat_end(j);
	}
	json_out_array_end(j);
}

static void add_membership(struct json_out *j, const struct membership *m, date_t day)
{
	json_out_flat_begin(j);
	json_out_object_begin(j);
	json_out_key(j, "list");
	json_out_string(j, m->list->id);
	json_out_key(j, "status");
	json_out_string(j, membership_status(m, day));
	answer_bases(j, m, day);
	answer_spells(j, m);
	json_out_object_end(j);
	json_out_flat_end(j);
}

static void add_entity_json(struct buf *out, const struct standing *s, date_t day)
{
	struct json_out j = { .out = out };

	json_out_object_begin(&j);
	json_out_key(&j, "id");
	json_out_string(&j, s->entity->id);
	json_out_key(&j, "name");
	json_out_string(&j, standing_name(s, day));
	json_out_key(&j, "kind");
	json_out_string(&j, entity_kind_names[s->entity->kind]);
	add_dated(&j, "names", s->names.items, s->names.n);
	add_dated(&j, "places", s->places.items, s->places.n);
	json_out_key(&j, "lists");
	json_out_array_begin(&j);
	for (size_t i = 0; i < s->memberships.n; i++)
		add_membership(&j, s->memberships.items[i], day);
	json_out_array_end(&j);
	json_out_object_end(&j);
	buf_add_char(out, '\n');
}

static void add_line(struct buf *out, const char *label, const char *value)
{
	if (!value || !*value)
		return;
	add_padded(out, label, 12);
	escape_visible(out, str_from(value));
	buf_add_char(out, '\n');
}

static void add_membership_text(struct buf *out, const struct membership *m, date_t day,
				enum language lang)
{
	bool zh = lang == LANG_ZH;
	char from[DATE_SIZE];

	add_line(out, zh ? "名单" : "list", m->list->id);
	add_line(out, zh ? "  状态" : "  status", term(membership_status(m, day), lang));
	for (size_t i = 0; i < m->events.n; i++) {
		const struct event *e = m->events.items[i];

		buf_add_format(out, "  %s  ", date_format(e->day, from));
		add_padded(out, term(action_names[e->action], lang), zh ? 15 : 11);
		buf_add_format(out, "%s\n", e->notice->id);
	}
}

static void add_entity_text(struct buf *out, const struct standing *s, date_t day, enum language lang)
{
	bool zh = lang == LANG_ZH;

	add_line(out, zh ? "编号" : "id", s->entity->id);
	add_line(out, zh ? "名称" : "name", standing_name(s, day));
	add_line(out, zh ? "种类" : "kind", term_kind(s->entity->kind, lang));
	add_line(out, zh ? "所在地" : "place", standing_place(s, day));
	for (size_t i = 1; i < s->names.n; i++)
		add_line(out, zh ? "曾用名" : "formerly", s->names.items[i - 1].value);
	for (size_t i = 0; i < s->memberships.n; i++)
		add_membership_text(out, s->memberships.items[i], day, lang);
}

static void add_notice_facts(struct json_out *j, const struct notice *n)
{
	char text[MINUTE_SIZE];

	json_out_key(j, "id");
	json_out_string(j, n->id);
	json_out_key(j, "type");
	json_out_string(j, notice_type_names[n->type]);
	json_out_key(j, "title");
	json_out_string(j, n->title);
	json_out_key(j, "number");
	json_out_string(j, n->number);
	answer_date(j, "signed", n->signed_on);
	answer_date(j, "effective", notice_effective(n));
	if (n->published != DATE_NONE) {
		json_out_key(j, "published");
		json_out_string(j, minute_format(n->published, text));
	}
}

static void add_notice_json(struct buf *out, const struct notice *n)
{
	struct json_out j = { .out = out };

	json_out_object_begin(&j);
	add_notice_facts(&j, n);
	json_out_key(&j, "annexes");
	json_out_array_begin(&j);
	for (size_t i = 0; i < n->annexes.n; i++) {
		const struct annex *a = &n->annexes.items[i];

		json_out_flat_begin(&j);
		json_out_object_begin(&j);
		json_out_key(&j, "no");
		json_out_int(&j, a->no);
		json_out_key(&j, "title");
		json_out_string(&j, a->title);
		json_out_key(&j, "action");
		json_out_string(&j, action_names[a->action]);
		json_out_key(&j, "list");
		json_out_string(&j, a->list);
		json_out_key(&j, "rows");
		json_out_int(&j, (int64_t)a->rows.n);
		json_out_object_end(&j);
		json_out_flat_end(&j);
	}
	json_out_array_end(&j);
	json_out_object_end(&j);
	buf_add_char(out, '\n');
}

static void add_notice_text(struct buf *out, const struct notice *n, enum language lang)
{
	bool zh = lang == LANG_ZH;
	char text[MINUTE_SIZE];

	add_line(out, zh ? "编号" : "id", n->id);
	add_line(out, zh ? "类型" : "type", term_type(n->type, lang));
	add_line(out, zh ? "标题" : "title", n->title);
	add_line(out, zh ? "发文字号" : "number", n->number);
	add_line(out, zh ? "成文" : "signed", date_format(n->signed_on, text));
	add_line(out, zh ? "发布" : "published", minute_format(n->published, text));
	for (size_t i = 0; i < n->annexes.n; i++) {
		const struct annex *a = &n->annexes.items[i];

		buf_add_format(out, zh ? "附件%-8d%s %s，%zu 行\n" : "annex %-6d%s %s, %zu rows\n",
			       a->no, term(action_names[a->action], lang), a->list ? a->list : "",
			       a->rows.n);
	}
}

static void add_roster_json(struct buf *out, const struct roster *l, date_t day)
{
	struct json_out j = { .out = out };

	json_out_object_begin(&j);
	json_out_key(&j, "list");
	json_out_string(&j, l->id);
	answer_date(&j, "first", l->first);
	json_out_key(&j, "members");
	json_out_int(&j, (int64_t)roster_count(l, day));
	json_out_object_end(&j);
	buf_add_char(out, '\n');
}

static void add_roster_text(struct buf *out, const struct roster *l, date_t day, enum language lang)
{
	bool zh = lang == LANG_ZH;
	char text[DATE_SIZE];

	add_line(out, zh ? "名单" : "list", l->id);
	add_line(out, zh ? "始于" : "first", date_format(l->first, text));
	add_padded(out, zh ? "在列" : "members", 12);
	buf_add_format(out, "%zu\n", roster_count(l, day));
}

/* One of the three that an operand can name; -1: none. */
static int render_json(const struct portal *p, const char *what, struct buf *out)
{
	const struct standing *s = registry_standing(p->registry, what);
	const struct notice *n = content_notice(p->content, what);
	const struct roster *l = registry_roster(p->registry, what);

	if (s)
		add_entity_json(out, s, p->as_of);
	else if (n)
		add_notice_json(out, n);
	else if (l)
		add_roster_json(out, l, p->as_of);
	return s || n || l ? 0 : -1;
}

static int render_text(const struct portal *p, const char *what, enum language lang, struct buf *out)
{
	const struct standing *s = registry_standing(p->registry, what);
	const struct notice *n = content_notice(p->content, what);
	const struct roster *l = registry_roster(p->registry, what);

	if (s)
		add_entity_text(out, s, p->as_of, lang);
	else if (n)
		add_notice_text(out, n, lang);
	else if (l)
		add_roster_text(out, l, p->as_of, lang);
	return s || n || l ? 0 : -1;
}

/* The product of the command; a usage error if nothing has that name. */
static int print(const struct portal *p, const struct invocation *in)
{
	const char *what = in->operands[0];
	struct buf out = BUF_INIT;
	int rc = option_choice(in, SHOW_FORMAT) == FORMAT_JSON
			 ? render_json(p, what, &out)
			 : render_text(p, what, in->language, &out);
	int status = rc == 0 ? print_product(&out) : usage_error(in, U_RECORD, what);

	buf_release(&out);
	return status;
}

static int show(const struct invocation *in)
{
	struct portal_options o = { option_value(in, SHOW_AT), option_value(in, SHOW_AS_OF),
				    DATE_NONE };
	struct portal p;
	int status;

	if (o.as_of && parse_day(in, o.as_of, &o.as_of_default) < 0)
		return EXIT_USAGE;
	if (portal_open(&p, in, &o) == 0)
		portal_fold(&p);
	status = portal_refuse(&p, in);
	if (status == EXIT_FINE)
		status = print(&p, in);
	portal_close(&p);
	return status;
}

const struct command show_command = {
	.name = "show",
	.operands = "ENTITY|NOTICE|LIST",
	.least_operands = 1,
	.most_operands = 1,
	.says = { "显示一个单位、一份文告或一份名单", "show one entity, notice or list" },
	.options = options,
	.run = show,
};
