#define _POSIX_C_SOURCE 200809L /* S_ISDIR */
#include "commands/published.h"

#include <string.h>
#include <sys/stat.h>

#include "commands/site.h"
#include "release/fetch.h"

static bool is_folder(const char *path)
{
	struct stat st;

	return stat(path, &st) == 0 && S_ISDIR(st.st_mode);
}

static int open_url(struct published *t, bool log_only, struct findings *f)
{
	struct fetch o = { .url = t->name, .log_only = log_only };

	t->temporary = temporary_folder(f);
	o.folder = t->temporary;
	if (!t->temporary || fetch_site(&o, f) < 0)
		return -1;
	t->source = source_open_tree(t->temporary, f);
	return t->source ? 0 : -1;
}

static int open_revision(struct published *t, struct git_repo *repo, struct findings *f)
{
	struct git_commit_facts facts;

	if (!repo) {
		finding_add(f, F_FILE_UNREADABLE, (struct place){ .path = t->name },
			    "No such file or directory");
		return -1;
	}
	if (git_resolve(repo, t->name, &facts, f) < 0)
		return -1;
	memcpy(t->commit, facts.id, sizeof(t->commit));
	t->source = source_open_revision(git_repo_top(repo), facts.id, f);
	return t->source ? 0 : -1;
}

int published_open(struct published *t, const struct invocation *in, struct git_repo *repo,
		   bool log_only, struct findings *f)
{
	*t = (struct published){ .name = in->operands[0] };
	if (!t->name) {
		buf_add_format(&t->folder, "%s/site", in->folder);
		t->name = t->folder.data;
	} else if (is_url(t->name)) {
		return open_url(t, log_only, f);
	} else if (!is_folder(t->name)) {
		return open_revision(t, repo, f);
	}
	t->source = source_open_tree(t->name, f);
	return t->source ? 0 : -1;
}

void published_close(struct published *t)
{
	source_free(t->source);
	buf_release(&t->folder);
	temporary_remove(t->temporary);
}
