/* Who is who: codes of companies, of industries and of regions. */
#include <string.h>

#include "base/mem.h"
#include "checks/families.h"
#include "checks/input.h"
#include "checks/uscc.h"

/* The check character that is asked for, in want, and what is written instead; false: all is well. */
static bool uscc_wrong(const char *code, char want[2], char have[2])
{
	want[0] = uscc_check(code);
	have[0] = code[17];
	if (want[0] == have[0]) {
		want[0] = organisation_check(code + 8);
		have[0] = code[16];
	}
	want[1] = have[1] = '\0';
	return want[0] != have[0];
}

/* Wrong, unless an override with reason and document is on record. */
static void check_uscc(const struct check_input *in, const char *path, const char *code,
		       const struct uscc_override *override)
{
	char want[2], have[2];

	if (code && !override && uscc_wrong(code, want, have))
		finding_add(in->findings, F_USCC, place_in(in->findings, path, "/uscc"), code, want,
			    have);
}

static void check_override(const struct check_input *in, const char *path, const char *code,
			   const struct uscc_override *override)
{
	char want[2], have[2];

	if (code && override && !uscc_wrong(code, want, have))
		finding_add(in->findings, F_USCC_OVERRIDE,
			    place_in(in->findings, path, "/uscc_override"), code);
}

static void entity_uscc(const struct check_input *in, const struct entity *e)
{
	check_uscc(in, e->path, e->uscc, e->uscc_override);
}

static void assessor_uscc(const struct check_input *in)
{
	for (size_t i = 0; i < in->content->assessors.n; i++) {
		const struct assessor *a = &in->content->assessors.items[i];

		check_uscc(in, a->path, a->uscc, a->uscc_override);
	}
}

static void entity_override(const struct check_input *in, const struct entity *e)
{
	check_override(in, e->path, e->uscc, e->uscc_override);
}

static void assessor_override(const struct check_input *in)
{
	for (size_t i = 0; i < in->content->assessors.n; i++) {
		const struct assessor *a = &in->content->assessors.items[i];

		check_override(in, a->path, a->uscc, a->uscc_override);
	}
}

/* GB/T 4754-2017: the sections and the last division of each. */
static void entity_division(const struct check_input *in, const struct entity *e)
{
	static const int last[] = { 5,	12, 43, 46, 50, 52, 60, 62, 65, 69,
				    70, 72, 75, 79, 82, 83, 85, 90, 96, 97 };
	const char *d = e->division;
	int section, number;

	if (!d)
		return;
	section = d[0] - 'A';
	number = (d[1] - '0') * 10 + d[2] - '0';
	if (section >= 0 && section < (int)ARRAY_LEN(last) &&
	    number > (section ? last[section - 1] : 0) && number <= last[section])
		return;
	finding_add(in->findings, F_DIVISION, place_in(in->findings, e->path, "/division"), d);
}

/* GB/T 2260: a code begins with its parent's digits and ends with zeros by its level. */
static bool code_fits(const struct region *r, const struct region *parent)
{
	static const size_t digits[] = {
		[LEVEL_NATION] = 0, [LEVEL_PROVINCE] = 2, [LEVEL_CITY] = 4, [LEVEL_DISTRICT] = 6
	};
	size_t own = digits[r->level], above = parent ? digits[parent->level] : 0;

	if (strchr(r->code, '-'))
		return true; /* no code in the standard: content/references.c looks at these */
	if (strspn(r->code + own, "0") != 6 - own ||
	    (own >= 2 && strcmp(r->code + own - 2, "00") == 0))
		return false;
	return !parent || strchr(parent->code, '-') || strncmp(r->code, parent->code, above) == 0;
}

static void region_code(const struct check_input *in)
{
	for (size_t i = 0; i < in->content->regions.n; i++) {
		const struct region *r = &in->content->regions.items[i];

		if (!code_fits(r, content_region(in->content, r->parent)))
			finding_add(in->findings, F_REGION_CODE,
				    place_in(in->findings, r->path, "/code"), r->code);
	}
}

/* What a demonstration shows, and no region has: nobody takes it for a real one's. */
static void site_code(const struct check_input *in)
{
	const struct site *s = &in->content->site;

	if (s->status == SITE_OFFICIAL && s->site_code && strncmp(s->site_code, "000000", 6) == 0)
		finding_add(in->findings, F_SITE_CODE,
			    place_in(in->findings, "content/site.json", "/site_code"), s->site_code);
}

static const struct check rows[] = {
	{ F_SITE_CODE, .by = "国办发〔2017〕47号", .reads = READS_RECORDS, .fixed = true,
	  .says = { "正式网站须有真实的网站标识码", "an official site has a real site code" },
	  .all = site_code },
	{ F_USCC, .by = "GB 32100-2015、GB 11714", .reads = READS_RECORDS, .fixed = true,
	  .says = { "统一社会信用代码的校验码须相符（GB 32100、GB 11714）",
		    "a credit code passes its check characters (GB 32100, GB 11714)" },
	  .entity = entity_uscc, .all = assessor_uscc },
	{ F_USCC_OVERRIDE, .reads = READS_RECORDS, .fixed = true,
	  .says = { "校验相符的代码不需要说明", "a code that passes needs no override" },
	  .entity = entity_override, .all = assessor_override },
	{ F_DIVISION, .by = "GB/T 4754-2017", .reads = READS_RECORDS, .fixed = true,
	  .says = { "行业大类须为 GB/T 4754-2017 所有", "an industry is a division of GB/T 4754-2017" },
	  .entity = entity_division },
	{ F_REGION_CODE, .by = "GB/T 2260", .reads = READS_RECORDS, .fixed = true,
	  .says = { "区划代码须合层级和上级（GB/T 2260）",
		    "a division code fits its level and its parent (GB/T 2260)" },
	  .all = region_code },
};

const struct family identity_family = {
	.name = "identity",
	.says = { "身份代码", "codes of identity" },
	.found_by = "check",
	.checks = rows,
	.n = ARRAY_LEN(rows),
};
