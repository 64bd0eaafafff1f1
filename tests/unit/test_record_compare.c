/* What differs between two records, told part by part; and that the same is nothing. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdlib.h>
#include <string.h>

#include "content/model.h"
#include "content/tables.h"
#include "format/json.h"

struct side {
	union {
		struct notice notice;
		struct array_file annexes;
	};
	struct arena arena;
};

static void decode(struct side *s, const struct record *r, const char *text)
{
	struct findings f = FINDINGS_INIT;
	struct decoder d = { &s->arena, &f, { 0 }, NULL };
	json_t *json = json_parse(str_from(text), (struct place){ 0 }, &f);

	*s = (struct side){ .arena = ARENA_INIT };
	assert_non_null(json);
	if (record_decode(&d, r, json, "", r == &notice_record ? (void *)&s->notice : &s->annexes) < 0)
		fail_msg("not a record: %s", text);
	json_decref(json);
	findings_release(&f);
}

static const void *record_of(const struct side *s, const struct record *r)
{
	return r == &notice_record ? (const void *)&s->notice : &s->annexes;
}

static void tell(const struct record *r, const struct side *was, const struct side *is,
		 struct arena *a, struct buf *out)
{
	struct record_parts parts = { .arena = a };

	record_compare(r, record_of(was, r), record_of(is, r), "", &parts);
	assert_int_equal(parts.n == 0, record_same(r, record_of(was, r), record_of(is, r)));
	for (size_t i = 0; i < parts.n; i++)
		buf_add_format(out, "%s: %s > %s\n", parts.items[i].part,
			       parts.items[i].was ? parts.items[i].was : "-",
			       parts.items[i].is ? parts.items[i].is : "-");
	free(parts.items);
}

#define NOTICE(more) "{ \"type\": \"list\", \"title\": \"示例\", \"issuers\": [\"a\"]" more " }"
#define ANNEX(rows)                                                                                \
	"{ \"annexes\": [ { \"no\": 1, \"title\": \"名单\", \"action\": \"enter\", "             \
	"\"columns\": [ { \"label\": \"名称\", \"role\": \"name\" } ], \"rows\": [ " rows " ] } ] }"
#define ROW(id, more) "{ \"id\": \"990100-000" id "\", \"cells\": [\"甲" id "\"]" more " }"
#define PACKED(id) "{ \"id\": \"990100-000" id "\", \"cells\": [\"甲" id "\"] }"

static const struct comparison_row {
	const struct record *record;
	const char *was, *is, *parts;
} comparison_rows[] = {
	{ &notice_record, NOTICE(""), NOTICE(""), "" },
	{ &notice_record, NOTICE(", \"number\": \"1号\""), NOTICE(", \"number\": \"2号\""),
	  "/number: 1号 > 2号\n" },
	{ &notice_record, NOTICE(""), NOTICE(", \"signed\": \"2026-01-02\""),
	  "/signed: - > 2026-01-02\n" },
	{ &notice_record, NOTICE(", \"published\": \"2026-01-02 09:00\""), NOTICE(""),
	  "/published: 2026-01-02 09:00 > -\n" },
	{ &notice_record, NOTICE(", \"draft\": true"), NOTICE(""), "/draft: true > -\n" },
	{ &notice_record, NOTICE(", \"basis\": [\"990100-2024-1\"]"),
	  NOTICE(", \"basis\": [\"990100-2024-2\"]"),
	  "/basis: [\"990100-2024-1\"] > [\"990100-2024-2\"]\n" },
	{ &notice_record,
	  NOTICE(", \"period\": { \"start\": \"2026-01-02\", \"end\": \"2026-01-09\" }"),
	  NOTICE(", \"period\": { \"start\": \"2026-01-02\", \"end\": \"2026-01-08\" }"),
	  "/period/end: 2026-01-09 > 2026-01-08\n" },
	{ &notice_record, NOTICE(", \"counts\": { \"enter\": { \"factory\": 2 } }"),
	  NOTICE(", \"counts\": { \"enter\": { \"factory\": 3 } }"),
	  "/counts: { \"enter\": { \"factory\": 2 } } > { \"enter\": { \"factory\": 3 } }\n" },
	/* rows */
	{ &annexes_record, ANNEX(ROW("1", "")), ANNEX(ROW("1", "")), "" },
	{ &annexes_record, ANNEX(ROW("1", ", \"ground\": \"INELIGIBLE\"")), ANNEX(ROW("1", "")),
	  "/annexes/0/rows/0/ground: INELIGIBLE > -\n" },
	{ &annexes_record, ANNEX(ROW("1", "")), ANNEX(ROW("1", ", \"article\": \"第一条\"")),
	  "/annexes/0/rows/0/article: - > 第一条\n" },
	{ &annexes_record, ANNEX(ROW("1", "") ", " ROW("2", "") ", " ROW("3", "")),
	  ANNEX(ROW("1", "") ", " ROW("3", "")), "/annexes/0/rows/1: " PACKED("2") " > -\n" },
	{ &annexes_record, ANNEX(ROW("1", "") ", " ROW("3", "")),
	  ANNEX(ROW("1", "") ", " ROW("2", "") ", " ROW("3", "")),
	  "/annexes/0/rows/1: - > " PACKED("2") "\n" },
	{ &annexes_record, ANNEX(ROW("1", "") ", " ROW("1", "")), ANNEX(ROW("1", "")),
	  "/annexes/0/rows/1: " PACKED("1") " > -\n" },
	{ &annexes_record, ANNEX(ROW("1", "") ", " ROW("2", "")),
	  ANNEX(ROW("2", "") ", " ROW("1", "")),
	  "/annexes/0/rows/0/id: 990100-0001 > 990100-0002\n/annexes/0/rows/0/cells/0: 甲1 > 甲2\n"
	  "/annexes/0/rows/1/id: 990100-0002 > 990100-0001\n/annexes/0/rows/1/cells/0: 甲2 > 甲1\n" },
	{ &annexes_record, ANNEX(""), ANNEX(ROW("1", "")),
	  "/annexes/0/rows/0: - > " PACKED("1") "\n" },
};

static void each_difference_is_told_with_its_place_and_both_values(void **state)
{
	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(comparison_rows); i++) {
		const struct comparison_row *row = &comparison_rows[i];
		struct side was, is;
		struct buf got = BUF_INIT;
		struct arena a = ARENA_INIT;

		decode(&was, row->record, row->was);
		decode(&is, row->record, row->is);
		tell(row->record, &was, &is, &a, &got);
		if (strcmp(buf_str(&got).data, row->parts) != 0)
			fail_msg("%s\n%s:\ngot\n%sexpected\n%s", row->was, row->is,
				 buf_str(&got).data, row->parts);
		buf_release(&got);
		arena_release(&a);
		arena_release(&was.arena);
		arena_release(&is.arena);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(each_difference_is_told_with_its_place_and_both_values),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
