#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdio.h>
#include <string.h>

#include "base/date.h"
#include "base/mem.h"

static void every_day_of_the_range_follows_the_one_before(void **state)
{
	date_t d = date_make(1949, 1, 1), last = date_make(2199, 12, 31);
	int weekday = 6; /* 1949-01-01 was a Saturday */
	struct civil before = { 1948, 12, 31 };

	(void)state;
	assert_int_equal(date_make(1970, 1, 1), 0);
	for (; d <= last; d++, weekday = weekday % 7 + 1) {
		struct civil c = date_civil(d);
		char text[DATE_SIZE];

		if (c.day == 1)
			assert_true(before.month == 12
					    ? c.month == 1 && c.year == before.year + 1
					    : c.month == before.month + 1 && c.year == before.year);
		else
			assert_true(c.day == before.day + 1 && c.month == before.month &&
				    c.year == before.year);
		assert_int_equal(date_make(c.year, c.month, c.day), d);
		assert_int_equal(date_weekday(d), weekday);
		assert_int_equal(date_parse(date_format(d, text)), d);
		before = c;
	}
	assert_int_equal(d - date_make(1949, 1, 1), 91676); /* 251 years, 61 of them leap years */
}

static void only_days_that_exist_are_made(void **state)
{
	static const struct {
		int year, month, day;
		bool exists;
	} rows[] = {
		{ 1948, 12, 31, false }, { 1949, 1, 1, true },	 { 2199, 12, 31, true },
		{ 2200, 1, 1, false },	 { 2024, 2, 29, true },	 { 2024, 2, 30, false },
		{ 2023, 2, 29, false },	 { 2100, 2, 29, false }, { 2000, 2, 29, true },
		{ 2025, 4, 30, true },	 { 2025, 4, 31, false }, { 2025, 0, 1, false },
		{ 2025, 13, 1, false },	 { 2025, 1, 0, false },	 { 2025, 1, 31, true },
		{ 2025, 1, 32, false },	 { -1, -1, -1, false },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		bool got = date_make(rows[i].year, rows[i].month, rows[i].day) != DATE_NONE;

		if (got != rows[i].exists)
			fail_msg("%d-%d-%d: got %d", rows[i].year, rows[i].month, rows[i].day, got);
	}
}

static void dates_are_parsed_strictly(void **state)
{
	static const char *const bad[] = { "",
					   "2025",
					   "2025-1-01",
					   "2025-01-1",
					   "2025-01-01 ",
					   " 2025-01-01",
					   "2025/01/01",
					   "20250101",
					   "2025-01-0x",
					   "+025-01-01",
					   "2025-02-29",
					   "２０２5-01",
					   "2025-01-001",
					   "-025-01-01" };
	static const char *const bad_minutes[] = {
		"2025-01-01",	    "2025-01-01T09:00", "2025-01-01 9:00",
		"2025-01-01 24:00", "2025-01-01 09:60", "2025-01-01 09:00:00",
		"2025-02-30 09:00", "2025-01-01 -1:00", ""
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(bad); i++)
		if (date_parse(bad[i]) != DATE_NONE)
			fail_msg("\"%s\" was accepted", bad[i]);
	for (size_t i = 0; i < ARRAY_LEN(bad_minutes); i++)
		if (minute_parse(bad_minutes[i]) != DATE_NONE)
			fail_msg("\"%s\" was accepted", bad_minutes[i]);
}

static void month_and_day_are_a_number(void **state)
{
	static const struct {
		const char *text;
		int expected;
	} rows[] = { { "03-15", 315 }, { "12-31", 1231 }, { "02-29", 229 }, { "02-30", 0 },
		     { "13-01", 0 },   { "00-10", 0 },	  { "01-00", 0 },   { "1-1", 0 },
		     { "01-01 ", 0 },  { "", 0 },	  { "01/01", 0 } };

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(rows); i++)
		if (month_day_parse(rows[i].text) != rows[i].expected)
			fail_msg("\"%s\": got %d, expected %d", rows[i].text,
				 month_day_parse(rows[i].text), rows[i].expected);
}

static void years_are_added_to_the_same_day(void **state)
{
	static const struct {
		const char *from;
		int n;
		const char *expected;
	} rows[] = {
		{ "2024-07-19", 5, "2029-07-19" }, { "2024-02-29", 1, "2025-02-28" },
		{ "2024-02-29", 4, "2028-02-29" }, { "2024-02-29", -1, "2023-02-28" },
		{ "2096-02-29", 4, "2100-02-28" }, { "2199-12-31", 0, "2199-12-31" },
		{ "2199-01-01", 1, "" },	   { "1949-12-31", -1, "" },
		{ "2024-01-01", INT_MAX, "" },	   { "2024-01-01", INT_MIN, "" },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		char got[DATE_SIZE];

		date_format(date_add_years(date_parse(rows[i].from), rows[i].n), got);
		if (strcmp(got, rows[i].expected) != 0)
			fail_msg("%s + %d: got %s, expected %s", rows[i].from, rows[i].n, got,
				 rows[i].expected);
	}
}

static void none_and_for_ever_go_through(void **state)
{
	char day[DATE_SIZE], minute[MINUTE_SIZE];

	(void)state;
	assert_string_equal(date_format(DATE_NONE, day), "");
	assert_string_equal(date_format(DATE_MAX, day), "9999-12-31");
	assert_string_equal(minute_format(DATE_NONE, minute), "");
	assert_string_equal(minute_format(DATE_MAX, minute), "9999-12-31 23:59");
	assert_int_equal(minute_date(DATE_NONE), DATE_NONE);
	assert_int_equal(minute_date(DATE_MAX), DATE_MAX);
	assert_int_equal(date_end(DATE_NONE), DATE_NONE);
	assert_int_equal(date_end(DATE_MAX), DATE_MAX);
	assert_int_equal(date_add_years(DATE_NONE, 5), DATE_NONE);
	assert_int_equal(date_add_years(DATE_MAX, 5), DATE_MAX);
	assert_int_equal(date_weekday(DATE_NONE), 0);
	assert_int_equal(date_weekday(DATE_MAX), 0);
	assert_int_equal(date_civil(DATE_NONE).year, 0);
	assert_int_equal(date_civil(DATE_MAX).year, 0);
}

static void a_minute_belongs_to_its_day(void **state)
{
	static const char *const rows[] = { "1949-01-01 00:00", "1969-12-31 23:59",
					    "1970-01-01 00:00", "2025-07-25 09:00",
					    "2199-12-31 23:59", "1969-12-31 00:00" };

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		minute_t t = minute_parse(rows[i]);
		char text[MINUTE_SIZE], day[DATE_SIZE];

		assert_int_not_equal(t, DATE_NONE);
		assert_string_equal(minute_format(t, text), rows[i]);
		assert_int_equal(strncmp(date_format(minute_date(t), day), rows[i], DATE_SIZE - 1),
				 0);
		assert_true(t <= date_end(minute_date(t)));
		assert_int_equal(minute_date(date_end(minute_date(t))), minute_date(t));
		assert_int_equal(minute_date(date_end(minute_date(t)) + 1), minute_date(t) + 1);
	}
}

static void unix_time_is_told_in_shanghai(void **state)
{
	static const struct {
		int64_t seconds;
		const char *expected;
	} rows[] = {
		{ 0, "1970-01-01 08:00" },	    { 59, "1970-01-01 08:00" },
		{ 60, "1970-01-01 08:01" },	    { -1, "1970-01-01 07:59" },
		{ -60, "1970-01-01 07:59" },	    { -61, "1970-01-01 07:58" },
		{ 1753405200, "2025-07-25 09:00" }, { 4102415999, "2099-12-31 23:59" },
		{ INT64_MAX, "2199-12-31 23:59" },  { INT64_MIN, "1949-01-01 00:00" },
		{ -662716800, "1949-01-01 00:00" }, { -662716801, "1949-01-01 00:00" },
		{ 7258089599, "2199-12-31 23:59" }, { 7258089600, "2199-12-31 23:59" },
		{ 7258089539, "2199-12-31 23:58" },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		char got[MINUTE_SIZE];

		minute_format(minute_from_unix(rows[i].seconds), got);
		if (strcmp(got, rows[i].expected) != 0)
			fail_msg("%lld: got %s, expected %s", (long long)rows[i].seconds, got,
				 rows[i].expected);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_day_of_the_range_follows_the_one_before),
		cmocka_unit_test(only_days_that_exist_are_made),
		cmocka_unit_test(dates_are_parsed_strictly),
		cmocka_unit_test(month_and_day_are_a_number),
		cmocka_unit_test(years_are_added_to_the_same_day),
		cmocka_unit_test(none_and_for_ever_go_through),
		cmocka_unit_test(a_minute_belongs_to_its_day),
		cmocka_unit_test(unix_time_is_told_in_shanghai),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
