#include "pages/made_from_rows.h"

#include <string.h>

static date_t as_of(const struct made_from *m)
{
	return m->ctx->registry->as_of;
}

/* ---- links to others ---- */

void digest_link(struct digester *d, const struct made_from *m, const char *id)
{
	const struct standing *s = outline_entity(m->ctx->outline, id);
	const struct entity *e = id && !s ? content_entity(m->ctx->content, id) : NULL;

	digest_text(d, id);
	digest_number(d, s != NULL);
	digest_text(d, s ? standing_name(s, as_of(m)) : e ? e->name : NULL);
}

/* ---- rows ---- */

static bool is_corrected(const struct event *e)
{
	return e->cells != (const char *const *)e->row->cells;
}

void digest_event(struct digester *d, const struct made_from *m, const struct event *e)
{
	bool plain = e && !e->refused && e->void_from == DATE_MAX && !is_corrected(e);

	digest_number(d, e ? plain : -1);
	if (!e)
		return;
	digest_said(d, m, e->notice);
	digest_number(d, e->annex_index);
	digest_number(d, e->row_index);
	if (plain)
		return;
	digest_number(d, e->refused);
	digest_number(d, e->void_from);
	digest_number(d, e->void_from <= as_of(m));
	digest_event(d, m, e->voided_by);
	for (size_t i = 0; i < e->annex->columns.n; i++)
		digest_text(d, e->cells[i]);
}

/* ---- notices ---- */

/* What its table and the feeds of lists say of a row beyond what is printed. */
static void add_row(struct digester *d, const struct made_from *m, const struct notice_outline *n,
		    size_t annex, size_t row)
{
	const struct row *r = &n->notice->annexes.items[annex].rows.items[row];
	const struct event *e = outline_event(n, annex, row);

	if (!e) /* not yet in effect: those whom it names may have no page */
		digest_number(d, outline_entity(m->ctx->outline, r->id) != NULL);
	else if (e->refused || e->void_from != DATE_MAX || is_corrected(e))
		digest_event(d, m, e);
	if (e && !event_cell(e, ROLE_NAME)) {
		const struct standing *s = registry_standing(m->ctx->registry, r->id);

		digest_text(d, s ? standing_name(s, e->day) : NULL);
	}
}

void add_notice_state(struct digester *d, const struct made_from *m, const struct notice_outline *n)
{
	const struct notice *notice = n->notice;

	digest_number(d, (int64_t)n->events.n);
	for (size_t a = 0; a < notice->annexes.n; a++)
		for (size_t r = 0; r < notice->annexes.items[a].rows.n; r++)
			add_row(d, m, n, a, r);
	digest_all_said(d, m, n->amended_by.items, n->amended_by.n);
}

/* ---- entities ---- */

static void add_dated(struct digester *d, const struct made_from *m, const struct dated *items,
		      size_t n)
{
	digest_number(d, (int64_t)n);
	digest_text(d, dated_on(items, n, as_of(m)));
	for (size_t i = 0; i < n; i++) {
		digest_text(d, items[i].value);
		digest_number(d, items[i].from);
		digest_event(d, m, items[i].by);
	}
}

void add_face(struct digester *d, const struct made_from *m, const struct standing *s)
{
	date_t day = as_of(m);

	digest_text(d, s->entity->id);
	digest_number(d, outline_entity(m->ctx->outline, s->entity->id) != NULL);
	digest_text(d, standing_name(s, day));
	digest_text(d, standing_place(s, day));
	digest_text(d, dated_on(s->kinds.items, s->kinds.n, day));
	digest_number(d, (int64_t)s->names.n);
	for (size_t i = 0; i < s->names.n; i++)
		digest_text(d, s->names.items[i].value);
	digest_number(d, (int64_t)s->memberships.n);
	for (size_t i = 0; i < s->memberships.n; i++) {
		const struct membership *l = s->memberships.items[i];

		digest_text(d, l->list->id);
		digest_number(d, l->spells.n > 0);
		digest_number(d, membership_on(l, day));
	}
}

/* Until when something lasts matters only once it is over. */
static void add_days(struct digester *d, const struct made_from *m, date_t from, date_t out)
{
	digest_number(d, from);
	digest_number(d, from <= as_of(m));
	digest_number(d, out);
	digest_number(d, out <= as_of(m));
}

static void add_basis(struct digester *d, const struct made_from *m, const struct basis *b)
{
	digest_number(d, b->kind);
	digest_text(d, b->source ? b->source->id : NULL);
	add_days(d, m, b->from, b->out);
	digest_event(d, m, b->by);
	digest_text(d, b->rules ? b->rules->id : NULL);
	digest_event(d, m, b->ended_by);
}

static void add_spell(struct digester *d, const struct made_from *m, const struct spell *s)
{
	const struct event *out = s->removed;

	add_days(d, m, s->from, s->out);
	digest_event(d, m, s->entered);
	digest_event(d, m, out);
	digest_text(d, s->ground);
	digest_number(d, s->barred_until);
	if (out && out->action == ACTION_SUCCEED)
		digest_link(d, m, out->row->more ? out->row->more->to : NULL);
}

static void add_stage(struct digester *d, const struct made_from *m, const struct stage *s)
{
	digest_number(d, s->kind);
	digest_number(d, s->outcome);
	add_days(d, m, s->from, s->out);
	digest_event(d, m, s->by);
}

static void add_membership(struct digester *d, const struct made_from *m, const struct membership *l)
{
	digest_number(d, l->rank);
	digest_event(d, m, l->printed_by);
	digest_number(d, (int64_t)l->bases.n);
	for (size_t i = 0; i < l->bases.n; i++)
		add_basis(d, m, &l->bases.items[i]);
	digest_number(d, (int64_t)l->spells.n);
	for (size_t i = 0; i < l->spells.n; i++)
		add_spell(d, m, &l->spells.items[i]);
	digest_number(d, (int64_t)l->stages.n);
	for (size_t i = 0; i < l->stages.n; i++)
		add_stage(d, m, &l->stages.items[i]);
}

void add_standing(struct digester *d, const struct made_from *m, const struct standing *s)
{
	add_dated(d, m, s->names.items, s->names.n);
	add_dated(d, m, s->places.items, s->places.n);
	add_dated(d, m, s->industries.items, s->industries.n);
	for (size_t i = 0; i < s->memberships.n; i++)
		add_membership(d, m, s->memberships.items[i]);
}

/* What its own history says of a row: whom it names, what the row did that it revokes or corrects. */
static void add_own_event(struct digester *d, const struct made_from *m, const struct event *e)
{
	const struct row_more *more = e->row->more;
	const struct notice *target;

	digest_event(d, m, e);
	if (!more)
		return;
	digest_text(d, e->list); /* a revocation's is that of the row that it names */
	if (more->to || more->with)
		digest_link(d, m, e->row->id);
	digest_link(d, m, e->action == ACTION_SUCCEED ? more->to : NULL);
	digest_link(d, m, more->with);
	target = more->target ? content_notice(m->ctx->content, more->target->notice) : NULL;
	if (target)
		digest_notice(d, m, target);
}

static void add_spans(struct digester *d, const struct made_from *m,
		      const struct membership_span *spans, size_t n)
{
	for (size_t i = 0; i < n; i++)
		digest_link(d, m, spans[i].id);
}

void add_entity(struct digester *d, const struct made_from *m, const struct standing *s)
{
	const struct entity *e = s->entity;
	const struct standing *events = registry_standing(m->ctx->registry, e->id);

	digest_bytes(d, e->hash, e->hash ? HASH_SIZE : 0);
	digest_link(d, m, s->same_as ? s->same_as->entity->id : NULL);
	add_spans(d, m, e->in_park.items, e->in_park.n);
	add_spans(d, m, e->parent.items, e->parent.n);
	digest_number(d, (int64_t)events->events.n);
	for (size_t i = 0; i < events->events.n; i++)
		add_own_event(d, m, events->events.items[i]);
}

/* ---- lists ---- */

void digest_days(struct digester *d, const struct list_outline *l)
{
	digest_number(d, (int64_t)l->n_days);
	for (size_t i = 0; i < l->n_days; i++) {
		digest_number(d, l->days[i].day);
		digest_number(d, l->days[i].changed);
		digest_number(d, l->days[i].year_end);
	}
}

void add_list(struct digester *d, const struct made_from *m, const struct list_outline *l)
{
	const struct roster *r = l->roster;

	digest_text(d, r->id);
	digest_number(d, r->first);
	digest_number(d, (int64_t)r->members.n);
	for (size_t i = 0; i < r->members.n; i++)
		digest_standing(d, m, r->members.items[i]->who);
	digest_number(d, (int64_t)l->notices.n);
	for (size_t i = 0; i < l->notices.n; i++)
		digest_notice(d, m, l->notices.items[i]);
	digest_digest(d, m->calls);
}
