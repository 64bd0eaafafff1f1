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

/* The same with what it was and is. */
struct version_change {
	int annex; /* its number; 0: of none */
	unsigned row; /* from 1, where it is, else where it was; 0: of none */
	const char *name; /* of a row: whom it prints, else its id */
	/*
	 * A key of the front matter, an annex or a row ("title"), the label of
	 * a column, "body", "rows" (their order), or NULL: the row, the annex or
	 * the text as a whole.
	 */
	const char *what;
	bool cell; /* what is the label of a column */
	const char *was, *is; /* a text, else JSON; of a row its cells; NULL: absent */
};

/* Returns how many; the arena owns them. One that cannot be read has none. */
size_t version_changes(const char *path, struct str before, struct str after, struct arena *a,
		       struct version_change **out);

#endif
