/*
 * store/transaction: whatever fails, and wherever it is killed, the files are
 * the old ones or the new ones. The calls named here can be made to fail.
 */
/* link: -Wl,--wrap=mkdir,--wrap=mkdirat,--wrap=fstat,--wrap=fstatat,--wrap=faccessat,--wrap=fchmod,--wrap=ftruncate,--wrap=flock,--wrap=read,--wrap=pread,--wrap=write,--wrap=fsync,--wrap=syncfs,--wrap=close,--wrap=renameat,--wrap=unlinkat,--wrap=open,--wrap=openat,--wrap=syscall,--wrap=fdopendir */
#define _GNU_SOURCE /* unshare, mkdtemp, popen, realpath, syncfs */
#include "scratch.h"

#include <dirent.h>
#include <sched.h>
#include <signal.h>
#include <sys/file.h>
#include <sys/mount.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>

#include "base/thread.h"
#include "store/apply.h"
#include "store/journal.h"
#include "store/transaction.h"

/* ---- calls that fail when they are told to ---- */

static struct {
	long countdown; /* to the call that fails; 0: none does */
	bool sticky; /* and all after it */
	const char *only; /* calls of this name; NULL: any */
	int err;
	bool hit;
	bool sync; /* really: otherwise no test waits for the disk */
	const char *released; /* the lock file, which vanishes before the next flock */
	struct buf *log; /* of what commits rely on; NULL: none */
} fault;

static bool fails(const char *name)
{
	if (fault.countdown == 0 || (fault.only && strcmp(fault.only, name) != 0))
		return false;
	if (fault.countdown > 1) {
		fault.countdown--;
		return false;
	}
	if (!fault.sticky)
		fault.countdown = 0;
	fault.hit = true;
	errno = fault.err;
	return true;
}

static void note(const char *what, const char *name)
{
	if (fault.log)
		buf_add_format(fault.log, "%s%s%s;", what, *name ? " " : "", name);
}

#define WRAP(type, name, params, args)                                                             \
	type __real_##name params;                                                                 \
	type __wrap_##name params;                                                                 \
	type __wrap_##name params                                                                  \
	{                                                                                          \
		return fails(#name) ? (type)-1 : __real_##name args;                               \
	}

WRAP(int, mkdir, (const char *p, mode_t m), (p, m))
WRAP(int, mkdirat, (int d, const char *p, mode_t m), (d, p, m))
WRAP(int, fstat, (int fd, struct stat *st), (fd, st))
WRAP(int, fstatat, (int d, const char *p, struct stat *st, int f), (d, p, st, f))
WRAP(int, faccessat, (int d, const char *p, int m, int f), (d, p, m, f))
WRAP(int, fchmod, (int fd, mode_t m), (fd, m))
WRAP(int, ftruncate, (int fd, off_t n), (fd, n))
WRAP(ssize_t, read, (int fd, void *b, size_t n), (fd, b, n))
WRAP(ssize_t, pread, (int fd, void *b, size_t n, off_t at), (fd, b, n, at))

ssize_t __real_write(int fd, const void *b, size_t n);
ssize_t __wrap_write(int fd, const void *b, size_t n);
ssize_t __wrap_write(int fd, const void *b, size_t n)
{
	if (fails("write"))
		return -1;
	note("write", "");
	if ((fault.countdown || fault.log) && n > 3) /* a short write is no error */
		n -= 2;
	return __real_write(fd, b, n);
}

int __real_flock(int fd, int op);
int __wrap_flock(int fd, int op);
int __wrap_flock(int fd, int op)
{
	if (fault.released) /* its holder gives the lock back just now */
		unlink(fault.released);
	fault.released = NULL;
	return fails("flock") ? -1 : __real_flock(fd, op);
}

int __real_fsync(int fd);
int __wrap_fsync(int fd);
int __wrap_fsync(int fd)
{
	if (fails("fsync"))
		return -1;
	note("fsync", "");
	return fault.sync ? __real_fsync(fd) : 0;
}

int __real_syncfs(int fd);
int __wrap_syncfs(int fd);
int __wrap_syncfs(int fd)
{
	if (fails("syncfs"))
		return -1;
	note("syncfs", "");
	return fault.sync ? __real_syncfs(fd) : 0;
}

int __real_close(int fd);
int __wrap_close(int fd);
int __wrap_close(int fd)
{
	bool failing = fails("close");
	int err = errno, rc = __real_close(fd); /* closed all the same */

	errno = failing ? err : errno;
	return failing ? -1 : rc;
}

int __real_renameat(int a, const char *from, int b, const char *to);
int __wrap_renameat(int a, const char *from, int b, const char *to);
int __wrap_renameat(int a, const char *from, int b, const char *to)
{
	if (fails("renameat"))
		return -1;
	note("rename to", to);
	return __real_renameat(a, from, b, to);
}

int __real_unlinkat(int d, const char *p, int f);
int __wrap_unlinkat(int d, const char *p, int f);
int __wrap_unlinkat(int d, const char *p, int f)
{
	if (fails("unlinkat"))
		return -1;
	note("unlink", p);
	return __real_unlinkat(d, p, f);
}

int __real_open(const char *p, int f, ...);
int __wrap_open(const char *p, int f, mode_t m);
int __wrap_open(const char *p, int f, mode_t m)
{
	return fails("open") ? -1 : __real_open(p, f, m);
}

int __real_openat(int d, const char *p, int f, ...);
int __wrap_openat(int d, const char *p, int f, mode_t m);
int __wrap_openat(int d, const char *p, int f, mode_t m)
{
	return fails("openat") ? -1 : __real_openat(d, p, f, m);
}

long __real_syscall(long n, ...);
long __wrap_syscall(long n, long a, long b, long c, long d); /* openat2 */
long __wrap_syscall(long n, long a, long b, long c, long d)
{
	return fails("syscall") ? -1 : __real_syscall(n, a, b, c, d);
}

DIR *__real_fdopendir(int fd);
DIR *__wrap_fdopendir(int fd);
DIR *__wrap_fdopendir(int fd)
{
	return fails("fdopendir") ? NULL : __real_fdopendir(fd);
}

/* ---- the state of a folder ---- */

static int by_name(const void *a, const void *b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

static void state_add(struct buf *out, const char *full, const char *path)
{
	DIR *dir = opendir(full);
	struct dirent *e;
	char **names = NULL;
	size_t n = 0, cap = 0;

	if (!dir) {
		char *bytes = scratch_read(full, "");

		if (!bytes)
			bytes = scratch_read("/", full + 1);
		buf_add_format(out, "%s=%s;", path, bytes ? bytes : "?");
		free(bytes);
		return;
	}
	buf_add_format(out, "%s/;", path);
	while ((e = readdir(dir))) {
		if (strcmp(e->d_name, ".") == 0 || strcmp(e->d_name, "..") == 0 ||
		    strcmp(e->d_name, ".luce") == 0)
			continue;
		ARRAY_GROW(names, n, cap);
		names[n++] = xstrdup(e->d_name);
	}
	closedir(dir);
	if (n)
		qsort(names, n, sizeof(*names), by_name);
	for (size_t i = 0; i < n; i++) {
		char *inner = scratch_path(full, names[i]);
		char *inner_path = scratch_path(path, names[i]);

		state_add(out, inner, inner_path);
		free(inner_path);
		free(inner);
		free(names[i]);
	}
	free(names);
}

/* All folders and files with their bytes, .luce apart. */
static char *state_of(const char *dir)
{
	struct buf b = BUF_INIT;

	state_add(&b, dir, "");
	return buf_detach(&b, NULL);
}

static void assert_state(const char *label, const char *dir, const char *expected)
{
	char *got = state_of(dir);

	if (strcmp(got, expected) != 0)
		print_error("%s:\n     got %s\nexpected %s\n", label, got, expected);
	assert_string_equal(got, expected);
	free(got);
}

/* Nothing is left in .luce but an empty stage. */
static void assert_clean(const char *dir)
{
	char *own = scratch_path(dir, ".luce");

	assert_state("what is left", own, "/;/stage/;");
	free(own);
}

static struct transaction *begin_ok(const char *dir)
{
	struct findings f = FINDINGS_INIT;
	struct transaction *t = transaction_begin(dir, &f);

	if (!t)
		findings_print(&f);
	assert_non_null(t);
	assert_no_findings(&f, "begin");
	return t;
}

static void put_ok(struct transaction *t, const char *path, const char *bytes)
{
	struct findings f = FINDINGS_INIT;

	assert_int_equal(transaction_put(t, path, str_from(bytes), &f), 0);
	assert_no_findings(&f, path);
}

static struct transaction_counts commit_ok(struct transaction *t)
{
	struct findings f = FINDINGS_INIT;
	struct transaction_counts counts;
	int rc = transaction_commit(t, &counts, &f);

	assert_no_findings(&f, "commit");
	assert_int_equal(rc, 0);
	transaction_free(t);
	return counts;
}

/* ---- what it does ---- */

static void a_commit_writes_removes_and_counts(void **state)
{
	char *dir = scratch_new();
	struct transaction *t;
	struct transaction_counts c;

	(void)state;
	scratch_write(dir, "content/old", STR_LIT("old"));
	scratch_write(dir, "content/same", STR_LIT("same"));
	scratch_write(dir, "content/gone/deep/x", STR_LIT("x"));
	scratch_write(dir, "content/half/x", STR_LIT("x"));
	scratch_write(dir, "content/half/y", STR_LIT("y"));
	fault.sync = true;
	t = begin_ok(dir);
	put_ok(t, "content/old", "new");
	put_ok(t, "content/same", "same");
	put_ok(t, "content/a/b/c", "made");
	put_ok(t, "top", "");
	put_ok(t, "content/\xe7\xbb\xbf \n%\x7f", "odd name");
	transaction_remove(t, "content/gone/deep/x");
	transaction_remove(t, "content/half/x");
	transaction_remove(t, "content/half/x"); /* twice is no harm */
	transaction_remove(t, "content/never/there");
	transaction_remove(t, "never");
	transaction_remove(t, "content/old/below-a-file");
	c = commit_ok(t);
	fault.sync = false;
	assert_int_equal(c.written, 4);
	assert_int_equal(c.removed, 2);
	assert_int_equal(c.unchanged, 1);
	assert_state("commit", dir,
		     "/;/content/;/content/a/;/content/a/b/;/content/a/b/c=made;/content/half/;"
		     "/content/half/y=y;/content/old=new;/content/same=same;"
		     "/content/\xe7\xbb\xbf \n%\x7f=odd name;/top=;");
	assert_clean(dir);
	scratch_free(dir);
}

static void without_a_commit_nothing_has_happened(void **state)
{
	char *dir = scratch_new();
	struct transaction *t;

	(void)state;
	scratch_write(dir, "a", STR_LIT("old"));
	t = begin_ok(dir);
	put_ok(t, "a", "new");
	put_ok(t, "folder/b", "new");
	transaction_remove(t, "a");
	transaction_free(t);
	assert_state("no commit", dir, "/;/a=old;");
	assert_clean(dir);
	transaction_free(NULL);
	scratch_free(dir);
}

static void a_commit_of_nothing_changes_nothing(void **state)
{
	char *dir = scratch_new();
	struct transaction_counts c;

	(void)state;
	scratch_write(dir, "a", STR_LIT("old"));
	c = commit_ok(begin_ok(dir));
	assert_int_equal(c.written + c.removed + c.unchanged, 0);
	assert_state("empty commit", dir, "/;/a=old;");
	scratch_free(dir);
}

static void removing_the_last_file_leaves_the_folder_itself(void **state)
{
	char *dir = scratch_new();
	struct transaction *t;

	(void)state;
	scratch_write(dir, "a/b/c", STR_LIT("x"));
	scratch_write(dir, "a/d", STR_LIT("x"));
	scratch_write(dir, "e", STR_LIT("x"));
	t = begin_ok(dir);
	transaction_remove(t, "a/b/c");
	transaction_remove(t, "a/d");
	transaction_remove(t, "e");
	assert_int_equal(commit_ok(t).removed, 3);
	assert_state("all removed", dir, "/;");
	scratch_free(dir);
}

static void a_file_with_the_same_bytes_is_not_touched(void **state)
{
	char *dir = scratch_new();
	char *path = scratch_path(dir, "a");
	struct timespec old[2] = { { 1000, 0 }, { 1000, 0 } };
	struct stat before, after;
	struct transaction *t;

	(void)state;
	scratch_write(dir, "a", STR_LIT("same"));
	assert_int_equal(utimensat(AT_FDCWD, path, old, 0), 0);
	assert_int_equal(stat(path, &before), 0);
	t = begin_ok(dir);
	put_ok(t, "a", "same");
	assert_int_equal(commit_ok(t).unchanged, 1);
	assert_int_equal(stat(path, &after), 0);
	assert_int_equal(after.st_ino, before.st_ino);
	assert_int_equal(after.st_mtim.tv_sec, 1000);
	free(path);
	scratch_free(dir);
}

/* Larger than what is compared at once, and different only at its end. */
static void a_large_file_is_compared_to_its_end(void **state)
{
	char *dir = scratch_new();
	struct buf bytes = BUF_INIT;

	(void)state;
	for (int i = 0; i < 50000; i++)
		buf_add_char(&bytes, (char)('a' + i % 26));
	scratch_write(dir, "a", buf_str(&bytes));
	for (int changed = 0; changed <= 1; changed++) {
		struct transaction *t = begin_ok(dir);

		bytes.data[bytes.len - 1] = changed ? '!' : bytes.data[bytes.len - 1];
		put_ok(t, "a", bytes.data);
		assert_int_equal(commit_ok(t).unchanged, !changed);
	}
	buf_release(&bytes);
	scratch_free(dir);
}

static void a_file_that_is_replaced_keeps_its_permissions(void **state)
{
	char *dir = scratch_new();
	struct transaction *t;
	char *modes;

	(void)state;
	scratch_write(dir, "run", STR_LIT("old"));
	scratch_write(dir, "closed", STR_LIT("old"));
	scratch_run(dir, "chmod 755 run; chmod 600 closed");
	t = begin_ok(dir);
	put_ok(t, "run", "new");
	put_ok(t, "closed", "new");
	commit_ok(t);
	modes = scratch_ask(dir, "stat -c %a run closed | tr '\\n' ' '");
	assert_string_equal(modes, "755 600 ");
	free(modes);
	scratch_free(dir);
}

static void the_folder_is_made_where_its_parent_is_there(void **state)
{
	char *dir = scratch_new();
	char *one = scratch_path(dir, "site"), *two = scratch_path(dir, "absent/site");
	struct findings f = FINDINGS_INIT;
	struct transaction *t = begin_ok(one);

	(void)state;
	put_ok(t, "index.html", "page");
	commit_ok(t);
	assert_state("made", one, "/;/index.html=page;");
	assert_null(transaction_begin(two, &f));
	assert_one_finding(&f, F_FILE_NOT_WRITTEN, "no parent");
	free(one);
	one = scratch_path(dir, "site/index.html");
	assert_null(transaction_begin(one, &f));
	assert_one_finding(&f, F_FILE_NOT_WRITTEN, "a file");
	free(two);
	free(one);
	scratch_free(dir);
}

struct many {
	struct transaction *t;
	size_t n;
	const char *bytes;
	int failed;
};

static void many_path(size_t i, struct buf *path)
{
	buf_clear(path);
	buf_add_format(path, "pages/%zu/%zu", i % 7, i);
}

static void many_put(void *ctx, unsigned worker, size_t i)
{
	struct many *m = ctx;
	struct findings f = FINDINGS_INIT;
	struct buf path = BUF_INIT;

	(void)worker;
	many_path(i, &path);
	if (transaction_put(m->t, path.data, str_from(m->bytes), &f) < 0)
		__atomic_add_fetch(&m->failed, 1, __ATOMIC_RELAXED);
	findings_release(&f);
	buf_release(&path);
}

/* One more than are synced one by one, and as many, and one fewer. */
static void many_files_are_put_by_several_threads(void **state)
{
	static const size_t sizes[] = { SYNC_EACH_MOST - 1, SYNC_EACH_MOST, SYNC_EACH_MOST + 1, 1000 };

	(void)state;
	for (size_t k = 0; k < ARRAY_LEN(sizes); k++) {
		char *dir = scratch_new();

		fault.sync = k == 3;
		for (int round = 0; round < 3; round++) {
			struct many m = { begin_ok(dir), sizes[k], round ? "again" : "first", 0 };
			struct buf path = BUF_INIT;
			struct transaction_counts c;

			parallel_for(m.n, 4, many_put, &m);
			assert_int_equal(m.failed, 0);
			c = commit_ok(m.t);
			assert_int_equal(round == 2 ? c.unchanged : c.written, m.n);
			for (size_t i = 0; i < m.n; i++) {
				char *got;

				many_path(i, &path);
				got = scratch_read(dir, path.data);
				assert_non_null(got);
				assert_string_equal(got, m.bytes);
				free(got);
			}
			buf_release(&path);
		}
		fault.sync = false;
		assert_clean(dir);
		scratch_free(dir);
	}
}

/* ---- what it refuses ---- */

static void paths_that_lead_elsewhere_are_refused(void **state)
{
	static const char *const paths[] = {
		"",
		"/",
		"/etc/x",
		"..",
		"../x",
		"a/../b",
		"a/..",
		".",
		"./a",
		"a/./b",
		"a//b",
		"a/",
		".git",
		".git/hooks/pre-commit",
		"a/.git/config",
		".GIT/x",
		".luce",
		".luce/journal",
		"a/.luce/x",
	};
	char *dir = scratch_new();
	struct findings f = FINDINGS_INIT;

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(paths); i++) {
		struct transaction *t = begin_ok(dir);

		put_ok(t, "fine", "x");
		assert_int_equal(transaction_put(t, paths[i], STR_LIT("x"), &f), -1);
		assert_one_finding(&f, F_PATH_REFUSED, paths[i]);
		assert_int_equal(transaction_commit(t, NULL, &f), -1);
		assert_no_findings(&f, "said at the put");
		transaction_free(t);
		t = begin_ok(dir);
		put_ok(t, "fine", "x");
		transaction_remove(t, paths[i]);
		assert_int_equal(transaction_commit(t, NULL, &f), -1);
		assert_one_finding(&f, F_PATH_REFUSED, paths[i]);
		transaction_free(t);
		assert_state(paths[i], dir, "/;");
	}
	scratch_free(dir);
}

static void names_that_begin_with_a_dot_may_be_written(void **state)
{
	char *dir = scratch_new();
	struct transaction *t = begin_ok(dir);

	(void)state;
	put_ok(t, ".htaccess", "x");
	put_ok(t, ".well-known/y", "y");
	commit_ok(t);
	assert_state("dots", dir, "/;/.htaccess=x;/.well-known/;/.well-known/y=y;");
	scratch_free(dir);
}

static void what_is_in_the_way_is_named_and_left(void **state)
{
	static const struct {
		const char *path, *part, *kind; /* kind NULL: allowed */
		bool removal;
	} rows[] = {
		{ "link/x", "link", "symlink", false },
		{ "a/out", "a/out", "symlink", false },
		{ "a/link/deep/x", "a/link", "symlink", false },
		{ "a", "a", "folder", false },
		{ "a/file/x", "a/file", "file", false },
		{ "a/file/x/y", "a/file", "file", false },
		{ "a/pipe", "a/pipe", "fifo", false },
		{ "a/pipe/x", "a/pipe", "fifo", false },
		{ "link/secret", "link", "symlink", true },
		{ "a/link/secret", "a/link", "symlink", true },
		{ "a", "a", "folder", true },
	};
	char *dir = scratch_new();
	char *portal = scratch_path(dir, "portal");
	char *before;
	struct findings f = FINDINGS_INIT;

	(void)state;
	scratch_write(dir, "outside/secret", STR_LIT("secret"));
	scratch_write(dir, "portal/a/file", STR_LIT("x"));
	scratch_run(dir, "ln -s ../outside portal/link; ln -s ../../outside portal/a/link; "
			 "ln -s ../../outside/secret portal/a/out; mkfifo portal/a/pipe; "
			 "find . ! -path '*/.luce*' ! -name list | sort >list");
	before = scratch_read(dir, "list");
	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		struct transaction *t = begin_ok(portal);

		put_ok(t, "fine", "x");
		if (rows[i].removal)
			transaction_remove(t, rows[i].path);
		else
			assert_int_equal(transaction_put(t, rows[i].path, STR_LIT("y"), &f), -1);
		assert_int_equal(transaction_commit(t, NULL, &f), -1);
		transaction_free(t);
		assert_int_equal(f.n, 1);
		assert_string_equal(f.items[0].args[0], rows[i].part);
		assert_string_equal(f.items[0].args[1], rows[i].kind);
		assert_one_finding(&f, F_PATH_BLOCKED, rows[i].path);
		scratch_run(dir,
			    "find . ! -path '*/.luce*' ! -name list | sort >list; grep -q secret outside/secret");
		char *after = scratch_read(dir, "list");

		assert_string_equal(after, before);
		free(after);
	}
	free(before);
	free(portal);
	scratch_free(dir);
}

static void a_symlink_may_be_removed_and_what_it_points_to_stays(void **state)
{
	char *dir = scratch_new();
	struct transaction *t;

	(void)state;
	scratch_write(dir, "file", STR_LIT("x"));
	scratch_run(dir, "ln -s file link");
	t = begin_ok(dir);
	transaction_remove(t, "link");
	commit_ok(t);
	assert_state("symlink removed", dir, "/;/file=x;");
	scratch_free(dir);
}

/* .luce and what is in it may be symlinks too, in a portal fetched from elsewhere. */
static void own_files_that_are_symlinks_are_refused(void **state)
{
	static const char *const lines[] = {
		"ln -s ../outside portal/.luce",
		"mkdir portal/.luce; ln -s ../../outside portal/.luce/stage",
		"mkdir portal/.luce; ln -s ../../outside/secret portal/.luce/lock",
		"mkdir portal/.luce; ln -s ../../outside/secret portal/.luce/journal",
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(lines); i++) {
		char *dir = scratch_new();
		char *portal = scratch_path(dir, "portal");
		struct findings f = FINDINGS_INIT;

		scratch_write(dir, "outside/secret", STR_LIT("secret"));
		scratch_run(dir, "mkdir portal");
		scratch_run(dir, lines[i]);
		assert_null(transaction_begin(portal, &f));
		assert_int_equal(f.n, 1);
		findings_release(&f);
		scratch_run(dir,
			    "test \"$(ls outside)\" = secret; test $(cat outside/secret) = secret");
		free(portal);
		scratch_free(dir);
	}
}

/* Whatever else stands where luce keeps its own: a finding or nothing to it, no waiting, no harm. */
static void own_files_that_are_no_files_do_no_harm(void **state)
{
	static const struct {
		const char *line;
		bool begins;
	} rows[] = {
		{ "touch .luce", false },
		{ "mkfifo .luce", false },
		{ "mkdir .luce; mkfifo .luce/stage", false },
		{ "mkdir .luce; touch .luce/stage", false },
		{ "mkdir -p .luce/lock", false },
		{ "mkdir .luce; mkfifo .luce/lock", false },
		{ "mkdir .luce; mkfifo .luce/journal", false },
		{ "mkdir -p .luce/journal", false },
		{ "mkdir .luce; truncate -s 100G .luce/journal", false },
		{ "mkdir .luce; touch .luce/journal", false },
		{ "mkdir -p .luce/journal.new", false },
		{ "mkdir .luce; mkfifo .luce/journal.new", true },
		{ "mkdir -p .luce/stage; mkfifo .luce/stage/1", true },
		{ "mkdir -p .luce/stage; ln -s ../../a .luce/stage/1", true },
		{ "mkdir -p .luce/stage/1/x", false },
		{ "mkdir .luce; echo x >.luce/mine", true },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		char *dir = scratch_new();
		struct findings f = FINDINGS_INIT;
		struct transaction *t;

		scratch_write(dir, "a", STR_LIT("old"));
		scratch_run(dir, rows[i].line);
		t = transaction_begin(dir, &f);
		if ((t != NULL) != rows[i].begins || f.errors != !rows[i].begins)
			fail_msg("%s: %zu errors", rows[i].line, f.errors);
		if (t) {
			put_ok(t, "a", "new");
			commit_ok(t);
		}
		assert_state(rows[i].line, dir, rows[i].begins ? "/;/a=new;" : "/;/a=old;");
		findings_release(&f);
		scratch_free(dir);
	}
}

static void one_name_is_changed_once(void **state)
{
	static const struct {
		const char *label;
		const char *puts[3], *removals[2];
		bool twice;
	} rows[] = {
		{ "twice", { "x", "x" }, { NULL }, true },
		{ "the same bytes twice", { "same", "same" }, { NULL }, true },
		{ "put and removed", { "x" }, { "x" }, true },
		{ "kept and removed", { "same" }, { "same" }, true },
		{ "a file and a folder", { "x", "x/y" }, { NULL }, true },
		{ "with others between", { "x", "x-y", "x/y" }, { "x/a" }, true },
		{ "far below", { "x", "x/y/z" }, { NULL }, true },
		{ "like names", { "x", "x-y", "x.y" }, { "xx" }, false },
		{ "neighbours", { "x/y", "x/z", "x0" }, { "x" }, false },
		{ "removed twice", { "x" }, { "same", "same" }, false },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		char *dir = scratch_new();
		struct findings f = FINDINGS_INIT;
		struct transaction *t;

		scratch_write(dir, "same", STR_LIT("bytes"));
		t = begin_ok(dir);
		for (int k = 0; k < 3 && rows[i].puts[k]; k++)
			put_ok(t, rows[i].puts[k], "bytes");
		for (int k = 0; k < 2 && rows[i].removals[k]; k++)
			transaction_remove(t, rows[i].removals[k]);
		assert_int_equal(transaction_commit(t, NULL, &f), rows[i].twice ? -1 : 0);
		if (rows[i].twice) {
			assert_one_finding(&f, F_PATH_TWICE, rows[i].label);
			assert_state(rows[i].label, dir, "/;/same=bytes;");
		}
		assert_no_findings(&f, rows[i].label);
		transaction_free(t);
		assert_clean(dir);
		scratch_free(dir);
	}
}

/* Also where the test failed: the tests that follow rely on it. */
static int become_root_again(void **state)
{
	(void)state;
	return getuid() == 0 ? seteuid(0) : 0;
}

static void a_folder_that_may_not_be_written_is_a_finding_and_nothing_changes(void **state)
{
	static const char before[] = "/;/a=old;/closed/;/closed/x=x;";
	char *dir = scratch_new();
	struct findings f = FINDINGS_INIT;
	bool root = geteuid() == 0;

	(void)state;
	scratch_write(dir, "closed/x", STR_LIT("x"));
	scratch_write(dir, "a", STR_LIT("old"));
	scratch_run(dir, "chmod 777 .; chmod 666 a; chmod 555 closed");
	if (root)
		assert_int_equal(seteuid(65534), 0);
	for (int removal = 0; removal <= 1; removal++) {
		struct transaction *t = begin_ok(dir);

		put_ok(t, "a", "new");
		put_ok(t, "b/c", "new");
		if (removal)
			transaction_remove(t, "closed/x");
		else
			put_ok(t, "closed/y/z", "y");
		assert_int_equal(transaction_commit(t, NULL, &f), -1);
		assert_one_finding(&f, F_FILE_NOT_WRITTEN, "closed");
		transaction_free(t);
		assert_state("closed", dir, before);
		assert_clean(dir);
	}
	if (root)
		assert_int_equal(seteuid(0), 0);
	scratch_run(dir, "chmod 755 closed");
	scratch_free(dir);
}

/* ---- the lock ---- */

static void a_second_writer_is_told_who_holds_the_lock(void **state)
{
	char *dir = scratch_new();
	struct findings f = FINDINGS_INIT;
	struct transaction *t = begin_ok(dir);
	struct buf me = BUF_INIT;
	char *path = scratch_path(dir, ".luce/lock");

	(void)state;
	put_ok(t, "a", "x");
	assert_null(transaction_begin(dir, &f));
	assert_int_equal(f.n, 1);
	buf_add_format(&me, "%ld ", (long)getpid());
	assert_int_equal(strncmp(f.items[0].args[0], me.data, me.len), 0);
	assert_non_null(strstr(f.items[0].args[0], " luce"));
	assert_string_equal(f.items[0].args[1], path);
	assert_one_finding(&f, F_FILE_LOCKED, "second");
	commit_ok(t); /* which the second has not disturbed */
	transaction_free(begin_ok(dir));
	assert_state("locked", dir, "/;/a=x;");
	buf_release(&me);
	free(path);
	scratch_free(dir);
}

static void a_lock_that_a_killed_process_left_is_taken_over(void **state)
{
	char *dir = scratch_new();
	struct findings f = FINDINGS_INIT;
	int ready[2];
	char byte;
	pid_t child;

	(void)state;
	assert_int_equal(pipe(ready), 0);
	child = fork();
	if (child == 0) {
		struct transaction *t = transaction_begin(dir, &f);

		if (!t || transaction_put(t, "a", STR_LIT("x"), &f) < 0 ||
		    write(ready[1], "x", 1) != 1)
			_exit(1);
		for (;;)
			pause();
	}
	assert_int_equal(read(ready[0], &byte, 1), 1);
	assert_null(transaction_begin(dir, &f));
	assert_one_finding(&f, F_FILE_LOCKED, "held by another process");
	kill(child, SIGKILL);
	waitpid(child, NULL, 0);
	close(ready[0]);
	close(ready[1]);
	scratch_run(dir, "test -s .luce/lock; test -e .luce/stage/1");
	transaction_free(begin_ok(dir));
	assert_state("taken over", dir, "/;");
	assert_clean(dir);
	scratch_free(dir);
}

/* Who opened the file before its holder removed it would hold what is no lock any more. */
static void a_lock_given_back_at_the_last_moment_is_taken_anew(void **state)
{
	char *dir = scratch_new();
	char *path = scratch_path(dir, ".luce/lock");
	struct findings f = FINDINGS_INIT;
	struct transaction *t;

	(void)state;
	scratch_write(dir, ".luce/lock", STR_LIT("1 elsewhere luce\n"));
	fault.released = path;
	t = begin_ok(dir);
	assert_null(fault.released);
	assert_null(transaction_begin(dir, &f));
	assert_one_finding(&f, F_FILE_LOCKED, "taken anew");
	transaction_free(t);
	free(path);
	scratch_free(dir);
}

/* Where there is no flock, the file is the lock. */
static void without_flock_the_file_excludes(void **state)
{
	static const int errors[] = { ENOLCK, EOPNOTSUPP, ENOSYS };
	struct findings f = FINDINGS_INIT;

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(errors); i++) {
		char *dir = scratch_new();
		struct transaction *t;

		fault.only = "flock";
		fault.err = errors[i];
		fault.sticky = true;
		fault.countdown = 1;
		t = begin_ok(dir);
		assert_null(transaction_begin(dir, &f));
		assert_one_finding(&f, F_FILE_LOCKED, "no flock");
		put_ok(t, "a", "x");
		commit_ok(t);
		transaction_free(begin_ok(dir));
		memset(&fault, 0, sizeof(fault));
		assert_state("no flock", dir, "/;/a=x;");
		scratch_free(dir);
	}
}

/* ---- one change, and its failures ---- */

static const char old_state[] = "/;/both/;/both/y=old y;/gone/;/gone/deep/;/gone/deep/x=x;/keep=same;"
				"/old=old;";
static const char new_state[] =
	"/;/both/;/both/y=new y;/keep=same;/new/;/new/%20 \n/;/new/%20 \n/z=z;"
	"/old=new;";

static char *old_dir(void)
{
	char *dir = scratch_new();

	scratch_write(dir, "keep", STR_LIT("same"));
	scratch_write(dir, "old", STR_LIT("old"));
	scratch_write(dir, "both/y", STR_LIT("old y"));
	scratch_write(dir, "gone/deep/x", STR_LIT("x"));
	return dir;
}

/* Goes on after a failure, as a careless caller would. */
static int change(const char *dir, struct findings *f)
{
	struct transaction *t = transaction_begin(dir, f);
	int rc;

	if (!t)
		return -1;
	transaction_put(t, "keep", STR_LIT("same"), f);
	transaction_put(t, "old", STR_LIT("new"), f);
	transaction_put(t, "both/y", STR_LIT("new y"), f);
	transaction_put(t, "new/%20 \n/z", STR_LIT("z"), f);
	transaction_remove(t, "gone/deep/x");
	rc = transaction_commit(t, NULL, f);
	transaction_free(t);
	return rc;
}

static void fault_set(long n, bool sticky, int err, const char *only)
{
	fault.countdown = n;
	fault.sticky = sticky;
	fault.err = err;
	fault.only = only;
	fault.hit = false;
}

static void fault_off(void)
{
	fault.countdown = 0;
}

/* After a failure: finish what is to be finished, and see that all works again. */
static void assert_recovers(const char *label, const char *dir, const char *must_be,
			    const char *may_be)
{
	struct findings f = FINDINGS_INIT;
	struct transaction *t = transaction_begin(dir, &f);
	char *got;

	if (!t)
		findings_print(&f);
	assert_non_null(t);
	assert_int_equal(f.errors, 0);
	findings_release(&f);
	transaction_free(t);
	got = state_of(dir);
	if (!may_be || strcmp(got, may_be) != 0)
		assert_state(label, dir, must_be);
	free(got);
	if (change(dir, &f) < 0)
		findings_print(&f);
	assert_no_findings(&f, label);
	assert_state(label, dir, new_state);
	assert_clean(dir);
}

static void any_call_that_fails_leaves_the_old_files_or_the_new_ones(void **state)
{
	static const struct {
		int err;
		bool sticky;
	} rows[] = { { EIO, false },   { EIO, true },	  { ENOSPC, false },
		     { ENOSPC, true }, { EACCES, false }, { EINTR, false } };

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		long n = 0;

		do {
			char *dir = old_dir();
			struct findings f = FINDINGS_INIT;
			struct buf label = BUF_INIT;
			int rc;
			bool stopped;

			fault_set(++n, rows[i].sticky, rows[i].err, NULL);
			rc = change(dir, &f);
			fault_off();
			buf_add_format(&label, "call %ld%s: %s", n,
				       rows[i].sticky ? " and all after it" : "",
				       strerror(rows[i].err));
			stopped = findings_have(&f, F_TRANSACTION_STOPPED);
			if (rc < 0 && f.errors == 0)
				print_error("%s: failed and did not say so\n", label.data);
			assert_true(rc == 0 || f.errors > 0);
			findings_release(&f);
			if (!stopped)
				assert_state(label.data, dir, rc == 0 ? new_state : old_state);
			assert_recovers(label.data, dir, rc == 0 || stopped ? new_state : old_state,
					stopped ? old_state : NULL);
			buf_release(&label);
			scratch_free(dir);
			assert_true(n < 1000);
		} while (fault.hit);
		assert_true(n > 60); /* there are so many calls at least */
	}
	memset(&fault, 0, sizeof(fault));
}

/* As after a crash: the journal stands, and k files or removals are done. */
static char *stopped_dir(const char *call, long k)
{
	char *dir = old_dir();
	struct findings f = FINDINGS_INIT;

	fault_set(k, true, EIO, call);
	assert_int_equal(change(dir, &f), -1);
	fault_off();
	assert_true(findings_have(&f, F_TRANSACTION_STOPPED));
	findings_release(&f);
	return dir;
}

/* The first renameat is the journal's; the first unlinkat in a commit removes gone/deep/x. */
static const struct {
	const char *call;
	long k;
} stops[] = { { "renameat", 2 }, { "renameat", 3 }, { "renameat", 4 },
	      { "unlinkat", 2 }, { "unlinkat", 3 }, { "unlinkat", 4 } };

static void what_stopped_halfway_is_finished_and_said_so(void **state)
{
	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(stops); i++) {
		char *dir = stopped_dir(stops[i].call, stops[i].k);
		struct findings f = FINDINGS_INIT;
		struct transaction *t = transaction_begin(dir, &f);

		if (!t)
			findings_print(&f);
		assert_non_null(t);
		assert_int_equal(f.errors, 0);
		assert_string_equal(f.items[0].args[0], "4");
		assert_one_finding(&f, F_TRANSACTION_FINISHED, stops[i].call);
		assert_state(stops[i].call, dir, new_state);
		transaction_free(t);
		assert_clean(dir);
		scratch_free(dir);
	}
	memset(&fault, 0, sizeof(fault));
}

static void finishing_may_fail_anywhere_and_be_tried_again(void **state)
{
	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(stops); i++) {
		for (int sticky = 0; sticky <= 1; sticky++) {
			long n = 0;

			do {
				char *dir = stopped_dir(stops[i].call, stops[i].k);
				struct findings f = FINDINGS_INIT;
				struct buf label = BUF_INIT;
				struct transaction *t;

				buf_add_format(&label, "%s %ld, call %ld", stops[i].call,
					       stops[i].k, ++n);
				fault_set(n, sticky, EIO, NULL);
				t = transaction_begin(dir, &f);
				fault_off();
				assert_true(t || f.errors > 0);
				transaction_free(t);
				findings_release(&f);
				assert_recovers(label.data, dir, new_state, NULL);
				buf_release(&label);
				scratch_free(dir);
			} while (fault.hit);
			assert_true(n > 20);
		}
	}
	memset(&fault, 0, sizeof(fault));
}

static void staged_bytes_that_someone_took_away_are_missed(void **state)
{
	static const char *const targets[] = { "old", "absent" };
	struct findings f = FINDINGS_INIT;

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(targets); i++) {
		char *dir = scratch_new();
		struct transaction *t;

		scratch_write(dir, "old", STR_LIT("old"));
		t = begin_ok(dir);
		put_ok(t, targets[i], "longer");
		fault_set(2, true, EIO, "renameat");
		assert_int_equal(transaction_commit(t, NULL, &f), -1);
		fault_off();
		assert_one_finding(&f, F_TRANSACTION_STOPPED, targets[i]);
		transaction_free(t);
		scratch_run(dir, "rm .luce/stage/1");
		assert_null(transaction_begin(dir, &f));
		assert_one_finding(&f, F_TRANSACTION_DAMAGED, targets[i]);
		scratch_run(dir, "rm .luce/journal"); /* as the finding says */
		transaction_free(begin_ok(dir));
		assert_state("taken away", dir, "/;/old=old;");
		scratch_free(dir);
	}
	memset(&fault, 0, sizeof(fault));
}

/* ---- journals ---- */

/* What it names is not what was staged: it does not get into the site. */
static void staged_bytes_that_someone_exchanged_are_refused(void **state)
{
	static const char *const lines[] = {
		"ln -sf /etc/passwd .luce/stage/1",	  "ln -sf ../../keep .luce/stage/1",
		"echo longer than it was >.luce/stage/1", "rm .luce/stage/1; mkfifo .luce/stage/1",
		"rm .luce/stage/1; mkdir .luce/stage/1",
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(lines); i++) {
		char *dir = stopped_dir("renameat", 2);
		struct findings f = FINDINGS_INIT;

		scratch_run(dir, lines[i]);
		assert_null(transaction_begin(dir, &f));
		assert_one_finding(&f, F_TRANSACTION_DAMAGED, lines[i]);
		scratch_run(dir,
			    "test ! -L old && test \"$(cat old)\" = old && test -e .luce/journal");
		scratch_free(dir);
	}
}

static void a_journal_that_was_never_written_counts_for_nothing(void **state)
{
	char *dir = old_dir();

	(void)state;
	scratch_write(dir, ".luce/journal.new", STR_LIT("luce journal 1\nput 1 3 old\n"));
	scratch_write(dir, ".luce/stage/1", STR_LIT("new"));
	scratch_write(dir, ".luce/stage/other", STR_LIT("new"));
	transaction_free(begin_ok(dir));
	assert_state("swept", dir, old_state);
	assert_clean(dir);
	scratch_free(dir);
}

/* Cut at every length, and every byte changed. */
static void a_damaged_journal_is_never_acted_on(void **state)
{
	char *dir = stopped_dir("renameat", 2);
	char *good = scratch_read(dir, ".luce/journal");
	size_t len = strlen(good);
	char *before = state_of(dir);
	struct findings f = FINDINGS_INIT;

	(void)state;
	memset(&fault, 0, sizeof(fault));
	assert_true(len > 100);
	for (size_t i = 0; i < 2 * len; i++) {
		char *bad = xstrdup(good);

		if (i >= len)
			bad[i - len] ^= 1;
		scratch_write(dir, ".luce/journal", (struct str){ bad, i < len ? i : len });
		assert_null(transaction_begin(dir, &f));
		assert_one_finding(&f, F_TRANSACTION_DAMAGED, bad);
		free(bad);
	}
	assert_state("damaged", dir, before);
	scratch_write(dir, ".luce/journal", (struct str){ good, len });
	assert_recovers("restored", dir, new_state, NULL);
	free(before);
	free(good);
	scratch_free(dir);
}

/* A portal fetched from elsewhere may bring a journal of its own: nothing it names leaves the folder. */
static void a_journal_of_hostile_paths_is_refused(void **state)
{
	static const char *const paths[] = { "../x", "/etc/x", ".git/hooks/x", "a//b", ".luce/lock" };

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(paths); i++) {
		char *dir = scratch_new();
		struct change c = { paths[i], CHANGE_PUT, 1, 1 };
		struct findings f = FINDINGS_INIT;
		struct buf own = BUF_INIT;
		bool standing;
		int fd;

		scratch_write(dir, ".luce/stage/1", STR_LIT("x"));
		buf_add_format(&own, "%s/.luce", dir);
		fd = open(own.data, O_RDONLY | O_DIRECTORY);
		assert_int_equal(journal_write(fd, &c, 1, &standing), 0);
		assert_true(standing);
		close(fd);
		assert_null(transaction_begin(dir, &f));
		assert_one_finding(&f, F_TRANSACTION_DAMAGED, paths[i]);
		buf_release(&own);
		scratch_free(dir);
	}
}

static void a_journal_gives_back_what_was_written(void **state)
{
	static const struct change changes[] = {
		{ "plain", CHANGE_PUT, 1, 0 },
		{ "kept", CHANGE_KEEP, 0, 3 },
		{ "a b\nc\td%41\x7f\x01", CHANGE_PUT, 18446744073709551615u, 7 },
		{ "\xe7\xbb\xbf/\xe5\x86\x8c", CHANGE_REMOVE, 0, 0 },
	};
	static const size_t expected[] = { 0, 2, 3 };
	char *dir = scratch_new();
	int fd = open(dir, O_RDONLY | O_DIRECTORY);
	struct arena a = ARENA_INIT;
	struct change *got;
	const char *reason;
	size_t n;
	bool standing;

	(void)state;
	assert_int_equal(journal_read(fd, &a, &got, &n, &reason), 0);
	assert_int_equal(journal_write(fd, changes, ARRAY_LEN(changes), &standing), 0);
	assert_int_equal(journal_read(fd, &a, &got, &n, &reason), 1);
	assert_int_equal(n, ARRAY_LEN(expected));
	for (size_t i = 0; i < n; i++) {
		const struct change *x = &changes[expected[i]];

		assert_string_equal(got[i].path, x->path);
		assert_int_equal(got[i].kind, x->kind);
		assert_true(got[i].stage == x->stage);
		assert_true(got[i].size == x->size);
	}
	assert_int_equal(journal_remove(fd), 0);
	assert_int_equal(journal_remove(fd), 0); /* absent is fine */
	arena_release(&a);
	close(fd);
	scratch_free(dir);
}

/* ---- what is on disk, and when ---- */

static void assert_log(const char *got, const char *expected)
{
	if (strcmp(got, expected) != 0)
		print_error("     got %s\nexpected %s\n", got, expected);
	assert_string_equal(got, expected);
}

static void each_step_is_on_disk_before_the_next(void **state)
{
	char *dir = scratch_new();
	struct transaction *t;
	struct findings f = FINDINGS_INIT;
	struct buf log = BUF_INIT;

	(void)state;
	scratch_write(dir, "b/c", STR_LIT("x"));
	t = begin_ok(dir);
	put_ok(t, "a", "new");
	transaction_remove(t, "b/c");
	fault.log = &log;
	assert_int_equal(transaction_commit(t, NULL, &f), 0);
	fault.log = NULL;
	assert_log(log.data,
		   "fsync;fsync;fsync;" /* the staged file, the stage, the folder with .luce */
		   "write;write;fsync;rename to journal;fsync;" /* and .luce */
		   "rename to a;unlink c;fsync;unlink b;fsync;" /* b, then the folder itself */
		   "unlink journal;fsync;");
	transaction_free(t);
	buf_release(&log);
	assert_no_findings(&f, "log");
	scratch_free(dir);
}

static void many_files_are_synced_at_once(void **state)
{
	char *dir = scratch_new();
	struct many m = { begin_ok(dir), SYNC_EACH_MOST + 1, "x", 0 };
	struct findings f = FINDINGS_INIT;
	struct buf log = BUF_INIT;
	const char *first, *journal, *last;

	(void)state;
	fault.log = &log;
	parallel_for(m.n, 1, many_put, &m);
	assert_null(strstr(log.data, "sync"));
	buf_clear(&log);
	assert_int_equal(transaction_commit(m.t, NULL, &f), 0);
	fault.log = NULL;
	first = strstr(log.data, "syncfs");
	journal = strstr(log.data, "rename to journal");
	last = strstr(journal, "syncfs");
	assert_true(first && first < journal);
	assert_true(last && !strstr(last, "rename"));
	assert_log(last, "syncfs;unlink journal;fsync;");
	transaction_free(m.t);
	buf_release(&log);
	assert_no_findings(&f, "log");
	scratch_free(dir);
}

static void any_call_that_fails_among_many_files_too(void **state)
{
	(void)state;
	for (int sticky = 0; sticky <= 1; sticky++) {
		for (long n = 1;; n += 13) {
			char *dir = scratch_new();
			char *old, *new, *got;
			struct findings f = FINDINGS_INIT;
			struct many m = { NULL, SYNC_EACH_MOST + 6, "new", 0 };
			int rc = -1;

			fault_set(0, false, 0, NULL);
			m.t = begin_ok(dir);
			m.bytes = "old";
			parallel_for(m.n / 2, 1, many_put, &m);
			commit_ok(m.t);
			old = state_of(dir);
			m.bytes = "new";
			fault_set(n, sticky, ENOSPC, NULL);
			m.t = transaction_begin(dir, &f);
			if (m.t) {
				parallel_for(m.n, 1, many_put, &m);
				rc = transaction_commit(m.t, NULL, &f);
			}
			transaction_free(m.t);
			fault_off();
			m.t = transaction_begin(dir, &f); /* finishes, if there is something to finish */
			assert_non_null(m.t);
			got = state_of(dir);
			parallel_for(m.n, 1, many_put, &m);
			commit_ok(m.t);
			new = state_of(dir);
			assert_true(strcmp(got, new) == 0 || (rc < 0 && strcmp(got, old) == 0));
			free(got);
			free(new);
			free(old);
			findings_release(&f);
			scratch_free(dir);
			if (!fault.hit)
				break;
		}
	}
	memset(&fault, 0, sizeof(fault));
}

/* ---- a full disk ---- */

static void a_file_that_cannot_be_written_whole_leaves_the_old_files(void **state)
{
	char *dir = scratch_new();
	struct rlimit all, few;
	struct findings f = FINDINGS_INIT;
	struct buf bytes = BUF_INIT;

	(void)state;
	scratch_write(dir, "a", STR_LIT("old"));
	for (int i = 0; i < 3000; i++)
		buf_add_char(&bytes, 'x');
	signal(SIGXFSZ, SIG_IGN);
	assert_int_equal(getrlimit(RLIMIT_FSIZE, &all), 0);
	for (rlim_t limit = 0; limit < 3400; limit += 100) {
		struct transaction *t;
		int rc = -1;

		few = all;
		few.rlim_cur = limit;
		assert_int_equal(setrlimit(RLIMIT_FSIZE, &few), 0);
		t = transaction_begin(dir, &f);
		if (t) {
			transaction_put(t, "a", buf_str(&bytes), &f);
			transaction_put(t, "b/c", STR_LIT("new"), &f);
			rc = transaction_commit(t, NULL, &f);
		}
		transaction_free(t);
		assert_int_equal(setrlimit(RLIMIT_FSIZE, &all), 0);
		if (limit >= 3000) {
			assert_int_equal(rc, 0);
			break;
		}
		assert_int_equal(rc, -1);
		assert_one_finding(&f, F_FILE_NOT_WRITTEN, "file size limit");
		assert_state("file size limit", dir, "/;/a=old;");
		if (limit) /* otherwise not even the lock could be written */
			assert_clean(dir);
	}
	signal(SIGXFSZ, SIG_DFL);
	buf_release(&bytes);
	scratch_free(dir);
}

enum { CHILD_SKIP = 77 };

static bool state_is(const char *dir, const char *expected)
{
	char *got = state_of(dir);
	bool same = strcmp(got, expected) == 0;

	free(got);
	return same;
}

/* One change on a file system of so many pages and inodes; 0, or the line that went wrong. */
static int change_on_tmpfs(const char *dir, int pages, int inodes, bool *done)
{
	struct findings f = FINDINGS_INIT;
	struct buf options = BUF_INIT;
	char *bytes = xcalloc(1, 20001);
	struct transaction *t;
	int line = 0, rc = -1;

	memset(bytes, 'x', 20000);
	buf_add_format(&options, "size=%dk,nr_inodes=%d,mode=700", pages * 4, inodes);
	if (mount("tmpfs", dir, "tmpfs", 0, options.data) < 0)
		return CHILD_SKIP;
	scratch_write(dir, "a", STR_LIT("old"));
	t = transaction_begin(dir, &f);
	if (t) {
		transaction_put(t, "a", STR_LIT("new"), &f);
		transaction_put(t, "b/c/d/e", STR_LIT("new"), &f);
		transaction_put(t, "f", (struct str){ bytes, 20000 }, &f);
		rc = transaction_commit(t, NULL, &f);
	}
	transaction_free(t);
	if (rc < 0 && (f.errors == 0 || !state_is(dir, "/;/a=old;")))
		line = 1;
	if (rc == 0 && state_is(dir, "/;/a=old;"))
		line = 2;
	if (rc < 0 && findings_have(&f, F_TRANSACTION_STOPPED))
		line = 3;
	*done = rc == 0;
	if (line)
		findings_print(&f);
	findings_release(&f);
	if (umount(dir) < 0)
		line = 4;
	buf_release(&options);
	free(bytes);
	return line;
}

static int full_disks(const char *dir)
{
	bool done = false;
	int rc = 0, pages, inodes;

	if (unshare(CLONE_NEWNS) < 0 || mount("none", "/", "none", MS_REC | MS_PRIVATE, NULL) < 0)
		return CHILD_SKIP;
	for (pages = 2; pages < 40 && rc == 0 && !done; pages++)
		rc = change_on_tmpfs(dir, pages, 100, &done);
	if (rc == 0 && (!done || pages < 6))
		rc = 5;
	done = false;
	for (inodes = 4; inodes < 40 && rc == 0 && !done; inodes++)
		rc = change_on_tmpfs(dir, 100, inodes, &done);
	return rc ? rc : done && inodes > 9 ? 0 : 6;
}

/* A file cannot be renamed onto another file system: known before anything is changed. */
static int other_device(const char *dir)
{
	struct findings f = FINDINGS_INIT;
	char *other = scratch_path(dir, "new/other");
	struct transaction *t;
	int rc = -1;

	if (unshare(CLONE_NEWNS) < 0 || mount("none", "/", "none", MS_REC | MS_PRIVATE, NULL) < 0)
		return CHILD_SKIP;
	scratch_write(dir, "a", STR_LIT("old"));
	scratch_write(dir, "new/other/x", STR_LIT("below"));
	if (mount("tmpfs", other, "tmpfs", 0, "size=64k") < 0)
		return CHILD_SKIP;
	t = transaction_begin(dir, &f);
	if (!t)
		return 1;
	transaction_put(t, "a", STR_LIT("new"), &f);
	transaction_put(t, "new/made/y", STR_LIT("new"), &f);
	transaction_put(t, "new/other/z", STR_LIT("new"), &f);
	rc = transaction_commit(t, NULL, &f);
	transaction_free(t);
	if (rc == 0 || f.n != 1 || f.items[0].id != F_FILE_NOT_WRITTEN)
		return 2;
	findings_release(&f);
	rc = state_is(dir, "/;/a=old;/new/;/new/other/;") ? 0 : 3;
	umount(other);
	free(other);
	return rc;
}

/* Only root may mount; skipped for others. */
static void run_in_child(int (*work)(const char *dir))
{
	char *dir = scratch_new();
	int status;
	pid_t child;

	fflush(NULL);
	child = fork();
	if (child == 0)
		_exit(work(dir));
	assert_int_equal(waitpid(child, &status, 0), child);
	scratch_free(dir);
	assert_true(WIFEXITED(status));
	if (WEXITSTATUS(status) == CHILD_SKIP) {
		print_message("only root may mount\n");
		skip();
	}
	assert_int_equal(WEXITSTATUS(status), 0);
}

static void a_full_disk_leaves_the_old_files(void **state)
{
	(void)state;
	run_in_child(full_disks);
}

static void a_folder_on_another_device_is_refused_before_anything_changes(void **state)
{
	(void)state;
	run_in_child(other_device);
}

/* ---- kill -9 ---- */

enum { KILLS = 200, FILES = 12 };

/* The k-th state: all files say k, and one more file and its folders come and go. */
static void kth_change(const char *dir, unsigned k)
{
	struct findings f = FINDINGS_INIT;
	struct transaction *t = transaction_begin(dir, &f);
	struct buf text = BUF_INIT, path = BUF_INIT;

	if (!t)
		_exit(1);
	buf_add_format(&text, "%u", k);
	for (int i = 0; i < FILES; i++) {
		buf_clear(&path);
		buf_add_format(&path, "f/%d/%d", i % 3, i);
		transaction_put(t, path.data, buf_str(&text), &f);
	}
	transaction_put(t, k % 2 ? "odd/x" : "even/deep/y", buf_str(&text), &f);
	transaction_remove(t, k % 2 ? "even/deep/y" : "odd/x");
	if (transaction_commit(t, NULL, &f) < 0)
		_exit(1);
	transaction_free(t);
	findings_release(&f);
	buf_release(&path);
	buf_release(&text);
}

static char *kth_state(unsigned k)
{
	struct buf b = BUF_INIT;

	buf_add_str(&b, "/;");
	if (k % 2 == 0)
		buf_add_format(&b, "/even/;/even/deep/;/even/deep/y=%u;", k);
	buf_add_str(&b, "/f/;");
	for (int folder = 0; folder < 3; folder++) {
		static const int order[3][4] = { { 0, 3, 6, 9 }, { 1, 10, 4, 7 }, { 11, 2, 5, 8 } };

		buf_add_format(&b, "/f/%d/;", folder);
		for (int i = 0; i < 4; i++)
			buf_add_format(&b, "/f/%d/%d=%u;", folder, order[folder][i], k);
	}
	if (k % 2)
		buf_add_format(&b, "/odd/;/odd/x=%u;", k);
	return buf_detach(&b, NULL);
}

static unsigned kth_now(const char *dir)
{
	char *text = scratch_read(dir, "f/0/0");
	unsigned k = text ? (unsigned)strtoul(text, NULL, 10) : 0;

	free(text);
	return k;
}

/* A process that makes one change after the other, from the k-th; it has begun when this returns. */
static pid_t child_change(const char *dir, unsigned k)
{
	int ready[2];
	char byte;
	pid_t child;

	assert_int_equal(pipe(ready), 0);
	child = fork();
	if (child == 0) {
		if (write(ready[1], "x", 1) != 1)
			_exit(1);
		for (;; k++)
			kth_change(dir, k);
	}
	assert_int_equal(read(ready[0], &byte, 1), 1);
	close(ready[0]);
	close(ready[1]);
	return child;
}

static long nanoseconds(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return now.tv_sec * 1000000000 + now.tv_nsec;
}

/* Within the time that some changes take. */
static void child_kill(pid_t child, long most)
{
	long wait = random() % most;
	struct timespec delay = { wait / 1000000000, wait % 1000000000 };

	nanosleep(&delay, NULL);
	kill(child, SIGKILL);
	waitpid(child, NULL, 0);
}

static void killed_at_any_moment_it_leaves_one_state_whole(void **state)
{
	char *dir = scratch_new();
	unsigned finished = 0, advanced = 0;
	char *expected;
	long most = nanoseconds();

	(void)state;
	for (unsigned k = 0; k < 5; k++)
		kth_change(dir, k);
	most = nanoseconds() - most;
	for (int i = 0; i < KILLS; i++) {
		unsigned before = kth_now(dir);
		struct findings f = FINDINGS_INIT;
		struct transaction *t;

		child_kill(child_change(dir, before + 1), most);
		t = transaction_begin(dir, &f);
		if (!t)
			findings_print(&f);
		assert_non_null(t);
		finished += findings_have(&f, F_TRANSACTION_FINISHED);
		transaction_free(t);
		findings_release(&f);
		advanced += kth_now(dir) > before;
		expected = kth_state(kth_now(dir));
		assert_state("killed", dir, expected);
		assert_clean(dir);
		free(expected);
	}
	print_message("%d kills: %u left something to finish, %u had changed something\n", KILLS,
		      finished, advanced);
	assert_true(finished > 0 && advanced > 0);
	scratch_free(dir);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_commit_writes_removes_and_counts),
		cmocka_unit_test(without_a_commit_nothing_has_happened),
		cmocka_unit_test(a_commit_of_nothing_changes_nothing),
		cmocka_unit_test(removing_the_last_file_leaves_the_folder_itself),
		cmocka_unit_test(a_file_with_the_same_bytes_is_not_touched),
		cmocka_unit_test(a_large_file_is_compared_to_its_end),
		cmocka_unit_test(a_file_that_is_replaced_keeps_its_permissions),
		cmocka_unit_test(the_folder_is_made_where_its_parent_is_there),
		cmocka_unit_test(many_files_are_put_by_several_threads),
		cmocka_unit_test(paths_that_lead_elsewhere_are_refused),
		cmocka_unit_test(names_that_begin_with_a_dot_may_be_written),
		cmocka_unit_test(what_is_in_the_way_is_named_and_left),
		cmocka_unit_test(a_symlink_may_be_removed_and_what_it_points_to_stays),
		cmocka_unit_test(own_files_that_are_symlinks_are_refused),
		cmocka_unit_test(own_files_that_are_no_files_do_no_harm),
		cmocka_unit_test(one_name_is_changed_once),
		cmocka_unit_test_teardown(a_folder_that_may_not_be_written_is_a_finding_and_nothing_changes,
					  become_root_again),
		cmocka_unit_test(a_second_writer_is_told_who_holds_the_lock),
		cmocka_unit_test(a_lock_that_a_killed_process_left_is_taken_over),
		cmocka_unit_test(a_lock_given_back_at_the_last_moment_is_taken_anew),
		cmocka_unit_test(without_flock_the_file_excludes),
		cmocka_unit_test(any_call_that_fails_leaves_the_old_files_or_the_new_ones),
		cmocka_unit_test(what_stopped_halfway_is_finished_and_said_so),
		cmocka_unit_test(finishing_may_fail_anywhere_and_be_tried_again),
		cmocka_unit_test(staged_bytes_that_someone_took_away_are_missed),
		cmocka_unit_test(staged_bytes_that_someone_exchanged_are_refused),
		cmocka_unit_test(a_journal_that_was_never_written_counts_for_nothing),
		cmocka_unit_test(a_damaged_journal_is_never_acted_on),
		cmocka_unit_test(a_journal_of_hostile_paths_is_refused),
		cmocka_unit_test(a_journal_gives_back_what_was_written),
		cmocka_unit_test(each_step_is_on_disk_before_the_next),
		cmocka_unit_test(many_files_are_synced_at_once),
		cmocka_unit_test(any_call_that_fails_among_many_files_too),
		cmocka_unit_test(a_file_that_cannot_be_written_whole_leaves_the_old_files),
		cmocka_unit_test(a_full_disk_leaves_the_old_files),
		cmocka_unit_test(a_folder_on_another_device_is_refused_before_anything_changes),
		cmocka_unit_test(killed_at_any_moment_it_leaves_one_state_whole),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
