#include <string.h>

#include "release/publish.h"
#include "release/trailers.h"

int releases_list(struct git_repo *r, struct arena *a, struct release **out, size_t *n,
		  struct findings *f)
{
	struct git_tag *tags;
	size_t n_tags;
	int rc = git_tags(r, a, &tags, &n_tags, f);

	*out = arena_calloc(a, rc == 0 ? n_tags : 0, sizeof(**out));
	*n = 0;
	for (size_t i = 0; rc == 0 && i < n_tags; i++) {
		struct release *x = &(*out)[*n];

		if (!git_trailer(tags[i].message, TRAILER_ROOT, a))
			continue;
		*x = (struct release){ .name = tags[i].name,
				       .time = tags[i].time,
				       .message = tags[i].message };
		memcpy(x->tag, tags[i].id, sizeof(x->tag));
		memcpy(x->commit, tags[i].commit, sizeof(x->commit));
		++*n;
	}
	return rc;
}

int releases_check(struct git_repo *r, const char *source, struct findings *f)
{
	struct arena a = ARENA_INIT;
	struct release *v;
	size_t n;
	int rc = releases_list(r, &a, &v, &n, f);

	for (size_t i = 0; rc == 0 && i < n; i++) {
		int rests = git_rests_on(r, source, v[i].commit, f);

		if (rests == 0)
			finding_add(f, F_RELEASE_ANCESTOR, (struct place){ 0 }, v[i].name,
				    v[i].commit, source);
		if (rests != 1)
			rc = -1;
	}
	arena_release(&a);
	return rc;
}

/* By what rests on what; by the tagger's time only where two name one commit. */
int release_last(struct git_repo *r, struct arena *a, struct release *out, struct findings *f)
{
	struct release *v;
	size_t n, last = 0;

	if (releases_list(r, a, &v, &n, f) < 0)
		return -1;
	for (size_t i = 1; i < n; i++) {
		int rests = git_rests_on(r, v[i].commit, v[last].commit, f);

		if (rests < 0)
			return -1;
		if (rests == 1 &&
		    (strcmp(v[i].commit, v[last].commit) != 0 || v[i].time >= v[last].time))
			last = i;
	}
	if (n)
		*out = v[last];
	return n ? 1 : 0;
}
