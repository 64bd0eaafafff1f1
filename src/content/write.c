#include "content/write.h"

#include <stdlib.h>
#include <string.h>

#include "content/record.h"
#include "content/tables.h"
#include "format/json.h"
#include "format/json_out.h"

static void render(const struct record *r, const void *record, struct buf *out)
{
	struct json_out j = { .out = out };

	record_encode(&j, r, record);
	buf_add_char(out, '\n');
}

void entity_render(const struct entity *e, struct buf *out)
{
	render(&entity_record, e, out);
}

void notice_render(const struct notice *n, struct buf *out)
{
	render(&notice_record, n, out);
	buf_add_char(out, '\n');
	buf_add_str(out, n->body ? n->body : "");
}

void annexes_render(const struct notice *n, struct buf *out)
{
	struct array_file file = { { n->annexes.items, n->annexes.n } };

	render(&annexes_record, &file, out);
}

/* ---- setting one value ---- */

static const struct field *field_named(const struct record *r, const char *key, size_t len)
{
	for (size_t i = 0; i < r->n_fields; i++)
		if (strlen(r->fields[i].key) == len && strncmp(r->fields[i].key, key, len) == 0)
			return &r->fields[i];
	return NULL;
}

static json_t *string_array(const char *value)
{
	json_t *array = json_array();

	while (*value) {
		size_t len = strcspn(value, ",");

		json_array_append_new(array, json_stringn(value, len));
		value += len + (value[len] == ',');
	}
	return array;
}

/* The JSON that the value's text stands for, by the field's type; NULL where it cannot be set so. */
static json_t *value_json(const struct field *f, const char *value)
{
	char *end;
	long number;

	switch (f->type) {
	case FIELD_STRING:
	case FIELD_DATE:
	case FIELD_MINUTE:
	case FIELD_MONTH_DAY:
	case FIELD_CHOICE:
		return json_string(value);
	case FIELD_INT:
		number = strtol(value, &end, 10);
		return *end || end == value ? json_string(value) : json_integer(number);
	case FIELD_BOOL:
		return strcmp(value, "true") == 0    ? json_true()
		       : strcmp(value, "false") == 0 ? json_false()
						     : json_string(value);
	case FIELD_STRINGS:
		return string_array(value);
	case FIELD_CELLS:
	case FIELD_DATES:
	case FIELD_RECORD:
	case FIELD_INLINE:
	case FIELD_RECORDS:
	case FIELD_COUNTS:
		return NULL;
	}
	return NULL;
}

/* Puts the value where the dotted key leads, making objects on the way. -1: no such key. */
static int set_path(json_t *object, const struct record *r, const char *key, const char *value)
{
	size_t len = strcspn(key, ".");
	const struct field *f = field_named(r, key, len);
	json_t *inner;

	if (!f)
		return -1;
	if (!key[len]) {
		json_t *leaf = value_json(f, value);

		return leaf ? json_object_set_new(object, f->key, leaf) : -1;
	}
	if (f->type != FIELD_RECORD)
		return -1;
	inner = json_object_get(object, f->key);
	if (!inner) {
		inner = json_object();
		json_object_set_new(object, f->key, inner);
	}
	return set_path(inner, f->record, key + len + 1, value);
}

/* What a file does not say in its front matter. */
static void keep_the_rest(struct notice *to, const struct notice *from)
{
	to->path = from->path;
	to->annex_path = from->annex_path;
	to->id = from->id;
	to->region = from->region;
	to->annexes = from->annexes;
	to->body = from->body;
	to->body_line = from->body_line;
}

int notice_set(struct notice *n, struct arena *a, const struct pair *pairs, size_t count,
	       struct place place, struct findings *f)
{
	struct decoder d = { a, f, place, NULL };
	struct buf text = BUF_INIT;
	struct notice changed = { 0 };
	json_t *front;
	int status;

	render(&notice_record, n, &text);
	front = json_parse(buf_str(&text), place, f);
	status = front ? 0 : -1;
	for (size_t i = 0; front && i < count; i++)
		if (set_path(front, &notice_record, pairs[i].key, pairs[i].value) < 0) {
			finding_add(f, F_IMPORT_SET, place, pairs[i].key);
			status = -1;
		}
	if (status == 0)
		status = record_decode(&d, &notice_record, front, "", &changed);
	json_decref(front);
	buf_release(&text);
	if (status == 0) {
		keep_the_rest(&changed, n);
		*n = changed;
	}
	return status;
}
