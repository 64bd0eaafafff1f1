/* How long a proposal stands open: real windows, and both readings of the Civil Code. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "rules/calendar.h"
#include "rules/window.h"
#include "store/source.h"

struct portal {
	struct source *source;
	struct content *content;
	struct findings findings;
};

/* The calendars of this repository. */
static void open_content(struct portal *p)
{
	*p = (struct portal){ .findings = FINDINGS_INIT };
	p->source = source_open_tree(".", &p->findings);
	assert_non_null(p->source);
	p->content = content_load(p->source, 1, &p->findings);
	assert_int_equal(p->findings.errors, 0);
}

static void close_content(struct portal *p)
{
	content_free(p->content);
	source_free(p->source);
	findings_release(&p->findings);
}

/* The n-th field of a line of CSV without quotes; the line is kept. */
static const char *csv_field(const char *line, int n, char *out, size_t size)
{
	size_t len;

	for (; n; n--)
		line = strchr(line, ',') + 1;
	len = strcspn(line, ",\r\n");
	assert_true(len < size);
	memcpy(out, line, len);
	out[len] = '\0';
	return out;
}

static bool has_calendar(const struct content *c, date_t d)
{
	return calendar_workday(c, d) != DAYS_UNKNOWN;
}

/* issuer, start, end, stated, calendar days, working days by the calendar, weekdays, … */
static void real_windows_have_the_days_that_they_had(void **state)
{
	const char *shared = getenv("LUCE_SHARED");
	char path[4096], line[4096], text[64];
	struct portal p;
	int counted = 0;
	FILE *f;

	(void)state;
	snprintf(path, sizeof(path), "%s/facts/publicity_vectors.csv", shared ? shared : "../shared");
	f = fopen(path, "r");
	if (!f) {
		print_message("skipped: %s is not there\n", path);
		skip();
	}
	open_content(&p);
	assert_non_null(fgets(line, sizeof(line), f)); /* the header */
	while (fgets(line, sizeof(line), f)) {
		date_t start = date_parse(csv_field(line, 1, text, sizeof(text)));
		date_t end = date_parse(csv_field(line, 2, text, sizeof(text)));
		int days = atoi(csv_field(line, 4, text, sizeof(text)));
		int working = atoi(csv_field(line, 5, text, sizeof(text)));
		struct rule_publicity by_days = { .value = days, .unit = DAYS_CALENDAR };
		struct rule_publicity by_work = { .value = working, .unit = DAYS_WORKING };

		assert_true(has_calendar(p.content, start) && has_calendar(p.content, end));
		assert_int_equal(calendar_count(p.content, start, end, DAYS_CALENDAR), days);
		assert_int_equal(calendar_count(p.content, start, end, DAYS_WORKING), working);
		assert_int_equal(window_from(p.content, &by_days, start).last, end);
		/* a window may end on a day off, after its last workday */
		assert_true(window_from(p.content, &by_work, start).last <= end);
		assert_int_equal(calendar_count(p.content,
						window_from(p.content, &by_work, start).last + 1,
						end, DAYS_WORKING),
				 0);
		counted++;
	}
	fclose(f);
	assert_int_equal(counted, 9);
	close_content(&p);
}

static void a_window_ends_as_the_text_and_as_the_civil_code_count(void **state)
{
	static const struct {
		const char *label;
		int value, unit;
		const char *start, *last, *strict, *list;
	} rows[] = {
		{ "five workdays over 国庆", 5, DAYS_WORKING, "2024-09-29", "2024-10-10",
		  "2024-10-11", "2024-10-11" },
		{ "over 春节", 5, DAYS_WORKING, "2026-02-12", "2026-02-25", "2026-02-26",
		  "2026-02-26" },
		{ "over a make-up Sunday", 5, DAYS_WORKING, "2024-04-07", "2024-04-11",
		  "2024-04-12", "2024-04-12" },
		{ "fifteen days end on a Sunday", 15, DAYS_CALENDAR, "2025-09-07", "2025-09-21",
		  "2025-09-22", "2025-09-22" },
		{ "fifteen days, the sixteenth a Saturday", 15, DAYS_CALENDAR, "2025-09-05",
		  "2025-09-19", "2025-09-22", "2025-09-22" },
		{ "into a year without a calendar", 5, DAYS_WORKING, "2026-12-30", "", "", "" },
	};
	struct portal p;

	(void)state;
	open_content(&p);
	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		struct rule_publicity r = { .value = rows[i].value, .unit = rows[i].unit };
		struct window w = window_from(p.content, &r, date_parse(rows[i].start));
		char last[DATE_SIZE], strict[DATE_SIZE], list[DATE_SIZE];

		date_format(w.last, last);
		date_format(w.strict, strict);
		date_format(w.list, list);
		if (strcmp(last, rows[i].last) != 0 || strcmp(strict, rows[i].strict) != 0 ||
		    strcmp(list, rows[i].list) != 0)
			fail_msg("%s: got %s, %s, %s", rows[i].label, last, strict, list);
	}
	close_content(&p);
}

static void a_text_is_held_against_the_lists_that_it_means(void **state)
{
	const char *levels[] = { "province", "city" };
	struct rule_publicity p = { .value = 15 };
	struct rule_terms t = { .publicity = &p };

	(void)state;
	assert_ptr_equal(publicity_at(&t, LEVEL_CITY), &p); /* it names no level: all */
	p.levels.items = levels;
	p.levels.n = 1;
	assert_ptr_equal(publicity_at(&t, LEVEL_PROVINCE), &p);
	assert_null(publicity_at(&t, LEVEL_CITY));
	p.levels.n = 2;
	assert_ptr_equal(publicity_at(&t, LEVEL_CITY), &p);
	assert_null(publicity_at(&(struct rule_terms){ .publicity = NULL }, LEVEL_CITY));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(real_windows_have_the_days_that_they_had),
		cmocka_unit_test(a_text_is_held_against_the_lists_that_it_means),
		cmocka_unit_test(a_window_ends_as_the_text_and_as_the_civil_code_count),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
