/*
 * A page that stands by itself, outside of any site: what `luce diff --format
 * html` and `luce preview` write. Its template is the portal's own.
 */
#ifndef LUCE_COMMANDS_SINGLE_PAGE_H
#define LUCE_COMMANDS_SINGLE_PAGE_H

#include "base/finding.h"
#include "store/source.h"
#include "template/template.h"

/* Compiles the file `path` of the portal by its shape; NULL with findings. template_free it. */
struct template *single_page_template(struct source *portal, const char *path,
				      const struct shape *shape, struct findings *f);

#endif
