#define _POSIX_C_SOURCE 200809L /* threads */
#include <pthread.h>
#include <stdlib.h>
#include <string.h>

#include "git/repo.h"
#include "store/source_kind.h"

_Static_assert((int)SOURCE_DEPTH_MOST == (int)GIT_DEPTH_MOST, "one limit for all sources");

/*
 * All names are read at opening and stay as they are, so that listing needs
 * no git and lookups no lock. Blobs are unpacked by one thread at a time
 * through one handle, which is simple, and quick enough: 100,000 of them take
 * a fifth of a second from a pack.
 */
struct source_revision {
	struct source base;
	struct git_repo *repo;
	pthread_mutex_t lock; /* of the handle */
	struct named *files; /* sorted by path; file is the blob's id */
	size_t n;
	struct arena arena;
};

static struct source_revision *revision_of(struct source *s)
{
	return (struct source_revision *)s;
}

static int revision_list(struct source *s, const char *folder, struct listing *l)
{
	return listing_add_named(l, folder, revision_of(s)->files, revision_of(s)->n);
}

/* The handle's findings know the object; the reader wants to know the file too. */
static void report_at(struct source *s, const char *path, const struct findings *from,
		      struct findings *f)
{
	for (size_t i = 0; f && i < from->n; i++)
		findings_add(f, from->items[i].id, source_place(s, path), from->items[i].args,
			     FINDING_ARGS);
}

/* The size is asked for first: a blob of some kilobytes may unpack to gigabytes. */
static int blob_read(struct source *s, const struct named *x, uint64_t most, struct buf *out,
		     struct findings *f)
{
	const char *id = x->file;
	struct source_revision *r = revision_of(s);
	struct findings found = FINDINGS_INIT;
	uint64_t size;
	int rc;

	pthread_mutex_lock(&r->lock);
	rc = git_blob_size(r->repo, id, &size, &found);
	if (rc == 0 && size <= most)
		rc = git_blob_read(r->repo, id, out, &found);
	else if (rc == 0)
		rc = source_report_size(s, x->path, size, most, f);
	pthread_mutex_unlock(&r->lock);
	report_at(s, x->path, &found, f);
	findings_release(&found);
	return rc;
}

static int revision_read(struct source *s, const char *path, uint64_t most, struct buf *out,
			 struct findings *f)
{
	const struct named *x = named_open(s, revision_of(s)->files, revision_of(s)->n, path, f);

	return x ? blob_read(s, x, most, out, f) : -1;
}

static bool revision_has(struct source *s, const char *path)
{
	const struct named *x = named_find(revision_of(s)->files, revision_of(s)->n, path);

	return x && !x->special;
}

static const char *revision_object(struct source *s, const char *path)
{
	const struct named *x = named_find(revision_of(s)->files, revision_of(s)->n, path);

	return x && !x->special ? x->file : NULL;
}

static void revision_free(struct source *s)
{
	struct source_revision *r = revision_of(s);

	git_repo_free(r->repo);
	pthread_mutex_destroy(&r->lock);
	arena_release(&r->arena);
	free(r);
}

static const struct source_kind revision_kind = { revision_list, revision_read, revision_has,
						  revision_free, revision_object };

static const char *special_name(unsigned mode)
{
	return mode == 0120000 ? "symlink" : mode == 0160000 ? "submodule" : NULL;
}

static int names_load(struct source_revision *r, struct findings *f)
{
	struct git_entry *entries;
	size_t n;

	if (git_tree_entries(r->repo, r->base.revision, git_repo_prefix(r->repo), &r->arena,
			     &entries, &n, f) < 0)
		return -1;
	r->files = arena_calloc(&r->arena, n, sizeof(*r->files));
	r->n = n;
	for (size_t i = 0; i < n; i++)
		r->files[i] = (struct named){ entries[i].path, special_name(entries[i].mode),
					      entries[i].id };
	return 0;
}

static int revision_open(struct source_revision *r, const char *dir, const char *rev,
			 struct findings *f)
{
	struct git_commit_facts facts;
	size_t errors = f ? f->errors : 0;

	r->repo = git_repo_open(dir, f);
	if (!r->repo && f && f->errors == errors)
		return source_report(&r->base, NULL, F_GIT_NONE, dir, f);
	if (!r->repo || git_resolve(r->repo, rev, &facts, f) < 0)
		return -1;
	r->base.revision = arena_strdup(&r->arena, facts.id);
	r->base.time = minute_from_unix(facts.time);
	return names_load(r, f);
}

struct source *source_open_revision(const char *dir, const char *rev, struct findings *f)
{
	struct source_revision *r = xcalloc(1, sizeof(*r));

	r->base = (struct source){ &revision_kind, NULL, DATE_NONE };
	pthread_mutex_init(&r->lock, NULL);
	if (revision_open(r, dir, rev, f) == 0)
		return &r->base;
	revision_free(&r->base);
	return NULL;
}
