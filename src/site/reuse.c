#include "site/reuse.h"

#include <stdlib.h>
#include <string.h>

#include "base/thread.h"
#include "store/source.h"

struct finding_out {
	struct reuse *reuse;
	const struct plan *plan;
	const struct made_from *from;
	struct source *source;
	struct digester **digesters; /* one for each worker */
};

/* ---- what each would be made from ---- */

/* A copy: of its bytes, which the content has read if they are its. */
static void add_copy(struct digester *d, const struct finding_out *f, const char *path)
{
	const unsigned char *known = content_file_hash(f->from->ctx->content, path);
	struct buf bytes = BUF_INIT;

	digest_bytes(d, known, HASH_SIZE);
	if (!known && source_read(f->source, path, &bytes, NULL) == 0)
		digest_slice(d, buf_str(&bytes));
	buf_release(&bytes);
}

static void find_made_from(void *ctx, unsigned worker, size_t i)
{
	struct finding_out *f = ctx;
	const struct planned *p = &f->plan->items[i];
	struct digester *d = f->digesters[worker];

	digest_digest(d, f->from->shared);
	if (p->copy) {
		add_copy(d, f, p->copy);
	} else if (p->product) {
		digest_text(d, p->product->name);
		p->product->made_from(f->plan->exports, f->from, p->index, d);
	} else {
		digest_text(d, page_kinds[p->kind]->template);
		page_kinds[p->kind]->made_from(f->from, p->index, d);
	}
	f->reuse->made_from[i] = digester_take(d);
}

static void find_all(struct finding_out *f, unsigned threads)
{
	f->digesters = xcalloc(threads, sizeof(struct digester *));
	for (unsigned i = 0; i < threads; i++)
		f->digesters[i] = digester_new();
	parallel_for(f->plan->n, threads, find_made_from, f);
	for (unsigned i = 0; i < threads; i++)
		digester_free(f->digesters[i]);
	free(f->digesters);
}

/* ---- what is still so ---- */

static void match(struct reuse *r, const struct plan *plan, const struct kept *kept)
{
	size_t at = 0, found = 0;

	for (size_t i = 0; i < plan->n; i++) {
		const struct kept_file *k = kept_next(kept, &at, plan->items[i].address);

		found += k != NULL;
		if (k && digest_same(&k->made_from, &r->made_from[i]))
			r->stays[i] = k;
	}
	r->all_there = found == kept->n;
}

/* A file that was edited or deleted by hand is made again. */
static void look(struct reuse *r, const struct plan *plan, const char *out, unsigned threads)
{
	const char **paths = xcalloc(plan->n, sizeof(*paths));
	struct file_mark *marks = xcalloc(plan->n, sizeof(*marks));
	size_t n = 0, at = 0;

	for (size_t i = 0; i < plan->n; i++)
		if (r->stays[i])
			paths[n++] = plan->items[i].address;
	marks_take(out, paths, n, INT64_MAX, threads, marks);
	for (size_t i = 0; i < plan->n; i++)
		if (r->stays[i] && !mark_same(&r->stays[i]->mark, &marks[at++]))
			r->stays[i] = NULL;
	free(marks);
	free(paths);
}

void reuse_find(struct reuse *r, const struct plan *plan, const struct made_from *m,
		struct source *source, const struct kept *kept, const char *out, unsigned threads)
{
	struct finding_out f = { r, plan, m, source, NULL };

	*r = (struct reuse){ .arena = ARENA_INIT };
	r->made_from = arena_calloc(&r->arena, plan->n, sizeof(*r->made_from));
	r->stays = arena_calloc(&r->arena, plan->n, sizeof(struct kept_file *));
	find_all(&f, threads);
	match(r, plan, kept);
	if (kept->n)
		look(r, plan, out, threads);
}

void reuse_release(struct reuse *r)
{
	arena_release(&r->arena);
}
