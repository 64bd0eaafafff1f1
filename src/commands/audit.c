#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "commands/audit_answer.h"
#include "commands/file.h"
#include "commands/report.h"
#include "commands/source_commit.h"
#include "log/log.h"
#include "release/publish.h"

enum { AUDIT_KEPT, AUDIT_SIGNERS, AUDIT_BRANCH, AUDIT_CHECKPOINT, AUDIT_FORMAT };

static const struct option options[] = {
	[AUDIT_KEPT] = { "kept",
			 "COMMIT",
			 { "此前在别处留存的提交号或版本的标签号，须在这一历史之中；可多次给出",
			   "the id of a commit or of a release's tag, kept elsewhere, which must be behind "
			   "this history; may be repeated" } },
	[AUDIT_SIGNERS] = { "signers",
			    "FILE",
			    { "按这份密钥核验签名（ssh-keygen 的 allowed signers）；默认 content/signers",
			      "judge signatures by these keys (ssh-keygen's allowed signers); content/signers "
			      "unless given" } },
	[AUDIT_BRANCH] = { "branch",
			   "NAME",
			   { "一并核验发布到这个分支的网站；默认 pages（如有）",
			     "audit the sites published to this branch too; pages, where it is there, unless "
			     "given" } },
	[AUDIT_CHECKPOINT] = { "checkpoint",
			       "FILE",
			       { "此前留存的日志检查点；可多次给出",
				 "a checkpoint of the log that was kept; may be repeated" } },
	[AUDIT_FORMAT] = { "format",
			   "text|json",
			   { "输出格式；默认 text", "output; text unless given" } },
	{ .name = NULL },
};

/* ---- the command ---- */

struct run {
	const struct invocation *in;
	struct portal portal;
	struct git_repo *repo;
	struct signatures signatures;
	struct publications publications;
	struct audit_kept kept[VALUES_MOST];
	struct findings found;
	struct arena arena;
};

/* A release's tag stands for its commit. */
static int read_kept(struct run *x)
{
	const struct option_values *v = &x->in->values[AUDIT_KEPT];
	struct release *releases;
	size_t n;

	if (releases_list(x->repo, &x->arena, &releases, &n, &x->portal.findings) < 0)
		return -1;
	for (size_t i = 0; i < v->n; i++) {
		const char *id = v->items[i];

		x->kept[i] = (struct audit_kept){ id, id };
		for (size_t k = 0; k < n && *id; k++)
			if (strncmp(releases[k].tag, id, strlen(id)) == 0)
				x->kept[i].commit = releases[k].commit;
	}
	return 0;
}

static int read_signatures(struct run *x)
{
	struct signatures_options o = { x->in->folder, x->repo, x->portal.source, x->portal.history,
					option_value(x->in, AUDIT_SIGNERS) };

	return signatures_read(&x->signatures, &o, &x->portal.findings);
}

/* ---- what was published ---- */

/* As a branch of its own, or as a clone has it. False: there is none. */
static bool find_branch(struct run *x, const char *name, struct git_commit_facts *tip)
{
	static const char *const forms[] = { "refs/heads/%s", "refs/remotes/origin/%s" };
	struct buf ref = BUF_INIT;
	bool found = false;

	for (size_t i = 0; !found && i < ARRAY_LEN(forms); i++) {
		buf_clear(&ref);
		buf_add_str(&ref, forms[i]);
		ref.len -= 2; /* of "%s" */
		buf_add_str(&ref, name);
		found = git_resolve(x->repo, ref.data, tip, NULL) == 0;
	}
	buf_release(&ref);
	return found;
}

/* The log beside the content that was published last. */
static void compare_log(struct run *x)
{
	const struct publications *p = &x->publications;
	struct portal_options o = { .at = p->source, .as_of_default = p->as_of };
	struct portal then;

	if (!p->log.present || !*p->source || p->as_of == DATE_NONE || !x->portal.content)
		return;
	if (portal_open_beside(&then, x->in, &o, &x->portal) == 0)
		public_log_compare(&p->log, then.content, date_end(p->as_of), &x->found);
	portal_close(&then);
}

static void compare_checkpoints(struct run *x)
{
	const struct option_values *v = &x->in->values[AUDIT_CHECKPOINT];

	for (size_t i = 0; i < v->n; i++) {
		struct place place = { .path = v->items[i] };
		struct buf bytes = BUF_INIT;

		if (file_read(v->items[i], &bytes) < 0)
			finding_add(&x->found, F_FILE_UNREADABLE, place, strerror(errno));
		else if (!x->publications.log.present)
			finding_add(&x->found, F_SITE_LACKS, place_of(LOG_FOLDER LOG_CHECKPOINT),
				    NULL);
		else
			public_log_kept(&x->publications.log, buf_str(&bytes), v->items[i],
					&x->found);
		buf_release(&bytes);
	}
}

static int audit_published(struct run *x)
{
	const char *given = option_value(x->in, AUDIT_BRANCH), *name = given ? given : "pages";
	struct git_commit_facts tip;
	struct publications_options o = { x->repo, name, tip.id, x->portal.history };

	if (find_branch(x, name, &tip)) {
		publications_check(&o, &x->publications, &x->found);
		compare_log(x);
	} else if (given) {
		finding_add(&x->portal.findings, F_GIT_REVISION, (struct place){ 0 }, given);
		return -1;
	}
	compare_checkpoints(x);
	releases_audit(x->repo, x->portal.history, &x->found);
	return 0;
}

/* ---- all of it ---- */

/* Content that is unsound is audited all the same: its own errors are said first. */
static int answer(struct run *x, bool json)
{
	struct audit_answer a = { x->in,
				  x->portal.history,
				  &x->signatures,
				  &x->publications,
				  &x->found,
				  option_given(x->in, AUDIT_KEPT),
				  option_given(x->in, AUDIT_CHECKPOINT) };
	struct buf out = BUF_INIT;
	int status = EXIT_FINE;

	report_text(&x->portal.findings, x->portal.source, x->in->language, stderr);
	(json ? audit_answer_json : audit_answer_text)(&a, &out);
	if (x->portal.findings.errors || report_count(&x->found, SEVERITY_ERROR))
		status = EXIT_FOUND;
	if (print_product(&out) != EXIT_FINE)
		status = EXIT_ENVIRONMENT;
	buf_release(&out);
	return status;
}

static int work(struct run *x, bool json)
{
	struct portal *p = &x->portal;
	struct audit_facts facts = { .content = p->content, .history = p->history, .kept = x->kept };

	if (read_kept(x) < 0 || read_signatures(x) < 0 || audit_published(x) < 0) {
		p->environment = true;
		return portal_refuse(p, x->in);
	}
	facts.n_kept = x->in->values[AUDIT_KEPT].n;
	facts.signatures = x->signatures.kept ? &x->signatures.facts : NULL;
	audit_run(&facts, &x->found);
	return answer(x, json);
}

static int audit(const struct invocation *in)
{
	struct portal_options o = { .at = in->n_operands ? in->operands[0] : "HEAD" };
	bool json = option_choice(in, AUDIT_FORMAT) == FORMAT_JSON;
	struct run x = { .in = in };
	int status;

	portal_open(&x.portal, in, &o);
	if (!x.portal.source || portal_history(&x.portal, in, true) < 0 ||
	    !(x.repo = repository_open(in, &x.portal)))
		status = portal_refuse(&x.portal, in);
	else
		status = work(&x, json);
	publications_release(&x.publications);
	signatures_release(&x.signatures);
	git_repo_free(x.repo);
	findings_release(&x.found);
	arena_release(&x.arena);
	portal_close(&x.portal);
	return status;
}

const struct command audit_command = {
	.name = "audit",
	.operands = "[REV]",
	.most_operands = 1,
	.says = { "核验全部提交：公布过的有没有被改动、删除、隐去或倒填日期",
		  "every commit: whether what was published was edited, removed, hidden or back-dated" },
	.options = options,
	.run = audit,
};
