/* git/repo: what a revision holds, and what is said where it cannot be read. */
#define _GNU_SOURCE /* mkdtemp, popen, realpath */
#include "scratch.h"

#include "git/repo.h"

/* Read by LeakSanitizer: libgit2 1.5 loses a regular expression's match data where nothing matches. */
const char *__lsan_default_suppressions(void);
const char *__lsan_default_suppressions(void)
{
	return "leak:libpcre2-8\n";
}

/* ---- helpers ---- */

static char *repo_new(void)
{
	char *dir = scratch_new();

	scratch_run(dir, "git init -q -b main .");
	return dir;
}

static struct git_repo *open_ok(const char *dir)
{
	struct findings f = FINDINGS_INIT;
	struct git_repo *r = git_repo_open(dir, &f);

	if (!r)
		findings_print(&f);
	assert_non_null(r);
	findings_release(&f);
	return r;
}

static void assert_str(const char *label, const char *got, const char *expected)
{
	if (strcmp(got, expected) != 0)
		print_error("%s: got \"%s\", expected \"%s\"\n", label, got, expected);
	assert_string_equal(got, expected);
}

static void resolve_fails(const char *dir, const char *rev, enum finding_id id)
{
	struct findings f = FINDINGS_INIT;
	struct git_repo *r = open_ok(dir);
	struct git_commit_facts facts;

	if (git_resolve(r, rev, &facts, &f) != -1)
		print_error("%s was resolved\n", rev);
	assert_one_finding(&f, id, rev);
	git_repo_free(r);
}

/* The entries below folder in HEAD as lines "mode path". */
static char *entries_text(const char *dir, const char *folder, int expected_rc, struct findings *f)
{
	struct git_repo *r = open_ok(dir);
	struct git_commit_facts facts;
	struct arena a = ARENA_INIT;
	struct git_entry *v;
	struct buf text = BUF_INIT;
	size_t n;

	assert_int_equal(git_resolve(r, "HEAD", &facts, f), 0);
	assert_int_equal(git_tree_entries(r, facts.id, folder, &a, &v, &n, f), expected_rc);
	buf_add_str(&text, "");
	for (size_t i = 0; i < n; i++)
		buf_add_format(&text, "%06o %s\n", v[i].mode, v[i].path);
	arena_release(&a);
	git_repo_free(r);
	return buf_detach(&text, NULL);
}

static void entries_are(const char *dir, const char *folder, const char *expected)
{
	struct findings f = FINDINGS_INIT;
	char *got = entries_text(dir, folder, 0, &f);

	assert_no_findings(&f, folder);
	assert_str(folder, got, expected);
	free(got);
}

struct raw_entry {
	const char *mode, *name, *id;
};

/* A tree object of any entries, also of those that git refuses to write. */
static char *tree_make(const char *dir, const struct raw_entry *v, size_t n)
{
	struct buf raw = BUF_INIT;
	char *id;

	buf_add_str(&raw, "");
	for (size_t i = 0; i < n; i++) {
		buf_add_format(&raw, "%s %s", v[i].mode, v[i].name);
		buf_add_char(&raw, '\0');
		for (const char *p = v[i].id; *p; p += 2) {
			unsigned byte;

			assert_int_equal(sscanf(p, "%2x", &byte), 1);
			buf_add_char(&raw, (char)byte);
		}
	}
	scratch_write(dir, "raw-tree", buf_str(&raw));
	buf_release(&raw);
	id = scratch_ask(dir, "git hash-object -t tree -w --literally raw-tree");
	return id;
}

/* HEAD becomes a commit of the tree. */
static void tree_commit(const char *dir, const char *tree)
{
	struct buf line = BUF_INIT;

	buf_add_format(&line, "git update-ref HEAD $(git commit-tree -m made %s)", tree);
	scratch_run(dir, line.data);
	buf_release(&line);
}

static char *blob_make(const char *dir)
{
	return scratch_ask(dir, "echo hello | git hash-object -w --stdin");
}

/* The file of a loose object. */
static char *object_path(const char *dir, const char *rev)
{
	struct buf line = BUF_INIT, path = BUF_INIT;
	char *id;

	buf_add_format(&line, "git rev-parse '%s'", rev);
	id = scratch_ask(dir, line.data);
	buf_add_format(&path, ".git/objects/%.2s/%s", id, id + 2);
	free(id);
	buf_release(&line);
	return buf_detach(&path, NULL);
}

/* ---- opening ---- */

static void where_there_is_no_repository_nothing_is_found_and_nothing_said(void **state)
{
	char *dir = scratch_new();
	struct findings f = FINDINGS_INIT;

	(void)state;
	assert_null(git_repo_open(dir, &f));
	assert_no_findings(&f, "plain folder");
	scratch_run(dir, "mkdir .git"); /* empty: no repository either */
	assert_null(git_repo_open(dir, &f));
	assert_no_findings(&f, "empty .git");
	scratch_free(dir);
}

static void a_folder_that_is_absent_is_a_finding(void **state)
{
	char *dir = scratch_new();
	char *absent = scratch_path(dir, "absent");
	struct findings f = FINDINGS_INIT;

	(void)state;
	assert_null(git_repo_open(absent, &f));
	assert_one_finding(&f, F_FILE_UNREADABLE, "absent");
	assert_null(git_repo_open(absent, NULL));
	free(absent);
	scratch_free(dir);
}

static void the_prefix_is_the_way_from_the_top_to_the_folder(void **state)
{
	static const struct {
		const char *folder, *expected;
	} rows[] = {
		{ ".", "" },
		{ "portal", "portal" },
		{ "portal/content/", "portal/content" },
		{ "link", "portal" }, /* a symlink to it */
		{ "tree", "" }, /* a linked work tree */
		{ "tree/portal", "portal" },
		{ "bare", "" },
		{ "bare/objects", "" },
		{ ".git", ".git" }, /* where no tree has anything */
	};
	char *dir = repo_new();

	(void)state;
	scratch_write(dir, "portal/content/a", STR_LIT("a"));
	scratch_run(dir,
		    "git add -A; git commit -qm one; ln -s portal link; git clone -q --bare . bare; "
		    "git worktree add -q tree HEAD 2>/dev/null");
	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		char *folder = scratch_path(dir, rows[i].folder);
		struct git_repo *r = open_ok(folder);

		assert_str(rows[i].folder, git_repo_prefix(r), rows[i].expected);
		git_repo_free(r);
		free(folder);
	}
	scratch_free(dir);
}

static void a_sha256_repository_is_said_to_be_one(void **state)
{
	char *dir = scratch_new();
	struct findings f = FINDINGS_INIT;

	(void)state;
	scratch_run(dir,
		    "git init -q --object-format=sha256 . && git commit -q --allow-empty -m one");
	assert_null(git_repo_open(dir, &f));
	assert_one_finding(&f, F_GIT_SHA256, "sha256");
	scratch_free(dir);
}

static void extensions_that_do_not_concern_objects_are_accepted_and_others_refused(void **state)
{
	char *dir = repo_new();
	struct findings f = FINDINGS_INIT;

	(void)state;
	scratch_run(dir,
		    "git commit -q --allow-empty -m one; git config core.repositoryFormatVersion 1; "
		    "git config extensions.worktreeConfig true; "
		    "git config extensions.partialClone origin; "
		    "git config extensions.preciousObjects true");
	git_repo_free(open_ok(dir));
	scratch_run(dir, "git config extensions.fromTheFuture true");
	assert_null(git_repo_open(dir, &f));
	assert_one_finding(&f, F_GIT, "unknown extension");
	scratch_free(dir);
}

static void a_broken_configuration_is_a_finding_and_that_of_the_machine_is_not_read(void **state)
{
	char *dir = repo_new();
	struct findings f = FINDINGS_INIT;
	const char *home = getenv("HOME");
	char *old = home ? xstrdup(home) : NULL;

	(void)state;
	scratch_run(dir, "git commit -q --allow-empty -m one; echo '[broken' >.gitconfig");
	setenv("HOME", dir, 1);
	git_repo_free(open_ok(dir));
	if (old)
		setenv("HOME", old, 1);
	free(old);
	scratch_run(dir, "echo '[broken' >.git/config");
	assert_null(git_repo_open(dir, &f));
	assert_one_finding(&f, F_GIT, "broken configuration");
	scratch_free(dir);
}

static void a_repository_that_someone_else_owns_is_read(void **state)
{
	char *dir = repo_new();

	(void)state;
	scratch_run(dir, "git commit -q --allow-empty -m one");
	if (geteuid() == 0) {
		scratch_run(dir, "chown -R 12345:12345 .");
		git_repo_free(open_ok(dir));
	}
	scratch_free(dir);
}

/* ---- revisions ---- */

static void every_name_of_a_commit_resolves_to_it(void **state)
{
	static const char *const revs[] = { "HEAD",    "@",	 "main",
					    "v1",      "light",	 "refs/heads/main",
					    "topic~1", "topic^", "HEAD^{commit}",
					    "v1^{}",   ":/one" };
	char *dir = repo_new();
	char *id;
	struct git_repo *r;
	struct git_commit_facts facts;
	struct findings f = FINDINGS_INIT;

	(void)state;
	scratch_run(dir, "git commit -q --allow-empty -m one; git tag -a -m tag v1; git tag light; "
			 "git checkout -q -b topic; git commit -q --allow-empty -m two; "
			 "git checkout -q --detach main");
	id = scratch_ask(dir, "git rev-parse main");
	r = open_ok(dir);
	for (size_t i = 0; i < ARRAY_LEN(revs); i++) {
		assert_int_equal(git_resolve(r, revs[i], &facts, &f), 0);
		assert_str(revs[i], facts.id, id);
		assert_int_equal(facts.time, 1750000000);
	}
	assert_int_equal(git_resolve(r, id, &facts, &f), 0);
	id[7] = '\0';
	assert_int_equal(git_resolve(r, id, &facts, &f), 0);
	assert_false(git_repo_shallow(r));
	git_repo_free(r);
	free(id);
	assert_no_findings(&f, "revisions");
	scratch_free(dir);
}

static void a_full_id_is_that_commit_also_where_a_branch_has_such_a_name(void **state)
{
	char *dir = repo_new();
	char *id;
	struct git_repo *r;
	struct git_commit_facts facts;

	(void)state;
	scratch_run(dir, "git commit -q --allow-empty -m one; one=$(git rev-parse HEAD); "
			 "git commit -q --allow-empty -m two; git update-ref refs/heads/$one HEAD");
	id = scratch_ask(dir, "git rev-parse main~1");
	r = open_ok(dir);
	assert_int_equal(git_resolve(r, id, &facts, NULL), 0);
	assert_str("full id", facts.id, id);
	git_repo_free(r);
	free(id);
	scratch_free(dir);
}

static void a_name_that_no_commit_has_is_a_finding(void **state)
{
	static const char *const revs[] = {
		"nosuch",    "HEAD~5",	    "",		 "a..b",
		"v1:",	     "HEAD^{tree}", "HEAD:file", "blob",
		":/nothing", "HEAD^{/[}",   "main@{",	 "0123456789012345678901234567890123456789",
		"-n",	     "HEAD^{blob}",
	};
	char *dir = repo_new();

	(void)state;
	scratch_write(dir, "file", STR_LIT("x"));
	scratch_run(dir, "git add -A; git commit -qm one; git tag blob $(git rev-parse HEAD:file)");
	for (size_t i = 0; i < ARRAY_LEN(revs); i++)
		resolve_fails(dir, revs[i], F_GIT_REVISION);
	scratch_free(dir);
}

static void a_repository_without_commits_is_said_to_have_none(void **state)
{
	char *dir = repo_new();

	(void)state;
	resolve_fails(dir, "HEAD", F_GIT_UNBORN);
	resolve_fails(dir, "main", F_GIT_REVISION);
	scratch_free(dir);
}

static void a_shallow_clone_reads_what_it_has_and_says_where_it_ends(void **state)
{
	char *dir = repo_new();
	char *clone = scratch_path(dir, "clone");
	struct git_repo *r;
	struct git_commit_facts facts;
	struct findings f = FINDINGS_INIT;

	(void)state;
	scratch_write(dir, "file", STR_LIT("x"));
	scratch_run(dir, "git add file; git commit -qm one; git commit -q --allow-empty -m two; "
			 "git clone -q --depth 1 \"file://$PWD\" clone");
	r = open_ok(clone);
	assert_true(git_repo_shallow(r));
	assert_int_equal(git_resolve(r, "HEAD", &facts, &f), 0);
	assert_no_findings(&f, "shallow HEAD");
	git_repo_free(r);
	entries_are(clone, "", "100644 file\n");
	resolve_fails(clone, "HEAD~1", F_GIT_SHALLOW);
	free(clone);
	scratch_free(dir);
}

static void an_abbreviation_of_two_objects_is_ambiguous(void **state)
{
	char *dir = repo_new();
	char *prefix;

	(void)state;
	scratch_run(dir,
		    "git commit -q --allow-empty -m one; mkdir many; "
		    "i=0; while [ $i -lt 1500 ]; do echo $i >many/$i; i=$((i+1)); done; git add many");
	prefix = scratch_ask(dir, "git ls-files -s | cut -c8-11 | sort | uniq -d | head -n 1");
	assert_int_equal(strlen(prefix), 4);
	resolve_fails(dir, prefix, F_GIT_AMBIGUOUS);
	free(prefix);
	scratch_free(dir);
}

/* ---- trees ---- */

static void entries_are_sorted_bytewise_by_path(void **state)
{
	char *dir = repo_new();

	(void)state;
	scratch_write(dir, "a-b", STR_LIT("1"));
	scratch_write(dir, "a/b", STR_LIT("2"));
	scratch_write(dir, "a.json", STR_LIT("3"));
	scratch_write(dir, "a0", STR_LIT("4"));
	scratch_write(dir, "a/c-d", STR_LIT("5"));
	scratch_write(dir, "a/c/d", STR_LIT("6"));
	scratch_write(dir, "\xe7\xbb\xbf/\xe5\x86\x8c", STR_LIT("7"));
	scratch_write(dir, ".hidden", STR_LIT("8"));
	scratch_run(dir, "git add -A; git commit -qm one");
	entries_are(dir, "",
		    "100644 .hidden\n100644 a-b\n100644 a.json\n100644 a/b\n100644 a/c-d\n100644 a/c/d\n"
		    "100644 a0\n100644 \xe7\xbb\xbf/\xe5\x86\x8c\n");
	entries_are(dir, "a", "100644 b\n100644 c-d\n100644 c/d\n");
	entries_are(dir, "a/c", "100644 d\n");
	entries_are(dir, "absent", "");
	entries_are(dir, "a/absent/deeper", "");
	scratch_free(dir);
}

static void each_kind_of_entry_keeps_its_mode(void **state)
{
	char *dir = repo_new();

	(void)state;
	scratch_write(dir, "plain", STR_LIT("1"));
	scratch_write(dir, "run", STR_LIT("2"));
	scratch_run(dir,
		    "chmod +x run; ln -s plain link; git add -A; "
		    "git update-index --add --cacheinfo 160000,$(printf %040d 7),sub; git commit -qm one");
	entries_are(dir, "", "120000 link\n100644 plain\n100755 run\n160000 sub\n");
	scratch_free(dir);
}

static void a_file_where_a_folder_is_expected_is_a_finding(void **state)
{
	static const char *const folders[] = { "a/file", "a/link", "a/sub" };
	char *dir = repo_new();
	struct findings f = FINDINGS_INIT;

	(void)state;
	scratch_write(dir, "a/file", STR_LIT("1"));
	scratch_run(dir,
		    "ln -s . a/link; git add -A; "
		    "git update-index --add --cacheinfo 160000,$(printf %040d 7),a/sub; git commit -qm one");
	for (size_t i = 0; i < ARRAY_LEN(folders); i++) {
		free(entries_text(dir, folders[i], -1, &f));
		assert_one_finding(&f, F_FILE_NOT_FOLDER, folders[i]);
	}
	scratch_free(dir);
}

static void an_empty_tree_has_no_entries(void **state)
{
	char *dir = repo_new();

	(void)state;
	scratch_run(dir, "git commit -q --allow-empty -m one");
	entries_are(dir, "", "");
	entries_are(dir, "content", "");
	scratch_free(dir);
}

static void names_that_are_no_file_names_are_refused(void **state)
{
	static const char *const names[] = { "..", ".", "a/b", "/etc/passwd", "../x" };
	char *dir = repo_new();
	char *blob = blob_make(dir);
	struct findings f = FINDINGS_INIT;

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(names); i++) {
		struct raw_entry v[] = { { "100644", names[i], blob }, { "100644", "zz", blob } };
		char *tree = tree_make(dir, v, 2);
		char *got;

		tree_commit(dir, tree);
		got = entries_text(dir, "", -1, &f);
		assert_one_finding(&f, F_GIT_CORRUPT, names[i]);
		assert_str(names[i], got, "100644 zz\n"); /* the others are read */
		free(got);
		free(tree);
	}
	free(blob);
	scratch_free(dir);
}

static void a_tree_in_disorder_is_sorted(void **state)
{
	char *dir = repo_new();
	char *blob = blob_make(dir);
	struct raw_entry v[] = { { "100644", "b", blob }, { "100644", "a", blob } };
	char *tree = tree_make(dir, v, 2);

	(void)state;
	tree_commit(dir, tree);
	entries_are(dir, "", "100644 a\n100644 b\n");
	free(tree);
	free(blob);
	scratch_free(dir);
}

static void a_name_that_stands_twice_is_a_finding(void **state)
{
	char *dir = repo_new();
	char *blob = blob_make(dir);
	struct raw_entry v[] = { { "100644", "a", blob }, { "100644", "a", blob } };
	char *tree = tree_make(dir, v, 2);
	struct findings f = FINDINGS_INIT;

	(void)state;
	tree_commit(dir, tree);
	free(entries_text(dir, "", -1, &f));
	assert_one_finding(&f, F_GIT_CORRUPT, "twice");
	free(tree);
	free(blob);
	scratch_free(dir);
}

/* A file within so many folders. */
static void deep_commit(const char *dir, int folders)
{
	char *id = blob_make(dir), *up;

	for (int i = 0; i <= folders; i++) {
		struct raw_entry e = { i ? "40000" : "100644", i ? "d" : "f", id };

		up = tree_make(dir, &e, 1);
		free(id);
		id = up;
	}
	tree_commit(dir, id);
	free(id);
}

static void folders_may_be_so_deep_and_no_deeper(void **state)
{
	char *dir = repo_new();
	struct findings f = FINDINGS_INIT;

	(void)state;
	deep_commit(dir, GIT_DEPTH_MOST);
	free(entries_text(dir, "", 0, &f));
	assert_no_findings(&f, "just so deep");
	deep_commit(dir, GIT_DEPTH_MOST + 1);
	free(entries_text(dir, "", -1, &f));
	assert_one_finding(&f, F_FOLDER_DEEP, "one deeper");
	scratch_free(dir);
}

/* Thirty trees, each of which names the one below ten times. */
static void a_tree_made_to_have_no_end_is_given_up(void **state)
{
	static const char *const names[] = { "0", "1", "2", "3", "4", "5", "6", "7", "8", "9" };
	char *dir = repo_new();
	char *id = tree_make(dir, NULL, 0), *up;
	struct findings f = FINDINGS_INIT;

	(void)state;
	for (int i = 0; i < 30; i++) {
		struct raw_entry v[10];

		for (int k = 0; k < 10; k++)
			v[k] = (struct raw_entry){ "40000", names[k], id };
		up = tree_make(dir, v, 10);
		free(id);
		id = up;
	}
	tree_commit(dir, id);
	free(id);
	free(entries_text(dir, "", -1, &f));
	assert_one_finding(&f, F_GIT_TREE_SIZE, "endless");
	scratch_free(dir);
}

/* ---- blobs ---- */

static void a_blob_is_read_byte_for_byte(void **state)
{
	static const struct {
		const char *label;
		struct str bytes;
	} rows[] = {
		{ "text", STR_LIT("hello\r\n") },
		{ "empty", STR_LIT("") },
		{ "with NUL", STR_LIT("a\0b\0") },
		{ "not UTF-8", STR_LIT("\xff\xfe\n") },
	};
	char *dir = repo_new();
	struct git_repo *r;
	struct findings f = FINDINGS_INIT;
	struct buf out = BUF_INIT;

	(void)state;
	r = open_ok(dir);
	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		char *id;
		uint64_t size;

		scratch_write(dir, "file", rows[i].bytes);
		id = scratch_ask(dir, "git hash-object -w --no-filters file");
		buf_clear(&out);
		buf_add_str(&out, "before ");
		assert_int_equal(git_blob_size(r, id, &size, &f), 0);
		assert_int_equal(size, rows[i].bytes.len);
		assert_int_equal(git_blob_read(r, id, &out, &f), 0);
		assert_int_equal(out.len, 7 + rows[i].bytes.len);
		assert_memory_equal(out.data + 7, rows[i].bytes.data, rows[i].bytes.len);
		free(id);
	}
	buf_release(&out);
	git_repo_free(r);
	assert_no_findings(&f, "blobs");
	scratch_free(dir);
}

static void what_is_no_blob_is_a_finding(void **state)
{
	static const char *const ids[] = {
		"",
		"HEAD",
		"1234",
		"zz00000000000000000000000000000000000000",
		"0123456789012345678901234567890123456789", /* absent */
		"4b825dc642cb6eb9a060e54bf8d69288fbee4904", /* the empty tree */
	};
	char *dir = repo_new();
	struct git_repo *r;
	struct findings f = FINDINGS_INIT;
	struct buf out = BUF_INIT;
	uint64_t size;

	(void)state;
	scratch_run(dir,
		    "git commit -q --allow-empty -m one; git hash-object -w -t tree /dev/null >/dev/null");
	r = open_ok(dir);
	for (size_t i = 0; i < ARRAY_LEN(ids); i++) {
		assert_int_equal(git_blob_read(r, ids[i], &out, &f), -1);
		assert_one_finding(&f, F_GIT_CORRUPT, ids[i]);
		assert_int_equal(git_blob_size(r, ids[i], &size, &f), -1);
		assert_one_finding(&f, F_GIT_CORRUPT, ids[i]);
		assert_int_equal(git_blob_read(r, ids[i], &out, NULL), -1);
	}
	assert_int_equal(out.len, 0);
	buf_release(&out);
	git_repo_free(r);
	scratch_free(dir);
}

/* ---- damage ---- */

enum damage { GONE, EMPTY, GARBAGE, TORN, OTHER };

static void object_damage(const char *dir, const char *rev, enum damage damage)
{
	static const char *const lines[] = {
		[GONE] = "rm -f %s",
		[EMPTY] = "chmod u+w %s; : >%s",
		[GARBAGE] = "chmod u+w %s; echo garbage >%s",
		/* libgit2 1.5 alone would never come back from it */
		[TORN] = "chmod u+w %s; truncate -s -3 %s",
		/* a sound object, and not the one that its name says */
		[OTHER] = "x=$(git hash-object -w raw-other | sed s,..,\\&/,); cp -f .git/objects/$x %s",
	};
	char *path = object_path(dir, rev);
	struct buf line = BUF_INIT;

	for (const char *p = lines[damage]; *p; p++) {
		if (p[0] == '%' && p[1] == 's') {
			buf_add_str(&line, path);
			p++;
		} else {
			buf_add_char(&line, *p);
		}
	}
	scratch_write(dir, "raw-other", STR_LIT("other\n"));
	scratch_run(dir, line.data);
	buf_release(&line);
	free(path);
}

static char *damaged_repo(const char *rev, enum damage damage)
{
	char *dir = repo_new();

	scratch_write(dir, "a/file", STR_LIT("hello"));
	scratch_write(dir, "b/file", STR_LIT("world"));
	scratch_run(dir, "git add -A; git commit -qm one; git config gc.auto 0");
	object_damage(dir, rev, damage);
	return dir;
}

static void a_damaged_commit_is_a_finding(void **state)
{
	(void)state;
	for (enum damage d = GONE; d <= OTHER; d++) {
		char *dir = damaged_repo("HEAD", d);

		resolve_fails(dir, "HEAD", F_GIT_CORRUPT);
		scratch_free(dir);
	}
}

static void a_damaged_tree_is_a_finding_and_the_rest_is_listed(void **state)
{
	struct findings f = FINDINGS_INIT;

	(void)state;
	for (enum damage d = GONE; d <= OTHER; d++) {
		char *dir = damaged_repo("HEAD:a", d);
		char *got = entries_text(dir, "", -1, &f);

		assert_int_equal(f.n, 1);
		assert_str("place", f.items[0].place.path, "a");
		assert_one_finding(&f, F_GIT_CORRUPT, "tree");
		assert_str("rest", got, "100644 b/file\n");
		free(got);
		scratch_free(dir);
		dir = damaged_repo("HEAD^{tree}", d);
		free(entries_text(dir, "", -1, &f));
		assert_one_finding(&f, F_GIT_CORRUPT, "top tree");
		free(entries_text(dir, "a", -1, &f));
		assert_one_finding(&f, F_GIT_CORRUPT, "top tree above folder");
		scratch_free(dir);
	}
}

static void a_damaged_blob_is_a_finding(void **state)
{
	struct findings f = FINDINGS_INIT;
	struct buf out = BUF_INIT;

	(void)state;
	for (enum damage d = GONE; d <= OTHER; d++) {
		char *dir = repo_new();
		char *id;
		struct git_repo *r;

		scratch_write(dir, "file", STR_LIT("hello"));
		scratch_run(dir, "git add -A; git commit -qm one");
		id = scratch_ask(dir, "git rev-parse HEAD:file");
		object_damage(dir, "HEAD:file", d);
		r = open_ok(dir);
		assert_int_equal(git_blob_read(r, id, &out, &f), -1);
		assert_one_finding(&f, F_GIT_CORRUPT, "blob");
		git_repo_free(r);
		free(id);
		scratch_free(dir);
	}
	buf_release(&out);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(where_there_is_no_repository_nothing_is_found_and_nothing_said),
		cmocka_unit_test(a_folder_that_is_absent_is_a_finding),
		cmocka_unit_test(the_prefix_is_the_way_from_the_top_to_the_folder),
		cmocka_unit_test(a_sha256_repository_is_said_to_be_one),
		cmocka_unit_test(
			extensions_that_do_not_concern_objects_are_accepted_and_others_refused),
		cmocka_unit_test(
			a_broken_configuration_is_a_finding_and_that_of_the_machine_is_not_read),
		cmocka_unit_test(a_repository_that_someone_else_owns_is_read),
		cmocka_unit_test(every_name_of_a_commit_resolves_to_it),
		cmocka_unit_test(a_full_id_is_that_commit_also_where_a_branch_has_such_a_name),
		cmocka_unit_test(a_name_that_no_commit_has_is_a_finding),
		cmocka_unit_test(a_repository_without_commits_is_said_to_have_none),
		cmocka_unit_test(a_shallow_clone_reads_what_it_has_and_says_where_it_ends),
		cmocka_unit_test(an_abbreviation_of_two_objects_is_ambiguous),
		cmocka_unit_test(entries_are_sorted_bytewise_by_path),
		cmocka_unit_test(each_kind_of_entry_keeps_its_mode),
		cmocka_unit_test(a_file_where_a_folder_is_expected_is_a_finding),
		cmocka_unit_test(an_empty_tree_has_no_entries),
		cmocka_unit_test(names_that_are_no_file_names_are_refused),
		cmocka_unit_test(a_tree_in_disorder_is_sorted),
		cmocka_unit_test(a_name_that_stands_twice_is_a_finding),
		cmocka_unit_test(folders_may_be_so_deep_and_no_deeper),
		cmocka_unit_test(a_tree_made_to_have_no_end_is_given_up),
		cmocka_unit_test(a_blob_is_read_byte_for_byte),
		cmocka_unit_test(what_is_no_blob_is_a_finding),
		cmocka_unit_test(a_damaged_commit_is_a_finding),
		cmocka_unit_test(a_damaged_tree_is_a_finding_and_the_rest_is_listed),
		cmocka_unit_test(a_damaged_blob_is_a_finding),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
