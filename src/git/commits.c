#include "git/commits.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/map.h"
#include "git/handle.h"

_Static_assert((int)GIT_ID_SIZE == (int)GIT_OID_RAWSZ, "one size of ids");

bool git_id_none(const struct git_id *id)
{
	static const struct git_id none;

	return git_id_equal(id, &none);
}

bool git_id_equal(const struct git_id *a, const struct git_id *b)
{
	return memcmp(a->bytes, b->bytes, GIT_ID_SIZE) == 0;
}

const char *git_id_hex(const struct git_id *id, char out[GIT_HEX_SIZE])
{
	static const char digits[] = "0123456789abcdef";

	for (size_t i = 0; i < GIT_ID_SIZE; i++) {
		out[2 * i] = digits[id->bytes[i] >> 4];
		out[2 * i + 1] = digits[id->bytes[i] & 15];
	}
	out[2 * GIT_ID_SIZE] = '\0';
	return out;
}

int git_id_parse(const char *hex, struct git_id *out)
{
	git_oid oid;

	if (strlen(hex) != GIT_OID_HEXSZ || git_oid_fromstr(&oid, hex) < 0)
		return -1;
	memcpy(out->bytes, oid.id, GIT_ID_SIZE);
	return 0;
}

/* ---- where a shallow clone ends ---- */

/* The hex ids in the file `shallow`, as keys. */
static void read_boundary(struct git_repo *r, struct arena *a, struct map *boundary)
{
	struct buf path = BUF_INIT;
	char line[GIT_HEX_SIZE + 1];
	FILE *file;

	buf_add_format(&path, "%sshallow", git_repository_commondir(r->repo));
	file = fopen(path.data, "r");
	while (file && fgets(line, sizeof(line), file)) {
		line[strcspn(line, "\n")] = '\0';
		map_add(boundary, arena_strdup(a, line), boundary);
	}
	if (file)
		fclose(file); /* opened for reading: nothing can be lost */
	buf_release(&path);
}

/* ---- reading ---- */

struct reader {
	struct git_repo *repo;
	const struct git_reading *reading;
	struct arena *arena;
	struct map boundary, met; /* by hex id */
	struct git_commit *items;
	size_t n, cap;
	struct git_id *todo;
	size_t n_todo, todo_cap;
	struct findings *findings;
};

static const char *person(struct arena *a, const git_signature *s)
{
	return arena_printf(a, "%s <%s>", s->name ? s->name : "", s->email ? s->email : "");
}

static void note(struct reader *r, const git_commit *c)
{
	const char *subject = git_commit_summary((git_commit *)c);
	struct git_commit *out;
	struct git_id *parents;
	char hex[GIT_HEX_SIZE];

	ARRAY_GROW(r->items, r->n, r->cap);
	out = &r->items[r->n++];
	memset(out, 0, sizeof(*out));
	memcpy(out->id.bytes, git_commit_id(c)->id, GIT_ID_SIZE);
	memcpy(out->tree.bytes, git_commit_tree_id(c)->id, GIT_ID_SIZE);
	out->n_parents = git_commit_parentcount(c);
	parents = arena_calloc(r->arena, out->n_parents, sizeof(*parents));
	for (unsigned i = 0; i < out->n_parents; i++)
		memcpy(parents[i].bytes, git_commit_parent_id(c, i)->id, GIT_ID_SIZE);
	out->parents = parents;
	out->cut = map_get(&r->boundary, git_id_hex(&out->id, hex));
	out->author_time = git_commit_author(c)->when.time;
	out->commit_time = git_commit_time(c);
	out->author = person(r->arena, git_commit_author(c));
	out->committer = person(r->arena, git_commit_committer(c));
	out->subject = arena_strdup(r->arena, subject ? subject : "");
}

static void want(struct reader *r, const struct git_id *id)
{
	char hex[GIT_HEX_SIZE];

	if (r->reading && r->reading->known && r->reading->known(r->reading->ctx, id))
		return;
	if (map_get(&r->met, git_id_hex(id, hex)))
		return;
	map_add(&r->met, arena_strdup(r->arena, hex), r);
	ARRAY_GROW(r->todo, r->n_todo, r->todo_cap);
	r->todo[r->n_todo++] = *id;
}

static int read_one(struct reader *r, const struct git_id *id)
{
	git_commit *commit = NULL;
	char hex[GIT_HEX_SIZE];
	git_oid oid;
	int rc;

	memcpy(oid.id, id->bytes, GIT_ID_SIZE);
	if (git_commit_lookup(&commit, r->repo->repo, &oid) < 0)
		return git_report_object(NULL, NULL, git_id_hex(id, hex), git_said(), r->findings);
	rc = 0;
	if (git_commit_parentcount(commit) > GIT_PARENTS_MOST)
		rc = git_report_object(NULL, NULL, git_id_hex(id, hex), "too many parents",
				       r->findings);
	else
		note(r, commit);
	git_commit_free(commit);
	return rc;
}

static int read_all(struct reader *r)
{
	while (r->n_todo) {
		struct git_id id = r->todo[--r->n_todo];
		const struct git_commit *c;

		if (read_one(r, &id) < 0)
			return -1;
		c = &r->items[r->n - 1];
		for (unsigned i = 0; !c->cut && i < c->n_parents; i++)
			want(r, &c->parents[i]);
	}
	return 0;
}

int git_commits_read(struct git_repo *repo, const char *tip, const struct git_reading *reading,
		     struct arena *a, struct git_commit **out, size_t *n, struct findings *f)
{
	struct reader r = { .repo = repo, .reading = reading, .arena = a, .findings = f };
	struct git_id id;
	int rc;

	if (git_id_parse(tip, &id) < 0)
		return git_report_object(NULL, NULL, tip, "not an object id", f);
	read_boundary(repo, a, &r.boundary);
	want(&r, &id);
	rc = read_all(&r);
	*out = arena_memdup(a, r.items, r.n * sizeof(*r.items));
	*n = r.n;
	free(r.items);
	free(r.todo);
	map_release(&r.boundary);
	map_release(&r.met);
	return rc;
}

static int note_reference(const char *name, void *found)
{
	(void)name;
	*(bool *)found = true;
	return 1; /* one is enough */
}

bool git_history_replaced(struct git_repo *r)
{
	struct buf path = BUF_INIT;
	bool found = false;
	FILE *file;

	buf_add_format(&path, "%sinfo/grafts", git_repository_commondir(r->repo));
	file = fopen(path.data, "r");
	buf_release(&path);
	if (file) {
		found = fgetc(file) != EOF;
		fclose(file);
	}
	git_reference_foreach_glob(r->repo, "refs/replace/*", note_reference, &found);
	return found;
}
