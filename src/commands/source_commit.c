#include "commands/source_commit.h"

#include <stdio.h>

#include "commands/git.h"
#include "commands/keys.h"
#include "commands/report.h"

struct git_repo *repository_open(const struct invocation *in, struct portal *p)
{
	size_t errors = p->findings.errors;
	struct git_repo *repo = git_repo_open(in->folder, &p->findings);

	if (repo)
		return repo;
	p->environment = true;
	if (p->findings.errors == errors)
		finding_add(&p->findings, F_GIT_NONE, (struct place){ 0 }, in->folder);
	return NULL;
}

/* content/ and templates/ are all that shapes a site. */
static int refuse_dirty(struct portal *p, struct git_repo *repo)
{
	static const char *const names[] = { "content", "templates" };
	const char *prefix = git_repo_prefix(repo), *folders[2];
	struct arena a = ARENA_INIT;
	struct buf path = BUF_INIT;
	int rc;

	for (size_t i = 0; i < 2; i++)
		folders[i] = *prefix ? arena_printf(&a, "%s/%s", prefix, names[i]) : names[i];
	rc = git_dirty(repo, folders, 2, &path, &p->findings);
	if (rc == 1)
		finding_add(&p->findings, F_PUBLISH_DIRTY, (struct place){ .path = path.data }, NULL);
	p->environment = p->environment || rc < 0;
	buf_release(&path);
	arena_release(&a);
	return rc == 0 ? 0 : -1;
}

int source_commit_open(const struct invocation *in, struct portal *p, struct git_repo **repo,
		       struct git_commit_facts *head)
{
	*repo = repository_open(in, p);
	if (!*repo)
		return -1;
	if (git_resolve(*repo, "HEAD", head, &p->findings) < 0) {
		p->environment = true;
		return -1;
	}
	return refuse_dirty(p, *repo);
}

int git_identity(const struct invocation *in, struct portal *p, struct buf *out)
{
	static const char *const arguments[] = { "var", "GIT_COMMITTER_IDENT", NULL };

	if (git_command(in->folder, arguments, NULL, out) == 0 && out->len) {
		if (out->data[out->len - 1] == '\n')
			out->data[--out->len] = '\0';
		return 0;
	}
	finding_add(&p->findings, F_GIT_COMMAND, (struct place){ 0 }, "var GIT_COMMITTER_IDENT");
	p->environment = true;
	return -1;
}

int print_new_key(const struct invocation *in, const char *name, enum note_algorithm algorithm,
		  const char *path)
{
	struct findings f = FINDINGS_INIT;
	struct buf out = BUF_INIT;
	int status = EXIT_FOUND;

	if (key_file_new(name, algorithm, path, &out, &f) == 0)
		status = print_product(&out);
	report_text(&f, NULL, in->language, stderr);
	findings_release(&f);
	buf_release(&out);
	return status;
}
