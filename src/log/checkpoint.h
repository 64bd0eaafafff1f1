/*
 * A checkpoint (C2SP tlog-checkpoint): what a log says of itself, its origin,
 * its size and the root of its tree; the text of a signed note, or a text
 * alone where the log has no key.
 */
#ifndef LUCE_LOG_CHECKPOINT_H
#define LUCE_LOG_CHECKPOINT_H

#include <stdint.h>

#include "base/buf.h"
#include "log/merkle.h"
#include "log/note.h"

enum { CHECKPOINT_MOST = 1 << 20 }; /* bytes of one with its signatures */

struct checkpoint {
	struct str origin;
	uint64_t size;
	struct merkle_hash root;
	struct note note; /* n is 0 where it is unsigned; its text is the checkpoint's in any case */
};

/* Signed or not; slices point into bytes. -1: no checkpoint. */
int checkpoint_parse(struct str bytes, struct checkpoint *out);
/* The three lines. */
void checkpoint_render(const struct checkpoint *c, struct buf *out);

#endif
