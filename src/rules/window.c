#include "rules/window.h"

#include <string.h>

#include "content/names.h"
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

const struct rule_publicity *publicity_at(const struct rule_terms *t, int level)
{
	const struct rule_publicity *p = t->publicity;

	for (size_t i = 0; p && i < p->levels.n; i++)
		if (strcmp(p->levels.items[i], region_level_names[level]) == 0)
			return p;
	return p && !p->levels.n ? p : NULL;
}
