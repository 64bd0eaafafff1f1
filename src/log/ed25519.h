/* Ed25519 (RFC 8032), by libcrypto. */
#ifndef LUCE_LOG_ED25519_H
#define LUCE_LOG_ED25519_H

#include <stdbool.h>

#include "base/buf.h"

enum { ED25519_SEED_SIZE = 32, ED25519_SIGNATURE_SIZE = 64 };

void ed25519_public(const unsigned char seed[ED25519_SEED_SIZE],
		    unsigned char out[ED25519_SEED_SIZE]);
void ed25519_sign(const unsigned char seed[ED25519_SEED_SIZE], struct str message,
		  unsigned char out[ED25519_SIGNATURE_SIZE]);
bool ed25519_verify(const unsigned char key[ED25519_SEED_SIZE], struct str message,
		    const unsigned char signature[ED25519_SIGNATURE_SIZE]);
/* A seed that nobody can guess. -1: the system gives no random bytes. */
int ed25519_random(unsigned char out[ED25519_SEED_SIZE]);

#endif
