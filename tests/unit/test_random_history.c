/*
 * Histories made by chance, the same for a seed everywhere: some 2,000 events
 * in 400 commits on three branches that merge each other. What the walk finds
 * is what git itself says of each commit, and what it kept is what it finds.
 */
#define _GNU_SOURCE /* nftw */
#include "history/walk.h"
#include "random_portal.h"
#include "scratch.h"

enum { SEEDS = 4, COMMITS = 400, BRANCHES = 3, EVENTS_MOST = 9, FILES = 40, PARTS = 5 };

/* ---- a stream for git fast-import ---- */

static const char *file_name(struct chance *c, char out[64])
{
	unsigned k = chance_below(c, FILES);

	switch (k % 4) {
	case 0:
		snprintf(out, 64, "content/entities/110000/110000-%04u.json", k);
		break;
	case 1:
		snprintf(out, 64, "content/notices/110000/2025/n%u.md", k);
		break;
	case 2:
		snprintf(out, 64, "content/rules/%u/r%u.json", k % 3, k);
		break;
	default:
		snprintf(out, 64, "other/x%u", k);
	}
	return out;
}

static void add_event(struct buf *out, struct chance *c)
{
	char name[64], text[128];

	file_name(c, name);
	switch (chance_below(c, 8)) {
	case 0:
		buf_add_format(out, "D %s\n", name);
		break;
	case 1: /* the whole folder */
		buf_add_format(out, "D %.*s\n", (int)(strrchr(name, '/') - name), name);
		break;
	case 2:
		snprintf(text, sizeof(text), "to%u", chance_below(c, 3));
		buf_add_format(out, "M 120000 inline %s\ndata %zu\n%s\n", name, strlen(text), text);
		break;
	default: /* few texts, so that sides agree at times */
		snprintf(text, sizeof(text), "{ \"type\": \"other\", \"title\": \"%u\" }\n\nx\n",
			 chance_below(c, 6));
		buf_add_format(out, "M 100644 inline %s\ndata %zu\n%s\n", name, strlen(text), text);
	}
}

/* `from` is what the branch was before; the first commit of the second and third is the first's. */
static void add_commit(struct buf *out, struct chance *c, unsigned i, const unsigned tips[BRANCHES],
		       unsigned branch)
{
	unsigned other = chance_below(c, BRANCHES);

	buf_add_format(out,
		       "commit refs/heads/b%u\nmark :%u\ncommitter t <t@example.org> %u +0800\ndata 1\nx\n",
		       branch, i, 1750000000 + 60 * i);
	if (tips[branch])
		buf_add_format(out, "from :%u\n", tips[branch]);
	if (tips[branch] && tips[other] != tips[branch] && chance_below(c, 5) == 0)
		buf_add_format(out, "merge :%u\n", tips[other]);
	for (unsigned k = chance_below(c, EVENTS_MOST) + 1; k; k--)
		add_event(out, c);
	buf_add_char(out, '\n');
}

/* After each part the branch main is where the first branch is. */
static void make_part(const char *dir, struct chance *c, unsigned part, unsigned tips[BRANCHES])
{
	struct buf out = BUF_INIT;

	for (unsigned i = part * COMMITS / PARTS + 1; i <= (part + 1) * COMMITS / PARTS; i++) {
		unsigned branch = tips[0] ? chance_below(c, BRANCHES) : 0;

		add_commit(&out, c, i, tips, branch);
		tips[branch] = i;
		for (unsigned b = 0; b < BRANCHES && i == 1; b++) {
			tips[b] = 1;
			if (b)
				buf_add_format(&out, "reset refs/heads/b%u\nfrom :1\n\n", b);
		}
	}
	/* All that there is, so that main rests on it. */
	buf_add_format(&out,
		       "commit refs/heads/main\nmark :%u\ncommitter t <t@example.org> %u +0800\ndata 1\nx\n"
		       "from :%u\nmerge :%u\nmerge :%u\n\n",
		       COMMITS + part + 1, 1750000000 + 60 * COMMITS + part, tips[0], tips[1],
		       tips[2]);
	scratch_write(dir, "stream", buf_str(&out));
	scratch_run(dir, "git fast-import --quiet --force --import-marks-if-exists=marks "
			 "--export-marks=marks <stream && git update-ref HEAD refs/heads/main");
	buf_release(&out);
}

/* ---- what the walk found, and what git says, as text ---- */

static void tell_changes(const struct history *h, bool merges, struct buf *out)
{
	char before[BLOB_HEX_SIZE], after[BLOB_HEX_SIZE];

	for (size_t i = 0; i < h->commits.n; i++) {
		const struct commit *c = &h->commits.items[i];

		for (size_t k = 0; k < c->changes.n; k++) {
			const struct change *x = &c->changes.items[k];

			if (x->side || (c->parents.n > 1) != merges)
				continue;
			if (merges)
				buf_add_format(out, "%s %s\n", c->id, x->path);
			else
				buf_add_format(out, "%s %s %s %s\n", c->id, x->path,
					       blob_hex(&x->before, before),
					       blob_hex(&x->after, after));
		}
	}
}

static char *sorted_lines(const char *dir, const struct buf *text)
{
	char *sorted;

	scratch_write(dir, "lines", buf_str(text));
	scratch_run(dir, "LC_ALL=C sort lines >sorted");
	sorted = scratch_read(dir, "sorted");
	return sorted;
}

static struct history *walked(const char *dir, bool fresh)
{
	struct findings f = FINDINGS_INIT;
	struct history_options o = { .dir = dir, .threads = 2, .fresh = fresh };
	struct history *h = history_walk(&o, &f);

	assert_non_null(h);
	assert_int_equal(f.n, 0);
	findings_release(&f);
	return h;
}

static char *asked(const char *dir, const char *line)
{
	struct buf b = BUF_INIT;
	char *answer;

	buf_add_format(&b, "{ %s; } >answer", line);
	scratch_run(dir, b.data);
	answer = scratch_read(dir, "answer");
	buf_release(&b);
	return answer;
}

/* Else the line in which they begin to differ is shown. */
static void same_text(unsigned seed, const char *what, const char *got, const char *expected)
{
	size_t i = 0, line = 0;

	for (; got[i] == expected[i] && got[i]; i++)
		line = got[i] == '\n' ? i + 1 : line;
	if (got[i] != expected[i])
		fail_msg("seed %u, %s: got %.200s; expected %.200s", seed, what, got + line,
			 expected + line);
}

#define RAW_LINES                                                                                  \
	"awk '/^[0-9a-f]/ { id = $1; next } { split($0, t, \"\\t\"); "                             \
	"if (t[2] ~ /^content\\//) print id, t[2], $3, $4 }'"

static void the_changes_of_each_commit_are_those_that_git_tells(void **state)
{
	(void)state;
	for (unsigned seed = 1; seed <= SEEDS; seed++) {
		struct chance c = { seed * 0x9e3779b97f4a7c15u };
		unsigned tips[BRANCHES] = { 0 };
		char *dir = scratch_new(), *got, *expected;
		struct buf text = BUF_INIT;
		struct history *h;

		scratch_run(dir, "git init -q -b main");
		for (unsigned part = 0; part < PARTS; part++)
			make_part(dir, &c, part, tips);
		h = walked(dir, true);
		assert_true(h->commits.n > COMMITS / 2);
		tell_changes(h, false, &text);
		assert_true(text.len > 1000);
		got = sorted_lines(dir, &text);
		expected = asked(dir,
				 "git rev-list --no-merges main | git diff-tree --stdin -r --root "
				 "--no-renames --raw --no-abbrev | " RAW_LINES " | LC_ALL=C sort");
		same_text(seed, "commits", got, expected);
		free(got);
		free(expected);
		buf_clear(&text);
		tell_changes(h, true, &text);
		assert_true(text.len > 1000);
		got = sorted_lines(dir, &text);
		/* What differs from every parent. */
		expected = asked(
			dir,
			"git rev-list --merges --parents main >merges; git rev-list --merges main | "
			"git diff-tree --stdin -r -m --no-renames --raw --no-abbrev | "
			"awk 'FILENAME == \"merges\" { parents[$1] = NF - 1; next } "
			"/^[0-9a-f]/ { id = $1; next } { split($0, t, \"\\t\") } "
			"t[2] ~ /^content\\// && ++n[id \" \" t[2]] == parents[id] { print id, t[2] }' "
			"merges - | LC_ALL=C sort");
		same_text(seed, "merges", got, expected);
		free(got);
		free(expected);
		buf_release(&text);
		history_free(h);
		scratch_free(dir);
	}
}

/* What follows from the changes too: notices with their edits. */
static char *told(const char *dir, bool fresh)
{
	struct history *h = walked(dir, fresh);
	struct buf out = BUF_INIT;
	char hex[BLOB_HEX_SIZE];

	for (size_t i = 0; i < h->commits.n; i++) {
		const struct commit *x = &h->commits.items[i];

		buf_add_format(&out, "%s %lld %s\n", x->id, (long long)x->time, x->committer);
		for (size_t k = 0; k < x->changes.n; k++)
			buf_add_format(&out, "\t%s %s %s %o\n", x->changes.items[k].path,
				       x->changes.items[k].side ? x->changes.items[k].side->id : "-",
				       blob_hex(&x->changes.items[k].after, hex),
				       x->changes.items[k].mode);
	}
	for (size_t i = 0; i < h->notices.n; i++) {
		const struct notice_facts *n = &h->notices.items[i];

		buf_add_format(&out, "%s %s\n", n->id, n->published ? n->published->id : "-");
		for (size_t k = 0; k < n->edits.n; k++)
			buf_add_format(&out, "\t%s %d %s\n", n->edits.items[k].commit->id,
				       n->edits.items[k].kind, n->edits.items[k].path);
	}
	history_free(h);
	return buf_detach(&out, NULL);
}

static void what_was_kept_is_what_a_fresh_walk_finds(void **state)
{
	(void)state;
	for (unsigned seed = 1; seed <= SEEDS; seed++) {
		struct chance c = { seed * 0x2545f4914f6cdd1du };
		unsigned tips[BRANCHES] = { 0 };
		char *dir = scratch_new();

		scratch_run(dir, "git init -q -b main");
		for (unsigned part = 0; part < PARTS; part++) {
			char *fresh, *kept, *again;

			make_part(dir, &c, part,
				  tips); /* the first branch goes on beside what was kept */
			fresh = told(dir, true);
			kept = told(dir, false);
			again = told(dir, false);
			assert_true(strlen(fresh) > 1000);
			same_text(seed, "one more part", kept, fresh);
			same_text(seed, "nothing more", again, fresh);
			free(fresh);
			free(kept);
			free(again);
		}
		scratch_free(dir);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_changes_of_each_commit_are_those_that_git_tells),
		cmocka_unit_test(what_was_kept_is_what_a_fresh_walk_finds),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
