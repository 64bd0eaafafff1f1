/* Key files of the log, as the command line names them. */
#ifndef LUCE_COMMANDS_KEYS_H
#define LUCE_COMMANDS_KEYS_H

#include "base/buf.h"
#include "base/finding.h"
#include "log/note.h"

struct key_file {
	struct buf bytes; /* names in the key point into it */
	struct note_signer signer; /* of a private key */
	struct note_key key; /* of either */
};

/*
 * A private key, which must not lie below `outside` (NULL: nowhere is
 * refused), for this algorithm. -1 with a finding. Released in any case.
 */
int key_file_private(struct key_file *k, const char *path, enum note_algorithm algorithm,
		     const char *outside, struct findings *f);
/* A public key. */
int key_file_public(struct key_file *k, const char *path, struct findings *f);
void key_file_release(struct key_file *k);

/* Writes a new private key to a file that is not there yet; appends the public one, and a newline. */
int key_file_new(const char *name, enum note_algorithm algorithm, const char *path,
		 struct buf *public_key, struct findings *f);

#endif
