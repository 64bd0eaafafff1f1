#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/escape.h"
#include "checks/audit.h"
#include "commands/command.h"
#include "commands/portal.h"
#include "commands/report.h"
#include "commands/signatures.h"
#include "commands/source_commit.h"
#include "format/json_out.h"

enum { AUDIT_KEPT, AUDIT_SIGNERS, AUDIT_FORMAT };

static const struct option options[] = {
	[AUDIT_KEPT] = { "kept",
			 "COMMIT",
			 { "此前在别处留存的提交号，须在这一历史之中；可多次给出",
			   "a commit id kept elsewhere, which must be behind this history; may be repeated" } },
	[AUDIT_SIGNERS] = { "signers",
			    "FILE",
			    { "按这份密钥核验签名（ssh-keygen 的 allowed signers）；默认 content/signers",
			      "judge signatures by these keys (ssh-keygen's allowed signers); content/signers "
			      "unless given" } },
	[AUDIT_FORMAT] = { "format",
			   "text|json",
			   { "输出格式；默认 text", "output; text unless given" } },
	{ .name = NULL },
};

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

static void add_verdict(struct buf *out, const struct invocation *in, const struct history *h,
			const struct signatures *s, const struct findings *f)
{
	bool zh = in->language == LANG_ZH;
	size_t published = 0, errors = report_count(f, SEVERITY_ERROR),
	       warnings = report_count(f, SEVERITY_WARNING);

	for (size_t i = 0; i < h->notices.n; i++)
		published += h->notices.items[i].published != NULL;
	buf_add_format(out,
		       zh ? "提交 %zu 个，公布文告 %zu 份：错误 %zu，警告 %zu\n"
			  : "%zu commits, %zu notices published: %zu errors, %zu warnings\n",
		       h->commits.n, published, errors, warnings);
	add_signatures(out, s, zh);
	if (!option_given(in, AUDIT_KEPT))
		buf_add_str(out,
			    zh ? "没有给出别处留存的提交号（--kept），历史是否曾被整个改写无从知道\n"
			       : "no commit kept elsewhere was given (--kept): whether the history was rewritten as a whole cannot be known\n");
}

static void add_text(struct buf *out, const struct invocation *in, const struct history *h,
		     const struct signatures *s, const struct findings *f)
{
	struct ordered *items = in_order(h, f);

	for (size_t i = 0; i < f->n; i++)
		add_finding(out, items[i].finding, in->language);
	free(items);
	add_verdict(out, in, h, s, f);
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

static void add_json(struct buf *out, const struct invocation *in, const struct history *h,
		     const struct signatures *s, const struct findings *f)
{
	struct json_out j = { .out = out };
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
		json_out_int(&j, (int64_t)s->counts[i]);
	}
	json_out_object_end(&j);
	json_out_flat_end(&j);
	json_out_key(&j, "findings");
	json_out_array_begin(&j);
	for (size_t i = 0; i < f->n; i++) {
		const struct finding *x = items[i].finding;

		buf_clear(&message);
		finding_render(x, in->language, &message);
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

/* ---- the command ---- */

static size_t kept_commits(const struct invocation *in, struct audit_kept *kept)
{
	const struct option_values *v = &in->values[AUDIT_KEPT];

	for (size_t i = 0; i < v->n; i++)
		kept[i] = (struct audit_kept){ v->items[i], v->items[i] };
	return v->n;
}

static int read_signatures(const struct invocation *in, struct portal *p, struct git_repo *repo,
			   struct signatures *s)
{
	struct signatures_options o = { in->folder, repo, p->source, p->history,
					option_value(in, AUDIT_SIGNERS) };

	if (signatures_read(s, &o, &p->findings) == 0)
		return 0;
	p->environment = true;
	return -1;
}

/* Content that is unsound is audited all the same: its own errors are said first. */
static int judge(const struct invocation *in, struct portal *p, const struct signatures *s, bool json)
{
	struct audit_kept kept[VALUES_MOST];
	struct audit_facts facts = { p->content, p->history, kept, kept_commits(in, kept),
				     s->kept ? &s->facts : NULL };
	struct findings found = FINDINGS_INIT;
	struct buf out = BUF_INIT;
	int status = p->findings.errors ? EXIT_FOUND : EXIT_FINE;

	report_text(&p->findings, p->source, in->language, stderr);
	audit_run(&facts, &found);
	(json ? add_json : add_text)(&out, in, p->history, s, &found);
	if (report_count(&found, SEVERITY_ERROR))
		status = EXIT_FOUND;
	if (print_product(&out) != EXIT_FINE)
		status = EXIT_ENVIRONMENT;
	buf_release(&out);
	findings_release(&found);
	return status;
}

static int audit_history(const struct invocation *in, struct portal *p, bool json)
{
	struct git_repo *repo = repository_open(in, p);
	struct signatures s = { .kept = false };
	int status;

	if (!repo || read_signatures(in, p, repo, &s) < 0)
		status = portal_refuse(p, in);
	else
		status = judge(in, p, &s, json);
	signatures_release(&s);
	git_repo_free(repo);
	return status;
}

static int audit(const struct invocation *in)
{
	struct portal_options o = { .at = in->n_operands ? in->operands[0] : "HEAD" };
	const char *format = option_value(in, AUDIT_FORMAT);
	bool json = format && strcmp(format, "json") == 0;
	struct portal p;
	int status;

	if (format && !json && strcmp(format, "text") != 0)
		return usage_error(in, "there is no format '%s'", format);
	portal_open(&p, in, &o);
	if (!p.source || portal_history(&p, in, true) < 0)
		status = portal_refuse(&p, in);
	else
		status = audit_history(in, &p, json);
	portal_close(&p);
	return status;
}

const struct command audit_command = {
	.name = "audit",
	.operands = "[REV]",
	.most_operands = 1,
	.says = { "核验全部提交：公布过的有没有被改动、删除、隐去或倒填日期",
		  "every commit: whether what was published was edited, removed, hidden or back-dated" },
	.options = options,
	.run = audit,
};
