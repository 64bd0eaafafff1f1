/*
 * What the text of a notice says of itself, read from one file alone: of
 * versions long past, which need not follow today's tables.
 */
#ifndef LUCE_CONTENT_VERSION_H
#define LUCE_CONTENT_VERSION_H

#include <stdbool.h>

#include "base/buf.h"
#include "base/date.h"
#include "content/model.h"

struct arena;

struct notice_says {
	bool draft, transcribed;
	date_t copied; /* transcribed: on which day; DATE_NONE: not said */
	minute_t published; /* DATE_NONE: not said */
};

/* -1 where the front matter is no JSON object. */
int notice_says(struct str text, struct notice_says *out);

/*
 * What differs between two versions of a record's file, named as an editor
 * would: "title" of a front matter or a record, "body" of a notice's text,
 * "annex 1 row 3". None: only the form differs. Where one cannot be read,
 * "unreadable". The arena owns them.
 */
struct strings version_differences(const char *path, struct str before, struct str after,
				   struct arena *a);

#endif
