/* Packed records: what goes in comes out, and nothing that comes in does harm. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdlib.h>
#include <string.h>

#include "content/pack.h"
#include "content/tables.h"
#include "random_portal.h"
#include "same_content.h"
#include "store/source.h"

struct packed { /* what a test packs, one record after the other */
	struct buf bytes;
	struct packer packer;
};

static void packed_init(struct packed *p)
{
	memset(p, 0, sizeof(*p));
	p->packer.out = &p->bytes;
}

/* Bytes of their own, so that a step beyond them is seen. */
static char *exact(const struct buf *bytes, size_t len)
{
	char *copy = malloc(len + 1);

	assert_non_null(copy);
	memcpy(copy, bytes->data, len);
	copy[len] = '\0';
	return copy;
}

static struct unpacker unpacker_of(const char *bytes, size_t len, struct arena *a)
{
	return (struct unpacker){ bytes, bytes, bytes + len, a, false };
}

static void assert_round_trip(const struct record *r, const void *in, const char *label)
{
	struct arena a = ARENA_INIT;
	struct packed p;
	struct unpacker u;
	void *out = arena_alloc(&a, r->size);
	char *bytes;

	packed_init(&p);
	pack_record(&p.packer, r, in);
	bytes = exact(&p.bytes, p.bytes.len);
	u = unpacker_of(bytes, p.bytes.len, &a);
	assert_int_equal(unpack_record(&u, r, out), 0);
	assert_ptr_equal(u.at, u.end);
	assert_true(same_record(r, in, out, label));
	free(bytes);
	buf_release(&p.bytes);
	arena_release(&a);
}

/* Calls do() for every record of a content, with its table. */
static void each_record(const struct content *c,
			void (*one)(const struct record *, const void *, const char *))
{
	struct array_file list;

	one(&site_record, &c->site, "site");
#define LIST(array, table)                                                                         \
	do {                                                                                       \
		memcpy(&list.items, &(array), sizeof(list.items));                                 \
		one(&(table), &list, #array);                                                      \
	} while (0)
#define EACH(array, table)                                                                         \
	for (size_t i = 0; i < c->array.n; i++)                                                    \
	one(&(table), &c->array.items[i], #array)
	LIST(c->categories, categories_record);
	LIST(c->withheld, withheld_record);
	LIST(c->redirects, redirects_record);
	EACH(calendars, calendar_record);
	EACH(regions, region_record);
	EACH(rules, rules_record);
	EACH(entities, entity_record);
	EACH(assessors, assessor_record);
	EACH(notices, notice_record);
	for (size_t i = 0; i < c->notices.n; i++)
		LIST(c->notices.items[i].annexes, annexes_record);
}

static struct content *demonstration(void)
{
	struct findings f = FINDINGS_INIT;
	struct source *s = source_open_tree(".", &f);
	struct content *c = content_load(s, 2, &f);

	assert_int_equal(f.errors, 0);
	assert_true(c->entities.n > 10 && c->rules.n > 1 && c->calendars.n && c->redirects.n &&
		    c->assessors.n);
	findings_release(&f);
	source_free(s);
	return c;
}

static void the_demonstration_comes_back_as_it_was(void **state)
{
	struct content *c = demonstration();

	(void)state;
	each_record(c, assert_round_trip);
	content_free(c);
}

/* ---- records by chance, of any table ---- */

struct maker {
	struct arena arena;
	struct chance chance;
};

static const char *any_text(struct maker *m)
{
	static const char *const texts[] = { "", "440400", "绿色工厂", "示例" };
	unsigned n = chance_below(&m->chance, 6);

	return n < ARRAY_LEN(texts)
		       ? texts[n]
		       : arena_printf(&m->arena, "%0*u", (int)chance_below(&m->chance, 90),
				      chance_below(&m->chance, 1000));
}

static date_t any_day(struct maker *m)
{
	return date_make(1949, 1, 1) + (date_t)chance_below(&m->chance, 251 * 365);
}

static void make_record(struct maker *m, const struct record *r, char *out);

static void *make_array(struct maker *m, const struct field *f, size_t *n)
{
	struct count *counts;
	const char **texts;
	date_t *days;
	char *records;

	*n = chance_below(&m->chance, 4);
	if (f->type == FIELD_COUNTS) {
		counts = arena_calloc(&m->arena, *n, sizeof(*counts));
		for (size_t i = 0; i < *n; i++)
			counts[i] = (struct count){ any_text(m), any_text(m), -(int)i };
		return counts;
	}
	if (f->type == FIELD_RECORDS) {
		records = arena_calloc(&m->arena, *n, f->record->size);
		for (size_t i = 0; i < *n; i++)
			make_record(m, f->record, records + i * f->record->size);
		return records;
	}
	if (f->type == FIELD_DATES) {
		days = arena_calloc(&m->arena, *n, sizeof(*days));
		for (size_t i = 0; i < *n; i++)
			days[i] = any_day(m);
		return days;
	}
	texts = arena_calloc(&m->arena, *n, sizeof(*texts));
	for (size_t i = 0; i < *n; i++)
		texts[i] = any_text(m);
	return texts;
}

static int any_int(struct maker *m, const struct field *f)
{
	unsigned choices = 0;

	if (f->type == FIELD_DATE)
		return any_day(m);
	if (f->type == FIELD_MINUTE)
		return any_day(m) * 1440 + (int)chance_below(&m->chance, 1440);
	if (f->type == FIELD_MONTH_DAY)
		return 1231;
	if (f->type == FIELD_INT)
		return chance_below(&m->chance, 2) ? f->least : f->most;
	while (f->choices[choices])
		choices++;
	return (int)chance_below(&m->chance, choices);
}

static void make_field(struct maker *m, const struct field *f, char *base)
{
	char *slot = base + f->offset;
	struct array_file array;
	const char *text;
	void *record;
	unsigned n;
	int number;

	switch (f->type) {
	case FIELD_STRING:
		text = any_text(m);
		memcpy(slot, &text, sizeof(text));
		return;
	case FIELD_BOOL:
		*(bool *)slot = true;
		return;
	case FIELD_RECORD:
		record = arena_alloc(&m->arena, f->record->size);
		memcpy(slot, &record, sizeof(record));
		make_record(m, f->record, record);
		return;
	case FIELD_CELLS:
		record = make_array(m, f, &array.items.n);
		n = (unsigned)array.items.n;
		memcpy(slot, &record, sizeof(record));
		memcpy(base + f->offset2, &n, sizeof(n));
		return;
	case FIELD_STRINGS:
	case FIELD_DATES:
	case FIELD_RECORDS:
	case FIELD_COUNTS:
		array.items.items = make_array(m, f, &array.items.n);
		memcpy(slot, &array, sizeof(array));
		return;
	default:
		number = any_int(m, f);
		memcpy(slot, &number, sizeof(number));
	}
}

/* Fields that need not be there are, by chance. */
static void make_record(struct maker *m, const struct record *r, char *out)
{
	const date_t none = DATE_NONE;
	char *more = NULL;

	if (r->more_size && chance_below(&m->chance, 2)) {
		more = arena_alloc(&m->arena, r->more_size);
		memcpy(out + r->more_offset, &more, sizeof(more));
	}
	for (size_t i = 0; i < r->n_fields; i++) {
		const struct field *f = &r->fields[i];
		char *base = f->flags & FIELD_MORE ? more : out;

		if (!base)
			continue;
		if (f->type == FIELD_INLINE)
			make_record(m, f->record, base + f->offset);
		else if (f->flags & FIELD_REQUIRED || chance_below(&m->chance, 2))
			make_field(m, f, base);
		else if (f->type == FIELD_DATE || f->type == FIELD_MINUTE)
			memcpy(base + f->offset, &none, sizeof(none));
	}
}

static void records_of_every_table_come_back_as_they_were(void **state)
{
	(void)state;
	for (size_t i = 0; all_records[i]; i++)
		for (unsigned seed = 1; seed <= 100; seed++) {
			struct maker m = { ARENA_INIT, { seed * 0x9e3779b97f4a7c15u } };
			char *in = arena_alloc(&m.arena, all_records[i]->size);

			make_record(&m, all_records[i], in);
			assert_round_trip(all_records[i], in, all_records[i]->name);
			arena_release(&m.arena);
		}
}

static void equal_strings_are_packed_once(void **state)
{
	const char *items[] = { "通用设备制造业", "通用设备制造业", "", "通用设备制造业" };
	struct arena a = ARENA_INIT;
	struct packed p;
	struct unpacker u;
	const char *first;

	(void)state;
	packed_init(&p);
	for (size_t i = 0; i < ARRAY_LEN(items); i++)
		pack_string(&p.packer, items[i]);
	pack_string(&p.packer, NULL);
	assert_true(p.bytes.len < 2 * strlen(items[0]));
	u = unpacker_of(p.bytes.data, p.bytes.len, &a);
	first = unpack_string(&u);
	assert_string_equal(first, items[0]);
	assert_ptr_equal(unpack_string(&u), first);
	assert_string_equal(unpack_string(&u), "");
	assert_ptr_equal(unpack_string(&u), first);
	assert_null(unpack_string(&u));
	assert_false(u.bad);
	buf_release(&p.bytes);
	arena_release(&a);
}

static void numbers_keep_to_their_bounds(void **state)
{
	static const uint64_t numbers[] = { 0,	   1,	       127,	  128,	     16383,
					    16384, UINT32_MAX, INT64_MAX, UINT64_MAX };
	struct arena a = ARENA_INIT;
	struct packed p;
	struct unpacker u;

	(void)state;
	packed_init(&p);
	for (size_t i = 0; i < ARRAY_LEN(numbers); i++)
		pack_number(&p.packer, numbers[i]);
	u = unpacker_of(p.bytes.data, p.bytes.len, &a);
	for (size_t i = 0; i < ARRAY_LEN(numbers); i++)
		assert_int_equal(unpack_number(&u), numbers[i]);
	assert_false(u.bad);
	unpack_number(&u); /* there is none left */
	assert_true(u.bad);
	buf_release(&p.bytes);
	arena_release(&a);
}

/* A choice, a number, a date and a required field that the table does not allow. */
static void what_no_table_allows_is_rejected(void **state)
{
	static struct source_document titled = { .title = "t", .issued = DATE_NONE };
	static struct source_document far_off = { .title = "t", .issued = 1000000 };
	static const struct {
		const char *label;
		const struct record *record;
		struct entity entity;
		struct calendar calendar;
		bool sound;
	} rows[] = {
		{ "sound",
		  &entity_record,
		  { .id = "a", .name = "b", .place = "c", .kind = 2 },
		  { 0 },
		  true },
		{ "a choice beyond the last",
		  &entity_record,
		  { .id = "a", .name = "b", .place = "c", .kind = 3 },
		  { 0 },
		  false },
		{ "a negative choice",
		  &entity_record,
		  { .id = "a", .name = "b", .place = "c", .kind = -1 },
		  { 0 },
		  false },
		{ "no name", &entity_record, { .id = "a", .place = "c", .kind = 1 }, { 0 }, false },
		{ "a first year", &calendar_record, { 0 }, { .year = 1949, .source = &titled }, true },
		{ "a year before it", &calendar_record, { 0 }, { .year = 1948, .source = &titled }, false },
		{ "a last year", &calendar_record, { 0 }, { .year = 2199, .source = &titled }, true },
		{ "a year after it", &calendar_record, { 0 }, { .year = 2200, .source = &titled }, false },
		{ "a day beyond all", &calendar_record, { 0 }, { .year = 2000, .source = &far_off }, false },
		{ "no source", &calendar_record, { 0 }, { .year = 2000 }, false },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		const void *in = rows[i].record == &entity_record ? (const void *)&rows[i].entity
								  : (const void *)&rows[i].calendar;
		struct arena a = ARENA_INIT;
		void *out = arena_alloc(&a, rows[i].record->size);
		struct packed p;
		struct unpacker u;

		packed_init(&p);
		pack_record(&p.packer, rows[i].record, in);
		u = unpacker_of(p.bytes.data, p.bytes.len, &a);
		if ((unpack_record(&u, rows[i].record, out) == 0) != rows[i].sound)
			fail_msg("%s: expected it %s", rows[i].label,
				 rows[i].sound ? "taken" : "rejected");
		buf_release(&p.bytes);
		arena_release(&a);
	}
}

/* Unpacks hostile bytes; what comes out, if anything, can be walked from end to end. */
static void suffer(const struct record *r, const char *bytes, size_t len)
{
	struct arena a = ARENA_INIT;
	struct unpacker u = unpacker_of(bytes, len, &a);
	void *out = arena_alloc(&a, r->size);
	struct packed again;

	if (unpack_record(&u, r, out) == 0) {
		packed_init(&again);
		pack_record(&again.packer, r, out);
		buf_release(&again.bytes);
	}
	arena_release(&a);
}

static void suffer_all(const struct record *r, const void *in, const char *label)
{
	struct packed p;
	struct chance chance = { 0x9e3779b97f4a7c15u };
	size_t step;
	char *bytes;

	(void)label;
	packed_init(&p);
	pack_record(&p.packer, r, in);
	step = p.bytes.len / 64 + 1;
	for (size_t len = 0; len < p.bytes.len; len += step) {
		bytes = exact(&p.bytes, len);
		suffer(r, bytes, len);
		free(bytes);
	}
	for (size_t i = 0; i < p.bytes.len; i += step) {
		bytes = exact(&p.bytes, p.bytes.len);
		bytes[i] = (char)(bytes[i] ^ 1 << chance_below(&chance, 8));
		suffer(r, bytes, p.bytes.len);
		bytes[i] = (char)chance_below(&chance, 256);
		suffer(r, bytes, p.bytes.len);
		free(bytes);
	}
	buf_release(&p.bytes);
}

static void damaged_bytes_do_no_harm(void **state)
{
	struct content *c = demonstration();

	(void)state;
	each_record(c, suffer_all);
	content_free(c);
}

static void every_table_has_room_in_the_word_of_bits(void **state)
{
	unsigned char one[HASH_SIZE], two[HASH_SIZE];

	(void)state;
	for (size_t i = 0; all_records[i]; i++)
		assert_true(all_records[i]->n_fields < 63);
	pack_layout(one);
	pack_layout(two);
	assert_memory_equal(one, two, HASH_SIZE);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_demonstration_comes_back_as_it_was),
		cmocka_unit_test(records_of_every_table_come_back_as_they_were),
		cmocka_unit_test(equal_strings_are_packed_once),
		cmocka_unit_test(numbers_keep_to_their_bounds),
		cmocka_unit_test(what_no_table_allows_is_rejected),
		cmocka_unit_test(damaged_bytes_do_no_harm),
		cmocka_unit_test(every_table_has_room_in_the_word_of_bits),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
