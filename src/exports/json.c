/*
 * A list as JSON: members, and those who left. Its field names are for ever;
 * new ones may come.
 */
#include "exports/lists.h"
#include "exports/members.h"
#include "pages/parts.h"

static void add_notice(const struct export *e, struct json_out *j, const struct notice *n)
{
	json_out_key(j, "notice");
	if (!n) {
		json_out_null(j);
		return;
	}
	json_out_object_begin(j);
	json_member(j, "id", n->id);
	json_member(j, "url", link_notice(&e->page, n->id));
	json_out_object_end(j);
}

static void add_who(const struct export *e, struct json_out *j, const struct list_row *row)
{
	const struct standing *who = row->membership->who;
	const char *place = standing_place(who, row->day);

	json_member(j, "id", who->entity->id);
	json_member(j, "name", standing_name(who, row->day));
	json_member(j, "printed", list_row_printed(row));
	json_out_key(j, "place");
	json_out_object_begin(j);
	json_member(j, "code", place);
	json_member(j, "name", place_name(&e->page, place, NULL));
	json_out_object_end(j);
}

static void add_bases(const struct export *e, struct json_out *j, const struct membership *m)
{
	json_out_key(j, "bases");
	json_out_array_begin(j);
	for (size_t i = 0; i < m->bases.n; i++) {
		const struct basis *b = &m->bases.items[i];

		if (!basis_on(b, e->all->ctx->registry->as_of))
			continue;
		json_out_object_begin(j);
		json_member(j, "kind", b->kind == BASIS_OWN ? "own" : "included");
		json_member(j, "list", (b->kind == BASIS_OWN ? m->list : b->source)->id);
		json_member_day(j, "from", b->from);
		json_member(j, "notice", b->by->notice->id);
		json_out_object_end(j);
	}
	json_out_array_end(j);
}

static void add_member(const struct export *e, struct json_out *j, const struct list_row *row)
{
	int rank = list_row_rank(row);

	json_out_flat_begin(j);
	json_out_object_begin(j);
	add_who(e, j, row);
	json_member(j, "industry", member_industry(row));
	json_out_key(j, "rank");
	if (rank > 0)
		json_out_int(j, rank);
	else
		json_out_null(j);
	add_bases(e, j, row->membership);
	json_member_day(j, "entered", row->spell->from);
	add_notice(e, j, row->spell->entered ? row->spell->entered->notice : NULL);
	json_out_object_end(j);
	json_out_flat_end(j);
}

/* A removal has a ground, a succession an heir; else the bases ended. */
static void add_why(const struct export *e, struct json_out *j, const struct spell *s)
{
	const struct event *out = s->removed;
	bool removed = out && out->action == ACTION_REMOVE,
	     succeeded = out && out->action == ACTION_SUCCEED;
	struct ground g = { NULL, NULL, NULL };

	if (removed)
		g = removal_ground(&e->page, out);
	json_member(j, "reason", removed ? "removed" : succeeded ? "succeeded" : "ended");
	json_member(j, "successor", succeeded ? out->row->more->to : NULL);
	json_out_key(j, "ground");
	if (removed) {
		json_out_object_begin(j);
		json_member(j, "code", s->ground);
		json_member(j, "text", g.text);
		json_member(j, "article", g.article);
		json_out_object_end(j);
	} else {
		json_out_null(j);
	}
	json_member_day(j, "barred_until", s->barred_until);
}

static void add_former(const struct export *e, struct json_out *j, const struct list_row *row)
{
	json_out_flat_begin(j);
	json_out_object_begin(j);
	add_who(e, j, row);
	json_member_day(j, "entered", row->spell->from);
	json_member_day(j, "left", row->spell->out);
	add_why(e, j, row->spell);
	add_notice(e, j, row->spell->removed ? row->spell->removed->notice : NULL);
	json_out_object_end(j);
	json_out_flat_end(j);
}

static void add_rows(const struct export *e, struct json_out *j, const char *key,
		     const struct list_rows *rows,
		     void (*add)(const struct export *, struct json_out *, const struct list_row *))
{
	json_out_key(j, key);
	json_out_array_begin(j);
	for (size_t i = 0; i < rows->n; i++) {
		struct export row = export_row(e);

		add(&row, j, &rows->items[i]);
	}
	json_out_array_end(j);
}

static void add_code(struct json_out *j, const char *key, const char *code, const char *name)
{
	json_out_key(j, key);
	json_out_object_begin(j);
	json_member(j, "code", code);
	json_member(j, "name", name);
	json_out_object_end(j);
}

static void add_head(const struct export *e, struct json_out *j, const struct list_outline *l)
{
	const struct roster *r = l->roster;

	json_member(j, "list", r->id);
	json_member(j, "title", export_title(e, l->title));
	json_member(j, "mark", export_demo(e->all) ? EXPORT_MARK : NULL);
	add_code(j, "region", r->region->code, r->region->name);
	add_code(j, "category", r->category, l->label);
	json_member(j, "owner", l->owner ? l->owner->name : NULL);
	json_member_day(j, "changed", export_list_changed(e, r));
	json_member(j, "note", EXPORT_NOTE);
	json_member(j, "page", link_list(&e->page, r->id));
}

static void json_address(const struct exports *x, size_t i, struct buf *out)
{
	list_file_address(x, i, "list.json", out);
}

static void json_render(const struct export *e, size_t i, struct buf *out)
{
	const struct list_outline *l = &e->all->ctx->outline->lists.items[i];
	struct list_rows members = list_members(&e->page, l->roster, e->all->ctx->registry->as_of),
			 former = list_former(&e->page, l->roster);
	struct json_out j = { .out = out };

	json_out_object_begin(&j);
	add_head(e, &j, l);
	add_rows(e, &j, "members", &members, add_member);
	add_rows(e, &j, "former", &former, add_former);
	json_out_object_end(&j);
	buf_add_char(out, '\n');
}

const struct export_kind export_json = {
	.name = "json",
	.count = list_file_count,
	.address = json_address,
	.made_from = list_file_made_from,
	.render = json_render,
};
