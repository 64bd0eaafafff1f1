#define _GNU_SOURCE /* flock */
#include "store/kept.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h> /* renameat */
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "store/io.h"
#include "store/root.h"

struct header { /* as it stands in the file; another machine's has another inode anyway */
	char magic[16];
	unsigned char key[HASH_SIZE];
	uint64_t device, inode; /* of the file itself */
	int64_t clock;
	uint64_t size; /* of what follows, in bytes */
	unsigned char hash[HASH_SIZE]; /* of all above */
};

static const char magic[16] = "luce kept 1\n";

struct kept {
	int dir, own; /* DIR and DIR/.luce; -1 where there is none */
	struct buf name, name_new; /* in DIR/.luce */
	int file; /* the old file; -1 where it is of no use */
	struct header header; /* of the old file */
	unsigned char key[HASH_SIZE];
	int file_new; /* -1: not begun */
	struct header header_new;
	bool failed;
};

bool stamp_settled(const struct source_stamp *stamp, int64_t clock)
{
	return stamp->inode && stamp->modified < clock && stamp->changed < clock;
}

bool stamp_equal(const struct source_stamp *a, const struct source_stamp *b)
{
	return a->size == b->size && a->modified == b->modified && a->changed == b->changed &&
	       a->inode == b->inode;
}

/* ---- reading ---- */

static void header_hash(const struct header *h, unsigned char hash[HASH_SIZE])
{
	hash_bytes((struct str){ (const char *)h, offsetof(struct header, hash) }, hash);
}

static bool read_whole(int fd, void *out, size_t len, uint64_t offset)
{
	char *p = out;

	while (len) {
		ssize_t n = pread(fd, p, len, (off_t)offset);

		if (n < 0 && errno == EINTR)
			continue;
		if (n <= 0)
			return false;
		p += n;
		len -= (size_t)n;
		offset += (uint64_t)n;
	}
	return true;
}

static bool usable(const struct kept *k, struct header *h)
{
	unsigned char hash[HASH_SIZE];
	struct stat st;

	if (fstat(k->file, &st) < 0 || !S_ISREG(st.st_mode) || !read_whole(k->file, h, sizeof(*h), 0))
		return false;
	header_hash(h, hash);
	return memcmp(h->magic, magic, sizeof(magic)) == 0 && memcmp(h->hash, hash, HASH_SIZE) == 0 &&
	       memcmp(h->key, k->key, HASH_SIZE) == 0 && h->device == st.st_dev &&
	       h->inode == st.st_ino && h->size == (uint64_t)st.st_size - sizeof(*h);
}

struct kept *kept_open(const char *dir, const char *name, const unsigned char key[HASH_SIZE])
{
	struct kept *k = xcalloc(1, sizeof(*k));

	memcpy(k->key, key, HASH_SIZE);
	buf_add_str(&k->name, name);
	buf_add_format(&k->name_new, "%s.new", name);
	k->own = k->file = k->file_new = -1;
	k->dir = open(dir, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (k->dir >= 0)
		k->own = name_open_at(k->dir, OWN_NAME, O_RDONLY | O_DIRECTORY);
	if (k->own >= 0)
		k->file = name_open_at(k->own, name, O_RDONLY | O_NONBLOCK | O_NOCTTY);
	if (k->file >= 0 && !usable(k, &k->header)) {
		close(k->file);
		k->file = -1;
	}
	return k;
}

uint64_t kept_size(const struct kept *k)
{
	return k->file < 0 ? 0 : k->header.size;
}

int64_t kept_clock(const struct kept *k)
{
	return k->header.clock;
}

int kept_read(const struct kept *k, void *out, size_t len, uint64_t offset)
{
	if (k->file < 0 || offset > k->header.size || len > k->header.size - offset)
		return -1;
	return read_whole(k->file, out, len, offset + sizeof(k->header)) ? 0 : -1;
}

/* ---- writing ---- */

/* The folder hides itself from git, whatever the portal ignores. */
static int own_make(struct kept *k)
{
	int fd;

	if (k->dir < 0 || k->own >= 0)
		return k->dir;
	if (mkdirat(k->dir, OWN_NAME, 0777) < 0 && errno != EEXIST)
		return -1;
	k->own = name_open_at(k->dir, OWN_NAME, O_RDONLY | O_DIRECTORY);
	if (k->own < 0)
		return -1;
	fd = openat(k->own, ".gitignore", O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
	if (fd >= 0) {
		write_all(fd, STR_LIT("*\n"));
		close(fd);
	}
	return 0;
}

/* Held by nobody else, and still the file of that name. */
static bool claim(const struct kept *k, int fd, struct stat *held)
{
	struct stat there;

	return flock(fd, LOCK_EX | LOCK_NB) == 0 && fstat(fd, held) == 0 &&
	       fstatat(k->own, k->name_new.data, &there, AT_SYMLINK_NOFOLLOW) == 0 &&
	       S_ISREG(held->st_mode) && held->st_ino == there.st_ino &&
	       held->st_dev == there.st_dev;
}

int64_t kept_tick(struct kept *k)
{
	return own_make(k) < 0 ? 0 : clock_tick(k->own);
}

int kept_begin(struct kept *k)
{
	struct header *h = &k->header_new;
	struct stat st;
	int fd;

	if (own_make(k) < 0)
		return -1;
	fd = openat(k->own, k->name_new.data,
		    O_WRONLY | O_CREAT | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY | O_CLOEXEC, 0666);
	if (fd < 0)
		return -1;
	/* A write sets the time; what is written goes where the header will stand. */
	if (!claim(k, fd, &st) || ftruncate(fd, 0) < 0 ||
	    write_all(fd, (struct str){ (const char *)h, sizeof(*h) }) < 0 || fstat(fd, &st) < 0) {
		close(fd);
		return -1;
	}
	k->file_new = fd;
	memcpy(h->magic, magic, sizeof(magic));
	memcpy(h->key, k->key, HASH_SIZE);
	h->device = st.st_dev;
	h->inode = st.st_ino;
	h->clock = nanoseconds(st.st_mtim);
	return 0;
}

void kept_write(struct kept *k, struct str bytes)
{
	k->header_new.size += bytes.len;
	if (!k->failed && write_all(k->file_new, bytes) < 0)
		k->failed = true;
}

int kept_commit(struct kept *k)
{
	struct header *h = &k->header_new;
	int rc = -1;

	header_hash(h, h->hash);
	if (!k->failed && lseek(k->file_new, 0, SEEK_SET) == 0 &&
	    write_all(k->file_new, (struct str){ (const char *)h, sizeof(*h) }) == 0)
		rc = renameat(k->own, k->name_new.data, k->own, k->name.data);
	if (rc < 0)
		unlinkat(k->own, k->name_new.data, 0);
	close(k->file_new);
	k->file_new = -1;
	return rc;
}

void kept_free(struct kept *k)
{
	if (!k)
		return;
	if (k->file_new >= 0) {
		k->failed = true;
		kept_commit(k);
	}
	if (k->file >= 0)
		close(k->file);
	if (k->own >= 0)
		close(k->own);
	if (k->dir >= 0)
		close(k->dir);
	buf_release(&k->name);
	buf_release(&k->name_new);
	free(k);
}
