/* git/write, git/refs: commits made without the work tree, and the branches and tags around them. */
#define _GNU_SOURCE /* mkdtemp, popen, realpath */
#include "scratch.h"

#include "git/refs.h"
#include "git/write.h"

#define IDENTITY "Test <test@example.org> 1750000000 +0800"

/* ---- helpers ---- */

struct given { /* files of a commit */
	const char *path, *bytes;
};

static int read_given(void *ctx, size_t i, struct buf *out, struct findings *f)
{
	const struct given *v = ctx;

	if (v[i].bytes) {
		buf_add_str(out, v[i].bytes);
		return 0;
	}
	finding_add(f, F_FILE_UNREADABLE, (struct place){ .path = v[i].path }, "gone");
	return -1;
}

static struct git_repo *repo_new(char **dir)
{
	struct git_repo *r;

	*dir = scratch_new();
	scratch_run(*dir, "git init -q -b main . && echo one >file && git add file && "
			  "git commit -q -m one");
	r = git_repo_open(*dir, NULL);
	assert_non_null(r);
	return r;
}

static void repo_done(struct git_repo *r, char *dir)
{
	scratch_run(dir, "git fsck --strict >fsck 2>&1; ! grep -v ^dangling fsck");
	git_repo_free(r);
	scratch_free(dir);
}

/* Writes them; git_written is out's. */
static int write_given(struct git_repo *r, const struct given *v, size_t n, const char *parent,
		       struct git_written *out, struct findings *f)
{
	struct git_new_file *files = xcalloc(n + 1, sizeof(*files));
	struct git_new_commit c = {
		.files = files,
		.n = n,
		.read = read_given,
		.ctx = (void *)(uintptr_t)v,
		.parent = parent,
		.identity = IDENTITY,
		.message = "made\n",
		.threads = 2,
	};
	int rc;

	for (size_t i = 0; i < n; i++)
		files[i].path = v[i].path;
	rc = git_commit_write(r, &c, out, f);
	free(files);
	return rc;
}

static void write_ok(struct git_repo *r, const struct given *v, size_t n, const char *parent,
		     struct git_written *out)
{
	struct findings f = FINDINGS_INIT;

	if (write_given(r, v, n, parent, out, &f) < 0)
		findings_print(&f);
	assert_int_equal(f.errors, 0);
	findings_release(&f);
}

static void ask_is(const char *dir, const char *line, const char *expected)
{
	char *got = scratch_ask(dir, line);

	if (strcmp(got, expected) != 0)
		fail_msg("%s: got \"%s\", expected \"%s\"", line, got, expected);
	free(got);
}

/* Sorted bytewise, as they must be. */
static const struct given site[] = {
	{ "404.html", "none" },	  { "a.html", "a" },
	{ "a/b.html", "b" },	  { "a/b/c.html", "deep" },
	{ "empty", "" },	  { "same/1", "the same" },
	{ "same/2", "the same" }, { "文告/index.html", "名单" },
};

/* ---- commits ---- */

static void a_commit_is_the_one_that_git_makes(void **state)
{
	struct git_written w;
	char *dir;
	struct git_repo *r = repo_new(&dir);
	struct buf line = BUF_INIT;
	char *tree, *commit;

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(site); i++) {
		buf_clear(&line);
		buf_add_format(&line, "site/%s", site[i].path);
		scratch_write(dir, line.data, str_from(site[i].bytes));
	}
	write_ok(r, site, ARRAY_LEN(site), NULL, &w);
	assert_int_equal(w.objects, 7 + 5 + 1); /* blobs, trees, the commit */
	tree = scratch_ask(dir, "export GIT_INDEX_FILE=$PWD/.git/other; cd site; "
				"git --git-dir=../.git --work-tree=. add -A . && "
				"git --git-dir=../.git write-tree");
	assert_string_equal(w.tree, tree);
	buf_clear(&line);
	buf_add_format(&line, "echo made | git commit-tree %s", tree);
	commit = scratch_ask(dir, line.data);
	assert_string_equal(w.commit, commit);
	free(tree);
	free(commit);
	buf_release(&line);
	repo_done(r, dir);
}

static void the_work_tree_and_the_index_are_untouched(void **state)
{
	struct git_written w;
	char *dir;
	struct git_repo *r = repo_new(&dir);

	(void)state;
	scratch_run(dir, "echo staged >s && git add s && echo changed >>file && "
			 "git status --porcelain >../before.$$ && mv ../before.$$ .git/before && "
			 "cp .git/index .git/index.before");
	write_ok(r, site, ARRAY_LEN(site), NULL, &w);
	scratch_run(dir, "cmp .git/index .git/index.before && "
			 "git status --porcelain | cmp - .git/before && test ! -e a.html");
	repo_done(r, dir);
}

static void only_new_objects_are_written(void **state)
{
	struct git_written first, second, third;
	struct given changed[ARRAY_LEN(site)];
	char *dir;
	struct git_repo *r = repo_new(&dir);

	(void)state;
	memcpy(changed, site, sizeof(changed));
	write_ok(r, site, ARRAY_LEN(site), NULL, &first);
	write_ok(r, site, ARRAY_LEN(site), first.commit, &second);
	assert_int_equal(second.objects, 1); /* a commit with the tree of its parent */
	assert_string_equal(second.tree, first.tree);
	changed[3].bytes = "deeper";
	write_ok(r, changed, ARRAY_LEN(changed), second.commit, &third);
	assert_int_equal(third.objects, 1 + 3 + 1); /* the blob, the trees above it, the commit */
	write_ok(r, changed, ARRAY_LEN(changed), second.commit, &third);
	assert_int_equal(third.objects, 0); /* the very same commit */
	repo_done(r, dir);
}

static void a_known_blob_is_not_asked_for(void **state)
{
	struct git_new_file file = { .path = "kept" };
	struct given gone = { "kept", NULL };
	struct git_new_commit c = { .files = &file,
				    .n = 1,
				    .read = read_given,
				    .ctx = &gone,
				    .identity = IDENTITY,
				    .message = "m\n" };
	struct git_written w;
	char *dir, *id;
	struct git_repo *r = repo_new(&dir);
	struct findings f = FINDINGS_INIT;

	(void)state;
	id = scratch_ask(dir, "git rev-parse HEAD:file");
	strcpy(file.id, id);
	assert_int_equal(git_commit_write(r, &c, &w, &f), 0);
	assert_no_findings(&f, "kept");
	free(id);
	repo_done(r, dir);
}

static size_t packs(const char *dir)
{
	char *n = scratch_ask(dir, "find .git/objects -type f | wc -l");
	size_t count = (size_t)strtoul(n, NULL, 10);

	free(n);
	return count;
}

static void what_cannot_be_read_or_named_leaves_nothing(void **state)
{
	static const struct given rows[][2] = {
		{ { "a", "a" }, { "b", NULL } },       { { ".git/config", "x" }, { "b", "b" } },
		{ { "a/.GIT/x", "x" }, { "b", "b" } }, { { "../a", "x" }, { "b", "b" } },
		{ { "/a", "x" }, { "b", "b" } },       { { "a//b", "x" }, { "b", "b" } },
	};
	char *dir;
	struct git_repo *r = repo_new(&dir);
	size_t before = packs(dir);

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		struct findings f = FINDINGS_INIT;
		struct git_written w;

		assert_int_equal(write_given(r, rows[i], 2, NULL, &w, &f), -1);
		assert_one_finding(&f, i ? F_PATH_REFUSED : F_FILE_UNREADABLE, rows[i][0].path);
		assert_int_equal(packs(dir), before);
	}
	repo_done(r, dir);
}

static int read_changing(void *ctx, size_t i, struct buf *out, struct findings *f)
{
	int *times = ctx;

	(void)i;
	(void)f;
	buf_add_format(out, "read %d", ++*times);
	return 0;
}

static void a_file_that_changes_meanwhile_is_a_finding(void **state)
{
	struct git_new_file file = { .path = "a" };
	int times = 0;
	struct git_new_commit c = { .files = &file,
				    .n = 1,
				    .read = read_changing,
				    .ctx = &times,
				    .identity = IDENTITY,
				    .message = "m\n" };
	struct git_written w;
	char *dir;
	struct git_repo *r = repo_new(&dir);
	size_t before = packs(dir);
	struct findings f = FINDINGS_INIT;

	(void)state;
	assert_int_equal(git_commit_write(r, &c, &w, &f), -1);
	assert_one_finding(&f, F_FILE_CHANGED, "a");
	assert_int_equal(packs(dir), before);
	repo_done(r, dir);
}

static void an_identity_of_another_form_is_refused(void **state)
{
	struct git_new_commit c = { .read = read_given, .identity = "nobody", .message = "m\n" };
	struct git_written w;
	char *dir;
	struct git_repo *r = repo_new(&dir);
	struct findings f = FINDINGS_INIT;

	(void)state;
	assert_int_equal(git_commit_write(r, &c, &w, &f), -1);
	assert_one_finding(&f, F_GIT, "nobody");
	repo_done(r, dir);
}

static void many_files_go_through_in_batches(void **state)
{
	enum { MANY = 1500 };
	struct given *v = xcalloc(MANY, sizeof(*v));
	struct arena a = ARENA_INIT;
	struct git_written w;
	char *dir;
	struct git_repo *r = repo_new(&dir);

	(void)state;
	for (size_t i = 0; i < MANY; i++) {
		v[i].path = arena_printf(&a, "%02zu/%04zu", i / 100, i);
		v[i].bytes = arena_printf(&a, "%*zu", (int)(i % 7 * 1000 + 1), i);
	}
	write_ok(r, v, MANY, NULL, &w);
	assert_int_equal(w.objects, MANY + 16 + 1);
	scratch_run(dir, "git count-objects -v | grep -qx 'in-pack: 1517'");
	free(v);
	arena_release(&a);
	repo_done(r, dir);
}

static void an_unwanted_tree_and_a_dry_run_write_nothing(void **state)
{
	struct git_new_file file = { .path = "a" };
	struct given v = { "a", "a" };
	struct git_new_commit c = { .files = &file,
				    .n = 1,
				    .read = read_given,
				    .ctx = &v,
				    .identity = IDENTITY,
				    .message = "m\n",
				    .dry_run = true };
	struct git_written dry, unwanted;
	char *dir;
	struct git_repo *r = repo_new(&dir);
	size_t before = packs(dir);

	(void)state;
	assert_int_equal(git_commit_write(r, &c, &dry, NULL), 0);
	assert_int_equal(dry.objects, 3);
	assert_string_equal(dry.commit, "");
	*file.id = '\0';
	c.dry_run = false;
	c.unless_tree = dry.tree;
	assert_int_equal(git_commit_write(r, &c, &unwanted, NULL), 0);
	assert_int_equal(unwanted.objects, 0);
	assert_string_equal(unwanted.commit, "");
	assert_int_equal(packs(dir), before);
	repo_done(r, dir);
}

/* ---- branches ---- */

static void move(struct git_repo *r, const char *from, const char *to, int expected)
{
	struct git_branch_move m = { "pages", from, to, IDENTITY, "luce publish" };
	struct findings f = FINDINGS_INIT;

	assert_int_equal(git_branch_set(r, &m, &f), expected);
	if (expected < 0)
		assert_one_finding(&f, F_BRANCH_MOVED, to);
	findings_release(&f);
}

static void a_branch_moves_only_from_where_it_is_said_to_be(void **state)
{
	struct git_written a, b;
	struct git_commit_facts facts;
	char *dir;
	struct git_repo *r = repo_new(&dir);

	(void)state;
	assert_int_equal(git_branch_find(r, "pages", &facts, NULL), 0);
	write_ok(r, site, 2, NULL, &a);
	write_ok(r, site, 3, a.commit, &b);
	move(r, a.commit, b.commit, -1); /* it is not there */
	move(r, NULL, a.commit, 0);
	move(r, NULL, b.commit, -1); /* it is there */
	move(r, b.commit, a.commit, -1); /* it is elsewhere */
	move(r, a.commit, b.commit, 0);
	assert_int_equal(git_branch_find(r, "pages", &facts, NULL), 1);
	assert_string_equal(facts.id, b.commit);
	ask_is(dir, "git log -g --format='%gn <%ge> %gs' -1 pages",
	       "Test <test@example.org> luce publish");
	repo_done(r, dir);
}

static void a_branch_of_a_work_tree_is_known(void **state)
{
	char *dir;
	struct git_repo *r = repo_new(&dir);

	(void)state;
	assert_true(git_branch_checked_out(r, "main"));
	assert_false(git_branch_checked_out(r, "pages"));
	scratch_run(dir, "git branch other && git worktree add -q ./tree other");
	assert_true(git_branch_checked_out(r, "other"));
	scratch_run(dir, "git checkout -q --detach");
	assert_false(git_branch_checked_out(r, "main"));
	scratch_run(dir, "git checkout -q --orphan pages");
	assert_true(git_branch_checked_out(r, "pages"));
	scratch_run(dir, "git checkout -q main");
	repo_done(r, dir);
}

static void a_branch_has_a_name_that_git_takes(void **state)
{
	char *dir;
	struct git_repo *r = repo_new(&dir);

	(void)state;
	assert_true(git_branch_name_valid("pages"));
	assert_true(git_branch_name_valid("site/pages"));
	assert_false(git_branch_name_valid(""));
	assert_false(git_branch_name_valid("a..b"));
	assert_false(git_branch_name_valid("-x"));
	assert_false(git_branch_name_valid("a b"));
	repo_done(r, dir);
}

static void rests_on(struct git_repo *r, const char *a, const char *b, int expected)
{
	struct git_commit_facts x, y;

	assert_int_equal(git_resolve(r, a, &x, NULL), 0);
	assert_int_equal(git_resolve(r, b, &y, NULL), 0);
	assert_int_equal(git_rests_on(r, x.id, y.id, NULL), expected);
}

static void a_commit_rests_on_what_it_descends_from(void **state)
{
	char *dir;
	struct git_repo *r = repo_new(&dir);
	struct git_commit_facts head;
	struct findings f = FINDINGS_INIT;

	(void)state;
	scratch_run(dir, "git commit -q --allow-empty -m two && git checkout -q -b side HEAD~1 && "
			 "git commit -q --allow-empty -m three");
	rests_on(r, "main", "main~1", 1);
	rests_on(r, "main", "main", 1);
	rests_on(r, "main~1", "main", 0);
	rests_on(r, "main", "side", 0);
	assert_int_equal(git_resolve(r, "HEAD", &head, NULL), 0);
	assert_int_equal(git_rests_on(r, head.id, "0123456789012345678901234567890123456789", &f),
			 -1);
	assert_one_finding(&f, F_GIT_CORRUPT, "absent");
	repo_done(r, dir);
}

/* ---- tags, messages ---- */

static void annotated_tags_of_commits_are_listed(void **state)
{
	char *dir;
	struct git_repo *r = repo_new(&dir);
	struct arena a = ARENA_INIT;
	struct git_tag *tags;
	size_t n;

	(void)state;
	scratch_run(dir,
		    "git tag light && git tag -a -m 'of a tree' tree HEAD^{tree} && "
		    "git tag -a -m 'the second' b && git -c advice.nestedTag=false tag -a -m 'of a tag' a b");
	assert_int_equal(git_tags(r, &a, &tags, &n, NULL), 0);
	assert_int_equal(n, 2);
	assert_string_equal(tags[0].name, "a");
	assert_string_equal(tags[1].name, "b");
	assert_string_equal(tags[1].message, "the second\n");
	assert_string_equal(tags[0].commit, tags[1].commit);
	assert_int_equal(tags[0].time, 1750000000);
	arena_release(&a);
	repo_done(r, dir);
}

static void trailers_stand_in_the_last_paragraph(void **state)
{
	static const struct {
		const char *message, *value;
	} rows[] = {
		{ "subject\n\nKey: a value\n", "a value" },
		{ "subject\n\nKey: a value", "a value" },
		{ "subject\n\nOther: x\nKey: a value\nMore: y\n\n\n", "a value" },
		{ "subject\n\nKey: one\nKey: two\n", "two" },
		{ "subject\n\nKey: a value\n-----BEGIN SSH SIGNATURE-----\nKey: no\n", "a value" },
		{ "subject\n\nKey: earlier\n\nnot here\n", NULL },
		{ "subject\n\nkey: other\n", NULL },
		{ "subject\n\nKey:none\n", NULL },
		{ "subject\n\nKey: \n", NULL },
		{ "subject\n\nxKey: none\n", NULL },
		{ "", NULL },
		{ "\n\n", NULL },
		{ "-----BEGIN X\nKey: no\n", NULL },
	};
	struct arena a = ARENA_INIT;

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		const char *got = git_trailer(rows[i].message, "Key", &a);

		if ((!got != !rows[i].value) || (got && strcmp(got, rows[i].value) != 0))
			fail_msg("row %zu: got %s", i, got ? got : "none");
	}
	arena_release(&a);
}

static void a_commit_tells_its_message_tree_and_parent(void **state)
{
	char *dir;
	struct git_repo *r = repo_new(&dir);
	struct git_commit_facts head;
	struct git_commit_text text;
	struct arena a = ARENA_INIT;
	char *tree;

	(void)state;
	assert_int_equal(git_resolve(r, "HEAD", &head, NULL), 0);
	assert_int_equal(git_commit_text(r, head.id, &a, &text, NULL), 0);
	tree = scratch_ask(dir, "git rev-parse HEAD^{tree}");
	assert_string_equal(text.tree, tree);
	assert_string_equal(text.parent, "");
	assert_string_equal(text.message, "one\n");
	free(tree);
	arena_release(&a);
	repo_done(r, dir);
}

/* ---- the work tree ---- */

static void dirty_is(const char *dir, const char *folder, const char *expected)
{
	struct git_repo *r = git_repo_open(dir, NULL);
	struct buf path = BUF_INIT;

	buf_add_str(&path, "");
	assert_int_equal(git_dirty(r, &folder, 1, &path, NULL), *expected ? 1 : 0);
	assert_string_equal(path.data, expected);
	buf_release(&path);
	git_repo_free(r);
}

static void what_the_work_tree_has_otherwise_is_dirty(void **state)
{
	char *dir;
	struct git_repo *r = repo_new(&dir);

	(void)state;
	scratch_run(dir, "mkdir content && echo 1 >content/a && echo 1 >content/b && "
			 "echo '*.swp' >.gitignore && git add . && git commit -q -m two && "
			 "echo x >outside && echo x >content/a.swp");
	dirty_is(dir, "content", "");
	scratch_run(dir, "echo 2 >content/new");
	dirty_is(dir, "content", "content/new");
	scratch_run(dir, "git add content/new");
	dirty_is(dir, "content", "content/new");
	scratch_run(dir, "git commit -q -m three && rm content/b");
	dirty_is(dir, "content", "content/b");
	scratch_run(dir, "git checkout -q content/b && echo 22 >content/a");
	dirty_is(dir, "content", "content/a");
	repo_done(r, dir);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_commit_is_the_one_that_git_makes),
		cmocka_unit_test(the_work_tree_and_the_index_are_untouched),
		cmocka_unit_test(only_new_objects_are_written),
		cmocka_unit_test(a_known_blob_is_not_asked_for),
		cmocka_unit_test(what_cannot_be_read_or_named_leaves_nothing),
		cmocka_unit_test(a_file_that_changes_meanwhile_is_a_finding),
		cmocka_unit_test(an_identity_of_another_form_is_refused),
		cmocka_unit_test(an_unwanted_tree_and_a_dry_run_write_nothing),
		cmocka_unit_test(many_files_go_through_in_batches),
		cmocka_unit_test(a_branch_moves_only_from_where_it_is_said_to_be),
		cmocka_unit_test(a_branch_of_a_work_tree_is_known),
		cmocka_unit_test(a_branch_has_a_name_that_git_takes),
		cmocka_unit_test(a_commit_rests_on_what_it_descends_from),
		cmocka_unit_test(annotated_tags_of_commits_are_listed),
		cmocka_unit_test(trailers_stand_in_the_last_paragraph),
		cmocka_unit_test(a_commit_tells_its_message_tree_and_parent),
		cmocka_unit_test(what_the_work_tree_has_otherwise_is_dirty),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
