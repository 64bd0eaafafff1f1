/* A rename is published by several lists, months apart: the first one renames, the others follow. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <string.h>

#include "register/registry.h"
#include "store/source.h"

static const char *const portal[][2] = {
	{ "content/site.json", "{ \"name\": \"示例网站\" }" },
	{ "content/categories.json",
	  "{ \"categories\": [ { \"code\": \"factory\", \"name\": \"绿色工厂\", \"kind\": \"enterprise\" } ] }" },
	{ "content/regions/000000.json",
	  "{ \"code\": \"000000\", \"level\": \"nation\", \"name\": \"国家\", \"slug\": \"nation\",\n"
	  "  \"authorities\": [ { \"id\": \"nation-x\", \"name\": \"示例部\", \"contacts\": [] } ] }" },
	{ "content/regions/440000.json",
	  "{ \"code\": \"440000\", \"level\": \"province\", \"name\": \"广东省\", \"slug\": \"guangdong\", \"parent\": \"000000\",\n"
	  "  \"authorities\": [ { \"id\": \"province-x\", \"name\": \"示例厅\", \"contacts\": [] } ] }" },
	{ "content/entities/440000/440000-0001.json",
	  "{ \"id\": \"440000-0001\", \"name\": \"示例甲厂\", \"kind\": \"enterprise\", \"place\": \"440000\" }" },
};

struct step {
	const char *region, *issuer, *day;
	const char *former, *name; /* former NULL: entered under that name */
};

static void put_step(struct source *s, size_t i, const struct step *step)
{
	char path[128], text[1024];

	snprintf(path, sizeof(path), "content/notices/%s/2025/n%zu.md", step->region, i);
	snprintf(text, sizeof(text),
		 "{ \"type\": \"list\", \"title\": \"示例\", \"issuers\": [\"%s\"], \"signed\": \"%s\", \"published\": \"%s 09:00\" }\n",
		 step->issuer, step->day, step->day);
	source_put(s, path, str_from(text));
	snprintf(path, sizeof(path), "content/notices/%s/2025/n%zu.json", step->region, i);
	snprintf(text, sizeof(text),
		 "{ \"annexes\": [ { \"no\": 1, \"title\": \"示例\", \"action\": \"%s\", \"list\": \"%s/factory\",\n"
		 "  \"columns\": [ { \"label\": \"原名称\", \"role\": \"former\" }, { \"label\": \"名称\", \"role\": \"name\" } ],\n"
		 "  \"rows\": [ { \"id\": \"440000-0001\", \"cells\": [\"%s\", \"%s\"] } ] } ] }\n",
		 step->former ? "rename" : "enter", step->region, step->former ? step->former : "",
		 step->name);
	source_put(s, path, str_from(text));
}

/* Folds the steps; names in order, separated by '|', in `out`. The first finding's rule, or "". */
static const char *fold(const struct step *steps, size_t n, char *out, size_t size, char *printed,
			size_t printed_size)
{
	struct source *s = source_new_memory();
	struct findings f = FINDINGS_INIT;
	struct fold_options o = { .as_of = DATE_MAX, .seen = DATE_MAX };
	const struct standing *who;
	const struct membership *nation;
	struct content *c;
	struct registry *r;
	const char *rule;

	for (size_t i = 0; i < ARRAY_LEN(portal); i++)
		source_put(s, portal[i][0], str_from(portal[i][1]));
	for (size_t i = 0; i < n; i++)
		put_step(s, i, &steps[i]);
	c = content_load(s, 1, &f);
	r = registry_fold(c, &o, &f);
	who = registry_standing(r, "440000-0001");
	nation = registry_membership(r, "000000/factory", "440000-0001");
	out[0] = '\0';
	for (size_t i = 0; i < who->names.n; i++)
		snprintf(out + strlen(out), size - strlen(out), "%s%s", i ? "|" : "",
			 who->names.items[i].value);
	snprintf(printed, printed_size, "%s",
		 nation ? event_cell(nation->printed_by, ROLE_NAME) : "");
	rule = f.n ? finding_rule(f.items[0].id) : "";
	registry_free(r);
	content_free(c);
	source_free(s);
	findings_release(&f);
	return rule;
}

static void a_list_may_follow_a_rename_that_is_in_force(void **state)
{
	static const struct {
		const char *label;
		struct step steps[5];
		const char *names, *printed, *rule;
	} rows[] = {
		{ "the province renames, the nation follows a year later",
		  { { "000000", "nation-x", "2024-01-02", NULL, "示例甲厂" },
		    { "440000", "province-x", "2024-05-01", NULL, "示例甲厂" },
		    { "440000", "province-x", "2025-01-02", "示例甲厂", "示例乙厂" },
		    { "000000", "nation-x", "2026-01-02", "示例甲厂", "示例乙厂" } },
		  "示例甲厂|示例乙厂",
		  "示例乙厂",
		  "" },
		{ "two renames below, one step above",
		  { { "000000", "nation-x", "2024-01-02", NULL, "示例甲厂" },
		    { "440000", "province-x", "2024-05-01", "示例甲厂", "示例乙厂" },
		    { "440000", "province-x", "2025-01-02", "示例乙厂", "示例丙厂" },
		    { "000000", "nation-x", "2026-01-02", "示例甲厂", "示例丙厂" } },
		  "示例甲厂|示例乙厂|示例丙厂",
		  "示例丙厂",
		  "" },
		{ "a name that it never had is still an error",
		  { { "000000", "nation-x", "2024-01-02", NULL, "示例甲厂" },
		    { "440000", "province-x", "2025-01-02", "示例甲厂", "示例乙厂" },
		    { "000000", "nation-x", "2026-01-02", "示例丁厂", "示例乙厂" } },
		  "示例甲厂|示例乙厂",
		  "示例甲厂",
		  "rename-former" },
		{ "the name before is taken up again",
		  { { "000000", "nation-x", "2024-01-02", NULL, "示例甲厂" },
		    { "000000", "nation-x", "2025-01-02", "示例甲厂", "示例乙厂" },
		    { "000000", "nation-x", "2025-06-02", "示例乙厂", "示例甲厂" },
		    { "000000", "nation-x", "2026-01-02", "示例甲厂", "示例乙厂" } },
		  "示例甲厂|示例乙厂|示例甲厂|示例乙厂",
		  "示例乙厂",
		  "" },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		char names[256], printed[64];
		size_t n = 0;
		const char *rule;

		while (n < ARRAY_LEN(rows[i].steps) && rows[i].steps[n].region)
			n++;
		rule = fold(rows[i].steps, n, names, sizeof(names), printed, sizeof(printed));
		if (strcmp(names, rows[i].names) != 0 || strcmp(printed, rows[i].printed) != 0 ||
		    strcmp(rule, rows[i].rule) != 0)
			fail_msg("%s: got %s, printed %s, '%s'; expected %s, printed %s, '%s'",
				 rows[i].label, names, printed, rule, rows[i].names,
				 rows[i].printed, rows[i].rule);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_list_may_follow_a_rename_that_is_in_force),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
