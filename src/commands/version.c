#include "commands/version.h"

#include "commands/command.h"
#include "format/markdown.h"

static const struct option options[] = { { .name = NULL } };

static int version(const struct invocation *in)
{
	struct buf out = BUF_INIT;
	int status;

	(void)in;
	buf_add_format(&out, "luce %s\ncmark %s\n", LUCE_VERSION, markdown_version());
	status = print_product(&out);
	buf_release(&out);
	return status;
}

const struct command version_command = {
	.name = "version",
	.operands = "",
	.says = { "版本", "the version" },
	.options = options,
	.run = version,
};
