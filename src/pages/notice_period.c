#include "pages/notice_period.h"

#include "pages/parts.h"
#include "rules/calendar.h"

enum {
	PERIOD_START,
	PERIOD_END,
	PERIOD_DAYS,
	PERIOD_WORKING_DAYS,
	PERIOD_BEFORE,
	PERIOD_OPEN,
	PERIOD_OVER,
	PERIOD_CONTACTS,
	PERIOD_SLOTS
};

const struct shape period_shape = {
	.name = "period",
	.n = PERIOD_SLOTS,
	.slots = {
		[PERIOD_START] = { "start", SLOT_GROUP, &date_shape },
		[PERIOD_END] = { "end", SLOT_GROUP, &date_shape },
		[PERIOD_DAYS] = { "days", SLOT_TEXT, NULL },
		[PERIOD_WORKING_DAYS] = { "working_days", SLOT_TEXT, NULL }, /* empty: no calendar of the year */
		[PERIOD_BEFORE] = { "before", SLOT_FLAG, NULL },
		[PERIOD_OPEN] = { "open", SLOT_FLAG, NULL },
		[PERIOD_OVER] = { "over", SLOT_FLAG, NULL },
		[PERIOD_CONTACTS] = { "contacts", SLOT_LIST, &contact_shape },
	},
};

struct contacts {
	struct value *items;
	size_t n;
};

static void add_use(const struct page *p, struct contacts *out, const struct authority *a, int use)
{
	for (size_t i = 0; a && i < a->contacts.n; i++)
		if (a->contacts.items[i].use == use)
			fill_contact(p, out->items + out->n++ * CONTACT_SLOTS,
				     &a->contacts.items[i], a->name);
}

/*
 * The notice's own contact; else what the lead issuer has published for
 * objections, or in general. Its discipline contact in any case.
 */
static void fill_contacts(const struct page *p, struct value *v, const struct notice *n)
{
	const struct authority *lead =
		n->issuers.n ? content_authority(p->ctx->content, n->issuers.items[0]) : NULL;
	struct contacts found = { page_frames(p, 1 + (lead ? lead->contacts.n : 0), CONTACT_SLOTS),
				  0 };

	if (n->contact)
		fill_contact(p, found.items + found.n++ * CONTACT_SLOTS, n->contact,
			     lead ? lead->name : NULL);
	if (!found.n)
		add_use(p, &found, lead, CONTACT_OBJECTION);
	if (!found.n)
		add_use(p, &found, lead, CONTACT_GENERAL);
	add_use(p, &found, lead, CONTACT_DISCIPLINE);
	fill_list(p, v, found.items, found.n, CONTACT_SLOTS);
}

static void fill_days(const struct page *p, struct value *v, const struct period *period, int unit)
{
	int days = calendar_count(p->ctx->content, period->start, period->end, unit);

	if (days != DAYS_UNKNOWN)
		value_text(v, page_printf(p, "%d", days));
}

void fill_period(const struct page *p, struct value *v, const struct notice *n)
{
	date_t day = p->ctx->registry->as_of;
	const struct period *period = n->period;
	struct value *frame = page_frames(p, 1, PERIOD_SLOTS);

	if (!period)
		return;
	fill_date(p, &frame[PERIOD_START], period->start);
	fill_date(p, &frame[PERIOD_END], period->end);
	fill_days(p, &frame[PERIOD_DAYS], period, DAYS_CALENDAR);
	fill_days(p, &frame[PERIOD_WORKING_DAYS], period, DAYS_WORKING);
	value_flag(&frame[PERIOD_BEFORE], day < period->start);
	value_flag(&frame[PERIOD_OPEN], period->start <= day && day <= period->end);
	value_flag(&frame[PERIOD_OVER], day > period->end);
	fill_contacts(p, &frame[PERIOD_CONTACTS], n);
	value_group(v, frame);
}
