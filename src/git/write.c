#include "git/write.h"

#include <stdlib.h>
#include <string.h>

#include "base/map.h"
#include "base/thread.h"
#include "git/handle.h"
#include "git/pack.h"

enum { BATCH = 256 }; /* blobs that are in memory at a time */

struct object { /* a tree or the commit */
	git_object_t type;
	struct str bytes; /* in the arena */
};

struct writer {
	struct git_repo *repo;
	struct git_new_commit *c;
	size_t *fresh; /* indices of the files whose blobs are new */
	size_t n_fresh;
	struct object *objects;
	size_t n, cap;
	struct map ids; /* of new objects: each is written once */
	struct arena arena;
	struct findings *findings;
};

/* ---- blobs ---- */

static void id_of(struct str bytes, git_object_t type, char out[GIT_HEX_SIZE])
{
	git_oid oid;

	if (git_odb_hash(&oid, bytes.data ? bytes.data : "", bytes.len, type) < 0)
		out_of_memory(); /* bytes in memory have no other fault */
	git_oid_tostr(out, GIT_HEX_SIZE, &oid);
}

/* What the threads of one pass over some files share; what they find is joined in order. */
struct pass {
	struct writer *w;
	const size_t *files;
	struct findings *findings; /* each file's own */
	struct buf *packed; /* each file's, as it stands in a pack; NULL: only ids are wanted */
};

static void read_one(void *ctx, unsigned worker, size_t i)
{
	struct pass *pass = ctx;
	struct git_new_commit *c = pass->w->c;
	struct git_new_file *file = &c->files[pass->files[i]];
	struct buf bytes = BUF_INIT;
	char id[GIT_HEX_SIZE];

	(void)worker;
	if (c->read(c->ctx, pass->files[i], &bytes, &pass->findings[i]) == 0) {
		id_of(buf_str(&bytes), GIT_OBJECT_BLOB, id);
		if (!pass->packed)
			memcpy(file->id, id, sizeof(id));
		else if (strcmp(file->id, id) == 0)
			pack_deflate(GIT_OBJECT_BLOB, buf_str(&bytes), &pass->packed[i]);
		else
			finding_add(&pass->findings[i], F_FILE_CHANGED,
				    (struct place){ .path = file->path }, NULL);
	}
	buf_release(&bytes);
}

/* -1 with the findings of all n files. */
static int read_files(struct writer *w, const size_t *files, size_t n, struct buf *packed)
{
	struct pass pass = { w, files, xcalloc(n ? n : 1, sizeof(*pass.findings)), packed };
	int rc = 0;

	parallel_for(n, w->c->threads, read_one, &pass);
	for (size_t i = 0; i < n; i++) {
		if (pass.findings[i].errors)
			rc = -1;
		if (w->findings)
			findings_join(w->findings, &pass.findings[i]);
		findings_release(&pass.findings[i]);
	}
	free(pass.findings);
	return rc;
}

/* Whether an object must be written: the repository lacks it, and it was not met before. */
static bool is_new(struct writer *w, const char *id)
{
	git_oid oid;

	git_oid_fromstr(&oid, id);
	if (git_odb_exists_ext(w->repo->odb, &oid, GIT_ODB_LOOKUP_NO_REFRESH))
		return false;
	return map_add(&w->ids, arena_strdup(&w->arena, id), w);
}

static int find_blobs(struct writer *w)
{
	size_t *asked = arena_calloc(&w->arena, w->c->n, sizeof(*asked)), n = 0;

	for (size_t i = 0; i < w->c->n; i++)
		if (!*w->c->files[i].id)
			asked[n++] = i;
	for (size_t i = 0; i < n; i += BATCH)
		if (read_files(w, asked + i, n - i < BATCH ? n - i : BATCH, NULL) < 0)
			return -1;
	w->fresh = asked;
	for (size_t i = 0; i < n; i++)
		if (is_new(w, w->c->files[asked[i]].id))
			w->fresh[w->n_fresh++] = asked[i];
	return 0;
}

/* ---- trees and the commit ---- */

/* Takes the bytes; id gets the object's. */
static void object_add(struct writer *w, git_object_t type, struct buf *bytes, char id[GIT_HEX_SIZE])
{
	id_of(buf_str(bytes), type, id);
	if (is_new(w, id)) {
		ARRAY_GROW(w->objects, w->n, w->cap);
		w->objects[w->n++] = (struct object){
			type, { arena_memdup(&w->arena, bytes->data, bytes->len), bytes->len }
		};
	}
	buf_release(bytes);
}

static int report_path(struct writer *w, const char *path)
{
	if (w->findings)
		finding_add(w->findings, F_PATH_REFUSED, (struct place){ 0 }, path);
	return -1;
}

static bool name_fine(const char *name)
{
	static const char git[] = ".git";

	for (size_t i = 0; i <= 4; i++)
		if ((name[i] | (i && name[i] ? 0x20 : 0)) != git[i])
			return git_name_safe(name);
	return false;
}

static int add_entry(struct writer *w, struct buf *tree, const char *mode, struct str name,
		     const char *id)
{
	char *text = arena_strndup(&w->arena, name.data, name.len);
	git_oid oid;

	if (!name_fine(text) || git_oid_fromstr(&oid, id) < 0)
		return report_path(w, text);
	buf_add_format(tree, "%s %s", mode, text);
	buf_add_char(tree, '\0');
	buf_add(tree, oid.id, GIT_OID_RAWSZ);
	return 0;
}

/*
 * The tree of the files from *at on whose paths begin with the first `len`
 * bytes of that one's; *at moves past them. A file that stands where another
 * has a folder cannot be: the files stand in a folder, or stood in a tree.
 */
static int tree_make(struct writer *w, size_t *at, size_t len, int depth, char id[GIT_HEX_SIZE])
{
	struct git_new_commit *c = w->c;
	const char *folder = *at < c->n ? c->files[*at].path : "";
	struct buf tree = BUF_INIT;
	int rc = depth > GIT_DEPTH_MOST ? report_path(w, folder) : 0;

	while (rc == 0 && *at < c->n && strncmp(c->files[*at].path, folder, len) == 0) {
		const struct git_new_file *file = &c->files[*at];
		const char *name = file->path + len, *slash = strchr(name, '/');
		char below[GIT_HEX_SIZE];

		if (!slash) {
			rc = add_entry(w, &tree, "100644", str_from(name), file->id);
			++*at;
			continue;
		}
		rc = tree_make(w, at, (size_t)(slash + 1 - file->path), depth + 1, below);
		if (rc == 0)
			rc = add_entry(w, &tree, "40000",
				       (struct str){ name, (size_t)(slash - name) }, below);
	}
	if (rc == 0)
		object_add(w, GIT_OBJECT_TREE, &tree, id);
	buf_release(&tree);
	return rc;
}

static int commit_make(struct writer *w, const char *tree, char id[GIT_HEX_SIZE])
{
	const struct git_new_commit *c = w->c;
	git_signature *identity;
	struct buf b = BUF_INIT;

	if (git_signature_from_buffer(&identity, c->identity) < 0) {
		if (w->findings)
			finding_add(w->findings, F_GIT, (struct place){ 0 }, git_said());
		return -1;
	}
	git_signature_free(identity);
	buf_add_format(&b, "tree %s\n", tree);
	if (c->parent)
		buf_add_format(&b, "parent %s\n", c->parent);
	buf_add_format(&b, "author %s\ncommitter %s\n\n%s", c->identity, c->identity, c->message);
	object_add(w, GIT_OBJECT_COMMIT, &b, id);
	return 0;
}

static int plan(struct writer *w, struct git_written *out)
{
	size_t at = 0;

	*out = (struct git_written){ .objects = 0 };
	return find_blobs(w) < 0 ? -1 : tree_make(w, &at, 0, 0, out->tree);
}

/* ---- the pack ---- */

static int pack_blobs(struct writer *w, struct pack *p, const size_t *files, size_t n)
{
	struct buf packed[BATCH] = { 0 };
	int rc = read_files(w, files, n, packed);

	for (size_t i = 0; i < n; i++) {
		if (rc == 0)
			rc = pack_add(p, buf_str(&packed[i]), w->findings);
		buf_release(&packed[i]);
	}
	return rc;
}

static int pack_objects(struct writer *w, struct pack *p)
{
	struct buf packed = BUF_INIT;
	int rc = 0;

	for (size_t i = 0; i < w->n && rc == 0; i++) {
		buf_clear(&packed);
		pack_deflate(w->objects[i].type, w->objects[i].bytes, &packed);
		rc = pack_add(p, buf_str(&packed), w->findings);
	}
	buf_release(&packed);
	return rc;
}

static int write_pack(struct writer *w, struct git_written *out)
{
	struct pack p;
	int rc = pack_begin(&p, w->repo, out->objects, w->findings);

	for (size_t i = 0; i < w->n_fresh && rc == 0; i += BATCH)
		rc = pack_blobs(w, &p, w->fresh + i, w->n_fresh - i < BATCH ? w->n_fresh - i : BATCH);
	if (rc == 0)
		rc = pack_objects(w, &p);
	if (rc == 0)
		rc = pack_commit(&p, w->findings);
	out->bytes = p.bytes;
	pack_release(&p);
	if (rc == 0)
		git_odb_refresh(w->repo->odb);
	return rc;
}

static void release(struct writer *w)
{
	free(w->objects);
	map_release(&w->ids);
	arena_release(&w->arena);
}

int git_commit_write(struct git_repo *r, struct git_new_commit *c, struct git_written *out,
		     struct findings *f)
{
	struct writer w = { .repo = r, .c = c, .findings = f };
	int rc = plan(&w, out);
	bool wanted = rc == 0 && !(c->unless_tree && strcmp(c->unless_tree, out->tree) == 0);

	if (wanted)
		rc = commit_make(&w, out->tree, out->commit);
	out->objects = wanted ? w.n_fresh + w.n : 0;
	if (c->dry_run)
		*out->commit = '\0';
	else if (rc == 0 && out->objects)
		rc = write_pack(&w, out);
	release(&w);
	return rc;
}
