#include <string.h>

#include "checks/checks.h"
#include "commands/command.h"
#include "commands/portal.h"
#include "commands/report.h"

enum { CHECK_AT, CHECK_FORMAT };

static const struct option options[] = {
	[CHECK_AT] = { "at",
		       "REV",
		       { "检查某一版本，而非工作区", "check a revision, not the work tree" } },
	[CHECK_FORMAT] = { "format",
			   "text|json",
			   { "输出格式；默认 text", "output; text unless given" } },
	{ .name = NULL },
};

static int print_text(struct portal *p, const struct invocation *in)
{
	size_t warnings = 0;

	report_text(&p->findings, p->source, in->language, stdout);
	if (print_product(&(struct buf)BUF_INIT) != EXIT_FINE)
		return EXIT_ENVIRONMENT;
	for (size_t i = 0; i < p->findings.n; i++)
		warnings += finding_severity(p->findings.items[i].id) == SEVERITY_WARNING;
	fprintf(stderr,
		in->language == LANG_ZH ? "%zu 个错误，%zu 个警告\n" : "%zu errors, %zu warnings\n",
		p->findings.errors, warnings);
	return EXIT_FINE;
}

static int print_json(struct portal *p, const struct invocation *in)
{
	struct buf out = BUF_INIT;
	int status;

	report_json(&p->findings, p->source, in->language, &out);
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

/* What would be wrong with the drafts if they were published after all else. */
static void check_drafts(struct portal *p)
{
	struct fold_options o = { .as_of = DATE_MAX, .seen = DATE_MAX, .drafts = true };
	struct findings all = FINDINGS_INIT;

	registry_free(registry_fold(p->content, &o, &all));
	for (size_t i = 0; i < all.n; i++)
		if (of_draft(p->content, all.items[i].place.path))
			findings_add(&p->findings, all.items[i].id, all.items[i].place,
				     all.items[i].args, FINDING_ARGS);
	findings_release(&all);
}

static int check(const struct invocation *in)
{
	/* Everything there is, on whatever day it takes effect: errors should not wait for their day. */
	struct portal_options o = { .at = option_value(in, CHECK_AT), .as_of_default = DATE_MAX };
	const char *format = option_value(in, CHECK_FORMAT);
	struct portal p;
	int status;

	if (format && strcmp(format, "text") != 0 && strcmp(format, "json") != 0)
		return usage_error(in, "there is no format '%s'", format);
	if (portal_open(&p, in, &o) == 0) {
		p.seen = DATE_MAX;
		portal_fold(&p);
		check_drafts(&p);
		checks_run(p.content, p.registry, &p.findings);
	}
	status = format && strcmp(format, "json") == 0 ? print_json(&p, in) : print_text(&p, in);
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
