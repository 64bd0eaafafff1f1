/* Company names, and cells, as sheets print them. */
#ifndef LUCE_INTAKE_NAMES_H
#define LUCE_INTAKE_NAMES_H

#include "base/mem.h"

/*
 * A printed name as a record keeps it: without white space beside Chinese
 * characters, with full-width brackets. "甲（原乙）" gives 甲, and *former
 * gets 乙 (NULL where there is none).
 */
const char *name_clean(struct arena *a, const char *printed, const char **former);

/* A cell or label as it is printed, but for the line ends that only fit it into its column. */
const char *cell_clean(struct arena *a, const char *printed);

#endif
