#include <stdio.h>
#include <string.h>

#include "commands/command.h"
<<<<<<< HEAD
#include "commands/site.h"
=======
#include "commands/portal.h"
#include "commands/program.h"
#include "commands/report.h"
#include "commands/version.h"
#include "format/markdown.h"
#include "format/xlsx.h"
#include "site/build.h"
>>>>>>> 6ce8cdb (site: a build renders only what changed)

enum { BUILD_OUTPUT, BUILD_AS_OF, BUILD_AT, BUILD_BASE_URL, BUILD_DRY_RUN, BUILD_VERIFY };

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
	[BUILD_DRY_RUN] = { "dry-run",
			    NULL,
			    { "只列出要写入（+ 新，~ 变）和移除（-）的文件，什么都不改",
			      "only list what would be written (+ new, ~ changed) and removed (-)" } },
	[BUILD_VERIFY] = { "verify-incremental",
			   NULL,
			   { "不用重新生成的网页也生成一遍，核对它们确实没变",
			     "render also what may stay as it is, and see that it does" } },
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

<<<<<<< HEAD
=======
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

/* What changed for readers: "3 notices, 1 list". Nothing of a site that is new as a whole. */
static void say_changes(const struct invocation *in, const struct readers_changes *c)
{
	const struct {
		size_t n;
		const char *zh, *one, *more;
	} rows[] = {
		{ c->notices, "文告 %zu 份", "%zu notice", "%zu notices" },
		{ c->lists, "名单 %zu 个", "%zu list", "%zu lists" },
		{ c->entities, "企业和园区 %zu 个", "%zu company or park", "%zu companies and parks" },
		{ c->regions, "地区 %zu 个", "%zu region", "%zu regions" },
		{ c->rules, "规定 %zu 份", "%zu regulation", "%zu regulations" },
	};
	bool zh = in->language == LANG_ZH;
	struct buf line = BUF_INIT;

	for (size_t i = 0; i < ARRAY_LEN(rows) && !c->all_new; i++) {
		if (!rows[i].n)
			continue;
		buf_add_str(&line, line.len ? (zh ? "，" : ", ") : "");
		buf_add_format(&line,
			       zh		? rows[i].zh
			       : rows[i].n == 1 ? rows[i].one
						: rows[i].more,
			       rows[i].n);
	}
	if (line.len)
		fprintf(stderr, zh ? "读者看到的变化：%s\n" : "changed for readers: %s\n", line.data);
	buf_release(&line);
}

static int print_changes(const struct site_changes *c)
{
	struct buf text = BUF_INIT;
	int status;

	for (size_t i = 0; i < c->n; i++)
		buf_add_format(&text, "%c %s\n", c->items[i].how, c->items[i].address);
	status = text.len ? print_product(&text) : EXIT_FINE;
	buf_release(&text);
	return status;
}

static int build_site(const struct invocation *in, struct portal *p, const char *out)
{
	struct buf version = BUF_INIT, program = BUF_INIT;
	const char *base_url = option_value(in, BUILD_BASE_URL);
	struct site_counts counts = { 0 };
	struct site_changes changes = { 0 };
	int status = EXIT_FINE;
	struct site_options o = {
		.content = p->content,
		.registry = p->registry,
		.history = p->history,
		.source = p->source,
		.out = out,
		.base_url = base_url ? base_url : p->content->site.base_url,
		.commit = source_revision(p->source),
		.dry_run = option_given(in, BUILD_DRY_RUN),
		.changes = &changes,
		.verify = option_given(in, BUILD_VERIFY),
		.threads = thread_count(),
	};

	buf_add_format(&version, "luce %s, cmark %s, ", LUCE_VERSION, markdown_version());
	xlsx_version(&version);
	o.version = version.data;
	program_id(&program);
	o.program = program.len ? program.data : NULL;
	if (site_build(&o, &counts, &p->findings) == 0) {
		if (o.dry_run)
			status = print_changes(&changes);
		else
			say_done(in, out, &counts);
		say_changes(in, &counts.changed);
	} else {
		p->environment = stopped_by_folder(&p->findings);
	}
	changes_release(&changes);
	buf_release(&program);
	buf_release(&version);
	return status;
}

>>>>>>> 6ce8cdb (site: a build renders only what changed)
static int build(const struct invocation *in)
{
	struct portal_options o = { option_value(in, BUILD_AT), option_value(in, BUILD_AS_OF),
				    DATE_NONE };
	struct site_counts counts = { 0 };
	struct buf out = BUF_INIT;
	struct portal p;
	int status, printed = EXIT_FINE;

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
<<<<<<< HEAD
	if (portal_open(&p, in, &o) == 0 &&
	    portal_build(&p, in, out.data, option_value(in, BUILD_BASE_URL), &counts) == 0)
		say_done(in, out.data, &counts);
=======
	if (portal_open(&p, in, &o) == 0) {
		p.seen = date_end(p.as_of);
		portal_fold(&p);
		checks_run(&(struct check_facts){ .content = p.content,
						  .registry = p.registry,
						  .today = DATE_NONE },
			   &p.findings);
		if (!p.findings.errors && portal_history(&p, in) == 0)
			printed = build_site(in, &p, out.data);
	}
>>>>>>> 6ce8cdb (site: a build renders only what changed)
	status = portal_refuse(&p, in);
	if (status == EXIT_FINE)
		status = printed;
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
