#define _GNU_SOURCE /* realpath */
#include "commands/keys.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/mem.h"
#include "commands/file.h"
#include "log/ed25519.h"
#include "store/io.h"

static int report(struct findings *f, enum finding_id id, const char *path, const char *arg)
{
	finding_add(f, id, (struct place){ .path = path }, arg);
	return -1;
}

static int read_key(struct key_file *k, const char *path, struct findings *f)
{
	*k = (struct key_file){ .bytes = BUF_INIT };
	if (file_read(path, &k->bytes) < 0)
		return report(f, F_FILE_UNREADABLE, path, strerror(errno));
	return 0;
}

static bool lies_below(const char *path, const char *folder)
{
	char *file = realpath(path, NULL), *above = realpath(folder, NULL);
	size_t len = above ? strlen(above) : 0;
	bool below = file && above && strncmp(file, above, len) == 0 && file[len] == '/';

	free(file);
	free(above);
	return below;
}

int key_file_private(struct key_file *k, const char *path, enum note_algorithm algorithm,
		     const char *outside, struct findings *f)
{
	if (read_key(k, path, f) < 0)
		return -1;
	if (note_signer_parse(buf_str(&k->bytes), &k->signer) < 0 ||
	    k->signer.key.algorithm != algorithm)
		return report(f, F_LOG_KEY, path, NULL);
	if (outside && lies_below(path, outside))
		return report(f, F_LOG_KEY_INSIDE, path, NULL);
	k->key = k->signer.key;
	return 0;
}

int key_file_public(struct key_file *k, const char *path, struct findings *f)
{
	if (read_key(k, path, f) < 0)
		return -1;
	if (note_key_parse(buf_str(&k->bytes), &k->key) < 0)
		return report(f, F_LOG_KEY, path, NULL);
	return 0;
}

void key_file_release(struct key_file *k)
{
	buf_release(&k->bytes);
}

int key_file_new(const char *name, enum note_algorithm algorithm, const char *path,
		 struct buf *public_key, struct findings *f)
{
	unsigned char seed[ED25519_SEED_SIZE];
	struct note_signer signer;
	struct buf line = BUF_INIT;
	int fd, rc = -1;

	if (ed25519_random(seed) < 0 || note_signer_make(str_from(name), algorithm, seed, &signer) < 0)
		return report(f, F_LOG_KEY_NAME, NULL, name);
	note_signer_render(&signer, &line);
	buf_add_char(&line, '\n');
	fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
	if (fd >= 0) {
		rc = write_all(fd, buf_str(&line));
		if (rc == 0)
			rc = sync_fd(fd);
		if (close(fd) < 0)
			rc = -1;
	}
	if (rc < 0)
		report(f, F_FILE_NOT_WRITTEN, path, strerror(errno));
	buf_release(&line);
	if (rc == 0) {
		note_key_render(&signer.key, public_key);
		buf_add_char(public_key, '\n');
	}
	return rc;
}
