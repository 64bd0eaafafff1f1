/*
 * What the three kinds of source share. Only for the source_*.c files.
 */
#ifndef LUCE_STORE_SOURCE_KIND_H
#define LUCE_STORE_SOURCE_KIND_H

#include "store/source.h"

struct listing { /* a source_list under way */
	const struct source *source;
	struct arena *arenas; /* one for each thread */
	unsigned threads;
	bool stamped;
	struct source_file *items;
	size_t n, cap;
	struct findings *findings; /* may be NULL */
};

struct source_kind { /* paths given to these are valid and not hidden */
	int (*list)(struct source *s, const char *folder, struct listing *l); /* in order */
	/* A file of more than `most` bytes is a finding. */
	int (*read)(struct source *s, const char *path, uint64_t most, struct buf *out,
		    struct findings *f);
	bool (*has)(struct source *s, const char *path);
	void (*free)(struct source *s);
	/* What names the file's bytes wherever they stand; NULL where that is not known. The kind may have none. */
	const char *(*object)(struct source *s, const char *path);
};

struct source { /* the first member of each kind */
	const struct source_kind *kind;
	const char *revision;
	minute_t time;
};

/* The path is copied. */
void listing_add(struct listing *l, const char *path);

/* Each returns -1, and is quiet if f is NULL. */
int source_report(const struct source *s, const char *path, enum finding_id id, const char *arg,
		  struct findings *f);
int source_report_errno(const struct source *s, const char *path, int err, struct findings *f);
int source_report_size(const struct source *s, const char *path, uint64_t size, uint64_t most,
		       struct findings *f);

/* A source whose files are all known by name: memory, a revision. */
struct named {
	const char *path;
	const char *special; /* "symlink", "submodule"; NULL for a regular file */
	const void *file; /* what the kind of source needs to read it */
};

/* v is sorted bytewise by path. */
int listing_add_named(struct listing *l, const char *folder, const struct named *v, size_t n);
const struct named *named_find(const struct named *v, size_t n, const char *path);
/* The regular file of this path; NULL with a finding. */
const struct named *named_open(const struct source *s, const struct named *v, size_t n,
			       const char *path, struct findings *f);

#endif
