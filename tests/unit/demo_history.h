/*
 * The demonstration as it would have been kept from its first day: a
 * repository in which two fictional offices (示例) committed its notices one by
 * one, each at its published time.
 *
 * 甲 (广东 and the nation) works on main. 乙 (浙江 and 甘肃) works on a branch
 * of its own that is merged at each notice of the nation, at least every
 * quarter, and at year's end, when a release is tagged (release-2024 …).
 *
 * - First come the portal, its regions, the calendars of then, and the
 *   templates; later calendars, and what was withheld or moved, on their days.
 * - A company's or an assessor's file comes with the first notice that names
 *   it, a rule set with the notice that puts it in force.
 * - A copy without a published time comes on the day it was copied, a call on
 *   its own day, as its deadlines hold from then. What an earlier notice
 *   refers to comes just before that notice.
 * - A list that misprints a name or a place comes with its correction, as luce
 *   refuses it alone: these are committed later than they were published.
 * - Drafts come last, with the files of whom no notice names.
 *
 * Times and authors are made from the content alone, so the commit ids are
 * the same for the same content.
 */
#ifndef LUCE_TESTS_DEMO_HISTORY_H
#define LUCE_TESTS_DEMO_HISTORY_H

#include "base/buf.h"
#include "content/content.h"
#include "store/source.h"

/*
 * Appends a stream for git fast-import. c was loaded from portal, which holds
 * content/ and templates/.
 */
void demo_history_stream(const struct content *c, struct source *portal, struct buf *out);

#endif
