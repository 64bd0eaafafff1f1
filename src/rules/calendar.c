#include "rules/calendar.h"

#include <stddef.h>

static const struct calendar *calendar_of(const struct content *c, int year)
{
	for (size_t i = 0; i < c->calendars.n; i++)
		if (c->calendars.items[i].year == year)
			return &c->calendars.items[i];
	return NULL;
}

/* What a calendar says of the day in so many words: 1, 0, or DAYS_UNKNOWN where it is silent. */
static int calendar_says(const struct calendar *cal, date_t d)
{
	for (size_t i = 0; cal && i < cal->holidays.n; i++)
		if (cal->holidays.items[i] == d)
			return 0;
	for (size_t i = 0; cal && i < cal->workdays.n; i++)
		if (cal->workdays.items[i] == d)
			return 1;
	return DAYS_UNKNOWN;
}

/* Whether the day is one that base/date.h can name; DATE_NONE and DATE_MAX are not. */
static bool nameable(date_t d)
{
	return d >= date_make(1949, 1, 1) && d <= date_make(2199, 12, 31);
}

int calendar_workday(const struct content *c, date_t d)
{
	int year, says;

	if (!nameable(d))
		return DAYS_UNKNOWN;
	year = date_civil(d).year;
	if (!calendar_of(c, year))
		return DAYS_UNKNOWN;
	/* A year's notice may begin in the last days of the year before (元旦), and is the later word. */
	says = calendar_says(calendar_of(c, year + 1), d);
	if (says == DAYS_UNKNOWN)
		says = calendar_says(calendar_of(c, year), d);
	return says == DAYS_UNKNOWN ? date_weekday(d) <= 5 : says;
}

int calendar_count(const struct content *c, date_t start, date_t end, int unit)
{
	int n = 0;

	if (!nameable(start) || !nameable(end))
		return DAYS_UNKNOWN;
	if (end < start)
		return 0;
	if (unit == DAYS_CALENDAR)
		return end - start + 1;
	for (date_t d = start; d <= end; d++) {
		int works = calendar_workday(c, d);

		if (works == DAYS_UNKNOWN)
			return DAYS_UNKNOWN;
		n += works;
	}
	return n;
}

date_t calendar_last(const struct content *c, date_t start, int n, int unit)
{
	date_t d = start;

	if (!nameable(start) || n < 1)
		return DATE_NONE;
	if (unit == DAYS_CALENDAR)
		return n - 1 <= date_make(2199, 12, 31) - start ? start + (n - 1) : DATE_NONE;
	for (;; d++) {
		int works = calendar_workday(c, d);

		if (works == DAYS_UNKNOWN)
			return DATE_NONE;
		n -= works;
		if (n == 0)
			return d;
	}
}

date_t calendar_next_workday(const struct content *c, date_t d)
{
	return nameable(d) ? calendar_last(c, d + 1, 1, DAYS_WORKING) : DATE_NONE;
}
