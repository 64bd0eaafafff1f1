/* Counting days by the official calendar. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

#include "rules/calendar.h"

/* Of the State Council's notices, the days that the tests below touch. */
static const struct {
	int year;
	const char *holidays, *workdays;
} years[] = {
	{ 2019, "2019-09-13 2019-10-01 2019-10-02 2019-10-03 2019-10-04 2019-10-07",
	  "2019-09-29 2019-10-12" },
	{ 2020, "2020-01-01", "2020-01-19" },
	{ 2022, "2022-09-12 2022-10-03 2022-10-04 2022-10-05 2022-10-06 2022-10-07",
	  "2022-10-08 2022-10-09" },
	{ 2023, "2022-12-31 2023-01-01 2023-01-02 2023-04-05", "2023-01-28 2023-01-29" },
	{ 2024, "2024-01-01 2024-04-04 2024-04-05 2024-04-06", "2024-04-07" },
	{ 2025,
	  "2025-05-31 2025-06-01 2025-06-02 2025-10-01 2025-10-02 2025-10-03 2025-10-06 2025-10-07 2025-10-08",
	  "2025-09-28 2025-10-11" },
};

enum { YEARS = ARRAY_LEN(years), DAYS_MOST = 16 };

struct fixture {
	struct content content;
	struct calendar calendars[YEARS];
	date_t days[2 * YEARS][DAYS_MOST];
};

static size_t days_parse(const char *s, date_t *out)
{
	size_t n = 0;

	for (; *s; s += DATE_SIZE - 1 + (s[DATE_SIZE - 1] == ' ')) {
		char day[DATE_SIZE] = { 0 };

		memcpy(day, s, DATE_SIZE - 1);
		out[n++] = date_parse(day);
	}
	return n;
}

static const struct content *fixture_init(struct fixture *x)
{
	memset(x, 0, sizeof(*x));
	for (size_t i = 0; i < YEARS; i++) {
		struct calendar *cal = &x->calendars[i];

		cal->year = years[i].year;
		cal->holidays.items = x->days[2 * i];
		cal->holidays.n = days_parse(years[i].holidays, cal->holidays.items);
		cal->workdays.items = x->days[2 * i + 1];
		cal->workdays.n = days_parse(years[i].workdays, cal->workdays.items);
	}
	x->content.calendars.items = x->calendars;
	x->content.calendars.n = YEARS;
	return &x->content;
}

static void a_workday_is_what_the_years_notice_says_else_what_the_week_says(void **state)
{
	static const struct {
		const char *label, *day;
		int works;
	} rows[] = {
		{ "a Wednesday", "2024-03-06", 1 },
		{ "a Friday", "2024-03-08", 1 },
		{ "a Saturday", "2024-03-09", 0 },
		{ "a Sunday", "2024-03-10", 0 },
		{ "a holiday on a Thursday", "2024-04-04", 0 },
		{ "the day before it", "2024-04-03", 1 },
		{ "a make-up Sunday", "2024-04-07", 1 },
		{ "a holiday within a weekend", "2024-04-06", 0 },
		{ "a Saturday that next year's notice takes off", "2022-12-31", 0 },
		{ "the Friday before it", "2022-12-30", 1 },
		{ "the last day of the last known year", "2025-12-31", 1 },
		{ "a year without a calendar", "2026-01-01", DAYS_UNKNOWN },
		{ "a gap between the known years", "2021-06-01", DAYS_UNKNOWN },
	};
	struct fixture x;
	const struct content *c = fixture_init(&x);

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(rows); i++)
		if (calendar_workday(c, date_parse(rows[i].day)) != rows[i].works)
			fail_msg("%s, %s: got %d, expected %d", rows[i].label, rows[i].day,
				 calendar_workday(c, date_parse(rows[i].day)), rows[i].works);
	assert_int_equal(calendar_workday(c, DATE_NONE), DAYS_UNKNOWN);
	assert_int_equal(calendar_workday(c, DATE_MAX), DAYS_UNKNOWN);
}

/* Windows of real notices, as published. */
static void published_windows_have_the_days_that_they_had(void **state)
{
	static const struct {
		const char *label, *start, *end;
		int calendar, working;
	} rows[] = {
		{ "工信部 2023", "2023-11-08", "2023-11-22", 15, 11 },
		{ "新乡 2025", "2025-05-26", "2025-05-30", 5, 5 },
		{ "江苏 2020", "2020-12-02", "2020-12-08", 7, 5 },
		{ "潍坊 2023, a holiday in it", "2023-03-31", "2023-04-07", 8, 5 },
		{ "徐州 2024, from a make-up Sunday", "2024-04-07", "2024-04-11", 5, 5 },
		{ "福建 2019, from a Saturday", "2019-11-30", "2019-12-04", 5, 3 },
		{ "金华 2022", "2022-09-22", "2022-09-30", 9, 7 },
		{ "汕头 2025, a long weekend in it", "2025-05-30", "2025-06-05", 7, 4 },
		{ "广东 2019", "2019-09-18", "2019-09-24", 7, 5 },
		{ "one day", "2025-05-30", "2025-05-30", 1, 1 },
		{ "one day off", "2025-05-31", "2025-05-31", 1, 0 },
		{ "the end before the start", "2025-05-30", "2025-05-29", 0, 0 },
		{ "up to the last known day", "2025-12-29", "2025-12-31", 3, 3 },
		{ "into a year without a calendar", "2025-12-29", "2026-01-01", 4, DAYS_UNKNOWN },
	};
	struct fixture x;
	const struct content *c = fixture_init(&x);

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		date_t start = date_parse(rows[i].start), end = date_parse(rows[i].end);
		int calendar = calendar_count(c, start, end, DAYS_CALENDAR);
		int working = calendar_count(c, start, end, DAYS_WORKING);

		if (calendar != rows[i].calendar || working != rows[i].working)
			fail_msg("%s: got %d and %d days, expected %d and %d", rows[i].label,
				 calendar, working, rows[i].calendar, rows[i].working);
	}
	assert_int_equal(calendar_count(c, DATE_NONE, date_parse("2025-05-30"), DAYS_CALENDAR),
			 DAYS_UNKNOWN);
	assert_int_equal(calendar_count(c, date_parse("2025-05-30"), DATE_MAX, DAYS_WORKING),
			 DAYS_UNKNOWN);
}

static void the_last_day_is_the_first_by_which_the_days_have_passed(void **state)
{
	static const struct {
		const char *label, *start;
		int n, unit;
		const char *last; /* "": unknown */
	} rows[] = {
		{ "five working days of one week", "2025-05-26", 5, DAYS_WORKING, "2025-05-30" },
		{ "over a long weekend", "2025-05-30", 5, DAYS_WORKING, "2025-06-06" },
		{ "one less", "2025-05-30", 4, DAYS_WORKING, "2025-06-05" },
		{ "begun on a day off", "2025-05-31", 1, DAYS_WORKING, "2025-06-03" },
		{ "ended by a make-up Saturday", "2025-09-29", 3, DAYS_WORKING, "2025-10-09" },
		{ "fifteen calendar days", "2023-11-08", 15, DAYS_CALENDAR, "2023-11-22" },
		{ "one calendar day", "2023-11-08", 1, DAYS_CALENDAR, "2023-11-08" },
		{ "calendar days need no calendar", "2030-01-01", 31, DAYS_CALENDAR, "2030-01-31" },
		{ "up to the last known day", "2025-12-29", 3, DAYS_WORKING, "2025-12-31" },
		{ "past it", "2025-12-29", 4, DAYS_WORKING, "" },
		{ "no day at all", "2025-12-29", 0, DAYS_WORKING, "" },
		{ "past the last year there is", "2199-12-30", 3, DAYS_CALENDAR, "" },
		{ "up to it", "2199-12-30", 2, DAYS_CALENDAR, "2199-12-31" },
	};
	struct fixture x;
	const struct content *c = fixture_init(&x);

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		date_t last = calendar_last(c, date_parse(rows[i].start), rows[i].n, rows[i].unit);
		char got[DATE_SIZE];

		if (strcmp(date_format(last, got), rows[i].last) != 0)
			fail_msg("%s: got \"%s\", expected \"%s\"", rows[i].label, got, rows[i].last);
	}
	assert_int_equal(calendar_last(c, DATE_NONE, 1, DAYS_CALENDAR), DATE_NONE);
	assert_int_equal(calendar_last(c, DATE_MAX, 1, DAYS_WORKING), DATE_NONE);
}

static void the_next_workday_is_after_the_day_itself(void **state)
{
	static const struct {
		const char *label, *day, *next;
	} rows[] = {
		{ "from a workday", "2025-05-28", "2025-05-29" },
		{ "from a Friday before a long weekend", "2025-05-30", "2025-06-03" },
		{ "to a make-up Sunday", "2025-09-27", "2025-09-28" },
		{ "over a long holiday", "2025-09-30", "2025-10-09" },
		{ "out of the last known year", "2025-12-31", "" },
	};
	struct fixture x;
	const struct content *c = fixture_init(&x);

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		char got[DATE_SIZE];

		date_format(calendar_next_workday(c, date_parse(rows[i].day)), got);
		if (strcmp(got, rows[i].next) != 0)
			fail_msg("%s: got \"%s\", expected \"%s\"", rows[i].label, got, rows[i].next);
	}
	assert_int_equal(calendar_next_workday(c, DATE_NONE), DATE_NONE);
	assert_int_equal(calendar_next_workday(c, DATE_MAX), DATE_NONE);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_workday_is_what_the_years_notice_says_else_what_the_week_says),
		cmocka_unit_test(published_windows_have_the_days_that_they_had),
		cmocka_unit_test(the_last_day_is_the_first_by_which_the_days_have_passed),
		cmocka_unit_test(the_next_workday_is_after_the_day_itself),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
