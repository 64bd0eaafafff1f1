#define _GNU_SOURCE /* openat and the others of one family */
#include "git/state.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "git/commits.h"
#include "git/handle.h"

/* The bytes of a small file of the repository's; that it is not there. False: it cannot be read. */
static bool add_file(struct digester *d, const struct git_repo *r, const char *name)
{
	struct buf path = BUF_INIT, bytes = BUF_INIT;
	FILE *file;
	bool read;
	int c;

	buf_add_format(&path, "%s%s", git_repository_commondir(r->repo), name);
	file = fopen(path.data, "r");
	read = file || errno == ENOENT;
	while (file && (c = getc(file)) != EOF)
		buf_add_char(&bytes, (char)c);
	if (file) {
		read = !ferror(file);
		fclose(file); /* opened for reading: nothing can be lost */
	}
	digest_number(d, file != NULL);
	digest_slice(d, buf_str(&bytes));
	buf_release(&bytes);
	buf_release(&path);
	return read;
}

static void add_folder(struct digester *d, const char *name, const struct stat *st, int64_t *changed)
{
	int64_t at = (int64_t)st->st_ctim.tv_sec * 1000000000 + st->st_ctim.tv_nsec;

	digest_text(d, name);
	digest_number(d, (int64_t)st->st_ino);
	digest_number(d, at);
	if (*changed < at)
		*changed = at;
}

/* In the order in which the folder gives them, which stays while it does. */
static bool add_folders(struct digester *d, DIR *objects, int64_t *changed)
{
	struct dirent *e;
	struct stat st;

	while (errno = 0, (e = readdir(objects))) {
		if (strcmp(e->d_name, "..") == 0)
			continue;
		if (fstatat(dirfd(objects), e->d_name, &st, AT_SYMLINK_NOFOLLOW) < 0)
			return false;
		add_folder(d, e->d_name, &st, changed);
	}
	return errno == 0;
}

/* Objects borrowed from another repository are not watched: then nothing can be told. */
static bool add_objects(struct digester *d, const struct git_repo *r, int64_t *changed)
{
	struct buf path = BUF_INIT;
	bool told = false;
	DIR *objects;

	buf_add_format(&path, "%sobjects", git_repository_commondir(r->repo));
	objects = opendir(path.data);
	if (objects) {
		told = faccessat(dirfd(objects), "info/alternates", F_OK, 0) < 0 &&
		       add_folders(d, objects, changed);
		closedir(objects);
	}
	buf_release(&path);
	return told;
}

static bool add_head(struct digester *d, struct git_repo *r, char id[GIT_HEX_SIZE])
{
	struct findings f = FINDINGS_INIT;
	struct git_commit_facts head;
	bool told = git_resolve(r, "HEAD", &head, &f) == 0;

	if (told)
		memcpy(id, head.id, GIT_HEX_SIZE);
	digest_text(d, id);
	told = told || (f.n == 1 && f.items[0].id == F_GIT_UNBORN);
	findings_release(&f);
	return told;
}

bool git_state_digest(const char *dir, struct digester *d, struct git_state *out)
{
	struct findings f = FINDINGS_INIT;
	struct git_repo *r = git_repo_open(dir, &f);
	bool told = f.n == 0;

	*out = (struct git_state){ .changed = 0 };
	digest_number(d, r != NULL);
	if (r) {
		digest_text(d, git_repo_prefix(r));
		digest_number(d, git_history_replaced(r));
		told = add_head(d, r, out->head) && add_file(d, r, "shallow") &&
		       add_objects(d, r, &out->changed);
	}
	git_repo_free(r);
	findings_release(&f);
	return told;
}
