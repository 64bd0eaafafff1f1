#include "git/changes.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/hash.h"
#include "git/handle.h"

enum { MODE_TREE = 0040000, MODE_KIND = 0170000, SOUND = 4096 /* trees remembered */ };

/* ---- the bytes of one tree: mode, space, name, NUL, id, and so on ---- */

struct tree {
	git_odb_object *object;
	char *sorted; /* entries in git's order, where the object has another */
	const char *next, *end;
};

struct entry {
	const char *start; /* of its bytes: the mode */
	const char *name; /* NULL: there are no more */
	size_t len;
	unsigned mode;
	const unsigned char *id;
};

struct compare {
	struct git_repo *repo;
	struct arena *arena;
	struct git_change *items;
	size_t n, cap;
	size_t seen; /* entries met */
	struct buf path;
	struct findings *findings;
};

static int corrupt(struct compare *w, const unsigned char *id, const char *why)
{
	struct git_id object;
	char hex[GIT_HEX_SIZE];

	memcpy(object.bytes, id, GIT_ID_SIZE);
	return git_report_object(NULL, w->path.data, git_id_hex(&object, hex), why, w->findings);
}

static bool is_tree(const struct entry *e)
{
	return (e->mode & MODE_KIND) == MODE_TREE;
}

/* The next entry of the bytes; -1 where they are not one. */
static int entry_next(const char **next, const char *end, struct entry *e)
{
	const char *s = *next, *nul;

	*e = (struct entry){ .start = s };
	if (s == end)
		return 0;
	for (; s < end && *s >= '0' && *s <= '7' && e->mode <= MODE_KIND; s++)
		e->mode = e->mode * 8 + (unsigned)(*s - '0');
	if (s == *next || s == end || *s++ != ' ')
		return -1;
	nul = memchr(s, '\0', (size_t)(end - s));
	if (!nul || end - nul <= GIT_ID_SIZE)
		return -1;
	e->name = s;
	e->len = (size_t)(nul - s);
	e->id = (const unsigned char *)nul + 1;
	*next = nul + 1 + GIT_ID_SIZE;
	return git_name_safe(s) ? 0 : -1;
}

/* The byte of a name; that of a tree ends in '/'. */
static unsigned char byte_at(const struct entry *e, size_t at)
{
	return (unsigned char)(at < e->len ? e->name[at] : is_tree(e) ? '/' : '\0');
}

/* Git's order. */
static int entry_order(const struct entry *a, const struct entry *b)
{
	size_t least = a->len < b->len ? a->len : b->len;
	int order = memcmp(a->name, b->name, least);

	return order ? order : byte_at(a, least) - byte_at(b, least);
}

static int by_order(const void *a, const void *b)
{
	return entry_order(a, b);
}

/* A tree made by hand may have any order; it is compared in git's all the same. */
static void tree_sort(struct tree *t)
{
	struct entry *items = NULL, e;
	size_t n = 0, cap = 0, len = (size_t)(t->end - t->next);
	const char *s = t->next;
	char *to;

	while (entry_next(&s, t->end, &e) == 0 && e.name) {
		ARRAY_GROW(items, n, cap);
		items[n++] = e;
	}
	if (n)
		qsort(items, n, sizeof(*items), by_order);
	to = t->sorted = xmalloc(len);
	for (size_t i = 0; i < n; i++) {
		size_t size = (size_t)((const char *)items[i].id - items[i].start) + GIT_ID_SIZE;

		memcpy(to, items[i].start, size);
		to += size;
	}
	free(items);
	t->next = t->sorted;
	t->end = to;
}

/* Sees that every entry is one, and in order. */
static int tree_check(struct compare *w, struct tree *t, const unsigned char *id)
{
	struct entry before = { 0 }, e;
	const char *s = t->next;
	bool sorted = true;

	for (;;) {
		if (entry_next(&s, t->end, &e) < 0)
			return corrupt(w, id, "an entry is malformed or its name is not a file name");
		if (!e.name)
			break;
		sorted = sorted && (!before.name || entry_order(&before, &e) < 0);
		before = e;
		w->seen++;
	}
	if (!sorted)
		tree_sort(t);
	return 0;
}

/* ---- that a tree's bytes are those of its id ---- */

/* Where a tree found sound is remembered; one takes the other's place. */
static git_oid *sound_slot(struct git_repo *r, const git_oid *id)
{
	if (!r->sound)
		r->sound = xcalloc(SOUND, sizeof(*r->sound));
	return &r->sound[(id->id[0] << 8 | id->id[1]) % SOUND];
}

static bool is_sound(const git_oid *id, struct str bytes)
{
	unsigned char hash[HASH_SHA1_SIZE];
	char head[32];
	int len = snprintf(head, sizeof(head), "tree %zu", bytes.len);

	hash_sha1((struct str){ head, (size_t)len + 1 }, bytes, hash);
	return memcmp(hash, id->id, GIT_ID_SIZE) == 0;
}

static int tree_open(struct compare *w, struct tree *t, const unsigned char *id)
{
	git_oid oid, *sound;

	*t = (struct tree){ 0 };
	if (!id)
		return 0;
	memcpy(oid.id, id, GIT_ID_SIZE);
	if (git_odb_read(&t->object, w->repo->odb, &oid) < 0)
		return corrupt(w, id, git_said());
	if (git_odb_object_type(t->object) != GIT_OBJECT_TREE)
		return corrupt(w, id, "not a tree");
	t->next = git_odb_object_data(t->object);
	t->end = t->next + git_odb_object_size(t->object);
	sound = sound_slot(w->repo, &oid);
	if (git_oid_equal(sound, &oid))
		return 0;
	if (!is_sound(&oid, (struct str){ t->next, (size_t)(t->end - t->next) }))
		return corrupt(w, id, "its bytes are not those of its id");
	if (tree_check(w, t, id) < 0)
		return -1;
	if (!t->sorted)
		git_oid_cpy(sound, &oid);
	return 0;
}

static void tree_close(struct tree *t)
{
	git_odb_object_free(t->object);
	free(t->sorted);
}

/* ---- comparing ---- */

static int compare_trees(struct compare *w, const unsigned char *before, const unsigned char *after,
			 int depth);

/* What stands on either side, or both, under one name; a tree stands for what is in it. */
static int compare_entry(struct compare *w, const struct entry *before, const struct entry *after,
			 int depth)
{
	const struct entry *e = after ? after : before;
	size_t above = w->path.len;
	int rc = 0;

	if (above)
		buf_add_char(&w->path, '/');
	buf_add(&w->path, e->name, e->len);
	if (is_tree(e)) {
		rc = compare_trees(w, before ? before->id : NULL, after ? after->id : NULL,
				   depth + 1);
	} else {
		struct git_change *c;

		ARRAY_GROW(w->items, w->n, w->cap);
		c = &w->items[w->n++];
		*c = (struct git_change){ .path = arena_strndup(w->arena, w->path.data, w->path.len) };
		if (before)
			memcpy(c->before.bytes, before->id, GIT_ID_SIZE);
		if (after)
			memcpy(c->after.bytes, after->id, GIT_ID_SIZE);
		c->mode_before = before ? before->mode : 0;
		c->mode_after = after ? after->mode : 0;
	}
	w->path.len = above;
	w->path.data[above] = '\0';
	return rc;
}

static bool entry_same(const struct entry *a, const struct entry *b)
{
	return a->mode == b->mode && memcmp(a->id, b->id, GIT_ID_SIZE) == 0;
}

static int compare_open(struct compare *w, struct tree *a, struct tree *b, int depth)
{
	struct entry x, y;
	int rc = 0;

	entry_next(&a->next, a->end, &x);
	entry_next(&b->next, b->end, &y);
	while (rc == 0 && (x.name || y.name)) {
		int order = !x.name ? 1 : !y.name ? -1 : entry_order(&x, &y);

		if (order < 0)
			rc = compare_entry(w, &x, NULL, depth);
		else if (order > 0)
			rc = compare_entry(w, NULL, &y, depth);
		else if (!entry_same(&x, &y))
			rc = compare_entry(w, &x, &y, depth);
		if (order <= 0)
			entry_next(&a->next, a->end, &x);
		if (order >= 0)
			entry_next(&b->next, b->end, &y);
	}
	return rc;
}

static int refuse(struct compare *w, enum finding_id id, int most)
{
	struct buf number = BUF_INIT;

	buf_add_format(&number, "%d", most);
	if (w->findings)
		finding_add(w->findings, id, (struct place){ .path = w->path.data }, number.data);
	buf_release(&number);
	return -1;
}

/* NULL: there is none on that side. */
static int compare_trees(struct compare *w, const unsigned char *before, const unsigned char *after,
			 int depth)
{
	struct tree a, b;
	int rc;

	if (before && after && memcmp(before, after, GIT_ID_SIZE) == 0)
		return 0;
	if (depth > GIT_DEPTH_MOST)
		return refuse(w, F_FOLDER_DEEP, GIT_DEPTH_MOST);
	if (w->seen > GIT_ENTRIES_MOST)
		return refuse(w, F_GIT_TREE_SIZE, GIT_ENTRIES_MOST);
	rc = tree_open(w, &a, before);
	b = (struct tree){ 0 };
	if (rc == 0)
		rc = tree_open(w, &b, after);
	if (rc == 0)
		rc = compare_open(w, &a, &b, depth);
	tree_close(&a);
	tree_close(&b);
	return rc;
}

/* ---- the folder within the trees ---- */

/* The tree of the folder: 1 if there is one, 0 if none, -1 with a finding. */
static int folder_find(struct compare *w, const struct git_id *top, const char *folder,
		       struct git_id *out)
{
	*out = *top;
	if (git_id_none(top))
		return 0;
	while (*folder) {
		size_t len = strcspn(folder, "/");
		struct tree t;
		struct entry e;
		int rc = tree_open(w, &t, out->bytes);

		while (rc == 0 && entry_next(&t.next, t.end, &e) == 0 && e.name)
			if (e.len == len && memcmp(e.name, folder, len) == 0 && is_tree(&e)) {
				memcpy(out->bytes, e.id, GIT_ID_SIZE);
				rc = 1;
			}
		tree_close(&t);
		if (rc <= 0)
			return rc;
		folder += len + (folder[len] == '/');
	}
	return 1;
}

static int by_path(const void *a, const void *b)
{
	return strcmp(((const struct git_change *)a)->path, ((const struct git_change *)b)->path);
}

int git_tree_changes(struct git_repo *r, const struct git_comparison *c, struct arena *a,
		     struct git_change **out, size_t *n, struct findings *f)
{
	struct compare w = { .repo = r, .arena = a, .findings = f };
	struct git_id x, y;
	int has_x, has_y = -1, rc = -1;

	buf_add_str(&w.path, c->as);
	has_x = folder_find(&w, &c->before, c->folder, &x);
	if (has_x >= 0)
		has_y = folder_find(&w, &c->after, c->folder, &y);
	if (has_y >= 0)
		rc = compare_trees(&w, has_x ? x.bytes : NULL, has_y ? y.bytes : NULL, 0);
	if (w.n)
		qsort(w.items, w.n, sizeof(*w.items), by_path);
	*out = arena_memdup(a, w.items, w.n * sizeof(*w.items));
	*n = w.n;
	free(w.items);
	buf_release(&w.path);
	return rc;
}
