#include "content/pack.h"

#include <string.h>

#include "content/model.h"
#include "content/tables.h"

enum { LONGEST = 64 }; /* of strings looked for: longer ones are seldom alike */

/* ---- numbers and strings ---- */

void pack_number(struct packer *p, uint64_t n)
{
	for (; n >= 0x80; n >>= 7)
		buf_add_char(p->out, (char)(n | 0x80));
	buf_add_char(p->out, (char)n);
}

static void pack_signed(struct packer *p, int32_t n)
{
	pack_number(p, (uint32_t)n << 1 ^ (n < 0 ? UINT32_MAX : 0));
}

/* 0: none; odd: where it stood before; even: its length, and it follows. */
void pack_string(struct packer *p, const char *s)
{
	size_t len;
	uint32_t *seen = NULL;

	if (!s) {
		pack_number(p, 0);
		return;
	}
	len = strlen(s);
	if (len <= LONGEST) {
		seen = &p->recent[intern_slot(s, len)];
		if (*seen && strcmp(p->out->data + *seen - 1, s) == 0) {
			pack_number(p, (uint64_t)(*seen - 1) << 1 | 1);
			return;
		}
	}
	pack_number(p, (uint64_t)(len + 1) << 1);
	if (seen)
		*seen = (uint32_t)p->out->len + 1;
	buf_add(p->out, s, len + 1);
}

/* ---- packing ---- */

static size_t array_length(const char *slot)
{
	struct array_file array;

	memcpy(&array, slot, sizeof(array));
	return array.items.n;
}

static const void *pointer_at(const char *slot)
{
	const void *p;

	memcpy(&p, slot, sizeof(p));
	return p;
}

static int32_t int_at(const char *slot)
{
	int32_t n;

	memcpy(&n, slot, sizeof(n));
	return n;
}

/* Whether there is anything to say of a field. */
static bool present(const struct field *f, const char *slot)
{
	switch (f->type) {
	case FIELD_STRING:
	case FIELD_RECORD:
		return pointer_at(slot);
	case FIELD_CELLS: /* told by the number beside it */
	case FIELD_INLINE:
		return true;
	case FIELD_STRINGS:
	case FIELD_DATES:
	case FIELD_RECORDS:
	case FIELD_COUNTS:
		return array_length(slot);
	case FIELD_INT:
	case FIELD_MONTH_DAY:
	case FIELD_CHOICE:
		return int_at(slot);
	case FIELD_DATE:
	case FIELD_MINUTE:
		return int_at(slot) != DATE_NONE;
	case FIELD_BOOL:
		return *(const bool *)slot;
	}
	return false;
}

static void pack_array(struct packer *p, const struct field *f, const char *slot)
{
	size_t n = array_length(slot);
	const char *items = pointer_at(slot);

	pack_number(p, n);
	for (size_t i = 0; i < n; i++) {
		const struct count *count = (const struct count *)items + i;

		if (f->type == FIELD_STRINGS) {
			pack_string(p, ((const char *const *)items)[i]);
		} else if (f->type == FIELD_DATES) {
			pack_signed(p, ((const date_t *)items)[i]);
		} else if (f->type == FIELD_RECORDS) {
			pack_record(p, f->record, items + i * f->record->size);
		} else {
			pack_string(p, count->what);
			pack_string(p, count->key);
			pack_signed(p, count->n);
		}
	}
}

static void pack_cells(struct packer *p, const struct field *f, const char *base)
{
	const char *const *cells = pointer_at(base + f->offset);
	unsigned n;

	memcpy(&n, base + f->offset2, sizeof(n));
	pack_number(p, n);
	for (unsigned i = 0; i < n; i++)
		pack_string(p, cells[i]);
}

static void pack_field(struct packer *p, const struct field *f, const char *base)
{
	const char *slot = base + f->offset;

	switch (f->type) {
	case FIELD_STRING:
		pack_string(p, pointer_at(slot));
		break;
	case FIELD_CELLS:
		pack_cells(p, f, base);
		break;
	case FIELD_RECORD:
		pack_record(p, f->record, pointer_at(slot));
		break;
	case FIELD_INLINE:
		pack_record(p, f->record, slot);
		break;
	case FIELD_BOOL: /* being there says it */
		break;
	case FIELD_INT:
	case FIELD_MONTH_DAY:
	case FIELD_CHOICE:
	case FIELD_DATE:
	case FIELD_MINUTE:
		pack_signed(p, int_at(slot));
		break;
	case FIELD_STRINGS:
	case FIELD_DATES:
	case FIELD_RECORDS:
	case FIELD_COUNTS:
		pack_array(p, f, slot);
		break;
	}
}

/* Bit 0 stands for `more`, whose fields may all be absent. */
void pack_record(struct packer *p, const struct record *r, const void *in)
{
	const char *more = r->more_size ? pointer_at((const char *)in + r->more_offset) : NULL;
	uint64_t bits = more ? 1 : 0;

	for (size_t i = 0; i < r->n_fields; i++) {
		const char *base = r->fields[i].flags & FIELD_MORE ? more : in;

		if (base && present(&r->fields[i], base + r->fields[i].offset))
			bits |= (uint64_t)2 << i;
	}
	pack_number(p, bits);
	for (size_t i = 0; i < r->n_fields; i++)
		if (bits & (uint64_t)2 << i)
			pack_field(p, &r->fields[i], r->fields[i].flags & FIELD_MORE ? more : in);
}

/* ---- unpacking ---- */

static uint64_t bad(struct unpacker *u)
{
	u->bad = true;
	return 0;
}

uint64_t unpack_number(struct unpacker *u)
{
	uint64_t n = 0;

	for (unsigned shift = 0; shift < 64 && u->at < u->end; shift += 7) {
		unsigned char c = (unsigned char)*u->at++;

		n |= (uint64_t)(c & 0x7f) << shift;
		if (c < 0x80)
			return n;
	}
	return bad(u);
}

static int32_t unpack_signed(struct unpacker *u)
{
	uint64_t n = unpack_number(u);

	if (n > UINT32_MAX)
		return (int32_t)bad(u);
	return (int32_t)((uint32_t)n >> 1 ^ (n & 1 ? UINT32_MAX : 0));
}

const char *unpack_string(struct unpacker *u)
{
	uint64_t n = unpack_number(u);
	const char *s = u->at;

	if (n == 0)
		return NULL;
	if (n & 1) {
		if (n >> 1 >= (uint64_t)(u->at - u->start))
			bad(u);
		return u->bad ? NULL
			      : u->start + (n >> 1); /* ends at the last byte of all, if not before */
	}
	n >>= 1;
	if (n > (uint64_t)(u->end - u->at) || s[n - 1])
		bad(u);
	if (u->bad)
		return NULL;
	u->at += n;
	return s;
}

static const char *unpack_text(struct unpacker *u)
{
	const char *s = unpack_string(u);

	if (!s)
		bad(u);
	return s;
}

static int32_t unpack_int(struct unpacker *u, const struct field *f)
{
	int32_t n = unpack_signed(u);
	int32_t least = f->least, most = f->least || f->most ? f->most : 1000000000;

	if (f->type == FIELD_CHOICE) {
		most = 0;
		while (f->choices[most])
			most++;
		most--;
	} else if (f->type == FIELD_MONTH_DAY) {
		most = 1231;
	}
	return n < least || n > most ? (int32_t)bad(u) : n;
}

static int32_t unpack_date(struct unpacker *u)
{
	date_t n = unpack_signed(u);

	return n < date_make(1949, 1, 1) || n > date_make(2199, 12, 31) ? (int32_t)bad(u) : n;
}

static int32_t unpack_minute(struct unpacker *u)
{
	minute_t n = unpack_signed(u);

	return n < date_make(1949, 1, 1) * 1440 || n > date_end(date_make(2199, 12, 31))
		       ? (int32_t)bad(u)
		       : n;
}

/* Room for the elements, each of which takes a byte or more. */
static void *unpack_room(struct unpacker *u, size_t size, size_t *n)
{
	uint64_t count = unpack_number(u);

	*n = count > (uint64_t)(u->end - u->at) ? bad(u) : count;
	return *n ? arena_calloc(u->arena, *n, size) : NULL;
}

static void unpack_array(struct unpacker *u, const struct field *f, char *slot)
{
	size_t size = f->type == FIELD_STRINGS	 ? sizeof(char *)
		      : f->type == FIELD_DATES	 ? sizeof(date_t)
		      : f->type == FIELD_RECORDS ? f->record->size
						 : sizeof(struct count);
	struct array_file array;
	char *items;

	array.items.items = items = unpack_room(u, size, &array.items.n);
	for (size_t i = 0; i < array.items.n && !u->bad; i++) {
		struct count *count = (struct count *)items + i;

		if (f->type == FIELD_STRINGS) {
			((const char **)items)[i] = unpack_text(u);
		} else if (f->type == FIELD_DATES) {
			((date_t *)items)[i] = unpack_date(u);
		} else if (f->type == FIELD_RECORDS) {
			unpack_record(u, f->record, items + i * size);
		} else {
			count->what = unpack_text(u);
			count->key = unpack_text(u);
			count->n = unpack_signed(u);
		}
	}
	memcpy(slot, &array, sizeof(array));
}

static void unpack_cells(struct unpacker *u, const struct field *f, char *base)
{
	size_t n;
	const char **cells = unpack_room(u, sizeof(*cells), &n);
	unsigned count = (unsigned)n;

	for (size_t i = 0; i < n && !u->bad; i++)
		cells[i] = unpack_text(u);
	memcpy(base + f->offset, &cells, sizeof(cells));
	memcpy(base + f->offset2, &count, sizeof(count));
}

static void unpack_field(struct unpacker *u, const struct field *f, char *base)
{
	char *slot = base + f->offset;
	const char *text;
	void *record;
	int32_t n;

	switch (f->type) {
	case FIELD_STRING:
		text = unpack_text(u);
		memcpy(slot, &text, sizeof(text));
		return;
	case FIELD_CELLS:
		unpack_cells(u, f, base);
		return;
	case FIELD_RECORD:
		record = arena_alloc(u->arena, f->record->size);
		memcpy(slot, &record, sizeof(record));
		unpack_record(u, f->record, record);
		return;
	case FIELD_INLINE:
		unpack_record(u, f->record, slot);
		return;
	case FIELD_BOOL:
		*(bool *)slot = true;
		return;
	case FIELD_INT:
	case FIELD_MONTH_DAY:
	case FIELD_CHOICE:
		n = unpack_int(u, f);
		break;
	case FIELD_DATE:
		n = unpack_date(u);
		break;
	case FIELD_MINUTE:
		n = unpack_minute(u);
		break;
	default:
		unpack_array(u, f, slot);
		return;
	}
	memcpy(slot, &n, sizeof(n));
}

/* What an absent field holds, where that is not zero; what may not be absent. */
static void unpack_absent(struct unpacker *u, const struct field *f, char *base)
{
	const date_t none = DATE_NONE;

	if (f->type == FIELD_INLINE ||
	    (f->flags & FIELD_REQUIRED && (f->type == FIELD_STRING || f->type == FIELD_RECORD)))
		bad(u);
	else if (f->type == FIELD_DATE || f->type == FIELD_MINUTE)
		memcpy(base + f->offset, &none, sizeof(none));
}

int unpack_record(struct unpacker *u, const struct record *r, void *out)
{
	uint64_t bits = unpack_number(u);
	char *more = NULL;

	if (bits & 1 && r->more_size) {
		more = arena_alloc(u->arena, r->more_size);
		memcpy((char *)out + r->more_offset, &more, sizeof(more));
	}
	bits >>= 1;
	for (size_t i = 0; i < r->n_fields && !u->bad; i++) {
		const struct field *f = &r->fields[i];
		char *base = f->flags & FIELD_MORE ? more : out;

		if (bits & (uint64_t)1 << i && base)
			unpack_field(u, f, base);
		else if (base)
			unpack_absent(u, f, base);
	}
	return u->bad ? -1 : 0;
}

/* ---- the tables ---- */

static void add_layout(struct buf *b, const struct record *r)
{
	buf_add_format(b, "%s %zu %zu %zu %zu {", r->name, r->size, r->n_fields, r->more_offset,
		       r->more_size);
	for (size_t i = 0; i < r->n_fields; i++) {
		const struct field *f = &r->fields[i];

		buf_add_format(b, "%s %d %u %zu %zu %d %d %d:", f->key, (int)f->type, f->flags,
			       f->offset, f->offset2, (int)f->form, f->least, f->most);
		for (size_t k = 0; f->choices && f->choices[k]; k++)
			buf_add_format(b, "%s,", f->choices[k]);
		if (f->record)
			add_layout(b, f->record);
	}
	buf_add_char(b, '}');
}

void pack_layout(unsigned char hash[HASH_SIZE])
{
	struct buf b = BUF_INIT;

	for (size_t i = 0; all_records[i]; i++)
		add_layout(&b, all_records[i]);
	hash_bytes(buf_str(&b), hash);
	buf_release(&b);
}
