/* The snapshot of the content: it saves time and changes nothing. */
/* link: -Wl,--wrap=source_read,--wrap=fstatat,--wrap=crc32_z */
#define _GNU_SOURCE
#include "scratch.h"

#include <zlib.h>

#include "content/content.h"
#include "content/tables.h"
#include "random_portal.h"
#include "same_content.h"
#include "store/kept.h"
#include "store/stamps.h"
#include "store/source.h"

/* ---- what the tests put in the way ---- */

static size_t reads; /* files that were opened */
static time_t frozen; /* every file was written then; 0: when it was */
static bool lenient; /* every checksum is right */

int __real_source_read(struct source *s, const char *path, struct buf *out, struct findings *f);
int __wrap_source_read(struct source *s, const char *path, struct buf *out, struct findings *f);
int __real_fstatat(int dir, const char *name, struct stat *st, int flags);
int __wrap_fstatat(int dir, const char *name, struct stat *st, int flags);
uLong __real_crc32_z(uLong crc, const Bytef *bytes, z_size_t len);
uLong __wrap_crc32_z(uLong crc, const Bytef *bytes, z_size_t len);

int __wrap_source_read(struct source *s, const char *path, struct buf *out, struct findings *f)
{
	__atomic_add_fetch(&reads, 1, __ATOMIC_RELAXED);
	return __real_source_read(s, path, out, f);
}

int __wrap_fstatat(int dir, const char *name, struct stat *st, int flags)
{
	int rc = __real_fstatat(dir, name, st, flags);

	if (rc == 0 && frozen && S_ISREG(st->st_mode))
		st->st_mtim = st->st_ctim = (struct timespec){ frozen, 0 };
	return rc;
}

uLong __wrap_crc32_z(uLong crc, const Bytef *bytes, z_size_t len)
{
	return lenient ? 0 : __real_crc32_z(crc, bytes, len);
}

/* ---- portals ---- */

static const char *const small[][2] = {
	{ "content/site.json", "{ \"name\": \"示例网站\", \"registrar\": \"000000\" }" },
	{ "content/categories.json",
	  "{ \"categories\": [ { \"code\": \"factory\", \"name\": \"绿色工厂\", \"kind\": \"enterprise\" } ] }" },
	{ "content/regions/000000.json",
	  "{ \"code\": \"000000\", \"level\": \"nation\", \"name\": \"国家\", \"slug\": \"nation\",\n"
	  "  \"authorities\": [ { \"id\": \"000000-miit\", \"name\": \"示例部\", \"lead\": true, \"contacts\": [] } ] }" },
	{ "content/entities/000000/000000-0001.json",
	  "{ \"id\": \"000000-0001\", \"name\": \"示例一厂\", \"kind\": \"enterprise\", \"place\": \"000000\" }" },
	{ "content/notices/000000/2025/list.md",
	  "{ \"type\": \"list\", \"title\": \"关于公布名单的通知（示例）\", \"issuers\": [\"000000-miit\"],\n"
	  "  \"signed\": \"2025-01-02\", \"published\": \"2025-01-03 09:00\" }\n\n正文。\n" },
	{ "content/notices/000000/2025/list.json",
	  "{ \"annexes\": [ { \"no\": 1, \"title\": \"名单\", \"action\": \"enter\", \"list\": \"000000/factory\",\n"
	  "  \"columns\": [ { \"label\": \"企业名称\", \"role\": \"name\" } ],\n"
	  "  \"rows\": [ { \"id\": \"000000-0001\", \"cells\": [\"示例一厂\"], \"decision\": \"示例\" } ] } ] }" },
};

static char *small_portal(void)
{
	char *dir = scratch_new();

	for (size_t i = 0; i < ARRAY_LEN(small); i++)
		scratch_write(dir, small[i][0], str_from(small[i][1]));
	return dir;
}

/* A copy of the demonstration. */
static char *demonstration(void)
{
	char *dir = scratch_new(), *here = realpath("content", NULL);
	struct buf line = BUF_INIT;

	assert_non_null(here);
	buf_add_format(&line, "cp -r '%s' content", here);
	scratch_run(dir, line.data);
	buf_release(&line);
	free(here);
	return dir;
}

/* Waits until the file system's clock has moved: what was written is settled then. */
static void settle(const char *dir)
{
	char *path = scratch_path(dir, "probe");
	struct stat first, now;

	scratch_write(dir, "probe", STR_LIT("1"));
	assert_int_equal(stat(path, &first), 0);
	do {
		scratch_write(dir, "probe", STR_LIT("2"));
		assert_int_equal(stat(path, &now), 0);
	} while (now.st_mtim.tv_sec == first.st_mtim.tv_sec &&
		 now.st_mtim.tv_nsec == first.st_mtim.tv_nsec);
	assert_int_equal(unlink(path), 0);
	free(path);
}

static struct kept *open_kept(const char *dir, const char *program)
{
	unsigned char key[HASH_SIZE];

	content_snapshot_key(program, key);
	return kept_open(dir, "content", key);
}

/* program NULL: without a snapshot. */
static struct content *load(const char *dir, const char *program, struct findings *f)
{
	struct source *s = source_open_tree(dir, f);
	struct kept *kept = program ? open_kept(dir, program) : NULL;
	struct content *c;

	assert_non_null(s);
	reads = 0;
	c = content_load_kept(s, kept, 2, f);
	kept_free(kept);
	source_free(s);
	return c;
}

/* Loads with and without; all must be alike. The number of files read with it. */
static size_t compare(const char *dir, const char *program, const char *label)
{
	struct findings with = FINDINGS_INIT, without = FINDINGS_INIT;
	struct content *a = load(dir, program, &with), *b;
	size_t n = reads;

	b = load(dir, NULL, &without);
	assert_true(same_content(a, b, label));
	assert_true(same_findings(&with, &without, label));
	content_free(a);
	content_free(b);
	findings_release(&with);
	findings_release(&without);
	return n;
}

/* ---- what is read ---- */

static void what_did_not_change_is_not_read(void **state)
{
	char *dir = demonstration();
	size_t files;

	(void)state;
	settle(dir);
	files = compare(dir, "one", "the first time");
	assert_true(files > 100);
	assert_int_equal(compare(dir, "one", "the second time"), 0);
	assert_int_equal(compare(dir, "one", "the third time"), 0);
	scratch_run(dir, "rm -r .luce");
	assert_int_equal(compare(dir, "one", "without its folder"), files);
	scratch_free(dir);
}

#define ENTITY "content/entities/440400/440400-0001.json"

static void only_what_changed_is_read(void **state)
{
	static const struct {
		const char *label, *line;
		size_t reads;
	} rows[] = {
		{ "touched", "touch " ENTITY, 1 },
		{ "another name", "sed -i 's/有限公司/股份有限公司/' " ENTITY, 1 },
		{ "other permissions", "chmod 600 " ENTITY, 1 },
		{ "replaced by its copy", "cp -p " ENTITY " new; mv new " ENTITY, 1 },
		{ "gone", "rm " ENTITY, 0 },
		{ "new",
		  "sed 's/0001/09999/' " ENTITY " > content/entities/440400/440400-09999.json", 1 },
		{ "renamed", "mv " ENTITY " content/entities/440400/440400-9999.json", 1 },
		{ "torn", "truncate -s 20 " ENTITY, 1 },
		{ "the text of a notice", "echo more >> $N.md", 1 },
		{ "the annexes of a notice", "sed -i 's/ \"/  \"/' $N.json", 1 },
		{ "annexes no more", "rm $N.json", 0 },
		{ "annexes alone", "rm $N.md", 0 },
		{ "an attachment", "touch $(find content/notices -mindepth 4 -type f | head -n 1)",
		  1 },
		{ "an attachment's bytes",
		  "echo >> $(find content/notices -mindepth 4 -type f | head -n 1)", 1 },
		{ "no attachment", "rm $(find content/notices -mindepth 4 -type f | head -n 1)", 0 },
		{ "a file that has no place", "echo > content/notes.txt", 0 },
		{ "no site", "rm content/site.json", 0 },
		{ "another region", "sed -i 's/\"name\": \"/&新/' content/regions/440400.json", 1 },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		char *dir = demonstration();
		struct buf line = BUF_INIT;
		size_t n;

		settle(dir);
		compare(dir, "one", rows[i].label);
		buf_add_format(&line,
			       "N=$(ls content/notices/440400/*/*.json | head -n 1); N=${N%%.json}; %s",
			       rows[i].line);
		scratch_run(dir, line.data);
		n = compare(dir, "one", rows[i].label);
		if (n != rows[i].reads)
			fail_msg("%s: %zu files were read, expected %zu", rows[i].label, n,
				 rows[i].reads);
		buf_release(&line);
		scratch_free(dir);
	}
}

static void what_changed_much_is_kept_anew(void **state)
{
	char *dir = demonstration();

	(void)state;
	settle(dir);
	compare(dir, "one", "at first");
	scratch_run(dir, "touch content/entities/440400/*");
	settle(dir);
	assert_true(compare(dir, "one", "a folder touched") > 1);
	assert_int_equal(compare(dir, "one", "and kept"), 0);
	scratch_free(dir);
}

static void what_was_found_is_found_again(void **state)
{
	static const char *const lines[] = {
		"sed -i 's/}$/, \"colour\": \"green\" }/' " ENTITY,
		"sed -i 's/440400-0001/440400-0002/' " ENTITY,
		"sed -i 's/\"place\": \"[0-9]*\"/\"place\": \"999999\"/' " ENTITY,
		"echo '{' > content/regions/440400.json",
		"for n in content/notices/440400/*/*.json; do sed -i 's/\"cells\": \\[/&\"x\", /' $n; done",
		"for n in content/notices/*/*/*.md; do printf 'a\\1b\\n' >> $n; done",
		"mkdir -p content/notices/440400/2020; echo > content/notices/440400/2020/Bad.md",
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(lines); i++) {
		char *dir = demonstration();
		struct findings f = FINDINGS_INIT;

		scratch_run(dir, lines[i]);
		settle(dir);
		for (int times = 0; times < 3; times++)
			compare(dir, "one", lines[i]);
		content_free(load(dir, "one", &f));
		if (!f.errors)
			fail_msg("%s: nothing is wrong", lines[i]);
		findings_release(&f);
		scratch_free(dir);
	}
}

/* ---- what is trusted ---- */

static void stamps_are_settled_if_each_of_them_is(void **state)
{
	struct source_file files[3] = { { "a", { 1, 10, 99, 7 } },
					{ "b", { 2, 99, 10, 8 } },
					{ "c", { 0, 0, 0, 9 } } };

	(void)state;
	assert_true(stamps_settled(files, 0, 100));
	assert_true(stamps_settled(files, 3, 100));
	assert_false(stamps_settled(files, 3, 99));
	files[2].stamp.inode = 0;
	assert_true(stamps_settled(files, 2, 100));
	assert_false(stamps_settled(files, 3, 100));
}

static void the_digest_of_stamps_is_of_every_part_of_every_one(void **state)
{
	enum { FILES = 5000 }; /* more than are digested at a time */
	static const size_t at[] = { 0, 4095, 4096, FILES - 1 };
	struct source_file *files = xcalloc(FILES, sizeof(*files));
	struct digest before, one, changed;

	(void)state;
	for (size_t i = 0; i < FILES; i++)
		files[i] = (struct source_file){ "a", { 1, 2, 3, i + 1 } };
	before = stamps_digest(files, FILES, 2);
	one = stamps_digest(files, FILES, 1);
	assert_true(digest_same(&before, &one));
	for (size_t i = 0; i < ARRAY_LEN(at); i++)
		for (int part = 0; part < 5; part++) {
			struct source_file was = files[at[i]], *file = &files[at[i]];

			file->path = part == 0 ? "b" : was.path;
			file->stamp.size += part == 1;
			file->stamp.modified += part == 2;
			file->stamp.changed += part == 3;
			file->stamp.inode += part == 4;
			changed = stamps_digest(files, FILES, 2);
			assert_false(digest_same(&before, &changed));
			*file = was;
		}
	changed = stamps_digest(files, FILES - 1, 2);
	assert_false(digest_same(&before, &changed));
	free(files);
}

static void a_stamp_is_settled_before_the_clock_of_the_snapshot(void **state)
{
	static const struct {
		const char *label;
		struct source_stamp stamp;
		bool settled;
	} rows[] = {
		{ "long before", { 1, 10, 10, 7 }, true },
		{ "just before", { 1, 99, 99, 7 }, true },
		{ "written at that time", { 1, 100, 99, 7 }, false },
		{ "changed at that time", { 1, 99, 100, 7 }, false },
		{ "later", { 1, 101, 101, 7 }, false },
		{ "no stamp", { 0, 0, 0, 0 }, false },
	};
	const struct source_stamp one = { 1, 2, 3, 4 };
	const struct source_stamp others[] = {
		{ 9, 2, 3, 4 }, { 1, 9, 3, 4 }, { 1, 2, 9, 4 }, { 1, 2, 3, 9 }
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(rows); i++)
		if (stamp_settled(&rows[i].stamp, 100) != rows[i].settled)
			fail_msg("%s: expected it %s", rows[i].label,
				 rows[i].settled ? "settled" : "racy");
	assert_true(stamp_equal(&one, &one));
	for (size_t i = 0; i < ARRAY_LEN(others); i++)
		assert_false(stamp_equal(&one, &others[i]));
}

/* Two writes within one step of the clock give one stamp: the second is seen all the same. */
static void a_file_written_again_at_the_same_time_is_read_again(void **state)
{
	static const char other[] =
		"{ \"id\": \"000000-0001\", \"name\": \"示例二厂\", \"kind\": \"enterprise\", \"place\": \"000000\" }";
	static const struct {
		const char *label;
		time_t frozen;
		const char *name; /* that is found afterwards */
	} rows[] = {
		{ "a clock that stood before the snapshot", 1000000000, "示例一厂" },
		{ "a clock that stood with it", 4000000000, "示例二厂" },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		char *dir = small_portal();
		struct findings f = FINDINGS_INIT;
		struct content *c;

		frozen = rows[i].frozen;
		content_free(load(dir, "one", &f));
		scratch_write(dir, small[3][0], str_from(other));
		c = load(dir, "one", &f);
		frozen = 0;
		if (strcmp(content_entity(c, "000000-0001")->name, rows[i].name) != 0)
			fail_msg("%s: %s", rows[i].label, content_entity(c, "000000-0001")->name);
		content_free(c);
		assert_no_findings(&f, rows[i].label);
		scratch_free(dir);
	}
}

static void another_program_ignores_it(void **state)
{
	char *dir = small_portal();

	(void)state;
	settle(dir);
	assert_int_equal(compare(dir, "one", "one"), ARRAY_LEN(small));
	assert_int_equal(compare(dir, "one", "one again"), 0);
	assert_int_equal(compare(dir, "two", "another"), ARRAY_LEN(small));
	assert_int_equal(compare(dir, "two", "another again"), 0);
	scratch_free(dir);
}

static void a_copy_of_it_is_ignored(void **state)
{
	char *dir = small_portal();

	(void)state;
	settle(dir);
	compare(dir, "one", "at first");
	scratch_run(dir, "cp -p .luce/content copy; mv copy .luce/content");
	assert_int_equal(compare(dir, "one", "copied"), ARRAY_LEN(small));
	scratch_free(dir);
}

/* ---- what is damaged ---- */

static int open_snapshot(const char *dir, off_t *size)
{
	char *path = scratch_path(dir, ".luce/content");
	int fd = open(path, O_RDWR);
	struct stat st;

	assert_true(fd >= 0);
	assert_int_equal(fstat(fd, &st), 0);
	*size = st.st_size;
	free(path);
	return fd;
}

static void flip(int fd, off_t at, unsigned char mask)
{
	unsigned char c;

	assert_int_equal(pread(fd, &c, 1, at), 1);
	c ^= mask;
	assert_int_equal(pwrite(fd, &c, 1, at), 1);
}

static void no_byte_of_it_can_change_unnoticed(void **state)
{
	char *dir = small_portal();
	struct chance chance = { 0x9e3779b97f4a7c15u };
	off_t size = 1;

	(void)state;
	settle(dir);
	compare(dir, "one", "at first");
	for (off_t at = 0; at < size; at++) {
		int fd = open_snapshot(dir, &size);

		flip(fd, at, (unsigned char)(1 << chance_below(&chance, 8)));
		close(fd);
		if (compare(dir, "one", "flipped") != ARRAY_LEN(small))
			fail_msg("byte %jd of %jd", (intmax_t)at, (intmax_t)size);
	}
	scratch_free(dir);
}

static void it_may_end_anywhere(void **state)
{
	char *dir = small_portal();
	off_t size = 1;

	(void)state;
	settle(dir);
	compare(dir, "one", "at first");
	for (off_t at = 0; at < size; at++) {
		int fd = open_snapshot(dir, &size);

		assert_int_equal(ftruncate(fd, at), 0);
		close(fd);
		if (compare(dir, "one", "truncated") != ARRAY_LEN(small))
			fail_msg("%jd bytes of %jd", (intmax_t)at, (intmax_t)size);
	}
	scratch_free(dir);
}

/* Whoever forges the checksums can make it say what he likes, but no more. */
static void forged_bytes_do_no_harm(void **state)
{
	enum { HEADER = 112 };
	char *dir = small_portal();
	struct chance chance = { 0x9e3779b97f4a7c15u };
	struct findings f = FINDINGS_INIT;
	off_t size = HEADER + 1;

	(void)state;
	lenient = true;
	settle(dir);
	content_free(load(dir, "one", &f));
	for (off_t at = HEADER; at < size; at++)
		for (int times = 0; times < 4; times++) {
			unsigned char mask = (unsigned char)(1 + chance_below(&chance, 255));
			int fd = open_snapshot(dir, &size);

			flip(fd, at, mask);
			content_free(load(dir, "one", &f));
			findings_release(&f);
			flip(fd, at, mask); /* which may have been replaced by a sound one */
			close(fd);
		}
	lenient = false;
	scratch_free(dir);
}

/* ---- where it cannot be kept ---- */

static void a_folder_that_takes_no_snapshot_is_no_error(void **state)
{
	char *dir = small_portal();

	(void)state;
	scratch_write(dir, ".luce", STR_LIT("no folder"));
	assert_int_equal(compare(dir, "one", "a file in its place"), ARRAY_LEN(small));
	assert_int_equal(compare(dir, "one", "and again"), ARRAY_LEN(small));
	scratch_run(dir, "rm .luce; ln -s /nowhere .luce");
	assert_int_equal(compare(dir, "one", "a link in its place"), ARRAY_LEN(small));
	scratch_run(dir, "rm .luce; mkdir -p .luce/content.new");
	assert_int_equal(compare(dir, "one", "a folder where it is written"), ARRAY_LEN(small));
	scratch_run(dir, "rm -r .luce; mkdir -p .luce/content");
	assert_int_equal(compare(dir, "one", "a folder where it should be"), ARRAY_LEN(small));
	scratch_free(dir);
}

static void of_two_that_write_one_does(void **state)
{
	char *dir = small_portal();
	struct kept *a = open_kept(dir, "one"), *b = open_kept(dir, "one");

	(void)state;
	assert_int_equal(kept_begin(a), 0);
	assert_int_equal(kept_begin(b), -1);
	kept_write(a, STR_LIT("bytes"));
	assert_int_equal(kept_commit(a), 0);
	assert_int_equal(kept_begin(b), 0); /* and is killed before the end */
	kept_free(a);
	kept_free(b);
	a = open_kept(dir, "one");
	assert_int_equal(kept_size(a), 5);
	kept_free(a);
	a = open_kept(dir, "two");
	assert_int_equal(kept_size(a), 0);
	kept_free(a);
	scratch_free(dir);
}

static void it_is_hidden_from_git(void **state)
{
	char *dir = small_portal(), *answer;

	(void)state;
	scratch_run(dir, "git init -q && git add -A && git commit -q -m one");
	compare(dir, "one", "at first");
	answer = scratch_ask(dir, "test -e .luce/content && git status --porcelain | wc -l");
	assert_string_equal(answer, "0");
	free(answer);
	scratch_free(dir);
}

static void memory_needs_none(void **state)
{
	struct source *s = source_new_memory();
	struct findings f = FINDINGS_INIT;
	char *dir = scratch_new();
	struct kept *kept = open_kept(dir, "one");

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(small); i++)
		source_put(s, small[i][0], str_from(small[i][1]));
	for (int times = 0; times < 2; times++) {
		struct content *c = content_load_kept(s, kept, 2, &f);

		assert_string_equal(content_entity(c, "000000-0001")->name, "示例一厂");
		content_free(c);
	}
	assert_no_findings(&f, "memory");
	assert_int_equal(kept_size(kept), 0);
	kept_free(kept);
	source_free(s);
	scratch_free(dir);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_did_not_change_is_not_read),
		cmocka_unit_test(only_what_changed_is_read),
		cmocka_unit_test(what_changed_much_is_kept_anew),
		cmocka_unit_test(what_was_found_is_found_again),
		cmocka_unit_test(a_stamp_is_settled_before_the_clock_of_the_snapshot),
		cmocka_unit_test(stamps_are_settled_if_each_of_them_is),
		cmocka_unit_test(the_digest_of_stamps_is_of_every_part_of_every_one),
		cmocka_unit_test(a_file_written_again_at_the_same_time_is_read_again),
		cmocka_unit_test(another_program_ignores_it),
		cmocka_unit_test(a_copy_of_it_is_ignored),
		cmocka_unit_test(no_byte_of_it_can_change_unnoticed),
		cmocka_unit_test(it_may_end_anywhere),
		cmocka_unit_test(forged_bytes_do_no_harm),
		cmocka_unit_test(a_folder_that_takes_no_snapshot_is_no_error),
		cmocka_unit_test(of_two_that_write_one_does),
		cmocka_unit_test(it_is_hidden_from_git),
		cmocka_unit_test(memory_needs_none),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
