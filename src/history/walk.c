#include "history/walk.h"

#include <stdlib.h>
#include <string.h>

#include "base/thread.h"
#include "content/version.h"
#include "git/changes.h"
#include "history/cache.h"
#include "history/order.h"
#include "history/walk_changes.h"
#include "store/source.h"

_Static_assert((int)BLOB_SIZE == (int)GIT_ID_SIZE, "one size of ids");

struct walk {
	const struct history_options *o;
	struct git_repo *repo;
	struct history *h;
	struct git_id *trees; /* of the commits, in their order */
	bool *known; /* the same: found by an earlier walk */
	struct cache cache;
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

static void take_version(struct walk *w, struct versions *v, const struct version *known)
{
	char hex[BLOB_HEX_SIZE];

	if (!map_add(&v->met, arena_strdup(&w->h->arena, blob_hex(&known->blob, hex)), v))
		return;
	ARRAY_GROW(v->items, v->n, v->cap);
	v->items[v->n++] = *known;
}

static int read_versions(struct walk *w)
{
	struct versions v = { 0 };
	struct buf bytes = BUF_INIT;
	int rc = 0;

	for (size_t i = 0; i < w->cache.n_versions; i++)
		take_version(w, &v, &w->cache.versions[i]);
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
	struct version_change *changes = NULL;

	for (size_t i = 0; i < n; i++) {
		struct edit *e = &edits[i];

		if (e->kind != EDIT_CHANGED || !is_record(e->path) ||
		    !read_quietly(w, &e->before, &before) || !read_quietly(w, &e->after, &after))
			continue;
		e->compared = true;
		e->parts = version_differences(e->path, buf_str(&before), buf_str(&after),
					       &w->h->arena);
		if (e->parts.n)
			e->n_changes = version_changes(e->path, buf_str(&before), buf_str(&after),
						       &w->h->arena, &changes);
		e->changes = e->n_changes ? changes : NULL;
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

/* Beyond so many that are new, what was found is kept; fewer are found again as fast. */
enum { NEW_COMMITS = 16, NEW_CHANGES = 1024 };

struct pool { /* commits that were known, and those that were read */
	struct git_commit *items;
	size_t n, n_known;
	struct map by_id; /* of the known ones: their place + 1 */
};

static bool is_known(void *ctx, const struct git_id *id)
{
	const struct pool *pool = ctx;
	char hex[GIT_HEX_SIZE];

	return map_get(&pool->by_id, git_id_hex(id, hex)) != NULL;
}

static void pool_add(struct walk *w, struct pool *pool, size_t i)
{
	char hex[GIT_HEX_SIZE];

	git_id_hex(&pool->items[i].id, hex);
	map_add(&pool->by_id, arena_strdup(&w->h->arena, hex), &pool->items[i]);
}

/* What the cache has, and from git what it has not. */
static int pool_fill(struct walk *w, struct pool *pool, const char *tip)
{
	struct git_reading reading = { is_known, pool };
	struct git_commit *read, *all;
	size_t n;

	pool->n_known = w->cache.n_commits;
	pool->items = xcalloc(pool->n_known, sizeof(*pool->items));
	for (size_t i = 0; i < pool->n_known; i++) {
		pool->items[i] = w->cache.commits[i].commit;
		pool_add(w, pool, i);
	}
	if (git_commits_read(w->repo, tip, &reading, &w->h->arena, &read, &n, w->f) < 0)
		return -1;
	map_release(&pool->by_id); /* the commits move */
	pool->n = pool->n_known + n;
	all = xcalloc(pool->n, sizeof(*all));
	if (pool->n_known)
		memcpy(all, pool->items, pool->n_known * sizeof(*all));
	if (n)
		memcpy(all + pool->n_known, read, n * sizeof(*all));
	free(pool->items);
	pool->items = all;
	for (size_t i = 0; i < pool->n; i++)
		pool_add(w, pool, i);
	return 0;
}

/* Only what the tip rests on: the cache may know other branches. Fills `out` with places in the pool. */
static size_t pool_select(const struct pool *pool, const char *tip, size_t *out)
{
	bool *met = xcalloc(pool->n, sizeof(*met));
	const struct git_commit *c = map_get(&pool->by_id, tip);
	size_t n = 0;

	met[c - pool->items] = true;
	out[n++] = (size_t)(c - pool->items);
	for (size_t i = 0; i < n; i++) {
		c = &pool->items[out[i]];
		for (unsigned k = 0; !c->cut && k < c->n_parents; k++) {
			char hex[GIT_HEX_SIZE];
			const struct git_commit *p =
				map_get(&pool->by_id, git_id_hex(&c->parents[k], hex));

			if (p && !met[p - pool->items]) {
				met[p - pool->items] = true;
				out[n++] = (size_t)(p - pool->items);
			}
		}
	}
	free(met);
	return n;
}

static void take_known(struct commit *c, const struct known_commit *k)
{
	for (size_t i = 0; i < k->n; i++)
		if (k->sides[i] != NO_SIDE)
			k->changes[i].side = c->parents.items[k->sides[i]];
	c->changes.items = k->changes;
	c->changes.n = k->n;
}

/* The commits in order, with the changes of those that were known. -1: a parent is not there. */
static int order_pool(struct walk *w, const struct pool *pool, const char *tip)
{
	size_t *chosen = xcalloc(pool->n, sizeof(*chosen)), *from;
	size_t n = pool_select(pool, tip, chosen);
	struct git_commit *in = xcalloc(n, sizeof(*in));
	int rc;

	from = xcalloc(n, sizeof(*from));
	for (size_t i = 0; i < n; i++)
		in[i] = pool->items[chosen[i]];
	rc = commits_order(w->h, in, n, from);
	w->trees = xcalloc(n, sizeof(*w->trees));
	w->known = xcalloc(n, sizeof(*w->known));
	for (size_t i = 0; rc == 0 && i < n; i++) {
		size_t place = chosen[from[i]];

		w->trees[i] = in[from[i]].tree;
		w->known[i] = place < pool->n_known;
		if (w->known[i])
			take_known(&w->h->commits.items[i], &w->cache.commits[place]);
	}
	free(from);
	free(in);
	free(chosen);
	return rc;
}

static bool much_is_new(const struct walk *w)
{
	size_t commits = 0, changes = 0;

	for (size_t i = 0; i < w->h->commits.n; i++)
		if (!w->known[i]) {
			commits++;
			changes += w->h->commits.items[i].changes.n;
		}
	return commits >= NEW_COMMITS || changes >= NEW_CHANGES;
}

static int read_history(struct walk *w, const char *tip)
{
	struct walk_changes changes = { w->h, NULL, NULL, w->o->dir, w->repo, w->o->threads };
	struct pool pool = { 0 };
	int rc = pool_fill(w, &pool, tip);

	if (rc == 0)
		rc = order_pool(w, &pool, tip);
	changes.trees = w->trees;
	changes.known = w->known;
	if (rc == 0)
		rc = walk_changes(&changes, w->f);
	if (rc == 0)
		rc = read_versions(w);
	map_release(&pool.by_id);
	free(pool.items);
	return rc;
}

static int tell_history(struct walk *w)
{
	struct history *h = w->h;

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

/* A shallow clone is not kept: where it was cut, a commit is not what it will be once it is whole. */
static int walk_commits(struct walk *w, const char *tip)
{
	const char *prefix = git_repo_prefix(w->repo);
	bool keep = !w->o->fresh && !git_repo_shallow(w->repo);
	int rc;

	if (keep)
		cache_load(&w->cache, w->o->dir, prefix);
	rc = read_history(w, tip);
	if (rc == 0)
		rc = tell_history(w);
	if (rc == 0 && keep && much_is_new(w))
		cache_store(w->h, w->trees, w->o->dir, prefix);
	free(w->trees);
	free(w->known);
	w->h->kept = w->cache.arena;
	return rc;
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
