#define _GNU_SOURCE /* mkdtemp, nftw */
#include "commands/site.h"

#include <errno.h>
#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/thread.h"
#include "checks/checks.h"
#include "commands/program.h"
#include "commands/version.h"
#include "format/markdown.h"
#include "format/xlsx.h"
#include "git/state.h"
#include "history/history.h"
#include "site/unchanged.h"
#include "store/stamps.h"

void site_version(struct buf *out)
{
	buf_add_format(out, "luce %s, cmark %s, ", LUCE_VERSION, markdown_version());
	xlsx_version(out);
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

/* What luce check warns of is not this command's talk; that an earlier build was finished is. */
static void keep_what_was_finished(struct findings *f)
{
	struct findings kept = FINDINGS_INIT;

	for (size_t i = 0; i < f->n; i++)
		if (f->items[i].id == F_TRANSACTION_FINISHED)
			findings_copy(&kept, &f->items[i]);
	findings_release(f);
	*f = kept;
}

int portal_build(struct portal *p, const struct invocation *in, const char *out,
		 const char *base_url, struct site_counts *counts)
{
	struct build_how how = { .dry_run = false };

	return portal_build_as(p, in, out, base_url, &how, counts);
}

int portal_build_as(struct portal *p, const struct invocation *in, const char *out,
		    const char *base_url, const struct build_how *how, struct site_counts *counts)
{
	struct buf version = BUF_INIT, program = BUF_INIT;
	struct site_options o = {
		.content = p->content,
		.source = p->source,
		.out = out,
		.base_url = base_url ? base_url : p->content->site.base_url,
		.commit = source_revision(p->source),
		.dry_run = how->dry_run,
		.changes = how->changes,
		.verify = how->verify,
		.threads = thread_count(),
	};
	int rc = -1;

	p->seen = date_end(p->as_of);
	portal_fold(p);
	checks_run(&(struct check_facts){ .content = p->content,
					  .registry = p->registry,
					  .today = DATE_NONE },
		   &p->findings);
	o.registry = p->registry;
	site_version(&version);
	o.version = version.data;
	program_id(&program);
	o.program = program.len ? program.data : NULL;
	if (!p->findings.errors && portal_history(p, in, false) == 0) {
		o.history = p->history;
		if (strcmp(p->history->tip ? p->history->tip->id : "", how->inputs.head) == 0)
			o.inputs = how->inputs.digest;
		rc = site_build(&o, counts, &p->findings);
		p->environment = rc < 0 && stopped_by_folder(&p->findings);
	}
	buf_release(&program);
	buf_release(&version);
	if (rc == 0)
		keep_what_was_finished(&p->findings);
	return rc;
}

/* ---- nothing to be done ---- */

/* The templates' files, as the portal's listing has the content's. False: not to be relied on. */
static bool add_templates(struct portal *p, struct digester *d, int64_t clock)
{
	struct findings f = FINDINGS_INIT;
	struct arena a = ARENA_INIT;
	struct source_file *files;
	size_t n;
	bool settled = source_list_stamped(p->source, "templates", &a, 1, &files, &n, &f) == 0 &&
		       !f.n && stamps_settled(files, n, clock);

	digest_digest(d, stamps_digest(files, n, 1));
	free(files);
	arena_release(&a);
	findings_release(&f);
	return settled;
}

void site_inputs_find(struct portal *p, const struct invocation *in, const char *base_url,
		      int64_t clock, struct site_inputs *out)
{
	const struct content_listing *l = p->listing;
	struct digester *d = digester_new();
	struct git_state git;
	bool known;

	digest_text(d, base_url);
	digest_number(d, p->as_of);
	digest_digest(d, stamps_digest(l->files, l->n, thread_count()));
	known = !p->findings.n && stamps_settled(l->files, l->n, clock);
	known = add_templates(p, d, clock) && known;
	known = git_state_digest(in->folder, d, &git) && git.changed < clock && known;
	*out = (struct site_inputs){ 0 };
	memcpy(out->head, git.head, sizeof(out->head));
	if (known)
		out->digest = digester_take(d);
	digester_free(d);
}

int portal_built(struct portal *p, const char *out, const struct build_how *how,
		 struct site_counts *counts)
{
	struct buf version = BUF_INIT, program = BUF_INIT;
	struct site_options o = { .out = out, .inputs = how->inputs.digest, .threads = thread_count() };
	int rc;

	site_version(&version);
	o.version = version.data;
	program_id(&program);
	o.program = program.len ? program.data : NULL;
	rc = site_unchanged(&o, counts, &p->findings);
	p->environment = rc < 0;
	buf_release(&program);
	buf_release(&version);
	return rc;
}

char *temporary_folder(struct findings *f)
{
	const char *parent = getenv("TMPDIR");
	struct buf path = BUF_INIT;

	buf_add_format(&path, "%s/luce-XXXXXX", parent && *parent ? parent : "/tmp");
	if (mkdtemp(path.data))
		return buf_detach(&path, NULL);
	finding_add(f, F_FILE_NOT_WRITTEN, (struct place){ .path = path.data }, strerror(errno));
	buf_release(&path);
	return NULL;
}

static int remove_one(const char *path, const struct stat *st, int type, struct FTW *at)
{
	(void)st;
	(void)type;
	(void)at;
	remove(path); /* what stays is in the folder for temporary files */
	return 0;
}

void temporary_remove(char *folder)
{
	enum { DESCRIPTORS = 16 };

	if (!folder)
		return;
	nftw(folder, remove_one, DESCRIPTORS, FTW_DEPTH | FTW_PHYS);
	free(folder);
}
