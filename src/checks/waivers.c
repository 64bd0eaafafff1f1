#include "checks/waivers.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "checks/families.h"
#include "rules/rules.h"

struct waiving { /* a notice with waivers */
	const struct notice *notice;
	bool *used; /* by index of the waiver */
};

/* -1: no rule has that name. */
static int finding_named(const char *rule)
{
	for (int i = 0; i < FINDING_COUNT; i++)
		if (strcmp(finding_rule((enum finding_id)i), rule) == 0)
			return i;
	return -1;
}

static void waive_one(const struct waiving *w, struct findings *f, size_t at)
{
	const struct notice *n = w->notice;
	const struct check *row = check_of(f->items[at].id, NULL);

	for (size_t i = 0; i < n->waive.n; i++) {
		const struct waiver *waiver = &n->waive.items[i];

		if (!row || row->fixed || strcmp(waiver->rule, finding_rule(f->items[at].id)) != 0)
			continue;
		w->used[i] = true;
		findings_waive(f, at, waiver->reason, waiver->document);
		return;
	}
}

/* Whether this run looked at the notice at all. */
static bool looked_at(const struct check_facts *facts, const struct notice *n)
{
	return n->draft ? facts->drafts != NULL
			: notice_seen(n, facts->registry->seen) &&
				  notice_effective(n) <= facts->registry->as_of;
}

static void judge(const struct check_facts *facts, const struct waiving *w, size_t i,
		  struct findings *f)
{
	const struct notice *n = w->notice;
	const char *rule = n->waive.items[i].rule;
	struct place place = place_in(f, n->path, "/waive/%zu/rule", i);
	int id = finding_named(rule);
	const struct check *row = id < 0 ? NULL : check_of((enum finding_id)id, NULL);

	if (!row)
		finding_add(f, F_WAIVER_UNKNOWN, place, rule);
	else if (row->fixed)
		finding_add(f, F_WAIVER_REFUSED, place, rule);
	else if (!w->used[i] && check_can_run(row, facts) && looked_at(facts, n))
		finding_add(f, F_WAIVER_UNUSED, place, rule);
}

static void collect(const struct content *c, struct waiving *all, struct map *by_path)
{
	for (size_t i = 0; i < c->notices.n; i++) {
		const struct notice *n = &c->notices.items[i];

		if (!n->waive.n)
			continue;
		*all = (struct waiving){ n, xcalloc(n->waive.n, sizeof(bool)) };
		map_add(by_path, n->path, all);
		if (n->annex_path)
			map_add(by_path, n->annex_path, all);
		all++;
	}
}

static size_t count_waiving(const struct content *c)
{
	size_t n = 0;

	for (size_t i = 0; i < c->notices.n; i++)
		n += c->notices.items[i].waive.n > 0;
	return n;
}

void waivers_apply(const struct check_facts *facts, struct findings *f)
{
	size_t n = count_waiving(facts->content), found = f->n;
	struct waiving *all = xcalloc(n, sizeof(*all));
	struct map by_path = MAP_INIT;

	collect(facts->content, all, &by_path);
	for (size_t i = 0; n && i < found; i++) {
		const char *path = f->items[i].place.path;
		const struct waiving *w = path ? map_get(&by_path, path) : NULL;

		if (w)
			waive_one(w, f, i);
	}
	for (size_t i = 0; i < n; i++) {
		for (size_t k = 0; k < all[i].notice->waive.n; k++)
			judge(facts, &all[i], k, f);
		free(all[i].used);
	}
	map_release(&by_path);
	free(all);
}

static const struct check rows[] = {
	{ F_WAIVER_UNUSED, .reads = READS_RECORDS, .fixed = true,
	  .says = { "豁免须有所豁免", "a waiver waives something" } },
	{ F_WAIVER_REFUSED, .reads = READS_RECORDS, .fixed = true,
	  .says = { "结构、身份和名单状态的错误不得豁免",
		    "errors of structure, identity and state cannot be waived" } },
	{ F_WAIVER_UNKNOWN, .reads = READS_RECORDS, .fixed = true,
	  .says = { "豁免须指明已有的规则", "a waiver names a rule that there is" } },
};

const struct family waiver_family = {
	.name = "waivers",
	.says = { "豁免", "waivers" },
	.found_by = "check",
	.checks = rows,
	.n = ARRAY_LEN(rows),
};
