/*
 * The changes of a list: from the empty list on they give the list of every
 * day, as data, as bytes, and the build does not go on where they do not.
 */
#define _GNU_SOURCE /* mkdtemp, realpath */
#include "scratch.h"

#include "demo_portal.h"
#include "exports/deltas_proof.h"
#include "format/json.h"
#include "pages/outline.h"
#include "random_portal.h"

enum { SEEDS = 60 };

/* ---- a list on a day, in words ---- */

static void tell_state(struct buf *b, const char *id, const char *name, const char *place,
		       const char *industry)
{
	buf_add_format(b, "%s %s %s %s", id, name, place, industry ? industry : "-");
}

/* As the register answers. */
static void tell_register(struct buf *b, const struct roster *l, date_t day)
{
	for (size_t i = 0; i < l->members.n; i++) {
		const struct membership *m = l->members.items[i];
		const struct standing *s = m->who;
		struct arena a = ARENA_INIT;
		struct member_state state;

		if (!membership_on(m, day))
			continue;
		state = member_state_on(m, day, &a);
		tell_state(b, s->entity->id, standing_name(s, day), standing_place(s, day),
			   dated_on(s->industries.items, s->industries.n, day));
		for (size_t k = 0; k < state.bases.n; k++)
			buf_add_format(b, " %s", state.bases.items[k]);
		buf_add_char(b, '\n');
		arena_release(&a);
	}
}

/* ---- replayed ---- */

struct replayed {
	struct map on; /* id -> struct member_state */
	struct arena arena;
};

static void apply(struct replayed *r, const struct delta *d)
{
	const char *id = d->member->who->entity->id;
	struct member_state *now = map_get(&r->on, id);

	if ((now == NULL) != (d->kind == DELTA_ENTERED))
		fail_msg("%s: a change of kind %d where it is %s member", id, d->kind,
			 now ? "a" : "no");
	switch (d->kind) {
	case DELTA_REMOVED:
		map_set(&r->on, id, NULL);
		break;
	case DELTA_ENTERED:
		map_set(&r->on, id, arena_memdup(&r->arena, &d->after, sizeof(d->after)));
		break;
	case DELTA_RENAMED:
		assert_string_equal(now->name, d->before.name);
		now->name = d->after.name;
		break;
	default:
		now->place = d->after.place;
		now->industry = d->after.industry;
		now->bases = d->after.bases;
	}
}

static void tell_replayed(struct buf *b, const struct replayed *r)
{
	struct map_entry *entries = map_sorted(&r->on);

	for (size_t i = 0; i < r->on.n; i++) {
		const struct member_state *s = entries[i].value;

		if (!s)
			continue;
		tell_state(b, entries[i].key, s->name, s->place, s->industry);
		for (size_t k = 0; k < s->bases.n; k++)
			buf_add_format(b, " %s", s->bases.items[k]);
		buf_add_char(b, '\n');
	}
	free(entries);
}

static void compare(const char *label, const char *list, date_t day, struct buf *got,
		    struct buf *expected)
{
	char text[DATE_SIZE];

	if (strcmp(buf_str(got).data, buf_str(expected).data) != 0)
		fail_msg("%s: %s on %s:\ngot\n%sexpected\n%s", label, list, date_format(day, text),
			 buf_str(got).data, buf_str(expected).data);
	buf_clear(got);
	buf_clear(expected);
}

static void replay_list(const char *label, const struct registry *r, const struct roster *l,
			date_t first)
{
	struct replayed now = { MAP_INIT, ARENA_INIT };
	struct deltas d = list_deltas(r, l, &now.arena);
	struct buf got = BUF_INIT, expected = BUF_INIT;
	size_t next = 0;

	for (date_t day = first; day <= r->as_of; day++) {
		for (; next < d.n && d.items[next].day <= day; next++)
			apply(&now, &d.items[next]);
		tell_replayed(&got, &now);
		tell_register(&expected, l, day);
		compare(label, l->id, day, &got, &expected);
	}
	assert_int_equal(next, d.n);
	buf_release(&got);
	buf_release(&expected);
	map_release(&now.on);
	arena_release(&now.arena);
}

static void the_changes_give_the_list_of_every_day(void **state)
{
	(void)state;
	for (unsigned seed = 1; seed <= SEEDS; seed++) {
		struct portal p;

		portal_init(&p, seed, seed % 2);
		for (int last = 20; last <= PORTAL_DAYS; last += 20) { /* also as of a day between */
			struct fold_options o = { .as_of = portal_day(last), .seen = DATE_MAX };
			struct registry *r = registry_fold(&p.content, &o, NULL);
			struct findings f = FINDINGS_INIT;
			char label[32];

			snprintf(label, sizeof(label), "seed %u", seed);
			for (size_t i = 0; i < r->rosters.n; i++) {
				struct arena a = ARENA_INIT;
				struct deltas d = list_deltas(r, r->rosters.items[i], &a);

				replay_list(label, r, r->rosters.items[i], portal_day(0));
				deltas_prove(r, r->rosters.items[i], &d, &f);
				arena_release(&a);
			}
			assert_no_findings(&f, label);
			registry_free(r);
		}
		portal_release(&p);
	}
}

/* ---- of one day, and which days ---- */

static void expect_same_delta(const char *label, const struct delta *got, const struct delta *whole)
{
	if (got->day != whole->day || got->kind != whole->kind || got->member != whole->member ||
	    got->spell != whole->spell || !member_state_same(&got->before, &whole->before) ||
	    !member_state_same(&got->after, &whole->after) || got->notices.n != whole->notices.n)
		fail_msg("%s: another change of %s", label, whole->member->who->entity->id);
}

static void the_changes_of_the_days_are_those_of_the_list(void **state)
{
	(void)state;
	for (unsigned seed = 1; seed <= SEEDS; seed++) {
		struct portal p;
		struct fold_options o = { .as_of = portal_day(PORTAL_DAYS), .seen = DATE_MAX };
		struct registry *r;
		char label[32];

		snprintf(label, sizeof(label), "seed %u", seed);
		portal_init(&p, seed, seed % 2);
		r = registry_fold(&p.content, &o, NULL);
		for (size_t i = 0; i < r->rosters.n; i++) {
			struct arena a = ARENA_INIT;
			struct deltas whole = list_deltas(r, r->rosters.items[i], &a);
			date_t *days;
			size_t n = list_change_days(r, r->rosters.items[i], &days), at = 0;

			for (size_t k = 0; k < n; k++) {
				struct deltas d = list_deltas_on(r, r->rosters.items[i], days[k], &a);

				assert_true(d.n > 0);
				for (size_t c = 0; c < d.n && at < whole.n; c++)
					expect_same_delta(label, &d.items[c], &whole.items[at++]);
			}
			assert_int_equal(at, whole.n);
			free(days);
			arena_release(&a);
		}
		registry_free(r);
		portal_release(&p);
	}
}

static bool takes_members(const struct roster *l)
{
	for (size_t i = 0; i < l->members.n; i++)
		for (size_t k = 0; k < l->members.items[i]->bases.n; k++)
			if (l->members.items[i]->bases.items[k].kind == BASIS_INCLUDED)
				return true;
	return false;
}

/*
 * What was once known, and what is known later: no day of a list of its own
 * members loses its page. (Of one that takes those of a list above, a place
 * that is published late may undo a day: the build then asks for a redirect.)
 */
static void a_day_that_had_a_page_keeps_it(void **state)
{
	size_t days = 0, lost = 0;

	(void)state;
	for (unsigned seed = 1; seed <= SEEDS; seed++) {
		struct portal p;
		struct outline *before = NULL;
		struct registry *r_before = NULL;

		portal_init(&p, seed, seed % 2);
		for (int last = 20; last <= PORTAL_DAYS; last += 20) {
			struct fold_options o = { .as_of = portal_day(last),
						  .seen = date_end(portal_day(last)) };
			struct registry *r = registry_fold(&p.content, &o, NULL);
			struct outline *now = outline_new(&p.content, r);

			for (size_t i = 0; before && i < before->days.n; i++) {
				const struct day_outline *d = &before->days.items[i];
				const struct list_outline *l = outline_list(now, d->list->roster->id);
				char text[DATE_SIZE];

				if (!l || takes_members(l->roster) || takes_members(d->list->roster))
					continue;
				days++;
				if (!list_day(l, d->day)) {
					lost++;
					print_error("seed %u: %s loses %s\n", seed,
						    d->list->roster->id, date_format(d->day, text));
				}
			}
			outline_free(before);
			registry_free(r_before);
			before = now;
			r_before = r;
		}
		outline_free(before);
		registry_free(r_before);
		portal_release(&p);
	}
	assert_true(days > 1000);
	assert_int_equal(lost, 0);
}

/* ---- broken on purpose ---- */

struct broken {
	struct demo demo;
	const struct roster *list;
	struct arena arena;
	struct deltas deltas;
};

static int break_set_up(void **state)
{
	struct broken *x = xcalloc(1, sizeof(*x));

	demo_init(&x->demo);
	demo_put(x->demo.source, "content/notices/990100/2026/alter.md",
		 "{ 'type': 'change', 'title': '行业变更', 'issuers': ['990100-gxj'], 'signed': '2026-01-05',"
		 " 'published': '2026-01-05 09:00' }\n\n现予公告。\n");
	demo_put(x->demo.source, "content/notices/990100/2026/alter.json",
		 "{ 'annexes': [{ 'no': 1, 'title': '行业变更', 'action': 'alter', 'columns': [{ 'label': '名称',"
		 " 'role': 'name' }], 'rows': [{ 'id': '990100-0002', 'cells': ['示例新材料股份有限公司'],"
		 " 'industry': '橡胶和塑料制品业' }] }] }");
	demo_open(&x->demo, demo_day());
	x->list = registry_roster(x->demo.registry, "990100/factory");
	x->deltas = list_deltas(x->demo.registry, x->list, &x->arena);
	*state = x;
	return 0;
}

static int break_tear_down(void **state)
{
	struct broken *x = *state;

	arena_release(&x->arena);
	demo_release(&x->demo);
	free(x);
	return 0;
}

static struct delta *find(struct deltas *d, int kind, const char *id)
{
	for (size_t i = 0; i < d->n; i++)
		if (d->items[i].kind == kind && strcmp(d->items[i].member->who->entity->id, id) == 0)
			return &d->items[i];
	fail_msg("no change of kind %d of %s", kind, id);
	return NULL;
}

static void drop(struct deltas *d, struct delta *item)
{
	memmove(item, item + 1, (size_t)(d->items + d->n - item - 1) * sizeof(*item));
	d->n--;
}

static void no_entry(struct deltas *d)
{
	drop(d, find(d, DELTA_ENTERED, "990100-0002"));
}

static void no_removal(struct deltas *d)
{
	drop(d, find(d, DELTA_REMOVED, "990100-0004"));
}

static void no_rename(struct deltas *d)
{
	drop(d, find(d, DELTA_RENAMED, "990100-0002"));
}

static void no_alteration(struct deltas *d)
{
	drop(d, find(d, DELTA_ALTERED, "990100-0002"));
}

static void entered_a_day_late(struct deltas *d)
{
	find(d, DELTA_ENTERED, "990100-0002")->day++;
}

static void removed_a_day_early(struct deltas *d)
{
	find(d, DELTA_REMOVED, "990100-0004")->day--;
}

static void another_name(struct deltas *d)
{
	find(d, DELTA_RENAMED, "990100-0002")->after.name = "示例他名有限公司";
}

static void another_former_name(struct deltas *d)
{
	find(d, DELTA_RENAMED, "990100-0002")->before.name = "示例他名有限公司";
}

static void another_place(struct deltas *d)
{
	find(d, DELTA_ENTERED, "990100-0002")->after.place = "990103";
}

static void no_basis(struct deltas *d)
{
	find(d, DELTA_ENTERED, "990100-0002")->after.bases.n = 0;
}

static void removed_twice(struct deltas *d)
{
	struct delta *again = find(d, DELTA_REMOVED, "990100-0004");

	memmove(again + 1, again, (size_t)(d->items + d->n - again - 1) * sizeof(*again));
}

static void a_change_after_the_last_day(struct deltas *d)
{
	d->items[d->n - 1].day += 1000;
}

static void a_change_that_is_missing_or_wrong_is_a_finding(void **state)
{
	static const struct {
		const char *label;
		void (*damage)(struct deltas *d);
		const char *id, *day; /* that the finding names */
	} rows[] = {
		{ "no entry", no_entry, "990100-0002", "2025-08-12" },
		{ "no removal", no_removal, "990100-0004", "2025-10-20" },
		{ "no rename", no_rename, "990100-0002", "2025-11-03" },
		{ "no alteration", no_alteration, "990100-0002", "2026-01-05" },
		{ "entered a day late", entered_a_day_late, "990100-0002", "2025-08-12" },
		{ "removed a day early", removed_a_day_early, "990100-0004", "2025-10-19" },
		{ "another name", another_name, "990100-0002", "2025-11-03" },
		{ "another former name", another_former_name, "990100-0002", "2025-11-03" },
		{ "another place", another_place, "990100-0002", "2025-08-12" },
		{ "no basis", no_basis, "990100-0002", "2025-08-12" },
		{ "removed twice", removed_twice, NULL, NULL },
		{ "after the last day", a_change_after_the_last_day, NULL, NULL },
	};
	struct broken *x = *state;
	struct findings f = FINDINGS_INIT;

	assert_int_equal(deltas_prove(x->demo.registry, x->list, &x->deltas, &f), 0);
	assert_no_findings(&f, "sound");
	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		struct deltas d = { arena_memdup(&x->arena, x->deltas.items,
						 x->deltas.n * sizeof(*x->deltas.items)),
				    x->deltas.n };

		rows[i].damage(&d);
		assert_int_equal(deltas_prove(x->demo.registry, x->list, &d, &f), -1);
		if (f.n != 1 || f.items[0].id != F_DELTA_MISMATCH)
			findings_print(&f);
		assert_int_equal(f.n, 1);
		assert_int_equal(f.items[0].id, F_DELTA_MISMATCH);
		assert_string_equal(f.items[0].args[0], "990100/factory");
		if (rows[i].id && (strcmp(f.items[0].args[1], rows[i].id) != 0 ||
				   strcmp(f.items[0].args[2], rows[i].day) != 0))
			fail_msg("%s: got %s on %s, expected %s on %s", rows[i].label,
				 f.items[0].args[1], f.items[0].args[2], rows[i].id, rows[i].day);
		findings_release(&f);
	}
}

/* ---- as bytes ---- */

struct published {
	struct demo demo;
	char *dir;
};

static int publish_set_up(void **state)
{
	struct published *x = xcalloc(1, sizeof(*x));
	struct findings f = FINDINGS_INIT;
	struct site_counts counts;

	demo_init(&x->demo);
	demo_open(&x->demo, demo_day());
	x->dir = scratch_new();
	demo_build(&x->demo, x->dir, NULL, &counts, &f);
	assert_no_findings(&f, "build");
	*state = x;
	return 0;
}

static int publish_tear_down(void **state)
{
	struct published *x = *state;

	demo_release(&x->demo);
	scratch_free(x->dir);
	free(x);
	return 0;
}

static const char *text_of(const json_t *o, const char *key)
{
	return json_string_value(json_object_get(o, key));
}

/* The list as JSON: id -> what is said of it. Strings are the line's, which lives as long. */
static void apply_line(json_t *list, const json_t *line)
{
	static const char *const keys[] = { "name", "place", "industry", "bases" };
	const json_t *item;
	size_t i;

	json_array_foreach(json_object_get(line, "removed"), i, item)
		assert_int_equal(json_object_del(list, text_of(item, "id")), 0);
	json_array_foreach(json_object_get(line, "entered"), i, item)
	{
		assert_null(json_object_get(list, text_of(item, "id")));
		json_object_set_new(list, text_of(item, "id"), json_object());
	}
	json_array_foreach(json_object_get(line, "renamed"), i, item)
	{
		json_t *who = json_object_get(list, text_of(item, "id"));

		assert_string_equal(text_of(who, "name"), text_of(item, "from"));
		json_object_set(who, "name", json_object_get(item, "to"));
	}
	for (int pass = 0; pass < 2; pass++)
		json_array_foreach(json_object_get(line, pass ? "altered" : "entered"), i,
				   item) for (size_t k = 0; k < ARRAY_LEN(keys);
					      k++) if (json_object_get(item, keys[k]))
			json_object_set(json_object_get(list, text_of(item, "id")), keys[k],
					json_object_get(item, keys[k]));
}

static int by_text(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static void tell_json(struct buf *b, json_t *list)
{
	const char *ids[64], *id;
	const json_t *who, *base;
	size_t n = 0, k;

	json_object_foreach(list, id, who) ids[n++] = id;
	qsort(ids, n, sizeof(*ids), by_text);
	for (size_t i = 0; i < n; i++) {
		who = json_object_get(list, ids[i]);
		tell_state(b, ids[i], text_of(who, "name"), text_of(who, "place"),
			   text_of(who, "industry"));
		json_array_foreach(json_object_get(who, "bases"), k, base)
			buf_add_format(b, " %s", json_string_value(base));
		buf_add_char(b, '\n');
	}
}

static void replay_file(const struct published *x, const struct roster *l)
{
	struct buf path = BUF_INIT, got = BUF_INIT, expected = BUF_INIT;
	date_t day = date_make(2024, 1, 1), as_of = x->demo.registry->as_of;
	struct findings f = FINDINGS_INIT;
	json_t *list = json_object();
	char *text, *at, *end;

	buf_add_format(&path, "%s/%s/changes.jsonl", l->region->slug, l->category);
	text = scratch_read(x->dir, path.data);
	for (at = text; *at; at = end + 1) {
		json_t *line;
		date_t changed;

		end = strchr(at, '\n');
		line = json_parse((struct str){ at, (size_t)(end - at) }, (struct place){ 0 }, &f);
		assert_no_findings(&f, at);
		assert_string_equal(text_of(line, "mark"), "示例");
		changed = date_parse(text_of(line, "day"));
		assert_true(changed >= day);
		for (; day < changed; day++) { /* until then, as it was */
			tell_json(&got, list);
			tell_register(&expected, l, day);
			compare("bytes", l->id, day, &got, &expected);
		}
		apply_line(list, line);
		json_decref(line);
	}
	for (; day <= as_of; day++) {
		tell_json(&got, list);
		tell_register(&expected, l, day);
		compare("bytes", l->id, day, &got, &expected);
	}
	json_decref(list);
	free(text);
	buf_release(&path);
	buf_release(&got);
	buf_release(&expected);
}

static void the_lines_of_the_file_give_the_list_of_every_day(void **state)
{
	struct published *x = *state;
	const struct registry *r = x->demo.registry;

	assert_int_equal(r->rosters.n, 4);
	for (size_t i = 0; i < r->rosters.n; i++)
		replay_file(x, r->rosters.items[i]);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_changes_give_the_list_of_every_day),
		cmocka_unit_test(the_changes_of_the_days_are_those_of_the_list),
		cmocka_unit_test(a_day_that_had_a_page_keeps_it),
		cmocka_unit_test_setup_teardown(a_change_that_is_missing_or_wrong_is_a_finding,
						break_set_up, break_tear_down),
		cmocka_unit_test_setup_teardown(the_lines_of_the_file_give_the_list_of_every_day,
						publish_set_up, publish_tear_down),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
