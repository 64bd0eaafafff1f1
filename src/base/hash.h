/* SHA-256 (FIPS 180-4), by libcrypto. */
#ifndef LUCE_BASE_HASH_H
#define LUCE_BASE_HASH_H

#include "base/buf.h"

enum { HASH_SIZE = 32, HASH_HEX_SIZE = 65 };

void hash_bytes(struct str bytes, unsigned char out[HASH_SIZE]);
/* Lower-case hexadecimal with a NUL; returns out. */
const char *hash_hex(const unsigned char hash[HASH_SIZE], char out[HASH_HEX_SIZE]);

enum { HASH_SHA1_SIZE = 20 };

/* SHA-1 of one text behind another: only what git objects are named by. */
void hash_sha1(struct str head, struct str rest, unsigned char out[HASH_SHA1_SIZE]);

#endif
