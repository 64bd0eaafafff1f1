/*
 * Records back to bytes, in their one canonical form, and single values set
 * in a notice's front matter by name.
 */
#ifndef LUCE_CONTENT_WRITE_H
#define LUCE_CONTENT_WRITE_H

#include "base/finding.h"
#include "base/mem.h"
#include "content/model.h"

void entity_render(const struct entity *e, struct buf *out);
/* Front matter, a blank line, the body. */
void notice_render(const struct notice *n, struct buf *out);
void annexes_render(const struct notice *n, struct buf *out);

/*
 * Sets the value that a dotted key names ("signed", "transcribed.source") as
 * if it had been written in the file; strings of an array are separated by
 * commas. -1 with a finding at `place`.
 */
int notice_set(struct notice *n, struct arena *a, const char *key, const char *value,
	       struct place place, struct findings *f);

#endif
