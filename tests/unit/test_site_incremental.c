/*
 * site: a build that renders only what changed gives what a build of all
 * gives, byte for byte, whatever was changed before it.
 */
#define _GNU_SOURCE /* mkdtemp, realpath */
/* link: -Wl,--wrap=digest_entity */

#include "scratch.h"

#include "demo_portal.h"
#include "history/history.h"
#include "pages/made_from.h"
#include "site/kept.h"
#include "site/manifest.h"
#include "site/unchanged.h"

/* ---- a portal whose files are edited ---- */

struct file {
	char *path;
	struct str bytes; /* allocated; data NULL: deleted */
};

struct portal {
	struct file *files;
	size_t n, cap;
	date_t as_of;
	const char *base_url;
	unsigned char inputs; /* what stands for all of it; 0: nothing does */
	uint64_t chance; /* xorshift64 */
};

static unsigned below(struct portal *p, size_t n)
{
	p->chance ^= p->chance << 13;
	p->chance ^= p->chance >> 7;
	p->chance ^= p->chance << 17;
	return (unsigned)(p->chance % n);
}

static struct file *file_at(struct portal *p, const char *path)
{
	for (size_t i = 0; i < p->n; i++)
		if (strcmp(p->files[i].path, path) == 0)
			return &p->files[i];
	ARRAY_GROW(p->files, p->n, p->cap);
	p->files[p->n] = (struct file){ xstrdup(path), { NULL, 0 } };
	return &p->files[p->n++];
}

static void file_set(struct portal *p, const char *path, struct str bytes)
{
	struct file *f = file_at(p, path);
	char *copy = bytes.data ? xstrndup(bytes.data, bytes.len) : NULL;

	free((char *)f->bytes.data);
	f->bytes = (struct str){ copy, bytes.len };
}

static void portal_read(struct portal *p, struct source *s, const char *folder)
{
	struct findings f = FINDINGS_INIT;
	struct arena a = ARENA_INIT;
	struct source_file *files;
	struct buf bytes = BUF_INIT;
	size_t n;

	assert_int_equal(source_list(s, folder, &a, &files, &n, &f), 0);
	for (size_t i = 0; i < n; i++) {
		buf_clear(&bytes);
		assert_int_equal(source_read(s, files[i].path, &bytes, &f), 0);
		file_set(p, files[i].path, buf_str(&bytes));
	}
	assert_no_findings(&f, folder);
	buf_release(&bytes);
	arena_release(&a);
}

static struct portal portal_copy(const struct portal *p)
{
	struct portal copy = *p;

	copy.files = xcalloc(p->n + 1, sizeof(*copy.files));
	copy.cap = p->n + 1;
	for (size_t i = 0; i < p->n; i++)
		copy.files[i] =
			(struct file){ xstrdup(p->files[i].path),
				       { p->files[i].bytes.data ? xstrndup(p->files[i].bytes.data,
									   p->files[i].bytes.len)
								: NULL,
					 p->files[i].bytes.len } };
	return copy;
}

static void portal_free(struct portal *p)
{
	for (size_t i = 0; i < p->n; i++) {
		free(p->files[i].path);
		free((char *)p->files[i].bytes.data);
	}
	free(p->files);
	p->files = NULL;
	p->n = p->cap = 0;
}

static struct demo portal_open(const struct portal *p)
{
	struct fold_options o = { .as_of = p->as_of, .seen = date_end(p->as_of) };
	struct demo d = { .source = source_new_memory() };

	for (size_t i = 0; i < p->n; i++)
		if (p->files[i].bytes.data)
			source_put(d.source, p->files[i].path, p->files[i].bytes);
	d.content = content_load(d.source, 2, &d.findings);
	d.registry = registry_fold(d.content, &o, &d.findings);
	return d;
}

/* ---- builds ---- */

enum { EACH, ONLY_CHANGED, VERIFIED };

static int build(const struct portal *p, const struct demo *d, const char *out, int how,
		 struct site_counts *counts, struct findings *f)
{
	struct site_options o = {
		.content = d->content,
		.registry = d->registry,
		.history = d->history,
		.source = d->source,
		.out = out,
		.base_url = p->base_url,
		.version = "0-test",
		.program = how == EACH ? NULL : "test",
		.inputs.bytes[0] = p->inputs,
		.verify = how == VERIFIED,
		.threads = 2,
	};

	return site_build(&o, counts, f);
}

static char *findings_text(const struct findings *f)
{
	struct buf b = BUF_INIT;

	buf_add_str(&b, "");
	for (size_t i = 0; i < f->n; i++) {
		finding_render(&f->items[i], LANG_EN, &b);
		buf_add_char(&b, '\n');
	}
	return buf_detach(&b, NULL);
}

/* The whole file, in *out. */
static bool file_read(const char *dir, const char *path, struct buf *out)
{
	char *full = scratch_path(dir, path);
	int fd = open(full, O_RDONLY);
	struct stat st;
	bool whole = fd >= 0 && fstat(fd, &st) == 0;

	buf_clear(out);
	if (whole) {
		buf_reserve(out, (size_t)st.st_size + 1);
		whole = read(fd, out->data, (size_t)st.st_size + 1) == st.st_size;
		out->len = whole ? (size_t)st.st_size : 0;
	}
	if (fd >= 0)
		close(fd);
	free(full);
	return whole;
}

/* Both have these files, with the same bytes, and no others; the manifest names them. */
static void assert_same_sites(const char *a, const char *b, const char *label)
{
	char *manifest = scratch_read(a, MANIFEST_NAME), *other = scratch_read(b, MANIFEST_NAME);
	struct manifest m;
	struct arena arena = ARENA_INIT;
	struct findings f = FINDINGS_INIT;
	struct buf x = BUF_INIT, y = BUF_INIT;

	if (strcmp(manifest, other) != 0)
		print_error("%s: the manifests differ\n", label);
	assert_int_equal(manifest_parse(str_from(manifest), &arena, &m, &f), 0);
	for (size_t i = 0; i < m.n; i++)
		if (!file_read(a, m.files[i].path, &x) || !file_read(b, m.files[i].path, &y) ||
		    x.len != y.len || memcmp(x.data, y.data, x.len) != 0)
			fail_msg("%s: %s differs", label, m.files[i].path);
	assert_string_equal(manifest, other);
	buf_release(&x);
	buf_release(&y);
	free(manifest);
	free(other);
	arena_release(&arena);
}

/* ---- edits ---- */

static struct file *any_file(struct portal *p, const char *start, const char *end)
{
	for (int tries = 0; tries < 5000; tries++) {
		struct file *f = &p->files[below(p, p->n)];
		size_t len = strlen(f->path);

		if (f->bytes.data && strncmp(f->path, start, strlen(start)) == 0 &&
		    len >= strlen(end) && strcmp(f->path + len - strlen(end), end) == 0)
			return f;
	}
	return NULL;
}

static void exchange(struct file *f, size_t at, size_t gone, const char *text)
{
	struct buf b = BUF_INIT;
	char *old = (char *)f->bytes.data;

	buf_add(&b, old, at);
	buf_add_str(&b, text);
	buf_add(&b, old + at + gone, f->bytes.len - at - gone);
	f->bytes.data = buf_detach(&b, &f->bytes.len);
	free(old);
}

/* A Chinese character somewhere gets another behind it: a name, a title, a cell, a text. */
static void edit_text(struct portal *p, struct file *f)
{
	size_t n = 0, wanted;

	for (size_t i = 0; i + 3 <= f->bytes.len; i++)
		n += (f->bytes.data[i] & 0xf0) == 0xe0;
	if (!n)
		return;
	wanted = below(p, n);
	for (size_t i = 0; i + 3 <= f->bytes.len; i++)
		if ((f->bytes.data[i] & 0xf0) == 0xe0 && wanted-- == 0) {
			exchange(f, i + 3, 0, "改");
			return;
		}
}

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

/* A digit somewhere becomes another: a day, a number, a code, an id. */
static void edit_digit(struct portal *p, struct file *f)
{
	size_t n = 0, wanted;

	for (size_t i = 0; i < f->bytes.len; i++)
		n += is_digit(f->bytes.data[i]);
	if (!n)
		return;
	wanted = below(p, n);
	for (size_t i = 0; i < f->bytes.len; i++)
		if (is_digit(f->bytes.data[i]) && wanted-- == 0) {
			((char *)f->bytes.data)[i] = (char)('0' + below(p, 10));
			return;
		}
}

/* A line somewhere goes: a row, a member of a record. */
static void edit_line(struct portal *p, struct file *f)
{
	size_t at = below(p, f->bytes.len + 1), end;
	size_t start = at;

	while (start > 0 && f->bytes.data[start - 1] != '\n')
		start--;
	for (end = at; end < f->bytes.len && f->bytes.data[end] != '\n';)
		end++;
	end += end < f->bytes.len;
	exchange(f, start, end - start, "");
}

static void edit_any(struct portal *p, const char *start, const char *end)
{
	struct file *f = any_file(p, start, end);
	unsigned how = below(p, 8);

	if (!f)
		return;
	if (how < 5)
		edit_text(p, f);
	else if (how < 7)
		edit_digit(p, f);
	else
		edit_line(p, f);
}

/* Redirects are `{ "redirects": [ … ] }`: one more behind the others. */
static void add_redirect(struct portal *p, const char *from, size_t len)
{
	struct file *f = file_at(p, "content/redirects.json");
	const char *end = f->bytes.data ? strrchr(f->bytes.data, ']') : NULL;
	struct buf b = BUF_INIT;

	if (!end) {
		file_set(p, f->path, STR_LIT("{ \"redirects\": [ ] }\n"));
		end = strrchr(f->bytes.data, ']');
	}
	buf_add_format(&b,
		       "%s{ \"from\": \"notice/%.*s.html\", \"reason\": \"误发\", "
		       "\"on\": \"2020-01-01\" }\n",
		       strchr(f->bytes.data, '}') < end ? ", " : "", (int)len, from);
	exchange(f, (size_t)(end - f->bytes.data), 0, b.data);
	buf_release(&b);
}

/* A page goes with its record; without a redirect the build refuses. */
static void delete_notice(struct portal *p)
{
	static const char folder[] = "content/notices/";
	const struct file *f = any_file(p, folder, ".md");
	struct buf b = BUF_INIT;
	size_t stem;

	if (!f)
		return;
	buf_add_str(&b, f->path);
	stem = b.len - strlen(".md");
	file_set(p, b.data, (struct str){ NULL, 0 });
	if (below(p, 4))
		add_redirect(p, b.data + strlen(folder), stem - strlen(folder));
	b.len = stem;
	buf_add_str(&b, ".json");
	file_set(p, b.data, (struct str){ NULL, 0 });
	buf_release(&b);
}

static void add_notice(struct portal *p)
{
	const struct file *like = any_file(p, "content/notices/", ".md");
	struct buf b = BUF_INIT;

	if (!like)
		return;
	buf_add(&b, like->path, strlen(like->path) - strlen(".md"));
	buf_add_format(&b, "-more-%u.md", below(p, 1000));
	file_set(p, b.data, like->bytes);
	buf_release(&b);
}

static void edit_template(struct portal *p)
{
	struct file *f = any_file(p, "templates/", ".html");

	if (f)
		exchange(f, f->bytes.len, 0, below(p, 2) ? "<!-- 注 -->" : "\n");
}

static void edit_asset(struct portal *p)
{
	struct file *f = any_file(p, "templates/assets/", ".css");

	if (f)
		exchange(f, f->bytes.len, 0, "/* 注 */\n");
}

static void edit_day(struct portal *p)
{
	p->as_of += (int)below(p, 61) - 10;
}

static const struct {
	const char *start, *end;
} places[] = {
	{ "content/entities/", ".json" }, { "content/notices/", ".json" },
	{ "content/notices/", ".md" },	  { "content/notices/", ".md" },
	{ "content/regions/", ".json" },  { "content/rules/", ".json" },
	{ "content/assessors/", "" },	  { "content/", ".json" },
};

static void edit_portal(struct portal *p)
{
	unsigned how = below(p, 20);

	if (how == 0)
		delete_notice(p);
	else if (how == 1)
		add_notice(p);
	else if (how == 2)
		edit_template(p);
	else if (how == 3)
		edit_asset(p);
	else if (how <= 6)
		edit_day(p);
	else if (how == 7)
		p->base_url = p->base_url ? NULL : "https://lsmd.example.gov.cn/";
	else
		edit_any(p, places[how % ARRAY_LEN(places)].start,
			 places[how % ARRAY_LEN(places)].end);
}

/* What someone may do to a site between two builds; luce's own files among it. */
static void edit_site(struct portal *p, const char *site)
{
	char *manifest = scratch_read(site, MANIFEST_NAME), *line = manifest;
	struct buf b = BUF_INIT;
	unsigned how = below(p, 12);

	for (unsigned skip = 6 + below(p, 100); skip > 0 && strchr(line, '\n'); skip--)
		line = strchr(line, '\n') + 1;
	line[strcspn(line, "\n")] = '\0';
	buf_add_format(&b, "%s/%s", site, strlen(line) > 66 ? line + 66 : "index.html");
	if (how == 0)
		unlink(b.data);
	else if (how == 1 && truncate(b.data, 10) < 0)
		print_error("%s: %s\n", b.data, strerror(errno));
	else if (how == 2)
		scratch_run(site, "cp index.html index.new && mv index.new index.html");
	else if (how == 3)
		scratch_run(site, "rm -f .luce/built");
	else if (how == 4)
		scratch_run(site, "test ! -e .luce/built || truncate -s -1 .luce/built");
	else if (how == 5)
		scratch_run(site,
			    "test ! -e .luce/built || "
			    "printf x | dd of=.luce/built conv=notrunc bs=1 seek=999 2>/dev/null");
	buf_release(&b);
	free(manifest);
}

/* ---- sequences of edits ---- */

struct trial {
	char *changed, *each; /* the two sites */
	size_t kept, refused; /* steps */
};

/* The same pages, or the same findings. False: neither was built. */
static bool step(struct trial *t, const struct portal *p, const char *label)
{
	struct demo d = portal_open(p);
	struct findings a = FINDINGS_INIT, b = FINDINGS_INIT;
	struct site_counts counts;
	bool sound = d.findings.errors == 0;

	if (sound) {
		int changed = build(p, &d, t->changed, ONLY_CHANGED, &counts, &a);
		int each = build(p, &d, t->each, EACH, &counts, &b);
		char *x = findings_text(&a), *y = findings_text(&b);

		if (strcmp(x, y) != 0)
			print_error("%s: only what changed:\n%seach:\n%s", label, x, y);
		assert_string_equal(x, y);
		assert_int_equal(changed, each);
		sound = each == 0;
		free(x);
		free(y);
	}
	if (sound)
		assert_same_sites(t->changed, t->each, label);
	t->kept += sound;
	t->refused += !sound;
	findings_release(&a);
	findings_release(&b);
	demo_release(&d);
	return sound;
}

/* From what *now is, which what could be built becomes. */
static void run_sequence(struct trial *t, struct portal *now, unsigned seed, int steps)
{
	struct buf label = BUF_INIT;

	now->chance = 88172645463325252u + seed * 7919u;
	for (int i = 0; i < steps; i++) {
		struct portal next = portal_copy(now), *gone = &next;

		edit_portal(&next);
		if (below(&next, 3) == 0)
			edit_portal(&next);
		if (below(&next, 3) == 0)
			edit_site(&next, t->changed);
		buf_clear(&label);
		buf_add_format(&label, "seed %u, step %d", seed, i);
		now->chance = next.chance;
		if (step(t, &next, label.data)) {
			struct portal old = *now;

			*now = next;
			*gone = old;
		}
		portal_free(gone);
	}
	buf_release(&label);
}

struct plan_of_trials {
	unsigned sequences, chained; /* so many after each other before it is begun anew */
	int steps;
};

static void run_sequences(const struct portal *start, const struct plan_of_trials *plan)
{
	struct trial t = { .kept = 0 };

	for (unsigned seed = 0; seed < plan->sequences; seed += plan->chained) {
		struct portal now = portal_copy(start);

		t.changed = scratch_new();
		t.each = scratch_new();
		assert_true(step(&t, &now, "start"));
		for (unsigned i = 0; i < plan->chained; i++)
			run_sequence(&t, &now, seed + i, plan->steps);
		scratch_free(t.changed);
		scratch_free(t.each);
		portal_free(&now);
	}
	print_message("%zu builds, %zu refused\n", t.kept, t.refused);
	assert_true(t.kept > t.refused);
}

static void only_what_changed_gives_the_site_of_a_small_portal(void **state)
{
	static const struct plan_of_trials plan = { 40, 1, 4 };
	struct portal p = { .as_of = demo_day() };
	struct demo d;

	(void)state;
	demo_init(&d);
	portal_read(&p, d.source, "content");
	portal_read(&p, d.source, "templates");
	source_free(d.source);
	run_sequences(&p, &plan);
	portal_free(&p);
}

/* All 200 take two minutes: a quick run has a tenth of them. */
static void only_what_changed_gives_the_site_of_the_demonstration(void **state)
{
	struct plan_of_trials plan = { getenv("LUCE_TEST_QUICK") ? 20 : 200, 10, 2 };
	struct portal p = { .as_of = demo_day() };
	struct findings f = FINDINGS_INIT;
	struct source *s = source_open_tree(".", &f);

	(void)state;
	portal_read(&p, s, "content");
	portal_read(&p, s, "templates");
	source_free(s);
	run_sequences(&p, &plan);
	portal_free(&p);
}

/* ---- one edit ---- */

struct fixture {
	struct portal portal;
	struct demo demo;
	char *dir;
	struct site_counts counts;
};

static int fixture_set_up(void **state)
{
	struct fixture *x = xcalloc(1, sizeof(*x));
	struct demo d;

	x->dir = scratch_new();
	x->portal.as_of = demo_day();
	demo_init(&d);
	portal_read(&x->portal, d.source, "content");
	portal_read(&x->portal, d.source, "templates");
	source_free(d.source);
	*state = x;
	return 0;
}

static int fixture_tear_down(void **state)
{
	struct fixture *x = *state;

	portal_free(&x->portal);
	scratch_free(x->dir);
	free(x);
	return 0;
}

static void build_soundly(struct fixture *x, int how, const char *label)
{
	struct demo d = portal_open(&x->portal);
	struct findings f = FINDINGS_INIT;

	assert_int_equal(d.findings.errors, 0);
	assert_int_equal(build(&x->portal, &d, x->dir, how, &x->counts, &f), 0);
	assert_no_findings(&f, label);
	demo_release(&d);
}

/* What stands in the file, once, becomes something else. */
static void edit(struct fixture *x, const char *path, const char *old, const char *new_)
{
	struct file *f = file_at(&x->portal, path);
	const char *at = f->bytes.data ? strstr(f->bytes.data, old) : NULL;

	if (!at)
		fail_msg("%s has no %s", path, old);
	else
		exchange(f, (size_t)(at - f->bytes.data), strlen(old), new_);
}

/* "~ a.html\n+ b.html\n" */
static char *dry_run(struct fixture *x)
{
	struct demo d = portal_open(&x->portal);
	struct findings f = FINDINGS_INIT;
	struct site_changes changes = { 0 };
	struct buf text = BUF_INIT;
	struct site_options o = {
		.content = d.content,
		.registry = d.registry,
		.source = d.source,
		.out = x->dir,
		.version = "0-test",
		.program = "test",
		.dry_run = true,
		.changes = &changes,
		.threads = 2,
	};

	assert_int_equal(d.findings.errors, 0);
	assert_int_equal(site_build(&o, &x->counts, &f), 0);
	assert_no_findings(&f, "dry run");
	buf_add_str(&text, "");
	for (size_t i = 0; i < changes.n; i++)
		buf_add_format(&text, "%c %s\n", changes.items[i].how, changes.items[i].address);
	changes_release(&changes);
	demo_release(&d);
	return buf_detach(&text, NULL);
}

static void only_the_pages_that_an_edit_concerns_are_written(void **state)
{
	static const struct {
		const char *label, *path, *old, *new_, *changes;
	} rows[] = {
		{ "nothing", "content/site.json", "{", "{", "" },
		{ "the text of a notice", "content/notices/990100/2025/factory-proposal.md",
		  "予以公示", "公示",
		  "~ manifest\n"
		  "~ notice/990100/2025/factory-proposal.html\n" },
		{ "a code of an entity", "content/entities/990100/990100-0002.json",
		  "91440300708461136T", "91440300708461136X",
		  "~ entity/990100/0/0002.html\n"
		  "~ manifest\n" },
		{ "a telephone number", "content/regions/990100.json", "0000-0000002", "0000-0000009",
		  "~ manifest\n"
		  "~ notice/990100/2025/factory-proposal.html\n"
		  "~ notice/990100/2026/factory-proposal.html\n"
		  "~ report/990100-gxj.html\n"
		  "~ shili/shilishi/index.html\n" },
		{ "the title of a notice", "content/notices/990100/2025/factory-removal.md",
		  "公告\"", "公告（示例）\"",
		  "~ datapackage.json\n"
		  "~ entity/990100/0/0004.atom\n"
		  "~ entity/990100/0/0004.html\n"
		  "~ entity/990100/0/0010.atom\n"
		  "~ entity/990100/0/0010.html\n"
		  "~ entity/990100/0/0011.atom\n"
		  "~ entity/990100/0/0011.html\n"
		  "~ feed.atom\n"
		  "~ index.html\n"
		  "~ manifest\n"
		  "~ notice/990100/2025/correction.html\n"
		  "~ notice/990100/2025/factory-removal.html\n"
		  "~ removals/feed.atom\n"
		  "~ removals/ground/inel-1.html\n"
		  "~ removals/ground/no-dynamic-form.html\n"
		  "~ removals/ground/voluntary.html\n"
		  "~ removals/index.html\n"
		  "~ shili/shilishi/factory/as-of/2025-10-20.csv\n"
		  "~ shili/shilishi/factory/as-of/2025-10-20.html\n"
		  "~ shili/shilishi/factory/feed.atom\n"
		  "~ shili/shilishi/factory/history.html\n"
		  "~ shili/shilishi/factory/index.html\n"
		  "~ shili/shilishi/factory/list.xlsx\n"
		  "~ shili/shilishi/feed.atom\n"
		  "~ shili/shilishi/index.html\n"
		  "~ shili/shilishi/notices/index.html\n"
		  "~ shili/shilishi/removals/index.html\n" },
	};
	struct fixture *x = *state;

	build_soundly(x, ONLY_CHANGED, "first");
	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		char *changes;

		edit(x, rows[i].path, rows[i].old, rows[i].new_);
		changes = dry_run(x);
		if (strcmp(changes, rows[i].changes) != 0)
			print_error("%s:\n%s", rows[i].label, changes);
		assert_string_equal(changes, rows[i].changes);
		free(changes);
		build_soundly(x, VERIFIED, rows[i].label);
		free(dry_run(x));
	}
}

/* ---- nothing changed ---- */

static void a_build_of_what_has_not_changed_touches_no_file(void **state)
{
	struct fixture *x = *state;
	char *before, *after;
	const char *ask = "find . ! -path './.luce*' -printf '%p %i %T@ %C@\\n' | sort | sha256sum; ";
	const char *own = "stat -c '%i %Z' .luce/built";
	char *own_before, *own_after;

	build_soundly(x, ONLY_CHANGED, "first");
	before = scratch_ask(x->dir, ask);
	own_before = scratch_ask(x->dir, own);
	build_soundly(x, ONLY_CHANGED, "again");
	after = scratch_ask(x->dir, ask);
	own_after = scratch_ask(x->dir, own);
	assert_string_equal(before, after);
	assert_string_equal(own_before, own_after);
	assert_int_equal(x->counts.made, 0);
	assert_int_equal(x->counts.files.written, 0);
	free(before);
	free(after);
	free(own_before);
	free(own_after);
}

static void a_file_that_was_edited_or_deleted_by_hand_is_made_again(void **state)
{
	struct fixture *x = *state;
	char *before;

	build_soundly(x, ONLY_CHANGED, "first");
	before = scratch_read(x->dir, "index.html");
	scratch_run(x->dir, "cp -p index.html saved; printf x >>index.html; rm 404.html");
	build_soundly(x, ONLY_CHANGED, "again");
	assert_int_equal(x->counts.files.written, 2);
	assert_int_equal(x->counts.made, 2);
	{
		char *after = scratch_read(x->dir, "index.html");

		assert_string_equal(before, after);
		free(after);
	}
	/* The same size and the same mtime, as cp -p leaves them. */
	scratch_run(x->dir, "sed 's/html/HTML/' saved >index.html; touch -r saved index.html");
	build_soundly(x, ONLY_CHANGED, "once more");
	assert_int_equal(x->counts.files.written, 1);
	free(before);
}

static void what_is_remembered_may_be_lost_or_damaged(void **state)
{
	static const char *const damages[] = {
		"rm .luce/built",
		"truncate -s 0 .luce/built",
		"truncate -s 10 .luce/built",
		"truncate -s -1 .luce/built",
		"printf x >>.luce/built",
		"printf x | dd of=.luce/built conv=notrunc bs=1 seek=0 2>/dev/null",
		"printf x | dd of=.luce/built conv=notrunc bs=1 seek=20 2>/dev/null",
		"printf x | dd of=.luce/built conv=notrunc bs=1 seek=5000 2>/dev/null",
		"rm .luce/built; mkdir .luce/built",
		"rmdir .luce/built; ln -s /etc/passwd .luce/built",
		"rm .luce/built; mkfifo .luce/built",
	};
	struct fixture *x = *state;

	build_soundly(x, ONLY_CHANGED, "first");
	for (size_t i = 0; i < ARRAY_LEN(damages); i++) {
		scratch_run(x->dir, damages[i]);
		build_soundly(x, ONLY_CHANGED, damages[i]);
		assert_int_equal(x->counts.files.written, 0);
		assert_int_equal(x->counts.made, x->counts.pages + x->counts.copies);
	}
}

static void another_program_believes_nothing(void **state)
{
	struct fixture *x = *state;
	struct demo d = portal_open(&x->portal);
	struct findings f = FINDINGS_INIT;
	struct site_options o = { .content = d.content,
				  .registry = d.registry,
				  .source = d.source,
				  .out = x->dir,
				  .version = "0-test",
				  .program = "another",
				  .threads = 2 };

	build_soundly(x, ONLY_CHANGED, "first");
	assert_int_equal(site_build(&o, &x->counts, &f), 0);
	assert_int_equal(x->counts.made, x->counts.pages + x->counts.copies);
	assert_no_findings(&f, "another");
	demo_release(&d);
}

static void a_site_made_from_what_is_known_has_nothing_to_do_until_anything_changes(void **state)
{
	static const struct {
		const char *label, *line, *program, *version;
		unsigned char inputs;
		int unchanged;
	} rows[] = {
		{ "as it was", "true", "test", "0-test", 1, 1 },
		{ "other inputs", "true", "test", "0-test", 2, 0 },
		{ "unknown inputs", "true", "test", "0-test", 0, 0 },
		{ "another program", "true", "another", "0-test", 1, 0 },
		{ "no program", "true", NULL, "0-test", 1, 0 },
		{ "another version", "true", "test", "1-test", 1, 0 },
		{ "a foreign file", "touch other", "test", "0-test", 1, 1 },
		{ "a page written anew", "cp -p 404.html x; mv x 404.html", "test", "0-test", 1, 0 },
		{ "the manifest written anew", "cp -p manifest x; mv x manifest", "test", "0-test",
		  1, 0 },
		{ "nothing remembered", "rm .luce/built", "test", "0-test", 1, 0 },
		{ "no file", "rm -r -- *", "test", "0-test", 1, 0 },
	};
	struct fixture *x = *state;

	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		struct site_options o = { .out = x->dir,
					  .program = rows[i].program,
					  .version = rows[i].version,
					  .inputs.bytes[0] = rows[i].inputs };
		struct site_counts counts = { 0 };
		struct findings f = FINDINGS_INIT;

		x->portal.inputs = 1;
		build_soundly(x, ONLY_CHANGED, rows[i].label);
		scratch_run(x->dir, rows[i].line);
		if (site_unchanged(&o, &counts, &f) != rows[i].unchanged)
			fail_msg("%s: expected %d", rows[i].label, rows[i].unchanged);
		assert_no_findings(&f, rows[i].label);
		if (rows[i].unchanged) {
			assert_int_equal(counts.pages, x->counts.pages);
			assert_int_equal(counts.copies, x->counts.copies);
			assert_int_equal(counts.files.unchanged, counts.pages + counts.copies + 1);
		}
	}
}

/* ---- the version history ---- */

/* A commit that published all notices; after it nothing, an edit, or a change not yet committed. */
static struct history *history_of(const struct portal *p, bool edited, bool pending)
{
	struct history *h = history_new();
	struct commit *c = arena_calloc(&h->arena, 2, sizeof(*c));
	struct demo d = portal_open(p);

	h->state = HISTORY_WHOLE;
	c[0] = (struct commit){ .id = "1111111111111111111111111111111111111111" };
	c[1] = (struct commit){ .id = "2222222222222222222222222222222222222222" };
	h->commits.items = c;
	h->commits.n = 2;
	h->notices.n = d.content->notices.n;
	h->notices.items = arena_calloc(&h->arena, h->notices.n, sizeof(*h->notices.items));
	for (size_t i = 0; i < h->notices.n; i++) {
		struct notice_facts *facts = &h->notices.items[i];
		struct edit *e = arena_alloc(&h->arena, sizeof(*e));

		facts->id = arena_strdup(&h->arena, d.content->notices.items[i].id);
		facts->first = facts->published = &c[0];
		facts->pending = pending;
		*e = (struct edit){ .commit = &c[1],
				    .path = arena_strdup(&h->arena,
							 d.content->notices.items[i].path) };
		facts->edits.items = e;
		facts->edits.n = edited;
		map_add(&h->notice_by_id, facts->id, facts);
	}
	demo_release(&d);
	return h;
}

static void what_the_history_says_of_notices_is_declared(void **state)
{
	static const bool stories[][2] = { { false, false }, { true, false }, { false, true } };
	struct fixture *x = *state;

	build_soundly(x, ONLY_CHANGED, "no history");
	for (size_t i = 0; i < ARRAY_LEN(stories); i++) {
		struct history *h = history_of(&x->portal, stories[i][0], stories[i][1]);
		struct demo d = portal_open(&x->portal);
		struct findings f = FINDINGS_INIT;

		d.history = h;
		assert_int_equal(build(&x->portal, &d, x->dir, VERIFIED, &x->counts, &f), 0);
		assert_no_findings(&f, "with a history");
		assert_true(x->counts.files.written > x->counts.changed.notices);
		assert_true(x->counts.changed.notices > 10);
		assert_int_equal(x->counts.changed.entities, 0);
		demo_release(&d);
		history_free(h);
	}
}

/* ---- what a kind fails to declare ---- */

static bool forgetful; /* the kinds declare no entity */

void __real_digest_entity(struct digester *d, const struct made_from *m, const struct standing *s);
void __wrap_digest_entity(struct digester *d, const struct made_from *m, const struct standing *s);
void __wrap_digest_entity(struct digester *d, const struct made_from *m, const struct standing *s)
{
	if (!forgetful)
		__real_digest_entity(d, m, s);
}

static void a_dependency_that_is_not_declared_is_found(void **state)
{
	struct fixture *x = *state;
	struct findings f = FINDINGS_INIT;
	struct demo d;

	forgetful = true;
	build_soundly(x, ONLY_CHANGED, "first");
	build_soundly(x, VERIFIED, "verified");
	edit(x, "content/entities/990100/990100-0002.json", "91440300708461136T",
	     "91440300708461136X");
	d = portal_open(&x->portal);
	assert_int_equal(build(&x->portal, &d, x->dir, VERIFIED, &x->counts, &f), -1);
	assert_one_finding(&f, F_PAGE_STALE, "verified");
	assert_int_equal(build(&x->portal, &d, x->dir, ONLY_CHANGED, &x->counts, &f), 0);
	demo_release(&d);
	forgetful = false;
	findings_release(&f);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
#define ROW(test) cmocka_unit_test_setup_teardown(test, fixture_set_up, fixture_tear_down)
		ROW(only_the_pages_that_an_edit_concerns_are_written),
		ROW(a_build_of_what_has_not_changed_touches_no_file),
		ROW(a_file_that_was_edited_or_deleted_by_hand_is_made_again),
		ROW(what_is_remembered_may_be_lost_or_damaged),
		ROW(another_program_believes_nothing),
		ROW(a_site_made_from_what_is_known_has_nothing_to_do_until_anything_changes),
		ROW(what_the_history_says_of_notices_is_declared),
		ROW(a_dependency_that_is_not_declared_is_found),
#undef ROW
		cmocka_unit_test(only_what_changed_gives_the_site_of_a_small_portal),
		cmocka_unit_test(only_what_changed_gives_the_site_of_the_demonstration),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
