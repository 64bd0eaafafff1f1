#include "checks/checks.h"

#include "base/mem.h"

static void run(const struct check *check, const struct check_input *in)
{
	const struct content *c = in->content;

	if (check->all)
		check->all(in);
	for (size_t i = 0; check->entity && i < c->entities.n; i++)
		check->entity(in, &c->entities.items[i]);
	for (size_t i = 0; check->notice && i < c->notices.n; i++)
		check->notice(in, &c->notices.items[i]);
}

void checks_run(const struct content *c, const struct registry *r, struct findings *f)
{
	static const struct check *const families[] = { identity_checks, date_checks, count_checks,
							text_checks };
	struct check_input in = { c, r, f };

	for (size_t i = 0; i < ARRAY_LEN(families); i++)
		for (const struct check *check = families[i]; check->name; check++)
			run(check, &in);
}
