#include "content/version.h"

#include <stdlib.h>
#include <string.h>

#include "base/map.h"
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

/* ---- what it was and is ---- */

struct telling {
	struct arena *arena;
	struct version_change *items;
	size_t n, cap;
	int annex; /* at hand, as those below */
	unsigned row;
	const char *name;
};

static void tell(struct telling *t, const char *what, bool cell, const char *was, const char *is)
{
	ARRAY_GROW(t->items, t->n, t->cap);
	t->items[t->n++] = (struct version_change){ t->annex, t->row, t->name, what, cell, was, is };
}

/* A text is itself, several are put side by side, anything else is JSON. NULL for NULL. */
static const char *said(struct telling *t, const json_t *value)
{
	const char *text = json_is_array(value) ? "" : NULL;
	char *dump;

	if (!value || json_is_string(value))
		return value ? arena_strdup(t->arena, json_string_value(value)) : NULL;
	for (size_t i = 0; text && i < json_array_size(value); i++) {
		const char *item = json_string_value(json_array_get(value, i));

		text = item ? arena_printf(t->arena, "%s%s%s", text, i ? "、" : "", item) : NULL;
	}
	if (text)
		return text;
	dump = json_dumps(value, JSON_ENCODE_ANY | JSON_COMPACT | JSON_SORT_KEYS);
	text = arena_strdup(t->arena, dump ? dump : "");
	free(dump);
	return text;
}

/* Every key whose value differs, but for the two that are compared in parts. */
static void tell_keys(struct telling *t, const json_t *a, const json_t *b, const char *but)
{
	const char *key;
	json_t *value;

	json_object_foreach((json_t *)a, key, value) if (strcmp(key, but) != 0 &&
							 !json_equal(value, json_object_get(b, key)))
		tell(t, arena_strdup(t->arena, key), false, said(t, value),
		     said(t, json_object_get(b, key)));
	json_object_foreach((json_t *)b, key,
			    value) if (strcmp(key, but) != 0 && !json_object_get(a, key))
		tell(t, arena_strdup(t->arena, key), false, NULL, said(t, value));
}

static const char *label_of(struct telling *t, const json_t *columns, size_t i)
{
	const char *label = json_string_value(json_object_get(json_array_get(columns, i), "label"));

	return label ? arena_strdup(t->arena, label) : arena_printf(t->arena, "%zu", i + 1);
}

static void tell_row(struct telling *t, const json_t *columns, const json_t *a, const json_t *b)
{
	const json_t *x = json_object_get(a, "cells"), *y = json_object_get(b, "cells");

	for (size_t i = 0; i < json_array_size(x) || i < json_array_size(y); i++) {
		const json_t *was = json_array_get(x, i), *is = json_array_get(y, i);

		if (!was || !is || !json_equal(was, is))
			tell(t, label_of(t, columns, i), true, said(t, was), said(t, is));
	}
	tell_keys(t, a, b, "cells");
}

/* As printed, else its id. */
static const char *name_of(const json_t *columns, const json_t *row)
{
	const char *name = string_of(row, "id");

	for (size_t k = 0; k < json_array_size(columns); k++) {
		const json_t *cell = json_array_get(json_object_get(row, "cells"), k);

		if (strcmp(string_of(json_array_get(columns, k), "role"), "name") == 0 &&
		    json_is_string(cell))
			name = json_string_value(cell);
	}
	return name;
}

static void at_row(struct telling *t, const json_t *columns, const json_t *row, size_t i)
{
	t->row = (unsigned)i + 1;
	t->name = arena_strdup(t->arena, name_of(columns, row));
}

static void tell_whole_row(struct telling *t, const json_t *columns, const json_t *row, size_t i,
			   bool gone)
{
	const char *cells = said(t, json_object_get(row, "cells"));

	at_row(t, columns, row, i);
	tell(t, NULL, false, gone ? cells : NULL, gone ? NULL : cells);
}

static const char *names_of(struct telling *t, const json_t *columns, const json_t *rows,
			    size_t first, size_t end)
{
	struct buf names = BUF_INIT;
	const char *kept;

	for (size_t i = first; i < end; i++)
		buf_add_format(&names, "%s%s", i > first ? "、" : "",
			       name_of(columns, json_array_get(rows, i)));
	kept = arena_strndup(t->arena, names.data ? names.data : "", names.len);
	buf_release(&names);
	return kept;
}

/* Rows that are about the same one are the same row. Between those that stayed at both ends. */
static void tell_middle(struct telling *t, const json_t *columns, const json_t *a, const json_t *b,
			size_t first, size_t end)
{
	size_t n = json_array_size(a) - end, m = json_array_size(b) - end, found = t->n;
	struct map then = MAP_INIT;
	bool *met = xcalloc(n + 1, sizeof(*met));

	for (size_t i = first; i < n; i++)
		map_add(&then, string_of(json_array_get(a, i), "id"), &met[i]);
	for (size_t i = first; i < m; i++) {
		const json_t *is = json_array_get(b, i);
		bool *was = map_get(&then, string_of(is, "id"));

		at_row(t, columns, is, i);
		if (was && !*was)
			tell_row(t, columns, json_array_get(a, (size_t)(was - met)), is);
		else
			tell_whole_row(t, columns, is, i, false);
		if (was)
			*was = true;
	}
	for (size_t i = first; i < n; i++)
		if (!met[i])
			tell_whole_row(t, columns, json_array_get(a, i), i, true);
	t->row = 0;
	t->name = NULL;
	if (t->n == found)
		tell(t, "rows", false, names_of(t, columns, a, first, n),
		     names_of(t, columns, b, first, m));
	free(met);
	map_release(&then);
}

static void tell_rows(struct telling *t, const json_t *columns, const json_t *a, const json_t *b)
{
	size_t n = json_array_size(a), m = json_array_size(b), first = 0, end = 0;
	size_t most = n < m ? n : m;

	while (first < most && json_equal(json_array_get(a, first), json_array_get(b, first)))
		first++;
	while (first + end < most &&
	       json_equal(json_array_get(a, n - 1 - end), json_array_get(b, m - 1 - end)))
		end++;
	if (first + end < n || first + end < m)
		tell_middle(t, columns, a, b, first, end);
}

static void tell_annexes(struct telling *t, const json_t *a, const json_t *b)
{
	for (size_t i = 0; i < json_array_size(a) || i < json_array_size(b); i++) {
		const json_t *x = json_array_get(a, i), *y = json_array_get(b, i);
		const json_t *no = json_object_get(y ? y : x, "no");

		t->annex = json_is_integer(no) ? (int)json_integer_value(no) : (int)i + 1;
		if (x && y) {
			tell_keys(t, x, y, "rows");
			tell_rows(t, json_object_get(y, "columns"), json_object_get(x, "rows"),
				  json_object_get(y, "rows"));
		} else {
			tell(t, NULL, false, said(t, json_object_get(x, "title")),
			     said(t, json_object_get(y, "title")));
		}
	}
	t->annex = 0;
}

/* The lines that differ, without those that stayed before and behind them. */
static void tell_body(struct telling *t, struct str a, struct str b)
{
	size_t first = 0, line = 0, n = a.len, m = b.len;

	for (; first < n && first < m && a.data[first] == b.data[first]; first++)
		if (a.data[first] == '\n')
			line = first + 1;
	if (first == n && first == m)
		return;
	while (n > first && m > first && a.data[n - 1] == b.data[m - 1])
		n--, m--;
	while (n < a.len && a.data[n] != '\n') /* to the end of the line, the same in both */
		n++, m++;
	tell(t, "body", false, n > line ? arena_strndup(t->arena, a.data + line, n - line) : NULL,
	     m > line ? arena_strndup(t->arena, b.data + line, m - line) : NULL);
}

size_t version_changes(const char *path, struct str before, struct str after, struct arena *a,
		       struct version_change **out)
{
	struct telling t = { .arena = a };
	size_t len = strlen(path);
	bool notice = len > 3 && strcmp(path + len - 3, ".md") == 0;
	struct str x_body, y_body;
	json_t *x = version_parse(before, notice, &x_body),
	       *y = version_parse(after, notice, &y_body);

	if (x && y) {
		tell_keys(&t, x, y, "annexes");
		tell_annexes(&t, json_object_get(x, "annexes"), json_object_get(y, "annexes"));
		if (notice)
			tell_body(&t, x_body, y_body);
	}
	json_decref(x);
	json_decref(y);
	*out = arena_memdup(a, t.items, t.n * sizeof(*t.items));
	free(t.items);
	return t.n;
}
