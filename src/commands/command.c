#include "commands/command.h"

#include <errno.h>
#include <stdarg.h>
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

int usage_error(const struct invocation *in, const char *fmt, ...)
{
	va_list ap;

	fprintf(stderr, "luce %s: ", in->command->name);
	va_start(ap, fmt);
	vfprintf(stderr, fmt, ap);
	va_end(ap);
	fprintf(stderr,
		in->language == LANG_ZH ? "\n用法见：luce help %s\n" : "\nsee: luce help %s\n",
		in->command->name);
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
