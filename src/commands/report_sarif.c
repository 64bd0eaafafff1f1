/* Static Analysis Results Interchange Format 2.1.0, OASIS Standard, 27 March 2020. */
#include "commands/report.h"

#include <string.h>

#include "base/escape.h"
#include "checks/checks.h"
#include "commands/version.h"
#include "format/json_out.h"

struct sarif {
	struct json_out j;
	enum language lang;
	size_t rule_index[FINDING_COUNT]; /* in tool.driver.rules */
};

static void add_text(struct json_out *j, const char *key, const char *text)
{
	json_out_key(j, key);
	json_out_string(j, text);
}

static void add_message(struct json_out *j, const char *key, const char *text)
{
	json_out_key(j, key);
	json_out_object_begin(j);
	add_text(j, "text", text);
	json_out_object_end(j);
}

static void add_rule(struct sarif *s, enum finding_id id)
{
	const struct check *row = check_of(id, NULL);
	struct buf words = BUF_INIT;

	if (row && row->says[s->lang])
		buf_add_str(&words, row->says[s->lang]);
	else
		finding_describe(id, s->lang, &words);
	json_out_flat_begin(&s->j);
	json_out_object_begin(&s->j);
	add_text(&s->j, "id", finding_rule(id));
	add_message(&s->j, "shortDescription", words.data);
	json_out_key(&s->j, "defaultConfiguration");
	json_out_object_begin(&s->j);
	add_text(&s->j, "level", severity_name(finding_severity(id)));
	json_out_object_end(&s->j);
	json_out_object_end(&s->j);
	json_out_flat_end(&s->j);
	buf_release(&words);
}

/* The rules that have results, in the order of the catalogue of findings. */
static void add_driver(struct sarif *s, const struct findings *f)
{
	bool found[FINDING_COUNT] = { false };
	size_t n = 0;

	for (size_t i = 0; i < f->n; i++)
		found[f->items[i].id] = true;
	json_out_key(&s->j, "tool");
	json_out_object_begin(&s->j);
	json_out_key(&s->j, "driver");
	json_out_object_begin(&s->j);
	add_text(&s->j, "name", "luce");
	add_text(&s->j, "version", LUCE_VERSION);
	json_out_key(&s->j, "rules");
	json_out_array_begin(&s->j);
	for (int id = 0; id < FINDING_COUNT; id++)
		if (found[id]) {
			s->rule_index[id] = n++;
			add_rule(s, (enum finding_id)id);
		}
	json_out_array_end(&s->j);
	json_out_object_end(&s->j);
	json_out_object_end(&s->j);
}

static void add_location(struct json_out *j, const struct place *place)
{
	struct buf uri = BUF_INIT;

	escape_url_path(&uri, str_from(place->path));
	json_out_object_begin(j);
	json_out_key(j, "physicalLocation");
	json_out_object_begin(j);
	json_out_key(j, "artifactLocation");
	json_out_object_begin(j);
	add_text(j, "uri", uri.data);
	add_text(j, "uriBaseId", "%SRCROOT%");
	json_out_object_end(j);
	if (place->line) {
		json_out_key(j, "region");
		json_out_object_begin(j);
		json_out_key(j, "startLine");
		json_out_int(j, place->line);
		json_out_key(j, "startColumn");
		json_out_int(j, place->col ? place->col : 1);
		json_out_object_end(j);
	}
	json_out_object_end(j);
	json_out_object_end(j);
	buf_release(&uri);
}

/* Each result has them, or none: an empty array says that it is not suppressed (3.27.23). */
static void add_suppressions(struct json_out *j, const struct finding *x)
{
	json_out_key(j, "suppressions");
	json_out_array_begin(j);
	if (x->waived) {
		struct buf why = BUF_INIT;

		buf_add_format(&why, "%s (%s)", x->waived, x->waived_by);
		json_out_object_begin(j);
		add_text(j, "kind", "inSource");
		add_text(j, "status", "accepted");
		add_text(j, "justification", why.data);
		json_out_object_end(j);
		buf_release(&why);
	}
	json_out_array_end(j);
}

static void add_properties(struct json_out *j, const struct finding *x)
{
	bool today = check_depends_on_today(x->id);

	if (!x->article && !today)
		return;
	json_out_key(j, "properties");
	json_out_object_begin(j);
	if (x->article)
		add_text(j, "article", x->article);
	if (today) {
		json_out_key(j, "today");
		json_out_bool(j, true);
	}
	json_out_object_end(j);
}

static void add_result(struct sarif *s, const struct finding *x)
{
	struct buf words = BUF_INIT;

	finding_render(x, s->lang, &words);
	json_out_flat_begin(&s->j);
	json_out_object_begin(&s->j);
	add_text(&s->j, "ruleId", finding_rule(x->id));
	json_out_key(&s->j, "ruleIndex");
	json_out_int(&s->j, (int64_t)s->rule_index[x->id]);
	add_text(&s->j, "level", severity_name(x->severity));
	add_message(&s->j, "message", words.data);
	json_out_key(&s->j, "locations");
	json_out_array_begin(&s->j);
	if (x->place.path && *x->place.path)
		add_location(&s->j, &x->place);
	json_out_array_end(&s->j);
	add_suppressions(&s->j, x);
	add_properties(&s->j, x);
	json_out_object_end(&s->j);
	json_out_flat_end(&s->j);
	buf_release(&words);
}

void report_sarif(struct findings *f, struct source *source, enum language lang, struct buf *out)
{
	struct sarif s = { .j = { .out = out }, .lang = lang };

	report_resolve(f, source);
	json_out_object_begin(&s.j);
	add_text(&s.j, "$schema", "https://json.schemastore.org/sarif-2.1.0.json");
	add_text(&s.j, "version", "2.1.0");
	json_out_key(&s.j, "runs");
	json_out_array_begin(&s.j);
	json_out_object_begin(&s.j);
	add_driver(&s, f);
	add_text(&s.j, "language", lang == LANG_ZH ? "zh" : "en");
	add_text(&s.j, "columnKind", "unicodeCodePoints");
	json_out_key(&s.j, "results");
	json_out_array_begin(&s.j);
	for (size_t i = 0; i < f->n; i++)
		add_result(&s, &f->items[i]);
	json_out_array_end(&s.j);
	json_out_object_end(&s.j);
	json_out_array_end(&s.j);
	json_out_object_end(&s.j);
	buf_add_char(out, '\n');
}
