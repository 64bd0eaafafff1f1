#include "release/publish.h"

#include <stdlib.h>
#include <string.h>

#include "log/base64.h"
#include "release/log_page.h"
#include "release/public_log.h"
#include "release/site_root.h"
#include "release/trailers.h"
#include "site/manifest.h"
#include "store/source.h"

/* A file of the commit that is not one of the manifest's. */
struct extra {
	const char *path;
	struct str bytes; /* in the arena */
	const char *id; /* of a blob that is there already; NULL: its bytes are written */
};

struct publishing {
	const struct publication *p;
	struct source *folder; /* the site */
	struct manifest manifest;
	struct buf manifest_bytes;
	bool first; /* the branch is not there yet */
	struct git_commit_facts tip;
	struct git_commit_text tip_text;
	struct git_entry *old; /* what the branch holds */
	size_t n_old;
	struct manifest old_manifest;
	struct public_log log;
	size_t log_added;
	struct str origin;
	struct extra *extras;
	size_t n_extras, extras_cap;
	struct git_new_file *files; /* of the commit */
	size_t *sources; /* of each: an index in the manifest, or behind it in extras */
	size_t n;
	struct arena arena;
	struct findings *f;
};

static int report(struct publishing *s, enum finding_id id, const char *path, const char *a,
		  const char *b)
{
	finding_add(s->f, id, path ? place_of(path) : (struct place){ 0 }, a, b);
	return -1;
}

/* ---- what is published so far ---- */

static struct git_entry *old_find(const struct publishing *s, const char *path)
{
	size_t low = 0, high = s->n_old;

	while (low < high) {
		size_t middle = (low + high) / 2;
		int order = strcmp(s->old[middle].path, path);

		if (order == 0)
			return &s->old[middle];
		if (order < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return NULL;
}

static const unsigned char *manifest_hash(const struct manifest *m, const char *path)
{
	size_t low = 0, high = m->n;

	while (low < high) {
		size_t middle = (low + high) / 2;
		int order = strcmp(m->files[middle].path, path);

		if (order == 0)
			return m->files[middle].hash;
		if (order < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return NULL;
}

static bool is_log(const char *path)
{
	return strncmp(path, LOG_FOLDER, strlen(LOG_FOLDER)) == 0;
}

/* Files that luce did not put there: someone uses the branch for something else. */
static int refuse_foreign(struct publishing *s)
{
	for (size_t i = 0; i < s->n_old; i++) {
		const char *path = s->old[i].path;

		if (!is_log(path) && strcmp(path, MANIFEST_NAME) != 0 &&
		    !manifest_hash(&s->old_manifest, path))
			return report(s, F_PUBLISH_FOREIGN, path, s->p->branch, path);
	}
	return 0;
}

static int read_old_manifest(struct publishing *s)
{
	const struct git_entry *e = old_find(s, MANIFEST_NAME);
	struct buf bytes = BUF_INIT;
	int rc;

	if (!e)
		return report(s, F_PUBLISH_FOREIGN, NULL, s->p->branch, MANIFEST_NAME);
	rc = git_blob_read(s->p->repo, e->id, &bytes, s->f);
	if (rc == 0)
		rc = manifest_parse(buf_str(&bytes), &s->arena, &s->old_manifest, s->f);
	buf_release(&bytes);
	return rc;
}

/* The source of the last publication must be one that this source rests on. */
static int check_ancestor(struct publishing *s)
{
	const char *source = git_trailer(s->tip_text.message, TRAILER_SOURCE, &s->arena);
	int rests;

	if (!source)
		return report(s, F_PUBLISH_FOREIGN, NULL, s->p->branch, TRAILER_SOURCE);
	rests = git_rests_on(s->p->repo, s->p->source, source, s->f);
	if (rests == 0)
		finding_add(s->f, F_PUBLISH_ANCESTOR, (struct place){ 0 }, s->p->branch, source,
			    s->p->source);
	return rests == 1 ? 0 : -1;
}

static int read_old(struct publishing *s)
{
	struct git_repo *r = s->p->repo;
	struct source *branch;
	int rc = git_branch_find(r, s->p->branch, &s->tip, s->f);

	if (rc <= 0) {
		s->first = true;
		return rc;
	}
	if (git_commit_text(r, s->tip.id, &s->arena, &s->tip_text, s->f) < 0 ||
	    check_ancestor(s) < 0 ||
	    git_tree_entries(r, s->tip.id, "", &s->arena, &s->old, &s->n_old, s->f) < 0 ||
	    read_old_manifest(s) < 0 || refuse_foreign(s) < 0)
		return -1;
	branch = source_open_revision(git_repo_top(r), s->tip.id, s->f);
	if (!branch)
		return -1;
	rc = public_log_read(&s->log, branch, s->f);
	source_free(branch);
	return rc;
}

/* ---- the log ---- */

static void extra_add(struct publishing *s, struct extra x)
{
	ARRAY_GROW(s->extras, s->n_extras, s->extras_cap);
	s->extras[s->n_extras++] = x;
}

/* Takes the bytes. */
static void extra_add_bytes(struct publishing *s, const char *path, struct buf *bytes)
{
	struct str kept = { arena_memdup(&s->arena, bytes->data, bytes->len), bytes->len };

	extra_add(s, (struct extra){ path, kept, NULL });
	buf_release(bytes);
}

static const char *log_path(struct publishing *s, struct tile t)
{
	struct buf path = BUF_INIT;
	const char *kept;

	tile_path(t, &path);
	kept = arena_printf(&s->arena, LOG_FOLDER "%s", path.data);
	buf_release(&path);
	return kept;
}

/* Tiles that were not full when they were last served stay until they are: a checkpoint needs them. */
static void keep_partial_tiles(struct publishing *s)
{
	for (size_t i = 0; i < s->n_old; i++) {
		const struct git_entry *e = &s->old[i];
		struct tile t, full;

		if (!is_log(e->path) || tile_parse(e->path + strlen(LOG_FOLDER), &t) < 0)
			continue;
		full = t;
		full.width = TILE_WIDTH;
		if (t.width < TILE_WIDTH && !tile_within(s->log.log.n, full))
			extra_add(s, (struct extra){ e->path, { NULL, 0 }, e->id });
	}
}

/* What people read of it. */
static int add_log_pages(struct publishing *s, struct str checkpoint)
{
	struct log_pages pages = {
		.portal = s->p->portal,
		.content = s->p->content,
		.base_url = s->manifest.base_url,
		.log = &s->log.log,
		.checkpoint = checkpoint,
		.is_signed = s->p->signer != NULL,
	};
	struct log_page *made;
	size_t n;

	if (releases_list(s->p->repo, &s->arena, &pages.releases, &pages.n_releases, s->f) < 0 ||
	    log_pages_render(&pages, &s->arena, &made, &n, s->f) < 0)
		return -1;
	for (size_t i = 0; i < n; i++)
		extra_add(s, (struct extra){ made[i].address, made[i].bytes, NULL });
	return 0;
}

static int add_log_files(struct publishing *s)
{
	struct str checkpoint;
	struct buf bytes = BUF_INIT;

	keep_partial_tiles(s);
	for (struct tile t = TILE_FIRST; tile_next(s->log.log.n, &t);) {
		const char *path = log_path(s, t);
		bool kept = false;

		for (size_t i = 0; i < s->n_extras; i++)
			kept = kept || strcmp(s->extras[i].path, path) == 0;
		if (kept)
			continue;
		log_tile(&s->log.log, t, &bytes);
		extra_add_bytes(s, path, &bytes);
	}
	log_checkpoint(&s->log.log, s->origin, s->p->signer, &bytes);
	extra_add_bytes(s, LOG_FOLDER LOG_CHECKPOINT, &bytes);
	checkpoint = s->extras[s->n_extras - 1].bytes;
	if (s->p->signer) {
		note_key_render(&s->p->signer->key, &bytes);
		buf_add_char(&bytes, '\n');
		extra_add_bytes(s, LOG_FOLDER LOG_KEY, &bytes);
	}
	return add_log_pages(s, checkpoint);
}

/* A log keeps its origin, which is the name of its key; once signed, it stays signed. */
static int choose_origin(struct publishing *s)
{
	const struct note_signer *signer = s->p->signer;
	struct str old = s->log.checkpoint.origin;

	s->origin = s->log.present ? old : signer ? signer->key.name : str_from(s->p->origin);
	if (s->log.present && s->log.checkpoint.note.n && !signer)
		return report(s, F_LOG_KEY_MISSING, LOG_FOLDER LOG_CHECKPOINT, s->p->branch, NULL);
	if (signer && s->log.present && s->log.checkpoint.note.n &&
	    (old.len != signer->key.name.len || memcmp(old.data, signer->key.name.data, old.len) != 0))
		return report(s, F_LOG_ORIGIN, LOG_FOLDER LOG_CHECKPOINT,
			      arena_strndup(&s->arena, signer->key.name.data, signer->key.name.len),
			      arena_strndup(&s->arena, old.data, old.len));
	return 0;
}

static int extend_log(struct publishing *s)
{
	if (choose_origin(s) < 0)
		return -1;
	public_log_extend(&s->log, s->p->content, s->p->seen, &s->log_added);
	if (public_log_compare(&s->log, s->p->content, s->p->seen, s->f) < 0)
		return -1;
	if (!s->p->signer)
		report(s, F_LOG_UNSIGNED, LOG_FOLDER LOG_CHECKPOINT, NULL, NULL);
	return add_log_files(s);
}

/* ---- the commit ---- */

static int read_site(struct publishing *s)
{
	s->folder = source_open_tree(s->p->folder, s->f);
	if (!s->folder)
		return -1;
	if (!source_has(s->folder, MANIFEST_NAME))
		return report(s, F_SITE_NO_MANIFEST, MANIFEST_NAME, NULL, NULL);
	if (manifest_read(s->folder, &s->manifest_bytes, s->f) < 0)
		return -1;
	return manifest_parse(buf_str(&s->manifest_bytes), &s->arena, &s->manifest, s->f);
}

struct named_source {
	const char *path;
	size_t source;
};

static int by_path(const void *a, const void *b)
{
	return strcmp(((const struct named_source *)a)->path, ((const struct named_source *)b)->path);
}

static void list_files(struct publishing *s)
{
	struct named_source *all;

	extra_add(s, (struct extra){ MANIFEST_NAME, buf_str(&s->manifest_bytes), NULL });
	s->n = s->manifest.n + s->n_extras;
	all = arena_calloc(&s->arena, s->n, sizeof(*all));
	for (size_t i = 0; i < s->n; i++)
		all[i] = (struct named_source){ i < s->manifest.n ? s->manifest.files[i].path
								  : s->extras[i - s->manifest.n].path,
						i };
	qsort(all, s->n, sizeof(*all), by_path);
	s->files = arena_calloc(&s->arena, s->n, sizeof(*s->files));
	s->sources = arena_calloc(&s->arena, s->n, sizeof(*s->sources));
	for (size_t i = 0; i < s->n; i++) {
		const struct extra *x = all[i].source < s->manifest.n
						? NULL
						: &s->extras[all[i].source - s->manifest.n];

		s->files[i].path = all[i].path;
		s->sources[i] = all[i].source;
		if (x && x->id)
			memcpy(s->files[i].id, x->id, strlen(x->id) + 1);
	}
}

/* What is published is what the manifest names, to the byte. */
static int read_file(void *ctx, size_t i, struct buf *out, struct findings *f)
{
	struct publishing *s = ctx;
	const struct manifest_file *file;
	unsigned char hash[HASH_SIZE];

	if (s->sources[i] >= s->manifest.n) {
		buf_add_slice(out, s->extras[s->sources[i] - s->manifest.n].bytes);
		return 0;
	}
	file = &s->manifest.files[s->sources[i]];
	if (source_read(s->folder, file->path, out, f) < 0)
		return -1;
	hash_bytes(buf_str(out), hash);
	if (memcmp(hash, file->hash, HASH_SIZE) == 0)
		return 0;
	finding_add(f, F_SITE_CHANGED, place_of(file->path), NULL);
	return -1;
}

/* What both manifests name with one hash, and the branch holds with another. */
static void tell_altered(struct publishing *s)
{
	for (size_t i = 0; i < s->n; i++) {
		const char *path = s->files[i].path;
		const unsigned char *then = manifest_hash(&s->old_manifest, path);
		const unsigned char *now = manifest_hash(&s->manifest, path);
		const struct git_entry *e = then && now ? old_find(s, path) : NULL;

		if (then && now && memcmp(then, now, HASH_SIZE) == 0 &&
		    (!e || strcmp(e->id, s->files[i].id) != 0))
			report(s, F_PUBLISH_ALTERED, path, s->p->branch, NULL);
	}
}

static void add_message(struct publishing *s, const char *root, struct buf *out)
{
	char day[DATE_SIZE];
	struct merkle_hash log = log_root(&s->log.log, s->log.log.n);

	buf_add_format(out, "publish: as of %s, source %.12s\n\n",
		       date_format(s->manifest.as_of, day), s->p->source);
	trailers_render(&s->manifest, root, out);
	buf_add_format(out, TRAILER_LOG ": %zu ", s->log.log.n);
	base64_add(out, log.bytes, HASH_SIZE);
	buf_add_char(out, '\n');
}

static int commit(struct publishing *s, struct publication_facts *out)
{
	struct buf message = BUF_INIT;
	struct git_written written = { .objects = 0 };
	struct git_new_commit c = {
		.files = s->files,
		.n = s->n,
		.read = read_file,
		.ctx = s,
		.parent = s->first ? NULL : s->tip.id,
		.identity = s->p->identity,
		.unless_tree = s->first ? NULL : s->tip_text.tree,
		.dry_run = s->p->dry_run,
		.threads = s->p->threads,
	};
	struct git_branch_move move = { s->p->branch, c.parent, written.commit, s->p->identity,
					"luce publish" };
	int rc;

	add_message(s, out->root, &message);
	c.message = message.data;
	rc = git_commit_write(s->p->repo, &c, &written, s->f);
	if (rc == 0 && *written.commit)
		rc = git_branch_set(s->p->repo, &move, s->f);
	if (rc == 0) {
		tell_altered(s);
		memcpy(out->commit, written.commit, sizeof(out->commit));
	}
	out->nothing_new = rc == 0 && !s->first && strcmp(written.tree, s->tip_text.tree) == 0;
	out->objects = written.objects;
	out->bytes = written.bytes;
	buf_release(&message);
	return rc;
}

static void release_all(struct publishing *s)
{
	source_free(s->folder);
	buf_release(&s->manifest_bytes);
	public_log_release(&s->log);
	free(s->extras);
	arena_release(&s->arena);
}

int publish(const struct publication *p, struct publication_facts *out, struct findings *f)
{
	struct publishing s = { .p = p, .f = f, .log = { .by_id = MAP_INIT } };
	int rc;

	*out = (struct publication_facts){ .log_signed = p->signer != NULL };
	if (git_branch_checked_out(p->repo, p->branch))
		rc = report(&s, F_PUBLISH_CHECKED_OUT, NULL, p->branch, NULL);
	else
		rc = releases_check(p->repo, p->source, f);
	if (rc == 0)
		rc = read_old(&s);
	if (rc == 0)
		rc = read_site(&s);
	if (rc == 0)
		rc = extend_log(&s);
	if (rc == 0) {
		site_root(buf_str(&s.manifest_bytes), out->root);
		list_files(&s);
		rc = commit(&s, out);
	}
	out->files = s.n;
	out->log_size = s.log.log.n;
	out->log_added = s.log_added;
	release_all(&s);
	return rc;
}
