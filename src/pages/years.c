#include "pages/years.h"

#include "pages/common.h"

/* The chart, in the units of its view box: a row for a year, two bars in it, its number behind each. */
enum { CHART_LEFT = 52, CHART_WIDE = 250, ROW_HIGH = 30, BAR_HIGH = 10, TEXT_GAP = 5 };

enum { BAR_Y, BAR_WIDTH, BAR_COUNT, BAR_TEXT_X, BAR_TEXT_Y, BAR_SLOTS };
static const struct shape bar_shape = {
	.name = "bar",
	.n = BAR_SLOTS,
	.slots = {
		[BAR_Y] = { "y", SLOT_TEXT, NULL },
		[BAR_WIDTH] = { "width", SLOT_TEXT, NULL },
		[BAR_COUNT] = { "count", SLOT_TEXT, NULL },
		[BAR_TEXT_X] = { "text_x", SLOT_TEXT, NULL },
		[BAR_TEXT_Y] = { "text_y", SLOT_TEXT, NULL },
	},
};

enum { YEAR_NUMBER, YEAR_ENTERED, YEAR_LEFT, YEAR_AT_END, YEAR_Y, YEAR_SLOTS };
static const struct shape year_shape = {
	.name = "year",
	.n = YEAR_SLOTS,
	.slots = {
		[YEAR_NUMBER] = { "year", SLOT_TEXT, NULL },
		[YEAR_ENTERED] = { "entered", SLOT_GROUP, &bar_shape },
		[YEAR_LEFT] = { "left", SLOT_GROUP, &bar_shape },
		[YEAR_AT_END] = { "total", SLOT_TEXT, NULL }, /* on its last day, or on as_of */
		[YEAR_Y] = { "y", SLOT_TEXT, NULL }, /* of the year's text in the chart */
	},
};

enum { YEARS_ITEMS, YEARS_BARS, YEARS_HEIGHT, YEARS_FIRST, YEARS_LAST, YEARS_SLOTS };
const struct shape years_shape = {
	.name = "years",
	.n = YEARS_SLOTS,
	.slots = {
		[YEARS_ITEMS] = { "items", SLOT_LIST, &year_shape }, /* newest first, without gaps */
		[YEARS_BARS] = { "bars", SLOT_LIST, &year_shape }, /* the same */
		[YEARS_HEIGHT] = { "height", SLOT_TEXT, NULL },
		[YEARS_FIRST] = { "first", SLOT_TEXT, NULL },
		[YEARS_LAST] = { "last", SLOT_TEXT, NULL },
	},
};

struct year {
	size_t entered, left;
};

struct span {
	int first, last; /* 0: nothing ever happened */
};

static void span_add(struct span *s, date_t day, date_t as_of)
{
	int year = date_civil(day).year;

	if (day > as_of)
		return;
	if (!s->first || year < s->first)
		s->first = year;
	if (year > s->last)
		s->last = year;
}

static struct span span_of(const struct roster *const *lists, size_t n, date_t as_of)
{
	struct span span = { 0, 0 };

	for (size_t i = 0; i < n; i++)
		for (size_t k = 0; k < lists[i]->members.n; k++) {
			const struct membership *m = lists[i]->members.items[k];

			for (size_t s = 0; s < m->spells.n; s++) {
				span_add(&span, m->spells.items[s].from, as_of);
				span_add(&span, m->spells.items[s].out, as_of);
			}
		}
	return span;
}

/* Counts in slots of years, from the first on. */
static void count_spells(const struct roster *l, int first, date_t as_of, struct year *years)
{
	for (size_t i = 0; i < l->members.n; i++)
		for (size_t k = 0; k < l->members.items[i]->spells.n; k++) {
			const struct spell *s = &l->members.items[i]->spells.items[k];

			if (s->from > as_of)
				continue;
			years[date_civil(s->from).year - first].entered++;
			if (s->out <= as_of)
				years[date_civil(s->out).year - first].left++;
		}
}

static void fill_bar(const struct page *p, struct value *v, size_t count, size_t most, size_t y)
{
	struct value *frame = page_frames(p, 1, BAR_SLOTS);
	size_t width = count ? (count * CHART_WIDE + most - 1) / most : 0;

	value_text(&frame[BAR_Y], page_printf(p, "%zu", y));
	value_text(&frame[BAR_WIDTH], page_printf(p, "%zu", width));
	value_text(&frame[BAR_COUNT], page_printf(p, "%zu", count));
	value_text(&frame[BAR_TEXT_X], page_printf(p, "%zu", CHART_LEFT + width + TEXT_GAP));
	value_text(&frame[BAR_TEXT_Y], page_printf(p, "%zu", y + BAR_HIGH - 1));
	value_group(v, frame);
}

static size_t most_of(const struct year *years, size_t n)
{
	size_t most = 1;

	for (size_t i = 0; i < n; i++) {
		most = years[i].entered > most ? years[i].entered : most;
		most = years[i].left > most ? years[i].left : most;
	}
	return most;
}

static void fill_items(const struct page *p, struct value *frame, const struct year *years,
		       size_t n, int first)
{
	struct value *items = page_frames(p, n, YEAR_SLOTS);
	size_t most = most_of(years, n), total = 0;

	for (size_t i = 0; i < n; i++) {
		struct value *item = items + (n - 1 - i) * YEAR_SLOTS;
		size_t y = (n - 1 - i) * ROW_HIGH;

		total += years[i].entered - years[i].left;
		value_text(&item[YEAR_NUMBER], page_printf(p, "%d", first + (int)i));
		fill_bar(p, &item[YEAR_ENTERED], years[i].entered, most, y + 2);
		fill_bar(p, &item[YEAR_LEFT], years[i].left, most, y + 2 + BAR_HIGH + 2);
		value_text(&item[YEAR_AT_END], page_printf(p, "%zu", total));
		value_text(&item[YEAR_Y], page_printf(p, "%zu", y + ROW_HIGH / 2 + 2));
	}
	fill_list(p, &frame[YEARS_ITEMS], items, n, YEAR_SLOTS);
	fill_list(p, &frame[YEARS_BARS], items, n, YEAR_SLOTS);
}

void fill_years(const struct page *p, struct value *v, const struct roster *const *lists, size_t n)
{
	date_t as_of = p->ctx->registry->as_of;
	struct span span = span_of(lists, n, as_of);
	size_t n_years = (size_t)(span.last - span.first) + 1;
	struct value *frame = page_frames(p, 1, YEARS_SLOTS);
	struct year *years;

	if (!span.first)
		return;
	years = arena_calloc(p->arena, n_years, sizeof(*years));
	for (size_t i = 0; i < n; i++)
		count_spells(lists[i], span.first, as_of, years);
	fill_items(p, frame, years, n_years, span.first);
	value_text(&frame[YEARS_HEIGHT], page_printf(p, "%zu", n_years * ROW_HIGH));
	value_text(&frame[YEARS_FIRST], page_printf(p, "%d", span.first));
	value_text(&frame[YEARS_LAST], page_printf(p, "%d", span.last));
	value_group(v, frame);
}
