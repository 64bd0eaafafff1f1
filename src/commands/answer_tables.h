/*
 * What the JSON answers of commands look like, as tables: only their schemas
 * are made from them (`luce schema check-answer`), so offsets mean nothing.
 */
#ifndef LUCE_COMMANDS_ANSWER_TABLES_H
#define LUCE_COMMANDS_ANSWER_TABLES_H

#include "content/record.h"

extern const struct record *const all_answers[]; /* NULL at the end */

#endif
