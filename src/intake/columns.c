#include "intake/columns.h"

#include <string.h>

#include "base/utf8.h"
#include "content/names.h"
#include "intake/names.h"

enum { ROLE_ID = ROLE_NOTE + 1 }; /* of a sheet only: the entity's id */

static const struct {
	const char *label;
	int role;
} known[] = {
	{ "序号", ROLE_NO },
	{ "企业名称", ROLE_NAME },
	{ "公司名称", ROLE_NAME },
	{ "单位名称", ROLE_NAME },
	{ "工厂名称", ROLE_NAME },
	{ "园区", ROLE_NAME },
	{ "园区名称", ROLE_NAME },
	{ "名称", ROLE_NAME },
	{ "现名称", ROLE_NAME },
	{ "变更后名称", ROLE_NAME },
	{ "原名称", ROLE_FORMER },
	{ "原企业名称", ROLE_FORMER },
	{ "变更前名称", ROLE_FORMER },
	{ "地区", ROLE_PLACE },
	{ "省市", ROLE_PLACE },
	{ "省份", ROLE_PLACE },
	{ "所在区", ROLE_PLACE },
	{ "所在地", ROLE_PLACE },
	{ "所在地区", ROLE_PLACE },
	{ "所属地区", ROLE_PLACE },
	{ "行业", ROLE_INDUSTRY },
	{ "所属行业", ROLE_INDUSTRY },
	{ "第三方评价机构", ROLE_ASSESSOR },
	{ "第三方机构", ROLE_ASSESSOR },
	{ "第三方机构名称", ROLE_ASSESSOR },
	{ "第三方评价机构名称", ROLE_ASSESSOR },
	{ "移出原因", ROLE_GROUND },
	{ "移出情形", ROLE_GROUND },
	{ "取消原因", ROLE_GROUND },
	{ "类别", ROLE_CATEGORY },
	{ "排名", ROLE_RANK },
	{ "统一社会信用代码", ROLE_USCC },
	{ "备注", ROLE_NOTE },
	{ "标识", ROLE_ID },
};

static int role_by_label(const char *label)
{
	struct arena a = ARENA_INIT;
	const char *key = utf8_name_key(&a, label);
	int role = ROLE_NONE;

	for (size_t i = 0; i < ARRAY_LEN(known); i++)
		if (strcmp(key, known[i].label) == 0)
			role = known[i].role;
	arena_release(&a);
	return role;
}

static int role_by_name(const char *name)
{
	if (strcmp(name, "id") == 0)
		return ROLE_ID;
	for (int i = 1; column_role_names[i]; i++)
		if (strcmp(column_role_names[i], name) == 0)
			return i;
	return strcmp(name, "none") == 0 ? ROLE_NONE : -1;
}

static struct place header_place(const struct intake_request *q)
{
	return (struct place){ .path = q->sheet_path, .line = 1, .col = 1 };
}

int sheet_select(const struct intake_request *q, struct arena *a, const struct csv_row ***rows,
		 size_t *n, struct findings *f)
{
	int status = 0;

	*rows = arena_calloc(a, q->sheet->n_rows, sizeof(**rows));
	*n = 0;
	for (size_t w = 0; w < q->n_where; w++)
		if (csv_column(q->sheet, q->where[w].key) < 0) {
			finding_add(f, F_IMPORT_COLUMN, header_place(q), q->where[w].key);
			status = -1;
		}
	for (size_t i = 0; status == 0 && i < q->sheet->n_rows; i++) {
		const struct csv_row *row = &q->sheet->rows[i];
		bool wanted = true;

		for (size_t w = 0; w < q->n_where; w++)
			wanted = wanted && strcmp(row->cells[csv_column(q->sheet, q->where[w].key)],
						  q->where[w].value) == 0;
		if (wanted)
			(*rows)[(*n)++] = row;
	}
	if (status == 0 && *n == 0) {
		finding_add(f, F_IMPORT_NO_ROWS, header_place(q));
		status = -1;
	}
	return status;
}

static bool selects(const struct intake_request *q, size_t column)
{
	for (size_t w = 0; w < q->n_where; w++)
		if (csv_column(q->sheet, q->where[w].key) == (int)column)
			return true;
	return false;
}

static bool empty(const struct csv_row *const *rows, size_t n, size_t column)
{
	for (size_t i = 0; i < n; i++)
		if (*rows[i]->cells[column])
			return false;
	return true;
}

/* The role of each column of the sheet: what --map says, then what its label says. */
static int find_roles(const struct intake_request *q, int *roles, struct findings *f)
{
	int status = 0;

	for (size_t i = 0; i < q->sheet->n_columns; i++)
		roles[i] = role_by_label(q->sheet->header[i]);
	for (size_t i = 0; i < q->n_map; i++) {
		int column = csv_column(q->sheet, q->map[i].key);
		int role = role_by_name(q->map[i].value);

		if (column < 0)
			finding_add(f, F_IMPORT_COLUMN, header_place(q), q->map[i].key);
		else if (role < 0)
			finding_add(f, F_IMPORT_ROLE, header_place(q), q->map[i].value);
		else
			roles[column] = role;
		if (column < 0 || role < 0)
			status = -1;
	}
	return status;
}

static void note_column(struct sheet_columns *out, int role, int column)
{
	switch (role) {
	case ROLE_NAME:
		out->name = column;
		break;
	case ROLE_FORMER:
		out->former = column;
		break;
	case ROLE_PLACE:
		out->place = column;
		break;
	case ROLE_INDUSTRY:
		out->industry = column;
		break;
	case ROLE_GROUND:
		out->ground = column;
		break;
	case ROLE_ID:
		out->id = column;
		break;
	default:
		break; /* printed, and of no use to matching */
	}
}

int sheet_columns(const struct intake_request *q, const struct csv_row *const *rows, size_t n,
		  struct arena *a, struct sheet_columns *out, struct findings *f)
{
	int *roles = arena_calloc(a, q->sheet->n_columns, sizeof(*roles));

	*out = (struct sheet_columns){
		.name = -1, .former = -1, .place = -1, .industry = -1, .id = -1, .ground = -1
	};
	if (find_roles(q, roles, f) < 0)
		return -1;
	out->kept.items = arena_calloc(a, q->sheet->n_columns, sizeof(*out->kept.items));
	out->source = arena_calloc(a, q->sheet->n_columns, sizeof(*out->source));
	for (size_t i = 0; i < q->sheet->n_columns; i++) {
		if (selects(q, i) || empty(rows, n, i))
			continue;
		note_column(out, roles[i], (int)i);
		if (roles[i] == ROLE_ID)
			continue;
		out->source[out->kept.n] = i;
		out->kept.items[out->kept.n++] =
			(struct column){ cell_clean(a, q->sheet->header[i]), roles[i] };
	}
	if (out->name >= 0)
		return 0;
	finding_add(f, F_IMPORT_NO_NAME, header_place(q));
	return -1;
}
