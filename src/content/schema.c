#include "content/schema.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "format/json_out.h"

/* Records met so far: each is defined once, below $defs. */
struct met {
	const struct record **items;
	size_t n, cap;
};

static void meet(struct met *met, const struct record *r)
{
	for (size_t i = 0; i < met->n; i++)
		if (met->items[i] == r)
			return;
	ARRAY_GROW(met->items, met->n, met->cap);
	met->items[met->n++] = r;
}

static void add_pair(struct json_out *j, const char *key, const char *value)
{
	json_out_key(j, key);
	json_out_string(j, value);
}

static void add_ref(struct json_out *j, const struct record *r, struct met *met)
{
	struct buf ref = BUF_INIT;

	meet(met, r);
	buf_add_format(&ref, "#/$defs/%s", r->name);
	add_pair(j, "$ref", ref.data);
	buf_release(&ref);
}

static void add_string(struct json_out *j, const struct field *f)
{
	add_pair(j, "type", "string");
	if (form_pattern(f->form))
		add_pair(j, "pattern", form_pattern(f->form));
	if (f->flags & FIELD_EMPTY_OK)
		return;
	json_out_key(j, "minLength");
	json_out_int(j, 1);
}

static void add_choice(struct json_out *j, const struct field *f)
{
	json_out_key(j, "enum");
	json_out_flat_begin(j);
	json_out_array_begin(j);
	for (size_t i = 0; f->choices[i]; i++)
		if (*f->choices[i])
			json_out_string(j, f->choices[i]);
	json_out_array_end(j);
	json_out_flat_end(j);
}

static void add_pattern(struct json_out *j, const char *pattern)
{
	add_pair(j, "type", "string");
	add_pair(j, "pattern", pattern);
}

static void add_int(struct json_out *j, const struct field *f)
{
	add_pair(j, "type", "integer");
	json_out_key(j, "minimum");
	json_out_int(j, f->least);
	json_out_key(j, "maximum");
	json_out_int(j, f->least || f->most ? f->most : 1000000000);
}

static void add_counts(struct json_out *j)
{
	add_pair(j, "type", "object");
	json_out_key(j, "additionalProperties");
	json_out_object_begin(j);
	add_pair(j, "type", "object");
	json_out_key(j, "additionalProperties");
	json_out_object_begin(j);
	add_pair(j, "type", "integer");
	json_out_key(j, "minimum");
	json_out_int(j, 0);
	json_out_object_end(j);
	json_out_object_end(j);
}

/* One value of the field: of an array, one element. */
static void add_element(struct json_out *j, const struct field *f, struct met *met)
{
	switch (f->type) {
	case FIELD_STRING:
	case FIELD_STRINGS:
	case FIELD_CELLS:
		add_string(j, f);
		break;
	case FIELD_INT:
		add_int(j, f);
		break;
	case FIELD_BOOL:
		add_pair(j, "type", "boolean");
		break;
	case FIELD_DATE:
	case FIELD_DATES:
		add_pattern(j, "^[0-9]{4}-[0-9]{2}-[0-9]{2}$");
		break;
	case FIELD_MINUTE:
		add_pattern(j, "^[0-9]{4}-[0-9]{2}-[0-9]{2} [0-9]{2}:[0-9]{2}$");
		break;
	case FIELD_MONTH_DAY:
		add_pattern(j, "^[0-9]{2}-[0-9]{2}$");
		break;
	case FIELD_CHOICE:
		add_choice(j, f);
		break;
	case FIELD_RECORD:
	case FIELD_INLINE:
	case FIELD_RECORDS:
		add_ref(j, f->record, met);
		break;
	case FIELD_COUNTS:
		add_counts(j);
		break;
	}
}

static bool is_array(const struct field *f)
{
	return f->type == FIELD_STRINGS || f->type == FIELD_CELLS || f->type == FIELD_DATES ||
	       f->type == FIELD_RECORDS;
}

static void add_value(struct json_out *j, const struct field *f, struct met *met)
{
	if (is_array(f)) {
		add_pair(j, "type", "array");
		json_out_key(j, "items");
		json_out_object_begin(j);
		add_element(j, f, met);
		json_out_object_end(j);
		if (f->type == FIELD_STRINGS && (f->flags & FIELD_REQUIRED)) {
			json_out_key(j, "minItems");
			json_out_int(j, 1);
		}
	} else if (f->flags & FIELD_NULL_OK) {
		json_out_key(j, "anyOf");
		json_out_array_begin(j);
		json_out_object_begin(j);
		add_element(j, f, met);
		json_out_object_end(j);
		json_out_object_begin(j);
		add_pair(j, "type", "null");
		json_out_object_end(j);
		json_out_array_end(j);
	} else {
		add_element(j, f, met);
	}
}

static void add_properties(struct json_out *j, const struct record *r, struct met *met)
{
	for (size_t i = 0; i < r->n_fields; i++) {
		const struct field *f = &r->fields[i];

		if (f->flags & FIELD_SPREAD) {
			add_properties(j, f->record, met);
			continue;
		}
		json_out_key(j, f->key);
		json_out_object_begin(j);
		if (f->says)
			add_pair(j, "description", f->says);
		add_value(j, f, met);
		json_out_object_end(j);
	}
}

static void add_required(struct json_out *j, const struct record *r)
{
	for (size_t i = 0; i < r->n_fields; i++) {
		if (r->fields[i].flags & FIELD_SPREAD)
			add_required(j, r->fields[i].record);
		else if (r->fields[i].flags & FIELD_REQUIRED)
			json_out_string(j, r->fields[i].key);
	}
}

/* The members of a schema object; the caller opens and closes it. */
static void add_record(struct json_out *j, const struct record *r, bool top, struct met *met)
{
	add_pair(j, "description", r->says);
	add_pair(j, "type", "object");
	json_out_key(j, "properties");
	json_out_object_begin(j);
	if (top) {
		json_out_key(j, "$schema");
		json_out_object_begin(j);
		add_pair(j, "description", "供编辑器使用");
		add_pair(j, "type", "string");
		json_out_object_end(j);
	}
	add_properties(j, r, met);
	json_out_object_end(j);
	json_out_key(j, "required");
	json_out_flat_begin(j);
	json_out_array_begin(j);
	add_required(j, r);
	json_out_array_end(j);
	json_out_flat_end(j);
	json_out_key(j, "additionalProperties");
	json_out_bool(j, false);
}

void schema_render(const struct record *r, struct buf *out)
{
	struct json_out j = { .out = out };
	struct met met = { NULL, 0, 0 };
	struct buf id = BUF_INIT;

	buf_add_format(&id, "urn:luce:%s", r->name);
	json_out_object_begin(&j);
	add_pair(&j, "$schema", "https://json-schema.org/draft/2020-12/schema");
	add_pair(&j, "$id", id.data);
	add_record(&j, r, true, &met);
	json_out_key(&j, "$defs");
	json_out_object_begin(&j);
	for (size_t i = 0; i < met.n; i++) { /* more may be met on the way */
		json_out_key(&j, met.items[i]->name);
		json_out_object_begin(&j);
		add_record(&j, met.items[i], false, &met);
		json_out_object_end(&j);
	}
	json_out_object_end(&j);
	json_out_object_end(&j);
	buf_add_char(out, '\n');
	buf_release(&id);
	free(met.items);
}
