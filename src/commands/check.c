#include <stdlib.h>
#include <string.h>

#include "checks/checks.h"
#include "commands/check_rules.h"
#include "commands/command.h"
#include "commands/portal.h"
#include "commands/report.h"
#include "site/survey.h"

enum { CHECK_AT, CHECK_FORMAT, CHECK_ONLY, CHECK_SEVERITY, CHECK_RULES };

static const struct option options[] = {
	[CHECK_AT] = { "at",
		       "REV",
		       { "检查某一版本，而非工作区", "check a revision, not the work tree" } },
	[CHECK_FORMAT] = { "format",
			   "text|json|sarif",
			   { "输出格式；默认 text", "output; text unless given" } },
	[CHECK_ONLY] = { "only",
			 "RULE[,…]",
			 { "只报告这些规则的问题（读取记录时的错误总要报告）",
			   "report these rules only (errors in reading the records are always reported)" } },
	[CHECK_SEVERITY] = { "severity",
			     "note|warning|error",
			     { "只报告这一程度及更重的", "report what is as severe or more" } },
	[CHECK_RULES] = { "rules", NULL, { "列出全部规则", "list all rules" } },
	{ .name = NULL },
};

enum { FORMAT_SARIF = FORMAT_JSON + 1 };

struct wanted {
	int format;
	enum severity least;
	bool some; /* not all rules, but these: */
	bool rules[FINDING_COUNT];
};

static int parse_only(const struct invocation *in, struct wanted *w)
{
	for (size_t i = 0; i < in->values[CHECK_ONLY].n; i++) {
		const char *at = in->values[CHECK_ONLY].items[i];

		for (;; at++) {
			size_t len = strcspn(at, ",");
			int id = check_rule_named(at, len);

			if (id < 0) {
				char *name = xstrndup(at, len);

				usage_error(in, U_RULE, name);
				free(name);
				return -1;
			}
			w->some = w->rules[id] = true;
			at += len;
			if (!*at)
				break;
		}
	}
	return 0;
}

static int parse(const struct invocation *in, struct wanted *w)
{
	w->format = option_choice(in, CHECK_FORMAT);
	w->least = (enum severity)option_choice(in, CHECK_SEVERITY);
	return parse_only(in, w);
}

/* What stops the other rules from being looked at is said whatever was asked for. */
static bool stops(const struct finding *x)
{
	const struct family *family = NULL;

	check_of(x->id, &family);
	return x->severity == SEVERITY_ERROR && family && strcmp(family->found_by, "loader") == 0;
}

/* What is waived weighs no more than a note. */
static int severity_left(const struct finding *x)
{
	return x->waived ? SEVERITY_NOTE : (int)x->severity;
}

static void select_wanted(const struct wanted *w, struct findings *f)
{
	size_t kept = 0;

	f->errors = 0;
	for (size_t i = 0; i < f->n; i++) {
		const struct finding *x = &f->items[i];

		if (!stops(x) && (severity_left(x) < (int)w->least || (w->some && !w->rules[x->id])))
			continue;
		f->errors += x->severity == SEVERITY_ERROR && !x->waived;
		f->items[kept++] = *x;
	}
	f->n = kept;
}

static void say_counts(const struct findings *f, enum language lang)
{
	size_t waived = 0;

	for (size_t i = 0; i < f->n; i++)
		waived += f->items[i].waived != NULL;
	fprintf(stderr, lang == LANG_ZH ? "%zu 个错误，%zu 个警告" : "%zu errors, %zu warnings",
		f->errors, report_count(f, SEVERITY_WARNING));
	if (waived)
		fprintf(stderr, lang == LANG_ZH ? "，%zu 个已豁免" : ", %zu waived", waived);
	fputc('\n', stderr);
}

static int print(struct portal *p, const struct invocation *in, const struct wanted *w)
{
	struct buf out = BUF_INIT;
	int status;

	if (w->format == FORMAT_TEXT)
		report_text(&p->findings, p->source, in->language, stdout);
	else if (w->format == FORMAT_JSON)
		report_json(&p->findings, p->source, in->language, &out);
	else
		report_sarif(&p->findings, p->source, in->language, &out);
	status = print_product(&out);
	if (status == EXIT_FINE && w->format == FORMAT_TEXT)
		say_counts(&p->findings, in->language);
	buf_release(&out);
	return status;
}

static int print_rules(const struct invocation *in, const struct wanted *w)
{
	struct buf out = BUF_INIT;
	int status;

	if (w->format == FORMAT_SARIF)
		return usage_error(in, U_RULES_FORMAT, NULL);
	if (w->format == FORMAT_JSON)
		check_rules_json(&out);
	else
		check_rules_text(in->language, &out);
	status = print_product(&out);
	buf_release(&out);
	return status;
}

static bool of_draft(const struct content *c, const char *path)
{
	for (size_t i = 0; path && i < c->notices.n; i++) {
		const struct notice *n = &c->notices.items[i];

		if (n->draft && (strcmp(path, n->path) == 0 ||
				 (n->annex_path && strcmp(path, n->annex_path) == 0)))
			return true;
	}
	return false;
}

static bool any_draft(const struct content *c)
{
	for (size_t i = 0; i < c->notices.n; i++)
		if (c->notices.items[i].draft)
			return true;
	return false;
}

/*
 * The register if the drafts were published after all else; what is wrong with them is added.
 * NULL where there are none.
 */
static struct registry *fold_drafts(struct portal *p)
{
	struct fold_options o = {
		.as_of = DATE_MAX, .seen = DATE_MAX, .drafts = true, .today = today()
	};
	struct findings all = FINDINGS_INIT;
	struct registry *r;

	if (!any_draft(p->content))
		return NULL;
	r = registry_fold(p->content, &o, &all);
	for (size_t i = 0; i < all.n; i++)
		if (of_draft(p->content, all.items[i].place.path))
			findings_copy(&p->findings, &all.items[i]);
	findings_release(&all);
	return r;
}

static void check_all(struct portal *p)
{
	struct registry *drafts;
	struct arena arena = ARENA_INIT;
	struct built built;

	p->seen = DATE_MAX;
	portal_fold(p);
	drafts = fold_drafts(p);
	site_survey(p->content, p->registry, today(), &built, &arena);
	checks_run(&(struct check_facts){ .content = p->content,
					  .registry = p->registry,
					  .drafts = drafts,
					  .built = &built,
					  .today = today() },
		   &p->findings);
	arena_release(&arena);
	registry_free(drafts);
}

static int check(const struct invocation *in)
{
	/* Everything there is, on whatever day it takes effect: errors should not wait for their day. */
	struct portal_options o = { .at = option_value(in, CHECK_AT), .as_of_default = DATE_MAX };
	struct wanted w = { .some = false };
	struct portal p;
	int status;

	if (parse(in, &w) < 0)
		return EXIT_USAGE;
	if (option_given(in, CHECK_RULES))
		return print_rules(in, &w);
	if (portal_open(&p, in, &o) == 0)
		check_all(&p);
	select_wanted(&w, &p.findings);
	status = print(&p, in, &w);
	if (status == EXIT_FINE && p.findings.errors)
		status = p.environment ? EXIT_ENVIRONMENT : EXIT_FOUND;
	portal_close(&p);
	return status;
}

const struct command check_command = {
	.name = "check",
	.operands = "",
	.says = { "检查全部记录，逐条指出文件、行、列和改法",
		  "check every record; say file, line, column and what to do" },
	.options = options,
	.run = check,
};
