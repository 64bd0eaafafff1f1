#include <stdio.h>
#include <string.h>

#include "base/thread.h"
#include "checks/checks.h"
#include "commands/command.h"
#include "commands/portal.h"
#include "commands/report.h"
#include "commands/version.h"
#include "format/markdown.h"
#include "format/xlsx.h"
#include "site/build.h"

enum { BUILD_OUTPUT, BUILD_AS_OF, BUILD_AT, BUILD_BASE_URL };

static const struct option options[] = {
	[BUILD_OUTPUT] = { "output",
			   "DIR",
			   { "输出文件夹，也可写 -o；默认 site",
			     "where to, also -o; site unless given" } },
	[BUILD_AS_OF] = { "as-of",
			  "DATE",
			  { "哪一天的网站；默认今天", "the portal of that day; today unless given" } },
	[BUILD_AT] = { "at", "REV", { "某一版本的内容和模板", "content and templates of a revision" } },
	[BUILD_BASE_URL] = { "base-url", "URL", { "网站地址", "where it will be served" } },
	{ .name = NULL },
};

static void say_done(const struct invocation *in, const char *out, const struct site_counts *n)
{
	fprintf(stderr,
		in->language == LANG_ZH
			? "%s：%zu 个页面，%zu 个其他文件；写入 %zu，未变 %zu，移除 %zu\n"
			: "%s: %zu pages, %zu other files; %zu written, %zu unchanged, %zu removed\n",
		out, n->pages, n->copies, n->files.written, n->files.unchanged, n->files.removed);
}

/* Whether what stopped it is the output folder or its disk, and not the content. */
static bool stopped_by_folder(const struct findings *f)
{
	static const enum finding_id ids[] = { F_FILE_NOT_WRITTEN, F_FILE_LOCKED, F_PATH_BLOCKED,
					       F_TRANSACTION_STOPPED, F_TRANSACTION_DAMAGED };

	for (size_t i = 0; i < f->n; i++)
		for (size_t k = 0; k < ARRAY_LEN(ids); k++)
			if (f->items[i].id == ids[k])
				return true;
	return false;
}

static void build_site(const struct invocation *in, struct portal *p, const char *out)
{
	struct buf version = BUF_INIT;
	const char *base_url = option_value(in, BUILD_BASE_URL);
	struct site_counts counts = { 0 };
	struct site_options o = {
		.content = p->content,
		.registry = p->registry,
		.history = p->history,
		.source = p->source,
		.out = out,
		.base_url = base_url ? base_url : p->content->site.base_url,
		.commit = source_revision(p->source),
		.threads = thread_count(),
	};

	buf_add_format(&version, "luce %s, cmark %s, ", LUCE_VERSION, markdown_version());
	xlsx_version(&version);
	o.version = version.data;
	if (site_build(&o, &counts, &p->findings) == 0)
		say_done(in, out, &counts);
	else
		p->environment = stopped_by_folder(&p->findings);
	buf_release(&version);
}

static int build(const struct invocation *in)
{
	struct portal_options o = { option_value(in, BUILD_AT), option_value(in, BUILD_AS_OF),
				    DATE_NONE };
	struct buf out = BUF_INIT;
	struct portal p;
	int status;

	if (o.as_of && parse_day(in, o.as_of, &o.as_of_default) < 0)
		return EXIT_USAGE;
	/* A past day or revision never goes over the live site. */
	if ((o.at || (o.as_of && o.as_of_default != today())) && !option_given(in, BUILD_OUTPUT))
		return usage_error(in,
				   "a build of another day or revision needs its own folder: -o DIR");
	if (option_given(in, BUILD_OUTPUT))
		buf_add_str(&out, option_value(in, BUILD_OUTPUT));
	else
		buf_add_format(&out, "%s/site", in->folder);
	if (portal_open(&p, in, &o) == 0) {
		p.seen = date_end(p.as_of);
		portal_fold(&p);
		checks_run(&(struct check_facts){ .content = p.content,
						  .registry = p.registry,
						  .today = DATE_NONE },
			   &p.findings);
		if (!p.findings.errors && portal_history(&p, in, false) == 0)
			build_site(in, &p, out.data);
	}
	status = portal_refuse(&p, in);
	portal_close(&p);
	buf_release(&out);
	return status;
}

const struct command build_command = {
	.name = "build",
	.operands = "",
	.says = { "生成网站", "the portal" },
	.options = options,
	.run = build,
};
