/*
 * A compiled template: flat operations. Internal to template/.
 *
 * A value is addressed by the depth of its frame (0 is the page's, one more
 * for each group or list entered on the way in) and its slot there. Tests
 * jump, so that nothing is nested and rendering never calls itself.
 */
#ifndef LUCE_TEMPLATE_PROGRAM_H
#define LUCE_TEMPLATE_PROGRAM_H

#include <stddef.h>

#include "base/buf.h"

enum { FRAMES_MOST = 64 }; /* frames that are open at once */

enum op_code {
	OP_WRITE, /* text[at], len bytes */
	OP_TEXT, /* the value, escaped */
	OP_HTML, /* the value as it is */
	/* These go on at `at` unless what they say is so. */
	OP_IF_TEXT, /* not empty; HTML too */
	OP_IF_FLAG,
	OP_IF_GROUP, /* present; its frame becomes the one at depth `inner` */
	OP_IF_LIST, /* has an item; the first one's frame becomes the one at depth `inner` */
	OP_NO_TEXT,
	OP_NO_FLAG,
	OP_NO_GROUP,
	OP_NO_LIST,
	OP_NEXT /* the list has no further item; else its frame is filled and goes on at `at` */
};

struct op {
	enum op_code code;
	unsigned depth, slot; /* the value */
	unsigned inner; /* depth of the frame that a group or list opens */
	unsigned room, slots; /* lists: where the frame's values are in the room, and how many */
	size_t at, len;
};

/* clang-format off */ /* to it, "template" is a word of C++ */
struct template {
	struct op *ops;
	size_t n, cap;
	struct buf text; /* all that is written, in order */
	unsigned room; /* values that all the lists open at once need for their frames */
};

#endif
