/* 发文字号: how a document number is written (GB/T 9704-2012, 7.2.5), and whose it is. */
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "checks/families.h"
#include "checks/input.h"

#define CITE_NUMBER "GB/T 9704-2012 第7.2.5条"
#define SAMPLE "示例" /* marks what is made up; so do numbers of the form 〔2025〕示例1号 */
#define OPEN "〔" /* U+3014 */
#define CLOSE "〕"
#define HAO "号"

struct number { /* 工信部节〔2024〕13号 */
	int year;
	const char *wrong; /* what is not as it should be, a term of term.def; NULL: all is well */
};

/* n digits at s, that many or fewer; how many there are. */
static size_t digits(const char *s)
{
	return strspn(s, "0123456789");
}

static const char *wrong_prefix(const char *s, const char *open)
{
	if (!open)
		return "no-brackets";
	if (open == s)
		return "no-organ";
	return NULL;
}

/* What follows the year: a serial without leading zeros, and 号. */
static const char *wrong_serial(const char *s)
{
	bool sample = strncmp(s, SAMPLE, strlen(SAMPLE)) == 0;
	size_t n;

	if (sample)
		s += strlen(SAMPLE);
	n = digits(s);
	if (!n)
		return "no-serial";
	if (*s == '0')
		return "leading-zero";
	return strcmp(s + n, HAO) == 0 ? NULL : "no-hao";
}

static struct number number_parse(const char *s)
{
	const char *open = strstr(s, OPEN), *year = open ? open + strlen(OPEN) : NULL;
	struct number out = { 0, NULL };

	if (strpbrk(s, " \t") || strstr(s, "\u3000"))
		out.wrong = "spaces";
	else
		out.wrong = wrong_prefix(s, open);
	if (out.wrong)
		return out;
	if (digits(year) != 4 || strncmp(year + 4, CLOSE, strlen(CLOSE)) != 0) {
		out.wrong = "no-year";
		return out;
	}
	out.year = (int)strtol(year, NULL, 10);
	out.wrong = wrong_serial(year + 4 + strlen(CLOSE));
	return out;
}

/* Someone else's slip, copied as it stands, is no fault of the copy. */
static void copied_as_it_stands(const struct check_input *in, const struct notice *n)
{
	if (n->transcribed)
		findings_lower(in->findings, SEVERITY_NOTE);
}

static void notice_number(const struct check_input *in, const struct notice *n)
{
	struct number number;

	if (!n->number)
		return;
	number = number_parse(n->number);
	if (!number.wrong)
		return;
	finding_add(in->findings, F_NUMBER_FORM, PLACE(in, n, "/number"), n->number, number.wrong);
	findings_cite(in->findings, CITE_NUMBER);
	copied_as_it_stands(in, n);
}

static void number_year(const struct check_input *in, const struct notice *n)
{
	struct number number;
	int year;

	if (!n->number || n->signed_on == DATE_NONE)
		return;
	number = number_parse(n->number);
	year = date_civil(n->signed_on).year;
	if (number.wrong || number.year == year)
		return;
	finding_add(in->findings, F_NUMBER_YEAR, PLACE(in, n, "/number"), n->number,
		    arg_date(in, n->signed_on));
	copied_as_it_stands(in, n);
}

static void number_sample(const struct check_input *in, const struct notice *n)
{
	if (n->number && strstr(n->number, SAMPLE) && in->content->site.status == SITE_OFFICIAL)
		finding_add(in->findings, F_NUMBER_SAMPLE, PLACE(in, n, "/number"), n->number);
}

/* What a demonstration publishes of its own must not pass for a document that exists. */
static void number_real(const struct check_input *in, const struct notice *n)
{
	if (n->number && !n->transcribed && !strstr(n->number, SAMPLE) &&
	    in->content->site.status == SITE_DEMO)
		finding_add(in->findings, F_NUMBER_REAL, PLACE(in, n, "/number"), n->number);
}

static void number_missing(const struct check_input *in, const struct notice *n)
{
	bool carries =
		n->type == NOTICE_LIST || n->type == NOTICE_REMOVAL || n->type == NOTICE_SANCTION;

	if (carries && !n->number && !n->draft && !n->transcribed)
		finding_add(in->findings, F_NUMBER_MISSING, PLACE(in, n, "/title"));
}

/* One number stands for one document: the record that is later by id is the one to look at. */
static void numbers_once(const struct check_input *in)
{
	struct map known = MAP_INIT;

	for (size_t i = 0; i < in->content->notices.n; i++) {
		const struct notice *n = &in->content->notices.items[i], *first;

		if (!n->number || map_add(&known, n->number, (void *)n))
			continue;
		first = map_get(&known, n->number);
		finding_add(in->findings, F_NUMBER_TWICE, PLACE(in, n, "/number"), n->number,
			    first->id);
	}
	map_release(&known);
}

static const struct check rows[] = {
	{ F_NUMBER_FORM, .by = "GB/T 9704-2012 第7.2.5条", .reads = READS_RECORDS,
	  .says = { "发文字号由机关代字、〔年份〕、序号和“号”组成",
		    "a document number is organ, 〔year〕, serial and 号" },
	  .notice = notice_number },
	{ F_NUMBER_YEAR, .reads = READS_RECORDS,
	  .says = { "发文字号的年份与成文日期一致", "the year in a number is that of its signing" },
	  .notice = number_year },
	{ F_NUMBER_SAMPLE, .reads = READS_RECORDS,
	  .says = { "正式网站的发文字号不用演示的写法", "an official portal has no 示例 numbers" },
	  .notice = number_sample },
	{ F_NUMBER_REAL, .reads = READS_RECORDS,
	  .says = { "演示网站自己的文告只用演示的文号",
		    "a demonstration's own notices have 示例 numbers only" },
	  .notice = number_real },
	{ F_NUMBER_TWICE, .reads = READS_RECORDS,
	  .says = { "一个发文字号只属于一份文告", "a number belongs to one notice" },
	  .all = numbers_once },
	{ F_NUMBER_MISSING, .reads = READS_RECORDS,
	  .says = { "公布、移出和通报通常有发文字号",
		    "a list, a removal, a sanction usually has a number" },
	  .notice = number_missing },
};

const struct family number_family = {
	.name = "numbers",
	.says = { "发文字号", "document numbers" },
	.found_by = "check",
	.checks = rows,
	.n = ARRAY_LEN(rows),
};
