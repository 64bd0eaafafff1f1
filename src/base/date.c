#include "base/date.h"

#include <stdio.h>
#include <string.h>

enum { YEAR_FIRST = 1949, YEAR_LAST = 2199, MINUTES_A_DAY = 24 * 60, SHANGHAI = 8 * 60 };

/* Neither a day nor a minute, but a statement about one. */
static bool open_ended(int32_t t)
{
	return t == DATE_NONE || t == DATE_MAX;
}

static bool leap(int y)
{
	return (y % 4 == 0 && y % 100 != 0) || y % 400 == 0;
}

static int month_days(int y, int m)
{
	static const int days[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };

	return days[m - 1] + (m == 2 && leap(y));
}

/* Days from the civil calendar, years counted from March so that the leap day comes last. */
static date_t days_from_civil(int y, int m, int d)
{
	int era, yoe, doy;

	y -= m <= 2;
	era = y / 400; /* years are positive here */
	yoe = y - era * 400;
	doy = (153 * (m + (m > 2 ? -3 : 9)) + 2) / 5 + d - 1;
	return era * 146097 + yoe * 365 + yoe / 4 - yoe / 100 + doy - 719468;
}

date_t date_make(int year, int month, int day)
{
	if (year < YEAR_FIRST || year > YEAR_LAST || month < 1 || month > 12 || day < 1 ||
	    day > month_days(year, month))
		return DATE_NONE;
	return days_from_civil(year, month, day);
}

struct civil date_civil(date_t date)
{
	struct civil c = { 0 };
	int z, era, doe, yoe, doy, mp;

	if (open_ended(date))
		return c;
	z = date + 719468;
	era = z / 146097;
	doe = z - era * 146097;
	yoe = (doe - doe / 1460 + doe / 36524 - doe / 146096) / 365;
	doy = doe - (365 * yoe + yoe / 4 - yoe / 100);
	mp = (5 * doy + 2) / 153;
	c.day = doy - (153 * mp + 2) / 5 + 1;
	c.month = mp < 10 ? mp + 3 : mp - 9;
	c.year = yoe + era * 400 + (c.month <= 2);
	return c;
}

int date_weekday(date_t d)
{
	return open_ended(d) ? 0 : ((d % 7) + 7 + 3) % 7 + 1; /* 1970-01-01 was a Thursday */
}

date_t date_add_years(date_t d, int n)
{
	struct civil c;

	if (open_ended(d))
		return d;
	if (n < -YEAR_LAST || n > YEAR_LAST)
		return DATE_NONE;
	c = date_civil(d);
	c.year += n;
	if (c.month == 2 && c.day == 29 && !leap(c.year))
		c.day = 28;
	return date_make(c.year, c.month, c.day);
}

/* n digits as a number, or -1. */
static int digits(const char *s, int n)
{
	int v = 0;

	for (int i = 0; i < n; i++) {
		if (s[i] < '0' || s[i] > '9')
			return -1;
		v = v * 10 + (s[i] - '0');
	}
	return v;
}

static date_t parse_day(const char *s) /* of at least 10 bytes */
{
	if (s[4] != '-' || s[7] != '-')
		return DATE_NONE;
	return date_make(digits(s, 4), digits(s + 5, 2), digits(s + 8, 2));
}

date_t date_parse(const char *s)
{
	return strlen(s) == DATE_SIZE - 1 ? parse_day(s) : DATE_NONE;
}

minute_t minute_parse(const char *s)
{
	date_t d;
	int h, m;

	if (strlen(s) != MINUTE_SIZE - 1 || s[10] != ' ' || s[13] != ':')
		return DATE_NONE;
	d = parse_day(s);
	h = digits(s + 11, 2);
	m = digits(s + 14, 2);
	if (d == DATE_NONE || h < 0 || h > 23 || m < 0 || m > 59)
		return DATE_NONE;
	return d * MINUTES_A_DAY + h * 60 + m;
}

int month_day_parse(const char *s)
{
	int m, d;

	if (strlen(s) != 5 || s[2] != '-')
		return 0;
	m = digits(s, 2);
	d = digits(s + 3, 2);
	if (m < 1 || m > 12 || d < 1 || d > month_days(2000, m))
		return 0;
	return m * 100 + d;
}

/* The last n digits. Pages have so many dates that printf shows in the time of a build. */
static void write_digits(char *out, int n, unsigned number)
{
	while (n-- > 0) {
		out[n] = (char)('0' + number % 10);
		number /= 10;
	}
}

const char *date_format(date_t d, char out[DATE_SIZE])
{
	struct civil c;

	out[0] = '\0';
	if (d == DATE_NONE)
		return out;
	if (d == DATE_MAX)
		return memcpy(out, "9999-12-31", DATE_SIZE);
	c = date_civil(d);
	write_digits(out, 4, (unsigned)c.year);
	out[4] = '-';
	write_digits(out + 5, 2, (unsigned)c.month);
	out[7] = '-';
	write_digits(out + 8, 2, (unsigned)c.day);
	out[10] = '\0';
	return out;
}

const char *minute_format(minute_t t, char out[MINUTE_SIZE])
{
	char day[DATE_SIZE];
	unsigned m;

	out[0] = '\0';
	if (t == DATE_NONE)
		return out;
	if (t == DATE_MAX)
		return memcpy(out, "9999-12-31 23:59", MINUTE_SIZE);
	m = (unsigned)(t - minute_date(t) * MINUTES_A_DAY);
	snprintf(out, MINUTE_SIZE, "%s %02u:%02u", date_format(minute_date(t), day), m / 60 % 24,
		 m % 60);
	return out;
}

date_t minute_date(minute_t t)
{
	if (open_ended(t))
		return t;
	return t / MINUTES_A_DAY - (t % MINUTES_A_DAY < 0);
}

minute_t date_end(date_t d)
{
	return open_ended(d) ? d : d * MINUTES_A_DAY + MINUTES_A_DAY - 1;
}

minute_t minute_from_unix(int64_t seconds)
{
	int64_t first = (int64_t)days_from_civil(YEAR_FIRST, 1, 1) * MINUTES_A_DAY;
	int64_t last = date_end(days_from_civil(YEAR_LAST, 12, 31));
	int64_t minutes = seconds / 60 - (seconds % 60 < 0) + SHANGHAI;

	return (minute_t)(minutes < first ? first : minutes > last ? last : minutes);
}
