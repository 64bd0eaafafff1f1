/* Another program, run and waited for; several at a time from as many threads. */
#ifndef LUCE_COMMANDS_PROCESS_H
#define LUCE_COMMANDS_PROCESS_H

#include <stdbool.h>

#include "base/buf.h"

struct process {
	const char *const *arguments; /* the program first, found in PATH; NULL at the end */
	const char *const *environment; /* "NAME=value"; NULL at the end. NULL: this program's own */
	const struct buf *input; /* NULL: this program's own; else the program must read it before it prints much */
	struct buf *output; /* what it prints is appended; NULL: it goes where talk goes */
	bool talk; /* what it says on stderr is appended too */
};

enum { PROCESS_NONE = -1 };

/* Its exit status; PROCESS_NONE if it could not be run, or was killed. */
int process_run(const struct process *p);

#endif
