/*
 * Strict templates at their bounds: long lists, deep nesting, wide shapes,
 * several threads, and templates that mean harm.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/mem.h"
#include "base/thread.h"
#include "template/dynamic.h"
#include "template/expand.h"
#include "template/parse.h"
#include "template/program.h"
#include "template/report.h"
#include "template_page.h"

enum { ROWS = 50000 };

struct rows {
	const struct value *frame;
	size_t calls, moved; /* how often the frame was another */
};

static bool next_row(void *ctx, size_t index, struct value *frame)
{
	struct rows *r = ctx;

	r->moved += r->frame && r->frame != frame;
	r->frame = frame;
	r->calls++;
	value_text(&frame[MEMBER_NAME], "x");
	return index < ROWS;
}

static void a_list_of_fifty_thousand_needs_one_frame(void **state)
{
	struct page_set s = { 0 };
	struct rows rows = { NULL, 0, 0 };
	struct value frame[PAGE_SLOTS] = { 0 };
	struct buf out = BUF_INIT;
	struct template *t;

	(void)state;
	page_set_add(&s, "page", STR_LIT("{{#members}}{{name}}{{/members}}"));
	t = page_compile("rows", &s, &page_shape);
	assert_int_equal(t->room, MEMBER_SLOTS);
	value_list(&frame[PAGE_MEMBERS], next_row, &rows);
	template_render(t, frame, &out);
	assert_int_equal(out.len, ROWS);
	assert_int_equal(rows.calls, ROWS + 1);
	assert_int_equal(rows.moved, 0);
	buf_release(&out);
	template_free(t);
}

/* What compiling one template finds, as text; the caller frees it. */
static char *found(const char *text, const struct shape *shape)
{
	struct page_set s = { 0 };
	struct findings f = FINDINGS_INIT;
	struct buf all = BUF_INIT;
	struct template *t;

	page_set_add(&s, "page", str_from(text));
	t = template_compile(&s.set, "page", shape, &f);
	assert_true((t == NULL) == (f.n > 0));
	page_findings(&f, &all);
	template_free(t);
	page_set_release(&s);
	findings_release(&f);
	return buf_detach(&all, NULL);
}

static void assert_found(const char *label, const char *text, const struct shape *shape,
			 const char *rule)
{
	char *all = found(text, shape);
	bool as_expected = rule ? strstr(all, rule) != NULL : *all == '\0';

	if (!as_expected)
		print_error("%s\n     got: %s\nexpected: %s\n", label, all, rule ? rule : "nothing");
	assert_true(as_expected);
	free(all);
}

static char *repeated(const char *before, const char *middle, const char *after, size_t n)
{
	struct buf b = BUF_INIT;

	for (size_t i = 0; i < n; i++)
		buf_add_str(&b, before);
	buf_add_str(&b, middle);
	for (size_t i = 0; i < n; i++)
		buf_add_str(&b, after);
	return buf_detach(&b, NULL);
}

static void nesting_is_bounded(void **state)
{
	static const struct {
		const char *label, *before, *after;
	} rows[] = {
		{ "sections", "{{#demo}}", "{{/demo}}" },
		{ "inverted sections", "{{^demo}}", "{{/demo}}" },
		{ "blocks", "{{$b}}", "{{/b}}" },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		char *most = repeated(rows[i].before, "x", rows[i].after, NESTING_MOST);
		char *more = repeated(rows[i].before, "x", rows[i].after, NESTING_MOST + 1);
		char *hostile = repeated(rows[i].before, "x", rows[i].after, 200000);

		assert_found(rows[i].label, most, &page_shape, NULL);
		assert_found(rows[i].label, more, &page_shape, "[template-too-deep]");
		assert_found(rows[i].label, hostile, &page_shape, "[template-too-deep]");
		free(most);
		free(more);
		free(hostile);
	}
}

static void partials_count_as_nesting(void **state)
{
	(void)state;
	for (size_t extra = 0; extra < 2; extra++) {
		struct page_set s = { 0 };
		struct findings f = FINDINGS_INIT;
		char *page = repeated("{{#demo}}", "{{>part}}", "{{/demo}}", NESTING_MOST / 2);
		char *part = repeated("{{#demo}}", "x", "{{/demo}}", NESTING_MOST / 2 - 1 + extra);
		struct template *t;

		page_set_add(&s, "page", str_from(page));
		page_set_add(&s, "part", str_from(part));
		t = template_compile(&s.set, "page", &page_shape, &f);
		assert_int_equal(f.n, extra);
		assert_true((t != NULL) == (extra == 0));
		template_free(t);
		page_set_release(&s);
		findings_release(&f);
		free(page);
		free(part);
	}
}

static const struct shape ring_shape = {
	"ring",
	2,
	{
		{ "ring", SLOT_GROUP, &ring_shape },
		{ "name", SLOT_TEXT, NULL },
	},
};

static void open_frames_are_bounded(void **state)
{
	char *most = repeated("ring.", "name", "", FRAMES_MOST - 1);
	char *more = repeated("ring.", "name", "", FRAMES_MOST);
	struct buf b = BUF_INIT;

	(void)state;
	buf_add_format(&b, "{{%s}}", most);
	assert_found("as many as there may be", b.data, &ring_shape, NULL);
	buf_clear(&b);
	buf_add_format(&b, "{{%s}}", more);
	assert_found("one more", b.data, &ring_shape, "[template-too-deep]");
	buf_release(&b);
	free(most);
	free(more);
}

static void a_shape_has_up_to_sixty_four_slots(void **state)
{
	struct shape shape = { .name = "wide", .n = SHAPE_SLOTS_MOST };
	struct page_set s = { 0 };
	struct value frame[SHAPE_SLOTS_MOST] = { 0 };
	struct buf out = BUF_INIT;
	struct template *t;

	(void)state;
	shape.slots[0] = (struct slot){ "first", SLOT_TEXT, NULL }; /* those between have no name */
	shape.slots[SHAPE_SLOTS_MOST - 1] = (struct slot){ "last", SLOT_TEXT, NULL };
	value_text(&frame[0], "1");
	value_text(&frame[SHAPE_SLOTS_MOST - 1], "64");
	page_set_add(&s, "page", STR_LIT("{{first}} {{last}}"));
	t = page_compile("64 slots", &s, &shape);
	template_render(t, frame, &out);
	assert_string_equal(out.data, "1 64");
	assert_found("no other name", "{{between}}", &shape, "there are first, last (wide)");
	shape.n++; /* nothing is read beyond the array */
	assert_found("a shape that claims more", "{{beyond}}", &shape, "[template-unknown-name]");
	buf_release(&out);
	template_free(t);
}

static struct shape wide_shape(const char *name, const struct shape *items)
{
	struct shape shape = { .name = name, .n = SHAPE_SLOTS_MOST };

	shape.slots[0] = (struct slot){ "name", SLOT_TEXT, NULL };
	shape.slots[SHAPE_SLOTS_MOST - 1] = (struct slot){ name, SLOT_LIST, items };
	return shape;
}

static bool next_wide(void *ctx, size_t index, struct value *frame)
{
	if (index == 2)
		return false;
	value_text(&frame[0], index ? "b" : "a");
	value_list(&frame[SHAPE_SLOTS_MOST - 1], next_wide, ctx);
	return true;
}

static void nested_lists_have_frames_of_their_own(void **state)
{
	struct shape leaf = wide_shape("leaf", NULL), c = wide_shape("c", &leaf);
	struct shape b = wide_shape("b", &c), page = wide_shape("a", &b);
	struct page_set s = { 0 };
	struct value frame[SHAPE_SLOTS_MOST] = { 0 };
	struct buf out = BUF_INIT;
	struct template *t;

	(void)state;
	value_list(&frame[SHAPE_SLOTS_MOST - 1], next_wide, NULL);
	page_set_add(&s, "page",
		     STR_LIT("{{#a}}{{name}}({{#b}}{{name}}({{#c}}{{name}}{{/c}}){{/b}}){{/a}}"));
	t = page_compile("three lists", &s, &page);
	assert_int_equal(t->room, 3 * SHAPE_SLOTS_MOST); /* more than the stack has */
	template_render(t, frame, &out);
	assert_string_equal(out.data, "a(a(ab)b(ab))b(a(ab)b(ab))");
	buf_release(&out);
	template_free(t);
}

struct shared {
	const struct template *t;
	char *out[64];
};

static void render_one(void *ctx, unsigned worker, size_t i)
{
	struct shared *shared = ctx;
	struct buf out = BUF_INIT;
	struct page page;

	(void)worker;
	page_init(&page);
	template_render(shared->t, page.frame, &out);
	shared->out[i] = buf_detach(&out, NULL);
}

static void threads_share_a_template(void **state)
{
	struct page_set s = { 0 };
	struct shared shared = { NULL, { NULL } };
	struct template *t;

	(void)state;
	page_set_add(&s, "page",
		     STR_LIT("{{title}}{{#members}}{{name}}{{#years}}{{.}}{{/years}}{{/members}}"));
	shared.t = t = page_compile("threads", &s, &page_shape);
	parallel_for(ARRAY_LEN(shared.out), 4, render_one, &shared);
	for (size_t i = 0; i < ARRAY_LEN(shared.out); i++)
		assert_string_equal(shared.out[i], shared.out[0]);
	assert_non_null(strstr(shared.out[0], "丙202320242025"));
	for (size_t i = 0; i < ARRAY_LEN(shared.out); i++)
		free(shared.out[i]);
	template_free(t);
}

static void hostile_templates_are_refused(void **state)
{
	static const struct {
		const char *label, *unit;
		size_t n;
		const char *end, *rule;
	} rows[] = {
		{ "tags that do not end", "{{", 200000, "", "[template-too-many]" },
		{ "triple ones, with an end far away", "{{{", 200000, "}}", "[template-too-many]" },
		{ "comments in comments", "{{!", 20000, "", "[template-too-many]" },
		{ "ends of nothing", "{{/demo}}", 100000, "", "[template-too-many]" },
		{ "ends of something else", "{{#demo}}{{/x}}{{/demo}}", 50000, "",
		  "[template-too-many]" },
		{ "more tags than a template may have", "{{title}}", EXPANSION_MOST / PART_COST + 1,
		  "", "[template-too-large]" },
		{ "an endless name", "名", 100000, "}}{{名", "[template-unclosed-tag]" },
		{ "a long dotted name", "{{place", 1, ".region.name.x.y.z.y.z.y.z.y.z.y.z}}",
		  "[template-wrong-use]" },
		{ "bytes that are not UTF-8", "\xe7\xbb{{title}}", 3, "", "[utf8-invalid]" },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		char *text = repeated(rows[i].unit, rows[i].end, "", rows[i].n);

		assert_found(rows[i].label, text, &page_shape, rows[i].rule);
		free(text);
	}
}

static void a_long_name_is_cut_between_characters(void **state)
{
	char *name = repeated("绿色", "", "", 30), *got;
	struct buf b = BUF_INIT;

	(void)state;
	buf_add_format(&b, "{{x%s}}", name);
	got = found(b.data, &page_shape);
	assert_non_null(strstr(got, "there is no name x绿色绿色绿色绿色绿色绿色绿色绿色绿色绿… here"));
	free(got);
	free(name);
	buf_release(&b);
}

/* n blocks given to a parent that has `sites` of them. */
static bool blocks_compile(size_t n, size_t sites)
{
	struct page_set s = { 0 };
	struct findings f = FINDINGS_INIT;
	struct buf page = BUF_INIT, part = BUF_INIT;
	struct template *t;

	buf_add_str(&page, "{{<part}}");
	for (size_t i = 0; i < n; i++)
		buf_add_format(&page, "{{$b%zu}}{{/b%zu}}", i, i);
	buf_add_str(&page, "{{/part}}");
	for (size_t i = 0; i < sites; i++)
		buf_add_format(&part, "{{$b%zu}}{{/b%zu}}", i % n, i % n);
	page_set_add(&s, "page", buf_str(&page));
	page_set_add(&s, "part", buf_str(&part));
	t = template_compile(&s.set, "page", &page_shape, &f);
	assert_true(t || (f.n == 1 && f.items[0].id == F_TMPL_TOO_LARGE));
	template_free(t);
	buf_release(&page);
	buf_release(&part);
	page_set_release(&s);
	findings_release(&f);
	return t != NULL;
}

static void looking_for_blocks_is_bounded(void **state)
{
	(void)state;
	assert_true(blocks_compile(1000, 1000));
	assert_false(blocks_compile(5000, 1)); /* among those of one parent */
	assert_false(blocks_compile(1000, 10000)); /* and from all its places */
}

/* ---- mutations ---- */

static const void *any_member(const void *v, struct str name)
{
	return name.len % 3 ? v : NULL;
}

static const void *any_item(const void *v, size_t i)
{
	return i ? NULL : v;
}

static void any_text(const void *v, struct buf *out)
{
	buf_add_str(out, v);
}

static uint32_t next_random(uint32_t *seed) /* xorshift32 */
{
	*seed ^= *seed << 13;
	*seed ^= *seed >> 17;
	*seed ^= *seed << 5;
	return *seed;
}

/* Cuts a piece out, doubles one, or puts a token in. */
static void mutate(struct buf *b, uint32_t *seed)
{
	/* clang-format off */
	static const char *const tokens[] = {
		"{{", "}}", "{{{", "}}}", "{{#", "{{/", "{{^", "{{$", "{{<", "{{>", "{{!",
		"{{=<% %>=}}", "<%={{ }}=%>", "\n", "\r\n", "  ", "{{#members}}", "{{/members}}",
		"{{#demo}}", "{{/demo}}", "{{$main}}", "{{/main}}", "{{<layout}}", "{{/layout}}",
		"{{>row}}", "{{>page}}", "{{.}}", "{{name}}", "{{#place.region}}",
		"{{/place.region}}", "{{=", "=}}", "*", ".", "\xe7", "\xff",
	};
	/* clang-format on */
	size_t at = next_random(seed) % (b->len + 1);
	size_t len = next_random(seed) % 24, kind = next_random(seed) % 3;
	struct buf next = BUF_INIT;
	const char *token = tokens[next_random(seed) % ARRAY_LEN(tokens)];

	if (len > b->len - at)
		len = b->len - at;
	buf_add(&next, b->data, at);
	if (kind == 0)
		buf_add_str(&next, token);
	else if (kind == 1)
		buf_add(&next, b->data + at, len);
	else
		at += len;
	buf_add(&next, b->data + at, b->len - at);
	buf_release(b);
	*b = next;
}

static const char *const samples[][2] = {
	{ "page",
	  "{{<layout}}\n  {{$title}}{{title}}{{/title}}\n  {{$main}}\n  {{#members}}\n    {{>row}}\n"
	  "  {{/members}}\n  {{^members}}none{{/members}}\n  {{/main}}\n{{/layout}}\n" },
	{ "layout",
	  "<title>{{$title}}x{{/title}}</title>\n{{! head }}\n  {{$main}}\n  {{{body}}}\n  {{/main}}\n"
	  "{{=<% %>=}}\n<%#place%>\n<%name%> <%region.code%>\n<%/place%>\n" },
	{ "row", "<li>{{name}}{{#years}} {{.}}{{/years}}{{^listed}}!{{/listed}}</li>\r\n"
		 "{{#place.region}}{{code}}{{/place.region}}{{#title}}{{.}}{{/title}}\n" },
};

static const struct dynamic_values any_values = { any_member, any_item, any_text };

static size_t mutation_try(uint32_t *seed)
{
	struct page_set s = { 0 };
	struct findings f = FINDINGS_INIT;
	struct buf out = BUF_INIT;
	struct page page;
	struct template *t;
	size_t n = 1 + next_random(seed) % 3;
	struct buf texts[ARRAY_LEN(samples)] = { BUF_INIT };

	for (size_t i = 0; i < ARRAY_LEN(samples); i++)
		buf_add_str(&texts[i], samples[i][1]);
	while (n-- > 0)
		mutate(&texts[next_random(seed) % ARRAY_LEN(samples)], seed);
	for (size_t i = 0; i < ARRAY_LEN(samples); i++) {
		page_set_add(&s, samples[i][0], buf_str(&texts[i]));
		buf_release(&texts[i]);
	}
	dynamic_render(&s.set, "page", &any_values, "<v>", &out, &f);
	findings_release(&f);
	t = template_compile(&s.set, "page", &page_shape, &f);
	assert_true((t == NULL) == (f.n > 0));
	page_set_release(&s);
	page_init(&page);
	if (t)
		template_render(t, page.frame, &out);
	template_free(t);
	buf_release(&out);
	findings_release(&f);
	return t != NULL;
}

static void mutated_templates_compile_or_have_findings(void **state)
{
	enum { TRIES = 5000 };
	uint32_t seed = 20250725;
	size_t good = 0;

	(void)state;
	for (size_t i = 0; i < TRIES; i++)
		good += mutation_try(&seed);
	assert_in_range(good, TRIES / 20, TRIES - TRIES / 20); /* both ways were gone */
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_list_of_fifty_thousand_needs_one_frame),
		cmocka_unit_test(nesting_is_bounded),
		cmocka_unit_test(partials_count_as_nesting),
		cmocka_unit_test(open_frames_are_bounded),
		cmocka_unit_test(a_shape_has_up_to_sixty_four_slots),
		cmocka_unit_test(nested_lists_have_frames_of_their_own),
		cmocka_unit_test(threads_share_a_template),
		cmocka_unit_test(hostile_templates_are_refused),
		cmocka_unit_test(a_long_name_is_cut_between_characters),
		cmocka_unit_test(looking_for_blocks_is_bounded),
		cmocka_unit_test(mutated_templates_compile_or_have_findings),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
