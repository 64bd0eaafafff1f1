/*
 * The JSON answers that others may build on: one place that says how a
 * membership, a basis, a spell is written. `luce schema` describes them.
 */
#ifndef LUCE_COMMANDS_ANSWER_H
#define LUCE_COMMANDS_ANSWER_H

#include "base/date.h"
#include "format/json_out.h"
#include "register/registry.h"

/* "member", "barred", "removed", "candidate", "recommended", "proposed" */
const char *membership_status(const struct membership *m, date_t day);
/* { "date", "notice" }, or null */
void answer_event(struct json_out *j, date_t day, const struct event *e);
void answer_bases(struct json_out *j, const struct membership *m, date_t day);
void answer_spells(struct json_out *j, const struct membership *m);
void answer_date(struct json_out *j, const char *key,
		 date_t d); /* the key is left out for DATE_NONE and DATE_MAX */

/* A list that has no row yet by the day is empty; one of an unknown region or category is not a list. */
bool list_known(const struct content *c, const char *list);
/* The columns of a member in CSV: what luce diff --format csv tells the changes of. */
#define LIST_CSV_HEADER "id,name,place,status,since,industry,bases\n"

#endif
