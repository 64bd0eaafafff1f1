/*
 * What the fold may not depend on: the order of records in memory, and how
 * far it looks ahead. And what leaving out one notice means.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "register_text.h"
#include "rules/rules.h"

static int set_up(void **state)
{
	*state = register_fixture();
	return 0;
}

static int tear_down(void **state)
{
	content_free(*state);
	return 0;
}

static struct registry *fold(const struct content *c, date_t as_of, const char *without)
{
	struct fold_options o = { .as_of = as_of, .seen = DATE_MAX, .without = without };
	struct findings f = FINDINGS_INIT;
	struct registry *r = registry_fold(c, &o, &f);

	findings_release(&f);
	return r;
}

static char *fold_text(const struct content *c, date_t as_of, const char *without)
{
	struct registry *r = fold(c, as_of, without);
	struct buf text = BUF_INIT;

	registry_text(r, &text);
	registry_free(r);
	return buf_detach(&text, NULL);
}

/* Shows the first line that differs, not the whole of two registers. */
static void assert_same_register(const char *label, const char *got, const char *expected)
{
	while (*got && *got == *expected) {
		const char *end = got + strcspn(got, "\n");
		size_t len = (size_t)(end - got);

		if (strncmp(got, expected, len) != 0 || expected[len] != *end)
			break;
		got = *end ? end + 1 : end;
		expected += *end ? len + 1 : len;
	}
	if (*got || *expected)
		fail_msg("%s\n  got      %.*s\n  expected %.*s", label, (int)strcspn(got, "\n"),
			 got, (int)strcspn(expected, "\n"), expected);
}

/* ---- the order of records ---- */

/* A content whose notices and entities stand elsewhere; everything else is the original's. */
struct shuffled {
	struct content content;
	struct notice *notices;
	struct entity *entities;
};

static void index_again(struct shuffled *s)
{
	struct content *c = &s->content;

	c->notice_by_id = (struct map)MAP_INIT;
	c->entity_by_id = (struct map)MAP_INIT;
	for (size_t i = 0; i < c->notices.n; i++)
		map_add(&c->notice_by_id, s->notices[i].id, &s->notices[i]);
	for (size_t i = 0; i < c->entities.n; i++)
		map_add(&c->entity_by_id, s->entities[i].id, &s->entities[i]);
}

static void copy_records(struct shuffled *s, const struct content *c)
{
	s->content = *c;
	s->content.notices.items = s->notices = xcalloc(c->notices.n, sizeof(*s->notices));
	s->content.entities.items = s->entities = xcalloc(c->entities.n, sizeof(*s->entities));
	memcpy(s->notices, c->notices.items, c->notices.n * sizeof(*s->notices));
	memcpy(s->entities, c->entities.items, c->entities.n * sizeof(*s->entities));
}

static void release_records(struct shuffled *s)
{
	map_release(&s->content.notice_by_id);
	map_release(&s->content.entity_by_id);
	free(s->notices);
	free(s->entities);
}

static uint32_t next(uint32_t *seed) /* any fixed sequence will do */
{
	*seed = *seed * 1664525u + 1013904223u;
	return *seed >> 8;
}

static void shuffle(void *items, size_t n, size_t size, uint32_t *seed)
{
	unsigned char *a = items, *swap = xmalloc(size);

	for (size_t i = n; i > 1; i--) {
		unsigned char *x = a + (i - 1) * size, *y = a + next(seed) % i * size;

		memcpy(swap, x, size);
		memmove(x, y, size);
		memcpy(y, swap, size);
	}
	free(swap);
}

static void reverse(struct shuffled *s)
{
	size_t n = s->content.notices.n;

	for (size_t i = 0; i < n / 2; i++) {
		struct notice swap = s->notices[i];

		s->notices[i] = s->notices[n - 1 - i];
		s->notices[n - 1 - i] = swap;
	}
}

static void the_order_of_files_does_not_matter(void **state)
{
	const struct content *c = *state;
	char *expected = fold_text(c, DATE_MAX, NULL);

	for (uint32_t seed = 0; seed < 40; seed++) {
		struct shuffled s;
		uint32_t state_of_seed = seed;
		char *got, label[32];

		copy_records(&s, c);
		if (seed == 0) {
			reverse(&s);
		} else {
			shuffle(s.notices, c->notices.n, sizeof(*s.notices), &state_of_seed);
			shuffle(s.entities, c->entities.n, sizeof(*s.entities), &state_of_seed);
		}
		index_again(&s);
		got = fold_text(&s.content, DATE_MAX, NULL);
		snprintf(label, sizeof(label), "order %u", (unsigned)seed);
		assert_same_register(label, got, expected);
		free(got);
		release_records(&s);
	}
	free(expected);
}

static void folding_twice_gives_the_same(void **state)
{
	char *first = fold_text(*state, DATE_MAX, NULL), *second = fold_text(*state, DATE_MAX, NULL);

	assert_same_register("again", second, first);
	free(first);
	free(second);
}

/* ---- how far the fold looks ahead ---- */

/* Who a record is in the end: two may have been joined since. */
static const char *final_id(const struct registry *late, const char *id)
{
	return registry_standing(late, id)->entity->id;
}

/* One of two records that are joined: what the other said is then known of it too. */
static bool is_joined(const struct registry *late, const char *id)
{
	for (size_t i = 0; i < late->standings.n; i++) {
		const struct standing *s = late->standings.items[i];

		if (s->same_as &&
		    (strcmp(s->entity->id, id) == 0 || strcmp(s->same_as->entity->id, id) == 0))
			return true;
	}
	return false;
}

static void add_standing_on(const struct standing *s, date_t day, struct buf *out)
{
	const char *industry = dated_on(s->industries.items, s->industries.n, day);

	buf_add_format(out, "%s %s %s %s %s\n", s->entity->id, standing_name(s, day),
		       standing_place(s, day), dated_on(s->kinds.items, s->kinds.n, day),
		       industry ? industry : "");
}

static int compare_lines(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* One line a member, in the order of the ids that last. */
static void add_members_on(const struct roster *l, const struct registry *late, date_t day,
			   struct buf *out)
{
	char **lines = xcalloc(l->members.n + 1, sizeof(*lines));
	size_t n = 0;

	for (size_t i = 0; i < l->members.n; i++) {
		const struct membership *m = l->members.items[i];
		const struct spell *spell = membership_spell(m, day);
		struct buf line = BUF_INIT;
		char text[DATE_SIZE];

		if (!membership_on(m, day))
			continue;
		buf_add_format(&line, "%s %s ", l->id, final_id(late, m->who->entity->id));
		bases_text(m, day, &line);
		buf_add_format(&line, " since %s\n", spell ? date_format(spell->from, text) : "?");
		lines[n++] = buf_detach(&line, NULL);
	}
	qsort(lines, n, sizeof(*lines), compare_lines);
	for (size_t i = 0; i < n; i++) {
		buf_add_str(out, lines[i]);
		free(lines[i]);
	}
	free(lines);
}

static void add_stages_on(const struct roster *l, const struct registry *late, date_t day,
			  struct buf *out)
{
	for (size_t i = 0; i < l->members.n; i++) {
		const struct membership *m = l->members.items[i];

		for (size_t k = 0; k < m->stages.n; k++) {
			const struct stage *s = &m->stages.items[k];
			char text[DATE_SIZE];

			if (s->from > day || s->out <= day)
				continue;
			buf_add_format(out, "%s %s stage %d since %s\n", l->id,
				       final_id(late, m->who->entity->id), s->kind,
				       date_format(s->from, text));
		}
	}
}

static char *text_on(const struct registry *r, const struct registry *late, date_t day)
{
	struct buf out = BUF_INIT;

	for (size_t i = 0; i < r->rosters.n; i++) {
		const struct roster *l = r->rosters.items[i];

		if (l->first > day)
			continue;
		buf_add_format(&out, "%s %zu\n", l->id, roster_count(l, day));
		add_members_on(l, late, day, &out);
		add_stages_on(l, late, day, &out);
	}
	for (size_t i = 0; i < r->bars.n; i++)
		if (r->bars.items[i].from <= day && day < r->bars.items[i].void_from)
			buf_add_format(&out, "bar %s\n", r->bars.items[i].assessor->id);
	for (size_t i = 0; i < r->standings.n; i++)
		if (!is_joined(late, r->standings.items[i]->entity->id))
			add_standing_on(r->standings.items[i], day, &out);
	return buf_detach(&out, NULL);
}

static void check_day(const struct content *c, const struct registry *late, date_t day)
{
	struct registry *r = fold(c, day, NULL);
	char *got = text_on(r, late, day), *expected = text_on(late, late, day);
	char text[DATE_SIZE], label[64];

	snprintf(label, sizeof(label), "as of %s", date_format(day, text));
	assert_same_register(label, got, expected);
	free(got);
	free(expected);
	registry_free(r);
}

static void a_fold_of_a_day_and_a_later_one_agree_on_that_day(void **state)
{
	const struct content *c = *state;
	struct registry *late = fold(c, DATE_MAX, NULL);

	for (size_t i = 0; i < c->notices.n; i++) {
		date_t day = notice_effective(&c->notices.items[i]);

		if (c->notices.items[i].draft)
			continue;
		check_day(c, late, day - 1);
		check_day(c, late, day);
		check_day(c, late, day + 1);
	}
	/* days on which something happens without a notice of that day */
	check_day(c, late, date_make(2025, 5, 1)); /* a text that is effective after its notice */
	check_day(c, late, date_make(2025, 12, 1)); /* a removal is void from here */
	check_day(c, late, date_make(2026, 5, 12)); /* a candidate's time is over */
	check_day(c, late, date_make(2030, 5, 6));
	registry_free(late);
}

/* ---- without one notice ---- */

static void leave_out(struct shuffled *s, const char *id)
{
	size_t kept = 0;

	for (size_t i = 0; i < s->content.notices.n; i++)
		if (strcmp(s->notices[i].id, id) != 0)
			s->notices[kept++] = s->notices[i];
	s->content.notices.n = kept;
}

static void without_a_notice_is_as_if_it_were_not_there(void **state)
{
	const struct content *c = *state;

	for (size_t i = 0; i < c->notices.n; i++) {
		const char *id = c->notices.items[i].id;
		char *got = fold_text(c, DATE_MAX, id), *expected;
		struct shuffled s;

		copy_records(&s, c);
		leave_out(&s, id);
		index_again(&s);
		expected = fold_text(&s.content, DATE_MAX, NULL);
		assert_same_register(id, got, expected);
		free(got);
		free(expected);
		release_records(&s);
	}
}

static void without_the_notice_behind_it_a_text_moves_nothing(void **state)
{
	static const struct {
		const char *without, *list, *members;
	} rows[] = {
		{ NULL, "330300/factory",
		  "330300-0001(inc 000000/factory 2025-05-01), 330300-0004(own 2025-10-10)" },
		{ "330000/2024/green-rules", "330300/factory", "330300-0004(own 2025-10-10)" },
		{ NULL, "330400/factory",
		  "330100-0002(inc 330000/factory 2026-02-01), 330400-0001(inc 330000/factory 2024-10-08)" },
		{ "330000/2026/district-change", "330400/factory",
		  "330400-0001(inc 330000/factory 2024-10-08)" },
		{ "440400/2025/green-rules", "440400/park", "no list" },
		{ "440400/2027/factory-list", "440400/park",
		  "440400-0005(inc 000000/park 2025-02-01)" }, /* a draft */
	};

	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		struct registry *r = fold(*state, DATE_MAX, rows[i].without);
		struct buf got = BUF_INIT;

		members_text(r, rows[i].list, date_make(2026, 12, 31), &got);
		if (strcmp(got.data, rows[i].members) != 0)
			fail_msg("%s without %s\n  got      %s\n  expected %s", rows[i].list,
				 rows[i].without ? rows[i].without : "nothing", got.data,
				 rows[i].members);
		buf_release(&got);
		registry_free(r);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(folding_twice_gives_the_same),
		cmocka_unit_test(the_order_of_files_does_not_matter),
		cmocka_unit_test(a_fold_of_a_day_and_a_later_one_agree_on_that_day),
		cmocka_unit_test(without_a_notice_is_as_if_it_were_not_there),
		cmocka_unit_test(without_the_notice_behind_it_a_text_moves_nothing),
	};

	return cmocka_run_group_tests_name("register, its order", tests, set_up, tear_down);
}
