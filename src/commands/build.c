#include <stdio.h>
#include <string.h>

#include "commands/command.h"
#include "commands/site.h"

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

static int build(const struct invocation *in)
{
	struct portal_options o = { option_value(in, BUILD_AT), option_value(in, BUILD_AS_OF),
				    DATE_NONE };
	struct site_counts counts = { 0 };
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
	if (portal_open(&p, in, &o) == 0 &&
	    portal_build(&p, in, out.data, option_value(in, BUILD_BASE_URL), &counts) == 0)
		say_done(in, out.data, &counts);
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
