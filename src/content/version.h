/*
 * What the text of a notice says of itself, read from one file alone: of
 * versions long past, which need not follow today's tables.
 */
#ifndef LUCE_CONTENT_VERSION_H
#define LUCE_CONTENT_VERSION_H

#include <stdbool.h>

#include "base/buf.h"
#include "base/date.h"

struct notice_says {
	bool draft, transcribed;
	date_t copied; /* transcribed: on which day; DATE_NONE: not said */
	minute_t published; /* DATE_NONE: not said */
};

/* -1 where the front matter is no JSON object. */
int notice_says(struct str text, struct notice_says *out);

#endif
