/*
 * The same engine with values looked up by name while rendering, as the
 * Mustache specification has it: a name that is nowhere renders as nothing,
 * partials may be missing or recursive. For the specification's own tests;
 * the product compiles (template.h).
 *
 * What a value is, the caller knows: the engine only asks.
 */
#ifndef LUCE_TEMPLATE_DYNAMIC_H
#define LUCE_TEMPLATE_DYNAMIC_H

#include <stddef.h>

#include "base/buf.h"
#include "base/finding.h"
#include "template/template.h"

/* How values are read. A value is never NULL and stays while its template renders. */
struct dynamic_values {
	/* The member `name` of an object; NULL if v has none or is no object. */
	const void *(*member)(const void *v, struct str name);
	/*
	 * What {{#v}} is rendered with: the i-th, from 0, NULL after the last.
	 * A list: its items. False, null and the like: nothing. Else: v, once.
	 */
	const void *(*item)(const void *v, size_t i);
	/* Appends what {{{v}}} writes. */
	void (*text)(const void *v, struct buf *out);
};

/*
 * Appends the template rendered with root. -1 with findings for what cannot
 * be parsed or is nested too deeply; out then has what there was up to there.
 */
int dynamic_render(const struct template_set *set, const char *name,
		   const struct dynamic_values *values, const void *root, struct buf *out,
		   struct findings *f);

#endif
