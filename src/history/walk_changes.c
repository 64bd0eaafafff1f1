#include "history/walk_changes.h"

#include <stdlib.h>
#include <string.h>

#include "base/thread.h"
#include "git/changes.h"
#include "history/order.h"

/*
 * Commits that follow one another share trees, which libgit2 then has at hand: they go to one thread.
 * The newest come first: packs keep older trees as differences from newer ones.
 */
enum { RUN = 64 };

struct worker {
	struct git_repo *repo;
	struct arena *arena; /* of the history */
	struct arena scratch;
	unsigned char *marks; /* for merge_bases */
	struct findings findings;
};

struct job {
	const struct walk_changes *w;
	const char *folder; /* content/ from the repository's top */
	struct worker *workers;
};

struct changes {
	struct git_change *items;
	size_t n;
};

static const struct git_id none;

static const struct git_id *tree_of(const struct job *job, const struct commit *c)
{
	return &job->w->trees[c - job->w->h->commits.items];
}

static int compare(const struct job *job, struct worker *w, const struct git_id *before,
		   const struct commit *after, struct arena *a, struct changes *out)
{
	struct git_comparison c = { *before, *tree_of(job, after), job->folder, "content" };

	return git_tree_changes(w->repo, &c, a, &out->items, &out->n, &w->findings);
}

static void change_fill(struct change *out, const struct git_change *in, const struct commit *side)
{
	out->path = in->path;
	out->side = side;
	memcpy(out->before.id, in->before.bytes, BLOB_SIZE);
	memcpy(out->after.id, in->after.bytes, BLOB_SIZE);
	out->mode = in->mode_after;
}

/* ---- merges ---- */

static int by_path(const void *a, const void *b)
{
	return strcmp(((const struct git_change *)a)->path, ((const struct git_change *)b)->path);
}

static const struct git_change *change_find(const struct changes *v, const char *path)
{
	struct git_change key = { .path = path };

	return v->n ? bsearch(&key, v->items, v->n, sizeof(key), by_path) : NULL;
}

struct merge {
	const struct job *job;
	struct worker *worker;
	struct commit *commit;
	struct changes *from; /* what differs from each parent */
	struct change *items;
	size_t n, cap;
};

static void merge_add(struct merge *m, const struct git_change *c, const struct commit *side)
{
	struct change *out;

	ARRAY_GROW(m->items, m->n, m->cap);
	out = &m->items[m->n++];
	change_fill(out, c, side);
	out->path = arena_strdup(m->worker->arena, c->path);
}

/* What differs from every parent is the merge's own doing. */
static void merge_own(struct merge *m)
{
	for (size_t i = 0; i < m->from[0].n; i++) {
		const struct git_change *c = &m->from[0].items[i];
		const struct git_change *before = c, *other;
		size_t k = 1;

		for (; k < m->commit->parents.n; k++) {
			other = change_find(&m->from[k], c->path);
			if (!other)
				break;
			if (git_id_none(&before->before))
				before = other;
		}
		if (k == m->commit->parents.n)
			merge_add(m, before, NULL);
	}
}

/* What a side did since it parted from the other: since every one of the best common ancestors. */
static int side_changes(struct merge *m, const struct commit *side, const struct commit *other,
			struct changes *since, size_t *n)
{
	struct bases bases;

	merge_bases(m->job->w->h, side, other, m->worker->marks, &bases);
	*n = bases.n ? bases.n : 1;
	for (size_t i = 0; i < *n; i++)
		if (compare(m->job, m->worker, bases.n ? tree_of(m->job, bases.items[i]) : &none,
			    side, &m->worker->scratch, &since[i]) < 0)
			return -1;
	return 0;
}

/* Where the merge has the other's file, and the side had changed it too. */
static int merge_hidden(struct merge *m, size_t side, size_t other)
{
	struct changes since[BASES_MOST];
	const struct commit *parent = m->commit->parents.items[side];
	size_t n;

	if (!m->from[side].n)
		return 0;
	if (side_changes(m, parent, m->commit->parents.items[other], since, &n) < 0)
		return -1;
	for (size_t i = 0; i < m->from[side].n; i++) {
		const struct git_change *c = &m->from[side].items[i];
		bool dropped = !change_find(&m->from[other], c->path);

		for (size_t k = 0; k < n && dropped; k++)
			dropped = change_find(&since[k], c->path);
		if (dropped)
			merge_add(m, c, parent);
	}
	return 0;
}

/* By path; of one path, by side. */
static int by_path_and_side(const void *a, const void *b)
{
	const struct change *x = a, *y = b;
	int order = strcmp(x->path, y->path);

	return order ? order : (x->side > y->side) - (x->side < y->side);
}

static int merge_compare(struct merge *m)
{
	size_t n = m->commit->parents.n;

	for (size_t i = 0; i < n; i++)
		if (compare(m->job, m->worker, tree_of(m->job, m->commit->parents.items[i]),
			    m->commit, &m->worker->scratch, &m->from[i]) < 0)
			return -1;
	merge_own(m);
	for (size_t i = 0; i < n; i++)
		for (size_t k = 0; k < n; k++)
			if (i != k && merge_hidden(m, i, k) < 0)
				return -1;
	return 0;
}

/* Sorted; of three parents, two may have the file that was taken. */
static size_t merge_sort(struct merge *m)
{
	size_t n = 0;

	if (m->n)
		qsort(m->items, m->n, sizeof(*m->items), by_path_and_side);
	for (size_t i = 0; i < m->n; i++)
		if (!n || by_path_and_side(&m->items[n - 1], &m->items[i]) != 0)
			m->items[n++] = m->items[i];
	return n;
}

static int merge_changes(const struct job *job, struct worker *w, struct commit *c)
{
	struct merge m = { .job = job, .worker = w, .commit = c };
	int rc;

	m.from = arena_calloc(&w->scratch, c->parents.n, sizeof(*m.from));
	rc = merge_compare(&m);
	c->changes.n = merge_sort(&m);
	c->changes.items = arena_memdup(w->arena, m.items, c->changes.n * sizeof(*m.items));
	free(m.items);
	arena_release(&w->scratch);
	return rc;
}

/* ---- every commit ---- */

static int commit_changes(const struct job *job, struct worker *w, struct commit *c)
{
	const struct git_id *before = c->parents.n ? tree_of(job, c->parents.items[0]) : &none;
	struct changes v;

	if (c->parents.n > 1)
		return merge_changes(job, w, c);
	if (compare(job, w, before, c, w->arena, &v) < 0)
		return -1;
	c->changes.items = arena_calloc(w->arena, v.n, sizeof(*c->changes.items));
	c->changes.n = v.n;
	for (size_t i = 0; i < v.n; i++)
		change_fill(&c->changes.items[i], &v.items[i], NULL);
	return 0;
}

static void name_commit(struct findings *f, size_t from, const char *id)
{
	for (size_t i = from; i < f->n; i++)
		f->items[i].place.revision = id;
}

static void work(void *ctx, unsigned worker, size_t run)
{
	const struct job *job = ctx;
	struct worker *w = &job->workers[worker];
	struct history *h = job->w->h;

	size_t first = h->commits.n > (run + 1) * RUN ? h->commits.n - (run + 1) * RUN : 0;

	for (size_t i = h->commits.n - run * RUN; i-- > first;) {
		size_t found = w->findings.n;

		if (job->w->known[i])
			continue;
		commit_changes(job, w, &h->commits.items[i]);
		name_commit(&w->findings, found, h->commits.items[i].id);
	}
}

static int workers_open(struct job *job, struct findings *f)
{
	struct history *h = job->w->h;

	for (unsigned i = 0; i < h->n_arenas; i++) {
		struct worker *w = &job->workers[i];

		w->repo = i ? git_repo_open(job->w->dir, f) : job->w->repo;
		w->arena = &h->arenas[i];
		w->marks = xcalloc(h->commits.n, sizeof(*w->marks));
		if (!w->repo)
			return -1;
	}
	return 0;
}

int walk_changes(const struct walk_changes *o, struct findings *f)
{
	struct history *h = o->h;
	struct job job = { .w = o };
	const char *prefix = git_repo_prefix(o->repo);
	size_t runs = (h->commits.n + RUN - 1) / RUN, errors = f->errors;
	int rc;

	h->n_arenas = o->threads < 1 ? 1 : o->threads < runs ? o->threads : runs ? runs : 1;
	h->arenas = xcalloc(h->n_arenas, sizeof(*h->arenas));
	job.workers = xcalloc(h->n_arenas, sizeof(*job.workers));
	job.folder = arena_printf(&h->arena, "%s%scontent", prefix, *prefix ? "/" : "");
	rc = workers_open(&job, f);
	git_verify(false);
	if (rc == 0)
		parallel_for(runs, (unsigned)h->n_arenas, work, &job);
	git_verify(true);
	for (unsigned i = 0; i < h->n_arenas; i++) {
		struct worker *w = &job.workers[i];

		findings_join(f, &w->findings);
		findings_release(&w->findings);
		free(w->marks);
		if (i)
			git_repo_free(w->repo);
	}
	free(job.workers);
	return rc < 0 || f->errors > errors ? -1 : 0;
}
