/*
 * Walks through a template as if its partials and parents stood in it.
 * Internal to template/.
 *
 * Which text comes where, indented how, and which block stands for which, is
 * the same for every mode and decided here. What a name means is the
 * visitor's: it is given variables and sections, and calls expand_body as
 * often as the content of a section is to be walked through. Compilation
 * (compile.c) does so once, rendering by name (dynamic.c) once per item.
 */
#ifndef LUCE_TEMPLATE_EXPAND_H
#define LUCE_TEMPLATE_EXPAND_H

#include <stdbool.h>
#include <stddef.h>

#include "base/map.h"
#include "base/mem.h"
#include "template/parse.h"
#include "template/report.h"
#include "template/template.h"

/* What a template may come to with all that it includes: its text, and PART_COST for each part. */
enum { EXPANSION_MOST = 8 << 20, PART_COST = 16 };

struct spot; /* a place in the walk: which file, used by whom, how indented */

struct visitor {
	void (*text)(void *ctx, struct str text);
	void (*variable)(void *ctx, const struct spot *at, const struct part *tag);
	/* Inverted ones too. */
	void (*section)(void *ctx, const struct spot *at, const struct part *tag);
};

struct expander {
	const struct template_set *set;
	const struct visitor *visitor;
	void *ctx;
	/*
	 * Strict: a missing partial, a dynamic name, recursion, a block that the
	 * parent does not have, text that a parent drops: all are findings, and
	 * size is bounded. Else they are what the specification makes of them.
	 */
	bool strict;
	struct report report;
	struct arena arena; /* of the walk */
	/* Private, zeroed. */
	struct map files;
	size_t spent;
	bool incomplete; /* a part of the template was left out because of a finding */
};

/* Needs set, visitor, ctx, strict and report.f; the rest zeroed. */
void expand_template(struct expander *x, const char *name);
void expand_body(struct expander *x, const struct spot *at, const struct part *section);
void expander_release(struct expander *x);

struct place spot_place(const struct spot *at, const struct part *part);

#endif
