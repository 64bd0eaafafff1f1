/*
 * A pack of new objects, streamed into libgit2's indexer, which makes its
 * index and keeps nothing of it in memory (its own writer of packs takes ten
 * times the time and fifty times the memory). Only for git/.
 *
 *	pack_begin(&p, r, n, f)		how many objects there will be
 *	pack_deflate(…, &packed)	any thread: one object as it stands in a pack
 *	pack_add(&p, &packed, f)	n times
 *	pack_commit(&p, f)
 *	pack_release(&p)		without a commit: nothing was written
 */
#ifndef LUCE_GIT_PACK_H
#define LUCE_GIT_PACK_H

#include <git2.h>
#include <openssl/evp.h>

#include "base/buf.h"
#include "base/finding.h"

struct git_repo;

struct pack {
	git_indexer *indexer;
	git_indexer_progress progress;
	EVP_MD_CTX *sha1; /* of all bytes so far: what a pack ends in */
	uint64_t bytes;
};

/* These return -1 with a finding. */
int pack_begin(struct pack *p, struct git_repo *r, size_t objects, struct findings *f);
int pack_add(struct pack *p, struct str packed, struct findings *f);
int pack_commit(struct pack *p, struct findings *f);
void pack_release(struct pack *p);

/* Appends the object. */
void pack_deflate(git_object_t type, struct str bytes, struct buf *out);

#endif
