/* All that notices did to an entity, newest first, in plain Chinese. */
#ifndef LUCE_PAGES_ENTITY_EVENTS_H
#define LUCE_PAGES_ENTITY_EVENTS_H

#include "pages/page.h"

extern const struct shape entity_event_shape;

void fill_entity_events(const struct page *p, struct value *v, const struct standing *s);

#endif
