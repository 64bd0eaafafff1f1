#include "commands/diff.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "commands/answer.h"
#include "commands/portal.h"
#include "commands/report.h"

enum { DIFF_FROM, DIFF_TO, DIFF_AT, DIFF_AS_OF, DIFF_FORMAT };

enum { FORMAT_CSV = FORMAT_JSON + 1, FORMAT_HTML };

static const struct option options[] = {
	[DIFF_FROM] = { "from", "DATE", { "从哪一天", "two days: the earlier" } },
	[DIFF_TO] = { "to", "DATE", { "到哪一天；默认今天", "the later; today unless given" } },
	[DIFF_AT] = { "at",
		      "REV",
		      { "比较两天时，该版本所知的名单", "two days: as known at a revision" } },
	[DIFF_AS_OF] = { "as-of",
			 "DATE",
			 { "比较两个版本时，哪一天的名单；默认今天",
			   "two revisions: the lists of that day; today unless given" } },
	[DIFF_FORMAT] = { "format",
			  "text|json|csv|html",
			  { "输出格式；默认 text", "output; text unless given" } },
	{ .name = NULL },
};

enum { WAS, IS };

struct sides { /* two contents, or one that both registers are of */
	struct portal portals[2];
	size_t n;
	struct registry *earlier; /* of days; NULL: of revisions */
};

/* ---- the two sides ---- */

/* "A..B" into its parts; an empty A is HEAD, an empty B the work tree (NULL). False if it is no such thing. */
static bool split_range(char *range, const char **a, const char **b)
{
	char *dots = strstr(range, "..");

	if (!dots || dots[2] == '.')
		return false;
	*dots = '\0';
	*a = *range ? range : "HEAD";
	*b = dots[2] ? dots + 2 : NULL;
	return true;
}

static int open_side(struct sides *s, const struct invocation *in, const struct portal_options *o)
{
	struct portal *p = &s->portals[s->n++];
	int rc = s->n == 1 ? portal_open(p, in, o) : portal_open_beside(p, in, o, &s->portals[WAS]);

	if (rc == 0)
		portal_fold(p);
	return portal_refuse(p, in);
}

static int open_revisions(struct sides *s, const struct invocation *in, const char *range)
{
	struct portal_options o = { .as_of = option_value(in, DIFF_AS_OF),
				    .as_of_default = DATE_NONE };
	char *text = xstrdup(range);
	const char *a = NULL, *b = NULL;
	int status = EXIT_FINE;

	if (!split_range(text, &a, &b))
		status = usage_error(in, U_DIFF_RANGE, range);
	else if (o.as_of && parse_day(in, o.as_of, &o.as_of_default) < 0)
		status = EXIT_USAGE;
	for (int i = WAS; i <= IS && status == EXIT_FINE; i++) {
		o.at = i == WAS ? a : b;
		status = open_side(s, in, &o);
	}
	free(text);
	return status;
}

static int open_days(struct sides *s, const struct invocation *in)
{
	struct portal_options o = { .at = option_value(in, DIFF_AT), .as_of_default = DATE_NONE };
	struct fold_options fold = { .as_of = DATE_NONE };
	int status;

	if (parse_day(in, option_value(in, DIFF_FROM), &fold.as_of) < 0)
		return EXIT_USAGE;
	if (option_given(in, DIFF_TO) &&
	    parse_day(in, option_value(in, DIFF_TO), &o.as_of_default) < 0)
		return EXIT_USAGE;
	if (o.as_of_default == DATE_NONE)
		o.as_of_default = today();
	if (fold.as_of > o.as_of_default)
		return usage_error(in, U_DIFF_DAYS, NULL);
	status = open_side(s, in, &o);
	if (status != EXIT_FINE)
		return status;
	fold.seen = s->portals[0].seen;
	s->earlier = registry_fold(s->portals[0].content, &fold, NULL);
	return EXIT_FINE;
}

static void close_sides(struct sides *s)
{
	registry_free(s->earlier);
	while (s->n > 0) /* the second may have records of the first */
		portal_close(&s->portals[--s->n]);
}

/* ---- what is printed ---- */

/* Colour is for people who look at it: see no-color.org. */
static bool colour_wanted(void)
{
	const char *none = getenv("NO_COLOR"), *term = getenv("TERM");

	return isatty(STDOUT_FILENO) && !(none && *none) && term && strcmp(term, "dumb") != 0;
}

/* The page is made by the portal's template of now, whatever the revisions had. */
static int add_html(const struct diff *d, const struct invocation *in, struct buf *out)
{
	struct findings f = FINDINGS_INIT;
	struct source *portal = source_open_tree(in->folder, &f);
	int status = EXIT_FINE;

	if (!portal || diff_add_html(d, portal, out, &f) < 0) {
		report_text(&f, portal, in->language, stderr);
		status = portal ? EXIT_FOUND : EXIT_ENVIRONMENT;
	}
	source_free(portal);
	findings_release(&f);
	return status;
}

static int print_diff(const struct diff *d, const struct invocation *in, int format)
{
	struct buf out = BUF_INIT;
	int status = EXIT_FINE;

	if (format == FORMAT_JSON)
		diff_add_json(d, &out);
	else if (format == FORMAT_CSV)
		diff_add_csv(d, &out);
	else if (format == FORMAT_HTML)
		status = add_html(d, in, &out);
	else
		diff_add_text(d, &out);
	if (status == EXIT_FINE)
		status = print_product(&out);
	buf_release(&out);
	return status;
}

static struct diff_side side_of(const struct portal *p, const struct registry *r)
{
	return (struct diff_side){ r, source_revision(p->source) };
}

static int compare(const struct sides *s, const struct invocation *in, const char *list, int format)
{
	const struct portal *was = &s->portals[0], *is = &s->portals[s->n - 1];
	const struct registry *earlier = s->earlier ? s->earlier : was->registry;
	struct comparison *c;
	struct diff d = { .list = list, .language = in->language, .colour = colour_wanted() };
	int status;

	if (list && !list_known(was->content, list) && !list_known(is->content, list))
		return usage_error(in, U_LIST, list);
	c = registers_compare(earlier, is->registry, list);
	d.c = c;
	d.was = side_of(was, earlier);
	d.is = side_of(is, is->registry);
	status = print_diff(&d, in, format);
	comparison_free(c);
	return status;
}

static int check_usage(const struct invocation *in, bool days)
{
	if (!days && !in->n_operands)
		return usage_error(in, U_DIFF_SIDES, in->command->operands);
	if (days && in->n_operands > 1)
		return usage_error(in, U_OPERAND, in->operands[1]);
	if (days && option_given(in, DIFF_AS_OF))
		return usage_error(in, U_DIFF_AS_OF, NULL);
	if (!days && (option_given(in, DIFF_TO) || option_given(in, DIFF_AT)))
		return usage_error(in, U_DIFF_FROM, NULL);
	return EXIT_FINE;
}

static int diff(const struct invocation *in)
{
	bool days = option_given(in, DIFF_FROM);
	const char *list = in->operands[days ? 0 : 1];
	struct sides s = { .n = 0 };
	int status;

	status = check_usage(in, days);
	if (status == EXIT_FINE)
		status = days ? open_days(&s, in) : open_revisions(&s, in, in->operands[0]);
	if (status == EXIT_FINE)
		status = compare(&s, in, list, option_choice(in, DIFF_FORMAT));
	close_sides(&s);
	return status;
}

const struct command diff_command = {
	.name = "diff",
	.operands = "[A..B] [LIST]",
	.most_operands = 2,
	.says = { "两个版本或两天之间名单的变化：luce diff A..B；luce diff --from DATE --to DATE",
		  "what changed on the lists from one revision or day to another: luce diff v1..v2, "
		  "luce diff --from 2024-12-31 --to 2025-12-31; an empty B is the work tree" },
	.options = options,
	.run = diff,
};
