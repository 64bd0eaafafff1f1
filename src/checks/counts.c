/* The numbers that a notice's text states against the rows of its annexes. */
#include <string.h>

#include "base/mem.h"
#include "checks/families.h"
#include "checks/input.h"
#include "content/names.h"

/* Actions whose rows a text counts; "dropped" and "outside" have no rows to count. */
static int action_named(const char *name)
{
	for (int i = 1; action_names[i]; i++)
		if (strcmp(action_names[i], name) == 0)
			return i;
	return ACTION_NONE;
}

static int rows_of(const struct notice *n, int action, const char *category)
{
	int found = 0;

	for (size_t i = 0; i < n->annexes.n; i++) {
		const struct annex *a = &n->annexes.items[i];

		for (size_t k = 0; k < a->rows.n; k++) {
			const char *list = row_list(a, &a->rows.items[k]);
			const char *slash = list ? strchr(list, '/') : NULL;

			found += row_action(a, &a->rows.items[k]) == action && slash &&
				 strcmp(slash + 1, category) == 0;
		}
	}
	return found;
}

static void unknown_counts(const struct check_input *in, const struct notice *n)
{
	for (size_t i = 0; i < n->counts.n; i++) {
		const struct count *count = &n->counts.items[i];

		if (action_named(count->what) || strcmp(count->what, "dropped") == 0 ||
		    strcmp(count->what, "outside") == 0)
			continue;
		finding_add(in->findings, F_COUNT_UNKNOWN, PLACE(in, n, "/counts/%s", count->what),
			    count->what);
	}
}

static void check_count(const struct check_input *in, const struct notice *n,
			const struct count *count)
{
	int action = action_named(count->what);
	int printed = action ? rows_of(n, action, count->key) : 0;

	if (!action && strcmp(count->what, "dropped") != 0)
		return;
	if (!content_category(in->content, count->key))
		finding_add(in->findings, F_REFERENCE,
			    PLACE(in, n, "/counts/%s/%s", count->what, count->key), count->key,
			    "category");
	else if (action && printed != count->n)
		finding_add(in->findings, F_COUNT_WRONG,
			    PLACE(in, n, "/counts/%s/%s", count->what, count->key), count->what,
			    count->key, arg_number(in, count->n), arg_number(in, printed));
}

static void notice_counts(const struct check_input *in, const struct notice *n)
{
	for (size_t i = 0; i < n->counts.n; i++)
		check_count(in, n, &n->counts.items[i]);
}

static const struct check rows[] = {
	{ F_COUNT_UNKNOWN, .reads = READS_RECORDS, .fixed = true,
	  .says = { "counts 只能写动作、dropped、outside", "counts has actions, dropped and outside" },
	  .notice = unknown_counts },
	{ F_COUNT_WRONG, .reads = READS_RECORDS,
	  .says = { "正文所述数目须与附件行数一致",
		    "the numbers that the text states are those of the annexes' rows" },
	  .notice = notice_counts },
};

const struct family count_family = {
	.name = "counts",
	.says = { "数目", "counts" },
	.found_by = "check",
	.checks = rows,
	.n = ARRAY_LEN(rows),
};
