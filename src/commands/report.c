#include "commands/report.h"

#include <stdlib.h>
#include <string.h>

#include "checks/checks.h"
#include "format/json.h"
#include "format/json_out.h"

/*
 * Findings come in any order; those of one file are resolved together, so
 * that each file is read once.
 */
static void resolve_file(struct findings *f, size_t first, size_t end, struct source *s)
{
	struct json_spot *spots = xcalloc(end - first, sizeof(*spots));
	struct buf bytes = BUF_INIT;
	size_t n = 0;

	for (size_t i = first; i < end; i++)
		if (f->items[i].place.pointer && !f->items[i].place.line)
			spots[n++].pointer = f->items[i].place.pointer;
	if (n && source_read(s, f->items[first].place.path, &bytes, NULL) == 0) {
		json_locate_all(buf_str(&bytes), spots, n);
		n = 0;
		for (size_t i = first; i < end; i++) {
			struct place *place = &f->items[i].place;

			if (!place->pointer || place->line)
				continue;
			place->line = spots[n].line;
			place->col = spots[n++].col;
		}
	}
	buf_release(&bytes);
	free(spots);
}

void report_resolve(struct findings *f, struct source *s)
{
	findings_sort(f);
	for (size_t i = 0, end; s && i < f->n; i = end) {
		const char *path = f->items[i].place.path;

		for (end = i + 1; end < f->n && path && f->items[end].place.path &&
				  strcmp(f->items[end].place.path, path) == 0;)
			end++;
		if (path)
			resolve_file(f, i, end, s);
	}
	findings_sort(f);
}

static void add_place(struct buf *out, const struct place *place)
{
	if (!place->path || !*place->path)
		return;
	buf_add_str(out, place->path);
	if (place->line)
		buf_add_format(out, ":%u:%u", place->line, place->col ? place->col : 1);
	buf_add_str(out, ": ");
}

static const char *severity_word(const struct finding *x, enum language lang)
{
	static const char *const zh[] = { "提示", "警告", "错误" };

	if (x->waived)
		return lang == LANG_ZH ? "已豁免" : "waived";
	return lang == LANG_ZH ? zh[x->severity] : severity_name(x->severity);
}

static void print_finding(const struct finding *x, enum language lang, FILE *out)
{
	struct buf line = BUF_INIT;

	add_place(&line, &x->place);
	buf_add_format(&line, "%s: ", severity_word(x, lang));
	finding_render(x, lang, &line);
	if (x->article)
		buf_add_format(&line, lang == LANG_ZH ? "（依据：%s）" : " (%s)", x->article);
	if (x->waived)
		buf_add_format(&line, lang == LANG_ZH ? "豁免理由：%s（%s）" : "; waived: %s (%s)",
			       x->waived, x->waived_by);
	buf_add_format(&line, " [%s]\n", finding_rule(x->id));
	fwrite(line.data, 1, line.len, out);
	buf_release(&line);
}

void report_text(struct findings *f, struct source *s, enum language lang, FILE *out)
{
	size_t later = 0;

	report_resolve(f, s);
	for (size_t i = 0; i < f->n; i++)
		if (!check_depends_on_today(f->items[i].id))
			print_finding(&f->items[i], lang, out);
	for (size_t i = 0; i < f->n; i++) {
		if (!check_depends_on_today(f->items[i].id))
			continue;
		if (!later++)
			fputs(lang == LANG_ZH ? "以下与今天的日期有关，不影响发布：\n"
					      : "These depend on today's date and block nothing:\n",
			      out);
		print_finding(&f->items[i], lang, out);
	}
}

size_t report_count(const struct findings *f, enum severity severity)
{
	size_t n = 0;

	for (size_t i = 0; i < f->n; i++)
		n += f->items[i].severity == severity && !f->items[i].waived;
	return n;
}

static void add_waiver(struct json_out *j, const struct finding *x)
{
	json_out_key(j, "waived");
	json_out_object_begin(j);
	json_out_key(j, "reason");
	json_out_string(j, x->waived);
	json_out_key(j, "document");
	json_out_string(j, x->waived_by);
	json_out_object_end(j);
}

static void add_finding(struct json_out *j, const struct finding *x, enum language lang)
{
	struct buf message = BUF_INIT;

	finding_render(x, lang, &message);
	json_out_object_begin(j);
	json_out_key(j, "rule");
	json_out_string(j, finding_rule(x->id));
	json_out_key(j, "severity");
	json_out_string(j, severity_name(x->severity));
	json_out_key(j, "file");
	json_out_string(j, x->place.path);
	json_out_key(j, "line");
	json_out_int(j, x->place.line);
	json_out_key(j, "col");
	json_out_int(j, x->place.col);
	json_out_key(j, "message");
	json_out_string(j, message.data);
	json_out_key(j, "article");
	json_out_string(j, x->article);
	if (check_depends_on_today(x->id)) {
		json_out_key(j, "today");
		json_out_bool(j, true);
	}
	if (x->waived)
		add_waiver(j, x);
	json_out_object_end(j);
	buf_release(&message);
}

void report_json_members(struct findings *f, struct source *s, enum language lang, struct json_out *j)
{
	report_resolve(f, s);
	json_out_key(j, "errors");
	json_out_int(j, (int64_t)report_count(f, SEVERITY_ERROR));
	json_out_key(j, "warnings");
	json_out_int(j, (int64_t)report_count(f, SEVERITY_WARNING));
	json_out_key(j, "findings");
	json_out_array_begin(j);
	for (size_t i = 0; i < f->n; i++) {
		json_out_flat_begin(j);
		add_finding(j, &f->items[i], lang);
		json_out_flat_end(j);
	}
	json_out_array_end(j);
}

void report_json(struct findings *f, struct source *s, enum language lang, struct buf *out)
{
	struct json_out j = { .out = out };

	json_out_object_begin(&j);
	report_json_members(f, s, lang, &j);
	json_out_object_end(&j);
	buf_add_char(out, '\n');
}
