/*
 * The demonstration's history (demo_history.h): the same content gives the
 * same commits, the last of them holds the demonstration, and at each commit
 * that may move Shenzhen's list of factories the register says of every
 * boundary what a naive reckoning says of what had been published then.
 */
#define _GNU_SOURCE /* mkdtemp, realpath */
#include "scratch.h"

#include "demo_history.h"
#include "register/registry.h"
#include "rules/rules.h"

#define LIST "440300/factory"

struct world {
	char *dir; /* the repository */
	struct source *portal;
	struct content *content;
};

static void write_stream(const struct world *w, struct buf *out)
{
	demo_history_stream(w->content, w->portal, out);
}

static int set_up(void **state)
{
	struct world *w = xcalloc(1, sizeof(*w));
	struct findings f = FINDINGS_INIT;
	struct buf stream = BUF_INIT;

	w->portal = source_open_tree(".", &f);
	assert_non_null(w->portal);
	w->content = content_load(w->portal, 2, &f);
	assert_no_findings(&f, "the demonstration");
	write_stream(w, &stream);
	w->dir = scratch_new();
	scratch_write(w->dir, "stream", buf_str(&stream));
	scratch_run(w->dir,
		    "git init -q -b main . && git fast-import --quiet --done <stream && rm stream");
	buf_release(&stream);
	*state = w;
	return 0;
}

static int tear_down(void **state)
{
	struct world *w = *state;

	content_free(w->content);
	source_free(w->portal);
	scratch_free(w->dir);
	free(w);
	return 0;
}

static void the_same_content_gives_the_same_commits(void **state)
{
	const struct world *w = *state;
	struct findings f = FINDINGS_INIT;
	struct content *again = content_load(w->portal, 1, &f);
	struct buf one = BUF_INIT, other = BUF_INIT;

	write_stream(w, &one);
	demo_history_stream(again, w->portal, &other);
	assert_int_equal(one.len, other.len);
	assert_memory_equal(one.data, other.data, one.len);
	assert_no_findings(&f, "the demonstration");
	buf_release(&one);
	buf_release(&other);
	content_free(again);
}

/* ---- the last commit ---- */

static void compare_folder(const struct world *w, struct source *last, const char *folder)
{
	struct findings f = FINDINGS_INIT;
	struct arena a = ARENA_INIT;
	struct source_file *is, *was;
	size_t n, m;

	assert_int_equal(source_list(w->portal, folder, &a, &was, &n, &f), 0);
	assert_int_equal(source_list(last, folder, &a, &is, &m, &f), 0);
	assert_int_equal(n, m);
	for (size_t i = 0; i < n; i++) {
		struct buf here = BUF_INIT, there = BUF_INIT;

		assert_string_equal(was[i].path, is[i].path);
		source_read(w->portal, was[i].path, &here, &f);
		source_read(last, is[i].path, &there, &f);
		assert_int_equal(here.len, there.len);
		if (here.len && memcmp(here.data, there.data, here.len) != 0)
			fail_msg("%s is another in the last commit", was[i].path);
		buf_release(&here);
		buf_release(&there);
	}
	assert_no_findings(&f, folder);
	arena_release(&a);
}

static void the_last_commit_holds_the_demonstration(void **state)
{
	const struct world *w = *state;
	struct findings f = FINDINGS_INIT;
	struct source *last = source_open_revision(w->dir, "main", &f);

	assert_no_findings(&f, "main");
	compare_folder(w, last, "content");
	compare_folder(w, last, "templates");
	source_free(last);
}

static void assert_answer(const struct world *w, const char *line, const char *expected)
{
	char *got = scratch_ask(w->dir, line);

	if (strcmp(got, expected) != 0)
		fail_msg("%s\ngot      %s\nexpected %s", line, got, expected);
	free(got);
}

static void two_offices_commit_in_order_and_merge_and_tag_each_year(void **state)
{
	const struct world *w = *state;

	assert_answer(w, "git log --format=%ae | sort -u | tr '\\n' ' '",
		      "jia@example.org yi@example.org ");
	assert_answer(w, "test $(git rev-list --merges --count main) -ge 8 && echo yes", "yes");
	assert_answer(w, "git log --format=%ct main | sort -nrc && echo yes", "yes");
	assert_answer(w, "git for-each-ref --format='%(objecttype) %(refname:short)' | tr '\\n' ' '",
		      "commit main tag release-2024 tag release-2025 tag release-2026 ");
	assert_answer(w, "git fsck --strict 2>&1 && echo yes", "yes");
}

/* ---- who was on the list, as known at a commit ---- */

struct days {
	date_t *items;
	size_t n, cap;
};

static void add_day(struct days *d, date_t day)
{
	for (int i = -1; i <= 1; i++) {
		ARRAY_GROW(d->items, d->n, d->cap);
		d->items[d->n++] = day + i;
	}
}

static bool concerns(const struct notice *n)
{
	return strncmp(n->region, "4403", 4) == 0 || strcmp(n->region, "000000") == 0;
}

/* The days on which something may happen to the list, with those before and after. */
static void find_days(const struct content *c, struct days *d)
{
	for (size_t i = 0; i < c->notices.n; i++) {
		const struct notice *n = &c->notices.items[i];

		if (!concerns(n) || notice_effective(n) == DATE_NONE)
			continue;
		add_day(d, notice_effective(n));
		for (size_t k = 0; k < n->annexes.n; k++)
			for (size_t x = 0; x < n->annexes.items[k].rows.n; x++) {
				const struct row_more *m = n->annexes.items[k].rows.items[x].more;

				if (m && m->from && date_parse(m->from) != DATE_NONE)
					add_day(d, date_parse(m->from));
			}
	}
	for (size_t i = 0; i < c->rules.n; i++)
		if (rules_first_day(&c->rules.items[i]) != DATE_NONE)
			add_day(d, rules_first_day(&c->rules.items[i]));
}

/*
 * The list of a day once more, by the shortest way: all rows of the two lists in order, over a table
 * of companies. It knows what moves this list in the demonstration, and nothing else: entries,
 * removals and successions on it and on the nation's, revocations, and that the nation's members in
 * Shenzhen are its own once the city's rules are in force.
 */
struct told { /* a row on one of the two lists */
	const struct notice *notice;
	const struct row *row;
	int action, annex;
	bool national;
};

struct naive {
	const struct content *c;
	minute_t seen;
	date_t day;
	struct told *rows;
	size_t n, cap;
	bool *own; /* by index of the company */
	date_t *above, *left; /* entered by the nation, removed by the city; DATE_NONE */
};

static int told_rank(int action)
{
	return action == ACTION_REMOVE ? 0 : action == ACTION_SUCCEED ? 1 : 2;
}

static int told_order(const void *a, const void *b)
{
	const struct told *x = a, *y = b;
	date_t d = notice_effective(x->notice), e = notice_effective(y->notice);
	minute_t p = x->notice->published, q = y->notice->published;

	if (d != e)
		return d < e ? -1 : 1;
	if (x->notice != y->notice)
		return p != q ? (p < q ? -1 : 1) : strcmp(x->notice->id, y->notice->id);
	return told_rank(x->action) - told_rank(y->action);
}

static bool told_by(const struct naive *n, const struct notice *notice)
{
	return !notice->draft && (notice->published == DATE_NONE || notice->published <= n->seen);
}

/* The day from which a row is void by some notice that is out; DATE_MAX: none. */
static date_t void_from(const struct naive *n, const struct told *t)
{
	for (size_t i = 0; i < n->c->notices.n; i++)
		for (size_t k = 0; k < n->c->notices.items[i].annexes.n; k++) {
			const struct annex *a = &n->c->notices.items[i].annexes.items[k];

			for (size_t x = 0; x < a->rows.n; x++) {
				const struct row_more *m = a->rows.items[x].more;

				if (row_action(a, &a->rows.items[x]) == ACTION_REVOKE &&
				    told_by(n, &n->c->notices.items[i]) &&
				    strcmp(m->target->notice, t->notice->id) == 0 &&
				    m->target->annex == t->annex &&
				    strcmp(m->target->id, t->row->id) == 0)
					return m->from ? date_parse(m->from) : DATE_NONE;
			}
		}
	return DATE_MAX;
}

static void collect_annex(struct naive *n, const struct notice *notice, const struct annex *a)
{
	for (size_t i = 0; i < a->rows.n; i++) {
		struct told t = { .notice = notice, .row = &a->rows.items[i], .annex = a->no };
		const char *list = row_list(a, t.row);

		t.action = row_action(a, t.row);
		t.national = list && strcmp(list, "000000/factory") == 0;
		if ((!t.national && (!list || strcmp(list, LIST) != 0)) ||
		    (t.action != ACTION_ENTER && t.action != ACTION_REMOVE &&
		     t.action != ACTION_SUCCEED) ||
		    void_from(n, &t) <= n->day)
			continue;
		ARRAY_GROW(n->rows, n->n, n->cap);
		n->rows[n->n++] = t;
	}
}

static void follow(struct naive *n, const struct told *t)
{
	const struct entity *all = n->c->entities.items;
	size_t who = (size_t)(content_entity(n->c, t->row->id) - all);
	size_t to = t->action == ACTION_SUCCEED
			    ? (size_t)(content_entity(n->c, t->row->more->to) - all)
			    : who;
	date_t day = notice_effective(t->notice);

	if (t->national) {
		n->above[who] = DATE_NONE;
		if (t->action != ACTION_REMOVE)
			n->above[to] = day;
	} else {
		if (t->action == ACTION_REMOVE)
			n->left[who] = day;
		n->own[who] = false;
		if (t->action != ACTION_REMOVE)
			n->own[to] = true;
	}
}

static bool city_rules_hold(const struct naive *n)
{
	const struct rules *r = content_rules(n->c, "440300-2024-9");
	const struct notice *by = r ? content_notice(n->c, r->by) : NULL;

	return by && told_by(n, by) && r->effective <= n->day && notice_effective(by) <= n->day;
}

static void naive_members(const struct content *c, minute_t seen, date_t day, struct buf *out)
{
	struct naive n = { .c = c, .seen = seen, .day = day };
	bool in_force = city_rules_hold(&n);

	n.own = xcalloc(c->entities.n, sizeof(*n.own));
	n.above = xcalloc(c->entities.n, sizeof(*n.above));
	n.left = xcalloc(c->entities.n, sizeof(*n.left));
	for (size_t i = 0; i < c->entities.n; i++)
		n.above[i] = n.left[i] = DATE_NONE;
	for (size_t i = 0; i < c->notices.n; i++)
		for (size_t k = 0; k < c->notices.items[i].annexes.n; k++)
			if (told_by(&n, &c->notices.items[i]) &&
			    notice_effective(&c->notices.items[i]) <= day)
				collect_annex(&n, &c->notices.items[i],
					      &c->notices.items[i].annexes.items[k]);
	if (n.n)
		qsort(n.rows, n.n, sizeof(*n.rows), told_order);
	for (size_t i = 0; i < n.n; i++)
		follow(&n, &n.rows[i]);
	for (size_t i = 0; i < c->entities.n; i++) {
		bool included = in_force && strncmp(c->entities.items[i].place, "4403", 4) == 0 &&
				n.above[i] > n.left[i];

		if (n.own[i] || included)
			buf_add_format(out, "%s%s%s\n", c->entities.items[i].id,
				       n.own[i] ? " own" : "", included ? " above" : "");
	}
	free(n.rows);
	free(n.own);
	free(n.above);
	free(n.left);
}

static void members(const struct registry *r, struct buf *out)
{
	const struct roster *l = registry_roster(r, LIST);

	for (size_t i = 0; l && i < l->members.n; i++) {
		const struct membership *m = l->members.items[i];
		bool own = false, above = false;

		if (!membership_on(m, r->as_of))
			continue;
		for (size_t k = 0; k < m->bases.n; k++) {
			bool on = basis_on(&m->bases.items[k], r->as_of);

			own = own || (on && m->bases.items[k].kind == BASIS_OWN);
			above = above || (on && m->bases.items[k].kind == BASIS_INCLUDED);
		}
		buf_add_format(out, "%s%s%s\n", m->who->entity->id, own ? " own" : "",
			       above ? " above" : "");
	}
}

static void compare_day(const struct content *c, minute_t seen, date_t day, const char *commit)
{
	struct fold_options o = { .as_of = day, .seen = seen };
	struct registry *r = registry_fold(c, &o, NULL);
	struct buf got = BUF_INIT, expected = BUF_INIT;
	char text[DATE_SIZE];

	members(r, &got);
	naive_members(c, seen, day, &expected);
	if (strcmp(buf_str(&got).data, buf_str(&expected).data) != 0)
		fail_msg("%s on %s at %s:\ngot\n%sexpected\n%s", LIST, date_format(day, text),
			 commit, buf_str(&got).data, buf_str(&expected).data);
	buf_release(&got);
	buf_release(&expected);
	registry_free(r);
}

static int by_date(const void *a, const void *b)
{
	const date_t *x = a, *y = b;

	return (*x > *y) - (*x < *y);
}

/* The number of days compared. */
static size_t compare_commit(const struct world *w, const char *commit)
{
	struct findings f = FINDINGS_INIT;
	struct source *s = source_open_revision(w->dir, commit, &f);
	struct content *c = content_load(s, 1, &f);
	struct days d = { NULL, 0, 0 };
	size_t n = 0;

	assert_no_findings(&f, commit);
	find_days(c, &d);
	if (d.n)
		qsort(d.items, d.n, sizeof(*d.items), by_date);
	for (size_t i = 0; i < d.n; i++)
		if (!i || d.items[i] != d.items[i - 1]) {
			compare_day(c, source_time(s), d.items[i], commit);
			n++;
		}
	free(d.items);
	content_free(c);
	source_free(s);
	return n;
}

/*
 * Of the commits that publish for Shenzhen, its districts or the nation every fourth, the one
 * before each (so that what was published late is asked for before, too), and the last.
 */
static void the_list_is_right_on_every_boundary_at_commits_that_move_it(void **state)
{
	const struct world *w = *state;
	size_t days = 0, n = 0;
	FILE *pipe;
	struct buf line = BUF_INIT;
	char commit[64];

	buf_add_format(&line,
		       "cd '%s' && { git log --format='%%H %%P' --reverse --grep '^发布 4403' "
		       "--grep '^发布 000000' main | awk 'NR %% 4 == 2 { print $1; print $2 }'; "
		       "git rev-parse main; }",
		       w->dir);
	pipe = popen(line.data, "r");
	assert_non_null(pipe);
	while (fgets(commit, sizeof(commit), pipe)) {
		commit[strcspn(commit, "\n")] = '\0';
		days += compare_commit(w, commit);
		n++;
	}
	assert_int_equal(pclose(pipe), 0);
	assert_true(n > 20 && days > 1000);
	buf_release(&line);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_same_content_gives_the_same_commits),
		cmocka_unit_test(the_last_commit_holds_the_demonstration),
		cmocka_unit_test(two_offices_commit_in_order_and_merge_and_tag_each_year),
		cmocka_unit_test(the_list_is_right_on_every_boundary_at_commits_that_move_it),
	};

	return cmocka_run_group_tests(tests, set_up, tear_down);
}
