#include <stdlib.h>
#include <string.h>

#include "base/escape.h"
#include "base/utf8.h"
#include "commands/answer.h"
#include "commands/command.h"
#include "commands/portal.h"
#include "commands/terminal.h"
#include "commands/report.h"
#include "register/deltas.h"

enum { LIST_AS_OF, LIST_AT, LIST_ALL, LIST_FORMAT };

enum { FORMAT_CSV = FORMAT_JSON + 1 };

static const struct option options[] = {
	[LIST_AS_OF] = { "as-of",
			 "DATE",
			 { "哪一天的名单；默认今天", "the list of that day; today unless given" } },
	[LIST_AT] = { "at", "REV", { "该版本所知的名单", "as known at a revision" } },
	[LIST_ALL] = { "all",
		       NULL,
		       { "包括已移出的和尚未列入的", "with those who left and those on the way" } },
	[LIST_FORMAT] = { "format",
			  "text|json|csv",
			  { "输出格式；默认 text", "output; text unless given" } },
	{ .name = NULL },
};

struct view {
	const struct roster *roster;
	const struct portal *portal;
	bool all;
	enum language language;
};

static bool shown(const struct view *v, const struct membership *m)
{
	return v->all || membership_on(m, v->portal->as_of);
}

/* The printed name where the list's last row that printed one differs from the present name, or NULL. */
static const char *printed_name(const struct membership *m, const char *present)
{
	const char *printed = m->printed_by ? event_cell(m->printed_by, ROLE_NAME) : NULL;

	return printed && strcmp(printed, present) != 0 ? printed : NULL;
}

static void add_member_json(struct json_out *j, const struct view *v, const struct membership *m)
{
	const char *name = standing_name(m->who, v->portal->as_of);
	const char *printed = printed_name(m, name);

	json_out_object_begin(j);
	json_out_key(j, "id");
	json_out_string(j, m->who->entity->id);
	json_out_key(j, "name");
	json_out_string(j, name);
	if (printed) {
		json_out_key(j, "printed");
		json_out_string(j, printed);
	}
	json_out_key(j, "place");
	json_out_string(j, standing_place(m->who, v->portal->as_of));
	json_out_key(j, "status");
	json_out_string(j, membership_status(m, v->portal->as_of));
	answer_bases(j, m, v->portal->as_of);
	answer_spells(j, m);
	json_out_object_end(j);
}

static void add_json(struct buf *out, const struct view *v, const char *list)
{
	struct json_out j = { .out = out };
	char day[DATE_SIZE];

	json_out_object_begin(&j);
	json_out_key(&j, "list");
	json_out_string(&j, list);
	json_out_key(&j, "as_of");
	json_out_string(&j, date_format(v->portal->as_of, day));
	json_out_key(&j, "at");
	json_out_string(&j, source_revision(v->portal->source));
	json_out_key(&j, "members");
	json_out_array_begin(&j);
	for (size_t i = 0; i < v->roster->members.n; i++) {
		if (!shown(v, v->roster->members.items[i]))
			continue;
		json_out_flat_begin(&j);
		add_member_json(&j, v, v->roster->members.items[i]);
		json_out_flat_end(&j);
	}
	json_out_array_end(&j);
	json_out_object_end(&j);
	buf_add_char(out, '\n');
}

/* The place as people write it. */
static const char *place_name(const struct view *v, const struct membership *m)
{
	const char *code = standing_place(m->who, v->portal->as_of);
	const struct region *r = content_region(v->portal->content, code);

	return r ? r->name : code;
}

static const char *since(const struct view *v, const struct membership *m, char out[DATE_SIZE])
{
	const struct spell *s = membership_spell(m, v->portal->as_of);

	return date_format(s ? s->from : DATE_NONE, out);
}

static void add_cell(struct buf *out, const char *s, char end)
{
	escape_csv(out, str_from(s));
	buf_add_char(out, end);
}

static void add_csv_row(struct buf *out, const struct view *v, const struct membership *m)
{
	struct arena a = ARENA_INIT;
	struct member_state state = member_state_on(m, v->portal->as_of, &a);
	char day[DATE_SIZE];

	add_cell(out, m->who->entity->id, ',');
	add_cell(out, state.name, ',');
	add_cell(out, place_name(v, m), ',');
	add_cell(out, membership_status(m, v->portal->as_of), ',');
	add_cell(out, since(v, m, day), ',');
	add_cell(out, state.industry ? state.industry : "", ',');
	add_cell(out, member_bases_text(&state, &a), '\n');
	arena_release(&a);
}

static void add_csv(struct buf *out, const struct view *v)
{
	buf_add_str(out, LIST_CSV_HEADER);
	for (size_t i = 0; i < v->roster->members.n; i++) {
		const struct membership *m = v->roster->members.items[i];

		if (!shown(v, m))
			continue;
		add_csv_row(out, v, m);
	}
}

static void add_text(struct buf *out, const struct view *v)
{
	char day[DATE_SIZE];

	for (size_t i = 0; i < v->roster->members.n; i++) {
		const struct membership *m = v->roster->members.items[i];

		if (!shown(v, m))
			continue;
		add_padded(out, m->who->entity->id, 14);
		add_padded(out, since(v, m, day), 12);
		add_padded(out, term(membership_status(m, v->portal->as_of), v->language), 10);
		add_padded(out, place_name(v, m), 12);
		escape_visible(out, str_from(standing_name(m->who, v->portal->as_of)));
		buf_add_char(out, '\n');
	}
}

static int print_list(const struct view *v, const char *list, int format)
{
	struct buf out = BUF_INIT;
	int status;

	if (format == FORMAT_JSON)
		add_json(&out, v, list);
	else if (format == FORMAT_CSV)
		add_csv(&out, v);
	else
		add_text(&out, v);
	status = print_product(&out);
	buf_release(&out);
	return status;
}

static int list(const struct invocation *in)
{
	struct portal_options o = { option_value(in, LIST_AT), option_value(in, LIST_AS_OF),
				    DATE_NONE };
	const struct roster nothing = { .id = in->operands[0] };
	struct portal p;
	struct view v = { .portal = &p, .all = option_given(in, LIST_ALL), .language = in->language };
	int status;

	if (o.as_of && parse_day(in, o.as_of, &o.as_of_default) < 0)
		return EXIT_USAGE;
	if (portal_open(&p, in, &o) == 0)
		portal_fold(&p);
	status = portal_refuse(&p, in);
	if (status == EXIT_FINE) {
		v.roster = registry_roster(p.registry, in->operands[0]);
		if (!v.roster && list_known(p.content, in->operands[0]))
			v.roster = &nothing;
		status = v.roster ? print_list(&v, in->operands[0], option_choice(in, LIST_FORMAT))
				  : usage_error(in, U_LIST, in->operands[0]);
	}
	portal_close(&p);
	return status;
}

const struct command list_command = {
	.name = "list",
	.operands = "LIST",
	.least_operands = 1,
	.most_operands = 1,
	.says = { "列出名单成员，如 luce list 440300/factory",
		  "members of a list: luce list 440300/factory" },
	.options = options,
	.run = list,
};
