#include "release/publish.h"

#include <stdio.h>
#include <string.h>

#include "base/thread.h"
#include "commands/git.h"
#include "commands/keys.h"
#include "commands/report.h"
#include "commands/site.h"
#include "commands/source_commit.h"
#include "format/json_out.h"

enum {
	PUBLISH_BRANCH,
	PUBLISH_PUSH,
	PUBLISH_OUTPUT,
	PUBLISH_AS_OF,
	PUBLISH_BASE_URL,
	PUBLISH_KEY,
	PUBLISH_NEW_KEY,
	PUBLISH_DRY_RUN,
	PUBLISH_FORMAT
};

static const struct option options[] = {
	[PUBLISH_BRANCH] = { "branch",
			     "NAME",
			     { "发布到哪个分支；默认 pages", "to this branch; pages unless given" } },
	[PUBLISH_PUSH] = { "push",
			   "REMOTE",
			   { "随后用 git push 推送该分支",
			     "push the branch there afterwards, by git push" } },
	[PUBLISH_OUTPUT] = { "output",
			     "DIR",
			     { "网站生成在哪里，也可写 -o；默认 site",
			       "where the site is built, also -o; site unless given" } },
	[PUBLISH_AS_OF] = { "as-of",
			    "DATE",
			    { "哪一天的网站；默认今天",
			      "the portal of that day; today unless given" } },
	[PUBLISH_BASE_URL] = { "base-url", "URL", { "网站地址", "where it will be served" } },
	[PUBLISH_KEY] = { "key",
			  "FILE",
			  { "为日志签名的私钥文件，不放在版本库内",
			    "the private key that signs the log; kept outside the repository" } },
	[PUBLISH_NEW_KEY] = { "new-key",
			      "NAME",
			      { "生成一个这样名称的密钥，存入 --key 的文件，并印出公钥；不发布",
				"make a key of that name in the file of --key and print the public one; nothing "
				"is published" } },
	[PUBLISH_DRY_RUN] = { "dry-run",
			      NULL,
			      { "只看会发布什么",
				"find out what would be published, and publish nothing" } },
	[PUBLISH_FORMAT] = { "format", "text|json", { "回答的格式", "form of the answer" } },
	{ .name = NULL },
};

struct run {
	const struct invocation *in;
	struct portal portal;
	struct git_repo *repo;
	struct git_commit_facts head;
	struct key_file key;
	struct buf identity, folder, origin;
	char *temporary; /* of a dry run */
	struct publication_facts facts;
};

static const char *branch_of(const struct invocation *in)
{
	return option_given(in, PUBLISH_BRANCH) ? option_value(in, PUBLISH_BRANCH) : "pages";
}

/* Where the site is built; a dry run leaves the site's own folder alone. */
static int choose_folder(struct run *x)
{
	if (option_given(x->in, PUBLISH_DRY_RUN)) {
		x->temporary = temporary_folder(&x->portal.findings);
		if (!x->temporary)
			return -1;
		buf_add_str(&x->folder, x->temporary);
	} else if (option_given(x->in, PUBLISH_OUTPUT)) {
		buf_add_str(&x->folder, option_value(x->in, PUBLISH_OUTPUT));
	} else {
		buf_add_format(&x->folder, "%s/site", x->in->folder);
	}
	return 0;
}

static int read_key(struct run *x)
{
	const char *path = option_value(x->in, PUBLISH_KEY);

	if (!path)
		return 0;
	return key_file_private(&x->key, path, NOTE_ED25519, git_repo_top(x->repo),
				&x->portal.findings);
}

/* The log's name until it has a key: its address, or the portal's name. */
static void choose_origin(struct run *x)
{
	const struct site *site = &x->portal.content->site;
	const char *url = option_value(x->in, PUBLISH_BASE_URL);
	const char *scheme;

	url = url ? url : site->base_url;
	scheme = url && *url ? strstr(url, "://") : NULL;
	buf_add_str(&x->origin, scheme ? scheme + 3 : site->name);
	if (x->origin.data[x->origin.len - 1] != '/')
		buf_add_char(&x->origin, '/');
	buf_add_str(&x->origin, "log");
}

static int publish_site(struct run *x)
{
	struct publication p = {
		.repo = x->repo,
		.branch = branch_of(x->in),
		.folder = x->folder.data,
		.source = x->head.id,
		.content = x->portal.content,
		.portal = x->portal.source,
		.seen = x->portal.seen,
		.signer = option_given(x->in, PUBLISH_KEY) ? &x->key.signer : NULL,
		.identity = x->identity.data,
		.threads = thread_count(),
		.dry_run = option_given(x->in, PUBLISH_DRY_RUN),
	};

	choose_origin(x);
	p.origin = x->origin.data;
	return publish(&p, &x->facts, &x->portal.findings);
}

static int push(struct run *x)
{
	const char *remote = option_value(x->in, PUBLISH_PUSH);
	const char *arguments[] = { "push", "--", remote, branch_of(x->in), NULL };

	if (!remote || option_given(x->in, PUBLISH_DRY_RUN))
		return 0;
	if (git_command(x->in->folder, arguments, NULL, NULL) == 0)
		return 0;
	finding_add(&x->portal.findings, F_GIT_COMMAND, (struct place){ 0 }, "push");
	x->portal.environment = true;
	return -1;
}

static int work(struct run *x, const struct portal_options *o)
{
	struct portal_options at = *o;
	struct site_counts counts;

	if (source_commit_open(x->in, &x->portal, &x->repo, &x->head) < 0 || read_key(x) < 0 ||
	    git_identity(x->in, &x->portal, &x->identity) < 0 || choose_folder(x) < 0)
		return -1;
	at.at = x->head.id;
	if (portal_open(&x->portal, x->in, &at) < 0 ||
	    portal_build(&x->portal, x->in, x->folder.data, option_value(x->in, PUBLISH_BASE_URL),
			 &counts) < 0 ||
	    publish_site(x) < 0)
		return -1;
	return push(x);
}

/* ---- the answer ---- */

static void add_text(const struct run *x, struct buf *out)
{
	const struct publication_facts *n = &x->facts;
	bool zh = x->in->language == LANG_ZH;

	if (n->nothing_new)
		buf_add_format(out, zh ? "%s：没有新内容\n" : "%s: nothing new\n", branch_of(x->in));
	else if (*n->commit)
		buf_add_format(out, zh ? "%s：提交 %s\n" : "%s: commit %s\n", branch_of(x->in),
			       n->commit);
	else
		buf_add_format(out, zh ? "%s：将会发布\n" : "%s: would be published\n",
			       branch_of(x->in));
	buf_add_format(out,
		       zh ? "文件 %zu，新对象 %zu\n根哈希 %s\n"
			  : "%zu files, %zu new objects\nroot hash %s\n",
		       n->files, n->objects, n->root);
	buf_add_format(out, zh ? "日志 %zu 条，新增 %zu，%s\n" : "log of %zu entries, %zu new, %s\n",
		       n->log_size, n->log_added,
		       zh	       ? n->log_signed ? "已签名" : "未签名"
		       : n->log_signed ? "signed"
				       : "not signed");
}

static void add_json(const struct run *x, struct buf *out)
{
	const struct publication_facts *n = &x->facts;
	struct json_out j = { .out = out };

	json_out_object_begin(&j);
	json_out_key(&j, "branch");
	json_out_string(&j, branch_of(x->in));
	json_out_key(&j, "commit");
	json_out_string(&j, *n->commit ? n->commit : NULL);
	json_out_key(&j, "source");
	json_out_string(&j, x->head.id);
	json_out_key(&j, "root");
	json_out_string(&j, n->root);
	json_out_key(&j, "nothing_new");
	json_out_bool(&j, n->nothing_new);
	json_out_key(&j, "files");
	json_out_int(&j, (int64_t)n->files);
	json_out_key(&j, "objects");
	json_out_int(&j, (int64_t)n->objects);
	json_out_key(&j, "log_size");
	json_out_int(&j, (int64_t)n->log_size);
	json_out_key(&j, "log_added");
	json_out_int(&j, (int64_t)n->log_added);
	json_out_key(&j, "log_signed");
	json_out_bool(&j, n->log_signed);
	json_out_object_end(&j);
	buf_add_char(out, '\n');
}

static int answer(struct run *x)
{
	struct buf out = BUF_INIT;
	int status;

	if (option_choice(x->in, PUBLISH_FORMAT) == FORMAT_JSON)
		add_json(x, &out);
	else
		add_text(x, &out);
	status = print_product(&out);
	buf_release(&out);
	return status;
}

static int run(const struct invocation *in, const struct portal_options *o)
{
	struct run x = { .in = in };
	int rc = work(&x, o), status = EXIT_FINE;

	report_text(&x.portal.findings, x.portal.source, in->language, stderr);
	if (rc == 0)
		status = answer(&x);
	else
		status = x.portal.environment ? EXIT_ENVIRONMENT : EXIT_FOUND;
	key_file_release(&x.key);
	buf_release(&x.identity);
	buf_release(&x.folder);
	buf_release(&x.origin);
	temporary_remove(x.temporary);
	git_repo_free(x.repo);
	portal_close(&x.portal);
	return status;
}

static int new_key(const struct invocation *in)
{
	if (!option_given(in, PUBLISH_KEY))
		return usage_error(in, U_NEW_KEY, NULL);
	return print_new_key(in, option_value(in, PUBLISH_NEW_KEY), NOTE_ED25519,
			     option_value(in, PUBLISH_KEY));
}

static int publish_run(const struct invocation *in)
{
	struct portal_options o = { .as_of = option_value(in, PUBLISH_AS_OF),
				    .as_of_default = DATE_NONE };

	if (option_given(in, PUBLISH_NEW_KEY))
		return new_key(in);
	if (!git_branch_name_valid(branch_of(in)))
		return usage_error(in, U_BRANCH, branch_of(in));
	if (o.as_of && parse_day(in, o.as_of, &o.as_of_default) < 0)
		return EXIT_USAGE;
	if (o.as_of && o.as_of_default != today() && !option_given(in, PUBLISH_OUTPUT) &&
	    !option_given(in, PUBLISH_DRY_RUN))
		return usage_error(in, U_OTHER_SITE, NULL);
	return run(in, &o);
}

const struct command publish_command = {
	.name = "publish",
	.operands = "",
	.says = { "生成网站，连同公开日志提交到一个分支",
		  "build the portal and commit it to a branch, with its public log" },
	.options = options,
	.run = publish_run,
};
