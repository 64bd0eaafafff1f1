/*
 * The entries of the log: one for each notice as it was first published, a
 * correction among them, in the order in which they entered the published
 * branch, and by id (bytewise) where several came at once.
 *
 * The bytes of an entry, which anyone can make again from the commit that
 * first published the notice; every line ends in a newline:
 *
 *	luce notice 1
 *	id 440400/2025/factory-list
 *	type list
 *	published 2025-07-25 09:00
 *	9f86d0…  content/notices/440400/2025/factory-list.md
 *	60303a…  content/notices/440400/2025/factory-list.json
 *
 * type and published are those of its front matter; "none" for a copy of an
 * old notice that gives no time. Then come the SHA-256 and
 * path of its text and, where it has one, of its annexes, in the form of
 * sha256sum. Its attachments are in it too, since the text's front matter
 * states the SHA-256 of each.
 */
#ifndef LUCE_LOG_ENTRY_H
#define LUCE_LOG_ENTRY_H

#include <stdbool.h>

#include "base/buf.h"
#include "base/date.h"
#include "base/hash.h"
#include "base/mem.h"

struct entry {
	const char *id; /* of the notice */
	const char *type; /* "list" */
	minute_t published; /* DATE_NONE: not stated */
	const char *path, *annex_path; /* annex_path: NULL where it has none */
	unsigned char hash[HASH_SIZE], annex_hash[HASH_SIZE];
};

void entry_render(const struct entry *e, struct buf *out);
/* Strings are in the arena. -1: no entry of this form. */
int entry_parse(struct str bytes, struct arena *a, struct entry *out);

#endif
