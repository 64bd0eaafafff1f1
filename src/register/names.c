/*
 * Names, kinds and industries over time, folded from rows as membership is.
 * Names are compared in the form of utf8_name_key.
 */
#include "register/fold.h"

#include <string.h>

#include "base/utf8.h"

/* ---- names ---- */

/* Length of a name key without a trailing "(原…)"; the whole where there is none. */
static size_t main_length(const char *key)
{
	size_t len = strlen(key);
	const char *former = strstr(key, "(原");

	return former && former != key && key[len - 1] == ')' ? (size_t)(former - key) : len;
}

bool names_agree(struct fold *f, const char *printed, const char *name)
{
	size_t len;

	if (strcmp(printed, name) == 0)
		return true;
	printed = utf8_name_key(&f->scratch, printed);
	name = utf8_name_key(&f->scratch, name);
	len = main_length(printed);
	return len == main_length(name) && strncmp(printed, name, len) == 0;
}

const char *name_in_force(const struct standing *s)
{
	return s->names.n ? s->names.items[s->names.n - 1].value : "";
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
static bool rename_follows(struct fold *f, const struct standing *s, const char *former,
			   const char *name)
{
	size_t from = name_index(f, s, former, 0);

	return from < s->names.n && name_index(f, s, name, from + 1) < s->names.n;
}

void row_rename(struct fold *f, struct event *e, struct standing *s)
{
	const char *former = event_cell(e, ROLE_FORMER), *name = event_cell(e, ROLE_NAME);
	const char *present = name_in_force(s);

	subject_of(s)->named = true;
	if (!former || !name)
		refuse_event(f, F_RENAME_COLUMNS, e, "", s->entity->id);
	else if (names_agree(f, former, present) && !names_agree(f, name, present))
		PUSH(&f->registry->arena, &s->names,
		     (struct dated){ name_given(f, name), e->day, e });
	else if (rename_follows(f, s, former, name))
		return;
	else if (!names_agree(f, former, present))
		refuse_event(f, F_RENAME_FORMER, e, cell_part(f, e, ROLE_FORMER), former, present);
	else
		refuse_event(f, F_RENAME_SAME, e, cell_part(f, e, ROLE_NAME), name);
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
		PUSH(&f->registry->arena, &s->industries,
		     (struct dated){ more->industry, e->day, e });
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
