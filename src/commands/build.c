#include <stdio.h>
#include <string.h>

#include "commands/command.h"
#include "commands/report.h"
#include "commands/site.h"

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

/* Done, or found done: 0. A rehearsal and a proof do all the work. */
static int build_site(struct portal *p, const struct invocation *in, const struct portal_options *o,
		      const char *out, struct build_how *how, struct site_counts *counts)
{
	bool whole = o->at || how->dry_run || how->verify;
	const char *base_url = option_value(in, BUILD_BASE_URL);
	int64_t clock = 0;
	int rc;

	if (portal_list(p, in, o, whole ? NULL : &clock) < 0)
		return -1;
	if (clock) {
		site_inputs_find(p, in, base_url, clock, &how->inputs);
		rc = portal_built(p, out, how, counts);
		if (rc)
			return rc < 0 ? -1 : 0;
	}
	if (portal_load(p, in, o) < 0)
		return -1;
	return portal_build_as(p, in, out, base_url, how, counts);
}

static int build(const struct invocation *in)
{
	struct portal_options o = { option_value(in, BUILD_AT), option_value(in, BUILD_AS_OF),
				    DATE_NONE };
	struct site_changes changes = { 0 };
	struct build_how how = { .dry_run = option_given(in, BUILD_DRY_RUN),
				 .verify = option_given(in, BUILD_VERIFY),
				 .changes = &changes };
	struct site_counts counts = { 0 };
	struct buf out = BUF_INIT;
	struct portal p;
	int status, printed = EXIT_FINE;

	if (o.as_of && parse_day(in, o.as_of, &o.as_of_default) < 0)
		return EXIT_USAGE;
	/* A past day or revision never goes over the live site. */
	if ((o.at || (o.as_of && o.as_of_default != today())) && !option_given(in, BUILD_OUTPUT))
		return usage_error(in, U_OTHER_SITE, NULL);
	if (option_given(in, BUILD_OUTPUT))
		buf_add_str(&out, option_value(in, BUILD_OUTPUT));
	else
		buf_add_format(&out, "%s/site", in->folder);
	if (build_site(&p, in, &o, out.data, &how, &counts) == 0) {
		report_text(&p.findings, p.source, in->language, stderr);
		if (how.dry_run)
			printed = print_changes(&changes);
		else
			say_done(in, out.data, &counts);
		say_changes(in, &counts.changed);
	}
	changes_release(&changes);
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
