#include "commands/check_rules.h"

#include <string.h>

#include "base/mem.h"
#include "checks/checks.h"
#include "format/json_out.h"

static const char *const reads_names[][2] = {
	{ "记录", "records" },	   { "规则", "rules" }, { "名册", "register" },
	{ "提交历史", "history" }, { "网页", "pages" }, { "今天", "today" },
};

int check_rule_named(const char *name, size_t len)
{
	for (int i = 0; i < FINDING_COUNT; i++) {
		const char *rule = finding_rule((enum finding_id)i);

		if (strlen(rule) == len && memcmp(rule, name, len) == 0)
			return i;
	}
	return -1;
}

static void add_words(const struct check *row, enum finding_id id, enum language lang, struct buf *out)
{
	if (row->says[lang])
		buf_add_str(out, row->says[lang]);
	else
		finding_describe(id, lang, out);
}

static const char *severity_word(enum finding_id id, enum language lang)
{
	static const char *const zh[] = { "提示", "警告", "错误" };
	enum severity s = finding_severity(id);

	return lang == LANG_ZH ? zh[s] : severity_name(s);
}

/* What the rule is, and by which law, standard or term of a regulation. */
static void add_rule(const struct check *row, enum finding_id id, enum language lang, struct buf *out)
{
	add_words(row, id, lang, out);
	if (row->by)
		buf_add_format(out, lang == LANG_ZH ? "（依据%s）" : " (%s)", row->by);
	if (row->term)
		buf_add_format(out, lang == LANG_ZH ? "（依据规定的 %s）" : " (the text's %s)",
			       row->term);
}

static void text_rule(const struct check *row, enum finding_id id, enum language lang, struct buf *out)
{
	bool first = true;

	buf_add_format(out, "  %-28s %-7s ", finding_rule(id), severity_word(id, lang));
	add_rule(row, id, lang, out);
	buf_add_str(out, " [");
	for (size_t i = 0; i < ARRAY_LEN(reads_names); i++) {
		if (!(row->reads & 1U << i))
			continue;
		buf_add_format(out, "%s%s",
			       first		 ? ""
			       : lang == LANG_ZH ? "、"
						 : ", ",
			       reads_names[i][lang]);
		first = false;
	}
	buf_add_str(out, "]\n");
}

static enum finding_id last_of(const struct check *row)
{
	return row->last ? row->last : row->finding;
}

void check_rules_text(enum language lang, struct buf *out)
{
	for (size_t i = 0; check_families[i]; i++) {
		const struct family *family = check_families[i];

		buf_add_format(out, "%s%s (%s)\n", i ? "\n" : "", family->says[lang],
			       family->found_by);
		for (size_t k = 0; k < family->n; k++) {
			const struct check *row = &family->checks[k];

			for (enum finding_id id = row->finding; id <= last_of(row); id++)
				text_rule(row, id, lang, out);
		}
	}
}

void check_rules_each(enum language lang, const struct rule_visitor *v, void *ctx)
{
	struct buf words = BUF_INIT;

	for (size_t i = 0; check_families[i]; i++) {
		const struct family *family = check_families[i];

		v->family(ctx, family->says[lang]);
		for (size_t k = 0; k < family->n; k++) {
			const struct check *row = &family->checks[k];

			for (enum finding_id id = row->finding; id <= last_of(row); id++) {
				buf_clear(&words);
				add_rule(row, id, lang, &words);
				v->rule(ctx, finding_rule(id), severity_word(id, lang),
					buf_str(&words).data);
			}
		}
	}
	buf_release(&words);
}

static void json_says(struct json_out *j, const struct check *row, enum finding_id id)
{
	static const char *const keys[] = { "zh", "en" };

	json_out_key(j, "says");
	json_out_object_begin(j);
	for (int lang = LANG_ZH; lang <= LANG_EN; lang++) {
		struct buf words = BUF_INIT;

		add_words(row, id, (enum language)lang, &words);
		json_out_key(j, keys[lang]);
		json_out_string(j, words.data);
		buf_release(&words);
	}
	json_out_object_end(j);
}

static void json_rule(struct json_out *j, const struct family *family, const struct check *row,
		      enum finding_id id)
{
	json_out_flat_begin(j);
	json_out_object_begin(j);
	json_out_key(j, "rule");
	json_out_string(j, finding_rule(id));
	json_out_key(j, "severity");
	json_out_string(j, severity_name(finding_severity(id)));
	json_out_key(j, "family");
	json_out_string(j, family->name);
	json_out_key(j, "found_by");
	json_out_string(j, family->found_by);
	json_out_key(j, "reads");
	json_out_array_begin(j);
	for (size_t i = 0; i < ARRAY_LEN(reads_names); i++)
		if (row->reads & 1U << i)
			json_out_string(j, reads_names[i][LANG_EN]);
	json_out_array_end(j);
	if (row->by) {
		json_out_key(j, "by");
		json_out_string(j, row->by);
	}
	if (row->term) {
		json_out_key(j, "term");
		json_out_string(j, row->term);
	}
	json_out_key(j, "waivable");
	json_out_bool(j, !row->fixed);
	json_says(j, row, id);
	json_out_object_end(j);
	json_out_flat_end(j);
}

void check_rules_json(struct buf *out)
{
	struct json_out j = { .out = out };

	json_out_object_begin(&j);
	json_out_key(&j, "rules");
	json_out_array_begin(&j);
	for (size_t i = 0; check_families[i]; i++)
		for (size_t k = 0; k < check_families[i]->n; k++) {
			const struct check *row = &check_families[i]->checks[k];

			for (enum finding_id id = row->finding; id <= last_of(row); id++)
				json_rule(&j, check_families[i], row, id);
		}
	json_out_array_end(&j);
	json_out_object_end(&j);
	buf_add_char(out, '\n');
}
