#include "base/hash.h"

#include <openssl/evp.h>
#include <openssl/sha.h>

#include "base/mem.h"

void hash_bytes(struct str bytes, unsigned char out[HASH_SIZE])
{
	if (!SHA256((const unsigned char *)bytes.data, bytes.len, out))
		out_of_memory(); /* the one way in which it fails */
}

void hash_sha1(struct str head, struct str rest, unsigned char out[HASH_SHA1_SIZE])
{
	EVP_MD_CTX *ctx = EVP_MD_CTX_new();

	if (!ctx || !EVP_DigestInit_ex(ctx, EVP_sha1(), NULL) ||
	    !EVP_DigestUpdate(ctx, head.data, head.len) ||
	    !EVP_DigestUpdate(ctx, rest.data, rest.len) || !EVP_DigestFinal_ex(ctx, out, NULL))
		out_of_memory();
	EVP_MD_CTX_free(ctx);
}

const char *hash_hex(const unsigned char hash[HASH_SIZE], char out[HASH_HEX_SIZE])
{
	static const char digits[] = "0123456789abcdef";

	for (int i = 0; i < HASH_SIZE; i++) {
		out[2 * i] = digits[hash[i] >> 4];
		out[2 * i + 1] = digits[hash[i] & 15];
	}
	out[HASH_HEX_SIZE - 1] = '\0';
	return out;
}
