/*
 * Who may sign: content/signers, in the form that ssh-keygen(1) calls allowed
 * signers. A line has who (mail addresses, or patterns of them), options
 * (valid-after, valid-before, namespaces …), and a public key.
 *
 * ssh-keygen decides what a signature is worth; this only tells whose a key
 * is, so that one that retired is not taken for a stranger's. Pure.
 */
#ifndef LUCE_RELEASE_SIGNERS_H
#define LUCE_RELEASE_SIGNERS_H

#include <stdbool.h>

#include "base/buf.h"
#include "base/mem.h"

struct signer {
	const char *who; /* of the first line that has the key; NULL: none has */
	bool named; /* some line that has the key has this address */
};

/*
 * fingerprint: "SHA256:…" as ssh-keygen prints it; committer: "name <address>". The strings are in
 * the arena.
 */
struct signer signers_find(struct str file, const char *fingerprint, const char *committer,
			   struct arena *a);

#endif
