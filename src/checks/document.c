/* The notice as a document: its title, its days, its annexes. */
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "checks/families.h"
#include "checks/input.h"
#include "content/names.h"

enum { DAYS_TO_PUBLISH = 20 }; /* working days, 政府信息公开条例 26 */
#define CITE_DISCLOSURE "《中华人民共和国政府信息公开条例》第二十六条"

/* ---- title ---- */

/* The word that a title of the type ends with, or has in it; NULL: any. */
static const char *type_word(int type)
{
	switch (type) {
	case NOTICE_PROPOSAL:
		return "公示";
	case NOTICE_CORRECTION:
		return "更正";
	case NOTICE_RULES:
		return "解读";
	default:
		return NULL;
	}
}

static void title_type(const struct check_input *in, const struct notice *n)
{
	const char *want = type_word(n->type);

	if (want && !strstr(n->title, want))
		finding_add(in->findings, F_TITLE_TYPE, PLACE(in, n, "/title"), want);
}

static bool ends_with(const char *s, const char *end)
{
	size_t len = strlen(s), n = strlen(end);

	return len >= n && strcmp(s + len - n, end) == 0;
}

static void title_other_type(const struct check_input *in, const struct notice *n)
{
	static const int typed[] = { NOTICE_PROPOSAL, NOTICE_CORRECTION, NOTICE_RULES };

	for (size_t i = 0; i < ARRAY_LEN(typed); i++)
		if (n->type != typed[i] && ends_with(n->title, type_word(typed[i])))
			finding_add(in->findings, F_TITLE_OTHER_TYPE, PLACE(in, n, "/type"),
				    type_word(typed[i]));
}

/* Regions by full name, found without trying each at each place of a title. */
struct region_names {
	struct map by_name;
	bool starts[256]; /* by the third byte of a name, which tells most characters apart */
	size_t longest;
};

static void region_names_init(struct region_names *names, const struct content *c)
{
	*names = (struct region_names){ .by_name = MAP_INIT };
	for (size_t i = 0; i < c->regions.n; i++) {
		const char *name = c->regions.items[i].name;

		if (strlen(name) < 6 || c->regions.items[i].level == LEVEL_NATION)
			continue;
		map_add(&names->by_name, name, (void *)&c->regions.items[i]);
		names->starts[(unsigned char)name[2]] = true;
		if (strlen(name) > names->longest)
			names->longest = strlen(name);
	}
}

/* The region whose name begins at s; the longest, where one begins with another. */
static const struct region *region_named(const struct region_names *names, const char *s)
{
	char name[128];
	size_t len = strlen(s);

	if (len > names->longest)
		len = names->longest;
	if (len < 6 || !names->starts[(unsigned char)s[2]] || len >= sizeof(name))
		return NULL;
	memcpy(name, s, len);
	for (; len >= 6; len--) {
		const struct region *r;

		name[len] = '\0';
		r = map_get(&names->by_name, name);
		if (r)
			return r;
	}
	return NULL;
}

static bool related(const struct check_input *in, const char *a, const char *b, date_t day)
{
	return region_lies_in(in->content, a, b, day, in->registry->seen) ||
	       region_lies_in(in->content, b, a, day, in->registry->seen);
}

static void check_title_region(const struct check_input *in, const struct notice *n,
			       const struct region_names *names)
{
	date_t day = check_day(in, n);

	for (const char *s = n->title; *s; s++) {
		const struct region *r = region_named(names, s);

		if (!r)
			continue;
		if (!related(in, r->code, n->region, day == DATE_NONE ? in->registry->as_of : day)) {
			finding_add(in->findings, F_TITLE_REGION, PLACE(in, n, "/title"), r->name);
			return;
		}
		s += strlen(r->name) - 1;
	}
}

static void title_region(const struct check_input *in)
{
	struct region_names names;

	region_names_init(&names, in->content);
	for (size_t i = 0; i < in->content->notices.n; i++)
		check_title_region(in, &in->content->notices.items[i], &names);
	map_release(&names.by_name);
}

/* ---- days ---- */

/* Working days after that of signing; 0 where nothing is to be counted. */
static int days_to_publication(const struct check_input *in, const struct notice *n)
{
	date_t published;

	if (n->draft || n->transcribed || n->signed_on == DATE_NONE || n->published == DATE_NONE)
		return 0;
	published = minute_date(n->published);
	if (published - n->signed_on <= DAYS_TO_PUBLISH)
		return 0;
	return calendar_count(in->content, n->signed_on + 1, published, DAYS_WORKING);
}

static void published_late(const struct check_input *in, const struct notice *n)
{
	int days = days_to_publication(in, n);

	if (days <= DAYS_TO_PUBLISH)
		return;
	finding_add(in->findings, F_PUBLISHED_LATE, PLACE(in, n, "/published"),
		    arg_number(in, days), arg_number(in, DAYS_TO_PUBLISH));
	findings_cite(in->findings, CITE_DISCLOSURE);
}

static void published_uncounted(const struct check_input *in, const struct notice *n)
{
	if (days_to_publication(in, n) != DAYS_UNKNOWN)
		return;
	finding_add(in->findings, F_PUBLISHED_UNKNOWN, PLACE(in, n, "/published"),
		    arg_date(in, n->signed_on), arg_date(in, minute_date(n->published)));
	findings_cite(in->findings, CITE_DISCLOSURE);
}

/* ---- annexes ---- */

#define ANNEX_PLACE(in, n, ...) place_in((in)->findings, (n)->annex_path, __VA_ARGS__)

static size_t column_of(const struct annex *a, enum column_role role)
{
	size_t i = 0;

	while (i < a->columns.n && a->columns.items[i].role != (int)role)
		i++;
	return i;
}

/* 序号 run from 1 without holes; a table with several groups may begin again. */
static void annex_sequence(const struct check_input *in, const struct notice *n)
{
	for (size_t i = 0; i < n->annexes.n; i++) {
		const struct annex *a = &n->annexes.items[i];
		size_t at = column_of(a, ROLE_NO);
		long last = 0;

		for (size_t k = 0; at < a->columns.n && k < a->rows.n; k++) {
			const char *cell =
				at < a->rows.items[k].n_cells ? a->rows.items[k].cells[at] : "";
			char *end;
			long no = strtol(cell, &end, 10);

			if (*cell && !*end && (no == last + 1 || (no == 1 && last))) {
				last = no;
				continue;
			}
			finding_add(in->findings, F_SEQUENCE,
				    ANNEX_PLACE(in, n, "/annexes/%zu/rows/%zu/cells/%zu", i, k, at),
				    cell, arg_number(in, (int)last + 1));
			if (n->transcribed) /* part of a longer table keeps its numbers */
				findings_lower(in->findings, SEVERITY_NOTE);
			break;
		}
	}
}

static bool proposes_or_enters(const struct annex *a)
{
	return a->action == ACTION_PROPOSE || a->action == ACTION_ENTER;
}

/* 按评审结果排序: a ranked list prints the rank of whom it enters. */
static void annex_ranked(const struct check_input *in, const struct notice *n)
{
	date_t day = check_day(in, n);

	for (size_t i = 0; i < n->annexes.n; i++) {
		const struct annex *a = &n->annexes.items[i];
		const struct region *owner = list_region(in, a->list);
		const struct rule_list *list;
		struct law law;

		if (!owner || !a->rows.n || a->action != ACTION_ENTER ||
		    column_of(a, ROLE_RANK) < a->columns.n || !law_on(in, owner->code, day, &law))
			continue;
		list = law_list(&law, list_category(a->list), owner->level);
		if (!list || !list->ranked)
			continue;
		finding_add(in->findings, F_RANK_MISSING, ANNEX_PLACE(in, n, "/annexes/%zu", i),
			    a->list);
		LAW_SAYS(in, &law, lists, &list->clause);
	}
}

static void annex_ranked_twice(const struct check_input *in, const struct notice *n)
{
	for (size_t i = 0; i < n->annexes.n; i++)
		if (n->annexes.items[i].unranked &&
		    column_of(&n->annexes.items[i], ROLE_RANK) < n->annexes.items[i].columns.n)
			finding_add(in->findings, F_RANK_UNRANKED,
				    ANNEX_PLACE(in, n, "/annexes/%zu/unranked", i));
}

static void annex_order_said(const struct check_input *in, const struct notice *n)
{
	for (size_t i = 0; i < n->annexes.n && !n->transcribed; i++) {
		const struct annex *a = &n->annexes.items[i];

		if (proposes_or_enters(a) && a->rows.n > 1 && !a->unranked &&
		    column_of(a, ROLE_RANK) == a->columns.n)
			finding_add(in->findings, F_RANK_UNSAID,
				    ANNEX_PLACE(in, n, "/annexes/%zu", i));
	}
}

static const struct count *count_stated(const struct notice *n, const char *what, const char *category)
{
	for (size_t i = 0; i < n->counts.n; i++)
		if (strcmp(n->counts.items[i].what, what) == 0 && category &&
		    strcmp(n->counts.items[i].key, category) == 0)
			return &n->counts.items[i];
	return NULL;
}

/* An empty table says 无; that it is meant stands in counts, as a number that is 0. */
static void annex_empty(const struct check_input *in, const struct notice *n)
{
	for (size_t i = 0; i < n->annexes.n; i++) {
		const struct annex *a = &n->annexes.items[i];
		const char *category = list_category(a->list), *action = action_names[a->action];

		if (a->rows.n || !category || count_stated(n, action, category))
			continue;
		finding_add(in->findings, F_ANNEX_EMPTY, ANNEX_PLACE(in, n, "/annexes/%zu/rows", i),
			    action, category);
	}
}

/* ---- 附件说明: the names that the text gives its annexes ---- */

/* "1.名单" or "1．名单" -> the number, and s at the name. */
static int note_number(const char **s)
{
	size_t len = strspn(*s, "0123456789");
	int no = len && len < 4 ? (int)strtol(*s, NULL, 10) : 0;
	const char *p = *s + len;

	if (!no)
		return 0;
	if (*p == '.')
		p++;
	else if (strncmp(p, "．", strlen("．")) == 0)
		p += strlen("．");
	else
		return 0;
	*s = p + strspn(p, " ");
	return no;
}

static void check_note(const struct check_input *in, const struct notice *n, const char *line,
		       size_t len, unsigned at)
{
	const char *name = line;
	int no = note_number(&name);

	len -= (size_t)(name - line);
	for (size_t i = 0; no && i < n->annexes.n; i++) {
		const char *title = n->annexes.items[i].title;
		struct place place = { .path = n->path, .line = at, .col = 1 };

		if (n->annexes.items[i].no != no ||
		    (title && strlen(title) == len && strncmp(title, name, len) == 0))
			continue;
		finding_add(in->findings, F_ANNEX_NOTE, place,
			    arena_strndup(&in->findings->arena, name, len), title);
		findings_cite(in->findings, "GB/T 9704-2012");
	}
}

/* From 附件： to the next empty line. */
static void annex_note(const struct check_input *in, const struct notice *n)
{
	static const char head[] = "附件：";
	bool inside = false;
	unsigned line = n->body_line;

	for (const char *s = n->body; s && *s; line++) {
		const char *end = s + strcspn(s, "\n");
		const char *text = s + strspn(s, " ");

		if (strncmp(text, head, strlen(head)) == 0) {
			inside = true;
			text += strlen(head);
		} else if (text >= end) {
			inside = false;
		}
		if (inside)
			check_note(in, n, text, (size_t)(end - text), line);
		s = end + (*end == '\n');
	}
}

static const struct check rows[] = {
	{ F_TITLE_TYPE, .reads = READS_RECORDS,
	  .says = { "公示、更正、解读的标题写明文种",
		    "a proposal, a correction, an explanation says so in its title" },
	  .notice = title_type },
	{ F_TITLE_OTHER_TYPE, .reads = READS_RECORDS,
	  .says = { "标题所称文种与 type 一致",
		    "the kind that a title ends with is the notice's type" },
	  .notice = title_other_type },
	{ F_TITLE_REGION, .reads = READS_RECORDS,
	  .says = { "标题中的地区与文告的地区有隶属关系",
		    "a region named in a title lies above or below the notice's" },
	  .all = title_region },
	{ F_PUBLISHED_LATE, .by = "《中华人民共和国政府信息公开条例》第二十六条",
	  .reads = READS_RECORDS,
	  .says = { "成文后20个工作日内公布", "published within 20 working days of signing" },
	  .notice = published_late },
	{ F_PUBLISHED_UNKNOWN, .by = "《中华人民共和国政府信息公开条例》第二十六条",
	  .reads = READS_RECORDS,
	  .says = { "计算公布期限所需的工作日历已收录",
		    "the calendar to count the days to publication is there" },
	  .notice = published_uncounted },
	{ F_ANNEX_NOTE, .by = "GB/T 9704-2012", .reads = READS_RECORDS,
	  .says = { "附件说明与附件标题一致", "the names in the annex note are those of the annexes" },
	  .notice = annex_note },
	{ F_SEQUENCE, .reads = READS_RECORDS,
	  .says = { "序号从1起，不缺号", "序号 run from 1 without holes" }, .notice = annex_sequence },
	{ F_RANK_MISSING, .term = "lists", .reads = READS_RECORDS | READS_RULES,
	  .says = { "实行排序管理的名单印出排名", "a ranked list prints the ranks" },
	  .notice = annex_ranked },
	{ F_RANK_UNRANKED, .reads = READS_RECORDS,
	  .says = { "印有排名的表不得写“排名不分先后”", "a table with ranks is not called unranked" },
	  .notice = annex_ranked_twice },
	{ F_RANK_UNSAID, .reads = READS_RECORDS,
	  .says = { "没有排名的表写明“排名不分先后”",
		    "a table without ranks says that it is unranked" },
	  .notice = annex_order_said },
	{ F_ANNEX_EMPTY, .reads = READS_RECORDS,
	  .says = { "空附件须在 counts 中写明为0", "an empty annex is stated as 0 in counts" },
	  .notice = annex_empty },
};

const struct family document_family = {
	.name = "document",
	.says = { "公文", "the notice as a document" },
	.found_by = "check",
	.checks = rows,
	.n = ARRAY_LEN(rows),
};
