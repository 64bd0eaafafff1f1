/*
 * Inside of `luce diff`: what its files share.
 *
 *	diff.c		the command: two revisions, or two days
 *	diff_text.c	for people, grouped by notice
 *	diff_json.c	for programs
 *	diff_csv.c	for tools that read daff's highlighter format
 *	diff_html.c	a page by itself, by a template of the portal
 *	diff_words.c	words for all of them
 */
#ifndef LUCE_COMMANDS_DIFF_H
#define LUCE_COMMANDS_DIFF_H

#include "base/buf.h"
#include "commands/command.h"
#include "register/compare.h"
#include "store/source.h"

struct diff_side {
	const struct registry *registry;
	const char *revision; /* full commit id; NULL: the work tree */
};

struct diff {
	const struct comparison *c;
	struct diff_side was, is;
	const char *list; /* NULL: all */
	enum language language;
	bool colour; /* of text */
};

void diff_add_text(const struct diff *d, struct buf *out);
void diff_add_json(const struct diff *d, struct buf *out);
void diff_add_csv(const struct diff *d, struct buf *out);
/* The template is that of the portal in the work tree. -1 with findings. */
int diff_add_html(const struct diff *d, struct source *portal, struct buf *out, struct findings *f);

/* ---- diff_words.c ---- */

enum diff_word {
	DIFF_TITLE,
	DIFF_ADDED,
	DIFF_EDITED,
	DIFF_DELETED,
	DIFF_TOOK_EFFECT,
	DIFF_UNEXPLAINED,
	DIFF_NOTICES,
	DIFF_EFFECTIVE,
	DIFF_PUBLISHED,
	DIFF_BARRED,
	DIFF_NO_LONGER,
	DIFF_WITHHELD,
	DIFF_ABSENT,
	DIFF_WORK_TREE,
	DIFF_SAME,
	DIFF_WORDS
};

const char *diff_word(const struct diff *d, enum diff_word w);
const char *diff_aspect_key(enum member_aspect a); /* "place", as in JSON */
const char *diff_aspect_word(const struct diff *d, enum member_aspect a);
/* What a change of the notice is called: DIFF_TOOK_EFFECT between days. */
enum diff_word diff_notice_word(const struct diff *d, const struct notice_change *n);
/* The ground of a removal as coded, else what ended the membership ("succeed"); NULL: nothing is said. */
const char *diff_ground(const struct member_change *c);

/* Of a removal: ground, as coded and as printed, and how long it bars. */
void diff_add_note(const struct diff *d, const struct member_change *c, struct buf *out);
/* What the list says, for people: a place by its name. */
const char *diff_aspect(const struct diff *d, const struct member_facts *f, enum member_aspect a);

/* All changes by the notices behind them: those without come first, then by day. */
struct diff_line {
	const char *list;
	const struct member_change *change;
};

struct diff_lines {
	struct diff_line *items; /* freed by the caller */
	size_t n;
};

struct diff_lines diff_lines(const struct diff *d);
bool diff_same_notices(const struct diff_line *a, const struct diff_line *b);
/* The notice of that id, as it is or was; NULL where neither content has it. */
const struct notice *diff_notice(const struct diff *d, const char *id);
/* What happened to it; NULL where nothing did. */
const struct notice_change *diff_notice_change(const struct diff *d, const char *id);
/* The place as people write it. */
const char *diff_place(const struct diff *d, const char *code);

#endif
