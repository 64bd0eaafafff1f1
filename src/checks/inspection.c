/*
 * What the yearly inspection of government web sites counts against a site:
 * 国办秘函〔2019〕19号 has the indicators, 国办发〔2017〕47号 what each page
 * shows. Links, tags and parts of pages are checked by the build, of every
 * page (site/page_check.h); here stand columns, and what site.json lacks.
 */
#include "base/mem.h"
#include "checks/built.h"
#include "checks/families.h"
#include "checks/input.h"

#define SITE_FILE "content/site.json"
#define CITE_INDICATORS "国办秘函〔2019〕19号"
#define CITE_GUIDELINES "国办发〔2017〕47号"

enum {
	HOME_DAYS = 14, /* 首页 not updated for longer */
	COLUMN_MONTHS = 6, /* 通知公告 not updated for longer */
	COLUMNS_MOST = 5 /* as many that are stale, or empty, count against the site */
};

/* ---- updates ---- */

static date_t months_before(date_t d, int months)
{
	struct civil c = date_civil(d);
	date_t before = DATE_NONE;

	c.month -= months;
	if (c.month < 1) {
		c.month += 12;
		c.year--;
	}
	for (; before == DATE_NONE; c.day--) /* 31 August goes back to 28 or 29 February */
		before = date_make(c.year, c.month, c.day);
	return before;
}

static bool is_stale(const struct built_column *c, date_t today)
{
	return c->newest != DATE_NONE && c->newest < months_before(today, COLUMN_MONTHS);
}

static void home_stale(const struct check_input *in)
{
	date_t newest = in->built->newest;

	if (newest == DATE_NONE || in->today - newest <= HOME_DAYS)
		return;
	finding_add(in->findings, F_HOME_STALE, place_of(SITE_FILE), arg_date(in, newest),
		    arg_number(in, in->today - newest), arg_number(in, HOME_DAYS));
	findings_cite(in->findings, CITE_INDICATORS);
}

static void column_stale(const struct check_input *in)
{
	for (size_t i = 0; i < in->built->n; i++) {
		const struct built_column *c = &in->built->columns[i];

		if (!is_stale(c, in->today))
			continue;
		finding_add(in->findings, F_COLUMN_STALE, place_of(c->region->path), c->title,
			    arg_date(in, c->newest), arg_number(in, COLUMN_MONTHS));
		findings_cite(in->findings, CITE_INDICATORS);
	}
}

static void columns_stale(const struct check_input *in)
{
	int n = 0;

	for (size_t i = 0; i < in->built->n; i++)
		n += is_stale(&in->built->columns[i], in->today);
	if (n < COLUMNS_MOST)
		return;
	finding_add(in->findings, F_COLUMNS_STALE, place_of(SITE_FILE), arg_number(in, n),
		    arg_number(in, COLUMN_MONTHS), arg_number(in, COLUMNS_MOST));
	findings_cite(in->findings, CITE_INDICATORS);
}

/* ---- empty columns ---- */

static void column_empty(const struct check_input *in)
{
	for (size_t i = 0; i < in->built->n; i++) {
		const struct built_column *c = &in->built->columns[i];

		if (c->shown)
			continue;
		finding_add(in->findings, F_COLUMN_EMPTY, place_of(c->region->path), c->title);
		findings_cite(in->findings, CITE_INDICATORS);
	}
}

static void columns_empty(const struct check_input *in)
{
	int n = 0;

	for (size_t i = 0; i < in->built->n; i++)
		n += !in->built->columns[i].shown;
	if (n < COLUMNS_MOST)
		return;
	finding_add(in->findings, F_COLUMNS_EMPTY, place_of(SITE_FILE), arg_number(in, n),
		    arg_number(in, COLUMNS_MOST));
	findings_cite(in->findings, CITE_INDICATORS);
}

/* ---- who runs the site, and where errors are told ---- */

static void site_identification(const struct check_input *in)
{
	const struct site *s = &in->content->site;
	const struct {
		const char *value, *key;
	} wanted[] = {
		{ s->organiser, "organiser" },
		{ s->icp, "icp" },
		{ s->police_record, "police_record" },
	};

	for (size_t i = 0; s->status == SITE_OFFICIAL && i < ARRAY_LEN(wanted); i++) {
		if (wanted[i].value && *wanted[i].value)
			continue;
		finding_add(in->findings, F_SITE_IDENTIFICATION, place_of(SITE_FILE), wanted[i].key);
		findings_cite(in->findings, CITE_GUIDELINES);
	}
}

/* 我为政府网站找错 stands on each page once there is somebody to tell. */
static void error_entry(const struct check_input *in)
{
	const struct site *s = &in->content->site;

	if (s->status != SITE_OFFICIAL || (s->contact && *s->contact))
		return;
	finding_add(in->findings, F_ERROR_ENTRY, place_of(SITE_FILE), NULL);
	findings_cite(in->findings, CITE_GUIDELINES);
}

static const struct check rows[] = {
	{ F_HOME_STALE, .by = "国办秘函〔2019〕19号", .reads = READS_PAGES | READS_TODAY,
	  .fixed = true,
	  .says = { "首页两周内有更新", "the home page shows something new within two weeks" },
	  .all = home_stale },
	{ F_COLUMN_STALE, .by = "国办秘函〔2019〕19号", .reads = READS_PAGES | READS_TODAY,
	  .fixed = true,
	  .says = { "文告栏目六个月内有更新",
		    "a region's notices show something new within six months" },
	  .all = column_stale },
	{ F_COLUMNS_STALE, .by = "国办秘函〔2019〕19号", .reads = READS_PAGES | READS_TODAY,
	  .fixed = true, .says = { "不更新的栏目少于五个", "fewer than five columns are stale" },
	  .all = columns_stale },
	{ F_COLUMN_EMPTY, .by = "国办秘函〔2019〕19号", .reads = READS_PAGES | READS_TODAY,
	  .fixed = true, .says = { "没有空白的栏目", "no column is empty" }, .all = column_empty },
	{ F_COLUMNS_EMPTY, .by = "国办秘函〔2019〕19号", .reads = READS_PAGES | READS_TODAY,
	  .fixed = true, .says = { "空白的栏目少于五个", "fewer than five columns are empty" },
	  .all = columns_empty },
	{ F_SITE_IDENTIFICATION, .by = "国办发〔2017〕47号", .reads = READS_RECORDS, .fixed = true,
	  .says = { "正式网站的页脚写明主办单位和备案号",
		    "an official site says who runs it, and its record numbers" },
	  .all = site_identification },
	{ F_ERROR_ENTRY, .by = "国办发〔2017〕47号", .reads = READS_RECORDS, .fixed = true,
	  .says = { "正式网站有“我为政府网站找错”入口",
		    "an official site has an entry for telling its errors" },
	  .all = error_entry },
};

const struct family inspection_family = {
	.name = "inspection",
	.says = { "政府网站检查", "the inspection of government web sites" },
	.found_by = "check",
	.checks = rows,
	.n = ARRAY_LEN(rows),
};
