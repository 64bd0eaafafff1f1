#include "intake/intake.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"
#include "content/names.h"
#include "content/places.h"
#include "content/record.h"
#include "intake/columns.h"
#include "intake/match.h"
#include "intake/names.h"
#include "rules/rules.h"

/* One run: what was asked, what was found out, what is being made. */
struct run {
	const struct intake_request *q;
	struct arena *a;
	struct intake *out;
	struct findings *f;
	const struct region *region; /* of the notice */
	const struct category *category;
	struct sheet_columns columns;
	struct matcher *matcher;
	struct places *places;
	struct map seen; /* entity id, or key of a new name -> its row */
	struct row *rows, *locate; /* of the two annexes */
	size_t n_rows, n_locate;
	size_t entities_cap;
	unsigned long serial; /* last one taken */
	const char *prefix; /* of new ids */
};

static struct place cell_place(const struct run *r, const struct csv_row *row, int column)
{
	return (struct place){ .path = r->q->sheet_path,
			       .line = column < 0 ? row->line : row->lines[column],
			       .col = column < 0 ? 1 : row->cols[column] };
}

/* No record may hold what nobody sees, so no sheet may bring it in. */
static void check_visible(const struct run *r, const char *text, struct place place)
{
	const char *p = text, *end = text + strlen(text);
	bool hidden = false;
	char hex[16];

	while (p < end && !hidden) {
		uint32_t c = utf8_next(&p, end);

		hidden = utf8_hidden(c);
		snprintf(hex, sizeof(hex), "U+%04" PRIX32, c);
	}
	if (hidden)
		finding_add(r->f, F_TEXT_HIDDEN, place, hex);
}

/* What does not depend on any row: the labels, and a title that the caller gives. */
static void check_words(const struct run *r)
{
	const struct place command_line = { .path = NULL };
	const char *title = r->q->annex_title;
	size_t bad = title ? utf8_check(title, strlen(title)) : 0;

	for (size_t i = 0; i < r->columns.kept.n; i++)
		check_visible(r, r->columns.kept.items[i].label,
			      (struct place){ .path = r->q->sheet_path, .line = 1, .col = 1 });
	if (title && title[bad])
		finding_add(r->f, F_UTF8_INVALID, command_line, arena_printf(r->a, "%zu", bad + 1));
	else if (title && !*title)
		finding_add(r->f, F_TEXT_EMPTY, command_line, "--title");
	else if (title)
		check_visible(r, title, command_line);
}

/* ---- places ---- */

/* The region a row's place cell means; the notice's own where the sheet has no such column. NULL with a finding. */
static const struct region *row_region(const struct run *r, const struct csv_row *row)
{
	const char *text = r->columns.place < 0 ? NULL : row->cells[r->columns.place];
	const struct region *found;

	if (!text || !*text)
		return r->region;
	found = places_find(r->places, text, r->region->code);
	if (!found)
		finding_add(r->f, F_IMPORT_PLACE, cell_place(r, row, r->columns.place), text);
	return found;
}

static date_t notice_day(const struct run *r)
{
	date_t day = notice_effective(&r->out->notice);

	return day == DATE_NONE ? r->q->registry->as_of : day;
}

/* ---- new entities ---- */

static void find_serial(struct run *r)
{
	const struct content *c = r->q->content;
	size_t len;

	r->prefix = c->site.registrar ? c->site.registrar : r->region->code;
	len = strlen(r->prefix);
	for (size_t i = 0; i < c->entities.n; i++) {
		const char *id = c->entities.items[i].id;
		unsigned long serial;

		if (strncmp(id, r->prefix, len) != 0 || id[len] != '-' ||
		    strspn(id + len + 1, "0123456789") != strlen(id + len + 1))
			continue;
		serial = strtoul(id + len + 1, NULL, 10);
		r->serial = serial > r->serial ? serial : r->serial;
	}
}

static const char *new_entity(struct run *r, const struct csv_row *row, const char *name,
			      const struct region *place)
{
	struct intake *out = r->out;
	struct entity e = { .name = name, .kind = r->category->kind, .place = place->code };
	const char *industry = r->columns.industry < 0 ? "" : row->cells[r->columns.industry];

	e.id = arena_printf(r->a, "%s-%04lu", r->prefix, ++r->serial);
	e.path = arena_printf(r->a, "content/entities/%s/%s.json", r->prefix, e.id);
	if (*industry)
		e.industry = cell_clean(r->a, industry);
	if (!form_matches(FORM_ENTITY, e.id)) /* the last serial is taken */
		finding_add(r->f, F_FORM, cell_place(r, row, r->columns.name), e.id,
			    form_example(FORM_ENTITY));
	out->entities.items[out->entities.n++] = e; /* room for each row was made */
	return e.id;
}

/* ---- matching ---- */

static void say_ambiguous(const struct run *r, const struct csv_row *row, const char *name,
			  struct matches m)
{
	struct buf ids = BUF_INIT;

	for (size_t i = 0; i < m.n; i++)
		buf_add_format(&ids, i ? ", %s" : "%s", m.items[i]->entity->id);
	finding_add(r->f, F_IMPORT_AMBIGUOUS, cell_place(r, row, r->columns.name), name, ids.data);
	buf_release(&ids);
}

/* Those of m whose place on the notice's day agrees with the row's. */
static struct matches agreeing(const struct run *r, struct matches m, const struct region *place)
{
	size_t kept = 0;

	for (size_t i = 0; i < m.n; i++)
		if (places_agree(r->q->content, standing_place(m.items[i], notice_day(r)),
				 place->code))
			m.items[kept++] = m.items[i];
	m.n = kept;
	return m;
}

enum verdict { MATCH_NEW, MATCH_ONE, MATCH_DOUBT };

/* One such match is the entity; none is new, unless one of that name is elsewhere; two are reported. */
static enum verdict match_row(const struct run *r, const struct csv_row *row, const char *name,
			      const struct region *place, const struct standing **found)
{
	struct matches all = matcher_find(r->matcher, name, r->category->kind, r->a);
	size_t of_that_name = all.n;
	const char *elsewhere = all.n ? all.items[0]->entity->id : NULL;
	struct matches here = agreeing(r, all, place);

	if (here.n == 1) {
		*found = here.items[0];
		return MATCH_ONE;
	}
	if (here.n > 1) {
		say_ambiguous(r, row, name, here);
		return MATCH_DOUBT;
	}
	if (!of_that_name)
		return MATCH_NEW;
	finding_add(r->f, F_IMPORT_ELSEWHERE, cell_place(r, row, r->columns.name), name, elsewhere,
		    place->name);
	return MATCH_DOUBT;
}

static enum verdict match_id(const struct run *r, const struct csv_row *row,
			     const struct standing **found)
{
	const char *id = row->cells[r->columns.id];

	*found = registry_standing(r->q->registry, id);
	if (*found)
		return MATCH_ONE;
	finding_add(r->f, F_REFERENCE, cell_place(r, row, r->columns.id), id, "entity");
	return MATCH_DOUBT;
}

/* By the printed name, then by the one in （原…）: then a rename must come first, and that is said. */
static enum verdict match_name(const struct run *r, const struct csv_row *row, const char *name,
			       const char *former, const struct region *place,
			       const struct standing **found)
{
	enum verdict v = match_row(r, row, name, place, found);

	if (v != MATCH_NEW || !former)
		return v;
	v = match_row(r, row, former, place, found);
	if (v == MATCH_ONE && r->q->action != ACTION_RENAME) {
		finding_add(r->f, F_IMPORT_RENAMED, cell_place(r, row, r->columns.name), name,
			    former, (*found)->entity->id);
		return MATCH_DOUBT;
	}
	return v;
}

/* ---- rows ---- */

static void add_row(struct run *r, const struct csv_row *source, const char *id)
{
	struct row *row = &r->rows[r->n_rows++];
	const struct sheet_columns *columns = &r->columns;

	row->id = id;
	row->until = DATE_NONE;
	row->n_cells = (unsigned)columns->kept.n;
	row->cells = arena_calloc(r->a, columns->kept.n, sizeof(*row->cells));
	for (size_t i = 0; i < columns->kept.n; i++)
		row->cells[i] = cell_clean(r->a, source->cells[columns->source[i]]);
	for (size_t i = 0; i < columns->kept.n; i++)
		check_visible(r, row->cells[i], cell_place(r, source, (int)columns->source[i]));
}

/* A narrower place than the one on record becomes a row of its own. */
static void add_locate(struct run *r, const struct standing *s, const char *name,
		       const struct region *place)
{
	const char *known = standing_place(s, notice_day(r));
	struct row *row;

	if (strcmp(known, place->code) == 0 || !place_within(r->q->content, place->code, known) ||
	    !place_within(r->q->content, place->code, r->region->code))
		return;
	row = &r->locate[r->n_locate++];
	row->id = s->entity->id;
	row->until = DATE_NONE;
	row->place = place->code;
	row->n_cells = 2;
	row->cells = arena_calloc(r->a, 2, sizeof(*row->cells));
	row->cells[0] = name;
	row->cells[1] = place->name;
	r->out->located++;
}

/* Rows that say who enters or is proposed may be of a company that has no record yet; the others may not. */
static bool may_create(int action)
{
	return action == ACTION_ENTER || action == ACTION_PROPOSE || action == ACTION_TAKE_IN ||
	       action == ACTION_RECOMMEND;
}

bool intake_takes(int action)
{
	return may_create(action) || action == ACTION_REMOVE || action == ACTION_RENAME ||
	       action == ACTION_LOCATE || action == ACTION_DROP || action == ACTION_PASS ||
	       action == ACTION_RECTIFY || action == ACTION_CLEAR;
}

static void take_row(struct run *r, const struct csv_row *row)
{
	const struct region *place = row_region(r, row);
	const char *printed =
		row->cells[r->columns.former >= 0 ? r->columns.former : r->columns.name];
	const struct standing *found = NULL;
	const char *former, *name = name_clean(r->a, printed, &former);
	const char *id, *key;
	enum verdict v;

	if (!*name) {
		finding_add(r->f, F_IMPORT_NAMELESS, cell_place(r, row, r->columns.name));
		return;
	}
	if (!place)
		return;
	v = r->columns.id >= 0 ? match_id(r, row, &found)
			       : match_name(r, row, name, former, place, &found);
	if (v == MATCH_DOUBT)
		return;
	if (v == MATCH_NEW && !may_create(r->q->action)) {
		finding_add(r->f, F_IMPORT_UNKNOWN, cell_place(r, row, r->columns.name), name);
		return;
	}
	key = v == MATCH_ONE ? found->entity->id : utf8_name_key(r->a, name);
	if (!map_add(&r->seen, key, (void *)row)) {
		const struct csv_row *first = map_get(&r->seen, key);

		finding_add(r->f, F_IMPORT_TWICE, cell_place(r, row, r->columns.name), name,
			    arena_printf(r->a, "%u", first->line));
		return;
	}
	id = v == MATCH_ONE ? found->entity->id : new_entity(r, row, name, place);
	add_row(r, row, id);
	r->out->rows++;
	r->out->matched += v == MATCH_ONE;
	if (v == MATCH_ONE)
		add_locate(r, found, name, place);
}

/* ---- the notice ---- */

/* Neutral titles: what, whose, and nothing that the sheet does not say. */
static const char *const action_words[ACTIONS] = {
	[ACTION_REMOVE] = "移出名单",	   [ACTION_RENAME] = "更名名单",
	[ACTION_LOCATE] = "所在地区",	   [ACTION_ALTER] = "变更名单",
	[ACTION_SUCCEED] = "承接名单",	   [ACTION_SAME] = "合并记录",
	[ACTION_ENTER] = "名单",	   [ACTION_TAKE_IN] = "培育对象",
	[ACTION_RECOMMEND] = "推荐名单",   [ACTION_PROPOSE] = "拟入选名单",
	[ACTION_DROP] = "不予列入名单",	   [ACTION_PASS] = "复核通过名单",
	[ACTION_RECTIFY] = "限期整改名单", [ACTION_CLEAR] = "整改通过名单",
};

static const char *annex_title(const struct run *r, int action)
{
	return arena_printf(r->a, "%s%s", r->category->name,
			    action_words[action] ? action_words[action] : "附件");
}

static int next_annex_no(const struct notice *n)
{
	int no = 0;

	for (size_t i = 0; i < n->annexes.n; i++)
		no = n->annexes.items[i].no > no ? n->annexes.items[i].no : no;
	return no + 1;
}

/* An annex of the same list, action and title is replaced; otherwise one is appended. */
static void put_annex(struct run *r, struct annex annex)
{
	struct notice *n = &r->out->notice;
	struct annex *items;

	for (size_t i = 0; i < n->annexes.n; i++) {
		const struct annex *old = &n->annexes.items[i];
		bool same_list = annex.list && old->list ? strcmp(old->list, annex.list) == 0
							 : annex.list == old->list;

		if (old->action == annex.action && same_list && strcmp(old->title, annex.title) == 0) {
			annex.no = old->no;
			annex.unranked = old->unranked;
			items = arena_memdup(r->a, n->annexes.items, n->annexes.n * sizeof(*items));
			items[i] = annex;
			n->annexes.items = items;
			return;
		}
	}
	annex.no = next_annex_no(n);
	items = arena_calloc(r->a, n->annexes.n + 1, sizeof(*items));
	for (size_t i = 0; i < n->annexes.n; i++)
		items[i] = n->annexes.items[i];
	items[n->annexes.n++] = annex;
	n->annexes.items = items;
}

static void put_annexes(struct run *r)
{
	static const struct column locate_columns[] = { { "名称", ROLE_NAME },
							{ "所在地区", ROLE_PLACE } };
	struct annex main = { .action = r->q->action };
	struct annex locate = { .action = ACTION_LOCATE };

	main.title = r->q->annex_title ? r->q->annex_title : annex_title(r, r->q->action);
	main.list = r->q->list;
	main.columns.items = r->columns.kept.items;
	main.columns.n = r->columns.kept.n;
	main.rows.items = r->rows;
	main.rows.n = r->n_rows;
	put_annex(r, main);
	if (!r->n_locate)
		return;
	locate.title = annex_title(r, ACTION_LOCATE);
	locate.columns.items = arena_memdup(r->a, locate_columns, sizeof(locate_columns));
	locate.columns.n = ARRAY_LEN(locate_columns);
	locate.rows.items = r->locate;
	locate.rows.n = r->n_locate;
	put_annex(r, locate);
}

/* ---- all of it ---- */

/* List, region and category must be known before a row can be judged. */
static int find_list(struct run *r)
{
	const char *region, *category;
	struct place place = { .path = NULL };

	r->region = content_region(r->q->content, r->out->notice.region);
	if (!r->region) {
		finding_add(r->f, F_REFERENCE, place, r->out->notice.region, "region");
		return -1;
	}
	if (list_split(r->a, r->q->list, &region, &category) < 0 ||
	    !content_region(r->q->content, region)) {
		finding_add(r->f, F_REFERENCE, place, r->q->list, "list");
		return -1;
	}
	r->category = content_category(r->q->content, category);
	if (r->category)
		return 0;
	finding_add(r->f, F_REFERENCE, place, category, "category");
	return -1;
}

static void take_rows(struct run *r, const struct csv_row *const *rows, size_t n)
{
	r->rows = arena_calloc(r->a, n, sizeof(*r->rows));
	r->locate = arena_calloc(r->a, n, sizeof(*r->locate));
	r->out->entities.items = arena_calloc(r->a, n, sizeof(*r->out->entities.items));
	r->matcher = matcher_new(r->q->registry);
	r->places = places_new(r->q->content);
	find_serial(r);
	for (size_t i = 0; i < n; i++)
		take_row(r, rows[i]);
	matcher_free(r->matcher);
	places_free(r->places);
	map_release(&r->seen);
}

int intake_plan(const struct intake_request *q, struct arena *a, struct intake *out,
		struct findings *f)
{
	struct run r = { .q = q, .a = a, .out = out, .f = f };
	const struct csv_row **rows;
	size_t n, errors = f->errors;

	if (find_list(&r) < 0 || sheet_select(q, a, &rows, &n, f) < 0 ||
	    sheet_columns(q, rows, n, a, &r.columns, f) < 0)
		return -1;
	check_words(&r);
	take_rows(&r, rows, n);
	if (f->errors > errors)
		return -1;
	put_annexes(&r);
	return 0;
}
