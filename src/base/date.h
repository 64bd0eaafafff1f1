/*
 * Civil dates and times, all in Asia/Shanghai (UTC+8, no summer time since
 * 1992). No time zone of the machine is ever consulted.
 *
 * A date is the number of days since 1970-01-01, a time the number of
 * minutes since 1970-01-01 00:00 Shanghai time. Years 1949 to 2199.
 *
 * Both have DATE_NONE and DATE_MAX, which every function here takes: one
 * that returns a day or a minute hands them through, the others give zeros.
 */
#ifndef LUCE_BASE_DATE_H
#define LUCE_BASE_DATE_H

#include <limits.h>
#include <stdbool.h>
#include <stdint.h>

typedef int32_t date_t; /* a day */
typedef int32_t minute_t; /* a minute */

#define DATE_NONE INT32_MIN /* not stated */
#define DATE_MAX INT32_MAX /* for ever */

struct civil {
	int year, month, day; /* month and day from 1 */
};

enum { DATE_SIZE = 11, MINUTE_SIZE = 17 }; /* with the NUL */

date_t date_make(int year, int month, int day); /* DATE_NONE if there is no such day */
struct civil date_civil(date_t d);
int date_weekday(date_t d); /* 1 Monday ... 7 Sunday */
/* The same day n years on; 29 February becomes 28 February. DATE_NONE past the last year. */
date_t date_add_years(date_t d, int n);

/* Strictly "YYYY-MM-DD"; DATE_NONE otherwise. */
date_t date_parse(const char *s);
/* Strictly "YYYY-MM-DD HH:MM"; DATE_NONE otherwise. */
minute_t minute_parse(const char *s);
/* "MM-DD" as month * 100 + day; 0 otherwise. 02-29 is accepted. */
int month_day_parse(const char *s);

/* These return out. DATE_NONE gives "", DATE_MAX "9999-12-31" (and "23:59"). */
const char *date_format(date_t d, char out[DATE_SIZE]);
const char *minute_format(minute_t t, char out[MINUTE_SIZE]);

date_t minute_date(minute_t t);
minute_t date_end(date_t d); /* 23:59 of the day */
/* The nearest minute of the years above, so that a forged commit time stays a date. */
minute_t minute_from_unix(int64_t seconds);

#endif
