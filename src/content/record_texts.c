#include "content/record_texts.h"

#include "content/record_slot.h"

struct walk {
	text_visit visit;
	void *ctx;
};

static void walk_fields(const struct walk *w, const struct record *r, const char *record,
			const struct text_at *at);

static void walk_strings(const struct walk *w, const char *const *items, size_t n,
			 const struct text_at *at)
{
	for (size_t i = 0; i < n; i++)
		w->visit(w->ctx, items[i], &(struct text_at){ at, NULL, i });
}

static void walk_records(const struct walk *w, const struct field *f, struct array a,
			 const struct text_at *at)
{
	for (size_t i = 0; i < a.n; i++)
		walk_fields(w, f->record, (const char *)a.items + i * f->record->size,
			    &(struct text_at){ at, NULL, i });
}

static void walk_field(const struct walk *w, const struct field *f, const char *base,
		       const struct text_at *at)
{
	const char *slot = base + f->offset;
	unsigned n;

	switch (f->type) {
	case FIELD_STRING:
		if (f->form == FORM_TEXT)
			w->visit(w->ctx, pointer_at(slot), at);
		break;
	case FIELD_STRINGS:
		if (f->form == FORM_TEXT)
			walk_strings(w, array_at(slot).items, array_at(slot).n, at);
		break;
	case FIELD_CELLS:
		memcpy(&n, base + f->offset2, sizeof(n));
		walk_strings(w, pointer_at(slot), n, at);
		break;
	case FIELD_RECORD:
		walk_fields(w, f->record, pointer_at(slot), at);
		break;
	case FIELD_INLINE:
		walk_fields(w, f->record, slot, at);
		break;
	case FIELD_RECORDS:
		walk_records(w, f, array_at(slot), at);
		break;
	default: /* numbers, dates, choices */
		break;
	}
}

static void walk_fields(const struct walk *w, const struct record *r, const char *record,
			const struct text_at *at)
{
	for (size_t i = 0; i < r->n_fields; i++) {
		const struct field *f = &r->fields[i];
		const char *base = field_base(r, f, record);

		if (f->flags & FIELD_SPREAD)
			walk_fields(w, f->record, record + f->offset, at);
		else if (base && !field_absent(f, base))
			walk_field(w, f, base, &(struct text_at){ at, f->key, 0 });
	}
}

void record_texts(const struct record *r, const void *record, text_visit visit, void *ctx)
{
	walk_fields(&(struct walk){ visit, ctx }, r, record, NULL);
}

const char *text_pointer(struct arena *a, const struct text_at *at)
{
	const char *up = at->up ? text_pointer(a, at->up) : "";

	if (at->key)
		return arena_printf(a, "%s/%s", up, at->key);
	return arena_printf(a, "%s/%zu", up, at->index);
}
