/*
 * A built site committed to a branch, with its log beside it: the files that
 * the site's manifest names, the manifest, and log/, and nothing else. The
 * work tree and the index have no part in it.
 *
 * Each publication must rest on the one before: its source commit descends
 * from that one's and from those of all releases, and its log extends that
 * one's. What stands in the branch otherwise than its manifest says is
 * reported and put right.
 */
#ifndef LUCE_RELEASE_PUBLISH_H
#define LUCE_RELEASE_PUBLISH_H

#include "content/content.h"
#include "git/refs.h"
#include "git/write.h"
#include "log/note.h"

struct publication {
	struct git_repo *repo;
	const char *branch;
	const char *folder; /* the built site */
	const char *source; /* full id of the commit that it was built from */
	const struct content *content; /* of that commit */
	struct source *portal; /* the same: its templates */
	minute_t seen; /* notices published later are not in the site */
	const struct note_signer *signer; /* of the log; NULL: it is not signed */
	const char *origin; /* of a new log; an old one keeps its own */
	const char *identity; /* as in git_new_commit */
	unsigned threads;
	bool dry_run; /* find out what would be done, and do nothing */
};

struct publication_facts {
	char commit[GIT_HEX_SIZE]; /* "" where nothing is new, and in a dry run */
	char root[HASH_HEX_SIZE]; /* of the site: site_root.h */
	bool nothing_new; /* the branch has it all */
	size_t files, objects; /* in the commit; written, or to be */
	uint64_t bytes; /* of the pack */
	size_t log_size, log_added;
	bool log_signed;
};

/* -1 with findings; the branch is as it was. */
int publish(const struct publication *p, struct publication_facts *out, struct findings *f);

/* Every release's commit must be one that `source` rests on. -1 with findings. */
int releases_check(struct git_repo *r, const char *source, struct findings *f);

struct release { /* an annotated tag with the trailers of one */
	const char *name;
	char tag[GIT_HEX_SIZE], commit[GIT_HEX_SIZE];
	int64_t time;
	const char *message;
};

/*
 * All there are, by name, in the arena: a tag is a release if it says what its site's root hash is.
 * -1 with a finding.
 */
int releases_list(struct git_repo *r, struct arena *a, struct release **out, size_t *n,
		  struct findings *f);
/* The last one before `source`: 1; 0: there is none; -1 with a finding. In the arena. */
int release_last(struct git_repo *r, struct arena *a, struct release *out, struct findings *f);

#endif
