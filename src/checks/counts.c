/* The numbers that a notice's text states against the rows of its annexes. */
#include <stdio.h>
#include <string.h>

#include "checks/checks.h"
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
	int rows = 0;

	for (size_t i = 0; i < n->annexes.n; i++) {
		const struct annex *a = &n->annexes.items[i];

		for (size_t k = 0; k < a->rows.n; k++) {
			const char *list = row_list(a, &a->rows.items[k]);
			const char *slash = list ? strchr(list, '/') : NULL;

			rows += row_action(a, &a->rows.items[k]) == action && slash &&
				strcmp(slash + 1, category) == 0;
		}
	}
	return rows;
}

static void check_count(const struct check_input *in, const struct notice *n,
			const struct count *count)
{
	int action = action_named(count->what);
	char stated[16], found[16];
	int rows;

	if (strcmp(count->what, "outside") == 0)
		return;
	if (!action && strcmp(count->what, "dropped") != 0) {
		finding_add(in->findings, F_COUNT_UNKNOWN,
			    place_in(in->findings, n->path, "/counts/%s", count->what), count->what);
		return;
	}
	if (!content_category(in->content, count->key)) {
		finding_add(in->findings, F_REFERENCE,
			    place_in(in->findings, n->path, "/counts/%s/%s", count->what, count->key),
			    count->key, "category");
		return;
	}
	rows = rows_of(n, action, count->key);
	if (!action || rows == count->n)
		return;
	snprintf(stated, sizeof(stated), "%d", count->n);
	snprintf(found, sizeof(found), "%d", rows);
	finding_add(in->findings, F_COUNT_WRONG,
		    place_in(in->findings, n->path, "/counts/%s/%s", count->what, count->key),
		    count->what, count->key, stated, found);
}

static void notice_counts(const struct check_input *in, const struct notice *n)
{
	for (size_t i = 0; i < n->counts.n; i++)
		check_count(in, n, &n->counts.items[i]);
}

const struct check count_checks[] = {
	{ .name = "notice-counts", .notice = notice_counts },
	{ .name = NULL },
};
