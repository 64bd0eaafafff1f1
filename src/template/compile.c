#include "template/template.h"

#include <stdlib.h>
#include <string.h>

#include "template/expand.h"
#include "template/program.h"

/* What a section puts around the names in it. */
struct scope {
	const struct scope *outer;
	enum { SCOPE_FRAME, SCOPE_TEXT, SCOPE_UNKNOWN } kind;
	const struct shape *shape; /* SCOPE_FRAME: its names */
	unsigned depth; /* of the frame, or of the text's frame */
	unsigned slot; /* SCOPE_TEXT: which is {{.}} */
	const struct slot *text;
};

/* Where an open frame came from: the slot of an outer one. */
struct origin {
	unsigned depth, slot;
	bool list;
};

struct compiler {
	struct expander expander;
	struct template *t;
	const struct scope *scope;
	unsigned depth; /* of the innermost open frame */
	struct origin origins[FRAMES_MOST]; /* by depth, from 1 */
	unsigned room; /* values in the frames of the lists that are open */
	size_t target; /* the last operation that something jumps to */
};

/* A name, resolved. */
struct value_name {
	const struct slot *slot;
	unsigned depth, index;
	size_t first; /* the first of the OP_IF_GROUP that lead to it, one for each dot */
};

/* ---- writing operations ---- */

static struct op *emit(struct compiler *c, enum op_code code)
{
	struct template *t = c->t;
	struct op *op;

	ARRAY_GROW(t->ops, t->n, t->cap);
	op = &t->ops[t->n++];
	memset(op, 0, sizeof(*op));
	op->code = code;
	return op;
}

static struct op *emit_value(struct compiler *c, enum op_code code, const struct value_name *name)
{
	struct op *op = emit(c, code);

	op->depth = name->depth;
	op->slot = name->index;
	return op;
}

/* Lets the operations from first up to end - 1 jump to the next one that is written. */
static void jumps_land(struct compiler *c, size_t first, size_t end)
{
	for (size_t i = first; i < end; i++)
		c->t->ops[i].at = c->t->n;
	c->target = c->t->n;
}

/* Text that follows text is one operation, unless something jumps between the two. */
static void compile_text(void *ctx, struct str s)
{
	struct compiler *c = ctx;
	struct template *t = c->t;
	size_t at = t->text.len;

	buf_add_slice(&t->text, s);
	if (t->n > c->target && t->ops[t->n - 1].code == OP_WRITE) {
		t->ops[t->n - 1].len += s.len;
	} else {
		struct op *op = emit(c, OP_WRITE);

		op->at = at;
		op->len = s.len;
	}
}

/* ---- findings ---- */

static const char *kind_name(enum slot_kind kind)
{
	static const char *const names[] = {
		[SLOT_TEXT] = "text", [SLOT_HTML] = "html",   [SLOT_FLAG] = "flag",
		[SLOT_LIST] = "list", [SLOT_GROUP] = "group",
	};

	return names[kind];
}

static size_t shape_slots(const struct shape *shape)
{
	if (!shape)
		return 0;
	return shape->n < SHAPE_SLOTS_MOST ? shape->n : SHAPE_SLOTS_MOST;
}

/* "title, members (list)" */
static void shape_describe(const struct shape *shape, struct buf *out)
{
	size_t before = out->len;

	for (size_t i = 0; i < shape_slots(shape); i++) {
		if (!shape->slots[i].name)
			continue;
		if (out->len > before)
			buf_add_str(out, ", ");
		buf_add_str(out, shape->slots[i].name);
	}
	if (out->len > before)
		buf_add_format(out, " (%s)", shape->name);
}

/* The names of one shape, or of all the enclosing ones, innermost first. */
static void report_unknown(struct compiler *c, const struct spot *at, const struct part *tag,
			   const struct shape *only)
{
	struct arena *a = &c->expander.arena;
	struct buf offered = BUF_INIT;

	if (only)
		shape_describe(only, &offered);
	for (const struct scope *s = only ? NULL : c->scope; s; s = s->outer) {
		if (s->kind != SCOPE_FRAME)
			continue;
		if (offered.len)
			buf_add_str(&offered, "; ");
		shape_describe(s->shape, &offered);
	}
	report_add(&c->expander.report, F_TMPL_UNKNOWN_NAME, spot_place(at, tag),
		   report_quote(a, tag->text), offered.len ? offered.data : "-");
	buf_release(&offered);
}

static void report_wrong_use(struct compiler *c, const struct spot *at, const struct part *tag,
			     struct str name, enum slot_kind kind)
{
	struct arena *a = &c->expander.arena;

	report_add(&c->expander.report, F_TMPL_WRONG_USE, spot_place(at, tag),
		   report_quote(a, name), kind_name(kind), report_quote(a, tag->source));
}

static void report_too_deep(struct compiler *c, const struct spot *at, const struct part *tag)
{
	report_add(&c->expander.report, F_TMPL_TOO_DEEP, spot_place(at, tag),
		   report_number(&c->expander.arena, FRAMES_MOST));
}

/* ---- names ---- */

static int shape_find(const struct shape *shape, struct str name, unsigned *index)
{
	for (size_t i = 0; i < shape_slots(shape); i++) {
		const char *slot = shape->slots[i].name;

		if (slot && name_equal(str_from(slot), name)) {
			*index = (unsigned)i;
			return 0;
		}
	}
	return -1;
}

/* A simple name: in the innermost frame that has it. {{.}}: what the innermost section is over. */
static int scope_find(const struct compiler *c, struct str name, struct value_name *out)
{
	bool dot = name_equal(name, STR_LIT("."));

	for (const struct scope *s = c->scope; s; s = dot ? NULL : s->outer) {
		out->depth = s->depth;
		if (s->kind == SCOPE_FRAME && shape_find(s->shape, name, &out->index) == 0) {
			out->slot = &s->shape->slots[out->index];
			return 0;
		}
		if (s->kind == SCOPE_TEXT && dot) {
			out->slot = s->text;
			out->index = s->slot;
			return 0;
		}
	}
	return -1;
}

/* Within a section whose name is unknown, nobody can say which names there are. */
static bool scope_known(const struct compiler *c)
{
	for (const struct scope *s = c->scope; s; s = s->outer)
		if (s->kind == SCOPE_UNKNOWN)
			return false;
	return true;
}

/* The depth of the frame that the value is about to open; 0 if there are too many. */
static unsigned frame_open(struct compiler *c, const struct spot *at, const struct part *tag,
			   const struct value_name *name)
{
	if (c->depth + 1 == FRAMES_MOST) {
		report_too_deep(c, at, tag);
		return 0;
	}
	c->depth++;
	c->origins[c->depth] =
		(struct origin){ name->depth, name->index, name->slot->kind == SLOT_LIST };
	return c->depth;
}

/* From a group to a name in it. `before` is the name as far as it is resolved. */
static int group_enter(struct compiler *c, const struct spot *at, const struct part *tag,
		       struct value_name *name, struct str before, struct str member)
{
	const struct shape *shape = name->slot->items;
	struct op *op;

	if (name->slot->kind != SLOT_GROUP) {
		report_wrong_use(c, at, tag, before, name->slot->kind);
		return -1;
	}
	op = emit_value(c, OP_IF_GROUP, name);
	op->inner = frame_open(c, at, tag, name);
	if (!op->inner)
		return -1;
	name->depth = op->inner;
	if (shape_find(shape, member, &name->index) < 0) {
		report_unknown(c, at, tag, shape);
		return -1;
	}
	name->slot = &shape->slots[name->index];
	return 0;
}

/* The name up to the next dot after `from`. */
static struct str name_piece(struct str name, size_t from)
{
	const char *start = name.data + from;
	const char *dot = name.len > 1 ? memchr(start, '.', name.len - from) : NULL;

	return (struct str){ start, dot ? (size_t)(dot - start) : name.len - from };
}

/* Opens a frame for each dot. -1 with a finding, or with none in a section that already has one. */
static int name_resolve(struct compiler *c, const struct spot *at, const struct part *tag,
			struct value_name *out)
{
	struct str piece = name_piece(tag->text, 0);
	size_t done = piece.len;

	out->first = c->t->n;
	if (!scope_known(c))
		return -1;
	if (scope_find(c, piece, out) < 0) {
		report_unknown(c, at, tag, NULL);
		return -1;
	}
	while (done < tag->text.len) {
		struct str before = { tag->text.data, done };

		piece = name_piece(tag->text, done + 1);
		if (group_enter(c, at, tag, out, before, piece) < 0)
			return -1;
		done += 1 + piece.len;
	}
	return 0;
}

/* ---- variables and sections ---- */

static void compile_variable(void *ctx, const struct spot *at, const struct part *tag)
{
	struct compiler *c = ctx;
	unsigned depth = c->depth;
	enum slot_kind wanted = tag->kind == PART_RAW ? SLOT_HTML : SLOT_TEXT;
	struct value_name name;

	if (name_resolve(c, at, tag, &name) == 0) {
		if (name.slot->kind != wanted)
			report_wrong_use(c, at, tag, tag->text, name.slot->kind);
		emit_value(c, wanted == SLOT_HTML ? OP_HTML : OP_TEXT, &name);
		if (name.first + 1 < c->t->n)
			jumps_land(c, name.first, c->t->n - 1);
	}
	c->depth = depth;
}

static enum op_code test_code(enum slot_kind kind, bool inverted)
{
	switch (kind) {
	case SLOT_FLAG:
		return inverted ? OP_NO_FLAG : OP_IF_FLAG;
	case SLOT_GROUP:
		return inverted ? OP_NO_GROUP : OP_IF_GROUP;
	case SLOT_LIST:
		return inverted ? OP_NO_LIST : OP_IF_LIST;
	case SLOT_TEXT:
	case SLOT_HTML:
		break;
	}
	return inverted ? OP_NO_TEXT : OP_IF_TEXT;
}

/* Whether two open frames are one: they are, or are one group of one frame. */
static bool same_frame(const struct compiler *c, unsigned a, unsigned b)
{
	while (a != b) {
		const struct origin *x = &c->origins[a], *y = &c->origins[b];

		if (!a || !b || x->list || y->list || x->slot != y->slot)
			return false;
		a = x->depth;
		b = y->depth;
	}
	return true;
}

/* A second pass over a list would take the first one's cursor away. */
static bool list_open(const struct compiler *c, const struct value_name *name)
{
	for (unsigned d = 1; d <= c->depth; d++)
		if (c->origins[d].list && c->origins[d].slot == name->index &&
		    same_frame(c, c->origins[d].depth, name->depth))
			return true;
	return false;
}

/* The test that decides on a section; it opens the frame of a group or list. Its index. */
static size_t emit_test(struct compiler *c, const struct spot *at, const struct part *tag,
			const struct value_name *name)
{
	enum slot_kind kind = name->slot->kind;
	struct op *op = emit_value(c, test_code(kind, tag->kind == PART_INVERTED), name);

	if (kind == SLOT_LIST && list_open(c, name))
		report_add(&c->expander.report, F_TMPL_LIST_IN_ITSELF, spot_place(at, tag),
			   report_quote(&c->expander.arena, tag->text));
	if (kind == SLOT_LIST || kind == SLOT_GROUP)
		op->inner = frame_open(c, at, tag, name);
	if (kind == SLOT_LIST && name->slot->items) {
		op->slots = (unsigned)name->slot->items->n;
		op->room = c->room;
		c->room += op->slots;
		if (c->room > c->t->room)
			c->t->room = c->room;
	}
	return c->t->n - 1;
}

/* What a section's content sees: nothing new within a flag or an inverted section. */
static struct scope scope_of(const struct compiler *c, const struct value_name *name)
{
	struct scope s = { .outer = c->scope, .kind = SCOPE_FRAME };

	if (name->slot->kind == SLOT_TEXT || name->slot->kind == SLOT_HTML) {
		s.kind = SCOPE_TEXT;
		s.text = name->slot;
		s.depth = name->depth;
		s.slot = name->index;
	} else {
		s.shape = name->slot->items;
		s.depth = c->depth;
	}
	return s;
}

static void compile_content(struct compiler *c, const struct spot *at, const struct part *tag,
			    const struct scope *scope)
{
	const struct scope *outer = c->scope;

	c->scope = scope;
	expand_body(&c->expander, at, tag);
	c->scope = outer;
}

/*
 *	{{#g.list}}…{{/g.list}}		{{^g.list}}…{{/g.list}}
 *	   IF_GROUP g, else end		   IF_GROUP g, else body
 *	   IF_LIST list, else end	   NO_LIST list, else end
 *	body: …				body: …
 *	   NEXT list, else body		end:
 *	end:
 */
static void compile_resolved(struct compiler *c, const struct spot *at, const struct part *tag,
			     const struct value_name *name)
{
	size_t test = emit_test(c, at, tag, name);

	if (tag->kind == PART_INVERTED) {
		jumps_land(c, name->first, test);
		compile_content(c, at, tag, c->scope);
		jumps_land(c, test, test + 1);
	} else {
		struct scope inner = scope_of(c, name);

		compile_content(c, at, tag, name->slot->kind == SLOT_FLAG ? c->scope : &inner);
		if (name->slot->kind == SLOT_LIST) {
			struct op *next = emit(c, OP_NEXT);

			*next = c->t->ops[test];
			next->code = OP_NEXT;
			next->at = test + 1;
		}
		jumps_land(c, name->first, test + 1);
	}
}

static void compile_section(void *ctx, const struct spot *at, const struct part *tag)
{
	struct compiler *c = ctx;
	unsigned depth = c->depth, room = c->room;
	struct value_name name;

	if (name_resolve(c, at, tag, &name) == 0) {
		compile_resolved(c, at, tag, &name);
	} else { /* go on for what else may be wrong in it */
		struct scope unknown = { .outer = c->scope, .kind = SCOPE_UNKNOWN };

		compile_content(c, at, tag, &unknown);
	}
	c->depth = depth;
	c->room = room;
}

/* ---- templates ---- */

static const struct visitor compile_visitor = { compile_text, compile_variable, compile_section };

struct template *template_compile(const struct template_set *set, const char *name,
				  const struct shape *shape, struct findings *f)
{
	struct template *t = xcalloc(1, sizeof(*t));
	struct scope page = { .kind = SCOPE_FRAME, .shape = shape };
	struct compiler c = { .t = t, .scope = &page };
	struct expander *x = &c.expander;

	*x = (struct expander){
		.set = set,
		.visitor = &compile_visitor,
		.ctx = &c,
		.strict = true,
		.report = { .f = f },
	};
	expand_template(x, name);
	if (x->report.raised) {
		template_free(t);
		t = NULL;
	}
	expander_release(x);
	return t;
}

void template_free(struct template *t)
{
	if (!t)
		return;
	free(t->ops);
	buf_release(&t->text);
	free(t);
}
