#include <stdlib.h>

#include "base/buf.h"
#include "base/date.h"
#include "content/model.h"
#include "content/record_slot.h"
#include "format/json_out.h"

/* ---- whether they are the same ---- */

static bool same_texts(const char *const *a, const char *const *b, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (!text_same(a[i], b[i]))
			return false;
	return true;
}

static bool same_counts(const struct count *a, const struct count *b, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (strcmp(a[i].what, b[i].what) != 0 || strcmp(a[i].key, b[i].key) != 0 ||
		    a[i].n != b[i].n)
			return false;
	return true;
}

static const char *item_at(struct array a, const struct record *r, size_t i)
{
	return (const char *)a.items + i * r->size;
}

static bool same_arrays(const struct field *f, struct array a, struct array b)
{
	if (a.n != b.n)
		return false;
	switch (f->type) {
	case FIELD_STRINGS:
		return same_texts(a.items, b.items, a.n);
	case FIELD_DATES:
		return !a.n || memcmp(a.items, b.items, a.n * sizeof(date_t)) == 0;
	case FIELD_COUNTS:
		return same_counts(a.items, b.items, a.n);
	default:
		for (size_t i = 0; i < a.n; i++)
			if (!record_same(f->record, item_at(a, f->record, i),
					 item_at(b, f->record, i)))
				return false;
		return true;
	}
}

static unsigned count_at(const struct field *f, const char *base)
{
	unsigned n;

	memcpy(&n, base + f->offset2, sizeof(n));
	return n;
}

/* Neither is absent. */
static bool same_values(const struct field *f, const char *a, const char *b)
{
	const char *was = a + f->offset, *is = b + f->offset;

	switch (f->type) {
	case FIELD_STRING:
		return text_same(pointer_at(was), pointer_at(is));
	case FIELD_BOOL:
		return *(const bool *)was == *(const bool *)is;
	case FIELD_RECORD:
		return record_same(f->record, pointer_at(was), pointer_at(is));
	case FIELD_INLINE:
		return record_same(f->record, was, is);
	case FIELD_CELLS:
		return count_at(f, a) == count_at(f, b) &&
		       same_texts(pointer_at(was), pointer_at(is), count_at(f, a));
	case FIELD_STRINGS:
	case FIELD_DATES:
	case FIELD_RECORDS:
	case FIELD_COUNTS:
		return same_arrays(f, array_at(was), array_at(is));
	default:
		return int_at(was) == int_at(is);
	}
}

bool record_same(const struct record *r, const void *a, const void *b)
{
	for (size_t i = 0; i < r->n_fields; i++) {
		const struct field *f = &r->fields[i];
		const char *was = field_base(r, f, a), *is = field_base(r, f, b);
		bool gone = !was || field_absent(f, was), missing = !is || field_absent(f, is);

		if (gone != missing || (!gone && !same_values(f, was, is)))
			return false;
	}
	return true;
}

/* ---- what differs ---- */

/* A text stands for itself; other values are JSON, on one line. */
static const char *say(struct record_parts *out, const struct field *f, const char *base)
{
	struct buf text = BUF_INIT;
	struct json_out j = { .out = &text };
	const char *said;

	if (f->type == FIELD_STRING)
		return arena_strdup(out->arena, pointer_at(base + f->offset));
	json_out_flat_begin(&j);
	field_encode(&j, f, base);
	json_out_flat_end(&j);
	if (f->type == FIELD_DATE || f->type == FIELD_MINUTE || f->type == FIELD_MONTH_DAY ||
	    f->type == FIELD_CHOICE)
		said = arena_strndup(out->arena, text.data + 1, text.len - 2);
	else
		said = arena_strndup(out->arena, text.data, text.len);
	buf_release(&text);
	return said;
}

static const char *say_record(struct record_parts *out, const struct record *r, const void *record)
{
	struct buf text = BUF_INIT;
	struct json_out j = { .out = &text };
	const char *said;

	json_out_flat_begin(&j);
	record_encode(&j, r, record);
	json_out_flat_end(&j);
	said = arena_strndup(out->arena, text.data, text.len);
	buf_release(&text);
	return said;
}

static void add_part(struct record_parts *out, const char *part, const char *was, const char *is)
{
	ARRAY_GROW(out->items, out->n, out->cap);
	out->items[out->n++] = (struct record_part){ part, was, is };
}

static void compare_cells(const struct field *f, const char *was, const char *is, const char *part,
			  struct record_parts *out)
{
	const char *const *a = pointer_at(was + f->offset), *const *b = pointer_at(is + f->offset);
	unsigned n = count_at(f, was), m = count_at(f, is);

	for (unsigned i = 0; i < n || i < m; i++)
		if (i >= n || i >= m || !text_same(a[i], b[i]))
			add_part(out, arena_printf(out->arena, "%s/%u", part, i),
				 i < n ? a[i] : NULL, i < m ? b[i] : NULL);
}

/* What is between the items that stayed at both ends. */
static void compare_records(const struct field *f, struct array a, struct array b, const char *part,
			    struct record_parts *out)
{
	const struct record *r = f->record;
	size_t most = a.n < b.n ? a.n : b.n, first = 0, end = 0, n, m;

	while (first < most && record_same(r, item_at(a, r, first), item_at(b, r, first)))
		first++;
	while (first + end < most &&
	       record_same(r, item_at(a, r, a.n - 1 - end), item_at(b, r, b.n - 1 - end)))
		end++;
	n = a.n - end;
	m = b.n - end;
	for (size_t i = first; i < n || i < m; i++) {
		const char *at = arena_printf(out->arena, "%s/%zu", part, i);

		if (i < n && i < m)
			record_compare(r, item_at(a, r, i), item_at(b, r, i), at, out);
		else if (i < n)
			add_part(out, at, say_record(out, r, item_at(a, r, i)), NULL);
		else
			add_part(out, at, NULL, say_record(out, r, item_at(b, r, i)));
	}
}

/* Neither is absent. */
static void compare_values(const struct field *f, const char *was, const char *is, const char *part,
			   struct record_parts *out)
{
	const char *a = was + f->offset, *b = is + f->offset;

	if (f->type == FIELD_RECORD)
		record_compare(f->record, pointer_at(a), pointer_at(b), part, out);
	else if (f->type == FIELD_INLINE)
		record_compare(f->record, a, b, part, out);
	else if (f->type == FIELD_RECORDS)
		compare_records(f, array_at(a), array_at(b), part, out);
	else if (f->type == FIELD_CELLS)
		compare_cells(f, was, is, part, out);
	else
		add_part(out, part, say(out, f, was), say(out, f, is));
}

void record_compare(const struct record *r, const void *was, const void *is, const char *prefix,
		    struct record_parts *out)
{
	for (size_t i = 0; i < r->n_fields; i++) {
		const struct field *f = &r->fields[i];
		const char *a = field_base(r, f, was), *b = field_base(r, f, is);
		const char *part;

		if (a && field_absent(f, a))
			a = NULL;
		if (b && field_absent(f, b))
			b = NULL;
		if ((!a && !b) || (a && b && same_values(f, a, b)))
			continue;
		part = f->flags & FIELD_SPREAD ? prefix
					       : arena_printf(out->arena, "%s/%s", prefix, f->key);
		if (a && b)
			compare_values(f, a, b, part, out);
		else
			add_part(out, part, a ? say(out, f, a) : NULL, b ? say(out, f, b) : NULL);
	}
}
