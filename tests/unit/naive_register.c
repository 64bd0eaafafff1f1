#include "naive_register.h"

#include <stdlib.h>
#include <string.h>

#include "content/names.h"
#include "rules/rules.h"

struct line { /* a row, with what was decided on it */
	const struct notice *notice;
	const struct annex *annex;
	const struct row *row;
	size_t annex_index, row_index;
	int depth;
	date_t day, void_from;
	bool refused, done;
	const char *place; /* as printed, corrected */
};

struct seat { /* a basis of membership */
	const char *list;
	size_t who;
	const char *source; /* NULL: own */
	bool outlives;
	date_t from, out;
	const struct line *by, *ended_by;
};

struct stay { /* a place from a day on */
	const char *place;
	date_t from;
	const struct line *by;
};

enum { STAYS_MOST = 128 };

struct person {
	struct stay stays[STAYS_MOST];
	size_t n;
	const char *vouched;
};

struct naive {
	const struct content *c;
	struct line *lines; /* in fold order */
	size_t n_lines;
	struct seat *seats;
	size_t n_seats, cap_seats;
	struct person *people;
	struct arena arena;
};

/* ---- regions ---- */

static const char *now(const struct naive *n, const char *code, date_t day)
{
	const struct region *r = code ? region_on(n->c, code, day, DATE_MAX) : NULL;

	return r ? r->code : NULL;
}

static bool same_place(const struct naive *n, const char *a, const char *b, date_t day)
{
	return strcmp(now(n, a, day), now(n, b, day)) == 0;
}

static bool within(const struct naive *n, const char *inner, const char *outer, date_t day)
{
	return region_lies_in(n->c, inner, outer, day, DATE_MAX);
}

static bool agree(const struct naive *n, const char *a, const char *b, date_t day)
{
	return within(n, a, b, day) || within(n, b, a, day);
}

static const char *above(const struct naive *n, const char *code, date_t day)
{
	return now(n,
		   region_reports_to(n->c, content_region(n->c, code))
			   ? region_reports_to(n->c, content_region(n->c, code))->code
			   : NULL,
		   day);
}

static bool reports_into(const struct naive *n, const char *code, const char *to, date_t day)
{
	for (code = now(n, code, day); code; code = above(n, code, day))
		if (strcmp(code, to) == 0)
			return true;
	return false;
}

static const char *at_level(const struct naive *n, const char *code, int level, date_t day)
{
	for (code = now(n, code, day); code; code = above(n, code, day))
		if (content_region(n->c, code)->level == level)
			return code;
	return NULL;
}

/* ---- rows ---- */

static int action_of(const struct line *l)
{
	return row_action(l->annex, l->row);
}

static const char *region_of(const char *list)
{
	static const char *const codes[] = { "000000", "440000", "440300", "440305",
					     "440400", "440402", "440403", "440500" };

	for (size_t i = 0; i < ARRAY_LEN(codes); i++)
		if (strncmp(list, codes[i], 6) == 0)
			return codes[i];
	return NULL;
}

static const char *category_of(const char *list)
{
	return strchr(list, '/') + 1;
}

static size_t person_of(const struct naive *n, const char *id)
{
	return (size_t)(content_entity(n->c, id) - n->c->entities.items);
}

/* The fold's order (by_day), or that of publication. */
static int compare_lines(const struct line *a, const struct line *b, bool by_day)
{
	int64_t differences[] = {
		by_day ? (int64_t)a->day - b->day : 0,
		by_day ? a->depth - b->depth : 0,
		(int64_t)notice_published(a->notice) - notice_published(b->notice),
		a->depth - b->depth,
		strcmp(a->notice->id, b->notice->id),
		action_of(a) - action_of(b),
		(int64_t)a->annex_index - (int64_t)b->annex_index,
		(int64_t)a->row_index - (int64_t)b->row_index,
	};

	for (size_t i = 0; i < ARRAY_LEN(differences); i++)
		if (differences[i])
			return differences[i] < 0 ? -1 : 1;
	return 0;
}

static int by_fold(const void *a, const void *b)
{
	return compare_lines(a, b, true);
}

static int by_publication(const void *a, const void *b)
{
	return compare_lines(*(struct line *const *)a, *(struct line *const *)b, false);
}

static void collect(struct naive *n)
{
	for (size_t i = 0; i < n->c->notices.n; i++)
		for (size_t k = 0; k < n->c->notices.items[i].annexes.n; k++)
			n->n_lines += n->c->notices.items[i].annexes.items[k].rows.n;
	n->lines = arena_calloc(&n->arena, n->n_lines, sizeof(*n->lines));
	n->n_lines = 0;
	for (size_t i = 0; i < n->c->notices.n; i++) {
		const struct notice *notice = &n->c->notices.items[i];
		int depth = 0;

		for (const struct notice *x = notice; x && x->follows && depth < 64; depth++)
			x = content_notice(n->c, x->follows);
		for (size_t k = 0; k < notice->annexes.n; k++)
			for (size_t r = 0; r < notice->annexes.items[k].rows.n; r++)
				n->lines[n->n_lines++] = (struct line){
					.notice = notice,
					.annex = &notice->annexes.items[k],
					.row = &notice->annexes.items[k].rows.items[r],
					.annex_index = k,
					.row_index = r,
					.depth = depth,
					.day = notice_effective(notice),
					.void_from = DATE_MAX,
					.place = notice->annexes.items[k].rows.items[r].cells[2]
				};
	}
	qsort(n->lines, n->n_lines, sizeof(*n->lines), by_fold);
}

static bool issued_for(const struct naive *n, const struct notice *notice, const char *region,
		       date_t day)
{
	for (size_t i = 0; i < notice->issuers.n; i++)
		if (same_place(n, content_authority_region(n->c, notice->issuers.items[i])->code,
			       region, day))
			return true;
	return false;
}

static bool issued_over(const struct naive *n, const struct notice *notice, const char *region,
			date_t day)
{
	for (size_t i = 0; i < notice->issuers.n; i++)
		if (within(n, region,
			   content_authority_region(n->c, notice->issuers.items[i])->code, day))
			return true;
	return false;
}

/* ---- revocations ---- */

static struct line *target_of(struct naive *n, const struct line *l)
{
	const struct target *t = l->row->more->target;
	struct line *found = NULL;

	for (size_t i = 0; i < n->n_lines; i++) {
		struct line *x = &n->lines[i];

		if (strcmp(x->notice->id, t->notice) != 0 || x->annex->no != t->annex ||
		    strcmp(x->row->id, t->id) != 0 || (t->action && action_of(x) != t->action))
			continue;
		if (found) /* ambiguous */
			return NULL;
		found = x;
	}
	return found && compare_lines(found, l, false) < 0 ? found : NULL;
}

/* The list that a row concerns: of a revocation, that of the row at the end. */
static const char *list_of(struct naive *n, const struct line *l)
{
	const struct line *target;

	if (action_of(l) != ACTION_REVOKE && action_of(l) != ACTION_CORRECT)
		return row_list(l->annex, l->row);
	target = target_of(n, l);
	return target ? list_of(n, target) : row_list(l->annex, l->row);
}

static bool may_revoke(struct naive *n, const struct line *l, const struct line *target)
{
	int action = action_of(target);
	bool owners = action == ACTION_ENTER || action == ACTION_REMOVE ||
		      action == ACTION_SUCCEED || action == ACTION_PROPOSE || action == ACTION_DROP;

	if (issued_for(n, l->notice, region_of(list_of(n, target)), l->day))
		return true;
	for (size_t i = 0; !owners && i < target->notice->issuers.n; i++)
		if (issued_for(n, l->notice,
			       content_authority_region(n->c, target->notice->issuers.items[i])->code,
			       l->day))
			return true;
	return false;
}

static void revoke(struct naive *n, struct line *l)
{
	struct line *target = l->void_from <= l->day ? NULL : target_of(n, l);
	const char *said = l->row->more->from;
	date_t from = said ? date_parse(said) : DATE_NONE;
	bool whole;

	if (!target || !may_revoke(n, l, target))
		return;
	whole = action_of(target) == ACTION_REVOKE || action_of(target) == ACTION_CORRECT;
	if (from <= target->day || (action_of(target) == ACTION_REVOKE && target->row->more->from &&
				    from <= date_parse(target->row->more->from)))
		from = target->day;
	else if (whole)
		return;
	if (from < target->void_from)
		target->void_from = from;
}

/* Of the printed place, which is all that random portals correct. */
static void correct(struct naive *n, const struct line *l)
{
	struct line *target = l->void_from <= l->day ? NULL : target_of(n, l);
	const struct row_more *more = l->row->more;
	bool same = false;

	for (size_t i = 0; target && i < l->notice->issuers.n; i++)
		for (size_t k = 0; k < target->notice->issuers.n; k++)
			same = same || strcmp(l->notice->issuers.items[i],
					      target->notice->issuers.items[k]) == 0;
	if (same && strcmp(target->place, more->old) == 0)
		target->place = more->new_;
}

/* Revocations newest first, then corrections oldest first. */
static void amend(struct naive *n)
{
	struct line **order = xcalloc(n->n_lines, sizeof(struct line *));

	for (size_t i = 0; i < n->n_lines; i++)
		order[i] = &n->lines[i];
	qsort(order, n->n_lines, sizeof(struct line *), by_publication);
	for (size_t i = n->n_lines; i-- > 0;)
		if (action_of(order[i]) == ACTION_REVOKE)
			revoke(n, order[i]);
	for (size_t i = 0; i < n->n_lines; i++)
		if (action_of(order[i]) == ACTION_CORRECT)
			correct(n, order[i]);
	free(order);
}

/* ---- bases ---- */

static struct seat *own(const struct naive *n, const char *list, size_t who)
{
	struct seat *found = NULL;

	for (size_t i = 0; i < n->n_seats; i++) {
		struct seat *s = &n->seats[i];

		if (s->out == DATE_MAX && !s->source && s->who == who && strcmp(s->list, list) == 0)
			found = s;
	}
	return found;
}

static bool included(const struct naive *n, const char *list, size_t who, const char *source)
{
	for (size_t i = 0; i < n->n_seats; i++) {
		struct seat *s = &n->seats[i];

		if (s->out == DATE_MAX && s->source && s->who == who &&
		    strcmp(s->list, list) == 0 && strcmp(s->source, source) == 0)
			return true;
	}
	return false;
}

static bool member(const struct naive *n, const char *list, size_t who)
{
	for (size_t i = 0; i < n->n_seats; i++)
		if (n->seats[i].out == DATE_MAX && n->seats[i].who == who &&
		    strcmp(n->seats[i].list, list) == 0)
			return true;
	return false;
}

static void begin(struct naive *n, struct seat s)
{
	s.out = DATE_MAX;
	s.ended_by = NULL;
	ARRAY_GROW(n->seats, n->n_seats, n->cap_seats);
	n->seats[n->n_seats++] = s;
}

/* Ends bases of one company on one list; by NULL: all own ones; with all, included ones too. */
static bool end(struct naive *n, const char *list, size_t who, bool all, const struct line *by,
		const struct line *because, date_t day)
{
	bool ended = false;

	for (size_t i = 0; i < n->n_seats; i++) {
		struct seat *s = &n->seats[i];

		if (s->out != DATE_MAX || s->who != who || strcmp(s->list, list) != 0 ||
		    (s->source && !all) || (by && s->by != by))
			continue;
		s->out = day;
		s->ended_by = because;
		ended = true;
	}
	for (size_t i = 0; ended && !own(n, list, who) && i < n->n_seats; i++) {
		struct seat *s = &n->seats[i];

		if (s->out != DATE_MAX || s->who != who || !s->source ||
		    strcmp(s->source, list) != 0 || s->outlives)
			continue;
		s->out = day;
		s->ended_by = because;
	}
	return ended;
}

/* ---- inclusion: asked of every company, list and higher list ---- */

static bool names(const struct strings *all, const char *one)
{
	for (size_t i = 0; i < all->n; i++)
		if (strcmp(all->items[i], one) == 0)
			return true;
	return false;
}

static const struct rules *text_for(const struct naive *n, const char *region, date_t day)
{
	const struct region *r = content_region(n->c, region);
	const char *level = region_level_names[r->level];
	const struct rules *best = NULL;

	for (const struct region *up = r; up && !best; up = content_region(n->c, up->parent))
		for (size_t i = 0; i < n->c->rules.n; i++) {
			const struct rules *x = &n->c->rules.items[i];
			date_t from = rules_moves_from(n->c, x, DATE_MAX);

			if (strcmp(x->region, up->code) != 0 ||
			    (up != r && !names(&x->levels, level)) || from == DATE_NONE ||
			    day < from || day > rules_last_day(x))
				continue;
			if (!best || x->effective > best->effective ||
			    (x->effective == best->effective && strcmp(x->id, best->id) > 0))
				best = x;
		}
	return best;
}

static bool removed_since(const struct naive *n, const char *list, size_t who,
			  const struct line *entry, date_t day)
{
	for (const struct line *l = entry + 1; l < n->lines + n->n_lines; l++)
		if (action_of(l) == ACTION_REMOVE && l->done && !l->refused && l->void_from > day &&
		    person_of(n, l->row->id) == who && strcmp(row_list(l->annex, l->row), list) == 0)
			return true;
	return false;
}

static void include(struct naive *n, const struct seat *source, const struct region *r, date_t day)
{
	const struct rules *text = text_for(n, r->code, day);
	const char *list = arena_printf(&n->arena, "%s/%s", r->code, category_of(source->list));
	const struct person *p = &n->people[source->who];
	struct rule_terms terms;

	if (!text || !reports_into(n, p->stays[p->n - 1].place, r->code, day))
		return;
	terms = rules_terms(n->c, text, day, DATE_MAX, NULL);
	for (size_t i = 0; i < terms.includes.n; i++) {
		const struct rule_include *in = &terms.includes.items[i];
		const char *higher = at_level(n, r->code, in->level, day);

		if (in->clause.status != CLAUSE_STATED || in->level >= r->level ||
		    !names(&in->categories, category_of(source->list)) || !higher ||
		    strcmp(higher, now(n, region_of(source->list), day)) != 0 ||
		    included(n, list, source->who, source->list))
			continue;
		if (!removed_since(n, list, source->who, source->by, day))
			begin(n, (struct seat){ .list = list,
						.who = source->who,
						.source = source->list,
						.outlives = in->outlives_source,
						.from = day,
						.by = source->by });
	}
}

static void include_everyone(struct naive *n, date_t day)
{
	for (size_t i = 0; i < n->n_seats; i++) {
		struct seat source = n->seats[i];

		if (source.out != DATE_MAX || source.source)
			continue;
		for (size_t k = 0; k < n->c->regions.n; k++) {
			const struct region *r = &n->c->regions.items[k];

			if (strcmp(now(n, r->code, day), r->code) == 0)
				include(n, &source, r, day);
		}
	}
}

/* ---- places ---- */

static const char *named(const struct naive *n, const char *cell)
{
	for (size_t i = 0; i < n->c->regions.n; i++)
		if (strcmp(n->c->regions.items[i].name, cell) == 0)
			return n->c->regions.items[i].code;
	return NULL;
}

static const char *place(const struct person *p)
{
	return p->stays[p->n - 1].place;
}

static void stay(struct person *p, const char *where, date_t day, const struct line *by)
{
	if (p->n < STAYS_MOST)
		p->stays[p->n++] = (struct stay){ where, day, by };
}

/* What a row prints supports the record's place, or widens it; what it leaves out, its issuers vouch for. */
static void support(struct naive *n, struct person *p, const struct line *l)
{
	const char *printed = l->place;
	const char *stated = *printed ? named(n, printed) : NULL;

	if (p->stays[p->n - 1].by)
		return;
	if (!stated) {
		for (size_t i = 0; i < l->notice->issuers.n; i++) {
			const char *r =
				content_authority_region(n->c, l->notice->issuers.items[i])->code;

			if (within(n, place(p), r, l->day) &&
			    (!p->vouched || within(n, r, p->vouched, l->day)))
				p->vouched = r;
		}
	} else if (within(n, stated, place(p), l->day)) {
		p->stays[p->n - 1].by = l;
	} else if (within(n, place(p), stated, l->day)) {
		bool vouched = p->vouched && within(n, p->vouched, stated, l->day);

		stay(p, vouched ? p->vouched : stated, l->day, l);
	}
}

static void settle(struct naive *n, struct person *p, const char *where, const struct line *l)
{
	if (!same_place(n, where, place(p), l->day))
		stay(p, where, l->day, l);
	else if (!p->stays[p->n - 1].by)
		p->stays[p->n - 1].by = l;
}

static void locate(struct naive *n, struct line *l)
{
	struct person *p = &n->people[person_of(n, l->row->id)];
	const char *from = l->row->more->from, *to = l->row->more->to;
	const char *narrow = named(n, l->place);

	if (from ? !agree(n, from, place(p), l->day) || (!issued_over(n, l->notice, from, l->day) &&
							 !issued_over(n, l->notice, to, l->day))
		 : !within(n, narrow, place(p), l->day) || !issued_over(n, l->notice, narrow, l->day))
		l->refused = true;
	else
		settle(n, p, from ? to : narrow, l);
}

/* ---- rows on lists ---- */

static bool handed_on(const struct naive *n, const char *list, size_t who, const struct line *l)
{
	for (size_t i = 0; i < n->n_seats; i++) {
		const struct seat *s = &n->seats[i];

		if (s->who == who && strcmp(s->list, list) == 0 && s->ended_by &&
		    action_of(s->ended_by) == ACTION_SUCCEED && s->ended_by->notice == l->notice)
			return true;
	}
	return false;
}

static void succeed(struct naive *n, struct line *l, const char *list, size_t who)
{
	size_t to = person_of(n, l->row->more->to);

	if (to == who || (!own(n, list, who) && !handed_on(n, list, who, l))) {
		l->refused = true;
		return;
	}
	end(n, list, who, false, NULL, l, l->day);
	support(n, &n->people[to], l);
	if (!own(n, list, to))
		begin(n, (struct seat){ .list = list, .who = to, .from = l->day, .by = l });
}

static void on_list(struct naive *n, struct line *l)
{
	const char *list = row_list(l->annex, l->row);
	size_t who = person_of(n, l->row->id);
	int action = action_of(l);
	bool theirs = action == ACTION_ENTER || action == ACTION_REMOVE ||
		      action == ACTION_SUCCEED || action == ACTION_PROPOSE || action == ACTION_DROP;
	bool candidacy = action == ACTION_TAKE_IN;

	if (theirs && !issued_for(n, l->notice, region_of(list), l->day))
		l->refused = true;
	for (size_t i = 0; candidacy && i < l->notice->issuers.n; i++) {
		const char *r = content_authority_region(n->c, l->notice->issuers.items[i])->code;

		if (reports_into(n, r, now(n, region_of(list), l->day), l->day))
			candidacy = false;
	}
	l->refused = l->refused || candidacy;
	if (l->refused)
		return;
	support(n, &n->people[who], l);
	if (action == ACTION_ENTER && own(n, list, who))
		l->refused = true;
	else if (action == ACTION_ENTER)
		begin(n, (struct seat){ .list = list, .who = who, .from = l->day, .by = l });
	else if (action == ACTION_REMOVE && !member(n, list, who))
		l->refused = true;
	else if (action == ACTION_REMOVE)
		end(n, list, who, true, NULL, l, l->day);
	else if (action == ACTION_SUCCEED)
		succeed(n, l, list, who);
}

static void row(struct naive *n, struct line *l)
{
	int action = action_of(l);

	if (l->void_from <= l->day || action == ACTION_REVOKE || action == ACTION_CORRECT)
		return;
	l->done = true;
	if (action == ACTION_LOCATE) {
		locate(n, l);
	} else if (action == ACTION_RENAME) {
		support(n, &n->people[person_of(n, l->row->id)], l);
	} else {
		on_list(n, l);
	}
	include_everyone(n, l->day);
}

/* ---- rows that are void from a later day on ---- */

/* A later removal that stands, or of an own basis a later succession, has ended it for good. */
static bool lost_since(const struct naive *n, const struct seat *s, const struct line *l, date_t day)
{
	if (removed_since(n, s->list, s->who, l, day))
		return true;
	for (size_t i = 0; !s->source && i < n->n_seats; i++) {
		const struct seat *x = &n->seats[i];

		if (x->who == s->who && strcmp(x->list, s->list) == 0 && !x->source &&
		    x->ended_by > l && action_of(x->ended_by) == ACTION_SUCCEED &&
		    x->ended_by->void_from > day)
			return true;
	}
	return false;
}

static void give_back(struct naive *n, const struct line *l, bool owns, date_t day)
{
	size_t upto = n->n_seats;

	for (size_t i = 0; i < upto; i++) {
		struct seat s = n->seats[i];

		if (s.ended_by != l || owns != !s.source || s.by->void_from <= day ||
		    lost_since(n, &s, l, day))
			continue;
		if (s.source ? included(n, s.list, s.who, s.source) ||
				       (!s.outlives && !own(n, s.source, s.who))
			     : own(n, s.list, s.who) != NULL)
			continue;
		s.from = day;
		begin(n, s);
	}
}

static struct line *other_part(struct naive *n, const struct line *l, date_t day)
{
	for (size_t i = 0; i < n->n_lines; i++) {
		struct line *x = &n->lines[i];

		if (x != l && x->notice == l->notice && x->done && !x->refused && x->void_from > day &&
		    action_of(x) == ACTION_SUCCEED && strcmp(x->row->id, l->row->id) == 0 &&
		    strcmp(row_list(x->annex, x->row), row_list(l->annex, l->row)) == 0)
			return x;
	}
	return NULL;
}

static void unmove(struct person *p, date_t day)
{
	size_t i = p->n;
	const struct line *by = p->stays[i - 1].by;

	if (!by || by->void_from > day)
		return;
	while (i > 1 && p->stays[i - 1].by && p->stays[i - 1].by->void_from <= day)
		i--;
	by = p->stays[i - 1].by;
	stay(p, p->stays[i - 1].place, day, by && by->void_from <= day ? NULL : by);
}

static void undo(struct naive *n, struct line *l, date_t day)
{
	const char *list = row_list(l->annex, l->row);
	struct line *other;

	if (!l->done)
		return;
	unmove(&n->people[person_of(n, l->row->id)], day);
	if (l->refused)
		return;
	if (action_of(l) == ACTION_ENTER)
		end(n, list, person_of(n, l->row->id), false, l, NULL, day);
	if (action_of(l) == ACTION_SUCCEED) {
		end(n, list, person_of(n, l->row->more->to), false, l, NULL, day);
		other = other_part(n, l, day);
		for (size_t i = 0; other && i < n->n_seats; i++)
			if (n->seats[i].ended_by == l)
				n->seats[i].ended_by = other;
	}
	give_back(n, l, true, day);
}

/* ---- all days ---- */

struct naive *naive_fold(const struct content *c, date_t first, date_t last)
{
	struct naive *n = xcalloc(1, sizeof(*n));

	n->c = c;
	n->people = xcalloc(c->entities.n, sizeof(*n->people));
	for (size_t i = 0; i < c->entities.n; i++)
		stay(&n->people[i], c->entities.items[i].place, DATE_NONE, NULL);
	collect(n);
	amend(n);
	for (date_t day = first; day <= last; day++) {
		for (size_t i = 0; i < n->n_lines; i++)
			if (n->lines[i].void_from == day && n->lines[i].day < day)
				undo(n, &n->lines[i], day);
		for (size_t i = 0; i < n->n_lines; i++)
			if (n->lines[i].void_from == day && n->lines[i].day < day)
				give_back(n, &n->lines[i], false, day);
		include_everyone(n, day);
		for (size_t i = 0; i < n->n_lines; i++)
			if (n->lines[i].day == day)
				row(n, &n->lines[i]);
	}
	return n;
}

void naive_free(struct naive *n)
{
	free(n->seats);
	free(n->people);
	arena_release(&n->arena);
	free(n);
}

static int by_list(const void *left, const void *right)
{
	const struct seat *a = left, *b = right;
	int c = strcmp(a->list, b->list);

	if (!c)
		c = (a->who > b->who) - (a->who < b->who);
	return c ? c : strcmp(a->source ? a->source : "", b->source ? b->source : "");
}

void naive_tell(const struct naive *n, date_t day, struct buf *out)
{
	struct seat *seats = xcalloc(n->n_seats, sizeof(*seats));
	const struct seat *last = NULL;
	size_t n_seats = 0;

	for (size_t i = 0; i < n->n_seats; i++)
		if (n->seats[i].from <= day && day < n->seats[i].out)
			seats[n_seats++] = n->seats[i];
	qsort(seats, n_seats, sizeof(*seats), by_list);
	for (size_t i = 0; i < n_seats; i++) {
		if (!last || strcmp(last->list, seats[i].list) != 0 || last->who != seats[i].who)
			buf_add_format(out, "%s%s %s", last ? "\n" : "", seats[i].list,
				       n->c->entities.items[seats[i].who].id);
		buf_add_format(out, " %s", seats[i].source ? seats[i].source : "own");
		last = &seats[i];
	}
	buf_add_str(out, "\n");
	for (size_t i = 0; i < n->c->entities.n; i++) {
		const struct person *p = &n->people[i];
		size_t k = p->n;

		while (k > 1 && p->stays[k - 1].from > day)
			k--;
		buf_add_format(out, "%s %s\n", n->c->entities.items[i].id, p->stays[k - 1].place);
	}
	free(seats);
}
