/*
 * The Merkle tree of RFC 6962, section 2.1, over SHA-256: its root, and proofs
 * that a leaf is in it and that it began as a smaller tree.
 *
 * A tree is given by its leaf hashes, oldest first. A portal publishes some
 * thousand notices a year, so they are all kept, and nothing else is.
 */
#ifndef LUCE_LOG_MERKLE_H
#define LUCE_LOG_MERKLE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/hash.h"

enum { PROOF_MOST = 65 }; /* hashes of the longest proof in a tree of fewer than 2^64 leaves */

struct merkle_hash {
	unsigned char bytes[HASH_SIZE];
};

struct merkle_proof {
	struct merkle_hash items[PROOF_MOST];
	size_t n;
};

bool merkle_equal(const struct merkle_hash *a, const struct merkle_hash *b);

struct merkle_hash merkle_leaf(struct str entry); /* SHA-256(0x00 || entry) */
struct merkle_hash merkle_node(const struct merkle_hash *left, const struct merkle_hash *right);
struct merkle_hash merkle_root(const struct merkle_hash *leaves, uint64_t n);

/* That the index-th of n leaves is in their tree (PATH of 2.1.1). index < n. */
void merkle_inclusion(const struct merkle_hash *leaves, uint64_t n, uint64_t index,
		      struct merkle_proof *out);
/* That the first `old` of n leaves are the tree as it was (PROOF of 2.1.2). old <= n. */
void merkle_consistency(const struct merkle_hash *leaves, uint64_t n, uint64_t old,
			struct merkle_proof *out);

/* These take proofs from anywhere: of any length, for any numbers. */
bool merkle_inclusion_holds(const struct merkle_proof *p, const struct merkle_hash *leaf,
			    uint64_t index, uint64_t n, const struct merkle_hash *root);
bool merkle_consistency_holds(const struct merkle_proof *p, uint64_t old,
			      const struct merkle_hash *old_root, uint64_t n,
			      const struct merkle_hash *root);

#endif
