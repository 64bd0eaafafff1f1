#include "content/record_slot.h"

#include <assert.h>
#include <stdio.h>
#include <string.h>

#include "base/date.h"
#include "content/model.h"
#include "format/json_out.h"

static void encode_object(struct json_out *j, const struct record *r, const char *record);

const char *field_base(const struct record *r, const struct field *f, const char *record)
{
	return f->flags & FIELD_MORE ? pointer_at(record + r->more_offset) : record;
}

bool field_absent(const struct field *f, const char *base)
{
	const char *slot = base + f->offset;

	switch (f->type) {
	case FIELD_STRING:
	case FIELD_RECORD:
	case FIELD_CELLS:
		return !pointer_at(slot);
	case FIELD_BOOL:
		return !*(const bool *)slot;
	case FIELD_DATE:
	case FIELD_MINUTE:
		return int_at(slot) == DATE_NONE;
	case FIELD_INT:
	case FIELD_MONTH_DAY:
		return int_at(slot) == 0;
	case FIELD_CHOICE:
		return int_at(slot) == 0 && !(f->flags & FIELD_REQUIRED);
	case FIELD_INLINE:
		return false;
	case FIELD_STRINGS:
	case FIELD_DATES:
	case FIELD_RECORDS:
	case FIELD_COUNTS:
		return array_at(slot).n == 0 && !(f->flags & FIELD_KEEP_EMPTY);
	}
	return true;
}

static void encode_date(struct json_out *j, date_t d)
{
	char text[DATE_SIZE];

	json_out_string(j, date_format(d, text));
}

static void encode_strings(struct json_out *j, const char *const *items, size_t n)
{
	json_out_flat_begin(j);
	json_out_array_begin(j);
	for (size_t i = 0; i < n; i++)
		json_out_string(j, items[i]);
	json_out_array_end(j);
	json_out_flat_end(j);
}

static void encode_dates(struct json_out *j, struct array a)
{
	json_out_flat_begin(j);
	json_out_array_begin(j);
	for (size_t i = 0; i < a.n; i++)
		encode_date(j, ((const date_t *)a.items)[i]);
	json_out_array_end(j);
	json_out_flat_end(j);
}

static void encode_records(struct json_out *j, const struct field *f, struct array a)
{
	json_out_array_begin(j);
	for (size_t i = 0; i < a.n; i++) {
		if (f->flags & FIELD_FLAT)
			json_out_flat_begin(j);
		encode_object(j, f->record, (const char *)a.items + i * f->record->size);
		if (f->flags & FIELD_FLAT)
			json_out_flat_end(j);
	}
	json_out_array_end(j);
}

static void encode_counts(struct json_out *j, struct array a)
{
	const struct count *counts = a.items;

	json_out_flat_begin(j);
	json_out_object_begin(j);
	for (size_t i = 0; i < a.n;) {
		const char *what = counts[i].what;

		json_out_key(j, what);
		json_out_object_begin(j);
		for (; i < a.n && strcmp(counts[i].what, what) == 0; i++) {
			json_out_key(j, counts[i].key);
			json_out_int(j, counts[i].n);
		}
		json_out_object_end(j);
	}
	json_out_object_end(j);
	json_out_flat_end(j);
}

static void encode_month_day(struct json_out *j, int day)
{
	char text[16];

	snprintf(text, sizeof(text), "%02d-%02d", day / 100, day % 100);
	json_out_string(j, text);
}

void field_encode(struct json_out *j, const struct field *f, const char *base)
{
	const char *slot = base + f->offset;
	char text[MINUTE_SIZE];
	unsigned n;

	switch (f->type) {
	case FIELD_STRING:
		json_out_string(j, pointer_at(slot));
		break;
	case FIELD_INT:
		json_out_int(j, int_at(slot));
		break;
	case FIELD_BOOL:
		json_out_bool(j, *(const bool *)slot);
		break;
	case FIELD_DATE:
		encode_date(j, int_at(slot));
		break;
	case FIELD_MINUTE:
		json_out_string(j, minute_format(int_at(slot), text));
		break;
	case FIELD_MONTH_DAY:
		encode_month_day(j, int_at(slot));
		break;
	case FIELD_CHOICE:
		json_out_string(j, f->choices[int_at(slot)]);
		break;
	case FIELD_RECORD:
	case FIELD_INLINE:
		if (f->flags & FIELD_FLAT)
			json_out_flat_begin(j);
		encode_object(j, f->record, f->type == FIELD_RECORD ? pointer_at(slot) : slot);
		if (f->flags & FIELD_FLAT)
			json_out_flat_end(j);
		break;
	case FIELD_CELLS:
		memcpy(&n, base + f->offset2, sizeof(n));
		encode_strings(j, pointer_at(slot), n);
		break;
	case FIELD_STRINGS:
		encode_strings(j, array_at(slot).items, array_at(slot).n);
		break;
	case FIELD_DATES:
		encode_dates(j, array_at(slot));
		break;
	case FIELD_RECORDS:
		encode_records(j, f, array_at(slot));
		break;
	case FIELD_COUNTS:
		encode_counts(j, array_at(slot));
		break;
	}
}

static void encode_fields(struct json_out *j, const struct record *r, const char *record)
{
	for (size_t i = 0; i < r->n_fields; i++) {
		const struct field *f = &r->fields[i];
		const char *base = field_base(r, f, record);

		if (f->flags & FIELD_SPREAD) {
			encode_fields(j, f->record, record + f->offset);
		} else if (base && !field_absent(f, base)) {
			json_out_key(j, f->key);
			field_encode(j, f, base);
		}
	}
}

static void encode_object(struct json_out *j, const struct record *r, const char *record)
{
	assert(record); /* absent ones are not written */
	json_out_object_begin(j);
	encode_fields(j, r, record);
	json_out_object_end(j);
}

void record_encode(struct json_out *j, const struct record *r, const void *in)
{
	encode_object(j, r, in);
}
