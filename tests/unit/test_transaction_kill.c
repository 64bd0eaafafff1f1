/*
 * store/transaction: killed before any of its system calls it leaves each
 * file wholly old or wholly new, and the next run leaves all of them so; and
 * who reads meanwhile never sees anything else.
 */
/* link: -Wl,--wrap=mkdir,--wrap=mkdirat,--wrap=fstat,--wrap=fstatat,--wrap=faccessat,--wrap=fchmod,--wrap=ftruncate,--wrap=flock,--wrap=read,--wrap=write,--wrap=fsync,--wrap=syncfs,--wrap=close,--wrap=renameat,--wrap=unlinkat,--wrap=open,--wrap=openat,--wrap=syscall */
#define _GNU_SOURCE /* mkdtemp, realpath, syncfs */
#include "scratch.h"

#include <signal.h>
#include <sys/file.h>
#include <sys/wait.h>

#include "store/transaction.h"

/* ---- the call before which the process dies ---- */

static long calls_left; /* 0: it lives on */

static void step(void)
{
	if (calls_left && --calls_left == 0)
		kill(getpid(), SIGKILL);
}

#define WRAP(type, name, params, args)                                                             \
	type __real_##name params;                                                                 \
	type __wrap_##name params;                                                                 \
	type __wrap_##name params                                                                  \
	{                                                                                          \
		step();                                                                            \
		return __real_##name args;                                                         \
	}

WRAP(int, mkdir, (const char *p, mode_t m), (p, m))
WRAP(int, mkdirat, (int d, const char *p, mode_t m), (d, p, m))
WRAP(int, fstat, (int fd, struct stat *st), (fd, st))
WRAP(int, fstatat, (int d, const char *p, struct stat *st, int f), (d, p, st, f))
WRAP(int, faccessat, (int d, const char *p, int m, int f), (d, p, m, f))
WRAP(int, fchmod, (int fd, mode_t m), (fd, m))
WRAP(int, ftruncate, (int fd, off_t n), (fd, n))
WRAP(int, flock, (int fd, int op), (fd, op))
WRAP(ssize_t, read, (int fd, void *b, size_t n), (fd, b, n))
WRAP(ssize_t, write, (int fd, const void *b, size_t n), (fd, b, n))
WRAP(int, close, (int fd), (fd))
WRAP(int, renameat, (int d, const char *p, int e, const char *q), (d, p, e, q))
WRAP(int, unlinkat, (int d, const char *p, int f), (d, p, f))

/* Nobody waits for the disk: power does not fail here. */
int __wrap_fsync(int fd);
int __wrap_fsync(int fd)
{
	(void)fd;
	step();
	return 0;
}

int __wrap_syncfs(int fd);
int __wrap_syncfs(int fd)
{
	(void)fd;
	step();
	return 0;
}

int __real_open(const char *path, int flags, mode_t mode);
int __wrap_open(const char *path, int flags, ...);
int __wrap_open(const char *path, int flags, ...)
{
	va_list ap;
	mode_t mode;

	va_start(ap, flags);
	mode = flags & O_CREAT ? va_arg(ap, mode_t) : 0;
	va_end(ap);
	step();
	return __real_open(path, flags, mode);
}

int __real_openat(int dir, const char *path, int flags, mode_t mode);
int __wrap_openat(int dir, const char *path, int flags, ...);
int __wrap_openat(int dir, const char *path, int flags, ...)
{
	va_list ap;
	mode_t mode;

	va_start(ap, flags);
	mode = flags & O_CREAT ? va_arg(ap, mode_t) : 0;
	va_end(ap);
	step();
	return __real_openat(dir, path, flags, mode);
}

/* Only openat2 is called so. */
long __real_syscall(long number, int dir, const char *path, void *how, size_t size);
long __wrap_syscall(long number, int dir, const char *path, void *how, size_t size);
long __wrap_syscall(long number, int dir, const char *path, void *how, size_t size)
{
	step();
	return __real_syscall(number, dir, path, how, size);
}

/* ---- one change ---- */

enum { MANY = 70 }; /* more than are synced one by one */

static const struct {
	const char *path, *old, *new_; /* NULL: no such file */
} files[] = {
	{ "index.html", "old", "new" },	       { "both/x.html", "old x", "new x" },
	{ "both/y.html", "old y", "new y" },   { "keep.html", "same", "same" },
	{ "gone/deep/z.html", "old z", NULL }, { "more/deep/z.html", NULL, "new z" },
	{ "one.html", "old one", NULL },       { "manifest", "old m", "new m" },
};

/* Of the many: where, and what it says. */
static void many(int i, bool new_, struct buf *path, struct buf *text)
{
	buf_clear(path);
	buf_clear(text);
	buf_add_format(path, "many/%d/%d.html", i % 7, i);
	buf_add_format(text, "%s %d", new_ ? "new" : "old", i);
}

static void old_site(const char *dir, int n_many)
{
	struct buf path = BUF_INIT, text = BUF_INIT;

	for (size_t i = 0; i < ARRAY_LEN(files); i++)
		if (files[i].old)
			scratch_write(dir, files[i].path, str_from(files[i].old));
	for (int i = 0; i < n_many; i++) {
		many(i, false, &path, &text);
		scratch_write(dir, path.data, buf_str(&text));
	}
	buf_release(&path);
	buf_release(&text);
}

static int change(const char *dir, int n_many)
{
	struct findings f = FINDINGS_INIT;
	struct transaction *t = transaction_begin(dir, &f);
	struct buf path = BUF_INIT, text = BUF_INIT;
	int rc;

	if (!t)
		return -1;
	for (size_t i = 0; i < ARRAY_LEN(files); i++)
		if (files[i].new_)
			transaction_put(t, files[i].path, str_from(files[i].new_), &f);
		else
			transaction_remove(t, files[i].path);
	for (int i = 0; i < n_many; i++) {
		many(i, true, &path, &text);
		transaction_put(t, path.data, buf_str(&text), &f);
	}
	rc = transaction_commit(t, NULL, &f);
	transaction_free(t);
	findings_release(&f);
	buf_release(&path);
	buf_release(&text);
	return rc;
}

struct seen {
	bool old, new_; /* some file is so, and not as in the other */
};

static bool is_same(const char *a, const char *b)
{
	return a && b ? strcmp(a, b) == 0 : a == b;
}

static void see(struct seen *seen, const char *dir, const char *path, const char *old,
		const char *new_)
{
	char *got = scratch_read(dir, path);

	if (is_same(got, old))
		seen->old = seen->old || !is_same(old, new_);
	else if (is_same(got, new_))
		seen->new_ = true;
	else
		fail_msg("%s is %s", path, got ? got : "lost");
	free(got);
}

/* Each file is wholly old or new, and none is lost. */
static struct seen look(const char *dir, int n_many)
{
	struct buf path = BUF_INIT, old = BUF_INIT, new_ = BUF_INIT;
	struct seen seen = { false, false };

	for (size_t i = 0; i < ARRAY_LEN(files); i++)
		see(&seen, dir, files[i].path, files[i].old, files[i].new_);
	for (int i = 0; i < n_many; i++) {
		many(i, false, &path, &old);
		many(i, true, &path, &new_);
		see(&seen, dir, path.data, old.data, new_.data);
	}
	buf_release(&path);
	buf_release(&old);
	buf_release(&new_);
	return seen;
}

/* Runs the work in a process that dies before its n-th call; false: it was done before. */
static bool killed_at(long n, int (*work)(const char *dir, int n_many), const char *dir, int n_many)
{
	pid_t child;
	int status;

	fflush(NULL);
	child = fork();
	if (child == 0) {
		calls_left = n;
		_exit(work(dir, n_many) == 0 ? 0 : 1);
	}
	assert_int_equal(waitpid(child, &status, 0), child);
	assert_true(WIFSIGNALED(status) || WEXITSTATUS(status) == 0);
	return WIFSIGNALED(status);
}

/* What a run does that has nothing of its own to do. */
static int finish(const char *dir, int n_many)
{
	struct findings f = FINDINGS_INIT;
	struct transaction *t = transaction_begin(dir, &f);

	(void)n_many;
	transaction_free(t);
	findings_release(&f);
	return t ? 0 : -1;
}

static void assert_finished(const char *dir, int n_many, long n)
{
	struct seen before = look(dir, n_many), after;

	assert_int_equal(finish(dir, n_many), 0);
	after = look(dir, n_many);
	if (after.old && after.new_)
		fail_msg("killed at call %ld: after one more run the site is in part new", n);
	if (before.new_ && !after.new_)
		fail_msg("killed at call %ld: what had become new is old again", n);
	scratch_run(dir, "test -z \"$(find .luce -type f)\"");
	assert_int_equal(change(dir, n_many), 0);
	after = look(dir, n_many);
	assert_true(after.new_ && !after.old);
}

static void killed_before_any_call_it_leaves_old_files_or_new_ones(void **state)
{
	(void)state;
	for (int n_many = 0; n_many <= MANY; n_many += MANY) {
		long n = 1, mixed = 0;
		bool killed = true;

		for (; killed; n += n_many ? 5 : 1) {
			char *dir = scratch_new();
			struct seen seen;

			old_site(dir, n_many);
			killed = killed_at(n, change, dir, n_many);
			seen = look(dir, n_many);
			mixed += seen.old && seen.new_;
			assert_finished(dir, n_many, n);
			scratch_free(dir);
		}
		print_message("%d files: up to call %ld, %ld of them while some files were new\n",
			      n_many + (int)ARRAY_LEN(files), n, mixed);
		assert_true(n > 60 && mixed > 10);
	}
}

static void killed_while_it_finishes_it_is_finished_by_the_next(void **state)
{
	(void)state;
	for (long first = 60;; first += 7) {
		bool killed = true, first_killed = true;

		for (long n = 1; killed; n++) {
			char *dir = scratch_new();

			old_site(dir, 0);
			first_killed = killed_at(first, change, dir, 0);
			killed = first_killed && killed_at(n, finish, dir, 0);
			assert_finished(dir, 0, n);
			scratch_free(dir);
		}
		if (!first_killed)
			break;
	}
}

/* ---- who reads meanwhile ---- */

enum { PAGES = 40, PAGE_SIZE = 9000, STATES = 60 };

/* Every page of the k-th state is so many of one letter. */
static int kth_site(const char *dir, int k)
{
	struct findings f = FINDINGS_INIT;
	struct transaction *t = transaction_begin(dir, &f);
	char text[PAGE_SIZE];
	struct buf path = BUF_INIT;
	int rc;

	memset(text, 'a' + k % 26, sizeof(text));
	for (int i = 0; t && i < PAGES; i++) {
		buf_clear(&path);
		buf_add_format(&path, "p/%d/%d.html", i % 4, i);
		transaction_put(t, path.data, (struct str){ text, sizeof(text) - (size_t)(k % 26) },
				&f);
	}
	rc = t ? transaction_commit(t, NULL, &f) : -1;
	transaction_free(t);
	findings_release(&f);
	buf_release(&path);
	return rc;
}

static void read_whole(const char *dir)
{
	char path[64];

	for (int i = 0; i < PAGES; i++) {
		char *text;
		size_t len;

		snprintf(path, sizeof(path), "p/%d/%d.html", i % 4, i);
		text = scratch_read(dir, path);
		if (!text)
			fail_msg("%s is lost", path);
		len = strlen(text);
		if (len != (size_t)(PAGE_SIZE - (text[0] - 'a')) ||
		    strspn(text, (char[]){ text[0], '\0' }) != len)
			fail_msg("%s is not whole: %zu bytes, the first %c, the last %c", path, len,
				 text[0], len ? text[len - 1] : '-');
		free(text);
	}
}

static void who_reads_meanwhile_sees_every_page_whole(void **state)
{
	char *dir = scratch_new();
	long reads = 0;
	pid_t child;
	int status = 0;

	(void)state;
	assert_int_equal(kth_site(dir, 0), 0);
	fflush(NULL);
	child = fork();
	if (child == 0) {
		int rc = 0;

		for (int k = 1; k <= STATES && rc == 0; k++)
			rc = kth_site(dir, k);
		_exit(rc == 0 ? 0 : 1);
	}
	while (waitpid(child, &status, WNOHANG) == 0) {
		read_whole(dir);
		reads++;
	}
	read_whole(dir);
	print_message("%ld readings while %d sites were written\n", reads, STATES);
	assert_true(WIFEXITED(status) && WEXITSTATUS(status) == 0);
	scratch_free(dir);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(killed_before_any_call_it_leaves_old_files_or_new_ones),
		cmocka_unit_test(killed_while_it_finishes_it_is_finished_by_the_next),
		cmocka_unit_test(who_reads_meanwhile_sees_every_page_whole),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
