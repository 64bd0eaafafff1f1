/*
 * Records in a compact binary form that is quick to read back, by the same
 * tables as their JSON. It is for bytes that the same program wrote, on the
 * same machine: see snapshot.c.
 *
 * A packed record is a word of bits, one a field, and then the values of the
 * fields whose bit is set. Numbers are in 7-bit groups, the low one first,
 * signed ones folded (0, -1, 1, -2 …). A string stands with its NUL, or is
 * the place of an equal one before it in the same bytes; unpacked, it is a
 * pointer into them. So the bytes must live as long as the records do.
 */
#ifndef LUCE_CONTENT_PACK_H
#define LUCE_CONTENT_PACK_H

#include <stdbool.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/hash.h"
#include "base/intern.h"
#include "content/record.h"

struct packer { /* the rest starts as zeros */
	struct buf *out; /* at most 4 GB; nothing is in it before */
	uint32_t recent[INTERN_SLOTS]; /* where strings met lately stand, behind their first byte */
};

void pack_number(struct packer *p, uint64_t n);
void pack_string(struct packer *p, const char *s); /* may be NULL */
void pack_record(struct packer *p, const struct record *r, const void *in);

/*
 * Bytes to be unpacked; their last is a NUL. Nothing outside them is touched
 * and nothing comes out that is beyond its table's bounds (choices, numbers,
 * dates, what is required), whatever they are; but strings need not have the
 * form that the table asks for. Where they cannot be what was packed, `bad`
 * is set, and what came out is of no use.
 */
struct unpacker {
	const char *start, *at, *end;
	struct arena *arena;
	bool bad;
};

uint64_t unpack_number(struct unpacker *u);
const char *unpack_string(struct unpacker *u); /* may be NULL */
/* out is zeroed, or at least its fields are. -1 if bad. */
int unpack_record(struct unpacker *u, const struct record *r, void *out);

/* Of all that the packed form depends on: every table, as it is compiled. */
void pack_layout(unsigned char hash[HASH_SIZE]);

#endif
