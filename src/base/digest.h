/*
 * Digests of what a thing is made from: as long as the digest stays, so does
 * the thing. SHA-256 cut to 128 bits, because content is hostile: nobody can
 * write a record whose change goes unseen.
 *
 *	struct digester *d = digester_new();
 *	digest_text(d, name);
 *	digest_number(d, day);
 *	struct digest of_both = digester_take(d);
 *	digester_free(d);
 *
 * What is added is told apart by length, so ("ab", "c") is not ("a", "bc").
 * A digester belongs to one thread.
 */
#ifndef LUCE_BASE_DIGEST_H
#define LUCE_BASE_DIGEST_H

#include <stdbool.h>
#include <stdint.h>

#include "base/buf.h"

enum { DIGEST_SIZE = 16 };

struct digest {
	unsigned char bytes[DIGEST_SIZE];
};

struct digester;

struct digester *digester_new(void);
void digester_free(struct digester *d);

void digest_text(struct digester *d, const char *s); /* NULL is not "" */
void digest_slice(struct digester *d, struct str s);
void digest_number(struct digester *d, int64_t n);
void digest_digest(struct digester *d, struct digest of);
/* Of bytes whose number is always the same: a SHA-256. NULL is none. */
void digest_bytes(struct digester *d, const unsigned char *bytes, size_t n);
/* Of all that was added since the last one was taken. */
struct digest digester_take(struct digester *d);

static inline bool digest_same(const struct digest *a, const struct digest *b)
{
	return __builtin_memcmp(a->bytes, b->bytes, DIGEST_SIZE) == 0;
}

#endif
