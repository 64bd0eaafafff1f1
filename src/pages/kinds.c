#include "pages/page.h"

/* clang-format off */
const struct page_kind *const page_kinds[PAGE_KINDS + 1] = {
	&page_home, &page_region, &page_notices, &page_list, &page_history, &page_day, &page_entity, &page_notice,
	&page_removals, &page_rules, &page_comparison, &page_report, &page_reports,
	&page_assessor, &page_assessors, &page_entities, &page_entities_region, &page_entities_year,
	&page_data, &page_audit, &page_checks, &page_about, &page_map, &page_moved, &page_missing, NULL
};
