#include "commands/git.h"

#include <stdlib.h>

#include "base/mem.h"
#include "commands/process.h"

int git_command(const char *folder, const char *const *arguments, const struct buf *input,
		struct buf *output)
{
	size_t n = 0;
	const char **argv;
	int status;

	while (arguments[n])
		n++;
	argv = xcalloc(n + 4, sizeof(*argv));
	argv[0] = "git";
	argv[1] = "-C";
	argv[2] = folder;
	for (size_t i = 0; i < n; i++)
		argv[3 + i] = arguments[i];
	status = process_run(&(struct process){ .arguments = argv, .input = input, .output = output });
	free(argv);
	return status;
}
