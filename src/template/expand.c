#include "template/expand.h"

#include <string.h>

struct file {
	const char *name;
	struct place place;
	struct parts parts;
};

/* What a use of a parent gives for one of its blocks. */
struct argument {
	const struct part *block;
	const struct use *from; /* where it is written: there its own blocks are looked up */
	bool used;
	struct argument *next;
};

/* A template in use: the page itself, or by a partial or parent tag in `caller`. */
struct use {
	const struct use *caller;
	const struct file *file;
	struct argument *args;
};

struct margin {
	struct str add; /* before each line */
	struct str cut; /* of each line's own white space, as far as it agrees */
};

struct spot {
	const struct use *use;
	struct margin margin;
	unsigned nesting;
};

static void walk(struct expander *x, const struct spot *at, size_t first, size_t end);

struct place spot_place(const struct spot *at, const struct part *part)
{
	struct place place = at->use->file->place;

	place.line = part->line;
	place.col = part->col;
	return place;
}

/* False once the template has become too large. */
static bool spend(struct expander *x, const struct spot *at, const struct part *part, size_t cost)
{
	if (!x->strict)
		return true;
	if (x->spent > EXPANSION_MOST)
		return false;
	x->spent += cost;
	if (x->spent <= EXPANSION_MOST)
		return true;
	x->incomplete = true;
	report_add(&x->report, F_TMPL_TOO_LARGE, spot_place(at, part),
		   report_number(&x->arena, EXPANSION_MOST));
	return false;
}

static void text(struct expander *x, const struct spot *at, const struct part *part, struct str s)
{
	if (s.len && spend(x, at, part, s.len))
		x->visitor->text(x->ctx, s);
}

/* ---- indentation ---- */

/* What is left of a line's white space. */
static struct str margin_rest(const struct margin *m, struct str white)
{
	size_t n = 0;

	while (n < white.len && n < m->cut.len && white.data[n] == m->cut.data[n])
		n++;
	return (struct str){ white.data + n, white.len - n };
}

static void line_start(struct expander *x, const struct spot *at, const struct part *part,
		       struct str white)
{
	text(x, at, part, at->margin.add);
	text(x, at, part, margin_rest(&at->margin, white));
}

/* What comes before each line of something that stands alone, indented by `white`. */
static struct str margin_within(struct expander *x, const struct spot *at, const struct part *part,
				struct str white)
{
	struct str outer = at->margin.add, rest = margin_rest(&at->margin, white);
	char *both;

	if (!rest.len)
		return outer;
	if (!outer.len || !spend(x, at, part, outer.len + rest.len))
		return rest;
	both = arena_alloc(&x->arena, outer.len + rest.len);
	memcpy(both, outer.data, outer.len);
	memcpy(both + outer.len, rest.data, rest.len);
	return (struct str){ both, outer.len + rest.len };
}

/* ---- partials and parents ---- */

static struct file *file_get(struct expander *x, const char *name)
{
	struct file *file = map_get(&x->files, name);
	const struct template_text *source;

	if (file)
		return file;
	source = map_get(&x->set->texts, name);
	if (!source)
		return NULL;
	file = arena_alloc(&x->arena, sizeof(*file));
	file->name = name;
	file->place = source->place;
	x->incomplete |=
		parts_parse(&file->parts, source->text, source->place, &x->report, &x->arena) < 0;
	map_add(&x->files, name, file);
	return file;
}

static bool in_use(const struct use *use, const struct file *file)
{
	while (use && use->file != file)
		use = use->caller;
	return use;
}

/* The template that a partial or parent tag names; NULL if nothing is to come of the tag. */
static const struct file *file_named(struct expander *x, const struct spot *at, const struct part *tag)
{
	const char *name = arena_strndup(&x->arena, tag->text.data, tag->text.len);
	struct place place = spot_place(at, tag);
	const char *quoted = report_quote(&x->arena, tag->text);
	const struct file *file = file_get(x, name);

	if (!x->strict)
		return file;
	if (name[0] == '*')
		report_add(&x->report, F_TMPL_DYNAMIC, place, quoted);
	else if (!file)
		report_add(&x->report, F_TMPL_MISSING_PARTIAL, place, quoted);
	else if (in_use(at->use, file))
		report_add(&x->report, F_TMPL_RECURSION, place, quoted);
	else
		return file;
	x->incomplete = true;
	return NULL;
}

/* The template's own lines are indented as the tag is, if it stands alone, or else not at all. */
static void use_walk(struct expander *x, const struct spot *at, const struct part *tag,
		     const struct use *use)
{
	struct spot inner = { .use = use, .nesting = at->nesting + 1 };

	if (tag->stand == STAND_ALONE)
		inner.margin.add = margin_within(x, at, tag, tag->indent);
	walk(x, &inner, 0, use->file->parts.n);
}

static void partial_walk(struct expander *x, const struct spot *at, const struct part *tag)
{
	struct use use = { .caller = at->use, .file = file_named(x, at, tag) };

	if (use.file)
		use_walk(x, at, tag, &use);
}

/* ---- what a parent is given ---- */

static bool blank(struct str s)
{
	for (size_t i = 0; i < s.len; i++)
		if (!memchr(" \t\r\n", s.data[i], 4))
			return false;
	return true;
}

/* A part that stands directly in a parent's tag, and is not a block. */
static void outside_report(struct expander *x, const struct spot *at, const struct part *part)
{
	bool harmless = part->kind == PART_NOTHING || part->kind == PART_LINE ||
			part->kind == PART_END || (part->kind == PART_TEXT && blank(part->text));

	if (x->strict && !harmless)
		report_add(&x->report, F_TMPL_OUTSIDE_BLOCK, spot_place(at, part),
			   report_quote(&x->arena, part->source));
}

static struct argument *argument_find(struct argument *a, struct str name)
{
	while (a && !name_equal(a->block->text, name))
		a = a->next;
	return a;
}

/* The blocks directly in the parent's tag; of two with one name the first. */
static struct argument *arguments_collect(struct expander *x, const struct spot *at,
					  const struct part *tag)
{
	const struct parts *parts = &at->use->file->parts;
	struct argument *first = NULL, **last = &first;
	size_t n = 0;

	for (size_t i = (size_t)(tag - parts->items) + 1; i < tag->end; i = parts->items[i].end + 1) {
		const struct part *part = &parts->items[i];

		if (!spend(x, at, part, PART_COST + n)) /* the search among n is paid for */
			break;
		if (part->kind != PART_BLOCK) {
			outside_report(x, at, part);
		} else if (!argument_find(first, part->text)) {
			*last = arena_alloc(&x->arena, sizeof(**last));
			**last = (struct argument){ .block = part, .from = at->use };
			last = &(*last)->next;
			n++;
		} else if (x->strict) {
			report_add(&x->report, F_TMPL_BLOCK_TWICE, spot_place(at, part),
				   report_quote(&x->arena, part->text));
		}
	}
	return first;
}

/* The names of the blocks in a file, each once. */
static const char *blocks_offered(struct expander *x, const struct file *file)
{
	struct map seen = MAP_INIT;
	struct buf names = BUF_INIT;
	const char *list;

	for (size_t i = 0; i < file->parts.n; i++) {
		const struct part *part = &file->parts.items[i];

		if (part->kind != PART_BLOCK ||
		    !map_add(&seen, report_quote(&x->arena, part->text), &seen))
			continue;
		buf_add_str(&names, names.len ? ", " : "");
		buf_add_str(&names, report_quote(&x->arena, part->text));
	}
	list = arena_strdup(&x->arena, names.len ? names.data : "-");
	buf_release(&names);
	map_release(&seen);
	return list;
}

/* A block that nothing asked for is a misspelt one. */
static void arguments_check(struct expander *x, const struct spot *at, const struct use *use)
{
	if (!x->strict || x->incomplete)
		return;
	for (const struct argument *a = use->args; a && !report_full(&x->report); a = a->next)
		if (!a->used)
			report_add(&x->report, F_TMPL_UNKNOWN_BLOCK, spot_place(at, a->block),
				   report_quote(&x->arena, a->block->text), use->file->name,
				   blocks_offered(x, use->file));
}

static void parent_walk(struct expander *x, const struct spot *at, const struct part *tag)
{
	struct use use = { .caller = at->use, .file = file_named(x, at, tag) };

	if (!use.file)
		return;
	use.args = arguments_collect(x, at, tag);
	use_walk(x, at, tag, &use);
	arguments_check(x, at, &use);
}

/* ---- blocks ---- */

/*
 * What stands for a block: of all that the templates in use were given, what
 * the outermost gives. NULL: the block's own content.
 */
static const struct argument *argument_for(struct expander *x, const struct spot *at,
					   const struct part *block)
{
	const struct argument *outermost = NULL;

	for (const struct use *use = at->use; use; use = use->caller) {
		for (struct argument *a = use->args; a; a = a->next) {
			if (!spend(x, at, block, 1))
				return NULL;
			if (!name_equal(a->block->text, block->text))
				continue;
			a->used = true;
			outermost = a;
		}
	}
	return outermost;
}

static void content_walk(struct expander *x, const struct spot *at, const struct part *part)
{
	const struct parts *parts = &at->use->file->parts;

	walk(x, at, (size_t)(part - parts->items) + 1, part->end);
}

/*
 * The lines of an argument lose the indentation that they have in common
 * where it is written, and get that of the block that it stands for.
 */
static void block_walk(struct expander *x, const struct spot *at, const struct part *block)
{
	const struct argument *a = argument_for(x, at, block);
	struct spot inner = *at;

	inner.nesting++;
	if (!a) {
		if (block->stand == STAND_LEADING)
			line_start(x, at, block, block->indent);
		content_walk(x, &inner, block);
		return;
	}
	inner.use = a->from;
	inner.margin.cut = a->block->indent;
	inner.margin.add = (struct str){ "", 0 };
	if (block->stand != STAND_INLINE) {
		inner.margin.add = margin_within(x, at, block, block->indent);
		if (a->block->stand != STAND_ALONE) /* its first line starts here */
			text(x, at, block, inner.margin.add);
	}
	content_walk(x, &inner, a->block);
}

/* ---- the walk ---- */

/* Every level of the walk comes through here, so that its depth is bounded. */
static bool deeper(struct expander *x, const struct spot *at, const struct part *part)
{
	if (at->nesting < NESTING_MOST)
		return true;
	x->incomplete = true;
	report_add(&x->report, F_TMPL_TOO_DEEP, spot_place(at, part),
		   report_number(&x->arena, NESTING_MOST));
	return false;
}

static void part_walk(struct expander *x, const struct spot *at, const struct part *part)
{
	switch (part->kind) {
	case PART_NOTHING:
	case PART_END:
		break;
	case PART_LINE:
		line_start(x, at, part, part->text);
		break;
	case PART_TEXT:
		text(x, at, part, part->text);
		break;
	case PART_VARIABLE:
	case PART_RAW:
		x->visitor->variable(x->ctx, at, part);
		break;
	case PART_SECTION:
	case PART_INVERTED:
		if (deeper(x, at, part))
			x->visitor->section(x->ctx, at, part);
		break;
	case PART_PARTIAL:
		if (deeper(x, at, part))
			partial_walk(x, at, part);
		break;
	case PART_PARENT:
		if (deeper(x, at, part))
			parent_walk(x, at, part);
		break;
	case PART_BLOCK:
		if (deeper(x, at, part))
			block_walk(x, at, part);
		break;
	}
}

static void walk(struct expander *x, const struct spot *at, size_t first, size_t end)
{
	const struct parts *parts = &at->use->file->parts;

	for (size_t i = first; i < end && i < parts->n; i = parts->items[i].end + 1) {
		const struct part *part = &parts->items[i];

		if (report_full(&x->report) || !spend(x, at, part, PART_COST))
			return;
		part_walk(x, at, part);
	}
}

void expand_body(struct expander *x, const struct spot *at, const struct part *section)
{
	struct spot inner = *at;

	inner.nesting++;
	content_walk(x, &inner, section);
}

void expand_template(struct expander *x, const char *name)
{
	struct use page = { .file = file_get(x, name) };
	struct spot start = { .use = &page };

	if (page.file)
		walk(x, &start, 0, page.file->parts.n);
	else
		report_add(&x->report, F_TMPL_MISSING_PARTIAL, (struct place){ 0 }, name);
}

void expander_release(struct expander *x)
{
	map_release(&x->files);
	arena_release(&x->arena);
}
