/*
 * What reads bytes that others wrote, fed by libFuzzer: `make fuzz`. READER in the
 * environment names the one to feed; tests/fuzz/run has seeds for each.
 *
 * A reader may say anything of an input but crash on it, read beside it, lose memory, or break
 * what is asserted here. An input that it did so on goes to tests/malformed/, where it is an
 * ordinary test from then on, before the reader is mended.
 */
#define _GNU_SOURCE
#include <assert.h>
#include <ftw.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/utf8.h"
#include "checks/checks.h"
#include "content/content.h"
#include "format/csv.h"
#include "format/front_matter.h"
#include "format/json.h"
#include "format/markdown.h"
#include "log/checkpoint.h"
#include "log/entry.h"
#include "register/registry.h"
#include "site/html.h"
#include "site/manifest.h"
#include "store/source.h"
#include "template/template.h"

int LLVMFuzzerInitialize(int *argc, char ***argv);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const struct place here = { .path = "input" };

/* ---- formats ---- */

static void feed_json(struct str text, struct findings *f)
{
	json_t *root = json_parse(text, here, f);
	unsigned line = 0, col = 0;

	json_locate(text, "/a/0/b", &line, &col);
	assert(line >= 1 && col >= 1);
	assert(root || f->n > 0);
	json_decref(root);
}

static void feed_csv(struct str text, struct findings *f)
{
	struct arena a = ARENA_INIT;
	struct csv_table t;

	csv_table_parse(text, here, &a, &t, f);
	for (size_t r = 0; r < t.n_rows; r++)
		for (size_t i = 0; i < t.n_columns; i++)
			assert(utf8_check(t.rows[r].cells[i], strlen(t.rows[r].cells[i])) ==
			       strlen(t.rows[r].cells[i]));
	arena_release(&a);
}

static int no_annex(void *ctx, unsigned no, struct buf *out)
{
	(void)ctx;
	(void)no;
	(void)out;
	return -1;
}

static void feed_markdown(struct str text, struct findings *f)
{
	struct markdown_hooks hooks = { no_annex, NULL };
	struct buf out = BUF_INIT;

	markdown_render(text, here, &hooks, &out, f);
	assert(!strstr(buf_str(&out).data, "<script") &&
	       !strstr(buf_str(&out).data, "=\"javascript:"));
	buf_clear(&out);
	markdown_plain(text, &out);
	buf_release(&out);
}

static void feed_front_matter(struct str text, struct findings *f)
{
	struct front_matter m;

	if (front_matter_split(text, here, &m, f) < 0)
		return;
	assert(m.body.data + m.body.len == text.data + text.len);
	feed_json(m.json, f);
	feed_markdown(m.body, f);
}

/* ---- what others may have changed ---- */

static void feed_checkpoint(struct str text, struct findings *f)
{
	struct checkpoint c;
	struct note_key key;
	struct buf again = BUF_INIT;

	(void)f;
	if (checkpoint_parse(text, &c) == 0 && c.note.n)
		for (size_t i = 0; i < c.note.n; i++)
			if (note_key_parse(c.note.signatures[i].name, &key) == 0)
				note_verify(&c.note, &key, NULL);
	if (note_key_parse(text, &key) == 0) {
		note_key_render(&key, &again);
		assert(again.len <= text.len);
	}
	buf_release(&again);
}

static void feed_entry(struct str text, struct findings *f)
{
	struct arena a = ARENA_INIT;
	struct buf again = BUF_INIT;
	struct entry e;

	(void)f;
	if (entry_parse(text, &a, &e) == 0) { /* only what entry_render makes is an entry */
		entry_render(&e, &again);
		assert(again.len == text.len && memcmp(again.data, text.data, text.len) == 0);
	}
	buf_release(&again);
	arena_release(&a);
}

static void feed_manifest(struct str text, struct findings *f)
{
	struct arena a = ARENA_INIT;
	struct buf again = BUF_INIT;
	struct manifest m, same;

	if (manifest_parse(text, &a, &m, f) == 0) { /* what it takes, it writes so that it takes it */
		manifest_render(&m, &again);
		assert(manifest_parse(buf_str(&again), &a, &same, f) == 0 && same.n == m.n);
	}
	buf_release(&again);
	arena_release(&a);
}

static void feed_html(struct str text, struct findings *f)
{
	struct html_scan s = { text.data, text.data + text.len };
	struct html_attribute a;
	struct buf value = BUF_INIT;
	struct str name;

	(void)f;
	while (html_tag_next(&s, &name))
		while (html_attribute_next(&s, &a)) {
			assert(a.value.data + a.value.len <= text.data + text.len);
			html_unescape(&value, a.value);
		}
	buf_release(&value);
}

static void feed_template(struct str text, struct findings *f)
{
	static const struct shape row = { "row", 1, { { "name", SLOT_TEXT, NULL } } };
	static const struct shape page = { "page",
					   3,
					   { { "title", SLOT_TEXT, NULL },
					     { "rows", SLOT_LIST, &row },
					     { "flag", SLOT_FLAG, NULL } } };
	struct template_set set = { MAP_INIT };
	struct template_text one = { .place = here, .text = text };
	struct value frame[3] = { 0 };
	struct buf out = BUF_INIT;
	struct template *t;

	map_add(&set.texts, "page", &one);
	t = template_compile(&set, "page", &page, f);
	assert(t || f->errors);
	if (t) {
		value_text(&frame[0], "<\x01>");
		value_flag(&frame[2], true);
		template_render(t, frame, &out);
		/* A text is never there but escaped. */
		assert(!strstr(buf_str(&out).data, "<\x01>") ||
		       memmem(text.data, text.len, "<\x01>", 3));
	}
	template_free(t);
	map_release(&set.texts);
	buf_release(&out);
}

/* ---- one file of the golden cases' portal: read, folded, checked ---- */

#define BASE "tests/fixtures/base/"

static struct source *base; /* while its files are visited */
static const char *replaced;

static int put_file(const char *file, const struct stat *status, int kind, struct FTW *ftw)
{
	struct buf bytes = BUF_INIT;
	FILE *in;
	char part[4096];
	size_t n;

	(void)status;
	(void)ftw;
	if (kind != FTW_F || strcmp(file + strlen(BASE), replaced) == 0)
		return 0;
	in = fopen(file, "rb");
	if (!in)
		return -1;
	while ((n = fread(part, 1, sizeof(part), in)) > 0)
		buf_add(&bytes, part, n);
	fclose(in);
	source_put(base, file + strlen(BASE), buf_str(&bytes));
	buf_release(&bytes);
	return 0;
}

static void fold_and_check(const struct content *c, struct findings *f)
{
	struct fold_options o = { .as_of = DATE_MAX, .seen = DATE_MAX };
	struct registry *r = registry_fold(c, &o, f);
	struct check_facts facts = { .content = c, .registry = r, .today = DATE_NONE };

	checks_run(&facts, f);
	registry_free(r);
}

static void put_and_check(const char *path, struct str text, struct findings *f)
{
	struct content *c;

	replaced = path;
	base = source_new_memory();
	if (nftw(BASE "content", put_file, 8, FTW_PHYS) != 0) {
		fputs("fuzz: run it in the folder of the repository\n", stderr);
		exit(3);
	}
	source_put(base, path, text);
	c = content_load(base, 1, f);
	if (!f->errors)
		fold_and_check(c, f);
	content_free(c);
	source_free(base);
}

static void feed_notice(struct str text, struct findings *f)
{
	put_and_check("content/notices/990100/2025/factory-list.md", text, f);
}

static void feed_annexes(struct str text, struct findings *f)
{
	put_and_check("content/notices/990100/2025/factory-list.json", text, f);
}

static void feed_rules(struct str text, struct findings *f)
{
	put_and_check("content/rules/990100-2024-1.json", text, f);
}

/* ---- */

static const struct reader {
	const char *name;
	void (*feed)(struct str text, struct findings *f);
} readers[] = {
	{ "json", feed_json },
	{ "csv", feed_csv },
	{ "front-matter", feed_front_matter },
	{ "markdown", feed_markdown },
	{ "template", feed_template },
	{ "html", feed_html },
	{ "manifest", feed_manifest },
	{ "checkpoint", feed_checkpoint },
	{ "entry", feed_entry },
	{ "notice", feed_notice },
	{ "annexes", feed_annexes },
	{ "rules", feed_rules },
};

static const struct reader *chosen;

int LLVMFuzzerInitialize(int *argc, char ***argv)
{
	const char *name = getenv("READER");

	(void)argc;
	(void)argv;
	for (size_t i = 0; i < ARRAY_LEN(readers); i++)
		if (name && strcmp(name, readers[i].name) == 0)
			chosen = &readers[i];
	if (!chosen)
		fputs("fuzz: READER names none\n", stderr);
	return chosen ? 0 : 3;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct findings f = FINDINGS_INIT;

	if (!chosen)
		exit(3);
	chosen->feed((struct str){ size ? (const char *)data : "", size }, &f);
	findings_release(&f);
	return 0;
}
