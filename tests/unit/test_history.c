/* history: what commits did to notices, from repositories made by git. */
#define _GNU_SOURCE /* mkdtemp, popen, realpath */
#include "scratch.h"

#include "history/walk.h"
#include "store/source.h"

/* Read by LeakSanitizer: libgit2 1.5 loses a regular expression's match data where nothing matches. */
const char *__lsan_default_suppressions(void);
const char *__lsan_default_suppressions(void)
{
	return "leak:libpcre2-8\n";
}

/* ---- making histories ---- */

/*
 * What the scripts below are made of. "at N SUBJECT" commits all at the N-th hour;
 * "text NAME WORDS" and "draft NAME WORDS" write a notice's text, "rows NAME WORDS" its annexes.
 */
static const char words[] =
	"n=content/notices/990100/2025; mkdir -p $n; "
	"when() { GIT_AUTHOR_DATE=\"$((1750000000 + $1 * 3600)) +0800\"; "
	"GIT_COMMITTER_DATE=$GIT_AUTHOR_DATE; export GIT_AUTHOR_DATE GIT_COMMITTER_DATE; }; "
	"at() { when $1; git add -A; git commit -q --allow-empty -m \"$2\"; }; "
	"merge() { when $1; git merge -q --no-ff -m \"$2\" $3; }; "
	"text() { mkdir -p $n; printf '{ \"type\": \"other\", \"published\": \"2025-06-15 09:00\" }\\n\\n%s\\n' \"$2\" >$n/$1.md; }; "
	"draft() { mkdir -p $n; printf '{ \"type\": \"other\", \"draft\": true }\\n\\n%s\\n' \"$2\" >$n/$1.md; }; "
	"rows() { mkdir -p $n; printf '{ \"annexes\": [\"%s\"] }\\n' \"$2\" >$n/$1.json; }; ";

static char *repo_make(const char *script)
{
	char *dir = scratch_new();
	struct buf line = BUF_INIT;

	buf_add_format(&line, "git init -q -b main .; %s%s", words, script);
	scratch_run(dir, line.data);
	buf_release(&line);
	return dir;
}

static struct history *walk_ok(const char *dir, const char *revision, unsigned threads)
{
	struct findings f = FINDINGS_INIT;
	struct history_options o = { .dir = dir, .revision = revision, .threads = threads };
	struct history *h = history_walk(&o, &f);

	assert_no_findings(&f, dir);
	assert_non_null(h);
	return h;
}

/* ---- telling them ---- */

static void tell(const struct history *h, struct buf *out)
{
	static const char *const kinds[] = {
		[EDIT_CHANGED] = "changed",   [EDIT_ADDED] = "added",
		[EDIT_DELETED] = "deleted",   [EDIT_UNPUBLISHED] = "unpublished",
		[EDIT_RESTORED] = "restored", [EDIT_HIDDEN] = "hidden",
	};

	buf_add_str(out, "");
	for (size_t i = 0; i < h->notices.n; i++) {
		const struct notice_facts *x = &h->notices.items[i];

		buf_add_format(out, "%s:", strrchr(x->id, '/') + 1);
		if (x->first != x->published)
			buf_add_format(out, " first %s", x->first ? x->first->subject : "-");
		buf_add_format(out, " published %s", x->published ? x->published->subject : "-");
		for (size_t k = 0; k < x->edits.n; k++)
			buf_add_format(out, ", %s %s by %s", strrchr(x->edits.items[k].path, '/') + 1,
				       kinds[x->edits.items[k].kind],
				       x->edits.items[k].commit->subject);
		buf_add_char(out, '\n');
	}
}

static void told(const char *script, const char *expected)
{
	char *dir = repo_make(script);

	for (unsigned threads = 1; threads <= 2; threads++) {
		struct history *h = walk_ok(dir, NULL, threads);
		struct buf got = BUF_INIT;

		tell(h, &got);
		if (strcmp(got.data, expected) != 0)
			fail_msg("%s\n     got: %sexpected: %s", script, got.data, expected);
		buf_release(&got);
		history_free(h);
	}
	scratch_free(dir);
}

static void a_notice_is_published_by_the_first_commit_in_which_it_is_no_draft(void **state)
{
	(void)state;
	told("text a x; at 1 one", "a: published one\n");
	told("draft a x; at 1 one; text a x; at 2 two", "a: first one published two\n");
	told("draft a x; rows a 1; at 1 one; draft a y; rows a 2; at 2 two; text a z; at 3 three",
	     "a: first one published three\n");
	told("draft a x; at 1 one", "a: first one published -\n");
	told("draft a x; at 1 one; git rm -q $n/a.md; at 2 two", "a: first one published -\n");
	told("printf '{ no json' >$n/a.md; at 1 one; text a x; at 2 two",
	     "a: first one published two\n");
	told("text a x; text b x; at 1 one; text c y; at 2 two",
	     "a: published one\nb: published one\nc: published two\n");
	told("at 1 nothing", "");
}

static void whatever_is_done_to_it_later_is_an_edit(void **state)
{
	(void)state;
	told("text a x; at 1 one; text a y; at 2 two; at 3 three",
	     "a: published one, a.md changed by two\n");
	told("text a x; rows a 1; at 1 one; rows a 2; at 2 two",
	     "a: published one, a.json changed by two\n");
	told("text a x; at 1 one; rows a 1; at 2 two", "a: published one, a.json added by two\n");
	told("text a x; rows a 1; at 1 one; git rm -q $n/a.json; at 2 two",
	     "a: published one, a.json deleted by two\n");
	told("text a x; mkdir $n/a; echo 1 >$n/a/f.pdf; at 1 one; echo 2 >$n/a/f.pdf; at 2 two",
	     "a: published one, f.pdf changed by two\n");
	told("text a x; rows a 1; at 1 one; git rm -q $n/a.md $n/a.json; at 2 two",
	     "a: published one, a.json deleted by two, a.md deleted by two\n");
	told("text a x; at 1 one; git rm -q $n/a.md; at 2 two; text a x; at 3 three",
	     "a: published one, a.md deleted by two, a.md restored by three\n");
	told("text a x; at 1 one; draft a x; at 2 two; rows a 1; at 3 three; text a y; at 4 four",
	     "a: published one, a.md unpublished by two, a.md restored by four\n");
	told("text a x; at 1 one; git mv $n/a.md $n/b.md; at 2 two",
	     "a: published one, a.md deleted by two\nb: published two\n");
}

static void a_merge_that_keeps_both_sides_did_nothing_itself(void **state)
{
	(void)state;
	told("text a x; at 1 one; git checkout -q -b side; text b x; at 2 two; git checkout -q main; "
	     "text c x; at 3 three; merge 4 four side",
	     "a: published one\nb: published two\nc: published three\n");
	told("text a x; at 1 one; git checkout -q -b side; text a y; at 2 two; git checkout -q main; "
	     "text c x; at 3 three; merge 4 four side",
	     "a: published one, a.md changed by two\nc: published three\n");
	told("text a x; at 1 one; git checkout -q -b side; draft b x; at 2 two; text b x; at 3 three; "
	     "git checkout -q main; text c x; at 4 four; merge 5 five side; text d x; at 6 six; "
	     "git checkout -q side; text e x; at 7 seven; merge 8 eight main",
	     "a: published one\nb: first two published three\nc: published four\nd: published six\n"
	     "e: published seven\n");
	/* the same notice picked onto both */
	told("at 1 one; git checkout -q -b side; text a x; at 2 two; git checkout -q main; text a x; "
	     "at 3 three; merge 4 four side",
	     "a: published two\n");
}

static void a_merge_that_drops_what_one_side_did_is_an_edit(void **state)
{
	(void)state;
	told("text a x; at 1 one; git checkout -q -b side; text b x; at 2 two; git checkout -q main; "
	     "text c x; at 3 three; when 4; git merge -q -s ours -m four side",
	     "a: published one\nb: published two, b.md hidden by four\nc: published three\n");
	told("at 1 one; git checkout -q -b side; text a x; at 2 two; git checkout -q main; text a y; "
	     "at 3 three; when 4; git merge -q -X ours -m four side",
	     "a: published two, a.md hidden by four\n");
	told("at 1 one; git checkout -q -b side; text a x; at 2 two; git checkout -q main; text a y; "
	     "at 3 three; when 4; git merge -q side || true; text a z; at 4 four",
	     "a: published two, a.md changed by four\n");
	told("text a x; at 1 one; git checkout -q -b side; text b x; at 2 two; git checkout -q main; "
	     "text c x; at 3 three; when 4; git merge -q --no-commit side; text b y; at 4 four",
	     "a: published one\nb: published two, b.md changed by four\nc: published three\n");
	told("text a x; at 1 one; git checkout -q -b side; git rm -q $n/a.md; at 2 two; "
	     "git checkout -q main; text c x; at 3 three; when 4; git merge -q --no-commit side; "
	     "text a x; at 4 four",
	     "a: published one, a.md deleted by two\nc: published three\n");
}

static void histories_without_a_common_beginning_can_be_merged(void **state)
{
	(void)state;
	told("text a x; at 1 one; git checkout -q --orphan other; git rm -qrf .; mkdir -p $n; text b x; "
	     "at 2 two; git checkout -q main; when 3; "
	     "git merge -q --allow-unrelated-histories -m three other",
	     "a: published one\nb: published two\n");
	told("text a x; at 1 one; git checkout -q --orphan other; git rm -qrf .; mkdir -p $n; text b x; "
	     "at 2 two; git checkout -q main; when 3; "
	     "git merge -q --allow-unrelated-histories -s ours -m three other",
	     "a: published one\nb: published two, b.md hidden by three\n");
}

static void three_branches_merged_at_once_are_told_as_two_are(void **state)
{
	(void)state;
	told("text a x; at 1 one; for i in 2 3 4; do git checkout -q -b s$i main; text b$i x; at $i c$i; "
	     "done; git checkout -q main; when 5; git merge -q -m five s2 s3 s4 >/dev/null",
	     "a: published one\nb2: published c2\nb3: published c3\nb4: published c4\n");
	told("text a x; at 1 one; for i in 2 3; do git checkout -q -b s$i main; text b$i x; at $i c$i; "
	     "done; git checkout -q main; text m x; at 4 m; when 5; git merge -q -s ours -m five s2 s3",
	     "a: published one\nb2: published c2, b2.md hidden by five\n"
	     "b3: published c3, b3.md hidden by five\nm: published m\n");
}

static void the_order_of_commits_follows_from_themselves(void **state)
{
	static const char script[] =
		"text a x; at 1 one; git checkout -q -b side; text b x; at 5 two; "
		"git checkout -q main; text c x; at 3 three; text d x; at 4 four; merge 6 five side; "
		"text e x; at 2 six"; /* its clock was wrong: it stands after what it rests on */
	static const char *const order[] = { "one", "three", "four", "two", "five", "six" };
	char *dir = repo_make(script);
	struct history *h = walk_ok(dir, NULL, 1);

	(void)state;
	assert_int_equal(h->commits.n, ARRAY_LEN(order));
	for (size_t i = 0; i < ARRAY_LEN(order); i++)
		assert_string_equal(h->commits.items[i].subject, order[i]);
	assert_true(h->tip == &h->commits.items[5]);
	assert_true(commit_rests_on(&h->commits.items[4], &h->commits.items[3]));
	assert_true(commit_rests_on(&h->commits.items[4], &h->commits.items[1]));
	assert_false(commit_rests_on(&h->commits.items[3], &h->commits.items[1]));
	assert_false(commit_rests_on(&h->commits.items[0], &h->commits.items[4]));
	history_free(h);
	scratch_free(dir);
}

static void a_portal_below_the_top_sees_only_its_own_content(void **state)
{
	char *dir =
		repo_make("mkdir -p portal/$n other; text a x; mv content/notices/990100/2025/a.md "
			  "portal/$n/; text b x; at 1 one; echo 1 >other/file; at 2 two");
	char *portal = scratch_path(dir, "portal");
	struct history *h = walk_ok(portal, NULL, 1);
	struct buf got = BUF_INIT;

	(void)state;
	tell(h, &got);
	assert_string_equal(got.data, "a: published one\n");
	assert_int_equal(h->commits.n, 2);
	assert_int_equal(h->commits.items[1].changes.n, 0);
	assert_string_equal(h->commits.items[0].changes.items[0].path,
			    "content/notices/990100/2025/a.md");
	buf_release(&got);
	history_free(h);
	free(portal);
	scratch_free(dir);
}

static void what_cannot_be_read_is_a_state(void **state)
{
	static const struct {
		const char *script;
		int state;
	} rows[] = {
		{ ":", HISTORY_NONE },
		{ "git init -q .", HISTORY_UNBORN },
		{ "git init -q --object-format=sha256 .; git commit -q --allow-empty -m one",
		  HISTORY_UNREADABLE },
		{ "git init -q .; git commit -q --allow-empty -m one; git checkout -q --detach",
		  HISTORY_WHOLE },
		{ "git init -q --bare .; git commit-tree -m one $(git hash-object -w -t tree /dev/null) "
		  ">refs/heads/one; git symbolic-ref HEAD refs/heads/one",
		  HISTORY_WHOLE },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		char *dir = scratch_new();
		struct history *h;

		scratch_run(dir, rows[i].script);
		h = walk_ok(dir, NULL, 2);
		if (h->state != rows[i].state)
			fail_msg("%s: state %d", rows[i].script, h->state);
		assert_int_equal(!h->tip, h->state != HISTORY_WHOLE);
		history_free(h);
		scratch_free(dir);
	}
}

static void a_shallow_clone_says_where_it_ends(void **state)
{
	char *dir =
		repo_make("text a x; rows a 1; at 1 one; text b x; at 2 two; rows a 2; at 3 three; "
			  "git clone -q --depth 2 file://$PWD clone");
	char *clone = scratch_path(dir, "clone");
	struct history *h = walk_ok(clone, NULL, 2);
	struct buf got = BUF_INIT;

	(void)state;
	tell(h, &got);
	assert_int_equal(h->state, HISTORY_SHALLOW);
	assert_string_equal(got.data,
			    "a: published two, a.json changed by three\nb: published two\n");
	assert_true(h->commits.items[0].cut);
	assert_false(h->commits.items[1].cut);
	buf_release(&got);
	history_free(h);
	free(clone);
	scratch_free(dir);
}

static void a_damaged_object_is_a_finding(void **state)
{
	static const struct {
		const char *label, *script;
	} rows[] = {
		{ "a commit behind", "o=$(git rev-parse HEAD~1)" },
		{ "a tree", "o=$(git rev-parse HEAD~1:content/notices)" },
		{ "cut short", "o=$(git rev-parse HEAD~1:content/notices/990100); cut=1" },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		struct buf script = BUF_INIT;
		struct findings f = FINDINGS_INIT;
		char *dir;
		struct history_options o = { .threads = 2 };

		buf_add_format(&script,
			       "text a x; at 1 one; text a y; at 2 two; %s; "
			       "p=.git/objects/$(echo $o | sed 's|..|&/|'); chmod u+w $p; "
			       "if [ \"$cut\" ]; then truncate -s -3 $p; else rm $p; fi",
			       rows[i].script);
		dir = repo_make(script.data);
		o.dir = dir;
		assert_null(history_walk(&o, &f));
		if (!findings_have(&f, F_GIT_CORRUPT))
			fail_msg("%s", rows[i].label);
		findings_release(&f);
		buf_release(&script);
		scratch_free(dir);
	}
}

static void a_notice_whose_object_is_gone_counts_as_published(void **state)
{
	char *dir =
		repo_make("text a x; at 1 one; o=$(git rev-parse HEAD:$n/a.md); text a y; at 2 two; "
			  "rm -f .git/objects/$(echo $o | sed 's|..|&/|')");
	struct history *h = walk_ok(dir, NULL, 1);
	struct buf got = BUF_INIT;

	(void)state;
	tell(h, &got);
	assert_string_equal(got.data, "a: published one, a.md changed by two\n");
	assert_true(h->notices.items[0].version->missing);
	buf_release(&got);
	history_free(h);
	scratch_free(dir);
}

static void what_the_work_tree_has_and_no_commit_is_pending(void **state)
{
	char *dir = repo_make("for i in a b c d; do text $i x; rows $i 1; done; at 1 one; text b y; "
			      "rows c 2; rm $n/d.json; text e x");
	struct findings f = FINDINGS_INIT, ignored = FINDINGS_INIT;
	struct source *s = source_open_tree(dir, &f);
	struct content *c = content_load(s, 1, &ignored);
	struct history_options o = { .dir = dir, .content = c, .source = s, .threads = 1 };
	struct notice texts[5] = { 0 };
	struct history *h;

	(void)state;
	/* these are no sound notices, so the content has none of them; where they are is enough */
	for (size_t i = 0; i < ARRAY_LEN(texts); i++) {
		struct arena *a = &c->arenas[0];

		texts[i].id = arena_printf(a, "990100/2025/%c", (char)('a' + i));
		texts[i].path = arena_printf(a, "content/notices/%s.md", texts[i].id);
		texts[i].annex_path =
			i < 3 ? arena_printf(a, "content/notices/%s.json", texts[i].id) : NULL;
	}
	c->notices.items = texts;
	c->notices.n = ARRAY_LEN(texts);
	h = history_walk(&o, &f);
	assert_no_findings(&f, "walk");
	assert_false(history_notice(h, "990100/2025/a")->pending);
	assert_true(history_notice(h, "990100/2025/b")->pending);
	assert_true(history_notice(h, "990100/2025/c")->pending);
	assert_true(history_notice(h, "990100/2025/d")->pending);
	assert_null(history_notice(h, "990100/2025/e"));
	history_free(h);
	c->notices.n = 0;
	content_free(c);
	source_free(s);
	findings_release(&ignored);
	scratch_free(dir);
}

/* ---- what an earlier walk kept ---- */

static void dump(const struct history *h, struct buf *out)
{
	char before[BLOB_HEX_SIZE], after[BLOB_HEX_SIZE];

	tell(h, out);
	for (size_t i = 0; i < h->commits.n; i++) {
		const struct commit *c = &h->commits.items[i];

		buf_add_format(out, "%s %lld %lld %s %s %s", c->id, (long long)c->author_time,
			       (long long)c->time, c->author, c->committer, c->subject);
		for (size_t k = 0; k < c->parents.n; k++)
			buf_add_format(out, " %s", c->parents.items[k]->id);
		for (size_t k = 0; k < c->changes.n; k++) {
			const struct change *x = &c->changes.items[k];

			buf_add_format(out, "\n\t%s %s %s %s %o", x->path,
				       x->side ? x->side->id : "-", blob_hex(&x->before, before),
				       blob_hex(&x->after, after), x->mode);
		}
		buf_add_char(out, '\n');
	}
}

static char *dumped(const char *dir, bool fresh)
{
	struct findings f = FINDINGS_INIT;
	struct history_options o = { .dir = dir, .threads = 2, .fresh = fresh };
	struct history *h = history_walk(&o, &f);
	struct buf out = BUF_INIT;

	assert_no_findings(&f, dir);
	dump(h, &out);
	history_free(h);
	return buf_detach(&out, NULL);
}

static void assert_same_as_fresh(const char *dir, const char *label)
{
	char *fresh = dumped(dir, true), *kept = dumped(dir, false);

	if (strcmp(fresh, kept) != 0)
		fail_msg("%s:\n%s\nfresh:\n%s", label, kept, fresh);
	free(fresh);
	free(kept);
}

/* Twenty commits on two branches that merge each other, one of the merges dropping a side. */
static const char twenty[] =
	"text a x; at 1 c1; git checkout -q -b side; "
	"for i in 2 4 6 8; do git checkout -q side; text s$i x; at $i c$i; git checkout -q main; "
	"text m$i x; rows a $i; at $((i + 1)) c$((i + 1)); merge $((i + 1)) merge$i side; done; "
	"git checkout -q side; text gone x; at 10 c10; git checkout -q main; when 11; "
	"git merge -q -s ours -m c11 side; "
	"for i in 12 13 14 15 16; do text b$i x; at $i c$i; done";

static void what_was_kept_gives_the_same_answer(void **state)
{
	char *dir = repo_make(twenty);

	(void)state;
	assert_same_as_fresh(dir, "kept at first");
	scratch_run(dir, "test -f .luce/history");
	assert_same_as_fresh(dir, "read again");
	scratch_run(dir, "echo .luce >.gitignore; git commit -q --allow-empty -m more");
	assert_same_as_fresh(dir, "one more");
	scratch_run(dir, "git checkout -q HEAD~3");
	assert_same_as_fresh(dir, "an older one");
	scratch_run(dir, "git checkout -q side");
	assert_same_as_fresh(dir, "another branch");
	scratch_run(dir, "mkdir below; git mv content below/; git commit -q -m moved");
	assert_same_as_fresh(dir, "moved away");
	scratch_free(dir);
}

/* Without it, a tree is missing that the first walk had read. */
static void what_was_kept_is_used_only_where_it_was_written(void **state)
{
	char *dir = repo_make(twenty);
	struct findings f = FINDINGS_INIT;
	struct history_options o = { .dir = dir, .threads = 1 };
	struct history *h;

	(void)state;
	history_free(history_walk(&o, &f));
	scratch_run(dir, "o=$(git rev-parse main~3^{tree}); "
			 "rm -f .git/objects/$(echo $o | sed 's|..|&/|')");
	h = history_walk(&o, &f);
	assert_no_findings(&f, "with what was kept");
	assert_non_null(h);
	history_free(h);
	o.fresh = true;
	assert_null(history_walk(&o, &f));
	assert_true(findings_have(&f, F_GIT_CORRUPT));
	o.fresh = false;
	scratch_run(dir, "cp .luce/history copy; mv copy .luce/history");
	assert_null(history_walk(&o, &f));
	scratch_run(dir, "rm -r .luce");
	assert_null(history_walk(&o, &f));
	findings_release(&f);
	scratch_free(dir);
}

static void what_was_kept_and_is_damaged_is_not_used(void **state)
{
	char *dir = repo_make(twenty), *path, *fresh;
	struct stat st;

	(void)state;
	free(dumped(dir, false));
	fresh = dumped(dir, true);
	path = scratch_path(dir, ".luce/history");
	assert_int_equal(stat(path, &st), 0);
	for (off_t at = 0; at < st.st_size; at += at < 64 ? 1 : 97) {
		int fd = open(path, O_RDWR);
		unsigned char byte;
		char *got;

		assert_int_equal(pread(fd, &byte, 1, at), 1);
		byte ^= 0x55;
		assert_int_equal(pwrite(fd, &byte, 1, at), 1);
		got = dumped(dir, false); /* which keeps it anew: then it is sound again */
		assert_string_equal(got, fresh);
		free(got);
		close(fd);
	}
	assert_int_equal(truncate(path, st.st_size / 2), 0);
	assert_same_as_fresh(dir, "cut short");
	assert_int_equal(truncate(path, 0), 0);
	assert_same_as_fresh(dir, "empty");
	scratch_run(dir, "rm -r .luce; ln -s /etc .luce");
	assert_same_as_fresh(dir, "elsewhere");
	free(fresh);
	free(path);
	scratch_free(dir);
}

/* ---- at random, from a seed ---- */

static unsigned next_random(unsigned *seed, unsigned most)
{
	*seed = *seed * 1103515245u + 12345u;
	return (*seed >> 16) % most;
}

/* One step of an office's work; merges are of every kind that git resolves by itself. */
static void add_step(struct buf *script, unsigned *seed, unsigned hour)
{
	static const char *const merges[] = { "", "-s ours", "-X ours", "-X theirs" };
	unsigned a = next_random(seed, 5), b = next_random(seed, 3);

	switch (next_random(seed, 8)) {
	case 0:
		buf_add_format(script, "draft n%u %u; ", a, hour);
		break;
	case 1:
		buf_add_format(script, "rm -f $n/n%u.md; ", a);
		break;
	case 2:
		buf_add_format(script, "rows n%u %u; ", a, hour);
		break;
	case 3:
		buf_add_format(script, "git checkout -q -B b%u; ", b);
		break;
	case 4:
		buf_add_format(script,
			       "if git rev-parse -q --verify b%u >/dev/null; then git checkout -q b%u; fi; ",
			       b, b);
		break;
	case 5:
		buf_add_format(script,
			       "when %u; if git rev-parse -q --verify b%u >/dev/null; then git merge -q %s "
			       "-m m%u b%u >/dev/null 2>&1 || git merge --abort; fi; ",
			       hour, b, merges[next_random(seed, ARRAY_LEN(merges))], hour, b);
		break;
	default:
		buf_add_format(script, "text n%u %u; ", a, hour);
	}
	buf_add_format(script, "at %u c%u; ", hour, hour);
}

static void histories_at_random_are_told_alike_fresh_and_kept(void **state)
{
	(void)state;
	for (unsigned seed = 1; seed <= 3; seed++) {
		struct buf script = BUF_INIT;
		unsigned random = seed;
		char *dir, *one, *two;
		struct history *h;
		struct buf dump_one = BUF_INIT;

		buf_add_str(&script, "echo .luce >.gitignore; text n0 0; at 1 c1; ");
		for (unsigned hour = 2; hour < 34; hour++)
			add_step(&script, &random, hour);
		dir = repo_make(script.data);
		h = walk_ok(dir, NULL, 1);
		dump(h, &dump_one);
		history_free(h);
		one = dumped(dir, true);
		assert_string_equal(dump_one.data, one);
		assert_same_as_fresh(dir, script.data);
		scratch_run(dir, "git reset -q --hard HEAD~5");
		assert_same_as_fresh(dir, script.data);
		scratch_run(dir, "git gc -q; git commit -q --allow-empty -m packed");
		two = dumped(dir, true);
		assert_string_not_equal(one, two);
		assert_same_as_fresh(dir, script.data);
		free(one);
		free(two);
		buf_release(&dump_one);
		buf_release(&script);
		scratch_free(dir);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_notice_is_published_by_the_first_commit_in_which_it_is_no_draft),
		cmocka_unit_test(whatever_is_done_to_it_later_is_an_edit),
		cmocka_unit_test(a_merge_that_keeps_both_sides_did_nothing_itself),
		cmocka_unit_test(a_merge_that_drops_what_one_side_did_is_an_edit),
		cmocka_unit_test(histories_without_a_common_beginning_can_be_merged),
		cmocka_unit_test(three_branches_merged_at_once_are_told_as_two_are),
		cmocka_unit_test(the_order_of_commits_follows_from_themselves),
		cmocka_unit_test(a_portal_below_the_top_sees_only_its_own_content),
		cmocka_unit_test(what_cannot_be_read_is_a_state),
		cmocka_unit_test(a_shallow_clone_says_where_it_ends),
		cmocka_unit_test(a_damaged_object_is_a_finding),
		cmocka_unit_test(a_notice_whose_object_is_gone_counts_as_published),
		cmocka_unit_test(what_the_work_tree_has_and_no_commit_is_pending),
		cmocka_unit_test(what_was_kept_gives_the_same_answer),
		cmocka_unit_test(what_was_kept_is_used_only_where_it_was_written),
		cmocka_unit_test(what_was_kept_and_is_damaged_is_not_used),
		cmocka_unit_test(histories_at_random_are_told_alike_fresh_and_kept),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
