/* Parses the command line by the tables and runs one command. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "commands/command.h"

const struct command *const all_commands[] = {
	&check_command,	  &list_command,    &show_command,
	&log_command,	  &diff_command,    &audit_command,
	&build_command,	  &preview_command, &import_command,
	&publish_command, &verify_command,  &release_command,
	&witness_command, &period_command,  &schema_command,
	&help_command,	  &version_command, NULL,
};

/* Chinese where the terminal's language says so; no locale is ever set. */
static enum language terminal_language(void)
{
	static const char *const names[] = { "LUCE_LANG", "LC_ALL", "LC_MESSAGES", "LANG" };

	for (size_t i = 0; i < ARRAY_LEN(names); i++) {
		const char *value = getenv(names[i]);

		if (value && *value)
			return strncmp(value, "zh", 2) == 0 ? LANG_ZH : LANG_EN;
	}
	return LANG_EN;
}

static const struct command *command_find(const char *name)
{
	for (size_t i = 0; all_commands[i]; i++)
		if (strcmp(all_commands[i]->name, name) == 0)
			return all_commands[i];
	return NULL;
}

/* The option that "--name" or "--name=value" names; *inline_value is set in the second case. */
static int option_find(const struct command *c, const char *arg, const char **inline_value)
{
	size_t len = strcspn(arg, "=");

	*inline_value = arg[len] ? arg + len + 1 : NULL;
	for (int i = 0; c->options[i].name; i++)
		if (strlen(c->options[i].name) == len && strncmp(c->options[i].name, arg, len) == 0)
			return i;
	return -1;
}

/* One option at args[*i]; -1 and a message if it is wrong. */
static int parse_option(struct invocation *in, char **args, int n, int *i)
{
	const char *value, *arg = args[*i];
	int o = strcmp(arg, "-o") == 0 ? option_find(in->command, "output", &value)
				       : option_find(in->command, arg + 2, &value);
	const struct option *option = &in->command->options[o < 0 ? 0 : o];
	struct option_values *values;

	if (o < 0 || (strncmp(arg, "--", 2) != 0 && strcmp(arg, "-o") != 0))
		return usage_error(in, U_OPTION, arg), -1;
	if (option->argument && !value) {
		if (++*i >= n)
			return usage_error(in, U_OPTION_VALUE, arg, option->argument), -1;
		value = args[*i];
	} else if (!option->argument && value) {
		return usage_error(in, U_OPTION_FLAG, arg), -1;
	}
	if (option->argument && strchr(option->argument, '|') &&
	    choice_index(option->argument, value) < 0)
		return usage_error(in, U_OPTION_CHOICE, option->name, option->argument, value), -1;
	values = &in->values[o];
	if (values->n == VALUES_MOST)
		return usage_error(in, U_OPTION_OFTEN, arg), -1;
	values->items[values->n++] = value ? value : "";
	return 0;
}

static int parse_arguments(struct invocation *in, char **args, int n)
{
	bool options = true;

	for (int i = 0; i < n; i++) {
		if (options && strcmp(args[i], "--") == 0) {
			options = false;
		} else if (options && args[i][0] == '-' && args[i][1]) {
			if (parse_option(in, args, n, &i) < 0)
				return -1;
		} else if (in->n_operands == in->command->most_operands) {
			return usage_error(in, U_OPERAND, args[i]), -1;
		} else {
			in->operands[in->n_operands++] = args[i];
		}
	}
	if (in->n_operands < in->command->least_operands)
		return usage_error(in, U_OPERAND_ABSENT, in->command->operands), -1;
	return 0;
}

int main(int argc, char **argv)
{
	struct invocation in = { .folder = ".", .language = terminal_language() };
	int i = 1;

	while (i < argc && strcmp(argv[i], "-C") == 0) {
		if (i + 1 >= argc)
			return usage_error(&in, U_FOLDER, NULL);
		in.folder = argv[i + 1];
		i += 2;
	}
	if (i >= argc || strcmp(argv[i], "--help") == 0 || strcmp(argv[i], "-h") == 0)
		in.command = &help_command;
	else if (strcmp(argv[i], "--version") == 0)
		in.command = &version_command;
	else
		in.command = command_find(argv[i]);
	if (!in.command)
		return usage_error(&in, U_COMMAND, argv[i]);
	if (i + 1 < argc && (strcmp(argv[i + 1], "--help") == 0 || strcmp(argv[i + 1], "-h") == 0)) {
		in.operands[in.n_operands++] = in.command->name;
		in.command = &help_command;
	} else if (i < argc && parse_arguments(&in, argv + i + 1, argc - i - 1) < 0) {
		return EXIT_USAGE;
	}
	return in.command->run(&in);
}
