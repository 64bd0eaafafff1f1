#include "pages/entity_events.h"

#include <string.h>

#include "pages/parts.h"
#include "pages/words.h"

enum {
	EVENT_DAY,
	EVENT_ACTION,
	EVENT_TARGET,
	EVENT_LIST,
	EVENT_OTHER,
	EVENT_OLD,
	EVENT_NEW,
	EVENT_DETAIL,
	EVENT_ARTICLE,
	EVENT_UNTIL,
	EVENT_NOTICE,
	EVENT_PUBLISHED,
	EVENT_COPIED,
	EVENT_SINCE,
	EVENT_NEVER,
	EVENT_VOID,
	EVENT_VOIDED_BY,
	EVENT_SLOTS
};

const struct shape entity_event_shape = {
	.name = "event",
	.n = EVENT_SLOTS,
	.slots = {
		[EVENT_DAY] = { "day", SLOT_GROUP, &date_shape },
		[EVENT_ACTION] = { "action", SLOT_TEXT, NULL },
		[EVENT_TARGET] = { "target", SLOT_TEXT, NULL }, /* the action that it revokes or corrects */
		[EVENT_LIST] = { "list", SLOT_GROUP, &link_shape },
		[EVENT_OTHER] = { "other", SLOT_GROUP, &link_shape }, /* another entity that it names */
		[EVENT_OLD] = { "old", SLOT_TEXT, NULL },
		[EVENT_NEW] = { "new", SLOT_TEXT, NULL },
		[EVENT_DETAIL] = { "detail", SLOT_TEXT, NULL },
		[EVENT_ARTICLE] = { "article", SLOT_TEXT, NULL },
		[EVENT_UNTIL] = { "until", SLOT_GROUP, &date_shape },
		[EVENT_NOTICE] = { "notice", SLOT_GROUP, &link_shape },
		/* When it became known, where that is another day than that of its effect. */
		[EVENT_PUBLISHED] = { "published", SLOT_GROUP, &date_shape },
		[EVENT_COPIED] = { "copied", SLOT_GROUP, &date_shape }, /* here, of a notice published elsewhere */
		/* Of a correction or a revocation: from when the row that it names is otherwise. */
		[EVENT_SINCE] = { "since", SLOT_GROUP, &date_shape },
		[EVENT_NEVER] = { "never", SLOT_FLAG, NULL }, /* revoked from its start */
		[EVENT_VOID] = { "void", SLOT_FLAG, NULL },
		[EVENT_VOIDED_BY] = { "voided_by", SLOT_GROUP, &link_shape },
	},
};

static void fill_change(struct value *frame, const char *old, const char *new_)
{
	value_text(&frame[EVENT_OLD], old);
	value_text(&frame[EVENT_NEW], new_);
}

static void fill_removal(const struct page *p, struct value *frame, const struct event *e)
{
	struct ground g = removal_ground(p, e);

	value_text(&frame[EVENT_DETAIL], g.text);
	value_text(&frame[EVENT_ARTICLE], g.article);
}

/* A locate that only narrows has no `from`, and names its place in the row or in print. */
static void fill_move(const struct page *p, struct value *frame, const struct event *e)
{
	const struct row_more *more = e->row->more;
	const char *to = more && more->to ? more->to : e->row->place;

	fill_change(frame, more && more->from ? place_name(p, more->from, NULL) : NULL,
		    to ? place_name(p, to, NULL) : event_cell(e, ROLE_PLACE));
}

static void fill_alteration(struct value *frame, const struct row_more *more)
{
	if (!more)
		return;
	if (more->boundary)
		value_text(&frame[EVENT_DETAIL], more->boundary);
	else if (more->industry)
		fill_change(frame, NULL, more->industry);
	else if (more->kind)
		fill_change(frame, NULL, word_kind(more->kind));
}

static const char *other_entity(const struct event *e, const char *self)
{
	const struct row_more *more = e->row->more;
	const char *other = NULL;

	if (e->action == ACTION_SUCCEED && more)
		other = more->to;
	else if (e->action == ACTION_SAME && more)
		other = more->with;
	return other && strcmp(other, self) == 0 ? e->row->id : other;
}

/* The row that a revocation or a correction names; NULL: none that is known here. */
static const struct event *target_of(const struct page *p, const struct target *t)
{
	const struct notice_outline *n = outline_notice(p->ctx->outline, t->notice);

	for (size_t i = 0; n && i < n->events.n; i++) {
		const struct event *e = n->events.items[i];

		if (e->annex->no == t->annex && strcmp(e->row->id, t->id) == 0 &&
		    (!t->action || e->action == t->action))
			return e;
	}
	return NULL;
}

static const char *action_of(const struct page *p, const struct event *e)
{
	return e->action == ACTION_REMOVE ? removal_verb(p, e->list, e->day) : word_action(e->action);
}

/* What it names, and from when that is otherwise: a day before its own, as is told of both. */
static void fill_target(const struct page *p, struct value *frame, const struct event *e)
{
	const struct event *target = target_of(p, e->row->more->target);

	if (!target)
		return;
	value_text(&frame[EVENT_TARGET], action_of(p, target));
	if (e->void_from != DATE_MAX || e->refused)
		return;
	if (e->action == ACTION_CORRECT && target->day != e->day)
		fill_date(p, &frame[EVENT_SINCE], target->day);
	if (e->action != ACTION_REVOKE || target->voided_by != e)
		return;
	value_flag(&frame[EVENT_NEVER], target->void_from <= target->day);
	fill_date(p, &frame[EVENT_SINCE], target->void_from);
}

static void fill_known(const struct page *p, struct value *frame, const struct event *e)
{
	const struct notice *n = e->notice;

	if (n->published != DATE_NONE && minute_date(n->published) != e->day)
		fill_date(p, &frame[EVENT_PUBLISHED], minute_date(n->published));
	if (n->transcribed && n->transcribed->on != e->day)
		fill_date(p, &frame[EVENT_COPIED], n->transcribed->on);
}

static void fill_detail(const struct page *p, struct value *frame, const struct event *e)
{
	const struct row_more *more = e->row->more;

	switch (e->action) {
	case ACTION_REMOVE:
		fill_removal(p, frame, e);
		break;
	case ACTION_RENAME:
		fill_change(frame, event_cell(e, ROLE_FORMER), event_cell(e, ROLE_NAME));
		break;
	case ACTION_LOCATE:
		fill_move(p, frame, e);
		break;
	case ACTION_ALTER:
		fill_alteration(frame, more);
		break;
	case ACTION_CORRECT:
		if (more) {
			value_text(&frame[EVENT_DETAIL], more->column);
			fill_change(frame, more->old, more->new_);
		}
		break;
	default:
		value_text(&frame[EVENT_DETAIL], more ? more->decision : NULL);
	}
}

static void fill_event(const struct page *p, struct value *frame, const struct event *e,
		       const char *self)
{
	fill_date(p, &frame[EVENT_DAY], e->day);
	value_text(&frame[EVENT_ACTION], action_of(p, e));
	if (e->row->more && e->row->more->target)
		fill_target(p, frame, e);
	fill_list_link(p, &frame[EVENT_LIST], e->list);
	fill_entity_link(p, &frame[EVENT_OTHER], other_entity(e, self));
	fill_detail(p, frame, e);
	fill_date(p, &frame[EVENT_UNTIL], e->row->until);
	fill_notice_link(p, &frame[EVENT_NOTICE], e->notice);
	fill_known(p, frame, e);
	value_flag(&frame[EVENT_VOID], e->void_from <= p->ctx->registry->as_of);
	if (e->voided_by)
		fill_notice_link(p, &frame[EVENT_VOIDED_BY], e->voided_by->notice);
}

void fill_entity_events(const struct page *p, struct value *v, const struct standing *s)
{
	struct value *items = page_frames(p, s->events.n, EVENT_SLOTS);

	for (size_t i = 0; i < s->events.n; i++)
		fill_event(p, items + i * EVENT_SLOTS, s->events.items[s->events.n - 1 - i],
			   s->entity->id);
	fill_list(p, v, items, s->events.n, EVENT_SLOTS);
}
