/*
 * The official Mustache specification, every test of it as it is. The files
 * are read from $LUCE_SHARED/spec/mustache (default ../shared); without
 * them there is nothing to run. ~dynamic-names and ~lambdas are optional
 * modules that luce refuses.
 */
#define _POSIX_C_SOURCE 200809L
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include <cmocka.h>
#include <jansson.h>

#include "base/mem.h"
#include "template/dynamic.h"

static const char *const modules[] = { "comments", "delimiters", "interpolation", "inverted",
				       "partials", "sections",	 "~inheritance" };

struct spec {
	json_t *files[ARRAY_LEN(modules)];
	struct CMUnitTest *tests;
	size_t n, cap;
	struct arena names;
};

/* ---- values: a jansson tree ---- */

static const void *json_member(const void *v, struct str name)
{
	char *key = xstrndup(name.data, name.len);
	const json_t *member = json_object_get(v, key);

	free(key);
	return member;
}

static const void *json_item(const void *v, size_t i)
{
	if (json_is_array((const json_t *)v))
		return json_array_get(v, i);
	return i > 0 || json_is_false((const json_t *)v) || json_is_null((const json_t *)v) ? NULL
											    : v;
}

static void json_text(const void *v, struct buf *out)
{
	if (json_is_string((const json_t *)v))
		buf_add(out, json_string_value(v), json_string_length(v));
	else if (json_is_integer((const json_t *)v))
		buf_add_format(out, "%" JSON_INTEGER_FORMAT, json_integer_value(v));
	else if (json_is_real((const json_t *)v))
		buf_add_format(out, "%.15g", json_real_value(v));
	else if (json_is_boolean((const json_t *)v))
		buf_add_str(out, json_is_true((const json_t *)v) ? "true" : "false");
}

static const struct dynamic_values json_values = { json_member, json_item, json_text };

/* ---- one test ---- */

static struct template_text text_of(json_t *string, const char *path)
{
	return (struct template_text){ { json_string_value(string), json_string_length(string) },
				       { .path = path } };
}

static void print_findings(const struct findings *f)
{
	struct buf line = BUF_INIT;

	for (size_t i = 0; i < f->n; i++) {
		buf_clear(&line);
		finding_render(&f->items[i], LANG_EN, &line);
		print_error("finding: %s:%u:%u: %s\n", f->items[i].place.path,
			    f->items[i].place.line, f->items[i].place.col, line.data);
	}
	buf_release(&line);
}

static void as_the_specification_has_it(void **state)
{
	const json_t *test = *state;
	json_t *partials = json_object_get(test, "partials"), *partial;
	struct template_text *texts = xcalloc(json_object_size(partials) + 1, sizeof(*texts));
	struct template_set set = { MAP_INIT };
	struct findings f = FINDINGS_INIT;
	struct buf out = BUF_INIT;
	const char *name, *expected = json_string_value(json_object_get(test, "expected"));
	size_t n = 0;
	int result;

	texts[n] = text_of(json_object_get(test, "template"), "(template)");
	map_add(&set.texts, "(template)", &texts[n++]);
	json_object_foreach(partials, name, partial)
	{
		texts[n] = text_of(partial, name);
		map_add(&set.texts, name, &texts[n++]);
	}
	result = dynamic_render(&set, "(template)", &json_values, json_object_get(test, "data"),
				&out, &f);
	if (result != 0 || strcmp(buf_str(&out).data, expected) != 0)
		print_error("%s\ntemplate: %s\n     got: %s\nexpected: %s\n",
			    json_string_value(json_object_get(test, "desc")), texts[0].text.data,
			    buf_str(&out).data, expected);
	print_findings(&f);
	assert_int_equal(result, 0);
	assert_string_equal(buf_str(&out).data, expected);
	buf_release(&out);
	findings_release(&f);
	map_release(&set.texts);
	free(texts);
}

/* ---- all of them ---- */

static void the_specification_is_absent(void **state)
{
	print_message("no directory %s: set LUCE_SHARED to run the Mustache specification\n",
		      (const char *)*state);
	skip();
}

static void a_module_can_be_read(void **state)
{
	fail_msg("%s", (const char *)*state);
}

static void test_add(struct spec *s, const char *name, CMUnitTestFunction run, void *state)
{
	ARRAY_GROW(s->tests, s->n, s->cap);
	s->tests[s->n++] = (struct CMUnitTest){ name, run, NULL, NULL, state };
}

static void module_add(struct spec *s, const char *directory, size_t m)
{
	char *path = arena_printf(&s->names, "%s/%s.json", directory, modules[m]);
	json_error_t error;
	json_t *test;
	size_t i;

	s->files[m] = json_load_file(path, JSON_REJECT_DUPLICATES, &error);
	if (!json_array_size(json_object_get(s->files[m], "tests")))
		test_add(s, path, a_module_can_be_read,
			 arena_printf(&s->names, "%s: %s", path, error.text));
	json_array_foreach(json_object_get(s->files[m], "tests"), i, test)
		test_add(s,
			 arena_printf(&s->names, "%s: %s", modules[m],
				      json_string_value(json_object_get(test, "name"))),
			 as_the_specification_has_it, test);
}

int main(void)
{
	struct spec s = { .names = ARENA_INIT };
	const char *shared = getenv("LUCE_SHARED");
	char *directory = arena_printf(&s.names, "%s/spec/mustache", shared ? shared : "../shared");
	struct stat st;
	int failed;

	if (stat(directory, &st) != 0)
		test_add(&s, "the_specification_is_absent", the_specification_is_absent, directory);
	else
		for (size_t m = 0; m < ARRAY_LEN(modules); m++)
			module_add(&s, directory, m);
	failed = _cmocka_run_group_tests("mustache_spec", s.tests, s.n, NULL, NULL);
	for (size_t m = 0; m < ARRAY_LEN(modules); m++)
		json_decref(s.files[m]);
	free(s.tests);
	arena_release(&s.names);
	return failed;
}
