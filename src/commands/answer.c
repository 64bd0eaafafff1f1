#include "commands/answer.h"

const char *membership_status(const struct membership *m, date_t day)
{
	static const char *const stages[] = { "candidate", "recommended", "proposed", "rectifying" };

	if (membership_on(m, day))
		return "member";
	if (membership_barred(m, day) != DATE_NONE)
		return "barred";
	for (size_t i = m->stages.n; i-- > 0;)
		if (m->stages.items[i].from <= day && day < m->stages.items[i].out)
			return stages[m->stages.items[i].kind];
	return m->spells.n ? "removed" : "none";
}

void answer_date(struct json_out *j, const char *key, date_t d)
{
	char text[DATE_SIZE];

	if (d == DATE_NONE || d == DATE_MAX)
		return;
	json_out_key(j, key);
	json_out_string(j, date_format(d, text));
}

void answer_event(struct json_out *j, date_t day, const struct event *e)
{
	json_out_object_begin(j);
	answer_date(j, "date", day);
	if (e) {
		json_out_key(j, "notice");
		json_out_string(j, e->notice->id);
	}
	json_out_object_end(j);
}

void answer_bases(struct json_out *j, const struct membership *m, date_t day)
{
	json_out_key(j, "bases");
	json_out_array_begin(j);
	for (size_t i = 0; i < m->bases.n; i++) {
		const struct basis *b = &m->bases.items[i];

		if (!basis_on(b, day))
			continue;
		json_out_object_begin(j);
		json_out_key(j, "kind");
		json_out_string(j, b->kind == BASIS_OWN ? "own" : "included");
		if (b->source) {
			json_out_key(j, "list");
			json_out_string(j, b->source->id);
		}
		answer_date(j, "from", b->from);
		if (b->by) {
			json_out_key(j, "notice");
			json_out_string(j, b->by->notice->id);
		}
		json_out_object_end(j);
	}
	json_out_array_end(j);
}

void answer_spells(struct json_out *j, const struct membership *m)
{
	json_out_key(j, "spells");
	json_out_array_begin(j);
	for (size_t i = 0; i < m->spells.n; i++) {
		const struct spell *s = &m->spells.items[i];

		json_out_object_begin(j);
		json_out_key(j, "entered");
		answer_event(j, s->from, s->entered);
		if (s->out != DATE_MAX) {
			json_out_key(j, "removed");
			answer_event(j, s->out, s->removed);
			if (s->ground) {
				json_out_key(j, "ground");
				json_out_string(j, s->ground);
			}
			answer_date(j, "barred_until", s->barred_until);
		}
		json_out_object_end(j);
	}
	json_out_array_end(j);
}

bool list_known(const struct content *c, const char *list)
{
	struct arena a = ARENA_INIT;
	const char *region, *category;
	bool known = list_split(&a, list, &region, &category) == 0 && content_region(c, region) &&
		     content_category(c, category);

	arena_release(&a);
	return known;
}
