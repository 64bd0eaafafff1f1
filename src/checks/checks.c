#include "checks/checks.h"

#include "base/mem.h"
#include "checks/index.h"
#include "checks/input.h"
#include "checks/waivers.h"

bool check_can_run(const struct check *check, const struct check_facts *facts)
{
	return (!(check->reads & READS_HISTORY) || facts->history) &&
	       (!(check->reads & READS_PAGES) || facts->built) &&
	       (!(check->reads & READS_TODAY) || facts->today != DATE_NONE);
}

static void run(const struct check *check, const struct check_input *in,
		const struct check_input *drafts)
{
	const struct content *c = in->content;

	if (check->all)
		check->all(in);
	for (size_t i = 0; check->entity && i < c->entities.n; i++)
		check->entity(in, &c->entities.items[i]);
	for (size_t i = 0; check->notice && i < c->notices.n; i++)
		if (!c->notices.items[i].draft)
			check->notice(in, &c->notices.items[i]);
		else if (drafts)
			check->notice(drafts, &c->notices.items[i]);
}

static void run_all(const struct check_facts *facts, const struct check_input *in,
		    const struct check_input *drafts)
{
	for (size_t i = 0; check_families[i]; i++)
		for (size_t k = 0; k < check_families[i]->n; k++)
			if (check_can_run(&check_families[i]->checks[k], facts))
				run(&check_families[i]->checks[k], in, drafts);
}

void checks_run(const struct check_facts *facts, struct findings *f)
{
	struct check_index index, draft_index;
	struct check_input in = { facts->content, facts->registry, facts->history,
				  facts->built,	  facts->today,	   f,
				  &index };
	struct check_input drafts = in;

	check_index_init(&index, facts->content, facts->registry);
	if (facts->drafts) {
		check_index_init(&draft_index, facts->content, facts->drafts);
		drafts.registry = facts->drafts;
		drafts.index = &draft_index;
	}
	run_all(facts, &in, facts->drafts ? &drafts : NULL);
	if (facts->drafts)
		check_index_release(&draft_index);
	check_index_release(&index);
	waivers_apply(facts, f);
}
