/* Inside of made_from.h: how its digests are filled. Used by made_from.c alone. */
#ifndef LUCE_PAGES_MADE_FROM_ROWS_H
#define LUCE_PAGES_MADE_FROM_ROWS_H

#include "pages/made_from.h"

/* Each adds what its digest holds beyond that of the step before. */
void add_notice_state(struct digester *d, const struct made_from *m, const struct notice_outline *n);
void add_face(struct digester *d, const struct made_from *m, const struct standing *s);
void add_standing(struct digester *d, const struct made_from *m, const struct standing *s);
void add_entity(struct digester *d, const struct made_from *m, const struct standing *s);
void add_list(struct digester *d, const struct made_from *m, const struct list_outline *l);

#endif
