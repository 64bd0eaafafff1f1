#include <stdio.h>
#include <string.h>

#include "commands/git.h"
#include "commands/report.h"
#include "commands/site.h"
#include "commands/source_commit.h"
#include "format/json_out.h"
#include "release/publish.h"
#include "release/trailers.h"
#include "release/verify.h"

enum { RELEASE_AS_OF, RELEASE_BASE_URL, RELEASE_DRY_RUN, RELEASE_FORMAT };

static const struct option options[] = {
	[RELEASE_AS_OF] = { "as-of",
			    "DATE",
			    { "哪一天的网站；默认今天",
			      "the portal of that day; today unless given" } },
	[RELEASE_BASE_URL] = { "base-url", "URL", { "网站地址", "where it will be served" } },
	[RELEASE_DRY_RUN] = { "dry-run",
			      NULL,
			      { "只印出标签的内容", "print what the tag would say, and make none" } },
	[RELEASE_FORMAT] = { "format", "text|json", { "回答的格式", "form of the answer" } },
	{ .name = NULL },
};

struct run {
	const struct invocation *in;
	struct portal portal;
	struct git_repo *repo;
	struct git_commit_facts head;
	char *temporary;
	struct site_manifest manifest;
	struct release previous; /* name NULL: there is none */
	bool sign;
	struct buf message;
	struct arena arena;
};

static const char *name_of(const struct run *x)
{
	return x->in->operands[0];
}

static int check_name(struct run *x)
{
	struct buf ref = BUF_INIT;
	struct git_commit_facts facts;
	int rc = 0;

	buf_add_format(&ref, "refs/tags/%s", name_of(x));
	if (git_resolve(x->repo, ref.data, &facts, NULL) == 0) {
		finding_add(&x->portal.findings, F_RELEASE_EXISTS, (struct place){ 0 }, name_of(x));
		rc = -1;
	}
	buf_release(&ref);
	return rc;
}

static int find_previous(struct run *x)
{
	if (check_name(x) < 0 || releases_check(x->repo, x->head.id, &x->portal.findings) < 0)
		return -1;
	return release_last(x->repo, &x->arena, &x->previous, &x->portal.findings) < 0 ? -1 : 0;
}

static int build(struct run *x)
{
	struct site_counts counts;
	struct source *site;
	int rc;

	x->temporary = temporary_folder(&x->portal.findings);
	if (!x->temporary || portal_build(&x->portal, x->in, x->temporary,
					  option_value(x->in, RELEASE_BASE_URL), &counts) < 0)
		return -1;
	site = source_open_tree(x->temporary, &x->portal.findings);
	rc = site ? site_manifest_read(&x->manifest, site, &x->portal.findings) : -1;
	source_free(site);
	return rc;
}

/* ---- the tag ---- */

static size_t count_members(const struct run *x, size_t *lists)
{
	const struct registry *r = x->portal.registry;
	size_t members = 0;

	*lists = 0;
	for (size_t i = 0; i < r->rosters.n; i++) {
		size_t n = roster_count(r->rosters.items[i], x->portal.as_of);

		members += n;
		*lists += n > 0;
	}
	return members;
}

static void compose(struct run *x)
{
	const struct registry *r = x->portal.registry;
	struct buf *out = &x->message;
	size_t lists, members = count_members(x, &lists);

	buf_add_format(out, "release %s: %zu lists, %zu members\n\n", name_of(x), lists, members);
	for (size_t i = 0; i < r->rosters.n; i++) {
		size_t n = roster_count(r->rosters.items[i], x->portal.as_of);

		if (n)
			buf_add_format(out, "%-24s %6zu\n", r->rosters.items[i]->id, n);
	}
	buf_add_char(out, '\n');
	trailers_render(&x->manifest.manifest, x->manifest.root, out);
	if (x->previous.name)
		buf_add_format(out, TRAILER_PREVIOUS ": %s %s\n", x->previous.name, x->previous.tag);
	else
		buf_add_str(out, TRAILER_PREVIOUS ": none\n");
}

/* A key for tags is one that git is told of: user.signingKey, or tag.gpgSign by itself. */
static bool key_is_set(const struct run *x)
{
	static const char *const arguments[] = { "config", "--get", "user.signingKey", NULL };
	struct buf out = BUF_INIT;
	bool is = git_command(x->in->folder, arguments, NULL, &out) == 0 && out.len > 1;

	buf_release(&out);
	return is;
}

static int make_tag(struct run *x)
{
	const char *arguments[] = { "tag",
				    x->sign ? "-s" : "-a",
				    "--cleanup=verbatim",
				    "-F",
				    "-",
				    "--",
				    name_of(x),
				    x->head.id,
				    NULL };

	if (git_command(x->in->folder, arguments, &x->message, NULL) == 0)
		return 0;
	finding_add(&x->portal.findings, F_GIT_COMMAND, (struct place){ 0 }, "tag");
	x->portal.environment = true;
	return -1;
}

static int work(struct run *x, const struct portal_options *o)
{
	struct portal_options at = *o;

	if (source_commit_open(x->in, &x->portal, &x->repo, &x->head) < 0 || find_previous(x) < 0)
		return -1;
	at.at = x->head.id;
	if (portal_open(&x->portal, x->in, &at) < 0 || build(x) < 0)
		return -1;
	compose(x);
	x->sign = key_is_set(x);
	return option_given(x->in, RELEASE_DRY_RUN) ? 0 : make_tag(x);
}

/* ---- the answer ---- */

static void add_json(const struct run *x, struct buf *out)
{
	struct json_out j = { .out = out };
	size_t lists, members = count_members(x, &lists);

	json_out_object_begin(&j);
	json_out_key(&j, "name");
	json_out_string(&j, name_of(x));
	json_out_key(&j, "commit");
	json_out_string(&j, x->head.id);
	json_out_key(&j, "root");
	json_out_string(&j, x->manifest.root);
	json_out_key(&j, "previous");
	json_out_string(&j, x->previous.name);
	json_out_key(&j, "signed");
	json_out_bool(&j, x->sign);
	json_out_key(&j, "lists");
	json_out_int(&j, (int64_t)lists);
	json_out_key(&j, "members");
	json_out_int(&j, (int64_t)members);
	json_out_object_end(&j);
	buf_add_char(out, '\n');
}

static int run(const struct invocation *in, const struct portal_options *o, bool json)
{
	struct run x = { .in = in };
	struct buf out = BUF_INIT;
	int rc = work(&x, o), status;

	report_text(&x.portal.findings, x.portal.source, in->language, stderr);
	if (rc == 0 && json)
		add_json(&x, &out);
	else if (rc == 0)
		buf_add_slice(&out, buf_str(&x.message));
	if (rc == 0)
		status = print_product(&out);
	else
		status = x.portal.environment ? EXIT_ENVIRONMENT : EXIT_FOUND;
	buf_release(&out);
	buf_release(&x.message);
	site_manifest_release(&x.manifest);
	temporary_remove(x.temporary);
	git_repo_free(x.repo);
	arena_release(&x.arena);
	portal_close(&x.portal);
	return status;
}

static int release(const struct invocation *in)
{
	struct portal_options o = { .as_of = option_value(in, RELEASE_AS_OF),
				    .as_of_default = DATE_NONE };

	if (!git_branch_name_valid(in->operands[0]))
		return usage_error(in, U_TAG, in->operands[0]);
	if (o.as_of && parse_day(in, o.as_of, &o.as_of_default) < 0)
		return EXIT_USAGE;
	return run(in, &o, option_choice(in, RELEASE_FORMAT) == FORMAT_JSON);
}

const struct command release_command = {
	.name = "release",
	.operands = "NAME",
	.least_operands = 1,
	.most_operands = 1,
	.says = { "检查后以带说明的标签命名一个版本", "check, and name a state by an annotated tag" },
	.options = options,
	.run = release,
};
