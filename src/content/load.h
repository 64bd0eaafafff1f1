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

struct source;

enum kind {
	FILE_UNKNOWN,
	FILE_SITE,
	FILE_CATEGORIES,
	FILE_WITHHELD,
	FILE_REDIRECTS,
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
	bool done; /* looked at */
	bool ok; /* decoded */
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
};

/* ---- load.c ---- */

struct file *file_find(const struct loader *l, const char *path);
const char *path_ending(struct worker *w, const char *path, const char *end);
/* Reads a file into the worker's bytes, and takes its hash. */
int loader_read(struct loader *l, struct worker *w, struct file *file);
/* Decodes and releases json; -1 also where it is NULL. */
int load_json(struct loader *l, struct worker *w, const char *path, const struct record *r,
	      json_t *json, void *out);
/* A file that is one array; items go where the content keeps them. */
int load_array(struct loader *l, struct worker *w, struct file *file, const struct record *r,
	       void *out);

/* ---- load_notice.c ---- */

/* A notice with its annexes and attachments. */
int load_notice(struct loader *l, struct worker *w, struct file *file, struct notice *n);
/* Files beside notices that no notice accounts for. */
int check_annexes_file(struct loader *l, struct worker *w, const struct file *file);
void check_attachment_files(struct loader *l, struct worker *w);

#endif
