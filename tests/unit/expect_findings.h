/*
 * What a parser found, as text that a test states in one string: a line per
 * finding, "rule@line:col" and its arguments after a space each.
 */
#ifndef LUCE_TESTS_EXPECT_FINDINGS_H
#define LUCE_TESTS_EXPECT_FINDINGS_H

#include "base/finding.h"

static inline void findings_tell(const struct findings *f, struct buf *out)
{
	for (size_t i = 0; i < f->n; i++) {
		const struct finding *x = &f->items[i];

		buf_add_format(out, "%s%s@%u:%u", i ? "\n" : "", finding_rule(x->id), x->place.line,
			       x->place.col);
		for (size_t k = 0; k < FINDING_ARGS && x->args[k]; k++)
			buf_add_format(out, " %s", x->args[k]);
	}
}

/* Fails the test with both where they differ, then empties f. */
static inline void expect_findings(const char *label, struct findings *f, const char *expected)
{
	struct buf got = BUF_INIT;

	findings_tell(f, &got);
	if (strcmp(buf_str(&got).data, expected) != 0)
		fail_msg("%s:\ngot\n%s\nexpected\n%s", label, buf_str(&got).data, expected);
	buf_release(&got);
	findings_release(f);
}

#endif
