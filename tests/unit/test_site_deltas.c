/*
 * site: the changes of each list are proved in each build, and one that does
 * not give the list stops it.
 */
/* link: -Wl,--wrap=list_deltas,--wrap=deltas_prove */
#define _GNU_SOURCE /* mkdtemp, realpath */
#include "scratch.h"

#include <pthread.h>

#include "demo_portal.h"
#include "exports/deltas_proof.h"

/* ---- how the changes come out wrong ---- */

static struct {
	pthread_mutex_t mutex;
	const char *list; /* whose changes are damaged; NULL: nobody's */
	void (*damage)(struct deltas *d);
	size_t proved; /* lists */
} fault = { .mutex = PTHREAD_MUTEX_INITIALIZER };

struct deltas __real_list_deltas(const struct registry *r, const struct roster *l, struct arena *a);
struct deltas __wrap_list_deltas(const struct registry *r, const struct roster *l, struct arena *a);
struct deltas __wrap_list_deltas(const struct registry *r, const struct roster *l, struct arena *a)
{
	struct deltas d = __real_list_deltas(r, l, a);

	if (fault.list && strcmp(l->id, fault.list) == 0)
		fault.damage(&d);
	return d;
}

int __real_deltas_prove(const struct registry *r, const struct roster *l, const struct deltas *c,
			struct findings *f);
int __wrap_deltas_prove(const struct registry *r, const struct roster *l, const struct deltas *c,
			struct findings *f);
int __wrap_deltas_prove(const struct registry *r, const struct roster *l, const struct deltas *c,
			struct findings *f)
{
	pthread_mutex_lock(&fault.mutex);
	fault.proved++;
	pthread_mutex_unlock(&fault.mutex);
	return __real_deltas_prove(r, l, c, f);
}

static void lose_the_last(struct deltas *d)
{
	d->n--;
}

static void lose_the_first(struct deltas *d)
{
	d->items++;
	d->n--;
}

static void lose_all(struct deltas *d)
{
	d->n = 0;
}

static void be_a_day_late(struct deltas *d)
{
	d->items[0].day++;
}

static void name_another(struct deltas *d)
{
	d->items[0].after.name = "示例他名有限公司";
}

static void place_elsewhere(struct deltas *d)
{
	d->items[0].after.place = "980000";
}

static void be_said_twice(struct deltas *d)
{
	d->items[d->n - 1] = d->items[0];
}

/* ---- builds ---- */

static void each_list_is_proved_in_each_build(void **state)
{
	struct demo demo;
	struct findings f = FINDINGS_INIT;
	struct site_counts counts;
	char *dir = scratch_new();

	(void)state;
	demo_init(&demo);
	demo_open(&demo, demo_day());
	fault.list = NULL;
	fault.proved = 0;
	assert_int_equal(demo_build(&demo, dir, NULL, &counts, &f), 0);
	assert_true(demo.registry->rosters.n > 3);
	assert_int_equal(fault.proved, demo.registry->rosters.n);
	scratch_run(dir,
		    "test $(find . -name changes.jsonl | wc -l) = $(find . -name list.json | wc -l)");
	assert_no_findings(&f, "sound");
	demo_release(&demo);
	scratch_free(dir);
}

static void changes_that_do_not_give_the_list_stop_the_build(void **state)
{
	static const struct {
		const char *label;
		void (*damage)(struct deltas *d);
	} rows[] = {
		{ "the last is missing", lose_the_last },
		{ "the first is missing", lose_the_first },
		{ "all are missing", lose_all },
		{ "a day late", be_a_day_late },
		{ "another name", name_another },
		{ "another place", place_elsewhere },
		{ "one said twice", be_said_twice },
	};
	struct demo demo;
	char *dir = scratch_new();
	struct findings f = FINDINGS_INIT;
	struct site_counts counts;
	size_t broken = 0;

	(void)state;
	demo_init(&demo);
	demo_open(&demo, demo_day());
	assert_int_equal(demo_build(&demo, dir, NULL, &counts, &f), 0);
	scratch_run(dir, "cp -r . ../before.$$ && mv ../before.$$ .before");
	for (size_t l = 0; l < demo.registry->rosters.n; l++) {
		struct arena a = ARENA_INIT;

		fault.list = NULL;
		if (list_deltas(demo.registry, demo.registry->rosters.items[l], &a).n < 2) {
			arena_release(&a);
			continue;
		}
		arena_release(&a);
		broken++;
		fault.list = demo.registry->rosters.items[l]->id;
		for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
			fault.damage = rows[i].damage;
			assert_int_equal(demo_build(&demo, dir, NULL, &counts, &f), -1);
			if (!findings_have(&f, F_DELTA_MISMATCH) ||
			    strcmp(f.items[0].args[0], fault.list) != 0) {
				findings_print(&f);
				fail_msg("%s: %s", fault.list, rows[i].label);
			}
			findings_release(&f);
		}
		scratch_run(dir, "diff -r -x .luce -x .before . .before");
	}
	assert_true(broken > 1);
	fault.list = NULL;
	assert_int_equal(demo_build(&demo, dir, NULL, &counts, &f), 0);
	demo_release(&demo);
	scratch_free(dir);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(each_list_is_proved_in_each_build),
		cmocka_unit_test(changes_that_do_not_give_the_list_stop_the_build),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
