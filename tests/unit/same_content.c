#include "same_content.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "content/tables.h"

static bool differ(const char *label, const char *what)
{
	print_error("%s: %s differs\n", label, what);
	return false;
}

static bool same_text(const char *a, const char *b)
{
	return a && b ? strcmp(a, b) == 0 : a == b;
}

static const void *pointer_at(const char *slot)
{
	const void *p;

	memcpy(&p, slot, sizeof(p));
	return p;
}

static bool same_array(const struct field *f, const char *sa, const char *sb, const char *label)
{
	struct array_file a, b;

	memcpy(&a, sa, sizeof(a));
	memcpy(&b, sb, sizeof(b));
	if (a.items.n != b.items.n)
		return false;
	for (size_t i = 0; i < a.items.n; i++) {
		const struct count *ca = (const struct count *)a.items.items + i;
		const struct count *cb = (const struct count *)b.items.items + i;

		if (f->type == FIELD_STRINGS) {
			if (!same_text(((const char **)a.items.items)[i],
				       ((const char **)b.items.items)[i]))
				return false;
		} else if (f->type == FIELD_DATES) {
			if (((date_t *)a.items.items)[i] != ((date_t *)b.items.items)[i])
				return false;
		} else if (f->type == FIELD_RECORDS) {
			if (!same_record(f->record, (char *)a.items.items + i * f->record->size,
					 (char *)b.items.items + i * f->record->size, label))
				return false;
		} else if (!same_text(ca->what, cb->what) || !same_text(ca->key, cb->key) ||
			   ca->n != cb->n) {
			return false;
		}
	}
	return true;
}

static bool same_cells(const struct field *f, const char *a, const char *b)
{
	const char *const *ca = pointer_at(a + f->offset), *const *cb = pointer_at(b + f->offset);
	unsigned na, nb;

	memcpy(&na, a + f->offset2, sizeof(na));
	memcpy(&nb, b + f->offset2, sizeof(nb));
	if (na != nb)
		return false;
	for (unsigned i = 0; i < na; i++)
		if (!same_text(ca[i], cb[i]))
			return false;
	return true;
}

static bool same_field(const struct field *f, const char *a, const char *b, const char *label)
{
	const char *sa = a + f->offset, *sb = b + f->offset;
	const void *pa, *pb;

	switch (f->type) {
	case FIELD_STRING:
		return same_text(pointer_at(sa), pointer_at(sb));
	case FIELD_CELLS:
		return same_cells(f, a, b);
	case FIELD_RECORD:
		pa = pointer_at(sa);
		pb = pointer_at(sb);
		return pa && pb ? same_record(f->record, pa, pb, label) : pa == pb;
	case FIELD_INLINE:
		return same_record(f->record, sa, sb, label);
	case FIELD_BOOL:
		return *(const bool *)sa == *(const bool *)sb;
	case FIELD_INT:
	case FIELD_MONTH_DAY:
	case FIELD_CHOICE:
	case FIELD_DATE:
	case FIELD_MINUTE:
		return memcmp(sa, sb, sizeof(int32_t)) == 0;
	case FIELD_STRINGS:
	case FIELD_DATES:
	case FIELD_RECORDS:
	case FIELD_COUNTS:
		return same_array(f, sa, sb, label);
	}
	return false;
}

bool same_record(const struct record *r, const void *a, const void *b, const char *label)
{
	const char *ma = r->more_size ? pointer_at((const char *)a + r->more_offset) : NULL;
	const char *mb = r->more_size ? pointer_at((const char *)b + r->more_offset) : NULL;

	if (!ma != !mb)
		return differ(label, "more");
	for (size_t i = 0; i < r->n_fields; i++) {
		const struct field *f = &r->fields[i];
		bool of_more = f->flags & FIELD_MORE;

		if ((of_more && !ma) || same_field(f, of_more ? ma : a, of_more ? mb : b, label))
			continue;
		print_error("%s: %s of a %s differs\n", label, f->key, r->name);
		return false;
	}
	return true;
}

static bool same_hash(const unsigned char *a, const unsigned char *b)
{
	return a && b ? memcmp(a, b, HASH_SIZE) == 0 : a == b;
}

static bool same_notice(const struct notice *a, const struct notice *b)
{
	struct array_file aa, ab;

	memcpy(&aa.items, &a->annexes, sizeof(aa.items));
	memcpy(&ab.items, &b->annexes, sizeof(ab.items));
	return same_text(a->path, b->path) && same_text(a->annex_path, b->annex_path) &&
	       same_hash(a->hash, b->hash) && same_hash(a->annex_hash, b->annex_hash) &&
	       same_text(a->id, b->id) && same_text(a->region, b->region) &&
	       same_text(a->body, b->body) && a->body_line == b->body_line &&
	       same_record(&notice_record, a, b, a->id) &&
	       same_record(&annexes_record, &aa, &ab, a->id);
}

static bool same_files(const struct content *a, const struct content *b)
{
	if (a->files.n != b->files.n)
		return false;
	for (size_t i = 0; i < a->files.n; i++)
		if (!same_text(a->files.items[i].path, b->files.items[i].path) ||
		    !same_hash(a->files.items[i].hash, b->files.items[i].hash))
			return differ(a->files.items[i].path, "hash");
	return true;
}

static bool same_list(const struct record *r, const void *a, const void *b, const char *label)
{
	struct array_file aa, ab;

	memcpy(&aa.items, a, sizeof(aa.items));
	memcpy(&ab.items, b, sizeof(ab.items));
	return same_record(r, &aa, &ab, label);
}

/* Records with a path and a hash of their own. */
#define SAME(array, table)                                                                           \
	do {                                                                                         \
		if (a->array.n != b->array.n)                                                        \
			return differ(label, "number of " #array);                                   \
		for (size_t i_ = 0; i_ < a->array.n; i_++)                                           \
			if (!same_text(a->array.items[i_].path, b->array.items[i_].path) ||          \
			    !same_hash(a->array.items[i_].hash, b->array.items[i_].hash) ||          \
			    !same_record(&(table), &a->array.items[i_], &b->array.items[i_], label)) \
				return differ(label, a->array.items[i_].path);                       \
	} while (0)

bool same_content(const struct content *a, const struct content *b, const char *label)
{
	SAME(calendars, calendar_record);
	SAME(regions, region_record);
	SAME(rules, rules_record);
	SAME(entities, entity_record);
	SAME(assessors, assessor_record);
	if (a->notices.n != b->notices.n)
		return differ(label, "number of notices");
	for (size_t i = 0; i < a->notices.n; i++)
		if (!same_notice(&a->notices.items[i], &b->notices.items[i]))
			return differ(label, a->notices.items[i].path);
	for (size_t i = 0; i < a->rules.n; i++)
		if (!same_text(a->rules.items[i].id, b->rules.items[i].id))
			return differ(label, "id of rules");
	return same_record(&site_record, &a->site, &b->site, label) &&
	       same_list(&categories_record, &a->categories, &b->categories, label) &&
	       same_list(&withheld_record, &a->withheld, &b->withheld, label) &&
	       same_list(&redirects_record, &a->redirects, &b->redirects, label) &&
	       same_files(a, b) && a->broken.n == b->broken.n;
}

static void add_findings(struct buf *out, struct findings *f)
{
	findings_sort(f);
	for (size_t i = 0; i < f->n; i++) {
		const struct place *p = &f->items[i].place;

		buf_add_format(out, "%s %s %u:%u ", p->path ? p->path : "-",
			       p->pointer ? p->pointer : "-", p->line, p->col);
		finding_render(&f->items[i], LANG_EN, out);
		buf_add_char(out, '\n');
	}
}

bool same_findings(struct findings *a, struct findings *b, const char *label)
{
	struct buf ta = BUF_INIT, tb = BUF_INIT;
	bool same;

	buf_add_str(&ta, "");
	buf_add_str(&tb, "");
	add_findings(&ta, a);
	add_findings(&tb, b);
	same = strcmp(ta.data, tb.data) == 0;
	if (!same)
		print_error("%s: findings\n%sand\n%s", label, ta.data, tb.data);
	buf_release(&ta);
	buf_release(&tb);
	return same;
}
