/*
 * What the tables of commands say of themselves: the lists that `luce help`
 * prints, the man page, and the completion of command lines by bash.
 */
#include <stdio.h>
#include <string.h>

#include "commands/check_rules.h"
#include "commands/command.h"
#include "commands/version.h"

enum { HELP_MAN, HELP_COMPLETION };

static const struct option options[] = {
	[HELP_MAN] = { "man", NULL, { "输出手册页（roff）", "print the man page (roff)" } },
	[HELP_COMPLETION] = { "completion",
			      NULL,
			      { "输出 bash 补全脚本", "print the completion script for bash" } },
	{ .name = NULL },
};

static const char *const about[] = {
	"由文告编成绿色制造名单网站，并可由 git 证明名单从未无文告而改变",
	"publishes official lists: a static portal derived from notices kept in git",
};

/* ---- the man page ---- */

/* In roff a backslash begins an escape, and so does a dot or a quote at the start of a line. */
static void add_roff(struct buf *out, const char *s)
{
	for (; *s; s++)
		if (*s == '\\')
			buf_add_str(out, "\\e");
		else if (*s == '-')
			buf_add_str(out, "\\-");
		else
			buf_add_char(out, *s);
}

static void add_option(const struct option *o, enum language lang, struct buf *out)
{
	buf_add_str(out, ".TP\n\\fB\\-\\-");
	add_roff(out, o->name);
	buf_add_str(out, "\\fR");
	if (o->argument) {
		buf_add_str(out, " \\fI");
		add_roff(out, o->argument);
		buf_add_str(out, "\\fR");
	}
	buf_add_str(out, "\n\\&");
	add_roff(out, o->says[lang]);
	buf_add_char(out, '\n');
}

static void add_command(const struct command *c, enum language lang, struct buf *out)
{
	buf_add_str(out, ".SS ");
	add_roff(out, c->name);
	buf_add_str(out, "\n\\fBluce\\fR [\\fB\\-C\\fR \\fIDIR\\fR] \\fB");
	add_roff(out, c->name);
	buf_add_str(out, "\\fR \\fI");
	add_roff(out, c->operands);
	buf_add_str(out, "\\fR\n.PP\n\\&");
	add_roff(out, c->says[lang]);
	buf_add_char(out, '\n');
	for (const struct option *o = c->options; o->name; o++)
		add_option(o, lang, out);
}

static void add_family(void *ctx, const char *says)
{
	buf_add_str(ctx, ".SS ");
	add_roff(ctx, says);
	buf_add_char(ctx, '\n');
}

static void add_rule(void *ctx, const char *name, const char *severity, const char *says)
{
	buf_add_str(ctx, ".TP\n\\fB");
	add_roff(ctx, name);
	buf_add_format(ctx, "\\fR (%s)\n\\&", severity);
	add_roff(ctx, says);
	buf_add_char(ctx, '\n');
}

static void add_man(enum language lang, struct buf *out)
{
	static const char *const words[][2] = {
		{ "名称", "NAME" },	   { "概要", "SYNOPSIS" },
		{ "命令", "COMMANDS" },	   { "退出状态", "EXIT STATUS" },
		{ "环境", "ENVIRONMENT" }, { "检查的规则", "RULES" },
	};
	static const struct rule_visitor rules = { add_family, add_rule };
	static const char *const exits[] = {
		"0 正常（仅有警告也是）；1 有错误；2 用法不对；3 环境所限",
		"0 fine, warnings alone included; 1 an error stands; 2 usage; 3 the environment",
	};
	static const char *const language[] = {
		"以 zh 开头时输出中文；否则看 LC_ALL、LC_MESSAGES、LANG",
		"Chinese where it begins with zh; else LC_ALL, LC_MESSAGES, LANG decide",
	};

	buf_add_format(out, ".TH LUCE 1 \"\" \"luce %s\"\n.SH %s\nluce \\- %s\n", LUCE_VERSION,
		       words[0][lang], about[lang]);
	buf_add_format(out, ".SH %s\n\\fBluce\\fR [\\fB\\-C\\fR \\fIDIR\\fR] \\fICOMMAND\\fR ...\n",
		       words[1][lang]);
	buf_add_format(out, ".SH %s\n", words[2][lang]);
	for (size_t i = 0; all_commands[i]; i++)
		add_command(all_commands[i], lang, out);
	buf_add_format(out, ".SH %s\n%s\n.SH %s\n.TP\nLUCE_LANG\n%s\n", words[3][lang], exits[lang],
		       words[4][lang], language[lang]);
	buf_add_format(out, ".SH %s\n", words[5][lang]);
	check_rules_each(lang, &rules, out);
}

/* ---- completion ---- */

/* After an option with choices these are offered; after one with another argument, files. */
static void add_choices(const struct command *c, struct buf *out)
{
	buf_add_format(out, "\t%s)\n\t\tcase $previous in\n", c->name);
	for (const struct option *o = c->options; o->name; o++)
		if (o->argument && strchr(o->argument, '|')) {
			buf_add_format(out, "\t\t--%s) words='", o->name);
			for (const char *s = o->argument; *s; s++)
				buf_add_char(out, *s == '|' ? ' ' : *s);
			buf_add_str(out, "' ;;\n");
		} else if (o->argument) {
			buf_add_format(out, "\t\t--%s) return ;;\n", o->name);
		}
	buf_add_str(out, "\t\t*) words='");
	for (const struct option *o = c->options; o->name; o++)
		buf_add_format(out, "%s--%s", o == c->options ? "" : " ", o->name);
	buf_add_str(out, "' ;;\n\t\tesac ;;\n");
}

static void add_completion(struct buf *out)
{
	buf_add_str(out, "_luce() {\n"
			 "\tlocal word=${COMP_WORDS[COMP_CWORD]} previous=${COMP_WORDS[COMP_CWORD-1]}\n"
			 "\tlocal i=1 words=\n"
			 "\twhile [ \"${COMP_WORDS[i]}\" = -C ]; do i=$((i + 2)); done\n"
			 "\tif [ \"$COMP_CWORD\" -le \"$i\" ]; then\n"
			 "\t\twords='");
	for (size_t i = 0; all_commands[i]; i++)
		buf_add_format(out, "%s%s", i ? " " : "", all_commands[i]->name);
	buf_add_str(out, "'\n\t\t[ \"$previous\" != -C ] || words=\n"
			 "\telse\n\tcase ${COMP_WORDS[i]} in\n");
	for (size_t i = 0; all_commands[i]; i++)
		add_choices(all_commands[i], out);
	buf_add_str(out, "\tesac\n\tfi\n"
			 "\tCOMPREPLY=($(compgen -W \"$words\" -- \"$word\"))\n"
			 "}\n"
			 "complete -o default -F _luce luce\n");
}

/* ---- */

static void add_list(const struct invocation *in, struct buf *out)
{
	buf_add_format(out, in->language == LANG_ZH ? "luce（绿册）：%s。\n\n" : "luce %s.\n\n",
		       about[in->language]);
	for (size_t i = 0; all_commands[i]; i++)
		buf_add_format(out, "  %-9s %s\n", all_commands[i]->name,
			       all_commands[i]->says[in->language]);
}

static int help(const struct invocation *in)
{
	struct buf out = BUF_INIT;
	int status;

	if (option_given(in, HELP_MAN))
		add_man(in->language, &out);
	else if (option_given(in, HELP_COMPLETION))
		add_completion(&out);
	else if (!in->n_operands)
		add_list(in, &out);
	for (size_t i = 0; in->n_operands && all_commands[i]; i++)
		if (strcmp(all_commands[i]->name, in->operands[0]) == 0)
			command_help(all_commands[i], in->language, &out);
	status = out.len ? print_product(&out) : usage_error(in, U_COMMAND, in->operands[0]);
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
