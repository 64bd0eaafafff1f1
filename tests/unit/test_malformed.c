#define _POSIX_C_SOURCE 200809L
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/utf8.h"
#include "expect_findings.h"
#include "format/csv.h"
#include "format/front_matter.h"
#include "format/json.h"
#include "format/markdown.h"

enum { MUTATIONS = 16 }; /* of each file */

/* One parser over a text; 0 or -1, as it says. */
typedef int feed_fn(struct str text, struct place place, struct findings *f);

struct format {
	const char *folder;
	feed_fn *feed;
	size_t least; /* files in the folder: fewer mean that some are lost */
};

/* ---- feeding ---- */

static int feed_json(struct str text, struct place place, struct findings *f)
{
	static const char *const pointers[] = { "",	    "/a",    "/a#",   "/a/0",
						"/0/a/0/a", "/k199", "/~0~1", "/" };
	json_t *root = json_parse(text, place, f);
	int result = root ? 0 : -1;

	json_decref(root);
	for (size_t i = 0; i < ARRAY_LEN(pointers); i++) {
		unsigned line = 0, col = 0;

		json_locate(text, pointers[i], &line, &col);
		assert_true(line >= 1 && col >= 1 && line <= text.len + 1 && col <= text.len + 1);
	}
	return result;
}

static int feed_csv(struct str text, struct place place, struct findings *f)
{
	struct arena a = ARENA_INIT;
	struct csv_table t;
	int result = csv_table_parse(text, place, &a, &t, f);

	for (size_t r = 0; r < t.n_rows; r++)
		for (size_t i = 0; i < t.n_columns; i++) {
			const char *cell = t.rows[r].cells[i];

			assert_int_equal(utf8_check(cell, strlen(cell)), strlen(cell));
			assert_true(t.rows[r].lines[i] >= t.rows[r].line && t.rows[r].cols[i] >= 1);
		}
	csv_column(&t, "名称");
	arena_release(&a);
	return result;
}

/* Annexes 1 to 9 exist. */
static int annex(void *ctx, unsigned no, struct buf *out)
{
	(void)ctx;
	buf_add_format(out, "<table>%u</table>", no);
	return no <= 9 ? 0 : -1;
}

/* Only tags that Markdown makes, and no address that leads a browser to run something. */
static void expect_harmless(const char *html)
{
	static const char *const tags[] = { "p",   "h2", "h3",	       "h4",   "h5",
					    "h6",  "em", "strong",     "a",    "img",
					    "ul",  "ol", "li",	       "br",   "code",
					    "pre", "hr", "blockquote", "table" };

	for (const char *s = strchr(html, '<'); s; s = strchr(s + 1, '<')) {
		const char *name = s + 1 + (s[1] == '/');
		size_t len = strcspn(name, " />");
		bool known = false;

		for (size_t i = 0; i < ARRAY_LEN(tags); i++)
			known = known || (strlen(tags[i]) == len && strncmp(name, tags[i], len) == 0);
		if (!known)
			fail_msg("a tag of its own: %.40s", s);
	}
	assert_null(strstr(html, "href=\"javascript:"));
	assert_null(strstr(html, "=\"//"));
	assert_null(strstr(html, "=\"data:"));
}

static int feed_markdown(struct str text, struct place place, struct findings *f)
{
	struct markdown_hooks hooks = { annex, NULL };
	struct buf out = BUF_INIT;
	int result = markdown_render(text, place, &hooks, &out, f);

	expect_harmless(buf_str(&out).data);
	buf_clear(&out);
	markdown_plain(text, &out);
	assert_int_equal(utf8_check(buf_str(&out).data, out.len), out.len);
	buf_release(&out);
	return result;
}

static int feed_front_matter(struct str text, struct place place, struct findings *f)
{
	struct front_matter m;
	json_t *root;
	int result;

	if (front_matter_split(text, place, &m, f))
		return -1;
	assert_ptr_equal(m.json.data, text.data);
	assert_true(m.json.data + m.json.len <= m.body.data);
	assert_ptr_equal(m.body.data + m.body.len, text.data + text.len);
	root = json_parse(m.json, place, f);
	result = root ? 0 : -1;
	json_decref(root);
	place.line = m.body_line;
	return feed_markdown(m.body, place, f) ? -1 : result;
}

static const struct format formats[] = {
	{ "json", feed_json, 200 },
	{ "csv", feed_csv, 100 },
	{ "front-matter", feed_front_matter, 80 },
	{ "markdown", feed_markdown, 150 },
};

/* ---- files ---- */

static void file_read(const char *path, struct buf *out)
{
	char bytes[4096];
	FILE *in = fopen(path, "rb");
	size_t n;

	buf_clear(out);
	if (!in)
		fail_msg("cannot read %s", path);
	while ((n = fread(bytes, 1, sizeof(bytes), in)))
		buf_add(out, bytes, n);
	fclose(in);
}

static int visible(const struct dirent *e)
{
	return e->d_name[0] != '.';
}

typedef void file_fn(const struct format *format, const char *name, struct str text);

/* Calls each for every file of every folder, in the order of names. */
static void for_each_file(file_fn *each)
{
	const char *root = getenv("LUCE_MALFORMED");
	struct buf path = BUF_INIT, bytes = BUF_INIT;

	for (size_t i = 0; i < ARRAY_LEN(formats); i++) {
		struct dirent **names;
		size_t folder;
		int n;

		buf_clear(&path);
		buf_add_format(&path, "%s/%s/", root ? root : "tests/malformed", formats[i].folder);
		folder = path.len;
		n = scandir(path.data, &names, visible, alphasort);
		if (n < (int)formats[i].least)
			fail_msg("%s: %d files, at least %zu should be there", path.data, n,
				 formats[i].least);
		for (int k = 0; k < n; k++) {
			path.len = folder;
			buf_add_str(&path, names[k]->d_name);
			file_read(path.data, &bytes);
			each(&formats[i], names[k]->d_name, buf_str(&bytes));
			free(names[k]);
		}
		free(names);
	}
	buf_release(&path);
	buf_release(&bytes);
}

/* ---- the files as they are ---- */

static int feed_checked(const struct format *format, const char *name, struct str text,
			struct findings *f)
{
	int result = format->feed(text, (struct place){ .path = name, .line = 1 }, f);

	if (result != (f->errors ? -1 : 0))
		fail_msg("%s/%s: %d with %zu findings", format->folder, name, result, f->n);
	for (size_t i = 0; i < f->n; i++) {
		const struct place *p = &f->items[i].place;

		assert_string_equal(p->path, name);
		if (f->items[i].id != F_FILE_TOO_LARGE &&
		    (p->line < 1 || p->col < 1 || p->line > text.len + 1 || p->col > text.len + 1))
			fail_msg("%s/%s: %s at %u:%u", format->folder, name,
				 finding_rule(f->items[i].id), p->line, p->col);
	}
	return result;
}

static void feed_file(const struct format *format, const char *name, struct str text)
{
	struct findings f = FINDINGS_INIT;
	bool ok = strncmp(name, "ok-", 3) == 0;
	struct buf told = BUF_INIT;

	feed_checked(format, name, text, &f);
	findings_tell(&f, &told);
	if (ok != (f.n == 0))
		fail_msg("%s/%s: [%s]", format->folder, name, buf_str(&told).data);
	buf_release(&told);
	findings_release(&f);
}

static void every_malformed_file_has_a_finding_and_every_ok_file_none(void **state)
{
	(void)state;
	for_each_file(feed_file);
}

/* ---- mutations ---- */

static uint32_t next(uint32_t *seed) /* xorshift; never 0 */
{
	*seed ^= *seed << 13;
	*seed ^= *seed >> 17;
	*seed ^= *seed << 5;
	return *seed;
}

static void mutate_once(struct buf *b, uint32_t *seed)
{
	static const struct str pieces[] = {
		STR_LIT("\""),
		STR_LIT("\\"),
		STR_LIT("{"),
		STR_LIT("}"),
		STR_LIT("["),
		STR_LIT("]"),
		STR_LIT(","),
		STR_LIT(":"),
		STR_LIT("\n"),
		STR_LIT("\r"),
		STR_LIT("\r\n"),
		STR_LIT("\n\n"),
		STR_LIT("\0"),
		STR_LIT("\xff"),
		STR_LIT("\xe7\x8f"),
		STR_LIT("珠"),
		STR_LIT("\\ud800"),
		STR_LIT("<b>"),
		STR_LIT("{{"),
		STR_LIT("}}"),
		STR_LIT("`"),
		STR_LIT("*"),
		STR_LIT("![a]("),
		STR_LIT("](x:y)"),
		STR_LIT("> "),
		STR_LIT("- "),
		STR_LIT("　"),
		STR_LIT("&#10;"),
		STR_LIT("\xef\xbb\xbf"),
		STR_LIT("1e999"),
	};
	size_t at = b->len ? next(seed) % b->len : 0, span = next(seed) % 8;
	struct buf out = BUF_INIT;

	if (span > b->len - at)
		span = b->len - at;
	buf_add(&out, b->data, at);
	switch (next(seed) % 5) {
	case 0: /* a bit turned */
		if (at < b->len)
			buf_add_char(&out, (char)(b->data[at] ^ (1 << next(seed) % 8)));
		span = at < b->len;
		break;
	case 1: /* bytes out */
		break;
	case 2: /* bytes twice */
		buf_add(&out, b->data + at, span);
		span = 0;
		break;
	case 3: /* a piece in */
		buf_add_slice(&out, pieces[next(seed) % ARRAY_LEN(pieces)]);
		span = 0;
		break;
	default: /* cut off */
		span = b->len - at;
	}
	buf_add(&out, b->data + at + span, b->len - at - span);
	buf_release(b);
	*b = out;
}

static void feed_mutations(const struct format *format, const char *name, struct str text)
{
	uint32_t seed = 2463534242u;

	for (const char *s = name; *s; s++)
		seed = (seed ^ (unsigned char)*s) * 16777619u;
	for (int i = 0; i < MUTATIONS; i++) {
		struct findings f = FINDINGS_INIT;
		struct buf b = BUF_INIT;
		char *exact;

		buf_add_slice(&b, text);
		seed |= !seed;
		for (uint32_t n = 1 + next(&seed) % 4; n; n--)
			mutate_once(&b, &seed);
		exact = xmalloc(b.len); /* no byte more: reading past the end is caught */
		memcpy(exact, b.data, b.len);
		feed_checked(format, name, (struct str){ exact, b.len }, &f);
		free(exact);
		buf_release(&b);
		findings_release(&f);
	}
}

static void no_mutation_breaks_a_parser(void **state)
{
	(void)state;
	for_each_file(feed_mutations);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_malformed_file_has_a_finding_and_every_ok_file_none),
		cmocka_unit_test(no_mutation_breaks_a_parser),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
