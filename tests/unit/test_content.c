/* Records: decoding, encoding, schemas, references. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <regex.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "content/content.h"
#include "content/record.h"
#include "content/schema.h"
#include "content/tables.h"
#include "content/write.h"
#include "format/json.h"
#include "format/json_out.h"
#include "store/source.h"

/* ---- a small portal in memory ---- */

static const char *const sound[][2] = {
	{ "content/site.json", "{ \"name\": \"示例网站\" }" },
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
	  "  \"rows\": [ { \"id\": \"000000-0001\", \"cells\": [\"示例一厂\"] } ] } ] }" },
};

/* The portal above with one file replaced or added; text NULL leaves the file out. */
static struct content *load(const char *path, const char *text, struct findings *f)
{
	struct source *s = source_new_memory();
	struct content *c;

	for (size_t i = 0; i < ARRAY_LEN(sound); i++)
		if (!path || strcmp(path, sound[i][0]) != 0)
			source_put(s, sound[i][0], str_from(sound[i][1]));
	if (path && text)
		source_put(s, path, str_from(text));
	c = content_load(s, 2, f);
	source_free(s);
	return c;
}

static void a_sound_portal_loads_without_findings(void **state)
{
	struct findings f = FINDINGS_INIT;
	struct content *c = load(NULL, NULL, &f);
	const struct notice *n = content_notice(c, "000000/2025/list");

	(void)state;
	assert_int_equal(f.n, 0);
	assert_string_equal(content_entity(c, "000000-0001")->name, "示例一厂");
	assert_non_null(n);
	assert_int_equal(n->annexes.n, 1);
	assert_int_equal(n->annexes.items[0].action, ACTION_ENTER);
	assert_string_equal(n->body, "正文。\n");
	assert_int_equal(n->effective, DATE_NONE);
	assert_int_equal(n->annexes.items[0].rows.items[0].until, DATE_NONE);
	assert_null(n->annexes.items[0].rows.items[0].more);
	content_free(c);
	findings_release(&f);
}

static void what_is_wrong_has_its_finding_and_pointer(void **state)
{
	static const struct {
		const char *label, *path, *text;
		enum finding_id id;
		const char *pointer;
	} rows[] = {
		{ "an unknown key", "content/site.json", "{ \"name\": \"示例\", \"nam\": 1 }",
		  F_KEY_UNKNOWN, "/nam#" },
		{ "a missing key", "content/site.json", "{ }", F_KEY_MISSING, "" },
		{ "a wrong type", "content/site.json", "{ \"name\": 1 }", F_TYPE, "/name" },
		{ "an unknown choice", "content/site.json",
		  "{ \"name\": \"示例\", \"status\": \"live\" }", F_CHOICE, "/status" },
		{ "an empty text", "content/site.json", "{ \"name\": \"\" }", F_TEXT_EMPTY, "/name" },
		{ "a hidden character", "content/site.json", "{ \"name\": \"示\xe2\x80\x8b例\" }",
		  F_TEXT_HIDDEN, "/name" },
		{ "a number out of range", "content/site.json",
		  "{ \"name\": \"示例\", \"loss_share\": 101 }", F_INT_RANGE, "/loss_share" },
		{ "a malformed code", "content/site.json",
		  "{ \"name\": \"示例\", \"site_code\": \"12\" }", F_FORM, "/site_code" },
		{ "null for a text", "content/site.json", "{ \"name\": null }", F_TYPE, "/name" },
		{ "an id that is not the file's name", "content/entities/000000/000000-0001.json",
		  "{ \"id\": \"000000-0002\", \"name\": \"示例\", \"kind\": \"enterprise\", \"place\": \"000000\" }",
		  F_ID_PATH, "/id" },
		{ "an entity in another's folder", "content/entities/110000/000000-0009.json",
		  "{ \"id\": \"000000-0009\", \"name\": \"示例\", \"kind\": \"enterprise\", \"place\": \"000000\" }",
		  F_ID_PATH, "/id" },
		{ "a place that is not there", "content/entities/000000/000000-0001.json",
		  "{ \"id\": \"000000-0001\", \"name\": \"示例\", \"kind\": \"enterprise\", \"place\": \"110000\" }",
		  F_REFERENCE, "/place" },
		{ "a day that does not exist", "content/notices/000000/2025/list.md",
		  "{ \"type\": \"other\", \"title\": \"示例\", \"issuers\": [\"000000-miit\"], \"signed\": \"2025-02-29\" }\n",
		  F_DATE, "/signed" },
		{ "a file without a place", "content/notes.txt", "x", F_FILE_UNEXPECTED, NULL },
		{ "annexes without a notice", "content/notices/000000/2025/other.json",
		  "{ \"annexes\": [] }", F_FILE_MISSING, NULL },
		{ "no site.json", "content/site.json", NULL, F_PORTAL_FILE, NULL },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		struct findings f = FINDINGS_INIT;
		struct content *c = load(rows[i].path, rows[i].text, &f);
		bool found = false;

		for (size_t k = 0; k < f.n; k++) {
			const char *pointer = f.items[k].place.pointer;

			found = found ||
				(f.items[k].id == rows[i].id &&
				 (!rows[i].pointer
					  ? !pointer
					  : pointer && strcmp(pointer, rows[i].pointer) == 0));
		}
		if (!found) {
			for (size_t k = 0; k < f.n; k++)
				print_error("got %s at %s\n", finding_rule(f.items[k].id),
					    f.items[k].place.pointer ? f.items[k].place.pointer
								     : "-");
			fail_msg("%s: expected %s at %s", rows[i].label, finding_rule(rows[i].id),
				 rows[i].pointer ? rows[i].pointer : "-");
		}
		content_free(c);
		findings_release(&f);
	}
}

static void a_row_about_another_row_needs_no_id_of_its_own(void **state)
{
	static const struct {
		const char *label, *rows;
		bool sound;
	} rows[] = {
		{ "a correction as it is written by hand",
		  "{ \"target\": { \"notice\": \"000000/2025/list\", \"annex\": 1, \"id\": \"000000-0001\" },\n"
		  "  \"column\": \"企业名称\", \"old\": \"示例一厂\", \"new\": \"示例一工厂\" }",
		  true },
		{ "an entry without an id",
		  "{ \"action\": \"enter\", \"list\": \"000000/factory\" }", false },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		struct findings f = FINDINGS_INIT;
		struct source *s = source_new_memory();
		struct content *c;
		char text[1024];

		for (size_t k = 0; k < ARRAY_LEN(sound); k++)
			source_put(s, sound[k][0], str_from(sound[k][1]));
		source_put(s, "content/notices/000000/2025/mend.md", str_from(sound[4][1]));
		snprintf(text, sizeof(text),
			 "{ \"annexes\": [ { \"no\": 1, \"title\": \"更正\", \"action\": \"correct\", \"columns\": [], \"rows\": [ %s ] } ] }",
			 rows[i].rows);
		source_put(s, "content/notices/000000/2025/mend.json", str_from(text));
		c = content_load(s, 1, &f);
		if ((f.n == 0) != rows[i].sound)
			fail_msg("%s: %zu findings", rows[i].label, f.n);
		if (rows[i].sound)
			assert_string_equal(content_notice(c, "000000/2025/mend")
						    ->annexes.items[0]
						    .rows.items[0]
						    .id,
					    "000000-0001");
		content_free(c);
		source_free(s);
		findings_release(&f);
	}
}

static void an_attachment_may_be_absent_where_the_law_took_it_down(void **state)
{
	static const char notice[] =
		"{ \"type\": \"list\", \"title\": \"示例\", \"issuers\": [\"000000-miit\"], \"signed\": \"2025-01-02\",\n"
		"  \"published\": \"2025-01-03 09:00\", \"attachments\": [ { \"file\": \"a.pdf\", \"title\": \"示例\",\n"
		"  \"sha256\": \"0000000000000000000000000000000000000000000000000000000000000000\" } ] }\n";
	static const char withheld[] =
		"{ \"withheld\": [ { \"object\": \"0000000000000000000000000000000000000000\",\n"
		"  \"path\": \"content/notices/000000/2025/list/%s.pdf\", \"what\": \"示例\", \"basis\": \"示例法第一条\",\n"
		"  \"on\": \"2025-02-01\", \"by\": \"示例机关\" } ] }\n";

	(void)state;
	for (int right = 0; right < 2; right++) {
		struct source *s = source_new_memory();
		struct findings f = FINDINGS_INIT;
		struct content *c;
		char text[512];

		for (size_t i = 0; i < ARRAY_LEN(sound); i++)
			source_put(s, sound[i][0],
				   str_from(strstr(sound[i][0], "list.md") ? notice : sound[i][1]));
		snprintf(text, sizeof(text), "%.*s%s%s", (int)(strstr(withheld, "%s") - withheld),
			 withheld, right ? "a" : "b", strstr(withheld, "%s") + 2);
		source_put(s, "content/withheld.json", str_from(text));
		c = content_load(s, 2, &f);
		assert_int_equal(f.n, right ? 0 : 1);
		if (!right)
			assert_int_equal(f.items[0].id, F_FILE_MISSING);
		content_free(c);
		source_free(s);
		findings_release(&f);
	}
}

static void threads_and_their_number_change_nothing(void **state)
{
	(void)state;
	for (unsigned threads = 0; threads < 5; threads++) {
		struct source *s = source_new_memory();
		struct findings f = FINDINGS_INIT;
		struct content *c;

		for (size_t i = 0; i < ARRAY_LEN(sound); i++)
			source_put(s, sound[i][0], str_from(sound[i][1]));
		for (int i = 2; i < 300; i++) {
			char path[64], text[160];

			snprintf(path, sizeof(path), "content/entities/000000/000000-%04d.json", i);
			snprintf(text, sizeof(text),
				 "{ \"id\": \"000000-%04d\", \"name\": \"示例\", \"kind\": \"%s\", \"place\": \"000000\" }",
				 i, i % 10 ? "enterprise" : "planet");
			source_put(s, path, str_from(text));
		}
		c = content_load(s, threads, &f);
		assert_int_equal(f.errors, 29); /* one a planet */
		assert_int_equal(c->entities.n, 299 - 29);
		assert_string_equal(c->entities.items[9].id,
				    "000000-0011"); /* gaps are closed, in order */
		content_free(c);
		findings_release(&f);
		source_free(s);
	}
}

static void each_record_knows_the_hash_of_its_file(void **state)
{
	static const char annexes[] = "content/notices/000000/2025/list.json";
	struct findings f = FINDINGS_INIT;
	struct content *c = load(annexes, "{ \"annexes\": [] }", &f);
	const struct notice *n = content_notice(c, "000000/2025/list");
	unsigned char hash[HASH_SIZE];

	(void)state;
	assert_int_equal(f.n, 0);
	for (size_t i = 0; i < ARRAY_LEN(sound); i++) {
		if (strcmp(sound[i][0], annexes) == 0)
			continue;
		hash_bytes(str_from(sound[i][1]), hash);
		assert_memory_equal(content_file_hash(c, sound[i][0]), hash, HASH_SIZE);
	}
	assert_ptr_equal(content_entity(c, "000000-0001")->hash,
			 content_file_hash(c, content_entity(c, "000000-0001")->path));
	assert_ptr_equal(content_region(c, "000000")->hash,
			 content_file_hash(c, "content/regions/000000.json"));
	assert_ptr_equal(n->hash, content_file_hash(c, n->path));
	hash_bytes(STR_LIT("{ \"annexes\": [] }"), hash);
	assert_memory_equal(n->annex_hash, hash, HASH_SIZE);
	assert_null(content_file_hash(c, "content/regions/000001.json"));
	content_free(c);
	findings_release(&f);
}

/* ---- forms ---- */

static void forms_and_their_patterns_agree(void **state)
{
	static const char *const samples[] = {
		"",
		"000000",
		"44030",
		"4403000",
		"440300-shenshan",
		"440300-Shen",
		"440300-",
		"440300-0001",
		"440300-shenshan-0001",
		"440300-001",
		"440300-1234567890",
		"440400/2025/factory-list",
		"440400/25/x",
		"440400/2025/",
		"440400/2025/A",
		"440400/factory",
		"440400/supply-chain",
		"440400/1x",
		"440400/",
		"440400-2024-387",
		"440300-shenshan-2024-9",
		"440400-2024-",
		"supply-chain",
		"-a",
		"a-",
		"a--b",
		"guangdong/zhuhai",
		"a//b",
		"/a",
		"a/",
		"91440300708461136T",
		"91440300708461136I",
		"9144030070846113",
		"https://green.miit.gov.cn/",
		"http://a.b/c?d=e&f#g",
		"javascript:alert(1)",
		"https://",
		"https://a b",
		"https://a\"b",
		"https://a<b>",
		"https://a[b]",
		"ftp://a",
		"list.pdf",
		".hidden",
		"a/b",
		"a:b",
		"名单.pdf",
		"NO_DYNAMIC_FORM",
		"C34",
		"c34",
		"3C",
		"A-B",
		"0000000000",
		"bm14000002",
		"bm1",
		"000000000",
		"0123456789012345678901234567890123456789",
		"0123456789012345678901234567890123456789012345678901234567890123",
		"012345678901234567890123456789012345678901234567890123456789012g",
	};

	(void)state;
	for (int form = 0; form < FORMS; form++) {
		regex_t pattern;

		if (!form_pattern(form))
			continue;
		assert_int_equal(regcomp(&pattern, form_pattern(form), REG_EXTENDED | REG_NOSUB), 0);
		for (size_t i = 0; i < ARRAY_LEN(samples); i++) {
			bool by_pattern = regexec(&pattern, samples[i], 0, NULL, 0) == 0;

			if (by_pattern != form_matches(form, samples[i]))
				fail_msg("'%s': %s says %d, the test %d", samples[i],
					 form_pattern(form), by_pattern,
					 form_matches(form, samples[i]));
		}
		if (form != FORM_SHA256 && form != FORM_OBJECT)
			assert_true(form_matches(form, form_example(form)));
		regfree(&pattern);
	}
}

/* ---- round trips ---- */

/* Text -> record -> text gives the same text; the record is of the table's size. */
static void round_trip(const struct record *r, const char *text)
{
	struct arena a = ARENA_INIT;
	struct findings f = FINDINGS_INIT;
	struct place place = { .path = "x.json" };
	struct decoder d = { &a, &f, place, NULL };
	json_t *json = json_parse(str_from(text), place, &f);
	void *record = arena_alloc(&a, r->size);
	struct buf out = BUF_INIT;
	struct json_out j = { .out = &out };

	assert_non_null(json);
	assert_int_equal(record_decode(&d, r, json, "", record), 0);
	record_encode(&j, r, record);
	buf_add_char(&out, '\n');
	assert_string_equal(out.data, text);
	json_decref(json);
	buf_release(&out);
	findings_release(&f);
	arena_release(&a);
}

static void records_come_back_as_they_were_written(void **state)
{
	(void)state;
	round_trip(&entity_record, "{\n"
				   "  \"id\": \"440400-0001\",\n"
				   "  \"name\": \"珠海示例精密制造有限公司\",\n"
				   "  \"kind\": \"enterprise\",\n"
				   "  \"place\": \"440402\",\n"
				   "  \"industry\": \"通用设备制造业\",\n"
				   "  \"in_park\": [\n"
				   "    { \"id\": \"440400-0009\", \"from\": \"2024-01-01\" }\n"
				   "  ]\n"
				   "}\n");
	round_trip(&annexes_record,
		   "{\n"
		   "  \"annexes\": [\n"
		   "    {\n"
		   "      \"no\": 1,\n"
		   "      \"title\": \"移出名单\",\n"
		   "      \"action\": \"remove\",\n"
		   "      \"list\": \"440400/factory\",\n"
		   "      \"columns\": [\n"
		   "        { \"label\": \"序号\", \"role\": \"no\" },\n"
		   "        { \"label\": \"企业名称\", \"role\": \"name\" }\n"
		   "      ],\n"
		   "      \"rows\": [\n"
		   "        { \"id\": \"440400-0001\", \"cells\": [\"1\", \"示例\"], \"ground\": \"FALSIFIED\", \"until\": \"2028-01-01\" },\n"
		   "        { \"id\": \"440400-0002\", \"cells\": [\"\", \"示例\"], \"action\": \"locate\", \"from\": \"440402\", \"to\": \"440403\" }\n"
		   "      ]\n"
		   "    }\n"
		   "  ]\n"
		   "}\n");
	round_trip(&notice_record,
		   "{\n"
		   "  \"type\": \"proposal\",\n"
		   "  \"title\": \"公示（示例）\",\n"
		   "  \"issuers\": [\"440400-gxj\"],\n"
		   "  \"signed\": \"2025-07-25\",\n"
		   "  \"published\": \"2025-07-25 09:00\",\n"
		   "  \"period\": { \"start\": \"2025-07-25\", \"end\": \"2025-07-31\" },\n"
		   "  \"counts\": { \"propose\": { \"factory\": 3, \"park\": 1 }, \"outside\": { \"绿色设计产品\": 2 } }\n"
		   "}\n");
}

static void an_empty_annex_is_kept_because_it_says_something(void **state)
{
	(void)state;
	round_trip(&annexes_record, "{\n"
				    "  \"annexes\": [\n"
				    "    {\n"
				    "      \"no\": 1,\n"
				    "      \"title\": \"移出名单\",\n"
				    "      \"action\": \"remove\",\n"
				    "      \"list\": \"440400/factory\",\n"
				    "      \"columns\": [\n"
				    "        { \"label\": \"企业名称\", \"role\": \"name\" }\n"
				    "      ],\n"
				    "      \"rows\": []\n"
				    "    }\n"
				    "  ]\n"
				    "}\n");
}

static void values_are_set_in_a_notice_by_dotted_keys(void **state)
{
	struct arena a = ARENA_INIT;
	struct findings f = FINDINGS_INIT;
	struct place place = { .path = "n.md" };
	static const struct pair pairs[] = {
		{ "signed", "2017-08-23" },
		{ "transcribed.source", "示例来源" },
		{ "issuers", "a,b" },
		{ "year", "2017" },
		{ "period.start", "2017-08-23" },
		{ "period.end", "2017-08-27" },
	};
	static const struct pair wrong[] = { { "signed", "2017-13-01" },
					     { "nothing", "1" },
					     { "title.inner", "1" } };
	const char *issuers[] = { "000000-miit" };
	struct notice n = { .type = NOTICE_LIST,
			    .title = "示例",
			    .issuers = { issuers, 1 },
			    .signed_on = DATE_NONE,
			    .published = DATE_NONE,
			    .effective = DATE_NONE,
			    .body = "正文" };

	(void)state;
	assert_int_equal(notice_set(&n, &a, pairs, ARRAY_LEN(pairs), place, &f), 0);
	assert_int_equal(n.signed_on, date_make(2017, 8, 23));
	assert_string_equal(n.transcribed->source, "示例来源");
	assert_int_equal(n.issuers.n, 2);
	assert_int_equal(n.year, 2017);
	assert_int_equal(n.period->end, date_make(2017, 8, 27));
	assert_string_equal(n.body, "正文");
	assert_int_equal(f.n, 0);
	for (size_t i = 0; i < ARRAY_LEN(wrong); i++)
		assert_int_equal(notice_set(&n, &a, &wrong[i], 1, place, &f), -1);
	assert_int_equal(f.n, ARRAY_LEN(wrong));
	assert_int_equal(notice_set(&n, &a, wrong, ARRAY_LEN(wrong), place, &f), -1);
	assert_int_equal(f.n, 2 * ARRAY_LEN(wrong) - 1); /* a key that is none stops before the values */
	assert_int_equal(n.signed_on, date_make(2017, 8, 23));
	findings_release(&f);
	arena_release(&a);
}

static void every_schema_is_json_and_names_every_key(void **state)
{
	(void)state;
	for (size_t i = 0; all_records[i]; i++) {
		struct buf out = BUF_INIT;
		struct findings f = FINDINGS_INIT;
		json_t *json, *properties;

		schema_render(all_records[i], &out);
		json = json_parse(buf_str(&out), (struct place){ .path = "schema" }, &f);
		assert_non_null(json);
		properties = json_object_get(json, "properties");
		for (size_t k = 0; k < all_records[i]->n_fields; k++)
			if (!(all_records[i]->fields[k].flags & FIELD_SPREAD))
				assert_non_null(json_object_get(
					json_object_get(properties, all_records[i]->fields[k].key),
					"description"));
		json_decref(json);
		buf_release(&out);
		findings_release(&f);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_sound_portal_loads_without_findings),
		cmocka_unit_test(what_is_wrong_has_its_finding_and_pointer),
		cmocka_unit_test(a_row_about_another_row_needs_no_id_of_its_own),
		cmocka_unit_test(an_attachment_may_be_absent_where_the_law_took_it_down),
		cmocka_unit_test(threads_and_their_number_change_nothing),
		cmocka_unit_test(each_record_knows_the_hash_of_its_file),
		cmocka_unit_test(forms_and_their_patterns_agree),
		cmocka_unit_test(records_come_back_as_they_were_written),
		cmocka_unit_test(an_empty_annex_is_kept_because_it_says_something),
		cmocka_unit_test(values_are_set_in_a_notice_by_dotted_keys),
		cmocka_unit_test(every_schema_is_json_and_names_every_key),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
