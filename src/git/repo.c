#define _GNU_SOURCE /* realpath */
#include "git/repo.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "git/handle.h"
#include "git/torn.h"

enum { TREE_KEPT = 1 << 20 /* bytes */ };

static struct place place_at(const char *commit, const char *path)
{
	return (struct place){ NULL, commit, path, NULL, 0, 0 };
}

const char *git_said(void)
{
	const git_error *e = git_error_last();

	return e && e->message ? e->message : "unknown error";
}

void git_verify(bool on)
{
	git_libgit2_opts(GIT_OPT_ENABLE_STRICT_HASH_VERIFICATION, (int)on);
}

/*
 * libgit2's options are the process's and are lost with its last handle, so
 * they are set at every opening. A fault in one of them (lack of memory)
 * shows when the repository is opened.
 */
static void set_options(void)
{
	static const int machine[] = { GIT_CONFIG_LEVEL_SYSTEM, GIT_CONFIG_LEVEL_XDG,
				       GIT_CONFIG_LEVEL_GLOBAL };
	/*
	 * These change nothing in how an object is read. What a partial clone
	 * has left out is reported when it is asked for.
	 */
	const char *extensions[] = { "worktreeconfig", "partialclone", "preciousobjects" };

	/* Trees of large folders are compared again and again: they stay at hand. */
	git_libgit2_opts(GIT_OPT_SET_CACHE_OBJECT_LIMIT, GIT_OBJECT_TREE, (size_t)TREE_KEPT);
	git_verify(true);
	/*
	 * The check of the owner guards against commands that a stranger's
	 * configuration or hooks would have git run. Here only objects are
	 * read and nothing is ever run, and a build in a container reads a
	 * checkout that someone else owns.
	 */
	git_libgit2_opts(GIT_OPT_SET_OWNER_VALIDATION, 0);
	git_libgit2_opts(GIT_OPT_SET_EXTENSIONS, extensions, ARRAY_LEN(extensions));
	/* What is read must not depend on the machine's or the user's configuration. */
	for (size_t i = 0; i < ARRAY_LEN(machine); i++)
		git_libgit2_opts(GIT_OPT_SET_SEARCH_PATH, machine[i], "");
}

/* Path of the folder below the work tree; "" at its top and in a bare repository. */
static char *prefix_of(const char *folder, const char *workdir)
{
	size_t len = workdir ? strlen(workdir) : 0; /* ends with '/' */

	if (len == 0 || strncmp(folder, workdir, len) != 0)
		return xstrdup("");
	return xstrdup(folder + len);
}

static int guard_add(struct git_repo *r)
{
	struct buf objects = BUF_INIT;
	int rc;

	buf_add_format(&objects, "%sobjects", git_repository_commondir(r->repo));
	rc = torn_guard_add(r->odb, objects.data);
	buf_release(&objects);
	return rc;
}

static int repo_open_at(struct git_repo *r, const char *folder, struct findings *f)
{
	int rc = git_repository_open_ext(&r->repo, folder, 0, NULL);

	if (rc == 0)
		rc = git_repository_odb(&r->odb, r->repo);
	if (rc == 0)
		rc = guard_add(r);
	if (rc == 0) {
		r->prefix = prefix_of(folder, git_repository_workdir(r->repo));
		return 0;
	}
	if (!f || rc == GIT_ENOTFOUND)
		return -1;
	if (strstr(git_said(), "objectformat"))
		finding_add(f, F_GIT_SHA256, place_at(NULL, folder), NULL);
	else
		finding_add(f, F_GIT, place_at(NULL, folder), git_said());
	return -1;
}

struct git_repo *git_repo_open(const char *dir, struct findings *f)
{
	struct git_repo *r = xcalloc(1, sizeof(*r));
	char *folder = realpath(dir, NULL);
	int rc = -1;

	git_libgit2_init();
	set_options();
	if (folder)
		rc = repo_open_at(r, folder, f);
	else if (f)
		finding_add(f, F_FILE_UNREADABLE, place_at(NULL, dir), strerror(errno));
	free(folder);
	if (rc == 0)
		return r;
	git_repo_free(r);
	return NULL;
}

void git_repo_free(struct git_repo *r)
{
	if (!r)
		return;
	free(r->sound);
	git_odb_free(r->odb);
	git_repository_free(r->repo);
	free(r->prefix);
	free(r);
	git_libgit2_shutdown();
}

const char *git_repo_prefix(const struct git_repo *r)
{
	return r->prefix;
}

bool git_repo_shallow(struct git_repo *r)
{
	return git_repository_is_shallow(r->repo) == 1;
}

static void report_revision(struct git_repo *r, const char *rev, int rc, bool is_ref,
			    struct findings *f)
{
	struct place none = place_at(NULL, NULL);
	const git_error *e = git_error_last();
	bool is_id = strspn(rev, "0123456789abcdefABCDEF") == strlen(rev);
	bool damaged = rc == GIT_EMISMATCH || (rc == GIT_ERROR && e && e->klass != GIT_ERROR_REGEX) ||
		       (rc == GIT_ENOTFOUND && e && e->klass == GIT_ERROR_ODB && !is_id &&
			!git_repo_shallow(r)); /* what was found names it */

	if (!f)
		return;
	if (rc == GIT_EAMBIGUOUS)
		finding_add(f, F_GIT_AMBIGUOUS, none, rev);
	else if (damaged || (rc == GIT_ENOTFOUND && is_ref)) /* the ref is there, its object not */
		finding_add(f, F_GIT_CORRUPT, none, rev, git_said());
	else if (strncmp(rev, "HEAD", 4) == 0 && git_repository_head_unborn(r->repo) == 1)
		finding_add(f, F_GIT_UNBORN, none, NULL);
	else if (rc == GIT_ENOTFOUND && git_repo_shallow(r))
		finding_add(f, F_GIT_SHALLOW, none, rev);
	else
		finding_add(f, F_GIT_REVISION, none, rev);
}

/*
 * The commit that rev names. A full id is that object, also where someone
 * has given a branch such a name; otherwise branches and tags come first, as
 * git has it.
 */
static int commit_find(struct git_repo *r, const char *rev, git_object **commit, bool *is_ref)
{
	git_reference *ref = NULL;
	git_object *named = NULL;
	int rc;

	/* "" would be HEAD */
	*is_ref = *rev && strspn(rev, "0123456789abcdefABCDEF") != GIT_OID_HEXSZ &&
		  git_reference_dwim(&ref, r->repo, rev) == 0;
	if (*is_ref) {
		rc = git_reference_peel(commit, ref, GIT_OBJECT_COMMIT);
	} else {
		rc = git_revparse_single(&named, r->repo, rev);
		if (rc == 0)
			rc = git_object_peel(commit, named, GIT_OBJECT_COMMIT);
	}
	git_object_free(named);
	git_reference_free(ref);
	return rc;
}

int git_resolve(struct git_repo *r, const char *rev, struct git_commit_facts *out, struct findings *f)
{
	git_object *commit = NULL;
	bool is_ref;
	int rc = commit_find(r, rev, &commit, &is_ref);

	if (rc < 0) {
		report_revision(r, rev, rc, is_ref, f);
		return -1;
	}
	git_oid_tostr(out->id, sizeof(out->id), git_object_id(commit));
	out->time = git_commit_time((git_commit *)commit);
	git_object_free(commit);
	return 0;
}

int git_report_object(const char *commit, const char *path, const char *id, const char *why,
		      struct findings *f)
{
	if (f)
		finding_add(f, F_GIT_CORRUPT, place_at(commit, path), id, why);
	return -1;
}

static int id_parse(git_oid *out, const char *id, struct findings *f)
{
	if (strlen(id) == GIT_OID_HEXSZ && git_oid_fromstr(out, id) == 0)
		return 0;
	return git_report_object(NULL, NULL, id, "not an object id", f);
}

int git_blob_size(struct git_repo *r, const char *id, uint64_t *size, struct findings *f)
{
	git_oid oid;
	git_object_t type;
	size_t len;

	if (id_parse(&oid, id, f) < 0)
		return -1;
	if (git_odb_read_header(&len, &type, r->odb, &oid) < 0)
		return git_report_object(NULL, NULL, id, git_said(), f);
	if (type != GIT_OBJECT_BLOB)
		return git_report_object(NULL, NULL, id, "not a blob", f);
	*size = len;
	return 0;
}

int git_blob_read(struct git_repo *r, const char *id, struct buf *out, struct findings *f)
{
	git_odb_object *object = NULL;
	git_oid oid;
	int rc = -1;

	if (id_parse(&oid, id, f) < 0)
		return -1;
	if (git_odb_read(&object, r->odb, &oid) < 0) {
		git_report_object(NULL, NULL, id, git_said(), f);
	} else if (git_odb_object_type(object) != GIT_OBJECT_BLOB) {
		git_report_object(NULL, NULL, id, "not a blob", f);
	} else {
		buf_add(out, git_odb_object_data(object), git_odb_object_size(object));
		rc = 0;
	}
	git_odb_object_free(object);
	return rc;
}

bool git_has(struct git_repo *r, const char *id)
{
	git_oid oid;

	return id_parse(&oid, id, NULL) == 0 && git_odb_exists(r->odb, &oid) == 1;
}

void git_bytes_id(struct str bytes, char out[GIT_HEX_SIZE])
{
	git_oid oid;

	if (git_odb_hash(&oid, bytes.data ? bytes.data : "", bytes.len, GIT_OBJECT_BLOB) < 0)
		out_of_memory(); /* SHA-1 of bytes in memory has no other fault */
	git_oid_tostr(out, GIT_HEX_SIZE, &oid);
}

/* ---- the entries of a tree ---- */

struct walk {
	git_repository *repo;
	const char *commit;
	struct arena *arena;
	struct git_entry *items;
	size_t n, cap;
	size_t seen; /* entries met, trees among them */
	struct buf path; /* of the tree at hand, from the folder listed */
	struct findings *findings;
};

static int walk_corrupt(struct walk *w, const char *path, const git_oid *id, const char *why)
{
	char hex[GIT_HEX_SIZE];

	return git_report_object(w->commit, path, git_oid_tostr(hex, sizeof(hex), id), why,
				 w->findings);
}

static int walk_limit(struct walk *w, enum finding_id id, int most)
{
	struct buf number = BUF_INIT;

	buf_add_format(&number, "%d", most);
	if (w->findings)
		finding_add(w->findings, id, place_at(w->commit, w->path.data), number.data);
	buf_release(&number);
	return -1;
}

bool git_name_safe(const char *name)
{
	return *name && !strchr(name, '/') && strcmp(name, ".") != 0 && strcmp(name, "..") != 0;
}

static void walk_add(struct walk *w, const git_tree_entry *e)
{
	struct git_entry *item;

	ARRAY_GROW(w->items, w->n, w->cap);
	item = &w->items[w->n++];
	item->path = arena_strndup(w->arena, w->path.data, w->path.len);
	item->mode = git_tree_entry_filemode(e);
	git_oid_tostr(item->id, sizeof(item->id), git_tree_entry_id(e));
}

static int walk_tree(struct walk *w, const git_oid *id, int depth);

static int walk_entry(struct walk *w, const git_oid *tree, const git_tree_entry *e, int depth)
{
	const char *name = git_tree_entry_name(e);
	size_t above = w->path.len;
	int rc = 0;

	if (!git_name_safe(name))
		return walk_corrupt(w, w->path.data, tree, "an entry's name is not a file name");
	if (above)
		buf_add_char(&w->path, '/');
	buf_add_str(&w->path, name);
	if (git_tree_entry_type(e) == GIT_OBJECT_TREE)
		rc = walk_tree(w, git_tree_entry_id(e), depth + 1);
	else
		walk_add(w, e);
	w->path.len = above;
	w->path.data[above] = '\0';
	return rc;
}

/* A tree that cannot be read is reported, and the others are read all the same. */
static int walk_tree(struct walk *w, const git_oid *id, int depth)
{
	git_tree *tree = NULL;
	int rc = 0;

	if (depth > GIT_DEPTH_MOST)
		return walk_limit(w, F_FOLDER_DEEP, GIT_DEPTH_MOST);
	if (git_tree_lookup(&tree, w->repo, id) < 0)
		return walk_corrupt(w, w->path.data, id, git_said());
	for (size_t i = 0; i < git_tree_entrycount(tree) && w->seen <= GIT_ENTRIES_MOST; i++) {
		if (++w->seen > GIT_ENTRIES_MOST)
			rc = walk_limit(w, F_GIT_TREE_SIZE, GIT_ENTRIES_MOST);
		else if (walk_entry(w, id, git_tree_entry_byindex(tree, i), depth) < 0)
			rc = -1;
	}
	git_tree_free(tree);
	return rc;
}

static int by_path(const void *a, const void *b)
{
	return strcmp(((const struct git_entry *)a)->path, ((const struct git_entry *)b)->path);
}

/* No name may stand twice: which of the two is meant? */
static int walk_check(struct walk *w, const git_oid *top)
{
	for (size_t i = 1; i < w->n; i++)
		if (strcmp(w->items[i - 1].path, w->items[i].path) == 0)
			return walk_corrupt(w, w->items[i].path, top,
					    "a name stands twice in a tree");
	return 0;
}

/*
 * The id of the tree of folder in the commit: 1 if there is one, 0 if the
 * folder is absent, -1 with a finding.
 */
static int folder_find(struct walk *w, const char *folder, git_oid *out)
{
	git_oid oid;
	git_commit *commit = NULL;
	git_tree *tree = NULL;
	git_tree_entry *e = NULL;
	int rc;

	if (id_parse(&oid, w->commit, w->findings) < 0)
		return -1;
	rc = git_commit_lookup(&commit, w->repo, &oid);
	if (rc == 0)
		rc = git_commit_tree(&tree, commit);
	git_commit_free(commit);
	if (rc < 0)
		return git_report_object(w->commit, folder, w->commit, git_said(), w->findings);
	git_oid_cpy(out, git_tree_id(tree));
	if (*folder)
		rc = git_tree_entry_bypath(&e, tree, folder);
	git_tree_free(tree);
	if (rc == GIT_ENOTFOUND)
		return 0;
	if (rc < 0)
		return git_report_object(w->commit, folder, folder, git_said(), w->findings);
	if (e && git_tree_entry_type(e) != GIT_OBJECT_TREE) {
		rc = -1;
		if (w->findings)
			finding_add(w->findings, F_FILE_NOT_FOLDER, place_at(w->commit, folder),
				    NULL);
	} else if (e) {
		git_oid_cpy(out, git_tree_entry_id(e));
	}
	git_tree_entry_free(e);
	return rc < 0 ? -1 : 1;
}

int git_tree_entries(struct git_repo *r, const char *commit, const char *folder, struct arena *a,
		     struct git_entry **out, size_t *n, struct findings *f)
{
	struct walk w = { .repo = r->repo, .commit = commit, .arena = a, .findings = f };
	git_oid top;
	int rc;

	buf_add_str(&w.path, "");
	rc = folder_find(&w, folder, &top);
	if (rc > 0) {
		rc = walk_tree(&w, &top, 0);
		if (w.n)
			qsort(w.items, w.n, sizeof(*w.items), by_path);
		if (rc == 0)
			rc = walk_check(&w, &top);
	}
	*out = arena_memdup(a, w.items, w.n * sizeof(*w.items));
	*n = w.n;
	free(w.items);
	buf_release(&w.path);
	return rc;
}
