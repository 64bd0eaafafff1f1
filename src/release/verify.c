#include "release/verify.h"

#include <stdlib.h>
#include <string.h>

#include "base/thread.h"
#include "log/log.h"
#include "release/site_root.h"
#include "release/trailers.h"
#include "store/source.h"

int site_manifest_read(struct site_manifest *m, struct source *site, struct findings *f)
{
	*m = (struct site_manifest){ .bytes = BUF_INIT };
	if (!source_has(site, MANIFEST_NAME)) {
		finding_add(f, F_SITE_NO_MANIFEST, place_of(MANIFEST_NAME), NULL);
		return -1;
	}
	if (manifest_read(site, &m->bytes, f) < 0 ||
	    manifest_parse(buf_str(&m->bytes), &m->arena, &m->manifest, f) < 0)
		return -1;
	site_root(buf_str(&m->bytes), m->root);
	return 0;
}

void site_manifest_release(struct site_manifest *m)
{
	buf_release(&m->bytes);
	arena_release(&m->arena);
}

/* ---- the files ---- */

struct compared { /* one address, of the site's manifest, of the rebuilt one, or of both */
	const char *path;
	const unsigned char *said, *made; /* hashes; NULL: not in that manifest */
	struct findings findings; /* of reading it */
	struct place place; /* where it begins to differ */
	enum { SAME, DIFFERS, LACKS, UNREAD } result;
};

struct comparison {
	const struct site_comparison *c;
	struct compared *items;
	size_t n;
	struct arena arena;
};

/* Line and column (in characters) of the first byte in which the two differ. */
static struct place first_difference(const char *path, struct str a, struct str b)
{
	struct place place = { .path = path, .line = 1, .col = 1 };

	for (size_t i = 0; i < a.len && i < b.len && a.data[i] == b.data[i]; i++) {
		if (a.data[i] == '\n') {
			place.line++;
			place.col = 1;
		} else if (((unsigned char)a.data[i] & 0xc0) != 0x80) {
			place.col++;
		}
	}
	return place;
}

static void locate(struct compared *x, const struct site_comparison *c, struct str site)
{
	struct buf made = BUF_INIT;

	if (c->rebuilt && source_read(c->rebuilt, x->path, &made, NULL) == 0)
		x->place = first_difference(x->path, site, buf_str(&made));
	buf_release(&made);
}

static void compare_one(void *ctx, unsigned worker, size_t i)
{
	struct comparison *all = ctx;
	struct compared *x = &all->items[i];
	const unsigned char *expected = x->made ? x->made : x->said;
	unsigned char hash[HASH_SIZE];
	struct buf bytes = BUF_INIT;

	(void)worker;
	x->place = place_of(x->path);
	if (!source_has(all->c->site, x->path)) {
		x->result = LACKS;
	} else if (source_read(all->c->site, x->path, &bytes, &x->findings) < 0) {
		x->result = UNREAD;
	} else {
		hash_bytes(buf_str(&bytes), hash);
		if (memcmp(hash, expected, HASH_SIZE) != 0) {
			x->result = DIFFERS;
			locate(x, all->c, buf_str(&bytes));
		}
	}
	buf_release(&bytes);
}

static int tell(struct comparison *all, struct findings *f)
{
	size_t errors = f->errors;

	for (size_t i = 0; i < all->n; i++) {
		struct compared *x = &all->items[i];
		bool rebuilt = all->c->rebuilt != NULL;

		findings_join(f, &x->findings);
		findings_release(&x->findings);
		if (rebuilt && !x->made)
			finding_add(f, F_SITE_SURPLUS, place_of(x->path), NULL);
		else if (x->result == LACKS)
			finding_add(f, F_SITE_LACKS, x->place, NULL);
		else if (x->result == DIFFERS)
			finding_add(f, rebuilt ? F_SITE_DIFFERS : F_SITE_CHANGED, x->place, NULL);
	}
	return f->errors > errors ? -1 : 0;
}

/* The addresses of both manifests, which are sorted unless someone changed one. */
static void join(struct comparison *all, const struct manifest *said, const struct manifest *made)
{
	size_t most = said->n + (made ? made->n : 0) + 1;
	struct map by_path = MAP_INIT;
	struct map_entry *sorted;

	all->items = arena_calloc(&all->arena, most, sizeof(*all->items));
	for (size_t i = 0; i < most - 1; i++) {
		bool of_said = i < said->n;
		const struct manifest_file *file =
			of_said ? &said->files[i] : &made->files[i - said->n];
		struct compared *x = map_get(&by_path, file->path);

		if (!x) {
			x = arena_alloc(&all->arena, sizeof(*x));
			x->path = file->path;
			map_add(&by_path, x->path, x);
		}
		*(of_said ? &x->said : &x->made) = file->hash;
	}
	sorted = map_sorted(&by_path);
	for (size_t i = 0; i < by_path.n; i++)
		all->items[all->n++] = *(struct compared *)sorted[i].value;
	free(sorted);
	map_release(&by_path);
}

/* The manifest itself, which no manifest names. */
static void add_manifest(struct comparison *all, const struct site_manifest *m,
			 const struct site_manifest *made)
{
	struct compared *x;

	if (strcmp(m->root, made->root) == 0)
		return;
	x = &all->items[all->n++];
	*x = (struct compared){ .path = MANIFEST_NAME, .result = DIFFERS };
	x->made = arena_alloc(&all->arena, HASH_SIZE);
	x->place = first_difference(MANIFEST_NAME, buf_str(&m->bytes), buf_str(&made->bytes));
}

/* What lies in the site and its manifest does not name. */
static void tell_unnamed(const struct site_comparison *c, struct findings *f)
{
	struct arena a = ARENA_INIT;
	struct source_file *files;
	struct map named = MAP_INIT;
	size_t n;

	for (size_t i = 0; i < c->manifest->manifest.n; i++)
		map_add(&named, c->manifest->manifest.files[i].path, &named);
	source_list(c->site, "", &a, &files, &n, f);
	for (size_t i = 0; i < n; i++)
		if (!map_get(&named, files[i].path) && strcmp(files[i].path, MANIFEST_NAME) != 0 &&
		    strncmp(files[i].path, LOG_FOLDER, strlen(LOG_FOLDER)) != 0)
			finding_add(f, F_SITE_UNNAMED, place_of(files[i].path), NULL);
	map_release(&named);
	arena_release(&a);
}

int site_compare(const struct site_comparison *c, struct findings *f)
{
	struct comparison all = { .c = c };
	struct site_manifest made = { .bytes = BUF_INIT };
	int rc = c->rebuilt ? site_manifest_read(&made, c->rebuilt, f) : 0;

	if (rc == 0) {
		join(&all, &c->manifest->manifest, c->rebuilt ? &made.manifest : NULL);
		parallel_for(all.n, c->threads, compare_one, &all);
		if (c->rebuilt)
			add_manifest(&all, c->manifest, &made);
		rc = tell(&all, f);
		tell_unnamed(c, f);
	}
	site_manifest_release(&made);
	arena_release(&all.arena);
	return rc;
}

/* ---- the branch ---- */

static int check_trailer(const struct git_commit_text *t, const char *key, const char *value,
			 struct arena *a, struct findings *f)
{
	const char *said = git_trailer(t->message, key, a);

	if (said && strcmp(said, value) == 0)
		return 0;
	finding_add(f, F_VERIFY_TRAILER, (struct place){ 0 }, key, said ? said : "none", value);
	return -1;
}

int publication_trailers(const struct git_commit_text *t, const struct site_manifest *m,
			 struct findings *f)
{
	const struct manifest *x = &m->manifest;
	struct arena a = ARENA_INIT;
	char day[DATE_SIZE];
	int rc = check_trailer(t, TRAILER_SOURCE, x->commit ? x->commit : "none", &a, f);

	if (check_trailer(t, TRAILER_AS_OF, date_format(x->as_of, day), &a, f) < 0)
		rc = -1;
	if (check_trailer(t, TRAILER_VERSIONS, x->version ? x->version : "none", &a, f) < 0)
		rc = -1;
	if (check_trailer(t, TRAILER_ROOT, m->root, &a, f) < 0)
		rc = -1;
	arena_release(&a);
	return rc;
}

/* The checkpoint that an earlier publication had: it is one that the repository kept. */
int publication_extends(struct git_repo *r, const char *earlier, const struct public_log *log,
			struct findings *f)
{
	struct arena a = ARENA_INIT;
	struct git_entry *v;
	struct buf bytes = BUF_INIT;
	size_t n;
	int rc = git_tree_entries(r, earlier, "log", &a, &v, &n, f);

	for (size_t i = 0; rc == 0 && i < n; i++) {
		if (strcmp(v[i].path, LOG_CHECKPOINT) != 0)
			continue;
		rc = git_blob_read(r, v[i].id, &bytes, f);
		if (rc == 0)
			rc = public_log_kept(log, buf_str(&bytes),
					     arena_printf(&a, "%s:%s", earlier,
							  LOG_FOLDER LOG_CHECKPOINT),
					     f);
		break;
	}
	buf_release(&bytes);
	arena_release(&a);
	return rc;
}

int publication_check(struct git_repo *r, const char *commit, const struct site_manifest *m,
		      const struct public_log *log, struct findings *f)
{
	struct arena a = ARENA_INIT;
	struct git_commit_text t;
	int rc = git_commit_text(r, commit, &a, &t, f);

	if (rc == 0)
		rc = publication_trailers(&t, m, f);
	while (log->present && *t.parent) {
		char parent[GIT_HEX_SIZE];

		memcpy(parent, t.parent, sizeof(parent));
		if (publication_extends(r, parent, log, f) < 0 ||
		    git_commit_text(r, parent, &a, &t, f) < 0) {
			rc = -1; /* one says enough */
			break;
		}
	}
	arena_release(&a);
	return rc;
}
