#include "commands/answer.h"
#include "commands/diff.h"
#include "content/names.h"
#include "register/deltas.h"
#include "rules/rules.h"

static void member(struct json_out *j, const char *key, const char *value)
{
	json_out_key(j, key);
	json_out_string(j, value);
}

static void member_if(struct json_out *j, const char *key, const char *value)
{
	if (value)
		member(j, key, value);
}

static void add_side(struct json_out *j, const char *key, const struct diff_side *s)
{
	char day[DATE_SIZE];

	json_out_key(j, key);
	json_out_flat_begin(j);
	json_out_object_begin(j);
	member(j, "as_of", date_format(s->registry->as_of, day));
	member(j, "at", s->revision);
	json_out_object_end(j);
	json_out_flat_end(j);
}

/* ---- members ---- */

static void add_strings(struct json_out *j, const char *key, const struct strings *s)
{
	json_out_key(j, key);
	json_out_array_begin(j);
	for (size_t i = 0; i < s->n; i++)
		json_out_string(j, s->items[i]);
	json_out_array_end(j);
}

static void add_entered(const struct diff *d, struct json_out *j, const struct member_change *c)
{
	struct arena a = ARENA_INIT;
	struct member_state state = member_state_on(c->after, d->c->is->as_of, &a);

	for (unsigned i = ASPECT_NAME; i < ASPECTS; i++)
		if (i == ASPECT_BASES)
			add_strings(j, "bases", &state.bases);
		else
			member_if(j, diff_aspect_key(i), c->is.says[i]);
	arena_release(&a);
}

static void add_removed(const struct diff *d, struct json_out *j, const struct member_change *c)
{
	const struct event *e = c->ended ? c->ended->removed : NULL;

	(void)d;
	member(j, "name", c->was.says[ASPECT_NAME]);
	member(j, "ground", diff_ground(c));
	if (e && e->row->more)
		member_if(j, "article", e->row->more->article);
	if (c->ended) {
		answer_date(j, "date", c->ended->out);
		answer_date(j, "barred_until", c->ended->barred_until);
	}
}

static void add_renamed(const struct diff *d, struct json_out *j, const struct member_change *c)
{
	(void)d;
	member(j, "from", c->was.says[ASPECT_NAME]);
	member(j, "to", c->is.says[ASPECT_NAME]);
}

static void add_altered(const struct diff *d, struct json_out *j, const struct member_change *c)
{
	(void)d;
	member(j, "name", c->is.says[ASPECT_NAME]);
	json_out_key(j, "changes");
	json_out_array_begin(j);
	for (unsigned i = 0; i < ASPECTS; i++) {
		if (!(c->differs & 1u << i))
			continue;
		json_out_object_begin(j);
		member(j, "what", diff_aspect_key(i));
		member(j, "from", c->was.says[i]);
		member(j, "to", c->is.says[i]);
		json_out_object_end(j);
	}
	json_out_array_end(j);
}

static const struct kind {
	const char *key;
	int first, last; /* enum change_kind */
	void (*add)(const struct diff *d, struct json_out *j, const struct member_change *c);
} kinds[] = {
	{ "entered", CHANGE_ENTERED, CHANGE_ENTERED, add_entered },
	{ "removed", CHANGE_REMOVED, CHANGE_REMOVED, add_removed },
	{ "renamed", CHANGE_RENAMED, CHANGE_RENAMED, add_renamed },
	{ "altered", CHANGE_ALTERED, CHANGE_PARTED, add_altered },
};

static void add_kind(const struct diff *d, struct json_out *j, const struct kind *k,
		     const struct list_changes *l)
{
	json_out_key(j, k->key);
	json_out_array_begin(j);
	for (size_t i = 0; i < l->changes.n; i++) {
		const struct member_change *c = &l->changes.items[i];

		if (c->kind < k->first || c->kind > k->last)
			continue;
		json_out_flat_begin(j);
		json_out_object_begin(j);
		member(j, "id", member_change_id(c));
		k->add(d, j, c);
		add_strings(j, "notices", &c->notices);
		json_out_object_end(j);
		json_out_flat_end(j);
	}
	json_out_array_end(j);
}

static void add_list(const struct diff *d, struct json_out *j, const struct list_changes *l)
{
	json_out_object_begin(j);
	member(j, "list", l->list);
	for (size_t i = 0; i < ARRAY_LEN(kinds); i++)
		add_kind(d, j, &kinds[i], l);
	json_out_object_end(j);
}

/* ---- notices ---- */

static void add_parts(struct json_out *j, const struct notice_change *c)
{
	json_out_key(j, "parts");
	json_out_array_begin(j);
	for (size_t i = 0; i < c->parts.n; i++) {
		json_out_flat_begin(j);
		json_out_object_begin(j);
		member(j, "part", c->parts.items[i].part);
		member(j, "from", c->parts.items[i].was);
		member(j, "to", c->parts.items[i].is);
		json_out_object_end(j);
		json_out_flat_end(j);
	}
	json_out_array_end(j);
}

static void add_withheld(struct json_out *j, const struct withheld *w)
{
	json_out_key(j, "withheld");
	json_out_flat_begin(j);
	json_out_object_begin(j);
	member(j, "basis", w->basis);
	answer_date(j, "on", w->on);
	json_out_object_end(j);
	json_out_flat_end(j);
}

static void add_notice(struct json_out *j, const struct notice_change *c)
{
	const struct notice *n = notice_change_notice(c);
	char text[MINUTE_SIZE];

	json_out_object_begin(j);
	member(j, "id", n->id);
	member(j, "title", n->title);
	member(j, "type", notice_type_names[n->type]);
	answer_date(j, "effective", notice_effective(n));
	member(j, "published", minute_format(notice_published(n), text));
	if (c->was && c->is)
		add_parts(j, c);
	if (c->withheld)
		add_withheld(j, c->withheld);
	json_out_object_end(j);
}

static void add_notices_that(struct json_out *j, const struct diff *d, const char *key, bool was,
			     bool is)
{
	json_out_key(j, key);
	json_out_array_begin(j);
	for (size_t i = 0; i < d->c->notices.n; i++) {
		const struct notice_change *c = &d->c->notices.items[i];

		if ((c->was != NULL) == was && (c->is != NULL) == is)
			add_notice(j, c);
	}
	json_out_array_end(j);
}

void diff_add_json(const struct diff *d, struct buf *out)
{
	struct json_out j = { .out = out };

	json_out_object_begin(&j);
	add_side(&j, "from", &d->was);
	add_side(&j, "to", &d->is);
	json_out_key(&j, "lists");
	json_out_array_begin(&j);
	for (size_t i = 0; i < d->c->lists.n; i++)
		add_list(d, &j, &d->c->lists.items[i]);
	json_out_array_end(&j);
	json_out_key(&j, "notices");
	json_out_object_begin(&j);
	add_notices_that(&j, d, "added", false, true);
	add_notices_that(&j, d, "edited", true, true);
	add_notices_that(&j, d, "deleted", true, false);
	json_out_object_end(&j);
	json_out_object_end(&j);
	buf_add_char(out, '\n');
}
