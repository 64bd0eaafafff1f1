/*
 * Counting days by the official calendar (国务院办公厅 yearly notices on
 * public holidays). A year without a calendar has no answer: what reaches
 * into one is DAYS_UNKNOWN, never a guess.
 */
#ifndef LUCE_RULES_CALENDAR_H
#define LUCE_RULES_CALENDAR_H

#include <stdbool.h>

#include "base/date.h"
#include "content/content.h"

enum { DAYS_UNKNOWN = -1 };

/* 1 a workday, 0 a day off, DAYS_UNKNOWN. */
int calendar_workday(const struct content *c, date_t d);
/* Days from start to end, both counted; 0 if end is before start. unit is enum day_unit. */
int calendar_count(const struct content *c, date_t start, date_t end, int unit);
/* The first day by which n days from start on, start counted, have passed. DATE_NONE: unknown. n >= 1. */
date_t calendar_last(const struct content *c, date_t start, int n, int unit);
/* The first workday after d; DATE_NONE: unknown. */
date_t calendar_next_workday(const struct content *c, date_t d);

#endif
