/* Findings as text and as JSON, with lines and columns. */
#ifndef LUCE_COMMANDS_REPORT_H
#define LUCE_COMMANDS_REPORT_H

#include <stdio.h>

#include "base/finding.h"
#include "store/source.h"

/* Turns JSON Pointers into lines and columns by reading the files again, then sorts. */
void report_resolve(struct findings *f, struct source *s);
/* "file:line:col: error: message [rule]", one a line, resolved and sorted first. */
void report_text(struct findings *f, struct source *s, enum language lang, FILE *out);
/* { "errors", "warnings", "findings": [ … ] }, resolved and sorted first. */
void report_json(struct findings *f, struct source *s, enum language lang, struct buf *out);
/* A log in SARIF 2.1.0 (OASIS), for editors and code hosts; resolved and sorted first. */
void report_sarif(struct findings *f, struct source *s, enum language lang, struct buf *out);
/* Findings of a severity that count: the waived ones aside. */
size_t report_count(const struct findings *f, enum severity severity);

struct json_out;
/* The members "errors", "warnings" and "findings" of an object that is open, as report_json has them. */
void report_json_members(struct findings *f, struct source *s, enum language lang,
			 struct json_out *j);

#endif
