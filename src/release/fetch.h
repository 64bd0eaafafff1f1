/*
 * A site fetched by its address, by libcurl, into a folder: its manifest, the
 * files that the manifest names, and its log.
 *
 * The server is a stranger: http and https only, no redirect to another host,
 * no cookies and no credentials; each file, all of them, and the time that
 * one may take are bounded; names are those that may stand below a folder.
 */
#ifndef LUCE_RELEASE_FETCH_H
#define LUCE_RELEASE_FETCH_H

#include <stdbool.h>
#include <stdint.h>

#include "base/finding.h"

struct fetch {
	const char *url; /* of the site; with or without a '/' at its end */
	const char *folder; /* there, and empty */
	bool log_only;
	uint64_t file_most, all_most; /* bytes; 0: 64 MB and 8 GB */
	long seconds; /* for one file; 0: 300 */
};

bool is_url(const char *text);
/* -1 with a finding. What the server does not have is not in the folder, and no finding. */
int fetch_site(const struct fetch *o, struct findings *f);

#endif
