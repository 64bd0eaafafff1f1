#include "git/refs.h"

#include <stdlib.h>
#include <string.h>

#include "git/handle.h"

static int report(struct findings *f)
{
	if (f)
		finding_add(f, F_GIT, (struct place){ 0 }, git_said());
	return -1;
}

static char *ref_name(const char *branch)
{
	struct buf name = BUF_INIT;

	buf_add_format(&name, "refs/heads/%s", branch);
	return buf_detach(&name, NULL);
}

const char *git_repo_top(struct git_repo *r)
{
	const char *work = git_repository_workdir(r->repo);

	return work ? work : git_repository_path(r->repo);
}

/* ---- branches ---- */

bool git_branch_name_valid(const char *branch)
{
	int valid = 0;

	git_libgit2_init(); /* no repository need be open */
	if (git_branch_name_is_valid(&valid, branch) < 0)
		valid = 0;
	git_libgit2_shutdown();
	return valid == 1;
}

int git_branch_find(struct git_repo *r, const char *branch, struct git_commit_facts *out,
		    struct findings *f)
{
	char *name = ref_name(branch);
	git_reference *ref = NULL;
	int rc = git_reference_lookup(&ref, r->repo, name);

	if (rc == 0)
		rc = git_resolve(r, name, out, f) < 0 ? -1 : 1;
	else
		rc = rc == GIT_ENOTFOUND ? 0 : report(f);
	git_reference_free(ref);
	free(name);
	return rc;
}

bool git_branch_checked_out(struct git_repo *r, const char *branch)
{
	git_reference *ref = NULL, *head = NULL;
	char *name = ref_name(branch);
	bool is = false;

	if (git_reference_lookup(&ref, r->repo, name) == 0)
		is = git_branch_is_checked_out(ref) == 1;
	if (!is && !git_repository_is_bare(r->repo) &&
	    git_reference_lookup(&head, r->repo, "HEAD") == 0)
		is = git_reference_type(head) == GIT_REFERENCE_SYMBOLIC &&
		     strcmp(git_reference_symbolic_target(head), name) == 0;
	git_reference_free(ref);
	git_reference_free(head);
	free(name);
	return is;
}

static void identity_set(struct git_repo *r, const char *identity)
{
	git_signature *who;

	if (git_signature_from_buffer(&who, identity) < 0)
		return; /* the reflog has nobody's name then */
	git_repository_set_ident(r->repo, who->name, who->email);
	git_signature_free(who);
}

int git_branch_set(struct git_repo *r, const struct git_branch_move *m, struct findings *f)
{
	char *name = ref_name(m->branch);
	git_reference *ref = NULL;
	git_oid from, to;
	int rc = git_oid_fromstr(&to, m->to);

	if (rc == 0 && m->from)
		rc = git_oid_fromstr(&from, m->from);
	identity_set(r, m->identity);
	if (rc == 0)
		rc = git_reference_create_matching(&ref, r->repo, name, &to, m->from != NULL,
						   m->from ? &from : NULL, m->why);
	git_reference_free(ref);
	free(name);
	if (rc == 0)
		return 0;
	if (rc != GIT_EEXISTS && rc != GIT_EMODIFIED && rc != GIT_ENOTFOUND && rc != GIT_ELOCKED)
		return report(f);
	if (f)
		finding_add(f, F_BRANCH_MOVED, (struct place){ 0 }, m->branch);
	return -1;
}

/* ---- commits ---- */

static int commit_open(struct git_repo *r, const char *id, git_commit **out, struct findings *f)
{
	git_oid oid;

	if (git_oid_fromstr(&oid, id) == 0 && git_commit_lookup(out, r->repo, &oid) == 0)
		return 0;
	return git_report_object(NULL, NULL, id, git_said(), f);
}

int git_commit_text(struct git_repo *r, const char *commit, struct arena *a,
		    struct git_commit_text *out, struct findings *f)
{
	git_commit *c = NULL;

	if (commit_open(r, commit, &c, f) < 0)
		return -1;
	*out = (struct git_commit_text){ .message = arena_strdup(a, git_commit_message(c)) };
	git_oid_tostr(out->tree, sizeof(out->tree), git_commit_tree_id(c));
	if (git_commit_parentcount(c))
		git_oid_tostr(out->parent, sizeof(out->parent), git_commit_parent_id(c, 0));
	git_commit_free(c);
	return 0;
}

int git_rests_on(struct git_repo *r, const char *commit, const char *ancestor, struct findings *f)
{
	git_commit *c = NULL, *b = NULL;
	int rc = -1;

	/* Both must be there: libgit2 takes one that is not for no ancestor. */
	if (commit_open(r, commit, &c, f) == 0 && commit_open(r, ancestor, &b, f) == 0) {
		rc = git_oid_equal(git_commit_id(c), git_commit_id(b));
		if (!rc)
			rc = git_graph_descendant_of(r->repo, git_commit_id(c), git_commit_id(b));
		if (rc < 0)
			rc = report(f);
	}
	git_commit_free(c);
	git_commit_free(b);
	return rc;
}

/* ---- tags ---- */

struct tags {
	struct git_repo *repo;
	struct arena *arena;
	struct git_tag *items;
	size_t n, cap;
	struct findings *findings;
};

static void tag_add(struct tags *t, const char *name, git_tag *tag, const git_object *commit)
{
	struct git_tag *x;

	ARRAY_GROW(t->items, t->n, t->cap);
	x = &t->items[t->n++];
	*x = (struct git_tag){ .name = arena_strdup(t->arena, name) };
	git_oid_tostr(x->id, sizeof(x->id), git_tag_id(tag));
	git_oid_tostr(x->commit, sizeof(x->commit), git_object_id(commit));
	x->time = git_tag_tagger(tag) ? git_tag_tagger(tag)->when.time : 0;
	x->message = arena_strdup(t->arena, git_tag_message(tag) ? git_tag_message(tag) : "");
}

/* One of all tags: lightweight ones, and those of trees and blobs, are passed over. */
static int see_tag(const char *name, git_oid *oid, void *payload)
{
	struct tags *t = payload;
	git_object *object = NULL, *commit = NULL;
	int rc = git_object_lookup(&object, t->repo->repo, oid, GIT_OBJECT_ANY);

	if (rc < 0)
		git_report_object(NULL, NULL, name, git_said(), t->findings);
	else if (git_object_type(object) == GIT_OBJECT_TAG &&
		 git_object_peel(&commit, object, GIT_OBJECT_COMMIT) == 0)
		tag_add(t, name + strlen("refs/tags/"), (git_tag *)object, commit);
	git_object_free(object);
	git_object_free(commit);
	return rc < 0 ? rc : 0;
}

static int by_name(const void *a, const void *b)
{
	return strcmp(((const struct git_tag *)a)->name, ((const struct git_tag *)b)->name);
}

int git_tags(struct git_repo *r, struct arena *a, struct git_tag **out, size_t *n, struct findings *f)
{
	struct tags t = { .repo = r, .arena = a, .findings = f };
	int rc = git_tag_foreach(r->repo, see_tag, &t);

	if (t.n)
		qsort(t.items, t.n, sizeof(*t.items), by_name);
	*out = arena_memdup(a, t.items, t.n * sizeof(*t.items));
	*n = t.n;
	free(t.items);
	return rc < 0 ? -1 : 0;
}

/* ---- signatures ---- */

/* Where a signature begins that git put behind the message, or the message's end. */
static size_t text_length(const char *message)
{
	static const char begin[] = "-----BEGIN ";
	const char *s = message;

	while ((s = strstr(s, begin))) {
		if (s == message || s[-1] == '\n')
			return (size_t)(s - message);
		s++;
	}
	return strlen(message);
}

static int kind_of(const char *signature)
{
	static const char ssh[] = "-----BEGIN SSH SIGNATURE-----";

	if (!*signature)
		return GIT_UNSIGNED;
	return strncmp(signature, ssh, strlen(ssh)) == 0 ? GIT_SIGNED_SSH : GIT_SIGNED_OTHERWISE;
}

static int commit_signed(const git_object *o)
{
	git_buf signature = { 0 };
	int rc = git_commit_header_field(&signature, (const git_commit *)o, "gpgsig");
	int kind = rc == 0 ? kind_of(signature.ptr) : GIT_UNSIGNED;

	git_buf_dispose(&signature);
	return kind;
}

static int tag_signed(const git_object *o)
{
	const char *message = git_tag_message((const git_tag *)o);

	return message ? kind_of(message + text_length(message)) : GIT_UNSIGNED;
}

int git_signed(struct git_repo *r, const char *id, struct findings *f)
{
	git_object *o = NULL;
	git_oid oid;
	int kind;

	if (git_oid_fromstr(&oid, id) < 0 || git_object_lookup(&o, r->repo, &oid, GIT_OBJECT_ANY) < 0)
		return git_report_object(NULL, NULL, id, git_said(), f);
	kind = git_object_type(o) == GIT_OBJECT_COMMIT ? commit_signed(o)
	       : git_object_type(o) == GIT_OBJECT_TAG  ? tag_signed(o)
						       : GIT_UNSIGNED;
	git_object_free(o);
	return kind;
}

int git_path_id(struct git_repo *r, const char *commit, const char *path, char out[GIT_HEX_SIZE],
		struct findings *f)
{
	git_commit *c = NULL;
	git_tree *tree = NULL;
	git_tree_entry *entry = NULL;
	int rc = commit_open(r, commit, &c, f);

	if (rc < 0)
		return -1;
	rc = git_commit_tree(&tree, c);
	if (rc == 0)
		rc = git_tree_entry_bypath(&entry, tree, path);
	if (rc == 0)
		git_oid_tostr(out, GIT_HEX_SIZE, git_tree_entry_id(entry));
	else if (rc != GIT_ENOTFOUND)
		git_report_object(commit, path, commit, git_said(), f);
	git_tree_entry_free(entry);
	git_tree_free(tree);
	git_commit_free(c);
	return rc == 0 ? 1 : rc == GIT_ENOTFOUND ? 0 : -1;
}

/* ---- trailers ---- */

const char *git_trailer(const char *message, const char *key, struct arena *a)
{
	size_t end = text_length(message), len = strlen(key);
	const char *value = NULL;

	while (end && message[end - 1] == '\n')
		end--;
	while (end) { /* line by line, from the last one up to an empty one */
		size_t start = end;

		while (start && message[start - 1] != '\n')
			start--;
		if (start == end)
			break;
		if (!value && end - start > len + 2 && memcmp(message + start, key, len) == 0 &&
		    memcmp(message + start + len, ": ", 2) == 0)
			value = arena_strndup(a, message + start + len + 2, end - start - len - 2);
		end = start ? start - 1 : 0;
	}
	return value;
}

/* ---- the work tree ---- */

int git_dirty(struct git_repo *r, const char *const *folders, size_t n, struct buf *path,
	      struct findings *f)
{
	git_status_options o;
	git_status_list *list = NULL;
	char **specs;
	int rc;

	if (git_repository_is_bare(r->repo))
		return 0;
	git_status_options_init(&o, GIT_STATUS_OPTIONS_VERSION);
	o.flags = GIT_STATUS_OPT_INCLUDE_UNTRACKED | GIT_STATUS_OPT_RECURSE_UNTRACKED_DIRS |
		  GIT_STATUS_OPT_DISABLE_PATHSPEC_MATCH;
	specs = xcalloc(n, sizeof(*specs));
	for (size_t i = 0; i < n; i++)
		specs[i] = xstrdup(folders[i]);
	o.pathspec = (git_strarray){ specs, n };
	rc = git_status_list_new(&list, r->repo, &o) < 0 ? report(f) : 0;
	if (rc == 0 && git_status_list_entrycount(list)) {
		const git_status_entry *e = git_status_byindex(list, 0);
		const git_diff_delta *d = e->head_to_index ? e->head_to_index : e->index_to_workdir;

		buf_add_str(path, d->new_file.path);
		rc = 1;
	}
	for (size_t i = 0; i < n; i++)
		free(specs[i]);
	free(specs);
	git_status_list_free(list);
	return rc;
}
