/*
 * Where content is read from: the work tree, a revision of it straight from
 * git's object database, or memory (tests). Who reads cannot tell which.
 *
 * Paths are from the portal's folder, separated by '/'; those with empty
 * parts, "." or ".." are refused, and no symlink is followed below the
 * folder. Names that begin with '.' are no part of a source. A source is
 * read by several threads at once only through source_read, source_has and
 * source_same.
 */
#ifndef LUCE_STORE_SOURCE_H
#define LUCE_STORE_SOURCE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/date.h"
#include "base/finding.h"
#include "base/mem.h"

struct source;

/*
 * A file with the same stamp as before has the same bytes, but for one that
 * was written so lately that the clock may not have moved since: see kept.h.
 */
struct source_stamp { /* zeros: none */
	int64_t size;
	int64_t modified, changed; /* nanoseconds since 1970 */
	uint64_t inode;
};

struct source_file {
	const char *path;
	struct source_stamp stamp; /* of source_list_stamped */
};

enum {
	SOURCE_FILE_MOST = 64 << 20, /* bytes; larger files are a finding */
	SOURCE_DEPTH_MOST = 64, /* folders within folders */
};

/* The work tree of the portal at dir. NULL with a finding. */
struct source *source_open_tree(const char *dir, struct findings *f);
/* The portal at dir as it was in a revision. NULL with a finding. */
struct source *source_open_revision(const char *dir, const char *rev, struct findings *f);
/* An empty source in memory, and a file put into it (bytes are copied). */
struct source *source_new_memory(void);
void source_put(struct source *s, const char *path, struct str bytes);
void source_free(struct source *s);

/* The full commit id; NULL for the work tree and memory. */
const char *source_revision(const struct source *s);
/* The commit's time; DATE_NONE for the work tree and memory. */
minute_t source_time(const struct source *s);

/*
 * The regular files below a folder ("" is all), sorted bytewise by path;
 * names that begin with '.' are passed over. Symlinks, devices and
 * submodules are findings. An absent folder is an empty list. -1 with a
 * finding where a folder cannot be read: the list then holds the others.
 * The arena owns the array.
 */
int source_list(struct source *s, const char *folder, struct arena *a, struct source_file **out,
		size_t *n, struct findings *f);
/*
 * The same on several threads, with stamps where the source has them. The
 * paths are in the arenas, the array is the caller's to free.
 */
int source_list_stamped(struct source *s, const char *folder, struct arena *arenas,
			unsigned threads, struct source_file **out, size_t *n, struct findings *f);
/* The bytes of a file, appended to out. -1 with a finding, out as it was; quiet if f is NULL. */
int source_read(struct source *s, const char *path, struct buf *out, struct findings *f);
/* The same of a file that may be larger than others, up to `most` bytes: a list of all files. */
int source_read_large(struct source *s, const char *path, uint64_t most, struct buf *out,
		      struct findings *f);
/* Whether there is a regular file of this path. */
bool source_has(struct source *s, const char *path);
/* Whether, without reading it, the file is known to have the same bytes in both: in two revisions. */
bool source_same(struct source *a, struct source *b, const char *path);
/* A place in this source. */
struct place source_place(const struct source *s, const char *path);

#endif
