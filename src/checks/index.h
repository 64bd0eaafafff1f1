/*
 * What would be slow to find each time: the rows of a notice, the calls of
 * a region, the companies in a park. Made once for a run; read only after that.
 */
#ifndef LUCE_CHECKS_INDEX_H
#define LUCE_CHECKS_INDEX_H

#include "register/registry.h"
#include "rules/rules.h"

struct event_range {
	const struct event *items;
	size_t n;
};

struct tenant { /* a company in a park */
	const struct entity *entity;
	const struct membership_span *span;
	struct tenant *next;
};

struct check_index {
	const struct content *content;
	struct event_range *events; /* by index of the notice */
	struct calls *calls; /* as seen by the register */
	struct map tenants; /* by id of the park: struct tenant, the last first */
	struct map assessors; /* by name and alias: struct assessor */
	struct arena arena;
};

void check_index_init(struct check_index *index, const struct content *c, const struct registry *r);
void check_index_release(struct check_index *index);

#endif
