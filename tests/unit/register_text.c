#include "register_text.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdlib.h>
#include <string.h>

#include "store/source.h"

static void add_day(struct buf *out, date_t day)
{
	char text[DATE_SIZE];

	buf_add_str(out, date_format(day, text));
}

static void separate(struct buf *out, size_t start, const char *by)
{
	if (out->len > start)
		buf_add_str(out, by);
}

void findings_text(const struct findings *f, struct buf *out)
{
	for (size_t i = 0; i < f->n; i++) {
		const struct finding *item = &f->items[i];

		buf_add_format(out, "%s %s: ", item->place.path ? item->place.path : "",
			       item->place.pointer ? item->place.pointer : "");
		finding_render(item, LANG_EN, out);
		buf_add_char(out, '\n');
	}
}

struct content *register_fixture(void)
{
	struct findings f = FINDINGS_INIT;
	struct source *s = source_open_tree("tests/fixtures/register", &f);
	struct content *c;
	struct buf text = BUF_INIT;

	if (!s)
		fail_msg("tests/fixtures/register cannot be read; run this from the top folder");
	c = content_load(s, 1, &f);
	findings_text(&f, &text);
	if (f.n)
		fail_msg("the fixture is not sound:\n%s", text.data);
	buf_release(&text);
	findings_release(&f);
	source_free(s);
	return c;
}

/* ---- bases and members ---- */

static int compare_bases(const void *a, const void *b)
{
	const struct basis *x = *(const struct basis *const *)a, *y = *(const struct basis *const *)b;
	int c;

	if (x->kind != y->kind)
		return x->kind == BASIS_OWN ? -1 : 1;
	c = x->source && y->source ? strcmp(x->source->id, y->source->id) : 0;
	return c ? c : (x->from > y->from) - (x->from < y->from);
}

void bases_text(const struct membership *m, date_t day, struct buf *out)
{
	const struct basis **on = m ? xcalloc(m->bases.n + 1, sizeof(*on)) : NULL;
	size_t n = 0, start = out->len;

	for (size_t i = 0; m && i < m->bases.n; i++)
		if (basis_on(&m->bases.items[i], day))
			on[n++] = &m->bases.items[i];
	if (n)
		qsort(on, n, sizeof(*on), compare_bases);
	for (size_t i = 0; i < n; i++) {
		separate(out, start, " + ");
		if (on[i]->kind == BASIS_OWN)
			buf_add_str(out, "own ");
		else
			buf_add_format(out, "inc %s ", on[i]->source ? on[i]->source->id : "?");
		add_day(out, on[i]->from);
	}
	if (!n)
		buf_add_char(out, '-');
	free(on);
}

void members_text(const struct registry *r, const char *list, date_t day, struct buf *out)
{
	const struct roster *l = registry_roster(r, list);
	size_t start = out->len;

	if (!l) {
		buf_add_str(out, "no list");
		return;
	}
	for (size_t i = 0; i < l->members.n; i++) {
		const struct membership *m = l->members.items[i];

		if (!membership_on(m, day))
			continue;
		separate(out, start, ", ");
		buf_add_format(out, "%s(", m->who->entity->id);
		bases_text(m, day, out);
		buf_add_char(out, ')');
	}
	buf_add_str(out, "");
}

/* ---- spells and stages ---- */

static void add_event(struct buf *out, const struct event *e)
{
	buf_add_str(out, e ? e->notice->id : "?");
}

void spells_text(const struct membership *m, struct buf *out)
{
	size_t start = out->len;

	for (size_t i = 0; m && i < m->spells.n; i++) {
		const struct spell *s = &m->spells.items[i];

		separate(out, start, "; ");
		add_day(out, s->from);
		buf_add_char(out, ' ');
		add_event(out, s->entered);
		if (s->out == DATE_MAX)
			continue;
		buf_add_str(out, " > ");
		add_day(out, s->out);
		buf_add_char(out, ' ');
		add_event(out, s->removed);
		if (s->ground)
			buf_add_format(out, " %s", s->ground);
		if (s->barred_until != DATE_NONE) {
			buf_add_str(out, " until ");
			add_day(out, s->barred_until);
		}
	}
	if (out->len == start)
		buf_add_char(out, '-');
}

void stages_text(const struct membership *m, struct buf *out)
{
	static const char *const kinds[] = { "candidate", "recommended", "proposed", "rectifying" };
	static const char *const outcomes[] = { "open",	   "entered", "dropped", "absent",
						"expired", "cleared", "removed", "void" };
	size_t start = out->len;

	for (size_t i = 0; m && i < m->stages.n; i++) {
		const struct stage *s = &m->stages.items[i];

		separate(out, start, "; ");
		buf_add_format(out, "%s ", kinds[s->kind]);
		add_day(out, s->from);
		buf_add_str(out, " > ");
		if (s->outcome != STAGE_OPEN) {
			add_day(out, s->out);
			buf_add_char(out, ' ');
		}
		buf_add_str(out, outcomes[s->outcome]);
	}
	if (out->len == start)
		buf_add_char(out, '-');
}

/* ---- all of it ---- */

static void add_bases(const struct membership *m, struct buf *out)
{
	for (size_t i = 0; i < m->bases.n; i++) {
		const struct basis *b = &m->bases.items[i];

		buf_add_format(out, "    basis %s ", b->kind == BASIS_OWN ? "own" : b->source->id);
		add_day(out, b->from);
		buf_add_str(out, " > ");
		add_day(out, b->out);
		buf_add_str(out, " by ");
		add_event(out, b->by);
		buf_add_format(out, " %s", b->rules ? b->rules->id : "");
		buf_add_str(out, " ended by ");
		add_event(out, b->ended_by);
		buf_add_str(out, b->outlives_source ? " outlives\n" : "\n");
	}
}

static void add_membership(const struct membership *m, struct buf *out)
{
	buf_add_format(out, "  %s rank %d, %zu removals, %zu events, printed by ",
		       m->who->entity->id, m->rank, (size_t)m->removals.n, (size_t)m->events.n);
	add_event(out, m->printed_by);
	buf_add_char(out, '\n');
	add_bases(m, out);
	buf_add_str(out, "    spells ");
	spells_text(m, out);
	buf_add_str(out, "\n    stages ");
	stages_text(m, out);
	buf_add_char(out, '\n');
}

static void add_dated(const char *what, const struct dated *items, size_t n, struct buf *out)
{
	for (size_t i = 0; i < n; i++) {
		buf_add_format(out, "  %s %s from ", what, items[i].value);
		add_day(out, items[i].from);
		buf_add_str(out, " by ");
		add_event(out, items[i].by);
		buf_add_char(out, '\n');
	}
}

static void add_standing(const struct standing *s, struct buf *out)
{
	buf_add_format(out, "entity %s, %zu events, %zu lists", s->entity->id, (size_t)s->events.n,
		       (size_t)s->memberships.n);
	if (s->same_as)
		buf_add_format(out, ", same as %s", s->same_as->entity->id);
	buf_add_char(out, '\n');
	add_dated("name", s->names.items, s->names.n, out);
	add_dated("place", s->places.items, s->places.n, out);
	add_dated("industry", s->industries.items, s->industries.n, out);
	add_dated("kind", s->kinds.items, s->kinds.n, out);
}

static void add_bar(const struct bar *b, struct buf *out)
{
	buf_add_format(out, "bar %s %s ", b->assessor->id, b->scope ? b->scope : "");
	add_day(out, b->from);
	buf_add_str(out, " until ");
	add_day(out, b->until);
	buf_add_str(out, " void from ");
	add_day(out, b->void_from);
	buf_add_char(out, '\n');
}

void registry_text(const struct registry *r, struct buf *out)
{
	for (size_t i = 0; i < r->rosters.n; i++) {
		const struct roster *l = r->rosters.items[i];

		buf_add_format(out, "list %s, %zu events, since ", l->id, (size_t)l->events.n);
		add_day(out, l->first);
		buf_add_char(out, '\n');
		for (size_t k = 0; k < l->members.n; k++)
			add_membership(l->members.items[k], out);
	}
	for (size_t i = 0; i < r->standings.n; i++)
		add_standing(r->standings.items[i], out);
	for (size_t i = 0; i < r->bars.n; i++)
		add_bar(&r->bars.items[i], out);
	for (size_t i = 0; i < r->events.n; i++) {
		const struct event *e = &r->events.items[i];

		buf_add_format(out, "event %s %d %s action %d list %s day ", e->notice->id,
			       e->annex->no, e->row->id, e->action, e->list ? e->list : "-");
		add_day(out, e->day);
		buf_add_str(out, " void from ");
		add_day(out, e->void_from);
		buf_add_str(out, e->refused ? " refused\n" : "\n");
	}
}

/* ---- the story ---- */

int story_set_up(void **state)
{
	struct story *x = xcalloc(1, sizeof(*x));

	x->content = register_fixture();
	*state = x;
	return 0;
}

int story_tear_down(void **state)
{
	struct story *x = *state;

	for (size_t i = 0; i < x->n; i++)
		registry_free(x->folds[i].registry);
	content_free(x->content);
	free(x);
	return 0;
}

static minute_t instant(const char *seen)
{
	minute_t t = seen ? minute_parse(seen) : DATE_MAX;

	if (t == DATE_NONE)
		fail_msg("no instant: %s", seen);
	return t;
}

date_t story_day(const char *text)
{
	date_t d = date_parse(text);

	if (d == DATE_NONE)
		fail_msg("no day: %s", text);
	return d;
}

/* What had been published by the instant is folded in silence: later notices may put it right. */
struct registry *story_fold(const struct story *x, date_t as_of, const char *seen)
{
	struct fold_options o = { .as_of = as_of, .seen = instant(seen) };
	struct findings f = FINDINGS_INIT;
	struct registry *r = registry_fold(x->content, &o, &f);

	findings_release(&f);
	return r;
}

const struct registry *story_all(struct story *x, const char *seen)
{
	for (size_t i = 0; i < x->n; i++)
		if (seen ? x->folds[i].seen && strcmp(x->folds[i].seen, seen) == 0 : !x->folds[i].seen)
			return x->folds[i].registry;
	assert_true(x->n < SEENS_MOST);
	x->folds[x->n].seen = seen;
	return x->folds[x->n++].registry = story_fold(x, DATE_MAX, seen);
}

/* Long lists are shown from the first member that differs. */
void story_compare(struct story *x, const char *label, const char *got, const char *expected)
{
	size_t start = 0;

	if (strcmp(got, expected) == 0)
		return;
	for (size_t i = 0; got[i] && got[i] == expected[i]; i++)
		if (strncmp(got + i, ", ", 2) == 0)
			start = i + 2;
	print_error("%s\n", label);
	print_error("  got      %s%.900s\n", start ? "… " : "", got + start);
	print_error("  expected %s%.900s\n", start ? "… " : "", expected + start);
	x->differ++;
}

void story_agrees(struct story *x)
{
	int n = x->differ;

	x->differ = 0;
	if (n)
		fail_msg("%d differ", n);
}
