#include "log/merkle.h"

#include <string.h>

#include "base/mem.h"

enum { LEAF_PREFIX = 0x00, NODE_PREFIX = 0x01 };

bool merkle_equal(const struct merkle_hash *a, const struct merkle_hash *b)
{
	return memcmp(a->bytes, b->bytes, HASH_SIZE) == 0;
}

struct merkle_hash merkle_leaf(struct str entry)
{
	struct buf prefixed = BUF_INIT;
	struct merkle_hash hash = { 0 };

	buf_add_char(&prefixed, LEAF_PREFIX);
	buf_add_slice(&prefixed, entry);
	hash_bytes(buf_str(&prefixed), hash.bytes);
	buf_release(&prefixed);
	return hash;
}

struct merkle_hash merkle_node(const struct merkle_hash *left, const struct merkle_hash *right)
{
	unsigned char both[1 + 2 * HASH_SIZE];
	struct merkle_hash hash = { 0 };

	both[0] = NODE_PREFIX;
	memcpy(both + 1, left->bytes, HASH_SIZE);
	memcpy(both + 1 + HASH_SIZE, right->bytes, HASH_SIZE);
	hash_bytes((struct str){ (const char *)both, sizeof(both) }, hash.bytes);
	return hash;
}

/* The largest power of two below n; n > 1. */
static uint64_t split(uint64_t n)
{
	uint64_t k = 1;

	while (k < n - k) /* 2 k < n, without overflow */
		k *= 2;
	return k;
}

struct merkle_hash merkle_root(const struct merkle_hash *leaves, uint64_t n)
{
	struct merkle_hash left = { 0 }, right;
	uint64_t k;

	if (n == 0) {
		hash_bytes((struct str){ "", 0 }, left.bytes);
		return left;
	}
	if (n == 1)
		return leaves[0];
	k = split(n);
	left = merkle_root(leaves, k);
	right = merkle_root(leaves + k, n - k);
	return merkle_node(&left, &right);
}

static void proof_add(struct merkle_proof *p, struct merkle_hash hash)
{
	p->items[p->n++] = hash;
}

static void add_path(const struct merkle_hash *leaves, uint64_t n, uint64_t index,
		     struct merkle_proof *out)
{
	uint64_t k;

	if (n == 1)
		return;
	k = split(n);
	if (index < k) {
		add_path(leaves, k, index, out);
		proof_add(out, merkle_root(leaves + k, n - k));
	} else {
		add_path(leaves + k, n - k, index - k, out);
		proof_add(out, merkle_root(leaves, k));
	}
}

void merkle_inclusion(const struct merkle_hash *leaves, uint64_t n, uint64_t index,
		      struct merkle_proof *out)
{
	out->n = 0;
	add_path(leaves, n, index, out);
}

/* SUBPROOF of 2.1.2. known: the verifier has this subtree's root already. */
static void add_subproof(const struct merkle_hash *leaves, uint64_t n, uint64_t old, bool known,
			 struct merkle_proof *out)
{
	uint64_t k;

	if (old == n) {
		if (!known)
			proof_add(out, merkle_root(leaves, n));
		return;
	}
	k = split(n);
	if (old <= k) {
		add_subproof(leaves, k, old, known, out);
		proof_add(out, merkle_root(leaves + k, n - k));
	} else {
		add_subproof(leaves + k, n - k, old - k, false, out);
		proof_add(out, merkle_root(leaves, k));
	}
}

void merkle_consistency(const struct merkle_hash *leaves, uint64_t n, uint64_t old,
			struct merkle_proof *out)
{
	out->n = 0;
	if (old)
		add_subproof(leaves, n, old, true, out);
}

/*
 * Both checks climb from a leaf to the root. At each step the node's index
 * and that of the last node of its level say whether the next hash of the
 * proof stands left or right of it, or whether it is passed up as it is.
 */
bool merkle_inclusion_holds(const struct merkle_proof *p, const struct merkle_hash *leaf,
			    uint64_t index, uint64_t n, const struct merkle_hash *root)
{
	struct merkle_hash hash = *leaf;
	uint64_t last;

	if (index >= n || p->n > PROOF_MOST)
		return false;
	last = n - 1;
	for (size_t i = 0; i < p->n; i++) {
		if (last == 0)
			return false;
		if (index & 1 || index == last) {
			hash = merkle_node(&p->items[i], &hash);
			while (!(index & 1) && index) { /* no neighbour on the right: passed up */
				index >>= 1;
				last >>= 1;
			}
		} else {
			hash = merkle_node(&hash, &p->items[i]);
		}
		index >>= 1;
		last >>= 1;
	}
	return last == 0 && merkle_equal(&hash, root);
}

/* The climb from the last leaf of the old tree; 0 < old < n. */
static bool climb(const struct merkle_proof *p, uint64_t old, const struct merkle_hash *old_root,
		  uint64_t n, const struct merkle_hash *root)
{
	uint64_t index = old - 1, last = n - 1;
	struct merkle_hash was, is;
	size_t i = 0;

	while (index & 1) {
		index >>= 1;
		last >>= 1;
	}
	if (index && p->n == 0)
		return false;
	was = is = index ? p->items[i++] : *old_root; /* a whole subtree is its own proof */
	for (; i < p->n; i++) {
		if (last == 0)
			return false;
		if (index & 1 || index == last) {
			was = merkle_node(&p->items[i], &was);
			is = merkle_node(&p->items[i], &is);
			while (!(index & 1) && index) {
				index >>= 1;
				last >>= 1;
			}
		} else {
			is = merkle_node(&is, &p->items[i]);
		}
		index >>= 1;
		last >>= 1;
	}
	return last == 0 && merkle_equal(&was, old_root) && merkle_equal(&is, root);
}

bool merkle_consistency_holds(const struct merkle_proof *p, uint64_t old,
			      const struct merkle_hash *old_root, uint64_t n,
			      const struct merkle_hash *root)
{
	struct merkle_hash empty = merkle_root(NULL, 0);

	if (old > n || p->n > PROOF_MOST)
		return false;
	if (old == n)
		return p->n == 0 && merkle_equal(old_root, root);
	if (old == 0)
		return p->n == 0 && merkle_equal(old_root, &empty);
	return climb(p, old, old_root, n, root);
}
