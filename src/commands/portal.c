#define _POSIX_C_SOURCE 200809L /* clock_gettime */
#include "commands/portal.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>

#include "base/thread.h"
#include "checks/checks.h"
#include "commands/report.h"
#include "commands/version.h"
#include "history/walk.h"
#include "store/kept.h"

static minute_t now(void)
{
	struct timespec t;

	clock_gettime(CLOCK_REALTIME, &t);
	return minute_from_unix(t.tv_sec);
}

date_t today(void)
{
	return minute_date(now());
}

int parse_day(const struct invocation *in, const char *text, date_t *out)
{
	*out = date_parse(text);
	if (*out != DATE_NONE)
		return 0;
	usage_error(in, U_DATE, text);
	return -1;
}

/*
 * The snapshot of this very build of the program: another may read the same
 * file otherwise. NULL where it cannot be told which that is.
 */
static struct kept *snapshot_open(const char *folder)
{
	unsigned char key[HASH_SIZE];
	struct buf program = BUF_INIT;
	struct kept *kept;
	struct stat st;

	if (stat("/proc/self/exe", &st) < 0)
		return NULL;
	buf_add_format(&program, "luce %s %jd %jd.%09ld %jd.%09ld %ju", LUCE_VERSION,
		       (intmax_t)st.st_size, (intmax_t)st.st_mtim.tv_sec, st.st_mtim.tv_nsec,
		       (intmax_t)st.st_ctim.tv_sec, st.st_ctim.tv_nsec, (uintmax_t)st.st_ino);
	content_snapshot_key(program.data, key);
	kept = kept_open(folder, "content", key);
	buf_release(&program);
	return kept;
}

static int open_source(struct portal *p, const struct invocation *in, const struct portal_options *o)
{
	*p = (struct portal){ .as_of = o->as_of_default == DATE_NONE ? today() : o->as_of_default };
	if (o->as_of && parse_day(in, o->as_of, &p->as_of) < 0)
		return -1;
	p->source = o->at ? source_open_revision(in->folder, o->at, &p->findings)
			  : source_open_tree(in->folder, &p->findings);
	p->environment = !p->source;
	p->seen = o->at && p->source ? source_time(p->source) : now();
	return p->source ? 0 : -1;
}

int portal_list(struct portal *p, const struct invocation *in, const struct portal_options *o,
		int64_t *clock)
{
	struct kept *kept;

	if (open_source(p, in, o) < 0)
		return -1;
	if (clock) {
		kept = snapshot_open(in->folder);
		*clock = kept ? kept_tick(kept) : 0;
		kept_free(kept);
	}
	p->listing = content_list(p->source, thread_count(), &p->findings);
	return 0;
}

int portal_load(struct portal *p, const struct invocation *in, const struct portal_options *o)
{
	struct kept *kept = o->at ? NULL : snapshot_open(in->folder);

	p->content = content_load_listed(p->source, p->listing, kept, &p->findings);
	p->listing = NULL;
	kept_free(kept);
	return p->findings.errors ? -1 : 0;
}

int portal_open(struct portal *p, const struct invocation *in, const struct portal_options *o)
{
	if (portal_list(p, in, o, NULL) < 0)
		return -1;
	return portal_load(p, in, o);
}

int portal_open_beside(struct portal *p, const struct invocation *in,
		       const struct portal_options *o, const struct portal *other)
{
	if (!o->at) /* the work tree has a snapshot */
		return portal_open(p, in, o);
	if (open_source(p, in, o) < 0)
		return -1;
	p->content = content_load_beside(p->source, other->content, other->source, thread_count(),
					 &p->findings);
	return p->findings.errors ? -1 : 0;
}

void portal_fold(struct portal *p)
{
	struct fold_options fold = { .as_of = p->as_of, .seen = p->seen };

	p->registry = registry_fold(p->content, &fold, &p->findings);
}

int portal_history(struct portal *p, const struct invocation *in, bool fresh)
{
	struct history_options o = {
		.dir = in->folder,
		.revision = source_revision(p->source),
		.content = p->content,
		.source = p->source,
		.threads = thread_count(),
		.fresh = fresh,
	};

	p->history = history_walk(&o, &p->findings);
	p->environment = p->environment || !p->history;
	return p->history ? 0 : -1;
}

void portal_close(struct portal *p)
{
	history_free(p->history);
	registry_free(p->registry);
	content_free(p->content);
	content_listing_free(p->listing);
	source_free(p->source);
	findings_release(&p->findings);
}

/* What the catalogue warns of is for `luce check` to say; here it would bury what is in the way. */
static bool in_the_way(const struct finding *x)
{
	const struct family *family = NULL;

	check_of(x->id, &family);
	return (x->severity == SEVERITY_ERROR && !x->waived) || !family ||
	       strcmp(family->found_by, "check") != 0;
}

int portal_refuse(struct portal *p, const struct invocation *in)
{
	struct findings told = FINDINGS_INIT;

	if (!p->findings.errors)
		return EXIT_FINE;
	for (size_t i = 0; i < p->findings.n; i++)
		if (in_the_way(&p->findings.items[i]))
			findings_copy(&told, &p->findings.items[i]);
	report_text(&told, p->source, in->language, stderr);
	findings_release(&told);
	return p->environment ? EXIT_ENVIRONMENT : EXIT_FOUND;
}
