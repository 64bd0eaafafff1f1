/*
 * The log of a published site: read and checked whole, extended by what a
 * content publishes for the first time, compared with what a content is now,
 * and with checkpoints that someone kept.
 *
 * What is in it stands in log/entry.h, its files in log/log.h; they lie under
 * log/ in the site, outside its root hash.
 */
#ifndef LUCE_RELEASE_PUBLIC_LOG_H
#define LUCE_RELEASE_PUBLIC_LOG_H

#include "base/map.h"
#include "content/content.h"
#include "log/entry.h"
#include "log/log.h"

struct source;

struct public_log {
	bool present; /* the site has one */
	struct log log;
	struct buf bytes; /* of its checkpoint */
	struct checkpoint checkpoint; /* points into bytes */
	struct entry *entries; /* as the log's, parsed */
	struct map by_id; /* of notices, to entries */
	struct arena arena;
};

/*
 * Reads the log below log/ in the source. Where there is none, present is
 * false, which is no error. -1 with findings: what is there is no log, or its
 * files do not agree. Released in any case.
 */
int public_log_read(struct public_log *l, struct source *site, struct findings *f);
void public_log_release(struct public_log *l);

/* What the entry of the notice says. */
struct entry notice_entry(const struct notice *n);

/* Adds an entry for each notice of the content that has none; *added is how many. */
void public_log_extend(struct public_log *l, const struct content *c, minute_t seen, size_t *added);
/*
 * What the content says that the log does not, and the reverse: notices
 * without an entry (not after public_log_extend), entries whose notice is gone
 * (but for a redirect that says so), or is not as it was (a warning). Files
 * that were withheld by law are passed over. -1 with errors.
 */
int public_log_compare(const struct public_log *l, const struct content *c, minute_t seen,
		       struct findings *f);
/*
 * Whether the log began as the kept checkpoint says. -1 with a finding at
 * `name`: another log, one that was longer, or had other entries.
 */
int public_log_kept(const struct public_log *l, struct str kept, const char *name,
		    struct findings *f);
/*
 * What the signature of the checkpoint is worth: -1 with a finding where key
 * is given and it is not by that key; else at most a note.
 */
int public_log_signature(const struct public_log *l, const struct note_key *key, struct findings *f);

#endif
