#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "commands/command.h"
#include "commands/file.h"
#include "commands/portal.h"
#include "commands/report.h"
#include "content/names.h"
#include "content/write.h"
#include "format/csv.h"
#include "intake/intake.h"
#include "store/transaction.h"

enum {
	IMPORT_LIST,
	IMPORT_ACTION,
	IMPORT_NOTICE,
	IMPORT_TITLE,
	IMPORT_WHERE,
	IMPORT_MAP,
	IMPORT_SET,
	IMPORT_DRY_RUN
};

static const struct option options[] = {
	[IMPORT_LIST] = { "list",
			  "LIST",
			  { "名单，如 440400/factory", "the list, such as 440400/factory" } },
	[IMPORT_ACTION] = { "action",
			    "ACTION",
			    { "动作，如 enter、propose、remove",
			      "what the rows do: enter, propose, remove …" } },
	[IMPORT_NOTICE] = { "notice",
			    "NOTICE",
			    { "写入哪一份文告；没有则新建",
			      "the notice to write to; made if it is not there" } },
	[IMPORT_TITLE] = { "title", "TITLE", { "附件标题", "title of the annex" } },
	[IMPORT_WHERE] = { "where",
			   "COLUMN=VALUE",
			   { "只取该列为此值的行", "only rows whose column has this value" } },
	[IMPORT_MAP] = { "map", "COLUMN=ROLE", { "某列的含义", "what a column means" } },
	[IMPORT_SET] = { "set",
			 "KEY=VALUE",
			 { "文告的元数据，如 signed=2017-08-23",
			   "front matter of the notice: signed=2017-08-23" } },
	[IMPORT_DRY_RUN] = { "dry-run",
			     NULL,
			     { "只说将做什么，不写文件",
			       "say what would be done, and write nothing" } },
	{ .name = NULL },
};

struct job {
	const struct invocation *in;
	struct portal *portal;
	struct arena *arena;
	struct intake_request request;
	struct csv_table sheet;
	struct intake made;
	const struct notice *before; /* NULL: the notice is new */
	struct transaction *transaction; /* NULL: a dry run */
	struct pair pairs[3][VALUES_MOST]; /* where, map, set */
	size_t n_pairs[3];
};

/* "key=value" of a repeated option into pairs. -1 and a message where there is no '='. */
static int read_pairs(struct job *job, size_t option, size_t which)
{
	const struct option_values *values = &job->in->values[option];

	for (size_t i = 0; i < values->n; i++) {
		const char *equals = strchr(values->items[i], '=');

		if (!equals) {
			usage_error(job->in, U_IMPORT_PAIR, values->items[i],
				    job->in->command->options[option].argument);
			return -1;
		}
		job->pairs[which][i].key = arena_strndup(job->arena, values->items[i],
							 (size_t)(equals - values->items[i]));
		job->pairs[which][i].value = equals + 1;
	}
	job->n_pairs[which] = values->n;
	return 0;
}

static int read_request(struct job *job)
{
	const struct invocation *in = job->in;
	const char *action = option_value(in, IMPORT_ACTION);
	struct intake_request *q = &job->request;

	for (size_t i = IMPORT_LIST; i <= IMPORT_NOTICE; i++)
		if (!option_given(in, i))
			return usage_error(in, U_OPTION_ABSENT, in->command->options[i].name), -1;
	for (int i = 1; action_names[i]; i++)
		if (strcmp(action_names[i], action) == 0)
			q->action = i;
	if (!q->action)
		return usage_error(in, U_IMPORT_ACTION, action), -1;
	if (!intake_takes(q->action))
		return usage_error(in, U_IMPORT_HAND, action), -1;
	if (!notice_id_valid(option_value(in, IMPORT_NOTICE)))
		return usage_error(in, U_IMPORT_NOTICE, option_value(in, IMPORT_NOTICE)), -1;
	if (read_pairs(job, IMPORT_WHERE, 0) < 0 || read_pairs(job, IMPORT_MAP, 1) < 0 ||
	    read_pairs(job, IMPORT_SET, 2) < 0)
		return -1;
	q->sheet_path = in->operands[0];
	q->list = option_value(in, IMPORT_LIST);
	q->notice = option_value(in, IMPORT_NOTICE);
	q->annex_title = option_value(in, IMPORT_TITLE);
	q->where = job->pairs[0];
	q->n_where = job->n_pairs[0];
	q->map = job->pairs[1];
	q->n_map = job->n_pairs[1];
	return 0;
}

static int read_sheet(struct job *job)
{
	struct findings *f = &job->portal->findings;
	struct place place = { .path = job->request.sheet_path };
	struct buf bytes = BUF_INIT;
	int status = -1;

	if (file_read(job->request.sheet_path, &bytes) < 0) {
		finding_add(f, F_FILE_UNREADABLE, place, strerror(errno));
		job->portal->environment = true;
	} else {
		status = csv_table_parse(buf_str(&bytes), place, job->arena, &job->sheet, f);
	}
	buf_release(&bytes);
	job->request.sheet = &job->sheet;
	return status;
}

/* The day that --set signed=… gives; DATE_NONE where it gives none. */
static date_t signed_on(const struct job *job)
{
	for (size_t i = 0; i < job->n_pairs[2]; i++)
		if (strcmp(job->pairs[2][i].key, "signed") == 0)
			return date_parse(job->pairs[2][i].value);
	return DATE_NONE;
}

/* The notice as it will be, but for its annexes. One that is new and transcribed is no draft. */
static int prepare_notice(struct job *job)
{
	const struct intake_request *q = &job->request;
	struct notice *n = &job->made.notice;
	const struct place command_line = { .path = NULL };

	job->before = content_notice(q->content, q->notice);
	if (job->before)
		*n = *job->before;
	else
		intake_new_notice(q->content, q->notice, q->action, signed_on(job), job->arena, n);
	if (job->n_pairs[2] && notice_set(n, job->arena, job->pairs[2], job->n_pairs[2],
					  command_line, &job->portal->findings) < 0)
		return -1;
	if (!job->before && n->transcribed)
		n->draft = false;
	intake_finish_notice(n);
	return 0;
}

static bool same_front_matter(const struct job *job)
{
	struct buf a = BUF_INIT, b = BUF_INIT;
	bool same = false;

	if (job->before) {
		notice_render(job->before, &a);
		notice_render(&job->made.notice, &b);
		same = a.len == b.len && memcmp(a.data, b.data, a.len) == 0;
	}
	buf_release(&a);
	buf_release(&b);
	return same;
}

static const char *annex_path(const struct job *job)
{
	return arena_printf(job->arena, "content/notices/%s.json", job->made.notice.id);
}

static int write_all(struct job *job, struct transaction_counts *counts)
{
	struct findings *f = &job->portal->findings;
	struct transaction *t = job->transaction;
	struct buf bytes = BUF_INIT;
	int status = 0;

	for (size_t i = 0; status == 0 && i < job->made.entities.n; i++) {
		buf_clear(&bytes);
		entity_render(&job->made.entities.items[i], &bytes);
		status = transaction_put(t, job->made.entities.items[i].path, buf_str(&bytes), f);
	}
	if (status == 0 && !same_front_matter(job)) {
		buf_clear(&bytes);
		notice_render(&job->made.notice, &bytes);
		status = transaction_put(t, job->made.notice.path, buf_str(&bytes), f);
	}
	if (status == 0) {
		buf_clear(&bytes);
		annexes_render(&job->made.notice, &bytes);
		status = transaction_put(t, annex_path(job), buf_str(&bytes), f);
	}
	if (status == 0)
		status = transaction_commit(t, counts, f);
	buf_release(&bytes);
	return status;
}

static void say_done(const struct job *job, const struct transaction_counts *counts)
{
	bool zh = job->in->language == LANG_ZH;

	fprintf(stderr,
		zh ? "%s：%zu 行，对应已有单位 %zu 个，新建 %zu 个，补充所在地区 %zu 个\n"
		   : "%s: %zu rows, %zu matched, %zu new, %zu located\n",
		job->request.notice, job->made.rows, job->made.matched, job->made.entities.n,
		job->made.located);
	if (option_given(job->in, IMPORT_DRY_RUN))
		fputs(zh ? "试运行，未写文件\n" : "dry run, nothing written\n", stderr);
	else
		fprintf(stderr, zh ? "写入文件 %zu 个\n" : "%zu files written\n", counts->written);
}

static int run(struct job *job)
{
	struct transaction_counts counts = { 0 };
	struct fold_options fold = { .as_of = DATE_MAX,
				     .seen = DATE_MAX,
				     .without = job->request.notice };
	struct findings quiet = FINDINGS_INIT; /* the fold's own findings belong to luce check */
	int status;

	job->request.content = job->portal->content;
	job->portal->registry = registry_fold(job->portal->content, &fold, &quiet);
	findings_release(&quiet);
	job->request.registry = job->portal->registry;
	status = read_sheet(job);
	if (status == 0)
		status = prepare_notice(job);
	if (status == 0)
		status = intake_plan(&job->request, job->arena, &job->made, &job->portal->findings);
	if (status == 0 && !option_given(job->in, IMPORT_DRY_RUN)) {
		status = write_all(job, &counts);
		job->portal->environment = status < 0;
	}
	if (status == 0)
		say_done(job, &counts);
	return status;
}

/*
 * Before anything is read, so that nobody writes between reading and writing: two imports at once
 * would give one id to two companies. -1 if it cannot be had; what it says is said at once.
 */
static int begin(struct job *job)
{
	struct findings f = FINDINGS_INIT;
	struct source *portal =
		source_open_tree(job->in->folder, &f); /* a folder that is not there is not made */

	if (portal)
		job->transaction = transaction_begin(job->in->folder, &f);
	report_text(&f, NULL, job->in->language, stderr);
	source_free(portal);
	findings_release(&f);
	return job->transaction ? 0 : -1;
}

static int import_all(struct job *job)
{
	struct portal_options o = { .as_of_default = DATE_MAX };
	int status;

	if (portal_open(job->portal, job->in, &o) == 0)
		run(job);
	status = portal_refuse(job->portal, job->in);
	portal_close(job->portal);
	return status;
}

static int import(const struct invocation *in)
{
	struct portal p;
	struct arena arena = ARENA_INIT;
	struct job job = { .in = in, .portal = &p, .arena = &arena };
	int status = EXIT_USAGE;

	if (read_request(&job) == 0)
		status = option_given(in, IMPORT_DRY_RUN) || begin(&job) == 0 ? import_all(&job)
									      : EXIT_ENVIRONMENT;
	transaction_free(job.transaction);
	arena_release(&arena);
	return status;
}

const struct command import_command = {
	.name = "import",
	.operands = "SHEET.csv",
	.least_operands = 1,
	.most_operands = 1,
	.says = { "把表格的各行转为单位记录和文告的附件；要么全部写入，要么都不写",
		  "rows of a sheet into entities and a notice's annex; all or nothing" },
	.options = options,
	.run = import,
};
