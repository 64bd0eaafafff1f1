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

struct pair { /* "批次=1", "企业名称=name", "signed=2017-08-23" */
	const char *key, *value;
};

/*
 * Sets values by dotted keys ("signed", "period.start") as if they had been
 * written in the file, all together; strings of an array are separated by
 * commas. -1 with findings at `place`, and nothing is set.
 */
int notice_set(struct notice *n, struct arena *a, const struct pair *pairs, size_t count,
	       struct place place, struct findings *f);

#endif
