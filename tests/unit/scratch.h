/*
 * A folder for one test, and git in it: for tests of what touches files.
 * They define _GNU_SOURCE.
 *
 *	char *dir = scratch_new();
 *	scratch_write(dir, "content/a.json", STR_LIT("{}"));
 *	scratch_run(dir, "git init -q && git add -A && git commit -q -m one");
 *	scratch_free(dir);
 */
#ifndef LUCE_TESTS_SCRATCH_H
#define LUCE_TESTS_SCRATCH_H

#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/buf.h"
#include "base/finding.h"
#include "base/mem.h"

/* Names and dates are fixed, so that commit ids are; the machine's configuration counts for nothing. */
#define SCRATCH_GIT                                                                                \
	"export GIT_CONFIG_GLOBAL=/dev/null GIT_CONFIG_SYSTEM=/dev/null GIT_CONFIG_NOSYSTEM=1 "    \
	"GIT_AUTHOR_NAME=Test GIT_AUTHOR_EMAIL=test@example.org GIT_COMMITTER_NAME=Test "          \
	"GIT_COMMITTER_EMAIL=test@example.org GIT_AUTHOR_DATE='1750000000 +0800' "                 \
	"GIT_COMMITTER_DATE='1750000000 +0800' GIT_TERMINAL_PROMPT=0 LC_ALL=C; "                   \
	"unset GIT_DIR GIT_WORK_TREE GIT_INDEX_FILE; umask 022; "

static inline char *scratch_path(const char *dir, const char *path)
{
	struct buf b = BUF_INIT;

	buf_add_format(&b, "%s/%s", dir, path);
	return buf_detach(&b, NULL);
}

/* Runs a line of shell in the folder, which must succeed. */
static inline void scratch_run(const char *dir, const char *line)
{
	struct buf b = BUF_INIT;
	int rc;

	buf_add_format(&b, SCRATCH_GIT "set -e; cd '%s'; %s", dir, line);
	rc = system(b.data);
	if (rc != 0)
		print_error("exit %d of: %s\n", rc, line);
	buf_release(&b);
	assert_int_equal(rc, 0);
}

/* The first line that a line of shell prints; the caller frees. */
static inline char *scratch_ask(const char *dir, const char *line)
{
	struct buf b = BUF_INIT;
	char answer[512] = "";
	FILE *pipe;

	buf_add_format(&b, SCRATCH_GIT "cd '%s'; %s", dir, line);
	pipe = popen(b.data, "r");
	assert_non_null(pipe);
	assert_non_null(fgets(answer, sizeof(answer), pipe));
	assert_int_equal(pclose(pipe), 0);
	buf_release(&b);
	answer[strcspn(answer, "\n")] = '\0';
	return xstrdup(answer);
}

/* In $TMPDIR, or in memory where that can be: most tests wait for no disk. */
static inline char *scratch_new(void)
{
	const char *tmp = getenv("TMPDIR");
	const char *other = access("/dev/shm", W_OK | X_OK) == 0 ? "/dev/shm" : "/tmp";
	char *template = scratch_path(tmp && *tmp ? tmp : other, "luce-test-XXXXXX");
	char *real;

	assert_non_null(mkdtemp(template));
	real = realpath(template, NULL);
	assert_non_null(real);
	free(template);
	return real;
}

static inline int scratch_remove(const char *path, const struct stat *st, int type, struct FTW *at)
{
	(void)st;
	(void)type;
	(void)at;
	return remove(path);
}

static inline void scratch_free(char *dir)
{
	assert_int_equal(nftw(dir, scratch_remove, 16, FTW_DEPTH | FTW_PHYS), 0);
	free(dir);
}

/* Makes the folders above, too. */
static inline void scratch_write(const char *dir, const char *path, struct str bytes)
{
	char *full = scratch_path(dir, path);
	int fd;

	for (char *p = full + 1; (p = strchr(p, '/')); p++) {
		*p = '\0';
		mkdir(full, 0755);
		*p = '/';
	}
	fd = open(full, O_WRONLY | O_CREAT | O_TRUNC, 0644);
	assert_true(fd >= 0);
	assert_int_equal(write(fd, bytes.data, bytes.len), (ssize_t)bytes.len);
	close(fd);
	free(full);
}

/* The whole file, or NULL; the caller frees. */
static inline char *scratch_read(const char *dir, const char *path)
{
	char *full = scratch_path(dir, path);
	FILE *file = fopen(full, "rb");
	struct buf b = BUF_INIT;
	int c;

	free(full);
	if (!file)
		return NULL;
	while ((c = getc(file)) != EOF)
		buf_add_char(&b, (char)c);
	fclose(file);
	return buf_detach(&b, NULL);
}

static inline void findings_print(const struct findings *f)
{
	struct buf b = BUF_INIT;

	for (size_t i = 0; i < f->n; i++) {
		buf_clear(&b);
		finding_render(&f->items[i], LANG_EN, &b);
		print_error("  %s: %s: %s\n", f->items[i].place.path ? f->items[i].place.path : "-",
			    finding_rule(f->items[i].id), b.data);
	}
	buf_release(&b);
}

/* Exactly one finding, of this id; f is emptied. */
static inline void assert_one_finding(struct findings *f, enum finding_id id, const char *label)
{
	if (f->n != 1 || f->items[0].id != id) {
		print_error("%s: expected one %s, got %zu findings:\n", label, finding_rule(id),
			    f->n);
		findings_print(f);
	}
	assert_int_equal(f->n, 1);
	assert_int_equal(f->items[0].id, id);
	findings_release(f);
}

static inline void assert_no_findings(struct findings *f, const char *label)
{
	if (f->n) {
		print_error("%s: expected no finding, got:\n", label);
		findings_print(f);
	}
	assert_int_equal(f->n, 0);
	findings_release(f);
}

static inline bool findings_have(const struct findings *f, enum finding_id id)
{
	for (size_t i = 0; i < f->n; i++)
		if (f->items[i].id == id)
			return true;
	return false;
}

#endif
