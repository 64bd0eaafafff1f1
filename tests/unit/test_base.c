#define _POSIX_C_SOURCE 200809L
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/finding.h"
#include "base/hash.h"
#include "base/intern.h"
#include "base/map.h"
#include "base/mem.h"
#include "base/thread.h"

/* Lets a request that no machine can meet reach the allocator's NULL. */
const char *__asan_default_options(void);
const char *__asan_default_options(void)
{
	return "allocator_may_return_null=1:max_allocation_size_mb=4096";
}

/* ---- memory ---- */

static volatile size_t too_much = SIZE_MAX / 4;

static void take_malloc(void)
{
	free(xmalloc(too_much));
}

static void take_calloc(void)
{
	free(xcalloc(too_much, 16));
}

static void take_reallocarray(void)
{
	free(xreallocarray(NULL, too_much, 16));
}

static void take_arena(void)
{
	struct arena a = ARENA_INIT;

	arena_alloc(&a, SIZE_MAX);
}

static void take_arena_array(void)
{
	struct arena a = ARENA_INIT;

	arena_calloc(&a, too_much, 16);
}

static void take_buffer(void)
{
	struct buf b = BUF_INIT;

	buf_add_str(&b, "x");
	buf_reserve(&b, SIZE_MAX); /* wraps */
}

static void lack_of_memory_ends_the_program_with_3_and_one_line(void **state)
{
	static void (*const takes[])(void) = { take_malloc, take_calloc,      take_reallocarray,
					       take_arena,  take_arena_array, take_buffer };

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(takes); i++) {
		char said[256];
		int ends[2], status;
		ssize_t n;
		pid_t child;

		assert_int_equal(pipe(ends), 0);
		child = fork();
		if (child == 0) {
			dup2(ends[1], STDERR_FILENO);
			takes[i]();
			_exit(0);
		}
		close(ends[1]);
		waitpid(child, &status, 0);
		n = read(ends[0], said, sizeof(said) - 1);
		close(ends[0]);
		said[n > 0 ? n : 0] = '\0';
		if (!WIFEXITED(status) || WEXITSTATUS(status) != 3 ||
		    !strstr(said, "luce: out of memory\n"))
			fail_msg("take %zu: status %x, said [%s]", i, (unsigned)status, said);
	}
}

static void an_arena_hands_out_zeroed_aligned_memory_that_does_not_overlap(void **state)
{
	enum { PIECES = 3000 };
	struct arena a = ARENA_INIT;
	unsigned char *pieces[PIECES];
	size_t sizes[PIECES], held;

	(void)state;
	for (size_t i = 0; i < PIECES; i++) {
		sizes[i] = i % 97 == 0 ? 5000 + i : i % 53;
		pieces[i] = arena_alloc(&a, sizes[i]);
		assert_non_null(pieces[i]);
		assert_int_equal((uintptr_t)pieces[i] % _Alignof(int64_t), 0);
		for (size_t k = 0; k < sizes[i]; k++)
			assert_int_equal(pieces[i][k], 0);
		memset(pieces[i], (int)(i % 255) + 1, sizes[i]);
		assert_string_equal(arena_strdup(&a, "名单"),
				    "名单"); /* from the other end of the block */
	}
	for (size_t i = 0; i < PIECES; i++)
		for (size_t k = 0; k < sizes[i]; k++)
			assert_int_equal(pieces[i][k], i % 255 + 1);
	held = a.size;
	assert_true(held > 0);
	arena_release(&a);
	assert_int_equal(a.size, 0);
	assert_non_null(arena_alloc(&a, 1)); /* again */
	arena_release(&a);
}

static void an_arena_copies_and_prints(void **state)
{
	struct arena a = ARENA_INIT;
	char expected[1001];

	(void)state;
	memset(expected, 'x', 1000);
	expected[1000] = '\0';
	assert_string_equal(arena_strndup(&a, "名单公示", 6), "名单");
	assert_string_equal(arena_strndup(&a, NULL, 0), "");
	assert_string_equal(arena_printf(&a, "%d/%s", 7, "factory"), "7/factory");
	for (int n = 254; n <= 258; n++) /* about the size that is printed at once */
		assert_int_equal(strlen(arena_printf(&a, "%.*s", n, expected)), n);
	assert_string_equal(arena_printf(&a, "%s", expected), expected);
	assert_memory_equal(arena_memdup(&a, "a\0b", 3), "a\0b", 3);
	assert_non_null(arena_memdup(&a, NULL, 0));
	arena_release(&a);
}

static void equal_strings_met_lately_are_kept_once(void **state)
{
	struct intern *in = xcalloc(1, sizeof(*in));
	struct arena a = ARENA_INIT;
	char text[67];

	(void)state;
	memset(text, 'x', sizeof(text));
	for (size_t len = 0; len < sizeof(text); len++) {
		const char *first, *again;

		text[len] = '\0';
		first = intern_string(in, &a, text);
		again = intern_string(in, &a, text);
		assert_string_equal(first, text);
		assert_string_equal(again, text);
		assert_ptr_not_equal(first, text);
		if ((first == again) != (len <= 64)) /* long ones are not looked for */
			fail_msg("of %zu bytes", len);
		text[len] = 'x';
	}
	arena_release(&a);
	free(in);
}

static void a_kept_string_outlives_those_that_take_its_turn(void **state)
{
	enum { STRINGS = 3 * INTERN_SLOTS };
	struct intern *in = xcalloc(1, sizeof(*in));
	struct arena a = ARENA_INIT;
	const char **kept = xcalloc(STRINGS, sizeof(*kept));
	char text[32];

	(void)state;
	for (int i = 0; i < STRINGS; i++) {
		snprintf(text, sizeof(text), "珠海示例%d公司", i);
		kept[i] = intern_string(in, &a, text);
	}
	for (int i = 0; i < STRINGS; i++) {
		snprintf(text, sizeof(text), "珠海示例%d公司", i);
		assert_string_equal(kept[i], text);
		assert_string_equal(intern_string(in, &a, text), text);
	}
	free(kept);
	arena_release(&a);
	free(in);
}

static void strings_are_copied(void **state)
{
	char *s = xstrndup("名单公示", 6), *t = xstrdup(s), *u = xstrndup(NULL, 0);

	(void)state;
	assert_string_equal(s, "名单");
	assert_string_equal(t, "名单");
	assert_string_equal(u, "");
	free(s);
	free(t);
	free(u);
}

static void an_array_grows_by_one_and_keeps_what_it_has(void **state)
{
	int *items = NULL;
	size_t n = 0, cap = 0;

	(void)state;
	for (int i = 0; i < 1000; i++) {
		ARRAY_GROW(items, n, cap);
		items[n++] = i;
	}
	for (int i = 0; i < 1000; i++)
		assert_int_equal(items[i], i);
	free(items);
}

/* ---- buffers ---- */

static void a_buffer_grows_and_stays_terminated(void **state)
{
	struct buf b = BUF_INIT;
	char big[300];
	char *detached;
	size_t len;

	(void)state;
	memset(big, 'y', sizeof(big) - 1);
	big[sizeof(big) - 1] = '\0';
	assert_string_equal(buf_str(&b).data, "");
	buf_add(&b, NULL, 0);
	assert_string_equal(b.data, "");
	for (int i = 0; i < 200; i++) {
		buf_add_char(&b, 'x');
		assert_int_equal(b.len, i + 1);
		assert_int_equal(strlen(b.data), b.len);
	}
	buf_clear(&b);
	assert_string_equal(b.data, "");
	buf_add_format(&b, "%s|%d", big, 42); /* more than is kept free for it */
	assert_int_equal(b.len, 302);
	assert_string_equal(b.data + 299, "|42");
	buf_add_slice(&b, STR_LIT("a\0b"));
	assert_int_equal(b.len, 305);
	detached = buf_detach(&b, &len);
	assert_int_equal(len, 305);
	assert_null(b.data);
	free(detached);
	detached = buf_detach(&b, NULL);
	assert_string_equal(detached, "");
	free(detached);
	assert_int_equal(str_from(NULL).len, 0);
	assert_int_equal(str_from("名").len, 3);
	buf_release(&b);
}

/* ---- maps ---- */

static void a_map_finds_what_was_added_and_sorts_it(void **state)
{
	enum { N = 2000 };
	static char keys[N][12];
	struct map m = MAP_INIT;
	struct map_entry *sorted;

	(void)state;
	assert_null(map_get(&m, "absent"));
	for (size_t i = 0; i < N; i++) {
		snprintf(keys[i], sizeof(keys[i]), "%zu", i * 7919 % N);
		assert_true(map_add(&m, keys[i], keys[i]));
		assert_int_equal(m.n, i + 1);
	}
	for (size_t i = 0; i < N; i++)
		assert_ptr_equal(map_get(&m, keys[i]), keys[i]);
	assert_null(map_get(&m, "absent"));
	assert_null(map_get(&m, ""));
	assert_false(map_add(&m, "5", NULL)); /* the old value stays */
	assert_string_equal(map_get(&m, "5"), "5");
	map_set(&m, "5", keys[0]);
	assert_ptr_equal(map_get(&m, "5"), keys[0]);
	map_set(&m, "new", keys[1]);
	assert_ptr_equal(map_get(&m, "new"), keys[1]);
	assert_int_equal(m.n, N + 1);
	sorted = map_sorted(&m);
	for (size_t i = 1; i < m.n; i++)
		assert_true(strcmp(sorted[i - 1].key, sorted[i].key) < 0);
	free(sorted);
	map_release(&m);
	sorted = map_sorted(&m);
	assert_non_null(sorted);
	free(sorted);
}

/* ---- threads ---- */

struct counts {
	atomic_uint *seen;
	atomic_uint worst_worker;
};

static void count(void *ctx, unsigned worker, size_t i)
{
	struct counts *c = ctx;

	atomic_fetch_add(&c->seen[i], 1);
	if (worker > atomic_load(&c->worst_worker))
		atomic_store(&c->worst_worker, worker);
}

static void every_index_is_worked_on_once(void **state)
{
	static const struct {
		size_t n;
		unsigned threads, workers; /* at most so many */
	} rows[] = { { 0, 4, 1 },      { 1, 4, 1 },    { 3, 8, 3 },	{ 1000, 0, 1 },
		     { 1000, 1, 1 },   { 1000, 2, 2 }, { 50000, 4, 4 }, { 1023, 1000, 16 },
		     { 1024, 16, 16 }, { 1025, 3, 3 } };

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		struct counts c = { xcalloc(rows[i].n, sizeof(*c.seen)), 0 };

		parallel_for(rows[i].n, rows[i].threads, count, &c);
		for (size_t k = 0; k < rows[i].n; k++)
			if (c.seen[k] != 1)
				fail_msg("row %zu: index %zu was worked on %u times", i, k,
					 c.seen[k]);
		assert_true(c.worst_worker < rows[i].workers);
		free(c.seen);
	}
	assert_in_range(thread_count(), 1, 16);
}

/* ---- hashes ---- */

static void hashes_are_those_of_the_standard(void **state)
{
	static const struct {
		struct str in;
		const char *expected;
	} rows[] = {
		/* FIPS 180-4 examples */
		{ STR_LIT(""), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855" },
		{ STR_LIT("abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad" },
		{ STR_LIT("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq"),
		  "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1" },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		unsigned char hash[HASH_SIZE];
		char hex[HASH_HEX_SIZE];

		hash_bytes(rows[i].in, hash);
		assert_string_equal(hash_hex(hash, hex), rows[i].expected);
	}
}

/* ---- findings ---- */

static void findings_are_copied_counted_and_cited(void **state)
{
	struct findings f = FINDINGS_INIT, joined = FINDINGS_INIT;
	char path[] = "content/site.json", arg[] = "2025-13-01";

	(void)state;
	findings_cite(&f, "no finding, no article");
	finding_add(&f, F_UTF8_INVALID, ((struct place){ .path = path, .pointer = "/a" }), arg);
	findings_cite(&f, "第十七条");
	path[0] = arg[0] = '?';
	assert_string_equal(f.items[0].place.path, "content/site.json");
	assert_string_equal(f.items[0].args[0], "2025-13-01");
	assert_null(f.items[0].args[1]);
	assert_int_equal(f.errors, 1);
	finding_add(&joined, F_JSON_EMPTY, (struct place){ 0 }, NULL);
	findings_join(&joined, &f);
	findings_release(&f);
	assert_int_equal(f.n, 0);
	assert_int_equal(joined.n, 2);
	assert_int_equal(joined.errors, 2);
	assert_string_equal(joined.items[1].article, "第十七条");
	assert_string_equal(joined.items[1].place.pointer, "/a");
	findings_release(&joined);
}

static void findings_sort_by_path_then_place_and_stay_stable(void **state)
{
	static const struct {
		struct place place;
		const char *arg;
	} rows[] = {
		/* in the order in which they must come out */
		{ { .path = NULL }, "z" },
		{ { .path = "a", .line = 0, .pointer = "/x" }, "1" },
		{ { .path = "a", .line = 2, .col = 1 }, "1" },
		{ { .path = "a", .line = 2, .col = 10 }, "1" },
		{ { .path = "a", .line = 2, .col = 10 }, "2" },
		{ { .path = "a", .line = 10, .col = 1, .source = "first" }, "1" },
		{ { .path = "a", .line = 10, .col = 1, .source = "second" }, "1" },
		{ { .path = "b", .line = 1, .col = 1 }, "1" },
	};
	static const size_t order[] = { 7, 3, 5, 0, 6, 2, 4, 1 };
	struct findings f = FINDINGS_INIT;

	(void)state;
	findings_sort(&f);
	for (size_t i = 0; i < ARRAY_LEN(order); i++)
		finding_add(&f, F_UTF8_INVALID, rows[order[i]].place, rows[order[i]].arg);
	findings_sort(&f);
	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		const struct place *p = &f.items[i].place;

		if (p->line != rows[i].place.line || p->col != rows[i].place.col ||
		    strcmp(f.items[i].args[0], rows[i].arg) != 0 ||
		    strcmp(p->source ? p->source : "",
			   rows[i].place.source ? rows[i].place.source : "") != 0)
			fail_msg("row %zu is %s:%u:%u %s", i, p->path, p->line, p->col,
				 f.items[i].args[0]);
	}
	findings_release(&f);
}

static void messages_are_rendered_in_both_languages_with_hidden_characters_shown(void **state)
{
	struct findings f = FINDINGS_INIT;
	struct buf out = BUF_INIT;

	(void)state;
	finding_add(&f, F_JSON_DUPLICATE_KEY, (struct place){ 0 }, "na\nme\xe2\x80\xae");
	finding_render(&f.items[0], LANG_EN, &out);
	assert_string_equal(out.data, "the key na\\u{a}me\\u{202e} stands twice; remove one");
	buf_clear(&out);
	finding_render(&f.items[0], LANG_ZH, &out);
	assert_string_equal(out.data, "键 na\\u{a}me\\u{202e} 重复。请删去其一。");
	buf_clear(&out);
	finding_add(&f, F_MD_DIRECTIVE, (struct place){ 0 },
		    "{0}"); /* braces stay, arguments are not expanded again */
	finding_render(&f.items[1], LANG_EN, &out);
	assert_string_equal(out.data,
			    "{0} is no directive here; there is only {{annex 1}}, alone in a paragraph");
	assert_string_equal(finding_rule(F_JSON_DUPLICATE_KEY), "json-duplicate-key");
	assert_string_equal(severity_name(finding_severity(F_JSON_DUPLICATE_KEY)), "error");
	buf_release(&out);
	findings_release(&f);
}

static void words_of_the_program_are_said_in_the_language(void **state)
{
	static const struct {
		const char *arg, *en, *zh;
	} rows[] = {
		{ "Permission denied",
		  "cannot write: permission denied; nothing was changed: remove the cause and run again",
		  "无法写入：没有权限。原有文件未改动，排除原因后请再次运行。" },
		{ "a/b.json: Is a directory",
		  "cannot write: a/b.json: it is a folder, not a file; nothing was changed: remove the cause and run again",
		  "无法写入：a/b.json: 这是文件夹，不是文件。原有文件未改动，排除原因后请再次运行。" },
		{ "Stale file handle",
		  "cannot write: Stale file handle; nothing was changed: remove the cause and run again",
		  "无法写入：Stale file handle。原有文件未改动，排除原因后请再次运行。" },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		struct findings f = FINDINGS_INIT;
		struct buf out = BUF_INIT;

		finding_add(&f, F_FILE_NOT_WRITTEN, (struct place){ 0 }, rows[i].arg);
		finding_render(&f.items[0], LANG_EN, &out);
		assert_string_equal(out.data, rows[i].en);
		buf_clear(&out);
		finding_render(&f.items[0], LANG_ZH, &out);
		assert_string_equal(out.data, rows[i].zh);
		buf_release(&out);
		findings_release(&f);
	}
}

static void a_long_argument_is_cut_between_characters(void **state)
{
	struct findings f = FINDINGS_INIT;
	struct buf arg = BUF_INIT, out = BUF_INIT;

	(void)state;
	for (int i = 0; i < 334; i++) /* of three bytes each */
		buf_add_str(&arg, "示");
	finding_add(&f, F_JSON_DUPLICATE_KEY, (struct place){ 0 }, arg.data);
	finding_render(&f.items[0], LANG_ZH, &out);
	assert_int_equal(out.len, strlen("键 ") + 999 + strlen("… 重复。请删去其一。"));
	assert_non_null(strstr(out.data, "示… 重复"));
	arg.data[999] = '\0'; /* just not cut */
	buf_clear(&out);
	finding_add(&f, F_JSON_DUPLICATE_KEY, (struct place){ 0 }, arg.data);
	finding_render(&f.items[1], LANG_ZH, &out);
	assert_non_null(strstr(out.data, "示 重复"));
	buf_release(&arg);
	buf_release(&out);
	findings_release(&f);
}

static bool mentions(const char *words, size_t arg)
{
	char name[] = { '{', (char)('0' + arg), '}', '\0' }, term[] = { name[0], name[1], '!', '\0' };

	return strstr(words, name) || strstr(words, term);
}

static void every_message_has_words_and_the_same_arguments_in_both_languages(void **state)
{
	static const char *const words[FINDING_COUNT][2] = {
#define FINDING(id, rule, severity, zh, en) [id] = { zh, en },
#include "base/finding.def"
#undef FINDING
	};

	(void)state;
	for (int i = 0; i < FINDING_COUNT; i++) {
		for (size_t k = 0; k <= FINDING_ARGS; k++)
			if (mentions(words[i][0], k) != mentions(words[i][1], k))
				fail_msg("%s: only one language says {%zu}",
					 finding_rule((enum finding_id)i), k);
		if (!*words[i][0] || !*words[i][1] || mentions(words[i][0], FINDING_ARGS))
			fail_msg("%s", finding_rule((enum finding_id)i));
		for (int k = 0; k < i; k++)
			assert_string_not_equal(finding_rule((enum finding_id)i),
						finding_rule((enum finding_id)k));
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(lack_of_memory_ends_the_program_with_3_and_one_line),
		cmocka_unit_test(an_arena_hands_out_zeroed_aligned_memory_that_does_not_overlap),
		cmocka_unit_test(an_arena_copies_and_prints),
		cmocka_unit_test(strings_are_copied),
		cmocka_unit_test(equal_strings_met_lately_are_kept_once),
		cmocka_unit_test(a_kept_string_outlives_those_that_take_its_turn),
		cmocka_unit_test(an_array_grows_by_one_and_keeps_what_it_has),
		cmocka_unit_test(a_buffer_grows_and_stays_terminated),
		cmocka_unit_test(a_map_finds_what_was_added_and_sorts_it),
		cmocka_unit_test(every_index_is_worked_on_once),
		cmocka_unit_test(hashes_are_those_of_the_standard),
		cmocka_unit_test(findings_are_copied_counted_and_cited),
		cmocka_unit_test(findings_sort_by_path_then_place_and_stay_stable),
		cmocka_unit_test(messages_are_rendered_in_both_languages_with_hidden_characters_shown),
		cmocka_unit_test(words_of_the_program_are_said_in_the_language),
		cmocka_unit_test(a_long_argument_is_cut_between_characters),
		cmocka_unit_test(every_message_has_words_and_the_same_arguments_in_both_languages),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
