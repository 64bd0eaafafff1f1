/*
 * The catalogue: what is checked over sound records and their register.
 *
 * One row and one short function each; a file per family. Pure: records
 * and register in, findings out. What the loader (structure, references)
 * and the fold (the state of lists) find on their way is not repeated here.
 */
#ifndef LUCE_CHECKS_CHECKS_H
#define LUCE_CHECKS_CHECKS_H

#include "base/finding.h"
#include "content/content.h"
#include "register/registry.h"

struct check_input {
	const struct content *content;
	const struct registry *registry;
	struct findings *findings;
};

/* Exactly one of the three is set: each entity, each notice, or all at once. */
struct check {
	const char *name;
	void (*entity)(const struct check_input *in, const struct entity *e);
	void (*notice)(const struct check_input *in, const struct notice *n);
	void (*all)(const struct check_input *in);
};

/* The families; name NULL at the end. */
extern const struct check identity_checks[], date_checks[], count_checks[], text_checks[];

void checks_run(const struct content *c, const struct registry *r, struct findings *f);

#endif
