#include "log/ed25519.h"

#include <openssl/evp.h>
#include <openssl/rand.h>

#include "base/mem.h"

/* With 32 bytes of seed only lack of memory can fail. */
static EVP_PKEY *private_key(const unsigned char seed[ED25519_SEED_SIZE])
{
	EVP_PKEY *key = EVP_PKEY_new_raw_private_key(EVP_PKEY_ED25519, NULL, seed, ED25519_SEED_SIZE);

	if (!key)
		out_of_memory();
	return key;
}

void ed25519_public(const unsigned char seed[ED25519_SEED_SIZE], unsigned char out[ED25519_SEED_SIZE])
{
	EVP_PKEY *key = private_key(seed);
	size_t len = ED25519_SEED_SIZE;

	if (EVP_PKEY_get_raw_public_key(key, out, &len) != 1)
		out_of_memory();
	EVP_PKEY_free(key);
}

void ed25519_sign(const unsigned char seed[ED25519_SEED_SIZE], struct str message,
		  unsigned char out[ED25519_SIGNATURE_SIZE])
{
	EVP_PKEY *key = private_key(seed);
	EVP_MD_CTX *ctx = EVP_MD_CTX_new();
	size_t len = ED25519_SIGNATURE_SIZE;

	if (!ctx || EVP_DigestSignInit(ctx, NULL, NULL, NULL, key) != 1 ||
	    EVP_DigestSign(ctx, out, &len, (const unsigned char *)message.data, message.len) != 1)
		out_of_memory();
	EVP_MD_CTX_free(ctx);
	EVP_PKEY_free(key);
}

bool ed25519_verify(const unsigned char key[ED25519_SEED_SIZE], struct str message,
		    const unsigned char signature[ED25519_SIGNATURE_SIZE])
{
	EVP_PKEY *public_key =
		EVP_PKEY_new_raw_public_key(EVP_PKEY_ED25519, NULL, key, ED25519_SEED_SIZE);
	EVP_MD_CTX *ctx = EVP_MD_CTX_new();
	bool holds;

	if (!public_key || !ctx)
		out_of_memory();
	holds = EVP_DigestVerifyInit(ctx, NULL, NULL, NULL, public_key) == 1 &&
		EVP_DigestVerify(ctx, signature, ED25519_SIGNATURE_SIZE,
				 (const unsigned char *)message.data, message.len) == 1;
	EVP_MD_CTX_free(ctx);
	EVP_PKEY_free(public_key);
	return holds;
}

int ed25519_random(unsigned char out[ED25519_SEED_SIZE])
{
	return RAND_priv_bytes(out, ED25519_SEED_SIZE) == 1 ? 0 : -1;
}
