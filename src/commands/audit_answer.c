#include "commands/audit_answer.h"

#include <stdlib.h>
#include <string.h>

#include "base/escape.h"
#include "commands/report.h"
#include "format/json_out.h"

/* ---- the order: as the commits stand, then by path ---- */

struct ordered {
	const struct finding *finding;
	size_t commit, given;
};

static int by_commit(const void *a, const void *b)
{
	const struct ordered *x = a, *y = b;
	const char *p = x->finding->place.path, *q = y->finding->place.path;
	int order;

	if (x->commit != y->commit)
		return x->commit < y->commit ? -1 : 1;
	order = strcmp(p ? p : "", q ? q : "");
	return order ? order : (x->given > y->given) - (x->given < y->given);
}

/* What concerns no commit comes first. The caller frees it. */
static struct ordered *in_order(const struct history *h, const struct findings *f)
{
	struct ordered *items = xcalloc(f->n, sizeof(*items));
	struct map places = MAP_INIT;

	for (size_t i = 0; i < h->commits.n; i++)
		map_add(&places, h->commits.items[i].id, (void *)&h->commits.items[i]);
	for (size_t i = 0; i < f->n; i++) {
		const char *id = f->items[i].place.revision;
		const struct commit *c = id ? map_get(&places, id) : NULL;

		items[i] = (struct ordered){ &f->items[i],
					     c ? (size_t)(c - h->commits.items) + 1 : 0, i };
	}
	map_release(&places);
	if (f->n)
		qsort(items, f->n, sizeof(*items), by_commit);
	return items;
}

/* ---- text ---- */

static const struct {
	const char *key, *zh, *en;
} states[] = {
	/* by enum signature_state */
	[SIGNATURE_NONE] = { "unsigned", "无签名", "unsigned" },
	[SIGNATURE_GOOD] = { "good", "有效", "good" },
	[SIGNATURE_BAD] = { "bad", "不符", "bad" },
	[SIGNATURE_UNKNOWN] = { "unknown", "密钥未知", "by unknown keys" },
	[SIGNATURE_EXPIRED] = { "expired", "不在有效期", "by keys not valid at the time" },
	[SIGNATURE_KIND] = { "other_kind", "非 SSH 签名", "not of SSH" },
	[SIGNATURE_UNVERIFIED] = { "unverified", "未能核验", "not verified" },
};

static void add_signatures(struct buf *out, const struct signatures *s, bool zh)
{
	bool first = true;

	if (!s->kept) {
		buf_add_str(
			out,
			zh ? "没有留存签名密钥（content/signers 或 --signers），提交出自何人无从核验\n"
			   : "no keys are kept (content/signers or --signers): who made the commits cannot be verified\n");
		return;
	}
	buf_add_str(out, zh ? "提交签名：" : "signatures of commits: ");
	for (size_t i = 0; i < ARRAY_LEN(states); i++) {
		if (!s->counts[i])
			continue;
		buf_add_format(out, "%s%zu %s",
			       first ? ""
			       : zh  ? "，"
				     : ", ",
			       s->counts[i], zh ? states[i].zh : states[i].en);
		first = false;
	}
	buf_add_char(out, '\n');
}

static void add_finding(struct buf *out, const struct finding *x, enum language lang)
{
	static const char *const zh[] = { "提示", "警告", "错误" };

	if (x->place.path)
		escape_visible(out, str_from(x->place.path));
	if (x->place.revision)
		buf_add_format(out, "@%.12s", x->place.revision);
	if (x->place.path || x->place.revision)
		buf_add_str(out, ": ");
	if (x->waived)
		buf_add_str(out, lang == LANG_ZH ? "已豁免" : "waived");
	else
		buf_add_str(out, lang == LANG_ZH ? zh[x->severity] : severity_name(x->severity));
	buf_add_str(out, ": ");
	finding_render(x, lang, out);
	if (x->waived)
		buf_add_format(out, lang == LANG_ZH ? "豁免理由：%s（%s）" : "; waived: %s (%s)",
			       x->waived, x->waived_by);
	buf_add_format(out, " [%s]\n", finding_rule(x->id));
}

static void add_published(struct buf *out, const struct audit_answer *a, bool zh)
{
	const struct publications *p = a->publications;

	if (p->n == 0)
		buf_add_str(out,
			    zh ? "这里没有发布网站的分支（--branch），公布过什么无从知道\n"
			       : "no published branch is here (--branch): what was published cannot be known\n");
	else
		buf_add_format(out,
			       zh ? "发布 %zu 次，日志 %zu 条；各次的文件已与其 manifest 比对，是否即其提交所生成，"
				    "由 luce verify 核验\n"
				  : "%zu publications, log of %zu entries; their files were compared with their manifests: "
				    "luce verify tells whether their commits make them\n",
			       p->n, p->log.log.n);
	if (p->log.present && !a->checkpoint)
		buf_add_str(out,
			    zh ? "没有给出留存的检查点（--checkpoint），日志是否曾被删改无从知道\n"
			       : "no kept checkpoint was given (--checkpoint): whether the log was cut or rewritten cannot be known\n");
}

static void add_verdict(struct buf *out, const struct audit_answer *a)
{
	const struct history *h = a->history;
	const struct findings *f = a->findings;
	bool zh = a->in->language == LANG_ZH;
	size_t published = 0, errors = report_count(f, SEVERITY_ERROR),
	       warnings = report_count(f, SEVERITY_WARNING);

	for (size_t i = 0; i < h->notices.n; i++)
		published += h->notices.items[i].published != NULL;
	buf_add_format(out,
		       zh ? "提交 %zu 个，公布文告 %zu 份：错误 %zu，警告 %zu\n"
			  : "%zu commits, %zu notices published: %zu errors, %zu warnings\n",
		       h->commits.n, published, errors, warnings);
	add_signatures(out, a->signatures, zh);
	add_published(out, a, zh);
	if (!a->kept)
		buf_add_str(out,
			    zh ? "没有给出别处留存的提交号（--kept），历史是否曾被整个改写无从知道\n"
			       : "no commit kept elsewhere was given (--kept): whether the history was rewritten as a whole cannot be known\n");
}

void audit_answer_text(const struct audit_answer *a, struct buf *out)
{
	struct ordered *items = in_order(a->history, a->findings);

	for (size_t i = 0; i < a->findings->n; i++)
		add_finding(out, items[i].finding, a->in->language);
	free(items);
	add_verdict(out, a);
}

/* ---- JSON ---- */

static void add_member(struct json_out *j, const char *key, const char *value)
{
	json_out_key(j, key);
	if (value)
		json_out_string(j, value);
	else
		json_out_null(j);
}

void audit_answer_json(const struct audit_answer *a, struct buf *out)
{
	struct json_out j = { .out = out };
	const struct history *h = a->history;
	const struct findings *f = a->findings;
	struct ordered *items = in_order(h, f);
	struct buf message = BUF_INIT;

	json_out_object_begin(&j);
	json_out_key(&j, "commits");
	json_out_int(&j, (int64_t)h->commits.n);
	json_out_key(&j, "shallow");
	json_out_bool(&j, h->state == HISTORY_SHALLOW);
	json_out_key(&j, "signatures");
	json_out_flat_begin(&j);
	json_out_object_begin(&j);
	for (size_t i = 0; i < ARRAY_LEN(states); i++) {
		json_out_key(&j, states[i].key);
		json_out_int(&j, (int64_t)a->signatures->counts[i]);
	}
	json_out_object_end(&j);
	json_out_flat_end(&j);
	json_out_key(&j, "publications");
	json_out_int(&j, (int64_t)a->publications->n);
	json_out_key(&j, "log_size");
	json_out_int(&j, (int64_t)a->publications->log.log.n);
	json_out_key(&j, "findings");
	json_out_array_begin(&j);
	for (size_t i = 0; i < f->n; i++) {
		const struct finding *x = items[i].finding;

		buf_clear(&message);
		finding_render(x, a->in->language, &message);
		json_out_flat_begin(&j);
		json_out_object_begin(&j);
		add_member(&j, "rule", finding_rule(x->id));
		add_member(&j, "severity", severity_name(x->severity));
		add_member(&j, "commit", x->place.revision);
		add_member(&j, "path", x->place.path);
		add_member(&j, "message", message.data);
		if (x->waived)
			add_member(&j, "waived", x->waived);
		json_out_object_end(&j);
		json_out_flat_end(&j);
	}
	json_out_array_end(&j);
	json_out_object_end(&j);
	buf_add_char(out, '\n');
	buf_release(&message);
	free(items);
}
