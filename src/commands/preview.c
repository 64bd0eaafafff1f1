#include <string.h>

#include "checks/checks.h"
#include "commands/preview.h"
#include "commands/report.h"

enum { PREVIEW_SINCE, PREVIEW_AS_OF };

static const struct option options[] = {
	[PREVIEW_SINCE] = { "since",
			    "REV",
			    { "与哪一版本比较；默认 HEAD，即已提交的内容",
			      "compared with that revision; HEAD unless given" } },
	[PREVIEW_AS_OF] = { "as-of",
			    "DATE",
			    { "哪一天的网站；默认今天",
			      "the portal of that day; today unless given" } },
	{ .name = NULL },
};

/* A state of the portal as it will be served on the day; errors in its records end the command. */
static int open_state(struct portal *p, const struct invocation *in, const char *at)
{
	struct portal_options o = { at, option_value(in, PREVIEW_AS_OF), DATE_NONE };

	if (o.as_of && parse_day(in, o.as_of, &o.as_of_default) < 0)
		return EXIT_USAGE;
	if (portal_open(p, in, &o) == 0) {
		p->seen = date_end(p->as_of);
		portal_fold(p);
		return EXIT_FINE;
	}
	return portal_refuse(p, in);
}

static void check_state(const struct portal *p, struct findings *f)
{
	checks_run(&(struct check_facts){ .content = p->content,
					  .registry = p->registry,
					  .today = DATE_NONE },
		   f);
}

static int print_page(struct portal *was, struct portal *is, const struct invocation *in)
{
	struct comparison *c = registers_compare(was->registry, is->registry, NULL);
	struct page_changes pages = { .others = 0 };
	struct findings f = FINDINGS_INIT, before = FINDINGS_INIT;
	struct buf out = BUF_INIT;
	const char *since = option_value(in, PREVIEW_SINCE);
	struct preview p = {
		.comparison = c,
		.since = since ? since : "HEAD",
		.revision = source_revision(was->source),
		.findings = &is->findings,
		.before = &before,
	};
	int status = EXIT_FINE;

	if (!is->findings.errors && !was->findings.errors && preview_pages(was, is, &pages) == 0)
		p.pages = &pages;
	findings_join(&before, &was->findings);
	check_state(was, &before);
	report_resolve(&is->findings, is->source);
	if (preview_add_html(&p, is->source, &out, &f) < 0) {
		report_text(&f, is->source, in->language, stderr);
		status = EXIT_FOUND;
	}
	if (status == EXIT_FINE)
		status = print_product(&out);
	if (status == EXIT_FINE && is->findings.errors)
		status = EXIT_FOUND; /* the page is there, and says why it may not be signed */
	arena_release(&pages.arena);
	buf_release(&out);
	findings_release(&before);
	findings_release(&f);
	comparison_free(c);
	return status;
}

static int preview(const struct invocation *in)
{
	const char *since = option_value(in, PREVIEW_SINCE);
	struct portal was = { 0 }, is = { 0 };
	int status = open_state(&was, in, since ? since : "HEAD");

	if (status == EXIT_FINE)
		status = open_state(&is, in, NULL);
	if (status == EXIT_FINE) {
		check_state(&is, &is.findings);
		status = print_page(&was, &is, in);
	}
	portal_close(&was);
	portal_close(&is);
	return status;
}

const struct command preview_command = {
	.name = "preview",
	.operands = "",
	.says = { "供签发的一页：公众将看到哪些变化，检查发现了什么；输出 HTML",
		  "a page for sign-off, in Chinese: what citizens will see change, and what was found; HTML" },
	.options = options,
	.run = preview,
};
