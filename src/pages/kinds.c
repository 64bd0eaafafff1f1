#include "pages/page.h"

/* clang-format off */
const struct page_kind *const page_kinds[PAGE_KINDS + 1] = {
	&page_home, &page_region, &page_notices, &page_list, &page_entity, &page_notice,
	&page_rules, &page_comparison, &page_report, &page_reports, &page_missing, NULL
};
