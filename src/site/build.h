/*
 * Builds the portal: content and register in, a folder of files out, all of
 * it or nothing.
 *
 *	templates -> plan of addresses -> pages rendered, checked and staged
 *	-> comparison with the old manifest -> one transaction
 *
 * The output depends on the content, the templates, the versions of program
 * and libraries, the registry's as_of and seen, the base URL, the commit id
 * and the history behind it; on nothing else. What changes with every build stands on the home
 * page and in the manifest only.
 *
 * Files in the output folder that its manifest does not name are not luce's:
 * they are left alone, and one that is in the way is a finding.
 */
#ifndef LUCE_SITE_BUILD_H
#define LUCE_SITE_BUILD_H

#include "base/digest.h"
#include "base/finding.h"
#include "content/content.h"
#include "register/registry.h"
#include "site/changes.h"
#include "store/transaction.h"

struct history;
struct source;

struct site_options {
	const struct content *content; /* without errors */
	const struct registry *registry; /* folded up to a day, not for ever */
	const struct history *history; /* of the content; NULL: none is known */
	struct source *source; /* that the content came from: templates and attachments */
	const char *out; /* folder; made where only its last part is absent */
	const char *base_url; /* where it will be served; NULL or "": not known */
	const char *commit; /* full id; NULL: not built from a commit */
	const char *version; /* of the program, and whatever else shapes its output */
	/*
	 * What tells this program from any other that might make other bytes; NULL: nothing is
	 * remembered of this build, and nothing believed of an earlier one.
	 */
	const char *program;
	/*
	 * Of all that the output depends on, so that the next build may find that nothing of it
	 * changed; zeros: not known. What was read was as the digest says when it was read.
	 */
	struct digest inputs;
	bool dry_run; /* nothing is touched, not even locked */
	struct site_changes *changes; /* of a dry run; NULL: not asked for */
	bool verify; /* render also what may stay as it is: a page that would change is a finding */
	unsigned threads;
};

struct site_counts {
	size_t pages, copies;
	size_t made; /* of them: rendered or copied, since they could not stay as they were */
	struct transaction_counts files; /* the manifest among them; none of a dry run */
	struct readers_changes changed;
};

/* -1 with findings, and an unchanged folder unless one of them is F_TRANSACTION_STOPPED. */
int site_build(const struct site_options *o, struct site_counts *counts, struct findings *f);

#endif
