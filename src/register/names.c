/*
 * Names, places and kinds are folded from rows, as membership is; and what
 * a row prints must agree with what is in force. Names are compared in the
 * form of utf8_name_key, places agree when one contains the other.
 */
#include "register/fold.h"

#include <string.h>

#include "base/utf8.h"

/* ---- names ---- */

static const char *in_force(const struct dated *items, size_t n)
{
	return n ? items[n - 1].value : "";
}

/* Length of a name key without a trailing "(原…)"; the whole where there is none. */
static size_t main_length(const char *key)
{
	size_t len = strlen(key);
	const char *former = strstr(key, "(原");

	return former && former != key && key[len - 1] == ')' ? (size_t)(former - key) : len;
}

/* 甲（原乙） is 甲. */
static bool names_agree(struct fold *f, const char *printed, const char *name)
{
	size_t len;

	if (strcmp(printed, name) == 0)
		return true;
	printed = utf8_name_key(&f->scratch, printed);
	name = utf8_name_key(&f->scratch, name);
	len = main_length(printed);
	return len == main_length(name) && strncmp(printed, name, len) == 0;
}

/* The name that a rename row gives, without a trailing （原…）. */
static const char *name_given(struct fold *f, const char *cell)
{
	static const char *const marks[] = { "（原", "(原" };
	size_t len = strlen(cell);

	if (main_length(utf8_name_key(&f->scratch, cell)) == strlen(utf8_name_key(&f->scratch, cell)))
		return cell;
	for (size_t i = 0; i < ARRAY_LEN(marks); i++) {
		const char *mark = strstr(cell, marks[i]);

		if (mark && (size_t)(mark - cell) < len)
			len = (size_t)(mark - cell);
	}
	while (len && cell[len - 1] == ' ')
		len--;
	return arena_strndup(&f->registry->arena, cell, len);
}

/* The first name from the i-th on that agrees; n if there is none. */
static size_t name_index(struct fold *f, const struct standing *s, const char *name, size_t i)
{
	while (i < s->names.n && !names_agree(f, name, s->names.items[i].value))
		i++;
	return i;
}

/* Another list follows a rename that is in force already: its row says again what the names say. */
static bool rename_follows(struct fold *f, const struct standing *s, const char *former, const char *name)
{
	size_t from = name_index(f, s, former, 0);

	return from < s->names.n && name_index(f, s, name, from + 1) < s->names.n;
}

void row_rename(struct fold *f, struct event *e, struct standing *s)
{
	const char *former = event_cell(e, ROLE_FORMER), *name = event_cell(e, ROLE_NAME);
	const char *present = in_force(s->names.items, s->names.n);

	subject_of(s)->named = true;
	if (!former || !name)
		refuse_event(f, F_RENAME_COLUMNS, e, "", s->entity->id);
	else if (names_agree(f, former, present) && !names_agree(f, name, present))
		PUSH(&f->registry->arena, &s->names, (struct dated){ name_given(f, name), e->day, e });
	else if (rename_follows(f, s, former, name))
		return;
	else if (!names_agree(f, former, present))
		refuse_event(f, F_RENAME_FORMER, e, cell_part(f, e, ROLE_FORMER), former, present);
	else
		refuse_event(f, F_RENAME_SAME, e, cell_part(f, e, ROLE_NAME), name);
}

/* ---- places ---- */

static bool areas_agree(struct area *a, struct area *b, date_t day)
{
	return area_within(a, b, day) || area_within(b, a, day);
}

void subject_settle(struct fold *f, struct subject *who, struct area *home)
{
	struct resident *r = arena_alloc(&f->scratch, sizeof(*r));

	who->home = home;
	r->who = who;
	r->next = home->residents;
	home->residents = r;
}

void place_set(struct fold *f, struct standing *s, struct area *to, const struct event *e, date_t day)
{
	PUSH(&f->registry->arena, &s->places, (struct dated){ to->region->code, day, e });
	subject_settle(f, subject_of(s), to);
}

/*
 * The place that a row states. Of several regions of that name it is the one that agrees with what
 * is known, or the widest of those that do; NULL where that leaves a doubt.
 */
static struct area *place_stated(struct fold *f, const struct event *e, struct area *home)
{
	const char *cell = event_cell(e, ROLE_PLACE);
	struct area *best = NULL;
	bool doubt = false;

	if (e->row->place)
		return area_of(f, e->row->place);
	for (const struct naming *n = cell ? areas_named(f, cell) : NULL; n; n = n->next) {
		if (home && !areas_agree(n->area, home, e->day))
			continue;
		if (!best || area_within(best, n->area, e->day)) {
			best = n->area;
			doubt = false;
		} else if (!area_within(n->area, best, e->day)) {
			doubt = true;
		}
	}
	return doubt ? NULL : best;
}

/* An issuer that lists a company without printing its place still says that it is one of its own. */
static void place_vouch(struct fold *f, const struct event *e, struct subject *s)
{
	for (size_t i = 0; i < f->act->n_issuers; i++) {
		struct area *a = f->act->issuers[i];

		if (s->home && area_within(s->home, a, e->day) &&
		    (!s->vouched || area_within(a, s->vouched, e->day)))
			s->vouched = a;
	}
}

void place_support(struct fold *f, const struct event *e, struct standing *s)
{
	struct subject *who = subject_of(s);
	struct dated *present = s->places.n ? &s->places.items[s->places.n - 1] : NULL;
	struct area *stated;

	if ((present && present->by) || e->action == ACTION_LOCATE)
		return;
	stated = place_stated(f, e, who->home);
	if (!stated) {
		if (!e->row->place && !event_cell(e, ROLE_PLACE))
			place_vouch(f, e, who);
	} else if (who->home && area_within(stated, who->home, e->day)) {
		present->by = e;
	} else if (!who->home || area_within(who->home, stated, e->day)) {
		if (who->vouched && area_within(who->vouched, stated, e->day))
			stated = who->vouched;
		place_set(f, s, stated, e, e->day);
		include_all(f, s, e->day); /* a wider place may report elsewhere (计划单列市) */
	}
}

static void place_become(struct fold *f, struct standing *s, struct area *to, const struct event *e)
{
	struct dated *present = &s->places.items[s->places.n - 1];

	if (area_on(to, e->day) != area_on(subject_of(s)->home, e->day)) {
		place_set(f, s, to, e, e->day);
	} else if (!present->by) { /* what the record said */
		present->by = e;
	}
}

static void move(struct fold *f, struct event *e, struct standing *s)
{
	const struct row_more *more = e->row->more;
	struct area *from = area_of(f, more->from), *to = area_of(f, more->to);
	struct area *home = subject_of(s)->home;

	if (!more->from || !more->to)
		refuse_event(f, F_MOVE_ENDS, e, "", s->entity->id);
	else if (!from || !to || !home) /* the loader has a finding */
		e->refused = true;
	else if (!areas_agree(from, home, e->day))
		refuse_event(f, F_MOVE_FROM, e, "/from", more->from, home->region->code);
	else if (!act_issued_over(f->act, from, e->day) && !act_issued_over(f->act, to, e->day))
		refuse_event(f, F_LOCATE_ISSUER, e, "/to", more->to);
	else
		place_become(f, s, to, e);
}

/* How many areas of the cell's name lie within the issuer's region and the place so far; *out is one. */
static size_t narrower(struct fold *f, const struct event *e, struct area *home, struct area **out)
{
	const char *cell = event_cell(e, ROLE_PLACE);
	bool strictly = false;
	size_t n = 0;

	for (const struct naming *x = cell ? areas_named(f, cell) : NULL; x; x = x->next) {
		bool less = !area_within(home, x->area, e->day);

		if (!area_within(x->area, home, e->day) || !act_issued_over(f->act, x->area, e->day) ||
		    (strictly && !less))
			continue;
		n = less && !strictly ? 1 : n + 1; /* the place itself counts only where nothing in it does */
		strictly = strictly || less;
		*out = x->area;
	}
	return n;
}

static void narrow_to(struct fold *f, struct event *e, struct standing *s, struct area *to, const char *part)
{
	struct area *home = subject_of(s)->home;

	if (!area_within(to, home, e->day))
		refuse_event(f, F_LOCATE_OUTSIDE, e, part, to->region->code, home->region->code);
	else if (!act_issued_over(f->act, to, e->day))
		refuse_event(f, F_LOCATE_ISSUER, e, part, to->region->code);
	else
		place_become(f, s, to, e);
}

static void narrow(struct fold *f, struct event *e, struct standing *s)
{
	const char *cell = event_cell(e, ROLE_PLACE);
	const char *part = cell_part(f, e, ROLE_PLACE);
	const struct naming *named = cell ? areas_named(f, cell) : NULL;
	struct area *to = e->row->place ? area_of(f, e->row->place) : NULL;
	struct area *home = subject_of(s)->home;
	size_t fits;

	if (!home || (e->row->place && !to)) { /* the loader has a finding */
		e->refused = true;
		return;
	}
	if (to) {
		narrow_to(f, e, s, to, "/place");
		return;
	}
	fits = narrower(f, e, home, &to);
	if (!cell)
		refuse_event(f, F_LOCATE_NO_PLACE, e, "", s->entity->id);
	else if (!named)
		refuse_event(f, F_PLACE_UNKNOWN, e, part, cell);
	else if (fits > 1)
		refuse_event(f, F_PLACE_AMBIGUOUS, e, part, cell);
	else
		narrow_to(f, e, s, fits ? to : named->area, part);
}

void row_locate(struct fold *f, struct event *e, struct standing *s)
{
	if (e->row->more && (e->row->more->from || e->row->more->to))
		move(f, e, s);
	else
		narrow(f, e, s);
	include_all(f, s, e->day);
}

/* ---- kind and industry ---- */

void row_alter(struct fold *f, struct event *e, struct standing *s)
{
	const struct row_more *more = e->row->more;

	if (!more || (!more->kind && !more->industry && !more->boundary)) {
		refuse_event(f, F_ALTER_NOTHING, e, "", s->entity->id);
		return;
	}
	if (more->kind)
		PUSH(&f->registry->arena, &s->kinds,
		     (struct dated){ entity_kind_names[more->kind], e->day, e });
	if (more->industry)
		PUSH(&f->registry->arena, &s->industries, (struct dated){ more->industry, e->day, e });
}

/* ---- what a row set is void: what was before holds again ---- */

static bool dated_void(const struct dated *d, date_t day)
{
	return d->by && event_void(d->by, day);
}

/* The value that holds again, from the day on; false where the present one stands. */
static bool value_before(const struct dated *items, size_t n, date_t day, struct dated *again)
{
	size_t i = n;

	if (!n || !dated_void(&items[n - 1], day))
		return false;
	while (i > 1 && dated_void(&items[i - 1], day))
		i--;
	*again = items[i - 1];
	again->from = day;
	if (dated_void(again, day)) /* the record's, which has lost its support */
		again->by = NULL;
	return true;
}

#define REVERT(array)                                                                              \
	do {                                                                                       \
		struct dated again_;                                                               \
		if (value_before((array)->items, (array)->n, day, &again_))                        \
			PUSH(&f->registry->arena, (array), again_);                                \
	} while (0)

void standing_revert(struct fold *f, struct standing *s, date_t day)
{
	struct dated place;

	REVERT(&s->names);
	REVERT(&s->industries);
	REVERT(&s->kinds);
	if (!value_before(s->places.items, s->places.n, day, &place) || !area_of(f, place.value))
		return;
	place_set(f, s, area_of(f, place.value), place.by, day);
}

/* ---- printed cells against what is in force ---- */

/* The other entity that a row names: the successor, or the record that ends. */
static const struct standing *row_other(const struct fold *f, const struct event *e)
{
	const struct row_more *more = e->row->more;

	if (more && e->action == ACTION_SUCCEED)
		return standing_get(f, more->to);
	if (more && e->action == ACTION_SAME)
		return standing_of(f, more->with);
	return NULL;
}

static void check_name(struct fold *f, const struct event *e, const struct standing *s,
		       const struct standing *other)
{
	const char *printed = event_cell(e, ROLE_NAME);
	const char *name = in_force(s->names.items, s->names.n);
	struct subject *who = subject_of((struct standing *)s);
	bool first = !who->named;

	if (!printed || e->action == ACTION_RENAME)
		return;
	who->named = true;
	if (names_agree(f, printed, name) ||
	    (other && names_agree(f, printed, in_force(other->names.items, other->names.n))))
		return;
	find_event(f, first ? F_NAME_RECORD : F_NAME_DIFFERS, e, cell_part(f, e, ROLE_NAME), printed,
		   name, s->entity->id);
}

static bool place_agrees(const struct naming *named, const struct standing *s, date_t day)
{
	struct area *home = s ? subject_of((struct standing *)s)->home : NULL;

	for (; home && named; named = named->next)
		if (areas_agree(named->area, home, day))
			return true;
	return false;
}

static void check_place(struct fold *f, const struct event *e, const struct standing *s,
			const struct standing *other)
{
	const char *cell = event_cell(e, ROLE_PLACE);
	const struct naming *named = cell ? areas_named(f, cell) : NULL;
	const struct area *home = subject_of((struct standing *)s)->home;
	struct area *coded = e->row->place ? area_of(f, e->row->place) : NULL;

	if (!home || (e->action == ACTION_LOCATE && e->refused))
		return;
	if (cell && !named)
		find_event(f, F_PLACE_UNKNOWN, e, cell_part(f, e, ROLE_PLACE), cell);
	else if (cell && !place_agrees(named, s, e->day) && !place_agrees(named, other, e->day))
		find_event(f, F_PLACE_DIFFERS, e, cell_part(f, e, ROLE_PLACE), cell, home->region->name);
	if (coded && !areas_agree(coded, subject_of((struct standing *)s)->home, e->day))
		find_event(f, F_PLACE_DIFFERS, e, "/place", coded->region->name, home->region->name);
}

static void check_kind(struct fold *f, const struct event *e, const struct standing *s)
{
	const struct listing *l = e->list ? listing_get(f, e->list) : NULL;
	const char *kind = in_force(s->kinds.items, s->kinds.n);

	if (l && strcmp(entity_kind_names[l->kind], kind) != 0)
		find_event(f, F_KIND_DIFFERS, e, "/id", s->entity->id, kind, l->roster.category);
}

void row_check(struct fold *f, const struct event *e)
{
	const struct standing *s = event_standing(f, e), *other = row_other(f, e);

	if (!s)
		return;
	check_name(f, e, s, other);
	check_place(f, e, s, other);
	check_kind(f, e, s);
}
