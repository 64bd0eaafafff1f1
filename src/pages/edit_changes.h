/*
 * What an edit of a published notice changed, old and new: for its page.
 *
 * What was taken out may have been taken out for a reason. A version that is
 * withheld by law is not compared here, and what looks like a person's
 * number or mailbox is not said again: the repository has it.
 */
#ifndef LUCE_PAGES_EDIT_CHANGES_H
#define LUCE_PAGES_EDIT_CHANGES_H

#include "history/history.h"
#include "pages/common.h"

extern const struct shape edit_change_shape;

enum { EDIT_CHANGES_MOST = 40 }; /* that are shown; the rest is counted */

/* Returns how many there are in all. */
size_t fill_edit_changes(const struct page *p, struct value *v, const struct edit *e);

#endif
