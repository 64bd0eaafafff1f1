/*
 * Commands: one file each, and one table of options each, which drives
 * parsing, `luce help` and usage errors alike.
 *
 * commands/ is the only folder that prints, exits, and reads the clock, the
 * environment and the arguments. Product goes to stdout, talk to stderr.
 */
#ifndef LUCE_COMMANDS_COMMAND_H
#define LUCE_COMMANDS_COMMAND_H

#include <stdbool.h>
#include <stddef.h>

#include "base/finding.h"

enum exit_status {
	EXIT_FINE = 0, /* warnings alone leave it at that */
	EXIT_FOUND = 1, /* an error stands */
	EXIT_USAGE = 2,
	EXIT_ENVIRONMENT = 3
};

enum { OPTIONS_MOST = 16, VALUES_MOST = 32, OPERANDS_MOST = 8 };

enum { FORMAT_TEXT, FORMAT_JSON }; /* the first choices of --format */

struct option {
	const char *name; /* "as-of" */
	const char *argument; /* "DATE"; "text|json", one of these, the first unless given; NULL: a flag */
	const char *says[2]; /* by enum language */
};

struct option_values { /* of one option, in the order given */
	const char *items[VALUES_MOST];
	size_t n;
};

struct invocation {
	const struct command *command;
	const char *folder; /* -C, "." by default */
	enum language language;
	struct option_values values[OPTIONS_MOST]; /* by index in the command's table */
	const char *operands[OPERANDS_MOST];
	size_t n_operands;
};

struct command {
	const char *name;
	const char *operands; /* "LIST.csv" */
	size_t least_operands, most_operands;
	const char *says[2];
	const struct option *options; /* name NULL at the end */
	int (*run)(const struct invocation *in); /* returns enum exit_status */
};

extern const struct command *const all_commands[]; /* NULL at the end */

/* NULL where the option was not given; the last one where it was given more than once. */
const char *option_value(const struct invocation *in, size_t option);
bool option_given(const struct invocation *in, size_t option);
/* Of an option that is one of several: the index of the one given, 0 where none is. */
int option_choice(const struct invocation *in, size_t option);
/* The index of the value in "text|json"; -1: it is none of them. */
int choice_index(const char *choices, const char *value);

enum usage { /* what may be wrong with a command line */
#define USAGE(id, zh, en) id,
#include "commands/usage.def"
#undef USAGE
};

/* One line to stderr, "luce list: …", and where to read on; returns EXIT_USAGE. */
int usage_error_say(const struct invocation *in, enum usage id, const char *const args[FINDING_ARGS]);
#define usage_error(in, id, ...)                                                                   \
	usage_error_say((in), (id), (const char *const[FINDING_ARGS]){ __VA_ARGS__ })
void command_help(const struct command *c, enum language lang, struct buf *out);
/* Writes all of b to stdout. EXIT_FINE, or EXIT_ENVIRONMENT with a line if it could not be written. */
int print_product(const struct buf *b);

extern const struct command audit_command, build_command, preview_command, check_command,
	diff_command, help_command, import_command, list_command, log_command, period_command,
	schema_command, show_command, version_command;
extern const struct command publish_command, release_command, verify_command, witness_command;

#endif
