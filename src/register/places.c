/*
 * Places over time. A place is believed only as far as rows support it: the
 * record's until a row prints one, then what rows print, narrow or move.
 * Two places agree when one contains the other.
 */
#include "register/fold.h"

bool areas_agree(struct area *a, struct area *b, date_t day)
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
	struct dated *present = &s->places.items[s->places.n - 1];
	struct area *stated;

	if (present->by || e->action == ACTION_LOCATE)
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

		if (!area_within(x->area, home, e->day) ||
		    !act_issued_over(f->act, x->area, e->day) || (strictly && !less))
			continue;
		if (less && !strictly)
			n = 0; /* the place itself counts only where nothing in it does */
		n++;
		strictly = strictly || less;
		*out = x->area;
	}
	return n;
}

static void narrow_to(struct fold *f, struct event *e, struct standing *s, struct area *to,
		      const char *part)
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
