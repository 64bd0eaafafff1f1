#include "template/dynamic.h"

#include <string.h>

#include "base/escape.h"
#include "template/expand.h"

struct renderer {
	struct expander expander;
	const struct dynamic_values *values;
	/* The context, root first. A level of nesting adds one at most. */
	const void *stack[NESTING_MOST + 1];
	size_t n;
	struct buf *out;
	struct buf scratch;
};

/* The innermost value that has the member; NULL if none. */
static const void *stack_find(const struct renderer *r, struct str name)
{
	for (size_t i = r->n; i-- > 0;) {
		const void *v = r->values->member(r->stack[i], name);

		if (v)
			return v;
	}
	return NULL;
}

/* "a.b.c": a wherever it is found first, the others only within. */
static const void *name_find(const struct renderer *r, struct str name)
{
	const void *v = NULL;
	const char *p = name.data, *end = p + name.len;

	if (name_equal(name, STR_LIT(".")))
		return r->stack[r->n - 1];
	while (p < end) {
		const char *dot = memchr(p, '.', (size_t)(end - p));
		struct str piece = { p, (size_t)((dot ? dot : end) - p) };

		v = p == name.data ? stack_find(r, piece) : r->values->member(v, piece);
		if (!v)
			return NULL;
		p += piece.len + 1;
		if (!dot)
			break;
	}
	return v;
}

static void render_text(void *ctx, struct str s)
{
	struct renderer *r = ctx;

	buf_add_slice(r->out, s);
}

static void render_variable(void *ctx, const struct spot *at, const struct part *tag)
{
	struct renderer *r = ctx;
	const void *v = name_find(r, tag->text);

	(void)at;
	if (!v)
		return;
	buf_clear(&r->scratch);
	r->values->text(v, &r->scratch);
	if (tag->kind == PART_RAW)
		buf_add_slice(r->out, buf_str(&r->scratch));
	else
		escape_html(r->out, buf_str(&r->scratch));
}

static void render_section(void *ctx, const struct spot *at, const struct part *tag)
{
	struct renderer *r = ctx;
	const void *v = name_find(r, tag->text);
	const void *item = v ? r->values->item(v, 0) : NULL;

	if (tag->kind == PART_INVERTED) {
		if (!item)
			expand_body(&r->expander, at, tag);
		return;
	}
	for (size_t i = 0; item; item = r->values->item(v, ++i)) {
		r->stack[r->n++] = item;
		expand_body(&r->expander, at, tag);
		r->n--;
	}
}

static const struct visitor render_visitor = { render_text, render_variable, render_section };

int dynamic_render(const struct template_set *set, const char *name,
		   const struct dynamic_values *values, const void *root, struct buf *out,
		   struct findings *f)
{
	struct renderer r = { .values = values, .stack = { root }, .n = 1, .out = out };
	struct expander *x = &r.expander;
	int result;

	*x = (struct expander){
		.set = set, .visitor = &render_visitor, .ctx = &r, .report = { .f = f }
	};
	expand_template(x, name);
	result = x->report.raised ? -1 : 0;
	expander_release(x);
	buf_release(&r.scratch);
	return result;
}
