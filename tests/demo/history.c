/*
 * Prints the demonstration's history (tests/unit/demo_history.h) as a stream
 * for git fast-import:
 *
 *	history [DIR]		the portal's folder; the current one unless given
 */
#include <stdio.h>

#include "../unit/demo_history.h"
#include "base/thread.h"

int main(int argc, char **argv)
{
	struct findings f = FINDINGS_INIT;
	struct source *portal = source_open_tree(argc > 1 ? argv[1] : ".", &f);
	struct content *c = portal ? content_load(portal, thread_count(), &f) : NULL;
	struct buf out = BUF_INIT;
	int status = 0;

	if (!c || f.errors) {
		fprintf(stderr, "history: %s is no sound portal; see luce check\n",
			argc > 1 ? argv[1] : ".");
		return 1;
	}
	demo_history_stream(c, portal, &out);
	if (fwrite(out.data, 1, out.len, stdout) != out.len || fflush(stdout) != 0) {
		perror("history");
		status = 3;
	}
	buf_release(&out);
	content_free(c);
	source_free(portal);
	findings_release(&f);
	return status;
}
