#include "rules/window.h"

#include "rules/calendar.h"

/* Art. 203: a last day that is a day off gives way to the next workday. */
static date_t rolled(const struct content *c, date_t last)
{
	int works = last == DATE_NONE ? DAYS_UNKNOWN : calendar_workday(c, last);

	if (works == DAYS_UNKNOWN)
		return DATE_NONE;
	return works ? last : calendar_next_workday(c, last);
}

struct window window_from(const struct content *c, const struct rule_publicity *p, date_t start)
{
	struct window w = { calendar_last(c, start, p->value, p->unit), DATE_NONE, DATE_NONE };

	if (w.last == DATE_NONE)
		return w;
	w.strict = rolled(c, calendar_last(c, start + 1, p->value, p->unit));
	w.list = calendar_next_workday(c, w.last);
	return w;
}
