#include "history/walk.h"

#include <stdlib.h>
#include <string.h>

#include "base/thread.h"
#include "content/version.h"
#include "git/changes.h"
#include "history/order.h"
#include "history/walk_changes.h"
#include "store/source.h"

_Static_assert((int)BLOB_SIZE == (int)GIT_ID_SIZE, "one size of ids");

struct walk {
	const struct history_options *o;
	struct git_repo *repo;
	struct history *h;
	struct git_id *trees; /* of the commits, in their order */
	struct findings *f;
};

/* ---- what texts of notices said ---- */

static bool is_text(const char *path)
{
	size_t len = strlen(path);

	return strncmp(path, "content/notices/", 16) == 0 && len > 3 &&
	       strcmp(path + len - 3, ".md") == 0;
}

static int read_version(struct walk *w, const struct blob *blob, struct buf *bytes,
			struct version *out)
{
	struct notice_says says;
	char hex[BLOB_HEX_SIZE];

	*out = (struct version){ .blob = *blob, .published = DATE_NONE, .copied = DATE_NONE };
	blob_hex(blob, hex);
	if (!git_has(w->repo, hex)) {
		out->missing = true;
		return 0;
	}
	buf_clear(bytes);
	if (git_blob_read(w->repo, hex, bytes, w->f) < 0)
		return -1;
	if (notice_says(buf_str(bytes), &says) < 0)
		return 0;
	out->readable = true;
	out->draft = says.draft;
	out->transcribed = says.transcribed;
	out->copied = says.copied;
	out->published = says.published;
	return 0;
}

struct versions {
	struct version *items;
	size_t n, cap;
	struct map met; /* by hex id */
};

static int note_version(struct walk *w, struct versions *v, const struct blob *blob, struct buf *bytes)
{
	char hex[BLOB_HEX_SIZE];

	if (blob_none(blob) || map_get(&v->met, blob_hex(blob, hex)))
		return 0;
	map_add(&v->met, arena_strdup(&w->h->arena, hex), v);
	ARRAY_GROW(v->items, v->n, v->cap);
	return read_version(w, blob, bytes, &v->items[v->n++]);
}

static int read_versions(struct walk *w)
{
	struct versions v = { 0 };
	struct buf bytes = BUF_INIT;
	int rc = 0;

	for (size_t i = 0; rc == 0 && i < w->h->commits.n; i++) {
		const struct commit *c = &w->h->commits.items[i];

		for (size_t k = 0; rc == 0 && k < c->changes.n; k++) {
			const struct change *x = &c->changes.items[k];

			if (!is_text(x->path))
				continue;
			rc = note_version(w, &v, &x->before, &bytes);
			if (rc == 0)
				rc = note_version(w, &v, &x->after, &bytes);
		}
	}
	w->h->versions.items = arena_memdup(&w->h->arena, v.items, v.n * sizeof(*v.items));
	w->h->versions.n = v.n;
	buf_release(&bytes);
	map_release(&v.met);
	free(v.items);
	return rc;
}

/* ---- what edits changed ---- */

/* False: it is gone from the repository, or cannot be read, which says nothing of what it was. */
static bool read_quietly(struct walk *w, const struct blob *blob, struct buf *out)
{
	char hex[BLOB_HEX_SIZE];

	buf_clear(out);
	return git_blob_read(w->repo, blob_hex(blob, hex), out, NULL) == 0;
}

static bool is_record(const char *path)
{
	size_t len = strlen(path), depth = 0;

	for (const char *s = path; *s; s++)
		depth += *s == '/';
	return is_text(path) || (len > 5 && strcmp(path + len - 5, ".json") == 0 && depth < 5);
}

static void compare_edits(struct walk *w, struct edit *edits, size_t n)
{
	struct buf before = BUF_INIT, after = BUF_INIT;

	for (size_t i = 0; i < n; i++) {
		struct edit *e = &edits[i];

		if (e->kind != EDIT_CHANGED || !is_record(e->path) ||
		    !read_quietly(w, &e->before, &before) || !read_quietly(w, &e->after, &after))
			continue;
		e->compared = true;
		e->parts = version_differences(e->path, buf_str(&before), buf_str(&after),
					       &w->h->arena);
	}
	buf_release(&before);
	buf_release(&after);
}

/* ---- the work tree against the last commit ---- */

/* blob: of the file in the commit; path: where it is in the work tree. NULL: there is none. */
static bool same_bytes(struct walk *w, const char *blob, const char *path, struct buf *bytes)
{
	char now[GIT_HEX_SIZE];

	if (!path || !blob)
		return !path && !blob;
	buf_clear(bytes);
	if (source_read(w->o->source, path, bytes, NULL) < 0)
		return false;
	git_bytes_id(buf_str(bytes), now);
	return strcmp(now, blob) == 0;
}

static bool pending(struct walk *w, const struct map *committed, const struct notice *n,
		    struct buf *bytes)
{
	int stem = (int)(strlen(n->path) - strlen(".md"));
	struct buf annexes = BUF_INIT;
	const char *blob;

	buf_add_format(&annexes, "%.*s.json", stem, n->path);
	blob = map_get(committed, annexes.data);
	buf_release(&annexes);
	return !same_bytes(w, map_get(committed, n->path), n->path, bytes) ||
	       !same_bytes(w, blob, n->annex_path, bytes);
}

static int note_pending(struct walk *w)
{
	const struct content *c = w->o->content;
	const char *prefix = git_repo_prefix(w->repo);
	struct arena a = ARENA_INIT;
	struct map committed = MAP_INIT;
	struct buf bytes = BUF_INIT;
	struct git_entry *entries;
	size_t n;
	int rc = git_tree_entries(w->repo, w->h->tip->id,
				  arena_printf(&a, "%s%scontent/notices", prefix, *prefix ? "/" : ""),
				  &a, &entries, &n, w->f);

	for (size_t i = 0; rc == 0 && i < n; i++)
		map_add(&committed, arena_printf(&a, "content/notices/%s", entries[i].path),
			entries[i].id);
	for (size_t i = 0; rc == 0 && i < c->notices.n; i++) {
		const struct notice *x = &c->notices.items[i];
		struct notice_facts *facts = map_get(&w->h->notice_by_id, x->id);

		if (facts)
			facts->pending = pending(w, &committed, x, &bytes);
	}
	buf_release(&bytes);
	map_release(&committed);
	arena_release(&a);
	return rc;
}

/* ---- all of it ---- */

static int walk_commits(struct walk *w, const char *tip)
{
	struct history *h = w->h;
	struct git_commit *commits;
	size_t n;
	int rc = git_commits_read(w->repo, tip, NULL, &h->arena, &commits, &n, w->f);

	if (rc < 0)
		return -1;
	w->trees = xcalloc(n, sizeof(*w->trees));
	commits_order(h, commits, n, w->trees); /* all parents have been read */
	rc = walk_changes(&(struct walk_changes){ h, w->trees, w->o->dir, w->repo, w->o->threads },
			  w->f);
	if (rc == 0)
		rc = read_versions(w);
	free(w->trees);
	if (rc < 0)
		return -1;
	h->tip = &h->commits.items[h->commits.n - 1]; /* all others are behind it */
	h->state = git_repo_shallow(w->repo) ? HISTORY_SHALLOW : HISTORY_WHOLE;
	h->replaced = git_history_replaced(w->repo);
	history_derive(h);
	for (size_t i = 0; i < h->notices.n; i++)
		compare_edits(w, h->notices.items[i].edits.items, h->notices.items[i].edits.n);
	compare_edits(w, h->others.items, h->others.n);
	if (w->o->source && w->o->content && !source_revision(w->o->source))
		return note_pending(w);
	return 0;
}

/* What is no fault of the history: it is recorded, and shown. */
static int tell_state(const struct findings *found, struct history *h, struct findings *f)
{
	for (size_t i = 0; i < found->n; i++)
		if (found->items[i].id == F_GIT_UNBORN)
			h->state = HISTORY_UNBORN;
		else if (found->items[i].id == F_GIT_SHA256)
			h->state = HISTORY_UNREADABLE;
	if (h->state != HISTORY_NONE || !found->n)
		return 0;
	findings_join(f, found);
	return -1;
}

static int walk_all(struct walk *w)
{
	struct findings found = FINDINGS_INIT;
	struct git_commit_facts tip;
	int rc = -1;

	w->repo = git_repo_open(w->o->dir, &found);
	if (w->repo &&
	    git_resolve(w->repo, w->o->revision ? w->o->revision : "HEAD", &tip, &found) == 0)
		rc = walk_commits(w, tip.id);
	else
		rc = tell_state(&found, w->h, w->f);
	git_repo_free(w->repo);
	findings_release(&found);
	return rc;
}

struct history *history_walk(const struct history_options *o, struct findings *f)
{
	struct walk w = { .o = o, .h = history_new(), .f = f };

	if (walk_all(&w) == 0)
		return w.h;
	history_free(w.h);
	return NULL;
}
