#include <stdlib.h>
#include <string.h>

#include "commands/log.h"
#include "content/names.h"
#include "rules/rules.h"

struct making {
	struct log_entries *log;
	const struct portal *portal;
	size_t cap;
};

static struct log_entry *entry_add(struct making *m, date_t day, const char *notice)
{
	struct log_entry *e;

	ARRAY_GROW(m->log->entries, m->log->n, m->cap);
	e = &m->log->entries[m->log->n++];
	*e = (struct log_entry){ .day = day,
				 .notice = notice,
				 .facts = history_notice(m->portal->history, notice) };
	return e;
}

static void add_entity(struct making *m, const struct standing *s)
{
	m->log->kind = "entity";
	m->log->id = s->entity->id;
	for (size_t i = 0; i < s->events.n; i++) {
		const struct event *x = s->events.items[i];
		struct log_entry *e;

		if (x->refused || x->day > m->portal->as_of)
			continue;
		e = entry_add(m, x->day, x->notice->id);
		e->what = action_names[x->action];
		e->list = x->list;
		e->voided_by = x->void_from == DATE_MAX ? NULL : x->voided_by;
	}
}

/* The notices of some changes, each once; the counts are of the day, and stand with the first. */
static void add_day(struct making *m, const struct delta *items, size_t n)
{
	struct log_entry *first = NULL;
	struct map met = MAP_INIT;
	size_t at = m->log->n;

	for (size_t i = 0; i < n; i++)
		for (size_t k = 0; k < items[i].notices.n; k++)
			if (map_add(&met, items[i].notices.items[k], m))
				entry_add(m, items[0].day, items[i].notices.items[k]);
	map_release(&met);
	if (m->log->n == at)
		entry_add(m, items[0].day, NULL);
	first = &m->log->entries[at];
	for (size_t i = 0; i < n; i++)
		first->changes[items[i].kind]++;
}

static void add_list(struct making *m, const struct roster *l)
{
	struct deltas d = list_deltas(m->portal->registry, l, &m->log->arena);

	m->log->kind = "list";
	m->log->id = l->id;
	for (size_t i = 0, end; i < d.n; i = end) {
		for (end = i; end < d.n && d.items[end].day == d.items[i].day;)
			end++;
		add_day(m, d.items + i, end - i);
	}
}

/* Once, by the first of its rows that names a row of the notice. */
static void add_amender(struct making *m, const struct notice *n, const struct notice *by)
{
	for (size_t i = 0; i < by->annexes.n && !by->draft; i++) {
		const struct annex *a = &by->annexes.items[i];

		for (size_t k = 0; k < a->rows.n; k++) {
			const struct row *row = &a->rows.items[k];

			if (!row->more || !row->more->target ||
			    strcmp(row->more->target->notice, n->id) != 0)
				continue;
			entry_add(m, notice_effective(by), by->id)->what =
				action_names[row_action(a, row)];
			return;
		}
	}
}

/* Its own days, and the later notices that correct or revoke what it says. */
static void add_notice(struct making *m, const struct notice *n)
{
	m->log->kind = "notice";
	m->log->id = n->id;
	if (n->signed_on != DATE_NONE)
		entry_add(m, n->signed_on, n->id)->what = "signed";
	if (n->published != DATE_NONE)
		entry_add(m, minute_date(n->published), n->id)->what = "published";
	if (notice_effective(n) != DATE_NONE)
		entry_add(m, notice_effective(n), n->id)->what = "effective";
	for (size_t i = 0; i < m->portal->content->notices.n; i++)
		add_amender(m, n, &m->portal->content->notices.items[i]);
}

/* Stable, and short: a notice's. */
static void sort_by_day(struct log_entries *log)
{
	for (size_t i = 1; i < log->n; i++) {
		struct log_entry e = log->entries[i];
		size_t k = i;

		for (; k && log->entries[k - 1].day > e.day; k--)
			log->entries[k] = log->entries[k - 1];
		log->entries[k] = e;
	}
}

int log_make(struct log_entries *log, const struct portal *p, const char *what)
{
	struct making m = { log, p, 0 };
	const struct standing *s = registry_standing(p->registry, what);
	const struct notice *n = content_notice(p->content, what);
	const struct roster *l = registry_roster(p->registry, what);

	*log = (struct log_entries){ 0 };
	if (s)
		add_entity(&m, s);
	else if (n)
		add_notice(&m, n);
	else if (l)
		add_list(&m, l);
	if (n)
		sort_by_day(log);
	return s || n || l ? 0 : -1;
}

void log_entries_release(struct log_entries *log)
{
	free(log->entries);
	arena_release(&log->arena);
}
