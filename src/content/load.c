/*
 * Loading: every file below content/ has one place in the model, told by
 * its path. Files are decoded on several threads, each into an arena of its
 * own; the slots were counted before, so the result does not depend on who
 * decoded what.
 */
#include <stdlib.h>
#include <string.h>

#include "base/hash.h"
#include "base/thread.h"
#include "content/load.h"
#include "content/references.h"
#include "content/tables.h"
#include "format/json.h"
#include "format/text.h"
#include "store/source.h"

/* ---- names ---- */

/* "content/entities/440400/440400-0001.json" -> "440400-0001" */
static const char *base_name(struct arena *a, const char *path)
{
	const char *slash = strrchr(path, '/');
	const char *dot = strrchr(path, '.');

	return arena_strndup(a, slash + 1, (size_t)(dot - slash - 1));
}

static bool is_base_name(const char *path, const char *name)
{
	const char *slash = strrchr(path, '/');
	size_t len = strlen(name);

	return strncmp(slash + 1, name, len) == 0 && slash + 1 + len == strrchr(path, '.');
}

/* The path with another ending, in the worker's room for one. */
const char *path_ending(struct worker *w, const char *path, const char *end)
{
	buf_clear(&w->path);
	buf_add(&w->path, path, (size_t)(strrchr(path, '.') - path));
	buf_add_str(&w->path, end);
	return w->path.data;
}

/* ---- reading one file ---- */

struct file *file_find(const struct loader *l, const char *path)
{
	size_t low = 0, high = l->n_files;

	while (low < high) {
		size_t mid = low + (high - low) / 2;
		int c = strcmp(l->files[mid].path, path);

		if (c == 0)
			return &l->files[mid];
		if (c < 0)
			low = mid + 1;
		else
			high = mid;
	}
	return NULL;
}

/* Mostly the one next to it, in path order. */
struct file *file_beside(const struct loader *l, struct worker *w, const struct file *file,
			 const char *end)
{
	const char *path = path_ending(w, file->path, end);
	size_t i = (size_t)(file - l->files);

	if (i && strcmp(l->files[i - 1].path, path) == 0)
		return &l->files[i - 1];
	if (i + 1 < l->n_files && strcmp(l->files[i + 1].path, path) == 0)
		return &l->files[i + 1];
	return file_find(l, path);
}

/* same: whether it has the hash that the snapshot knows. */
static int loader_read(struct loader *l, struct worker *w, struct file *file, bool *same)
{
	unsigned char hash[HASH_SIZE];

	buf_clear(&w->bytes);
	if (source_read(l->source, file->path, &w->bytes, &w->findings) < 0)
		return -1;
	hash_bytes(buf_str(&w->bytes), hash);
	*same = file->hashed && memcmp(hash, file->entry->hash, HASH_SIZE) == 0;
	memcpy(file->entry->hash, hash, HASH_SIZE);
	file->read = true;
	return 0;
}

int loader_hash(struct loader *l, struct worker *w, struct file *file)
{
	bool same;

	if (!file->fresh || !file->hashed)
		return loader_read(l, w, file, &same);
	file->read = true;
	return 0;
}

int loader_open(struct loader *l, struct worker *w, struct file *file, const struct record *r,
		void *out)
{
	bool same = file->fresh && file->hashed;

	if (beside_record(l, file, out))
		return FILE_TAKEN;
	if (!same && loader_read(l, w, file, &same) < 0)
		return -1;
	if (same && snapshot_record(w, file, r, out)) {
		file->read = file->sound = true;
		return FILE_TAKEN;
	}
	if (file->fresh && loader_read(l, w, file, &same) < 0)
		return -1;
	return FILE_READ;
}

int load_json(struct loader *l, struct worker *w, const char *path, const struct record *r,
	      json_t *json, void *out)
{
	struct decoder d = { w->arena, &w->findings, source_place(l->source, path), &w->intern };
	int status;

	if (!json)
		return -1;
	status = record_decode(&d, r, json, "", out);
	json_decref(json);
	return status;
}

/* out is zeroed. */
static int load_record(struct loader *l, struct worker *w, struct file *file,
		       const struct record *r, void *out)
{
	int rc = loader_open(l, w, file, r, out);
	size_t found = w->findings.n;

	if (rc != FILE_READ)
		return rc < 0 ? -1 : 0;
	rc = load_json(l, w, file->path, r,
		       json_parse(buf_str(&w->bytes), source_place(l->source, file->path),
				  &w->findings),
		       out);
	file->sound = w->findings.n == found;
	return rc;
}

/* A file that is one array; items go where the content keeps them. */
int load_array(struct loader *l, struct worker *w, struct file *file, const struct record *r,
	       void *out)
{
	struct array_file array = { { NULL, 0 } };
	int status = load_record(l, w, file, r, &array);

	memcpy(out, &array.items, sizeof(array.items));
	return status;
}

/* The id a file's name gives must be the one it states. */
static int check_id(struct loader *l, struct worker *w, const char *path, const char *stated,
		    const char *key)
{
	struct place place = source_place(l->source, path);

	if (!stated || is_base_name(path, stated))
		return 0;
	place.pointer = key;
	finding_add(&w->findings, F_ID_PATH, place, stated, base_name(w->arena, path));
	return -1;
}

static int load_calendar(struct loader *l, struct worker *w, struct file *file, struct calendar *out)
{
	const char *path = file->path;
	char year[16];

	if (load_record(l, w, file, &calendar_record, out) < 0)
		return -1;
	out->path = path;
	out->hash = file->entry->hash;
	snprintf(year, sizeof(year), "%d", out->year);
	return check_id(l, w, path, year, "/year");
}

static int load_region(struct loader *l, struct worker *w, struct file *file, struct region *out)
{
	const char *path = file->path;
	if (load_record(l, w, file, &region_record, out) < 0)
		return -1;
	out->path = path;
	out->hash = file->entry->hash;
	return check_id(l, w, path, out->code, "/code");
}

static int load_rules(struct loader *l, struct worker *w, struct file *file, struct rules *out)
{
	const char *path = file->path;
	struct place place = source_place(l->source, path);

	const char *id = base_name(w->arena, path);

	if (!form_matches(FORM_RULES, id)) {
		finding_add(&w->findings, F_FILE_NAME, place, id, form_example(FORM_RULES));
		return -1;
	}
	if (load_record(l, w, file, &rules_record, out) < 0)
		return -1;
	out->path = path;
	out->hash = file->entry->hash;
	out->id = id;
	return 0;
}

static int load_entity(struct loader *l, struct worker *w, struct file *file, struct entity *out)
{
	const char *path = file->path;
	struct place place = source_place(l->source, path);
	const char *folder, *rest;

	if (load_record(l, w, file, &entity_record, out) < 0)
		return -1;
	out->path = path;
	out->hash = file->entry->hash;
	if (check_id(l, w, path, out->id, "/id") < 0)
		return -1;
	folder = path + strlen("content/entities/");
	rest = strchr(folder, '/');
	if (strncmp(out->id, folder, (size_t)(rest - folder)) == 0 && out->id[rest - folder] == '-')
		return 0;
	place.pointer = "/id";
	finding_add(&w->findings, F_ID_PATH, place, out->id,
		    arena_printf(w->arena, "%.*s-…", (int)(rest - folder), folder));
	return -1;
}

static int load_assessor(struct loader *l, struct worker *w, struct file *file, struct assessor *out)
{
	const char *path = file->path;
	if (load_record(l, w, file, &assessor_record, out) < 0)
		return -1;
	out->path = path;
	out->hash = file->entry->hash;
	return check_id(l, w, path, out->id, "/id");
}

/* ---- all files ---- */

static int load_file(struct loader *l, struct worker *w, struct file *file)
{
	struct content *c = l->c;

	switch ((enum kind)file->kind) {
	case FILE_UNKNOWN:
		finding_add(&w->findings, F_FILE_UNEXPECTED, source_place(l->source, file->path));
		return -1;
	case FILE_SITE:
		return load_record(l, w, file, &site_record, &c->site);
	case FILE_CATEGORIES:
		return load_array(l, w, file, &categories_record, &c->categories);
	case FILE_WITHHELD:
		return load_array(l, w, file, &withheld_record, &c->withheld);
	case FILE_REDIRECTS:
		return load_array(l, w, file, &redirects_record, &c->redirects);
	case FILE_CALENDAR:
		return load_calendar(l, w, file, &c->calendars.items[file->slot]);
	case FILE_REGION:
		return load_region(l, w, file, &c->regions.items[file->slot]);
	case FILE_RULES:
		return load_rules(l, w, file, &c->rules.items[file->slot]);
	case FILE_ENTITY:
		return load_entity(l, w, file, &c->entities.items[file->slot]);
	case FILE_ASSESSOR:
		return load_assessor(l, w, file, &c->assessors.items[file->slot]);
	case FILE_NOTICE:
		return load_notice(l, w, file, &c->notices.items[file->slot]);
	case FILE_ANNEXES:
		return check_annexes_file(l, w, file);
	case FILE_ATTACHMENT:
	case FILE_SIGNERS:
	case FILE_KINDS:
		return 0;
	}
	return -1;
}

static void work(void *ctx, unsigned worker, size_t i)
{
	struct loader *l = ctx;
	struct file *file = &l->files[i];

	if (file->done)
		return;
	file->done = true;
	file->ok = load_file(l, &l->workers[worker], file) == 0;
}

/* What was taken down by law is known before a notice misses it. */
static void load_withheld(struct loader *l)
{
	struct file *file = file_find(l, "content/withheld.json");

	if (file)
		work(l, 0, (size_t)(file - l->files));
}

static void classify(struct loader *l, const struct content_listing *listing)
{
	l->n_files = listing->n;
	l->files = xcalloc(l->n_files, sizeof(*l->files));
	l->c->files.items = arena_calloc(&l->c->arenas[0], l->n_files, sizeof(*l->c->files.items));
	l->c->files.n = l->n_files;
	for (size_t i = 0; i < l->n_files; i++) {
		struct file *file = &l->files[i];

		file->path = listing->files[i].path;
		file->stamp = listing->files[i].stamp;
		file->entry = &l->c->files.items[i];
		file->entry->path = file->path;
		file->kind = file_kind(file->path);
		file->slot = l->count[file->kind]++;
	}
}

#define MAKE_ROOM(l, array, kind)                                                                  \
	((l)->c->array.items =                                                                     \
		 arena_calloc(&(l)->c->arenas[0], (l)->count[kind], sizeof(*(l)->c->array.items)), \
	 (l)->c->array.n = (l)->count[kind])

/* Closes the gaps that records with errors left. */
#define COMPACT(l, array, wanted)                                                                  \
	do {                                                                                       \
		size_t kept = 0;                                                                   \
		for (size_t i_ = 0; i_ < (l)->n_files; i_++)                                       \
			if ((l)->files[i_].kind == (wanted) && (l)->files[i_].ok) {                \
				(l)->c->array.items[kept] =                                        \
					(l)->c->array.items[(l)->files[i_].slot];                  \
				(l)->files[i_].slot = kept++;                                      \
			}                                                                          \
		(l)->c->array.n = kept;                                                            \
	} while (0)

static void compact(struct loader *l)
{
	COMPACT(l, calendars, FILE_CALENDAR);
	COMPACT(l, regions, FILE_REGION);
	COMPACT(l, rules, FILE_RULES);
	COMPACT(l, entities, FILE_ENTITY);
	COMPACT(l, assessors, FILE_ASSESSOR);
	COMPACT(l, notices, FILE_NOTICE);
}

/* "content/notices/440400/2025/list.md" -> "440400/2025/list"; of other records, their file's name */
static const char *id_by_path(struct arena *a, const struct file *file)
{
	const char *id = file->path + strlen("content/notices/");

	return file->kind == FILE_NOTICE ? arena_strndup(a, id, strlen(id) - 3)
					 : base_name(a, file->path);
}

/* What could not be decoded is known to be there all the same: see content.h. */
static void note_broken(struct loader *l)
{
	struct map *broken = &l->c->broken;

	for (size_t i = 0; i < l->n_files; i++) {
		struct file *file = &l->files[i];

		if (file->ok || file->kind == FILE_UNKNOWN)
			continue;
		map_add(broken, id_by_path(&l->c->arenas[0], file), l->c);
		if (file->kind == FILE_REGION)
			map_add(broken, BROKEN_AUTHORITY, l->c);
	}
}

/* By id: paths sort otherwise, because '-' comes before '.' and '/'. */
#define BY_ID(name, type, id)                                                                      \
	static int name(const void *a, const void *b)                                              \
	{                                                                                          \
		return strcmp(((const struct type *)a)->id, ((const struct type *)b)->id);         \
	}
#define SORT(c, array, by_id)                                                                      \
	qsort((c)->array.items, (c)->array.n, sizeof(*(c)->array.items), by_id)

BY_ID(region_by_id, region, code)
BY_ID(rules_by_id, rules, id)
BY_ID(entity_by_id, entity, id)
BY_ID(assessor_by_id, assessor, id)
BY_ID(notice_by_id, notice, id)

/* Where no name has a '-' in the wrong place they are in order: then qsort need not move them. */
#define SORTED(c, array, by_id)                                                                    \
	do {                                                                                       \
		size_t i_ = 1;                                                                     \
		while (i_ < (c)->array.n &&                                                        \
		       by_id(&(c)->array.items[i_ - 1], &(c)->array.items[i_]) <= 0)               \
			i_++;                                                                      \
		if (i_ < (c)->array.n)                                                             \
			SORT(c, array, by_id);                                                     \
	} while (0)

static void sort_records(struct content *c)
{
	SORT(c, regions, region_by_id);
	SORT(c, rules, rules_by_id);
	SORTED(c, entities, entity_by_id);
	SORT(c, assessors, assessor_by_id);
	SORTED(c, notices, notice_by_id);
}

static void index_records(struct content *c)
{
	map_reserve(&c->entity_by_id, c->entities.n);
	map_reserve(&c->notice_by_id, c->notices.n);
	for (size_t i = 0; i < c->regions.n; i++) {
		struct region *r = &c->regions.items[i];

		map_add(&c->region_by_code, r->code, r);
		for (size_t k = 0; k < r->authorities.n; k++) {
			map_add(&c->authority_by_id, r->authorities.items[k].id,
				&r->authorities.items[k]);
			map_add(&c->authority_region, r->authorities.items[k].id, r);
		}
	}
	for (size_t i = 0; i < c->rules.n; i++)
		map_add(&c->rules_by_id, c->rules.items[i].id, &c->rules.items[i]);
	for (size_t i = 0; i < c->entities.n; i++)
		map_add(&c->entity_by_id, c->entities.items[i].id, &c->entities.items[i]);
	for (size_t i = 0; i < c->assessors.n; i++)
		map_add(&c->assessor_by_id, c->assessors.items[i].id, &c->assessors.items[i]);
	for (size_t i = 0; i < c->notices.n; i++)
		map_add(&c->notice_by_id, c->notices.items[i].id, &c->notices.items[i]);
}

static void check_needed(struct loader *l, struct findings *f)
{
	static const struct {
		int kind;
		const char *path, *schema;
	} needed[] = { { FILE_SITE, "content/site.json", "site" },
		       { FILE_CATEGORIES, "content/categories.json", "categories" } };

	for (size_t i = 0; i < ARRAY_LEN(needed); i++)
		if (!l->count[needed[i].kind])
			finding_add(f, F_PORTAL_FILE, source_place(l->source, NULL), needed[i].path,
				    needed[i].schema);
	if (!l->count[FILE_CATEGORIES])
		map_add(&l->c->broken, BROKEN_CATEGORY, l);
}

static void load_all(struct loader *l, unsigned threads, struct findings *f)
{
	MAKE_ROOM(l, calendars, FILE_CALENDAR);
	MAKE_ROOM(l, regions, FILE_REGION);
	MAKE_ROOM(l, rules, FILE_RULES);
	MAKE_ROOM(l, entities, FILE_ENTITY);
	MAKE_ROOM(l, assessors, FILE_ASSESSOR);
	MAKE_ROOM(l, notices, FILE_NOTICE);
	snapshot_read(l, threads);
	load_withheld(l);
	parallel_for(l->n_files, threads, work, l);
	note_broken(l);
	compact(l);
	snapshot_write(l, threads);
	for (size_t i = 0; i < l->n_files; i++)
		if (!l->files[i].read) /* the snapshot may know a hash, but of when? */
			memset(l->files[i].entry->hash, 0, HASH_SIZE);
	check_attachment_files(l, &l->workers[0]);
	for (unsigned i = 0; i < threads; i++) {
		findings_join(f, &l->workers[i].findings);
		findings_release(&l->workers[i].findings);
		buf_release(&l->workers[i].bytes);
		buf_release(&l->workers[i].path);
	}
}

/* Takes the listing. */
static struct content *load(struct loader *l, struct content_listing *listing, struct findings *f)
{
	struct content *c = xcalloc(1, sizeof(*c));
	unsigned threads = (unsigned)listing->n_arenas;
	bool read = listing->read, whole = listing->whole;

	l->c = c;
	c->arenas = listing->arenas;
	c->n_arenas = listing->n_arenas;
	listing->arenas = NULL;
	listing->n_arenas = 0;
	if (read)
		classify(l, listing);
	content_listing_free(listing);
	if (!read)
		return c;
	l->workers = xcalloc(threads, sizeof(*l->workers));
	for (unsigned i = 0; i < threads; i++)
		l->workers[i].arena = &c->arenas[i];
	load_all(l, threads, f);
	free(l->workers);
	free(l->files);
	sort_records(c);
	index_records(c);
	if (whole) { /* else nobody knows what is missing */
		check_needed(l, f);
		references_check(c, threads, f);
	}
	return c;
}

struct content *content_load(struct source *s, unsigned threads, struct findings *f)
{
	return content_load_listed(s, content_list(s, threads, f), NULL, f);
}

struct content *content_load_listed(struct source *s, struct content_listing *listing,
				    struct kept *kept, struct findings *f)
{
	return load(&(struct loader){ .source = s, .kept = kept }, listing, f);
}

struct content *content_load_kept(struct source *s, struct kept *kept, unsigned threads,
				  struct findings *f)
{
	return content_load_listed(s, content_list(s, threads, f), kept, f);
}

struct content *content_load_beside(struct source *s, const struct content *other,
				    struct source *from, unsigned threads, struct findings *f)
{
	return load(&(struct loader){ .source = s, .beside = other, .beside_source = from },
		    content_list(s, threads, f), f);
}
