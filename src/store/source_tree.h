/*
 * A work tree as a source. Only for the source_tree*.c files.
 */
#ifndef LUCE_STORE_SOURCE_TREE_H
#define LUCE_STORE_SOURCE_TREE_H

#include <sys/types.h>

#include "store/root.h"
#include "store/source_kind.h"

struct source_tree {
	struct source base;
	struct root root;
	dev_t device; /* of the root */
};

static inline struct source_tree *tree_of(struct source *s)
{
	return (struct source_tree *)s;
}

/* "symlink" and so on, of what is neither file nor folder. */
const char *special_file_name(mode_t mode);
int tree_list(struct source *s, const char *folder, struct listing *l);

#endif
