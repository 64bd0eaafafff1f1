/*
 * Writes a portal of N made-up companies for measuring: believable names,
 * places and notices, the same for the same arguments.
 *
 *	generate COMPANIES NOTICES DIR [HUGO]
 *
 * Thirty provinces, each with its list of factories. A province's notices
 * come in pairs, the proposal and the list of one batch of companies; every
 * fiftieth is a removal instead of a list. In the folder HUGO, the content
 * of a Hugo site with a page for each company that says the same as luce's.
 */
#define _POSIX_C_SOURCE 200809L
#include <errno.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#define ARRAY_LEN(a) ((unsigned)(sizeof(a) / sizeof((a)[0])))

enum { PLACES = 30, ASSESSORS = 40 };

static const char *const places[PLACES][2] = {
	{ "110000", "北京" }, { "120000", "天津" }, { "130000", "河北" }, { "140000", "山西" }, { "150000", "内蒙古" },
	{ "210000", "辽宁" }, { "220000", "吉林" }, { "230000", "黑龙江" }, { "310000", "上海" }, { "320000", "江苏" },
	{ "330000", "浙江" }, { "340000", "安徽" }, { "350000", "福建" }, { "360000", "江西" }, { "370000", "山东" },
	{ "410000", "河南" }, { "420000", "湖北" }, { "430000", "湖南" }, { "440000", "广东" }, { "450000", "广西" },
	{ "460000", "海南" }, { "500000", "重庆" }, { "510000", "四川" }, { "520000", "贵州" }, { "530000", "云南" },
	{ "610000", "陕西" }, { "620000", "甘肃" }, { "630000", "青海" }, { "640000", "宁夏" }, { "650000", "新疆" },
};
static const char *const first[] = { "华", "中", "新", "东", "金", "恒", "瑞", "宏", "天", "海", "安", "永", "兴", "泰", "明", "科" };
static const char *const second[] = { "源", "达", "盛", "诚", "辉", "信", "润", "和", "通", "丰", "业", "力", "洋", "腾", "润", "嘉" };
static const char *const trades[][2] = {
	{ "精密制造", "通用设备制造业" }, { "新材料", "化学原料和化学制品制造业" }, { "电子科技", "计算机、通信和其他电子设备制造业" },
	{ "生物医药", "医药制造业" }, { "汽车零部件", "汽车制造业" }, { "食品", "食品制造业" }, { "纺织", "纺织业" },
	{ "建材", "非金属矿物制品业" }, { "新能源", "电气机械和器材制造业" }, { "环保装备", "专用设备制造业" },
};

static uint64_t random_state = 88172645463325252u; /* the same numbers in every run */

static unsigned below(unsigned n) /* xorshift */
{
	random_state ^= random_state << 13;
	random_state ^= random_state >> 7;
	random_state ^= random_state << 17;
	return (unsigned)(random_state % n);
}

static _Noreturn void die(const char *what)
{
	fprintf(stderr, "generate: %s: %s\n", what, strerror(errno));
	exit(3);
}

static FILE *create(const char *path)
{
	char folder[512];

	snprintf(folder, sizeof(folder), "%s", path);
	for (char *p = strchr(folder + 1, '/'); p; p = strchr(p + 1, '/')) {
		*p = '\0';
		if (mkdir(folder, 0777) < 0 && errno != EEXIST)
			die(folder);
		*p = '/';
	}
	FILE *f = fopen(path, "w");
	if (!f)
		die(path);
	return f;
}

static void finish(FILE *f)
{
	if (fclose(f) != 0)
		die("write");
}

enum { EVENTS = 4 };

struct company {
	char id[24], name[128];
	unsigned place, trade;
	unsigned events[EVENTS], n_events; /* numbers of notices, as in plan_notice */
};

static void write_company(const char *dir, struct company *c, unsigned i)
{
	const char *a, *b, *d;
	char path[512];
	FILE *f;

	c->place = i % PLACES;
	c->trade = below(ARRAY_LEN(trades));
	snprintf(c->id, sizeof(c->id), "%s-%05u", places[c->place][0], i / PLACES + 1);
	a = first[below(ARRAY_LEN(first))]; /* one after the other: all compilers draw the same */
	b = second[below(ARRAY_LEN(second))];
	d = first[below(ARRAY_LEN(first))];
	snprintf(c->name, sizeof(c->name), "%s%s%s%s%u%s示例有限公司", places[c->place][1], a, b, d, i,
		 trades[c->trade][0]);
	snprintf(path, sizeof(path), "%s/content/entities/%s/%s.json", dir, places[c->place][0], c->id);
	f = create(path);
	fprintf(f,
		"{\n  \"id\": \"%s\",\n  \"name\": \"%s\",\n  \"kind\": \"enterprise\",\n"
		"  \"place\": \"%s\",\n  \"industry\": \"%s\"\n}\n",
		c->id, c->name, places[c->place][0], trades[c->trade][1]);
	finish(f);
}

enum kind { PROPOSAL, LIST, REMOVAL };

struct notice {
	unsigned place, number; /* among the place's notices */
	enum kind kind;
	unsigned from, count; /* companies of the place, by their order there */
	char day[16];
};

/* 28 days a month, so that every day exists. */
static void day_of(unsigned number, char out[16])
{
	snprintf(out, 16, "%04u-%02u-%02u", 2018 + number / 336, number / 28 % 12 + 1, number % 28 + 1);
}

static struct notice plan_notice(unsigned k, unsigned batch)
{
	struct notice n = { .place = k % PLACES, .number = k / PLACES };

	n.kind = n.number % 50 == 49 ? REMOVAL : n.number % 2 ? LIST : PROPOSAL;
	n.from = n.kind == REMOVAL ? n.number / 50 * 3 : n.number / 2 * batch;
	n.count = n.kind == REMOVAL ? 3 : batch;
	day_of(n.number, n.day);
	return n;
}

static void write_text(const char *path, const struct notice *n)
{
	static const char *const types[] = { "proposal", "list", "removal" };
	static const char *const words[] = { "公示", "公布", "移出" };
	char before[16];
	FILE *f = create(path);

	fprintf(f,
		"{\n  \"type\": \"%s\",\n  \"title\": \"%s绿色工厂名单%s（示例）\",\n  \"issuers\": [\"%s-bench\"],\n"
		"  \"signed\": \"%s\",\n  \"published\": \"%s 09:00\",\n  \"basis\": [\"%s-2010-1\"]",
		types[n->kind], places[n->place][1], words[n->kind], places[n->place][0], n->day, n->day,
		places[n->place][0]);
	if (n->kind == PROPOSAL)
		fprintf(f, ",\n  \"period\": { \"start\": \"%s\", \"end\": \"%s\" }", n->day, n->day);
	if (n->kind == LIST) {
		day_of(n->number - 1, before);
		fprintf(f, ",\n  \"follows\": \"%s/%.4s/notice-%u\"", places[n->place][0], before, n->number - 1);
	}
	fprintf(f,
		"\n}\n\n根据有关规定，经审核，现将名单予以%s。有关单位应当持续提升绿色发展水平，按时填报动态管理表。\n\n"
		"{{annex 1}}\n",
		words[n->kind]);
	finish(f);
}

static void write_rows(FILE *f, struct company *all, unsigned total, const struct notice *n)
{
	for (unsigned i = 0; i < n->count && (n->from + i) * PLACES + n->place < total; i++) {
		struct company *c = &all[(n->from + i) * PLACES + n->place];

		if (c->n_events < EVENTS)
			c->events[c->n_events++] = n->number * PLACES + n->place;
		fprintf(f, "%s        { \"id\": \"%s\", \"cells\": [\"%u\", \"%s\", \"%s\", \"%s\", \"示例评价中心%u\"]%s }",
			i ? ",\n" : "", c->id, i + 1, c->name, places[c->place][1], trades[c->trade][1], i % ASSESSORS,
			n->kind == REMOVAL ? ", \"ground\": \"NO_DYNAMIC_FORM\"" : "");
	}
}

static void write_annexes(const char *path, struct company *all, unsigned total, const struct notice *n)
{
	static const char *const actions[] = { "propose", "enter", "remove" };
	FILE *f = create(path);

	fprintf(f,
		"{\n  \"annexes\": [\n    {\n      \"no\": 1,\n      \"title\": \"%s绿色工厂名单\",\n"
		"      \"action\": \"%s\",\n      \"list\": \"%s/factory\",\n      \"unranked\": true,\n      \"columns\": [\n"
		"        { \"label\": \"序号\", \"role\": \"no\" },\n        { \"label\": \"企业名称\", \"role\": \"name\" },\n"
		"        { \"label\": \"地区\", \"role\": \"place\" },\n        { \"label\": \"行业\", \"role\": \"industry\" },\n"
		"        { \"label\": \"第三方评价机构\", \"role\": \"assessor\" }\n      ],\n      \"rows\": [\n",
		places[n->place][1], actions[n->kind], places[n->place][0]);
	write_rows(f, all, total, n);
	fprintf(f, "\n      ]\n    }\n  ]\n}\n");
	finish(f);
}

static void write_notice(const char *dir, struct company *all, unsigned total, unsigned k, unsigned batch)
{
	struct notice n = plan_notice(k, batch);
	char path[512];

	snprintf(path, sizeof(path), "%s/content/notices/%s/%.4s/notice-%u.md", dir, places[n.place][0], n.day, n.number);
	write_text(path, &n);
	snprintf(path, sizeof(path), "%s/content/notices/%s/%.4s/notice-%u.json", dir, places[n.place][0], n.day, n.number);
	write_annexes(path, all, total, &n);
}

static void write_page(const char *dir, const struct company *c, unsigned batch)
{
	static const char *const actions[] = { "拟列入", "列入", "移出" };
	static const char *const words[] = { "公示", "公布", "移出" };
	const char *const *place = places[c->place];
	char path[512];
	FILE *f;

	snprintf(path, sizeof(path), "%s/content/%s/%s.md", dir, place[0], c->id);
	f = create(path);
	fprintf(f,
		"---\ntitle: %s\nid: %s\nplace: \"%s\"\nplace_name: %s\nindustry: %s\nevents:\n",
		c->name, c->id, place[0], place[1], trades[c->trade][1]);
	for (unsigned i = c->n_events; i-- > 0;) {
		struct notice n = plan_notice(c->events[i], batch);

		fprintf(f, "  - day: %s\n    action: %s\n    notice: %s/%.4s/notice-%u\n    title: %s绿色工厂名单%s（示例）\n",
			n.day, actions[n.kind], place[0], n.day, n.number, place[1], words[n.kind]);
	}
	fprintf(f, "---\n");
	finish(f);
}

/* A text for each province, so that the checks have something to check. */
static void write_rules(const char *dir, const char *const *place)
{
	char path[512];
	FILE *f;

	snprintf(path, sizeof(path), "%s/content/rules/%s-2010-1.json", dir, place[0]);
	f = create(path);
	fprintf(f,
		"{\n  \"region\": \"%s\", \"title\": \"%s示例细则\", \"effective\": \"2010-01-01\", \"levels\": [\"province\"],\n"
		"  \"lists\": [ { \"category\": \"factory\", \"level\": \"province\", \"article\": \"第一条\" } ],\n"
		"  \"publicity\": { \"value\": 1, \"article\": \"第二条\" },\n"
		"  \"issuers\": [ { \"stage\": \"list\", \"authorities\": [\"%s-bench\"], \"article\": \"第三条\" } ],\n"
		"  \"seats\": [ { \"registration\": true, \"production\": true, \"article\": \"第四条\" } ],\n"
		"  \"prerequisites\": [ { \"stage\": \"list\", \"level\": \"province\", \"needs\": \"city\", \"article\": \"第五条\" } ],\n"
		"  \"deadlines\": [ { \"what\": \"change_report\", \"within\": 30, \"who\": \"member\", \"article\": \"第五条\" } ],\n"
		"  \"candidates\": { \"valid_years\": 3, \"article\": \"第五条\" },\n"
		"  \"evaluation\": { \"assessor_required\": true, \"article\": \"第五条\" },\n"
		"  \"review\": { \"every_years\": 30, \"article\": \"第五条\" },\n"
		"  \"ineligibility\": { \"lookback_years\": 3, \"tenants\": true, \"article\": \"第五条\" },\n"
		"  \"assessors\": { \"cap\": [ { \"max\": 10000, \"per\": \"assessor\", \"scope\": \"province\", \"article\": \"第五条\" } ] },\n"
		"  \"removal\": { \"verb\": \"移出\", \"grounds\": [ { \"code\": \"NO_DYNAMIC_FORM\", \"article\": \"第六条\" } ] },\n"
		"  \"bars\": [ { \"years\": 3, \"article\": \"第七条\" } ]\n}\n",
		place[0], place[1], place[0]);
	finish(f);
}

static void write_assessors(const char *dir)
{
	char path[512];

	for (unsigned i = 0; i < ASSESSORS; i++) {
		FILE *f;

		snprintf(path, sizeof(path), "%s/content/assessors/bench-%u.json", dir, i);
		f = create(path);
		fprintf(f, "{ \"id\": \"bench-%u\", \"name\": \"示例评价中心%u\" }\n", i, i);
		finish(f);
	}
}

static void write_portal(const char *dir)
{
	char path[512];
	FILE *f;

	snprintf(path, sizeof(path), "%s/content/site.json", dir);
	f = create(path);
	fprintf(f, "{ \"name\": \"示例网站\", \"site_code\": \"0000000000\" }\n");
	finish(f);
	snprintf(path, sizeof(path), "%s/content/categories.json", dir);
	f = create(path);
	fprintf(f, "{ \"categories\": [ { \"code\": \"factory\", \"name\": \"绿色工厂\", \"kind\": \"enterprise\" } ] }\n");
	finish(f);
	snprintf(path, sizeof(path), "%s/content/regions/000000.json", dir);
	f = create(path);
	fprintf(f, "{ \"code\": \"000000\", \"level\": \"nation\", \"name\": \"国家\", \"slug\": \"nation\" }\n");
	finish(f);
	write_assessors(dir);
	for (unsigned i = 0; i < PLACES; i++) {
		snprintf(path, sizeof(path), "%s/content/regions/%s.json", dir, places[i][0]);
		f = create(path);
		fprintf(f,
			"{ \"code\": \"%s\", \"level\": \"province\", \"name\": \"%s\", \"slug\": \"province%u\", \"parent\": \"000000\",\n"
			"  \"authorities\": [ { \"id\": \"%s-bench\", \"name\": \"%s示例厅\", \"lead\": true, \"contacts\": [] } ] }\n",
			places[i][0], places[i][1], i, places[i][0], places[i][1]);
		finish(f);
		write_rules(dir, places[i]);
	}
}

int main(int argc, char **argv)
{
	unsigned companies, notices, batches, batch;
	struct company *all;

	if (argc != 4 && argc != 5) {
		fputs("usage: generate COMPANIES NOTICES DIR [HUGO]\n", stderr);
		return 2;
	}
	companies = (unsigned)strtoul(argv[1], NULL, 10);
	notices = (unsigned)strtoul(argv[2], NULL, 10);
	batches = notices / PLACES / 2 + 1;
	batch = companies / PLACES / batches + 1;
	all = calloc(companies, sizeof(*all));
	if (!all)
		die("memory");
	write_portal(argv[3]);
	for (unsigned i = 0; i < companies; i++)
		write_company(argv[3], &all[i], i);
	for (unsigned k = 0; k < notices; k++)
		write_notice(argv[3], all, companies, k, batch);
	for (unsigned i = 0; argc == 5 && i < companies; i++)
		write_page(argv[4], &all[i], batch);
	free(all);
	return 0;
}
