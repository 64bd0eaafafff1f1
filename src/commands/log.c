#include "commands/log.h"

#include <string.h>

#include "base/escape.h"
#include "commands/answer.h"
#include "commands/command.h"
#include "commands/portal.h"
#include "commands/terminal.h"
#include "pages/words.h"

enum { LOG_AT, LOG_AS_OF, LOG_FORMAT };

static const struct option options[] = {
	[LOG_AT] = { "at", "REV", { "该版本所知的情况", "as known at a revision" } },
	[LOG_AS_OF] = { "as-of",
			"DATE",
			{ "到哪一天为止；默认今天", "up to that day; today unless given" } },
	[LOG_FORMAT] = { "format", "text|json", { "输出格式；默认 text", "output; text unless given" } },
	{ .name = NULL },
};

static const char *const edit_names[] = {
	[EDIT_CHANGED] = "changed",   [EDIT_ADDED] = "added",
	[EDIT_DELETED] = "deleted",   [EDIT_UNPUBLISHED] = "unpublished",
	[EDIT_RESTORED] = "restored", [EDIT_HIDDEN] = "hidden",
};

/* Each notice's edits are told once, where it is met first. */
static bool told_before(const struct log_entries *log, size_t i)
{
	for (size_t k = 0; k < i; k++)
		if (log->entries[k].facts == log->entries[i].facts)
			return true;
	return false;
}

/* ---- text: the legal day and what it did; the notice; the commit ---- */

static void add_commit(struct buf *out, const struct commit *c)
{
	char text[MINUTE_SIZE];

	buf_add_format(out, "%s  %.12s", minute_format(minute_from_unix(c->time), text), c->id);
}

static void add_what(struct buf *out, const struct log_entry *e, enum language lang)
{
	static const char *const signs[] = {
		[DELTA_REMOVED] = "-",
		[DELTA_ENTERED] = "+",
		[DELTA_RENAMED] = "~",
		[DELTA_ALTERED] = "·",
	};
	struct buf what = BUF_INIT;

	if (e->what)
		buf_add_str(&what, term(e->what, lang));
	for (size_t i = 0; i < ARRAY_LEN(signs); i++)
		if (e->changes[i])
			buf_add_format(&what, "%s%s%zu", what.len ? " " : "", signs[i],
				       e->changes[i]);
	if (e->voided_by)
		buf_add_str(&what, "*");
	add_padded(out, buf_str(&what).data, lang == LANG_ZH ? 16 : 12);
	buf_release(&what);
}

static void add_edits(struct buf *out, const struct notice_facts *n, enum language lang)
{
	for (size_t i = 0; i < n->edits.n; i++) {
		const struct edit *e = &n->edits.items[i];

		buf_add_str(out, "            ");
		add_padded(out, lang == LANG_ZH ? word_edit(e->kind) : edit_names[e->kind], 12);
		escape_visible(out, str_from(e->path));
		for (size_t k = 0; k < e->parts.n; k++) {
			buf_add_str(out, k ? ", " : ": ");
			escape_visible(out, str_from(lang == LANG_ZH ? word_field(e->parts.items[k])
								     : e->parts.items[k]));
		}
		buf_add_str(out, "  ");
		add_commit(out, e->commit);
		buf_add_char(out, '\n');
	}
}

static void add_entry(struct buf *out, const struct log_entry *e, enum language lang)
{
	char day[DATE_SIZE];

	buf_add_format(out, "%-10s  ", date_format(e->day, day));
	add_what(out, e, lang);
	buf_add_format(out, "%-32s", e->notice ? e->notice : "-");
	if (e->list)
		buf_add_format(out, "  %-16s", e->list);
	buf_add_str(out, "  ");
	if (e->facts && e->facts->published)
		add_commit(out, e->facts->published);
	else if (e->notice)
		buf_add_str(out, lang == LANG_ZH ? "未提交" : "not committed");
	buf_add_char(out, '\n');
}

void log_render_text(const struct log_entries *log, enum language lang, struct buf *out)
{
	bool voided = false;

	for (size_t i = 0; i < log->n; i++) {
		const struct log_entry *e = &log->entries[i];

		add_entry(out, e, lang);
		if (e->facts && !told_before(log, i))
			add_edits(out, e->facts, lang);
		voided = voided || e->voided_by;
	}
	if (voided)
		buf_add_str(out, lang == LANG_ZH ? "* 后来被撤销\n" : "* revoked since\n");
}

/* ---- JSON ---- */

static void add_string(struct json_out *j, const char *key, const char *value)
{
	json_out_key(j, key);
	if (value)
		json_out_string(j, value);
	else
		json_out_null(j);
}

static void add_commit_json(struct json_out *j, const struct commit *c)
{
	char text[MINUTE_SIZE];

	add_string(j, "commit", c ? c->id : NULL);
	if (c)
		add_string(j, "committed", minute_format(minute_from_unix(c->time), text));
}

static void add_changes(struct json_out *j, const struct log_entry *e)
{
	static const char *const keys[] = {
		[DELTA_REMOVED] = "removed",
		[DELTA_ENTERED] = "entered",
		[DELTA_RENAMED] = "renamed",
		[DELTA_ALTERED] = "altered",
	};

	for (size_t i = 0; i < ARRAY_LEN(keys); i++)
		if (e->changes[i]) {
			json_out_key(j, keys[i]);
			json_out_int(j, (int64_t)e->changes[i]);
		}
}

static void add_edit_json(struct json_out *j, const struct notice_facts *n, const struct edit *e)
{
	json_out_flat_begin(j);
	json_out_object_begin(j);
	add_string(j, "notice", n->id);
	add_string(j, "path", e->path);
	add_string(j, "kind", edit_names[e->kind]);
	json_out_key(j, "parts");
	json_out_array_begin(j);
	for (size_t i = 0; i < e->parts.n; i++)
		json_out_string(j, e->parts.items[i]);
	json_out_array_end(j);
	add_commit_json(j, e->commit);
	json_out_object_end(j);
	json_out_flat_end(j);
}

static void add_entry_json(struct json_out *j, const struct log_entry *e)
{
	json_out_flat_begin(j);
	json_out_object_begin(j);
	answer_date(j, "date", e->day);
	if (e->what)
		add_string(j, "what", e->what);
	add_changes(j, e);
	if (e->list)
		add_string(j, "list", e->list);
	if (e->voided_by)
		add_string(j, "voided_by", e->voided_by->notice->id);
	add_string(j, "notice", e->notice);
	add_commit_json(j, e->facts ? e->facts->published : NULL);
	json_out_object_end(j);
	json_out_flat_end(j);
}

void log_render_json(const struct log_entries *log, struct buf *out)
{
	struct json_out j = { .out = out };

	json_out_object_begin(&j);
	add_string(&j, "kind", log->kind);
	add_string(&j, "id", log->id);
	json_out_key(&j, "entries");
	json_out_array_begin(&j);
	for (size_t i = 0; i < log->n; i++)
		add_entry_json(&j, &log->entries[i]);
	json_out_array_end(&j);
	json_out_key(&j, "edits");
	json_out_array_begin(&j);
	for (size_t i = 0; i < log->n; i++)
		for (size_t k = 0; log->entries[i].facts && !told_before(log, i) &&
				   k < log->entries[i].facts->edits.n;
		     k++)
			add_edit_json(&j, log->entries[i].facts,
				      &log->entries[i].facts->edits.items[k]);
	json_out_array_end(&j);
	json_out_object_end(&j);
	buf_add_char(out, '\n');
}

/* ---- the command ---- */

static int print_log(const struct invocation *in, const struct portal *p, bool json)
{
	struct buf out = BUF_INIT;
	struct log_entries log = { 0 };
	int status;

	if (log_make(&log, p, in->operands[0]) < 0) {
		status = usage_error(in, U_RECORD, in->operands[0]);
	} else {
		if (json)
			log_render_json(&log, &out);
		else
			log_render_text(&log, in->language, &out);
		status = print_product(&out);
	}
	log_entries_release(&log);
	buf_release(&out);
	return status;
}

static int log_run(const struct invocation *in)
{
	struct portal_options o = { option_value(in, LOG_AT), option_value(in, LOG_AS_OF), DATE_NONE };
	struct portal p;
	int status;

	if (o.as_of && parse_day(in, o.as_of, &o.as_of_default) < 0)
		return EXIT_USAGE;
	if (portal_open(&p, in, &o) == 0) {
		portal_fold(&p);
		portal_history(&p, in, false);
	}
	status = portal_refuse(&p, in);
	if (status == EXIT_FINE)
		status = print_log(in, &p, option_choice(in, LOG_FORMAT) == FORMAT_JSON);
	portal_close(&p);
	return status;
}

const struct command log_command = {
	.name = "log",
	.operands = "ENTITY|NOTICE|LIST",
	.least_operands = 1,
	.most_operands = 1,
	.says = { "一个单位、文告或名单的历史：何日生效，由哪个提交公布，此后有无改动",
		  "the history of one entity, notice or list: by legal day and by commit" },
	.options = options,
	.run = log_run,
};
