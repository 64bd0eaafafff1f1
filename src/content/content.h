/*
 * The content of one portal at one revision: all records, and the ways to
 * find them.
 *
 *	struct content *c = content_load(source, threads, findings);
 *	... content_entity(c, "440400-0001") ...
 *	content_free(c);
 *
 * Loading goes on past errors, so that one run reports all there is; a
 * record that cannot be decoded is a finding and absent from the result, so
 * nothing may be published from a content with errors.
 */
#ifndef LUCE_CONTENT_CONTENT_H
#define LUCE_CONTENT_CONTENT_H

#include "base/finding.h"
#include "base/hash.h"
#include "base/map.h"
#include "base/mem.h"
#include "content/model.h"

struct kept;
struct source;
struct source_file;

/*
 * Ids of the records that could not be decoded, so that a reference to one is no second error. Of
 * a region its authorities are lost too, and nobody knows which: this key then stands for them,
 * and the one below for the categories.
 */
#define BROKEN_AUTHORITY "authorities"
#define BROKEN_CATEGORY "categories"

struct content_file {
	const char *path;
	unsigned char hash[HASH_SIZE]; /* SHA-256 of its bytes; zeros where it was not read */
};

struct content {
	struct site site;
	ARRAY_OF(struct category) categories;
	ARRAY_OF(struct calendar) calendars; /* by year */
	ARRAY_OF(struct region) regions; /* by code; all arrays are in the order of their ids */
	ARRAY_OF(struct rules) rules;
	ARRAY_OF(struct entity) entities;
	ARRAY_OF(struct assessor) assessors;
	ARRAY_OF(struct notice) notices;
	ARRAY_OF(struct withheld) withheld;
	ARRAY_OF(struct redirect) redirects;

	ARRAY_OF(struct content_file) files; /* all below content/, in path order */

	struct map region_by_code, rules_by_id, entity_by_id, assessor_by_id, notice_by_id;
	struct map authority_by_id; /* struct authority */
	struct map authority_region; /* authority id -> struct region */
	struct map broken; /* see BROKEN_AUTHORITY */

	struct arena *arenas; /* one per loading thread, and one for what was made later */
	size_t n_arenas;
};

/* Never NULL; see findings. */
struct content *content_load(struct source *s, unsigned threads, struct findings *f);
/*
 * The same content and findings, sooner: what did not change since is taken
 * from a snapshot, and the snapshot replaced where much did. Only sources
 * with stamps gain by it.
 */
struct content *content_load_kept(struct source *s, struct kept *kept, unsigned threads,
				  struct findings *f);
/*
 * The same in two steps, for who may find that there is no need of the second: what files there
 * are, none of them read; and from that the content, which takes the listing.
 */
struct content_listing {
	struct source_file *files; /* with their stamps */
	size_t n;
	bool read, whole; /* every folder was read; and nothing was found in doing so */
	/* Private. */
	struct arena *arenas;
	size_t n_arenas; /* as many as threads */
};

struct content_listing *content_list(struct source *s, unsigned threads, struct findings *f);
void content_listing_free(struct content_listing *l);
struct content *content_load_listed(struct source *s, struct content_listing *listing,
				    struct kept *kept, struct findings *f);

/*
 * The same content, sooner: companies and notices that stand in `from` with
 * the same bytes (source_same) are those of `other`, which was loaded from it
 * without errors, and must outlive this one. What is no error in such a
 * record (a warning of its decoding) is not said again.
 */
struct content *content_load_beside(struct source *s, const struct content *other,
				    struct source *from, unsigned threads, struct findings *f);
/* For kept_open. program: what tells one build of it from another. */
void content_snapshot_key(const char *program, unsigned char key[HASH_SIZE]);
void content_free(struct content *c);

/* NULL where there is none. */
const struct region *content_region(const struct content *c, const char *code);
const struct rules *content_rules(const struct content *c, const char *id);
const struct entity *content_entity(const struct content *c, const char *id);
const struct assessor *content_assessor(const struct content *c, const char *id);
const struct notice *content_notice(const struct content *c, const char *id);
const struct authority *content_authority(const struct content *c, const char *id);
const struct region *content_authority_region(const struct content *c, const char *id);
const struct category *content_category(const struct content *c, const char *code);

/*
 * The SHA-256 of a file's bytes as they were decoded, HASH_SIZE of them: of
 * content/site.json, which has no field for it, and of any other. NULL where
 * there is no such file, or it was not read: attachments that no notice
 * names are not.
 */
const unsigned char *content_file_hash(const struct content *c, const char *path);

/* The same texts in the same order. */
bool strings_same(const struct strings *a, const struct strings *b);

/* What says that a file had to be taken down by law; NULL where nothing does. */
const struct withheld *content_withheld(const struct content *c, const char *path);

/*
 * The file `path` at a JSON Pointer made by printf. For findings: the
 * pointer lives in the findings' arena, so make it only when something is wrong.
 */
struct place place_in(struct findings *f, const char *path, const char *pointer, ...)
	__attribute__((format(printf, 3, 4)));

/* The file itself. */
struct place place_of(const char *path);

/* What a row does and where, with the annex's defaults filled in. */
int row_action(const struct annex *a, const struct row *r);
const char *row_list(const struct annex *a, const struct row *r);
/* The printed cell of a role; NULL where the annex has no such column or the cell is empty. */
const char *row_cell(const struct annex *a, const struct row *r, enum column_role role);
bool notice_id_valid(const char *id); /* 440400/2025/factory-list */
/* "440400/factory" into its parts; the region is copied to a, the category points into list. -1: no list. */
int list_split(struct arena *a, const char *list, const char **region, const char **category);

#endif
