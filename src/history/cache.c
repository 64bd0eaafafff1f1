#define _GNU_SOURCE /* openat and the others of one family */
#include "history/cache.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h> /* renameat */
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/hash.h"
#include "store/io.h"
#include "store/root.h"

#define OWN_NAME ".luce"
#define FILE_NAME "history"
#define FILE_NEW "history.new"

static const char magic[] = "luce history 1\n";

enum { HAS_BEFORE = 1, HAS_AFTER = 2 };
enum { IS_READABLE = 1, IS_DRAFT = 2, IS_TRANSCRIBED = 4 };

/* ---- numbers and strings, in the machine's own order: the file never leaves it ---- */

struct reader {
	const char *at, *end;
	bool bad;
};

static void get(struct reader *r, void *out, size_t size)
{
	if (r->bad || (size_t)(r->end - r->at) < size) {
		r->bad = true;
		memset(out, 0, size);
		return;
	}
	memcpy(out, r->at, size);
	r->at += size;
}

static uint32_t get_number(struct reader *r)
{
	uint32_t n;

	get(r, &n, sizeof(n));
	return n;
}

/* How many follow, of which each takes at least `least` bytes. */
static size_t get_count(struct reader *r, size_t least)
{
	size_t n = get_number(r);

	if (n > (size_t)(r->end - r->at) / least)
		r->bad = true;
	return r->bad ? 0 : n;
}

static const char *get_string(struct reader *r, struct arena *a)
{
	size_t len = get_count(r, 1);
	char *s = arena_alloc(a, len + 1);

	get(r, s, len);
	return s;
}

static void put_number(struct buf *b, size_t n)
{
	uint32_t number = (uint32_t)n;

	buf_add(b, &number, sizeof(number));
}

static void put_string(struct buf *b, const char *s)
{
	put_number(b, strlen(s));
	buf_add_str(b, s);
}

/* ---- changes: paths share beginnings with those before them ---- */

static size_t shared(const char *a, const char *b)
{
	size_t n = 0;

	while (n < UINT16_MAX && a[n] && a[n] == b[n])
		n++;
	return n;
}

static void put_changes(struct buf *b, const struct commit *c)
{
	const char *before = "";

	put_number(b, c->changes.n);
	for (size_t i = 0; i < c->changes.n; i++) {
		const struct change *x = &c->changes.items[i];
		size_t same = shared(before, x->path);
		unsigned char side = NO_SIDE;
		unsigned char has = (unsigned char)((blob_none(&x->before) ? 0 : HAS_BEFORE) |
						    (blob_none(&x->after) ? 0 : HAS_AFTER));

		for (size_t k = 0; k < c->parents.n; k++)
			if (x->side && c->parents.items[k] == x->side)
				side = (unsigned char)k;
		buf_add_char(b, (char)side);
		buf_add_char(b, (char)has);
		put_number(b, x->mode);
		put_number(b, same);
		put_string(b, x->path + same);
		if (has & HAS_BEFORE)
			buf_add(b, x->before.id, BLOB_SIZE);
		if (has & HAS_AFTER)
			buf_add(b, x->after.id, BLOB_SIZE);
		before = x->path;
	}
}

static void get_change(struct reader *r, struct cache *c, struct known_commit *k, size_t i)
{
	struct change *x = &k->changes[i];
	const char *before = i ? x[-1].path : "";
	unsigned char has;
	size_t same, len;
	char *path;

	get(r, &k->sides[i], 1);
	get(r, &has, 1);
	x->mode = get_number(r);
	same = get_number(r);
	len = get_count(r, 1);
	if (same > strlen(before))
		r->bad = true;
	if (r->bad)
		same = 0;
	path = arena_alloc(&c->arena, same + len + 1);
	memcpy(path, before, same);
	get(r, path + same, len);
	x->path = path;
	if (has & HAS_BEFORE)
		get(r, x->before.id, BLOB_SIZE);
	if (has & HAS_AFTER)
		get(r, x->after.id, BLOB_SIZE);
	if (k->sides[i] != NO_SIDE && k->sides[i] >= k->commit.n_parents)
		r->bad = true;
}

/* ---- commits and versions ---- */

static void put_commit(struct buf *b, const struct commit *c, const struct git_id *tree)
{
	struct git_id id;

	git_id_parse(c->id, &id);
	buf_add(b, id.bytes, GIT_ID_SIZE);
	buf_add(b, tree->bytes, GIT_ID_SIZE);
	put_number(b, c->parents.n);
	for (size_t i = 0; i < c->parents.n; i++) {
		git_id_parse(c->parents.items[i]->id, &id);
		buf_add(b, id.bytes, GIT_ID_SIZE);
	}
	buf_add(b, &c->author_time, sizeof(c->author_time));
	buf_add(b, &c->time, sizeof(c->time));
	put_string(b, c->author);
	put_string(b, c->committer);
	put_string(b, c->subject);
	put_changes(b, c);
}

static void get_commit(struct reader *r, struct cache *c, struct known_commit *k)
{
	struct git_id *parents;

	get(r, k->commit.id.bytes, GIT_ID_SIZE);
	get(r, k->commit.tree.bytes, GIT_ID_SIZE);
	k->commit.n_parents = (unsigned)get_count(r, GIT_ID_SIZE);
	parents = arena_calloc(&c->arena, k->commit.n_parents, sizeof(*parents));
	for (unsigned i = 0; i < k->commit.n_parents; i++)
		get(r, parents[i].bytes, GIT_ID_SIZE);
	k->commit.parents = parents;
	get(r, &k->commit.author_time, sizeof(k->commit.author_time));
	get(r, &k->commit.commit_time, sizeof(k->commit.commit_time));
	k->commit.author = get_string(r, &c->arena);
	k->commit.committer = get_string(r, &c->arena);
	k->commit.subject = get_string(r, &c->arena);
	k->n = get_count(r, 14);
	k->changes = arena_calloc(&c->arena, k->n, sizeof(*k->changes));
	k->sides = arena_alloc(&c->arena, k->n);
	for (size_t i = 0; i < k->n && !r->bad; i++)
		get_change(r, c, k, i);
}

static void put_version(struct buf *b, const struct version *v)
{
	buf_add(b, v->blob.id, BLOB_SIZE);
	buf_add_char(b, (char)((v->readable ? IS_READABLE : 0) | (v->draft ? IS_DRAFT : 0) |
			       (v->transcribed ? IS_TRANSCRIBED : 0)));
	buf_add(b, &v->copied, sizeof(v->copied));
	buf_add(b, &v->published, sizeof(v->published));
}

static void get_version(struct reader *r, struct version *v)
{
	unsigned char is;

	get(r, v->blob.id, BLOB_SIZE);
	get(r, &is, 1);
	get(r, &v->copied, sizeof(v->copied));
	get(r, &v->published, sizeof(v->published));
	v->readable = is & IS_READABLE;
	v->draft = is & IS_DRAFT;
	v->transcribed = is & IS_TRANSCRIBED;
}

/* ---- the whole ---- */

static void decode(struct cache *c, struct reader *r)
{
	c->n_commits = get_count(r, 3 * GIT_ID_SIZE);
	c->commits = arena_calloc(&c->arena, c->n_commits, sizeof(*c->commits));
	for (size_t i = 0; i < c->n_commits && !r->bad; i++)
		get_commit(r, c, &c->commits[i]);
	c->n_versions = get_count(r, BLOB_SIZE);
	c->versions = arena_calloc(&c->arena, c->n_versions, sizeof(*c->versions));
	for (size_t i = 0; i < c->n_versions && !r->bad; i++)
		get_version(r, &c->versions[i]);
	if (r->at != r->end)
		r->bad = true;
}

/* What the file must begin with. */
static void head(struct buf *b, const struct stat *st, const char *prefix)
{
	uint64_t itself[2] = { st->st_dev, st->st_ino };

	buf_add(b, magic, sizeof(magic));
	buf_add(b, itself, sizeof(itself));
	put_string(b, prefix);
}

static bool bytes_whole(struct str bytes, size_t *len)
{
	unsigned char hash[HASH_SIZE];

	if (bytes.len < HASH_SIZE)
		return false;
	*len = bytes.len - HASH_SIZE;
	hash_bytes((struct str){ bytes.data, *len }, hash);
	return memcmp(hash, bytes.data + *len, HASH_SIZE) == 0;
}

static void parse(struct cache *c, struct str bytes, const struct stat *st, const char *prefix)
{
	struct buf expected = BUF_INIT;
	struct reader r;
	size_t len;

	head(&expected, st, prefix);
	if (bytes.len >= expected.len && memcmp(bytes.data, expected.data, expected.len) == 0 &&
	    bytes_whole(bytes, &len)) {
		r = (struct reader){ bytes.data + expected.len, bytes.data + len, false };
		decode(c, &r);
		if (r.bad)
			c->n_commits = c->n_versions = 0;
	}
	buf_release(&expected);
}

/* ---- the file ---- */

static int own_open(const char *dir, bool make)
{
	struct root root;
	int fd;

	if (root_open(&root, dir) < 0)
		return -1;
	if (make)
		mkdirat(root.fd, OWN_NAME, 0777); /* or it is there, or opening fails */
	fd = name_open_at(root.fd, OWN_NAME, O_RDONLY | O_DIRECTORY);
	root_close(&root);
	return fd;
}

static int read_whole(int fd, size_t size, struct buf *out)
{
	buf_reserve(out, size + 1);
	while (out->len < size) {
		ssize_t n = read(fd, out->data + out->len, size - out->len);

		if (n < 0 && errno == EINTR)
			continue;
		if (n <= 0)
			return -1;
		out->len += (size_t)n;
	}
	return 0;
}

void cache_load(struct cache *c, const char *dir, const char *prefix)
{
	int own = own_open(dir, false);
	int fd = own < 0 ? -1 : name_open_at(own, FILE_NAME, O_RDONLY | O_NONBLOCK | O_NOCTTY);
	struct buf bytes = BUF_INIT;
	struct stat st;

	*c = (struct cache){ 0 };
	if (fd >= 0 && fstat(fd, &st) == 0 && S_ISREG(st.st_mode) &&
	    read_whole(fd, (size_t)st.st_size, &bytes) == 0)
		parse(c, buf_str(&bytes), &st, prefix);
	buf_release(&bytes);
	close_quietly(fd);
	close_quietly(own);
}

void cache_release(struct cache *c)
{
	arena_release(&c->arena);
}

static void encode(const struct history *h, const struct git_id *trees, struct buf *out)
{
	size_t kept = 0;

	put_number(out, h->commits.n);
	for (size_t i = 0; i < h->commits.n; i++)
		put_commit(out, &h->commits.items[i], &trees[i]);
	for (size_t i = 0; i < h->versions.n; i++)
		kept += !h->versions.items[i].missing; /* it may come back */
	put_number(out, kept);
	for (size_t i = 0; i < h->versions.n; i++)
		if (!h->versions.items[i].missing)
			put_version(out, &h->versions.items[i]);
}

static int write_file(int fd, const struct history *h, const struct git_id *trees, const char *prefix)
{
	unsigned char hash[HASH_SIZE];
	struct buf bytes = BUF_INIT;
	struct stat st;
	int rc = fstat(fd, &st);

	head(&bytes, &st, prefix);
	encode(h, trees, &bytes);
	hash_bytes(buf_str(&bytes), hash);
	buf_add(&bytes, hash, sizeof(hash));
	if (rc == 0)
		rc = write_all(fd, buf_str(&bytes));
	buf_release(&bytes);
	return rc;
}

void cache_store(const struct history *h, const struct git_id *trees, const char *dir,
		 const char *prefix)
{
	int own = own_open(dir, true);
	int fd, rc;

	if (own < 0)
		return;
	unlinkat(own, FILE_NEW, 0); /* left by one that was stopped; two at once spoil only this file */
	fd = openat(own, FILE_NEW, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0666);
	if (fd >= 0) {
		rc = write_file(fd, h, trees, prefix);
		if (close(fd) < 0 || rc < 0 || renameat(own, FILE_NEW, own, FILE_NAME) < 0)
			unlinkat(own, FILE_NEW, 0);
	}
	close_quietly(own);
}
