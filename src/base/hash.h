/* SHA-256 (FIPS 180-4), by libcrypto. */
#ifndef LUCE_BASE_HASH_H
#define LUCE_BASE_HASH_H

#include "base/buf.h"

enum { HASH_SIZE = 32, HASH_HEX_SIZE = 65 };

void hash_bytes(struct str bytes, unsigned char out[HASH_SIZE]);
/* Lower-case hexadecimal with a NUL; returns out. */
const char *hash_hex(const unsigned char hash[HASH_SIZE], char out[HASH_HEX_SIZE]);

#endif
