/* The attachments of a notice, and what of them the law took down (content/withheld.json). */
#ifndef LUCE_PAGES_NOTICE_FILES_H
#define LUCE_PAGES_NOTICE_FILES_H

#include "pages/page.h"

extern const struct shape notice_file_shape;

/* Returns how many; one that was withheld has no href. */
size_t fill_notice_files(const struct page *p, struct value *v, const struct notice *n);

#endif
