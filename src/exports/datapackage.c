/*
 * datapackage.json (Frictionless Data Package 1): what files there are of
 * each list, with sizes, hashes, and the columns of the CSV. It names no
 * licence, because no record of the portal does.
 */
#include <string.h>

#include "exports/lists.h"
#include "exports/members.h"
#include "pages/address.h"
#include "pages/made_from.h"

static const struct {
	const char *file, *suffix; /* of the resource's name */
	const char *format, *type, *says;
} formats[] = {
	{ "list.csv", "", "csv", "text/csv",
	  "现有单位。UTF-8（带 BOM）；以 = + - @ 开头的单元格前加了 '，以免被当作公式。" },
	{ "list.json", "-json", "json", "application/json",
	  "现有单位（members）和曾列入的单位（former）。" },
	{ "list.xlsx", "-xlsx", "xlsx",
	  "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
	  "现有单位、曾列入的单位和说明，各为一张工作表。" },
	{ "changes.jsonl", "-changes", "jsonl", "application/jsonl",
	  "逐日变动，每行一天：从空名单起，每天依次套用 removed、entered、renamed、altered，即得当日名单。" },
};

static void add_field(struct json_out *j, const struct cell_column *c)
{
	static const char *const types[] = { "string", "integer", "date" };

	json_out_flat_begin(j);
	json_out_object_begin(j);
	json_member(j, "name", c->label);
	json_member(j, "type", types[c->type]);
	if (*c->says)
		json_member(j, "description", c->says);
	json_out_object_end(j);
	json_out_flat_end(j);
}

static void add_schema(const struct exports *x, struct json_out *j)
{
	json_out_key(j, "schema");
	json_out_object_begin(j);
	json_out_key(j, "fields");
	json_out_array_begin(j);
	for (size_t i = 0; i < member_column_count(x); i++)
		add_field(j, &member_columns[i]);
	json_out_array_end(j);
	json_member(j, "primaryKey", member_key()->label);
	json_out_object_end(j);
}

static void add_bytes(const struct export *e, struct json_out *j, const char *address)
{
	struct export_made made;
	char hex[HASH_HEX_SIZE];

	if (!e->all->made(e->all->of, address, &made))
		return;
	json_out_key(j, "bytes");
	json_out_int(j, (int64_t)made.bytes);
	json_member(j, "hash", page_printf(&e->page, "sha256:%s", hash_hex(made.hash, hex)));
}

static void add_resource(const struct export *e, struct json_out *j, const struct list_outline *l,
			 size_t format)
{
	const struct roster *r = l->roster;
	struct buf address = BUF_INIT;

	address_list_file(&address, r->region, r->category, formats[format].file);
	json_out_object_begin(j);
	json_member(j, "name",
		    page_printf(&e->page, "%s-%s%s", r->region->code, r->category,
				formats[format].suffix));
	json_member(j, "title", export_title(e, l->title));
	json_member(j, "description", formats[format].says);
	json_member(j, "path", address.data);
	if (format == 0)
		json_member(j, "profile", "tabular-data-resource");
	json_member(j, "format", formats[format].format);
	json_member(j, "mediatype", formats[format].type);
	if (strcmp(formats[format].format, "xlsx") != 0)
		json_member(j, "encoding", "utf-8");
	add_bytes(e, j, address.data);
	if (format == 0)
		add_schema(e->all, j);
	json_out_object_end(j);
	buf_release(&address);
}

static void add_organiser(struct json_out *j, const char *organiser)
{
	if (!organiser)
		return;
	json_out_key(j, "contributors");
	json_out_array_begin(j);
	json_out_object_begin(j);
	json_member(j, "title", organiser);
	json_member(j, "role", "publisher");
	json_out_object_end(j);
	json_out_array_end(j);
}

static void add_head(const struct export *e, struct json_out *j)
{
	const struct site *site = &e->all->ctx->content->site;

	json_member(j, "profile", "data-package");
	json_member(j, "name", "green-manufacturing-lists");
	json_member(j, "id", export_uuid(e, "data package", ""));
	json_member(j, "title", export_title(e, site->name));
	json_member(j, "description",
		    page_printf(&e->page, "%s%s",
				export_demo(e->all) ? "示例网站的数据，不具效力。" : "", EXPORT_NOTE));
	if (e->all->ctx->base_url)
		json_member(j, "homepage", e->all->ctx->base_url);
	add_organiser(j, site->organiser);
}

static void package_address(const struct exports *x, size_t i, struct buf *out)
{
	(void)x;
	(void)i;
	buf_add_str(out, ADDRESS_PACKAGE);
}

static void package_render(const struct export *e, size_t i, struct buf *out)
{
	const struct outline *o = e->all->ctx->outline;
	struct json_out j = { .out = out };

	(void)i;
	json_out_object_begin(&j);
	add_head(e, &j);
	json_out_key(&j, "resources");
	json_out_array_begin(&j);
	for (size_t k = 0; k < o->lists.n; k++)
		for (size_t f = 0; f < ARRAY_LEN(formats); f++)
			add_resource(e, &j, &o->lists.items[k], f);
	json_out_array_end(&j);
	json_out_object_end(&j);
	buf_add_char(out, '\n');
}

/* A package describes at least one file. */
static size_t package_count(const struct exports *x)
{
	return x->ctx->outline->lists.n ? 1 : 0;
}

static void package_made_from(const struct exports *x, const struct made_from *m, size_t i,
			      struct digester *d)
{
	const struct outline *o = m->ctx->outline;

	(void)x, (void)i;
	for (size_t k = 0; k < o->lists.n; k++)
		digest_list(d, m, &o->lists.items[k]);
}

const struct export_kind export_package = {
	.name = "data package",
	.count = package_count,
	.address = package_address,
	.made_from = package_made_from,
	.render = package_render,
	.last = true,
};
