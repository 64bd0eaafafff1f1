#include <stdio.h>
#include <string.h>

#include "commands/command.h"
#include "commands/version.h"

static const struct option options[] = { { .name = NULL } };

static int help(const struct invocation *in)
{
	struct buf out = BUF_INIT;
	bool found = !in->n_operands;
	int status;

	if (!in->n_operands)
		buf_add_str(
			&out,
			in->language == LANG_ZH
				? "luce（绿册）：由文告编成绿色制造名单网站，并可由 git 证明名单从未无文告而改变。\n\n"
				: "luce publishes official lists: a static portal derived from notices kept in git.\n\n");
	for (size_t i = 0; all_commands[i]; i++) {
		const struct command *c = all_commands[i];

		if (in->n_operands && strcmp(c->name, in->operands[0]) != 0)
			continue;
		found = true;
		if (in->n_operands)
			command_help(c, in->language, &out);
		else
			buf_add_format(&out, "  %-9s %s\n", c->name, c->says[in->language]);
	}
	if (!found) {
		buf_release(&out);
		return usage_error(in, "there is no command '%s'", in->operands[0]);
	}
	status = print_product(&out);
	buf_release(&out);
	return status;
}

const struct command help_command = {
	.name = "help",
	.operands = "[COMMAND]",
	.most_operands = 1,
	.says = { "列出命令，或说明一个命令", "list the commands, or explain one" },
	.options = options,
	.run = help,
};
