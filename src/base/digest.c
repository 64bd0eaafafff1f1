#include "base/digest.h"

#include <openssl/evp.h>
#include <stdlib.h>
#include <string.h>

#include "base/hash.h"
#include "base/mem.h"

/* All is gathered and hashed at once: for what is as small as this, that is the fastest way. */
struct digester {
	EVP_MD *sha256; /* fetched once: a fetch takes longer than a hash */
	EVP_MD_CTX *ctx;
	struct buf bytes;
};

struct digester *digester_new(void)
{
	struct digester *d = xcalloc(1, sizeof(*d));

	d->sha256 = EVP_MD_fetch(NULL, "SHA256", NULL);
	d->ctx = EVP_MD_CTX_new();
	if (!d->sha256 || !d->ctx)
		out_of_memory();
	return d;
}

void digester_free(struct digester *d)
{
	if (!d)
		return;
	EVP_MD_CTX_free(d->ctx);
	EVP_MD_free(d->sha256);
	buf_release(&d->bytes);
	free(d);
}

void digest_number(struct digester *d, int64_t n)
{
	buf_add(&d->bytes, &n, sizeof(n));
}

void digest_slice(struct digester *d, struct str s)
{
	digest_number(d, (int64_t)s.len);
	buf_add_slice(&d->bytes, s);
}

void digest_text(struct digester *d, const char *s)
{
	if (s)
		digest_slice(d, str_from(s));
	else
		digest_number(d, -1);
}

void digest_digest(struct digester *d, struct digest of)
{
	buf_add(&d->bytes, of.bytes, DIGEST_SIZE);
}

void digest_bytes(struct digester *d, const unsigned char *bytes, size_t n)
{
	digest_number(d, bytes != NULL);
	if (bytes)
		buf_add(&d->bytes, bytes, n);
}

struct digest digester_take(struct digester *d)
{
	struct str all = buf_str(&d->bytes);
	unsigned char hash[HASH_SIZE];
	struct digest out;

	if (!EVP_DigestInit_ex2(d->ctx, d->sha256, NULL) ||
	    !EVP_DigestUpdate(d->ctx, all.data, all.len) || !EVP_DigestFinal_ex(d->ctx, hash, NULL))
		out_of_memory(); /* the one way in which they fail */
	buf_clear(&d->bytes);
	memcpy(out.bytes, hash, DIGEST_SIZE);
	return out;
}
