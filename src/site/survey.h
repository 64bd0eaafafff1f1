/*
 * The portal as an inspector would see it: which columns its pages make, what
 * each shows on a day and how new that is. Nothing is rendered.
 *
 *	struct built built;
 *	site_survey(content, registry, today, &built, &arena);
 *	... (struct check_facts){ …, .built = &built } ...
 */
#ifndef LUCE_SITE_SURVEY_H
#define LUCE_SITE_SURVEY_H

#include "base/mem.h"
#include "checks/built.h"
#include "content/content.h"
#include "register/registry.h"

/* What is published later than the day is not looked at. All of *out is in the arena. */
void site_survey(const struct content *c, const struct registry *r, date_t day, struct built *out,
		 struct arena *a);

#endif
