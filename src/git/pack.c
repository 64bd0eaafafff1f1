#include "git/pack.h"

#include <zlib.h>

#include "base/mem.h"
#include "git/handle.h"

static int report(struct findings *f)
{
	if (f)
		finding_add(f, F_GIT, (struct place){ 0 }, git_said());
	return -1;
}

static void add_number(struct buf *out, uint32_t value)
{
	for (int shift = 24; shift >= 0; shift -= 8)
		buf_add_char(out, (char)(value >> shift & 0xff));
}

int pack_add(struct pack *p, struct str packed, struct findings *f)
{
	if (EVP_DigestUpdate(p->sha1, packed.data, packed.len) != 1)
		out_of_memory();
	p->bytes += packed.len;
	if (git_indexer_append(p->indexer, packed.data, packed.len, &p->progress) < 0)
		return report(f);
	return 0;
}

static int add_header(struct pack *p, size_t objects, struct findings *f)
{
	struct buf header = BUF_INIT;
	int rc;

	buf_add_str(&header, "PACK");
	add_number(&header, 2);
	add_number(&header, (uint32_t)objects);
	rc = pack_add(p, buf_str(&header), f);
	buf_release(&header);
	return rc;
}

int pack_begin(struct pack *p, struct git_repo *r, size_t objects, struct findings *f)
{
	struct buf folder = BUF_INIT;
	int rc;

	*p = (struct pack){ .sha1 = EVP_MD_CTX_new() };
	if (!p->sha1 || EVP_DigestInit_ex(p->sha1, EVP_sha1(), NULL) != 1)
		out_of_memory();
	/* What is published must be on disk before a branch says that it is; the whole process's. */
	git_libgit2_opts(GIT_OPT_ENABLE_FSYNC_GITDIR, 1);
	buf_add_format(&folder, "%sobjects/pack", git_repository_commondir(r->repo));
	rc = git_indexer_new(&p->indexer, folder.data, 0, r->odb, NULL);
	buf_release(&folder);
	if (rc < 0)
		return report(f);
	return add_header(p, objects, f);
}

int pack_commit(struct pack *p, struct findings *f)
{
	unsigned char hash[EVP_MAX_MD_SIZE];
	unsigned len;

	if (EVP_DigestFinal_ex(p->sha1, hash, &len) != 1)
		out_of_memory();
	if (git_indexer_append(p->indexer, hash, len, &p->progress) < 0 ||
	    git_indexer_commit(p->indexer, &p->progress) < 0)
		return report(f);
	return 0;
}

void pack_release(struct pack *p)
{
	git_indexer_free(p->indexer);
	EVP_MD_CTX_free(p->sha1);
}

/* Type and size before an object: four bits of the size, then seven at a time. */
static void add_type_and_size(struct buf *out, git_object_t type, size_t size)
{
	unsigned byte = (unsigned)type << 4 | (size & 15);

	for (size >>= 4; size; size >>= 7) {
		buf_add_char(out, (char)(byte | 0x80));
		byte = size & 0x7f;
	}
	buf_add_char(out, (char)byte);
}

void pack_deflate(git_object_t type, struct str bytes, struct buf *out)
{
	uLongf len = compressBound((uLong)bytes.len);

	add_type_and_size(out, type, bytes.len);
	buf_reserve(out, len);
	if (compress2((Bytef *)out->data + out->len, &len, (const Bytef *)bytes.data,
		      (uLong)bytes.len, Z_BEST_SPEED) != Z_OK)
		out_of_memory();
	out->len += len;
}
