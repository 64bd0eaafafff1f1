/* store/source: three kinds of source, of which none can be told from the others. */
/* link: -Wl,--wrap=readdir */
#define _GNU_SOURCE /* mkdtemp, popen, realpath, seteuid, d_type */
#include "scratch.h"

#include <dirent.h>

#include "base/thread.h"
#include "store/root.h"
#include "store/source.h"

/* Read by LeakSanitizer; see libgit2.supp. */
const char *__lsan_default_suppressions(void);
const char *__lsan_default_suppressions(void)
{
	return "leak:libpcre2-8\n";
}

/* Some file systems do not tell with a name what it is. */
static bool kinds_untold;

struct dirent *__real_readdir(DIR *dir);
struct dirent *__wrap_readdir(DIR *dir);
struct dirent *__wrap_readdir(DIR *dir)
{
	struct dirent *e = __real_readdir(dir);

	if (e && kinds_untold)
		e->d_type = DT_UNKNOWN;
	return e;
}

/* ---- one portal, three times ---- */

static const struct {
	const char *path;
	struct str bytes;
} files[] = {
	{ "content/site.json", STR_LIT("{\"name\":\"portal\"}\n") },
	{ "content/a-b.json", STR_LIT("1") },
	{ "content/a.json", STR_LIT("2") },
	{ "content/a/x.json", STR_LIT("3") },
	{ "content/a/b/c/d.json", STR_LIT("4") },
	{ "content/a0", STR_LIT("") },
	{ "content/notices/\xe7\xbb\xbf\xe5\x86\x8c.md", STR_LIT("\xe5\x85\xac\xe7\xa4\xba\n") },
	{ "content/notices/binary.pdf", STR_LIT("\0\xff\r\n\0") },
	{ "content/notices/two\nlines", STR_LIT("5") },
	{ "content/.hidden", STR_LIT("6") },
	{ "content/.folder/x.json", STR_LIT("7") },
	{ "content-more/x.json", STR_LIT("8") },
	{ "contents", STR_LIT("9") },
	{ "templates/page.html", STR_LIT("{{x}}") },
	{ ".env", STR_LIT("secret") },
};

enum { KINDS = 4 }; /* work tree, revision, revision in a bare repository, memory */

static const char *const kind_names[KINDS] = { "tree", "revision", "bare", "memory" };

struct portal {
	char *dir; /* of the test */
	char *top; /* of the portal, a folder of the repository */
	struct source *kinds[KINDS];
};

static struct source *open_ok(struct source *s, struct findings *f)
{
	if (!s)
		findings_print(f);
	assert_non_null(s);
	findings_release(f);
	return s;
}

static void portal_write(struct portal *p)
{
	p->dir = scratch_new();
	p->top = scratch_path(p->dir, "portals/city");
	for (size_t i = 0; i < ARRAY_LEN(files); i++)
		scratch_write(p->top, files[i].path, files[i].bytes);
	scratch_write(p->dir, "portals/other/content/z.json", STR_LIT("elsewhere"));
	scratch_write(p->dir, "content/top.json", STR_LIT("elsewhere"));
	scratch_run(p->dir,
		    "git init -q -b main .; git add -A; git commit -qm one; "
		    "git init -q --bare bare; cp -r portals/city flat; cd flat; git init -q -b main .; "
		    "git add -A; git commit -qm flat; git push -q ../bare main; "
		    "git --git-dir=../bare symbolic-ref HEAD refs/heads/main");
}

static int portal_open(void **state)
{
	struct portal *p = xcalloc(1, sizeof(*p));
	struct findings f = FINDINGS_INIT;
	char *bare;

	portal_write(p);
	bare = scratch_path(p->dir, "bare");
	p->kinds[0] = open_ok(source_open_tree(p->top, &f), &f);
	p->kinds[1] = open_ok(source_open_revision(p->top, "HEAD", &f), &f);
	p->kinds[2] = open_ok(source_open_revision(bare, "main", &f), &f);
	p->kinds[3] = source_new_memory();
	for (size_t i = 0; i < ARRAY_LEN(files); i++)
		source_put(p->kinds[3], files[i].path, files[i].bytes);
	free(bare);
	*state = p;
	return 0;
}

static int portal_close(void **state)
{
	struct portal *p = *state;

	for (int k = 0; k < KINDS; k++)
		source_free(p->kinds[k]);
	free(p->top);
	scratch_free(p->dir);
	free(p);
	return 0;
}

/* The list as lines; checked to be sorted by strcmp. */
static char *list_text(struct source *s, const char *folder, int expected_rc, struct findings *f)
{
	struct arena a = ARENA_INIT;
	struct source_file *v;
	struct buf text = BUF_INIT;
	size_t n;

	assert_int_equal(source_list(s, folder, &a, &v, &n, f), expected_rc);
	buf_add_str(&text, "");
	for (size_t i = 0; i < n; i++) {
		if (i)
			assert_true(strcmp(v[i - 1].path, v[i].path) < 0);
		buf_add_format(&text, "%s;", v[i].path);
	}
	arena_release(&a);
	return buf_detach(&text, NULL);
}

static void assert_list(const char *label, struct source *s, const char *folder, const char *expected)
{
	struct findings f = FINDINGS_INIT;
	char *got = list_text(s, folder, 0, &f);

	if (strcmp(got, expected) != 0)
		print_error("%s: %s: got %s\nexpected %s\n", label, folder, got, expected);
	assert_string_equal(got, expected);
	assert_no_findings(&f, label);
	free(got);
}

/* Reading must fail with one finding of this id and reason, and leave the buffer alone. */
static void assert_unread(const char *label, struct source *s, const char *path, enum finding_id id,
			  const char *reason)
{
	struct findings f = FINDINGS_INIT;
	struct buf out = BUF_INIT;

	buf_add_str(&out, "before");
	if (source_read(s, path, &out, &f) != -1)
		print_error("%s: %s was read\n", label, path);
	assert_string_equal(out.data, "before");
	assert_int_equal(out.len, 6);
	assert_int_equal(f.n, 1);
	if (strcmp(f.items[0].args[0], reason) != 0)
		print_error("%s: %s: got \"%s\", expected \"%s\"\n", label, path,
			    f.items[0].args[0], reason);
	assert_string_equal(f.items[0].args[0], reason);
	assert_string_equal(f.items[0].place.path, path);
	assert_one_finding(&f, id, label);
	assert_int_equal(source_read(s, path, &out, NULL), -1); /* quiet */
	assert_false(source_has(s, path));
	buf_release(&out);
}

static void all_sources_list_the_same(void **state)
{
	static const struct {
		const char *folder, *expected;
	} rows[] = {
		{ "", "content-more/x.json;content/a-b.json;content/a.json;content/a/b/c/d.json;"
		      "content/a/x.json;content/a0;content/notices/binary.pdf;content/notices/two\nlines;"
		      "content/notices/\xe7\xbb\xbf\xe5\x86\x8c.md;content/site.json;contents;"
		      "templates/page.html;" },
		{ "content/a", "content/a/b/c/d.json;content/a/x.json;" },
		{ "content/a/b", "content/a/b/c/d.json;" },
		{ "content-more", "content-more/x.json;" },
		{ "templates", "templates/page.html;" },
		{ "absent", "" },
		{ "conten", "" },
		{ "content/absent/deeper", "" },
	};
	struct portal *p = *state;

	for (size_t i = 0; i < ARRAY_LEN(rows); i++)
		for (int k = 0; k < KINDS; k++)
			assert_list(kind_names[k], p->kinds[k], rows[i].folder, rows[i].expected);
}

static void all_sources_read_the_same_bytes(void **state)
{
	struct portal *p = *state;
	struct findings f = FINDINGS_INIT;

	for (int k = 0; k < KINDS; k++) {
		for (size_t i = 0; i < ARRAY_LEN(files); i++) {
			struct buf out = BUF_INIT;
			bool hidden = path_hidden(files[i].path);

			assert_int_equal(source_has(p->kinds[k], files[i].path), !hidden);
			if (hidden)
				continue;
			assert_int_equal(source_read(p->kinds[k], files[i].path, &out, &f), 0);
			assert_int_equal(out.len, files[i].bytes.len);
			assert_memory_equal(out.data, files[i].bytes.data, out.len);
			assert_int_equal(out.data[out.len], '\0');
			assert_int_equal(source_read(p->kinds[k], files[i].path, &out, &f),
					 0); /* appends */
			assert_int_equal(out.len, 2 * files[i].bytes.len);
			buf_release(&out);
		}
	}
	assert_no_findings(&f, "reading");
}

static void a_file_has_as_many_bytes_as_it_may_and_no_more(void **state)
{
	struct portal *p = *state;
	const char *path = files[0].path;
	uint64_t size = files[0].bytes.len;

	for (int k = 0; k < KINDS; k++) {
		struct findings f = FINDINGS_INIT;
		struct buf bytes = BUF_INIT;

		assert_int_equal(source_read_large(p->kinds[k], path, size, &bytes, &f), 0);
		assert_int_equal(bytes.len, size);
		assert_no_findings(&f, kind_names[k]);
		assert_int_equal(source_read_large(p->kinds[k], path, size - 1, &bytes, &f), -1);
		assert_int_equal(bytes.len, size);
		assert_one_finding(&f, F_FILE_TOO_LARGE, kind_names[k]);
		buf_release(&bytes);
	}
}

static void what_is_no_file_cannot_be_read_and_all_sources_say_why_alike(void **state)
{
	static const struct {
		const char *path;
		enum finding_id id;
		const char *reason; /* NULL: the path */
	} rows[] = {
		{ "absent", F_FILE_UNREADABLE, "No such file or directory" },
		{ "content/absent.json", F_FILE_UNREADABLE, "No such file or directory" },
		{ "absent/x", F_FILE_UNREADABLE, "No such file or directory" },
		{ "content", F_FILE_UNREADABLE, "Is a directory" },
		{ "content/a/b", F_FILE_UNREADABLE, "Is a directory" },
		{ "contents/x", F_FILE_UNREADABLE, "Not a directory" },
		{ "content/a.json/x/y", F_FILE_UNREADABLE, "Not a directory" },
		{ "", F_PATH_REFUSED, NULL },
		{ "/etc/passwd", F_PATH_REFUSED, NULL },
		{ "..", F_PATH_REFUSED, NULL },
		{ "../other/content/z.json", F_PATH_REFUSED, NULL },
		{ "content/../contents", F_PATH_REFUSED, NULL },
		{ "content/./a.json", F_PATH_REFUSED, NULL },
		{ "content//a.json", F_PATH_REFUSED, NULL },
		{ "content/a.json/", F_PATH_REFUSED, NULL },
		{ "content/", F_PATH_REFUSED, NULL },
		{ ".env", F_PATH_REFUSED, NULL },
		{ "content/.hidden", F_PATH_REFUSED, NULL },
		{ ".git/config", F_PATH_REFUSED, NULL },
		{ "content/.folder/x.json", F_PATH_REFUSED, NULL },
	};
	struct portal *p = *state;

	for (size_t i = 0; i < ARRAY_LEN(rows); i++)
		for (int k = 0; k < KINDS; k++)
			assert_unread(kind_names[k], p->kinds[k], rows[i].path, rows[i].id,
				      rows[i].reason ? rows[i].reason : rows[i].path);
}

static void a_folder_that_cannot_be_listed_is_a_finding_in_all_sources(void **state)
{
	static const struct {
		const char *folder;
		enum finding_id id;
	} rows[] = {
		{ "contents", F_FILE_NOT_FOLDER },
		{ "content/a.json", F_FILE_NOT_FOLDER },
		{ "content/a.json/x", F_FILE_NOT_FOLDER },
		{ "..", F_PATH_REFUSED },
		{ "content/..", F_PATH_REFUSED },
		{ "content/", F_PATH_REFUSED },
		{ "/", F_PATH_REFUSED },
		{ ".git", F_PATH_REFUSED },
		{ "content/.folder", F_PATH_REFUSED },
	};
	struct portal *p = *state;
	struct findings f = FINDINGS_INIT;

	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		for (int k = 0; k < KINDS; k++) {
			char *got = list_text(p->kinds[k], rows[i].folder, -1, &f);

			assert_string_equal(got, "");
			free(got);
			assert_one_finding(&f, rows[i].id, rows[i].folder);
		}
	}
}

static void a_source_knows_its_revision_and_its_time(void **state)
{
	struct portal *p = *state;
	char *id = scratch_ask(p->dir, "git rev-parse HEAD");
	struct place place = source_place(p->kinds[1], "content/a.json");

	assert_string_equal(source_revision(p->kinds[1]), id);
	assert_string_equal(place.revision, id);
	assert_string_equal(place.path, "content/a.json");
	assert_null(place.pointer);
	/* 1750000000 is 2025-06-15 23:06:40 in Shanghai */
	assert_int_equal(source_time(p->kinds[1]), minute_parse("2025-06-15 23:06"));
	assert_null(source_revision(p->kinds[0]));
	assert_null(source_revision(p->kinds[3]));
	assert_int_equal(source_time(p->kinds[0]), DATE_NONE);
	assert_int_equal(source_time(p->kinds[3]), DATE_NONE);
	free(id);
}

struct reading {
	struct source *source;
	int failed;
};

static void read_one(void *ctx, unsigned worker, size_t i)
{
	struct reading *r = ctx;
	struct buf out = BUF_INIT;
	size_t k = i % ARRAY_LEN(files);

	(void)worker;
	if (!path_hidden(files[k].path) &&
	    (source_read(r->source, files[k].path, &out, NULL) < 0 ||
	     out.len != files[k].bytes.len || memcmp(out.data, files[k].bytes.data, out.len) != 0))
		__atomic_add_fetch(&r->failed, 1, __ATOMIC_RELAXED);
	buf_release(&out);
}

static void a_source_is_read_by_several_threads_at_once(void **state)
{
	struct portal *p = *state;

	for (int k = 0; k < KINDS; k++) {
		struct reading r = { p->kinds[k], 0 };

		parallel_for(2000, 4, read_one, &r);
		assert_int_equal(r.failed, 0);
	}
}

/* ---- opening ---- */

static void a_portal_that_is_absent_or_outside_git_is_a_finding(void **state)
{
	char *dir = scratch_new();
	char *absent = scratch_path(dir, "absent");
	struct findings f = FINDINGS_INIT;

	(void)state;
	assert_null(source_open_tree(absent, &f));
	assert_one_finding(&f, F_FILE_UNREADABLE, "absent tree");
	assert_null(source_open_revision(absent, "HEAD", &f));
	assert_one_finding(&f, F_FILE_UNREADABLE, "absent repository");
	assert_null(source_open_revision(dir, "HEAD", &f));
	assert_one_finding(&f, F_GIT_NONE, "no repository");
	scratch_run(dir, "git init -q .");
	assert_null(source_open_revision(dir, "HEAD", &f));
	assert_one_finding(&f, F_GIT_UNBORN, "no commits");
	scratch_run(dir, "git commit -q --allow-empty -m one");
	assert_null(source_open_revision(dir, "nosuch", &f));
	assert_one_finding(&f, F_GIT_REVISION, "no such revision");
	scratch_write(dir, "file", STR_LIT("x"));
	free(absent);
	absent = scratch_path(dir, "file");
	assert_null(source_open_tree(absent, &f));
	assert_one_finding(&f, F_FILE_UNREADABLE, "a file for a portal");
	free(absent);
	scratch_free(dir);
}

static void a_revision_stays_what_it_was(void **state)
{
	char *dir = scratch_new();
	struct findings f = FINDINGS_INIT;
	struct source *s;
	struct buf out = BUF_INIT;

	(void)state;
	scratch_write(dir, "content/a", STR_LIT("old"));
	scratch_run(dir, "git init -q -b main .; git add -A; git commit -qm one");
	scratch_write(dir, "content/a", STR_LIT("new"));
	scratch_write(dir, "content/b", STR_LIT("new"));
	scratch_run(dir, "git add -A; git commit -qm two; git rm -rqf content; git commit -qm three; "
			 "git checkout -q --detach main");
	s = open_ok(source_open_revision(dir, "HEAD~2", &f), &f);
	assert_list("old", s, "content", "content/a;");
	assert_int_equal(source_read(s, "content/a", &out, &f), 0);
	assert_string_equal(out.data, "old");
	source_free(s);
	s = open_ok(source_open_revision(dir, "HEAD", &f), &f);
	assert_list("now", s, "content", "");
	source_free(s);
	buf_release(&out);
	assert_no_findings(&f, "revisions");
	scratch_free(dir);
}

static void a_shallow_clone_and_a_linked_work_tree_are_sources_too(void **state)
{
	static const char *const names[] = { "shallow/portal", "linked/portal" };
	char *dir = scratch_new();
	struct findings f = FINDINGS_INIT;

	(void)state;
	scratch_write(dir, "portal/content/a", STR_LIT("a"));
	scratch_run(dir,
		    "git init -q -b main .; git add -A; git commit -qm one; "
		    "git commit -q --allow-empty -m two; git clone -q --depth 1 \"file://$PWD\" shallow; "
		    "git worktree add -q linked HEAD 2>/dev/null");
	for (size_t i = 0; i < ARRAY_LEN(names); i++) {
		char *portal = scratch_path(dir, names[i]);
		struct source *s = open_ok(source_open_revision(portal, "HEAD", &f), &f);

		assert_list(names[i], s, "content", "content/a;");
		source_free(s);
		if (i == 0) {
			assert_null(source_open_revision(portal, "HEAD~1", &f));
			assert_one_finding(&f, F_GIT_SHALLOW, names[i]);
		}
		free(portal);
	}
	scratch_free(dir);
}

static void a_damaged_blob_is_a_finding_at_its_file(void **state)
{
	char *dir = scratch_new();
	struct findings f = FINDINGS_INIT;
	struct source *s;
	struct buf out = BUF_INIT;

	(void)state;
	scratch_write(dir, "portal/content/a", STR_LIT("hello"));
	scratch_run(dir,
		    "git init -q .; git add -A; git commit -qm one; "
		    "x=$(git rev-parse HEAD:portal/content/a | sed s,..,\\&/,); rm -f .git/objects/$x");
	char *portal = scratch_path(dir, "portal");

	s = open_ok(source_open_revision(portal, "HEAD", &f), &f);
	assert_list("damaged", s, "content", "content/a;");
	assert_int_equal(source_read(s, "content/a", &out, &f), -1);
	assert_int_equal(f.n, 1);
	assert_string_equal(f.items[0].place.path, "content/a");
	assert_string_equal(f.items[0].place.revision, source_revision(s));
	assert_one_finding(&f, F_GIT_CORRUPT, "damaged");
	source_free(s);
	buf_release(&out);
	free(portal);
	scratch_free(dir);
}

/* ---- what is no regular file ---- */

/* The same findings, in any order, as lines "path rule". */
static void assert_findings(const char *label, struct findings *f, const char *expected)
{
	struct buf got = BUF_INIT;

	buf_add_str(&got, "");
	findings_sort(f);
	for (size_t i = 0; i < f->n; i++)
		buf_add_format(&got, "%s %s %s;", f->items[i].place.path,
			       finding_rule(f->items[i].id), f->items[i].args[0]);
	if (strcmp(got.data, expected) != 0)
		print_error("%s: got %s\nexpected %s\n", label, got.data, expected);
	assert_string_equal(got.data, expected);
	buf_release(&got);
	findings_release(f);
}

static void symlinks_and_submodules_are_findings_and_are_never_followed(void **state)
{
	static const char expected[] = "content/file-link file-special symlink;"
				       "content/folder-link file-special symlink;"
				       "content/sub file-special submodule;";
	char *dir = scratch_new();
	struct findings f = FINDINGS_INIT;
	struct source *kinds[2];

	(void)state;
	scratch_write(dir, "secret/x", STR_LIT("secret"));
	scratch_write(dir, "content/a", STR_LIT("a"));
	scratch_run(dir, "git init -q .; ln -s ../secret content/folder-link; "
			 "ln -s ../secret/x content/file-link; ln -s content link; "
			 "ln -s ../secret content/.hidden-link; "
			 "git init -q content/sub; cd content/sub; git commit -q --allow-empty -m sub; "
			 "echo s >s; cd ../..; git add -A 2>/dev/null; git commit -qm one");
	kinds[0] = open_ok(source_open_tree(dir, &f), &f);
	kinds[1] = open_ok(source_open_revision(dir, "HEAD", &f), &f);
	for (int k = 0; k < 2; k++) {
		char *got = list_text(kinds[k], "content", 0, &f);

		assert_string_equal(got, "content/a;");
		free(got);
		assert_findings(kind_names[k], &f, expected);
		free(list_text(kinds[k], "content/folder-link", -1, &f));
		assert_findings(kind_names[k], &f, "content/folder-link file-special symlink;");
		free(list_text(kinds[k], "link", -1, &f));
		assert_findings(kind_names[k], &f, "link file-special symlink;");
		assert_unread(kind_names[k], kinds[k], "content/file-link", F_FILE_SPECIAL,
			      "symlink");
		assert_unread(kind_names[k], kinds[k], "content/folder-link", F_FILE_SPECIAL,
			      "symlink");
		assert_unread(kind_names[k], kinds[k], "content/folder-link/x", F_FILE_SPECIAL,
			      "symlink");
		assert_unread(kind_names[k], kinds[k], "link/a", F_FILE_SPECIAL, "symlink");
		source_free(kinds[k]);
	}
	scratch_free(dir);
}

static void a_fifo_and_a_socket_are_findings_and_do_not_block(void **state)
{
	char *dir = scratch_new();
	struct findings f = FINDINGS_INIT;
	struct source *s;
	char *got;

	(void)state;
	scratch_write(dir, "content/a", STR_LIT("a"));
	scratch_run(dir, "mkfifo content/pipe; ln -s /dev/null content/null");
	s = open_ok(source_open_tree(dir, &f), &f);
	got = list_text(s, "content", 0, &f);
	assert_string_equal(got, "content/a;");
	free(got);
	assert_findings("fifo", &f,
			"content/null file-special symlink;content/pipe file-special fifo;");
	assert_unread("fifo", s, "content/pipe", F_FILE_SPECIAL, "fifo");
	assert_unread("device", s, "content/null", F_FILE_SPECIAL, "symlink");
	source_free(s);
	scratch_free(dir);
}

static void where_no_kinds_are_told_with_names_each_file_is_asked(void **state)
{
	kinds_untold = true;
	symlinks_and_submodules_are_findings_and_are_never_followed(state);
	a_fifo_and_a_socket_are_findings_and_do_not_block(state);
	kinds_untold = false;
}

/* Also where the test failed: the tests that follow rely on it. */
static int become_root_again(void **state)
{
	(void)state;
	return getuid() == 0 ? seteuid(0) : 0;
}

static void what_may_not_be_read_is_a_finding_and_the_rest_is_listed(void **state)
{
	char *dir = scratch_new();
	struct findings f = FINDINGS_INIT;
	struct source *s;
	char *got;
	bool root = geteuid() == 0;

	(void)state;
	scratch_write(dir, "content/a", STR_LIT("a"));
	scratch_write(dir, "content/closed/b", STR_LIT("b"));
	scratch_write(dir, "content/z", STR_LIT("z"));
	scratch_run(dir, "chmod 755 .; chmod 0 content/closed content/z");
	if (root)
		assert_int_equal(seteuid(65534), 0);
	s = open_ok(source_open_tree(dir, &f), &f);
	got = list_text(s, "content", -1, &f);
	assert_string_equal(got, "content/a;content/z;");
	free(got);
	assert_findings("closed", &f, "content/closed file-unreadable Permission denied;");
	assert_unread("closed", s, "content/z", F_FILE_UNREADABLE, "Permission denied");
	assert_unread("closed", s, "content/closed/b", F_FILE_UNREADABLE, "Permission denied");
	source_free(s);
	if (root)
		assert_int_equal(seteuid(0), 0);
	scratch_run(dir, "chmod -R u+rwX .");
	scratch_free(dir);
}

/* ---- limits ---- */

static void a_file_may_be_so_large_and_no_larger(void **state)
{
	char *dir = scratch_new();
	struct findings f = FINDINGS_INIT;
	struct source *kinds[2];
	struct buf out = BUF_INIT;
	char *path;

	(void)state;
	scratch_write(dir, "content/most", STR_LIT(""));
	scratch_write(dir, "content/more", STR_LIT(""));
	path = scratch_path(dir, "content/most");
	assert_int_equal(truncate(path, SOURCE_FILE_MOST), 0);
	free(path);
	path = scratch_path(dir, "content/more");
	assert_int_equal(truncate(path, SOURCE_FILE_MOST + 1), 0);
	free(path);
	scratch_run(dir, "git init -q .; git add content/more; git commit -qm one");
	kinds[0] = open_ok(source_open_tree(dir, &f), &f);
	kinds[1] = open_ok(source_open_revision(dir, "HEAD", &f), &f);
	assert_int_equal(source_read(kinds[0], "content/most", &out, &f), 0);
	assert_int_equal(out.len, SOURCE_FILE_MOST);
	buf_release(&out);
	for (int k = 0; k < 2; k++) {
		assert_int_equal(source_read(kinds[k], "content/more", &out, &f), -1);
		assert_findings(kind_names[k], &f, "content/more file-too-large 67108865;");
		source_free(kinds[k]);
	}
	buf_release(&out);
	scratch_free(dir);
}

static void folders_may_be_so_deep_and_no_deeper(void **state)
{
	(void)state;
	for (int more = 0; more <= 1; more++) {
		char *dir = scratch_new();
		struct findings f = FINDINGS_INIT;
		struct buf path = BUF_INIT;

		for (int i = 0; i < SOURCE_DEPTH_MOST + more; i++)
			buf_add_str(&path, "d/");
		buf_add_str(&path, "file");
		scratch_write(dir, path.data, STR_LIT("x"));
		scratch_run(dir, "git init -q .; git add -A; git commit -qm one");
		struct source *s = open_ok(source_open_tree(dir, &f), &f);

		free(list_text(s, "", -more, &f));
		source_free(s);
		if (more)
			assert_one_finding(&f, F_FOLDER_DEEP, "tree");
		assert_no_findings(&f, "tree");
		s = source_open_revision(dir, "HEAD", &f);
		assert_int_equal(s == NULL, more);
		source_free(s);
		if (more)
			assert_one_finding(&f, F_FOLDER_DEEP, "revision");
		assert_no_findings(&f, "revision");
		buf_release(&path);
		scratch_free(dir);
	}
}

/* ---- memory, and the root below all ---- */

static void a_file_put_into_memory_replaces_the_one_before_and_is_a_copy(void **state)
{
	struct source *s = source_new_memory();
	char bytes[] = "first";
	struct buf out = BUF_INIT;

	(void)state;
	source_put(s, "a", str_from(bytes));
	bytes[0] = 'X';
	assert_int_equal(source_read(s, "a", &out, NULL), 0);
	assert_string_equal(out.data, "first");
	buf_clear(&out);
	source_put(s, "a", STR_LIT(""));
	assert_int_equal(source_read(s, "a", &out, NULL), 0);
	assert_int_equal(out.len, 0);
	assert_list("memory", s, "", "a;");
	buf_release(&out);
	source_free(s);
	source_free(NULL);
}

static void an_empty_source_lists_nothing(void **state)
{
	struct source *s = source_new_memory();
	char *dir = scratch_new();
	struct findings f = FINDINGS_INIT;

	(void)state;
	assert_list("memory", s, "", "");
	assert_list("memory", s, "content", "");
	source_free(s);
	s = open_ok(source_open_tree(dir, &f), &f);
	assert_list("tree", s, "", "");
	source_free(s);
	scratch_free(dir);
}

static void paths_are_valid_or_not(void **state)
{
	static const struct {
		const char *path;
		bool valid, hidden;
	} rows[] = {
		{ "a", true, false },		{ "a/b/c.json", true, false },
		{ "...", true, true },		{ "a/..b", true, true },
		{ "a..", true, false },		{ ".well-known/x", true, true },
		{ "a/.b", true, true },		{ ".gitignore", true, true },
		{ "git/luce", true, false },	{ "a b\nc", true, false },
		{ "", false, false },		{ "/", false, false },
		{ "/a", false, false },		{ "a/", false, false },
		{ "a//b", false, false },	{ ".", false, true },
		{ "..", false, true },		{ "a/..", false, true },
		{ "../a", false, true },	{ "a/./b", false, true },
		{ ".git", false, true },	{ "a/.git/config", false, true },
		{ ".GIT/config", false, true }, { ".luce/journal", false, true },
		{ "a/.Luce", false, true },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		if (path_valid(rows[i].path) != rows[i].valid ||
		    path_hidden(rows[i].path) != rows[i].hidden)
			print_error("row \"%s\"\n", rows[i].path);
		assert_int_equal(path_valid(rows[i].path), rows[i].valid);
		assert_int_equal(path_hidden(rows[i].path), rows[i].hidden);
	}
}

/* Whatever the kernel: openat2 and the walk from folder to folder must agree. */
static void both_ways_to_open_a_path_agree(void **state)
{
	static const struct {
		const char *path;
		int flags, expected; /* errno */
	} rows[] = {
		{ "a/b/file", O_RDONLY, 0 },
		{ "file", O_RDONLY, 0 },
		{ "a/b", O_RDONLY | O_DIRECTORY, 0 },
		{ "", O_RDONLY | O_DIRECTORY, 0 },
		{ "absent", O_RDONLY, ENOENT },
		{ "absent/x", O_RDONLY, ENOENT },
		{ "a/absent/x", O_RDONLY, ENOENT },
		{ "file/x", O_RDONLY, ENOTDIR },
		{ "file", O_RDONLY | O_DIRECTORY, ENOTDIR },
		{ "a/b/file/x/y", O_RDONLY, ENOTDIR },
		{ "link", O_RDONLY, ELOOP },
		{ "link", O_RDONLY | O_DIRECTORY, ELOOP },
		{ "link/b/file", O_RDONLY, ELOOP },
		{ "a/up/file", O_RDONLY, ELOOP },
		{ "a/out", O_RDONLY, ELOOP },
		{ "a/loop", O_RDONLY, ELOOP },
		{ "a/dangling", O_RDONLY, ELOOP },
	};
	char *dir = scratch_new();
	struct root r;

	(void)state;
	scratch_write(dir, "a/b/file", STR_LIT("x"));
	scratch_write(dir, "file", STR_LIT("x"));
	scratch_run(dir, "ln -s a link; ln -s .. a/up; ln -s /etc/passwd a/out; ln -s loop a/loop; "
			 "ln -s nowhere a/dangling");
	assert_int_equal(root_open(&r, dir), 0);
	for (int walk = 0; walk <= 1; walk++) {
		r.walk = walk;
		for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
			int fd, err;

			errno = 0;
			fd = root_open_at(&r, rows[i].path, rows[i].flags);
			err = fd < 0 ? errno : 0;
			if (err != rows[i].expected)
				print_error("%s, walk %d: got %s, expected %s\n", rows[i].path,
					    walk, strerror(err), strerror(rows[i].expected));
			assert_int_equal(err, rows[i].expected);
			if (fd >= 0)
				close(fd);
		}
	}
	root_close(&r);
	scratch_free(dir);
}

int main(void)
{
	const struct CMUnitTest same[] = {
		cmocka_unit_test(all_sources_list_the_same),
		cmocka_unit_test(all_sources_read_the_same_bytes),
		cmocka_unit_test(a_file_has_as_many_bytes_as_it_may_and_no_more),
		cmocka_unit_test(what_is_no_file_cannot_be_read_and_all_sources_say_why_alike),
		cmocka_unit_test(a_folder_that_cannot_be_listed_is_a_finding_in_all_sources),
		cmocka_unit_test(a_source_knows_its_revision_and_its_time),
		cmocka_unit_test(a_source_is_read_by_several_threads_at_once),
	};
	const struct CMUnitTest each[] = {
		cmocka_unit_test(a_portal_that_is_absent_or_outside_git_is_a_finding),
		cmocka_unit_test(a_revision_stays_what_it_was),
		cmocka_unit_test(a_shallow_clone_and_a_linked_work_tree_are_sources_too),
		cmocka_unit_test(a_damaged_blob_is_a_finding_at_its_file),
		cmocka_unit_test(symlinks_and_submodules_are_findings_and_are_never_followed),
		cmocka_unit_test(a_fifo_and_a_socket_are_findings_and_do_not_block),
		cmocka_unit_test(where_no_kinds_are_told_with_names_each_file_is_asked),
		cmocka_unit_test_teardown(what_may_not_be_read_is_a_finding_and_the_rest_is_listed,
					  become_root_again),
		cmocka_unit_test(a_file_may_be_so_large_and_no_larger),
		cmocka_unit_test(folders_may_be_so_deep_and_no_deeper),
		cmocka_unit_test(a_file_put_into_memory_replaces_the_one_before_and_is_a_copy),
		cmocka_unit_test(an_empty_source_lists_nothing),
		cmocka_unit_test(paths_are_valid_or_not),
		cmocka_unit_test(both_ways_to_open_a_path_agree),
	};

	return cmocka_run_group_tests_name("all sources alike", same, portal_open, portal_close) +
	       cmocka_run_group_tests_name("each source", each, NULL, NULL);
}
