#include "commands/report.h"

#include <stdlib.h>
#include <string.h>

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

void report_text(struct findings *f, struct source *s, enum language lang, FILE *out)
{
	static const char *const zh[] = { "提示", "警告", "错误" };
	struct buf line = BUF_INIT;

	report_resolve(f, s);
	for (size_t i = 0; i < f->n; i++) {
		const struct finding *x = &f->items[i];
		enum severity severity = finding_severity(x->id);

		buf_clear(&line);
		add_place(&line, &x->place);
		buf_add_format(&line,
			       "%s: ", lang == LANG_ZH ? zh[severity] : severity_name(severity));
		finding_render(x, lang, &line);
		if (x->article)
			buf_add_format(&line, lang == LANG_ZH ? "（依据：%s）" : " (%s)", x->article);
		buf_add_format(&line, " [%s]\n", finding_rule(x->id));
		fwrite(line.data, 1, line.len, out);
	}
	buf_release(&line);
}

static size_t count(const struct findings *f, enum severity severity)
{
	size_t n = 0;

	for (size_t i = 0; i < f->n; i++)
		n += finding_severity(f->items[i].id) == severity;
	return n;
}

static void add_finding(struct json_out *j, const struct finding *x, enum language lang)
{
	struct buf message = BUF_INIT;

	finding_render(x, lang, &message);
	json_out_object_begin(j);
	json_out_key(j, "rule");
	json_out_string(j, finding_rule(x->id));
	json_out_key(j, "severity");
	json_out_string(j, severity_name(finding_severity(x->id)));
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
	json_out_object_end(j);
	buf_release(&message);
}

void report_json(struct findings *f, struct source *s, enum language lang, struct buf *out)
{
	struct json_out j = { .out = out };

	report_resolve(f, s);
	json_out_object_begin(&j);
	json_out_key(&j, "errors");
	json_out_int(&j, (int64_t)count(f, SEVERITY_ERROR));
	json_out_key(&j, "warnings");
	json_out_int(&j, (int64_t)count(f, SEVERITY_WARNING));
	json_out_key(&j, "findings");
	json_out_array_begin(&j);
	for (size_t i = 0; i < f->n; i++) {
		json_out_flat_begin(&j);
		add_finding(&j, &f->items[i], lang);
		json_out_flat_end(&j);
	}
	json_out_array_end(&j);
	json_out_object_end(&j);
	buf_add_char(out, '\n');
}
