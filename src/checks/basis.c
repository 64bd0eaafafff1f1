/* What a notice rests on: texts of its region or above, in force on its day. */
#include <string.h>

#include "base/mem.h"
#include "checks/families.h"
#include "checks/input.h"

static bool in_force(const struct rules *r, date_t day)
{
	date_t first = rules_first_day(r);

	return (first == DATE_NONE || first <= day) && day <= rules_last_day(r);
}

/* Someone else's notice says what it says. */
static void lower_for_copies(const struct check_input *in, const struct notice *n)
{
	if (n->transcribed)
		findings_lower(in->findings, SEVERITY_NOTE);
}

static bool moves_lists(const struct notice *n)
{
	return n->type == NOTICE_PROPOSAL || n->type == NOTICE_LIST || n->type == NOTICE_REMOVAL;
}

static void basis_missing(const struct check_input *in, const struct notice *n)
{
	struct law law;

	if (!moves_lists(n) || n->basis.n || n->transcribed ||
	    !law_on(in, n->region, check_day(in, n), &law))
		return;
	finding_add(in->findings, F_BASIS_MISSING, PLACE(in, n, "/title"), law.rules->title,
		    law.rules->id);
}

static void basis_in_force(const struct check_input *in, const struct notice *n)
{
	date_t day = check_day(in, n);

	for (size_t i = 0; i < n->basis.n && n->type != NOTICE_RULES; i++) {
		const struct rules *r = content_rules(in->content, n->basis.items[i]);

		if (!r || day == DATE_NONE || in_force(r, day))
			continue;
		finding_add(in->findings, F_BASIS_NOT_IN_FORCE, PLACE(in, n, "/basis/%zu", i),
			    r->title, arg_date(in, day));
		lower_for_copies(in, n);
	}
}

/* 计划单列市 answer to the nation and lie in a province: both are above. */
static bool is_above(const struct check_input *in, const char *above, const char *region)
{
	const struct region *r = content_region(in->content, region);

	for (int steps = 0; r && steps < 8; steps++) {
		if (strcmp(r->code, above) == 0 ||
		    (r->reports_to && strcmp(r->reports_to, above) == 0))
			return true;
		r = content_region(in->content, r->parent);
	}
	return false;
}

static void basis_of_another(const struct check_input *in, const struct notice *n)
{
	for (size_t i = 0; i < n->basis.n; i++) {
		const struct rules *r = content_rules(in->content, n->basis.items[i]);

		if (!r || is_above(in, r->region, n->region))
			continue;
		finding_add(in->findings, F_BASIS_ELSEWHERE, PLACE(in, n, "/basis/%zu", i), r->title);
		lower_for_copies(in, n);
	}
}

/* The basis stands, but a higher text on which it rests has ended. */
static void basis_rests(const struct check_input *in, const struct notice *n)
{
	date_t day = check_day(in, n);

	for (size_t i = 0; i < n->basis.n && day != DATE_NONE && n->type != NOTICE_RULES; i++) {
		const struct rules *r = content_rules(in->content, n->basis.items[i]);

		for (size_t k = 0; r && k < r->rests_on.n; k++) {
			const struct rules *above = content_rules(in->content, r->rests_on.items[k]);

			if (!above || day <= rules_last_day(above))
				continue;
			finding_add(in->findings, F_BASIS_RESTS, PLACE(in, n, "/basis/%zu", i),
				    r->title, above->title, arg_date(in, rules_last_day(above)));
			lower_for_copies(in, n);
		}
	}
}

/* The text in force has repealed what the words of the notice still name. */
static void basis_repealed(const struct check_input *in, const struct notice *n)
{
	struct law law;

	if (n->type == NOTICE_RULES || n->transcribed || !n->body ||
	    !law_on(in, n->region, check_day(in, n), &law))
		return;
	for (size_t i = 0; i < law.rules->repeals.n; i++) {
		const char *old = law.rules->repeals.items[i];

		if (strstr(n->body, old))
			finding_add(in->findings, F_BASIS_REPEALED,
				    ((struct place){ .path = n->path, .line = n->body_line, .col = 1 }),
				    old, law.rules->title);
	}
}

static const struct check rows[] = {
	{ F_BASIS_MISSING, .reads = READS_RECORDS | READS_RULES,
	  .says = { "公示、公布和移出写明依据", "a proposal, a list, a removal names its basis" },
	  .notice = basis_missing },
	{ F_BASIS_NOT_IN_FORCE, .reads = READS_RECORDS | READS_RULES,
	  .says = { "依据在当日有效", "the basis is in force on that day" },
	  .notice = basis_in_force },
	{ F_BASIS_ELSEWHERE, .reads = READS_RECORDS | READS_RULES,
	  .says = { "依据属于本地区或上级", "the basis is of the region or above it" },
	  .notice = basis_of_another },
	{ F_BASIS_RESTS, .reads = READS_RECORDS | READS_RULES,
	  .says = { "依据所据的上位文件仍有效", "what the basis rests on is still in force" },
	  .notice = basis_rests },
	{ F_BASIS_REPEALED, .reads = READS_RECORDS | READS_RULES,
	  .says = { "正文不引用已废止的文件", "the words name no text that has been repealed" },
	  .notice = basis_repealed },
};

const struct family basis_family = {
	.name = "basis",
	.says = { "依据", "the basis of a notice" },
	.found_by = "check",
	.checks = rows,
	.n = ARRAY_LEN(rows),
};
