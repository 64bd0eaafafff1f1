/*
 * iCalendar (RFC 5545): content lines, folded at 75 octets between
 * characters, with CRLF; and calendars of all-day events.
 */
#ifndef LUCE_EXPORTS_ICAL_H
#define LUCE_EXPORTS_ICAL_H

#include "base/buf.h"
#include "base/date.h"

/* A property of type TEXT. */
void ical_text(struct buf *out, const char *name, const char *value);
/* A property whose value is written as it is, but for controls: a URI, a date. */
void ical_value(struct buf *out, const char *name, const char *value);

struct ical_event {
	const char *uid;
	const char *summary, *description, *url,
		*category; /* description, url: NULL where there is none */
	date_t first, last; /* all day, both included */
	minute_t stamp; /* when it was made known */
};

/* The name of the calendar, and what it is. */
void ical_begin(struct buf *out, const char *name, const char *about);
void ical_event(struct buf *out, const struct ical_event *e);
void ical_end(struct buf *out);

#endif
