/*
 * Findings: what is wrong, where, and what to do, as data.
 *
 * A finding is an id with arguments. Its words stand in one table
 * (finding.def) in Chinese and English; only commands/ and pages/ turn it
 * into text. Code that finds something goes on where it can, so that one
 * run reports all there is.
 *
 *	finding_add(f, F_DATE_INVALID, place, value);
 *
 * Arguments and place are copied. A collector belongs to one thread.
 */
#ifndef LUCE_BASE_FINDING_H
#define LUCE_BASE_FINDING_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"
#include "base/mem.h"
#include "base/place.h"

enum severity { SEVERITY_NOTE, SEVERITY_WARNING, SEVERITY_ERROR };
enum language { LANG_ZH, LANG_EN };

enum finding_id {
#define FINDING(id, rule, severity, zh, en) id,
#include "base/finding.def"
#undef FINDING
	FINDING_COUNT
};

enum { FINDING_ARGS = 5 };

struct finding {
	enum finding_id id;
	struct place place;
	const char *args[FINDING_ARGS]; /* {0} ... {4} of the message; unused ones are NULL */
	enum severity severity; /* that of the table, or less */
	const char *article; /* the article behind the rule, where there is one */
	const char *waived; /* the reason; NULL: it counts */
	const char *waived_by; /* the document that decided it */
};

struct findings {
	struct finding *items;
	size_t n, cap;
	size_t errors; /* of them, the waived ones aside */
	struct arena arena;
};

#define FINDINGS_INIT                                                                              \
	{                                                                                          \
		NULL, 0, 0, 0, ARENA_INIT                                                          \
	}

/*
 * args: up to FINDING_ARGS strings, NULL ones are printed as nothing; use the
 * macro, which counts them. A finding without arguments is given one NULL.
 */
void findings_add(struct findings *f, enum finding_id id, struct place place,
		  const char *const *args, size_t n_args);
#define finding_add(f, id, place, ...)                                                             \
	findings_add((f), (id), (place), (const char *const[]){ __VA_ARGS__ },                     \
		     sizeof((const char *const[]){ __VA_ARGS__ }) / sizeof(const char *))
/* Names the article behind the finding added last. */
void findings_cite(struct findings *f, const char *article);
/* The finding added last is no worse than that: the text says 原则上, or is ambiguous. */
void findings_lower(struct findings *f, enum severity most);
/* The i-th finding stands, but no longer counts. */
void findings_waive(struct findings *f, size_t i, const char *reason, const char *document);
/* Appends a copy of a finding, another collector's too. */
void findings_copy(struct findings *f, const struct finding *x);
/* Appends all of from's to f, in order; from stays as it is. */
void findings_join(struct findings *f, const struct findings *from);
/* By path, then position (lines must be resolved where they can be), then id. Stable. */
void findings_sort(struct findings *f);
void findings_release(struct findings *f);

const char *finding_rule(enum finding_id id); /* "date-invalid" */
enum severity finding_severity(enum finding_id id);
const char *severity_name(enum severity s); /* "error", "warning", "note" */
/* Appends the message. Arguments are shown with control and bidi characters escaped, long ones cut. */
void finding_render(const struct finding *f, enum language lang, struct buf *out);
/* The same for words that have another table: {0} … stand for the arguments. */
void message_render(const char *words, const char *const args[FINDING_ARGS], enum language lang,
		    struct buf *out);
/* Appends the problem alone, without what to do, and "…" for each argument: for a catalogue. */
void finding_describe(enum finding_id id, enum language lang, struct buf *out);

#endif
