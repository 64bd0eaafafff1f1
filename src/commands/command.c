#include "commands/command.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

const char *option_value(const struct invocation *in, size_t option)
{
	const struct option_values *v = &in->values[option];

	return v->n ? v->items[v->n - 1] : NULL;
}

bool option_given(const struct invocation *in, size_t option)
{
	return in->values[option].n > 0;
}

int choice_index(const char *choices, const char *value)
{
	size_t len = strlen(value);

	for (int i = 0; *choices; i++) {
		size_t n = strcspn(choices, "|");

		if (n == len && memcmp(choices, value, n) == 0)
			return i;
		choices += n + (choices[n] == '|');
	}
	return -1;
}

int option_choice(const struct invocation *in, size_t option)
{
	const char *value = option_value(in, option);

	return value ? choice_index(in->command->options[option].argument, value) : 0;
}

int usage_error_say(const struct invocation *in, enum usage id, const char *const args[FINDING_ARGS])
{
	static const char *const words[][2] = {
#define USAGE(id, zh, en) [id] = { zh, en },
#include "commands/usage.def"
#undef USAGE
	};
	const char *command = in->command ? in->command->name : "", *space = *command ? " " : "";
	struct buf line = BUF_INIT;

	message_render(words[id][in->language], args, in->language, &line);
	fprintf(stderr, "luce%s%s: %s\n", space, command, line.data);
	fprintf(stderr, in->language == LANG_ZH ? "用法见：luce help%s%s\n" : "see: luce help%s%s\n",
		space, command);
	buf_release(&line);
	return EXIT_USAGE;
}

void command_help(const struct command *c, enum language lang, struct buf *out)
{
	buf_add_format(out, "luce [-C DIR] %s%s%s\n    %s\n", c->name, *c->operands ? " " : "",
		       c->operands, c->says[lang]);
	for (const struct option *o = c->options; o->name; o++)
		buf_add_format(out, "    --%s%s%s\n        %s\n", o->name, o->argument ? " " : "",
			       o->argument ? o->argument : "", o->says[lang]);
}

int print_product(const struct buf *b)
{
	if ((!b->len || fwrite(b->data, 1, b->len, stdout) == b->len) && fflush(stdout) == 0)
		return EXIT_FINE;
	fprintf(stderr, "luce: cannot write to standard output: %s\n", strerror(errno));
	return EXIT_ENVIRONMENT;
}
