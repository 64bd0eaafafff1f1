/*
 * Inside of loading: what load.c and load_notice.c share. Nobody else
 * includes this; content.h is the contract.
 */
#ifndef LUCE_CONTENT_LOAD_H
#define LUCE_CONTENT_LOAD_H

#include <jansson.h>

#include "base/intern.h"
#include "content/content.h"
#include "content/record.h"
#include "store/kept.h"
#include "store/source.h"

enum kind {
	FILE_UNKNOWN,
	FILE_SITE,
	FILE_CATEGORIES,
	FILE_WITHHELD,
	FILE_REDIRECTS,
	FILE_SIGNERS, /* ssh's, for luce audit */
	FILE_CALENDAR,
	FILE_REGION,
	FILE_RULES,
	FILE_ENTITY,
	FILE_ASSESSOR,
	FILE_NOTICE,
	FILE_ANNEXES, /* loaded with its notice */
	FILE_ATTACHMENT, /* checked with its notice */
	FILE_KINDS
};

struct file {
	const char *path;
	struct content_file *entry; /* what the content will say of it */
	int kind; /* enum kind */
	size_t slot; /* among those of its kind */
	const struct file *notice; /* of annexes: that they were loaded with */
	bool done; /* looked at */
	bool read; /* its hash is known */
	bool ok; /* decoded */
	bool sound; /* decoded, and nothing was found in doing so */
	/* ---- snapshot.c ---- */
	bool fresh; /* as it was when the snapshot was made */
	bool hashed; /* its entry has the hash of then */
	uint32_t packed_len;
	const struct chunk *chunk; /* that it lies in */
	const char *packed; /* its record as it was then; NULL: none */
	struct source_stamp stamp;
};

struct worker {
	struct arena *arena;
	struct intern intern;
	struct findings findings;
	struct buf bytes, path;
};

struct loader {
	struct content *c;
	struct source *source;
	struct file *files; /* in path order */
	size_t n_files;
	size_t count[FILE_KINDS];
	struct worker *workers;
	const struct content *beside; /* records are taken from it; NULL: there is none */
	struct source *beside_source;
	struct kept *kept; /* NULL: there is no snapshot */
	bool keeping; /* a new one is being made */
	struct chunk *chunks;
	size_t n_chunks;
};

/* ---- listing.c ---- */

int file_kind(const char *path); /* enum kind */

/* ---- load.c ---- */

struct file *file_find(const struct loader *l, const char *path);
/* The file beside another, which differs in its ending. */
struct file *file_beside(const struct loader *l, struct worker *w, const struct file *file,
			 const char *end);
const char *path_ending(struct worker *w, const char *path, const char *end);
/*
 * FILE_TAKEN: out, which was zeroed, is filled from the snapshot, or from the
 * content beside, and a notice's text too; FILE_READ: the bytes are with the worker, to be decoded.
 */
enum { FILE_TAKEN, FILE_READ };
int loader_open(struct loader *l, struct worker *w, struct file *file, const struct record *r,
		void *out);
/* Makes its hash known. */
int loader_hash(struct loader *l, struct worker *w, struct file *file);
/* Decodes and releases json; -1 also where it is NULL. */
int load_json(struct loader *l, struct worker *w, const char *path, const struct record *r,
	      json_t *json, void *out);
/* A file that is one array; items go where the content keeps them. */
int load_array(struct loader *l, struct worker *w, struct file *file, const struct record *r,
	       void *out);

/* ---- snapshot.c ---- */

/* Finds out which files are fresh, and begins a new snapshot where too few are. */
void snapshot_read(struct loader *l, unsigned threads);
/* The record as it was decoded then; false where there is none, and *out is zeros. */
bool snapshot_record(struct worker *w, const struct file *file, const struct record *r, void *out);
/* After all files were decoded, before their records are put in order. */
void snapshot_write(struct loader *l, unsigned threads);

/* ---- load_beside.c ---- */

/* The record of the content beside, if it was decoded from the same bytes; false where not, and *out is as it was. */
bool beside_record(struct loader *l, struct file *file, void *out);

/* ---- load_notice.c ---- */

/* A notice with its annexes and attachments. */
int load_notice(struct loader *l, struct worker *w, struct file *file, struct notice *n);
/* Files beside notices that no notice accounts for. */
int check_annexes_file(struct loader *l, struct worker *w, const struct file *file);
void check_attachment_files(struct loader *l, struct worker *w);

#endif
