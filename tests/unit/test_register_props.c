/*
 * Properties of the fold, on random portals:
 * - a day has one answer: folded up to it, or folded to the end and asked for it;
 * - the order in which notices are loaded changes nothing;
 * - members, bases and places are those of the naive register.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "naive_register.h"
#include "random_portal.h"
#include "register/registry.h"

enum { SEEDS = 150 };

static struct registry *fold(const struct portal *p, date_t as_of, struct findings *f)
{
	struct fold_options o = { .as_of = as_of, .seen = DATE_MAX };

	return registry_fold(&p->content, &o, f);
}

/* ---- what a registry says of a day, and all that it says, as text ---- */

static void tell_basis(struct buf *b, const struct basis *x)
{
	buf_add_format(b, " %s", x->kind == BASIS_OWN ? "own" : x->source->id);
}

static int by_text(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* As naive_tell does. */
static void tell_members(struct buf *b, const struct registry *r, date_t day)
{
	bool first = true;

	for (size_t i = 0; i < r->rosters.n; i++)
		for (size_t k = 0; k < r->rosters.items[i]->members.n; k++) {
			const struct membership *m = r->rosters.items[i]->members.items[k];
			const char *words[16];
			size_t n = 0;

			for (size_t x = 0; x < m->bases.n && n < ARRAY_LEN(words); x++)
				if (basis_on(&m->bases.items[x], day))
					words[n++] = m->bases.items[x].kind == BASIS_OWN
							     ? ""
							     : m->bases.items[x].source->id;
			assert_int_equal(n > 0, membership_on(m, day));
			qsort(words, n, sizeof(*words), by_text);
			for (size_t x = 0; x < n; x++) {
				if (x == 0)
					buf_add_format(b, "%s%s %s", first ? "" : "\n", m->list->id,
						       m->who->entity->id);
				buf_add_format(b, " %s", *words[x] ? words[x] : "own");
				first = false;
			}
		}
	buf_add_str(b, "\n");
	for (size_t i = 0; i < r->standings.n; i++)
		buf_add_format(b, "%s %s\n", r->standings.items[i]->entity->id,
			       standing_place(r->standings.items[i], day));
}

/* What else has an answer for a day: names, stages, bars, what ended. */
static void tell_day(struct buf *b, const struct registry *r, date_t day)
{
	tell_members(b, r, day);
	for (size_t i = 0; i < r->rosters.n; i++)
		for (size_t k = 0; k < r->rosters.items[i]->members.n; k++) {
			const struct membership *m = r->rosters.items[i]->members.items[k];
			const struct spell *spell = membership_spell(m, day);

			if (spell)
				buf_add_format(b, "%s since %d\n", m->who->entity->id, spell->from);
			for (size_t x = 0; x < m->stages.n; x++)
				if (m->stages.items[x].from <= day && day < m->stages.items[x].out)
					buf_add_format(b, "%s %s stage %d\n", m->list->id,
						       m->who->entity->id, m->stages.items[x].kind);
			if (membership_barred(m, day) != DATE_NONE)
				buf_add_format(b, "%s %s barred until %d\n", m->list->id,
					       m->who->entity->id, membership_barred(m, day));
		}
	for (size_t i = 0; i < r->standings.n; i++)
		buf_add_format(b, "%s\n", standing_name(r->standings.items[i], day));
}

static void tell_event(struct buf *b, const struct event *e)
{
	if (e)
		buf_add_format(b, " (%s %u)", e->notice->id, e->row_index);
}

static void tell_membership(struct buf *b, const struct membership *m)
{
	buf_add_format(b, " %s rank %d", m->who->entity->id, m->rank);
	tell_event(b, m->printed_by);
	for (size_t i = 0; i < m->bases.n; i++) {
		const struct basis *x = &m->bases.items[i];

		tell_basis(b, x);
		buf_add_format(b, " %d %d %s", x->from, x->out, x->rules ? x->rules->id : "");
		tell_event(b, x->by);
		tell_event(b, x->ended_by);
	}
	for (size_t i = 0; i < m->spells.n; i++) {
		const struct spell *x = &m->spells.items[i];

		buf_add_format(b, " spell %d %d %d", x->from, x->out, x->barred_until);
		tell_event(b, x->entered);
		tell_event(b, x->removed);
	}
	for (size_t i = 0; i < m->stages.n; i++) {
		const struct stage *x = &m->stages.items[i];

		buf_add_format(b, " stage %d %d %d %d", x->kind, x->from, x->out, x->outcome);
		tell_event(b, x->by);
		tell_event(b, x->ended_by);
	}
	for (size_t i = 0; i < m->events.n; i++)
		tell_event(b, m->events.items[i]);
	buf_add_char(b, '\n');
}

static void tell_dated(struct buf *b, const struct dated *items, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		buf_add_format(b, " %s %d", items[i].value, items[i].from);
		tell_event(b, items[i].by);
	}
	buf_add_char(b, '\n');
}

static void tell_findings(struct buf *b, const struct findings *f)
{
	struct buf line = BUF_INIT;
	char **lines = xcalloc(f->n, sizeof(*lines));

	for (size_t i = 0; i < f->n; i++) {
		buf_add_format(&line, "%s %s ", f->items[i].place.path, f->items[i].place.pointer);
		finding_render(&f->items[i], LANG_EN, &line);
		lines[i] = buf_detach(&line, NULL);
	}
	qsort(lines, f->n, sizeof(*lines), by_text);
	for (size_t i = 0; i < f->n; i++) {
		buf_add_format(b, "%s\n", lines[i]);
		free(lines[i]);
	}
	free(lines);
}

static void tell_all(struct buf *b, const struct registry *r, const struct findings *f)
{
	for (size_t i = 0; i < r->rosters.n; i++) {
		const struct roster *l = r->rosters.items[i];

		buf_add_format(b, "%s %d\n", l->id, l->first);
		for (size_t k = 0; k < l->members.n; k++)
			tell_membership(b, l->members.items[k]);
		for (size_t k = 0; k < l->events.n; k++)
			tell_event(b, l->events.items[k]);
		buf_add_char(b, '\n');
	}
	for (size_t i = 0; i < r->standings.n; i++) {
		const struct standing *s = r->standings.items[i];

		buf_add_format(b, "%s %s\n", s->entity->id, s->same_as ? s->same_as->entity->id : "");
		tell_dated(b, s->names.items, s->names.n);
		tell_dated(b, s->places.items, s->places.n);
	}
	for (size_t i = 0; i < r->events.n; i++) {
		tell_event(b, &r->events.items[i]);
		buf_add_format(b, " %d %d", r->events.items[i].void_from, r->events.items[i].refused);
		tell_event(b, r->events.items[i].voided_by);
	}
	tell_findings(b, f);
}

static void same_text(unsigned seed, const char *what, struct buf *got, struct buf *expected)
{
	if (strcmp(buf_str(got).data, buf_str(expected).data) != 0)
		fail_msg("seed %u, %s:\ngot\n%s\nexpected\n%s", seed, what, got->data,
			 expected->data);
	buf_release(got);
	buf_release(expected);
}

/* ---- the properties ---- */

static void a_day_has_one_answer_however_far_the_fold_goes(void **state)
{
	(void)state;
	for (unsigned seed = 1; seed <= SEEDS; seed++) {
		struct portal p;
		struct registry *all;

		portal_init(&p, seed, false);
		all = fold(&p, DATE_MAX, NULL);
		for (int day = 0; day < PORTAL_DAYS; day += 7) {
			struct registry *prefix = fold(&p, portal_day(day), NULL);

			for (int d = 0; d <= day; d++) {
				struct buf got = BUF_INIT, expected = BUF_INIT;

				tell_day(&got, all, portal_day(d));
				tell_day(&expected, prefix, portal_day(d));
				same_text(seed, "day of a longer fold", &got, &expected);
			}
			registry_free(prefix);
		}
		registry_free(all);
		portal_release(&p);
	}
}

static void the_order_in_which_notices_are_loaded_changes_nothing(void **state)
{
	(void)state;
	for (unsigned seed = 1; seed <= SEEDS; seed++) {
		struct buf expected = BUF_INIT;
		struct portal p;

		portal_init(&p, seed, true);
		for (int times = 0; times < 3; times++) {
			struct findings f = FINDINGS_INIT;
			struct registry *r = fold(&p, DATE_MAX, &f);
			struct buf got = BUF_INIT;

			tell_all(&got, r, &f);
			if (times == 0)
				buf_add(&expected, got.data, got.len);
			else if (strcmp(got.data, expected.data) != 0)
				fail_msg("seed %u, shuffled:\ngot\n%s\nexpected\n%s", seed,
					 got.data, expected.data);
			buf_release(&got);
			registry_free(r);
			findings_release(&f);
			portal_shuffle(&p);
		}
		buf_release(&expected);
		portal_release(&p);
	}
}

static void members_bases_and_places_are_those_of_the_naive_register(void **state)
{
	(void)state;
	for (unsigned seed = 1; seed <= SEEDS; seed++) {
		struct portal p;
		struct registry *r;
		struct naive *n;

		portal_init(&p, seed, false);
		r = fold(&p, DATE_MAX, NULL);
		n = naive_fold(&p.content, portal_day(-10), portal_day(PORTAL_DAYS + 10));
		for (int d = 0; d < PORTAL_DAYS + 10; d++) {
			struct buf got = BUF_INIT, expected = BUF_INIT;

			tell_members(&got, r, portal_day(d));
			naive_tell(n, portal_day(d), &expected);
			same_text(seed, "members", &got, &expected);
		}
		naive_free(n);
		registry_free(r);
		portal_release(&p);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_day_has_one_answer_however_far_the_fold_goes),
		cmocka_unit_test(the_order_in_which_notices_are_loaded_changes_nothing),
		cmocka_unit_test(members_bases_and_places_are_those_of_the_naive_register),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
