/*
 * Two registers compared: the changes, applied to the one, give the other;
 * and each is told with the notices behind it. On random portals, and on the
 * story of tests/fixtures/register.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "random_portal.h"
#include "register/compare.h"
#include "register_text.h"
#include "rules/rules.h"

enum { SEEDS = 120 };

static struct registry *fold(const struct content *c, date_t as_of)
{
	struct fold_options o = { .as_of = as_of, .seen = DATE_MAX };

	return registry_fold(c, &o, NULL);
}

/* ---- a list as the register answers, in words ---- */

static int by_text(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static void tell_bases(struct buf *b, const struct membership *m, date_t day)
{
	const char *words[16];
	size_t n = 0;
	bool own = false;

	for (size_t i = 0; i < m->bases.n && n < ARRAY_LEN(words); i++) {
		if (!basis_on(&m->bases.items[i], day))
			continue;
		if (m->bases.items[i].kind == BASIS_OWN)
			own = true;
		else
			words[n++] = m->bases.items[i].source->id;
	}
	qsort(words, n, sizeof(*words), by_text);
	buf_add_str(b, own ? "own" : "");
	for (size_t i = 0; i < n; i++)
		if (!i || strcmp(words[i], words[i - 1]) != 0)
			buf_add_format(b, "%s%s", own || i ? ", " : "", words[i]);
}

static void tell_text(struct buf *b, const char *s)
{
	buf_add_format(b, "|%s", s ? s : "-");
}

static void tell_register(struct buf *b, const struct registry *r, const char *list)
{
	const struct roster *l = registry_roster(r, list);
	char day[DATE_SIZE];

	for (size_t i = 0; l && i < l->members.n; i++) {
		const struct membership *m = l->members.items[i];
		const struct standing *s = m->who;

		if (!membership_on(m, r->as_of))
			continue;
		buf_add_str(b, s->entity->id);
		tell_text(b, standing_name(s, r->as_of));
		tell_text(b, standing_place(s, r->as_of));
		tell_text(b, dated_on(s->industries.items, s->industries.n, r->as_of));
		tell_text(b, dated_on(s->kinds.items, s->kinds.n, r->as_of));
		buf_add_char(b, '|');
		tell_bases(b, m, r->as_of);
		tell_text(b, date_format(membership_spell(m, r->as_of)->from, day));
		if (m->rank)
			buf_add_format(b, "|%d\n", m->rank);
		else
			buf_add_str(b, "|-\n");
	}
}

/* ---- the changes, applied ---- */

static struct arena lines; /* of the lists below */

static const char *line_of(const struct member_facts *f)
{
	struct buf b = BUF_INIT;
	const char *line;

	buf_add_str(&b, f->says[ASPECT_RECORD]);
	for (size_t i = ASPECT_NAME; i < ASPECTS; i++)
		tell_text(&b, f->says[i]);
	line = arena_strdup(&lines, b.data);
	buf_release(&b);
	return line;
}

static void lines_load(struct map *on, const char *text)
{
	while (*text) {
		size_t n = strcspn(text, "\n"), id = strcspn(text, "|");

		map_set(on, arena_strndup(&lines, text, id), arena_strndup(&lines, text, n));
		text += n + 1;
	}
}

/* What a change says is that of the record as it was, and only what it is about becomes new. */
static void apply(struct map *on, const struct member_change *c)
{
	const char *was = c->was.says[ASPECT_RECORD], *is = c->is.says[ASPECT_RECORD];
	struct member_facts then = c->was;

	switch (c->kind) {
	case CHANGE_ENTERED:
		assert_null(map_get(on, is));
		map_set(on, arena_strdup(&lines, is), (char *)line_of(&c->is));
		return;
	case CHANGE_REMOVED:
	case CHANGE_JOINED:
		assert_non_null(map_get(on, was));
		map_set(on, was, NULL);
		return;
	case CHANGE_PARTED:
		assert_null(map_get(on, is));
		map_set(on, arena_strdup(&lines, is), (char *)line_of(&c->is));
		return;
	default:
		assert_non_null(map_get(on, was));
		assert_true(c->differs != 0);
		map_set(on, was, NULL);
		for (unsigned i = 0; i < ASPECTS; i++)
			if (c->differs & 1u << i)
				then.says[i] = c->is.says[i];
		map_set(on, arena_strdup(&lines, is), (char *)line_of(&c->is));
		/* Of the two changes of one company the first is its name's, and the rest comes with the second. */
		if (c->kind == CHANGE_ALTERED && !(c->differs & 1u << ASPECT_RECORD))
			then.says[ASPECT_NAME] = c->is.says[ASPECT_NAME];
		if (c->kind == CHANGE_ALTERED)
			assert_string_equal(line_of(&then), line_of(&c->is));
	}
}

static void tell_lines(struct buf *b, const struct map *on)
{
	struct map_entry *e = map_sorted(on);

	for (size_t i = 0; i < on->n; i++)
		if (e[i].value)
			buf_add_format(b, "%s\n", (const char *)e[i].value);
	free(e);
}

static const struct list_changes *changes_of(const struct comparison *c, const char *list)
{
	for (size_t i = 0; i < c->lists.n; i++)
		if (strcmp(c->lists.items[i].list, list) == 0)
			return &c->lists.items[i];
	return NULL;
}

static void prove_list(const char *label, const struct comparison *c, const char *list)
{
	struct map on = MAP_INIT;
	struct buf got = BUF_INIT, expected = BUF_INIT;
	const struct list_changes *l = changes_of(c, list);

	tell_register(&got, c->was, list);
	lines_load(&on, buf_str(&got).data);
	buf_clear(&got);
	for (size_t i = 0; l && i < l->changes.n; i++)
		apply(&on, &l->changes.items[i]);
	tell_lines(&got, &on);
	tell_register(&expected, c->is, list);
	if (strcmp(buf_str(&got).data, buf_str(&expected).data) != 0)
		fail_msg("%s, %s:\ngot\n%sexpected\n%s", label, list, got.data, expected.data);
	buf_release(&got);
	buf_release(&expected);
	map_release(&on);
	arena_release(&lines);
}

static void prove(const char *label, const struct registry *was, const struct registry *is)
{
	struct comparison *c = registers_compare(was, is, NULL);

	for (size_t i = 0; i < was->rosters.n; i++)
		prove_list(label, c, was->rosters.items[i]->id);
	for (size_t i = 0; i < is->rosters.n; i++)
		if (!registry_roster(was, is->rosters.items[i]->id))
			prove_list(label, c, is->rosters.items[i]->id);
	comparison_free(c);
}

/* ---- random portals ---- */

/* Some notices are not yet there, others say or date something else. The first four are its rules. */
static void change_notices(struct portal *p, struct chance *c)
{
	for (size_t i = 4; i < p->content.notices.n; i++) {
		struct notice *n = &p->content.notices.items[i];
		struct row *rows = n->annexes.items->rows.items;
		size_t k = chance_below(c, (unsigned)n->annexes.items->rows.n);

		switch (chance_below(c, 10)) {
		case 0:
		case 1:
			n->draft = true;
			break;
		case 2:
			n->effective = n->signed_on + (int)chance_below(c, 9) - 4;
			break;
		case 3:
			rows[k].id = p->content.entities.items[chance_below(c, 7)].id;
			break;
		case 4:
			n->annexes.items->rows.n = k;
			break;
		default:
			break;
		}
	}
}

static void each_seed(void (*test)(unsigned seed, struct portal *a, struct portal *b))
{
	for (unsigned seed = 1; seed <= SEEDS; seed++) {
		struct portal a, b;
		struct chance c = { seed * 0x9e3779b97f4a7c15u };

		portal_init(&a, seed, seed % 2);
		portal_init(&b, seed, seed % 2);
		change_notices(seed % 3 ? &a : &b, &c);
		if (seed % 4 == 0)
			change_notices(seed % 3 ? &b : &a, &c);
		test(seed, &a, &b);
		portal_release(&a);
		portal_release(&b);
	}
}

static void prove_revisions(unsigned seed, struct portal *a, struct portal *b)
{
	for (int day = 20; day <= PORTAL_DAYS; day += 20) {
		struct registry *was = fold(&a->content, portal_day(day));
		struct registry *is = fold(&b->content, portal_day(day));
		char label[64];

		snprintf(label, sizeof(label), "seed %u, contents on day %d", seed, day);
		prove(label, was, is);
		registry_free(was);
		registry_free(is);
	}
}

static void the_changes_of_a_content_lead_to_its_register(void **state)
{
	(void)state;
	each_seed(prove_revisions);
}

static void prove_days(unsigned seed, struct portal *a, struct portal *b)
{
	(void)b;
	for (int day = 5; day <= PORTAL_DAYS; day += 13)
		for (int then = 0; then < day; then += 17) {
			struct registry *was = fold(&a->content, portal_day(then));
			struct registry *is = fold(&a->content, portal_day(day));
			char label[64];

			snprintf(label, sizeof(label), "seed %u, days %d to %d", seed, then, day);
			prove(label, was, is);
			registry_free(was);
			registry_free(is);
		}
}

static void the_changes_between_days_lead_to_the_later_register(void **state)
{
	(void)state;
	each_seed(prove_days);
}

static void prove_nothing(unsigned seed, struct portal *a, struct portal *b)
{
	struct registry *r = fold(&a->content, DATE_MAX);
	struct portal again;
	struct registry *same;
	struct comparison *c = registers_compare(r, r, NULL);

	(void)b;
	assert_int_equal(c->lists.n + c->notices.n, 0);
	comparison_free(c);
	registry_free(r);
	portal_init(&again, seed, seed % 2);
	r = fold(&again.content, portal_day(40));
	portal_shuffle(&again);
	same = fold(&again.content, portal_day(40));
	c = registers_compare(r, same, NULL);
	assert_int_equal(c->lists.n + c->notices.n, 0);
	comparison_free(c);
	registry_free(r);
	registry_free(same);
	portal_release(&again);
}

static void nothing_changed_from_a_register_to_itself(void **state)
{
	(void)state;
	each_seed(prove_nothing);
}

/* Only notices differ here, so each change has one behind it, and that one did change. */
static void prove_causes_on(unsigned seed, struct portal *a, struct portal *b, date_t day)
{
	struct registry *was = fold(&a->content, day);
	struct registry *is = fold(&b->content, day);
	struct comparison *c = registers_compare(was, is, NULL);

	for (size_t i = 0; i < c->lists.n; i++)
		for (size_t k = 0; k < c->lists.items[i].changes.n; k++) {
			const struct member_change *m = &c->lists.items[i].changes.items[k];

			if (!m->notices.n)
				fail_msg("seed %u: %s %s has no notice", seed,
					 c->lists.items[i].list, member_change_id(m));
			for (size_t x = 0; x < m->notices.n; x++)
				assert_non_null(map_get(&c->notice_by_id, m->notices.items[x]));
		}
	comparison_free(c);
	registry_free(was);
	registry_free(is);
}

static void prove_causes(unsigned seed, struct portal *a, struct portal *b)
{
	prove_causes_on(seed, a, b, portal_day(20)); /* before some of the revocations */
	prove_causes_on(seed, a, b, portal_day(50));
}

static void only_notices_that_changed_are_behind_a_change_of_content(void **state)
{
	(void)state;
	each_seed(prove_causes);
}

/* ---- histories ---- */

enum { HISTORIES = 60, COMMITS = 80 };

/* One commit: of a few notices some are published, dated or written otherwise, or taken back. */
static void commit(struct portal *p, struct chance *c)
{
	for (unsigned n = 1 + chance_below(c, 4); n; n--) {
		size_t i = 4 + chance_below(c, (unsigned)p->content.notices.n - 4);
		struct notice *x = &p->content.notices.items[i];
		struct row *rows = x->annexes.items->rows.items;
		size_t k = chance_below(c, (unsigned)x->annexes.items->rows.n);

		switch (chance_below(c, 10)) {
		case 0:
			x->draft = true;
			break;
		case 1:
			x->effective = x->signed_on + (int)chance_below(c, 9) - 4;
			break;
		case 2:
			rows[k].id = p->content.entities.items[chance_below(c, 7)].id;
			break;
		default:
			x->draft = false;
		}
	}
}

/* The content of the n-th commit, made from nothing: two of them stand beside each other. */
static void check_out(struct portal *p, unsigned seed, unsigned n)
{
	struct chance c = { seed * 0x9e3779b97f4a7c15u };

	portal_init(p, seed, seed % 2);
	for (size_t i = 4; i < p->content.notices.n; i++)
		p->content.notices.items[i].draft = true;
	while (n--)
		commit(p, &c);
}

static struct map *lines_of(struct map *lists, const char *list)
{
	struct map *on = map_get(lists, list);

	if (!on) {
		on = xcalloc(1, sizeof(*on));
		map_add(lists, arena_strdup(&lines, list), on);
	}
	return on;
}

static size_t add_up(struct map *lists, const struct comparison *c)
{
	size_t n = 0;

	for (size_t i = 0; i < c->lists.n; i++) {
		const struct list_changes *l = &c->lists.items[i];

		for (size_t k = 0; k < l->changes.n; k++)
			apply(lines_of(lists, l->list), &l->changes.items[k]);
		n += l->changes.n;
	}
	return n;
}

static void same_lists(struct map *lists, const struct registry *r, unsigned seed, unsigned n)
{
	struct buf sum = BUF_INIT, folded = BUF_INIT;

	for (size_t i = 0; i < r->rosters.n; i++) {
		const char *list = r->rosters.items[i]->id;

		buf_clear(&sum);
		buf_clear(&folded);
		tell_lines(&sum, lines_of(lists, list));
		tell_register(&folded, r, list);
		if (strcmp(buf_str(&sum).data, buf_str(&folded).data) != 0)
			fail_msg("seed %u, commit %u, %s:\nsum\n%sfold\n%s", seed, n, list,
				 sum.data, folded.data);
	}
	buf_release(&sum);
	buf_release(&folded);
}

static void lists_free(struct map *lists)
{
	struct map_entry *all = map_sorted(lists);

	for (size_t i = 0; i < lists->n; i++) {
		map_release(all[i].value);
		free(all[i].value);
	}
	free(all);
	map_release(lists);
	arena_release(&lines);
}

/* From the first commit on every change is added to what came before, and nothing is read again. */
static void a_fold_at_every_commit_is_the_sum_of_all_changes_before(void **state)
{
	size_t events = 0;

	(void)state;
	for (unsigned seed = 1; seed <= HISTORIES; seed++) {
		struct map lists = MAP_INIT;
		struct portal two[2]; /* a register is of one that stays where it is */
		struct registry *before, *after;

		check_out(&two[0], seed, 0);
		before = fold(&two[0].content, portal_day(PORTAL_DAYS));
		same_lists(&lists, before, seed, 0);
		for (unsigned n = 1; n <= COMMITS; n++) {
			struct comparison *c;

			check_out(&two[n % 2], seed, n);
			after = fold(&two[n % 2].content, portal_day(PORTAL_DAYS));
			c = registers_compare(before, after, NULL);
			events += add_up(&lists, c);
			same_lists(&lists, after, seed, n);
			comparison_free(c);
			registry_free(before);
			portal_release(&two[(n + 1) % 2]);
			before = after;
		}
		registry_free(before);
		portal_release(&two[COMMITS % 2]);
		lists_free(&lists);
	}
	assert_true(events > 2000);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_changes_of_a_content_lead_to_its_register),
		cmocka_unit_test(the_changes_between_days_lead_to_the_later_register),
		cmocka_unit_test(nothing_changed_from_a_register_to_itself),
		cmocka_unit_test(only_notices_that_changed_are_behind_a_change_of_content),
		cmocka_unit_test(a_fold_at_every_commit_is_the_sum_of_all_changes_before),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
