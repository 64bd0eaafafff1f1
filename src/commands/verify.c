#include "release/verify.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "base/thread.h"
#include "commands/file.h"
#include "commands/keys.h"
#include "commands/report.h"
#include "commands/site.h"
#include "commands/published.h"
#include "format/json_out.h"

enum { VERIFY_KEY, VERIFY_CHECKPOINT, VERIFY_FORMAT };

static const struct option options[] = {
	[VERIFY_KEY] = { "key",
			 "FILE",
			 { "日志的公钥文件：核对检查点的签名",
			   "the log's public key: the signature of its checkpoint is checked" } },
	[VERIFY_CHECKPOINT] = { "checkpoint",
				"FILE",
				{ "留存的检查点，可多次给出；默认门户文件夹中的 checkpoint（如有）",
				  "a checkpoint that was kept, more than one if wanted; checkpoint in the portal's "
				  "folder, where it is there, unless given" } },
	[VERIFY_FORMAT] = { "format", "text|json", { "回答的格式", "form of the answer" } },
	{ .name = NULL },
};

enum outcome { OUTCOME_SAME, OUTCOME_DIFFERS, OUTCOME_INCOMPARABLE };

struct run {
	const struct invocation *in;
	struct git_repo *repo; /* NULL: the portal is in none */
	struct published site;
	struct site_manifest manifest;
	struct public_log log;
	struct key_file key;
	struct portal portal; /* at the commit that the site names */
	bool opened; /* it is */
	char *temporary; /* the site built again */
	struct source *rebuilt;
	bool environment;
	enum outcome outcome;
	struct findings findings;
};

static int read_key(struct run *x)
{
	const char *path = option_value(x->in, VERIFY_KEY);

	return path ? key_file_public(&x->key, path, &x->findings) : 0;
}

static int open_site(struct run *x)
{
	x->repo = git_repo_open(x->in->folder, &x->findings);
	if (published_open(&x->site, x->in, x->repo, false, &x->findings) < 0) {
		x->environment = true;
		return -1;
	}
	return site_manifest_read(&x->manifest, x->site.source, &x->findings);
}

/* ---- building it again ---- */

/* Loads the content of the commit that the manifest names. */
static int open_content(struct run *x)
{
	const struct manifest *m = &x->manifest.manifest;
	struct portal_options o = { .at = m->commit, .as_of_default = m->as_of };

	if (!m->commit || m->as_of == DATE_NONE || !m->version) {
		finding_add(&x->findings, F_VERIFY_COMMIT, place_of(MANIFEST_NAME), NULL);
		return -1;
	}
	x->opened = true;
	if (portal_open(&x->portal, x->in, &o) == 0)
		return 0;
	findings_join(&x->findings, &x->portal.findings);
	x->environment = x->portal.environment;
	return -1;
}

static int build_again(struct run *x)
{
	const struct manifest *m = &x->manifest.manifest;
	struct site_counts counts;
	struct buf version = BUF_INIT;
	int rc = -1;

	site_version(&version);
	if (strcmp(m->version, version.data) != 0) {
		finding_add(&x->findings, F_VERIFY_VERSIONS, place_of(MANIFEST_NAME), m->version,
			    version.data);
	} else if ((x->temporary = temporary_folder(&x->findings))) {
		rc = portal_build(&x->portal, x->in, x->temporary, m->base_url ? m->base_url : "",
				  &counts);
		if (rc < 0) {
			findings_join(&x->findings, &x->portal.findings);
			x->environment = x->portal.environment;
		}
	}
	buf_release(&version);
	if (rc < 0)
		return -1;
	x->rebuilt = source_open_tree(x->temporary, &x->findings);
	return x->rebuilt ? 0 : -1;
}

/* Pages tell of commits, so that a clone that was cut makes others: whether they differ is not known. */
static bool is_cut_short(struct run *x, struct site_comparison *c)
{
	struct findings quiet = FINDINGS_INIT;
	bool cut = x->repo && git_repo_shallow(x->repo) && c->rebuilt && site_compare(c, &quiet) < 0;

	findings_release(&quiet);
	if (!cut)
		return false;
	finding_add(&x->findings, F_VERIFY_SHALLOW, (struct place){ 0 }, NULL);
	x->environment = true;
	x->outcome = OUTCOME_INCOMPARABLE;
	c->rebuilt = NULL;
	return true;
}

static void compare_site(struct run *x)
{
	struct site_comparison c = { .site = x->site.source,
				     .manifest = &x->manifest,
				     .threads = thread_count() };

	if (open_content(x) < 0 || build_again(x) < 0)
		x->outcome = OUTCOME_INCOMPARABLE;
	c.rebuilt = x->rebuilt;
	if (is_cut_short(x, &c))
		site_compare(&c, &x->findings); /* with its manifest */
	else if (site_compare(&c, &x->findings) < 0 && x->rebuilt)
		x->outcome = OUTCOME_DIFFERS;
}

/* ---- the log ---- */

static int compare_kept(struct run *x, const char *path)
{
	struct buf bytes = BUF_INIT;
	int rc = file_read(path, &bytes);

	if (rc < 0)
		finding_add(&x->findings, F_FILE_UNREADABLE, (struct place){ .path = path },
			    strerror(errno));
	else
		rc = public_log_kept(&x->log, buf_str(&bytes), path, &x->findings);
	buf_release(&bytes);
	return rc;
}

static void compare_all_kept(struct run *x)
{
	const struct option_values *given = &x->in->values[VERIFY_CHECKPOINT];
	struct buf path = BUF_INIT, bytes = BUF_INIT;

	for (size_t i = 0; i < given->n; i++)
		compare_kept(x, given->items[i]);
	buf_add_format(&path, "%s/checkpoint", x->in->folder);
	if (given->n == 0 && file_read(path.data, &bytes) == 0)
		compare_kept(x, path.data);
	else if (given->n == 0)
		finding_add(&x->findings, F_LOG_UNWITNESSED, (struct place){ 0 }, NULL);
	buf_release(&path);
	buf_release(&bytes);
}

static void verify_log(struct run *x)
{
	const struct manifest *m = &x->manifest.manifest;
	bool asked = option_given(x->in, VERIFY_KEY) || option_given(x->in, VERIFY_CHECKPOINT);

	if (public_log_read(&x->log, x->site.source, &x->findings) < 0)
		return;
	if (!x->log.present) {
		if (asked)
			finding_add(&x->findings, F_SITE_LACKS, place_of(LOG_FOLDER LOG_CHECKPOINT),
				    NULL);
		else
			finding_add(&x->findings, F_LOG_NONE, (struct place){ 0 }, NULL);
		return;
	}
	if (x->portal.content && !x->portal.findings.errors)
		public_log_compare(&x->log, x->portal.content, date_end(m->as_of), &x->findings);
	public_log_signature(&x->log, option_given(x->in, VERIFY_KEY) ? &x->key.key : NULL,
			     &x->findings);
	compare_all_kept(x);
}

static void tell_as_of(struct run *x)
{
	date_t as_of = x->manifest.manifest.as_of;
	char day[DATE_SIZE], now[DATE_SIZE];

	if (as_of != DATE_NONE && as_of != today())
		finding_add(&x->findings, F_VERIFY_AS_OF, place_of(MANIFEST_NAME),
			    date_format(as_of, day), date_format(today(), now));
}

static void work(struct run *x)
{
	if (read_key(x) < 0 || open_site(x) < 0) {
		x->outcome = OUTCOME_INCOMPARABLE;
		return;
	}
	compare_site(x);
	tell_as_of(x);
	verify_log(x);
	if (*x->site.commit)
		publication_check(x->repo, x->site.commit, &x->manifest, &x->log, &x->findings);
}

/* ---- the answer ---- */

static void add_text(struct run *x, struct buf *out)
{
	static const char *const verdicts[][2] = {
		[OUTCOME_SAME] = { "与提交 %s 在 %s 的网站逐字节相同",
				   "is what the commit %s makes as of %s, byte for byte" },
		[OUTCOME_DIFFERS] = { "与提交 %s 在 %s 的网站不同",
				      "is not what the commit %s makes as of %s" },
		[OUTCOME_INCOMPARABLE] = { "无法比对（提交 %s，%s）",
					   "cannot be compared (commit %s, as of %s)" },
	};
	const struct manifest *m = &x->manifest.manifest;
	bool zh = x->in->language == LANG_ZH;
	char day[DATE_SIZE];

	buf_add_format(out, zh ? "%s：" : "%s ", x->site.name);
	buf_add_format(out, verdicts[x->outcome][zh ? 0 : 1], m->commit ? m->commit : "none",
		       date_format(m->as_of, day));
	buf_add_char(out, '\n');
	if (*x->manifest.root)
		buf_add_format(out, zh ? "根哈希 %s\n" : "root hash %s\n", x->manifest.root);
	if (x->log.present)
		buf_add_format(out, zh ? "日志 %zu 条\n" : "log of %zu entries\n", x->log.log.n);
}

static void add_json(struct run *x, struct buf *out)
{
	static const char *const names[] = { "same", "differs", "incomparable" };
	const struct manifest *m = &x->manifest.manifest;
	struct json_out j = { .out = out };
	char day[DATE_SIZE];

	json_out_object_begin(&j);
	json_out_key(&j, "site");
	json_out_string(&j, x->site.name);
	json_out_key(&j, "result");
	json_out_string(&j, names[x->outcome]);
	json_out_key(&j, "commit");
	json_out_string(&j, m->commit);
	json_out_key(&j, "as_of");
	json_out_string(&j, *date_format(m->as_of, day) ? day : NULL);
	json_out_key(&j, "built_with");
	json_out_string(&j, m->version);
	json_out_key(&j, "root");
	json_out_string(&j, *x->manifest.root ? x->manifest.root : NULL);
	if (x->log.present) {
		json_out_key(&j, "log_size");
		json_out_int(&j, (int64_t)x->log.log.n);
	}
	report_json_members(&x->findings, NULL, x->in->language, &j);
	json_out_object_end(&j);
	buf_add_char(out, '\n');
}

static int answer(struct run *x, bool json)
{
	struct buf out = BUF_INIT;
	int status;

	if (json)
		add_json(x, &out);
	else
		report_text(&x->findings, NULL, x->in->language, stdout);
	if (!json && x->manifest.bytes.len)
		add_text(x, &out);
	status = print_product(&out);
	buf_release(&out);
	if (status != EXIT_FINE || !x->findings.errors)
		return status;
	return x->environment ? EXIT_ENVIRONMENT : EXIT_FOUND;
}

static int verify(const struct invocation *in)
{
	struct run x = { .in = in, .manifest.manifest.as_of = DATE_NONE };
	int status;

	work(&x);
	status = answer(&x, option_choice(in, VERIFY_FORMAT) == FORMAT_JSON);
	source_free(x.rebuilt);
	temporary_remove(x.temporary);
	if (x.opened)
		portal_close(&x.portal);
	public_log_release(&x.log);
	site_manifest_release(&x.manifest);
	published_close(&x.site);
	key_file_release(&x.key);
	git_repo_free(x.repo);
	findings_release(&x.findings);
	return status;
}

const struct command verify_command = {
	.name = "verify",
	.operands = "[DIR|BRANCH|URL]",
	.most_operands = 1,
	.says = { "按网站所写的提交和日期重新生成，逐字节比对，并核对公开日志",
		  "build again what a site names, compare every byte, and check its public log" },
	.options = options,
	.run = verify,
};
