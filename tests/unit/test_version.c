/* content: what differs between two versions of a file, and what it was and is. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/buf.h"
#include "base/mem.h"
#include "content/version.h"

#define HEAD                                                                                           \
	"{\"annexes\":[{\"no\":1,\"title\":\"T\",\"columns\":[{\"label\":\"序号\",\"role\":\"no\"}," \
	"{\"label\":\"名称\",\"role\":\"name\"}],\"rows\":["
#define ROW(id, no, name) "{\"id\":\"" id "\",\"cells\":[\"" no "\",\"" name "\"]}"
#define A ROW("x-1", "1", "甲")
#define B ROW("x-2", "2", "乙")
#define C ROW("x-3", "3", "丙")
#define FOOT "]}]}"

static void say(struct buf *out, const struct version_change *c)
{
	if (c->annex)
		buf_add_format(out, "annex %d ", c->annex);
	if (c->row)
		buf_add_format(out, "row %u %s ", c->row, c->name);
	buf_add_format(out, "%s%s: %s > %s\n", c->what ? c->what : "whole", c->cell ? "*" : "",
		       c->was ? c->was : "-", c->is ? c->is : "-");
}

static const struct {
	const char *label, *path, *before, *after, *changes;
} rows[] = {
	{ "the same", "n.json", HEAD A FOOT, HEAD A FOOT, "" },
	{ "another form", "n.json", HEAD A FOOT, HEAD " " A FOOT, "" },
	{ "a cell", "n.json", HEAD A "," B FOOT, HEAD A "," ROW("x-2", "2", "乙二") FOOT,
	  "annex 1 row 2 乙二 名称*: 乙 > 乙二\n" },
	{ "a key of a row", "n.json",
	  HEAD "{\"id\":\"x-1\",\"cells\":[\"1\",\"甲\"],\"ground\":\"P\"}" FOOT,
	  HEAD "{\"id\":\"x-1\",\"cells\":[\"1\",\"甲\"],\"ground\":\"Q\"}" FOOT,
	  "annex 1 row 1 甲 ground: P > Q\n" },
	{ "a key that is new", "n.json", HEAD A FOOT,
	  HEAD "{\"id\":\"x-1\",\"cells\":[\"1\",\"甲\"],\"until\":\"2028-01-01\"}" FOOT,
	  "annex 1 row 1 甲 until: - > 2028-01-01\n" },
	{ "another company", "n.json", HEAD A FOOT, HEAD ROW("x-9", "1", "甲") FOOT,
	  "annex 1 row 1 甲 whole: - > 1、甲\nannex 1 row 1 甲 whole: 1、甲 > -\n" },
	{ "a row that is gone", "n.json", HEAD A "," B "," C FOOT, HEAD A "," C FOOT,
	  "annex 1 row 2 乙 whole: 2、乙 > -\n" },
	{ "a row that is new", "n.json", HEAD A "," C FOOT, HEAD A "," B "," C FOOT,
	  "annex 1 row 2 乙 whole: - > 2、乙\n" },
	{ "two rows of one company", "n.json", HEAD A "," B FOOT, HEAD A "," A "," B FOOT,
	  "annex 1 row 2 甲 whole: - > 1、甲\n" },
	{ "rows that changed places", "n.json", HEAD A "," B "," C FOOT, HEAD B "," A "," C FOOT,
	  "annex 1 rows: 甲、乙 > 乙、甲\n" },
	{ "an annex that is gone", "n.json", HEAD A FOOT, "{\"annexes\":[]}",
	  "annex 1 whole: T > -\n" },
	{ "the title of an annex", "n.json", HEAD A FOOT,
	  "{\"annexes\":[{\"no\":1,\"title\":\"U\",\"columns\":[{\"label\":\"序号\",\"role\":\"no\"},"
	  "{\"label\":\"名称\",\"role\":\"name\"}],\"rows\":[" A FOOT,
	  "annex 1 title: T > U\n" },
	{ "front matter and body", "n.md",
	  "{\n\"title\":\"a\",\"issuers\":[\"p\",\"q\"]\n}\n\none\ntwo\nthree\n",
	  "{\n\"title\":\"b\",\"issuers\":[\"p\"]\n}\n\none\n2\nthree\n",
	  "title: a > b\nissuers: p、q > p\nbody: two > 2\n" },
	{ "lines behind the last", "n.md", "{\n\"title\":\"a\"\n}\n\none\n",
	  "{\n\"title\":\"a\"\n}\n\none\ntwo\n", "body: - > two\n\n" },
	{ "numbers and objects", "n.md", "{\n\"year\":2025\n}\n\nx\n",
	  "{\n\"year\":2026,\"period\":{\"start\":\"a\",\"end\":\"b\"}\n}\n\nx\n",
	  "year: 2025 > 2026\nperiod: - > {\"end\":\"b\",\"start\":\"a\"}\n" },
	{ "what cannot be read", "n.json", "{", HEAD A FOOT, "" },
};

static void what_differs_is_said_with_what_it_was_and_is(void **state)
{
	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		struct arena a = ARENA_INIT;
		struct version_change *changes;
		struct buf got = BUF_INIT;
		struct str before = str_from(rows[i].before), after = str_from(rows[i].after);
		size_t n = version_changes(rows[i].path, before, after, &a, &changes);

		buf_add_str(&got, "");
		for (size_t k = 0; k < n; k++)
			say(&got, &changes[k]);
		if (strcmp(got.data, rows[i].changes) != 0)
			fail_msg("%s: got\n%sexpected\n%s", rows[i].label, got.data, rows[i].changes);
		/* Both tell of a difference, or neither does; but for what cannot be read. */
		if (i + 1 < ARRAY_LEN(rows))
			assert_int_equal(n > 0,
					 version_differences(rows[i].path, before, after, &a).n > 0);
		buf_release(&got);
		arena_release(&a);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_differs_is_said_with_what_it_was_and_is),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
