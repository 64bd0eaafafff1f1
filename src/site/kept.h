/*
 * What the last build of a site left behind, in OUT/.luce: for each address
 * what it was made from, the hash of its bytes, and the mark of its file; and
 * what all of it was made from, by which a build that has nothing to do is
 * known before anything is read (site/unchanged.h).
 *
 * It is disposable: without it everything is rendered again, to the same
 * bytes. It is believed only if it is whole and of the same program: anything
 * else is as if it were not there.
 */
#ifndef LUCE_SITE_KEPT_H
#define LUCE_SITE_KEPT_H

#include "base/digest.h"
#include "base/hash.h"
#include "base/mem.h"
#include "store/own.h"

#define KEPT_NAME "built"

struct kept_file {
	const char *address;
	struct digest made_from;
	unsigned char hash[HASH_SIZE];
	struct file_mark mark;
};

struct kept {
	struct kept_file *files; /* by address */
	size_t n;
	size_t pages; /* of the files */
	struct digest inputs; /* see site_options; zeros: not known */
	struct file_mark manifest; /* of the file that names them */
	const char **anchors; /* "a/b.html#x", each once: some link leads there, and it is there */
	size_t n_anchors;
};

/* What tells one program from another that might make other bytes: see site_options. */
struct digest kept_program(const char *program, const char *version);

void kept_render(const struct kept *k, struct digest program, struct buf *out);
/* Whether it says that it was made from these, which are known; nothing else of it is looked at. */
bool kept_made_from(struct str bytes, struct digest inputs);
/* All is in the arena, which the bytes must outlive. False: not to be believed, and out is empty. */
bool kept_parse(struct str bytes, struct digest program, struct arena *a, struct kept *out);

/* The file of an address at or after *at, which moves there: for addresses in order. NULL: none. */
const struct kept_file *kept_next(const struct kept *k, size_t *at, const char *address);

#endif
