#include "release/public_log.h"

#include <stdlib.h>
#include <string.h>

#include "content/names.h"
#include "rules/rules.h"
#include "store/source.h"

static int report(struct findings *f, enum finding_id id, const char *path, const char *arg)
{
	finding_add(f, id, place_of(path), arg);
	return -1;
}

static const char *number(struct arena *a, uint64_t n)
{
	return arena_printf(a, "%llu", (unsigned long long)n);
}

/* ---- reading ---- */

static const char *tile_file(struct public_log *l, struct tile t)
{
	struct buf path = BUF_INIT;
	const char *kept;

	buf_add_str(&path, LOG_FOLDER);
	tile_path(t, &path);
	kept = arena_strdup(&l->arena, path.data);
	buf_release(&path);
	return kept;
}

static int read_bundles(struct public_log *l, struct source *site, struct findings *f)
{
	struct buf bytes = BUF_INIT;
	int rc = 0;

	for (struct tile t = TILE_FIRST;
	     rc == 0 && tile_next(l->checkpoint.size, &t) && t.level == TILE_ENTRIES;) {
		const char *path = tile_file(l, t);

		buf_clear(&bytes);
		rc = source_read(site, path, &bytes, f);
		if (rc == 0 && log_add_bundle(&l->log, buf_str(&bytes), t.width) < 0)
			rc = report(f, F_LOG_FILE, path, NULL);
	}
	buf_release(&bytes);
	return rc;
}

static int parse_entries(struct public_log *l, struct findings *f)
{
	l->entries = arena_calloc(&l->arena, l->log.n, sizeof(*l->entries));
	for (size_t i = 0; i < l->log.n; i++) {
		struct entry *e = &l->entries[i];

		if (entry_parse(l->log.entries[i], &l->arena, e) < 0 || !map_add(&l->by_id, e->id, e))
			return report(f, F_LOG_ENTRY, LOG_FOLDER LOG_CHECKPOINT,
				      number(&l->arena, i));
	}
	return 0;
}

static bool is_page(const char *name)
{
	size_t len = strlen(name), ending = strlen(LOG_PAGES);

	if (len <= ending || strchr(name, '/') || strcmp(name + len - ending, LOG_PAGES) != 0)
		return false;
	return strspn(name, "0123456789") >= 6 || strcmp(name, "index" LOG_PAGES) == 0;
}

/* A file below log/: a tile of this tree or of one that it was, the checkpoint, the key, a page for people. */
static int check_file(struct public_log *l, struct source *site, const char *path, struct findings *f)
{
	const char *name = path + strlen(LOG_FOLDER);
	struct buf got = BUF_INIT, expected = BUF_INIT;
	struct tile t;
	int rc;

	if (strcmp(name, LOG_CHECKPOINT) == 0 || strcmp(name, LOG_KEY) == 0 || is_page(name))
		return 0;
	if (tile_parse(name, &t) < 0 || !tile_within(l->log.n, t))
		return report(f, F_LOG_FILE, path, NULL);
	rc = source_read(site, path, &got, f);
	log_tile(&l->log, t, &expected);
	if (rc == 0 && (got.len != expected.len || memcmp(got.data, expected.data, got.len) != 0))
		rc = report(f, F_LOG_FILE, path, NULL);
	buf_release(&got);
	buf_release(&expected);
	return rc;
}

/* All tiles that the tree needs, and whatever else lies there. */
static int check_files(struct public_log *l, struct source *site, struct findings *f)
{
	struct source_file *files;
	size_t n;
	int rc = source_list(site, "log", &l->arena, &files, &n, f);

	for (struct tile t = TILE_FIRST; tile_next(l->log.n, &t);) {
		const char *path = tile_file(l, t);

		if (!source_has(site, path))
			rc = report(f, F_SITE_LACKS, path, NULL);
	}
	for (size_t i = 0; i < n; i++)
		if (check_file(l, site, files[i].path, f) < 0)
			rc = -1;
	return rc;
}

int public_log_read(struct public_log *l, struct source *site, struct findings *f)
{
	static const char path[] = LOG_FOLDER LOG_CHECKPOINT;
	struct merkle_hash root;

	*l = (struct public_log){ .by_id = MAP_INIT };
	if (!source_has(site, path))
		return 0;
	l->present = true;
	if (source_read(site, path, &l->bytes, f) < 0)
		return -1;
	if (checkpoint_parse(buf_str(&l->bytes), &l->checkpoint) < 0 || l->checkpoint.size > LOG_MOST)
		return report(f, F_LOG_CHECKPOINT, path, NULL);
	if (read_bundles(l, site, f) < 0)
		return -1;
	root = log_root(&l->log, l->log.n);
	if (!merkle_equal(&root, &l->checkpoint.root))
		return report(f, F_LOG_ROOT, path, NULL);
	if (check_files(l, site, f) < 0)
		return -1;
	return parse_entries(l, f);
}

void public_log_release(struct public_log *l)
{
	log_release(&l->log);
	buf_release(&l->bytes);
	map_release(&l->by_id);
	arena_release(&l->arena);
}

/* ---- the content beside it ---- */

struct entry notice_entry(const struct notice *n)
{
	struct entry e = {
		.id = n->id,
		.type = notice_type_names[n->type],
		.published = n->published,
		.path = n->path,
		.annex_path = n->annex_path,
	};

	memcpy(e.hash, n->hash, HASH_SIZE);
	if (n->annex_path)
		memcpy(e.annex_hash, n->annex_hash, HASH_SIZE);
	return e;
}

void public_log_extend(struct public_log *l, const struct content *c, minute_t seen, size_t *added)
{
	struct buf bytes = BUF_INIT;

	*added = 0;
	for (size_t i = 0; i < c->notices.n; i++) { /* by id */
		const struct notice *n = &c->notices.items[i];
		struct entry e;

		if (!notice_seen(n, seen) || map_get(&l->by_id, n->id))
			continue;
		e = notice_entry(n);
		buf_clear(&bytes);
		entry_render(&e, &bytes);
		log_add(&l->log, buf_str(&bytes));
		map_add(&l->by_id, n->id, arena_memdup(&l->arena, &e, sizeof(e)));
		++*added;
	}
	buf_release(&bytes);
}

static bool same_file(const struct content *c, const char *path, const unsigned char *hash,
		      const char *path_then, const unsigned char *hash_then)
{
	const char *any = path_then ? path_then : path;

	if (any && content_withheld(c, any))
		return true;
	if (!path || !path_then)
		return path == path_then;
	return strcmp(path, path_then) == 0 && memcmp(hash, hash_then, HASH_SIZE) == 0;
}

static bool as_published(const struct content *c, const struct notice *n, const struct entry *e)
{
	return strcmp(notice_type_names[n->type], e->type) == 0 && n->published == e->published &&
	       same_file(c, n->path, n->hash, e->path, e->hash) &&
	       same_file(c, n->annex_path, n->annex_hash, e->annex_path, e->annex_hash);
}

/* Whether redirects.json says that the notice's page ended or moved. */
static bool redirected(const struct content *c, const char *id)
{
	for (size_t i = 0; i < c->redirects.n; i++) {
		const char *from = c->redirects.items[i].from;
		size_t len = strlen(id);

		if (strncmp(from, "notice/", 7) == 0 && strncmp(from + 7, id, len) == 0 &&
		    strcmp(from + 7 + len, ".html") == 0)
			return true;
	}
	return false;
}

int public_log_compare(const struct public_log *l, const struct content *c, minute_t seen,
		       struct findings *f)
{
	struct map_entry *entries = map_sorted(&l->by_id);
	int rc = 0;

	for (size_t i = 0; i < c->notices.n; i++) {
		const struct notice *n = &c->notices.items[i];

		if (notice_seen(n, seen) && !map_get(&l->by_id, n->id))
			rc = report(f, F_LOG_MISSING, n->path, n->id);
	}
	for (size_t i = 0; i < l->by_id.n; i++) {
		const struct entry *e = entries[i].value;
		const struct notice *n = content_notice(c, e->id);

		if (n && notice_seen(n, seen)) {
			if (!as_published(c, n, e))
				report(f, F_LOG_EDITED, n->path, e->id);
		} else if (!redirected(c, e->id) && !content_withheld(c, e->path)) {
			rc = report(f, F_LOG_GONE, e->path, e->id);
		}
	}
	free(entries);
	return rc;
}

/* ---- what was kept, who signed ---- */

int public_log_kept(const struct public_log *l, struct str kept, const char *name, struct findings *f)
{
	struct checkpoint c;
	struct merkle_hash root;
	struct arena a = ARENA_INIT;
	int rc = 0;

	if (checkpoint_parse(kept, &c) < 0)
		return report(f, F_LOG_CHECKPOINT, name, NULL);
	if (c.origin.len != l->checkpoint.origin.len ||
	    memcmp(c.origin.data, l->checkpoint.origin.data, c.origin.len) != 0) {
		finding_add(f, F_LOG_ORIGIN, place_of(name),
			    arena_strndup(&a, c.origin.data, c.origin.len),
			    arena_strndup(&a, l->checkpoint.origin.data, l->checkpoint.origin.len));
		rc = -1;
	} else if (c.size > l->log.n) {
		finding_add(f, F_LOG_CUT, place_of(name), number(&a, c.size), number(&a, l->log.n));
		rc = -1;
	} else {
		root = log_root(&l->log, (size_t)c.size);
		if (!merkle_equal(&root, &c.root))
			rc = report(f, F_LOG_REWRITTEN, name, number(&a, c.size));
	}
	arena_release(&a);
	return rc;
}

int public_log_signature(const struct public_log *l, const struct note_key *key, struct findings *f)
{
	static const char path[] = LOG_FOLDER LOG_CHECKPOINT;
	const struct note *note = &l->checkpoint.note;
	struct arena a = ARENA_INIT;
	int rc = 0;

	if (key && note_verify(note, key, NULL) != NOTE_SIGNED)
		rc = report(f, F_LOG_SIGNATURE, path,
			    arena_strndup(&a, key->name.data, key->name.len));
	else if (!key && note->n == 0)
		report(f, F_LOG_UNSIGNED, path, NULL);
	else if (!key)
		report(f, F_LOG_UNCHECKED, path,
		       arena_strndup(&a, note->signatures[0].name.data, note->signatures[0].name.len));
	arena_release(&a);
	return rc;
}
