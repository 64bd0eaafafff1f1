#include "exports/ical.h"

#include "base/escape.h"

enum { LINE_MOST = 75 }; /* octets of a line, CRLF not counted (RFC 5545 3.1) */

/* ---- lines ---- */

/* Bytes of the character at p. */
static size_t character(const char *p, const char *end)
{
	size_t n = 1;

	while (p + n < end && ((unsigned char)p[n] & 0xc0) == 0x80)
		n++;
	return n;
}

static void add_folded(struct buf *out, struct str line)
{
	const char *p = line.data, *end = p + line.len;
	size_t used = 0;

	while (p < end) {
		size_t n = character(p, end);

		if (used + n > LINE_MOST) {
			buf_add_str(out, "\r\n ");
			used = 1;
		}
		buf_add(out, p, n);
		used += n;
		p += n;
	}
	buf_add_str(out, "\r\n");
}

void ical_text(struct buf *out, const char *name, const char *value)
{
	struct buf line = BUF_INIT;

	if (!value)
		return;
	buf_add_format(&line, "%s:", name);
	escape_ical(&line, str_from(value));
	add_folded(out, buf_str(&line));
	buf_release(&line);
}

void ical_value(struct buf *out, const char *name, const char *value)
{
	struct buf line = BUF_INIT;

	if (!value)
		return;
	buf_add_format(&line, "%s:", name);
	for (const char *s = value; *s; s++)
		if ((unsigned char)*s >= 0x20 && *s != 0x7f)
			buf_add_char(&line, *s);
	add_folded(out, buf_str(&line));
	buf_release(&line);
}

/* ---- calendars ---- */

static void add_day(struct buf *out, const char *name, date_t d)
{
	struct civil c = date_civil(d);

	buf_add_format(out, "%s;VALUE=DATE:%04d%02d%02d\r\n", name, c.year, c.month, c.day);
}

static void add_stamp(struct buf *out, minute_t shanghai)
{
	enum { AHEAD = 8 * 60, DAY = 24 * 60 }; /* minutes */
	minute_t utc = (shanghai == DATE_NONE || shanghai == DATE_MAX ? 0 : shanghai) - AHEAD;
	date_t day = minute_date(utc);
	struct civil c = date_civil(day);
	int minute = utc - day * DAY;

	buf_add_format(out, "DTSTAMP:%04d%02d%02dT%02d%02d00Z\r\n", c.year, c.month, c.day,
		       minute / 60, minute % 60);
}

/* A calendar must hold a component, and one without events holds the zone of its days. */
void ical_begin(struct buf *out, const char *name, const char *about)
{
	buf_add_str(out, "BEGIN:VCALENDAR\r\n"
			 "VERSION:2.0\r\n"
			 "PRODID:-//luce//luce//ZH\r\n"
			 "CALSCALE:GREGORIAN\r\n"
			 "METHOD:PUBLISH\r\n");
	ical_text(out, "NAME", name); /* RFC 7986 */
	ical_text(out, "X-WR-CALNAME", name);
	ical_text(out, "DESCRIPTION", about);
	ical_text(out, "X-WR-CALDESC", about);
	buf_add_str(out, "X-WR-TIMEZONE:Asia/Shanghai\r\n"
			 "BEGIN:VTIMEZONE\r\n"
			 "TZID:Asia/Shanghai\r\n"
			 "BEGIN:STANDARD\r\n"
			 "DTSTART:19910915T020000\r\n"
			 "TZOFFSETFROM:+0900\r\n"
			 "TZOFFSETTO:+0800\r\n"
			 "TZNAME:CST\r\n"
			 "END:STANDARD\r\n"
			 "END:VTIMEZONE\r\n");
}

void ical_event(struct buf *out, const struct ical_event *e)
{
	buf_add_str(out, "BEGIN:VEVENT\r\n");
	ical_value(out, "UID", e->uid);
	add_stamp(out, e->stamp);
	add_day(out, "DTSTART", e->first);
	add_day(out, "DTEND", e->last + 1);
	ical_text(out, "SUMMARY", e->summary);
	ical_text(out, "DESCRIPTION", e->description);
	ical_value(out, "URL", e->url);
	ical_text(out, "CATEGORIES", e->category);
	buf_add_str(out, "TRANSP:TRANSPARENT\r\nEND:VEVENT\r\n");
}

void ical_end(struct buf *out)
{
	buf_add_str(out, "END:VCALENDAR\r\n");
}
