/* The story of every notice, from what each commit changed. */
#include <stdlib.h>
#include <string.h>

#include "history/history.h"

static const char folder[] = "content/notices/";

/* A change of one of a notice's files. */
struct touch {
	const struct commit *commit;
	const struct change *change;
	bool text; /* its .md */
};

struct story { /* of one notice in the making */
	struct notice_facts facts;
	struct touch *touches; /* in the order of the commits; within one, of the paths */
	size_t n_touches, touches_cap;
	struct edit *edits;
	size_t n_edits, edits_cap;
	const struct commit **began, **ended; /* that published it, and that took it back */
	size_t n_began, began_cap, n_ended, ended_cap;
};

struct derive {
	struct history *h;
	struct map by_id; /* struct story */
};

/* ---- which notice a file belongs to ---- */

/* The length of the id in what follows the folder; 0 for a file of no notice. */
static size_t id_length(const char *rest, bool *text)
{
	const char *end = rest + strlen(rest), *dot = strrchr(rest, '.');
	size_t slashes = 0;

	for (const char *s = rest; *s; s++)
		slashes += *s == '/';
	*text = slashes == 2 && dot && strcmp(dot, ".md") == 0;
	if (slashes == 2 && dot && (*text || strcmp(dot, ".json") == 0))
		return (size_t)(dot - rest);
	if (slashes != 3)
		return 0;
	while (*--end != '/')
		;
	return (size_t)(end - rest);
}

static struct story *story_of(struct derive *d, const char *path, bool *text)
{
	const char *rest = path + strlen(folder);
	struct story *s;
	size_t len;
	char *id;

	if (strncmp(path, folder, strlen(folder)) != 0)
		return NULL;
	len = id_length(rest, text);
	if (!len)
		return NULL;
	id = arena_strndup(&d->h->arena, rest, len);
	s = map_get(&d->by_id, id);
	if (!s) {
		s = xcalloc(1, sizeof(*s));
		s->facts.id = id;
		map_add(&d->by_id, id, s);
	}
	return s;
}

static void collect(struct derive *d)
{
	for (size_t i = 0; i < d->h->commits.n; i++) {
		const struct commit *c = &d->h->commits.items[i];

		for (size_t k = 0; k < c->changes.n; k++) {
			bool text;
			struct story *s = story_of(d, c->changes.items[k].path, &text);

			if (!s)
				continue;
			ARRAY_GROW(s->touches, s->n_touches, s->touches_cap);
			s->touches[s->n_touches++] = (struct touch){ c, &c->changes.items[k], text };
		}
	}
}

/* ---- one notice ---- */

static bool publishes(const struct derive *d, const struct blob *text)
{
	const struct version *v = history_version(d->h, text);

	return v && (v->missing || (v->readable && !v->draft));
}

/* Whether a commit, or one of those it rests on, published the notice and none after that took it back. */
static bool published_at(const struct story *s, const struct commit *at)
{
	for (size_t i = s->n_began; i-- > 0;) {
		bool ended = false;

		if (!commit_rests_on(at, s->began[i]))
			continue;
		for (size_t k = 0; k < s->n_ended && !ended; k++)
			ended = commit_rests_on(at, s->ended[k]) &&
				commit_rests_on(s->ended[k], s->began[i]);
		if (!ended)
			return true;
	}
	return false;
}

static bool published_before(const struct story *s, const struct touch *t)
{
	const struct commit *c = t->commit;

	if (t->change->side)
		return published_at(s, t->change->side);
	for (size_t i = 0; i < c->parents.n; i++)
		if (published_at(s, c->parents.items[i]))
			return true;
	return false;
}

static void note_edit(struct story *s, const struct touch *t, int kind)
{
	struct edit *e;

	ARRAY_GROW(s->edits, s->n_edits, s->edits_cap);
	e = &s->edits[s->n_edits++];
	*e = (struct edit){ .commit = t->commit,
			    .kind = kind,
			    .path = t->change->path,
			    .before = t->change->before,
			    .after = t->change->after };
}

static int kind_of(const struct touch *t)
{
	return t->change->side		       ? EDIT_HIDDEN
	       : blob_none(&t->change->before) ? EDIT_ADDED
	       : blob_none(&t->change->after)  ? EDIT_DELETED
					       : EDIT_CHANGED;
}

/* A commit by which the notice is published, for the first time, again, or beside another branch that did. */
static void note_beginning(const struct derive *d, struct story *s, const struct touch *t)
{
	bool again = false;

	for (size_t i = 0; i < s->n_began && !again; i++)
		again = commit_rests_on(t->commit, s->began[i]);
	if (again)
		note_edit(s, t, EDIT_RESTORED);
	if (!s->facts.published) {
		s->facts.published = t->commit;
		s->facts.version = history_version(d->h, &t->change->after);
	}
	ARRAY_GROW(s->began, s->n_began, s->began_cap);
	s->began[s->n_began++] = t->commit;
}

static void note_end(struct story *s, const struct touch *t)
{
	note_edit(s, t, blob_none(&t->change->after) ? EDIT_DELETED : EDIT_UNPUBLISHED);
	ARRAY_GROW(s->ended, s->n_ended, s->ended_cap);
	s->ended[s->n_ended++] = t->commit;
}

static void tell_text(const struct derive *d, struct story *s, const struct touch *t)
{
	bool was = publishes(d, &t->change->before), is = publishes(d, &t->change->after);

	if (!s->facts.first)
		s->facts.first = t->commit;
	if (t->change->side) {
		if (was)
			note_edit(s, t, EDIT_HIDDEN);
	} else if (was && is) {
		note_edit(s, t, EDIT_CHANGED);
	} else if (is) {
		note_beginning(d, s, t);
	} else if (was) {
		note_end(s, t);
	}
}

static void tell(const struct derive *d, struct story *s)
{
	for (size_t i = 0, end; i < s->n_touches; i = end) {
		bool before = published_before(s, &s->touches[i]);

		for (end = i; end < s->n_touches && s->touches[end].commit == s->touches[i].commit;
		     end++) {
			const struct touch *t = &s->touches[end];

			if (t->text)
				tell_text(d, s, t);
			else if (t->change->side ? published_before(s, t) : before)
				note_edit(s, t, kind_of(t));
		}
	}
	s->facts.edits.n = s->n_edits;
	s->facts.edits.items = arena_memdup(&d->h->arena, s->edits, s->n_edits * sizeof(*s->edits));
}

static void story_free(struct story *s)
{
	free(s->touches);
	free(s->edits);
	free(s->began);
	free(s->ended);
	free(s);
}

/* ---- regulations, regions and entities ---- */

static bool is_of_others(const struct change *c)
{
	static const char rules[] = "content/rules/", regions[] = "content/regions/",
			  entities[] = "content/entities/";

	if (blob_none(&c->before))
		return false;
	return strncmp(c->path, rules, strlen(rules)) == 0 ||
	       strncmp(c->path, regions, strlen(regions)) == 0 ||
	       (blob_none(&c->after) && strncmp(c->path, entities, strlen(entities)) == 0);
}

static void collect_others(struct history *h)
{
	struct edit *items = NULL;
	size_t n = 0, cap = 0;

	for (size_t i = 0; i < h->commits.n; i++)
		for (size_t k = 0; k < h->commits.items[i].changes.n; k++) {
			const struct change *c = &h->commits.items[i].changes.items[k];
			struct touch t = { &h->commits.items[i], c, false };

			if (!is_of_others(c))
				continue;
			ARRAY_GROW(items, n, cap);
			items[n++] = (struct edit){ .commit = t.commit,
						    .kind = kind_of(&t),
						    .path = c->path,
						    .before = c->before,
						    .after = c->after };
		}
	h->others.items = arena_memdup(&h->arena, items, n * sizeof(*items));
	h->others.n = n;
	free(items);
}

/* ---- all ---- */

static int by_blob(const void *a, const void *b)
{
	return memcmp(((const struct version *)a)->blob.id, ((const struct version *)b)->blob.id,
		      BLOB_SIZE);
}

void history_derive(struct history *h)
{
	struct derive d = { .h = h };
	struct map_entry *stories;

	if (h->versions.n)
		qsort(h->versions.items, h->versions.n, sizeof(*h->versions.items), by_blob);
	collect(&d);
	stories = map_sorted(&d.by_id);
	h->notices.items = arena_calloc(&h->arena, d.by_id.n, sizeof(*h->notices.items));
	for (size_t i = 0; i < d.by_id.n; i++) {
		struct story *s = stories[i].value;

		tell(&d, s);
		h->notices.items[h->notices.n] = s->facts;
		map_add(&h->notice_by_id, s->facts.id, &h->notices.items[h->notices.n++]);
		story_free(s);
	}
	free(stories);
	map_release(&d.by_id);
	collect_others(h);
}
