#include "content/version.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "format/front_matter.h"
#include "format/json.h"
#include "format/text.h"

static const char *string_of(const json_t *object, const char *key)
{
	const char *value = json_string_value(json_object_get(object, key));

	return value ? value : "";
}

/* The JSON of a file, and what follows it; NULL where it cannot be read. */
static json_t *version_parse(struct str text, bool notice, struct str *body)
{
	struct findings ignored = FINDINGS_INIT;
	struct front_matter parts = { .json = text };
	struct place nowhere = { 0 };
	json_t *json = NULL;

	if (text_check_utf8(text, nowhere, &ignored) == 0 &&
	    (!notice || front_matter_split(text, nowhere, &parts, &ignored) == 0))
		json = json_parse(parts.json, nowhere, &ignored);
	findings_release(&ignored);
	*body = parts.body;
	if (json_is_object(json))
		return json;
	json_decref(json);
	return NULL;
}

int notice_says(struct str text, struct notice_says *out)
{
	struct str body;
	json_t *json = version_parse(text, true, &body), *copy;

	if (!json)
		return -1;
	copy = json_object_get(json, "transcribed");
	out->draft = json_is_true(json_object_get(json, "draft"));
	out->transcribed = json_is_object(copy);
	out->copied = date_parse(string_of(copy, "on"));
	out->published = minute_parse(string_of(json, "published"));
	json_decref(json);
	return 0;
}

/* ---- what differs ---- */

struct differences {
	struct arena *arena;
	const char **items;
	size_t n, cap;
};

static void differ(struct differences *d, const char *what)
{
	ARRAY_GROW(d->items, d->n, d->cap);
	d->items[d->n++] = what;
}

/* The annex as printed without its rows is the rest. */
static void compare_annex(struct differences *d, size_t no, const json_t *a, const json_t *b)
{
	const json_t *x = json_object_get(a, "rows"), *y = json_object_get(b, "rows");
	const char *key;
	json_t *value;

	if (json_object_size(a) != json_object_size(b))
		differ(d, arena_printf(d->arena, "annex %zu", no));
	json_object_foreach((json_t *)a, key, value) if (strcmp(key, "rows") != 0 &&
							 !json_equal(value, json_object_get(b, key)))
		differ(d, arena_printf(d->arena, "annex %zu %s", no, key));
	if (json_array_size(x) != json_array_size(y)) {
		differ(d, arena_printf(d->arena, "annex %zu rows", no));
		return;
	}
	for (size_t i = 0; i < json_array_size(x); i++)
		if (!json_equal(json_array_get(x, i), json_array_get(y, i)))
			differ(d, arena_printf(d->arena, "annex %zu row %zu", no, i + 1));
}

static void compare_annexes(struct differences *d, const json_t *a, const json_t *b)
{
	if (json_array_size(a) != json_array_size(b)) {
		differ(d, "annexes");
		return;
	}
	for (size_t i = 0; i < json_array_size(a); i++)
		compare_annex(d, i + 1, json_array_get(a, i), json_array_get(b, i));
}

static void compare_objects(struct differences *d, const json_t *a, const json_t *b)
{
	const char *key;
	json_t *value;

	json_object_foreach((json_t *)a, key, value)
	{
		const json_t *other = json_object_get(b, key);

		if (json_equal(value, other))
			continue;
		if (strcmp(key, "annexes") == 0 && json_is_array(value) && json_is_array(other))
			compare_annexes(d, value, other);
		else
			differ(d, arena_strdup(d->arena, key));
	}
	json_object_foreach((json_t *)b, key, value) if (!json_object_get(a, key))
		differ(d, arena_strdup(d->arena, key));
}

struct strings version_differences(const char *path, struct str before, struct str after,
				   struct arena *a)
{
	struct differences d = { .arena = a };
	size_t len = strlen(path);
	bool notice = len > 3 && strcmp(path + len - 3, ".md") == 0;
	struct str x_body, y_body;
	json_t *x = version_parse(before, notice, &x_body),
	       *y = version_parse(after, notice, &y_body);
	struct strings out;

	if (!x || !y)
		differ(&d, "unreadable");
	else
		compare_objects(&d, x, y);
	if (x && y && notice &&
	    (x_body.len != y_body.len ||
	     (x_body.len && memcmp(x_body.data, y_body.data, x_body.len) != 0)))
		differ(&d, "body");
	json_decref(x);
	json_decref(y);
	out.items = arena_memdup(a, d.items, d.n * sizeof(*d.items));
	out.n = d.n;
	free(d.items);
	return out;
}
