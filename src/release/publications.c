#include "release/publications.h"

#include <stdlib.h>
#include <string.h>

#include "base/hash.h"
#include "log/log.h"
#include "release/publish.h"
#include "release/trailers.h"
#include "release/verify.h"
#include "store/source.h"

struct audited {
	const struct publications_options *o;
	const char **commits; /* newest first */
	size_t n;
	struct map behind; /* ids of the history's commits */
	struct map hashes; /* of blobs, by id: SHA-256 */
	const char *before; /* the source of the publication before */
	struct arena arena;
	struct findings *f;
};

static struct place at(const char *commit, const char *path)
{
	return (struct place){ .revision = commit, .path = path };
}

/* Findings of a publication that were added without its commit. */
static void place_all(struct audited *x, size_t from, const char *commit)
{
	for (size_t i = from; i < x->f->n; i++)
		if (!x->f->items[i].place.revision)
			x->f->items[i].place.revision = arena_strdup(&x->f->arena, commit);
}

/* ---- its files ---- */

static const unsigned char *hash_of(struct audited *x, const char *id)
{
	unsigned char *hash = map_get(&x->hashes, id);
	struct buf bytes = BUF_INIT;

	if (!hash && git_blob_read(x->o->repo, id, &bytes, x->f) == 0) {
		hash = arena_alloc(&x->arena, HASH_SIZE);
		hash_bytes(buf_str(&bytes), hash);
		map_add(&x->hashes, arena_strdup(&x->arena, id), hash);
	}
	buf_release(&bytes);
	return hash;
}

static bool is_beside(const char *path) /* the manifest does not name these */
{
	return strcmp(path, MANIFEST_NAME) == 0 || strncmp(path, LOG_FOLDER, strlen(LOG_FOLDER)) == 0;
}

/* Both are sorted by path. */
static void compare_files(struct audited *x, const char *commit, const struct git_entry *v,
			  size_t n, const struct manifest *m)
{
	size_t i = 0, k = 0;

	while (i < n || k < m->n) {
		int order = i == n ? 1 : k == m->n ? -1 : strcmp(v[i].path, m->files[k].path);

		if (order < 0) {
			if (!is_beside(v[i].path))
				finding_add(x->f, F_PUBLISH_FOREIGN, at(commit, v[i].path),
					    x->o->branch, v[i].path);
			i++;
		} else if (order > 0) {
			finding_add(x->f, F_SITE_LACKS, at(commit, m->files[k++].path), NULL);
		} else {
			const unsigned char *hash = hash_of(x, v[i].id);

			if (hash && memcmp(hash, m->files[k].hash, HASH_SIZE) != 0)
				finding_add(x->f, F_SITE_CHANGED, at(commit, v[i].path), NULL);
			i++;
			k++;
		}
	}
}

static int check_files(struct audited *x, const char *commit, const struct site_manifest *m)
{
	struct arena a = ARENA_INIT;
	struct git_entry *v;
	size_t n;
	int rc = git_tree_entries(x->o->repo, commit, "", &a, &v, &n, x->f);

	if (rc == 0)
		compare_files(x, commit, v, n, &m->manifest);
	arena_release(&a);
	return rc;
}

/* ---- its source ---- */

/* Whether a commit is of the history, or later than it. Where the clone was cut that is not known. */
static bool is_of(struct git_repo *r, const struct history *h, const struct map *behind,
		  const char *id)
{
	return map_get(behind, id) || (h->tip && git_rests_on(r, id, h->tip->id, NULL) == 1);
}

static void lower_where_cut(const struct history *h, struct findings *f)
{
	if (h->state == HISTORY_SHALLOW)
		findings_lower(f, SEVERITY_WARNING);
}

static void check_source(struct audited *x, const char *commit, const char *source)
{
	if (!source) {
		finding_add(x->f, F_PUBLISH_FOREIGN, at(commit, NULL), x->o->branch, TRAILER_SOURCE);
	} else if (!is_of(x->o->repo, x->o->history, &x->behind, source)) {
		finding_add(x->f, F_PUBLISH_SOURCE, at(commit, NULL), source);
		lower_where_cut(x->o->history, x->f);
	} else {
		if (x->before && git_rests_on(x->o->repo, source, x->before, x->f) == 0)
			finding_add(x->f, F_PUBLISH_ANCESTOR, at(commit, NULL), x->o->branch,
				    x->before, source);
		x->before = arena_strdup(&x->arena, source);
	}
}

/* ---- each, then the last ---- */

static void check_one(struct audited *x, struct publications *out, const char *commit)
{
	struct arena a = ARENA_INIT;
	struct site_manifest m = { .bytes = BUF_INIT };
	struct source *site = source_open_revision(git_repo_top(x->o->repo), commit, x->f);
	struct git_commit_text t;
	size_t from = x->f->n;

	out->as_of = DATE_NONE;
	if (site && git_commit_text(x->o->repo, commit, &a, &t, x->f) == 0) {
		const char *source = git_trailer(t.message, TRAILER_SOURCE, &a);

		check_source(x, commit, source);
		if (site_manifest_read(&m, site, x->f) == 0 && check_files(x, commit, &m) == 0) {
			out->as_of = m.manifest.as_of;
			if (source)
				publication_trailers(&t, &m, x->f);
		}
	}
	place_all(x, from, commit);
	site_manifest_release(&m);
	source_free(site);
	arena_release(&a);
}

static void check_log(struct audited *x, struct publications *out)
{
	const char *tip = x->o->tip;
	struct source *site = source_open_revision(git_repo_top(x->o->repo), tip, x->f);
	size_t from = x->f->n;

	if (site && public_log_read(&out->log, site, x->f) == 0)
		for (size_t i = 1; i < x->n && out->log.present; i++)
			if (publication_extends(x->o->repo, x->commits[i], &out->log, x->f) < 0)
				break; /* one says enough */
	place_all(x, from, tip);
	source_free(site);
}

/* The branch's commits, by first parents. */
static int collect(struct audited *x)
{
	char id[GIT_HEX_SIZE];
	struct git_commit_text t;
	size_t cap = 0;

	memcpy(id, x->o->tip, strlen(x->o->tip) + 1);
	while (*id) {
		ARRAY_GROW(x->commits, x->n, cap);
		x->commits[x->n++] = arena_strdup(&x->arena, id);
		if (git_commit_text(x->o->repo, id, &x->arena, &t, x->f) < 0)
			return -1;
		memcpy(id, t.parent, sizeof(id));
	}
	return 0;
}

int publications_check(const struct publications_options *o, struct publications *out,
		       struct findings *f)
{
	struct audited x = { .o = o, .behind = MAP_INIT, .hashes = MAP_INIT, .f = f };
	size_t errors = f->errors;

	*out = (struct publications){ .as_of = DATE_NONE, .log.by_id = MAP_INIT };
	for (size_t i = 0; i < o->history->commits.n; i++)
		map_add(&x.behind, o->history->commits.items[i].id, &x);
	if (collect(&x) == 0) {
		for (size_t i = x.n; i-- > 0;)
			check_one(&x, out, x.commits[i]);
		check_log(&x, out);
	}
	out->n = x.n;
	if (x.before)
		memcpy(out->source, x.before, strlen(x.before) + 1);
	free(x.commits);
	map_release(&x.behind);
	map_release(&x.hashes);
	arena_release(&x.arena);
	return f->errors > errors ? -1 : 0;
}

void publications_release(struct publications *p)
{
	public_log_release(&p->log);
}

/* ---- releases ---- */

struct releases {
	struct git_repo *repo;
	const struct history *history;
	struct map behind; /* ids of its commits */
	struct release *items;
	size_t n;
};

/* "NAME ID" of the release before. */
static void check_previous(const struct releases *all, const struct release *x, struct place place,
			   struct findings *f)
{
	struct arena *a = &f->arena;
	const char *said = git_trailer(x->message, TRAILER_PREVIOUS, a);
	const char *space = said ? strrchr(said, ' ') : NULL;
	const char *name = space ? arena_strndup(a, said, (size_t)(space - said)) : NULL;

	if (!name)
		return;
	for (size_t i = 0; i < all->n; i++)
		if (strcmp(all->items[i].name, name) == 0) {
			if (strcmp(all->items[i].tag, space + 1) != 0)
				finding_add(f, F_RELEASE_MOVED, place, x->name, name, space + 1);
			return;
		}
	finding_add(f, F_RELEASE_GONE, place, x->name, name, space + 1);
}

static void check_release(const struct releases *all, const struct release *x, struct findings *f)
{
	const struct history *h = all->history;
	struct arena a = ARENA_INIT;
	struct place place = at(x->commit, arena_printf(&a, "refs/tags/%s", x->name));
	const char *source = git_trailer(x->message, TRAILER_SOURCE, &a);

	if (!is_of(all->repo, h, &all->behind, x->commit)) {
		finding_add(f, F_RELEASE_ANCESTOR, place, x->name, x->commit,
			    h->tip ? h->tip->id : "none");
		lower_where_cut(h, f);
	}
	if (source && strcmp(source, x->commit) != 0)
		finding_add(f, F_RELEASE_COMMIT, place, x->name, source, x->commit);
	check_previous(all, x, place, f);
	arena_release(&a);
}

int releases_audit(struct git_repo *r, const struct history *h, struct findings *f)
{
	struct arena a = ARENA_INIT;
	struct releases all = { .repo = r, .history = h, .behind = MAP_INIT };
	size_t errors = f->errors;
	int rc = releases_list(r, &a, &all.items, &all.n, f);

	for (size_t i = 0; i < h->commits.n; i++)
		map_add(&all.behind, h->commits.items[i].id, &all);
	for (size_t i = 0; rc == 0 && i < all.n; i++)
		check_release(&all, &all.items[i], f);
	map_release(&all.behind);
	arena_release(&a);
	return rc < 0 || f->errors > errors ? -1 : 0;
}
