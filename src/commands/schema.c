#include <string.h>

#include "commands/answer_tables.h"
#include "commands/command.h"
#include "commands/report.h"
#include "content/schema.h"
#include "content/tables.h"
#include "store/transaction.h"

enum { SCHEMA_WRITE };

static const struct option options[] = {
	[SCHEMA_WRITE] = { "write",
			   NULL,
			   { "把全部写入 content/.schema/，供编辑器由 $schema 找到",
			     "write all of them to content/.schema/, where editors find them by $schema" } },
	{ .name = NULL },
};

static int write_all(const struct invocation *in)
{
	struct findings f = FINDINGS_INIT;
	struct transaction *t = transaction_begin(in->folder, &f);
	struct transaction_counts counts = { 0 };
	struct buf out = BUF_INIT, path = BUF_INIT;
	int status = t ? 0 : -1;

	for (size_t i = 0; status == 0 && all_records[i]; i++) {
		buf_clear(&out);
		buf_clear(&path);
		buf_add_format(&path, "content/.schema/%s.json", all_records[i]->name);
		schema_render(all_records[i], &out);
		status = transaction_put(t, path.data, buf_str(&out), &f);
	}
	if (status == 0)
		status = transaction_commit(t, &counts, &f);
	transaction_free(t);
	report_text(&f, NULL, in->language, stderr);
	findings_release(&f);
	buf_release(&out);
	buf_release(&path);
	return status == 0 ? EXIT_FINE : EXIT_ENVIRONMENT;
}

/* The schema of the kind among those, or a line for each where none is named. */
static void add_kind(const struct record *const *kinds, const char *name, struct buf *out)
{
	for (size_t i = 0; kinds[i]; i++)
		if (!name)
			buf_add_format(out, "%-13s %s\n", kinds[i]->name, kinds[i]->says);
		else if (strcmp(kinds[i]->name, name) == 0)
			schema_render(kinds[i], out);
}

static int schema(const struct invocation *in)
{
	struct buf out = BUF_INIT;
	int status;

	if (option_given(in, SCHEMA_WRITE))
		return in->n_operands ? usage_error(in, U_SCHEMA_WRITE, NULL) : write_all(in);
	add_kind(all_records, in->operands[0], &out);
	add_kind(all_answers, in->operands[0], &out);
	if (!out.len)
		status = usage_error(in, U_SCHEMA, in->operands[0]);
	else
		status = print_product(&out);
	buf_release(&out);
	return status;
}

const struct command schema_command = {
	.name = "schema",
	.operands = "[KIND]",
	.most_operands = 1,
	.says = { "一类记录或回答的 JSON Schema；不指明时列出种类",
		  "the JSON Schema of a kind of record or answer; without a kind, what there is" },
	.options = options,
	.run = schema,
};
