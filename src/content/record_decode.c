#include "content/record.h"

#include <inttypes.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>

#include "base/date.h"
#include "base/intern.h"
#include "base/utf8.h"
#include "content/model.h"

/* Every ARRAY_OF and struct strings has this shape; it is read and written by copy. */
struct array {
	void *items;
	size_t n;
};

/* What is being decoded, for findings: pointers are made only when something is wrong. */
struct spot {
	const struct decoder *d;
	const struct spot *above;
	const char *key; /* NULL in an array */
	size_t index;
};

/* ---- findings ---- */

static void add_token(struct buf *b, const char *key)
{
	for (; *key; key++) {
		if (*key == '~')
			buf_add_str(b, "~0");
		else if (*key == '/')
			buf_add_str(b, "~1");
		else
			buf_add_char(b, *key);
	}
}

static void add_pointer(struct buf *b, const struct spot *at)
{
	if (!at)
		return;
	add_pointer(b, at->above);
	if (!at->above) { /* the root, whose key is the pointer so far */
		buf_add_str(b, at->key);
		return;
	}
	buf_add_char(b, '/');
	if (at->key)
		add_token(b, at->key);
	else
		buf_add_format(b, "%zu", at->index);
}

static int wrong_at(const struct spot *at, const char *suffix, enum finding_id id,
		    const char *const args[3])
{
	struct buf pointer = BUF_INIT;
	struct place place = at->d->file;

	add_pointer(&pointer, at);
	buf_add_str(&pointer, suffix);
	place.pointer = pointer.data;
	findings_add(at->d->findings, id, place, args, 3);
	buf_release(&pointer);
	return -1;
}

#define wrong(at, id, ...) wrong_at((at), "", (id), (const char *const[3]){ __VA_ARGS__ })

/* The name by which a message calls what stands here. */
static const char *spot_name(const struct spot *at)
{
	while (at->above && !at->key)
		at = at->above;
	return at->above ? at->key : "JSON";
}

/* ---- scalars ---- */

static const char *string_of(const struct spot *at, json_t *json)
{
	if (!json_is_string(json)) {
		wrong(at, F_TYPE, spot_name(at), "string");
		return NULL;
	}
	return json_string_value(json);
}

static int check_text(const struct spot *at, const char *s, unsigned flags)
{
	const char *p = s, *end = s + strlen(s);

	if (!*s && !(flags & FIELD_EMPTY_OK))
		return wrong(at, F_TEXT_EMPTY, spot_name(at));
	while (p < end) {
		uint32_t c = utf8_next(&p, end);
		char hex[16];

		if (!utf8_hidden(c))
			continue;
		snprintf(hex, sizeof(hex), "U+%04" PRIX32, c);
		return wrong(at, F_TEXT_HIDDEN, hex);
	}
	return 0;
}

/* A checked copy in *out. */
static int decode_string(const struct spot *at, const struct field *f, json_t *json, const char **out)
{
	const char *s = string_of(at, json);

	if (!s || check_text(at, s, f->flags) < 0)
		return -1;
	if (*s && !form_matches(f->form, s))
		return wrong(at, F_FORM, s, form_example(f->form));
	*out = at->d->intern ? intern_string(at->d->intern, at->d->arena, s)
			     : arena_strdup(at->d->arena, s);
	return 0;
}

static int decode_int(const struct spot *at, const struct field *f, json_t *json, int *out)
{
	int least = f->least, most = f->least || f->most ? f->most : 1000000000;
	char n[32], low[16], high[16];

	if (!json_is_integer(json))
		return wrong(at, F_TYPE, spot_name(at), "integer");
	if (json_integer_value(json) < least || json_integer_value(json) > most) {
		snprintf(n, sizeof(n), "%" JSON_INTEGER_FORMAT, json_integer_value(json));
		snprintf(low, sizeof(low), "%d", least);
		snprintf(high, sizeof(high), "%d", most);
		return wrong(at, F_INT_RANGE, n, low, high);
	}
	*out = (int)json_integer_value(json);
	return 0;
}

static int decode_date(const struct spot *at, json_t *json, date_t *out)
{
	const char *s = string_of(at, json);

	if (!s)
		return -1;
	*out = date_parse(s);
	return *out == DATE_NONE ? wrong(at, F_DATE, s) : 0;
}

static int decode_minute(const struct spot *at, json_t *json, minute_t *out)
{
	const char *s = string_of(at, json);

	if (!s)
		return -1;
	*out = minute_parse(s);
	return *out == DATE_NONE ? wrong(at, F_MINUTE, s) : 0;
}

static int decode_month_day(const struct spot *at, json_t *json, int *out)
{
	const char *s = string_of(at, json);

	if (!s)
		return -1;
	*out = month_day_parse(s);
	return *out ? 0 : wrong(at, F_MONTH_DAY, s);
}

static int choice_unknown(const struct spot *at, const struct field *f, const char *s)
{
	struct buf offer = BUF_INIT;

	for (int i = 0; f->choices[i]; i++)
		if (*f->choices[i])
			buf_add_format(&offer, offer.len ? ", %s" : "%s", f->choices[i]);
	wrong(at, F_CHOICE, s, spot_name(at), offer.data);
	buf_release(&offer);
	return -1;
}

static int decode_choice(const struct spot *at, const struct field *f, json_t *json, int *out)
{
	const char *s = string_of(at, json);

	if (!s)
		return -1;
	for (int i = 0; f->choices[i]; i++)
		if (*f->choices[i] && strcmp(f->choices[i], s) == 0) {
			*out = i;
			return 0;
		}
	return choice_unknown(at, f, s);
}

/* ---- arrays and records ---- */

static int decode_object(const struct spot *at, const struct record *r, json_t *json, void *out);

/* Decodes each element with `one` into an array of elements of `size` bytes. */
static int decode_array(const struct spot *at, const struct field *f, json_t *json, size_t size,
			int (*one)(const struct spot *, const struct field *, json_t *, void *),
			struct array *out)
{
	char *items;
	size_t i;
	json_t *element;
	int status = 0;

	if (!json_is_array(json))
		return wrong(at, F_TYPE, spot_name(at), "array");
	out->n = json_array_size(json);
	items = arena_calloc(at->d->arena, out->n, size);
	out->items = items;
	json_array_foreach(json, i, element)
	{
		struct spot spot = { at->d, at, NULL, i };

		if (one(&spot, f, element, items + i * size) < 0)
			status = -1;
	}
	return status;
}

static int one_string(const struct spot *at, const struct field *f, json_t *json, void *out)
{
	return decode_string(at, f, json, out);
}

static int one_date(const struct spot *at, const struct field *f, json_t *json, void *out)
{
	(void)f;
	return decode_date(at, json, out);
}

static int one_record(const struct spot *at, const struct field *f, json_t *json, void *out)
{
	return decode_object(at, f->record, json, out);
}

/* { "enter": { "factory": 3 } } as (what, key, n). */
static int decode_counts(const struct spot *at, json_t *json, struct array *out)
{
	const char *what, *key;
	json_t *inner, *number;
	size_t n = 0, i = 0;
	struct count *counts;
	int status = 0;

	if (!json_is_object(json))
		return wrong(at, F_TYPE, spot_name(at), "object");
	json_object_foreach(json, what, inner) n += json_object_size(inner);
	out->items = counts = arena_calloc(at->d->arena, n, sizeof(*counts));
	json_object_foreach(json, what, inner)
	{
		struct spot spot = { at->d, at, what, 0 };

		if (!json_is_object(inner)) {
			status = wrong(&spot, F_TYPE, what, "object");
			continue;
		}
		json_object_foreach(inner, key, number)
		{
			struct spot leaf = { at->d, &spot, key, 0 };
			struct field any = { .least = 0 };

			counts[i].what = arena_strdup(at->d->arena, what);
			counts[i].key = arena_strdup(at->d->arena, key);
			if (decode_int(&leaf, &any, number, &counts[i].n) < 0)
				status = -1;
			i++;
		}
	}
	out->n = i;
	return status;
}

static int decode_cells(const struct spot *at, const struct field *f, json_t *json, char *base)
{
	struct array cells = { NULL, 0 };
	unsigned n;
	int status = decode_array(at, f, json, sizeof(char *), one_string, &cells);

	n = (unsigned)cells.n;
	memcpy(base + f->offset, &cells.items, sizeof(cells.items));
	memcpy(base + f->offset2, &n, sizeof(n));
	return status;
}

static int decode_array_field(const struct spot *at, const struct field *f, json_t *json, char *base)
{
	struct array array = { NULL, 0 };
	int status = -1;

	switch (f->type) {
	case FIELD_STRINGS:
		status = decode_array(at, f, json, sizeof(char *), one_string, &array);
		if (status == 0 && !array.n && (f->flags & FIELD_REQUIRED))
			status = wrong(at, F_TEXT_EMPTY, spot_name(at));
		break;
	case FIELD_DATES:
		status = decode_array(at, f, json, sizeof(date_t), one_date, &array);
		break;
	case FIELD_COUNTS:
		status = decode_counts(at, json, &array);
		break;
	default: /* FIELD_RECORDS */
		status = decode_array(at, f, json, f->record->size, one_record, &array);
	}
	memcpy(base + f->offset, &array, sizeof(array));
	return status;
}

static int decode_record_pointer(const struct spot *at, const struct field *f, json_t *json,
				 char *base)
{
	void *record = arena_alloc(at->d->arena, f->record->size);

	memcpy(base + f->offset, &record, sizeof(record));
	return decode_object(at, f->record, json, record);
}

static int decode_field(const struct spot *at, const struct field *f, json_t *json, void *record)
{
	char *base = record;
	void *slot = base + f->offset;

	switch (f->type) {
	case FIELD_STRING:
		return decode_string(at, f, json, slot);
	case FIELD_INT:
		return decode_int(at, f, json, slot);
	case FIELD_BOOL:
		if (!json_is_boolean(json))
			return wrong(at, F_TYPE, spot_name(at), "boolean");
		*(bool *)slot = json_is_true(json);
		return 0;
	case FIELD_DATE:
		return decode_date(at, json, slot);
	case FIELD_MINUTE:
		return decode_minute(at, json, slot);
	case FIELD_MONTH_DAY:
		return decode_month_day(at, json, slot);
	case FIELD_CHOICE:
		return decode_choice(at, f, json, slot);
	case FIELD_RECORD:
		return decode_record_pointer(at, f, json, base);
	case FIELD_INLINE:
		return decode_object(at, f->record, json, slot);
	case FIELD_CELLS:
		return decode_cells(at, f, json, base);
	case FIELD_STRINGS:
	case FIELD_DATES:
	case FIELD_RECORDS:
	case FIELD_COUNTS:
		return decode_array_field(at, f, json, base);
	}
	return -1;
}

/* The structure behind the record's `more` pointer, made where there is none. */
static char *more_of(const struct record *r, struct arena *a, char *base)
{
	const date_t none = DATE_NONE;
	char *more;

	memcpy(&more, base + r->more_offset, sizeof(more));
	if (more)
		return more;
	more = arena_alloc(a, r->more_size);
	memcpy(base + r->more_offset, &more, sizeof(more));
	for (size_t i = 0; i < r->n_fields; i++)
		if (r->fields[i].flags & FIELD_MORE && r->fields[i].type == FIELD_DATE)
			memcpy(more + r->fields[i].offset, &none, sizeof(none));
	return more;
}

/* The field of a key, and in *base the structure that its offset counts from. */
static const struct field *field_find(const struct record *r, const char *key, struct arena *a,
				      char **base)
{
	for (size_t i = 0; i < r->n_fields; i++) {
		const struct field *f = &r->fields[i];

		if (f->flags & FIELD_SPREAD) {
			char *inner = *base + f->offset;
			const struct field *found = field_find(f->record, key, a, &inner);

			if (found) {
				*base = inner;
				return found;
			}
		} else if (strcmp(f->key, key) == 0) {
			if (f->flags & FIELD_MORE)
				*base = more_of(r, a, *base);
			return f;
		}
	}
	return NULL;
}

static void add_keys(struct buf *out, const struct record *r)
{
	for (size_t i = 0; i < r->n_fields; i++) {
		const struct field *f = &r->fields[i];

		if (f->flags & FIELD_SPREAD)
			add_keys(out, f->record);
		else
			buf_add_format(out, out->len ? ", %s" : "%s", f->key);
	}
}

static int key_unknown(const struct spot *at, const struct record *r, const char *key)
{
	struct buf offer = BUF_INIT;

	add_keys(&offer, r);
	wrong_at(at, "#", F_KEY_UNKNOWN, (const char *const[3]){ key, offer.data });
	buf_release(&offer);
	return -1;
}

static int check_required(const struct spot *at, const struct record *r, json_t *json)
{
	int status = 0;

	for (size_t i = 0; i < r->n_fields; i++) {
		const struct field *f = &r->fields[i];

		if (f->flags & FIELD_SPREAD)
			status |= check_required(at, f->record, json);
		else if ((f->flags & FIELD_REQUIRED) && !json_object_get(json, f->key))
			status = wrong(at, F_KEY_MISSING, f->key);
	}
	return status;
}

/* Sets what is not zero when absent, in spread and inline records too. */
static void record_init(const struct record *r, char *base)
{
	const date_t none = DATE_NONE;

	for (size_t i = 0; i < r->n_fields; i++) {
		const struct field *f = &r->fields[i];

		if (f->flags & FIELD_MORE)
			continue; /* made when it is needed */
		if (f->type == FIELD_DATE || f->type == FIELD_MINUTE)
			memcpy(base + f->offset, &none, sizeof(none));
		else if (f->type == FIELD_INLINE)
			record_init(f->record, base + f->offset);
	}
}

static int decode_object(const struct spot *at, const struct record *r, json_t *json, void *out)
{
	const char *key;
	json_t *value;
	int status = 0;

	record_init(r, out);
	if (!json_is_object(json))
		return wrong(at, F_TYPE, spot_name(at), "object");
	json_object_foreach(json, key, value)
	{
		struct spot spot = { at->d, at, key, 0 };
		char *base = out;
		const struct field *f = field_find(r, key, at->d->arena, &base);

		if (!f && strcmp(key, "$schema") == 0 && !at->above)
			continue; /* for editors */
		if (f && json_is_null(value) && (f->flags & FIELD_NULL_OK))
			continue;
		if (!f)
			status = key_unknown(&spot, r, key);
		else if (decode_field(&spot, f, value, base) < 0)
			status = -1;
	}
	return check_required(at, r, json) < 0 ? -1 : status;
}

int record_decode(const struct decoder *d, const struct record *r, json_t *json,
		  const char *pointer, void *out)
{
	struct spot root = { d, NULL, pointer, 0 };

	return decode_object(&root, r, json, out);
}
