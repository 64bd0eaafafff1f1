/*
 * The snapshot of the content: what was decoded last time, so that only what
 * changed since is read again.
 *
 * It is a kept file (store/kept.h) of chunks, with a directory before them:
 *
 *	length and CRC of the directory
 *	of each chunk: lengths of its two parts, CRC, path of its first file
 *	chunks
 *
 * and a chunk is of files that follow each other in path order:
 *
 *	of each: path (what it shares with the last one's, the rest), stamp,
 *	hash, length of its record; 0 where there is none
 *	the packed records (pack.h): these stay as long as the content
 *
 * A file with the stamp that it had then, settled by the clock of then, is
 * not read; one of another stamp is read, and decoded only if its bytes have
 * another hash. No finding is kept: a record of which anything was found is
 * decoded again, and all that is found by comparing records is found again.
 *
 * Chunks and their lengths come from outside, and are checked as such. What
 * is rejected, or absent, is decoded.
 */
#include <stdlib.h>
#include <string.h>
#include <zlib.h>

#include "base/thread.h"
#include "content/load.h"
#include "content/pack.h"
#include "content/tables.h"

enum {
	CHUNK_SOURCE = 1 << 20, /* bytes of files in a chunk; a third of them is what is kept */
	FILE_COST = 4096, /* opening a file costs as much as reading and decoding so many bytes */
	STALE_SHARE = 32 /* a snapshot is replaced when more than a 32nd of the work was done again */
};

struct prefix {
	uint64_t len; /* of the directory */
	uint64_t crc;
};

struct chunk {
	const char *first; /* path of its first file */
	const char *records;
	uint64_t offset; /* in the kept file */
	uint32_t index_len, len; /* of its parts */
	uint32_t crc; /* of both */
	size_t from, to; /* of the loader's files */
};

static uint32_t crc_add(uint32_t crc, const void *bytes, size_t len)
{
	return (uint32_t)crc32_z(crc, bytes, len);
}

void content_snapshot_key(const char *program, unsigned char key[HASH_SIZE])
{
	struct buf b = BUF_INIT;
	unsigned char layout[HASH_SIZE];

	pack_layout(layout);
	buf_add_str(&b, "content 1\n");
	buf_add(&b, layout, HASH_SIZE);
	buf_add_str(&b, program);
	hash_bytes(buf_str(&b), key);
	buf_release(&b);
}

/* ---- reading ---- */

/* The first file whose path is not before this one. */
static size_t file_lower(const struct loader *l, const char *path)
{
	size_t low = 0, high = l->n_files;

	while (low < high) {
		size_t mid = low + (high - low) / 2;

		if (strcmp(l->files[mid].path, path) < 0)
			low = mid + 1;
		else
			high = mid;
	}
	return low;
}

static int directory_unpack(struct loader *l, struct unpacker *u, uint64_t offset)
{
	struct arena *a = u->arena;
	uint64_t n = unpack_number(u);

	if (n > (uint64_t)(u->end - u->at))
		return -1;
	l->chunks = arena_calloc(a, n, sizeof(*l->chunks));
	for (uint64_t i = 0; i < n && !u->bad; i++) {
		struct chunk *c = &l->chunks[i];
		uint64_t index_len = unpack_number(u), len = unpack_number(u);
		uint64_t crc = unpack_number(u);

		c->first = unpack_string(u);
		if (!c->first || len == 0 || index_len > UINT32_MAX || len > UINT32_MAX ||
		    crc > UINT32_MAX || index_len + len > kept_size(l->kept) ||
		    (i && strcmp(c[-1].first, c->first) >= 0))
			return -1;
		c->offset = offset;
		c->index_len = (uint32_t)index_len;
		c->len = (uint32_t)len;
		c->crc = (uint32_t)crc;
		c->from = file_lower(l, c->first);
		c->to = l->n_files;
		if (i)
			c[-1].to = c->from;
		offset += index_len + len;
	}
	l->n_chunks = n;
	return u->bad || offset != kept_size(l->kept) ? -1 : 0;
}

static int directory_read(struct loader *l)
{
	struct arena *a = &l->c->arenas[0];
	uint64_t size = kept_size(l->kept);
	struct prefix prefix;
	struct unpacker u;
	char *bytes;

	if (size < sizeof(prefix) || kept_read(l->kept, &prefix, sizeof(prefix), 0) < 0 ||
	    prefix.len == 0 || prefix.len > size - sizeof(prefix))
		return -1;
	bytes = arena_alloc(a, prefix.len);
	if (kept_read(l->kept, bytes, prefix.len, sizeof(prefix)) < 0 ||
	    crc_add(0, bytes, prefix.len) != prefix.crc || bytes[prefix.len - 1])
		return -1;
	u = (struct unpacker){ bytes, bytes, bytes + prefix.len - 1, a, false };
	return directory_unpack(l, &u, sizeof(prefix) + prefix.len);
}

static const char *unpack_bytes(struct unpacker *u, uint64_t n)
{
	const char *bytes = u->at;

	if (n > (uint64_t)(u->end - u->at)) {
		u->bad = true;
		return NULL;
	}
	u->at += n;
	return bytes;
}

/* The path at hand, in *path; it held the last one. */
static void unpack_path(struct unpacker *u, struct buf *path)
{
	uint64_t shared = unpack_number(u), rest = unpack_number(u);
	const char *bytes = unpack_bytes(u, rest);

	if (!bytes || shared > path->len) {
		u->bad = true;
		return;
	}
	path->len = shared;
	buf_add(path, bytes, rest);
}

struct known { /* of one file */
	struct source_stamp stamp;
	const char *hash; /* NULL: not read */
	uint32_t len; /* of its record */
};

static void unpack_known(struct unpacker *u, struct buf *path, struct known *k)
{
	const char *stamp, *len;
	uint64_t hashed;

	unpack_path(u, path);
	stamp = unpack_bytes(u, sizeof(k->stamp));
	if (stamp)
		memcpy(&k->stamp, stamp, sizeof(k->stamp));
	hashed = unpack_number(u);
	k->hash = hashed ? unpack_bytes(u, HASH_SIZE) : NULL;
	len = unpack_bytes(u, sizeof(k->len));
	if (len)
		memcpy(&k->len, len, sizeof(k->len));
}

static void file_match(struct loader *l, struct file *file, const struct known *k,
		       const char *record, const struct chunk *c)
{
	file->fresh = stamp_equal(&file->stamp, &k->stamp) &&
		      stamp_settled(&k->stamp, kept_clock(l->kept));
	if (!k->hash)
		return;
	memcpy(file->entry->hash, k->hash, HASH_SIZE);
	file->hashed = true;
	file->packed = k->len ? record : NULL;
	file->packed_len = k->len;
	file->chunk = c;
}

/* Looks for the files of a chunk among those that are there. */
static void chunk_match(struct loader *l, struct worker *w, const struct chunk *c, const char *index)
{
	struct unpacker u = { index, index, index + c->index_len, w->arena, false };
	const char *record = c->records, *end = c->records + c->len - 1;
	size_t at = c->from;

	buf_clear(&w->path);
	while (u.at < u.end && at < c->to) {
		struct known k = { .hash = NULL };
		int order = -1;

		unpack_known(&u, &w->path, &k);
		if (u.bad || k.len > (size_t)(end - record))
			return;
		while (at < c->to && (order = strcmp(l->files[at].path, w->path.data)) < 0)
			at++;
		if (at < c->to && order == 0)
			file_match(l, &l->files[at++], &k, record, c);
		record += k.len;
	}
}

static void chunk_work(void *ctx, unsigned worker, size_t i)
{
	struct loader *l = ctx;
	struct worker *w = &l->workers[worker];
	struct chunk *c = &l->chunks[i];
	char *records = arena_alloc(w->arena, c->len), *index = xmalloc(c->index_len);

	if (kept_read(l->kept, index, c->index_len, c->offset) == 0 &&
	    kept_read(l->kept, records, c->len, c->offset + c->index_len) == 0 &&
	    !records[c->len - 1] &&
	    crc_add(crc_add(0, index, c->index_len), records, c->len) == c->crc) {
		c->records = records;
		chunk_match(l, w, c, index);
	}
	free(index);
}

/* Whether so much has to be read that the next time will thank us for a new snapshot. */
static bool stale(const struct loader *l)
{
	uint64_t all = 0, again = 0;

	for (size_t i = 0; i < l->n_files; i++) {
		const struct file *file = &l->files[i];
		uint64_t cost = FILE_COST + (uint64_t)file->stamp.size;

		if (!file->stamp.inode)
			continue;
		all += cost;
		again += file->fresh ? 0 : cost;
	}
	return again > all / STALE_SHARE;
}

void snapshot_read(struct loader *l, unsigned threads)
{
	if (!l->kept)
		return;
	if (kept_size(l->kept) && directory_read(l) == 0)
		parallel_for(l->n_chunks, threads, chunk_work, l);
	l->keeping = stale(l) && kept_begin(l->kept) == 0;
}

/* The text of a notice follows its record. */
static void unpack_text(struct unpacker *u, struct notice *n)
{
	n->body = unpack_string(u);
	n->body_line = (unsigned)unpack_number(u);
	u->bad = u->bad || !n->body;
}

bool snapshot_record(struct worker *w, const struct file *file, const struct record *r, void *out)
{
	const char *at = file->packed;
	struct unpacker u;

	if (!at)
		return false;
	u = (struct unpacker){ file->chunk->records, at, at + file->packed_len, w->arena, false };
	unpack_record(&u, r, out);
	if (file->kind == FILE_NOTICE && !u.bad)
		unpack_text(&u, out);
	if (u.bad)
		memset(out, 0, file->kind == FILE_NOTICE ? sizeof(struct notice) : r->size);
	return !u.bad;
}

/* ---- writing ---- */

static void pack_array_file(struct packer *p, const struct record *r, const void *items)
{
	struct array_file file;

	memcpy(&file.items, items, sizeof(file.items));
	pack_record(p, r, &file);
}

static void pack_file(struct packer *p, const struct loader *l, const struct file *file)
{
	const struct content *c = l->c;
	const struct notice *n;

	switch ((enum kind)file->kind) {
	case FILE_SITE:
		pack_record(p, &site_record, &c->site);
		break;
	case FILE_CATEGORIES:
		pack_array_file(p, &categories_record, &c->categories);
		break;
	case FILE_WITHHELD:
		pack_array_file(p, &withheld_record, &c->withheld);
		break;
	case FILE_REDIRECTS:
		pack_array_file(p, &redirects_record, &c->redirects);
		break;
	case FILE_CALENDAR:
		pack_record(p, &calendar_record, &c->calendars.items[file->slot]);
		break;
	case FILE_REGION:
		pack_record(p, &region_record, &c->regions.items[file->slot]);
		break;
	case FILE_RULES:
		pack_record(p, &rules_record, &c->rules.items[file->slot]);
		break;
	case FILE_ENTITY:
		pack_record(p, &entity_record, &c->entities.items[file->slot]);
		break;
	case FILE_ASSESSOR:
		pack_record(p, &assessor_record, &c->assessors.items[file->slot]);
		break;
	case FILE_NOTICE:
		n = &c->notices.items[file->slot];
		pack_record(p, &notice_record, n);
		pack_string(p, n->body);
		pack_number(p, n->body_line);
		break;
	case FILE_ANNEXES:
		n = &c->notices.items[file->notice->slot];
		pack_array_file(p, &annexes_record, &n->annexes);
		break;
	case FILE_ATTACHMENT:
	case FILE_SIGNERS:
	case FILE_UNKNOWN:
	case FILE_KINDS:
		break;
	}
}

/* Whether the record is there, and nothing was found in decoding it. */
static bool sound(const struct file *file)
{
	return file->sound && file->read &&
	       (file->kind == FILE_ANNEXES ? file->notice->ok : file->ok);
}

static void pack_known(struct packer *index, struct packer *records, const struct loader *l,
		       const struct file *file, const char *last)
{
	size_t shared = 0, at = records->out->len;
	struct packer *p = index;
	uint32_t len;

	while (last[shared] && last[shared] == file->path[shared])
		shared++;
	pack_number(p, shared);
	pack_number(p, strlen(file->path + shared));
	buf_add_str(p->out, file->path + shared);
	buf_add(p->out, &file->stamp, sizeof(file->stamp));
	pack_number(p, file->read);
	if (file->read)
		buf_add(p->out, file->entry->hash, HASH_SIZE);
	if (sound(file))
		pack_file(records, l, file);
	len = (uint32_t)(records->out->len - at);
	buf_add(p->out, &len, sizeof(len));
}

struct writing {
	const struct loader *l;
	struct writing_chunk {
		size_t from, to; /* of the loader's files */
		struct buf index, records;
	} * chunks;
	size_t n, cap;
};

static void pack_work(void *ctx, unsigned worker, size_t i)
{
	const struct writing *w = ctx;
	struct writing_chunk *c = &w->chunks[i];
	struct packer *p = xcalloc(2, sizeof(*p)); /* of the index, of the records */
	const char *last = "";

	(void)worker;
	p[0].out = &c->index;
	p[1].out = &c->records;
	for (size_t k = c->from; k < c->to; k++) {
		const struct file *file = &w->l->files[k];

		if (!file->stamp.inode)
			continue;
		pack_known(&p[0], &p[1], w->l, file, last);
		last = file->path;
	}
	buf_add_char(&c->records, '\0');
	free(p);
}

static void split(struct writing *w)
{
	uint64_t size = CHUNK_SOURCE;

	for (size_t i = 0; i < w->l->n_files; i++) {
		if (size >= CHUNK_SOURCE) {
			ARRAY_GROW(w->chunks, w->n, w->cap);
			w->chunks[w->n++] = (struct writing_chunk){ i, i, BUF_INIT, BUF_INIT };
			size = 0;
		}
		size += (uint64_t)w->l->files[i].stamp.size;
		w->chunks[w->n - 1].to = i + 1;
	}
}

static void write_directory(const struct writing *w)
{
	struct buf b = BUF_INIT;
	struct packer *p = xcalloc(1, sizeof(*p));
	struct prefix prefix;

	p->out = &b;
	pack_number(p, w->n);
	for (size_t i = 0; i < w->n; i++) {
		const struct writing_chunk *c = &w->chunks[i];

		uint32_t crc = crc_add(0, c->index.data, c->index.len);

		pack_number(p, c->index.len);
		pack_number(p, c->records.len);
		pack_number(p, crc_add(crc, c->records.data, c->records.len));
		pack_string(p, w->l->files[c->from].path);
	}
	buf_add_char(&b, '\0');
	prefix = (struct prefix){ b.len, crc_add(0, b.data, b.len) };
	kept_write(w->l->kept, (struct str){ (const char *)&prefix, sizeof(prefix) });
	kept_write(w->l->kept, buf_str(&b));
	buf_release(&b);
	free(p);
}

void snapshot_write(struct loader *l, unsigned threads)
{
	struct writing w = { .l = l };

	if (!l->keeping)
		return;
	split(&w);
	parallel_for(w.n, threads, pack_work, &w);
	write_directory(&w);
	for (size_t i = 0; i < w.n; i++) {
		kept_write(l->kept, buf_str(&w.chunks[i].index));
		kept_write(l->kept, buf_str(&w.chunks[i].records));
		buf_release(&w.chunks[i].index);
		buf_release(&w.chunks[i].records);
	}
	free(w.chunks);
	kept_commit(l->kept);
}
