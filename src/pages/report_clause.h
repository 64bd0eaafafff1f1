/* What a regulation says about reports (举报): to whom, about whom, what is needed, what follows. */
#ifndef LUCE_PAGES_REPORT_CLAUSE_H
#define LUCE_PAGES_REPORT_CLAUSE_H

#include "pages/page.h"

extern const struct shape report_clause_shape;

/* As the text reads for a region; it need not be the region's own. */
void fill_report_clause(const struct page *p, struct value *v, const struct rules *r,
			const struct region_outline *region);
/* The same for the texts that r rests on, where r itself says nothing that is verified. */
void fill_report_others(const struct page *p, struct value *v, const struct rules *r,
			const struct region_outline *region);

#endif
