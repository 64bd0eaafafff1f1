/*
 * The portal's templates, from the same source as its content, so that an
 * old revision is shown in the dress of its time: compiled for every kind of
 * page, and the assets that are copied as they are.
 */
#ifndef LUCE_SITE_TEMPLATES_H
#define LUCE_SITE_TEMPLATES_H

#include "base/digest.h"
#include "base/finding.h"
#include "base/mem.h"
#include "pages/page.h"

struct source;

struct templates {
	struct page_templates kinds[PAGE_KINDS]; /* as page_kinds */
	const char **assets; /* source paths below templates/assets/, sorted */
	size_t n_assets;
	struct digest made_from; /* all texts */
	struct arena arena;
};

/* -1 with findings: all that is wrong with any template. Released in any case. */
int templates_load(struct templates *t, struct source *s, struct findings *f);
void templates_release(struct templates *t);

/* One alone, of a page that is not of the site's own: "log". NULL with findings. template_free it. */
struct template *template_load(struct source *s, const char *name, const struct shape *shape,
			       struct findings *f);

#endif
