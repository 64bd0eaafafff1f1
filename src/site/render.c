#include "site/render.h"

#include <stdlib.h>
#include <string.h>

#include "base/thread.h"
#include "site/page_check.h"
#include "store/source.h"
#include "store/transaction.h"

struct worker {
	struct arena page, row; /* what one page borrows */
	struct buf bytes;
	struct findings findings; /* of the item at hand */
};

struct result {
	struct findings *findings; /* NULL: none */
	size_t bytes;
	bool looked; /* rendered, staged or not */
};

struct job {
	const struct render *r;
	struct rendered *out;
	struct arena *arena; /* of out */
	struct result *results;
	struct worker *workers;
	struct page_checker *checkers; /* of each worker */
	struct str *ids; /* of each page: see page_check */
	bool all; /* what stays is to be looked at too */
};

static const struct kept_file *stays(const struct job *job, size_t i)
{
	return job->r->reuse->stays[i];
}

static size_t index_of(const struct job *job, const struct planned *item)
{
	return (size_t)(item - job->r->plan->items);
}

/* ---- one item ---- */

static void render_page(struct worker *w, const struct job *job, const struct planned *item)
{
	struct page page = {
		.ctx = job->r->ctx,
		.address = item->address,
		.arena = &w->page,
		.row = &w->row,
		.findings = &w->findings,
	};

	page_kinds[item->kind]->render(&page, item->index, &job->r->templates->kinds[item->kind],
				       &w->bytes);
	arena_clear(&w->page);
	arena_clear(&w->row);
}

static void render_product(struct worker *w, const struct job *job, const struct planned *item)
{
	struct export product = {
		.page = {
			.ctx = job->r->ctx,
			.address = item->address,
			.anywhere = true,
			.arena = &w->page,
			.row = &w->row,
			.findings = &w->findings,
		},
		.all = job->r->plan->exports,
	};

	item->product->render(&product, item->index, &w->bytes);
	arena_clear(&w->page);
	arena_clear(&w->row);
}

/* For findings: "pages/list", "csv". */
static const char *kind_name(const struct planned *item)
{
	if (item->copy)
		return "copy";
	return item->product ? item->product->name : page_kinds[item->kind]->template;
}

/* The page, which stays as it is, would now have these bytes. */
static void compare(struct worker *w, const struct planned *item, const struct kept_file *kept)
{
	unsigned char hash[HASH_SIZE];

	hash_bytes(buf_str(&w->bytes), hash);
	if (memcmp(hash, kept->hash, HASH_SIZE) != 0)
		finding_add(&w->findings, F_PAGE_STALE, (struct place){ 0 }, item->address,
			    kind_name(item));
}

static void stage(struct worker *w, struct job *job, size_t i)
{
	const struct str bytes = buf_str(&w->bytes);

	hash_bytes(bytes, job->out->files[i].hash);
	job->results[i].bytes = bytes.len;
	if (job->r->transaction)
		transaction_put(job->r->transaction, job->r->plan->items[i].address, bytes,
				&w->findings);
}

static void keep_findings(struct worker *w, struct result *result)
{
	if (!w->findings.n)
		return;
	result->findings = xmalloc(sizeof(*result->findings));
	*result->findings = w->findings;
	w->findings = (struct findings)FINDINGS_INIT;
}

static void render_item(struct job *job, unsigned worker, size_t i)
{
	struct worker *w = &job->workers[worker];
	struct page_checker *checker = &job->checkers[worker];
	const struct planned *item = &job->r->plan->items[i];
	int rc = 0;

	buf_clear(&w->bytes);
	if (item->copy) {
		rc = source_read(job->r->source, item->copy, &w->bytes, &w->findings);
	} else if (item->product) {
		render_product(w, job, item);
		text_check(checker, item, buf_str(&w->bytes));
	} else {
		render_page(w, job, item);
		job->ids[i] = page_check(checker, item, buf_str(&w->bytes));
	}
	job->results[i].looked = true;
	if (rc == 0 && stays(job, i))
		compare(w, item, stays(job, i));
	else if (rc == 0)
		stage(w, job, i);
	job->out->noted[i] = w->findings.n > 0;
	keep_findings(w, &job->results[i]);
}

/* ---- all of them ---- */

static bool comes_last(const struct planned *item)
{
	return item->product && item->product->last;
}

static bool is_wanted(const struct job *job, size_t i)
{
	return !job->results[i].looked && (job->all || !stays(job, i));
}

static void work(void *ctx, unsigned worker, size_t i)
{
	struct job *job = ctx;

	if (is_wanted(job, i) && !comes_last(&job->r->plan->items[i]))
		render_item(job, worker, i);
}

static bool is_made(const void *of, const char *address, struct export_made *out)
{
	const struct job *job = of;
	const struct planned *item = plan_find(job->r->plan, address);

	if (!item)
		return false;
	memcpy(out->hash, job->out->files[index_of(job, item)].hash, HASH_SIZE);
	out->bytes = job->results[index_of(job, item)].bytes;
	return true;
}

/* What tells of the other files. */
static void render_last(struct job *job)
{
	struct exports *x = job->r->plan->exports;

	x->made = is_made;
	x->of = job;
	for (size_t i = 0; i < job->r->plan->n; i++)
		if (is_wanted(job, i) && comes_last(&job->r->plan->items[i]))
			render_item(job, 0, i);
}

static void render_wanted(struct job *job)
{
	parallel_for(job->r->plan->n, job->r->threads, work, job);
	render_last(job);
}

/* ---- places on pages that links lead to ---- */

static int by_text(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static bool was_anchor(const struct job *job, const char *key)
{
	const struct kept *k = job->r->kept;

	return k->n_anchors && bsearch(&key, k->anchors, k->n_anchors, sizeof(*k->anchors), by_text);
}

/* "a/b.html#x" -> the page; *id is x. */
static const struct planned *anchor_page(const struct job *job, const char *anchor, const char **id)
{
	struct buf address = BUF_INIT;
	const struct planned *page;

	*id = strchr(anchor, '#') + 1;
	buf_add(&address, anchor, (size_t)(*id - 1 - anchor));
	page = plan_find(job->r->plan, address.data);
	buf_release(&address);
	return page;
}

/* A place that a link led to in the last build, on a page that was rendered anew, is gone. */
static bool any_anchor_lost(const struct job *job)
{
	for (size_t i = 0; i < job->r->kept->n_anchors; i++) {
		const char *id;
		const struct planned *page = anchor_page(job, job->r->kept->anchors[i], &id);
		size_t at = page ? index_of(job, page) : 0;

		if (!page || (job->results[at].looked && !page_has_id(job->ids[at], id)))
			return true;
	}
	return false;
}

/* A page that stays, and to whose place no link led before, is looked at. */
static bool anchor_is_there(struct job *job, const struct page_anchor *a)
{
	size_t at = index_of(job, a->to);

	if (!job->results[at].looked && was_anchor(job, a->key))
		return true;
	if (!job->results[at].looked)
		render_item(job, 0, at);
	return page_has_id(job->ids[at], a->id);
}

static void keep_anchor(struct job *job, const char *anchor)
{
	job->out->anchors[job->out->n_anchors++] = arena_strdup(job->arena, anchor);
}

/* Those that the pages just rendered lead to, into the map too, and those of pages that stay. */
static void find_anchors(struct job *job, struct map *there)
{
	const struct kept *old = job->r->kept;
	size_t n;
	struct page_anchor *anchors = page_anchors(job->checkers, job->r->threads, &n);

	job->out->anchors = arena_calloc(job->arena, n + old->n_anchors, sizeof(char *));
	for (size_t i = 0; i < n; i++)
		if (anchor_is_there(job, &anchors[i])) {
			map_add(there, anchors[i].key, job);
			keep_anchor(job, anchors[i].key);
		}
	for (size_t i = 0; !job->all && i < old->n_anchors; i++)
		if (!map_get(there, old->anchors[i]))
			keep_anchor(job, old->anchors[i]);
	if (job->out->n_anchors)
		qsort(job->out->anchors, job->out->n_anchors, sizeof(char *), by_text);
	free(anchors);
}

static void join_findings(struct result *results, size_t n, struct findings *f)
{
	for (size_t i = 0; i < n; i++) {
		if (!results[i].findings)
			continue;
		findings_join(f, results[i].findings);
		findings_release(results[i].findings);
		free(results[i].findings);
	}
}

static void job_begin(struct job *job)
{
	const struct render *r = job->r;

	job->out->files = arena_calloc(job->arena, r->plan->n, sizeof(*job->out->files));
	job->out->noted = arena_calloc(job->arena, r->plan->n, sizeof(bool));
	job->results = xcalloc(r->plan->n, sizeof(*job->results));
	job->ids = xcalloc(r->plan->n, sizeof(*job->ids));
	job->workers = xcalloc(r->threads, sizeof(*job->workers));
	job->checkers = xcalloc(r->threads, sizeof(*job->checkers));
	for (unsigned i = 0; i < r->threads; i++)
		job->checkers[i] = (struct page_checker){ .ctx = r->ctx, .plan = r->plan };
}

static void job_end(struct job *job)
{
	for (unsigned i = 0; i < job->r->threads; i++) {
		arena_release(&job->workers[i].page);
		arena_release(&job->workers[i].row);
		buf_release(&job->workers[i].bytes);
		findings_release(&job->workers[i].findings);
		page_checker_release(&job->checkers[i]);
	}
	free(job->workers);
	free(job->checkers);
	free(job->results);
	free(job->ids);
}

/* What stays is as the last build made it. */
static void take_kept(struct job *job)
{
	for (size_t i = 0; i < job->r->plan->n; i++) {
		struct manifest_file *file = &job->out->files[i];

		file->path = job->r->plan->items[i].address;
		if (!stays(job, i))
			continue;
		memcpy(file->hash, stays(job, i)->hash, HASH_SIZE);
		job->results[i].bytes = (size_t)stays(job, i)->mark.size;
	}
}

int render_all(const struct render *r, struct arena *a, struct rendered *out, struct findings *f)
{
	struct job job = { .r = r, .out = out, .arena = a };
	struct map there = MAP_INIT;
	size_t errors = f->errors;

	*out = (struct rendered){ 0 };
	/* An address that is gone may have been linked from any page. */
	job.all = r->verify || !r->reuse->all_there;
	job_begin(&job);
	take_kept(&job);
	render_wanted(&job);
	if (!job.all && any_anchor_lost(&job)) {
		job.all = true;
		render_wanted(&job);
	}
	find_anchors(&job, &there);
	join_findings(job.results, r->plan->n, f);
	page_checks_report(job.checkers, r->threads, job.ids, &there, f);
	map_release(&there);
	job_end(&job);
	return f->errors > errors ? -1 : 0;
}
