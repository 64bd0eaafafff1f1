#include "pages/page.h"

const struct page_kind *const page_kinds[] = {
	&page_home, &page_region, &page_notices, &page_list, &page_entity, &page_notice, &page_missing, NULL
};
