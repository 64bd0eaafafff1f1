/*
 * Mustache: templates compiled once, values by slot.
 *
 * The language is the official specification's (comments, delimiters,
 * interpolation, inverted, partials, sections) with ~inheritance. Every byte
 * of HTML that is not data stands in a template.
 *
 * Strict, as the product uses it. A *shape* declares the names that one kind
 * of page offers, and of what kind each is. Compilation resolves each name
 * to a slot, statically: through the shapes of the enclosing sections,
 * innermost first. A name that no enclosing shape declares, a use that does
 * not fit its kind, an unclosed section, a missing partial: a finding with
 * template file, line and column, in branches never taken too, and all of
 * them in one run. Rendering then looks nothing up and cannot fail.
 *
 * Partials and parents are expanded while compiling, so they cannot include
 * themselves. What is around the blocks in a parent's tag must be blank, and
 * each block must be one that the parent has. A block's own content is not
 * compiled, hence its names are not checked, where a page replaces it.
 *
 * A page fills a *frame*: an array of values, one per slot of its shape.
 * Lists are pulled through an iterator, one frame at a time, so a section
 * over tens of thousands of rows needs the memory of one. A list cannot be
 * used again within its own section: the iterator serves one pass at a time.
 *
 *	enum { LIST_TITLE, LIST_MEMBERS, LIST_SLOTS };
 *	const struct shape list_shape = { "list", LIST_SLOTS, {
 *		[LIST_TITLE] = { "title", SLOT_TEXT, NULL },
 *		[LIST_MEMBERS] = { "members", SLOT_LIST, &member_shape } } };
 *
 *	struct value frame[LIST_SLOTS] = { 0 };
 *	value_text(&frame[LIST_TITLE], "…");
 *	value_list(&frame[LIST_MEMBERS], next_member, &cursor);
 *	template_render(t, frame, &out);
 *
 * A name may be dotted, through groups: {{place.name}} writes nothing and
 * {{#place.name}} is false where the group is absent. A list of plain texts
 * has an items shape whose one slot is named ".", and then {{.}} is the text.
 */
#ifndef LUCE_TEMPLATE_TEMPLATE_H
#define LUCE_TEMPLATE_TEMPLATE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"
#include "base/finding.h"
#include "base/map.h"

enum slot_kind {
	SLOT_TEXT, /* {{name}} writes it escaped; {{#name}} is true if it is not empty; inside, {{.}} is it */
	SLOT_HTML, /* {{{name}}} writes it as it is; {{name}} is refused; {{#name}} as for text */
	SLOT_FLAG, /* {{#name}} and {{^name}} only */
	SLOT_LIST, /* {{#name}} once per frame of `items`; {{^name}} if there is none */
	SLOT_GROUP /* {{#name}} once in the frame of `items`, or not at all; also {{name.inner}} */
};

struct shape;

struct slot {
	const char *name;
	enum slot_kind kind;
	const struct shape *items; /* SLOT_LIST, SLOT_GROUP */
};

enum { SHAPE_SLOTS_MOST = 64 };

struct shape {
	const char *name; /* for findings: "there are title, members (list)" */
	size_t n; /* at most SHAPE_SLOTS_MOST */
	struct slot slots[SHAPE_SLOTS_MOST];
};

struct value;

/*
 * Fills *frame (an array of the items shape's slots, zeroed before the first
 * call and kept between calls of one pass) with the next item; false at the
 * end. index counts from 0 and starts a new pass over the list at 0.
 */
typedef bool list_next_fn(void *ctx, size_t index, struct value *frame);

struct value { /* zeroed: empty text, false, empty list, absent group */
	union {
		struct str text; /* SLOT_TEXT, SLOT_HTML; borrowed until rendered */
		bool flag;
		struct {
			list_next_fn *next;
			void *ctx;
		} list;
		const struct value *group; /* NULL: absent */
	};
};

void value_text(struct value *v, const char *s); /* SLOT_TEXT and SLOT_HTML; NULL is empty */
void value_slice(struct value *v, struct str s);
void value_flag(struct value *v, bool flag);
void value_list(struct value *v, list_next_fn *next, void *ctx);
void value_group(struct value *v, const struct value *frame);

/* The texts of all templates by name ("list", "partial/head"): loaded by the caller. */
struct template_set {
	struct map texts; /* name -> struct template_text */
};

struct template_text {
	struct str text;
	struct place place; /* of the file, for findings */
};

struct template;

/*
 * NULL with findings; a finding that f has already, from another page that
 * uses the same partial, is not added again. Partials and parents come from
 * the set; set, texts and shapes' names are not needed afterwards.
 */
struct template *template_compile(const struct template_set *set, const char *name,
				  const struct shape *shape, struct findings *f);
void template_free(struct template *t); /* NULL is fine */
/*
 * Appends. frame has a value for each slot of the shape that was compiled
 * for. Thread-safe: a template is never changed.
 */
void template_render(const struct template *t, const struct value *frame, struct buf *out);

#endif
