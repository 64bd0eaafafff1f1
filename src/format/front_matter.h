/*
 * A notice is a JSON object, a blank line, and Markdown (as Hugo reads it).
 * This splits the two; it parses the JSON only to say why it does not end.
 */
#ifndef LUCE_FORMAT_FRONT_MATTER_H
#define LUCE_FORMAT_FRONT_MATTER_H

#include "base/buf.h"
#include "base/finding.h"

struct front_matter {
	struct str json; /* from the first byte of the file: its lines are the file's */
	struct str body; /* what follows the first blank line; empty if nothing does */
	unsigned body_line; /* the body's first line in the file, from 1 */
};

/*
 * 0, or -1 with a finding. The slices borrow from text, all of which must be
 * UTF-8. The object begins with the file (after a BOM) and ends a line; JSON
 * that is wrong inside but has its brackets right is split all the same.
 */
int front_matter_split(struct str text, struct place file, struct front_matter *out,
		       struct findings *f);

#endif
