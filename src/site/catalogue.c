#include "site/catalogue.h"

#include <string.h>

#include "checks/checks.h"

static bool is_of_records(const struct family *f)
{
	static const char *const others[] = { "build", "publish", "verify" };

	for (size_t i = 0; i < ARRAY_LEN(others); i++)
		if (strcmp(f->found_by, others[i]) == 0)
			return false;
	return strcmp(f->name, "files") != 0;
}

static enum finding_id last_of(const struct check *row)
{
	return row->last ? row->last : row->finding;
}

static struct catalogue_rule rule_of(const struct check *row, enum finding_id id, struct arena *a)
{
	struct catalogue_rule r = {
		.name = finding_rule(id),
		.says = row->says[LANG_ZH],
		.severity = finding_severity(id),
		.by = row->by,
		.term = row->term,
		.today = row->reads & READS_TODAY,
		.fixed = row->fixed,
	};
	struct buf words = BUF_INIT;

	if (!r.says) {
		finding_describe(id, LANG_ZH, &words);
		r.says = arena_strndup(a, words.data, words.len);
	}
	buf_release(&words);
	return r;
}

static struct catalogue_family family_of(const struct family *f, struct arena *a)
{
	struct catalogue_family out = { .name = f->name,
					.says = f->says[LANG_ZH],
					.found_by = f->found_by };
	size_t n = 0;

	for (size_t i = 0; i < f->n; i++)
		n += last_of(&f->checks[i]) - f->checks[i].finding + 1u;
	out.rules = arena_calloc(a, n, sizeof(*out.rules));
	for (size_t i = 0; i < f->n; i++)
		for (enum finding_id id = f->checks[i].finding; id <= last_of(&f->checks[i]); id++)
			out.rules[out.n++] = rule_of(&f->checks[i], id, a);
	return out;
}

struct catalogue *site_catalogue(struct arena *a)
{
	struct catalogue *c = arena_alloc(a, sizeof(*c));
	size_t n = 0;

	while (check_families[n])
		n++;
	c->families = arena_calloc(a, n, sizeof(*c->families));
	for (int others = 0; others <= 1; others++)
		for (size_t i = 0; i < n; i++)
			if (is_of_records(check_families[i]) &&
			    (strcmp(check_families[i]->found_by, "check") != 0) == others)
				c->families[c->n++] = family_of(check_families[i], a);
	return c;
}
